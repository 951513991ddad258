//! AVX-512 with VBMI2, which squeezes bytes together, and GFNI, which turns bits around: Ice Lake
//! and later, Zen 4 and later. These CPUs do not slow down for wide vectors, as the first ones with
//! AVX-512 did.

mod tables;

use core::arch::x86_64::*;

use crate::scan::{
    brackets::{Brackets, Followed, Levels},
    pairs,
};

use super::{
    BLOCK, Bits, Classify, FULL, Kernel, Masks, Rows, Scan, Scanned, Seen, Window,
    functions::functions,
    list::Room,
    proof::{detected, opaque, proven},
};
use tables::{BEHIND_BACKSLASH, CLASSES, ESCAPES, SPECIAL, Table, behind_backslash, class, escape};

/// The features that this backend needs, for one of the macros in `proof`.
macro_rules! features {
    ($then:ident! $($rest:tt)*) => {
        $then! {
            ("avx512f", "avx512bw", "avx512vl", "avx512vbmi", "avx512vbmi2", "bmi1", "bmi2", "lzcnt",
            "popcnt", "pclmulqdq", "gfni")
            $($rest)*
        }
    };
}

/// The proof that the CPU has these features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Avx512(());

impl Avx512 {
    /// The backend, if this CPU has it.
    pub(super) fn detect() -> Option<Self> {
        features!(detected!).then_some(Self(()))
    }
}

features! { functions! Avx512 }

/// Each position.
const IOTA: [u8; 64] = from(0);

/// The one behind each.
const NEXT: [u8; 64] = from(1);

/// The one before each; the last of another vector for the first.
const LAST: [u8; 64] = {
    let mut positions = from(63);
    if let Some(first) = positions.first_mut() {
        *first = 127;
    }
    positions
};

#[expect(
    clippy::indexing_slicing,
    reason = "constants: an index out of bounds does not compile"
)]
const fn from(first: u8) -> [u8; 64] {
    let mut positions = [0; 64];
    let mut at = 0;
    while at < 64 {
        positions[at] = (first + at as u8) % 64;
        at += 1;
    }
    positions
}

/// The bits for what is behind, where that is in the same block.
const INITIALS: [u8; 64] = {
    let mut bits = [class::INITIAL | class::NONDIGIT; 64];
    if let Some(last) = bits.last_mut() {
        *last = 0;
    }
    bits
};

/// The greatest that was seen in each place, of classes in strings and of what is behind
/// backslashes; and all bits.
#[derive(Clone, Copy)]
pub(super) struct Greatest {
    within: __m512i,
    escaped: __m512i,
    all: __m512i,
}

/// The classes of the tokens of a chunk. 64 bytes are written and read at a time. No page ends
/// where most of them go, because a store over two pages is slow.
#[repr(align(256))]
pub(super) struct Tokens([u8; FULL + 2 * BLOCK]);

impl Masks for Avx512 {
    type Block = __m512i;

    features! { proven!
        #[inline(always)]
        fn load(self, bytes: &[u8; BLOCK]) -> __m512i {
            // SAFETY: the reference covers the 64 bytes that are read.
            unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
        }

        #[inline(always)]
        fn load_tail(self, bytes: &[u8]) -> __m512i {
            let mask = _bzhi_u64(!0, bytes.len().min(BLOCK) as u32);
            // SAFETY: bytes whose mask bit is clear are not read, and the slice covers the others.
            unsafe { _mm512_mask_loadu_epi8(_mm512_set1_epi8(0x20), mask, bytes.as_ptr().cast()) }
        }

        #[inline(always)]
        fn equal(self, block: __m512i, byte: u8) -> u64 {
            _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(byte.cast_signed()))
        }

        #[inline(always)]
        fn prefix_xor(self, mask: u64) -> u64 {
            // From each bit with an even number before it to the next. A carry-less multiplication
            // waits for the mask to become a vector and back again.
            let from = _pdep_u64(0x5555_5555_5555_5555, mask);
            (mask ^ from).wrapping_sub(from)
        }

        #[inline(always)]
        fn highs(self, block: __m512i) -> u64 {
            _mm512_movepi8_mask(block)
        }

        #[inline(always)]
        fn apart(self, mask: u64) -> u64 {
            opaque(mask)
        }

        #[inline(always)]
        fn brackets(self, block: __m512i) -> (u64, u64) {
            // Square ones differ in this bit only.
            let braces = _mm512_or_si512(block, _mm512_set1_epi8(0x20));
            (
                _mm512_cmpeq_epi8_mask(braces, _mm512_set1_epi8(b'{'.cast_signed())),
                _mm512_cmpeq_epi8_mask(braces, _mm512_set1_epi8(b'}'.cast_signed())),
            )
        }
    }
}

