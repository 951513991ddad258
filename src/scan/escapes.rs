//! Escapes: which bytes a backslash stands before, and whether they may stand there.

use crate::simd::Kernel;

/// Every other bit, from the second.
const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;

/// What the escapes of one block leave for the next.
#[derive(Clone, Copy, Default)]
pub(super) struct Escapes {
    /// Bit 0: the first byte is escaped.
    escaped: u64,
    /// The first bytes that must be hexadecimal digits.
    hex: u64,
    bad: u64,
}

impl Escapes {
    /// Not 0 if digits must follow in the next block.
    #[inline(always)]
    pub(super) const fn awaits_digits(&self) -> u64 {
        self.hex
    }

    /// Not 0 if an escape goes on in the next block.
    #[inline(always)]
    pub(super) const fn pending(&self) -> u64 {
        self.escaped | self.hex
    }

    /// How many of the last bytes are an escape that goes on.
    #[inline(always)]
    pub(super) const fn cut(&self) -> usize {
        match (self.hex.count_ones(), self.escaped) {
            (0, escaped) => escaped as usize,
            // Of the four digits, so many are missing.
            (digits, _) => 6 - digits as usize,
        }
    }

    /// Not 0 if one was wrong.
    #[inline(always)]
    pub(super) const fn bad(&self) -> u64 {
        self.bad
    }

    /// The bytes that a backslash stands before. Checks that they are right; it matters only in
    /// strings, and outside of them a backslash is wrong anyway. Digits behind `\u` are for
    /// [`digits`](Self::digits).
    #[inline(always)]
    pub(super) fn next<K: Kernel>(&mut self, k: K, block: K::Block, backslashes: u64) -> u64 {
        let escaped = self.find(backslashes);
        let (letters, _) = k.escapes(block);
        self.bad |= escaped & !letters;
        escaped
    }

    /// The bytes that a backslash stands before, whatever they are.
    #[inline(always)]
    pub(super) const fn find(&mut self, backslashes: u64) -> u64 {
        escaped(backslashes, &mut self.escaped)
    }

    /// Checks the digits behind `\u`, where `us` are these letters.
    #[inline(always)]
    pub(super) fn digits<K: Kernel>(&mut self, k: K, block: K::Block, us: u64) {
        let (_, hex) = k.escapes(block);
        let digits = us << 1 | us << 2 | us << 3 | us << 4 | self.hex;
        self.hex = us >> 63 | us >> 62 | us >> 61 | us >> 60;
        self.bad |= digits & !hex;
    }
}

/// The bytes that a backslash stands before. `carry` is 1 if one stands before the first byte, and
/// then if one stands before the first of the next block.
#[inline(always)]
pub(super) const fn escaped(backslashes: u64, carry: &mut u64) -> u64 {
    // In a run of backslashes every other one, from the second, is escaped. To tell the runs that
    // begin at odd bits from those at even ones in one subtraction, the odd bits above each run are
    // set: the borrow then stops at the end of the run if it began at an odd bit.
    let starts = backslashes & !*carry;
    let ends = ((starts << 1 | ODD).wrapping_sub(starts)) ^ ODD;
    let escaped = ends ^ (backslashes | *carry);
    *carry = (ends & backslashes) >> 63;
    escaped
}
