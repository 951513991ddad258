//! `stream::bodies`: many bodies in one buffer.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{
    corpus, documents, generate, mutate, oracles::stream::check_bodies, rng::Rng, show, wrong,
};
use tencentcloud_response::{Duplicates, ErrorKind, Parser, stream::bodies};

fn texts(buffer: &str) -> Vec<&str> {
    check(buffer.as_bytes());
    bodies(buffer.as_bytes())
        .map(|body| std::str::from_utf8(body.bytes()).unwrap())
        .collect()
}

fn check(buffer: &[u8]) -> usize {
    check_bodies(Parser::new(), buffer)
}

#[test]
fn where_a_body_ends() {
    const A: &str = r#"{"Response":{"RequestId":"a"}}"#;
    const B: &str = r#"{"Response":{"Error":{"Code":"b"}}}"#;
    const INDENTED: &str = "{\n  \"Response\": {\n    \"RequestId\": \"i\"\n  }\n}";
    const FLAT: &str = "{\"Response\":{\"Set\":[\n{\"a\":1},\n{\"a\":2}\n]}}";
    for (buffer, expected) in [
        ("", &[][..]),
        (" \r\n\t\n", &[]),
        (A, &[A]),
        (&format!("{A}{B}"), &[A, B]),
        (&format!("{A}\n{B}"), &[A, B]),
        (&format!("\r\n {A} \r\n\r\n{B}\t{A}\n"), &[A, B, A]),
        (&format!("{INDENTED}\n{A}"), &[INDENTED, A]),
        (&format!("{INDENTED}{INDENTED}"), &[INDENTED, INDENTED]),
        (&format!("{FLAT}\n{FLAT}{A}"), &[FLAT, FLAT, A]),
        // Right JSON ends by itself, whatever rule it breaks.
        (
            &format!("{{}}{A}{{\"code\":1}}\n{B}"),
            &["{}", A, "{\"code\":1}", B],
        ),
        (
            &format!("{{\"Response\":{{\"RequestId\":1}}}}{A}"),
            &["{\"Response\":{\"RequestId\":1}}", A],
        ),
        (
            &format!("{{\"Response\":{{}},\"Response\":{{}}}}{A}"),
            &["{\"Response\":{},\"Response\":{}}", A],
        ),
        // Broken JSON takes the rest of its line.
        (
            &format!("{{\"a\":tru}}{A}\n{B}"),
            &[&format!("{{\"a\":tru}}{A}"), B],
        ),
        (
            &format!("{A}{{\"a\":1,}} {A}\r\n{B}"),
            &[A, &format!("{{\"a\":1,}} {A}"), B],
        ),
        // A cut line does not swallow the next one.
        (
            &format!("{{\"Response\":{{\"a\":\"x\n{A}\n"),
            &["{\"Response\":{\"a\":\"x", A],
        ),
        (
            &format!("{{\"Response\":{{\"a\":\n{A}"),
            &["{\"Response\":{\"a\":", A],
        ),
        (
            &format!("{{\"Response\":{{\"a\":\n{A}\n{B}\n"),
            &["{\"Response\":{\"a\":", A, B],
        ),
        (
            &format!("{{\"a\":[\n{{\"a\":[\n{A}"),
            &["{\"a\":[", "{\"a\":[", A],
        ),
        (&format!("{A}\n{{\"Response\":{{"), &[A, "{\"Response\":{"]),
        // A broken body that is indented is one.
        (
            &format!("{{\n \"Response\": {{\n  \"a\": tru\n }}\n}}\n{A}"),
            &["{\n \"Response\": {\n  \"a\": tru\n }\n}", A],
        ),
        // What is no body at all.
        (
            &format!("<html>\n<body>\n</html>\n{A}\n"),
            &["<html>\n<body>\n</html>", A],
        ),
        (
            &format!("{{\"a\":x\n<html>\n{A}"),
            &["{\"a\":x", "<html>", A],
        ),
        (&format!("null {A}\n{A}"), &[&format!("null {A}"), A]),
        (&format!("{A}}}{A}\n{B}"), &[A, &format!("}}{A}"), B]),
        ("\0", &["\0"]),
    ] {
        assert_eq!(texts(buffer), expected, "{buffer}");
    }
}

#[test]
fn errors_count_from_the_beginning_of_their_body() {
    let buffer = "{\"Response\":{}}\n{\"Response\":{\"RequestId\":1}}";
    let body = bodies(buffer.as_bytes()).nth(1).unwrap();
    let error = body.envelope().unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::WrongType, 25));
    assert_eq!(buffer.as_bytes()[body.range().start + error.offset()], b'1');
}

#[test]
fn a_parser_gives_its_options() {
    let buffer =
        br#"{"code":0}{"Response":{"RequestId":"a","RequestId":"b"}}{"Response":{"a":[]}}"#;
    let parser = Parser::new().api_v2(true).duplicates(Duplicates::Last);
    assert!(parser.bodies(buffer).all(|body| body.envelope().is_ok()));
    assert_eq!(parser.bodies(buffer).count(), 3);
    let shallow = parser
        .max_depth(2)
        .bodies(buffer)
        .map(|body| body.envelope().is_ok());
    assert!(shallow.eq([true, true, false]));
}

