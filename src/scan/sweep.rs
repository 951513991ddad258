//! Skimming a success: the brackets and quotes of `Response`, a block at a time.
//!
//! Of a success only its RequestId is wanted, and that there is no `Error`. To go from member to
//! member is to ask of each where its value ends, and a CPU foresees few of the answers. Here
//! nothing is asked of most members. What counts is a name at depth 1, inside no bracket but that
//! of `Response`, and there is a letter to look for: the third byte of a string is `q` in few names
//! but `RequestId`, the first is `E` in few but `Error`. Where one is found, the brackets before it
//! tell its depth, and the body itself the name. A name may also be spelled with `\u`: a body that
//! has one at depth 1 is left to [`skim`](super::skim), as is whatever else is unusual.
//!
//! Depth 1 can only be met in a block that has as many closing brackets as it takes to come back to
//! it. So inside a value most blocks are passed with their brackets counted. Once a value has
//! turned out to be long, it is passed by counting its own kind of bracket only, of which there are
//! few.

use super::{
    cursor::Cursor,
    engine, plain,
    skip::{Skip, Strings},
    success,
};
use crate::simd::{BLOCK, Masks, Portable};

pub(super) const REQUEST_ID: &[u8] = br#""RequestId""#;
/// How far its `q` is from its opening quote.
pub(super) const Q: u32 = 3;
pub(super) const ERROR: &[u8] = br#""Error""#;
/// How far its `E` is from its opening quote.
pub(super) const E: u32 = 1;

/// How many bytes a long value has. To find its end it is read again from its beginning, which is
/// to pay.
const LONG: usize = 32 * BLOCK;

/// A success.
#[derive(Clone, Copy)]
pub(crate) struct Success {
    /// The object under `Response`: its first byte, and the one after its last.
    pub(crate) payload: (usize, usize),
    pub(crate) request_id: Option<RequestId>,
}

/// A RequestId without escapes.
#[derive(Clone, Copy)]
pub(crate) struct RequestId {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it is known to be ASCII.
    pub(crate) is_ascii: bool,
}

