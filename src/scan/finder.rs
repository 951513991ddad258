//! The few names that count, in a body that the engine is checking.
//!
//! Only the usual is decided here. Whatever is not, such as a name that is there twice, a value of
//! the wrong type, an escape in a name or in a RequestId, makes the body `unusual` and leaves it to
//! the portable reader and [`Shape`](crate::shape::Shape), which know the rules.

use super::{cursor::Cursor, skip::Portable};
use crate::shape::{Found, Place, Slot};

pub(super) struct Finder<'f> {
    found: &'f mut Found,
    is_unusual: bool,
    has_request_id: bool,
    has_error: bool,
}

impl<'f> Finder<'f> {
    #[inline(always)]
    pub(super) const fn new(found: &'f mut Found) -> Self {
        Self {
            found,
            is_unusual: false,
            has_request_id: false,
            has_error: false,
        }
    }

    /// Whether there was nothing unusual.
    #[inline(always)]
    pub(super) const fn is_usual(&self) -> bool {
        !self.is_unusual
    }

    /// A member of `Response`: its name's opening quote is at `name`, its colon at `colon`.
    #[inline(always)]
    pub(super) fn key(&mut self, body: &[u8], name: usize, colon: usize, has_backslash: bool) {
        let text = body.get(name..).unwrap_or_default();
        let is_usual = if text.starts_with(b"\"RequestId\"") {
            self.request_id(Cursor::new(Portable, body, colon + 1))
        } else if text.starts_with(b"\"Error\"") {
            self.error(Cursor::new(Portable, body, colon + 1))
        } else {
            let name = || body.get(name..colon).unwrap_or_default();
            (!has_backslash || !name().contains(&b'\\')).then_some(())
        };
        self.is_unusual |= is_usual.is_none();
    }

    /// `None` for what is unusual.
    #[inline(always)]
    fn request_id(&mut self, mut cursor: Cursor<'_, Portable>) -> Option<()> {
        let is_first = !self.has_request_id;
        self.has_request_id = true;
        let (_, byte) = cursor.next().filter(|_| is_first)?;
        self.found.request_id = cursor.strict_text(byte)?;
        Some(())
    }

    /// `None` for what is unusual.
    #[inline(never)]
    fn error(&mut self, mut cursor: Cursor<'_, Portable>) -> Option<()> {
        let is_first = !self.has_error;
        self.has_error = true;
        match cursor.next().filter(|_| is_first)?.1 {
            b'{' => self.found.failed = true,
            b'n' => return Some(()),
            _ => return None,
        }
        let (mut has_code, mut has_message) = (false, false);
        loop {
            match cursor.next()?.1 {
                b',' => {}
                b'"' => {
                    let slot = cursor.name(Place::Error)?;
                    let colon = cursor.next()?.1;
                    let (_, byte) = cursor.next().filter(|_| colon == b':')?;
                    match slot {
                        Some(Slot::Code) if !has_code => {
                            has_code = true;
                            self.found.code = cursor.strict_text(byte)?;
                        }
                        Some(Slot::Message) if !has_message => {
                            has_message = true;
                            self.found.message = cursor.text(byte)?;
                        }
                        Some(_) => return None,
                        None => cursor.value(byte)?,
                    }
                }
                b'}' => {
                    self.found.error_closed = true;
                    return Some(());
                }
                _ => return None,
            }
        }
    }
}
