//! Reading without a vector unit.

use crate::{ParseError, scan::Reader, shape::Shape};

/// Reads a whole body by the rules of `shape`, and hands it on as text with what was found.
#[inline]
pub(crate) fn read<'a, T>(
    body: &'a [u8],
    shape: Shape,
    max_depth: u16,
    then: impl FnOnce(&'a str, &Shape) -> T,
) -> Result<T, ParseError> {
    let mut reader = Reader::body(shape, max_depth);
    reader.feed(body)?;
    reader.finish()?;
    // SAFETY: the reader comes to its end only where it has found nothing but ASCII outside strings
    // and well-formed UTF-8 inside.
    let text = unsafe { core::str::from_utf8_unchecked(body) };
    Ok(then(text, reader.shape()))
}
