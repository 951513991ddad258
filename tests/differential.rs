//! The library against `serde_json`, on real bodies and on mutants of them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{
    Answer, Rules, check_cut, check_entry_points, complete, corpus, documents, mutate, oracle,
    rng::Rng, show,
};
use tencentcloud_response::{ErrorKind, parse};

fn compare(rules: Rules, body: &[u8]) -> Option<Answer> {
    let ours = rules
        .parser()
        .parse(body)
        .ok()
        .map(|envelope| Answer::of(&envelope));
    assert_eq!(
        ours,
        oracle::read(body, rules),
        "on {}, {rules:?}",
        show(body)
    );
    ours
}

#[test]
fn real_bodies_read_as_by_serde_json() {
    let Some(bodies) = corpus::tccli() else {
        return;
    };
    let (mut good, mut failures, mut without_id) = (0, 0, 0);
    let (mut no_response, mut no_json) = (0, 0);
    for (source, body) in &bodies {
        let body = body.as_bytes();
        check_entry_points(Rules::DEFAULT, body);
        match compare(Rules::DEFAULT, body) {
            Some(answer) => {
                good += 1;
                failures += usize::from(answer.error.is_some());
                without_id += usize::from(answer.request_id.is_none());
            }
            None if oracle::is_json(body) => {
                no_response += 1;
                let kind = parse(body).unwrap_err().kind();
                assert!(
                    matches!(
                        kind,
                        ErrorKind::NoResponse | ErrorKind::ApiV2 | ErrorKind::NotAnObject
                    ),
                    "{source}: {kind}"
                );
            }
            None => no_json += 1,
        }
    }
    assert_eq!(
        (
            bodies.len(),
            good,
            failures,
            without_id,
            no_response,
            no_json
        ),
        (18_263, 18_241, 263, 27, 10, 12)
    );
}

/// Real bodies, small ones more often, and the shapes that the documentation does not have.
struct Seeds {
    real: Vec<(String, String)>,
}

impl Seeds {
    fn new() -> Self {
        Self {
            real: corpus::tccli().unwrap_or_default(),
        }
    }

    fn pick<'a>(&'a self, rng: &mut Rng) -> &'a str {
        for _ in 0..8 {
            if self.real.is_empty() || rng.one_in(6) {
                break;
            }
            let body = &self.real[rng.below(self.real.len())].1;
            if body.len() <= 400 || (body.len() < 4_000 && rng.one_in(8)) {
                return body;
            }
        }
        let own = documents::GOOD.len() + documents::GOOD_V2.len();
        let i = rng.below(own);
        documents::GOOD
            .get(i)
            .unwrap_or_else(|| &documents::GOOD_V2[i - documents::GOOD.len()])
    }
}

fn mutants(seed: u64, count: usize) {
    let mut rng = Rng::new(seed);
    let seeds = Seeds::new();
    let (mut accepted, mut bytes, mut completed) = (0, 0, 0);
    for i in 0..count {
        let mut body = seeds.pick(&mut rng).as_bytes().to_vec();
        mutate::mutate(&mut rng, &mut body);
        bytes += body.len();
        let mut rules = Rules::ALL[if rng.one_in(2) { 0 } else { rng.below(6) }];
        if rng.one_in(8) {
            rules.max_depth = 2 + u16::try_from(rng.below(6)).unwrap();
        }
        accepted += usize::from(compare(rules, &body).is_some());
        check_entry_points(rules, &body);
        let cut = rng.below(body.len() + 1);
        check_cut(rules, &body, cut);
        // Costly: a step of the completion reads the body again.
        if i % 100 == 0 && body.len() < 300 {
            let read = rules.parser().parse(&body[..cut]);
            if read.is_err_and(|error| error.kind() == ErrorKind::Truncated) {
                complete::check(rules, &body[..cut]);
                completed += 1;
            }
        }
    }
    println!("{count} mutants, {bytes} bytes, {accepted} accepted, {completed} completed");
    // Both outcomes must be met often, or little was compared.
    assert!(accepted > count / 20 && accepted < count / 2);
}

#[test]
fn mutants_read_as_by_serde_json_one() {
    mutants(11, 60_000);
}

#[test]
fn mutants_read_as_by_serde_json_two() {
    mutants(12, 60_000);
}
