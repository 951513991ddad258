//! Strings, in which a cut can fall anywhere: in a sequence of UTF-8, in an escape, between the
//! halves of a surrogate pair.

use super::{Lex, Reader, fail};
use crate::{
    ParseError,
    error::{ErrorKind, Expected},
    scan::{plain, utf8},
    shape::{NameMatch, Slot},
};

/// A string that we are inside of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    /// The position behind the opening quote.
    start: usize,
    pub(super) use_as: Use,
    escaped: bool,
    pub(super) state: Chars,
    /// The backslash of a high surrogate that waits for its other half, where it needs one.
    high: Option<usize>,
}

/// What a string is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    /// A name that may count.
    Name(NameMatch),
    OtherName,
    Value(Slot),
    OtherValue,
}

/// What we are inside of, inside a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chars {
    Plain,
    /// Behind the backslash at this position.
    Escape(usize),
    /// Behind `\u` and this many digits: the backslash, the digits, their value.
    Hex(usize, u8, u16),
    /// In a sequence of several bytes that starts at this position.
    Utf8(usize, utf8::Sequence),
}

impl Text {
    pub(super) const fn new(use_as: Use, start: usize) -> Self {
        Self {
            start,
            use_as,
            escaped: false,
            state: Chars::Plain,
            high: None,
        }
    }

    /// What a value is for that counts, and where it starts.
    pub(super) const fn open(&self) -> Option<(Slot, usize)> {
        match self.use_as {
            Use::Value(slot) => Some((slot, self.start)),
            _ => None,
        }
    }

    /// A character that no name has which counts.
    fn no_name(&mut self) {
        if let Use::Name(name) = &mut self.use_as {
            name.push_other();
        }
    }
}

impl Reader {
    /// A name, from its opening quote: all of it, if it is plain and ends in this piece.
    pub(super) fn name(&mut self, piece: &[u8], at: &mut usize) -> Result<Lex, ParseError> {
        let quote = *at;
        let end = plain::skip(piece, quote + 1);
        let place = self.shape.place_at(self.nesting.depth);
        if piece.get(end) == Some(&b'"') {
            *at = end + 1;
            if let Some(place) = place {
                let name = piece.get(quote + 1..end).unwrap_or_default();
                let slot = Slot::named(place, name);
                self.shape.name(slot, self.position(quote))?;
            }
            return Ok(Lex::Colon);
        }
        let use_as = match place {
            Some(place) => {
                *at = quote + 1;
                Use::Name(NameMatch::new(place))
            }
            None => {
                *at = end;
                Use::OtherName
            }
        };
        Ok(self.text_start(use_as, quote))
    }

    /// A string as a value, from its opening quote: all of it, if it is plain and ends in this
    /// piece.
    pub(super) fn string(&mut self, slot: Option<Slot>, piece: &[u8], at: &mut usize) -> Lex {
        let quote = *at;
        let end = plain::skip(piece, quote + 1);
        *at = end;
        if piece.get(end) != Some(&b'"') {
            return self.text_start(slot.map_or(Use::OtherValue, Use::Value), quote);
        }
        *at += 1;
        if let Some(slot) = slot {
            let (start, end) = (self.position(quote + 1), self.position(end));
            self.shape.text(slot, start, end, false);
        }
        self.value_ends(piece, at)
    }

    fn text_start(&mut self, use_as: Use, quote: usize) -> Lex {
        self.text = Text::new(use_as, self.position(quote + 1));
        Lex::Text
    }

    pub(super) fn text_end(&mut self, quote: usize) -> Result<Lex, ParseError> {
        let Text {
            start,
            use_as,
            escaped,
            ..
        } = self.text;
        match use_as {
            Use::OtherName => return Ok(Lex::Colon),
            Use::Name(name) => {
                self.shape.name(name.end(), start.saturating_sub(1))?;
                return Ok(Lex::Colon);
            }
            Use::Value(slot) => {
                let end = self.position(quote);
                self.shape.text(slot, start, end, escaped);
            }
            Use::OtherValue => {}
        }
        Ok(self.nesting.value_end())
    }

