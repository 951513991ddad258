//! From bytes to masks: strings and what is in them, and the tokens outside.

use super::{escapes::Escapes, scalars::Scalars};
use crate::simd::{BLOCK, Kernel};

const LAST: u32 = 63;

/// The tokens of a block.
pub(super) struct Tokens<C> {
    /// Their first bytes.
    pub(super) starts: u64,
    /// Of them the strings.
    pub(super) strings: u64,
    /// Of these the ones that may be a name that counts.
    pub(super) candidates: u64,
    /// The classes of all bytes.
    pub(super) classes: C,
}

/// What one block leaves for the next.
pub(super) struct Blocks<K: Kernel> {
    /// All ones inside a string.
    inside: u64,
    escapes: Escapes,
    /// Bit 0: the last byte belonged to a number or literal.
    run: u64,
    /// Whether the last block had no quotes.
    is_long: bool,
    /// Whether the last block had bytes above 0x7f.
    had_highs: bool,
    last: K::Block,
    backslashes: u64,
    bad: u64,
    scalars: Scalars,
}

impl<K: Kernel> Blocks<K> {
    #[inline(always)]
    pub(super) fn new(k: K) -> Self {
        Self {
            inside: 0,
            escapes: Escapes::default(),
            run: 0,
            is_long: false,
            had_highs: false,
            last: k.blank(),
            backslashes: 0,
            bad: 0,
            scalars: Scalars::default(),
        }
    }

    /// Whether something wrong was seen.
    #[inline(always)]
    pub(super) const fn is_wrong(&self) -> bool {
        self.bad | self.escapes.bad() != 0
    }

    /// Whether something wrong was seen, or the body has ended inside a string.
    #[inline(always)]
    pub(super) const fn is_bad(&self) -> bool {
        self.is_wrong() || self.inside != 0
    }

    /// Begins inside a string, which may be a long one.
    #[inline(always)]
    pub(super) const fn begin_inside(&mut self) {
        self.inside = !0;
        self.is_long = true;
    }

    /// Inside a string, how many of the last bytes are an escape that goes on.
    #[inline(always)]
    pub(super) const fn cut(&self) -> Option<usize> {
        if self.inside == 0 {
            return None;
        }
        Some(self.escapes.cut())
    }

    #[inline(always)]
    pub(super) const fn has_backslash(&self) -> bool {
        self.backslashes != 0
    }

    /// Whether a block of plain characters would be right and change nothing. Only for one after a
    /// block without quotes: whether a block ends inside a string is nothing that a CPU can foresee.
    #[inline(always)]
    pub(super) const fn is_quiet(&self) -> bool {
        self.is_long && self.inside != 0 && self.escapes.pending() == 0 && !self.had_highs
    }

    /// Passes over such a block.
    #[inline(always)]
    pub(super) fn skip(&mut self, k: K) {
        self.last = k.blank();
    }

    #[inline(always)]
    pub(super) fn next(
        &mut self,
        k: K,
        block: K::Block,
        body: &[u8],
        position: usize,
    ) -> Tokens<K::Classes> {
        let mut quotes = k.equal(block, b'"');
        let backslashes = k.equal(block, b'\\');
        let highs = k.highs(block);
        if backslashes | self.escapes.pending() != 0 {
            self.backslashes |= backslashes;
            quotes &= !self.escapes.next(k, block, backslashes, highs);
        }
        self.is_long = quotes == 0;
        // From each opening quote up to the byte before its closing one.
        let inside = k.prefix_xor(quotes) ^ self.inside;
        self.inside = (inside.cast_signed() >> LAST).cast_unsigned();
        self.bad |= k.controls(block) & inside | highs & !inside;
        if highs != 0 || self.had_highs {
            self.bad |= u64::from(k.utf8_error(self.last, block));
        }
        self.had_highs = highs != 0;
        self.last = block;

        let classes = k.classes(block);
        let structural = k.structural(classes) & !inside;
        let spaces = k.spaces(classes);
        let run = !(inside | quotes | structural | spaces);
        let run_starts = run & !(run << 1 | self.run);
        self.run = run >> LAST;
        self.bad |= self.scalars.next(k, block, run, run_starts, body, position);
        let strings = quotes & inside;
        // The byte behind the last one is not known yet.
        let initials = k.initials(classes) >> 1 | 1 << LAST;
        Tokens {
            starts: structural | strings | run_starts,
            strings,
            candidates: strings & initials,
            classes,
        }
    }
}

/// How many bytes there are of whole blocks of plain characters.
#[inline(always)]
pub(super) fn plain<K: Kernel>(k: K, bytes: &[u8]) -> usize {
    let mut at = 0;
    // Four at a time, with one branch for all.
    while let Some(four) = bytes
        .get(at..)
        .and_then(<[u8]>::first_chunk::<{ 4 * BLOCK }>)
        && let ([a, b, c, d], _) = four.as_chunks()
        && k.is_plain(a) & k.is_plain(b) & k.is_plain(c) & k.is_plain(d)
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
