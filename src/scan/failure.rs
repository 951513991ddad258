//! Failures of the usual shape: `Error` with a plain code and a plain message, and a RequestId
//! before or behind it.
//!
//! The length of the body tells where the second of the two texts ends, and where a RequestId of
//! the usual length is. So only one place is not known before the body is read: where the first
//! text ends. All from its beginning to the end of the second is gone over at once, and if there
//! are four quotes, they have to be those between the two.

use core::hint::select_unpredictable as select;

use super::{
    escapes::Escapes,
    shapes::{self, CODE, ERROR, ID, MESSAGE, REQUEST_ID},
    success,
};
use crate::{
    shape::{Found, Payload, Span},
    simd::{BLOCK, Kernel},
};

const THEN_ERROR: &[u8] = br#"","Error":{"#;
const THEN_MESSAGE: &[u8] = br#"","Message":""#;
const THEN_CODE: &[u8] = br#"","Code":""#;
/// How many quotes each of these two has.
const BETWEEN: u32 = 4;
const THEN_REQUEST_ID: &[u8] = br#""},"RequestId":""#;
const END: &[u8] = br#""}}"#;
const END_OF_ERROR: &[u8] = br#""}}}"#;

const LAST: usize = BLOCK - 1;

/// Does something with each block from `start` up to `end` of a body, which is loaded with what is
/// behind it or spaces: with the bytes that are `valid`, and where it begins. Not a function: where
/// the compiler leaves the closure a function of its own, which it may, it is one without vectors.
macro_rules! each_block {
    ($k:expr, $body:expr, $start:expr, $end:expr, |$block:ident, $valid:ident, $at:ident| $see:block) => {{
        let mut $at = $start;
        while $at < $end {
            let $valid = !0_u64 >> (BLOCK - ($end - $at).min(BLOCK));
            // Most often there is enough for a whole block, which is cheaper.
            let $block = match $body.get($at..).and_then(<[u8]>::first_chunk) {
                Some(bytes) => $k.load(bytes),
                None => $k.load_tail($body.get($at..$end).unwrap_or_default()),
            };
            $see
            $at += BLOCK;
        }
    }};
}

/// A body of which all is right but the id and the texts, which nobody has looked at.
struct Parts {
    /// Where the first text begins, and where the second ends.
    start: usize,
    end: usize,
    is_code_first: bool,
    id: usize,
}

impl Parts {
    #[inline(always)]
    fn of(body: &[u8]) -> Option<Self> {
        let has =
            |at: usize, text: &[u8]| body.get(at..).is_some_and(|rest| rest.starts_with(text));
        if !shapes::is_response(body) {
            return None;
        }
        let first = shapes::PAYLOAD + 1;
        let (error, id, end) = if has(first, ERROR.0) {
            let end = body
                .len()
                .checked_sub(THEN_REQUEST_ID.len() + ID + END.len())?;
            if !has(end, THEN_REQUEST_ID) || !body.ends_with(END) {
                return None;
            }
            (first, end + THEN_REQUEST_ID.len(), end)
        } else {
            let id = first + REQUEST_ID.0.len();
            let behind = id + ID;
            if !(has(first, REQUEST_ID.0)
                && has(behind, THEN_ERROR)
                && body.ends_with(END_OF_ERROR))
            {
                return None;
            }
            let error = behind + THEN_ERROR.len() - ERROR.0.len();
            (error, id, body.len() - END_OF_ERROR.len())
        };
        let member = error + ERROR.0.len();
        let is_code_first = has(member, CODE.0);
        let start = member + select(is_code_first, CODE.0.len(), MESSAGE.0.len());
        let is_named = is_code_first | has(member, MESSAGE.0);
        (is_named & (start < end)).then_some(Self {
            start,
            end,
            is_code_first,
            id,
        })
    }
}

/// What a stretch of two texts has, if it is right.
#[derive(Clone, Copy, Default)]
pub(crate) struct TwoTexts {
    /// How many quotes that are not escaped, and where the first one is.
    quotes: u32,
    first: usize,
    /// Whether there are escapes before it, and behind it.
    is_escaped: (bool, bool),
}

