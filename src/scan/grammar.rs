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

use super::places::Places;
use crate::simd::{Kernel, Window};

/// The depth of the members whose names may count: those of the object under `Response`.
const MEMBERS: u32 = 2;

/// How many levels the stack has room for, the root among them.
const LEVELS: u32 = u128::BITS;

/// Who looks at the names that may count.
pub(super) trait Names {
    /// A member of `Response`: its name's opening quote is at `name`, its colon at `colon`.
    fn key(&mut self, body: &[u8], name: usize, colon: usize, has_backslash: bool);

    /// Whether the engine may go on.
    fn is_usual(&self) -> bool;
}

/// What the last token was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Comma,
    Colon,
    Open,
    /// The name of a member.
    Name,
    /// A value, or the bracket that ends one.
    Value,
}

/// Where a window ends: enough to go on there in another way. (All of [`Grammar`] would be too much
/// to remember after each window.)
#[derive(Clone, Copy)]
pub(super) struct End {
    /// How many brackets are open, and a bit for the kind of each, the innermost lowest.
    pub(super) depth: u32,
    pub(super) stack: u128,
    /// The last token and the one before it, a bit for each thing that it may be.
    token: u8,
}

impl End {
    /// The last token, if it is one that is complete as soon as it begins.
    pub(super) const fn last(&self) -> Option<Last> {
        match self.token & 0xf {
            0 => Some(Last::Value),
            1 => Some(Last::Comma),
            2 => Some(Last::Colon),
            4 => Some(Last::Open),
            _ => None,
        }
    }

    /// The token before the last one, if that is a string, a number or a literal.
    pub(super) const fn before_scalar(&self) -> Last {
        match self.token >> 4 & 3 {
            0 => Last::Colon,
            1 => Last::Comma,
            _ => Last::Open,
        }
    }

    /// Whether the last token is the name of a member.
    pub(super) const fn is_name(&self) -> bool {
        let in_object = self.stack & 1 != 0;
        self.token >> 7 != 0 || self.token >> 6 & 1 != 0 && in_object
    }

    /// Whether it is the name of one that may count.
    pub(super) const fn is_name_of_place(&self) -> bool {
        self.is_name() && self.depth == MEMBERS
    }
}

/// What one window leaves for the next. The masks have bit 0 only: whether the last token was ...
pub(super) struct Grammar<N> {
    comma: u64,
    colon: u64,
    open: u64,
    open_brace: u64,
    /// a string behind a comma,
    comma_string: u64,
    /// a string behind an opening brace,
    brace_string: u64,
    /// a string that may be a name that counts,
    candidate: u64,
    /// a string, a number or a literal.
    scalar: u64,
    /// The same of the token before it: whether that was a comma, or an opening bracket.
    after_comma: u64,
    after_open: u64,
    bad: u64,
    depth: u32,
    max_depth: u32,
    /// A bit for each level, the innermost lowest: set for an object.
    stack: u128,
    names: N,
}

impl<N: Names> Grammar<N> {
    /// For what follows the brace that opens the object under `Response`, up to the one that closes
    /// it.
    #[inline(always)]
    pub(super) fn new(max_depth: u16, names: N) -> Self {
        Self::behind(Last::Open, MEMBERS, 1, max_depth, names)
    }

    /// For what follows a token inside of `depth` brackets, 2 at least, whose kinds are on `stack`.
    #[inline(always)]
    pub(super) fn behind(last: Last, depth: u32, stack: u128, max_depth: u16, names: N) -> Self {
        let is = |token| u64::from(last == token);
        Self {
            comma: is(Last::Comma),
            colon: is(Last::Colon),
            open: is(Last::Open),
            open_brace: is(Last::Open) & stack as u64,
            comma_string: 0,
            // As good as a comma: both want a colon.
            brace_string: is(Last::Name),
            candidate: 0,
            scalar: 0,
            after_comma: 0,
            after_open: 0,
            bad: 0,
            depth,
            max_depth: u32::from(max_depth).min(LEVELS),
            stack,
            names,
        }
    }

    /// Whether all was right, and the object is complete.
    #[inline(always)]
    pub(super) fn is_right(&self) -> bool {
        self.bad == 0 && self.depth == MEMBERS - 1 && self.names.is_usual()
    }

    /// Whether all was right, and the object goes on.
    #[inline(always)]
    pub(super) fn goes_on(&self) -> bool {
        self.bad == 0 && !self.is_closed() && self.names.is_usual()
    }

    /// What there is at the end of a window.
    #[inline(always)]
    pub(super) const fn end(&self) -> End {
        End {
            depth: self.depth,
            stack: self.stack,
            token: (self.comma
                | self.colon << 1
                | self.open << 2
                | self.scalar << 3
                | self.after_comma << 4
                | self.after_open << 5
                | self.comma_string << 6
                | self.brace_string << 7) as u8,
        }
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
        self.scalar = (value & !open) >> last & 1;
        self.after_comma = behind_comma >> last & 1;
        self.after_open = behind_open >> last & 1;

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
                self.names.key(body, name, colon, has_backslash);
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
