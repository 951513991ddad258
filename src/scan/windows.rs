//! From blocks to windows: the tokens of a body, squeezed together, up to 64 at a time. Of these the
//! first two are the last ones of the window before.

use super::{
    blocks::{self, Blocks, Unusual},
    grammar::{BEFORE, Last},
    places::{Fill, Places, ROOM},
};
use crate::simd::{BLOCK, Kernel};

/// Who reads the windows.
pub(super) trait Sink<K: Kernel> {
    /// The next tokens, and where they are; and what the blocks have come to by then. Returns whether
    /// to go on.
    fn window(
        &mut self,
        k: K,
        tokens: &K::Tokens,
        places: &Places,
        body: &[u8],
        seen: Seen,
    ) -> bool;
}

/// What the blocks have come to.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    /// The position behind the last one.
    pub(super) end: usize,
    /// Whether something wrong was seen.
    pub(super) is_wrong: bool,
    /// Whether there was a backslash.
    pub(super) has_backslash: bool,
    /// Inside a string, how many of the last bytes are an escape that goes on.
    pub(super) cut: Option<usize>,
}

/// Reads `body` from `position`, behind a `last` token, up to `end`. `None` if the sink did not go on.
#[inline(always)]
pub(super) fn read<K: Kernel>(
    k: K,
    mut blocks: Blocks,
    last: Last,
    body: &[u8],
    mut position: usize,
    end: usize,
    sink: &mut impl Sink<K>,
) -> Option<Seen> {
    let mut unusual = Unusual::default();
    let mut tokens = first_tokens(k, last);
    let mut places = Places::new();
    let mut fill = Fill::NONE;
    let whole = body.get(..end).unwrap_or(body);
    // Not a function: the sink sees the places, and what it sees does not stay in registers.
    macro_rules! append {
        ($blocks:expr, $found:expr, $starts:expr, $start:expr) => {
            let more = $starts.count_ones();
            if !fill.has_room(more) {
                places.end(fill);
                let seen = seen(&$blocks, &unusual, $start + BLOCK);
                if !sink.window(k, &tokens, &places, body, seen) {
                    return None;
                }
                places.restart();
                tokens = k.last_tokens(tokens, fill.tokens);
                fill = Fill::NONE;
            }
            tokens = k.append(
                tokens,
                fill.tokens,
                $found.classes,
                $starts,
                $found.strings,
                $found.candidates,
            );
            places.push(&mut fill, $start, $starts, more);
        };
    }
    while position < end {
        if blocks.awaits_usual() {
            // A loop of its own, so that what it needs stays in registers.
            let mut usual = blocks;
            while let Some(bytes) = whole.get(position..).and_then(<[u8]>::first_chunk) {
                let Some(found) = usual.usual(k, k.load(bytes), body, position) else {
                    break;
                };
                let start = position;
                position += BLOCK;
                if found.starts != 0 {
                    append!(usual, found, found.starts, start);
                } else if usual.is_quiet() {
                    position += blocks::plain(k, whole.get(position..).unwrap_or_default());
                }
            }
            blocks = usual;
        }
        let Some(rest) = body.get(position..end).filter(|rest| !rest.is_empty()) else {
            break;
        };
        let block = match rest.first_chunk() {
            Some(bytes) => k.load(bytes),
            None => k.load_tail(rest),
        };
        let found = blocks.any(k, &mut unusual, block, body, position);
        let start = position;
        position += BLOCK;
        if found.starts != 0 {
            let mut starts = found.starts;
            if starts.count_ones() > ROOM {
                // More than a window has room for.
                let half = starts & u64::from(u32::MAX);
                append!(blocks, found, half, start);
                starts ^= half;
            }
            append!(blocks, found, starts, start);
        } else if blocks.is_quiet() {
            position += blocks::plain(k, whole.get(position..).unwrap_or_default());
        }
    }
    let seen = seen(&blocks, &unusual, position);
    if !fill.is_none() {
        places.end(fill);
        if !sink.window(k, &tokens, &places, body, seen) {
            return None;
        }
    }
    Some(seen)
}

#[inline(always)]
const fn seen(blocks: &Blocks, unusual: &Unusual, end: usize) -> Seen {
    Seen {
        end,
        is_wrong: blocks.is_wrong(),
        has_backslash: unusual.has_backslash(),
        cut: if blocks.is_inside() {
            Some(unusual.cut())
        } else {
            None
        },
    }
}

/// Tokens for a window to begin with.
#[inline(always)]
fn first_tokens<K: Kernel>(k: K, last: Last) -> K::Tokens {
    let block = k.load_tail(&last.tokens());
    let starts = (1 << BEFORE) - 1;
    let strings = k.equal(block, b'"');
    k.append(k.no_tokens(), 0, k.classes(block), starts, strings, 0)
}
