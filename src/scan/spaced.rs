//! Small bodies with whitespace between their tokens, as people and many libraries write them.
//!
//! A body with few tokens is read as [`members`](super::members) are, in one straight line: its
//! tokens are one window, and its brackets are found by pairs. Here the window has all of the body,
//! so that the first tokens and the last ones say that `Response` is the only member of the root. A
//! name that may count is found by a letter, and its depth by the pairs around it; where its value
//! begins and ends, the next quotes tell. Whatever is unusual, an escape among it, is left to the
//! engine.

use core::{hint::select_unpredictable, slice};

use super::{
    grammar::{Follow, MEMBERS},
    members::{Block, LAST, Reading},
    pairs::Pairs,
    plain, shapes,
    sweep::{E, ERROR, Q, REQUEST_ID},
};
use crate::{
    shape::{Found, Payload, Span},
    simd::{BLOCK, Kernel, Window},
};

/// The longest bodies that are worth it: longer ones have too many tokens, most likely.
const BLOCKS: usize = 7;

/// How many quotes are before the first name in `Response`, and before the one behind a text.
const NAMES: u32 = 2;
const BEHIND_ID: u32 = 6;

const RESPONSE: &[u8] = br#""Response""#;
/// The first tokens of a body, and where they are: `{`, `"`, `:`, `{`.
const ROOT: u64 = 1;
const NAME: u64 = 1 << 1;
const COLON: u64 = 1 << 2;
const PAYLOAD: u32 = 3;
/// How many these are, and how many braces end a body.
const FIRST: u32 = 4;
const ENDS: u32 = 2;

/// Whether `body` begins as such bodies do.
#[inline(always)]
pub(crate) fn is_likely(body: &[u8]) -> bool {
    let [b'{', rest @ ..] = body else {
        return false;
    };
    let is_spaced = match rest {
        [byte, ..] if plain::is_whitespace(*byte) => true,
        _ => rest.starts_with(RESPONSE) && !shapes::is_response(body),
    };
    is_spaced && body.len() <= BLOCKS * BLOCK
}

/// Whether such a body has so few tokens that they are read sooner one by one, as those of failures
/// are.
#[inline(always)]
fn is_short(body: &[u8]) -> bool {
    body.len() <= 2 * BLOCK
}

/// Whether `body`, which is likely one, is right; then `found`, which comes empty, is what it has.
/// `false` says nothing.
#[inline(always)]
pub(crate) fn check<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    if is_short(body) || is_failure(k, body) {
        if shapes::guess_spaced(body, max_depth, found) {
            return true;
        }
        *found = Found::none();
    }
    in_one_window(k, body, max_depth, found)
}

/// Whether the first member of `Response` seems to be `Error`, or the one behind a RequestId.
#[inline(always)]
fn is_failure<K: Kernel>(k: K, body: &[u8]) -> bool {
    let (blocks, _) = body.as_chunks();
    let [first, second, ..] = blocks else {
        return false;
    };
    let (first, second) = (k.equal(k.load(first), b'"'), k.equal(k.load(second), b'"'));
    // There is no branch for what stands where, since nobody can foresee it.
    let quote = |n: u32| {
        let left = n.saturating_sub(first.count_ones());
        let (here, there) = (k.nth_bit(first, n), BLOCK as u32 + k.nth_bit(second, left));
        select_unpredictable(here < BLOCK as u32, here, there) as usize
    };
    has_name(body, quote(NAMES), ERROR) | has_name(body, quote(BEHIND_ID), ERROR)
}

/// Whether that name, with its quotes, begins there.
#[inline(always)]
fn has_name(body: &[u8], at: usize, name: &[u8]) -> bool {
    body.get(at..).is_some_and(|rest| rest.starts_with(name))
}

