//! `parse` against `serde_json`: whether a body is right, what it says, and where it is wrong.

use tencentcloud_response::{ApiVersion, Backend, Envelope, ErrorKind, peek_request_id};

use super::{place, places, split};
use crate::common::{Answer, Rules, check_cut, complete, oracle, show};

/// Bodies up to this length are completed where they are cut, which takes hundreds of reads.
const COMPLETED: usize = 24;

pub(crate) fn check(input: &[u8]) {
    let Some((rules, body)) = split(input) else {
        return;
    };
    let expected = oracle::read(body, rules);
    for backend in Backend::available() {
        let read = rules.parser().backend(backend).parse(body);
        let answer = read.as_ref().ok().map(Answer::of);
        assert_eq!(
            answer,
            expected,
            "{backend}: serde_json differs on {}, {rules:?}",
            show(body)
        );
        if let Ok(envelope) = read {
            check_fields(&envelope);
        }
    }
    let read = rules.parser().parse(body);
    match &read {
        Ok(envelope) => check_peek(body, envelope),
        Err(error) => place::check(rules, body, *error),
    }
    for cut in places(body.len()) {
        check_cut(rules, body, cut);
    }
    if read.is_err_and(|error| error.kind() == ErrorKind::Truncated) && body.len() <= COMPLETED {
        check_completed(rules, body);
    }
}

fn check_fields(envelope: &Envelope<'_>) {
    let expected = oracle::members(envelope.payload()).expect("an object");
    let mut count = 0;
    for field in envelope.fields() {
        let (name, value) = field.expect("after parse none fails");
        let (expected_name, expected_value) = &expected[count];
        assert_eq!(
            (name.to_string(), value.raw()),
            (expected_name.clone(), *expected_value),
            "member {count} of {}",
            show(envelope.payload())
        );
        count += 1;
    }
    assert_eq!(count, expected.len(), "in {}", show(envelope.payload()));
}

/// What `peek_request_id` tells of a body whose only member is `Response` is right.
fn check_peek(body: &[u8], envelope: &Envelope<'_>) {
    let peeked = peek_request_id(body);
    let root = oracle::members(body).expect("an object");
    let ids = envelope.fields().filter_map(Result::ok);
    let ids = ids.filter(|(name, _)| *name == *"RequestId");
    if root.len() == 1 && envelope.version() == ApiVersion::V3 && ids.count() < 2 {
        assert!(
            peeked.is_none() || peeked == envelope.request_id(),
            "{peeked:?} of {}",
            show(body)
        );
    }
}

/// What could be told of a truncated body still holds for one that it is the beginning of.
fn check_completed(rules: Rules, body: &[u8]) {
    let whole = complete::check(rules, body);
    super::salvage::check_kept(rules, body, &whole);
}
