//! One interface to the vector units, and the choice between them.
//!
//! A [`Kernel`] is a set of operations on blocks of 64 bytes. Its value is the proof that the CPU
//! has what it needs: it can only be had from the detection. All `unsafe` code of the crate is in
//! this folder.

#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod backend;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod escape;
mod excerpts;
mod functions;
mod list;
#[cfg(all(
    target_arch = "aarch64",
    target_feature = "neon",
    target_endian = "little"
))]
mod neon;
mod portable;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod proof;
mod read;
mod room;
mod scan;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod utf8;

use crate::scan::brackets::{Brackets, Followed, Levels};

pub use backend::Backend;
pub(crate) use excerpts::Excerpts;
pub(crate) use functions::Functions;
pub(crate) use list::{Items, List};
pub(crate) use portable::Portable;
pub(crate) use read::read;
pub(crate) use room::Room;
pub(crate) use scan::{Scan, Scanned, Seen};

/// The number of bytes in a block: one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// The number of blocks in a chunk: as many as are read together.
pub(crate) const CHUNK: usize = 16;

/// With more tokens than that, a chunk takes no more blocks.
pub(crate) const FULL: usize = 6 * BLOCK;

/// The tokens of a stretch of the body, squeezed together: bit `i` of each mask is token `i`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    pub(crate) open: u64,
    pub(crate) close: u64,
    pub(crate) comma: u64,
    pub(crate) colon: u64,
    pub(crate) string: u64,
    /// Possibly with other tokens.
    pub(crate) brace: u64,
    /// Those that may be names that count, if they are strings.
    pub(crate) candidate: u64,
    /// Numbers that begin with a zero and may have another digit behind it, where [`Scan::scan`]
    /// leaves these to the window.
    pub(crate) zero: u64,
}

/// By what tokens are told apart, in the same way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) bracket: u64,
    /// An opening bracket if it is one, else a comma.
    pub(crate) open_or_comma: u64,
    /// A brace if it is a bracket, else a colon. (What would be a comma and a colon is neither, but
    /// a number that begins with a zero. So a kernel may mark these.)
    pub(crate) brace_or_colon: u64,
    pub(crate) string: u64,
}

impl Rows {
    /// An opening brace.
    #[cfg(target_arch = "x86_64")]
    const BRACE: Self = Self {
        bracket: 1,
        open_or_comma: 1,
        brace_or_colon: 1,
        string: 0,
    };

    /// Adds tokens behind the first `count`.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    const fn add(&mut self, tokens: Self, count: u32) {
        self.bracket |= tokens.bracket << count;
        self.open_or_comma |= tokens.open_or_comma << count;
        self.brace_or_colon |= tokens.brace_or_colon << count;
        self.string |= tokens.string << count;
    }
}

/// Without candidates and zeros.
impl From<Rows> for Window {
    #[inline(always)]
    fn from(rows: Rows) -> Self {
        let Rows {
            bracket,
            open_or_comma,
            brace_or_colon,
            string,
        } = rows;
        Self {
            open: bracket & open_or_comma,
            close: bracket & !open_or_comma,
            comma: open_or_comma & !(bracket | brace_or_colon),
            colon: brace_or_colon & !(bracket | open_or_comma),
            string,
            brace: brace_or_colon,
            candidate: 0,
            zero: 0,
        }
    }
}

/// Masks of blocks of 64 bytes: bit `i` for byte `i`. So much pays without a vector unit, too.
pub(crate) trait Masks: Copy {
    /// 64 bytes.
    type Block: Copy;

    fn load(self, bytes: &[u8; BLOCK]) -> Self::Block;
    /// Fewer than 64 bytes, and spaces behind them.
    fn load_tail(self, bytes: &[u8]) -> Self::Block;
    /// As many bytes as there are, up to 64, and spaces behind them.
    #[inline(always)]
    fn load_up_to(self, bytes: &[u8]) -> Self::Block {
        match bytes.first_chunk() {
            Some(bytes) => self.load(bytes),
            None => self.load_tail(bytes),
        }
    }
    fn equal(self, block: Self::Block, byte: u8) -> u64;
    /// Bytes above 0x7f.
    fn highs(self, block: Self::Block) -> u64;
    /// Opening brackets, and closing ones.
    fn brackets(self, block: Self::Block) -> (u64, u64);

    /// Bit `i` is the XOR of the bits 0 to `i`.
    #[inline(always)]
    fn prefix_xor(self, mask: u64) -> u64 {
        let mut sum = mask;
        sum ^= sum << 1;
        sum ^= sum << 2;
        sum ^= sum << 4;
        sum ^= sum << 8;
        sum ^= sum << 16;
        sum ^ sum << 32
    }
    /// The same mask, of which the compiler does not know where it comes from. (Of parts that it
    /// sees to come together it makes a shift over two words, which takes CPUs of AMD six
    /// operations and more.)
    #[inline(always)]
    fn apart(self, mask: u64) -> u64 {
        mask
    }
}

/// What the bytes of a block are, as masks.
pub(crate) trait Classify: Masks {
    /// What 64 bytes are outside strings. Those above 0x7f are nothing.
    type Classes: Copy;