impl Classify for Avx512 {
    type Classes = __m512i;

    features! { proven!
        #[inline(always)]
        fn blank(self) -> __m512i {
            _mm512_set1_epi8(0x20)
        }

        #[inline(always)]
        fn controls(self, block: __m512i) -> u64 {
            _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(0x20))
        }

        #[inline(always)]
        fn unusual(self, block: __m512i) -> u64 {
            // As signed bytes, those above 0x7f are below 0x20 too.
            _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(b'\\'.cast_signed()))
                | _mm512_cmplt_epi8_mask(block, _mm512_set1_epi8(0x20))
        }

        #[inline(always)]
        fn digits(self, block: __m512i) -> u64 {
            let offset = _mm512_sub_epi8(block, _mm512_set1_epi8(b'0'.cast_signed()));
            _mm512_cmplt_epu8_mask(offset, _mm512_set1_epi8(10))
        }

        #[inline(always)]
        fn letter(self, block: __m512i, letter: u8) -> u64 {
            Avx512(()).equal(_mm512_or_si512(block, _mm512_set1_epi8(0x20)), letter)
        }

        #[inline(always)]
        fn classes(self, block: __m512i) -> __m512i {
            lookup(ascii(block), &CLASSES)
        }

        #[inline(always)]
        fn structural(self, classes: __m512i, quotes: u64, within: u64) -> u64 {
            outside(has(classes, class::TOKEN), quotes, within)
        }

        #[inline(always)]
        fn others(self, classes: __m512i, _quotes: u64) -> u64 {
            has(classes, class::OTHER)
        }

        #[inline(always)]
        fn nondigits(self, classes: __m512i, _block: __m512i) -> u64 {
            has(classes, class::NONDIGIT)
        }

        #[inline(always)]
        fn escapes(self, block: __m512i) -> (u64, u64) {
            let classes = lookup(ascii(block), &ESCAPES);
            (has(classes, escape::LETTER), has(classes, escape::HEX))
        }
    }
}

impl Scan for Avx512 {
    type Before = __m512i;
    type Seen = Greatest;

    features! { proven!
        #[inline(always)]
        fn behind(self, is_in_scalar: bool) -> __m512i {
            let class = if is_in_scalar { class::OTHER } else { 0 };
            _mm512_set1_epi8(class.cast_signed())
        }

        #[inline(always)]
        fn is_in_scalar(self, before: __m512i) -> bool {
            has(before, class::OTHER) >> 63 != 0
        }

        #[inline(always)]
        fn scan(
            self,
            before: &mut __m512i,
            classes: __m512i,
            _block: __m512i,
            quotes: u64,
            within: u64
        ) -> Scanned {
            // Masks cost more than vectors do, so only the first of others that stand together are
            // left in one for all tokens. (An other byte in a string is before none outside: there
            // is a quote between.)
            let last = _mm512_permutex2var_epi8(classes, vector(&LAST), *before);
            *before = classes;
            let other = _mm512_set1_epi8(class::OTHER.cast_signed());
            // Without the bit that both it and the one before have.
            let firsts = _mm512_ternarylogic_epi32::<0x70>(classes, last, other);
            Scanned {
                starts: outside(has(firsts, class::TOKEN | class::OTHER), quotes, within),
                // What follows a zero, `append` looks at.
                odd: has(classes, class::NONDIGIT) & !within,
                kept: within,
            }
        }

        #[inline(always)]
        fn scalars(self, block: __m512i, kept: u64) -> u64 {
            has(Avx512(()).classes(block), class::OTHER) & !kept
        }

        #[inline(always)]
        fn nothing(self) -> Greatest {
            let nothing = _mm512_setzero_si512();
            Greatest { within: nothing, escaped: nothing, all: nothing }
        }

        #[inline(always)]
        fn gather(self, seen: &mut Greatest, classes: __m512i, _block: __m512i, within: u64) -> () {
            seen.within = _mm512_mask_max_epu8(seen.within, within, seen.within, classes);
        }

        #[inline(always)]
        fn gather_escaped(
            self,
            seen: &mut Greatest,
            classes: __m512i,
            block: __m512i,
            within: u64,
            escaped: u64
        ) -> () {
            seen.within = _mm512_mask_max_epu8(seen.within, within, seen.within, classes);
            let escapes = lookup(ascii(block), &BEHIND_BACKSLASH);
            seen.escaped = _mm512_mask_max_epu8(seen.escaped, escaped, seen.escaped, escapes);
            seen.all = _mm512_or_si512(seen.all, block);
        }

        #[inline(always)]
        fn gathered(self, seen: Greatest, is_escaped: bool) -> Seen {
            let Greatest { within, escaped, all } = seen;
            let (most, highs) = if is_escaped { (class::BACKSLASH, all) } else { (class::HIGH, within) };
            Seen {
                special: exceeds(within, most),
                highs: _mm512_movepi8_mask(highs) != 0,
                bad_escapes: exceeds(escaped, behind_backslash::U),
                us: has(escaped, behind_backslash::U) != 0,
            }
        }
    }
}

