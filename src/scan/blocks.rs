//! From bytes to masks: strings and what is in them, and the tokens outside.

use super::scalars::Scalars;
use crate::simd::Kernel;

/// Every other bit, from the second.
const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
const LAST: u32 = 63;

/// The tokens of a block.
pub(super) struct Tokens<C> {
    /// Their first bytes.
    pub(super) starts: u64,
    /// Of them the strings.
    pub(super) strings: u64,
    /// Of these the ones that may be a name that counts.
    pub(super) candidates: u64,
    /// The classes of all bytes.
    pub(super) classes: C,
}

/// What one block leaves for the next.
pub(super) struct Blocks<K: Kernel> {
    /// All ones inside a string.
    inside: u64,
    /// Bit 0: the first byte is escaped.
    escaped: u64,
    /// The first bytes that must be hexadecimal digits.
    hex: u64,
    /// Bit 0: the last byte belonged to a number or literal.
    run: u64,
    /// Whether the last block had no quotes.
    is_long: bool,
    /// Whether the last block had bytes above 0x7f.
    had_highs: bool,
    last: K::Block,
    backslashes: u64,
    bad: u64,
    scalars: Scalars,
}

impl<K: Kernel> Blocks<K> {
    #[inline(always)]
    pub(super) fn new(k: K) -> Self {
        Self {
            inside: 0,
            escaped: 0,
            hex: 0,
            run: 0,
            is_long: false,
            had_highs: false,
            last: k.blank(),
            backslashes: 0,
            bad: 0,
            scalars: Scalars::default(),
        }
    }

    /// Whether something wrong was seen, or the body has ended inside a string.
    #[inline(always)]
    pub(super) const fn is_bad(&self) -> bool {
        self.bad | self.inside != 0
    }

    /// Begins inside a string, which may be a long one.
    #[inline(always)]
    pub(super) const fn begin_inside(&mut self) {
        self.inside = !0;
        self.is_long = true;
    }

    /// Whether something wrong was seen.
    #[inline(always)]
    pub(super) const fn is_wrong(&self) -> bool {
        self.bad != 0
    }

    /// Inside a string, how many of the last bytes are an escape that goes on.
    #[inline(always)]
    pub(super) const fn cut(&self) -> Option<usize> {
        if self.inside == 0 {
            return None;
        }
        Some(match (self.hex.count_ones(), self.escaped) {
            (0, 0) => 0,
            (0, _) => 1,
            // Of the four digits, so many are missing.
            (digits, _) => 6 - digits as usize,
        })
    }

    #[inline(always)]
    pub(super) const fn has_backslash(&self) -> bool {
        self.backslashes != 0
    }

    /// Whether a block of plain characters would be right and change nothing. Only for one after a
    /// block without quotes: whether a block ends inside a string is nothing that a CPU can foresee.
    #[inline(always)]
    pub(super) const fn is_quiet(&self) -> bool {
        self.is_long && self.inside != 0 && self.escaped | self.hex == 0 && !self.had_highs
    }

    /// Passes over such a block.
    #[inline(always)]
    pub(super) fn skip(&mut self, k: K) {
        self.last = k.blank();
    }

    #[inline(always)]
    pub(super) fn next(
        &mut self,
        k: K,
        block: K::Block,
        body: &[u8],
        position: usize,
    ) -> Tokens<K::Classes> {
        let mut quotes = k.equal(block, b'"');
        let backslashes = k.equal(block, b'\\');
        let highs = k.highs(block);
        if backslashes | self.escaped | self.hex != 0 {
            quotes &= !self.escapes(k, block, backslashes, highs);
        }
        self.is_long = quotes == 0;
        // From each opening quote up to the byte before its closing one.
        let inside = k.prefix_xor(quotes) ^ self.inside;
        self.inside = (inside.cast_signed() >> LAST).cast_unsigned();
        self.bad |= k.controls(block) & inside | highs & !inside;
        if highs != 0 || self.had_highs {
            self.bad |= u64::from(k.utf8_error(self.last, block));
        }
        self.had_highs = highs != 0;
        self.last = block;

        let classes = k.classes(block);
        let structural = k.structural(classes) & !inside;
        let spaces = k.spaces(classes);
        let run = !(inside | quotes | structural | spaces);
        let run_starts = run & !(run << 1 | self.run);
        self.run = run >> LAST;
        self.bad |= self.scalars.next(k, block, run, run_starts, body, position);
        let strings = quotes & inside;
        // The byte behind the last one is not known yet.
        let initials = k.initials(classes) >> 1 | 1 << LAST;
        Tokens {
            starts: structural | strings | run_starts,
            strings,
            candidates: strings & initials,
            classes,
        }
    }

    /// The bytes that a backslash stands before. Checks that they, and the digits behind `\u`, are
    /// right; it matters only in strings, and outside of them a backslash is wrong anyway.
    #[inline(always)]
    fn escapes(&mut self, k: K, block: K::Block, backslashes: u64, highs: u64) -> u64 {
        self.backslashes |= backslashes;
        let escaped = escaped(backslashes, &mut self.escaped);
        let (letters, hex) = k.escapes(block);
        self.bad |= escaped & !(letters & !highs);
        let u = escaped & k.equal(block, b'u');
        let digits = u << 1 | u << 2 | u << 3 | u << 4 | self.hex;
        self.hex = u >> 63 | u >> 62 | u >> 61 | u >> 60;
        self.bad |= digits & !(hex & !highs);
        escaped
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
    *carry = (ends & backslashes) >> LAST;
    escaped
}
