//! NEON: every 64-bit ARM CPU. There is nothing to detect, and no slower ARM to run on.
//!
//! A block is four vectors, dealt out like cards: byte `i` of the block is in vector `i % 4`. The
//! load does that by itself, and it pays twice. NEON has no instruction that gathers one bit of each
//! byte, but when four bits that belong together are in four vectors at the same place, three
//! selections and one narrowing make the mask. And the byte before each byte of three of the
//! vectors is there already, as another vector; so is the byte behind.
//!
//! Nor is there a `pext`. Tokens are class bytes in a buffer, squeezed together eight at a time by
//! a table with a row for each choice out of eight; their masks are taken when the window is full,
//! or a few blocks are complete.

mod tables;

use core::arch::{aarch64::*, asm};

use crate::scan::{
    brackets::{Brackets, Followed, Levels},
    pairs,
};

use super::{
    BLOCK, Classify, FULL, Kernel, Masks, Rows, Window, escape,
    functions::functions,
    list::{self, Room},
    proof::proven,
    scan::CheapMasks,
    utf8::{BYTE_1_HIGH, BYTE_1_LOW, BYTE_2_HIGH, CONTINUATIONS},
};
use tables::{SQUEEZE, class};

/// The features that this backend needs, for one of the macros in `proof`.
macro_rules! features {
    ($then:ident! $($rest:tt)*) => {
        $then! {
            ("neon")
            $($rest)*
        }
    };
}

/// The proof that the CPU has NEON, which is in the baseline of every target that this file is
/// compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Neon(());

impl Neon {
    /// The backend. This file is not compiled where the CPU might not have it.
    pub(super) const fn detect() -> Self {
        Self(())
    }
}

features! { functions! Neon }

type Quad = [uint8x16_t; 4];

/// Each position.
const IOTA: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// The classes of the tokens of a chunk. Eight bytes are written at a time, and 64 are read.
pub(super) struct Tokens([u8; FULL + 2 * BLOCK]);

/// The same for a few blocks.
pub(super) struct Few([u8; 2 * BLOCK + 8]);

/// A one in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The top bit of each byte.
const TOPS: u64 = 0x80 * ONES;

impl Masks for Neon {
    type Block = Quad;

    features! { proven!
        #[inline(always)]
        fn load(self, bytes: &[u8; BLOCK]) -> Quad {
            load(bytes)
        }

        #[inline(always)]
        fn load_tail(self, bytes: &[u8]) -> Quad {
            let spaces = vdupq_n_u8(b' ');
            let Some(last) = bytes.len().checked_sub(16) else {
                return dealt([load_short(bytes), spaces, spaces, spaces]);
            };
            // What is behind the end of the last 16 bytes comes from before it, and not at all from
            // where the index is behind the vector.
            dealt([0, 16, 32, 48].map(|at| {
                let from = last.min(at);
                let part = bytes.get(from..).and_then(<[u8]>::first_chunk);
                let index = vaddq_u8(vector(&IOTA), vdupq_n_u8((at - from) as u8));
                part.map_or(spaces, |part| vqtbx1q_u8(spaces, vector(part), index))
            }))
        }

        #[inline(always)]
        fn equal(self, block: Quad, byte: u8) -> u64 {
            let byte = vdupq_n_u8(byte);
            mask(block.map(|part| vceqq_u8(part, byte)))
        }

        #[inline(always)]
        fn highs(self, block: Quad) -> u64 {
            tops(block)
        }

        #[inline(always)]
        fn brackets(self, block: Quad) -> (u64, u64) {
            // Square ones differ in this bit only.
            let bit = vdupq_n_u8(0x20);
            let braces = block.map(|part| vorrq_u8(part, bit));
            let (open, close) = (vdupq_n_u8(b'{'), vdupq_n_u8(b'}'));
            (
                mask(braces.map(|part| vceqq_u8(part, open))),
                mask(braces.map(|part| vceqq_u8(part, close))),
            )
        }
    }
}

impl Classify for Neon {
    type Classes = Quad;

