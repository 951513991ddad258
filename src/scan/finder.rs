//! The few names that count, in a body that the engine is checking.
//!
//! Only the usual is decided here. Whatever is not, such as a name that is there twice, a value of
//! the wrong type, an escape in a name or in a RequestId, makes the body `unusual` and leaves it to
//! the portable reader and [`Shape`](crate::shape::Shape), which know the rules.

use super::{cursor::Cursor, grammar::Names, skip::Skip};
use crate::{
    shape::{Found, Place, Slot},
    simd::{Kernel, Portable},
};

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

    /// `None` for what is unusual.
    #[inline(always)]
    fn request_id(&mut self, mut cursor: Cursor<'_, impl Skip>) -> Option<()> {
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

impl Names for Finder<'_> {
    #[inline(always)]
    fn key<K: Kernel>(
        &mut self,
        k: K,
        body: &[u8],
        name: usize,
        colon: usize,
        has_backslash: bool,
    ) {
        let is_usual = match Name::of(body, name, colon, has_backslash) {
            Name::RequestId => self.request_id(Cursor::new(k, body, colon + 1)),
            Name::Error => self.error(Cursor::new(Portable, body, colon + 1)),
            Name::Other => Some(()),
            Name::Escaped => None,
        };
        self.is_unusual |= is_usual.is_none();
    }

    #[inline(always)]
    fn is_usual(&self) -> bool {
        !self.is_unusual
    }
}

/// Goes on up to the next name that counts.
#[derive(Clone, Copy, Default)]
pub(super) struct Stop {
    has_come: bool,
}

impl Names for Stop {
    #[inline(always)]
    fn key<K: Kernel>(
        &mut self,
        _: K,
        body: &[u8],
        name: usize,
        colon: usize,
        has_backslash: bool,
    ) {
        self.has_come |= !matches!(Name::of(body, name, colon, has_backslash), Name::Other);
    }

    #[inline(always)]
    fn is_usual(&self) -> bool {
        !self.has_come
    }
}

/// The name of a member of `Response`.
enum Name {
    RequestId,
    Error,
    Other,
    /// Whatever it spells.
    Escaped,
}

impl Name {
    /// What stands from its opening quote up to its colon.
    #[inline(always)]
    fn of(body: &[u8], name: usize, colon: usize, has_backslash: bool) -> Self {
        let text = body.get(name..).unwrap_or_default();
        if text.starts_with(b"\"RequestId\"") {
            Self::RequestId
        } else if text.starts_with(b"\"Error\"") {
            Self::Error
        } else if has_backslash && body.get(name..colon).unwrap_or_default().contains(&b'\\') {
            Self::Escaped
        } else {
            Self::Other
        }
    }
}
