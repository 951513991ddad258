//! Guessing the shapes that most small bodies have, before anything is set up.
//!
//! Of the documented responses, 26 % are a RequestId alone, and nearly all failures are `Error`
//! and RequestId, compact, one behind the other. To compare a body with such a shape, literal by
//! literal and with a vector search for each closing quote, *is* to check all of it, and costs
//! little when it does not fit. A body that does not fit may be right all the same.

use crate::{
    shape::{Found, Span},
    simd::{BLOCK, Kernel},
};

const RESPONSE: &[u8] = br#"{"Response":{"#;
const ERROR: &[u8] = br#""Error":{"Code":""#;
const MESSAGE: &[u8] = br#"","Message":""#;
const REQUEST_ID: &[u8] = br#""RequestId":""#;

/// Whether `body` has one of the shapes; then `found`, which comes empty, is what it has.
#[inline(always)]
pub(crate) fn guess<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let mut cursor = Cursor { k, body, at: 0 };
    cursor.members(found).is_some()
        && cursor.at == body.len()
        // An `Error` is at depth 3.
        && (!found.failed || max_depth >= 3)
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
        if self.literal(ERROR).is_some() {
            self.error(found)?;
            self.literal(b",")?;
            self.literal(REQUEST_ID)?;
            found.request_id = Some(self.text()?);
        } else {
            self.literal(REQUEST_ID)?;
            found.request_id = Some(self.text()?);
            if self.literal(b"\",").is_some() {
                self.literal(ERROR)?;
                self.error(found)?;
                self.literal(b"}}")?;
                found.payload = Some((payload, Some(self.at - 1)));
                return Some(());
            }
        }
        self.literal(b"\"}}")?;
        found.payload = Some((payload, Some(self.at - 1)));
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
