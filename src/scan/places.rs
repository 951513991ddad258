//! Where the tokens of a window are in the body.

use crate::simd::Kernel;

/// How many blocks a window may span. Positions are asked for a few times in a body only, so that
/// is all that is kept of them: the masks, from which a position can be had.
const BLOCKS: usize = 16;
/// One bit for each.
const TOKENS: u32 = 64;

/// The blocks that the tokens of a window are from.
pub(super) struct Places {
    blocks: [(usize, u64); BLOCKS],
    len: usize,
    count: u32,
    /// The last token before the window.
    before: usize,
}

impl Places {
    #[inline(always)]
    pub(super) const fn new() -> Self {
        Self {
            blocks: [(0, 0); BLOCKS],
            len: 0,
            count: 0,
            before: 0,
        }
    }

    /// How many tokens there are.
    #[inline(always)]
    pub(super) const fn count(&self) -> u32 {
        self.count
    }

    #[inline(always)]
    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    #[inline(always)]
    pub(super) const fn has_room(&self, tokens: u32) -> bool {
        self.count + tokens <= TOKENS && self.len < BLOCKS
    }

    /// A block at `position` with tokens; returns how many there were before.
    #[inline(always)]
    pub(super) fn push(&mut self, position: usize, starts: u64, tokens: u32) -> u32 {
        if let Some(block) = self.blocks.get_mut(self.len) {
            *block = (position, starts);
        }
        self.len += 1;
        let count = self.count;
        self.count += tokens;
        count
    }

    /// Begins the next window.
    #[inline(always)]
    pub(super) fn restart(&mut self) {
        if let Some(&(position, starts)) = self.blocks.get(self.len.wrapping_sub(1)) {
            self.before = position + 63 - (starts | 1).leading_zeros() as usize;
        }
        self.len = 0;
        self.count = 0;
    }

    /// The last token before the window.
    #[inline(always)]
    pub(super) const fn last(&self) -> usize {
        self.before
    }

    /// The position of a token of the window.
    #[inline(always)]
    pub(super) fn of<K: Kernel>(&self, k: K, token: u32) -> usize {
        let mut left = token;
        for &(position, starts) in self.blocks.iter().take(self.len) {
            let here = starts.count_ones();
            if left < here {
                return position + k.nth_bit(starts, left) as usize;
            }
            left -= here;
        }
        self.before
    }

    /// The position of the token before one of the window.
    #[inline(always)]
    pub(super) fn before<K: Kernel>(&self, k: K, token: u32) -> usize {
        match token.checked_sub(1) {
            Some(token) => self.of(k, token),
            None => self.before,
        }
    }
}
