//! Passing over strings and whole values of a body that is well-formed, or trusted to be.

use super::{blocks, plain};
use crate::simd::{BLOCK, Functions, Kernel, Masks, Portable};

/// The two things that take time.
pub(crate) trait Skip: Copy {
    /// The closing quote of the string whose first byte is at `start`, and whether there are
    /// backslashes in it.
    fn string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)>;

    /// The same, as a call, for a string that is known to be long.
    fn long_string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)>;

    /// The position behind the bracket `close` that closes the `open` before `start`.
    fn nested_end(self, body: &[u8], start: usize, open: u8, close: u8) -> Option<usize>;
}

impl Skip for Portable {
    fn string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)> {
        let mut at = start;
        let mut escaped = false;
        loop {
            at = plain::find(body, at, [b'"', b'\\', b'"']);
            if *body.get(at)? == b'"' {
                return Some((at, escaped));
            }
            escaped = true;
            at += 2;
        }
    }

    #[inline(always)]
    fn long_string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)> {
        self.string_end(body, start)
    }

    #[inline(never)]
    fn nested_end(self, body: &[u8], start: usize, open: u8, close: u8) -> Option<usize> {
        // Many are empty.
        if *body.get(start)? == close {
            return Some(start + 1);
        }
        let mut value = Value::new(open, close);
        // One loop for all blocks: with two, as below, the compiler makes slower code of it.
        let mut at = start;
        loop {
            let rest = body.get(at..)?;
            let block = self.load_up_to(rest);
            if let Some(end) = value.end(self, block) {
                return Some(at + end);
            }
            at += BLOCK;
        }
    }
}

impl<K: Kernel> Skip for K {
    #[inline(always)]
    fn string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)> {
        let mut at = start;
        loop {
            let rest = body.get(at..)?;
            let block = self.load_up_to(rest);
            let quotes = self.equal(block, b'"');
            let backslashes = self.equal(block, b'\\');
            // A backslash before the first quote, if there is one.
            if backslashes & quotes.wrapping_sub(1) & !quotes != 0 {
                let first = at + backslashes.trailing_zeros() as usize;
                return escaped_end(body, first);
            }
            if quotes != 0 {
                return Some((at + quotes.trailing_zeros() as usize, false));
            }
            if rest.len() <= BLOCK {
                return None;
            }
            at += BLOCK;
        }
    }

    #[inline(always)]
    fn long_string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)> {
        Functions::long_string_end(self, body, start)
    }

    #[inline(always)]
    fn nested_end(self, body: &[u8], start: usize, open: u8, close: u8) -> Option<usize> {
        nested_end(self, body, start, open, close)
    }
}

/// [`Skip::nested_end`], a block at a time.
#[inline(always)]
fn nested_end<K: Kernel>(k: K, body: &[u8], start: usize, open: u8, close: u8) -> Option<usize> {
    let mut value = Value::new(open, close);
    let (blocks, tail) = body.get(start..)?.as_chunks();
    for (index, block) in blocks.iter().enumerate() {
        if let Some(end) = value.end(k, k.load(block)) {
            return Some(start + index * BLOCK + end);
        }
    }
    let end = value.end(k, k.load_tail(tail))?;
    Some(start + blocks.len() * BLOCK + end)
}

/// A value with something in it.
struct Value {
    /// Its kind. Only brackets of this kind are counted: the others are in pairs between them.
    brackets: (u8, u8),
    depth: usize,
    strings: Strings,
}

impl Value {
    #[inline(always)]
    fn new(open: u8, close: u8) -> Self {
        Self {
            brackets: (open, close),
            depth: 1,
            strings: Strings::default(),
        }
    }

    /// Behind the bracket that closes it, if that is in the next block.
    #[inline(always)]
    fn end<M: Masks>(&mut self, m: M, block: M::Block) -> Option<usize> {
        let (quotes, _) = self.strings.quotes(m, block);
        let (open, close) = self.brackets;
        let opens = m.equal(block, open);
        let closes = m.equal(block, close);
        if opens | closes == 0 {
            self.strings.pass(quotes);
            return None;
        }
        let outside = !self.strings.inside(m, quotes);
        let (opens, closes) = (opens & outside, closes & outside);
        if closes.count_ones() as usize >= self.depth {
            // It may be one of these.
            let (mut left, mut closed) = (closes, 0);
            while left != 0 {
                let upto = left ^ left.wrapping_sub(1);
                left &= left - 1;
                closed += 1;
                if self.depth + (opens & upto).count_ones() as usize == closed {
                    return Some(upto.count_ones() as usize);
                }
            }
        }
        self.depth += opens.count_ones() as usize;
        self.depth -= closes.count_ones() as usize;
        None
    }
}

/// [`Skip::long_string_end`].
#[inline(always)]
pub(crate) fn long_string_end<K: Kernel>(k: K, body: &[u8], start: usize) -> Option<(usize, bool)> {
    let plain = blocks::plain(k, body.get(start..)?);
    Skip::string_end(k, body, start + plain)
}

/// The end of a string from its first backslash on.
#[cold]
fn escaped_end(body: &[u8], first: usize) -> Option<(usize, bool)> {
    let (end, _) = Portable.string_end(body, first)?;
    Some((end, true))
}

/// Which bytes of a block are inside a string.
#[derive(Clone, Copy, Default)]
pub(super) struct Strings {
    /// All ones inside.
    inside: u64,
    /// Bit 0: the first byte is escaped.
    escaped: u64,
}

impl Strings {
    /// The quotes that begin or end a string, and the bytes that a backslash stands before.
    #[inline(always)]
    pub(super) fn quotes<M: Masks>(&mut self, m: M, block: M::Block) -> (u64, u64) {
        let quotes = m.equal(block, b'"');
        let backslashes = m.equal(block, b'\\');
        if backslashes | self.escaped == 0 {
            return (quotes, 0);
        }
        let escaped = super::escapes::escaped(backslashes, &mut self.escaped);
        (quotes & !escaped, escaped)
    }

    /// Whether the next byte is escaped.
    #[inline(always)]
    pub(super) const fn awaits_escaped(self) -> bool {
        self.escaped != 0
    }

    /// From each opening quote up to the byte before its closing one.
    #[inline(always)]
    pub(super) fn inside<M: Masks>(&mut self, m: M, quotes: u64) -> u64 {
        let inside = m.prefix_xor(quotes) ^ self.inside;
        self.inside = (inside.cast_signed() >> 63).cast_unsigned();
        inside
    }

    /// Passes over a block without looking inside.
    #[inline(always)]
    fn pass(&mut self, quotes: u64) {
        self.inside ^= u64::from(quotes.count_ones() & 1).wrapping_neg();
    }
}

#[cfg(test)]
mod tests;
