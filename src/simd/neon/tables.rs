//! What bytes are, by their halves, and how eight of them are squeezed together: tables for look-ups.

#![expect(
    clippy::indexing_slicing,
    reason = "constants: an index out of bounds does not compile"
)]

/// What a byte is, by its lower and its upper half: what both say. Whitespace below 0x10 has a
/// table of its own, as no choice of halves has just these.
pub(super) mod class {
    pub(in super::super) const OPEN: u8 = 1;
    pub(in super::super) const CLOSE: u8 = 1 << 1;
    pub(in super::super) const COMMA: u8 = 1 << 2;
    pub(in super::super) const COLON: u8 = 1 << 3;
    /// A quote.
    pub(in super::super) const STRING: u8 = 1 << 4;
    pub(in super::super) const BRACE: u8 = 1 << 5;
    pub(in super::super) const SPACE: u8 = 1 << 6;
    /// R, E, C, M and the backslash, but more than these.
    pub(in super::super) const INITIAL: u8 = 1 << 7;
    /// Of tokens, none of which is such a letter: the byte behind is one.
    pub(in super::super) const CANDIDATE: u8 = INITIAL;

    pub(in super::super) const LOW: [u8; 16] = {
        let mut table = [0; 16];
        table[0x0] = SPACE;
        table[0x2] = STRING | INITIAL;
        table[0x5] = INITIAL;
        table[0xa] = COLON;
        table[0xb] = OPEN | BRACE;
        table[0xc] = COMMA | INITIAL;
        table[0xd] = CLOSE | BRACE;
        table
    };
    pub(in super::super) const HIGH: [u8; 16] = {
        let mut table = [0; 16];
        table[0x2] = SPACE | STRING | COMMA;
        table[0x3] = COLON;
        table[0x4] = INITIAL;
        table[0x5] = OPEN | CLOSE | INITIAL;
        table[0x7] = OPEN | CLOSE | BRACE;
        table
    };
    /// By the whole byte; those from 0x10 on are nothing here.
    pub(in super::super) const CONTROL: [u8; 16] = {
        let mut table = [0; 16];
        table[b'\t' as usize] = SPACE;
        table[b'\n' as usize] = SPACE;
        table[b'\r' as usize] = SPACE;
        table
    };
}

/// For each choice out of eight bytes, where the chosen ones are, one after another.
pub(super) const SQUEEZE: [[u8; 8]; 256] = {
    let mut rows = [[0; 8]; 256];
    let mut choice = 0;
    while choice < 256 {
        let (mut bit, mut len) = (0, 0);
        while bit < 8 {
            if choice >> bit & 1 != 0 {
                rows[choice][len] = bit as u8;
                len += 1;
            }
            bit += 1;
        }
        choice += 1;
    }
    rows
};
