//! Guessing the shape that most small bodies have, before anything is set up.
//!
//! Of the documented responses, 26 % are a RequestId alone, most others have a few plain members
//! beside it, and nearly all failures are `Error` and RequestId; all that compact. To go through
//! such a body literal by literal, with a vector search for each closing quote, *is* to check all
//! of it. It costs little when a body does not fit, which may be right all the same.

use super::{number, reader::nested_end, skip::Skip};
use crate::shape::{Found, Span};

/// Beyond this, there is hardly a body without nested members.
const MAX_LEN: usize = 512;

const RESPONSE: &[u8] = br#"{"Response":{"#;
const ERROR: &[u8] = br#""Error":{"Code":""#;
const MESSAGE: &[u8] = br#"","Message":""#;
const REQUEST_ID: &[u8] = br#""RequestId":""#;

/// Whether `body` has the shape; then `found`, which comes empty, is what it has.
#[inline(always)]
pub(crate) fn guess<S: Skip>(skip: S, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let mut cursor = Cursor {
        skip,
        body,
        at: 0,
        max_depth,
    };
    // What may stand in `Response` here is at depth 3 at most.
    body.len() <= MAX_LEN
        && max_depth >= 3
        && cursor.members(found).is_some()
        && cursor.at == body.len()
}

struct Cursor<'a, S> {
    skip: S,
    body: &'a [u8],
    at: usize,
    max_depth: u16,
}

impl<S: Skip> Cursor<'_, S> {
    #[inline(always)]
    fn members(&mut self, found: &mut Found) -> Option<()> {
        self.literal(RESPONSE)?;
        let payload = self.at - 1;
        loop {
            if self.literal(REQUEST_ID).is_some() {
                if found.request_id.is_some() {
                    return None;
                }
                found.request_id = Some(self.plain_text()?);
                self.at += 1;
            } else if self.literal(ERROR).is_some() {
                if found.failed {
                    return None;
                }
                self.error(found)?;
            } else {
                self.member()?;
            }
            let end = *self.body.get(self.at)?;
            self.at += 1;
            match end {
                b',' => {}
                b'}' => break,
                _ => return None,
            }
        }
        found.payload = Some((payload, Some(self.at)));
        self.literal(b"}")
    }

    /// A member that does not count and has no members itself.
    #[inline(always)]
    fn member(&mut self) -> Option<()> {
        self.literal(b"\"")?;
        let name = self.plain_text()?;
        self.literal(b"\":")?;
        let name = self.body.get(name.start..name.end)?;
        if matches!(name, b"RequestId" | b"Error") {
            // Null, say.
            return None;
        }
        let rest = self.body.get(self.at..)?;
        match rest {
            [b'"', ..] => {
                self.at += 1;
                self.text()?;
                self.at += 1;
            }
            [b'[', b']', ..] | [b'{', b'}', ..] => self.at += 2,
            [b'{' | b'[', ..] => self.at = nested_end(self.body, self.at, 2, self.max_depth)?,
            [b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..] => self.at += 4,
            [b'f', b'a', b'l', b's', b'e', ..] => self.at += 5,
            number => self.at += number::whole(number)?,
        }
        Some(())
    }

    /// The rest of an `Error`, from its code on.
    #[inline(always)]
    fn error(&mut self, found: &mut Found) -> Option<()> {
        found.code = Some(self.plain_text()?);
        self.literal(MESSAGE)?;
        found.message = Some(self.text()?);
        self.literal(b"\"}")?;
        found.failed = true;
        found.error_closed = true;
        Some(())
    }

    #[inline(always)]
    fn literal(&mut self, literal: &[u8]) -> Option<()> {
        let rest = self.body.get(self.at..)?;
        if !rest.starts_with(literal) {
            return None;
        }
        self.at += literal.len();
        Some(())
    }

    /// A string without escapes, up to its closing quote, which is left.
    #[inline(always)]
    fn plain_text(&mut self) -> Option<Span> {
        self.text().filter(|text| !text.escaped)
    }

    /// A string, up to its closing quote, which is left.
    #[inline(always)]
    fn text(&mut self) -> Option<Span> {
        let start = self.at;
        let (end, escaped) = self.skip.text(self.body, start)?;
        self.at = end;
        Some(Span {
            start,
            end,
            escaped,
        })
    }
}
