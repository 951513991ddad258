//! Reading bytes. [`Reader`] is the portable reader and the specification; [`engine`] is the fast
//! one, over the vector units in `simd`; [`sweep`](sweep::sweep) and [`skim`](skim::skim) are for
//! bodies that are trusted.

pub(crate) mod blocks;
pub(crate) mod brackets;
pub(crate) mod chunk;
mod cursor;
pub(crate) mod engine;
mod escapes;
pub(crate) mod failure;
pub(crate) mod finder;
pub(crate) mod grammar;
pub(crate) mod members;
pub(crate) mod nested;
mod number;
pub(crate) mod pairs;
mod plain;
pub(crate) mod quotes;
mod reader;
pub(crate) mod relay;
pub(crate) mod scalars;
pub(crate) mod shapes;
pub(crate) mod skim;
pub(crate) mod skip;
pub(crate) mod spaced;
mod success;
pub(crate) mod sweep;
mod utf8;

pub(crate) use plain::{is_whitespace, trim_end};
pub(crate) use reader::{Passed, Reader, value_kind};
pub(crate) use shapes::is_failure;

/// How many bytes of whitespace `bytes` begins with.
pub(crate) fn skip_whitespace(bytes: &[u8]) -> usize {
    plain::skip_whitespace(bytes, 0)
}

/// Where, from `at` on, the first backslash stands, or the end.
#[inline]
pub(crate) fn find_backslash(bytes: &[u8], at: usize) -> usize {
    plain::find(bytes, at, [b'\\'; 3])
}
