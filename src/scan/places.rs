//! Where the tokens of a window are in the body.

use super::grammar::BEFORE;
use crate::simd::Kernel;

/// How many blocks a window may span. Positions are asked for a few times in a body only, so that
/// is all that is kept of them: the masks, from which a position can be had.
const BLOCKS: usize = 16;
/// One bit for each.
const TOKENS: u32 = 64;

/// How many tokens a window has room for, beside those of the one before.
pub(super) const ROOM: u32 = TOKENS - BEFORE;

/// How much of a window is full. (Not in [`Places`] while it is being filled, because it changes with
/// every block, and has to stay in registers.)
#[derive(Clone, Copy)]
pub(super) struct Fill {
    blocks: usize,
    pub(super) tokens: u32,
}

impl Fill {
    /// That of a window with the last tokens of the one before.
    pub(super) const NONE: Self = Self {
        blocks: 0,
        tokens: BEFORE,
    };

    #[inline(always)]
    pub(super) const fn is_none(&self) -> bool {
        self.blocks == 0
    }

    #[inline(always)]
    pub(super) const fn has_room(&self, tokens: u32) -> bool {
        self.tokens + tokens <= TOKENS && self.blocks < BLOCKS
    }
}

/// The blocks that the tokens of a window are from.
pub(crate) struct Places {
    blocks: [(usize, u64); BLOCKS],
    fill: Fill,
    /// The last token before the window.
    before: usize,
}

impl Places {
    #[inline(always)]
    pub(super) const fn new() -> Self {
        Self {
            blocks: [(0, 0); BLOCKS],
            fill: Fill::NONE,
            before: 0,
        }
    }

    /// How many tokens there are, with those of the window before.
    #[inline(always)]
    pub(super) const fn count(&self) -> u32 {
        self.fill.tokens
    }

    /// The tokens of a block at `position`.
    #[inline(always)]
    pub(super) fn push(&mut self, fill: &mut Fill, position: usize, starts: u64, tokens: u32) {
        if let Some(block) = self.blocks.get_mut(fill.blocks) {
            *block = (position, starts);
        }
        fill.blocks += 1;
        fill.tokens += tokens;
    }

    /// Ends the window.
    #[inline(always)]
    pub(super) fn end(&mut self, fill: Fill) {
        self.fill = fill;
    }

    /// Begins the next window.
    #[inline(always)]
    pub(super) fn restart(&mut self) {
        self.before = self.last();
    }

    /// The last token.
    #[inline(always)]
    pub(super) fn last(&self) -> usize {
        match self.blocks.get(self.fill.blocks.wrapping_sub(1)) {
            Some(&(position, starts)) => position + 63 - (starts | 1).leading_zeros() as usize,
            None => self.before,
        }
    }

    /// The position of a token of the window, or of the last one before it.
    #[inline(always)]
    pub(super) fn of<K: Kernel>(&self, k: K, token: u32) -> usize {
        let Some(mut left) = token.checked_sub(BEFORE) else {
            return self.before;
        };
        for &(position, starts) in self.blocks.iter().take(self.fill.blocks) {
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
        self.of(k, token.saturating_sub(1))
    }
}
