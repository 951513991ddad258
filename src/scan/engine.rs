//! The fast reader: decides whether a body is right, and where its values are.
//!
//! It goes over the body once, 64 bytes at a time, and looks at single bytes only around the few
//! names that count. A wrong body just sets a bit somewhere; whoever sees it has the portable
//! reader say what is wrong. So does a body that is right in an unusual way: with an escape in a
//! name that counts, say.
//!
//! 1. [`Blocks`] turns a block into masks and picks the *tokens*: brackets, commas and colons
//!    outside strings, opening quotes, and the first bytes of numbers and literals. What lies
//!    between them is checked there: strings, escapes, UTF-8, numbers, literals.
//! 2. The tokens are squeezed together into a window of up to 64 of them. [`Grammar`] checks what
//!    may follow what for a whole window at once.
//! 3. Where a name that may count has its colon, [`Finder`] looks at it.

use core::mem::MaybeUninit;

use super::{
    blocks::{self, Blocks},
    cursor::Cursor,
    finder::Finder,
    grammar::Grammar,
    places::Places,
    quotes::{self, Listed},
    shapes,
    skip::Portable,
};
use crate::{
    shape::{Found, Place, Slot},
    simd::{BLOCK, Kernel},
};

/// Whether `body` is small and has the usual shape; then `found`, which comes empty, is what it has.
#[inline(always)]
pub(crate) fn guess<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    if !shapes::is_likely(body) {
        return false;
    }
    let mut items = [MaybeUninit::uninit(); _];
    match Listed::new(k, body, &mut items) {
        Some(mut quotes) => shapes::guess(&mut quotes, body, max_depth, found),
        None => false,
    }
}

/// [`guess`] without a kernel.
pub(crate) fn read_guess(body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    body.len() <= quotes::MAX && shapes::guess(&mut quotes::Read, body, max_depth, found)
}

/// Whether `body` keeps all the rules in the usual way; then `found`, which comes empty, is what it
/// has. (It is filled in place: to copy what was just written in small parts stalls.)
#[inline(always)]
pub(crate) fn check<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    if guess(k, body, max_depth, found) {
        return true;
    }
    *found = Found::none();
    let Some((open, end)) = response(body) else {
        return false;
    };
    found.payload = Some((open, Some(end)));
    let body = body.get(..end).unwrap_or_default();
    let mut blocks = Blocks::new(k);
    let mut tokens = k.no_tokens();
    let mut places = Places::new();
    let mut grammar = Grammar::new(max_depth, Finder::new(found));

    let mut position = open + 1;
    while let Some(rest) = body.get(position..).filter(|rest| !rest.is_empty()) {
        if blocks.is_quiet() {
            let plain = blocks::plain(k, rest);
            if plain > 0 {
                blocks.skip(k);
                position += plain;
                continue;
            }
        }
        let block = match rest.first_chunk() {
            Some(bytes) => k.load(bytes),
            None => k.load_tail(rest),
        };
        let found = blocks.next(k, block, body, position);
        if found.starts != 0 {
            let more = found.starts.count_ones();
            if !places.has_room(more) {
                grammar.window(k, k.window(tokens), &places, body, blocks.has_backslash());
                places.restart();
            }
            let count = places.push(position, found.starts, more);
            tokens = k.append(
                tokens,
                count,
                found.classes,
                found.starts,
                found.strings,
                found.candidates,
            );
        }
        position += BLOCK;
    }
    if !places.is_empty() {
        grammar.window(k, k.window(tokens), &places, body, blocks.has_backslash());
    }
    !blocks.is_bad() && grammar.is_right()
}

/// The object under `Response`, if that is the first member, and the only one if the body is right:
/// its opening brace, and the position behind its closing one.
fn response(body: &[u8]) -> Option<(usize, usize)> {
    let mut cursor = Cursor::new(Portable, body, 0);
    let begins = cursor.next()?.1 == b'{'
        && cursor.next()?.1 == b'"'
        && cursor.name(Place::Root)? == Some(Slot::Response)
        && cursor.next()?.1 == b':';
    let (open, brace) = cursor.next().filter(|_| begins)?;
    let (root, b'}') = last(body)? else {
        return None;
    };
    let (close, b'}') = last(body.get(..root)?)? else {
        return None;
    };
    (brace == b'{').then_some((open, close + 1))
}

/// The last byte that is not whitespace, and where it stands.
fn last(text: &[u8]) -> Option<(usize, u8)> {
    let mut bytes = text.iter().copied().enumerate();
    bytes.rfind(|(_, byte)| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
}
