//! Objects and arrays in a small compact body, whose strings were checked before.
//!
//! Without whitespace, what stands beside a token is the byte beside it. So what may follow what is
//! a few shifts by one over the masks of a block, and nothing has to be squeezed together. Whether a
//! string is a name shows behind its closing quote; an addition whose carry runs through the string
//! takes there what stood before its opening one. What may follow a comma depends on the container,
//! so the brackets are taken one by one, with the containers that are open as bits.
//!
//! A block begins at a bracket or a comma of which all is known but what follows it, and counts up to
//! its last bracket or comma. So no string and no number is cut, and nothing is carried over but the
//! open containers. Where a block has none but its first, this is not for it.

use super::scalars::{Runs, Scalars};
use crate::simd::Kernel;

/// The position behind the object or array at `at`, and how many quotes it has, if it is compact and
/// right. In `body` all strings are right and have no escapes. It stands at depth 2, and `max_depth` is
/// 3 at least.
#[inline(always)]
pub(crate) fn end<K: Kernel>(
    k: K,
    body: &[u8],
    mut at: usize,
    max_depth: u16,
) -> Option<(usize, usize)> {
    // A bit for each container, set for an object, and one above them.
    let limit = 1_u64 << max_depth.saturating_sub(1).min(62);
    let mut open = match body.get(at..)? {
        // The most frequent one.
        [b'{', b'}', ..] | [b'[', b']', ..] => return Some((at + 2, 0)),
        [b'{', ..] => 0b11,
        _ => 0b10,
    };
    let mut passed = 0;
    let mut bad = 0;
    loop {
        let rest = body.get(at..)?;
        let block = k.load_up_to(rest);
        let quotes = k.equal(block, b'"');
        // From each opening quote up to the byte before its closing one.
        let inside = k.prefix_xor(quotes);
        let (opening, closing) = (quotes & inside, quotes & !inside);
        let open_braces = k.equal(block, b'{') & !inside;
        let open_squares = k.equal(block, b'[') & !inside;
        let close_braces = k.equal(block, b'}') & !inside;
        let close_squares = k.equal(block, b']') & !inside;
        let commas = k.equal(block, b',') & !inside;
        let colons = k.equal(block, b':') & !inside;
        let (opens, closes) = (open_braces | open_squares, close_braces | close_squares);
        let braces = open_braces | close_braces;
        let ends = commas | closes;
        let runs = !(inside | quotes | opens | ends | colons);

        // What follows: a value, or what comes behind one.
        let values = opening | runs | opens;
        let mut wrong = open_braces << 1 & !(opening | close_braces);
        wrong |= open_squares << 1 & !(values | close_squares);
        wrong |= (commas | colons) << 1 & !values;
        // The first byte may be a bracket that closes.
        wrong |= (closes | runs & !(runs >> 1)) << 1 & !ends;
        wrong |= closing << 1 & !(ends | colons);
        wrong |= colons & !(closing << 1);

        // Behind strings: the first names of objects, values, and either.
        let behind = |before: u64| {
            let firsts = opening & before << 1;
            (inside.wrapping_add(firsts) & closing) << 1
        };
        wrong |= behind(open_braces) & !colons;
        wrong |= behind(open_squares | colons) & colons;
        let behind_comma = behind(commas);
        let names = behind_comma & colons;
        let elements = behind_comma & !colons | commas << 1 & (runs | opens);

        let misplaced = |open: u64| {
            let is_object = (open & 1).wrapping_neg();
            names & !is_object | elements & is_object
        };

        // Up to the last bracket or comma, or the bracket that ends it all.
        let mut left = (opens | closes) & !1;
        let mut done = 1;
        let mut is_whole = false;
        while left != 0 {
            let upto = left ^ left.wrapping_sub(1);
            let bit = left & left.wrapping_neg();
            left &= left - 1;
            bad |= misplaced(open) & upto & !done;
            done = upto;
            let is_brace = u64::from(braces & bit != 0);
            let is_close = closes & bit != 0;
            bad |= ((open & 1) ^ is_brace) & u64::from(is_close);
            let inner = open << 1 | is_brace;
            open = if is_close { open >> 1 } else { inner };
            bad |= u64::from(open >= limit);
            if open == 1 {
                is_whole = true;
                break;
            }
        }
        let last = if is_whole {
            done
        } else {
            let last = u64::MAX >> (opens | ends | 1).leading_zeros();
            bad |= misplaced(open) & last & !done;
            last
        };
        let counted = last & !1;
        bad |= wrong & counted;
        let runs = runs & counted;
        if runs != 0 {
            let runs = Runs {
                body,
                position: at,
                block,
                all: runs,
                firsts: runs & !(runs << 1),
            };
            bad |= Scalars::default().any(k, &runs);
        }
        passed += (quotes & last).count_ones() as usize;
        let len = last.count_ones() as usize;
        if bad != 0 {
            return None;
        }
        if is_whole {
            return Some((at + len, passed));
        }
        if len == 1 {
            return None;
        }
        at += len - 1;
    }
}
