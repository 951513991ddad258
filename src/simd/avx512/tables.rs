//! What ASCII bytes are: tables of 128 bytes, each in two vectors, for one look-up a block.

#![expect(
    clippy::indexing_slicing,
    reason = "constants: an index out of bounds does not compile"
)]

pub(super) type Table = [[u8; 64]; 2];

/// What a byte is. What is special is ordered: bytes above 0x7f, a backslash, control characters.
pub(super) mod class {
    /// What may need a closer look in a string; 0x7f is taken for those above it.
    const SPECIAL: u8 = 1 << 7;
    pub(in super::super) const BRACKET: u8 = 1 << 6;
    /// A bracket, a comma, a colon or a quote.
    pub(in super::super) const TOKEN: u8 = 1 << 5;
    /// An opening bracket if it is one, else a comma.
    pub(in super::super) const OPEN_OR_COMMA: u8 = 1 << 4;
    /// A brace if it is a bracket, else a colon.
    pub(in super::super) const BRACE_OR_COLON: u8 = 1 << 3;
    /// Of others, what is no digit. Of tokens: the byte behind is that, or is a digit without this bit.
    pub(in super::super) const NONDIGIT: u8 = 1 << 2;
    /// What a number or literal may be of, and what may be nowhere outside of strings: neither a
    /// token nor whitespace.
    pub(in super::super) const OTHER: u8 = 1 << 1;
    /// A digit, or the first letter of a name that counts. Of tokens: the byte behind is one. A
    /// quote and a zero have it, too: where they end a block, what is behind is not known and may
    /// be one. (The lowest bit, since the compiler tests that in two steps, and this one is tested
    /// least.)
    pub(in super::super) const INITIAL: u8 = 1;

    const DIGIT: u8 = OTHER | INITIAL;
    /// What would be a comma and a colon, but no token.
    const ZERO: u8 = DIGIT | OPEN_OR_COMMA | BRACE_OR_COLON;
    const LETTER: u8 = OTHER | NONDIGIT;
    pub(in super::super) const HIGH: u8 = SPECIAL | LETTER;
    pub(in super::super) const BACKSLASH: u8 = SPECIAL | LETTER | INITIAL;
    const CONTROL: u8 = SPECIAL | BRACKET;

    pub(super) const TABLE: [u8; 128] = {
        let mut table = [LETTER; 128];
        let mut byte = 0;
        while byte < 0x20 {
            table[byte] = CONTROL | LETTER;
            byte += 1;
        }
        table[b'\t' as usize] = CONTROL;
        table[b'\n' as usize] = CONTROL;
        table[b'\r' as usize] = CONTROL;
        table[b' ' as usize] = 0;
        table[b'\\' as usize] = BACKSLASH;
        table[0x7f] = HIGH;
        table[b'{' as usize] = TOKEN | BRACKET | OPEN_OR_COMMA | BRACE_OR_COLON;
        table[b'}' as usize] = TOKEN | BRACKET | BRACE_OR_COLON;
        table[b'[' as usize] = TOKEN | BRACKET | OPEN_OR_COMMA;
        table[b']' as usize] = TOKEN | BRACKET;
        table[b',' as usize] = TOKEN | OPEN_OR_COMMA;
        table[b':' as usize] = TOKEN | BRACE_OR_COLON;
        table[b'"' as usize] = TOKEN | INITIAL;
        table[b'R' as usize] = LETTER | INITIAL;
        table[b'E' as usize] = LETTER | INITIAL;
        table[b'0' as usize] = ZERO;
        let mut digit = b'1' as usize;
        while digit <= b'9' as usize {
            table[digit] = DIGIT;
            digit += 1;
        }
        table
    };
}

/// What a byte is in an escape.
pub(super) mod escape {
    /// Behind a backslash.
    pub(in super::super) const LETTER: u8 = 1;
    /// In the four digits behind `\u`.
    pub(in super::super) const HEX: u8 = 2;

    pub(super) const TABLE: [u8; 128] = {
        let letters = super::with([0; 128], b"\"\\/bfnrtu", LETTER);
        let digits = super::with(letters, b"0123456789acdeABCDEF", HEX);
        super::with(digits, b"bf", LETTER | HEX)
    };
}

/// What a byte is right behind a backslash: the greatest is wrong.
pub(super) mod behind_backslash {
    /// The letter that has four digits behind it.
    pub(in super::super) const U: u8 = 1;

    pub(super) const TABLE: [u8; 128] = {
        let letters = super::with([2; 128], b"\"\\/bfnrt", 0);
        super::with(letters, b"u", U)
    };
}

/// The top bit of each byte that is no plain character of a string.
mod special {
    pub(super) const TABLE: [u8; 128] = {
        let mut table = super::with([0; 128], b"\"\\", 0x80);
        let mut byte = 0;
        while byte < 0x20 {
            table[byte] = 0x80;
            byte += 1;
        }
        table
    };
}

pub(super) const CLASSES: Table = halves(&class::TABLE);
pub(super) const ESCAPES: Table = halves(&escape::TABLE);
pub(super) const BEHIND_BACKSLASH: Table = halves(&behind_backslash::TABLE);
pub(super) const SPECIAL: Table = halves(&special::TABLE);

/// The same table, but for these bytes.
const fn with<const N: usize>(mut table: [u8; 128], bytes: &[u8; N], is: u8) -> [u8; 128] {
    let mut at = 0;
    while at < N {
        table[bytes[at] as usize] = is;
        at += 1;
    }
    table
}

const fn halves(table: &[u8; 128]) -> Table {
    let mut halves = [[0; 64]; 2];
    let mut at = 0;
    while at < 64 {
        halves[0][at] = table[at];
        halves[1][at] = table[at + 64];
        at += 1;
    }
    halves
}