impl Bits for Avx512 {
    features! { proven!
        #[inline(always)]
        fn extract(self, mask: u64, from: u64) -> u64 {
            _pext_u64(mask, from)
        }

        #[inline(always)]
        fn deposit(self, mask: u64, to: u64) -> u64 {
            _pdep_u64(mask, to)
        }

        #[inline(always)]
        fn reverse(self, mask: u64) -> u64 {
            // Each byte times a matrix, of which the rows are the other way round.
            let matrix = _mm_set1_epi64x(0x8040_2010_0804_0201_u64.cast_signed());
            let mask = _mm_set_epi64x(0, mask.cast_signed());
            let reversed = _mm_gf2p8affine_epi64_epi8::<0>(mask, matrix);
            _mm_cvtsi128_si64(reversed).cast_unsigned().swap_bytes()
        }
    }
}

impl Kernel for Avx512 {
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
        fn bytes(self, block: __m512i) -> [u8; BLOCK] {
            let mut bytes = [0; BLOCK];
            store(&mut bytes, block);
            bytes
        }

        #[inline(always)]
        fn is_plain(self, bytes: &[u8; BLOCK]) -> bool {
            let block = vector(bytes);
            // Bytes above 0x7f have the top bit themselves.
            _mm512_movepi8_mask(_mm512_or_si512(lookup(block, &SPECIAL), block)) == 0
        }

        #[inline(always)]
        fn are_plain(self, blocks: &[[u8; BLOCK]; 4]) -> bool {
            // One look-up each, and one mask for all: compares have one port.
            let mut any = _mm512_setzero_si512();
            for bytes in blocks {
                let block = vector(bytes);
                let special = lookup(block, &SPECIAL);
                any = _mm512_ternarylogic_epi32::<0xfe>(any, special, block);
            }
            _mm512_movepi8_mask(any) == 0
        }

        #[inline(always)]
        fn utf8_error(self, before: __m512i, block: __m512i) -> bool {
            utf8_error(before, block)
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
        fn add(self, few: &mut Rows, count: u32, classes: __m512i, starts: u64, strings: u64) -> () {
            let tokens = Rows {
                bracket: _pext_u64(has(classes, class::BRACKET), starts),
                open_or_comma: _pext_u64(has(classes, class::OPEN_OR_COMMA), starts),
                brace_or_colon: _pext_u64(has(classes, class::BRACE_OR_COLON), starts),
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
            Tokens([0; _])
        }

        #[inline(always)]
        fn append(
            self,
            tokens: &mut Tokens,
            count: usize,
            classes: __m512i,
            starts: u64,
            _strings: u64
        ) -> () {
            let behind = _mm512_permutexvar_epi8(vector(&NEXT), classes);
            // The bits of the one, and those of the other.
            let marked = _mm512_ternarylogic_epi32::<0xca>(vector(&INITIALS), behind, classes);
            let squeezed = _mm512_maskz_compress_epi8(starts, marked);
            if let Some(room) = tokens.0.get_mut(count..).and_then(<[u8]>::first_chunk_mut) {
                store(room, squeezed);
            }
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
            let tokens = match tokens.0.get(first..).and_then(<[u8]>::first_chunk) {
                Some(tokens) => vector(tokens),
                None => _mm512_setzero_si512(),
            };
            // Else the compiler makes masks of combinations, too, and masks are dear.
            let has = |bits| opaque(has(tokens, bits));
            let bracket = has(class::BRACKET);
            let open_or_comma = has(class::OPEN_OR_COMMA);
            let brace_or_colon = has(class::BRACE_OR_COLON);
            let string = has(class::TOKEN) & !(bracket | open_or_comma | brace_or_colon);
            let initial = has(class::INITIAL);
            let mut zero = open_or_comma & brace_or_colon & !bracket & initial;
            if zero != 0 {
                // An exponent may be behind it.
                zero &= !has(class::NONDIGIT);
            }
            Window {
                candidate: string & initial,
                zero,
                ..Window::from(Rows { bracket, open_or_comma, brace_or_colon, string })
            }
        }

        #[inline(always)]
        fn positions(self, mask: u64, base: u16, room: &mut Room) -> usize {
            let squeezed = _mm512_maskz_compress_epi8(mask, vector(&IOTA));
            let base = _mm512_set1_epi16(base.cast_signed());
            let count = mask.count_ones() as usize;
            if let ([first, second], _) = room.as_chunks_mut::<{ BLOCK / 2 }>() {
                let low = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(squeezed));
                let low = _mm512_add_epi16(base, low);
                // SAFETY: the reference covers the 64 bytes that are written.
                unsafe { _mm512_storeu_si512(first.as_mut_ptr().cast(), low) };
                // Hardly ever.
                if count > BLOCK / 2 {
                    let high = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64::<1>(squeezed));
                    let high = _mm512_add_epi16(base, high);
                    // SAFETY: the same.
                    unsafe { _mm512_storeu_si512(second.as_mut_ptr().cast(), high) };
                }
            }
            count
        }