/// What a body is that is trusted to be well-formed, if it is a success in the usual way:
/// `Response` is the first member of the root. `None` says nothing.
#[inline(always)]
pub(crate) fn sweep<M: Masks + Skip>(m: M, body: &[u8]) -> Option<Success> {
    if let Some(success) = success::skim(m, plain::without_line_end(body)) {
        return Some(success);
    }
    let open = engine::open(body)?;
    let mut at = open + 1;
    let mut rest = body.get(at..)?;
    let mut strings = Strings::default();
    // How many brackets are open, that of `Response` among them.
    let mut depth = 1;
    // Where the value begins that we are in, if we are in one.
    let mut value = at;
    let mut quotes_before = 0;
    let mut request_id = None;
    loop {
        let block = m.load_up_to(rest);
        let (quotes, escaped) = strings.quotes(m, block);
        let inside = strings.inside(m, quotes);
        let (opens, closes) = m.brackets(block);
        let (opens, closes) = (opens & !inside, closes & !inside);
        let qs = m.equal(block, b'q') & (quotes << Q | quotes_before >> (u64::BITS - Q));
        let es = m.equal(block, b'E') & (quotes << E | quotes_before >> (u64::BITS - E));
        let mut names = (qs | es) & inside;
        if escaped != 0 {
            names |= escaped & inside & m.equal(block, b'u');
        }

        // Up to and with the last bracket that closes a value at depth 1, and the one that closes
        // `Response`.
        let (mut closed, mut end) = (0, 0);
        let (mut left, mut count) = (closes, 0);
        while left != 0 {
            let upto = left ^ left.wrapping_sub(1);
            left &= left - 1;
            count += 1;
            match depth + (opens & upto).count_ones() - count {
                0 => {
                    end = upto;
                    names &= upto;
                    break;
                }
                1 => closed = upto,
                _ => {}
            }
        }
        while names != 0 {
            let name = at + names.trailing_zeros() as usize;
            let before = (names & names.wrapping_neg()) - 1;
            names &= names - 1;
            if depth + (opens & before).count_ones() == 1 + (closes & before).count_ones() {
                match member(m, body, name)? {
                    Some(_) if request_id.is_some() => return None,
                    Some(id) => request_id = Some(id),
                    None => {}
                }
            }
        }
        if end != 0 {
            return Some(Success {
                payload: (open, at + end.count_ones() as usize),
                request_id,
            });
        }

        if depth == 1 || closed != 0 {
            value = at + (opens & !closed).trailing_zeros() as usize;
        }
        depth += opens.count_ones();
        depth -= closes.count_ones();
        let is_long = (quotes | quotes_before) == 0 && inside == !0 && !strings.awaits_escaped();
        quotes_before = quotes;
        at += BLOCK;
        rest = rest.get(BLOCK..)?;
        // A string. No name that counts is as long, however it is spelled.
        if is_long {
            (at, _) = m.long_string_end(body, at)?;
            rest = body.get(at..)?;
        }
        // Inside a value.
        while depth > 1
            && let Some((bytes, behind)) = rest.split_first_chunk()
        {
            if at - value > LONG {
                let bracket = *body.get(value)?;
                // By their codes, each closing bracket is its opening one plus 2.
                let end = Skip::nested_end(m, body, value + 1, bracket, bracket + 2)?;
                // Where kinds do not match, it may be behind us: nothing is to be read again and again.
                if end < at {
                    return None;
                }
                at = end;
                rest = body.get(at..)?;
                strings = Strings::default();
                depth = 1;
                break;
            }
            let block = m.load(bytes);
            let mut next = strings;
            let (quotes, _) = next.quotes(m, block);
            let inside = next.inside(m, quotes);
            let (opens, closes) = m.brackets(block);
            let (opens, closes) = (opens & !inside, closes & !inside);
            let count = closes.count_ones();
            if count + 1 >= depth {
                break;
            }
            depth += opens.count_ones();
            depth -= count;
            strings = next;
            at += BLOCK;
            rest = behind;
        }
    }
}

/// A member of `Response`, of whose name the byte at `at` may be the `q` or the `E`, or a `\u`: its
/// value if it is the RequestId. `None` is for what is unusual, and for `Error`.
#[inline(always)]
fn member<M: Masks + Skip>(m: M, body: &[u8], at: usize) -> Option<Option<RequestId>> {
    let named = |name: &[u8], letter: u32| {
        let start = at.checked_sub(letter as usize)?;
        let is_it = body.get(start..)?.starts_with(name);
        is_it.then(|| Cursor::new(m, body, start + name.len()))
    };
    if let Some(mut cursor) = named(REQUEST_ID, Q) {
        if cursor.next()?.1 != b':' {
            // A string of these letters.
            return Some(None);
        }
        let (quote, b'"') = cursor.next()? else {
            return None;
        };
        return request_id(m, body, quote + 1).map(Some);
    }
    let is_usual = match named(ERROR, E) {
        Some(mut cursor) => cursor.next()?.1 != b':',
        None => *body.get(at)? != b'u',
    };
    is_usual.then_some(None)
}

/// The RequestId whose first byte is at `start`; `None` if it has escapes.
#[inline(always)]
fn request_id<M: Masks>(m: M, body: &[u8], start: usize) -> Option<RequestId> {
    let rest = body.get(start..)?;
    let block = m.load_up_to(rest);
    let quotes = m.equal(block, b'"');
    // All of the block where there is no quote.
    let upto = quotes ^ quotes.wrapping_sub(1);
    if m.equal(block, b'\\') & upto != 0 {
        return None;
    }
    if quotes == 0 {
        let (end, is_escaped) = Portable.string_end(body, start)?;
        let is_ascii = false;
        return (!is_escaped).then_some(RequestId {
            start,
            end,
            is_ascii,
        });
    }
    Some(RequestId {
        start,
        end: start + quotes.trailing_zeros() as usize,
        is_ascii: m.highs(block) & upto == 0,
    })
}
