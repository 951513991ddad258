//! What a kernel tells of a block, and how one tells it that has cheap masks.

use core::ops::BitOrAssign;

/// What was seen in blocks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    /// Control characters in strings. If nothing is escaped, maybe backslashes or bytes above 0x7f instead.
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

/// The same, as masks.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[derive(Clone, Copy, Default)]
pub(super) struct SeenMasks {
    special: u64,
    highs: u64,
    bad_escapes: u64,
    us: u64,
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
impl SeenMasks {
    /// [`Kernel::gather`](super::Kernel::gather).
    #[inline(always)]
    pub(super) fn gather<K: super::Kernel>(&mut self, k: K, block: K::Block, within: u64) {
        self.special |= k.unusual(block) & within;
    }

    /// [`Kernel::gather_escaped`](super::Kernel::gather_escaped).
    #[inline(always)]
    pub(super) fn gather_escaped<K: super::Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        within: u64,
        escaped: u64,
    ) {
        let (letters, _) = k.escapes(block);
        self.special |= k.controls(block) & within;
        self.highs |= k.highs(block);
        self.bad_escapes |= escaped & !letters;
        self.us |= escaped & k.equal(block, b'u');
    }

    /// [`Kernel::gathered`](super::Kernel::gathered).
    #[inline(always)]
    pub(super) const fn gathered(self, is_escaped: bool) -> Seen {
        let highs = if is_escaped { self.highs } else { self.special };
        Seen {
            special: self.special != 0,
            highs: highs != 0,
            bad_escapes: self.bad_escapes != 0,
            us: self.us != 0,
        }
    }
}

/// The tokens of a block.
#[derive(Clone, Copy)]
pub(crate) struct Scanned {
    /// Where they begin.
    pub(crate) starts: u64,
    /// Bytes of numbers and literals that are more than digits. No zero may begin a longer integer: either it is among these, or
    /// [`Window::zero`](super::Window::zero) has it. What goes on from the block before may be among them.
    pub(crate) odd: u64,
    /// What [`Kernel::scalars`](super::Kernel::scalars) needs.
    pub(crate) kept: u64,
}

/// [`Kernel::scan`](super::Kernel::scan), with what goes on as a bit.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[inline(always)]
pub(super) fn scan<K: super::Kernel>(
    k: K,
    before: &mut u64,
    classes: K::Classes,
    block: K::Block,
    quotes: u64,
    within: u64,
) -> Scanned {
    // Bytes above 0x7f outside strings are among these, and in no number.
    let scalars = k.others(classes, quotes) & !within;
    let firsts = scalars & !((scalars << 1) + *before);
    let zeros = firsts & k.equal(block, b'0');
    let odd = scalars & (zeros << 1 | *before | k.nondigits(classes, block));
    *before = k.apart(scalars >> 63);
    Scanned {
        starts: k.structural(classes, quotes, within) | firsts,
        odd,
        kept: scalars,
    }
}
