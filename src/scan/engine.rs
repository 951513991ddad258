//! The fast reader: decides whether a body is right, and where its values are.
//!
//! It goes over the body once, 64 bytes at a time, and looks at single bytes only around the few
//! names that count. A wrong body just sets a bit somewhere; whoever sees it has the portable
//! reader say what is wrong. So does a body that is right in an unusual way: with an escape in a
//! name that counts, say.
//!
//! A chunk of 16 blocks, or of fewer if these have very many tokens, is gone over in steps:
//!
//! 1. [`Blocks`] turns blocks into masks and picks the *tokens*: brackets, commas and colons
//!    outside strings, opening quotes, and the first bytes of numbers and literals. What lies
//!    between them is checked there: strings, escapes, UTF-8, numbers, literals.
//! 2. The tokens are squeezed together in the [`Chunk`], and seen in windows of up to 64. [`Grammar`]
//!    checks what may follow what for a whole window at once.
//! 3. Where a name that may count has its colon, [`Finder`] looks at it.

use core::mem::MaybeUninit;

use super::{
    blocks::{self, Blocks},
    brackets::Levels,
    chunk::{Chunk, Part},
    cursor::Cursor,
    failure,
    finder::Finder,
    grammar::{Grammar, Last, MEMBERS},
    plain,
    quotes::{self, Listed},
    shapes, success,
};
use crate::{
    shape::{Found, Payload},
    simd::{BLOCK, CHUNK, Kernel, Portable},
};

/// Whether `body`, which does not begin like a failure, is small and has a usual shape; then
/// `found`, which comes empty, is what it has.
#[inline(always)]
pub(crate) fn guess_success<K: Kernel>(
    k: K,
    body: &[u8],
    max_depth: u16,
    found: &mut Found,
) -> bool {
    success::check(k, body, max_depth, found) || k.guess_by_quotes(body, max_depth, found)
}

/// The same for one that does.
#[inline(always)]
pub(crate) fn guess_failure<K: Kernel>(
    k: K,
    body: &[u8],
    max_depth: u16,
    found: &mut Found,
) -> bool {
    failure::check(k, body, max_depth, found) || k.guess_by_quotes(body, max_depth, found)
}

/// The same for any body: one that a line feed ends, as many a server sends it, by the same means;
/// others by a list of all quotes. (To take the line feed off before anything else costs every body
/// 5 to 10 %: all that counts from the end would wait for the last byte.)
#[inline(always)]
pub(crate) fn guess_by_quotes<K: Kernel>(
    k: K,
    body: &[u8],
    max_depth: u16,
    found: &mut Found,
) -> bool {
    let line = plain::without_line_end(body);
    if line.len() < body.len() {
        let is_guessed = if shapes::is_failure(line) {
            failure::check(k, line, max_depth, found)
        } else {
            success::check(k, line, max_depth, found)
        };
        if is_guessed {
            return true;
        }
    }
    let body = line;
    if !shapes::is_likely(body) {
        return false;
    }
    let mut items = [MaybeUninit::uninit(); _];
    match Listed::new(k, body, &mut items) {
        Some(mut quotes) => shapes::guess(&mut quotes, body, max_depth, found),
        None => false,
    }
}

/// The same without a kernel.
pub(crate) fn read_guess(body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let body = plain::without_line_end(body);
    body.len() <= quotes::MAX && shapes::guess(&mut quotes::Read, body, max_depth, found)
}

/// Whether `body` keeps all the rules in the usual way; then `found`, which comes empty, is what it
/// has. (It is filled in place: to copy what was just written in small parts stalls.)
#[inline(always)]
pub(crate) fn check<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let Some((open, end)) = response(body) else {
        return false;
    };
    found.payload = Payload::whole(open, end);
    let body = body.get(..end).unwrap_or_default();
    let levels = Levels {
        depth: MEMBERS,
        stack: 1,
    };
    let mut grammar = Grammar::inside(levels, max_depth, Finder::new(found));
    let mut blocks = Blocks::default();
    let read = read(
        k,
        &mut blocks,
        Last::Brace,
        body,
        open + 1,
        end,
        &mut grammar,
    );
    read.is_some() && !blocks.is_wrong() && blocks.cut().is_none() && grammar.is_right()
}

