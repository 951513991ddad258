//! Skimming: the values that count, out of a body that is trusted to be well-formed (E14).
//!
//! Only quotes, backslashes and brackets matter in what is passed over. The rules about names are
//! those of [`Shape`], as everywhere.

use super::{plain, value_kind};
use crate::{
    Duplicates, JsonStr, ValueKind,
    shape::{NameMatch, Place, Shape, Slot, Span},
};

/// Finds the values that count. `None` when this is no envelope, as far as was looked.
pub(crate) fn skim(body: &[u8], mut shape: Shape, duplicates: Duplicates) -> Option<Shape> {
    let mut cursor = Cursor { body, at: 0 };
    let open = cursor.next()?;
    if open.1 != b'{' {
        return None;
    }
    shape.open(open.0);
    let mut place = Place::Root;
    loop {
        match cursor.next()? {
            (_, b',') => {}
            (at, b'}') => {
                shape.close(place, at).ok()?;
                place = match place {
                    Place::Error => Place::Response,
                    // What follows cannot change the answer.
                    Place::Response if duplicates != Duplicates::Last => return Some(shape),
                    Place::Response => Place::Root,
                    Place::Root => return Some(shape),
                };
            }
            (quote, b'"') => {
                let name = cursor.string()?;
                shape.name(slot(body, name, place)?, quote).ok()?;
                if cursor.next()?.1 != b':' {
                    return None;
                }
                let (at, byte) = cursor.next()?;
                let kind = value_kind(byte)?;
                let slot = shape.value(kind, at, byte).ok()?;
                match kind {
                    ValueKind::String => {
                        let span = cursor.string()?;
                        if let Some(slot) = slot {
                            shape.text(slot, span);
                        }
                    }
                    ValueKind::Object if slot.is_some() => {
                        shape.open(at);
                        place = match place {
                            Place::Root => Place::Response,
                            _ => Place::Error,
                        };
                    }
                    ValueKind::Object | ValueKind::Array => cursor.nested()?,
                    _ => {
                        cursor.scalar();
                        if let Some(slot) = slot.filter(|_| kind == ValueKind::Number) {
                            let (start, end) = (at, cursor.at);
                            shape.text(
                                slot,
                                Span {
                                    start,
                                    end,
                                    escaped: false,
                                },
                            );
                        }
                    }
                }
            }
            _ => return None,
        }
        if place == Place::Response && duplicates != Duplicates::Last && shape.is_settled() {
            return Some(shape);
        }
    }
}

/// How many bytes the value has that `bytes` begins with; `None` if it has no end.
pub(crate) fn value_len(bytes: &[u8]) -> Option<usize> {
    let mut cursor = Cursor { body: bytes, at: 0 };
    match value_kind(cursor.next()?.1)? {
        ValueKind::String => {
            cursor.string()?;
        }
        ValueKind::Object | ValueKind::Array => cursor.nested()?,
        _ => cursor.scalar(),
    }
    Some(cursor.at)
}

/// The member that a name is; the outer `None` for a name that is not UTF-8.
fn slot(body: &[u8], name: Span, place: Place) -> Option<Option<Slot>> {
    let raw = body.get(name.start..name.end)?;
    if !name.escaped {
        return Some(Slot::named(place, raw));
    }
    let text = JsonStr::checked(core::str::from_utf8(raw).ok()?, true);
    let mut matched = NameMatch::new(place);
    for c in text.chars() {
        matched.push(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Some(matched.end())
}

struct Cursor<'a> {
    body: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    /// Passes over whitespace and the byte behind it, which is returned with its position.
    fn next(&mut self) -> Option<(usize, u8)> {
        let at = plain::skip_whitespace(self.body, self.at);
        let byte = *self.body.get(at)?;
        self.at = at + 1;
        Some((at, byte))
    }

    /// Passes over the rest of a string, from behind its opening quote.
    fn string(&mut self) -> Option<Span> {
        let start = self.at;
        let mut escaped = false;
        loop {
            let end = plain::skip(self.body, self.at);
            match *self.body.get(end)? {
                b'"' => {
                    self.at = end + 1;
                    return Some(Span {
                        start,
                        end,
                        escaped,
                    });
                }
                b'\\' => {
                    escaped = true;
                    self.at = end + 2;
                }
                _ => self.at = end + 1,
            }
        }
    }

    /// Passes over the rest of an object or array, from behind its opening bracket.
    fn nested(&mut self) -> Option<()> {
        let mut depth = 1_usize;
        while depth > 0 {
            let byte = *self.body.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        Some(())
    }

    /// Passes over the rest of a number or literal.
    fn scalar(&mut self) {
        let rest = self.body.get(self.at..).unwrap_or_default();
        self.at += rest
            .iter()
            .take_while(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b'}' | b']'))
            .count();
    }
}