    /// A block of spaces.
    fn blank(self) -> Self::Block;
    fn classes(self, block: Self::Block) -> Self::Classes;
    /// Brackets, commas and colons outside of strings, and the `quotes` that open one, where
    /// `within` is what strings begin with and have in them.
    fn structural(self, classes: Self::Classes, quotes: u64, within: u64) -> u64;
    /// Bytes that are neither structural nor whitespace, and none of these `quotes`.
    fn others(self, classes: Self::Classes, quotes: u64) -> u64;
    /// Of those, what is no digit; of a block, and its classes.
    #[inline(always)]
    fn nondigits(self, _: Self::Classes, block: Self::Block) -> u64 {
        !self.digits(block)
    }
    fn digits(self, block: Self::Block) -> u64;
    /// This letter, which is lower-case, in either case.
    fn letter(self, block: Self::Block, letter: u8) -> u64;
    /// Zeros, and maybe bytes that are not digits; of a block, and its classes.
    #[inline(always)]
    fn zeros(self, _: Self::Classes, block: Self::Block) -> u64 {
        self.equal(block, b'0')
    }
    /// Bytes below 0x20.
    fn controls(self, block: Self::Block) -> u64;
    /// Bytes that no string without escapes has, if it is ASCII: backslashes, those below 0x20, those
    /// above 0x7f.
    fn unusual(self, block: Self::Block) -> u64;
    /// What may stand behind a backslash, and hexadecimal digits.
    fn escapes(self, block: Self::Block) -> (u64, u64);
}

/// Bits squeezed together and spread again, where a CPU has instructions for it.
#[cfg(any(target_arch = "x86_64", test))]
pub(crate) trait Bits: Masks {
    /// The bits of `mask` where `from` is set, squeezed together.
    fn extract(self, mask: u64, from: u64) -> u64;
    /// The lowest bits of `mask`, spread to where `to` is set.
    fn deposit(self, mask: u64, to: u64) -> u64;
    /// The lowest bit becomes the highest.
    #[inline(always)]
    fn reverse(self, mask: u64) -> u64 {
        mask.reverse_bits()
    }
}

/// What else the engine needs of a block.
pub(crate) trait Kernel: Scan + Functions {
    /// The tokens of a chunk, and a few more before them.
    type Tokens;
    /// The tokens of a few blocks, 64 at most, squeezed together.
    type Few;

    fn bytes(self, block: Self::Block) -> [u8; BLOCK];
    /// Whether every byte is a plain ASCII character of a string.
    fn is_plain(self, bytes: &[u8; BLOCK]) -> bool;
    /// The same of four blocks, with one answer.
    #[inline(always)]
    fn are_plain(self, blocks: &[[u8; BLOCK]; 4]) -> bool {
        let [a, b, c, d] = blocks;
        self.is_plain(a) & self.is_plain(b) & self.is_plain(c) & self.is_plain(d)
    }
    /// Whether the UTF-8 of `block` is wrong, which follows `before`. A sequence that the end of
    /// the block cuts is judged with the next block.
    fn utf8_error(self, before: Self::Block, block: Self::Block) -> bool;

    /// No tokens of a few blocks yet.
    fn few(self) -> Self::Few;
    /// An opening brace alone.
    fn brace(self) -> Self::Few;
    /// Adds the tokens that start at `starts` behind the first `count`, which are fewer than 64. Of
    /// them, `strings` are strings.
    fn add(
        self,
        few: &mut Self::Few,
        count: u32,
        classes: Self::Classes,
        starts: u64,
        strings: u64,
    );
    /// The first `count`, of which there is one at least, and 64 at most.
    fn rows(self, few: &Self::Few, count: u32) -> Rows;
    fn no_tokens(self) -> Self::Tokens;
    /// Appends the tokens that start at `starts` behind the first `count`. Of them, `strings` are
    /// strings; those that may be names that count it finds by their first letter. There is room
    /// for the tokens of a chunk.
    fn append(
        self,
        tokens: &mut Self::Tokens,
        count: usize,
        classes: Self::Classes,
        starts: u64,
        strings: u64,
    );
    /// Moves `count` tokens, fewer than 64, from `first` on to the beginning. Behind them there are
    /// none.
    fn keep(self, tokens: &mut Self::Tokens, first: usize, count: usize);
    /// The masks of 64 tokens from `first` on; what is behind the last token is anything.
    fn window(self, tokens: &Self::Tokens, first: usize) -> Window;
    /// Writes `base` plus the position of each set bit, in their order, to the beginning of `room`.
    /// Returns how many.
    fn positions(self, mask: u64, base: u16, room: &mut list::Room) -> usize;
    /// What the brackets of a window come to, run by run or one by one, whatever is cheaper; and `levels`
    /// behind it.
    fn follow(self, levels: &mut Levels, brackets: Brackets) -> Followed;
    /// The bits of `opens` behind which the next bit of `all` is one of `closes`, and those next ones.
    fn pairs(self, opens: u64, closes: u64, all: u64) -> (u64, u64);
    /// The position of the `n`th set bit, counted from 0; 64 if there are not so many.
    fn nth_bit(self, mask: u64, n: u32) -> u32;
}
