//! Whether kind and offset of an error fit each other and the body, as far as the standard library
//! and `serde_json` can tell.

use std::str;

use serde::de::IgnoredAny;
use serde_json::error::Category;
use tencentcloud_response::{ErrorKind, ParseError};

use crate::common::{Rules, oracle, show};

pub(super) fn check(rules: Rules, body: &[u8], error: ParseError) {
    let (kind, at) = (error.kind(), error.offset());
    let fits = at <= body.len() && byte_fits(rules, body, kind, at) && grammar_fits(body, kind, at);
    assert!(fits, "{kind} at {at} of {}, {rules:?}", show(body));
}

fn byte_fits(rules: Rules, body: &[u8], kind: ErrorKind, at: usize) -> bool {
    let (before, after) = body.split_at(at);
    let byte = after.first().copied();
    let is_first = before.iter().all(|byte| b" \t\n\r".contains(byte));
    match kind {
        ErrorKind::Empty => body.is_empty(),
        ErrorKind::ByteOrderMark => {
            at == 0
                && [&b"\xef\xbb\xbf"[..], b"\xfe\xff", b"\xff\xfe"]
                    .iter()
                    .any(|mark| body.starts_with(mark))
        }
        ErrorKind::Compressed => {
            body.starts_with(b"\x1f\x8b") || body.starts_with(b"\x28\xb5\x2f\xfd")
        }
        ErrorKind::Html => is_first && byte == Some(b'<'),
        ErrorKind::NotAnObject => {
            is_first && byte.is_some_and(|b| b"[\"-0123456789tfn".contains(&b))
        }
        ErrorKind::NoResponse => byte == Some(b'}'),
        ErrorKind::ApiV2 => byte == Some(b'}') && !rules.api_v2,
        ErrorKind::Truncated => at == body.len() && at > 0,
        ErrorKind::BadLiteral => byte.is_some_and(|b| b"tfn".contains(&b)),
        ErrorKind::BadNumber => byte.is_some_and(|b| b"-0123456789".contains(&b)),
        ErrorKind::BadEscape | ErrorKind::LoneSurrogate => byte == Some(b'\\'),
        ErrorKind::ControlCharacter => byte.is_some_and(|b| b < 0x20),
        ErrorKind::DuplicateName => byte == Some(b'"'),
        ErrorKind::WrongType => byte.is_some_and(|b| b"{[\"-0123456789tfn".contains(&b)),
        ErrorKind::TooDeep => {
            byte.is_some_and(|b| b"{[".contains(&b))
                && oracle::depth(before) == usize::from(rules.max_depth)
        }
        _ => byte.is_some(),
    }
}

/// Up to its offset the body is a beginning of JSON. Where the offset is that of the offending byte,
/// with that byte it no longer is.
fn grammar_fits(body: &[u8], kind: ErrorKind, at: usize) -> bool {
    if is_utf8_beginning(body, kind, at) != Some(true) {
        return false;
    }
    let before = read(body, at);
    match kind {
        ErrorKind::Empty
        | ErrorKind::ByteOrderMark
        | ErrorKind::Compressed
        | ErrorKind::Html
        | ErrorKind::NotAnObject => true,
        // A number that is cut behind its point is no beginning to `serde_json`.
        ErrorKind::Truncated => before != Read::Right,
        ErrorKind::NoResponse | ErrorKind::ApiV2 => read(body, at + 1) == Read::Right,
        ErrorKind::TrailingData => before == Read::Right && read(body, at + 1) == Read::Wrong,
        // Nothing is before it, which is no beginning of JSON to everybody.
        ErrorKind::UnexpectedByte if at == 0 => read(body, 1) == Read::Wrong,
        ErrorKind::UnexpectedByte | ErrorKind::ControlCharacter => {
            before == Read::Cut && read(body, at + 1) == Read::Wrong
        }
        _ => before == Read::Cut,
    }
}

/// Whether the UTF-8 is right up to the offset, and ill-formed there if that is the error.
fn is_utf8_beginning(body: &[u8], kind: ErrorKind, at: usize) -> Option<bool> {
    if kind == ErrorKind::InvalidUtf8 {
        let error = str::from_utf8(body).err()?;
        return Some(error.valid_up_to() == at && error.error_len().is_some());
    }
    match str::from_utf8(body.get(..at)?) {
        Ok(_) => Some(true),
        Err(error) => Some(error.error_len().is_none() && kind == ErrorKind::Truncated),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Read {
    Right,
    /// It ends too early.
    Cut,
    Wrong,
}

/// What `serde_json` says of the first `len` bytes.
fn read(body: &[u8], len: usize) -> Read {
    let Some(body) = body.get(..len) else {
        return Read::Cut;
    };
    match serde_json::from_slice::<IgnoredAny>(body).map_err(|error| error.classify()) {
        Ok(_) => Read::Right,
        Err(Category::Eof) => Read::Cut,
        Err(_) => Read::Wrong,
    }
}