/// Right bodies are found however they follow each other, and on other lines than a bad one
/// whatever that is.
#[test]
fn one_bad_body_does_not_lose_the_next() {
    let mut rng = Rng::new(31);
    let mut right = Vec::new();
    while right.len() < 300 {
        let body = generate::generate(&mut rng).body;
        if Parser::new().parse(&body).is_ok() {
            right.push(body.trim_ascii().to_vec());
        }
    }
    right.extend(
        documents::GOOD
            .iter()
            .map(|body| body.trim().as_bytes().to_vec()),
    );
    let mut bad: Vec<Vec<u8>> = wrong::TABLE
        .iter()
        .flat_map(|(_, texts)| *texts)
        .map(|text| text.replace(['¦', '\n', '\r'], "").into_bytes())
        .collect();
    for body in &right {
        let line: Vec<u8> = body
            .iter()
            .copied()
            .filter(|byte| !b"\r\n".contains(byte))
            .collect();
        bad.push(line[..rng.below(line.len())].to_vec());
        let mut mutant = line;
        mutate::mutate(&mut rng, &mut mutant);
        mutant.retain(|byte| !b"\r\n".contains(byte));
        bad.push(mutant);
    }
    for _ in 0..5_000 {
        let mut buffer = Vec::new();
        let mut expected = Vec::new();
        let mut is_clean = true;
        for _ in 0..1 + rng.below(8) {
            // Whether something can be open.
            if rng.one_in(4) {
                if !is_clean || rng.one_in(2) {
                    buffer.push(b'\n');
                }
                let line = &bad[rng.below(bad.len())];
                buffer.extend_from_slice(line);
                is_clean = false;
            } else {
                let body = &right[rng.below(right.len())];
                // The first line of a right body may be all of it that is behind the bad one.
                if !is_clean && body.contains(&b'\n') {
                    continue;
                }
                let between: &[u8] = if is_clean {
                    rng.pick(&[b"".as_slice(), b" ", b"\n", b"\r\n\t"])
                } else {
                    b"\n"
                };
                buffer.extend_from_slice(between);
                expected.push((buffer.len(), body.as_slice()));
                buffer.extend_from_slice(body);
                is_clean = true;
            }
        }
        check(&buffer);
        let found: Vec<_> = bodies(&buffer)
            .map(|body| (body.range().start, body.bytes()))
            .collect();
        for one in &expected {
            assert!(found.contains(one), "{} in {}", show(one.1), show(&buffer));
        }
    }
}

#[test]
fn every_buffer_is_gone_through() {
    let mut rng = Rng::new(32);
    for _ in 0..20_000 {
        let mut buffer = Vec::new();
        for _ in 0..rng.below(5) {
            buffer.extend_from_slice(&generate::generate(&mut rng).body);
            buffer.extend_from_slice(rng.pick(&[
                b"".as_slice(),
                b"\n",
                b"\r\n",
                b"\n{",
                b"}\n",
                b"\n ",
            ]));
        }
        mutate::mutate(&mut rng, &mut buffer);
        check(&buffer);
    }
}

#[test]
fn real_bodies_one_after_the_other() {
    let Some(real) = corpus::tccli() else {
        return;
    };
    for between in ["\n", ""] {
        let right: Vec<&str> = real
            .iter()
            .map(|(_, body)| body.trim())
            .filter(|body| Parser::new().parse(body.as_bytes()).is_ok())
            .collect();
        let buffer = right.join(between);
        assert!(
            bodies(buffer.as_bytes())
                .map(|body| body.bytes())
                .eq(right.iter().map(|body| body.as_bytes()))
        );
    }
}

/// If any of these took time that grows with the square of its length, nobody would wait for it.
#[test]
fn hostile_buffers_take_linear_time() {
    const LEN: usize = 1_000_000;
    for unit in [
        "{}",
        "{",
        "}",
        "{\n",
        "{\"a\":\n",
        "{\"a\":[\n",
        "{\"a\":[1,2,3],\"b\":\n",
        "{},\n",
        "x\n",
        "\n",
        "}\n",
        "]{",
        "{\"a\":1",
        "{\"a\":1\n",
        "{\"a\":\"\n",
        "{\"Response\":{}}",
        "{\"Response\":{}}x",
        "{\"Response\":{\"RequestId\":1}}",
        "{\"Response\":{}} \n",
        "{\"Response\":{\"a\":[[[[[[[[[[\n",
        " {\"a\"",
        "\u{feff}{}",
    ] {
        let body = unit.repeat(LEN / unit.len());
        assert!(bodies(body.as_bytes()).count() <= LEN);
        // One that opens what all the others are in.
        let inside = ["{\"a\":[\n", &body].concat();
        assert!(bodies(inside.as_bytes()).count() <= LEN);
    }
}
