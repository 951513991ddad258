//! No byte outside the body is read: bodies that end, and bodies that begin, where a page begins or
//! ends that kills whoever touches it.
#![cfg(unix)]
#![allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{backends, documents};
use std::{io, ptr, slice};
use tencentcloud_response::{Backend, Duplicates, Parser};

/// Memory between two pages that must not be touched.
struct Guarded {
    start: *mut u8,
    page: usize,
    len: usize,
}

impl Guarded {
    fn new(least: usize) -> Self {
        // SAFETY: asks for a number.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let page = usize::try_from(page).expect("a page has a size");
        let len = least.next_multiple_of(page);
        // SAFETY: a new mapping, at a place that the system chooses.
        let start = unsafe {
            libc::mmap(
                ptr::null_mut(),
                len + 2 * page,
                libc::PROT_NONE,
                libc::MAP_PRIVATE | libc::MAP_ANON,
                -1,
                0,
            )
        };
        assert_ne!(start, libc::MAP_FAILED, "{}", io::Error::last_os_error());
        // SAFETY: the mapping is longer than a page.
        let inner = unsafe { start.byte_add(page) };
        // SAFETY: these pages are inside of the mapping, and nobody has them yet.
        let status = unsafe { libc::mprotect(inner, len, libc::PROT_READ | libc::PROT_WRITE) };
        assert_eq!(status, 0, "{}", io::Error::last_os_error());
        let start = start.cast();
        Self { start, page, len }
    }

    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: as in `new`.
        let inner = unsafe { self.start.add(self.page) };
        // SAFETY: `len` bytes from there may be read and written, all are set (to zero, by the
        // system), and they are borrowed as long as `self` is.
        unsafe { slice::from_raw_parts_mut(inner, self.len) }
    }

    /// Reads `body` from the first bytes and from the last.
    fn read(&mut self, body: &[u8]) {
        let bytes = self.bytes();
        // What a body may run into on its free side would let it go on.
        bytes.fill(b'"');
        let (first, _) = bytes.split_at_mut(body.len());
        first.copy_from_slice(body);
        read(first);
        bytes.fill(b'"');
        let (_, last) = bytes.split_at_mut(bytes.len() - body.len());
        last.copy_from_slice(body);
        read(last);
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the mapping that `new` made, which nobody borrows any more.
        let status = unsafe { libc::munmap(self.start.cast(), self.len + 2 * self.page) };
        assert_eq!(status, 0, "{}", io::Error::last_os_error());
    }
}

/// Reads a body in every way.
fn read(body: &[u8]) {
    for backend in Backend::available() {
        for parser in [
            Parser::new(),
            Parser::new().duplicates(Duplicates::Last).api_v2(true),
        ] {
            let parser = parser.backend(backend);
            if let Ok(envelope) = parser.parse(body) {
                assert!(envelope.fields().all(|field| field.is_ok()));
            }
            if let Ok(envelope) = parser.skim(body) {
                let _ = envelope.fields().count();
            }
            let _ = parser.salvage(body).request_id();
        }
    }
}

/// All lengths up to this.
const LENGTHS: usize = 200;
/// And these.
const LONGER: [usize; 12] = [
    255, 256, 257, 319, 320, 321, 511, 512, 513, 1_000, 4_095, 4_096,
];

#[test]
fn good_bodies_cut_at_every_length() {
    backends::report();
    let mut memory = Guarded::new(8_192);
    for body in documents::GOOD.iter().chain(documents::GOOD_V2) {
        for len in 0..=body.len() {
            memory.read(&body.as_bytes()[..len]);
        }
        // Whole, at every length that whitespace before or in it makes.
        for more in 1..=130 {
            memory.read(format!("{}{body}", " ".repeat(more)).as_bytes());
            memory.read(
                body.replacen('{', &format!("{{{}", " ".repeat(more)), 1)
                    .as_bytes(),
            );
        }
    }
}

#[test]
fn long_values_cut_at_every_length() {
    let mut memory = Guarded::new(8_192);
    for (before, fill, after) in [
        ("{\"Response\":{\"RequestId\":\"", "r", "\"}}"),
        ("{\"Response\":{\"Error\":{\"Code\":\"", "c.", "\"}}}"),
        ("{\"Response\":{\"Error\":{\"Message\":\"", "中", "\"}}}"),
        ("{\"Response\":{\"Error\":{\"Message\":\"", "\\n", "\"}}}"),
        ("{\"Response\":{\"a\":\"", "\\u00e9", "\"}}"),
        ("{\"Response\":{\"a\":\"", "😀", "\"}}"),
        ("{\"Response\":{\"a\":", "123", "}}"),
        ("{\"Response\":{\"a\":[", "true,", "null]}}"),
        ("{\"Response\":{\"a\":[", "[],", "{}]}}"),
        ("{\"Response\":{", "\"a\":1,", "\"RequestId\":null}}"),
        ("{\"Response\":", "\n", "{}}"),
        ("{\"", "R", "\":{}}"),
    ] {
        let body = format!("{before}{}{after}", fill.repeat(60)).into_bytes();
        for len in 0..=body.len() {
            memory.read(&body[..len]);
        }
        for count in 0..=LENGTHS {
            memory.read(format!("{before}{}{after}", fill.repeat(count)).as_bytes());
        }
    }
}

#[test]
fn one_byte_over_and_over() {
    let mut memory = Guarded::new(8_192);
    for byte in *b"\"[{]}:,\\019-.eE tfn\nrRx\x00\x1f\x7f\x80\xbf\xc2\xe0\xed\xf0\xf4\xff" {
        for len in (0..=LENGTHS).chain(LONGER) {
            let fill = vec![byte; len];
            memory.read(&fill);
            for before in ["{\"Response\":{\"a\":", "{\"Response\":{\"RequestId\":\""] {
                memory.read(&[before.as_bytes(), &fill].concat());
            }
        }
    }
}