    features! { proven!
        #[inline(always)]
        fn blank(self) -> Quad {
            [vdupq_n_u8(b' '); 4]
        }

        #[inline(always)]
        fn controls(self, block: Quad) -> u64 {
            let first = vdupq_n_u8(0x20);
            mask(block.map(|part| vcltq_u8(part, first)))
        }

        #[inline(always)]
        fn unusual(self, block: Quad) -> u64 {
            let (backslash, first) = (vdupq_n_u8(b'\\'), vdupq_n_s8(0x20));
            mask(block.map(|part| {
                // As signed bytes, those above 0x7f are below 0x20 too.
                let low = vcltq_s8(vreinterpretq_s8_u8(part), first);
                vorrq_u8(low, vceqq_u8(part, backslash))
            }))
        }

        #[inline(always)]
        fn digits(self, block: Quad) -> u64 {
            let (zero, ten) = (vdupq_n_u8(b'0'), vdupq_n_u8(10));
            mask(block.map(|part| vcltq_u8(vsubq_u8(part, zero), ten)))
        }

        #[inline(always)]
        fn letter(self, block: Quad, letter: u8) -> u64 {
            let bit = vdupq_n_u8(0x20);
            Neon(()).equal(block.map(|part| vorrq_u8(part, bit)), letter)
        }

        #[inline(always)]
        fn classes(self, block: Quad) -> Quad {
            let control = vector(&class::CONTROL);
            let classes = lookup(block, &class::LOW, &class::HIGH);
            zip(classes, block, |class, part| {
                // A look-up behind the end of the table gives zero.
                vorrq_u8(class, vqtbl1q_u8(control, part))
            })
        }

        #[inline(always)]
        fn structural(self, classes: Quad, quotes: u64, within: u64) -> u64 {
            has(classes, class::OPEN | class::CLOSE | class::COMMA | class::COLON) & !within | quotes & within
        }

        #[inline(always)]
        fn others(self, classes: Quad, quotes: u64) -> u64 {
            let all = class::OPEN | class::CLOSE | class::COMMA | class::COLON | class::SPACE;
            !(has(classes, all) | quotes)
        }

        #[inline(always)]
        fn escapes(self, block: Quad) -> (u64, u64) {
            let classes = lookup(block, &escape::LOW, &escape::HIGH);
            (has(classes, escape::LETTER), has(classes, escape::HEX))
        }
    }
}

impl CheapMasks for Neon {
    features! { proven!
        #[inline(always)]
        fn either(self, a: Quad, b: Quad) -> Quad {
            zip(a, b, |a, b| vorrq_u8(a, b))
        }
    }
}

impl Kernel for Neon {
    type Tokens = Tokens;
    type Few = Few;

    #[inline(always)]
    fn follow(self, levels: &mut Levels, brackets: Brackets) -> Followed {
        levels.follow_each(brackets)
    }

    #[inline(always)]
    fn pairs(self, opens: u64, closes: u64, all: u64) -> (u64, u64) {
        pairs::by_carries(opens, closes, all)
    }

