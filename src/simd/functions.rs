//! What of the readers is a function of its own, with the features of a kernel.

use crate::scan::{
    blocks::{Blocks, State, Strings},
    chunk::Chunk,
    engine::Sink,
    failure::TwoTexts,
    scalars::{Listed, Scalars},
    skim, sweep,
};

use super::{BLOCK, Kernel, Portable};
use crate::shape::Found;

/// What the engine calls. As parts of their callers they would take registers from them, or their
/// callers would be slower for bodies that have no use for them.
pub(crate) trait Functions: Sized {
    /// [`blocks::tokens`](crate::scan::blocks::tokens).
    fn find_tokens<S: Strings>(
        self,
        strings: S,
        state: &mut State,
        bytes: &[[u8; BLOCK]],
        chunk: &mut Chunk<'_, Self>,
    ) where
        Self: Kernel;

    /// [`scalars::check_numbers`](crate::scan::scalars::check_numbers).
    fn check_numbers(self, scalars: &mut Scalars, listed: &Listed<'_>) -> u64;

    /// [`Sink::chunk`].
    fn see<S: Sink<Self>>(
        self,
        sink: &mut S,
        chunk: &Chunk<'_, Self>,
        blocks: &Blocks,
        body: &[u8],
    ) -> bool
    where
        Self: Kernel;

    /// [`engine::guess_by_quotes`](crate::scan::engine::guess_by_quotes).
    fn guess_by_quotes(self, body: &[u8], max_depth: u16, found: &mut Found) -> bool;

    /// [`members::many_are_right`](crate::scan::members::many_are_right).
    fn are_members_right(self, body: &[u8], start: usize, end: usize, max_depth: u16) -> bool;

    /// [`members::are_strings_right`](crate::scan::members::are_strings_right).
    fn are_strings_right(self, text: &[u8]) -> bool;

    /// [`members::are_scalars_right`](crate::scan::members::are_scalars_right).
    fn are_scalars_right(self, body: &[u8], start: usize, end: usize, runs: &[u64]) -> bool;

    /// [`failure::unusual_texts`](crate::scan::failure::unusual_texts).
    fn unusual_texts(self, body: &[u8], start: usize, end: usize) -> Option<TwoTexts>;

    /// [`finder::error`](crate::scan::finder::error): whether it is usual.
    fn find_error(self, body: &[u8], at: usize, found: &mut Found) -> bool;

    /// [`nested::end`](crate::scan::nested::end).
    fn nested_end(self, body: &[u8], at: usize, max_depth: u16) -> Option<(usize, usize)>;

    /// [`skip::long_string_end`](crate::scan::skip::long_string_end).
    fn long_string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)>;
}

impl Portable {
    /// [`sweep::sweep`] without a kernel.
    #[inline(never)]
    pub(super) fn sweep(self, body: &[u8]) -> Option<sweep::Success> {
        sweep::sweep(self, body)
    }

    /// [`skim::skim`] without a kernel.
    #[inline(never)]
    pub(super) fn skim(self, body: &[u8], found: &mut Found) -> bool {
        skim::skim(self, body, found)
    }
}

