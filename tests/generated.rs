//! Generated bodies, whose answer is known by construction: every rule at once.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{check_cut, complete, generate, oracles, rng::Rng};
use tencentcloud_response::ErrorKind;

const COUNT: usize = 16_000;

#[test]
fn e1_to_e13_generated_bodies_give_the_constructed_answer() {
    let mut rng = Rng::new(1);
    let mut kinds = std::collections::BTreeMap::new();
    for _ in 0..COUNT {
        let generated = generate::generate(&mut rng);
        oracles::structured::check_generated(&generated);
        let kind = generated.expected.err().map(|error| error.0);
        *kinds.entry(kind).or_insert(0) += 1;
    }
    println!("{COUNT} generated bodies: {kinds:?}");
    // A generator that no longer makes some fault would pass for the wrong reason.
    for kind in ErrorKind::ALL {
        let at_the_start = matches!(
            kind,
            ErrorKind::ByteOrderMark
                | ErrorKind::Html
                | ErrorKind::Compressed
                | ErrorKind::NotAnObject
        );
        assert!(
            at_the_start || kinds.contains_key(&Some(*kind)),
            "never {kind}"
        );
    }
    assert!(kinds[&None] > COUNT / 4, "most are faulty");
}

#[test]
fn e12_generated_errors_are_reported_as_soon_as_they_are_certain() {
    let mut rng = Rng::new(2);
    for _ in 0..COUNT / 2 {
        let generated = generate::generate(&mut rng);
        let cut = rng.below(generated.body.len() + 1);
        check_cut(generated.rules, &generated.body, cut);
    }
}

#[test]
fn e12_generated_truncated_bodies_can_be_completed() {
    let mut rng = Rng::new(3);
    let mut count = 0;
    while count < 1_500 {
        let generated = generate::generate(&mut rng);
        let body = &generated.body;
        if body.len() > 200 {
            continue;
        }
        let cut = &body[..rng.below(body.len() + 1)];
        let read = generated.rules.parser().parse(cut);
        if read.is_err_and(|error| error.kind() == ErrorKind::Truncated) {
            complete::check(generated.rules, cut);
            count += 1;
        }
    }
}
