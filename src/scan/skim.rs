//! Skimming: the values that count, out of a body that is trusted to be well-formed (E14).
//!
//! It goes from member to member in the three places where names count, and passes over all else.
//! What it does not understand it leaves to the readers that check. A name that is there twice it
//! does not look for: the first one counts.

use super::{plain, reader::value_kind, skip::Skip};
use crate::{
    ValueKind,
    shape::{Found, Place, Slot, Span},
};

/// Whether the values were found; then `found`, which comes empty, is what the body has.
#[inline(always)]
pub(crate) fn skim<S: Skip>(skip: S, body: &[u8], found: &mut Found) -> bool {
    let mut cursor = Cursor { skip, body, at: 0 };
    cursor.read(found).is_some()
}

/// How many bytes the value has that `bytes` begins with; `None` if it has no end.
pub(crate) fn value_len<S: Skip>(skip: S, bytes: &[u8]) -> Option<usize> {
    let mut cursor = Cursor {
        skip,
        body: bytes,
        at: 0,
    };
    let (_, byte) = cursor.next()?;
    cursor.value(byte)?;
    Some(cursor.at)
}

struct Cursor<'a, S> {
    skip: S,
    body: &'a [u8],
    at: usize,
}

impl<S: Skip> Cursor<'_, S> {
    #[inline(always)]
    fn read(&mut self, found: &mut Found) -> Option<()> {
        if self.next()?.1 != b'{' {
            return None;
        }
        let mut place = Place::Root;
        let (mut has_request_id, mut has_error) = (false, false);
        let (mut has_code, mut has_message) = (false, false);
        loop {
            let (at, byte) = self.next()?;
            match byte {
                b',' => {}
                b'"' => {
                    let slot = self.name(place)?;
                    if self.next()?.1 != b':' {
                        return None;
                    }
                    let (at, byte) = self.next()?;
                    match (slot, byte) {
                        (Some(Slot::Response), b'{') => {
                            found.payload = Some((at, None));
                            place = Place::Response;
                        }
                        (Some(Slot::RequestId), _) if !has_request_id => {
                            has_request_id = true;
                            found.request_id = self.text(byte)?;
                        }
                        (Some(Slot::Error), b'{') if !has_error => {
                            has_error = true;
                            found.failed = true;
                            place = Place::Error;
                        }
                        (Some(Slot::Error), b'n') => {
                            has_error = true;
                            self.value(byte)?;
                        }
                        (Some(Slot::Code), _) if !has_code => {
                            has_code = true;
                            found.code = self.text(byte)?;
                        }
                        (Some(Slot::Message), _) if !has_message => {
                            has_message = true;
                            found.message = self.text(byte)?;
                        }
                        (Some(Slot::Response | Slot::Error), _) => return None,
                        _ => self.value(byte)?,
                    }
                }
                b'}' => match place {
                    Place::Error => {
                        found.error_closed = true;
                        place = Place::Response;
                    }
                    Place::Response => {
                        if let Some(payload) = &mut found.payload {
                            payload.1 = Some(at + 1);
                        }
                        return Some(());
                    }
                    Place::Root => return None,
                },
                _ => return None,
            }
            // A failure of which all is known: what follows cannot change it.
            if has_request_id && found.error_closed {
                return Some(());
            }
        }
    }

    /// Passes over whitespace and the byte behind it, which is returned with its position.
    #[inline(always)]
    fn next(&mut self) -> Option<(usize, u8)> {
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
    fn name(&mut self, place: Place) -> Option<Option<Slot>> {
        let start = self.at;
        let (end, escaped) = self.skip.string_end(self.body, start)?;
        if escaped {
            return None;
        }
        self.at = end + 1;
        Some(Slot::named(place, self.body.get(start..end)?))
    }

    /// Passes over a string or null that begins with `byte`, and returns the string.
    #[inline(always)]
    fn text(&mut self, byte: u8) -> Option<Option<Span>> {
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

    /// Passes over a value that begins with `byte`.
    #[inline(always)]
    fn value(&mut self, byte: u8) -> Option<()> {
        self.at = match value_kind(byte)? {
            ValueKind::String => self.skip.string_end(self.body, self.at)?.0 + 1,
            ValueKind::Object => self.skip.nested_end(self.body, self.at, b'{', b'}')?,
            ValueKind::Array => self.skip.nested_end(self.body, self.at, b'[', b']')?,
            _ => {
                let rest = self.body.get(self.at..)?;
                let end = rest.iter().position(|byte| {
                    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b'}' | b']')
                });
                self.at + end?
            }
        };
        Some(())
    }
}
