//! Numbers and literals, a block at a time (E10). What is one byte after another in
//! [`Number`](super::number::Number) is one shift here, for all numbers of the block at once.
//!
//! A *run* is a stretch of bytes outside strings that are neither structural nor whitespace. It has
//! to be a number or a literal. For a number it is enough that each byte may follow the one
//! before, that the point comes right behind the digits the number begins with, and the exponent
//! right behind those or the digits behind the point. "Right behind a stretch of digits" is an
//! addition: a one at the first digit carries through all of them.
//!
//! Most blocks have no other numbers than of digits. Of these the first loop says so, and they are
//! not looked at. Where one goes on in a block that is, all that is to be known of it is that it
//! does.

use super::number::ends_scalar;
use crate::simd::{BLOCK, Kernel};

/// Blocks of a chunk that have numbers that are not just digits, or literals.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub(super) body: &'a [u8],
    /// Where the blocks of the chunk begin, and these.
    pub(super) start: usize,
    pub(super) bytes: &'a [u8],
    /// Where tokens begin in each block, and what else [`Kernel::scalars`] needs.
    pub(super) starts: &'a [u64],
    pub(super) kept: &'a [u64],
    /// Which blocks have some: a bit for each, the first the highest.
    pub(super) blocks: u32,
    /// The first block behind those that were looked at.
    pub(super) next: usize,
}

impl<'a> Listed<'a> {
    /// The runs of a block, and where they begin; `None` behind the last one.
    #[inline(always)]
    fn block<K: Kernel>(&self, k: K, index: usize) -> Option<Runs<'a, K>> {
        let rest = self.bytes.get(index * BLOCK..)?;
        let block = match rest.first_chunk() {
            Some(bytes) => k.load(bytes),
            None if rest.is_empty() => return None,
            None => k.load_tail(rest),
        };
        let all = k.scalars(block, *self.kept.get(index)?);
        Some(Runs {
            body: self.body,
            position: self.start + index * BLOCK,
            block,
            all,
            firsts: all & self.starts.get(index)?,
        })
    }
}

/// The numbers and literals of a block.
#[derive(Clone, Copy)]
pub(super) struct Runs<'a, K: Kernel> {
    pub(super) body: &'a [u8],
    /// Where the block begins.
    pub(super) position: usize,
    pub(super) block: K::Block,
    pub(super) all: u64,
    /// Their first bytes.
    pub(super) firsts: u64,
}

/// Checks the runs of the listed blocks, and of those into which they go on; returns bits that are
/// wrong.
#[inline(always)]
pub(super) fn check<K: Kernel>(k: K, scalars: &mut Scalars, listed: Listed<'_>) -> u64 {
    // In registers.
    let mut now = *scalars;
    let mut bad = 0;
    let mut left = listed.blocks;
    let mut next = 0;
    while left != 0 {
        let index = left.leading_zeros() as usize;
        let Some(runs) = listed.block(k, index) else {
            break;
        };
        if index != next || !now.is_known {
            now = Scalars::behind_digits(&runs);
        }
        let Some(wrong) = now.plain(k, &runs) else {
            *scalars = now;
            let rest = Listed {
                next: index,
                ..listed
            };
            return bad | k.check_numbers(scalars, &rest);
        };
        bad |= wrong;
        next = index + 1;
        left &= !(1 << 31 >> index);
    }
    *scalars = if next * BLOCK < listed.bytes.len() {
        Scalars::unknown()
    } else {
        now
    };
    bad
}

/// The same from the block `next` on, for numbers of any kind. ([`check`] goes on here where it
/// meets one: literals are far more frequent, and this would take registers from them.)
#[inline(always)]
pub(crate) fn check_numbers<K: Kernel>(k: K, scalars: &mut Scalars, listed: &Listed<'_>) -> u64 {
    let mut now = *scalars;
    let mut bad = 0;
    let mut index = listed.next;
    while let Some(mut runs) = listed.block(k, index) {
        if !now.is_known {
            now = Scalars::behind_digits(&runs);
        }
        loop {
            bad |= now.any(k, &runs);
            index += 1;
            // A branch, so that no block waits for whether a number goes on there.
            if listed.blocks << index >> 31 == 0 && !now.is_more {
                break;
            }
            let Some(next) = listed.block(k, index) else {
                break;
            };
            runs = next;
        }
        let skipped = (listed.blocks << index).leading_zeros() as usize;
        if skipped > 0 && index * BLOCK < listed.bytes.len() {
            now = Scalars::unknown();
        }
        index += skipped;
    }
    *scalars = now;
    bad
}

