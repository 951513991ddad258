//! Choices: random numbers that are the same in every run, or the bytes of a fuzzer.

use std::collections::VecDeque;

#[derive(Clone, Debug)]
pub(crate) struct Rng {
    /// Of SplitMix64.
    state: u64,
    /// Used up first.
    choices: VecDeque<u8>,
}

impl Rng {
    pub(crate) const fn new(seed: u64) -> Self {
        Self {
            state: seed,
            choices: VecDeque::new(),
        }
    }

    /// Chooses by `bytes`, so that a fuzzer that changes one of them changes one choice; at random
    /// when they are used up, so that what is being made comes to an end.
    #[allow(dead_code, reason = "the benchmarks include this file")]
    pub(crate) fn over(bytes: &[u8]) -> Self {
        Self {
            state: bytes.len() as u64,
            choices: bytes.iter().copied().collect(),
        }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let number = match self.choices.pop_front() {
            Some(byte) if end <= 256 => u64::from(byte),
            Some(byte) => u64::from(byte) << 8 | u64::from(self.choices.pop_front().unwrap_or(0)),
            None => self.next(),
        };
        usize::try_from(number % end as u64).expect("below a usize")
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}
