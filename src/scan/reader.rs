//! The portable reader: the specification that all fast code is held against.
//!
//! It reads from left to right and stops at the first byte at which it can be certain that the
//! body is wrong. Its whole state is one small `Copy` value, so a body may come in pieces, and a
//! piece may be read again from a copy of the state. A token is read by one tight loop where it
//! lies in one piece; the variants of [`Lex`] exist so that a cut can fall anywhere.
//!
//! Positions count from the beginning of the body, over all pieces, and saturate.

mod nesting;
mod text;

use nesting::Nesting;
use text::{Chars, Text, Use};

use super::{number::Number, plain};
use crate::{
    ParseError, ValueKind,
    error::{ErrorKind, Expected},
    shape::{Shape, Slot, Span},
};

/// What comes next, or what we are inside of. The particulars of a token that the end of a piece
/// has cut are in [`Reader::text`] and [`Reader::token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lex {
    /// Nothing but whitespace so far.
    Start,
    /// The first bytes of something that is no JSON.
    Magic,
    Name,
    NameOrClose,
    Colon,
    Value,
    ValueOrClose,
    CommaOrClose,
    Text,
    Number(Number),
    Literal,
    /// The value is complete.
    End,
}

/// A number, a literal or a magic that we are inside of.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    /// What counts on a number.
    slot: Option<Slot>,
    /// What a literal or a magic is to be, and how many bytes of it were seen.
    word: &'static [u8],
    seen: usize,
}

/// First bytes that say what a body is that is no JSON (E12). UTF-16 has byte order marks too.
const MAGIC: [(&[u8], ErrorKind); 5] = [
    (b"\xef\xbb\xbf", ErrorKind::ByteOrderMark),
    (b"\xfe\xff", ErrorKind::ByteOrderMark),
    (b"\xff\xfe", ErrorKind::ByteOrderMark),
    (b"\x1f\x8b", ErrorKind::Compressed),
    (b"\x28\xb5\x2f\xfd", ErrorKind::Compressed),
];

/// Reads a body, or one value out of it, in pieces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    lex: Lex,
    token: Token,
    text: Text,
    nesting: Nesting,
    shape: Shape,
    /// How many bytes were read in earlier pieces.
    base: usize,
}

impl Reader {
    /// For a whole body.
    pub(crate) const fn body(shape: Shape, max_depth: u16) -> Self {
        Self::new(Lex::Start, shape, Nesting::new(0, max_depth))
    }

    /// For one value that stands inside `depth` objects or arrays, 1 at least. Names do not count
    /// in it, and `feed` stops behind it.
    pub(crate) const fn value(shape: Shape, depth: u16, max_depth: u16) -> Self {
        Self::new(Lex::Value, shape, Nesting::new(depth, max_depth))
    }

    const fn new(lex: Lex, shape: Shape, nesting: Nesting) -> Self {
        Self {
            lex,
            token: Token {
                start: 0,
                slot: None,
                word: b"",
                seen: 0,
            },
            text: Text::new(Use::OtherValue, 0),
            nesting,
            shape,
            base: 0,
        }
    }

    /// The values that were found so far.
    pub(crate) const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// How many bytes were read, up to the largest number.
    pub(crate) const fn len(&self) -> usize {
        self.base
    }

    /// As if that many bytes were read before.
    #[cfg(test)]
    pub(crate) const fn set_len(&mut self, len: usize) {
        self.base = len;
    }

    /// The text that the end of the last piece has cut, if it is one that counts: what it is for,
    /// and where it starts.
    pub(crate) fn open_text(&self) -> Option<(Slot, usize)> {
        match self.lex {
            Lex::Text => self.text.open(),
            Lex::Number(_) => Some((self.token.slot?, self.token.start)),
            _ => None,
        }
    }