/// Whether `body` is such a failure, and right; then `found`, which comes empty, is what it has.
#[inline(always)]
pub(crate) fn check<K: Kernel>(k: K, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
    // `Error` is at depth 3.
    let Some(parts) = Parts::of(body).filter(|_| max_depth >= 3) else {
        return false;
    };
    let Parts {
        start,
        end,
        is_code_first,
        id,
    } = parts;
    let mut texts = TwoTexts::default();
    let mut unusual = 0;
    each_block!(k, body, start, end, |block, valid, at| {
        let quotes = k.equal(block, b'"') & valid;
        let first = at + quotes.trailing_zeros() as usize;
        texts.first = select(texts.quotes == 0, first, texts.first);
        texts.quotes += quotes.count_ones();
        unusual |= k.unusual(block) & valid;
    });
    if unusual != 0 {
        match k.unusual_texts(body, start, end) {
            Some(unusual) => texts = unusual,
            None => return false,
        }
    }
    let TwoTexts {
        quotes,
        first,
        is_escaped,
    } = texts;
    // Which of the two comes first nobody can foresee.
    let has = |text| body.get(first..).is_some_and(|rest| rest.starts_with(text));
    let is_between = is_code_first & has(THEN_MESSAGE) | !is_code_first & has(THEN_CODE);
    if !(quotes == BETWEEN && is_between && success::is_plain_id(k, body, id)) {
        return false;
    }
    let second = first + select(is_code_first, THEN_MESSAGE.len(), THEN_CODE.len());
    let (one, two) = ((start, first), (second, end));
    let code = select(is_code_first, one, two);
    let message = select(is_code_first, two, one);
    let is_code_escaped = select(is_code_first, is_escaped.0, is_escaped.1);
    let is_message_escaped = select(is_code_first, is_escaped.1, is_escaped.0);
    // Half a surrogate pair may not be in a code.
    if is_code_escaped {
        return false;
    }
    found.code = Span::new(code.0, code.1, false);
    found.message = Span::new(message.0, message.1, is_message_escaped);
    found.failed = true;
    found.error_closed = true;
    found.request_id = Span::new(id, id + ID, false);
    found.payload = Payload::whole(shapes::PAYLOAD, body.len() - 1);
    true
}

/// The same with escapes, or bytes above 0x7f; `None` if something is wrong.
#[inline(always)]
pub(crate) fn unusual_texts<K: Kernel>(
    k: K,
    body: &[u8],
    start: usize,
    end: usize,
) -> Option<TwoTexts> {
    let mut texts = TwoTexts::default();
    let mut escapes = Escapes::default();
    let mut before = k.blank();
    let mut bad = 0;
    let (mut first_backslash, mut last_backslash) = (usize::MAX, 0);
    each_block!(k, body, start, end, |block, valid, at| {
        let backslashes = k.equal(block, b'\\') & valid;
        let mut quotes = k.equal(block, b'"') & valid;
        if backslashes | escapes.pending() != 0 {
            let escaped = escapes.next(k, block, backslashes);
            escapes.digits(k, block, escaped & k.equal(block, b'u'));
            quotes &= !escaped;
            // Behind the second text is its closing quote.
            bad |= escaped & !valid;
        }
        if backslashes != 0 {
            first_backslash = first_backslash.min(at + backslashes.trailing_zeros() as usize);
            last_backslash = at + LAST - backslashes.leading_zeros() as usize;
        }
        if quotes != 0 && texts.quotes == 0 {
            texts.first = at + quotes.trailing_zeros() as usize;
        }
        texts.quotes += quotes.count_ones();
        bad |= k.controls(block) & valid | u64::from(k.utf8_error(before, block));
        before = block;
    });
    bad |= escapes.bad() | escapes.pending() | u64::from(k.utf8_error(before, k.blank()));
    texts.is_escaped = (first_backslash < texts.first, last_backslash > texts.first);
    (bad == 0).then_some(texts)
}
