//! Text that is safe in a log line.

use core::fmt::{self, Write};

use super::JsonStr;

/// A [`JsonStr`] for a log line: see [`JsonStr::log_safe`].
#[derive(Clone, Copy, Debug)]
pub struct LogSafe<'a> {
    pub(super) text: JsonStr<'a>,
    pub(super) max: usize,
}

impl fmt::Display for LogSafe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut room = self.max;
        for c in self.text.chars() {
            let c = LogChar::new(c);
            match room.checked_sub(c.len()) {
                Some(left) => room = left,
                None => break,
            }
            c.write(f)?;
        }
        Ok(())
    }
}

/// How a character stands in a log line.
pub(super) enum LogChar {
    Plain(char),
    Short(&'static str),
    /// `\u` and four digits: all the characters in question are in the first plane.
    Unicode(u32),
}

impl LogChar {
    pub(super) const fn new(c: char) -> Self {
        match c {
            '\n' => Self::Short("\\n"),
            '\r' => Self::Short("\\r"),
            '\t' => Self::Short("\\t"),
            // C0, DEL and C1; line and paragraph separator; the bidirectional controls
            // (Unicode's property Bidi_Control).
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2066}'..='\u{2069}' => Self::Unicode(c as u32),
            c => Self::Plain(c),
        }
    }

    const fn len(&self) -> usize {
        match self {
            Self::Plain(c) => c.len_utf8(),
            Self::Short(text) => text.len(),
            Self::Unicode(_) => 6,
        }
    }

    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(c) => f.write_char(*c),
            Self::Short(text) => f.write_str(text),
            Self::Unicode(c) => write!(f, "\\u{c:04x}"),
        }
    }
}
