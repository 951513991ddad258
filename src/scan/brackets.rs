//! The brackets of a window: whether they match, and which tokens are in an object.
//!
//! Where a CPU squeezes bits together, they are taken run by run: opening brackets go onto the stack
//! of bits all at once, closing ones are compared with it all at once. That leaves a bit for each
//! bracket, the kind of container behind it. Spread out again to where the brackets are, and from
//! each to the next, it says for every token what it is in. Where it does not, they are taken one by
//! one, without a branch for what they are.

#[cfg(any(target_arch = "aarch64", test))]
use super::pairs;
#[cfg(any(target_arch = "x86_64", test))]
use crate::simd::Bits;

/// The brackets that are open.
#[derive(Clone, Copy)]
pub(crate) struct Levels {
    /// How many they are.
    pub(super) depth: u32,
    /// A bit for each, the innermost lowest: set for an object.
    pub(super) stack: u128,
}

/// The brackets of a window. There are 62 at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brackets {
    pub(super) open: u64,
    pub(super) close: u64,
    /// Those that are braces, possibly with other tokens.
    pub(super) brace: u64,
}

/// What they come to.
#[derive(Clone, Copy)]
pub(crate) struct Followed {
    /// The tokens in an object.
    pub(super) in_object: u64,
    /// The least depth before the last bracket, or before the last run of them: with the depth behind
    /// it, the least of all. And the greatest.
    pub(super) least: u32,
    pub(super) most: u32,
    /// Closing brackets that are of another kind than what they close.
    pub(super) bad: u64,
}

impl Levels {
    /// For how many the stack has room.
    pub(super) const MAX: u32 = u128::BITS;

    /// Follows the brackets of a window, run by run.
    #[cfg(any(target_arch = "x86_64", test))]
    #[inline(always)]
    pub(crate) fn follow_runs<B: Bits>(&mut self, b: B, brackets: Brackets) -> Followed {
        let Brackets { open, close, brace } = brackets;
        let brackets = open | close;
        let outer = ((self.stack & 1) as u64).wrapping_neg();
        if brackets == 0 {
            // Many numbers, say.
            return Followed {
                in_object: outer,
                least: self.depth,
                most: self.depth,
                bad: 0,
            };
        }
        // Up to and with the first bracket.
        let mut in_object = (brackets ^ brackets.wrapping_sub(1)) & outer;
        // No shift is by 64.
        let count = brackets.count_ones();
        let opens = b.extract(open, brackets);
        let braces = b.extract(brace, brackets);
        // So that the first of a run comes out highest.
        let reversed = b.reverse(braces);
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
            runs.follow::<B, false>(b, begins, ends, braces, reversed);
        } else {
            runs.follow::<B, true>(b, begins, ends, braces, reversed);
        }
        // From each bracket with an object behind it to the next one.
        let (from, to) = (
            b.deposit(runs.containers, brackets),
            b.deposit(runs.containers << 1, brackets),
        );
        in_object |= to.wrapping_sub(from) << 1;
        // What closes more than there is leaves a depth that is wrong, too.
        self.depth = runs.depth.max(0).cast_unsigned();
        self.stack = u128::from(runs.above) << 64 | u128::from(runs.stack);
        Followed {
            in_object,
            least: runs.least.max(0).cast_unsigned(),
            most: runs.most.max(0).cast_unsigned(),
            bad: runs.bad,
        }
    }

    /// The same one by one.
    #[cfg(any(target_arch = "aarch64", test))]
    #[inline(always)]
    pub(crate) fn follow_each(&mut self, brackets: Brackets) -> Followed {
        let Brackets { open, close, brace } = brackets;
        let brackets = open | close;
        let outer = ((self.stack & 1) as u64).wrapping_neg();
        // Up to and with the first bracket; if there is none, all.
        let mut in_object = (brackets ^ brackets.wrapping_sub(1)) & outer;
        let mut stack = self.stack;
        let mut depth = self.depth.cast_signed();
        let (mut least, mut most) = (depth, depth);
        // Those with an object behind them.
        let mut containers = 0;
        let mut bad = 0;
        let mut left = brackets;
        while left != 0 {
            let bracket = left & left.wrapping_neg();
            left ^= bracket;
            let kind = u64::from(brace & bracket != 0);
            let (opened, closed) = (stack << 1 | u128::from(kind), stack >> 1);
            let closes = u64::from(close & bracket != 0).wrapping_neg();
            least = least.min(depth);
            bad |= (stack as u64 ^ kind) & closes;
            stack = if closes == 0 { opened } else { closed };
            depth += 1 + 2 * closes as i32;
            most = most.max(depth);
            containers |= bracket & ((stack as u64 & 1).wrapping_neg());
        }
        let bad = bad & 1;
        in_object |= pairs::next(containers, brackets).wrapping_sub(containers) << 1;
        // What closes more than there is leaves a depth that is wrong, too.
        self.depth = depth.max(0).cast_unsigned();
        self.stack = stack;
        Followed {
            in_object,
            least: least.max(0).cast_unsigned(),
            most: most.max(0).cast_unsigned(),
            bad,
        }
    }
}

