//! [`Passing`]: a body that passes by.

use super::held::Held;
use crate::{
    Backend, ParseError, Parser, Record, Salvage,
    scan::{
        Reader,
        relay::{self, By},
    },
    shape::{Found, Slot, Span},
    texts::Texts,
};

/// What is kept of a body between its pieces.
#[derive(Clone)]
pub(super) struct Passing {
    portable: Reader,
    /// Where it stopped.
    end: Option<ParseError>,
    held: Held,
}

impl Passing {
    pub(super) fn new(parser: Parser) -> Self {
        Self {
            // It reads over broken rules, and keeps the first.
            portable: parser.reader(true),
            end: None,
            held: Held::new(),
        }
    }

    /// Behind a whole body of this length, which has this.
    pub(super) fn behind(parser: Parser, found: Found, record: &Record, len: usize) -> Self {
        let mut passing = Self::new(parser);
        passing.portable.complete(found, len);
        for (slot, text) in [
            (Slot::RequestId, record.request_id()),
            (Slot::Code, record.code()),
            (Slot::Message, record.message()),
        ] {
            passing.held.set(slot, text.unwrap_or_default());
        }
        passing
    }

    /// Reads a piece, which is not empty.
    pub(super) fn feed(&mut self, backend: Backend, piece: &[u8]) {
        if self.end.is_some() {
            return;
        }
        let end = self.portable.len().checked_add(piece.len());
        if end.is_some_and(|end| end <= Span::LAST) {
            self.advance(backend, piece);
        } else {
            // Beyond 2 GiB where `usize` has 32 bits: positions no longer tell where a text is.
            for byte in piece {
                self.step(*byte);
            }
        }
    }

    pub(super) fn finish(&self) -> Result<Record, ParseError> {
        let salvage = self.so_far();
        match salvage.error() {
            None => Ok(Record::from(&salvage)),
            Some(error) => Err(error),
        }
    }

    pub(super) fn so_far(&self) -> Salvage<'_> {
        let texts = Texts::new(self.portable.shape(), |slot, _| self.held.get(slot));
        let error = match self.error() {
            None => self.portable.finish().err(),
            error => error,
        };
        Salvage::new(texts, error)
    }

    pub(super) fn error(&self) -> Option<ParseError> {
        self.portable.shape().fault().or(self.end)
    }

    /// Reads a piece, and takes from it what belongs to texts that count.
    fn advance(&mut self, backend: Backend, piece: &[u8]) {
        let base = self.portable.len();
        match relay::read(backend, &mut self.portable, piece) {
            Ok(By::Engine) => return,
            Ok(By::Both) => {}
            Err(error) => self.end = Some(error),
        }
        for (slot, span) in self.portable.shape().held() {
            match span {
                // Behind the piece before, or unknown.
                Some(span) if span.end() < base => {}
                Some(span) => {
                    let (start, end) = (span.start(), span.end());
                    self.held.take(slot, piece, base, start, Some(end));
                }
                None => {}
            }
        }
        if let Some((slot, start)) = self.open_text() {
            self.held.take(slot, piece, base, start, None);
        }
    }

    /// Reads one byte, and tells from the reader's state before and after what it belongs to.
    fn step(&mut self, byte: u8) {
        let before = self.open_text();
        self.end = self.portable.feed(&[byte]).err();
        match (before, self.open_text()) {
            (Some((slot, _)), None) => self.held.end(slot),
            (Some((slot, _)), Some(_)) => self.held.push(slot, &[byte]),
            (None, Some((slot, _))) => {
                self.held.begin(slot);
                // A number has no quote before it.
                if byte != b'"' {
                    self.held.push(slot, &[byte]);
                }
            }
            (None, None) => {}
        }
    }

    /// The text that counts and that we are inside of.
    fn open_text(&self) -> Option<(Slot, usize)> {
        let shape = self.portable.shape();
        self.portable
            .open_text()
            .filter(|_| self.end.is_none())
            .filter(|&(slot, _)| shape.keeps(slot))
            .filter(|&(slot, _)| shape.held().iter().any(|&(held, _)| held == slot))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Passing;
    use crate::{Backend, ErrorKind, Parser, Record, shape::Span};

    const PARSER: Parser = Parser::new().api_v2(true);

    /// Where positions come to their end, the values are right all the same. (On a 64-bit machine
    /// nobody comes there, on others after 2 GiB, since one bit of a span is taken.)
    #[test]
    fn values_are_right_behind_the_largest_position() {
        for body in [
            r#"{"Response":{"Error":{"Code":"A\u002eB","Message":"m\ud83d\ude00"},"RequestId":"r"}}"#,
            r#"{"Response":{"RequestId":"","TotalCount":1,"Error":{"Message":"n"}},"code":1}"#,
            r#"{"code":-12 ,"message":"m","codeDesc":""}"#,
            r#"{"code":0,"message":"m"}"#,
        ] {
            let expected = Record::from(&PARSER.parse(body.as_bytes()).unwrap());
            let body = body.as_bytes();
            for before in 0..body.len() {
                for (left, last) in (0..=body.len() - before)
                    .flat_map(|left| [(left, Span::LAST), (left, usize::MAX)])
                {
                    for size in [1, 3, 1000] {
                        let mut passing = Passing::new(PARSER);
                        let (first, rest) = body.split_at(before);
                        passing.feed(Backend::best(), first);
                        // A text that was cut would start at a place that is not there any more.
                        if passing.open_text().is_some() {
                            continue;
                        }
                        passing.portable.set_len(last - left);
                        for piece in rest.chunks(size) {
                            passing.feed(Backend::best(), piece);
                        }
                        assert_eq!(passing.finish(), Ok(expected), "{before}, {left}, {size}");
                    }
                }
            }
        }
    }

    #[test]
    fn errors_behind_the_largest_position_are_at_it() {
        let mut passing = Passing::new(Parser::new());
        passing.feed(Backend::best(), br#"{"Response":{"RequestId":"r","#);
        passing.portable.set_len(usize::MAX - 2);
        passing.feed(Backend::best(), br#""a":[1,2,x"#);
        let error = passing.error().unwrap();
        assert_eq!(
            (error.kind(), error.offset()),
            (ErrorKind::UnexpectedByte, usize::MAX)
        );
        assert_eq!(Record::from(&passing.so_far()).request_id(), Some("r"));
    }
}
