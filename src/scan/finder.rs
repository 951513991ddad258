//! The few names that count, in a body that the engine is checking.
//!
//! Only the usual is decided here. Whatever is not, such as a name that is there twice, a value of
//! the wrong type, an escape in a name or in a RequestId, makes the body `unusual` and leaves it to
//! the portable reader and [`Shape`](crate::shape::Shape), which know the rules.

use super::{
    cursor::Cursor,
    grammar::Names,
    skip::Skip,
    sweep::{ERROR, REQUEST_ID},
};
use crate::{
    shape::{Found, Place, Slot},
    simd::Kernel,
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

    /// What stands from the colon on, at `at`. `None` for what is unusual.
    #[inline(always)]
    fn request_id<K: Kernel>(&mut self, k: K, body: &[u8], at: usize) -> Option<()> {
        let is_first = !self.has_request_id;
        self.has_request_id = true;
        let mut cursor = Cursor::new(k, body, at);
        let byte = cursor.value_of_name().filter(|_| is_first)?;
        self.found.request_id = cursor.strict_text(byte)?;
        Some(())
    }

    /// The same.
    #[inline(always)]
    fn error<K: Kernel>(&mut self, k: K, body: &[u8], at: usize) -> Option<()> {
        let is_first = !self.has_error;
        self.has_error = true;
        (is_first && k.find_error(body, at, self.found)).then_some(())
    }
}

/// Finds what an `Error` has, of which the colon stands at `at` or behind it. `None` for what is
/// unusual.
#[inline(always)]
pub(crate) fn error(skip: impl Skip, body: &[u8], at: usize, found: &mut Found) -> Option<()> {
    let mut cursor = Cursor::new(skip, body, at);
    match cursor.value_of_name()? {
        b'{' => found.failed = true,
        b'n' => return Some(()),
        _ => return None,
    }
    let (mut has_code, mut has_message) = (false, false);
    loop {
        match cursor.next()?.1 {
            b',' => {}
            b'"' => {
                let slot = cursor.name(Place::Error)?;
                let byte = cursor.value_of_name()?;
                match slot {
                    Some(Slot::Code) if !has_code => {
                        has_code = true;
                        found.code = cursor.strict_text(byte)?;
                    }
                    Some(Slot::Message) if !has_message => {
                        has_message = true;
                        found.message = cursor.text(byte)?;
                    }
                    Some(_) => return None,
                    None => cursor.value(byte)?,
                }
            }
            b'}' => {
                found.error_closed = true;
                return Some(());
            }
            _ => return None,
        }
    }
}

impl Names for Finder<'_> {
    #[inline(always)]
    fn key<K: Kernel>(&mut self, k: K, body: &[u8], name: usize, has_backslash: bool) {
        let is_usual = match Name::of(body, name, has_backslash) {
            Name::RequestId => self.request_id(k, body, name + REQUEST_ID.len()),
            Name::Error => self.error(k, body, name + ERROR.len()),
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
    fn key<K: Kernel>(&mut self, _: K, body: &[u8], name: usize, has_backslash: bool) {
        self.has_come |= !matches!(Name::of(body, name, has_backslash), Name::Other);
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
    /// What begins with an opening quote there.
    #[inline(always)]
    fn of(body: &[u8], name: usize, has_backslash: bool) -> Self {
        let text = body.get(name..).unwrap_or_default();
        if text.starts_with(REQUEST_ID) {
            Self::RequestId
        } else if text.starts_with(ERROR) {
            Self::Error
        } else if has_backslash && is_escaped(text) {
            Self::Escaped
        } else {
            Self::Other
        }
    }
}

/// Whether the string that a text begins with has an escape.
fn is_escaped(text: &[u8]) -> bool {
    let first = text
        .iter()
        .skip(1)
        .find(|byte| matches!(byte, b'"' | b'\\'));
    first == Some(&b'\\')
}
