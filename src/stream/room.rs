//! Texts that come in pieces, decoded as they pass.

/// Room for one text: as much of it as a [`Record`](crate::Record) keeps and, if that is not all,
/// one more character, so that the record sees that it has to cut.
///
/// What is pushed has to be checked by the reader, up to where the reader is.
#[derive(Clone, Copy)]
pub(super) struct Room<B: ?Sized = [u8]> {
    len: usize,
    /// No more is taken.
    is_full: bool,
    state: State,
    /// A high surrogate that waits for its other half.
    high: Option<u16>,
    bytes: B,
}

/// What the last piece has cut.
#[derive(Clone, Copy)]
enum State {
    Plain,
    /// Behind a backslash.
    Escape,
    /// Behind `\u` and this many digits, with their value.
    Hex(u8, u16),
}

/// The longest character in UTF-8.
const CHAR: usize = 4;

impl<const N: usize> Room<[u8; N]> {
    /// `N` is four bytes more than the record keeps.
    pub(super) const fn new() -> Self {
        Self {
            len: 0,
            is_full: false,
            state: State::Plain,
            high: None,
            bytes: [0; N],
        }
    }
}

impl Room {
    /// A text begins.
    pub(super) fn begin(&mut self) {
        self.len = 0;
        self.is_full = false;
        self.state = State::Plain;
        self.high = None;
    }

    /// More of the text, as sent.
    pub(super) fn push(&mut self, mut raw: &[u8]) {
        while let (false, Some((&byte, rest))) = (self.is_full, raw.split_first()) {
            match self.state {
                State::Plain if byte == b'\\' => {
                    self.state = State::Escape;
                    raw = rest;
                }
                State::Plain => {
                    self.lone();
                    let plain = raw.iter().take_while(|&&byte| byte != b'\\').count();
                    let (plain, rest) = raw.split_at_checked(plain).unwrap_or_default();
                    self.copy(plain);
                    raw = rest;
                }
                State::Escape => {
                    self.state = self.escape(byte);
                    raw = rest;
                }
                State::Hex(seen, unit) => {
                    let digit = char::from(byte).to_digit(16).unwrap_or(0);
                    let unit = unit << 4 | digit as u16;
                    self.state = if seen < 3 {
                        State::Hex(seen + 1, unit)
                    } else {
                        self.unit(unit);
                        State::Plain
                    };
                    raw = rest;
                }
            }
        }
    }

    /// The text ends.
    pub(super) fn end(&mut self) {
        self.lone();
    }

    /// The text, once it has ended.
    pub(super) fn as_str(&self) -> &str {
        let text = self.bytes.get(..self.len).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }

    fn escape(&mut self, byte: u8) -> State {
        if byte == b'u' {
            return State::Hex(0, 0);
        }
        self.lone();
        self.char(match byte {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            _ => char::from(byte),
        });
        State::Plain
    }

    /// The four digits of a `\u` escape.
    fn unit(&mut self, unit: u16) {
        if let (Some(high), 0xdc00..0xe000) = (self.high, unit) {
            self.high = None;
            let pair = (u32::from(high) - 0xd800) << 10 | (u32::from(unit) - 0xdc00);
            return self.char(replace_surrogate(0x1_0000 + pair));
        }
        self.lone();
        match unit {
            0xd800..0xdc00 => self.high = Some(unit),
            _ => self.char(replace_surrogate(u32::from(unit))),
        }
    }

    /// No other half can come.
    fn lone(&mut self) {
        if self.high.take().is_some() {
            self.char(char::REPLACEMENT_CHARACTER);
        }
    }

    fn char(&mut self, c: char) {
        self.copy(c.encode_utf8(&mut [0; CHAR]).as_bytes());
    }

    /// Characters in UTF-8; the first and the last may be in parts.
    pub(super) fn copy(&mut self, mut text: &[u8]) {
        let kept = self.bytes.len().saturating_sub(CHAR);
        let fits = text.len().min(kept.saturating_sub(self.len));
        if let (Some(to), Some((from, rest))) = (
            self.bytes.get_mut(self.len..self.len + fits),
            text.split_at_checked(fits),
        ) {
            to.copy_from_slice(from);
            self.len += fits;
            text = rest;
        }
        // The character that does not fit, or not all of it.
        for &byte in text {
            let goes_on = byte & 0xc0 == 0x80;
            match self.bytes.get_mut(self.len) {
                Some(to) if goes_on || self.len <= kept => *to = byte,
                _ => {
                    self.is_full = true;
                    return;
                }
            }
            self.len += 1;
        }
    }
}

fn replace_surrogate(code_point: u32) -> char {
    char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER)
}
