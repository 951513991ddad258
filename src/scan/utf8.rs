//! UTF-8, by table 3-7 of the Unicode Standard: which bytes may follow which.

/// How far into a sequence of several bytes we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    /// Continuation bytes still to come.
    missing: u8,
    /// The range of the next one.
    low: u8,
    high: u8,
}

impl Sequence {
    /// The state after a lead byte; `None` for a byte that leads nothing.
    pub(super) const fn start(byte: u8) -> Option<Self> {
        let (missing, low, high) = match byte {
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xe1..=0xec | 0xee | 0xef => (2, 0x80, 0xbf),
            // Above U+D7FF lie the surrogates.
            0xed => (2, 0x80, 0x9f),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            // U+10FFFF is the last code point.
            0xf4 => (3, 0x80, 0x8f),
            _ => return None,
        };
        Some(Self { missing, low, high })
    }

    /// The state after one more byte (complete when it says so); `None` if it cannot follow.
    pub(super) const fn next(self, byte: u8) -> Option<Self> {
        if byte < self.low || byte > self.high {
            return None;
        }
        Some(Self {
            missing: self.missing - 1,
            low: 0x80,
            high: 0xbf,
        })
    }

    pub(super) const fn is_complete(self) -> bool {
        self.missing == 0
    }
}

/// Passes over well-formed sequences of several bytes from `at` on, and returns where the first
/// byte stands that is ASCII, ill-formed, or of a sequence that `bytes` cuts short.
pub(super) fn skip(bytes: &[u8], mut at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    loop {
        // Most of CJK.
        while let [0xe1..=0xec, 0x80..=0xbf, 0x80..=0xbf, tail @ ..] = rest {
            at += 3;
            rest = tail;
        }
        let Some((&lead, mut tail)) = rest.split_first() else {
            return at;
        };
        let Some(mut sequence) = Sequence::start(lead) else {
            return at;
        };
        let mut end = at + 1;
        while !sequence.is_complete() {
            let Some((&byte, after)) = tail.split_first() else {
                return at;
            };
            let Some(next) = sequence.next(byte) else {
                return at;
            };
            sequence = next;
            tail = after;
            end += 1;
        }
        at = end;
        rest = tail;
    }
}
