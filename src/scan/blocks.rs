//! From bytes to masks, a chunk of blocks at a time: strings and what is in them, numbers, literals,
//! and the tokens outside.
//!
//! Each step is a loop of its own over the blocks of the chunk, without a branch for what is in a
//! block, because nobody can foresee that, and with few values at a time, so that they stay in
//! registers. What only some bodies have, UTF-8, literals, numbers that are not just digits, is a
//! step that only chunks with these take. Escapes are different: which quotes count depends on
//! them. So there are two first loops, and a chunk in which the shorter one meets a backslash is
//! read again by the other.

use super::{
    chunk::Chunk,
    escapes::Escapes,
    scalars::{self, Listed, Scalars},
};
use crate::simd::{BLOCK, CHUNK, FULL, Kernel, Scanned, Seen};

const LAST: u32 = 63;

/// What is in the strings of a chunk.
pub(crate) trait Strings: Copy {
    const HAS_ESCAPES: bool;
}

/// No escapes, or so it is to be seen.
#[derive(Clone, Copy)]
struct Plain;

/// Escapes, if there are any.
#[derive(Clone, Copy)]
struct Escaped;

impl Strings for Plain {
    const HAS_ESCAPES: bool = false;
}

impl Strings for Escaped {
    const HAS_ESCAPES: bool = true;
}

/// Does something with each block of a chunk, of which the last has spaces behind its end. Not a
/// function: where the compiler leaves the closure a function of its own, which it may, it is one
/// without vectors.
macro_rules! each_block {
    ($k:expr, $bytes:expr, |$block:ident, $index:pat_param| $see:block) => {{
        let mut rest: &[u8] = $bytes;
        for $index in 0..CHUNK {
            let $block = $k.load_up_to(rest);
            $see
            match rest.get(BLOCK..) {
                Some(behind) if !behind.is_empty() => rest = behind,
                _ => break,
            }
        }
    }};
}

/// What one chunk leaves for the next.
#[derive(Default)]
pub(crate) struct Blocks {
    state: State,
    bad: u64,
    /// Whether the last chunk had backslashes; then the next has some, most likely.
    is_escaped: bool,
    has_backslash: bool,
    /// Whether the last block had bytes above 0x7f.
    had_highs: bool,
    scalars: Scalars,
}

/// The part of it that [`tokens`] needs.
#[derive(Clone, Copy, Default)]
pub(crate) struct State {
    /// All ones inside a string.
    inside: u64,
    escapes: Escapes,
    /// Whether the last byte belongs to a number or literal.
    is_in_scalar: bool,
    /// Of the last chunk, what was seen that is not plain ASCII, and whether there was a backslash,
    /// if that was asked for.
    seen: Seen,
    has_backslash: bool,
    /// The last bit is the last block, the one before it the block before, and so on: whether
    /// it has numbers or literals that are not just digits, or may have.
    listed: u32,
}

impl State {
    /// Forgets what was found in the last chunk.
    #[inline(always)]
    fn begin(&mut self) {
        self.seen = Seen::default();
        self.has_backslash = false;
        self.listed = 0;
    }
}

impl Blocks {
    /// Begins inside a string.
    #[inline(always)]
    pub(super) const fn begin_inside(&mut self) {
        self.state.inside = !0;
    }

    /// Says whether the first chunk may have backslashes.
    #[inline(always)]
    pub(super) const fn expect_escapes(&mut self, may: bool) {
        self.is_escaped = may;
    }

    /// Whether something wrong was seen.
    #[inline(always)]
    pub(super) const fn is_wrong(&self) -> bool {
        self.bad != 0
    }

    /// Whether there was a backslash.
    #[inline(always)]
    pub(super) const fn has_backslash(&self) -> bool {
        self.has_backslash
    }

    /// Inside a string, how many of the last bytes are an escape that goes on.
    #[inline(always)]
    pub(super) const fn cut(&self) -> Option<usize> {
        if self.state.inside == 0 {
            return None;
        }
        Some(self.state.escapes.cut())
    }

    /// Whether blocks of plain characters would be right and change nothing.
    #[inline(always)]
    pub(super) const fn is_quiet(&self) -> bool {
        self.state.inside != 0 && self.state.escapes.pending() == 0 && !self.had_highs
    }

