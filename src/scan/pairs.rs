//! Brackets that are all opened and closed in one window, found by pairs.
//!
//! A bracket that opens and has the one that closes it next to it, with other tokens between at most, is a pair. Without
//! the pairs, others are next to each other; as many rounds as there are levels find them all, however many objects and
//! arrays there are. A pair tells the container of all tokens from the one to the other, but for those of which a pair of
//! an earlier round has told it.

use crate::simd::{Kernel, Window};

/// The brackets of a window.
pub(super) struct Pairs<'w> {
    window: &'w Window,
    /// Those that have not found each other.
    left: u64,
    /// The tokens behind which a container is open that was found, and where that is an object.
    known: u64,
    objects: u64,
    bad: u64,
    height: u16,
}

impl<'w> Pairs<'w> {
    /// Of these tokens of a window, which stand in an object.
    #[inline(always)]
    pub(super) fn of(window: &'w Window, tokens: u64) -> Self {
        Self {
            window,
            left: (window.open | window.close) & tokens,
            known: 0,
            objects: 0,
            bad: 0,
            height: 0,
        }
    }

    /// Finds the pairs of the next round, and says whether there are any.
    #[inline(always)]
    pub(super) fn find<K: Kernel>(&mut self, k: K) -> bool {
        let Window {
            open, close, brace, ..
        } = *self.window;
        let left = self.left;
        let braces = k.extract(brace, left);
        let pairs = k.extract(open, left) & k.extract(close, left) >> 1;
        self.bad |= (braces ^ braces >> 1) & pairs;
        let (from, to) = (k.deposit(pairs, left), k.deposit(pairs << 1, left));
        self.objects |= (to & brace).wrapping_sub(from & brace) & !self.known;
        self.known |= to.wrapping_sub(from);
        self.left ^= from | to;
        self.height += u16::from(pairs != 0);
        pairs != 0
    }

    /// Whether brackets are left.
    #[inline(always)]
    pub(super) const fn is_open(&self) -> bool {
        self.left != 0
    }

    /// How many levels there are.
    #[inline(always)]
    pub(super) const fn height(&self) -> u16 {
        self.height
    }

    /// Not 0 if a bracket has found none, or one of the other kind.
    #[inline(always)]
    pub(super) const fn bad(&self) -> u64 {
        self.bad | self.left
    }

    /// The tokens that stand in an object.
    #[inline(always)]
    pub(super) const fn in_object(&self) -> u64 {
        (self.objects | !self.known) << 1 | 1
    }
}
