//! [`peek_request_id`]: both ends of a body, and nothing between.

use crate::{JsonStr, scan};

/// The longest RequestId that is looked for. Real ones have 36 bytes.
const MAX_ID: usize = 128;
/// The most whitespace between two tokens.
const MAX_SPACE: usize = 64;

/// The `RequestId` of a trusted body, in constant time, if it is the first or the last member of
/// `Response`; `None` when that cannot be told.
///
/// Of the documented responses 90 % have it there. The middle of the body is not touched: a
/// RequestId can be had of 50 MB in nanoseconds, for the log line of a response that passes
/// through. Not found are also ids with escapes or of more than 128 bytes.
///
/// It is right for every body that [`parse`](crate::parse()) accepts **if `Response` is the only
/// member of the root**, as it is in nearly all. Nobody who leaves out the middle can tell whose
/// member the last one is.
///
/// ```
/// use tencentcloud_response::{parse, peek_request_id};
///
/// let body = br#"{"Response":{"TotalCount":0,"RequestId":"b5b41468-520d"}}"#;
/// assert_eq!(peek_request_id(body).unwrap(), "b5b41468-520d");
/// assert_eq!(peek_request_id(br#"{"Response":{"RequestId":null,"A":1}}"#), None);
///
/// // A decoy whose RequestId has nothing before it in its object is seen through,
/// assert_eq!(peek_request_id(br#"{"Response":{},"X":{"RequestId":"r"}}"#), None);
/// // but this one defeats it:
/// let decoy = br#"{"Response":{},"X":{"A":1,"RequestId":"r"}}"#;
/// assert_eq!(peek_request_id(decoy).unwrap(), "r");
/// assert_eq!(parse(decoy)?.request_id(), None);
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[must_use]
pub fn peek_request_id(body: &[u8]) -> Option<JsonStr<'_>> {
    let mut rest = body;
    for token in [&b"{"[..], b"\"Response\"", b":", b"{"] {
        rest = skip_space(rest).strip_prefix(token)?;
    }
    first(rest).or_else(|| last(rest))
}

/// From behind the brace that opens `Response`.
fn first(mut rest: &[u8]) -> Option<JsonStr<'_>> {
    for token in [&b"\"RequestId\""[..], b":", b"\""] {
        rest = skip_space(rest).strip_prefix(token)?;
    }
    let start = rest.get(..rest.len().min(MAX_ID + 1))?;
    let len = start.iter().position(|&byte| byte == b'"')?;
    id(rest.get(..len)?)
}

/// Up to the end of the body, backwards. In a well-formed body the braces and the quote before
/// them are what they seem, as nothing but whitespace is between them.
fn last(mut rest: &[u8]) -> Option<JsonStr<'_>> {
    for token in [b"}", b"}", b"\""] {
        rest = trim_space(rest).strip_suffix(token)?;
    }
    let end = rest.get(rest.len().saturating_sub(MAX_ID + 1)..)?;
    let len = end.iter().rev().position(|&byte| byte == b'"')?;
    let (before, text) = rest.split_at_checked(rest.len() - len)?;
    let before = trim_space(before.strip_suffix(b"\"")?);
    let before = trim_space(before.strip_suffix(b":")?);
    let before = trim_space(before.strip_suffix(b"\"RequestId\"")?);
    // Behind a backslash it is the end of another name, and behind a brace that is not the one of
    // `Response` it is in another object.
    if before.last() != Some(&b',') {
        return None;
    }
    id(text)
}

/// An id without escapes.
fn id(text: &[u8]) -> Option<JsonStr<'_>> {
    let text = core::str::from_utf8(text).ok()?;
    (!text.contains('\\')).then(|| JsonStr::checked(text, false))
}

fn skip_space(text: &[u8]) -> &[u8] {
    let count = text
        .iter()
        .take(MAX_SPACE)
        .take_while(|&&byte| scan::is_whitespace(byte));
    text.get(count.count()..).unwrap_or_default()
}

fn trim_space(text: &[u8]) -> &[u8] {
    let count = text
        .iter()
        .rev()
        .take(MAX_SPACE)
        .take_while(|&&byte| scan::is_whitespace(byte));
    text.get(..text.len() - count.count()).unwrap_or_default()
}
