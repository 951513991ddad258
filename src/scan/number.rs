//! Numbers, by the grammar of RFC 8259 section 6. They are checked and never converted (E10).

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

fn skip_digits(mut bytes: &[u8]) -> &[u8] {
    while let [b'0'..=b'9', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes
}
