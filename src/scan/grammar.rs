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

use core::mem;

use super::chunk::{Chunk, STEP};
use crate::simd::{BLOCK, FULL, Kernel, Window};

/// The depth of the members whose names may count: those of the object under `Response`.
pub(super) const MEMBERS: u32 = 2;

/// How many tokens of the window before a window begins with: as many as count for what may follow.
pub(crate) const BEFORE: usize = 2;

/// How many levels the stack has room for, the root among them.
const LEVELS: u32 = u128::BITS;

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

/// Where a window ends: enough to go on there in another way.
#[derive(Clone, Copy)]
pub(super) struct End {
    /// How many brackets are open, and a bit for the kind of each, the innermost lowest.
    pub(super) depth: u32,
    pub(super) stack: u128,
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
    depth: u32,
    max_depth: u32,
    /// A bit for each level, the innermost lowest: set for an object.
    stack: u128,
    /// Whether there are zeros of this chunk to look at.
    has_zeros: bool,
    zeros: Zeros,
    names: N,
}

/// Tokens of each window of a chunk.
type Zeros = [u64; FULL.div_ceil(STEP) + 1];

impl<N: Names> Grammar<N> {
    /// For what is inside of `depth` brackets, 2 at least, whose kinds are on `stack`.
    #[inline(always)]
    pub(super) fn inside(depth: u32, stack: u128, max_depth: u16, names: N) -> Self {
        Self {
            bad: 0,
            depth,
            max_depth: u32::from(max_depth).min(LEVELS),
            stack,
            has_zeros: false,
            zeros: Zeros::default(),
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
        }
    }

    /// Whether the object has ended.
    #[inline(always)]
    const fn is_closed(&self) -> bool {
        self.depth < MEMBERS
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

        let depth = self.depth;
        let (open, close) = (open & valid, close & valid);
        let (in_object, least) = self.brackets(k, open, close, brace);
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

        let mut keys = if least.min(self.depth) <= MEMBERS {
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

    /// Follows the brackets of a window. Returns which tokens are in an object, and the least depth
    /// before the last run.
    #[inline(always)]
    fn brackets<K: Kernel>(&mut self, k: K, open: u64, close: u64, brace: u64) -> (u64, u32) {
        let brackets = open | close;
        if brackets == 0 {
            // Many numbers, say.
            return (((self.stack & 1) as u64).wrapping_neg(), self.depth);
        }
        // Up to and with the first bracket.
        let mut in_object =
            (brackets ^ brackets.wrapping_sub(1)) & ((self.stack & 1) as u64).wrapping_neg();
        // There are 62 at most, so that no shift is by 64.
        let count = brackets.count_ones();
        let opens = k.extract(open, brackets);
        let braces = k.extract(brace, brackets);
        // So that the first of a run comes out highest.
        let reversed = k.reverse(braces);
        // Where runs of closing brackets begin, and behind their ends. Both are known at once, so
        // that a CPU soon sees how many runs there are. (Behind opening ones at the end there are
        // none.)
        let behind_opens = opens << 1 | 1;
        let begins = behind_opens & !opens & ((2 << count) - 1);
        let ends = opens & !behind_opens | 1 << count;
        let mut runs = Runs {
            depth: self.depth.cast_signed(),
            least: self.depth.cast_signed(),
            most: self.depth.cast_signed(),
            stack: self.stack as u64,
            above: (self.stack >> 64) as u64,
            containers: opens & braces,
            bad: 0,
        };
        // Nearly always one word is enough.
        if self.depth + opens.count_ones() < u64::BITS {
            runs.follow::<K, false>(k, begins, ends, braces, reversed);
        } else {
            runs.follow::<K, true>(k, begins, ends, braces, reversed);
        }
        // From each bracket with an object behind it to the next one.
        let (from, to) = (
            k.deposit(runs.containers, brackets),
            k.deposit(runs.containers << 1, brackets),
        );
        in_object |= to.wrapping_sub(from) << 1;
        self.bad |= runs.bad | u64::from(runs.most > self.max_depth.cast_signed());
        // What closes more than there is leaves a depth that is wrong, too.
        self.depth = runs.depth.max(0).cast_unsigned();
        self.stack = u128::from(runs.above) << 64 | u128::from(runs.stack);
        (in_object, runs.least.max(0).cast_unsigned())
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

/// What the runs of brackets of a window come to.
struct Runs {
    depth: i32,
    /// The least depth before the last run, and the greatest.
    least: i32,
    most: i32,
    /// The 64 innermost levels, and those above.
    stack: u64,
    above: u64,
    /// The brackets with an object behind them.
    containers: u64,
    bad: u64,
}

impl Runs {
    /// Follows runs of closing brackets, which begin and end there, and the opening ones before each.
    /// `braces` are those of all brackets, from the lowest bit on and from the highest.
    #[inline(always)]
    fn follow<K: Kernel, const HAS_ABOVE: bool>(
        &mut self,
        k: K,
        mut begins: u64,
        mut ends: u64,
        braces: u64,
        reversed: u64,
    ) {
        let mut done = 0;
        while begins != 0 {
            let (begin, end) = (begins.trailing_zeros(), ends.trailing_zeros());
            begins &= begins - 1;
            ends &= ends - 1;
            self.least = self.least.min(self.depth);
            let run = begin - done;
            // No shift is by 64, which the compiler does not know of two words as one.
            if HAS_ABOVE {
                self.above = self.above << run | self.stack >> 1 >> (63 - run);
            }
            let opens = reversed << done >> 1 >> (63 - run);
            self.stack = k.apart(self.stack << run) | opens;
            self.depth += run.cast_signed();
            self.most = self.most.max(self.depth);
            let run = end - begin;
            let these = (1 << run) - 1;
            self.bad |= (self.stack ^ braces >> begin) & these;
            self.containers |= (self.stack >> 1 & these) << begin;
            self.stack >>= run;
            if HAS_ABOVE {
                self.stack |= self.above << 1 << (63 - run);
                self.above >>= run;
            }
            self.depth -= run.cast_signed();
            done = end;
        }
    }
}
