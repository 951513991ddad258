//! The oracles of the fuzz targets on mutants: a look at the same ground without a fuzzer.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{documents, mutate, oracles, rng::Rng};

/// Options and a mutant of a right body.
fn body(rng: &mut Rng) -> Vec<u8> {
    let all: Vec<&str> = [documents::GOOD, documents::GOOD_V2].concat();
    let mut input = vec![b'0'];
    if rng.one_in(2) {
        input[0] += u8::try_from(rng.below(24)).unwrap();
    }
    let mut body = rng.pick(&all).as_bytes().to_vec();
    if !rng.one_in(6) {
        mutate::mutate(rng, &mut body);
    }
    input.extend(body);
    input
}

fn bytes(rng: &mut Rng) -> Vec<u8> {
    let len = rng.below(200);
    (0..len)
        .map(|_| u8::try_from(rng.below(256)).unwrap())
        .collect()
}

/// Options, lines of events, choices.
fn events(rng: &mut Rng) -> Vec<u8> {
    let parts: &[&[u8]] = &[
        b"data:",
        b"data: ",
        b"data",
        b"data: [DONE]\n\n",
        b"data: {\"ErrorMsg\":{\"Msg\":\"m\\n\",\"Code\":4001}}\n\n",
        b"event: ",
        b"event:error",
        b":",
        b" ",
        b"\n",
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\xef\xbb\xbf",
        b"\xef\xbb",
        b"x",
        b"\"RequestId\":\"r\",",
        b"{\"Error\":{\"Code\":\"DryRunOperation\"}}",
    ];
    let bodies: Vec<&str> = [documents::GOOD, documents::GOOD_V2].concat();
    let mut input = vec![b'0' + u8::try_from(rng.below(24)).unwrap()];
    for _ in 0..rng.below(16) {
        match rng.below(4) {
            0 => {
                let mut body = rng.pick(&bodies).as_bytes().to_vec();
                // Without its wrapper.
                if rng.one_in(2) && body.starts_with(b"{\"Response\":") {
                    body = body[12..body.len() - 1].to_vec();
                }
                if rng.one_in(4) {
                    mutate::mutate(rng, &mut body);
                }
                body.retain(|&byte| byte != 0);
                input.extend(body);
            }
            _ => input.extend(rng.pick(parts)),
        }
    }
    input.push(0);
    input.extend((0..20).map(|_| u8::try_from(rng.below(256)).unwrap()));
    input
}

/// Characters, escapes, and what is nearly one.
fn text(rng: &mut Rng) -> Vec<u8> {
    let parts = [
        "a",
        ".",
        "中",
        "😀",
        "\u{202e}",
        "\\n",
        "\\\\",
        "\\\"",
        "\\u0041",
        "\\u002e",
        "\\ud800",
        "\\udc00",
        "\\ue000",
        "\\ud7ff",
        "\\udfff",
        "\\uDBFF",
        "\\u0000",
        "\\u00",
        "\\x",
        "\"",
        "\n",
        "RequestLimitExceeded",
    ];
    let count = rng.below(12);
    (0..count).flat_map(|_| rng.pick(&parts).bytes()).collect()
}

fn check(target: &str, seed: u64, count: usize, input: fn(&mut Rng) -> Vec<u8>) {
    let (_, oracle) = oracles::ALL
        .iter()
        .find(|(name, _)| *name == target)
        .unwrap();
    let mut rng = Rng::new(seed);
    for _ in 0..count {
        oracle(&input(&mut rng));
    }
}

#[test]
fn parse() {
    check("parse", 31, 2_000, body);
}

#[test]
fn structured() {
    check("structured", 32, 2_000, bytes);
}

#[test]
fn backends() {
    check("backends", 33, 2_000, body);
}

#[test]
fn skim() {
    check("skim", 34, 2_000, body);
}

#[test]
fn salvage() {
    check("salvage", 35, 2_000, body);
}

#[test]
fn json_str() {
    check("json_str", 36, 4_000, text);
}

#[test]
fn write() {
    check("write", 37, 1_000, bytes);
}

#[test]
fn stream() {
    check("stream", 38, 1_000, body);
}

#[test]
fn sse() {
    check("sse", 39, 4_000, events);
}
