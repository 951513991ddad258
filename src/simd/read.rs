//! From a body that was read to its text.

use crate::{
    Backend, ParseError,
    scan::{Reader, relay},
    shape::Shape,
};

/// Reads a whole body by the rules of `shape`, and hands it on as text with what was found.
#[inline]
pub(crate) fn read<'a>(
    backend: Backend,
    body: &'a [u8],
    shape: Shape,
    max_depth: u16,
    then: impl FnOnce(&'a str, &Shape),
) -> Result<(), ParseError> {
    let mut reader = Reader::body(shape, max_depth);
    relay::read_whole(backend, &mut reader, body)?;
    // SAFETY: the reader comes to its end only where nothing was found but ASCII outside strings
    // and well-formed UTF-8 inside, by itself or by the engine.
    let text = unsafe { core::str::from_utf8_unchecked(body) };
    then(text, reader.shape());
    Ok(())
}
