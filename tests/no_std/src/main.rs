//! Reads, skims, salvages, writes and keeps a response with nothing but `core`. Exits with 0 if all
//! went as it should, else with the number of the step that did not.

#![no_std]
#![no_main]

use tencentcloud_response::{
    Class, Parser, Record, Verdict, parse, salvage, skim, sse::Watcher, stream::Reader,
    write::ErrorResponse,
};

// The C library's start-up code calls `main`; nothing else of it is used.
#[link(name = "c")]
unsafe extern "C" {}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

/// The prebuilt `core` asks for it, though nothing unwinds here.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    let mut buffer = [0; 256];
    let answer = ErrorResponse::new("RequestLimitExceeded", "Slow\ndown.", "ed93f3cb-f35e");
    let Ok(body) = answer.write_into(&mut buffer) else {
        return 1;
    };
    for read in [parse, skim] {
        let Some(error) = read(body.as_bytes())
            .ok()
            .and_then(|envelope| envelope.error())
        else {
            return 2;
        };
        if error.code().class() != Class::Throttled || error.message() != "Slow\ndown." {
            return 3;
        }
    }
    let cut = body.as_bytes().split_last().map_or(&[][..], |(_, cut)| cut);
    let record = Record::from(&salvage(cut));
    if record.verdict() != Verdict::Truncated || record.request_id() != Some("ed93f3cb-f35e") {
        return 4;
    }
    let deep = br#"{"Response":{"A":[[1]],"RequestId":"r"}}"#;
    if Parser::new().max_depth(3).parse(deep).is_ok() {
        return 5;
    }
    let mut reader = Reader::new();
    let mut watcher = Watcher::new(Parser::new(), [0; 64]);
    for piece in cut.chunks(10) {
        reader.feed(piece);
        watcher.feed(piece);
    }
    if reader.salvage() != record || watcher.finish() != record {
        return 6;
    }
    0
}
