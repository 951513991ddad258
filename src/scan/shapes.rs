//! Guessing the shape that most small bodies have, before anything is set up.
//!
//! Of the documented responses, 26 % are a RequestId alone, most others have a few plain members
//! beside it, and nearly all failures are `Error` and RequestId; all that compact. To go through
//! such a body literal by literal, with its strings checked before or on the way, *is* to check all
//! of it. It costs little when a body does not fit, which may be right all the same.

use super::{
    number, plain,
    quotes::{Quotes, Read},
};
use crate::shape::{Found, Payload, Span};

/// A text to be met, and how many quotes are in it.
pub(super) struct Literal(pub(super) &'static [u8], usize);

impl Literal {
    const fn new(text: &'static [u8]) -> Self {
        let (mut rest, mut quotes) = (text, 0);
        while let [byte, behind @ ..] = rest {
            if *byte == b'"' {
                quotes += 1;
            }
            rest = behind;
        }
        Self(text, quotes)
    }
}

const RESPONSE: Literal = Literal::new(br#"{"Response":{"#);
const RESPONSE_KEY: Literal = Literal::new(br#""Response":{"#);
/// Where its last byte stands.
pub(super) const PAYLOAD: usize = RESPONSE.0.len() - 1;
pub(super) const ERROR: Literal = Literal::new(br#""Error":{"#);
pub(super) const CODE: Literal = Literal::new(br#""Code":""#);
pub(super) const MESSAGE: Literal = Literal::new(br#""Message":""#);
pub(super) const REQUEST_ID: Literal = Literal::new(br#""RequestId":""#);

/// How long a body is that is worth a guess. One that is longer has objects and arrays, most
/// likely, which the engine reads faster, if it is no failure.
const SMALL: usize = 256;

/// How many bytes nearly all values of `RequestId` have.
pub(super) const ID: usize = 36;

/// Whether `body` begins as such bodies do.
#[inline(always)]
pub(crate) fn is_likely(body: &[u8]) -> bool {
    is_response(body) && (body.len() <= SMALL || has_error(body))
}

/// Whether `body` begins as compact failures do.
#[inline(always)]
pub(crate) fn is_failure(body: &[u8]) -> bool {
    is_response(body) && has_error(body)
}

/// Whether `Error` comes first in `Response`, or behind a RequestId.
#[inline(always)]
pub(crate) fn has_error(body: &[u8]) -> bool {
    let behind = |start: usize| body.get(start..).unwrap_or_default();
    let first = RESPONSE.0.len();
    let second = first + REQUEST_ID.0.len() + ID + "\",".len();
    behind(first).starts_with(ERROR.0) || behind(second).starts_with(ERROR.0)
}

/// Whether `body` begins with `Response`, without whitespace.
#[inline(always)]
pub(crate) fn is_response(body: &[u8]) -> bool {
    body.starts_with(RESPONSE.0)
}

/// Whether `body` has the shape; then `found`, which comes empty, is what it has. The `quotes` are
/// those of the body, none of them passed.
#[inline(always)]
pub(crate) fn guess<Q: Quotes>(
    quotes: &mut Q,
    body: &[u8],
    max_depth: u16,
    found: &mut Found,
) -> bool {
    Cursor::<Q, false>::guess(quotes, body, max_depth, found)
}

/// The same with whitespace between tokens; for a body of which no quotes are listed.
pub(crate) fn guess_spaced(body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    Cursor::<Read, true>::guess(&mut Read, body, max_depth, found)
}

/// Where we are in a body, which may have whitespace between tokens or not.
struct Cursor<'a, Q, const IS_SPACED: bool> {
    quotes: &'a mut Q,
    body: &'a [u8],
    at: usize,
    max_depth: u16,
}

impl<'a, Q: Quotes, const IS_SPACED: bool> Cursor<'a, Q, IS_SPACED> {
    #[inline(always)]
    fn guess(quotes: &'a mut Q, body: &'a [u8], max_depth: u16, found: &mut Found) -> bool {
        let mut cursor = Self {
            quotes,
            body,
            at: 0,
            max_depth,
        };
        // What may stand in `Response` here is at depth 3 at least.
        max_depth >= 3 && cursor.members(found).is_some() && cursor.is_at_the_end()
    }

    #[inline(always)]
    fn is_at_the_end(&mut self) -> bool {
        self.space();
        self.at == self.body.len()
    }

    #[inline(always)]
    fn members(&mut self, found: &mut Found) -> Option<()> {
        if IS_SPACED {
            self.byte(b'{')?;
            self.space();
            self.key(&RESPONSE_KEY)?;
        } else {
            self.literal(&RESPONSE)?;
        }
        let payload = self.at - 1;
        loop {
            self.space();
            if self.key(&REQUEST_ID).is_some() {
                if found.request_id.is_some() {
                    return None;
                }
                let (start, end) = self.plain_text()?;
                found.request_id = Span::new(start, end, false);
            } else if self.key(&ERROR).is_some() {
                if found.failed {
                    return None;
                }
                self.error(found)?;
            } else {
                self.member()?;
            }
            match self.next()? {
                b',' => {}
                b'}' => break,
                _ => return None,
            }
        }
        found.payload = Payload::whole(payload, self.at);
        self.byte(b'}')
    }

    /// A member that does not count.
    #[inline(always)]
    fn member(&mut self) -> Option<()> {
        self.byte(b'"')?;
        self.quotes.pass(1);
        let (start, end) = self.plain_text()?;
        self.byte(b':')?;
        let name = self.body.get(start..end)?;
        if matches!(name, b"RequestId" | b"Error") {
            // Null, say.
            return None;
        }
        self.space();
        let rest = self.body.get(self.at..)?;
        match *rest.first()? {
            b'"' => {
                self.at += 1;
                self.quotes.pass(1);
                self.text()?;
            }
            b'{' | b'[' => {
                self.at = self.quotes.nested_end(self.body, self.at, self.max_depth)?;
            }
            b't' => self.at += number::word(rest, b"true")?,
            b'f' => self.at += number::word(rest, b"false")?,
            b'n' => self.at += number::word(rest, b"null")?,
            _ => self.at += number::whole(rest)?,
        }
        Some(())
    }

    /// The rest of an `Error`, with both its members.
    #[inline(always)]
    fn error(&mut self, found: &mut Found) -> Option<()> {
        self.space();
        if self.key(&CODE).is_some() {
            self.code(found)?;
            self.byte(b',')?;
            self.space();
            self.key(&MESSAGE)?;
            found.message = self.text()?;
        } else {
            self.key(&MESSAGE)?;
            found.message = self.text()?;
            self.byte(b',')?;
            self.space();
            self.key(&CODE)?;
            self.code(found)?;
        }
        found.failed = true;
        found.error_closed = true;
        self.byte(b'}')
    }

    #[inline(always)]
    fn code(&mut self, found: &mut Found) -> Option<()> {
        let (start, end) = self.plain_text()?;
        found.code = Span::new(start, end, false);
        Some(())
    }

    /// Passes over whitespace, if there may be some.
    #[inline(always)]
    fn space(&mut self) {
        if IS_SPACED && self.body.get(self.at).is_some_and(|&byte| byte <= b' ') {
            self.at = plain::skip_whitespace(self.body, self.at);
        }
    }

    /// Passes over this byte, which is no quote or told to `quotes`, and whitespace before it.
    #[inline(always)]
    fn byte(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// Passes over a byte, which is no quote or told to `quotes`, and whitespace before it.
    #[inline(always)]
    fn next(&mut self) -> Option<u8> {
        self.space();
        let &byte = self.body.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    #[inline(always)]
    fn literal(&mut self, literal: &Literal) -> Option<()> {
        let rest = self.body.get(self.at..)?;
        if !rest.starts_with(literal.0) {
            return None;
        }
        self.at += literal.0.len();
        self.quotes.pass(literal.1);
        Some(())
    }

    /// A name, its colon and the first byte of its value; if it is not there, nothing is passed.
    #[inline(always)]
    fn key(&mut self, key: &Literal) -> Option<()> {
        let [name @ .., _, first] = key.0 else {
            return None;
        };
        if !IS_SPACED {
            return self.literal(key);
        }
        let start = self.at;
        let rest = self.body.get(start..)?;
        if !rest.starts_with(name) {
            return None;
        }
        self.at += name.len();
        let value = self.byte(b':').and_then(|()| self.byte(*first));
        if value.is_none() {
            self.at = start;
        }
        value
    }

    /// A string without escapes, from its first byte up to its closing quote, which is passed.
    #[inline(always)]
    fn plain_text(&mut self) -> Option<(usize, usize)> {
        let start = self.at;
        let (end, escaped) = self.quotes.end(self.body, start)?;
        self.at = end + 1;
        (!escaped).then_some((start, end))
    }

    /// A string, from its first byte up to its closing quote, which is passed.
    #[inline(always)]
    fn text(&mut self) -> Option<Option<Span>> {
        let start = self.at;
        let (end, escaped) = self.quotes.end(self.body, start)?;
        self.at = end + 1;
        Some(Span::new(start, end, escaped))
    }
}
