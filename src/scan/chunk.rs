//! [`Chunk`]: some blocks of a body, and their tokens squeezed together.
//!
//! The tokens are looked at in windows of 64, of which the first two were the last two of the
//! window before. What does not fill a window waits for the tokens of the next chunk, so that there
//! is a half-empty window only where tokens are rare. Of the blocks in which such tokens begin the
//! masks are kept, because the position of a token is looked for when it is asked for.

use core::{iter, mem};

use super::grammar::BEFORE;
use crate::simd::{BLOCK, CHUNK, Kernel, Window};

/// How many tokens a window has, those of the one before included.
const WINDOW: usize = u64::BITS as usize;

/// From the first token of a window to that of the next.
pub(super) const STEP: usize = WINDOW - BEFORE;

const LAST: usize = BLOCK - 1;

/// A mask for each block of a chunk.
pub(super) type Row = [u64; CHUNK];

/// A few blocks that follow each other.
#[derive(Default)]
pub(super) struct Part {
    /// The position of the first one.
    pub(super) start: usize,
    /// So many of these.
    pub(super) len: usize,
    /// The first bytes of tokens.
    pub(super) starts: Row,
}

impl Part {
    /// The position of each block, and where tokens begin there, from the last one on.
    #[inline(always)]
    fn backwards(&self) -> impl Iterator<Item = (usize, u64)> {
        let blocks = self.starts.get(..self.len).unwrap_or_default();
        let mut at = self.start + self.len * BLOCK;
        blocks.iter().rev().map(move |&starts| {
            at -= BLOCK;
            (at, starts)
        })
    }

    /// Where its last two tokens begin, if it has any.
    #[inline(always)]
    fn last_tokens(&self) -> Option<(Option<usize>, usize)> {
        let mut blocks = self.backwards();
        let (mut at, mut starts) = (0, 0);
        let mut next = || {
            while starts == 0 {
                (at, starts) = blocks.next()?;
            }
            let last = LAST - starts.leading_zeros() as usize;
            starts ^= 1 << last;
            Some(at + last)
        };
        let last = next()?;
        Some((next(), last))
    }
}

/// The blocks that are read together, and their tokens behind those that wait.
pub(crate) struct Chunk<'p, K: Kernel> {
    pub(super) now: &'p mut Part,
    /// What is [kept](crate::simd::Scanned::kept) of each block.
    pub(super) kept: Row,
    /// The blocks of the chunk before.
    older: &'p mut Part,
    /// The positions of the last tokens before these, as far as there are any.
    before: [Option<usize>; BEFORE],
    pub(super) tokens: &'p mut K::Tokens,
    /// How many they are.
    pub(super) count: usize,
    /// So many of them begin before this chunk.
    waited: usize,
    /// So many go when the next chunk begins: the windows up to there are full, or all that there
    /// will be.
    seen: usize,
}

impl<'p, K: Kernel> Chunk<'p, K> {
    /// Nothing yet, behind the tokens that this block begins with; the parts and the room for
    /// tokens come empty.
    #[inline(always)]
    pub(super) fn behind(
        k: K,
        last: &[u8; BLOCK],
        [now, older]: &'p mut [Part; 2],
        tokens: &'p mut K::Tokens,
    ) -> Self {
        let block = k.load(last);
        let starts = (1 << BEFORE) - 1;
        k.append(tokens, 0, k.classes(block), starts, k.equal(block, b'"'));
        Self {
            now,
            kept: Row::default(),
            older,
            before: [None; BEFORE],
            tokens,
            count: BEFORE,
            waited: BEFORE,
            seen: 0,
        }
    }

    /// Becomes that of the blocks from `start` on, which are read next.
    #[inline(always)]
    pub(super) fn restart(&mut self, k: K, start: usize) {
        if let Some((before, last)) = self.older.last_tokens() {
            let [.., older] = self.before;
            self.before = [before.or(older), Some(last)];
        }
        mem::swap(&mut self.now, &mut self.older);
        self.now.start = start;
        self.count -= self.seen;
        k.keep(self.tokens, self.seen, self.count);
        self.waited = self.count;
    }

