//! Masks without a vector unit.

use super::{BLOCK, Masks};

/// A one in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// A bit in each byte, in the lowest the lowest.
const BITS: u64 = 0x8040_2010_0804_0201;

/// What every CPU has.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

impl Masks for Portable {
    type Block = [u8; BLOCK];

    #[inline(always)]
    fn load(self, bytes: &[u8; BLOCK]) -> [u8; BLOCK] {
        *bytes
    }

    #[inline(always)]
    fn load_tail(self, bytes: &[u8]) -> [u8; BLOCK] {
        let mut block = [b' '; BLOCK];
        if let Some(start) = block.get_mut(..bytes.len()) {
            start.copy_from_slice(bytes);
        }
        block
    }

    #[inline(always)]
    fn equal(self, block: [u8; BLOCK], byte: u8) -> u64 {
        // The compiler turns this into vector compares, if there are any.
        mask(block.map(|other| if other == byte { 0xff } else { 0 }))
    }

    #[inline(always)]
    fn highs(self, block: [u8; BLOCK]) -> u64 {
        mask(block.map(|byte| if byte > 0x7f { 0xff } else { 0 }))
    }

    #[inline(always)]
    fn brackets(self, block: [u8; BLOCK]) -> (u64, u64) {
        // Square ones differ in this bit only.
        let braces = block.map(|byte| byte | 0x20);
        (self.equal(braces, b'{'), self.equal(braces, b'}'))
    }
}

/// Bit by bit, for tests.
#[cfg(test)]
impl super::Bits for Portable {
    fn extract(self, mask: u64, from: u64) -> u64 {
        let places = (0..u64::BITS).filter(|at| from >> at & 1 != 0);
        (0..)
            .zip(places)
            .fold(0, |bits, (to, at)| bits | (mask >> at & 1) << to)
    }

    fn deposit(self, mask: u64, to: u64) -> u64 {
        let places = (0..u64::BITS).filter(|at| to >> at & 1 != 0);
        (0..)
            .zip(places)
            .fold(0, |bits, (from, at)| bits | (mask >> from & 1) << at)
    }
}

/// From all ones or all zeros in each byte to a bit.
#[inline(always)]
fn mask(bytes: [u8; BLOCK]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    let places = (0..u64::BITS).step_by(8);
    words.iter().zip(places).fold(0, |mask, (word, at)| {
        // The sum of the bytes, of which each has a bit of its own, comes out in the highest.
        let sum = (u64::from_le_bytes(*word) & BITS).wrapping_mul(ONES);
        mask | sum >> 56 << at
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for at in 0..BLOCK {
            for byte in 0..=u8::MAX {
                for other in [b'x', 0, 0xff, byte ^ 1, byte ^ 0x80, byte.wrapping_add(1)] {
                    let mut bytes = [other; BLOCK];
                    if let Some(place) = bytes.get_mut(at) {
                        *place = byte;
                    }
                    let mask = Portable.equal(Portable.load(&bytes), byte);
                    let rest = if other == byte { !0 } else { 0 };
                    assert_eq!(mask, rest | 1 << at);
                }
            }
        }
    }

    #[test]
    fn spaces_behind_every_tail() {
        let bytes = [b'x'; BLOCK];
        for len in 0..BLOCK {
            let block = Portable.load_tail(bytes.get(..len).unwrap_or_default());
            let expected = (1 << len) - 1;
            assert_eq!(Portable.equal(block, b'x'), expected);
            assert_eq!(Portable.equal(block, b' '), !expected);
        }
    }

    #[test]
    fn xor_of_all_below() {
        for mask in [0, 1, 0x8000_0000_0000_0000, 0x1234_5678_9abc_def1, !0] {
            for shift in 0..64 {
                let mask = u64::rotate_left(mask, shift);
                let sum = Portable.prefix_xor(mask);
                for bit in 0..64 {
                    let below = mask & (!0 >> (63 - bit));
                    assert_eq!(sum >> bit & 1, u64::from(below.count_ones() % 2));
                }
            }
        }
    }
}
