//! What may follow what, for a window of up to 64 tokens at a time.
//!
//! Most of it does not depend on whether we are in an object or in an array, and takes a few
//! shifts by one. The rest is collected in two masks: tokens that are right in an object only
//! (the colon behind a comma and a string), and tokens that are right in an array only (whatever
//! else stands behind a comma).
//!
//! Which container a token is in, the last bracket before it tells: an opening one by its kind, a
//! closing one by what is open then (`scan/brackets.rs`).

use core::mem;

use super::{
    brackets::{Brackets, Followed, Levels},
    chunk::{Chunk, STEP},
};
use crate::simd::{BLOCK, FULL, Kernel, Window};

/// The depth of the members whose names may count: those of the object under `Response`.
pub(super) const MEMBERS: u32 = 2;

/// How many tokens of the window before a window begins with: as many as count for what may follow.
pub(crate) const BEFORE: usize = 2;

/// Who looks at the names that may count.
pub(crate) trait Names {
    /// A member of `Response`: its name's opening quote is at `name`, and there is a colon behind it.
    fn key<K: Kernel>(&mut self, k: K, body: &[u8], name: usize, has_backslash: bool);

    /// Whether the engine may go on.
    fn is_usual(&self) -> bool;
}

/// What the last token was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Comma,
    Colon,
    /// An opening brace.
    Brace,
    /// An opening square bracket.
    Square,
    /// The name of a member.
    Name,
    /// A value, or the bracket that ends one.
    Value,
}

impl Last {
    /// A block that begins with two tokens as good as the last two, each of one byte. A constant,
    /// because to load what was just written in parts is to wait.
    pub(super) const fn tokens(self) -> &'static [u8; BLOCK] {
        const fn block([first, second]: [u8; BEFORE]) -> [u8; BLOCK] {
            let mut block = [b' '; BLOCK];
            block[0] = first;
            block[1] = second;
            block
        }
        match self {
            Self::Comma => const { &block(*b"0,") },
            Self::Colon => const { &block(*b"\":") },
            Self::Brace => const { &block(*b":{") },
            Self::Square => const { &block(*b":[") },
            Self::Name => const { &block(*b",\"") },
            Self::Value => const { &block(*b":0") },
        }
    }
}

/// Which tokens of a window may not be where they are.
pub(super) struct Follow {
    /// Wherever they are.
    pub(super) bad: u64,
    /// Unless they are in an object.
    pub(super) object_only: u64,
    /// Unless they are in an array.
    pub(super) array_only: u64,
    /// The colons behind names that may count.
    pub(super) keys: u64,
}

impl Follow {
    /// Of all tokens but the first two, which are only there to be followed.
    #[inline(always)]
    pub(super) fn of(window: &Window) -> Self {
        let &Window {
            open,
            close,
            comma,
            colon,
            string,
            brace,
            candidate,
            ..
        } = window;
        let value = !(close | comma | colon);

        let behind_comma = comma << 1;
        let behind_colon = colon << 1;
        let behind_open = open << 1;
        let behind_brace = (open & brace) << 1;
        let behind_comma_string = (string & behind_comma) << 1;
        let behind_brace_string = (string & behind_brace) << 1;
        let behind_candidate = (string & candidate) << 1;

        let awaits_value = behind_comma | behind_colon | behind_open;
        let bad = value & !awaits_value
            | (comma | colon) & awaits_value
            | close & (behind_comma | behind_colon)
            | colon & !(behind_comma_string | behind_brace_string)
            | behind_brace & !(string | close)
            | behind_brace_string & !colon;
        Self {
            bad,
            object_only: colon & behind_comma_string,
            array_only: behind_comma & !string | behind_comma_string & !colon,
            keys: colon & behind_candidate,
        }
    }
}

/// What one window leaves for the next. (Its last tokens are the first of that one.)
#[derive(Clone, Copy)]
pub(crate) struct Grammar<N> {
    bad: u64,
    levels: Levels,
    max_depth: u32,
    /// Whether there are zeros of this chunk to look at.
    has_zeros: bool,
    zeros: Zeros,
    names: N,
}

/// Tokens of each window of a chunk.
type Zeros = [u64; FULL.div_ceil(STEP) + 1];

