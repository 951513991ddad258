//! [`Watch`]: reads what passes, and reports once.

use super::{Content, End, Observer, Report, head::Facts};
use crate::{Parser, stream};

/// Watches one body. After the report nothing of it is left.
pub(super) struct Watch<O>(Option<Open<O>>);

struct Open<O> {
    observer: O,
    facts: Facts,
    bytes: u64,
    reader: Option<stream::Reader>,
}

impl<O: Observer> Watch<O> {
    pub(super) fn new(facts: Facts, parser: Parser, observer: Option<O>) -> Self {
        Self(observer.map(|observer| Open {
            observer,
            facts,
            bytes: 0,
            reader: (facts.content == Content::Json).then(|| stream::Reader::from(parser)),
        }))
    }

    /// A piece of the body passes.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        if let Some(open) = &mut self.0 {
            open.bytes = open.bytes.saturating_add(piece.len() as u64);
            if let Some(reader) = &mut open.reader {
                reader.feed(piece);
            }
        }
    }

    /// Nothing more will pass. Only the first call counts.
    pub(super) fn end(&mut self, end: End) {
        if let Some(open) = self.0.take() {
            open.report(end);
        }
    }

    /// Nobody wants more of the body.
    pub(super) fn dropped(&mut self) {
        // Who sends a known number of bytes does not ask for the end behind them.
        let is_all = |open: &Open<O>| open.facts.length == Some(open.bytes);
        self.end(if self.0.as_ref().is_some_and(is_all) {
            End::Complete
        } else {
            End::CutOff
        });
    }
}

impl<O: Observer> Open<O> {
    fn report(self, end: End) {
        let Self {
            observer,
            facts,
            bytes,
            reader,
        } = self;
        let record = reader.map(stream::Reader::salvage);
        observer.report(&Report::new(facts, end, bytes, record));
    }
}
