//! [`Fields`]: the members of the payload, read on demand.

use core::fmt;

use crate::{
    Duplicates, JsonStr, ParseError,
    error::{ErrorKind, Expected},
    scan::{self, Reader},
    shape::Shape,
};

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ValueKind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// A value of the payload, as its text: a slice of the body.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    raw: &'a str,
}

impl<'a> Value<'a> {
    /// The value as JSON text, without whitespace around it.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// The value's type.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        let first = self.raw.bytes().next();
        first.and_then(scan::value_kind).unwrap_or(ValueKind::Null)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_json_str(&self) -> Option<JsonStr<'a>> {
        let inside = self.raw.strip_prefix('"')?.strip_suffix('"')?;
        Some(JsonStr::checked(inside, inside.contains('\\')))
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&JsonStr::plain(self.raw), f)
    }
}

/// The members of the payload: see [`Envelope::fields`](crate::Envelope::fields).
#[derive(Clone)]
pub struct Fields<'a> {
    /// What of the payload is still to be read.
    rest: &'a [u8],
    /// Where `rest` starts in the body.
    position: usize,
    /// How deep the payload itself is.
    depth: u16,
    max_depth: u16,
    next: Next,
}

#[derive(Clone, Copy)]
enum Next {
    Open,
    CommaOrClose,
    Done,
}

impl<'a> Fields<'a> {
    pub(crate) const fn new(
        payload: &'a [u8],
        position: usize,
        depth: u16,
        max_depth: u16,
    ) -> Self {
        Self {
            rest: payload,
            position,
            depth,
            max_depth,
            next: Next::Open,
        }
    }

    fn read(&mut self) -> Result<Option<(JsonStr<'a>, Value<'a>)>, ParseError> {
        match self.next {
            Next::Open => {
                self.byte(b"{", Expected::Value)?;
                if self.peek() == Some(b'}') {
                    return Ok(None);
                }
            }
            Next::CommaOrClose => {
                if self.byte(b",}", Expected::CommaOrBrace)? == b'}' {
                    return Ok(None);
                }
            }
            Next::Done => return Ok(None),
        }
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(Expected::Name));
        }
        let name = self.value()?.as_json_str().unwrap_or_default();
        self.byte(b":", Expected::Colon)?;
        let value = self.value()?;
        self.next = Next::CommaOrClose;
        Ok(Some((name, value)))
    }

    /// The next byte that is not whitespace.
    fn peek(&mut self) -> Option<u8> {
        self.advance(scan::skip_whitespace(self.rest));
        self.rest.first().copied()
    }

    fn advance(&mut self, by: usize) {
        self.rest = self.rest.get(by..).unwrap_or_default();
        self.position = self.position.saturating_add(by);
    }

    /// Passes over one of these bytes.
    fn byte(&mut self, one_of: &[u8], expected: Expected) -> Result<u8, ParseError> {
        match self.peek() {
            Some(byte) if one_of.contains(&byte) => {
                self.advance(1);
                Ok(byte)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    fn unexpected(&self, expected: Expected) -> ParseError {
        let found = self.rest.first().copied();
        let kind = match found {
            Some(_) => ErrorKind::UnexpectedByte,
            None => ErrorKind::Truncated,
        };
        ParseError::new(kind, self.position, expected, found)
    }

    fn value(&mut self) -> Result<Value<'a>, ParseError> {
        self.peek();
        let shape = Shape::new(Duplicates::First, false, false);
        let mut reader = Reader::value(shape, self.depth, self.max_depth);
        let read = reader.feed(self.rest).and_then(|len| {
            reader.finish()?;
            let text = self.rest.get(..len).map(core::str::from_utf8);
            text.and_then(Result::ok).ok_or(ParseError::new(
                ErrorKind::InvalidUtf8,
                0,
                Expected::Continuation,
                None,
            ))
        });
        let raw = read.map_err(|error| error.shifted(self.position))?;
        self.advance(raw.len());
        Ok(Value { raw })
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(JsonStr<'a>, Value<'a>), ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.read().transpose();
        if !matches!(read, Some(Ok(_))) {
            self.next = Next::Done;
        }
        read
    }
}

impl core::iter::FusedIterator for Fields<'_> {}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
