//! Skimming: the values that count, out of a body that is trusted to be well-formed (E14).
//!
//! It goes from member to member in the three places where names count, and passes over all else.
//! What it does not understand it leaves to the readers that check. A name that is there twice it
//! does not look for: the first one counts.

use super::{cursor::Cursor, skip::Skip};
use crate::shape::{Found, Payload, Place, Slot};

/// Whether the values were found; then `found`, which comes empty, is what the body has.
#[inline(always)]
pub(crate) fn skim<S: Skip>(skip: S, body: &[u8], found: &mut Found) -> bool {
    read(Cursor::new(skip, body, 0), found).is_some()
}

/// How many bytes the value has that `bytes` begins with; `None` if it has no end.
pub(crate) fn value_len<S: Skip>(skip: S, bytes: &[u8]) -> Option<usize> {
    let mut cursor = Cursor::new(skip, bytes, 0);
    let (_, byte) = cursor.next()?;
    cursor.value(byte)?;
    Some(cursor.at())
}

#[inline(always)]
fn read<S: Skip>(mut cursor: Cursor<'_, S>, found: &mut Found) -> Option<()> {
    if cursor.next()?.1 != b'{' {
        return None;
    }
    let mut place = Place::Root;
    let (mut has_request_id, mut has_error) = (false, false);
    let (mut has_code, mut has_message) = (false, false);
    loop {
        let (at, byte) = cursor.next()?;
        match byte {
            b',' => {}
            b'"' => {
                let slot = cursor.name(place)?;
                if cursor.next()?.1 != b':' {
                    return None;
                }
                let (at, byte) = cursor.next()?;
                match (slot, byte) {
                    (Some(Slot::Response), b'{') => {
                        found.payload = Payload::at(at);
                        place = Place::Response;
                    }
                    (Some(Slot::RequestId), _) if !has_request_id => {
                        has_request_id = true;
                        found.request_id = cursor.text(byte)?;
                    }
                    (Some(Slot::Error), b'{') if !has_error => {
                        has_error = true;
                        found.failed = true;
                        place = Place::Error;
                    }
                    (Some(Slot::Error), b'n') => {
                        has_error = true;
                        cursor.value(byte)?;
                    }
                    (Some(Slot::Code), _) if !has_code => {
                        has_code = true;
                        found.code = cursor.text(byte)?;
                    }
                    (Some(Slot::Message), _) if !has_message => {
                        has_message = true;
                        found.message = cursor.text(byte)?;
                    }
                    (Some(Slot::Response | Slot::Error), _) => return None,
                    _ => cursor.value(byte)?,
                }
            }
            b'}' => match place {
                Place::Error => {
                    found.error_closed = true;
                    place = Place::Response;
                }
                Place::Response => {
                    if let Some(payload) = &mut found.payload {
                        *payload = payload.up_to(at + 1);
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