impl<K: Kernel> Sink<K> for Grammar<Finder<'_>> {
    #[inline(always)]
    fn chunk(&mut self, k: K, chunk: &Chunk<'_, K>, blocks: &Blocks, body: &[u8]) -> bool {
        for first in chunk.windows() {
            self.next(k, chunk, first, body, blocks.has_backslash());
        }
        self.check_zeros(chunk, body);
        true
    }
}

/// Who looks at the chunks.
pub(crate) trait Sink<K: Kernel> {
    /// The next chunk, and what the blocks have come to by then. Returns whether to go on.
    fn chunk(&mut self, k: K, chunk: &Chunk<'_, K>, blocks: &Blocks, body: &[u8]) -> bool;
}

/// Reads `body` from `position`, behind a `last` token, up to `end`. Returns where it came to;
/// `None` if the sink did not go on.
#[inline(always)]
pub(super) fn read<K: Kernel>(
    k: K,
    blocks: &mut Blocks,
    last: Last,
    body: &[u8],
    mut position: usize,
    end: usize,
    sink: &mut impl Sink<K>,
) -> Option<usize> {
    let mut parts = [Part::default(), Part::default()];
    let mut tokens = k.no_tokens();
    let mut chunk = Chunk::behind(k, last.tokens(), &mut parts, &mut tokens);
    while position < end {
        let next = end.min(position + CHUNK * BLOCK);
        chunk.restart(k, position);
        let read = blocks.read(k, body, position, next, &mut chunk);
        if read == position {
            // There is room for the tokens of a block. If there were not, this would have no end.
            return None;
        }
        position = read;
        if blocks.is_quiet() && chunk.ends_quietly() {
            position += blocks::plain(k, body.get(position..end).unwrap_or_default());
        }
        chunk.close(position == end);
        if !k.see(sink, &chunk, blocks, body) {
            return None;
        }
    }
    Some(position)
}

/// The object under `Response`, if that is the first member, and the only one if the body is right:
/// its opening brace, and the position behind its closing one.
#[inline(always)]
fn response(body: &[u8]) -> Option<(usize, usize)> {
    let open = open(body)?;
    if body.ends_with(b"}}") {
        return Some((open, body.len() - 1));
    }
    let (root, b'}') = last(body)? else {
        return None;
    };
    let (close, b'}') = last(body.get(..root)?)? else {
        return None;
    };
    Some((open, close + 1))
}

/// The opening brace of the object under `Response`, if that is the first member.
#[inline(always)]
pub(super) fn open(body: &[u8]) -> Option<usize> {
    if shapes::is_response(body) {
        Some(shapes::PAYLOAD)
    } else {
        payload(body)
    }
}

/// [`open`], with whatever whitespace.
#[inline(never)]
fn payload(body: &[u8]) -> Option<usize> {
    let mut cursor = Cursor::new(Portable, body, 0);
    let (_, root) = cursor.next()?;
    let (name, _) = cursor.next().filter(|_| root == b'{')?;
    let rest = body.get(name..)?.strip_prefix(br#""Response""#)?;
    let mut cursor = Cursor::new(Portable, body, body.len() - rest.len());
    let byte = cursor.value_of_name()?;
    (byte == b'{').then(|| cursor.at() - 1)
}

/// The last byte that is not whitespace, and where it stands.
fn last(text: &[u8]) -> Option<(usize, u8)> {
    let mut bytes = text.iter().copied().enumerate();
    bytes.rfind(|&(_, byte)| !plain::is_whitespace(byte))
}
