//! All documented bodies, through the layer in random pieces: the report is what `parse` says.

use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_response::{
    Parser, Record, Verdict,
    http::{Content, End, Report},
};

use crate::{
    common::{corpus, documents, mutate, rng::Rng, show},
    script::{Reports, Script, Step, answer, data, frame},
};

/// Pieces of any length, most of them short, some empty, some late.
fn pieces(rng: &mut Rng, mut body: &[u8]) -> Vec<Step> {
    let longest = [2, 20, 200, 5_000][rng.below(4)];
    let mut pieces = Vec::new();
    while !body.is_empty() {
        let (piece, rest) = body.split_at(rng.below(longest).min(body.len()));
        pieces.push(data(piece));
        if rng.one_in(10) {
            pieces.push(Step::Pending);
        }
        body = rest;
    }
    pieces
}

/// How a body under test ends.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Whole,
    Known,
    Broken,
    Dropped,
}

fn check(rng: &mut Rng, body: &[u8], way: Way) -> Report {
    let reports = Reports::default();
    let mut steps = pieces(rng, body);
    if way == Way::Broken {
        steps.push(Step::Error);
    }
    let mut script = Script::new(steps);
    script.knows_its_end = way == Way::Known;
    let request = Request::post("/").body(()).unwrap();
    let mut watched = answer(reports.clone(), request, Response::new(script)).into_body();
    let mut passed: Vec<u8> = Vec::new();
    while way != Way::Dropped || passed.len() < body.len() {
        match frame(&mut watched) {
            None => {}
            Some(Some(Ok(frame))) => passed.extend::<Bytes>(frame.into_data().unwrap()),
            Some(Some(Err(_)) | None) => break,
        }
    }
    drop(watched);
    assert_eq!(passed, body);

    let report = reports.only();
    let expected = Record::from(&Parser::new().salvage(body));
    assert_eq!(report.bytes(), body.len() as u64);
    let end = match way {
        Way::Whole | Way::Known => End::Complete,
        Way::Broken => End::Failed,
        Way::Dropped => End::CutOff,
    };
    assert_eq!(report.end(), end);
    if body.is_empty() && end != End::Complete {
        assert!(report.record().is_none());
        return report;
    }
    assert_eq!(report.record(), Some(&expected), "on {}", show(body));
    assert_eq!(report.verdict(), Some(expected.verdict()));
    assert_eq!(report.request_id(), expected.request_id());
    assert_eq!(report.code(), expected.code());
    assert_eq!(report.class(), expected.class());
    report
}

fn check_all_ways(rng: &mut Rng, body: &[u8]) {
    for way in [Way::Whole, Way::Known, Way::Broken, Way::Dropped] {
        check(rng, body, way);
    }
}

#[test]
fn documented_bodies_are_reported_as_parse_reads_them() {
    let Some(bodies) = corpus::tccli() else {
        return;
    };
    let mut rng = Rng::new(1);
    let (mut certain, mut failures, mut not_json) = (0, 0, 0);
    for (_, body) in &bodies {
        let report = check(&mut rng, body.as_bytes(), Way::Whole);
        let verdict = report.verdict().unwrap();
        certain += usize::from(verdict.is_certain());
        failures += usize::from(matches!(verdict, Verdict::Failure | Verdict::DryRun));
        not_json += usize::from(report.content() == Content::NotJson);
        let cut = rng.below(body.len() + 1);
        let way = [Way::Known, Way::Broken, Way::Dropped][rng.below(3)];
        check(&mut rng, &body.as_bytes()[..cut], way);
    }
    println!(
        "{} bodies: {certain} responses, {failures} of them failures, {not_json} not JSON",
        bodies.len()
    );
    assert_eq!(bodies.len(), 18_263);
    assert!(certain > 18_000 && failures > 200, "{certain}, {failures}");
}

#[test]
fn small_bodies_at_every_cut() {
    let mut rng = Rng::new(2);
    for body in documents::GOOD {
        for cut in 0..=body.len() {
            check_all_ways(&mut rng, &body.as_bytes()[..cut]);
        }
    }
}

#[test]
fn mutants_are_reported_as_salvage_reads_them() {
    let mut rng = Rng::new(3);
    for _ in 0..200 {
        for body in documents::GOOD {
            let mut body = body.as_bytes().to_vec();
            mutate::mutate(&mut rng, &mut body);
            check_all_ways(&mut rng, &body);
        }
    }
}
