//! The brackets of a window, if all of them are opened and closed in it, found by pairs.
//!
//! A bracket that opens and one that closes are a pair if there is no other bracket between.
//! Without the pairs of one round others are next to each other, so there are as many rounds as
//! there are levels, however many objects and arrays. (Nobody can foresee how many there are, but
//! how deep they are nested hardly changes.)
//!
//! A pair tells the container of all tokens from the one bracket to the other, but for those of
//! which a pair of an earlier round has told it.

#[cfg(any(target_arch = "x86_64", test))]
use crate::simd::Bits;
use crate::simd::Kernel;

/// Brackets, and what is known of them.
pub(super) struct Pairs {
    open: u64,
    close: u64,
    /// Those of them that are braces, possibly with other tokens.
    brace: u64,
    /// Those that have not found each other.
    left: u64,
    /// The tokens behind which a container of a pair is the innermost, and where that is an object.
    known: u64,
    objects: u64,
    bad: u64,
    height: u32,
}

impl Pairs {
    #[inline(always)]
    pub(super) const fn of(open: u64, close: u64, brace: u64) -> Self {
        Self {
            open,
            close,
            brace,
            left: open | close,
            known: 0,
            objects: 0,
            bad: 0,
            height: 0,
        }
    }

    /// Finds all pairs, of which there are two rounds, most likely: a branch for each would go
    /// wrong too often.
    #[inline(always)]
    pub(super) fn find_nested<K: Kernel>(&mut self, k: K) {
        self.find(k);
        self.find(k);
        self.find_all(k);
    }

    /// Finds all pairs, of which there are none, most likely.
    #[inline(always)]
    pub(super) fn find_all<K: Kernel>(&mut self, k: K) {
        while self.left != 0 && self.find(k) {}
    }

    /// Finds the pairs of a round, and says whether there are any.
    #[inline(always)]
    fn find<K: Kernel>(&mut self, k: K) -> bool {
        let (from, to) = k.pairs(self.open & self.left, self.close & self.left, self.left);
        let objects = (to & self.brace).wrapping_sub(from & self.brace);
        // What ends where no such container began goes on behind its end.
        self.bad |= objects & to;
        self.objects |= objects & !self.known;
        self.known |= to.wrapping_sub(from);
        self.left ^= from | to;
        self.height += u32::from(to != 0);
        to != 0
    }

    /// How many levels the pairs have.
    #[inline(always)]
    pub(super) const fn height(&self) -> u32 {
        self.height
    }

    /// Not 0 if a bracket is in no pair, or a pair is of two kinds.
    #[inline(always)]
    pub(super) const fn bad(&self) -> u64 {
        self.bad | self.left
    }

    /// The tokens that stand in an object, if those in no container of a pair do.
    #[inline(always)]
    pub(super) const fn in_object(&self) -> u64 {
        (self.objects | !self.known) << 1 | 1
    }

    /// The tokens that stand in no container of a pair.
    #[inline(always)]
    pub(super) const fn outside(&self) -> u64 {
        !(self.known << 1)
    }
}

/// The bits of `opens` behind which the next bit of `all` is one of `closes`, and those next ones.
#[cfg(any(target_arch = "x86_64", test))]
#[inline(always)]
pub(crate) fn by_bits<B: Bits>(b: B, opens: u64, closes: u64, all: u64) -> (u64, u64) {
    let pairs = b.extract(opens, all) & b.extract(closes, all) >> 1;
    (b.deposit(pairs, all), b.deposit(pairs << 1, all))
}

/// The same for a CPU that can turn bits around, but not squeeze them together.
#[cfg(any(target_arch = "aarch64", test))]
#[inline(always)]
pub(crate) const fn by_carries(opens: u64, closes: u64, all: u64) -> (u64, u64) {
    let to = next(opens, all) & closes;
    let from = next(to.reverse_bits(), all.reverse_bits());
    (from.reverse_bits(), to)
}

/// The next bits of `all` behind those of `these`, which are some of them: what is added right
/// behind a bit is carried through all that are not.
#[cfg(any(target_arch = "aarch64", test))]
#[inline(always)]
pub(super) const fn next(these: u64, all: u64) -> u64 {
    (!all).wrapping_add(these << 1) & all
}

#[cfg(test)]
mod tests {
    use super::{by_bits, by_carries, next};
    use crate::simd::Portable;

    #[test]
    fn carries_find_what_bits_find() {
        let mut random = 1_u64;
        let mut word = || {
            random = random
                .wrapping_mul(0x5851_f42d_4c95_7f2d)
                .wrapping_add(0x1405_7b7e_f767_814f);
            random ^ random >> 29
        };
        for count in 0..30_000_u32 {
            let all = match count % 4 {
                0 => word(),
                1 => word() & word(),
                2 => word() & word() & word(),
                _ => word() | word(),
            };
            let opens = all & word();
            let closes = all & !opens;
            let pairs = by_bits(Portable, opens, closes, all);
            assert_eq!(
                by_carries(opens, closes, all),
                pairs,
                "{opens:x} {closes:x}"
            );
            let some = all & word();
            let behind = (0..64).filter(|at| {
                let before = all & ((1 << at) - 1);
                all >> at & 1 != 0 && before != 0 && some >> before.ilog2() & 1 != 0
            });
            assert_eq!(next(some, all), behind.fold(0, |bits, at| bits | 1 << at));
        }
    }
}
