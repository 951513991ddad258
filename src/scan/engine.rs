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
    blocks::Blocks,
    cursor::Cursor,
    finder::Finder,
    grammar::{Grammar, Last, MEMBERS},
    places::Places,
    quotes::{self, Listed},
    shapes,
    windows::{self, Seen, Sink},
};
use crate::{
    shape::{Found, Place, Slot},
    simd::{Kernel, Portable},
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
    let mut grammar = Grammar::inside(MEMBERS, 1, max_depth, Finder::new(found));
    let read = windows::read(
        k,
        Blocks::default(),
        Last::Brace,
        body,
        open + 1,
        end,
        &mut grammar,
    );
    read.is_some_and(|seen| !seen.is_wrong && seen.cut.is_none()) && grammar.is_right()
}

impl<K: Kernel> Sink<K> for Grammar<Finder<'_>> {
    #[inline(always)]
    fn window(
        &mut self,
        k: K,
        tokens: &K::Tokens,
        places: &Places,
        body: &[u8],
        seen: Seen,
    ) -> bool {
        k.check_window(self, tokens, places, body, seen.has_backslash);
        true
    }
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