/// These, and what [`Backend`](super::Backend) calls, of a kernel that has these features.
macro_rules! functions {
    ($features:tt $kernel:ident) => {
        impl $kernel {
            $crate::simd::proof::proven! { $features
                /// [`engine::check`](crate::scan::engine::check) with this backend.
                pub(super) fn check(
                    self,
                    body: &[u8],
                    max_depth: u16,
                    found: &mut $crate::shape::Found,
                ) -> bool {
                    $crate::scan::engine::check($kernel(()), body, max_depth, found)
                }

                /// [`spaced::check`](crate::scan::spaced::check) with this backend.
                pub(super) fn check_spaced(
                    self,
                    body: &[u8],
                    max_depth: u16,
                    found: &mut $crate::shape::Found,
                ) -> bool {
                    $crate::scan::spaced::check($kernel(()), body, max_depth, found)
                }

                /// [`engine::guess_success`](crate::scan::engine::guess_success) with this backend.
                pub(super) fn guess_success(
                    self,
                    body: &[u8],
                    max_depth: u16,
                    found: &mut $crate::shape::Found,
                ) -> bool {
                    $crate::scan::engine::guess_success($kernel(()), body, max_depth, found)
                }

                /// [`engine::guess_failure`](crate::scan::engine::guess_failure) with this backend.
                pub(super) fn guess_failure(
                    self,
                    body: &[u8],
                    max_depth: u16,
                    found: &mut $crate::shape::Found,
                ) -> bool {
                    $crate::scan::engine::guess_failure($kernel(()), body, max_depth, found)
                }

                /// [`sweep::sweep`](crate::scan::sweep::sweep) with this backend.
                pub(super) fn sweep(self, body: &[u8]) -> Option<$crate::scan::sweep::Success> {
                    $crate::scan::sweep::sweep($kernel(()), body)
                }

                /// [`skim::skim`](crate::scan::skim::skim) with this backend.
                pub(super) fn skim(self, body: &[u8], found: &mut $crate::shape::Found) -> bool {
                    $crate::scan::skim::skim($kernel(()), body, found)
                }

                /// [`Reader::pass`](crate::scan::Reader::pass) with this backend.
                pub(super) fn pass(
                    self,
                    reader: &mut $crate::scan::Reader,
                    piece: &[u8],
                ) -> Option<$crate::scan::Passed> {
                    reader.pass($kernel(()), piece)
                }

                /// [`Room::decode`](super::Room::decode) with this backend.
                pub(super) fn decode(
                    self,
                    room: &mut $crate::record::MessageRoom,
                    body: &str,
                    start: usize,
                    end: usize,
                ) -> Option<()> {
                    room.decode($kernel(()), body, start, end)
                }
            }
        }

        impl $crate::simd::Functions for $kernel {
            $crate::simd::proof::proven! { $features
                #[inline(never)]
                fn find_tokens<S: $crate::scan::blocks::Strings>(
                    self,
                    strings: S,
                    state: &mut $crate::scan::blocks::State,
                    bytes: &[[u8; BLOCK]],
                    chunk: &mut $crate::scan::chunk::Chunk<'_, $kernel>,
                ) -> () {
                    $crate::scan::blocks::tokens($kernel(()), strings, state, bytes, chunk);
                }

                #[inline(never)]
                fn check_numbers(
                    self,
                    scalars: &mut $crate::scan::scalars::Scalars,
                    listed: &$crate::scan::scalars::Listed<'_>,
                ) -> u64 {
                    $crate::scan::scalars::check_numbers($kernel(()), scalars, listed)
                }

                #[inline(never)]
                fn see<S: $crate::scan::engine::Sink<$kernel>>(
                    self,
                    sink: &mut S,
                    chunk: &$crate::scan::chunk::Chunk<'_, $kernel>,
                    blocks: &$crate::scan::blocks::Blocks,
                    body: &[u8],
                ) -> bool {
                    sink.chunk($kernel(()), chunk, blocks, body)
                }

                #[inline(never)]
                fn guess_by_quotes(self, body: &[u8], max_depth: u16, found: &mut $crate::shape::Found) -> bool {
                    $crate::scan::engine::guess_by_quotes($kernel(()), body, max_depth, found)
                }

                #[inline(never)]
                fn are_members_right(self, body: &[u8], start: usize, end: usize, max_depth: u16) -> bool {
                    $crate::scan::members::many_are_right($kernel(()), body, start, end, max_depth)
                }

                #[inline(never)]
                fn are_strings_right(self, text: &[u8]) -> bool {
                    $crate::scan::members::are_strings_right($kernel(()), text)
                }

                #[inline(never)]
                fn are_scalars_right(self, body: &[u8], start: usize, end: usize, runs: &[u64]) -> bool {
                    $crate::scan::members::are_scalars_right($kernel(()), body, start, end, runs)
                }

                #[inline(never)]
                fn unusual_texts(
                    self,
                    body: &[u8],
                    start: usize,
                    end: usize,
                ) -> Option<$crate::scan::failure::TwoTexts> {
                    $crate::scan::failure::unusual_texts($kernel(()), body, start, end)
                }

                #[inline(never)]
                fn find_error(self, body: &[u8], at: usize, found: &mut $crate::shape::Found) -> bool {
                    $crate::scan::finder::error($kernel(()), body, at, found).is_some()
                }

                #[inline(never)]
                fn nested_end(
                    self,
                    body: &[u8],
                    at: usize,
                    max_depth: u16,
                ) -> Option<(usize, usize)> {
                    $crate::scan::nested::end($kernel(()), body, at, max_depth)
                }

                #[inline(never)]
                fn long_string_end(self, body: &[u8], start: usize) -> Option<(usize, bool)> {
                    $crate::scan::skip::long_string_end($kernel(()), body, start)
                }
            }
        }
    };
}

pub(super) use functions;
