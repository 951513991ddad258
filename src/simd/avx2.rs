//! AVX2 with BMI2: Haswell and later, Zen and later. (On Zen 1 and 2 `pext` is slow, and so is this
//! backend.) A block is two vectors; tokens are kept as masks, squeezed together by `pext`.

mod tables;

use core::arch::x86_64::*;

use crate::scan::{
    brackets::{Brackets, Followed, Levels},
    pairs,
};

use super::{
    BLOCK, Bits, Classify, FULL, Kernel, Masks, Rows, Window, escape,
    functions::functions,
    list::{self, Room},
    proof::{detected, opaque, proven},
    scan::CheapMasks,
};
use tables::{MARKED, SPACES, class};

/// The features that this backend needs, for one of the macros in `proof`.
macro_rules! features {
    ($then:ident! $($rest:tt)*) => {
        $then! {
            ("avx2", "bmi1", "bmi2", "lzcnt", "popcnt", "pclmulqdq")
            $($rest)*
        }
    };
}

/// An operation on both halves of a block. Not `map`: where the compiler leaves that a function of
/// its own, which it may, it is one without AVX2.
macro_rules! each {
    ($block:expr, |$half:ident| $result:expr) => {{
        let [low, high] = $block;
        let each = |$half| $result;
        [each(low), each(high)]
    }};
}

/// The proof that the CPU has these features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Avx2(());

impl Avx2 {
    /// The backend, if this CPU has it.
    pub(super) fn detect() -> Option<Self> {
        features!(detected!).then_some(Self(()))
    }
}

features! { functions! Avx2 }

type Pair = [__m256i; 2];

/// What 64 bytes are.
#[derive(Clone, Copy)]
pub(super) struct Classes {
    bits: Pair,
    /// All ones for those that are [`MARKED`].
    marked: Pair,
}

/// [`Masks::load_tail`] for any number of bytes.
#[cold]
#[target_feature(enable = "avx2")]
fn load_short(bytes: &[u8]) -> Pair {
    let mut block = [b' '; BLOCK];
    for (to, from) in block.iter_mut().zip(bytes) {
        *to = *from;
    }
    load(&block)
}

/// The tokens of a chunk: the bits by which they are told apart, each in a row of its own. (Side by
/// side the compiler would read with one load what it has written with four stores, and wait for
/// them.)
pub(super) struct Tokens([[u64; FULL / BLOCK + 2]; 4]);

impl Tokens {
    /// 64 tokens from `first` on.
    #[inline(always)]
    fn at(&self, first: usize) -> [u64; 4] {
        let at = first as u32 % 64;
        let mut bits = [0; 4];
        for (bits, row) in bits.iter_mut().zip(&self.0) {
            if let Some([low, high]) = row.get(first / 64..).and_then(<[_]>::first_chunk) {
                *bits = low >> at | high << 1 << (63 - at);
            }
        }
        bits
    }
}

impl Masks for Avx2 {
    type Block = Pair;

    features! { proven!
        #[inline(always)]
        fn load(self, bytes: &[u8; BLOCK]) -> Pair {
            load(bytes)
        }

        #[inline(always)]
        fn load_tail(self, bytes: &[u8]) -> Pair {
            let Some(last) = bytes.last_chunk::<4>().filter(|_| bytes.len() < BLOCK) else {
                return load_short(bytes);
            };
            // Whole words by a masked load. The word that the end cuts: what is left of the last four
            // bytes when those before it are shifted out, put where the whole words end.
            let (words, cut) = ((bytes.len() / 4) as i32, bytes.len() % 4 * 8);
            let part = (u64::from(u32::from_le_bytes(*last)) >> (32 - cut)) as i32;
            let spaces = load(SPACES.get(BLOCK - bytes.len()..).and_then(<[u8]>::first_chunk).unwrap_or(&[b' '; BLOCK]));
            let [low, high] = spaces;
            let half = |spaces, first: i32| {
                let iota = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
                let index = _mm256_add_epi32(iota, _mm256_set1_epi32(first));
                let end = _mm256_set1_epi32(words);
                let at = bytes.as_ptr().cast::<i32>().wrapping_add(first as usize);
                // SAFETY: words whose mask bit is clear are not read, and the slice covers the others.
                let whole = unsafe { _mm256_maskload_epi32(at, _mm256_cmpgt_epi32(end, index)) };
                let part = _mm256_and_si256(_mm256_set1_epi32(part), _mm256_cmpeq_epi32(end, index));
                _mm256_or_si256(_mm256_or_si256(whole, part), spaces)
            };
            [half(low, 0), half(high, 8)]
        }

        #[inline(always)]
        fn equal(self, block: Pair, byte: u8) -> u64 {
            let byte = _mm256_set1_epi8(byte.cast_signed());
            mask(each!(block, |half| _mm256_cmpeq_epi8(half, byte)))
        }

        #[inline(always)]
        fn prefix_xor(self, mask: u64) -> u64 {
            // Not by a deposit of bits, as in the AVX-512 backend: Zen 1 and 2 are slow at it, and
            // skimming, which needs none elsewhere, would suffer.
            let mask = _mm_set_epi64x(0, mask.cast_signed());
            _mm_cvtsi128_si64(_mm_clmulepi64_si128::<0>(mask, _mm_set1_epi8(-1))).cast_unsigned()
        }

        #[inline(always)]
        fn highs(self, block: Pair) -> u64 {
            mask(block)
        }

        #[inline(always)]
        fn apart(self, mask: u64) -> u64 {
            opaque(mask)
        }

        #[inline(always)]
        fn brackets(self, block: Pair) -> (u64, u64) {
            // Square ones differ in this bit only.
            let bit = _mm256_set1_epi8(0x20);
            let braces = each!(block, |half| _mm256_or_si256(half, bit));
            let open = _mm256_set1_epi8(b'{'.cast_signed());
            let close = _mm256_set1_epi8(b'}'.cast_signed());
            (
                mask(each!(braces, |half| _mm256_cmpeq_epi8(half, open))),
                mask(each!(braces, |half| _mm256_cmpeq_epi8(half, close))),
            )
        }
    }
}

