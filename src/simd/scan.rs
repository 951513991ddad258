//! What the first loop of the engine asks of a block, and the answers for kernels with cheap masks.

use core::ops::BitOrAssign;

use super::Classify;

/// What was seen in blocks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    /// Control characters in strings. If nothing is escaped, maybe backslashes or bytes above 0x7f
    /// instead.
    pub(crate) special: bool,
    /// Bytes above 0x7f. If nothing is escaped, only those in strings, and maybe others there.
    pub(crate) highs: bool,
    /// Behind backslashes, what may not be there,
    pub(crate) bad_escapes: bool,
    /// and the letter `u`.
    pub(crate) us: bool,
}

impl BitOrAssign for Seen {
    #[inline(always)]
    fn bitor_assign(&mut self, other: Self) {
        self.special |= other.special;
        self.highs |= other.highs;
        self.bad_escapes |= other.bad_escapes;
        self.us |= other.us;
    }
}

/// The tokens of a block.
#[derive(Clone, Copy)]
pub(crate) struct Scanned {
    /// Where they begin.
    pub(crate) starts: u64,
    /// Bytes of numbers and literals that are more than digits. No zero may begin a longer integer:
    /// either it is among these, or [`Window::zero`](super::Window::zero) has it. What goes on from
    /// the block before may be among them.
    pub(crate) odd: u64,
    /// What [`Scan::scalars`] needs.
    pub(crate) kept: u64,
}

/// What the tokens of a block are, and what is in its strings.
pub(crate) trait Scan: Classify {
    /// What a block leaves for the next one: whether a number or literal goes on.
    type Before: Copy;
    /// What was seen in blocks that is not plain ASCII.
    type Seen: Copy;

    /// Behind a block of which the last byte belongs to a number or literal, or not.
    fn behind(self, is_in_scalar: bool) -> Self::Before;
    /// Whether it does.
    fn is_in_scalar(self, before: Self::Before) -> bool;
    /// The tokens of a block.
    fn scan(
        self,
        before: &mut Self::Before,
        classes: Self::Classes,
        block: Self::Block,
        quotes: u64,
        within: u64,
    ) -> Scanned;
    /// The numbers and literals of a block, of which that was [kept](Scanned::kept).
    fn scalars(self, block: Self::Block, kept: u64) -> u64;

    /// What was seen in no blocks.
    fn nothing(self) -> Self::Seen;
    /// Adds what is `within` the strings of a block, for blocks in which nothing is escaped.
    fn gather(self, seen: &mut Self::Seen, classes: Self::Classes, block: Self::Block, within: u64);
    /// The same for blocks in which something may be: here, what is `escaped`.
    fn gather_escaped(
        self,
        seen: &mut Self::Seen,
        classes: Self::Classes,
        block: Self::Block,
        within: u64,
        escaped: u64,
    );
    /// What has come of either, and of which.
    fn gathered(self, seen: Self::Seen, is_escaped: bool) -> Seen;
}

/// A kernel to which a mask costs no more than another operation: it scans with masks alone.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
pub(super) trait CheapMasks: Classify {
    /// The bits that either has.
    fn either(self, a: Self::Block, b: Self::Block) -> Self::Block;
}

/// [`Seen`], as masks, and the bits that bytes have.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[derive(Clone, Copy)]
pub(crate) struct SeenMasks<B> {
    special: u64,
    bits: B,
    bad_escapes: u64,
    us: u64,
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
impl<K: CheapMasks> Scan for K {
    /// A bit.
    type Before = u64;
    type Seen = SeenMasks<K::Block>;

    #[inline(always)]
    fn behind(self, is_in_scalar: bool) -> u64 {
        u64::from(is_in_scalar)
    }

    #[inline(always)]
    fn is_in_scalar(self, before: u64) -> bool {
        before != 0
    }

    #[inline(always)]
    fn scan(
        self,
        before: &mut u64,
        classes: K::Classes,
        block: K::Block,
        quotes: u64,
        within: u64,
    ) -> Scanned {
        // Bytes above 0x7f outside strings are among these, and in no number.
        let scalars = self.others(classes, quotes) & !within;
        let firsts = scalars & !((scalars << 1) + *before);
        let zeros = firsts & self.zeros(classes, block);
        let odd = scalars & (zeros << 1 | *before | self.nondigits(classes, block));
        *before = self.apart(scalars >> 63);
        Scanned {
            starts: self.structural(classes, quotes, within) | firsts,
            odd,
            kept: scalars,
        }
    }

    #[inline(always)]
    fn scalars(self, _: K::Block, kept: u64) -> u64 {
        kept
    }

    #[inline(always)]
    fn nothing(self) -> Self::Seen {
        SeenMasks {
            special: 0,
            bits: self.blank(),
            bad_escapes: 0,
            us: 0,
        }
    }

    #[inline(always)]
    fn gather(self, seen: &mut Self::Seen, _: K::Classes, block: K::Block, within: u64) {
        seen.special |= self.unusual(block) & within;
    }

    #[inline(always)]
    fn gather_escaped(
        self,
        seen: &mut Self::Seen,
        _: K::Classes,
        block: K::Block,
        within: u64,
        escaped: u64,
    ) {
        let (letters, _) = self.escapes(block);
        seen.special |= self.controls(block) & within;
        seen.bits = self.either(seen.bits, block);
        seen.bad_escapes |= escaped & !letters;
        seen.us |= escaped & self.equal(block, b'u');
    }

    #[inline(always)]
    fn gathered(self, seen: Self::Seen, is_escaped: bool) -> Seen {
        let highs = if is_escaped {
            self.highs(seen.bits)
        } else {
            seen.special
        };
        Seen {
            special: seen.special != 0,
            highs: highs != 0,
            bad_escapes: seen.bad_escapes != 0,
            us: seen.us != 0,
        }
    }
}
