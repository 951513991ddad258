//! One interface to the vector units, and the choice between them.
//!
//! A [`Kernel`] is a set of operations on blocks of 64 bytes. Its value is the proof that the CPU
//! has what it needs: it can only be had from the detection. All `unsafe` code of the crate is in
//! this folder.

#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod avx512;
mod backend;
#[cfg(target_arch = "x86_64")]
mod utf8;

pub use backend::Backend;

/// The number of bytes in a block: one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// What the bytes of a block are outside strings: the bits of [`Kernel::classes`].
pub(crate) mod class {
    pub(crate) const OPEN: u8 = 1;
    pub(crate) const CLOSE: u8 = 1 << 1;
    pub(crate) const COMMA: u8 = 1 << 2;
    pub(crate) const COLON: u8 = 1 << 3;
    /// A quote.
    pub(crate) const STRING: u8 = 1 << 4;
    /// Of brackets: a brace, as opposed to a square one.
    pub(crate) const BRACE: u8 = 1 << 5;
    pub(crate) const SPACE: u8 = 1 << 6;
    /// A byte that a name may begin with that counts, or a backslash, which may spell one.
    pub(crate) const INITIAL: u8 = 1 << 7;
    /// Of tokens, none of which is a space: a string that begins with an `INITIAL`.
    pub(crate) const CANDIDATE: u8 = SPACE;

    pub(crate) const STRUCTURAL: u8 = OPEN | CLOSE | COMMA | COLON;

    /// The bits of each ASCII byte.
    pub(crate) const TABLE: [u8; 128] = {
        let mut table = [0; 128];
        table[b'{' as usize] = OPEN | BRACE;
        table[b'}' as usize] = CLOSE | BRACE;
        table[b'[' as usize] = OPEN;
        table[b']' as usize] = CLOSE;
        table[b',' as usize] = COMMA;
        table[b':' as usize] = COLON;
        table[b'"' as usize] = STRING;
        table[b' ' as usize] = SPACE;
        table[b'\t' as usize] = SPACE;
        table[b'\n' as usize] = SPACE;
        table[b'\r' as usize] = SPACE;
        // Response, RequestId, Error, Code, Message.
        table[b'R' as usize] = INITIAL;
        table[b'E' as usize] = INITIAL;
        table[b'C' as usize] = INITIAL;
        table[b'M' as usize] = INITIAL;
        table[b'\\' as usize] = INITIAL;
        table
    };
}

/// What may stand behind a backslash: the bits of [`Kernel::escapes`].
pub(crate) mod escape {
    /// Behind a backslash.
    pub(crate) const LETTER: u8 = 1;
    /// In the four digits of a `\u` escape.
    pub(crate) const HEX: u8 = 2;

    pub(crate) const TABLE: [u8; 128] = {
        let mut table = [0; 128];
        let letters = *b"\"\\/bfnrtu";
        let mut at = 0;
        while at < letters.len() {
            table[letters[at] as usize] = LETTER;
            at += 1;
        }
        let digits = *b"0123456789abcdefABCDEF";
        let mut at = 0;
        while at < digits.len() {
            table[digits[at] as usize] |= HEX;
            at += 1;
        }
        table
    };
}

/// The tokens of a stretch of the body, squeezed together: bit `i` of each mask is token `i`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    pub(crate) open: u64,
    pub(crate) close: u64,
    pub(crate) comma: u64,
    pub(crate) colon: u64,
    pub(crate) string: u64,
    pub(crate) brace: u64,
    pub(crate) candidate: u64,
}

/// Operations on blocks of 64 bytes. Masks have bit `i` for byte `i`.
pub(crate) trait Kernel: Copy {
    /// 64 bytes.
    type Block: Copy;
    /// Tokens, as class bytes, up to 64 of them.
    type Tokens: Copy;

    fn load(self, bytes: &[u8; BLOCK]) -> Self::Block;
    /// Fewer than 64 bytes, and spaces behind them.
    fn load_tail(self, bytes: &[u8]) -> Self::Block;
    fn spaces(self) -> Self::Block;
    fn equal(self, block: Self::Block, byte: u8) -> u64;
    /// Bytes below 0x20.
    fn controls(self, block: Self::Block) -> u64;
    /// Bytes above 0x7f.
    fn highs(self, block: Self::Block) -> u64;
    fn digits(self, block: Self::Block) -> u64;
    /// Whether every byte is a plain ASCII character of a string.
    fn is_plain(self, bytes: &[u8; BLOCK]) -> bool;
    /// [`class::TABLE`] for each byte; of bytes above 0x7f anything.
    fn classes(self, block: Self::Block) -> Self::Block;
    /// [`escape::TABLE`] for each byte; of bytes above 0x7f anything.
    fn escapes(self, block: Self::Block) -> Self::Block;
    /// Bytes that have one of these bits.
    fn test(self, block: Self::Block, bits: u8) -> u64;
    /// Bit `i` is the XOR of the bits 0 to `i`.
    fn prefix_xor(self, mask: u64) -> u64;
    /// Whether the UTF-8 of `block` is wrong, which follows `before`. A sequence that the end of
    /// the block cuts is judged with the next block.
    fn utf8_error(self, before: Self::Block, block: Self::Block) -> bool;

    fn no_tokens(self) -> Self::Tokens;
    /// Appends the classes of the bytes in `starts` behind the first `count` tokens, those in
    /// `candidates` as candidates. There is room for all.
    fn append(
        self,
        tokens: Self::Tokens,
        count: u32,
        classes: Self::Block,
        starts: u64,
        candidates: u64,
    ) -> Self::Tokens;
    /// The masks of the tokens; bits from the number of tokens on are anything.
    fn window(self, tokens: Self::Tokens) -> Window;
    /// The position of the `n`th set bit, counted from 0; 64 if there are not so many.
    fn nth_bit(self, mask: u64, n: u32) -> u32;
}
