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
    unsigned(bytes, usize::from(*bytes.first()? == b'-'))
}

/// [`whole`] with the sign already read, whose length is `sign`.
#[inline(always)]
pub(super) fn unsigned(bytes: &[u8], sign: usize) -> Option<usize> {
    let mut at = match bytes.get(sign)? {
        b'0' => sign + 1,
        b'1'..=b'9' => plain::skip_digits(bytes, sign + 1),
        _ => return None,
    };
    let mut next = *bytes.get(at)?;
    if ends_scalar(next) {
        return Some(at);
    }
    if next == b'.' {
        let start = at + 1;
        at = plain::skip_digits(bytes, start);
        next = *bytes.get(at).filter(|_| at > start)?;
    }
    if matches!(next, b'e' | b'E') {
        let sign = matches!(bytes.get(at + 1)?, b'+' | b'-');
        let start = at + 1 + usize::from(sign);
        // Few, so one after the other: no time is lost waiting for their number.
        let digits = bytes.get(start..)?.iter();
        at = start + digits.take_while(|byte| byte.is_ascii_digit()).count();
        next = *bytes.get(at).filter(|_| at > start)?;
    }
    ends_scalar(next).then_some(at)
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
