//! From bytes to masks: strings and what is in them, and the tokens outside.
//!
//! Most blocks are *usual*: ASCII only in their strings, no escapes, no numbers but positive integers,
//! no literal that touches the end. What such a block leaves for the next is so little that it stays
//! in registers, and there is a shorter way through it. Where one is not usual, the next is hardly so
//! either.

use super::{
    escapes::Escapes,
    places::ROOM,
    scalars::{self, Scalars},
};
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

impl<C: Copy> Tokens<C> {
    #[inline(always)]
    fn new<K: Kernel<Classes = C>>(k: K, classes: C, quotes: u64, inside: u64, runs: u64) -> Self {
        let strings = quotes & inside;
        // The byte behind the last one is not known yet.
        let initials = k.initials(classes) >> 1 | 1 << LAST;
        Self {
            starts: k.structural(classes) & !inside | strings | runs,
            strings,
            candidates: strings & initials,
            classes,
        }
    }
}

/// What one block leaves for the next.
#[derive(Clone, Copy, Default)]
pub(super) struct Blocks {
    /// All ones inside a string.
    inside: u64,
    /// Not 0 if the next block is not usual, whatever is in it, because of its strings,
    texts: u64,
    /// or because of its scalars.
    scalars: u64,
    /// Bit 0: the last byte belonged to a number or literal.
    run: u64,
    /// Bit 0: behind a usual block, the last byte is a zero that a number begins with.
    first_zero: u64,
    bad: u64,
    /// Whether the last block was not usual; then the next will hardly be.
    was_unusual: bool,
}

impl Blocks {
    /// Begins inside a string.
    #[inline(always)]
    pub(super) const fn begin_inside(&mut self) {
        self.inside = !0;
    }

    /// Whether something wrong was seen.
    #[inline(always)]
    pub(super) const fn is_wrong(&self) -> bool {
        self.bad != 0
    }

    /// Whether the last block ended inside a string.
    #[inline(always)]
    pub(super) const fn is_inside(&self) -> bool {
        self.inside != 0
    }

    /// Whether a block of plain characters would be right and change nothing.
    #[inline(always)]
    pub(super) const fn is_quiet(&self) -> bool {
        self.inside != 0 && self.texts == 0
    }

    /// Whether the next block is likely to be usual, and may be read as such.
    #[inline(always)]
    pub(super) const fn awaits_usual(&self) -> bool {
        !self.was_unusual && self.texts | self.scalars == 0
    }

    /// Reads the block at `position` if it is usual, where one may be; if not, nothing has changed.
    #[inline(always)]
    pub(super) fn usual<K: Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        body: &[u8],
        position: usize,
    ) -> Option<Tokens<K::Classes>> {
        let quotes = k.equal(block, b'"');
        let inside = self.inside(k, quotes);
        if k.unusual(block) & inside != 0 {
            return None;
        }
        let classes = k.classes(block);
        let (run, starts) = self.runs(k.others(classes, quotes), inside);
        let digits = k.digits(block) & run;
        if digits != run && !scalars::are_literals(run & !digits, run, starts, body, position) {
            return None;
        }
        let tokens = Tokens::new(k, classes, quotes, inside, starts);
        if tokens.starts.count_ones() > ROOM {
            return None;
        }
        self.integers(k, block, digits, starts);
        self.end(run, inside);
        Some(tokens)
    }

    /// Reads the block at `position`, whatever it is.
    #[inline(always)]
    pub(super) fn any<K: Kernel>(
        &mut self,
        k: K,
        unusual: &mut Unusual,
        block: K::Block,
        body: &[u8],
        position: usize,
    ) -> Tokens<K::Classes> {
        let mut quotes = k.equal(block, b'"');
        let backslashes = k.equal(block, b'\\');
        let highs = k.highs(block);
        self.was_unusual = backslashes | highs | self.texts != 0;
        if backslashes | self.texts != 0 {
            quotes &= !unusual.escapes.next(k, block, backslashes, highs);
            unusual.has_backslash |= backslashes != 0;
            self.bad |= unusual.escapes.bad();
        }
        let inside = self.inside(k, quotes);
        self.bad |= k.controls(block) & inside;
        if highs != 0 || unusual.had_highs {
            self.bad |= u64::from(unusual.utf8_error(k, block, highs, body, position));
        }
        self.texts = unusual.texts();
        let classes = k.classes(block);
        // Bytes above 0x7f outside strings are among these, and in no number.
        let (run, starts) = self.runs(k.others(classes, quotes), inside);
        let digits = k.digits(block) & run;
        if digits ^ run | self.scalars == 0 {
            self.integers(k, block, digits, starts);
        } else {
            if self.scalars == 0 {
                unusual.scalars = Scalars::behind_integers(self.run, self.first_zero);
            }
            self.bad |= unusual.scalars.next(k, block, run, starts, body, position);
            self.scalars = unusual.scalars.pending(run >> LAST);
            self.first_zero = unusual.scalars.first_zero();
            self.was_unusual |= unusual.scalars.was_number();
        }
        self.end(run, inside);
        Tokens::new(k, classes, quotes, inside, starts)
    }

    /// From each opening quote up to the byte before its closing one.
    #[inline(always)]
    fn inside<K: Kernel>(&self, k: K, quotes: u64) -> u64 {
        k.prefix_xor(quotes) ^ self.inside
    }

    /// The numbers and literals, and their first bytes.
    #[inline(always)]
    const fn runs(&self, others: u64, inside: u64) -> (u64, u64) {
        let run = others & !inside;
        (run, run & !(run << 1 | self.run))
    }

    /// Checks integers, the `digits`.
    #[inline(always)]
    fn integers<K: Kernel>(&mut self, k: K, block: K::Block, digits: u64, starts: u64) {
        let first_zeros = starts & k.equal(block, b'0');
        self.bad |= (first_zeros << 1 | self.first_zero) & digits;
        self.first_zero = first_zeros >> LAST;
    }

    #[inline(always)]
    const fn end(&mut self, run: u64, inside: u64) {
        self.run = run >> LAST;
        self.inside = (inside.cast_signed() >> LAST).cast_unsigned();
    }
}

/// What blocks that are not usual leave for the next.
#[derive(Default)]
pub(super) struct Unusual {
    escapes: Escapes,
    /// Whether there was a backslash.
    has_backslash: bool,
    /// Whether the last block had bytes above 0x7f.
    had_highs: bool,
    scalars: Scalars,
}

impl Unusual {
    #[inline(always)]
    pub(super) const fn has_backslash(&self) -> bool {
        self.has_backslash
    }

    /// Inside a string, how many of the last bytes are an escape that goes on.
    #[inline(always)]
    pub(super) const fn cut(&self) -> usize {
        self.escapes.cut()
    }

    /// Not 0 if something goes on in the next block: an escape, or UTF-8.
    #[inline(always)]
    const fn texts(&self) -> u64 {
        self.escapes.pending() | self.had_highs as u64
    }

    /// Whether the UTF-8 of the block at `position` is wrong. Only where that has bytes above 0x7f
    /// or the last one had.
    #[inline(always)]
    fn utf8_error<K: Kernel>(
        &mut self,
        k: K,
        block: K::Block,
        highs: u64,
        body: &[u8],
        position: usize,
    ) -> bool {
        let before = position.checked_sub(BLOCK).filter(|_| self.had_highs);
        let before = match before.and_then(|at| body.get(at..)?.first_chunk()) {
            Some(bytes) => k.load(bytes),
            None => k.blank(),
        };
        self.had_highs = highs != 0;
        k.utf8_error(before, block)
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