    /// Reads on inside a string, up to its closing quote, whose place is returned.
    pub(super) fn text(
        &mut self,
        piece: &[u8],
        mut at: usize,
    ) -> Result<Option<usize>, ParseError> {
        loop {
            if self.text.state == Chars::Plain {
                let end = plain::skip(piece, at);
                if end > at {
                    self.expect_low(false)?;
                    if let Use::Name(name) = &mut self.text.use_as {
                        name.push(piece.get(at..end).unwrap_or_default());
                    }
                    at = end;
                }
            }
            let Some(&byte) = piece.get(at) else {
                return Ok(None);
            };
            match self.text.state {
                Chars::Plain => {
                    self.expect_low(byte == b'\\')?;
                    match byte {
                        b'"' => return Ok(Some(at)),
                        b'\\' => {
                            self.text.escaped = true;
                            // Most escapes are of one letter and lie in one piece.
                            let next = piece.get(at + 1).copied().unwrap_or_default();
                            if is_short_escape(next) && self.text.high.is_none() {
                                self.text.no_name();
                                at += 2;
                                continue;
                            }
                            self.text.state = Chars::Escape(self.position(at));
                        }
                        0..0x20 => {
                            let position = self.position(at);
                            let expected = Expected::Character;
                            return fail(ErrorKind::ControlCharacter, position, expected, byte);
                        }
                        _ => {
                            self.text.no_name();
                            let end = utf8::skip(piece, at);
                            if end > at {
                                at = end;
                                continue;
                            }
                            // Ill-formed, or cut by the end of the piece.
                            let start = self.position(at);
                            let Some(sequence) = utf8::Sequence::start(byte) else {
                                return ill_formed(start, byte);
                            };
                            self.text.state = Chars::Utf8(start, sequence);
                        }
                    }
                }
                Chars::Utf8(start, sequence) => {
                    let Some(next) = sequence.next(byte) else {
                        return ill_formed(start, byte);
                    };
                    self.text.state = if next.is_complete() {
                        Chars::Plain
                    } else {
                        Chars::Utf8(start, next)
                    };
                }
                Chars::Escape(backslash) => {
                    self.expect_low(byte == b'u')?;
                    if byte == b'u' {
                        self.text.state = Chars::Hex(backslash, 0, 0);
                    } else if is_short_escape(byte) {
                        self.text.no_name();
                        self.text.state = Chars::Plain;
                    } else {
                        return fail(ErrorKind::BadEscape, backslash, Expected::Escape, byte);
                    }
                }
                Chars::Hex(backslash, seen, unit) => self.hex(backslash, seen, unit, byte)?,
            }
            at += 1;
        }
    }

    /// One more digit of a `\u` escape.
    fn hex(&mut self, backslash: usize, seen: u8, unit: u16, byte: u8) -> Result<(), ParseError> {
        let digit = char::from(byte).to_digit(16);
        let unit = unit << 4 | digit.map_or(0, |digit| digit as u16);
        // A half without the other is certain as soon as the first two digits tell.
        match seen {
            0 => self.expect_low(digit == Some(0xd))?,
            1 => {
                let is_low = digit.is_some() && (0xdc..=0xdf).contains(&unit);
                if self.text.high.is_some() {
                    self.expect_low(is_low)?;
                } else if is_low {
                    self.text.high = Some(backslash);
                    self.expect_low(false)?;
                }
            }
            _ => self.expect_low(digit.is_some())?,
        }
        if digit.is_none() {
            return fail(ErrorKind::BadEscape, backslash, Expected::Escape, byte);
        }
        if seen < 3 {
            self.text.state = Chars::Hex(backslash, seen + 1, unit);
            return Ok(());
        }
        self.text.state = Chars::Plain;
        self.text.high = match unit {
            0xd800..0xdc00 if self.strict_slot().is_some() => Some(backslash),
            _ => None,
        };
        if let Use::Name(name) = &mut self.text.use_as {
            match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii() => name.push(&[byte]),
                _ => name.push_other(),
            }
        }
        Ok(())
    }

    /// What the string is for, if half a surrogate pair is an error there.
    fn strict_slot(&self) -> Option<Slot> {
        match self.text.use_as {
            Use::Value(slot) => Some(slot).filter(|&slot| self.shape.is_strict(slot)),
            _ => None,
        }
    }

    /// Where a high surrogate waits for its other half, that half must go on here (E11).
    fn expect_low(&mut self, goes_on: bool) -> Result<(), ParseError> {
        if goes_on || self.text.high.is_none() {
            return Ok(());
        }
        if let (Some(backslash), Some(slot)) = (self.text.high.take(), self.strict_slot()) {
            self.shape.lone_surrogate(slot, backslash)?;
            // `salvage` reads on, and what is left of the string is only grammar.
            self.text.use_as = Use::OtherValue;
        }
        Ok(())
    }
}

/// The escapes of one letter. No name that counts has any of their characters.
pub(super) const fn is_short_escape(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't')
}

#[cold]
const fn ill_formed<T>(start: usize, byte: u8) -> Result<T, ParseError> {
    fail(ErrorKind::InvalidUtf8, start, Expected::Continuation, byte)
}