        #[inline(always)]
        fn nth_bit(self, mask: u64, n: u32) -> u32 {
            _pdep_u64(1 << (n & 63), mask).trailing_zeros()
        }
    }
}

#[target_feature(enable = "avx512f")]
#[inline]
fn store(bytes: &mut [u8; BLOCK], block: __m512i) {
    // SAFETY: the reference covers the 64 bytes that are written.
    unsafe { _mm512_storeu_si512(bytes.as_mut_ptr().cast(), block) };
}

/// 64 bytes as a vector.
#[target_feature(enable = "avx512f")]
#[inline]
fn vector(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: the reference covers the 64 bytes that are read.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

/// Of these tokens, among them all quotes, those outside of strings, and the quotes that open one.
#[inline(always)]
fn outside(tokens: u64, quotes: u64, within: u64) -> u64 {
    // What is not within are closing quotes, too, and not the opening ones.
    tokens & !within ^ quotes
}

/// The bytes that have one of these bits.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn has(block: __m512i, bits: u8) -> u64 {
    _mm512_test_epi8_mask(block, _mm512_set1_epi8(bits.cast_signed()))
}

/// Whether one of these bytes is greater.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn exceeds(block: __m512i, most: u8) -> bool {
    _mm512_cmpgt_epu8_mask(block, _mm512_set1_epi8(most.cast_signed())) != 0
}

/// The same bytes, but for those above 0x7f, which become that.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn ascii(block: __m512i) -> __m512i {
    _mm512_min_epu8(block, _mm512_set1_epi8(0x7f))
}

/// `table[byte & 0x7f]` for each byte.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
#[inline]
fn lookup(block: __m512i, table: &Table) -> __m512i {
    let [low, high] = table;
    _mm512_permutex2var_epi8(vector(low), block, vector(high))
}

/// UTF-8 by three look-ups a byte: the two halves of the byte before and the upper half of the
/// byte itself each say which errors the pair may be, and an error is what all three agree on.
/// (J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte", 2021.)
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
#[inline]
fn utf8_error(before: __m512i, block: __m512i) -> bool {
    use super::utf8::{BYTE_1_HIGH, BYTE_1_LOW, BYTE_2_HIGH, CONTINUATIONS};
    // The 16 bytes before each 16.
    let before = _mm512_alignr_epi64::<6>(block, before);
    let table = |table: &[u8; 16]| {
        // SAFETY: the reference covers the 16 bytes that are read.
        _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
    };
    let low_half = _mm512_set1_epi8(0x0f);
    let upper = |bytes| _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), low_half);
    let before_1 = _mm512_alignr_epi8::<15>(block, before);
    let pair = _mm512_and_si512(
        _mm512_and_si512(
            _mm512_shuffle_epi8(table(&BYTE_1_HIGH), upper(before_1)),
            _mm512_shuffle_epi8(table(&BYTE_1_LOW), _mm512_and_si512(before_1, low_half)),
        ),
        _mm512_shuffle_epi8(table(&BYTE_2_HIGH), upper(block)),
    );
    // Behind a lead of three or four, the third and fourth byte must be continuations, and must
    // not be anywhere else.
    let before_2 = _mm512_alignr_epi8::<14>(block, before);
    let before_3 = _mm512_alignr_epi8::<13>(block, before);
    let third = _mm512_subs_epu8(before_2, _mm512_set1_epi8((0xe0_u8 - 0x80).cast_signed()));
    let fourth = _mm512_subs_epu8(before_3, _mm512_set1_epi8((0xf0_u8 - 0x80).cast_signed()));
    let wanted = _mm512_and_si512(
        _mm512_or_si512(third, fourth),
        _mm512_set1_epi8(CONTINUATIONS.cast_signed()),
    );
    _mm512_test_epi8_mask(_mm512_xor_si512(wanted, pair), _mm512_set1_epi8(-1)) != 0
}