    /// Forgets what was read of it.
    #[inline(always)]
    pub(super) fn rewind(&mut self, k: K) {
        self.count = self.waited;
        k.keep(self.tokens, 0, self.count);
    }

    /// Says which windows are to be seen, now that it was read: all of them if it is the last.
    #[inline(always)]
    pub(super) const fn close(&mut self, is_last: bool) {
        let tokens = self.count - BEFORE;
        let full = tokens / STEP * STEP;
        // Nothing waits for more than one chunk.
        self.seen = if is_last || full == 0 && self.waited > BEFORE {
            tokens
        } else {
            full
        };
    }

    /// The first tokens of the windows that are to be seen.
    #[inline(always)]
    pub(super) fn windows(&self) -> impl Iterator<Item = usize> {
        // Not `step_by`, which divides.
        let next = |first: &usize| Some(first + STEP).filter(|&first| first < self.seen);
        iter::successors(Some(0).filter(|&first| first < self.seen), next)
    }

    /// Behind the last one of those: the first token of the next.
    #[inline(always)]
    pub(super) const fn next_window(&self) -> usize {
        self.seen
    }

    /// Whether no token waits.
    #[inline(always)]
    pub(super) const fn is_seen(&self) -> bool {
        self.seen + BEFORE == self.count
    }

    /// Behind all its blocks.
    #[inline(always)]
    pub(super) const fn end(&self) -> usize {
        self.now.start + self.now.len * BLOCK
    }

    /// Whether no token begins in the last block.
    #[inline(always)]
    pub(super) fn ends_quietly(&self) -> bool {
        (self.now.backwards().next()).is_some_and(|(_, starts)| starts == 0)
    }

    /// The masks of the window that begins with this token, and how many tokens it has.
    #[inline(always)]
    pub(super) fn window(&self, k: K, first: usize) -> (Window, u32) {
        let window = k.window(self.tokens, first);
        (window, (self.count - first).min(WINDOW) as u32)
    }

    /// The position of a token. Of those before the blocks that are kept, only the last two are
    /// known; of what was before the first chunk, none.
    #[inline(always)]
    pub(super) fn position(&self, k: K, token: usize) -> Option<usize> {
        match self.block(token) {
            Ok((at, starts, token)) => Some(at + k.nth_bit(starts, token) as usize),
            Err(before) => *self.before.get(before)?,
        }
    }

    /// Behind the block in which the last token of a window begins.
    #[inline(always)]
    pub(super) fn window_end(&self, first: usize) -> usize {
        match self.block(self.count.min(first + WINDOW) - 1) {
            Ok((at, ..)) => at + BLOCK,
            Err(_) => self.older.start,
        }
    }

    /// The tokens that are the last byte of a block, from the last one on, and the positions behind
    /// them.
    #[inline(always)]
    pub(super) fn block_ends(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut behind = self.count;
        let blocks = self.now.backwards().chain(self.older.backwards());
        blocks.filter_map(move |(at, starts)| {
            let last = behind.wrapping_sub(1);
            behind = behind.wrapping_sub(starts.count_ones() as usize);
            (starts >> LAST != 0).then_some((last, at + BLOCK))
        })
    }

    /// The position of the block in which a token begins, where tokens begin there, and how many of
    /// them before this one; or which one it is of those before the blocks. (It looks from the end,
    /// because most bodies end with the name that is looked for.)
    #[inline(always)]
    fn block(&self, token: usize) -> Result<(usize, u64, u32), usize> {
        let mut behind = self.count;
        for (at, starts) in self.now.backwards().chain(self.older.backwards()) {
            let first = behind.wrapping_sub(starts.count_ones() as usize);
            // Before the first there are those that have gone.
            let here = token.wrapping_sub(first);
            if here < BLOCK {
                return Ok((at, starts, here as u32));
            }
            behind = first;
        }
        Err(token.wrapping_sub(behind).wrapping_add(BEFORE))
    }
}
