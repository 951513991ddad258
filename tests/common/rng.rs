//! Choices: random numbers that are the same in every run, or the bytes of a fuzzer.

use arbitrary::Unstructured;

#[derive(Debug)]
pub(crate) struct Rng<'a> {
    /// Of SplitMix64.
    state: u64,
    /// Used up first.
    choices: Unstructured<'a>,
}

impl Rng<'static> {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            state: seed,
            choices: Unstructured::new(&[]),
        }
    }
}

impl<'a> Rng<'a> {
    /// Chooses by `bytes`, so that a fuzzer that changes one of them changes one choice; at random
    /// when they are used up, so that what is being made comes to an end.
    pub(crate) fn over(bytes: &'a [u8]) -> Self {
        Self {
            state: bytes.len() as u64,
            choices: Unstructured::new(bytes),
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        if !self.choices.is_empty() {
            return self.choices.choose_index(end).expect("not 0");
        }
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'s, T: ?Sized>(&mut self, from: &[&'s T]) -> &'s T {
        from[self.below(from.len())]
    }
}
