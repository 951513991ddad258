//! [`Watcher`]: what a whole stream comes to.

use core::fmt;

use super::{Event, Meaning, Reader};
use crate::{ErrorKind, ParseError, Parser, Record, Salvage, Verdict, stream};

/// Watches the answer of a streaming API pass by, and tells what it comes to.
///
/// The answer may also be a plain body, which is what the API sends in place of a stream when it
/// refuses a request. Whoever has read the response's head need not decide which of the two it is.
///
/// ```
/// use tencentcloud_response::{Parser, Verdict, sse::Watcher};
///
/// let mut watcher = Watcher::new(Parser::new(), [0; 4096]);
/// watcher.feed(b"data: {\"Choices\":[{\"Delta\":{\"Content\":\"Hel\"}}]}\n\ndata: {\"Choi");
/// watcher.feed(b"ces\":[],\"ErrorMsg\":{\"Msg\":\"Busy.\",\"Code\":4000}}\n\n");
/// let header = "61a8459b-27c8-4868";
/// let record = watcher.finish().or_request_id(header);
/// assert_eq!(record.verdict(), Verdict::Failure);
/// assert_eq!(record.code(), Some("4000"));
/// assert_eq!(record.request_id(), Some("61a8459b-27c8-4868"));
/// ```
#[derive(Clone)]
pub struct Watcher<B> {
    parser: Parser,
    reader: Reader<B>,
    /// The answer as if it were no stream. Of a stream it reads one byte.
    plain: stream::Reader,
    events: u64,
    record: Record,
}

impl<B: AsRef<[u8]> + AsMut<[u8]>> Watcher<B> {
    /// With these options, and this buffer for an event that comes in parts: see [`Reader`].
    #[must_use]
    pub fn new(parser: Parser, buffer: B) -> Self {
        Self {
            parser,
            reader: Reader::new(buffer),
            plain: stream::Reader::from(parser),
            events: 0,
            record: Record::new(Verdict::Success, None, None, None, None),
        }
    }

    /// Reads the next piece, of any length.
    pub fn feed(&mut self, piece: &[u8]) {
        self.plain.feed(piece);
        let mut rest = piece;
        while let Some(event) = self.reader.next(&mut rest) {
            self.events += 1;
            see(&mut self.record, &self.parser, event);
        }
    }

    /// The answer is complete: what it comes to.
    ///
    /// Of an event stream that is the first error that an event tells of; else the first event that
    /// is wrong or cut; else success. The RequestId is the first one of all events. The verdict says
    /// nothing about whether more events were to come: not all services end their streams with
    /// `[DONE]`.
    ///
    /// Of a plain body, with or without an error, it is what [`Parser::salvage`] says.
    #[must_use]
    pub fn finish(mut self) -> Record {
        if let Some(event) = self.reader.finish() {
            self.events += 1;
            see(&mut self.record, &self.parser, event);
        }
        match self.events {
            0 => self.plain.salvage(),
            _ => self.record,
        }
    }

    /// How many events came by: 0 if it is no event stream, or none yet.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }
}

fn see(record: &mut Record, parser: &Parser, event: Event<'_>) {
    let seen = match event.meaning(parser) {
        Meaning::Done => return,
        // Most events: they tell nothing new.
        Meaning::Envelope(envelope) | Meaning::Bare(envelope)
            if envelope.is_success()
                && (record.request_id().is_some() || envelope.request_id().is_none()) =>
        {
            return;
        }
        Meaning::Envelope(envelope) | Meaning::Bare(envelope) => Record::from(&envelope),
        Meaning::ErrorMsg(error) => Record::new(
            error.verdict(),
            None,
            error.request_id(),
            Some(error.code()),
            Some(error.message()),
        ),
        // A long part of the answer is nothing wrong.
        Meaning::TooLong(salvage) if is_part(&salvage) => {
            Record::new(Verdict::Success, None, salvage.request_id(), None, None)
        }
        Meaning::TooLong(salvage) => Record::from(&salvage),
        Meaning::Other(error) => Record::new(error.verdict(), Some(error), None, None, None),
    };
    *record = if weight(&seen) > weight(record) {
        seen.or_id_of(record)
    } else {
        record.or_id_of(&seen)
    };
}

/// Whether nothing is wrong with the beginning of an event but that it is cut.
fn is_part(salvage: &Salvage<'_>) -> bool {
    let is_cut = |error: ParseError| error.kind() == ErrorKind::Truncated;
    salvage.code().is_none() && salvage.error().is_some_and(is_cut)
}

/// An error that the API tells of weighs more than an event that is wrong.
fn weight(record: &Record) -> u8 {
    match (record.code(), record.error()) {
        (Some(_), _) => 2,
        (None, Some(_)) => 1,
        (None, None) => 0,
    }
}

impl<B> fmt::Debug for Watcher<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watcher")
            .field("events", &self.events)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}
