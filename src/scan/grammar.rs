//! What may follow what, for a window of up to 64 tokens at a time.
//!
//! Most of it does not depend on whether we are in an object or in an array, and takes a few
//! shifts by one. The rest is collected in two masks: tokens that are right in an object only
//! (the colon behind a comma and a string), and tokens that are right in an array only (whatever
//! else stands behind a comma).
//!
//! Which container a token is in, the last bracket before it tells: an opening one by its kind, a
//! closing one by what is on the stack then. So the brackets of a window are squeezed together, and
//! taken run by run: opening brackets go onto the stack of bits all at once, closing ones are
//! compared with it all at once. That leaves a bit for each bracket, the kind of container behind
//! it. Spread out again to where the brackets are, and from each to the next, it says for every
//! token which of the two masks counts.

use super::{finder::Finder, places::Places};
use crate::{
    shape::Found,
    simd::{Kernel, Window},
};

/// The depth of the members that the engine reads: those of the object under `Response`.
const MEMBERS: u32 = 2;

/// How many levels the stack has room for, the root among them.
const LEVELS: u32 = u128::BITS;

/// What one window leaves for the next. The masks have bit 0 only: whether the last token was ...
pub(super) struct Grammar<'f> {
    comma: u64,
    colon: u64,
    open: u64,
    open_brace: u64,
    /// a string behind a comma,
    comma_string: u64,
    /// a string behind an opening brace,
    brace_string: u64,
    /// a string that may be a name that counts.
    candidate: u64,
    bad: u64,
    depth: u32,
    max_depth: u32,
    /// A bit for each level, the innermost lowest: set for an object.
    stack: u128,
    finder: Finder<'f>,
}

impl<'f> Grammar<'f> {
    /// For what follows the brace that opens the object under `Response`, up to the one that closes
    /// it.
    #[inline(always)]
    pub(super) fn new(max_depth: u16, found: &'f mut Found) -> Self {
        Self {
            comma: 0,
            colon: 0,
            open: 1,
            open_brace: 1,
            comma_string: 0,
            brace_string: 0,
            candidate: 0,
            bad: 0,
            depth: MEMBERS,
            max_depth: u32::from(max_depth).min(LEVELS),
            stack: 1,
            finder: Finder::new(found),
        }
    }

    /// Whether all was right, and the object is complete.
    #[inline(always)]
    pub(super) const fn is_right(&self) -> bool {
        self.bad == 0 && self.depth == MEMBERS - 1 && self.finder.is_usual()
    }

    /// Whether the object has ended.
    #[inline(always)]
    const fn is_closed(&self) -> bool {
        self.depth < MEMBERS
    }

    #[inline(always)]
    pub(super) fn window<K: Kernel>(
        &mut self,
        k: K,
        tokens: Window,
        places: &Places,
        body: &[u8],
        has_backslash: bool,
    ) {
        let count = places.count();
        let valid = !0 >> (64 - count);
        let last = count - 1;
        let Window {
            open,
            close,
            comma,
            colon,
            string,
            brace,
            ..
        } = tokens;
        let value = !(close | comma | colon);

        let behind_comma = comma << 1 | self.comma;
        let behind_colon = colon << 1 | self.colon;
        let behind_open = open << 1 | self.open;
        let behind_brace = (open & brace) << 1 | self.open_brace;
        let comma_string = string & behind_comma;
        let brace_string = string & behind_brace;
        let behind_comma_string = comma_string << 1 | self.comma_string;
        let behind_brace_string = brace_string << 1 | self.brace_string;
        let behind_candidate = (string & tokens.candidate) << 1 | self.candidate;

        let awaits_value = behind_comma | behind_colon | behind_open;
        let bad = value & !awaits_value
            | (comma | colon) & awaits_value
            | close & (behind_comma | behind_colon)
            | colon & !(behind_comma_string | behind_brace_string)
            | behind_brace & !(string | close)
            | behind_brace_string & !colon;
        let object_only = colon & behind_comma_string;
        let array_only = behind_comma & !string | behind_comma_string & !colon;
        let keys = colon & behind_candidate & valid;

        self.comma = comma >> last & 1;
        self.colon = colon >> last & 1;
        self.open = open >> last & 1;
        self.open_brace = (open & brace) >> last & 1;
        self.comma_string = comma_string >> last & 1;
        self.brace_string = brace_string >> last & 1;
        self.candidate = (string & tokens.candidate) >> last & 1;

        // Nothing follows the brace that closes the object.
        self.bad |= u64::from(self.is_closed());
        let depth = self.depth;
        let (open, close) = (open & valid, close & valid);
        let (in_object, least) = self.brackets(k, open, close, brace);
        let here = array_only & in_object | object_only & !in_object;
        self.bad |= (bad | here) & valid;
        self.bad |= u64::from(self.is_closed()) & !(close >> last);

        let mut keys = if least <= MEMBERS { keys } else { 0 };
        while keys != 0 {
            let token = keys.trailing_zeros();
            let before = (keys & keys.wrapping_neg()) - 1;
            keys &= keys - 1;
            let opened = (open & before).count_ones();
            if depth + opened == MEMBERS + (close & before).count_ones() {
                let (name, colon) = (places.before(k, token), places.of(k, token));
                self.finder.key(body, name, colon, has_backslash);
            }
        }
    }

    /// Follows the brackets of a window. Returns which tokens are in an object, and the least depth
    /// on the way.
    #[inline(always)]
    fn brackets<K: Kernel>(&mut self, k: K, open: u64, close: u64, brace: u64) -> (u64, u32) {
        let brackets = open | close;
        // Up to and with the first bracket.
        let mut in_object =
            (brackets ^ brackets.wrapping_sub(1)) & ((self.stack & 1) as u64).wrapping_neg();
        let count = brackets.count_ones();
        let opens = k.extract(open, brackets);
        let braces = k.extract(brace, brackets);
        // So that the first of a run comes out highest.
        let reversed = braces.reverse_bits();
        let mut containers = opens & braces;
        let (mut depth, mut stack) = (self.depth, self.stack);
        let (mut least, mut most) = (depth, depth);
        let mut bad = 0;
        let mut done = 0;
        while done < count {
            // A run of 64 is taken in two, to keep the shifts below 64.
            let run = (!opens >> done).trailing_zeros().min(count - done).min(63);
            stack = stack << run | u128::from(reversed << done >> 1 >> (63 - run));
            depth += run;
            most = most.max(depth);
            done += run;
            if done == count {
                break;
            }
            let run = (opens >> done).trailing_zeros().min(count - done).min(63);
            let these = (1 << run) - 1;
            bad |= (stack as u64 ^ braces >> done) & these;
            containers |= ((stack >> 1) as u64 & these) << done;
            stack >>= run;
            // What closes more than there is leaves a depth that is wrong, too.
            bad |= u64::from(run > depth);
            depth = depth.saturating_sub(run);
            least = least.min(depth);
            done += run;
            bad |= u64::from(depth < MEMBERS && done < count);
        }
        // From each bracket with an object behind it to the next one.
        let (from, to) = (
            k.deposit(containers, brackets),
            k.deposit(containers << 1, brackets),
        );
        in_object |= to.wrapping_sub(from) << 1;
        bad |= u64::from(most > self.max_depth);
        (self.depth, self.stack) = (depth, stack);
        self.bad |= bad;
        (in_object, least)
    }
}