    features! { proven!
        #[inline(always)]
        fn bytes(self, block: Quad) -> [u8; BLOCK] {
            let mut bytes = [0; BLOCK];
            let [a, b, c, d] = block;
            // SAFETY: the reference covers the 64 bytes that are written.
            unsafe { vst4q_u8(bytes.as_mut_ptr(), uint8x16x4_t(a, b, c, d)) };
            bytes
        }

        #[inline(always)]
        fn is_plain(self, bytes: &[u8; BLOCK]) -> bool {
            let [a, b, c, d] = linear(bytes);
            let (quote, backslash) = (vdupq_n_u8(b'"'), vdupq_n_u8(b'\\'));
            let special = |part| vorrq_u8(vceqq_u8(part, quote), vceqq_u8(part, backslash));
            let low = vorrq_u8(special(a), special(b));
            let high = vorrq_u8(special(c), special(d));
            // As signed bytes, those above 0x7f are below 0x20 too.
            let [a, b, c, d] = [a, b, c, d].map(|part| vreinterpretq_s8_u8(part));
            let least = vminq_s8(vminq_s8(a, b), vminq_s8(c, d));
            let other = vcltq_s8(least, vdupq_n_s8(0x20));
            is_zero(vorrq_u8(vorrq_u8(low, high), other))
        }

        #[inline(always)]
        fn utf8_error(self, before: Quad, block: Quad) -> bool {
            utf8_error(before, block)
        }

        #[inline(always)]
        fn few(self) -> Few {
            Few([0; _])
        }

        #[inline(always)]
        fn brace(self) -> Few {
            let mut few = Few([0; _]);
            let [first, ..] = &mut few.0;
            *first = class::OPEN | class::BRACE;
            few
        }

        #[inline(always)]
        fn add(self, few: &mut Few, count: u32, classes: Quad, starts: u64, _strings: u64) -> () {
            append(&mut few.0, count as usize, classes, starts);
        }

        #[inline(always)]
        fn rows(self, few: &Few, count: u32) -> Rows {
            // What is behind the last token may be anything.
            let valid = !0_u64 >> (u64::BITS - count);
            let Rows { bracket, open_or_comma, brace_or_colon, string } =
                few.0.first_chunk().map_or_else(Rows::default, |tokens| rows(load(tokens)));
            Rows {
                bracket: bracket & valid,
                open_or_comma: open_or_comma & valid,
                brace_or_colon: brace_or_colon & valid,
                string: string & valid,
            }
        }

        #[inline(always)]
        fn no_tokens(self) -> Tokens {
            Tokens([0; _])
        }

        #[inline(always)]
        fn append(
            self,
            tokens: &mut Tokens,
            count: usize,
            classes: Quad,
            starts: u64,
            _strings: u64
        ) -> () {
            append(&mut tokens.0, count, classes, starts);
        }

        #[inline(always)]
        fn keep(self, tokens: &mut Tokens, first: usize, _count: usize) -> () {
            let kept = tokens.0.get(first..).and_then(<[u8]>::first_chunk::<BLOCK>).copied();
            if let (Some(kept), Some(room)) = (kept, tokens.0.first_chunk_mut()) {
                *room = kept;
            }
        }

        #[inline(always)]
        fn window(self, tokens: &Tokens, first: usize) -> Window {
            let Some(tokens) = tokens.0.get(first..).and_then(<[u8]>::first_chunk) else {
                return Window::default();
            };
            let tokens = load(tokens);
            Window {
                candidate: has(tokens, class::CANDIDATE),
                ..Window::from(rows(tokens))
            }
        }

        #[inline(always)]
        fn positions(self, mask: u64, base: u16, room: &mut Room) -> usize {
            list::positions(mask, base, room)
        }

        #[inline(always)]
        fn nth_bit(self, mask: u64, n: u32) -> u32 {
            let n = n.min(127);
            // How many bits there are up to and with each byte, and how many of these are too few.
            let bits = sums(mask);
            let few = (u64::from(n) * ONES | TOPS).wrapping_sub(bits) & TOPS;
            let bytes = few.count_ones();
            let at = bytes * 8;
            let Some(mut rest) = mask.checked_shr(at) else {
                return 64;
            };
            for _ in ((bits << 8) >> at & 0xff) as u32..n {
                rest &= rest.wrapping_sub(1);
            }
            at + rest.trailing_zeros()
        }
    }
}

/// A block, dealt out.
#[target_feature(enable = "neon")]
#[inline]
fn load(bytes: &[u8; BLOCK]) -> Quad {
    // SAFETY: the reference covers the 64 bytes that are read.
    let uint8x16x4_t(a, b, c, d) = unsafe { vld4q_u8(bytes.as_ptr()) };
    [a, b, c, d]
}

/// A block, one vector after another: where the order does not matter, a cheaper load.
#[target_feature(enable = "neon")]
#[inline]
fn linear(bytes: &[u8; BLOCK]) -> Quad {
    // SAFETY: the reference covers the 64 bytes that are read.
    let uint8x16x4_t(a, b, c, d) = unsafe { vld1q_u8_x4(bytes.as_ptr()) };
    [a, b, c, d]
}

/// Fewer than 16 bytes, and spaces behind them.
#[target_feature(enable = "neon")]
#[inline]
fn load_short(bytes: &[u8]) -> uint8x16_t {
    let len = bytes.len();
    // The first and the last of them, which may be the same, and one between.
    let word =
        |first: u64, last: u64, behind: usize| u128::from(first) | u128::from(last) << (8 * behind);
    let parts = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        word(
            u64::from_le_bytes(*first),
            u64::from_le_bytes(*last),
            len - 8,
        )
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let [first, last] = [first, last].map(|part| u64::from(u32::from_le_bytes(*part)));
        word(first, last, len - 4)
    } else if let ([first, ..], [.., last], Some(middle)) = (bytes, bytes, bytes.get(len / 2)) {
        let [first, middle, last] = [first, middle, last].map(|byte| u64::from(*byte));
        word(first, last, len - 1) | word(0, middle, len / 2)
    } else {
        0
    };
    let is_behind = vcgeq_u8(vector(&IOTA), vdupq_n_u8(len as u8));
    vbslq_u8(is_behind, vdupq_n_u8(b' '), vector(&parts.to_le_bytes()))
}

