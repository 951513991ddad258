//! The library itself: `parse` and `skim` as they come, and on every backend that the CPU has.

use std::{hint::black_box, string::ToString};

use tencentcloud_response::{Backend, Envelope, Parser, parse, skim};

use super::operation::{Answer, Group, Operation, text};

pub(crate) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::new("parse", Group::Parse, |body| {
            black_box(&parse(body));
        })
        .answers(|body| parse(body).ok().map(answer)),
        Operation::new("skim", Group::Skim, |body| {
            black_box(&skim(body));
        })
        .answers(|body| skim(body).ok().map(answer)),
    ];
    for backend in Backend::available() {
        let parser = Parser::new().backend(backend);
        all.push(
            Operation::new(&format!("parse {backend}"), Group::Backend, move |body| {
                black_box(&parser.parse(body));
            })
            .answers(move |body| parser.parse(body).ok().map(answer)),
        );
        all.push(
            Operation::new(&format!("skim {backend}"), Group::Backend, move |body| {
                black_box(&parser.skim(body));
            })
            .answers(move |body| parser.skim(body).ok().map(answer)),
        );
    }
    all
}

fn answer(envelope: Envelope<'_>) -> Answer {
    let error = envelope.error();
    [
        envelope.request_id().map(|id| id.to_string()),
        text(error.map(|error| error.code().to_string())),
        text(error.map(|error| error.message().to_string())),
    ]
}
