//! [`JsonStr`]: a string of the body, as it was sent.

mod log_safe;
mod parts;

pub use log_safe::LogSafe;
pub(crate) use parts::Parts;

use core::{
    fmt::{self, Write},
    hash::{Hash, Hasher},
};

use crate::scan;
use log_safe::LogChar;

/// A JSON string without its quotes: a slice of the caller's body, with its escapes as sent.
///
/// Nothing is decoded until somebody asks. A string without escapes, which nearly all are, is
/// there at once through [`as_str`](Self::as_str); any string prints decoded through
/// [`Display`](fmt::Display), comes out a character at a time through [`chars`](Self::chars), or
/// is decoded into a buffer by [`decode_into`](Self::decode_into).
///
/// Equality and hash go by the decoded value, however it is spelled. The hash is not that of the
/// equal `str`, so a map keyed by `JsonStr` cannot be asked with a `&str`.
///
/// A lone surrogate escape (`\ud800`) decodes as U+FFFD.
///
/// ```
/// use tencentcloud_response::parse;
///
/// let body = br#"{"Response":{"Error":{"Code":"A","Message":"Caf\u00e9 \"Luna\""},"RequestId":"r"}}"#;
/// let error = parse(body)?.error().unwrap();
/// assert_eq!(error.message().raw(), r#"Caf\u00e9 \"Luna\""#);
/// assert_eq!(error.message(), "Café \"Luna\"");
/// assert_eq!(error.message().as_str(), None);
/// assert_eq!(error.code().as_str(), Some("A"));
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct JsonStr<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> JsonStr<'a> {
    /// Plain text, in which a backslash is a backslash.
    pub(crate) const fn plain(text: &'a str) -> Self {
        Self {
            raw: text,
            escaped: false,
        }
    }

    /// The inside of a string that a reader has checked; `escaped` when it has a backslash.
    pub(crate) const fn checked(raw: &'a str, escaped: bool) -> Self {
        Self { raw, escaped }
    }

    /// The text as sent, without its quotes and with its escapes: a slice of the body.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// The text as a slice of the body, if it has no escapes.
    #[must_use]
    pub const fn as_str(&self) -> Option<&'a str> {
        if self.escaped { None } else { Some(self.raw) }
    }

    /// Whether the text has no characters.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The decoded characters.
    #[must_use]
    pub fn chars(&self) -> Chars<'a> {
        Chars {
            raw: self.raw.chars(),
            escaped: self.escaped,
        }
    }

    /// Decodes into `buffer` and returns the part that was written. `raw().len()` bytes are
    /// always enough.
    ///
    /// # Errors
    /// [`BufferTooSmall`] tells how many bytes the decoded text needs; `buffer` then holds
    /// nothing of use.
    pub fn decode_into<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b str, BufferTooSmall> {
        match self.decode_prefix(buffer) {
            (text, true) => Ok(text),
            (_, false) => Err(BufferTooSmall {
                needed: self.chars().map(char::len_utf8).sum(),
            }),
        }
    }

    /// Decodes as many whole characters as fit; the flag says whether all did.
    pub(crate) fn decode_prefix<'b>(&self, buffer: &'b mut [u8]) -> (&'b str, bool) {
        let mut written = 0;
        let complete = self.parts(|part| {
            let room = buffer.get_mut(written..).unwrap_or_default();
            let fits = prefix(part, room.len());
            if let Some(to) = room.get_mut(..fits.len()) {
                to.copy_from_slice(fits.as_bytes());
            }
            written += fits.len();
            fits.len() == part.len()
        });
        let text = buffer.get(..written).unwrap_or_default();
        // Whole characters only were written; were that wrong, an empty text beats a panic.
        (core::str::from_utf8(text).unwrap_or_default(), complete)
    }

    /// The decoded text in parts, until `take` says of one that it has not taken all of it. Returns
    /// whether it has taken everything.
    #[inline]
    pub(crate) fn parts(&self, mut take: impl FnMut(&str) -> bool) -> bool {
        match self.as_str() {
            Some(text) => take(text),
            None => self.escaped_parts(take),
        }
    }

    #[inline(never)]
    fn escaped_parts(&self, mut take: impl FnMut(&str) -> bool) -> bool {
        let (mut rest, mut seen) = (self.raw, 0);
        loop {
            let backslash = scan::find_backslash(rest.as_bytes(), seen);
            let (part, escape) = rest.split_at_checked(backslash).unwrap_or_default();
            if !take(part) {
                return false;
            }
            match escape.as_bytes() {
                [] => return true,
                // It stands for itself, and begins the next part.
                [_, b'"' | b'\\' | b'/', ..] => {
                    (rest, seen) = (escape.get(1..).unwrap_or_default(), 1)
                }
                _ => {
                    let mut chars = Self::checked(escape, true).chars();
                    let c = chars.next().unwrap_or_default();
                    if !take(c.encode_utf8(&mut [0; 4])) {
                        return false;
                    }
                    (rest, seen) = (chars.raw.as_str(), 0);
                }
            }
        }
    }

    /// The decoded text: borrowed from the body if it has no escapes.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_cow(&self) -> alloc::borrow::Cow<'a, str> {
        match self.as_str() {
            Some(text) => alloc::borrow::Cow::Borrowed(text),
            None => alloc::borrow::Cow::Owned(self.chars().collect()),
        }
    }

    /// The decoded text for a log line: one line, at most `max` bytes long, cut between
    /// characters.
    ///
    /// C0 and C1 controls, DEL, U+2028, U+2029 and the bidirectional controls come out as JSON
    /// escapes (`\n`, `\u202e`), so that a message can neither begin a new line, nor drive a
    /// terminal, nor reorder what stands around it.
    ///
    /// ```
    /// use tencentcloud_response::parse;
    ///
    /// let body = br#"{"Response":{"Error":{"Message":"a\nb\u001b[31m\u202ec"}}}"#;
    /// let message = parse(body)?.error().unwrap().message();
    /// assert_eq!(message.log_safe(200).to_string(), r"a\nb\u001b[31m\u202ec");
    /// assert_eq!(message.log_safe(2).to_string(), "a");
    /// # Ok::<(), tencentcloud_response::ParseError>(())
    /// ```
    #[must_use]
    pub const fn log_safe(&self, max: usize) -> LogSafe<'a> {
        LogSafe { text: *self, max }
    }

    /// The parts before and after the first `separator`, which counts however it is spelled.
    pub(crate) fn split_once(self, separator: char) -> Option<(Self, Self)> {
        let mut chars = self.chars();
        loop {
            let before = chars.raw.as_str().len();
            if chars.next()? == separator {
                let after = chars.raw.as_str();
                let root = self.raw.get(..self.raw.len() - before).unwrap_or_default();
                return Some((self.part(root), self.part(after)));
            }
        }
    }

    const fn part(self, raw: &'a str) -> Self {
        Self {
            raw,
            escaped: self.escaped && contains_backslash(raw),
        }
    }
}