    /// Reads the next blocks, a chunk at most, which begin at `start` and are not empty. Returns
    /// how far there was room for their tokens.
    #[inline(always)]
    pub(super) fn read<K: Kernel>(
        &mut self,
        k: K,
        body: &[u8],
        start: usize,
        end: usize,
        chunk: &mut Chunk<'_, K>,
    ) -> usize {
        let mut bytes = body.get(start..end).unwrap_or_default();
        let before = self.state;
        if !self.is_escaped {
            bytes = self.tokens(k, Plain, bytes, chunk);
            if self.state.seen.special && self.has_escapes(k, bytes, before.inside) {
                // Some of what seemed to be quotes may be escaped.
                self.state = before;
                chunk.rewind(k);
                self.is_escaped = true;
            }
        }
        if self.is_escaped {
            bytes = self.tokens(k, Escaped, bytes, chunk);
            let Seen {
                special,
                bad_escapes,
                us,
                ..
            } = self.state.seen;
            self.bad |= u64::from(special | bad_escapes);
            if us || before.escapes.awaits_digits() != 0 {
                self.digits(k, bytes, before.escapes);
            }
            self.is_escaped = self.state.has_backslash;
            self.has_backslash |= self.is_escaped;
        }
        if self.state.seen.highs || self.had_highs {
            self.utf8(k, body, start, bytes);
        }
        let len = chunk.now.len as u32;
        // So has the first block, if a number goes on that is more than an integer.
        let listed = self.state.listed | u32::from(self.scalars.is_more) << (len - 1);
        if listed == 0 {
            self.scalars = Scalars::unknown();
        } else {
            let listed = Listed {
                body,
                start,
                bytes,
                starts: &chunk.now.starts,
                kept: &chunk.kept,
                blocks: listed << (u32::BITS - len),
                next: 0,
            };
            self.bad |= scalars::check(k, &mut self.scalars, listed);
        }
        start + bytes.len()
    }

    /// Finds the tokens of blocks, as many as there is room for. Returns those blocks.
    #[inline(always)]
    fn tokens<'b, K: Kernel, S: Strings>(
        &mut self,
        k: K,
        strings: S,
        bytes: &'b [u8],
        chunk: &mut Chunk<'_, K>,
    ) -> &'b [u8] {
        self.state.begin();
        chunk.now.len = 0;
        let (whole, tail) = bytes.as_chunks();
        k.find_tokens(strings, &mut self.state, whole, chunk);
        if chunk.now.len < whole.len() {
            return bytes.get(..chunk.now.len * BLOCK).unwrap_or_default();
        }
        if !tail.is_empty() {
            let block = k.bytes(k.load_tail(tail));
            k.find_tokens(strings, &mut self.state, &[block], chunk);
            if chunk.now.len == whole.len() {
                return whole.as_flattened();
            }
        }
        bytes
    }

    /// Checks the digits behind `\u`, where there were these escapes `before`.
    #[inline(always)]
    fn digits<K: Kernel>(&mut self, k: K, bytes: &[u8], mut before: Escapes) {
        let escapes = &mut self.state.escapes;
        each_block!(k, bytes, |block, _| {
            let us = before.find(k.equal(block, b'\\')) & k.equal(block, b'u');
            escapes.digits(k, block, us);
        });
        self.bad |= escapes.bad();
    }

    /// Whether there are backslashes. If not, looks for control characters in strings.
    #[inline(always)]
    fn has_escapes<K: Kernel>(&mut self, k: K, bytes: &[u8], mut inside: u64) -> bool {
        let mut controls = 0;
        each_block!(k, bytes, |block, _| {
            if k.equal(block, b'\\') != 0 {
                return true;
            }
            controls |= k.controls(block);
        });
        if controls != 0 {
            // Whitespace, most likely.
            each_block!(k, bytes, |block, _| {
                let within = k.prefix_xor(k.equal(block, b'"')) ^ inside;
                inside = (within.cast_signed() >> LAST).cast_unsigned();
                self.bad |= k.controls(block) & within;
            });
        }
        false
    }

    /// Checks UTF-8 in the blocks that have bytes above 0x7f, and behind them.
    #[inline(always)]
    fn utf8<K: Kernel>(&mut self, k: K, body: &[u8], start: usize, bytes: &[u8]) {
        let mut highs = 0_u32;
        each_block!(k, bytes, |block, index| {
            highs |= u32::from(k.highs(block) != 0) << index;
        });
        let len = bytes.len().div_ceil(BLOCK);
        let mut left = (highs | highs << 1 | u32::from(self.had_highs)) & ((1 << len) - 1);
        while left != 0 {
            let at = left.trailing_zeros() as usize * BLOCK;
            let has_before = at > 0 || self.had_highs;
            left &= left - 1;
            let before = (start + at).checked_sub(BLOCK).filter(|_| has_before);
            let before = match before.and_then(|at| body.get(at..)?.first_chunk()) {
                Some(bytes) => k.load(bytes),
                None => k.blank(),
            };
            let rest = bytes.get(at..).unwrap_or_default();
            let block = k.load_up_to(rest);
            self.bad |= u64::from(k.utf8_error(before, block));
        }
        self.had_highs = highs >> (len - 1) & 1 != 0;
    }
}