    /// Reads the next piece and returns how many bytes of it were read: all, unless a value ended.
    pub(crate) fn feed(&mut self, piece: &[u8]) -> Result<usize, ParseError> {
        let mut at = 0;
        let mut lex = self.lex;
        loop {
            match lex {
                Lex::Name | Lex::NameOrClose => {
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    if byte == b'"' {
                        lex = self.name(piece, &mut at)?;
                        // What nearly always follows, without another round.
                        if lex == Lex::Colon && piece.get(at) == Some(&b':') {
                            at += 1;
                            lex = Lex::Value;
                        }
                    } else if byte == b'}' && lex == Lex::NameOrClose {
                        lex = self.close(&mut at)?;
                    } else {
                        return self.unexpected(lex, at, byte);
                    }
                }
                Lex::Colon => {
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    if byte != b':' {
                        return self.unexpected(lex, at, byte);
                    }
                    at += 1;
                    lex = Lex::Value;
                }
                Lex::Value | Lex::ValueOrClose => {
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    let slot = if self.shape.place_at(self.nesting.depth).is_some() {
                        self.slot(at, byte)?
                    } else {
                        None
                    };
                    lex = match byte {
                        b'"' => self.string(slot, piece, &mut at),
                        b'{' | b'[' => self.open(byte, &mut at)?,
                        b'-' | b'0'..=b'9' => self.number(slot, byte, piece, &mut at),
                        b't' => self.literal(b"true", piece, &mut at),
                        b'f' => self.literal(b"false", piece, &mut at),
                        b'n' => self.literal(b"null", piece, &mut at),
                        b']' if lex == Lex::ValueOrClose => self.close(&mut at)?,
                        _ => return self.unexpected(lex, at, byte),
                    };
                }
                Lex::CommaOrClose => {
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    let in_object = self.nesting.in_object;
                    if byte == b',' {
                        at += 1;
                        lex = if in_object { Lex::Name } else { Lex::Value };
                    } else if byte == if in_object { b'}' } else { b']' } {
                        lex = self.close(&mut at)?;
                    } else {
                        return self.unexpected(lex, at, byte);
                    }
                }
                Lex::Number(number) => {
                    let (number, rest) = number.run(piece.get(at..).unwrap_or_default());
                    at = piece.len() - rest.len();
                    lex = Lex::Number(number);
                    let Some(&byte) = piece.get(at) else {
                        break;
                    };
                    if !(number.is_complete() && ends_scalar(byte)) {
                        let start = self.token.start;
                        return fail(ErrorKind::BadNumber, start, Expected::Number, byte);
                    }
                    if let Some(slot) = self.token.slot {
                        self.shape.text(
                            slot,
                            Span {
                                start: self.token.start,
                                end: self.position(at),
                                escaped: false,
                            },
                        );
                    }
                    lex = self.value_end();
                }
                Lex::Text => {
                    let Some(quote) = self.text(piece, at)? else {
                        at = piece.len();
                        break;
                    };
                    at = quote + 1;
                    lex = self.text_end(quote)?;
                }
                Lex::Literal => {
                    let complete = self.go_on(piece, &mut at);
                    let Some(&byte) = piece.get(at) else {
                        break;
                    };
                    if !(complete && ends_scalar(byte)) {
                        let start = self.token.start;
                        return fail(ErrorKind::BadLiteral, start, Expected::Literal, byte);
                    }
                    lex = self.value_end();
                }
                Lex::Start => {
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    lex = if byte == b'{' {
                        self.open(byte, &mut at)?
                    } else {
                        self.not_an_object(&mut at, byte)?
                    };
                }
                Lex::Magic => {
                    let complete = self.go_on(piece, &mut at);
                    if complete || at < piece.len() {
                        return self.magic(complete);
                    }
                    break;
                }
                Lex::End => {
                    if self.nesting.floor > 0 {
                        break;
                    }
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    let position = self.position(at);
                    return fail(ErrorKind::TrailingData, position, Expected::Nothing, byte);
                }
            }
        }
        self.lex = lex;
        self.base = self.position(at);
        Ok(at)
    }

    /// There are no more pieces.
    pub(crate) fn finish(&self) -> Result<(), ParseError> {
        match self.lex {
            Lex::End => Ok(()),
            Lex::Start if self.base == 0 => {
                Err(ParseError::new(ErrorKind::Empty, 0, Expected::Root, None))
            }
            Lex::Magic => self.magic(false),
            lex => Err(ParseError::new(
                ErrorKind::Truncated,
                self.base,
                self.expected(lex),
                None,
            )),
        }
    }

    /// The position of a byte of the current piece in the whole body.
    const fn position(&self, at: usize) -> usize {
        self.base.saturating_add(at)
    }

    const fn expected(&self, lex: Lex) -> Expected {
        match lex {
            Lex::Start | Lex::Magic => Expected::Root,
            Lex::Name => Expected::Name,
            Lex::NameOrClose => Expected::NameOrClose,
            Lex::Colon => Expected::Colon,
            Lex::Value => Expected::Value,
            Lex::ValueOrClose => Expected::ValueOrClose,
            Lex::Text => match self.text.state {
                Chars::Plain => Expected::Character,
                Chars::Escape(_) | Chars::Hex(..) => Expected::Escape,
                Chars::Utf8(..) => Expected::Continuation,
            },
            Lex::Number(number) if !number.is_complete() => Expected::Number,
            Lex::Literal if self.token.seen < self.token.word.len() => Expected::Literal,
            Lex::End => Expected::Nothing,
            _ if self.nesting.in_object => Expected::CommaOrBrace,
            _ => Expected::CommaOrBracket,
        }
    }

    #[cold]
    fn unexpected<T>(&self, lex: Lex, at: usize, byte: u8) -> Result<T, ParseError> {
        let position = self.position(at);
        fail(
            ErrorKind::UnexpectedByte,
            position,
            self.expected(lex),
            byte,
        )
    }

    /// The body begins with another byte than a brace.
    #[cold]
    fn not_an_object(&mut self, at: &mut usize, byte: u8) -> Result<Lex, ParseError> {
        let position = self.position(*at);
        let magic = MAGIC.iter().find(|(magic, _)| magic.first() == Some(&byte));
        if let (0, Some((magic, _))) = (position, magic) {
            self.token.word = magic;
            self.token.seen = 0;
            return Ok(Lex::Magic);
        }
        let kind = match byte {
            b'<' => ErrorKind::Html,
            _ if value_kind(byte).is_some() => ErrorKind::NotAnObject,
            _ => ErrorKind::UnexpectedByte,
        };
        fail(kind, position, Expected::Root, byte)
    }

