//! From token to token of a body that is well-formed, or trusted to be, or checked beside.

use super::{plain, reader::value_kind, skip::Skip};
use crate::{
    ValueKind,
    shape::{Place, Slot, Span},
};

/// Where we are in a body.
pub(super) struct Cursor<'a, S> {
    skip: S,
    body: &'a [u8],
    at: usize,
}

impl<'a, S: Skip> Cursor<'a, S> {
    #[inline(always)]
    pub(super) const fn new(skip: S, body: &'a [u8], at: usize) -> Self {
        Self { skip, body, at }
    }

    /// The next byte's position.
    #[inline(always)]
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Passes over whitespace and the byte behind it, which is returned with its position.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<(usize, u8)> {
        let mut at = self.at;
        let mut byte = *self.body.get(at)?;
        if byte <= b' ' {
            at = plain::skip_whitespace(self.body, at);
            byte = *self.body.get(at)?;
        }
        self.at = at + 1;
        Some((at, byte))
    }

    /// Passes over a name, from behind its opening quote. The inner `None` is one that does not
    /// count; one that has escapes may.
    #[inline(always)]
    pub(super) fn name(&mut self, place: Place) -> Option<Option<Slot>> {
        let start = self.at;
        let (end, escaped) = self.skip.string_end(self.body, start)?;
        if escaped {
            return None;
        }
        self.at = end + 1;
        Some(Slot::named(place, self.body.get(start..end)?))
    }

    /// Passes over the colon behind a name and the first byte of the value, which is returned.
    #[inline(always)]
    pub(super) fn value_of_name(&mut self) -> Option<u8> {
        let (_, colon) = self.next()?;
        let (_, byte) = self.next().filter(|_| colon == b':')?;
        Some(byte)
    }

    /// Passes over a string or null that begins with `byte`, and returns the string.
    #[inline(always)]
    pub(super) fn text(&mut self, byte: u8) -> Option<Option<Span>> {
        match byte {
            b'"' => {
                let start = self.at;
                let (end, escaped) = self.skip.string_end(self.body, start)?;
                self.at = end + 1;
                Some(Span::new(start, end, escaped))
            }
            b'n' => {
                self.value(byte)?;
                Some(None)
            }
            _ => None,
        }
    }

    /// The same where half a surrogate pair may not be: `None` if there are escapes, too.
    #[inline(always)]
    pub(super) fn strict_text(&mut self, byte: u8) -> Option<Option<Span>> {
        self.text(byte)
            .filter(|text| text.is_none_or(|text| !text.is_escaped()))
    }

    /// Passes over a value that begins with `byte`.
    #[inline(always)]
    pub(super) fn value(&mut self, byte: u8) -> Option<()> {
        self.at = match value_kind(byte)? {
            ValueKind::String => self.skip.string_end(self.body, self.at)?.0 + 1,
            ValueKind::Object => self.skip.nested_end(self.body, self.at, b'{', b'}')?,
            ValueKind::Array => self.skip.nested_end(self.body, self.at, b'[', b']')?,
            _ => {
                let rest = self.body.get(self.at..)?;
                let end = rest.iter().position(|byte| {
                    plain::is_whitespace(*byte) || matches!(byte, b',' | b'}' | b']')
                });
                self.at + end?
            }
        };
        Some(())
    }
}
