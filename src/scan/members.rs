//! A few members that do not count, checked at once.
//!
//! What the engine does chunk by chunk is here one straight line, for as many blocks as have no
//! more tokens than there are bits in a word: the masks of the tokens are squeezed together, in
//! registers where a CPU can. What is rare, such as a number with a sign, or Chinese, is looked at
//! afterwards.

use super::{
    grammar::{Follow, MEMBERS},
    pairs::Pairs,
    scalars::{Runs, Scalars},
    sweep::{E, Q},
};
use crate::simd::{BLOCK, Kernel, Masks, Rows, Seen, Window};

/// The longest members that are worth it: longer ones have too many tokens, most likely.
pub(super) const BLOCKS: usize = 5;

/// How far the closing quote of `Error` is behind its first letter.
const ERROR: u32 = 5;

/// The last bit of a mask, and the last token that there is room for.
pub(super) const LAST: u32 = 63;

/// Whether the members from `start` up to `end` are right, at the depth of those of `Response`, and
/// none is called `RequestId` or `Error`. `false` says nothing.
#[inline(always)]
pub(crate) fn are_right<K: Kernel>(
    k: K,
    body: &[u8],
    start: usize,
    end: usize,
    max_depth: u16,
) -> bool {
    let text = body.get(start..end).unwrap_or_default();
    if text.is_empty() || text.len() > BLOCKS * BLOCK {
        return false;
    }
    if text.len() > BLOCK {
        return k.are_members_right(body, start, end, max_depth);
    }
    // Most often there is enough behind them for a whole block, which is cheaper.
    let (block, valid) = match body.get(start..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => (k.load(bytes), !0 >> (BLOCK - text.len())),
        None => (k.load_tail(text), !0),
    };
    let mut reading = Reading::inside(k);
    let (Block { names, .. }, runs) = reading.block(k, block, valid);
    names == 0 && reading.are_right(k, body, start, end, &[runs], max_depth, false)
}

/// [`are_right`] for more than one block.
#[inline(always)]
pub(crate) fn many_are_right<K: Kernel>(
    k: K,
    body: &[u8],
    start: usize,
    end: usize,
    max_depth: u16,
) -> bool {
    let mut reading = Reading::inside(k);
    let mut runs = [0; BLOCKS];
    let mut names = 0;
    let mut rest = body.get(start..end).unwrap_or_default();
    for runs in &mut runs {
        let block;
        (block, *runs) = reading.block(k, k.load_up_to(rest), !0);
        names |= block.names;
        rest = rest.get(BLOCK..).unwrap_or_default();
        if rest.is_empty() || reading.count > LAST {
            break;
        }
    }
    // Most of these have objects in arrays: to ask whether they do is to be wrong about it as often
    // as not.
    names == 0 && reading.are_right(k, body, start, end, &runs, max_depth, true)
}

/// The letters by which strings of a block may be names that count, where strings begin at
/// `opening`, in the block before at `before`, and end at `closing`.
#[inline(always)]
pub(super) fn names<M: Masks>(
    m: M,
    block: M::Block,
    opening: u64,
    before: u64,
    closing: u64,
) -> u64 {
    let request_ids = m.equal(block, b'q') & (opening << Q | before >> (u64::BITS - Q));
    // Where the closing quote is in another block, any name with that letter.
    let errors = m.equal(block, b'E')
        & (opening << E | before >> (u64::BITS - E))
        & (closing >> ERROR | !0 << (u64::BITS - ERROR));
    request_ids | errors
}

/// What there is in a block.
#[derive(Clone, Copy, Default)]
pub(super) struct Block {
    pub(super) quotes: u64,
    /// Where tokens begin.
    pub(super) starts: u64,
    /// Letters by which strings may be names that count.
    pub(super) names: u64,
}

/// What the blocks have come to.
pub(super) struct Reading<K: Kernel> {
    tokens: K::Few,
    /// How many tokens there are.
    pub(super) count: u32,
    /// All ones inside a string.
    pub(super) inside: u64,
    /// The opening quotes of the last block, and its last bit of a number or literal.
    strings: u64,
    run: u64,
    /// What in strings is not plain ASCII, ...
    seen: K::Seen,
    /// ... and numbers and literals that are not just digits.
    odd: u64,
}

impl<K: Kernel> Reading<K> {
    /// Of a whole body.
    #[inline(always)]
    pub(super) fn new(k: K) -> Self {
        Self {
            tokens: k.few(),
            count: 0,
            inside: 0,
            strings: 0,
            run: 0,
            seen: k.nothing(),
            odd: 0,
        }
    }

    /// Of members, behind the brace of their object, which is the first token.
    #[inline(always)]
    fn inside(k: K) -> Self {
        Self {
            tokens: k.brace(),
            count: 1,
            ..Self::new(k)
        }
    }

