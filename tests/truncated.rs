//! E12: a beginning of a right body is truncated, never malformed, and nothing else is.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Rules, check_entry_points, complete, corpus, documents, kind_and_offset};
use tencentcloud_response::{Duplicates, ErrorKind};

fn check_prefixes(rules: Rules, body: &[u8]) {
    let parser = rules.parser();
    assert!(
        parser.parse(body).is_ok(),
        "{}, {rules:?}",
        common::show(body)
    );
    // Behind the root's brace a cut only takes whitespace away.
    let end = body.iter().rposition(|&byte| byte == b'}').unwrap();
    for cut in 0..=end {
        let kind = if cut == 0 {
            ErrorKind::Empty
        } else {
            ErrorKind::Truncated
        };
        let short = &body[..cut];
        let error = parser.parse(short).map(|_| ()).map_err(kind_and_offset);
        assert_eq!(
            error,
            Err((kind, cut)),
            "on {}, {rules:?}",
            common::show(short)
        );
    }
}

#[test]
fn e12_every_cut_of_a_good_body_is_truncated() {
    for body in documents::GOOD {
        for rules in Rules::ALL {
            check_prefixes(rules, body.as_bytes());
        }
        for cut in 0..body.len() {
            check_entry_points(Rules::DEFAULT, &body.as_bytes()[..cut]);
        }
    }
    for body in documents::GOOD_V2 {
        check_prefixes(Rules::DEFAULT.api_v2(), body.as_bytes());
    }
    let twice = br#"{"Response":{"RequestId":"a","RequestId":null,"Error":{},"Error":null}, "Response":{}}"#;
    check_prefixes(Rules::DEFAULT.duplicates(Duplicates::First), twice);
    check_prefixes(Rules::DEFAULT.duplicates(Duplicates::Last), twice);
}

#[test]
fn e12_every_cut_of_real_bodies_is_truncated() {
    let Some(bodies) = corpus::tccli() else {
        return;
    };
    let small = bodies
        .iter()
        .map(|(_, body)| body.as_bytes())
        .filter(|body| body.len() < 500);
    let mut count = 0;
    for body in small.step_by(17) {
        if Rules::DEFAULT.parser().parse(body).is_ok() {
            check_prefixes(Rules::DEFAULT, body);
            count += 1;
        }
    }
    println!("{count} bodies cut everywhere");
    assert!(count > 400);
}

/// That a cut of a right body is truncated would also hold for a reader that calls everything so.
#[test]
fn e12_truncated_bodies_have_a_right_continuation() {
    for body in documents::GOOD {
        for cut in 1..body.len() {
            complete::check(Rules::DEFAULT, &body.as_bytes()[..cut]);
        }
    }
    for body in documents::GOOD_V2 {
        for cut in 1..body.len() {
            complete::check(Rules::DEFAULT.api_v2(), &body.as_bytes()[..cut]);
        }
    }
}
