//! [`Watch`]: reads what passes, and reports once.

use alloc::boxed::Box;

use super::{Content, End, Observer, Report, head::Facts};
use crate::{Parser, Record, sse, stream};

/// Watches one body. After the report nothing of it is left.
pub(super) struct Watch<O>(Option<Open<O>>);

struct Open<O> {
    observer: O,
    facts: Facts,
    bytes: u64,
    reading: Reading,
}

/// Who reads it.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are a body, and it shall not cost an allocation"
)]
enum Reading {
    Body(stream::Reader),
    /// Rarer and larger than the others, and for a body that takes its time.
    Events(Box<sse::Watcher<[u8; EVENT]>>),
    Nobody,
}

/// How much of an event is read; of the services' own, few have more than 1,000 bytes.
const EVENT: usize = 4096;

impl Reading {
    fn new(content: Content, parser: Parser) -> Self {
        match content {
            Content::Json | Content::NotJson => Self::Body(stream::Reader::from(parser)),
            Content::EventStream => Self::Events(Box::new(sse::Watcher::new(parser, [0; EVENT]))),
            Content::Absent | Content::Encoded => Self::Nobody,
        }
    }

    fn feed(&mut self, piece: &[u8]) {
        match self {
            Self::Body(reader) => reader.feed(piece),
            Self::Events(watcher) => watcher.feed(piece),
            Self::Nobody => {}
        }
    }

    fn finish(self) -> Option<Record> {
        match self {
            Self::Body(reader) => Some(reader.salvage()),
            Self::Events(watcher) => Some(watcher.finish()),
            Self::Nobody => None,
        }
    }
}

impl<O: Observer> Watch<O> {
    pub(super) fn new(facts: Facts, parser: Parser, observer: Option<O>) -> Self {
        Self(observer.map(|observer| Open {
            observer,
            facts,
            bytes: 0,
            reading: Reading::new(facts.content, parser),
        }))
    }

    /// A piece of the body passes.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        if let Some(open) = &mut self.0 {
            open.bytes = open.bytes.saturating_add(piece.len() as u64);
            open.reading.feed(piece);
        }
    }

    /// Nothing more will pass. Only the first call counts.
    pub(super) fn end(&mut self, end: End) {
        if let Some(open) = self.0.take() {
            open.report(end);
        }
    }
}

impl<O: Observer> Open<O> {
    fn report(self, end: End) {
        let Self {
            observer,
            facts,
            bytes,
            reading,
        } = self;
        observer.report(&Report::new(facts, end, bytes, reading.finish()));
    }
}