/// Finds the tokens of blocks, which follow those of the chunk, as far as there is room.
#[inline(always)]
pub(crate) fn tokens<K: Kernel, S: Strings>(
    k: K,
    _: S,
    state: &mut State,
    bytes: &[[u8; BLOCK]],
    chunk: &mut Chunk<'_, K>,
) {
    let State {
        mut inside,
        mut escapes,
        ..
    } = *state;
    let mut before = k.behind(state.is_in_scalar);
    // With its sign turned, since a bit is taken away in fewer instructions than it is added.
    let mut listed = state.listed.wrapping_neg();
    let mut seen = k.nothing();
    let mut backslashes = 0;
    let mut count = chunk.count;
    let len = chunk.now.len;
    let starts = chunk.now.starts.get_mut(len..).unwrap_or_default();
    let kept = chunk.kept.get_mut(len..).unwrap_or_default();
    let mut read = 0;
    for (bytes, (block_starts, block_kept)) in bytes.iter().zip(starts.iter_mut().zip(kept)) {
        if count > FULL {
            break;
        }
        read += 1;
        let block = k.load(bytes);
        let mut quotes = k.equal(block, b'"');
        let mut escaped = 0;
        if S::HAS_ESCAPES {
            let these = k.equal(block, b'\\');
            backslashes |= these;
            escaped = escapes.find(these);
            quotes &= !escaped;
        }
        // From each opening quote up to the byte before its closing one.
        let within = k.prefix_xor(quotes) ^ inside;
        inside = (within.cast_signed() >> LAST).cast_unsigned();
        let classes = k.classes(block);
        if S::HAS_ESCAPES {
            k.gather_escaped(&mut seen, classes, block, within, escaped);
        } else {
            k.gather(&mut seen, classes, block, within);
        }

        let Scanned { starts, odd, kept } = k.scan(&mut before, classes, block, quotes, within);
        listed = (listed << 1).wrapping_sub(u32::from(odd != 0));
        k.append(chunk.tokens, count, classes, starts, quotes & within);
        count += starts.count_ones() as usize;
        *block_starts = starts;
        *block_kept = kept;
    }
    chunk.count = count;
    chunk.now.len = len + read;
    state.inside = inside;
    state.escapes = escapes;
    state.is_in_scalar = k.is_in_scalar(before);
    state.listed = listed.wrapping_neg();
    state.has_backslash |= backslashes != 0;
    state.seen |= k.gathered(seen, S::HAS_ESCAPES);
}

/// How many bytes there are of whole blocks of plain characters.
#[inline(always)]
pub(super) fn plain<K: Kernel>(k: K, bytes: &[u8]) -> usize {
    let mut at = 0;
    // Four at a time, with one branch for all.
    while let Some(four) = bytes
        .get(at..)
        .and_then(<[u8]>::first_chunk::<{ 4 * BLOCK }>)
        && let (blocks, _) = four.as_chunks()
        && let Some(blocks) = blocks.first_chunk()
        && k.are_plain(blocks)
    {
        at += 4 * BLOCK;
    }
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk)
        && k.is_plain(block)
    {
        at += BLOCK;
    }
    at
}