    /// The next block, of which these bytes are `valid`; and its numbers and literals.
    #[inline(always)]
    pub(super) fn block(&mut self, k: K, block: K::Block, valid: u64) -> (Block, u64) {
        let quotes = k.equal(block, b'"') & valid;
        // From each opening quote up to the byte before its closing one.
        let within = k.prefix_xor(quotes) ^ self.inside;
        self.inside = (within.cast_signed() >> LAST).cast_unsigned();
        let classes = k.classes(block);
        k.gather(&mut self.seen, classes, block, within);

        let runs = k.others(classes, quotes) & !within & valid;
        let firsts = runs & !((runs << 1) + self.run);
        // No zero may begin a longer integer.
        let zeros = firsts & k.equal(block, b'0');
        self.odd |= runs & (zeros << 1 | self.run | k.nondigits(classes, block));
        self.run = k.apart(runs >> LAST);

        let strings = quotes & within;
        let names = names(k, block, strings, self.strings, quotes & !within);
        self.strings = strings;

        let starts = k.structural(classes, quotes, within) & valid | firsts;
        k.add(&mut self.tokens, self.count, classes, starts, strings);
        self.count += starts.count_ones();
        let block = Block {
            quotes,
            starts,
            names,
        };
        (block, runs)
    }

    /// The tokens, of which there is one at least, and 64 at most.
    #[inline(always)]
    pub(super) fn rows(&self, k: K) -> Rows {
        k.rows(&self.tokens, self.count)
    }

    /// Whether there was something in strings that is not plain ASCII.
    #[inline(always)]
    pub(super) fn has_unusual(&self, k: K) -> bool {
        let Seen { special, highs, .. } = k.gathered(self.seen, false);
        special | highs
    }

    /// Whether what is in the strings, numbers and literals from `start` up to `end` is right, which is
    /// all that was read; `runs` are the numbers and literals of each block.
    #[inline(always)]
    pub(super) fn are_contents_right(
        &self,
        k: K,
        body: &[u8],
        start: usize,
        end: usize,
        runs: &[u64],
    ) -> bool {
        let are_strings_right =
            !self.has_unusual(k) || k.are_strings_right(body.get(start..end).unwrap_or_default());
        are_strings_right && (self.odd == 0 || k.are_scalars_right(body, start, end, runs))
    }

    /// Whether all is right. Most likely there are brackets in brackets if it `is_nested`, and none
    /// at all if not.
    #[inline(always)]
    #[expect(
        clippy::too_many_arguments,
        reason = "it is the end of two functions, and no more"
    )]
    fn are_right(
        self,
        k: K,
        body: &[u8],
        start: usize,
        end: usize,
        runs: &[u64],
        max_depth: u16,
        is_nested: bool,
    ) -> bool {
        // There must be something, and room for the brace that ends the object.
        if self.count > LAST || self.count == 1 {
            return false;
        }
        let mut bad = self.inside;
        let last = 1 << self.count;
        let mut rows = self.rows(k);
        rows.bracket |= last;
        rows.brace_or_colon |= last;
        let window = Window::from(rows);
        let inner = last - 2;
        let mut pairs = Pairs::of(window.open & inner, window.close & inner, window.brace);
        if is_nested {
            pairs.find_nested(k);
        } else {
            pairs.find_all(k);
        }
        let Follow {
            bad: misplaced,
            object_only,
            array_only,
            ..
        } = Follow::of(&window);
        let in_object = pairs.in_object();
        let depth = MEMBERS + pairs.height();
        bad |= pairs.bad() | u64::from(depth > u32::from(max_depth));
        bad |=
            (misplaced | array_only & in_object | object_only & !in_object) & (last | (last - 2));
        bad == 0 && self.are_contents_right(k, body, start, end, runs)
    }
}

/// Whether strings are right that are not only plain ASCII. Without escapes.
#[inline(always)]
pub(crate) fn are_strings_right<K: Kernel>(k: K, text: &[u8]) -> bool {
    let mut bad = 0;
    let mut inside = 0;
    let mut before = k.blank();
    let mut rest = text;
    while !rest.is_empty() {
        let block = k.load_up_to(rest);
        let within = k.prefix_xor(k.equal(block, b'"')) ^ inside;
        inside = (within.cast_signed() >> LAST).cast_unsigned();
        bad |= k.equal(block, b'\\') | k.controls(block) & within;
        bad |= u64::from(k.utf8_error(before, block));
        before = block;
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    // No character can be open: that would be in a string.
    bad == 0
}

/// Whether numbers and literals are right that are not only digits. `runs` are those of each block.
#[inline(always)]
pub(crate) fn are_scalars_right<K: Kernel>(
    k: K,
    body: &[u8],
    start: usize,
    end: usize,
    runs: &[u64],
) -> bool {
    let mut scalars = Scalars::default();
    let mut bad = 0;
    let mut runs_before = 0;
    let mut at = start;
    for &runs in runs {
        let block = k.load_up_to(body.get(at..end).unwrap_or_default());
        let firsts = runs & !(runs << 1 | runs_before >> LAST);
        runs_before = runs;
        let runs = Runs {
            body,
            position: at,
            block,
            all: runs,
            firsts,
        };
        bad |= scalars.any(k, &runs);
        at += BLOCK;
        if at >= end {
            break;
        }
    }
    bad == 0 && !scalars.is_open()
}