/// What the runs at the end of a block leave for the next. Each number is 1 or 0, and says of the
/// last byte that it is, or is in, ...
#[derive(Clone, Copy, Default)]
pub(crate) struct Scalars {
    /// Whether that block was looked at. If not, all is zero.
    is_known: bool,
    /// Whether the last byte is in a number of which more is to be seen than that it goes on with
    /// digits.
    pub(super) is_more: bool,
    /// a sign, a point or an `e`,
    other: u64,
    /// an `e`,
    e: u64,
    /// the minus sign that a number begins with,
    first_minus: u64,
    /// a zero that a number begins with,
    first_zero: u64,
    /// the digits that a number begins with, and the sign before them,
    integer: u64,
    /// or these, or what follows the point.
    fraction: u64,
    /// The first bytes of the block that belong to a literal, which was checked.
    literal: u64,
}

impl Scalars {
    /// Behind a block that was not looked at.
    #[inline(always)]
    pub(super) fn unknown() -> Self {
        Self::default()
    }

    /// Before the runs of a block, where those of the block before are only digits, as is known.
    #[inline(always)]
    fn behind_digits<K: Kernel>(runs: &Runs<'_, K>) -> Self {
        let before = |bytes| (runs.position.checked_sub(bytes)).and_then(|at| runs.body.get(at));
        let integer = runs.all & !runs.firsts & 1;
        let is_first = !before(2).is_some_and(u8::is_ascii_digit);
        Self {
            is_known: true,
            integer,
            fraction: integer,
            first_zero: integer & u64::from(is_first && before(1) == Some(&b'0')),
            ..Self::default()
        }
    }

    /// Whether there must be more of a number.
    #[inline(always)]
    pub(super) const fn is_open(&self) -> bool {
        self.other != 0
    }

    /// Checks the runs of a block; returns bits that are wrong.
    #[inline(always)]
    pub(super) fn any<K: Kernel>(&mut self, k: K, runs: &Runs<'_, K>) -> u64 {
        let digits = k.digits(runs.block) & runs.all;
        let minuses = k.equal(runs.block, b'-') & runs.all;
        let words = runs.firsts & !(digits | minuses);
        let (literals, bad) = if words.count_ones() > FEW {
            let (literals, bad) = many_literals(k, runs, words);
            let (last_literals, last_bad) = self.literals(runs, words & !COMPLETE);
            (literals | last_literals, bad | last_bad)
        } else {
            self.literals(runs, words)
        };
        let (numbers, firsts) = (runs.all & !literals, runs.firsts & !literals);
        if numbers & !digits == 0 && !self.is_more {
            return bad | self.digits(k, runs.block, numbers, firsts);
        }
        bad | self.numbers(k, runs.block, numbers, firsts, digits, minuses)
    }

    /// The same for a block of digits and a few literals; `None` for any other, which changes nothing.
    #[inline(always)]
    fn plain<K: Kernel>(&mut self, k: K, runs: &Runs<'_, K>) -> Option<u64> {
        let nondigits = k.nondigits(k.classes(runs.block), runs.block) & runs.all;
        let words = runs.firsts & nondigits;
        if words.count_ones() > FEW {
            return None;
        }
        let before = *self;
        let (literals, bad) = self.literals(runs, words);
        if nondigits & !literals != 0 || self.is_more {
            *self = before;
            return None;
        }
        let (numbers, firsts) = (runs.all & !literals, runs.firsts & !literals);
        Some(bad | self.digits(k, runs.block, numbers, firsts))
    }

    /// Looks at literals that begin with these letters. Returns all bytes of literals, and bits
    /// that are wrong.
    #[inline(always)]
    fn literals<K: Kernel>(&mut self, runs: &Runs<'_, K>, mut words: u64) -> (u64, u64) {
        let mut bad = 0;
        let mut literals = self.literal;
        self.literal = 0;
        while words != 0 {
            let at = words.trailing_zeros();
            words &= words - 1;
            let text = runs.body.get(runs.position + at as usize..);
            let text = text.unwrap_or_default();
            let len = literal(text);
            let end = at + len;
            literals |= ((1 << len) - 1) << at;
            bad |= u64::from(len == 0);
            if end < u64::BITS {
                bad |= runs.all >> end & 1;
            } else {
                // What is behind it is not in this block.
                let byte = text.get(len as usize);
                bad |= u64::from(!byte.is_some_and(|&byte| ends_scalar(byte)));
                self.literal = (1 << (end - u64::BITS)) - 1;
            }
        }
        (literals, bad)
    }

