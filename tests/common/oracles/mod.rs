//! What holds for any bytes at all: one file a fuzz target, and for each a function that takes what
//! the fuzzer makes and panics where the library is wrong. The targets in `fuzz/` call these, and
//! `tests/replay.rs` calls them with what the fuzzers have found.

pub(crate) mod backends;
pub(crate) mod json_str;
pub(crate) mod parse;
mod pieces;
mod place;
pub(crate) mod salvage;
pub(crate) mod skim;
pub(crate) mod sse;
pub(crate) mod stream;
pub(crate) mod structured;
pub(crate) mod write;

use super::Rules;

/// Takes any bytes; panics where the library is wrong.
pub(crate) type Oracle = fn(&[u8]);

/// By the names of their fuzz targets.
pub(crate) const ALL: &[(&str, Oracle)] = &[
    ("parse", parse::check),
    ("structured", structured::check),
    ("backends", backends::check),
    ("skim", skim::check),
    ("salvage", salvage::check),
    ("json_str", json_str::check),
    ("write", write::check),
    ("stream", stream::check),
    ("sse", sse::check),
];

/// Options and body: the first byte chooses among the options, so that `0` is the default ones, `1`
/// to `5` are the other ways to read names that are there twice and the 2.0 shape, and the next
/// characters the same at other depths.
fn split(input: &[u8]) -> Option<(Rules, &[u8])> {
    let (&byte, body) = input.split_first()?;
    let choice = usize::from(byte.wrapping_sub(b'0'));
    let rules = *Rules::ALL.get(choice % Rules::ALL.len())?;
    let depth = [128, 3, 20, 1024][choice / Rules::ALL.len() % 4];
    Some((rules.max_depth(depth), body))
}

/// Every place up to `len` if there are few, else some of them.
fn places(len: usize) -> impl Iterator<Item = usize> {
    (0..=len).step_by(1 + len / 32)
}
