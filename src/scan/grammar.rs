//! What may follow what, for a window of up to 64 tokens at a time.
//!
//! Most of it does not depend on whether we are in an object or in an array, and takes a few
//! shifts by one. The rest is collected in two masks: tokens that are right in an object only
//! (the colon behind a comma and a string), and tokens that are right in an array only (whatever
//! else stands behind a comma). Between one bracket and the next we are in the same container, so
//! each stretch takes one look at one of the two.

use super::{finder::Finder, places::Places};
use crate::{
    shape::Found,
    simd::{Kernel, Window},
};

/// Levels in a word of the stack.
const WORD: u32 = 64;

/// Outside an `Error`, names count down to this depth.
const NAMES: u32 = 2;

/// What [`Grammar`] has to know of a window to follow the brackets.
struct Brackets {
    open: u64,
    close: u64,
    brace: u64,
    /// Tokens that are wrong in an array, and in an object.
    object_only: u64,
    array_only: u64,
}

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
    /// A bit for each of the innermost levels, the innermost lowest: set for an object.
    stack: u64,
    /// The levels further out, by words.
    outer: [u64; 16],
    /// Whether the last token closes a bracket.
    is_closed: bool,
    /// Whether there was a window before.
    is_started: bool,
    finder: Finder<'f>,
}

impl<'f> Grammar<'f> {
    #[inline(always)]
    pub(super) fn new(max_depth: u16, found: &'f mut Found) -> Self {
        Self {
            comma: 0,
            // A value may begin, as behind a colon.
            colon: 1,
            open: 0,
            open_brace: 0,
            comma_string: 0,
            brace_string: 0,
            candidate: 0,
            bad: 0,
            depth: 0,
            max_depth: u32::from(max_depth),
            stack: 0,
            outer: [0; 16],
            is_closed: false,
            is_started: false,
            finder: Finder::new(found),
        }
    }

    /// Whether all was right, and the body is complete.
    #[inline(always)]
    pub(super) fn is_right(&self) -> bool {
        self.bad == 0 && self.depth == 0 && self.is_closed && self.finder.is_usual()
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
        let mut bad = value & !awaits_value
            | (comma | colon) & awaits_value
            | close & (behind_comma | behind_colon)
            | colon & !(behind_comma_string | behind_brace_string)
            | behind_brace & !(string | close)
            | behind_brace_string & !colon;
        bad &= valid;
        let object_only = colon & behind_comma_string & valid;
        let array_only = (behind_comma & !string | behind_comma_string & !colon) & valid;
        let keys = colon & behind_candidate & valid;

        self.comma = comma >> last & 1;
        self.colon = colon >> last & 1;
        self.open = open >> last & 1;
        self.open_brace = (open & brace) >> last & 1;
        self.comma_string = comma_string >> last & 1;
        self.brace_string = brace_string >> last & 1;
        self.candidate = (string & tokens.candidate) >> last & 1;
        self.is_closed = close >> last & 1 != 0;

        let brackets = Brackets {
            open: open & valid,
            close: close & valid,
            brace,
            object_only,
            array_only,
        };
        bad |= if self.is_deep() {
            match self.deep(&brackets) {
                Some(bad) => bad,
                None => self.shallow(k, &brackets, keys, places, body, has_backslash),
            }
        } else {
            self.shallow(k, &brackets, keys, places, body, has_backslash)
        };
        self.bad |= bad;
        self.is_started = true;
    }

    /// Whether no name counts here, nor do all the levels lie in more than one word.
    #[inline(always)]
    fn is_deep(&self) -> bool {
        self.depth > NAMES && self.depth < WORD && !self.finder.is_in_error()
    }

