//! Small compact successes with their RequestId at one end of `Response`, as most are.
//!
//! An id of the usual length stands where the length of the body tells, so that a CPU need not wait
//! for what is before it. The members at its other side do not count, if none of their names looks
//! like one that does.

use super::{
    members, shapes,
    sweep::{RequestId, Success},
};
use crate::{
    shape::{Found, Payload, Span},
    simd::{BLOCK, Kernel, Masks},
};

/// Where the members of `Response` begin.
const FIRST: usize = shapes::PAYLOAD + 1;
const NAME: &[u8] = shapes::REQUEST_ID.0;
/// How many bytes a member RequestId has, with an id as long as nearly all are.
const LEN: usize = NAME.len() + shapes::ID + 1;
const END: &[u8] = b"}}";

/// A body with a RequestId at one end.
#[derive(Clone, Copy)]
struct Ends {
    /// Where the id begins. There is a quote behind it.
    id: usize,
    /// Where the other members begin and end, with nothing around them. None if the id is alone.
    members: Option<(usize, usize)>,
}

impl Ends {
    /// Of a body that has no more than so many blocks of other members.
    #[inline(always)]
    fn of(body: &[u8], blocks: usize) -> Option<Self> {
        let most = FIRST + LEN + 1 + blocks * BLOCK + END.len();
        if body.len() > most || !shapes::is_response(body) || !body.ends_with(END) {
            return None;
        }
        let is_member = |at: usize| {
            let text = body.get(at..at + LEN).unwrap_or_default();
            text.starts_with(NAME) && text.ends_with(b"\"")
        };
        let end = body.len() - END.len();
        let last = end.checked_sub(LEN)?;
        if is_member(last) {
            let before = last.checked_sub(1)?;
            let members = match body.get(before)? {
                b',' => Some((FIRST, before)),
                _ if last == FIRST => None,
                _ => return None,
            };
            let id = last + NAME.len();
            return Some(Self { id, members });
        }
        let behind = FIRST + LEN;
        let is_first = is_member(FIRST) && body.get(behind) == Some(&b',');
        is_first.then_some(Self {
            id: FIRST + NAME.len(),
            members: Some((behind + 1, end)),
        })
    }
}

/// How far an id is from the beginning of the block that ends with the body, if that is its last
/// member.
const BEFORE: usize = BLOCK - shapes::ID - 1 - END.len();

/// Where it is in that block.
const AROUND: u64 = ((1 << shapes::ID) - 1) << BEFORE;

/// That block. There is as much before an id that is the first member.
#[inline(always)]
fn around(body: &[u8], id: usize) -> Option<&[u8; BLOCK]> {
    body.get(id.checked_sub(BEFORE)?..)?.first_chunk()
}

/// Whether the id that begins at `id` is plain ASCII, without a quote. There is one behind it, and
/// it stands where it does in such bodies.
#[inline(always)]
pub(super) fn is_plain_id<K: Kernel>(k: K, body: &[u8], id: usize) -> bool {
    let Some(text) = around(body, id) else {
        return false;
    };
    let text = k.load(text);
    (k.unusual(text) | k.equal(text, b'"')) & AROUND == 0
}

/// Where the object under `Response` is in such a body.
const fn payload(body: &[u8]) -> (usize, usize) {
    (shapes::PAYLOAD, body.len() - 1)
}

/// Whether `body` is such a success, and right; then `found`, which comes empty, is what it has.
#[inline(always)]
pub(super) fn check<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    let Some(Ends { id, members }) = Ends::of(body, members::BLOCKS) else {
        return false;
    };
    if !is_plain_id(k, body, id) {
        return false;
    }
    if let Some((start, end)) = members
        && !members::are_right(k, body, start, end, max_depth)
    {
        return false;
    }
    let (start, end) = payload(body);
    found.payload = Payload::whole(start, end);
    found.request_id = Span::new(id, id + shapes::ID, false);
    true
}

/// What `body` is, if it is such a success, and trusted to be well-formed. Of the other members
/// there is a block at most, and no object or array.
#[inline(always)]
pub(super) fn skim<M: Masks>(m: M, body: &[u8]) -> Option<Success> {
    let Ends { id, members } = Ends::of(body, 1)?;
    let text = m.load(around(body, id)?);
    if (m.equal(text, b'"') | m.equal(text, b'\\')) & AROUND != 0 {
        return None;
    }
    if let Some((start, end)) = members {
        let members = body.get(start..end).filter(|text| text.len() <= BLOCK)?;
        let block = m.load_tail(members);
        let quotes = m.equal(block, b'"');
        let inside = m.prefix_xor(quotes);
        let (opens, closes) = m.brackets(block);
        let names = members::names(m, block, quotes & inside, 0, quotes & !inside);
        // A body that is cut may end with braces that are in a string.
        let is_cut = inside >> (u64::BITS - 1);
        if (opens | closes) & !inside | m.equal(block, b'\\') | names | is_cut != 0 {
            return None;
        }
    }
    Some(Success {
        payload: payload(body),
        request_id: Some(RequestId {
            start: id,
            end: id + shapes::ID,
            is_ascii: m.highs(text) & AROUND == 0,
        }),
    })
}
