//! Guessing the shape that most small bodies have, before anything is set up.
//!
//! Of the documented responses, 26 % are a RequestId alone, most others have a few plain members
//! beside it, and nearly all failures are `Error` and RequestId; all that compact. To go through
//! such a body literal by literal, with a vector search for each closing quote, *is* to check all
//! of it. It costs little when a body does not fit, which may be right all the same.

use super::{number::Number, reader::ends_scalar};
use crate::{
    shape::{Found, Span},
    simd::{BLOCK, Kernel},
};

/// Beyond this, there is hardly a body without nested members.
const MAX_LEN: usize = 512;

const RESPONSE: &[u8] = br#"{"Response":{"#;
const ERROR: &[u8] = br#""Error":{"Code":""#;
const MESSAGE: &[u8] = br#"","Message":""#;
const REQUEST_ID: &[u8] = br#""RequestId":""#;

/// Whether `body` has the shape; then `found`, which comes empty, is what it has.
#[inline(always)]
pub(crate) fn guess<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let mut cursor = Cursor { k, body, at: 0 };
    // What may stand in `Response` here is at depth 3 at most.
    body.len() <= MAX_LEN
        && max_depth >= 3
        && cursor.members(found).is_some()
        && cursor.at == body.len()
}

struct Cursor<'a, K> {
    k: K,
    body: &'a [u8],
    at: usize,
}

impl<K: Kernel> Cursor<'_, K> {
    #[inline(always)]
    fn members(&mut self, found: &mut Found) -> Option<()> {
        self.literal(RESPONSE)?;
        let payload = self.at - 1;
        loop {
            if self.literal(REQUEST_ID).is_some() {
                if found.request_id.is_some() {
                    return None;
                }
                found.request_id = Some(self.text()?);
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
        let name = self.text()?;
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
            [b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..] => self.at += 4,
            [b'f', b'a', b'l', b's', b'e', ..] => self.at += 5,
            [first @ (b'-' | b'0'..=b'9'), digits @ ..] => {
                let (number, after) = Number::start(*first).run(digits);
                if !number.is_complete() || !after.first().is_some_and(|&byte| ends_scalar(byte)) {
                    return None;
                }
                self.at = self.body.len() - after.len();
            }
            _ => return None,
        }
        Some(())
    }

    /// The rest of an `Error`, from its code on.
    #[inline(always)]
    fn error(&mut self, found: &mut Found) -> Option<()> {
        found.code = Some(self.text()?);
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

    /// A text without escapes, up to its closing quote, which is left.
    #[inline(always)]
    fn text(&mut self) -> Option<Span> {
        let k = self.k;
        let start = self.at;
        let mut has_highs = false;
        loop {
            let rest = self.body.get(self.at..)?;
            let block = match rest.first_chunk::<BLOCK>() {
                Some(bytes) => k.load(bytes),
                None => k.load_tail(rest),
            };
            let quotes = k.equal(block, b'"');
            let stops = quotes | k.equal(block, b'\\') | k.controls(block);
            // Of the bytes before the first stop, or of all.
            has_highs |= k.highs(block) & (stops.wrapping_sub(1) & !stops) != 0;
            if stops != 0 {
                let len = stops.trailing_zeros();
                if quotes >> len & 1 == 0 {
                    return None;
                }
                self.at += len as usize;
                break;
            }
            if rest.len() <= BLOCK {
                return None;
            }
            self.at += BLOCK;
        }
        if has_highs && !is_utf8(k, self.body.get(start..self.at)?) {
            return None;
        }
        Some(Span {
            start,
            end: self.at,
            escaped: false,
        })
    }
}

#[inline(always)]
fn is_utf8<K: Kernel>(k: K, text: &[u8]) -> bool {
    let (full, tail) = text.as_chunks::<BLOCK>();
    let mut before = k.blank();
    for bytes in full {
        let block = k.load(bytes);
        if k.utf8_error(before, block) {
            return false;
        }
        before = block;
    }
    // What the last full block leaves open, the spaces behind the tail do not close.
    !k.utf8_error(before, k.load_tail(tail))
}
