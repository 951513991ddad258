//! What the head of a response says about its body.

use core::fmt;

use ::http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE},
    response,
};

use super::Content;

/// All that is kept of the head.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    pub(super) status: StatusCode,
    pub(super) content: Content,
    /// How many bytes the body has, if it is known before.
    pub(super) length: Option<u64>,
    pub(super) request_id: Option<HeaderId>,
}

impl Facts {
    /// Of the head of an answer to a `HEAD` request, or to another; `size` is what the body itself
    /// knows of its length.
    pub(super) fn of(head: &response::Parts, to_head: bool, size: Option<u64>) -> Self {
        Self {
            status: head.status,
            content: content(head, to_head),
            length: length(&head.headers).or(size),
            request_id: head.headers.get("x-tc-requestid").and_then(HeaderId::new),
        }
    }
}

fn content(head: &response::Parts, to_head: bool) -> Content {
    let no_body = head.status.is_informational()
        || matches!(
            head.status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
        );
    if to_head || no_body {
        Content::Absent
    } else if is_encoded(&head.headers) {
        Content::Encoded
    } else if is_event_stream(&head.headers) {
        Content::EventStream
    } else {
        Content::Json
    }
}

/// Whether the body is said to be in any coding; `identity` is the name for none.
fn is_encoded(headers: &HeaderMap) -> bool {
    headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .flat_map(|value| value.as_bytes().split(|&byte| byte == b','))
        .map(<[u8]>::trim_ascii)
        .any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"))
}

fn is_event_stream(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| {
        let media_type = value.as_bytes().split(|&byte| byte == b';').next();
        media_type
            .unwrap_or_default()
            .trim_ascii()
            .eq_ignore_ascii_case(b"text/event-stream")
    })
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The header `X-TC-RequestId`, kept when the head is gone.
///
/// Real ones have 36 bytes. What has none, more than there is room for, or other than visible ASCII
/// in it, is no RequestId.
#[derive(Clone, Copy)]
pub(super) struct HeaderId {
    bytes: [u8; Self::ROOM],
    len: u8,
}

impl HeaderId {
    /// As many as in a [`Record`](crate::Record).
    const ROOM: usize = 64;

    fn new(value: &HeaderValue) -> Option<Self> {
        let value = value.as_bytes();
        if value.is_empty() || !value.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        let mut bytes = [0; Self::ROOM];
        bytes.get_mut(..value.len())?.copy_from_slice(value);
        let len = u8::try_from(value.len()).ok()?;
        Some(Self { bytes, len })
    }

    pub(super) fn as_str(&self) -> &str {
        let text = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }
}

impl fmt::Debug for HeaderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}