    /// The body begins like something that is no JSON, and goes on like it or not.
    #[cold]
    fn magic<T>(&self, complete: bool) -> Result<T, ParseError> {
        let magic = MAGIC.iter().find(|(magic, _)| *magic == self.token.word);
        let kind = magic.filter(|_| complete).map(|&(_, kind)| kind);
        Err(ParseError::new(
            kind.unwrap_or(ErrorKind::UnexpectedByte),
            0,
            Expected::Root,
            self.token.word.first().copied(),
        ))
    }

    /// A value begins right inside a place. Returns the slot it is for.
    fn slot(&mut self, at: usize, byte: u8) -> Result<Option<Slot>, ParseError> {
        match value_kind(byte) {
            Some(kind) => self.shape.value(kind, self.position(at), byte),
            None => Ok(None),
        }
    }

    fn open(&mut self, bracket: u8, at: &mut usize) -> Result<Lex, ParseError> {
        let position = self.position(*at);
        let is_object = bracket == b'{';
        let counts = self.nesting.depth == 0 || self.shape.place_at(self.nesting.depth).is_some();
        if !self.nesting.push(is_object) {
            let max = Expected::Depth(self.nesting.max);
            return fail(ErrorKind::TooDeep, position, max, bracket);
        }
        *at += 1;
        if !is_object {
            return Ok(Lex::ValueOrClose);
        }
        if counts {
            self.shape.open(position);
        }
        Ok(Lex::NameOrClose)
    }

    fn close(&mut self, at: &mut usize) -> Result<Lex, ParseError> {
        if let Some(place) = self.shape.place_at(self.nesting.depth) {
            self.shape.close(place, self.position(*at))?;
        }
        *at += 1;
        self.nesting.pop();
        Ok(self.value_end())
    }

    const fn value_end(&self) -> Lex {
        if self.nesting.depth == self.nesting.floor {
            Lex::End
        } else {
            Lex::CommaOrClose
        }
    }

    #[inline]
    fn number(&mut self, slot: Option<Slot>, byte: u8, piece: &[u8], at: &mut usize) -> Lex {
        let start = *at;
        let rest = piece.get(start + 1..).unwrap_or_default();
        let (number, rest) = Number::start(byte).run(rest);
        *at = piece.len() - rest.len();
        if slot.is_none() && number.is_complete() && rest.first().is_some_and(|&b| ends_scalar(b)) {
            return self.value_end();
        }
        self.token.start = self.position(start);
        self.token.slot = slot;
        Lex::Number(number)
    }

    fn literal(&mut self, word: &'static [u8], piece: &[u8], at: &mut usize) -> Lex {
        let rest = piece.get(*at..).unwrap_or_default();
        if rest.starts_with(word) && rest.get(word.len()).is_some_and(|&byte| ends_scalar(byte)) {
            *at += word.len();
            return self.value_end();
        }
        self.token.start = self.position(*at);
        self.token.word = word;
        self.token.seen = 0;
        Lex::Literal
    }

    /// Passes over more of the token's word; returns whether it is complete.
    fn go_on(&mut self, piece: &[u8], at: &mut usize) -> bool {
        let word = self.token.word.get(self.token.seen..).unwrap_or_default();
        let rest = piece.get(*at..).unwrap_or_default();
        let same = word.iter().zip(rest).take_while(|(a, b)| a == b).count();
        *at += same;
        self.token.seen += same;
        same == word.len()
    }
}

pub(crate) const fn value_kind(byte: u8) -> Option<ValueKind> {
    match byte {
        b'"' => Some(ValueKind::String),
        b'{' => Some(ValueKind::Object),
        b'[' => Some(ValueKind::Array),
        b'-' | b'0'..=b'9' => Some(ValueKind::Number),
        b't' | b'f' => Some(ValueKind::Boolean),
        b'n' => Some(ValueKind::Null),
        _ => None,
    }
}

/// Whether a number or a literal can end before this byte. Anything else belongs to it and makes
/// it a bad one: `1x` is no number, rather than a number before a stray letter.
pub(super) const fn ends_scalar(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' | b'}' | b']' | b'{' | b'[' | b'"'
    )
}

/// The next byte that is not whitespace, at `at`.
#[inline(always)]
fn peek(piece: &[u8], at: &mut usize) -> Option<u8> {
    let &byte = piece.get(*at)?;
    if byte > b' ' {
        return Some(byte);
    }
    *at = plain::skip_whitespace(piece, *at);
    piece.get(*at).copied()
}

#[cold]
const fn fail<T>(
    kind: ErrorKind,
    position: usize,
    expected: Expected,
    found: u8,
) -> Result<T, ParseError> {
    Err(ParseError::new(kind, position, expected, Some(found)))
}