/// Vectors of a block in their order, dealt out.
#[target_feature(enable = "neon")]
#[inline]
fn dealt([a, b, c, d]: [uint8x16_t; 4]) -> Quad {
    let (even, even_too) = (vuzp1q_u8(a, b), vuzp1q_u8(c, d));
    let (odd, odd_too) = (vuzp2q_u8(a, b), vuzp2q_u8(c, d));
    [
        vuzp1q_u8(even, even_too),
        vuzp1q_u8(odd, odd_too),
        vuzp2q_u8(even, even_too),
        vuzp2q_u8(odd, odd_too),
    ]
}

#[target_feature(enable = "neon")]
#[inline]
fn vector(bytes: &[u8; 16]) -> uint8x16_t {
    // SAFETY: the reference covers the 16 bytes that are read.
    unsafe { vld1q_u8(bytes.as_ptr()) }
}

#[inline(always)]
fn zip(one: Quad, two: Quad, f: impl Fn(uint8x16_t, uint8x16_t) -> uint8x16_t) -> Quad {
    let ([a, b, c, d], [e, g, h, i]) = (one, two);
    [f(a, e), f(b, g), f(c, h), f(d, i)]
}

/// The mask of bytes that are all ones or all zeros.
#[target_feature(enable = "neon")]
#[inline]
fn mask(block: Quad) -> u64 {
    let [a, b, c, d] = block;
    // Four bytes in a row are four bits of one byte then, and the same again in its other half.
    let (even, low_pairs) = (vdupq_n_u8(0x55), vdupq_n_u8(0x33));
    let four = select(low_pairs, select(even, a, b), select(even, c, d));
    // The upper half of one byte and the lower half of the next are eight bits in the middle of
    // sixteen.
    let eight = vshrn_n_u16::<4>(vreinterpretq_u16_u8(four));
    vget_lane_u64::<0>(vreinterpret_u64_u8(eight))
}

