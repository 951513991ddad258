//! How many bytes of stack each function takes, at the most, on any body: counted on a stack that
//! was painted before. In a release build, since that is what runs; a debug build takes more.
#![cfg(unix)]
#![allow(
    missing_docs,
    unsafe_code,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

mod common;

use std::{ffi::c_void, hint::black_box, mem, ptr};

use common::wrong;
use tencentcloud_response::{Backend, Parser, stream};

const SIZE: usize = 64 * 1024;
const PAINT: u64 = 0x5a5a_a5a5_3c3c_c3c3;

type Work<'a> = &'a mut dyn FnMut();

extern "C" fn run(work: *mut c_void) -> *mut c_void {
    // SAFETY: it is the `Work` of `used`, which waits for this thread to end.
    let work = unsafe { &mut *work.cast::<Work<'_>>() };
    work();
    ptr::null_mut()
}

/// How many bytes of its stack a thread has written to that does `work`.
fn used(mut work: Work<'_>) -> usize {
    #[repr(align(4096))]
    struct Stack([u64; SIZE / 8]);
    let mut stack = Box::new(Stack([PAINT; SIZE / 8]));
    // SAFETY: the attributes are initialised before they are used, the stack is aligned and outlives
    // the thread, and so does `work`.
    unsafe {
        let mut attributes = mem::zeroed();
        let mut thread = mem::zeroed();
        assert_eq!(libc::pthread_attr_init(&raw mut attributes), 0);
        let base = (&raw mut stack.0).cast();
        assert_eq!(
            libc::pthread_attr_setstack(&raw mut attributes, base, SIZE),
            0
        );
        let work = (&raw mut work).cast();
        assert_eq!(
            libc::pthread_create(&raw mut thread, &raw const attributes, run, work),
            0
        );
        assert_eq!(libc::pthread_join(thread, ptr::null_mut()), 0);
        libc::pthread_attr_destroy(&raw mut attributes);
    }
    let untouched = stack.0.iter().take_while(|&&word| word == PAINT).count();
    assert!(untouched > 0, "the stack was full");
    SIZE - untouched * 8
}

/// The bodies whose reading goes through the most: wrong ones in every way, small and large.
fn bodies() -> Vec<Vec<u8>> {
    let small = r#"{"Response":{"Error":{"Code":"c","Message":"\u4e2d"},"A":[1,{"b":[]}],"RequestId":"r"}}"#;
    let item = r#"{"Id":"ins-1","Cpu":4,"Rate":-1.5e3,"On":true,"Tags":["a\n",null,"中"]},"#;
    let large = format!(
        r#"{{"Response":{{"Set":[{}0],"RequestId":"r","Error":{{"Code":"c","Message":"m"}}}}}}"#,
        item.repeat(100)
    );
    let wrong = wrong::TABLE.iter().flat_map(|(_, bodies)| *bodies);
    let mut bodies: Vec<Vec<u8>> = wrong.map(|body| body.replace('¦', "").into()).collect();
    for body in [small, &large] {
        bodies.push(body.into());
        bodies.push(body.trim_end_matches('}').into());
    }
    bodies
}

#[test]
fn each_function_takes_few_bytes() {
    let bodies = bodies();
    let nothing = used(&mut || ());
    for backend in Backend::available() {
        let parser = Parser::new().backend(backend);
        let rows: [(&str, &mut dyn FnMut()); 4] = [
            ("parse", &mut || {
                for body in &bodies {
                    _ = black_box(parser.parse(black_box(body)));
                }
            }),
            ("skim", &mut || {
                for body in &bodies {
                    _ = black_box(parser.skim(black_box(body)));
                }
            }),
            ("salvage", &mut || {
                for body in &bodies {
                    _ = black_box(parser.salvage(black_box(body)));
                }
            }),
            ("stream::Reader", &mut || {
                for body in &bodies {
                    let mut reader = stream::Reader::from(parser);
                    reader.feed(black_box(body));
                    _ = black_box(reader.finish());
                }
            }),
        ];
        for (name, work) in rows {
            let bytes = used(work).saturating_sub(nothing);
            println!("{name} with {backend}: {bytes} bytes of stack");
            if !cfg!(debug_assertions) {
                // With AVX-512 the room for tokens begins at a multiple of 256: elsewhere on a
                // stack it may be up to 255 bytes more. A stream::Reader is 1.5 KiB of it, in a few
                // copies.
                let most = if name == "stream::Reader" { 7168 } else { 4352 };
                assert!(bytes > 0 && bytes <= most, "{name} with {backend}: {bytes}");
            }
        }
    }
}