impl Classify for Avx2 {
    type Classes = Classes;

    features! { proven!
        #[inline(always)]
        fn blank(self) -> Pair {
            [_mm256_set1_epi8(0x20); 2]
        }

        #[inline(always)]
        fn controls(self, block: Pair) -> u64 {
            let last = _mm256_set1_epi8(0x1f);
            mask(each!(block, |half| _mm256_cmpeq_epi8(_mm256_min_epu8(half, last), half)))
        }

        #[inline(always)]
        fn unusual(self, block: Pair) -> u64 {
            let backslash = _mm256_set1_epi8(b'\\'.cast_signed());
            mask(each!(block, |half| {
                // As signed bytes, those above 0x7f are below 0x20 too.
                let low = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), half);
                _mm256_or_si256(low, _mm256_cmpeq_epi8(half, backslash))
            }))
        }

        #[inline(always)]
        fn digits(self, block: Pair) -> u64 {
            let (zero, nine) = (_mm256_set1_epi8(b'0'.cast_signed()), _mm256_set1_epi8(9));
            mask(each!(block, |half| {
                let offset = _mm256_sub_epi8(half, zero);
                _mm256_cmpeq_epi8(_mm256_min_epu8(offset, nine), offset)
            }))
        }

        #[inline(always)]
        fn letter(self, block: Pair, letter: u8) -> u64 {
            let bit = _mm256_set1_epi8(0x20);
            Avx2(()).equal(each!(block, |half| _mm256_or_si256(half, bit)), letter)
        }

        #[inline(always)]
        fn nondigits(self, classes: Classes, _block: Pair) -> u64 {
            !bit::<{ 7 - class::DIGIT }>(classes.bits)
        }

        #[inline(always)]
        fn classes(self, block: Pair) -> Classes {
            let marked = table(&MARKED);
            Classes {
                bits: lookup(block, &class::LOW, &class::HIGH),
                marked: each!(block, |half| _mm256_cmpeq_epi8(_mm256_shuffle_epi8(marked, half), half)),
            }
        }

        #[inline(always)]
        fn structural(self, classes: Classes, quotes: u64, within: u64) -> u64 {
            has(classes.bits, class::STRUCTURAL) & !within | quotes & within
        }

        #[inline(always)]
        fn others(self, classes: Classes, quotes: u64) -> u64 {
            !(has(classes.bits, class::STRUCTURAL | class::SPACE) | quotes)
        }

        #[inline(always)]
        fn zeros(self, classes: Classes, _block: Pair) -> u64 {
            mask(classes.marked)
        }

        #[inline(always)]
        fn escapes(self, block: Pair) -> (u64, u64) {
            let classes = lookup(block, &escape::LOW, &escape::HIGH);
            (has(classes, escape::LETTER), has(classes, escape::HEX))
        }
    }
}

impl CheapMasks for Avx2 {
    features! { proven!
        #[inline(always)]
        fn either(self, a: Pair, b: Pair) -> Pair {
            let ([a, b], [c, d]) = (a, b);
            [_mm256_or_si256(a, c), _mm256_or_si256(b, d)]
        }
    }
}

impl Bits for Avx2 {
    features! { proven!
        #[inline(always)]
        fn extract(self, mask: u64, from: u64) -> u64 {
            _pext_u64(mask, from)
        }

        #[inline(always)]
        fn deposit(self, mask: u64, to: u64) -> u64 {
            _pdep_u64(mask, to)
        }
    }
}

