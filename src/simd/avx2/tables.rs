//! What bytes are, by their halves: tables for look-ups.

use super::BLOCK;

/// What a byte is, by its lower and its upper half: what both say. Two bits make whitespace, as no
/// choice of halves has just the four. Each by the number of its bit.
pub(super) mod class {
    pub(in super::super) const DIGIT: i32 = 0;
    pub(in super::super) const COMMA: i32 = 1;
    pub(in super::super) const COLON: i32 = 2;
    const BLANK: i32 = 3;
    const CONTROL: i32 = 4;
    /// Of tokens, or the first byte of what is none anyway.
    pub(in super::super) const OPEN_OR_COMMA: i32 = 5;
    pub(in super::super) const BRACE_OR_COLON: i32 = 6;
    /// The top bit, which a mask is made of.
    pub(in super::super) const BRACKET: i32 = 7;
    pub(in super::super) const STRUCTURAL: u8 = bits(&[BRACKET, COMMA, COLON]);
    pub(in super::super) const SPACE: u8 = bits(&[BLANK, CONTROL]);

    const fn bits(mut classes: &[i32]) -> u8 {
        let mut bits = 0;
        while let [class, rest @ ..] = classes {
            bits |= 1 << *class;
            classes = rest;
        }
        bits
    }

    pub(in super::super) const LOW: [u8; 16] = {
        let mut table = [0; 16];
        table[0x0] = bits(&[DIGIT, BLANK]);
        table[0x1] = bits(&[DIGIT]);
        table[0x2] = bits(&[DIGIT]);
        table[0x3] = bits(&[DIGIT]);
        table[0x4] = bits(&[DIGIT]);
        table[0x5] = bits(&[DIGIT]);
        table[0x6] = bits(&[DIGIT]);
        table[0x7] = bits(&[DIGIT]);
        table[0x8] = bits(&[DIGIT]);
        table[0x9] = bits(&[DIGIT, CONTROL]);
        table[0xa] = bits(&[CONTROL, COLON, BRACE_OR_COLON]);
        table[0xb] = bits(&[BRACKET, OPEN_OR_COMMA, BRACE_OR_COLON]);
        table[0xc] = bits(&[COMMA, OPEN_OR_COMMA]);
        table[0xd] = bits(&[BRACKET, BRACE_OR_COLON, CONTROL]);
        table
    };
    pub(in super::super) const HIGH: [u8; 16] = {
        let mut table = [0; 16];
        table[0x0] = bits(&[CONTROL]);
        table[0x2] = bits(&[BLANK, COMMA, OPEN_OR_COMMA]);
        table[0x3] = bits(&[DIGIT, COLON, BRACE_OR_COLON]);
        table[0x5] = bits(&[BRACKET, OPEN_OR_COMMA]);
        table[0x7] = bits(&[BRACKET, OPEN_OR_COMMA, BRACE_OR_COLON]);
        table
    };
}

/// For each lower half of a byte the byte that is marked: zeros, and what may be the first byte of a
/// name that counts. (Where there is none, a byte with another lower half.)
pub(super) const MARKED: [u8; 16] = {
    let mut table = [0xff; 16];
    table[0x0] = b'0';
    table[0x2] = b'R';
    table[0x5] = b'E';
    table[0xc] = b'\\';
    table[0xf] = 0;
    table
};

/// From any place on, as many zeros as are left of the first half, and spaces behind them.
pub(super) const SPACES: [u8; 2 * BLOCK] = {
    let mut bytes = [0; 2 * BLOCK];
    let (_, behind) = bytes.split_at_mut(BLOCK);
    let mut rest = behind;
    while let [first, more @ ..] = rest {
        *first = b' ';
        rest = more;
    }
    bytes
};