    /// The brackets of a window that stays where no name counts. `None`, and nothing done, for one
    /// that does not.
    ///
    /// There is no branch but the loop's own: which bracket comes next is what a predictor knows
    /// least.
    #[inline(always)]
    fn deep(&mut self, window: &Brackets) -> Option<u64> {
        let Brackets {
            open,
            close,
            brace,
            mut object_only,
            mut array_only,
        } = *window;
        let (mut depth, mut stack) = (self.depth, self.stack);
        let (mut least, mut most) = (depth, depth);
        let mut bad = 0;
        let mut brackets = open | close;
        while brackets != 0 {
            let token = brackets.trailing_zeros();
            let upto = brackets ^ (brackets - 1);
            brackets &= brackets - 1;
            // All ones in an object.
            let in_object = (stack & 1).wrapping_neg();
            bad |= upto & (array_only & in_object | object_only & !in_object);
            object_only &= !upto;
            array_only &= !upto;
            let is_brace = brace >> token & 1;
            let is_open = open >> token & 1;
            let opened = is_open.wrapping_neg();
            bad |= (stack ^ is_brace) & 1 & !opened;
            stack = (stack << 1 | is_brace) & opened | stack >> 1 & !opened;
            depth = depth.wrapping_add((is_open << 1) as u32).wrapping_sub(1);
            least = least.min(depth);
            most = most.max(depth);
        }
        if least <= NAMES || most > self.max_depth.min(WORD) {
            return None;
        }
        let in_object = (stack & 1).wrapping_neg();
        self.depth = depth;
        self.stack = stack;
        Some(bad | array_only & in_object | object_only & !in_object)
    }

    /// The brackets of any window, and the names among them.
    #[inline(always)]
    fn shallow<K: Kernel>(
        &mut self,
        k: K,
        window: &Brackets,
        keys: u64,
        places: &Places,
        body: &[u8],
        has_backslash: bool,
    ) -> u64 {
        let mut bad = 0;
        let mut brackets = window.open | window.close;
        let mut done = 0;
        loop {
            // Up to and with the next bracket; all the rest behind the last.
            let stretch = (brackets ^ brackets.wrapping_sub(1)) & !done;
            bad |= stretch
                & if self.stack & 1 != 0 {
                    window.array_only
                } else {
                    window.object_only
                };
            if self.depth <= 3 && keys & stretch != 0 {
                let mut keys = keys & stretch;
                while keys != 0 {
                    let token = keys.trailing_zeros();
                    keys &= keys - 1;
                    let (name, colon) = (places.before(k, token), places.of(k, token));
                    self.finder
                        .key(k, body, self.depth, name, colon, has_backslash);
                }
            }
            if brackets == 0 {
                return bad;
            }
            let token = brackets.trailing_zeros();
            let is_brace = window.brace >> token & 1;
            if window.open >> token & 1 != 0 {
                bad |= self.push(is_brace, token);
                if self.depth <= 3 {
                    self.finder.open();
                }
            } else {
                if self.depth <= 3 {
                    self.finder.close(self.depth, || places.of(k, token));
                }
                bad |= self.pop(is_brace);
            }
            done |= stretch;
            brackets &= brackets - 1;
        }
    }

    /// Opens a container; returns 1 if that is wrong here.
    #[inline(always)]
    fn push(&mut self, is_brace: u64, token: u32) -> u64 {
        let mut bad = u64::from(self.depth >= self.max_depth);
        if self.depth.is_multiple_of(WORD) {
            if let Some(level) = (self.depth / WORD).checked_sub(1) {
                if let Some(word) = self.outer.get_mut(level as usize) {
                    *word = self.stack;
                }
            } else {
                // The root: an object, and the first token of the body.
                bad |= is_brace ^ 1 | u64::from(self.is_started || token != 0);
            }
        }
        self.stack = self.stack << 1 | is_brace;
        self.depth += 1;
        bad
    }

    /// Closes a container; returns 1 if that is wrong here.
    #[inline(always)]
    fn pop(&mut self, is_brace: u64) -> u64 {
        let bad = (self.stack & 1) ^ is_brace | u64::from(self.depth == 0);
        self.stack >>= 1;
        self.depth = self.depth.saturating_sub(1);
        if self.depth.is_multiple_of(WORD) && self.depth > 0 {
            let word = self.outer.get((self.depth / WORD - 1) as usize);
            self.stack = word.copied().unwrap_or_default();
        }
        bad
    }
}