impl Kernel for Avx2 {
    type Tokens = Tokens;
    type Few = Rows;

    #[inline(always)]
    fn follow(self, levels: &mut Levels, brackets: Brackets) -> Followed {
        levels.follow_runs(self, brackets)
    }

    #[inline(always)]
    fn pairs(self, opens: u64, closes: u64, all: u64) -> (u64, u64) {
        pairs::by_bits(self, opens, closes, all)
    }

    features! { proven!
        #[inline(always)]
        fn bytes(self, block: Pair) -> [u8; BLOCK] {
            let mut bytes = [0; BLOCK];
            if let ([first, second], _) = bytes.as_chunks_mut::<{ BLOCK / 2 }>() {
                let [low, high] = block;
                // SAFETY: the reference covers the 32 bytes that are written.
                unsafe { _mm256_storeu_si256(first.as_mut_ptr().cast(), low) };
                // SAFETY: the same.
                unsafe { _mm256_storeu_si256(second.as_mut_ptr().cast(), high) };
            }
            bytes
        }

        #[inline(always)]
        fn is_plain(self, bytes: &[u8; BLOCK]) -> bool {
            let quote = _mm256_set1_epi8(b'"'.cast_signed());
            let backslash = _mm256_set1_epi8(b'\\'.cast_signed());
            // As signed bytes, those above 0x7f are below 0x20 too.
            let first = _mm256_set1_epi8(0x20);
            let [low, high] = each!(load(bytes), |half| {
                let special = _mm256_or_si256(
                    _mm256_cmpeq_epi8(half, quote),
                    _mm256_cmpeq_epi8(half, backslash),
                );
                _mm256_or_si256(special, _mm256_cmpgt_epi8(first, half))
            });
            let any = _mm256_or_si256(low, high);
            _mm256_testz_si256(any, any) != 0
        }

        #[inline(always)]
        fn utf8_error(self, before: Pair, block: Pair) -> bool {
            let [_, before] = before;
            let [low, high] = block;
            let errors = _mm256_or_si256(utf8_errors(before, low), utf8_errors(low, high));
            _mm256_testz_si256(errors, errors) == 0
        }

        #[inline(always)]
        fn few(self) -> Rows {
            Rows::default()
        }

        #[inline(always)]
        fn brace(self) -> Rows {
            Rows::BRACE
        }

        #[inline(always)]
        fn add(self, few: &mut Rows, count: u32, classes: Classes, starts: u64, strings: u64) -> () {
            let tokens = Rows {
                bracket: _pext_u64(bit::<{ 7 - class::BRACKET }>(classes.bits), starts),
                open_or_comma: _pext_u64(bit::<{ 7 - class::OPEN_OR_COMMA }>(classes.bits), starts),
                brace_or_colon: _pext_u64(bit::<{ 7 - class::BRACE_OR_COLON }>(classes.bits), starts),
                string: _pext_u64(strings, starts),
            };
            few.add(tokens, count);
        }

        #[inline(always)]
        fn rows(self, few: &Rows, _count: u32) -> Rows {
            *few
        }

        #[inline(always)]
        fn no_tokens(self) -> Tokens {
            Tokens([[0; _]; 4])
        }

        #[inline(always)]
        fn append(
            self,
            tokens: &mut Tokens,
            count: usize,
            classes: Classes,
            starts: u64,
            strings: u64
        ) -> () {
            // The byte behind the last one is not known here.
            let candidates = strings & (mask(classes.marked) >> 1 | 1 << 63);
            let masks = [
                bit::<{ 7 - class::BRACKET }>(classes.bits) | candidates,
                bit::<{ 7 - class::OPEN_OR_COMMA }>(classes.bits),
                bit::<{ 7 - class::BRACE_OR_COLON }>(classes.bits),
                strings,
            ];
            // A multiplication, which has both words of what a shift moves over the end of one.
            let at = opaque(1 << (count % 64));
            for (row, mask) in tokens.0.iter_mut().zip(masks) {
                if let Some([first, next]) = row.get_mut(count / 64..).and_then(<[_]>::first_chunk_mut) {
                    let shifted = u128::from(_pext_u64(mask, starts)) * u128::from(at);
                    *first |= shifted as u64;
                    *next = (shifted >> 64) as u64;
                }
            }
        }

        #[inline(always)]
        fn keep(self, tokens: &mut Tokens, first: usize, count: usize) -> () {
            let kept = tokens.at(first);
            for ([first, ..], kept) in tokens.0.iter_mut().zip(kept) {
                *first = _bzhi_u64(kept, count as u32);
            }
        }

        #[inline(always)]
        fn window(self, tokens: &Tokens, first: usize) -> Window {
            let [bracket, open_or_comma, brace_or_colon, string] = tokens.at(first);
            Window {
                candidate: bracket & string,
                ..Window::from(Rows {
                    bracket: bracket & !string,
                    open_or_comma,
                    brace_or_colon,
                    string,
                })
            }
        }

        #[inline(always)]
        fn positions(self, mask: u64, base: u16, room: &mut Room) -> usize {
            list::positions(mask, base, room)
        }

        #[inline(always)]
        fn nth_bit(self, mask: u64, n: u32) -> u32 {
            _pdep_u64(1 << (n & 63), mask).trailing_zeros()
        }
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn load(bytes: &[u8; BLOCK]) -> Pair {
    let pointer: *const __m256i = bytes.as_ptr().cast();
    // SAFETY: the reference covers the 64 bytes that are read, of which these are the first half,
    let low = unsafe { _mm256_loadu_si256(pointer) };
    // SAFETY: and 32 bytes on is inside of it,
    let pointer = unsafe { pointer.add(1) };
    // SAFETY: and these are the second half.
    let high = unsafe { _mm256_loadu_si256(pointer) };
    [low, high]
}

/// The top bits of the bytes.
#[target_feature(enable = "avx2")]
#[inline]
fn mask(block: Pair) -> u64 {
    let [low, high] = each!(block, |half| _mm256_movemask_epi8(half).cast_unsigned());
    u64::from(high) << 32 | u64::from(low)
}

/// The bit that is `SHIFT` below the top of the bytes.
#[target_feature(enable = "avx2")]
#[inline]
fn bit<const SHIFT: i32>(block: Pair) -> u64 {
    // What the shift moves over from the next byte stays below its top bit.
    mask(each!(block, |half| _mm256_slli_epi16::<SHIFT>(half)))
}

/// The bytes that have one of these bits.
#[target_feature(enable = "avx2")]
#[inline]
fn has(block: Pair, bits: u8) -> u64 {
    let bits = _mm256_set1_epi8(bits.cast_signed());
    let none = each!(block, |half| _mm256_cmpeq_epi8(
        _mm256_and_si256(half, bits),
        _mm256_setzero_si256()
    ));
    !mask(none)
}

#[target_feature(enable = "avx2")]
#[inline]
fn table(table: &[u8; 16]) -> __m256i {
    // SAFETY: the reference covers the 16 bytes that are read.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

/// What the tables of the lower and the upper halves both say.
#[target_feature(enable = "avx2")]
#[inline]
fn lookup(block: Pair, low: &[u8; 16], high: &[u8; 16]) -> Pair {
    let (low, high) = (table(low), table(high));
    each!(block, |half| {
        let lower = _mm256_and_si256(half, _mm256_set1_epi8(0x0f));
        _mm256_and_si256(
            _mm256_shuffle_epi8(low, lower),
            _mm256_shuffle_epi8(high, upper(half)),
        )
    })
}

/// The upper half of each byte.
#[target_feature(enable = "avx2")]
#[inline]
fn upper(bytes: __m256i) -> __m256i {
    _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), _mm256_set1_epi8(0x0f))
}

/// As in the AVX-512 backend: bytes that are not zero where the UTF-8 of `block` is wrong.
#[target_feature(enable = "avx2")]
#[inline]
fn utf8_errors(before: __m256i, block: __m256i) -> __m256i {
    use super::utf8::{BYTE_1_HIGH, BYTE_1_LOW, BYTE_2_HIGH, CONTINUATIONS};
    let across = _mm256_permute2x128_si256::<0x21>(before, block);
    let before_1 = _mm256_alignr_epi8::<15>(block, across);
    let before_2 = _mm256_alignr_epi8::<14>(block, across);
    let before_3 = _mm256_alignr_epi8::<13>(block, across);
    let lower = _mm256_and_si256(before_1, _mm256_set1_epi8(0x0f));
    let pair = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(table(&BYTE_1_HIGH), upper(before_1)),
            _mm256_shuffle_epi8(table(&BYTE_1_LOW), lower),
        ),
        _mm256_shuffle_epi8(table(&BYTE_2_HIGH), upper(block)),
    );
    let third = _mm256_subs_epu8(before_2, _mm256_set1_epi8((0xe0_u8 - 0x80).cast_signed()));
    let fourth = _mm256_subs_epu8(before_3, _mm256_set1_epi8((0xf0_u8 - 0x80).cast_signed()));
    let wanted = _mm256_and_si256(
        _mm256_or_si256(third, fourth),
        _mm256_set1_epi8(CONTINUATIONS.cast_signed()),
    );
    _mm256_xor_si256(wanted, pair)
}
