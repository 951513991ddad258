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
    /// Whether the last block had a number that is no positive integer.
    was_number: bool,
}

impl Scalars {
    /// What blocks with integers only leave, of which the last byte is in one (`run`), and is a zero
    /// that it begins with.
    #[inline(always)]
    pub(super) fn behind_integers(run: u64, first_zero: u64) -> Self {
        Self {
            integer: run,
            first_zero,
            ..Self::default()
        }
    }

    #[inline(always)]
    pub(super) const fn first_zero(&self) -> u64 {
        self.first_zero
    }

    #[inline(always)]
    pub(super) const fn was_number(&self) -> bool {
        self.was_number
    }

    /// Not 0 if something goes on that is no positive integer. Bit 0 of `run`: the last byte was in
    /// a number or literal.
    #[inline(always)]
    pub(super) const fn pending(&self, run: u64) -> u64 {
        self.integer ^ run | self.fraction | self.point | self.e | self.sign | self.literal
    }

    /// Checks the runs of a block; returns bits that are wrong.
    #[inline(always)]
    pub(super) fn next<K: Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        run: u64,
        starts: u64,
        body: &[u8],
        position: usize,
    ) -> u64 {
        self.was_number = false;
        let digits = k.digits(block) & run;
        let zeros = k.equal(block, b'0');
        if run & !digits | self.point | self.e | self.sign | self.literal == 0 {
            // Integers only.
            return self.integers(digits, zeros, starts);
        }
        let mut bad = 0;
        let mut literals = self.literal;
        self.literal = 0;
        let mut words =
            starts & (k.equal(block, b't') | k.equal(block, b'f') | k.equal(block, b'n'));
        while words != 0 {
            let at = words.trailing_zeros();
            words &= words - 1;
            let len = literal(body, position + at as usize);
            bad |= u64::from(len == 0);
            let bits = ((1_u128 << len) - 1) << at;
            literals |= bits as u64;
            self.literal |= (bits >> 64) as u64;
        }
        let (run, starts) = (run & !literals, starts & !literals);
        bad | if run & !digits | self.point | self.e | self.sign == 0 {
            self.integers(digits, zeros, starts)
        } else {
            self.numbers(k, block, run, starts, digits, zeros)
        }
    }

    #[inline(always)]
    fn integers(&mut self, digits: u64, zeros: u64, starts: u64) -> u64 {
        let first_zeros = starts & zeros;
        let bad = (first_zeros << 1 | self.first_zero) & digits;
        self.first_zero = first_zeros >> 63;
        (_, self.integer) = behind(digits, starts, self.integer);
        (_, self.fraction) = behind(digits, 0, self.fraction);
        bad
    }

    #[inline(always)]
    fn numbers<K: Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        run: u64,
        starts: u64,
        digits: u64,
        zeros: u64,
    ) -> u64 {
        self.was_number = true;
        let mut bad = 0;
        let points = k.equal(block, b'.') & run;
        let es = (k.equal(block, b'e') | k.equal(block, b'E')) & run;
        let minuses = k.equal(block, b'-') & run;
        let pluses = k.equal(block, b'+') & run;
        let signs = minuses | pluses;
        bad |= run & !(digits | points | es | signs);

        let first_minuses = minuses & starts;
        let first_digits = digits & (starts | first_minuses << 1 | self.first_minus);
        let first_zeros = first_digits & zeros;
        let behind_point = points << 1 | self.point;
        let behind_e = es << 1 | self.e;
        let behind_sign = signs << 1 | self.sign;
        bad |= starts & !(digits | minuses);
        bad |= (first_zeros << 1 | self.first_zero) & digits;
        bad |= (behind_point | behind_sign) & !digits | behind_e & !(digits | signs);
        bad |= pluses & !behind_e | minuses & !(behind_e | starts);
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

/// Whether `others`, which are bytes of a `run`, all belong to literals that end before the last byte
/// of the block.
#[inline(always)]
pub(super) fn are_literals(
    mut others: u64,
    run: u64,
    starts: u64,
    body: &[u8],
    position: usize,
) -> bool {
    let mut firsts = starts & others;
    while firsts != 0 {
        let at = firsts.trailing_zeros();
        firsts &= firsts - 1;
        let text = body.get(position + at as usize..).unwrap_or_default();
        let len = match text.first_chunk::<4>() {
            Some(b"true" | b"null") => 4,
            Some(b"fals") if text.get(4) == Some(&b'e') => 5,
            _ => return false,
        };
        let end = at + len;
        if end >= u64::BITS || run >> end & 1 != 0 {
            return false;
        }
        others &= !(((1 << len) - 1) << at);
    }
    others == 0
}

/// The length of the literal at a position, or 0 if there is none.
#[inline(always)]
fn literal(body: &[u8], position: usize) -> u32 {
    let len = match body.get(position..) {
        Some([b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..]) => 4,
        Some([b'f', b'a', b'l', b's', b'e', ..]) => 5,
        _ => return 0,
    };
    match body.get(position + len as usize) {
        Some(&byte) if ends_scalar(byte) => len,
        _ => 0,
    }
}