/// [`check`], with all tokens in one window.
#[inline(always)]
fn in_one_window<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let mut reading = Reading::new(k);
    let mut blocks = [Block::default(); BLOCKS];
    let mut runs = [0; BLOCKS];
    let mut rest = body;
    let mut len = 0;
    for (block, runs) in blocks.iter_mut().zip(&mut runs) {
        let bytes = k.load_up_to(rest);
        (*block, *runs) = reading.block(k, bytes, !0);
        if reading.has_unusual(k) && k.equal(bytes, b'\\') != 0 {
            return false;
        }
        len += 1;
        rest = rest.get(BLOCK..).unwrap_or_default();
        if rest.is_empty() || reading.count > LAST {
            break;
        }
    }
    let blocks = blocks.get(..len).unwrap_or_default();
    let count = reading.count;
    if !rest.is_empty() || !(FIRST + ENDS..=LAST).contains(&count) {
        return false;
    }
    let window = Window::from(reading.rows(k));
    let Window {
        open,
        close,
        colon,
        string,
        brace,
        ..
    } = window;
    let ends = 0b11 << (count - ENDS);
    let inner = (1 << (count - ENDS)) - (1 << FIRST);
    let mut pairs = Pairs::of(open & inner, close & inner, brace);
    pairs.find_all(k);
    let Follow {
        bad,
        object_only,
        array_only,
        ..
    } = Follow::of(&window);
    let in_object = pairs.in_object();
    let depth = MEMBERS + pairs.height();
    // The first two tokens are not among those that follow others.
    let root = ROOT & !(open & brace)
        | NAME & !string
        | COLON & !colon
        | 1 << PAYLOAD & !(open & brace)
        | ends & !(close & brace);
    let here = bad | array_only & in_object | object_only & !in_object;
    let bad = root
        | reading.inside
        | pairs.bad()
        | here & (inner | ends)
        | u64::from(depth > u32::from(max_depth));
    if bad != 0 {
        return false;
    }
    if !reading.are_contents_right(k, body, 0, body.len(), &runs) {
        return false;
    }
    let Some((first, end)) = blocks.first().zip(last_but_one(blocks)) else {
        return false;
    };
    let name = k.nth_bit(first.starts, 1) as usize;
    let start = k.nth_bit(first.starts, PAYLOAD) as usize;
    if start == BLOCK {
        // Very much whitespace.
        return false;
    }
    if !has_name(body, name, RESPONSE) {
        return false;
    }
    found.payload = Payload::whole(start, end + 1);
    let names = string & colon >> 1 & pairs.outside() & inner;
    let mut tokens = 0;
    for (index, block) in blocks.iter().enumerate() {
        let mut letters = block.names;
        while letters != 0 {
            let letter = letters.trailing_zeros();
            letters &= letters - 1;
            // The last token before the letter is its opening quote.
            let before = block.starts & ((1 << letter) - 1);
            let token = (tokens + before.count_ones()).wrapping_sub(1) & LAST;
            if names >> token & 1 == 0 {
                continue;
            }
            let at = index * BLOCK + letter as usize;
            if body.get(at) == Some(&b'q') {
                let name = at.wrapping_sub(Q as usize);
                let is_string = string >> 2 >> token & 1 != 0;
                if request_id(body, blocks, name, is_string, found).is_none() {
                    return false;
                }
            } else if has_name(body, at.wrapping_sub(E as usize), ERROR) {
                // Null, say, or behind other members.
                return false;
            }
        }
        tokens += block.starts.count_ones();
    }
    true
}

/// The RequestId, if the member whose name begins there is one. `None` if it is one and not usual: no
/// string, or not the first.
#[inline(always)]
fn request_id(
    body: &[u8],
    blocks: &[Block],
    name: usize,
    is_string: bool,
    found: &mut Found,
) -> Option<()> {
    if !has_name(body, name, REQUEST_ID) {
        return Some(());
    }
    if !is_string || found.request_id.is_some() {
        return None;
    }
    let mut quotes = Quotes::from(blocks, name + REQUEST_ID.len())?;
    let (start, end) = (quotes.next()? + 1, quotes.next()?);
    found.request_id = Span::new(start, end, false);
    Some(())
}

/// The quotes from a place on.
struct Quotes<'b> {
    /// Those that are left of a block, and where it begins.
    left: u64,
    at: usize,
    rest: slice::Iter<'b, Block>,
}

impl<'b> Quotes<'b> {
    #[inline(always)]
    fn from(blocks: &'b [Block], at: usize) -> Option<Self> {
        let mut rest = blocks.get(at / BLOCK..)?.iter();
        let left = rest.next()?.quotes & !0 << (at % BLOCK);
        Some(Self {
            left,
            at: at / BLOCK * BLOCK,
            rest,
        })
    }

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.left = self.rest.next()?.quotes;
            self.at += BLOCK;
        }
        let bit = self.left.trailing_zeros();
        self.left &= self.left - 1;
        Some(self.at + bit as usize)
    }
}

/// Where the last token but one is.
#[inline(always)]
fn last_but_one(blocks: &[Block]) -> Option<usize> {
    let mut is_last = true;
    for (index, block) in blocks.iter().enumerate().rev() {
        let mut starts = block.starts;
        while starts != 0 {
            let bit = LAST - starts.leading_zeros();
            if !is_last {
                return Some(index * BLOCK + bit as usize);
            }
            is_last = false;
            starts ^= 1 << bit;
        }
    }
    None
}