/// The bits of `a` where `from_a` has them set, else those of `b`. (There is an intrinsic function, but
/// of a selection by a constant the compiler makes three instructions.)
#[target_feature(enable = "neon")]
#[inline]
fn select(from_a: uint8x16_t, mut a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
    // SAFETY: the instruction does nothing but that.
    unsafe {
        asm!(
            "bif {a:v}.16b, {b:v}.16b, {from_a:v}.16b",
            a = inout(vreg) a,
            b = in(vreg) b,
            from_a = in(vreg) from_a,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    a
}

/// The top bits of the bytes.
#[target_feature(enable = "neon")]
#[inline]
fn tops(block: Quad) -> u64 {
    mask(block.map(|part| vcltzq_s8(vreinterpretq_s8_u8(part))))
}

/// The bytes that have one of these bits.
#[target_feature(enable = "neon")]
#[inline]
fn has(block: Quad, bits: u8) -> u64 {
    let bits = vdupq_n_u8(bits);
    mask(block.map(|part| vtstq_u8(part, bits)))
}

#[target_feature(enable = "neon")]
#[inline]
fn is_zero(vector: uint8x16_t) -> bool {
    vmaxvq_u32(vreinterpretq_u32_u8(vector)) == 0
}

#[target_feature(enable = "neon")]
#[inline]
fn lower(bytes: uint8x16_t) -> uint8x16_t {
    vandq_u8(bytes, vdupq_n_u8(0x0f))
}

#[target_feature(enable = "neon")]
#[inline]
fn upper(bytes: uint8x16_t) -> uint8x16_t {
    vshrq_n_u8::<4>(bytes)
}

/// What the tables of the lower and the upper halves both say.
#[target_feature(enable = "neon")]
#[inline]
fn lookup(block: Quad, low: &[u8; 16], high: &[u8; 16]) -> Quad {
    let (low, high) = (vector(low), vector(high));
    block.map(|part| vandq_u8(vqtbl1q_u8(low, lower(part)), vqtbl1q_u8(high, upper(part))))
}

/// What tokens are, by their classes.
#[target_feature(enable = "neon")]
#[inline]
fn rows(tokens: Quad) -> Rows {
    Rows {
        bracket: has(tokens, class::OPEN | class::CLOSE),
        open_or_comma: has(tokens, class::OPEN | class::COMMA),
        brace_or_colon: has(tokens, class::BRACE | class::COLON),
        string: has(tokens, class::STRING),
    }
}

/// How many bits are set up to and with each byte.
#[target_feature(enable = "neon")]
#[inline]
fn sums(mask: u64) -> u64 {
    let counts = vget_lane_u64::<0>(vreinterpret_u64_u8(vcnt_u8(vcreate_u8(mask))));
    counts.wrapping_mul(ONES)
}

#[target_feature(enable = "neon")]
#[inline]
fn append(tokens: &mut [u8], count: usize, classes: Quad, starts: u64) {
    let Some(room) = tokens
        .get_mut(count..)
        .and_then(<[u8]>::first_chunk_mut::<{ BLOCK + 8 }>)
    else {
        return;
    };
    // The top bit of each byte from the byte behind it, which makes a quote a candidate. Behind
    // the last one may be anything.
    let [a, b, c, d] = classes;
    let behind = [b, c, d, vextq_u8::<1>(a, vdupq_n_u8(0xff))];
    let top = vdupq_n_u8(class::CANDIDATE);
    let [a, b, c, d] = zip(behind, classes, |behind, class| select(top, behind, class));
    // Back in the order of the block.
    let (ac, bd) = (vzip1q_u8(a, c), vzip1q_u8(b, d));
    let (ac_too, bd_too) = (vzip2q_u8(a, c), vzip2q_u8(b, d));
    let ordered = [
        vzip1q_u8(ac, bd),
        vzip2q_u8(ac, bd),
        vzip1q_u8(ac_too, bd_too),
        vzip2q_u8(ac_too, bd_too),
    ];
    // Where the tokens of each eight bytes go.
    let mut to = sums(starts) << 8;
    let mut choices = starts;
    for part in ordered {
        for eight in [part, vextq_u8::<8>(part, part)] {
            let row = SQUEEZE.get((choices & 0xff) as usize);
            let place = room.get_mut((to & 0x3f) as usize..);
            if let (Some(row), Some(place)) = (row, place.and_then(<[u8]>::first_chunk_mut)) {
                squeeze(place, eight, row);
            }
            choices >>= 8;
            to >>= 8;
        }
    }
}

/// Writes the bytes of the first eight that the row names, and something behind them.
#[target_feature(enable = "neon")]
#[inline]
fn squeeze(to: &mut [u8; 8], bytes: uint8x16_t, row: &[u8; 8]) {
    // SAFETY: the reference covers the eight bytes that are read.
    let row = unsafe { vld1_u8(row.as_ptr()) };
    let squeezed = vqtbl1_u8(bytes, row);
    // SAFETY: the reference covers the eight bytes that are written.
    unsafe { vst1_u8(to.as_mut_ptr(), squeezed) };
}

/// As in the AVX-512 backend; only that most of the bytes before are at hand.
#[target_feature(enable = "neon")]
#[inline]
fn utf8_error(before: Quad, block: Quad) -> bool {
    let [_, b0, c0, d0] = before;
    let [a, b, c, d] = block;
    let b0 = vextq_u8::<15>(b0, b);
    let c0 = vextq_u8::<15>(c0, c);
    let d0 = vextq_u8::<15>(d0, d);

    let (byte_1_high, byte_1_low) = (vector(&BYTE_1_HIGH), vector(&BYTE_1_LOW));
    let byte_2_high = vector(&BYTE_2_HIGH);
    let pairs = zip([d0, a, b, c], block, |first, second| {
        let first = vandq_u8(
            vqtbl1q_u8(byte_1_high, upper(first)),
            vqtbl1q_u8(byte_1_low, lower(first)),
        );
        vandq_u8(first, vqtbl1q_u8(byte_2_high, upper(second)))
    });
    let wanted = zip([c0, d0, a, b], [b0, c0, d0, a], |before_2, before_3| {
        let third = vqsubq_u8(before_2, vdupq_n_u8(0xe0 - 0x80));
        let fourth = vqsubq_u8(before_3, vdupq_n_u8(0xf0 - 0x80));
        vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(CONTINUATIONS))
    });
    let [a, b, c, d] = zip(wanted, pairs, |wanted, pair| veorq_u8(wanted, pair));
    !is_zero(vorrq_u8(vorrq_u8(a, b), vorrq_u8(c, d)))
}
