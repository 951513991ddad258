//! The few names that count, in a body that the engine is checking.
//!
//! Only the usual is decided here. Whatever is not, such as a name that is there twice, a value of
//! the wrong type, an escape in a name or in a RequestId, makes the body `unusual` and leaves it to
//! the portable reader and [`Shape`](crate::shape::Shape), which know the rules.

use super::skip::Skip;
use crate::{
    shape::{Found, Span},
    simd::Kernel,
};

pub(super) struct Finder<'f> {
    found: &'f mut Found,
    is_unusual: bool,
    has_response: bool,
    has_request_id: bool,
    has_error: bool,
    has_code: bool,
    has_message: bool,
    /// The next token opens the object under `Response` (depth 2) or `Error` (depth 3).
    opens: u8,
    in_response: bool,
    in_error: bool,
}

impl<'f> Finder<'f> {
    #[inline(always)]
    pub(super) const fn new(found: &'f mut Found) -> Self {
        Self {
            found,
            is_unusual: false,
            has_response: false,
            has_request_id: false,
            has_error: false,
            has_code: false,
            has_message: false,
            opens: 0,
            in_response: false,
            in_error: false,
        }
    }

    pub(super) const fn is_in_error(&self) -> bool {
        self.in_error
    }

    /// Whether there was a `Response`, and nothing unusual.
    #[inline(always)]
    pub(super) const fn is_usual(&self) -> bool {
        self.has_response && !self.is_unusual
    }

    /// An opening bracket.
    #[inline(always)]
    pub(super) fn open(&mut self) {
        match self.opens {
            2 => self.in_response = true,
            3 => self.in_error = true,
            _ => {}
        }
        self.opens = 0;
    }

    /// The closing bracket of `depth`.
    #[inline(always)]
    pub(super) fn close(&mut self, depth: u32, position: impl FnOnce() -> usize) {
        if depth == 3 && self.in_error {
            self.in_error = false;
            self.found.error_closed = true;
        } else if depth == 2 && self.in_response {
            self.in_response = false;
            if let Some(payload) = &mut self.found.payload {
                payload.1 = Some(position() + 1);
            }
        }
    }

    /// The name whose opening quote is at `name` has its colon at `colon`.
    #[inline(always)]
    pub(super) fn key<K: Kernel>(
        &mut self,
        k: K,
        body: &[u8],
        depth: u32,
        name: usize,
        colon: usize,
        has_backslash: bool,
    ) {
        let text = body.get(name..).unwrap_or_default();
        match depth {
            1 if text.starts_with(b"\"Response\"") => {
                let (at, byte) = value(body, colon);
                self.is_unusual |= self.has_response | (byte != b'{');
                self.has_response = true;
                self.found.payload = Some((at, None));
                self.opens = 2;
            }
            2 if self.in_response && text.starts_with(b"\"RequestId\"") => {
                self.is_unusual |= self.has_request_id;
                self.has_request_id = true;
                self.found.request_id = self.text(k, body, colon, true);
            }
            2 if self.in_response && text.starts_with(b"\"Error\"") => {
                self.is_unusual |= self.has_error;
                self.has_error = true;
                match value(body, colon) {
                    (_, b'{') => {
                        self.found.failed = true;
                        self.opens = 3;
                    }
                    (_, b'n') => {}
                    _ => self.is_unusual = true,
                }
            }
            3 if self.in_error && text.starts_with(b"\"Code\"") => {
                self.is_unusual |= self.has_code;
                self.has_code = true;
                self.found.code = self.text(k, body, colon, true);
            }
            3 if self.in_error && text.starts_with(b"\"Message\"") => {
                self.is_unusual |= self.has_message;
                self.has_message = true;
                self.found.message = self.text(k, body, colon, false);
            }
            1..=3 if has_backslash => {
                let name = body.get(name..colon).unwrap_or_default();
                self.is_unusual |= name.contains(&b'\\');
            }
            _ => {}
        }
    }

    /// The text behind a colon: a string, or none for null.
    #[inline(always)]
    fn text<K: Kernel>(
        &mut self,
        k: K,
        body: &[u8],
        colon: usize,
        is_strict: bool,
    ) -> Option<Span> {
        let (at, byte) = value(body, colon);
        if byte == b'"' {
            let start = at + 1;
            if let Some((end, escaped)) = k.string_end(body, start) {
                // In a strict text, half a surrogate pair may hide.
                self.is_unusual |= escaped && is_strict;
                return Span::new(start, end, escaped);
            }
        }
        self.is_unusual |= byte != b'n';
        None
    }
}

/// The first byte of the value behind a colon.
#[inline(always)]
fn value(body: &[u8], colon: usize) -> (usize, u8) {
    let mut at = colon + 1;
    let mut byte = body.get(at).copied().unwrap_or_default();
    if byte <= b' ' {
        at = super::plain::skip_whitespace(body, at);
        byte = body.get(at).copied().unwrap_or_default();
    }
    (at, byte)
}