impl<N: Names> Grammar<N> {
    /// For what is inside of these brackets, 2 at least.
    #[inline(always)]
    pub(super) fn inside(levels: Levels, max_depth: u16, names: N) -> Self {
        Self {
            bad: 0,
            levels,
            max_depth: u32::from(max_depth).min(Levels::MAX),
            has_zeros: false,
            zeros: Zeros::default(),
            names,
        }
    }

    /// Whether all was right, and the object is complete.
    #[inline(always)]
    pub(super) fn is_right(&self) -> bool {
        self.bad == 0 && self.levels.depth == MEMBERS - 1 && self.names.is_usual()
    }

    /// Whether all was right, and the object goes on.
    #[inline(always)]
    pub(super) fn goes_on(&self) -> bool {
        self.bad == 0 && !self.is_closed() && self.names.is_usual()
    }

    /// The brackets that are open: enough to go on behind a window in another way.
    #[inline(always)]
    pub(super) const fn levels(&self) -> Levels {
        self.levels
    }

    /// Whether the object has ended.
    #[inline(always)]
    const fn is_closed(&self) -> bool {
        self.levels.depth < MEMBERS
    }

    /// Reads the window that begins with the token `first`.
    #[inline(always)]
    pub(super) fn next<K: Kernel>(
        &mut self,
        k: K,
        chunk: &Chunk<'_, K>,
        first: usize,
        body: &[u8],
        has_backslash: bool,
    ) {
        let (tokens, count) = chunk.window(k, first);
        // The first tokens are the last ones of the window before.
        let valid = !0 >> (64 - count) & !0 << BEFORE;
        let Window {
            open,
            close,
            brace,
            zero,
            ..
        } = tokens;
        let Follow {
            bad,
            object_only,
            array_only,
            keys,
        } = Follow::of(&tokens);
        let keys = keys & valid;

        let depth = self.levels.depth;
        let (open, close) = (open & valid, close & valid);
        let brackets = Brackets { open, close, brace };
        let Followed {
            in_object,
            least,
            most,
            bad: unlike,
        } = k.follow(&mut self.levels, brackets);
        self.bad |= unlike | u64::from(most > self.max_depth);
        let here = array_only & in_object | object_only & !in_object;
        self.bad |= (bad | here) & valid;
        // Nothing follows the brace that closes the object.
        self.bad |= u64::from(least < MEMBERS);

        if zero & valid != 0
            && let Some(zeros) = self.zeros.get_mut(first / STEP)
        {
            *zeros = zero & valid;
            self.has_zeros = true;
        }

        let mut keys = if least.min(self.levels.depth) <= MEMBERS {
            keys
        } else {
            0
        };
        while keys != 0 {
            let token = keys.trailing_zeros();
            let before = (keys & keys.wrapping_neg()) - 1;
            keys &= keys - 1;
            let opened = (open & before).count_ones();
            if depth + opened == MEMBERS + (close & before).count_ones() {
                // A name is known to be before the colon.
                let name = (first + token as usize).wrapping_sub(1);
                if let Some(name) = chunk.position(k, name) {
                    self.names.key(k, body, name, has_backslash);
                }
            }
        }
    }

    /// Looks at the zeros of the windows of a chunk that may have another digit behind them. One
    /// has, but for zeros that end a block, because what is behind those was not known.
    #[inline(always)]
    pub(super) fn check_zeros<K: Kernel>(&mut self, chunk: &Chunk<'_, K>, body: &[u8]) {
        if self.has_zeros {
            let zeros = mem::take(&mut self.zeros);
            self.bad |= u64::from(are_long(chunk, zeros, body));
            self.has_zeros = false;
        }
    }
}

#[inline(never)]
fn are_long<K: Kernel>(chunk: &Chunk<'_, K>, mut zeros: Zeros, body: &[u8]) -> bool {
    for (token, behind) in chunk.block_ends() {
        let Some(token) = token.checked_sub(BEFORE) else {
            break;
        };
        if let Some(zeros) = zeros.get_mut(token / STEP)
            && !body.get(behind).is_some_and(u8::is_ascii_digit)
        {
            *zeros &= !(1 << BEFORE << (token % STEP));
        }
    }
    zeros.iter().any(|&zeros| zeros != 0)
}
