//! The portable reader: the specification that all fast code is held against.
//!
//! It reads from left to right and stops at the first byte at which it can be certain that the
//! body is wrong. Its whole state is one small `Copy` value, so a body may come in pieces, and a
//! piece may be read again from a copy of the state. A token is read by one tight loop where it
//! lies in one piece; the variants of [`Lex`] exist so that a cut can fall anywhere.
//!
//! Positions count from the beginning of the body, over all pieces, and saturate.

mod nesting;
mod stretch;
#[cfg(test)]
mod tests;
mod text;
mod whole;

pub(crate) use stretch::Passed;

use nesting::Nesting;
use text::{Chars, Text, Use};
pub(super) use whole::{nested_end, text};

use super::{
    number::{self, Number, ends_scalar},
    plain, quotes,
};
use crate::{
    ParseError, ValueKind,
    error::{ErrorKind, Expected},
    shape::{Found, Shape, Slot},
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

impl Lex {
    const fn is_between_tokens(self) -> bool {
        use Lex::{Colon, CommaOrClose, Name, NameOrClose, Value, ValueOrClose};
        matches!(
            self,
            Name | NameOrClose | Colon | Value | ValueOrClose | CommaOrClose
        )
    }
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

    /// As if a whole body of this length had been read, which has this.
    pub(crate) fn complete(&mut self, found: Found, len: usize) {
        self.lex = Lex::End;
        self.shape.complete(found);
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
            let outside = self.shape.depth().max(self.nesting.floor);
            if self.nesting.depth > outside && lex.is_between_tokens() {
                (lex, at) = self
                    .nesting
                    .read(&mut quotes::Read, lex, piece, at, outside);
            }
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
                            if let Some(byte) = peek(piece, &mut at) {
                                lex = self.value_starts(lex, byte, piece, &mut at)?;
                            }
                        }
                    } else if byte == b'}' && lex == Lex::NameOrClose {
                        lex = self.close(piece, &mut at)?;
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
                    lex = self.value_starts(lex, byte, piece, &mut at)?;
                }
                Lex::CommaOrClose => {
                    let Some(byte) = peek(piece, &mut at) else {
                        break;
                    };
                    if byte == b',' {
                        at += 1;
                        lex = self.nesting.member();
                    } else if byte == b'}' && self.nesting.in_object {
                        lex = self.close(piece, &mut at)?;
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
                        let end = self.position(at);
                        self.shape.text(slot, self.token.start, end, false);
                    }
                    lex = self.nesting.value_end();
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
                    lex = self.nesting.value_end();
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

    /// What is to come. Nobody asks at a magic or at the end.
    const fn expected(&self, lex: Lex) -> Expected {
        match lex {
            Lex::Start => Expected::Root,
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

    /// A value begins with `byte`. No array ends with it: no place is one, so [`Nesting::read`] has
    /// read up to where something is wrong, or up to the end of the piece.
    #[inline(always)]
    fn value_starts(
        &mut self,
        lex: Lex,
        byte: u8,
        piece: &[u8],
        at: &mut usize,
    ) -> Result<Lex, ParseError> {
        let slot = if self.shape.place_at(self.nesting.depth).is_some() {
            self.slot(*at, byte)?
        } else {
            None
        };
        Ok(match byte {
            b'"' => self.string(slot, piece, at),
            b'{' | b'[' => self.open(byte, at)?,
            b'-' | b'0'..=b'9' => self.number(slot, byte, piece, at),
            b't' => self.literal(b"true", piece, at),
            b'f' => self.literal(b"false", piece, at),
            b'n' => self.literal(b"null", piece, at),
            _ => return self.unexpected(lex, *at, byte),
        })
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
        if is_object && counts {
            self.shape.open(position);
        }
        Ok(self.nesting.inside())
    }

    fn close(&mut self, piece: &[u8], at: &mut usize) -> Result<Lex, ParseError> {
        if let Some(place) = self.shape.place_at(self.nesting.depth) {
            self.shape.close(place, self.position(*at))?;
        }
        *at += 1;
        self.nesting.pop();
        Ok(self.value_ends(piece, at))
    }

    /// What comes after a value, and after the comma that nearly always follows.
    #[inline(always)]
    fn value_ends(&self, piece: &[u8], at: &mut usize) -> Lex {
        let lex = self.nesting.value_end();
        if lex == Lex::CommaOrClose && piece.get(*at) == Some(&b',') {
            *at += 1;
            return self.nesting.member();
        }
        lex
    }

    #[inline(always)]
    fn number(&mut self, slot: Option<Slot>, byte: u8, piece: &[u8], at: &mut usize) -> Lex {
        if slot.is_none()
            && let Some(len) = number::whole(piece.get(*at..).unwrap_or_default())
        {
            *at += len;
            return self.value_ends(piece, at);
        }
        self.token.start = self.position(*at);
        self.token.slot = slot;
        *at += 1;
        Lex::Number(Number::start(byte))
    }

    fn literal(&mut self, word: &'static [u8], piece: &[u8], at: &mut usize) -> Lex {
        if let Some(len) = number::word(piece.get(*at..).unwrap_or_default(), word) {
            *at += len;
            return self.value_ends(piece, at);
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
