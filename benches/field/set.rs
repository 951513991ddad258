//! Bodies that are read in turn.

use super::rng::Rng;

pub(crate) struct Set {
    pub(crate) name: String,
    /// What is in it.
    pub(crate) about: &'static str,
    pub(crate) bodies: Vec<Vec<u8>>,
}

impl Set {
    pub(crate) fn new(name: impl Into<String>, about: &'static str, bodies: Vec<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            about,
            bodies,
        }
    }

    /// The number of bytes of a body, on average.
    pub(crate) fn bytes(&self) -> f64 {
        let sum: usize = self.bodies.iter().map(Vec::len).sum();
        sum as f64 / self.bodies.len() as f64
    }

    /// Whether time is told per body, not as a throughput.
    pub(crate) fn is_small(&self) -> bool {
        self.bytes() < 1024.0
    }
}

pub(crate) fn shuffle<T>(items: &mut [T], rng: &mut Rng) {
    for end in (1..items.len()).rev() {
        items.swap(end, rng.below(end + 1));
    }
}
