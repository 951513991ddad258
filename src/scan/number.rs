//! Numbers, by the grammar of RFC 8259 section 6. They are checked and never converted (E10).

use super::plain;

/// How far into a number we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// After the minus sign.
    Minus,
    /// After a leading zero, which no digit may follow.
    Zero,
    /// In the digits before the point.
    Integer,
    /// After the point.
    Point,
    /// In the digits after the point.
    Fraction,
    /// After `e` or `E`.
    E,
    /// After the sign of the exponent.
    Sign,
    /// In the digits of the exponent.
    Exponent,
}

impl Number {
    /// The state after a number's first byte: a minus sign or a digit.
    pub(super) const fn start(byte: u8) -> Self {
        match byte {
            b'-' => Self::Minus,
            b'0' => Self::Zero,
            _ => Self::Integer,
        }
    }

    /// Reads on. Returns the state, and what is left from the first byte on that the number cannot
    /// have.
    #[inline]
    pub(super) fn run(mut self, mut bytes: &[u8]) -> (Self, &[u8]) {
        // The parts of a number follow each other in one order, so one pass does, wherever we are.
        if self == Self::Minus {
            match bytes {
                [b'0', rest @ ..] => (self, bytes) = (Self::Zero, rest),
                [b'1'..=b'9', rest @ ..] => (self, bytes) = (Self::Integer, rest),
                _ => {}
            }
        }
        if self == Self::Integer {
            bytes = skip_digits(bytes);
        }
        if let (Self::Zero | Self::Integer, [b'.', rest @ ..]) = (self, bytes) {
            (self, bytes) = (Self::Point, rest);
        }
        if let (Self::Point, [b'0'..=b'9', rest @ ..]) = (self, bytes) {
            (self, bytes) = (Self::Fraction, rest);
        }
        if self == Self::Fraction {
            bytes = skip_digits(bytes);
        }
        if let (Self::Zero | Self::Integer | Self::Fraction, [b'e' | b'E', rest @ ..]) =
            (self, bytes)
        {
            (self, bytes) = (Self::E, rest);
        }
        if let (Self::E, [b'+' | b'-', rest @ ..]) = (self, bytes) {
            (self, bytes) = (Self::Sign, rest);
        }
        if let (Self::E | Self::Sign, [b'0'..=b'9', rest @ ..]) = (self, bytes) {
            (self, bytes) = (Self::Exponent, rest);
        }
        if self == Self::Exponent {
            bytes = skip_digits(bytes);
        }
        (self, bytes)
    }

    /// Whether a number may end here.
    pub(super) const fn is_complete(self) -> bool {
        matches!(
            self,
            Self::Zero | Self::Integer | Self::Fraction | Self::Exponent
        )
    }
}

fn skip_digits(bytes: &[u8]) -> &[u8] {
    bytes
        .get(plain::skip_digits(bytes, 0)..)
        .unwrap_or_default()
}

/// The length of the number that `bytes` begins with, if it is one and ends before a delimiter
/// that is there, too.
#[inline(always)]
pub(super) fn whole(bytes: &[u8]) -> Option<usize> {
    let (end, _) = end(bytes, 0)?;
    Some(end)
}

/// The same for the first of several numbers, and for all that follow with a comma and nothing else
/// between them.
#[inline(never)]
pub(super) fn series(bytes: &[u8]) -> Option<usize> {
    let (mut at, mut next) = end(bytes, 0)?;
    while next == b','
        && let Some(behind) = end(bytes, at + 1)
    {
        (at, next) = behind;
    }
    Some(at)
}

/// Where the number at `start` ends, and the delimiter that is there.
#[inline(always)]
fn end(bytes: &[u8], mut start: usize) -> Option<(usize, u8)> {
    let mut next = *bytes.get(start)?;
    if next == b'-' {
        start += 1;
        next = *bytes.get(start)?;
    }
    let mut at = start + 1;
    if next != b'0' {
        at = skip_some(bytes, start)?;
    }
    next = *bytes.get(at)?;
    if next == b'.' {
        at = skip_some(bytes, at + 1)?;
        next = *bytes.get(at)?;
    }
    if matches!(next, b'e' | b'E') {
        let sign = matches!(bytes.get(at + 1)?, b'+' | b'-');
        at = skip_some(bytes, at + 1 + usize::from(sign))?;
        next = *bytes.get(at)?;
    }
    (next == b',' || ends_scalar(next)).then_some((at, next))
}

/// Where the digits from `start` on end, of which there is one at least.
#[inline(always)]
fn skip_some(bytes: &[u8], start: usize) -> Option<usize> {
    // The first one after the other: how many there are a CPU foresees, and need not wait for.
    let mut at = start;
    while at < start + 3 {
        if !bytes.get(at)?.is_ascii_digit() {
            return (at > start).then_some(at);
        }
        at += 1;
    }
    Some(plain::skip_digits(bytes, at))
}

/// The length of `word`, if `bytes` begins with it and it ends before a delimiter.
#[inline(always)]
pub(super) fn word(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let is_whole = bytes.starts_with(word) && ends_scalar(*bytes.get(word.len())?);
    is_whole.then_some(word.len())
}

/// Whether a number or a literal can end before this byte. Anything else belongs to it and makes
/// it a bad one: `1x` is no number, rather than a number before a stray letter.
#[inline]
pub(super) const fn ends_scalar(byte: u8) -> bool {
    const fn set(delimiters: &[u8], from: u8) -> u64 {
        let mut set = 0;
        let mut rest = delimiters;
        while let [byte, behind @ ..] = rest {
            if *byte / 64 == from / 64 {
                set |= 1 << (*byte % 64);
            }
            rest = behind;
        }
        set
    }
    const LOW: u64 = set(b" \n\r\t,:}]{[\"", 0);
    const HIGH: u64 = set(b" \n\r\t,:}]{[\"", 64);
    let set = match byte {
        0..64 => LOW,
        64..128 => HIGH,
        _ => 0,
    };
    set >> (byte % 64) & 1 != 0
}
