//! What a byte is in an escape, by its lower and its upper half: what both tables say.

#![expect(
    clippy::indexing_slicing,
    reason = "constants: an index out of bounds does not compile"
)]

const UPPER_2: u8 = 1;
const UPPER_5: u8 = 1 << 1;
const UPPER_6: u8 = 1 << 2;
const UPPER_7: u8 = 1 << 3;
const DIGIT: u8 = 1 << 4;
const A_TO_F: u8 = 1 << 5;
/// Behind a backslash.
pub(super) const LETTER: u8 = UPPER_2 | UPPER_5 | UPPER_6 | UPPER_7;
/// In the four digits behind `\u`.
pub(super) const HEX: u8 = DIGIT | A_TO_F;

pub(super) const LOW: [u8; 16] = {
    let mut table = [DIGIT; 16];
    let mut at = 0xa;
    while at < 16 {
        table[at] = 0;
        at += 1;
    }
    let mut at = 1;
    while at <= 6 {
        table[at] |= A_TO_F;
        at += 1;
    }
    table[0x2] |= UPPER_2 | UPPER_6 | UPPER_7;
    table[0x4] |= UPPER_7;
    table[0x5] |= UPPER_7;
    table[0x6] |= UPPER_6;
    table[0xc] |= UPPER_5;
    table[0xe] |= UPPER_6;
    table[0xf] |= UPPER_2;
    table
};

pub(super) const HIGH: [u8; 16] = {
    let mut table = [0; 16];
    table[0x2] = UPPER_2;
    table[0x3] = DIGIT;
    table[0x4] = A_TO_F;
    table[0x5] = UPPER_5;
    table[0x6] = UPPER_6 | A_TO_F;
    table[0x7] = UPPER_7;
    table
};
