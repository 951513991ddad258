//! [`Parts`]: a text with escapes, decoded part by part with vectors.

use super::JsonStr;
use crate::simd::{BLOCK, Kernel};

/// The parts of a text with escapes.
///
/// Backslashes are looked for in 64 bytes at once, so a CPU need not wait for the end of one part to
/// look for the next. By hand that would cost more than it saves:
/// [`JsonStr::parts`](super::JsonStr::parts) goes from one to the next.
pub(crate) struct Parts<'a, K> {
    k: K,
    raw: &'a str,
    /// Where the next part begins.
    start: usize,
    /// Of the 64 bytes from `base` on, the backslashes that begin an escape and were not passed.
    base: usize,
    backslashes: u64,
}

/// What stands in the text from `start` to `end` as it was sent, and what the escape behind it stands
/// for. Behind the last there is none.
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) then: Option<char>,
}

impl<'a, K: Kernel> Parts<'a, K> {
    #[inline(always)]
    pub(crate) fn new(k: K, raw: &'a str) -> Self {
        Self {
            k,
            raw,
            start: 0,
            base: 0,
            backslashes: backslashes(k, raw.as_bytes()),
        }
    }

    /// The next part.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Option<Part> {
        let raw = self.raw.as_bytes();
        while self.backslashes == 0 {
            self.base += BLOCK;
            let Some(rest) = raw.get(self.base..) else {
                let (start, end) = (self.start, raw.len());
                // Behind the last part.
                self.start = usize::MAX;
                let then = None;
                return (start <= end).then_some(Part { start, end, then });
            };
            // An escape may have begun in the block before.
            let seen = from_bit(self.start.saturating_sub(self.base));
            self.backslashes = backslashes(self.k, rest) & seen;
        }
        let start = self.start;
        let end = self.base + self.backslashes.trailing_zeros() as usize;
        let letter = raw.get(end + 1).copied().unwrap_or_default();
        let (c, behind) = match MEANT.get(usize::from(letter)) {
            Some(&meant) if meant != 0 => (char::from(meant), end + 2),
            _ => escape(self.raw, end),
        };
        self.start = behind;
        self.backslashes &= from_bit(behind - self.base);
        let then = Some(c);
        Some(Part { start, end, then })
    }
}

/// The backslashes in the first 64 bytes.
#[inline(always)]
fn backslashes<K: Kernel>(k: K, bytes: &[u8]) -> u64 {
    let block = k.load_up_to(bytes);
    k.equal(block, b'\\')
}

/// What a letter behind a backslash stands for, if it does so alone; else 0.
#[expect(
    clippy::indexing_slicing,
    reason = "a constant: an index out of bounds does not compile"
)]
const MEANT: [u8; 128] = {
    let mut table = [0; 128];
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[b'/' as usize] = b'/';
    table[b'b' as usize] = 0x8;
    table[b'f' as usize] = 0xc;
    table[b'n' as usize] = b'\n';
    table[b'r' as usize] = b'\r';
    table[b't' as usize] = b'\t';
    table
};

/// What any escape stands for, and the position behind it. It begins at `at`.
#[inline(never)]
fn escape(raw: &str, at: usize) -> (char, usize) {
    let mut chars = JsonStr::checked(raw.get(at..).unwrap_or_default(), true).chars();
    let c = chars.next().unwrap_or_default();
    (c, raw.len() - chars.raw.as_str().len())
}

/// All bits from this one on.
#[inline(always)]
const fn from_bit(bit: usize) -> u64 {
    if bit < BLOCK { u64::MAX << bit } else { 0 }
}