    /// Checks numbers that are only digits, in a block that has no others.
    #[inline(always)]
    fn digits<K: Kernel>(&mut self, k: K, block: K::Block, runs: u64, firsts: u64) -> u64 {
        let first_zeros = firsts & k.equal(block, b'0');
        let bad = (first_zeros << 1 | self.first_zero) & runs;
        self.first_zero = first_zeros >> 63;
        self.integer = runs >> 63;
        self.fraction = self.integer;
        bad
    }

    #[inline(always)]
    fn numbers<K: Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        runs: u64,
        firsts: u64,
        digits: u64,
        minuses: u64,
    ) -> u64 {
        let points = k.equal(block, b'.') & runs;
        let es = k.letter(block, b'e') & runs;
        let signs = minuses | k.equal(block, b'+') & runs;
        let others = points | es | signs;
        let first_minuses = minuses & firsts;

        let behind_other = others << 1 | self.other;
        let exponent_signs = signs & (es << 1 | self.e);
        // No first byte is a point or an `e`: it would be that of a literal, and there is none with
        // these. So they are behind digits if none of them is behind another.
        let mut bad = runs & !(digits | others)
            | behind_other & !(digits | exponent_signs)
            | signs & !(exponent_signs | first_minuses);

        // The point has to be behind the integer, the exponent behind that or the fraction.
        let integers = digits | first_minuses;
        let (behind_integer, integer) = sum(integers, firsts, self.integer);
        let (behind_fraction, fraction) = sum(integers | points, firsts, self.fraction);
        bad |= points & !behind_integer | es & !behind_fraction;

        let first_digits = firsts | first_minuses << 1 | self.first_minus;
        let first_zeros = first_digits & k.equal(block, b'0');
        bad |= (first_zeros << 1 | self.first_zero) & digits;

        self.is_more = (runs >> 63 & !integer | (others | first_zeros) >> 63) != 0;
        self.other = others >> 63;
        self.e = es >> 63;
        self.first_minus = first_minuses >> 63;
        self.first_zero = first_zeros >> 63;
        self.integer = integer;
        self.fraction = fraction;
        bad
    }
}

/// The sum of these, and what it carries over. Where a one is added to the first bit of a stretch,
/// it comes out right behind it.
#[inline(always)]
const fn sum(stretches: u64, firsts: u64, carry: u64) -> (u64, u64) {
    let (sum, over) = stretches.overflowing_add(firsts);
    let (sum, over_too) = sum.overflowing_add(carry);
    (sum, (over | over_too) as u64)
}

/// With more literals than that in a block, all are looked at at once.
const FEW: u32 = 4;

/// Where a literal may begin that ends in the same block, with a byte behind it.
const COMPLETE: u64 = u64::MAX >> "false".len();

/// Looks at all literals that begin with these letters and are [`COMPLETE`]. Returns their bytes,
/// and bits that are wrong.
#[inline(always)]
fn many_literals<K: Kernel>(k: K, runs: &Runs<'_, K>, words: u64) -> (u64, u64) {
    let words = words & COMPLETE;
    let is = |byte, at: u32| k.equal(runs.block, byte) >> at;
    let (u, l) = (is(b'u', 0), is(b'l', 0));
    let e = is(b'e', 0);
    let trues = is(b't', 0) & is(b'r', 1) & u >> 2 & e >> 3;
    let nulls = is(b'n', 0) & u >> 1 & l >> 2 & l >> 3;
    let falses = is(b'f', 0) & is(b'a', 1) & l >> 2 & is(b's', 3) & e >> 4;
    let (four, five) = ((trues | nulls) & words, falses & words);
    let two = four | five;
    let two = two | two << 1;
    let behind = four << 4 | five << 5;
    let bad = words & !(four | five) | behind & runs.all;
    (two | two << 2 | five << 4, bad)
}

/// The length of the literal that `text` begins with, or 0 if there is none. (Which one it is,
/// nobody can foresee, so there is no branch for it.)
#[inline(always)]
fn literal(text: &[u8]) -> u32 {
    let Some((&first, &[fifth])) = text
        .first_chunk()
        .zip(text.get(4..).and_then(<[u8]>::first_chunk))
    else {
        return 0;
    };
    let first = u32::from_le_bytes(first);
    let is = |word: &[u8; 4]| u32::from(first == u32::from_le_bytes(*word));
    4 * (is(b"true") | is(b"null")) + 5 * (is(b"fals") & u32::from(fifth == b'e'))
}
