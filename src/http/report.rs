//! [`Report`]: what became of one response.

use core::fmt;

use ::http::StatusCode;

use super::head::{Facts, HeaderId};
use crate::{Class, Record, Verdict};

/// What the body of a response was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Content {
    /// By the rules of HTTP there is no body: the answer to a `HEAD` request, or one with status
    /// 204 or 304. It counts as complete.
    Absent,
    /// JSON, as far as it passed. What it says is in the verdict.
    Json,
    /// No JSON object begins in it: it is empty, an HTML page, plain text, another JSON value.
    NotJson,
    /// Its head names a `Content-Encoding` such as gzip. It is counted and not read.
    Encoded,
    /// Its head names the `Content-Type` `text/event-stream`. The verdict says what it comes to: see
    /// [`sse::Watcher::finish`](crate::sse::Watcher::finish).
    EventStream,
}

impl Content {
    /// Every kind of content, in the order of declaration.
    pub const ALL: &[Self] = &[
        Self::Absent,
        Self::Json,
        Self::NotJson,
        Self::Encoded,
        Self::EventStream,
    ];

    /// A short name for logs and metrics, such as `event_stream`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Json => "json",
            Self::NotJson => "not_json",
            Self::Encoded => "encoded",
            Self::EventStream => "event_stream",
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How a body ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum End {
    /// All of it passed.
    Complete,
    /// It was dropped before its end, as when the client goes away; or it ended before its
    /// `Content-Length`.
    CutOff,
    /// It gave an error, as when the connection to the API breaks.
    Failed,
}

impl End {
    /// Every end, in the order of declaration.
    pub const ALL: &[Self] = &[Self::Complete, Self::CutOff, Self::Failed];

    /// A short name for logs and metrics, such as `cut_off`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::CutOff => "cut_off",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What became of one response: what its body was, how it ended, and what it said.
///
/// A plain value without a lifetime, that may be copied and sent away: 816 bytes on a 64-bit
/// machine.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    status: StatusCode,
    content: Content,
    end: End,
    bytes: u64,
    record: Option<Record>,
    header_id: Option<HeaderId>,
}

impl Report {
    pub(super) fn new(facts: Facts, end: End, bytes: u64, record: Option<Record>) -> Self {
        let mut content = facts.content;
        let mut record = record;
        let end = match (content, end, facts.length) {
            (Content::Absent, ..) => End::Complete,
            (_, End::Failed, _) => End::Failed,
            // A server that knows the length does not ask for the end behind it.
            (_, _, Some(length)) if bytes < length => End::CutOff,
            (_, _, Some(_)) => End::Complete,
            (_, end, None) => end,
        };
        if bytes == 0 && end != End::Complete {
            // Nothing is known of a body that did not begin.
            record = None;
        } else if content == Content::Json && record.as_ref().is_some_and(has_no_object) {
            content = Content::NotJson;
        }
        Self {
            status: facts.status,
            content,
            end,
            bytes,
            record,
            header_id: facts.request_id,
        }
    }

    /// The status of the response. The API answers with 200 even when it fails.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// What the body was.
    #[must_use]
    pub const fn content(&self) -> Content {
        self.content
    }

    /// How the body ended.
    #[must_use]
    pub const fn end(&self) -> End {
        self.end
    }

    /// How many bytes of the body passed, as they are on the wire (without the frames of HTTP).
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What the body, as far as it passed, turned out to be. None if there was no body, or none of
    /// it passed before it broke off. (One that is encoded is so whatever passed.)
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        match self.content {
            Content::Encoded => Some(Verdict::Encoded),
            _ => self.record.as_ref().map(Record::verdict),
        }
    }

    /// The RequestId: that of the body, or else the header `X-TC-RequestId`, which stands in for a
    /// body that ended before its RequestId or was not read. A header that is not 1 to 64 visible
    /// ASCII characters does not count.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let in_body = self.record.as_ref().and_then(Record::request_id);
        in_body.or_else(|| self.header_id.as_ref().map(HeaderId::as_str))
    }

    /// The decoded code, if the response was a failure.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.record.as_ref()?.code()
    }

    /// The class of the code, if there is a code.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.record.as_ref()?.class()
    }

    /// Whether this answer shows that the region works, as
    /// [`Envelope::region_healthy`](crate::Envelope::region_healthy) says of a body. A RequestId in
    /// the header is as good.
    #[must_use]
    pub fn region_healthy(&self) -> bool {
        let id = self.request_id();
        (self.record.as_ref())
            .zip(id)
            .is_some_and(|(record, id)| record.or_request_id(id).region_healthy())
    }

    /// All that the body said, with the message and the first broken rule, if it was read.
    #[must_use]
    pub const fn record(&self) -> Option<&Record> {
        self.record.as_ref()
    }
}

/// Whether the body does not even begin as a response does.
fn has_no_object(record: &Record) -> bool {
    record.error().is_some_and(|error| error.is_at_root())
}
