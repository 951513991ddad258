//! Operations take turns, so that whatever else the machine does meets all of them alike.

use std::time::{Duration, Instant};

use super::{
    operation::Operation,
    rng::Rng,
    set::{Set, shuffle},
};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) rounds: usize,
    /// How long an operation runs in a round, about.
    pub(crate) slice: Duration,
}

/// Nanoseconds for a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    pub(crate) best: f64,
    pub(crate) median: f64,
}

/// In each round all operations run in an order that is one further than in the last one. Every
/// pass goes over all bodies, in an order of its own.
pub(crate) fn alternate(operations: &[&Operation], set: &Set, plan: Plan) -> Vec<Timing> {
    let rng = &mut Rng::new(6);
    let mut bodies: Vec<&[u8]> = set.bodies.iter().map(Vec::as_slice).collect();
    let mut passes = Vec::new();
    for operation in operations {
        passes.push(passes_in(plan.slice, operation, &bodies));
    }
    let mut times = vec![Vec::with_capacity(plan.rounds); operations.len()];
    for round in 0..plan.rounds {
        for turn in 0..operations.len() {
            let at = (turn + round) % operations.len();
            let mut sum = Duration::ZERO;
            for _ in 0..passes[at] {
                shuffle(&mut bodies, rng);
                sum += operations[at].pass(&bodies);
            }
            let count = (passes[at] * bodies.len()) as f64;
            times[at].push(sum.as_nanos() as f64 / count);
        }
    }
    times.into_iter().map(summary).collect()
}

/// How many passes fill `slice`; this warms up, too.
fn passes_in(slice: Duration, operation: &Operation, bodies: &[&[u8]]) -> usize {
    let start = Instant::now();
    let mut passes = 0;
    let mut inside = Duration::ZERO;
    while passes == 0 || (start.elapsed() < slice && passes < 10_000) {
        inside += operation.pass(bodies);
        passes += 1;
    }
    let once = inside.as_secs_f64() / passes as f64;
    ((slice.as_secs_f64() / once.max(1e-9)) as usize).clamp(1, 100_000)
}

fn summary(mut times: Vec<f64>) -> Timing {
    times.sort_by(f64::total_cmp);
    Timing {
        best: times[0],
        median: times[times.len() / 2],
    }
}
