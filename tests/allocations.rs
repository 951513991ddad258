//! Nothing allocates: counted by an allocator.
#![allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    fmt::Write,
    hint::black_box,
};

use tencentcloud_response::{
    ApiError, Duplicates, Envelope, JsonStr, Parser, Record, parse, salvage, sse, stream,
};

thread_local! {
    /// Of this thread: the test harness allocates as it likes.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes on to `System` as it came; counting touches a `Cell` that needs neither
// allocation nor a destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count<T>(work: impl FnOnce() -> T) -> usize {
    let before = COUNT.get();
    let result = work();
    let after = COUNT.get();
    drop(result);
    after - before
}

/// A `Write` that keeps nothing beyond its fixed room.
struct Fixed {
    room: [u8; 4096],
    len: usize,
}

impl Fixed {
    const fn new() -> Self {
        Self {
            room: [0; 4096],
            len: 0,
        }
    }
}

impl Write for Fixed {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = (self.len + text.len()).min(self.room.len());
        let len = end - self.len;
        self.room[self.len..end].copy_from_slice(&text.as_bytes()[..len]);
        self.len = end;
        Ok(())
    }
}

fn use_text(text: JsonStr<'_>) {
    let mut fixed = Fixed::new();
    let mut buffer = [0; 4096];
    write!(fixed, "{text}{text:?}{}", text.log_safe(100)).unwrap();
    let _ = text.decode_into(&mut buffer);
    let _ = text.decode_into(&mut buffer[..0]);
    assert_eq!(text.chars().count() == 0, text.is_empty());
    let copy = text;
    assert!(text == copy && text != *"no such text");
    let _ = (text.raw(), text.as_str());
}

fn use_error(error: ApiError<'_>) {
    let mut fixed = Fixed::new();
    write!(fixed, "{error}{error:?}{}", error.code()).unwrap();
    let _ = error.code().class();
    use_text(error.message());
}

fn use_envelope(envelope: Envelope<'_>) {
    let mut fixed = Fixed::new();
    write!(
        fixed,
        "{envelope:?}{}{}",
        envelope.verdict(),
        envelope.version()
    )
    .unwrap();
    envelope.request_id().into_iter().for_each(use_text);
    envelope.error().into_iter().for_each(use_error);
    for field in envelope.fields() {
        let Ok((name, value)) = field else { break };
        use_text(name);
        value.as_json_str().into_iter().for_each(use_text);
    }
    let _ = (
        envelope.field("RequestId").is_ok(),
        envelope.payload(),
        envelope.region_healthy(),
    );
    let record = Record::from(&envelope);
    write!(fixed, "{record:?}").unwrap();
    let _ = envelope.into_result().is_ok();
}

fn use_all(parser: Parser, body: &[u8]) {
    let mut fixed = Fixed::new();
    match parser.parse(body) {
        Ok(envelope) => use_envelope(envelope),
        Err(error) => write!(fixed, "{error}{error:?}").unwrap(),
    }
    if let Ok(envelope) = parser.skim(body) {
        use_envelope(envelope);
    }
    let salvage = parser.salvage(body);
    write!(fixed, "{salvage:?}{}", salvage.verdict()).unwrap();
    salvage.request_id().into_iter().for_each(use_text);
    salvage.message().into_iter().for_each(use_text);
    let record = Record::from(&salvage);
    write!(
        fixed,
        "{record:?}{:?}{:?}",
        record.request_id(),
        record.class()
    )
    .unwrap();
}

fn use_stream(parser: Parser, body: &[u8]) {
    let mut fixed = Fixed::new();
    let mut reader = stream::Reader::from(parser);
    for piece in body.chunks(7) {
        reader.feed(piece);
        let _ = (reader.error(), reader.so_far().request_id().is_some());
    }
    write!(fixed, "{reader:?}").unwrap();
    let _ = (reader.clone().salvage(), reader.finish());
    let (mut small, mut large) = ([0; 10], [0; 4096]);
    for buffer in [small.as_mut_slice(), large.as_mut_slice()] {
        let mut watcher = sse::Watcher::new(parser, buffer);
        for prefix in ["data: ", "\ndata:", "\n\ndata: [DONE]\n\ndata: "] {
            watcher.feed(prefix.as_bytes());
            body.chunks(50).for_each(|piece| watcher.feed(piece));
        }
        write!(fixed, "{watcher:?}").unwrap();
        let _ = watcher.finish().or_request_id("header");
    }
    for body in parser.bodies(body) {
        let _ = (body.range(), body.envelope().is_ok());
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(count(|| ()), 0);
    assert_eq!(count(|| black_box(Box::new(1))), 1);
    assert!(count(|| parse(b"{}").unwrap_err().to_string()) > 0);
    assert_eq!(
        count(|| salvage(br#"{"Response":{"RequestId":"\u0061"#).error()),
        0
    );
}

#[test]
fn nothing_allocates() {
    let deep = format!(
        "{{\"Response\":{{\"a\":{}{},\"RequestId\":\"r\"}}}}",
        "[".repeat(126),
        "]".repeat(126)
    );
    let long = format!(
        r#"{{"Response":{{"a":"{}","RequestId":"{}"}}}}"#,
        "x\\n中".repeat(20_000),
        "y".repeat(3_000)
    );
    let bodies: &[&[u8]] = &[
        br#"{"Response":{"TotalCount":0,"InstanceStatusSet":[{"a":1.5e9}],"RequestId":"b5b41468-520d-4192"}}"#,
        br#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"No\n\ud83d\ude00."},"RequestId":"ed93"}}"#,
        br#"{"\u0052esponse":{"Request\u0049d":"\u0061","Error":{"Code":"a\u002eb","Message":"\ud800"}}}"#,
        br#"{"code":4100,"message":"m","codeDesc":"AuthFailure"}"#,
        br#"{"Response":{"RequestId":"a","RequestId":"b","Error":{},"Error":null}}"#,
        br#"{"Response":{"RequestId":1}}"#,
        br#"{"Response":{"Error":{"Code":"c","Message":"\x"#,
        br#"{"Response":{"RequestId":"r","a":[1,2,{"b":tru"#,
        b"{\"Response\":{\"RequestId\":\"\xff\"}}",
        b"<html>",
        b"\x1f\x8b\x08",
        b"",
        deep.as_bytes(),
        long.as_bytes(),
    ];
    for body in bodies {
        for duplicates in [Duplicates::Reject, Duplicates::First, Duplicates::Last] {
            for api_v2 in [false, true] {
                let parser = Parser::new().duplicates(duplicates).api_v2(api_v2);
                assert_eq!(
                    count(|| use_all(parser, body)),
                    0,
                    "{}",
                    body.escape_ascii()
                );
                assert_eq!(
                    count(|| use_stream(parser, body)),
                    0,
                    "{}",
                    body.escape_ascii()
                );
            }
        }
    }
}
