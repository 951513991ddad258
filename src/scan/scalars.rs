//! Numbers and literals, a block at a time (E10). What is one byte after another in
//! [`Number`](super::number::Number) is one shift here, for all numbers of the block at once.
//!
//! A *run* is a stretch of bytes outside strings that are neither structural nor whitespace. It has
//! to be a number or a literal. For a number it is enough that each byte may follow the one
//! before, that the point comes right behind the digits the number begins with, and the exponent
//! right behind those or the digits behind the point. "Right behind a stretch of digits" is an
//! addition: a one at the first digit carries through all of them.

use super::number::ends_scalar;
use crate::simd::Kernel;

/// What the runs at the end of a block leave for the next: each bit 0 says of the last byte that
/// it is, or is in, ...
#[derive(Clone, Copy, Default)]
pub(super) struct Scalars {
    /// the minus sign that a number begins with,
    first_minus: u64,
    /// a zero that a number begins with,
    first_zero: u64,
    /// the digits that a number begins with,
    integer: u64,
    point: u64,
    /// the digits behind the point,
    fraction: u64,
    e: u64,
    /// the sign of an exponent or a number.
    sign: u64,
    /// The first bytes of the block that belong to a literal, which was checked.
    literal: u64,
}

impl Scalars {
    /// Behind a block whose numbers are only digits, as is known, and that ends before `position`.
    #[inline(always)]
    pub(super) fn behind_digits(runs: u64, body: &[u8], position: usize) -> Self {
        let is_first = runs >> 62 == 0b10;
        let last = position.checked_sub(1).and_then(|at| body.get(at));
        Self {
            integer: runs >> 63,
            first_zero: u64::from(is_first && last == Some(&b'0')),
            ..Self::default()
        }
    }

    /// Whether the next block has to begin with more of a number.
    #[inline(always)]
    pub(super) const fn is_open(&self) -> bool {
        self.point | self.e | self.sign != 0
    }

    /// Checks the runs of a block, of which `firsts` are the first bytes; returns bits that are wrong.
    #[inline(always)]
    pub(super) fn next<K: Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        runs: u64,
        firsts: u64,
        body: &[u8],
        position: usize,
    ) -> u64 {
        let (digits, minuses) = (k.digits(block) & runs, k.equal(block, b'-') & runs);
        let mut bad = 0;
        let mut literals = self.literal;
        self.literal = 0;
        let mut words = firsts & !(digits | minuses);
        while words != 0 {
            let at = words.trailing_zeros();
            words &= words - 1;
            let text = body.get(position + at as usize..).unwrap_or_default();
            let len = literal(text);
            let end = at + len;
            literals |= ((1 << len) - 1) << at;
            bad |= u64::from(len == 0);
            if end < u64::BITS {
                bad |= runs >> end & 1;
            } else {
                // What is behind it is not in this block.
                let byte = text.get(len as usize);
                bad |= u64::from(!byte.is_some_and(|&byte| ends_scalar(byte)));
                self.literal = (1 << (end - u64::BITS)) - 1;
            }
        }
        let (runs, firsts) = (runs & !literals, firsts & !literals);
        let open = self.point | self.fraction | self.e | self.sign;
        if runs & !digits | open == 0 {
            let first_zeros = firsts & k.equal(block, b'0');
            bad |= (first_zeros << 1 | self.first_zero) & runs;
            self.first_zero = first_zeros >> 63;
            // Digits all over the block that go on with a number may be those of its exponent.
            if runs != !0 || firsts != 0 {
                self.integer = runs >> 63;
            }
            return bad;
        }
        bad | self.numbers(k, block, runs, firsts, digits, minuses)
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
        let mut bad = 0;
        let points = k.equal(block, b'.') & runs;
        let es = (k.equal(block, b'e') | k.equal(block, b'E')) & runs;
        let pluses = k.equal(block, b'+') & runs;
        let signs = minuses | pluses;
        bad |= runs & !(digits | points | es | signs);

        let first_minuses = minuses & firsts;
        let first_digits = digits & (firsts | first_minuses << 1 | self.first_minus);
        let first_zeros = first_digits & k.equal(block, b'0');
        let behind_point = points << 1 | self.point;
        let behind_e = es << 1 | self.e;
        let behind_sign = signs << 1 | self.sign;
        bad |= firsts & !(digits | minuses);
        bad |= (first_zeros << 1 | self.first_zero) & digits;
        bad |= (behind_point | behind_sign) & !digits | behind_e & !(digits | signs);
        bad |= pluses & !behind_e | minuses & !(behind_e | firsts);
        let (behind_integer, integer) = behind(digits, first_digits, self.integer);
        let (behind_fraction, fraction) = behind(digits, behind_point & digits, self.fraction);
        bad |= points & !behind_integer | es & !(behind_integer | behind_fraction);

        self.first_minus = first_minuses >> 63;
        self.first_zero = first_zeros >> 63;
        self.integer = integer;
        self.point = points >> 63;
        self.fraction = fraction;
        self.e = es >> 63;
        self.sign = signs >> 63;
        bad
    }
}

/// The bytes right behind the stretches of digits that begin at `firsts`, or with the first byte
/// if `carry` is 1; and the carry for the next block.
#[inline(always)]
const fn behind(digits: u64, firsts: u64, carry: u64) -> (u64, u64) {
    let (sum, over) = digits.overflowing_add(firsts);
    let (sum, over_too) = sum.overflowing_add(carry);
    (sum & !digits, (over | over_too) as u64)
}

/// The length of the literal that `text` begins with, or 0 if there is none. (Which one it is, nobody can
/// foresee, so there is no branch for it.)
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
