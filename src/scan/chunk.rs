//! [`Chunk`]: some blocks of a body, and their tokens squeezed together.

use super::grammar::BEFORE;
use crate::simd::{BLOCK, CHUNK, Kernel, Window};

/// How many tokens a window has, those of the one before included.
const WINDOW: usize = u64::BITS as usize;

/// From the first token of a window to that of the next.
pub(super) const STEP: usize = WINDOW - BEFORE;

const LAST: usize = BLOCK - 1;

/// What is kept of one block.
#[derive(Clone, Copy, Default)]
pub(super) struct Masks {
    /// The bytes that a backslash stands before.
    pub(super) escaped: u64,
    /// The numbers and literals.
    pub(super) runs: u64,
    /// The first bytes of tokens.
    pub(super) starts: u64,
    /// How many tokens of the chunk have begun up to the end of the block.
    pub(super) end: usize,
}

/// A few blocks that follow each other, and the tokens that begin there.
pub(crate) struct Chunk<K: Kernel> {
    /// The position of the first block.
    pub(super) start: usize,
    /// So many of these.
    pub(super) len: usize,
    pub(super) blocks: [Masks; CHUNK],
    /// The tokens, behind the last ones of the chunk before.
    pub(super) tokens: K::Tokens,
    /// How many they are, with those.
    pub(super) count: usize,
    /// The last token before the chunk.
    before: usize,
}

impl<K: Kernel> Chunk<K> {
    /// Nothing yet, behind these tokens.
    #[inline(always)]
    pub(super) fn behind(k: K, last: [u8; BEFORE]) -> Self {
        let mut tokens = k.no_tokens();
        let block = k.load_tail(&last);
        let starts = (1 << BEFORE) - 1;
        k.append(
            &mut tokens,
            0,
            k.classes(block),
            starts,
            k.equal(block, b'"'),
        );
        Self {
            start: 0,
            len: 0,
            blocks: [Masks::default(); CHUNK],
            tokens,
            count: BEFORE,
            before: 0,
        }
    }

    /// Becomes that of the blocks from `start` up to `end`, which are read next.
    #[inline(always)]
    pub(super) fn restart(&mut self, k: K, start: usize, end: usize) {
        self.before = self.last();
        k.keep_last(&mut self.tokens, self.count);
        self.count = BEFORE;
        self.start = start;
        self.len = (end - start).div_ceil(BLOCK);
    }

    /// The last token.
    #[inline(always)]
    fn last(&self) -> usize {
        self.tokens_from_the_end().next().unwrap_or(self.before)
    }

    /// Where its tokens begin, the last one first.
    #[inline(always)]
    pub(super) fn tokens_from_the_end(&self) -> impl Iterator<Item = usize> {
        let mut blocks = self.filled().iter().rev();
        let (mut at, mut starts) = (self.end(), 0);
        core::iter::from_fn(move || {
            while starts == 0 {
                starts = blocks.next()?.starts;
                at -= BLOCK;
            }
            let last = LAST - starts.leading_zeros() as usize;
            starts ^= 1 << last;
            Some(at + last)
        })
    }

    /// Forgets what was read of it.
    #[inline(always)]
    pub(super) fn rewind(&mut self, k: K) {
        k.keep_last(&mut self.tokens, BEFORE);
        self.count = BEFORE;
    }

    /// Behind all its blocks.
    #[inline(always)]
    pub(super) const fn end(&self) -> usize {
        self.start + self.len * BLOCK
    }

    /// Whether no token begins in the last block.
    #[inline(always)]
    pub(super) fn ends_quietly(&self) -> bool {
        self.filled().last().is_some_and(|masks| masks.starts == 0)
    }

    #[inline(always)]
    fn filled(&self) -> &[Masks] {
        self.blocks.get(..self.len).unwrap_or_default()
    }

    /// Whether a window begins with this token: whether there is more than what was before.
    #[inline(always)]
    pub(super) const fn has_window(&self, first: usize) -> bool {
        first + BEFORE < self.count
    }

    /// The masks of the window that begins with this token, and how many tokens it has.
    #[inline(always)]
    pub(super) fn window(&self, k: K, first: usize) -> (Window, u32) {
        let window = k.window(&self.tokens, first);
        (window, (self.count - first).min(WINDOW) as u32)
    }

    /// Where the tokens of that window are.
    #[inline(always)]
    pub(super) fn places(&self, first: usize) -> Places<'_> {
        Places {
            start: self.start,
            blocks: self.filled(),
            before: self.before,
            first,
        }
    }
}

/// Where the tokens of a window are in the body. (That is asked for a few times in a body only.)
pub(crate) struct Places<'a> {
    start: usize,
    blocks: &'a [Masks],
    before: usize,
    /// The first token.
    first: usize,
}

impl Places<'_> {
    /// The position of a token of the window; of those before the chunk, only the last is known.
    #[inline(always)]
    pub(super) fn of<K: Kernel>(&self, k: K, token: usize) -> usize {
        let Some(token) = (self.first + token).checked_sub(BEFORE) else {
            return self.before;
        };
        let block = self.block(token);
        let before = block
            .checked_sub(1)
            .and_then(|before| self.blocks.get(before));
        let here = token - before.map_or(0, |before| before.end);
        match self.blocks.get(block) {
            Some(masks) => {
                self.start + block * BLOCK + k.nth_bit(masks.starts, here as u32) as usize
            }
            None => self.before,
        }
    }

    /// The position of the token before the one at a position of the chunk.
    #[inline(always)]
    pub(super) fn before(&self, position: usize) -> usize {
        let (mut block, bit) = (
            (position - self.start) / BLOCK,
            (position - self.start) % BLOCK,
        );
        let mut below = (1 << bit) - 1;
        while let Some(masks) = self.blocks.get(block) {
            let starts = masks.starts & below;
            if starts != 0 {
                return self.start + block * BLOCK + LAST - starts.leading_zeros() as usize;
            }
            block = block.wrapping_sub(1);
            below = !0;
        }
        self.before
    }

    /// Behind the block in which a token of the window begins.
    #[inline(always)]
    pub(super) fn end(&self, token: usize) -> usize {
        let token = (self.first + token).saturating_sub(BEFORE);
        self.start + (self.block(token) + 1) * BLOCK
    }

    /// The block in which a token begins, counted from the first in the chunk.
    #[inline(always)]
    fn block(&self, token: usize) -> usize {
        self.blocks.partition_point(|masks| masks.end <= token)
    }
}