const fn contains_backslash(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'\\' {
            return true;
        }
        rest = tail;
    }
    false
}

/// As much of `text` as ends with a character and has at most `max` bytes.
/// (`str::floor_char_boundary` is newer than our minimum Rust.)
#[inline]
pub(crate) fn prefix(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    loop {
        match text.get(..end) {
            Some(prefix) => return prefix,
            None => end -= 1,
        }
    }
}

/// The decoded characters of a [`JsonStr`].
#[derive(Clone)]
pub struct Chars<'a> {
    raw: core::str::Chars<'a>,
    escaped: bool,
}

impl Chars<'_> {
    /// The character of an escape whose backslash was read.
    fn escape(&mut self) -> char {
        match self.raw.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let unit = self.hex();
                if let Some(c) = char::from_u32(unit) {
                    return c;
                }
                // A surrogate: with its other half, or alone.
                let mut ahead = self.clone();
                if unit < 0xDC00 && ahead.raw.next() == Some('\\') && ahead.raw.next() == Some('u')
                {
                    let low = ahead.hex();
                    if (0xDC00..0xE000).contains(&low) {
                        *self = ahead;
                        let pair = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                        return char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER);
                    }
                }
                char::REPLACEMENT_CHARACTER
            }
            Some(c) => c,
            None => char::REPLACEMENT_CHARACTER,
        }
    }

    /// Four hexadecimal digits, which the reader has checked.
    fn hex(&mut self) -> u32 {
        let mut unit = 0;
        for digit in self.raw.by_ref().take(4) {
            unit = unit << 4 | digit.to_digit(16).unwrap_or(0);
        }
        unit
    }
}

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self.raw.next()? {
            '\\' if self.escaped => Some(self.escape()),
            c => Some(c),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.raw.size_hint();
        // An escape is one character, however long; after `skim` it may even be ill-formed.
        (if self.escaped { low.min(1) } else { low }, high)
    }
}

impl core::iter::FusedIterator for Chars<'_> {}

impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chars").finish_non_exhaustive()
    }
}

impl fmt::Display for JsonStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            Some(text) => f.write_str(text),
            None => self.chars().try_for_each(|c| f.write_char(c)),
        }
    }
}

/// Log-safe and in quotes.
impl fmt::Debug for JsonStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                c => LogChar::new(c).write(f)?,
            }
        }
        f.write_char('"')
    }
}

/// Plain text, in which a backslash is a backslash.
impl<'a> From<&'a str> for JsonStr<'a> {
    fn from(text: &'a str) -> Self {
        Self::plain(text)
    }
}

impl PartialEq for JsonStr<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.as_str(), other.as_str()) {
            (Some(a), Some(b)) => a == b,
            _ => self.chars().eq(other.chars()),
        }
    }
}

impl Eq for JsonStr<'_> {}

impl PartialEq<str> for JsonStr<'_> {
    fn eq(&self, other: &str) -> bool {
        *self == JsonStr::plain(other)
    }
}

impl PartialEq<&str> for JsonStr<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq<JsonStr<'_>> for str {
    fn eq(&self, other: &JsonStr<'_>) -> bool {
        *other == *self
    }
}

impl PartialEq<JsonStr<'_>> for &str {
    fn eq(&self, other: &JsonStr<'_>) -> bool {
        *other == **self
    }
}

impl Hash for JsonStr<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A character at a time: one call for a whole `str` would need it decoded somewhere.
        for c in self.chars() {
            state.write_u32(u32::from(c));
        }
        state.write_u8(0xff);
    }
}

/// A buffer of the caller's cannot hold the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BufferTooSmall {
    needed: usize,
}

impl BufferTooSmall {
    pub(crate) const fn new(needed: usize) -> Self {
        Self { needed }
    }

    /// How many bytes would be enough.
    #[must_use]
    pub const fn needed(&self) -> usize {
        self.needed
    }
}

impl fmt::Display for BufferTooSmall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text needs a buffer of {} bytes", self.needed)
    }
}

impl core::error::Error for BufferTooSmall {}
