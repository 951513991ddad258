//! Reading bytes: the portable reader, which is the specification, and the skimmer.

mod blocks;
pub(crate) mod engine;
mod finder;
mod grammar;
mod number;
mod places;
mod plain;
mod reader;
mod scalars;
mod skim;
mod utf8;

pub(crate) use reader::{Reader, value_kind};
pub(crate) use skim::{skim, value_len};

/// How many bytes of whitespace `bytes` begins with.
pub(crate) fn skip_whitespace(bytes: &[u8]) -> usize {
    plain::skip_whitespace(bytes, 0)
}