/// What the runs of brackets come to.
#[cfg(any(target_arch = "x86_64", test))]
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

#[cfg(any(target_arch = "x86_64", test))]
impl Runs {
    /// Follows runs of closing brackets, which begin and end there, and the opening ones before each.
    /// `braces` are those of all brackets, from the lowest bit on and from the highest.
    #[inline(always)]
    fn follow<B: Bits, const HAS_ABOVE: bool>(
        &mut self,
        b: B,
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
            self.stack = b.apart(self.stack << run) | opens;
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

#[cfg(test)]
mod tests {
    use super::{Brackets, Followed, Levels};
    use crate::{scan::grammar::MEMBERS, simd::Portable};

    #[test]
    fn a_window_without_brackets() {
        for stack in [0b100, 0b101] {
            let brackets = Brackets {
                open: 0,
                close: 0,
                brace: 0b1010,
            };
            let mut levels = Levels { depth: 3, stack };
            let one = levels.follow_runs(Portable, brackets);
            let two = levels.follow_each(brackets);
            for followed in [one, two] {
                let Followed {
                    in_object,
                    least,
                    most,
                    bad,
                } = followed;
                assert_eq!(in_object, if stack & 1 == 0 { 0 } else { !0 });
                assert_eq!((least, most, bad), (3, 3, 0));
            }
            assert_eq!((levels.depth, levels.stack), (3, stack));
        }
    }

    /// Brackets at random places, nested at random, right but for a few; from every depth.
    #[test]
    fn one_by_one_is_as_run_by_run() {
        let mut random = 1_u64;
        let mut below = |most: u64| {
            random = random
                .wrapping_mul(0x5851_f42d_4c95_7f2d)
                .wrapping_add(0x1405_7b7e_f767_814f);
            (random >> 33) % most
        };
        let (mut right, mut wrong) = (0, 0);
        for _ in 0..40_000 {
            let depth = 2 + below(127) as u32;
            let mut stack = u128::from(below(u64::MAX)) << 64 | u128::from(below(u64::MAX));
            let mut runs = Levels { depth, stack };
            let mut each = runs;
            let (rarity, bias, slips) = (1 + below(8), 1 + below(7), below(2));
            let mut brackets = Brackets {
                open: 0,
                close: 0,
                brace: 0,
            };
            for at in 2..64 {
                // Other tokens may be marked, too.
                let mut brace = below(2);
                if below(rarity) == 0 {
                    if below(8) < bias {
                        brackets.open |= 1 << at;
                        stack = stack << 1 | u128::from(brace);
                    } else {
                        brackets.close |= 1 << at;
                        brace = stack as u64 & 1 ^ u64::from(slips > 0 && below(40) == 0);
                        stack >>= 1;
                    }
                }
                brackets.brace |= brace << at;
            }
            let one = runs.follow_runs(Portable, brackets);
            let two = each.follow_each(brackets);
            // The brace of `Response` may close, and nothing else after it.
            let is_wrong = |followed: &Followed, levels: Levels| {
                followed.bad != 0
                    || followed.least < MEMBERS
                    || followed.most > Levels::MAX
                    || levels.depth < MEMBERS - 1
            };
            // Of what is wrong, nothing else counts.
            assert_eq!(is_wrong(&one, runs), is_wrong(&two, each), "{brackets:?}");
            if is_wrong(&one, runs) {
                wrong += 1;
                continue;
            }
            right += 1;
            assert_eq!(one.in_object, two.in_object, "{brackets:?}");
            assert_eq!(
                (one.least.min(runs.depth), one.most),
                (two.least.min(each.depth), two.most)
            );
            // Of the stack only the brackets that are open.
            let open = |levels: Levels| levels.stack.checked_shl(Levels::MAX - levels.depth);
            assert_eq!(runs.depth, each.depth, "{brackets:?}");
            assert_eq!(open(runs), open(each), "{brackets:?}");
        }
        assert!(right > 5_000 && wrong > 5_000, "{right} {wrong}");
    }
}
