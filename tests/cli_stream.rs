//! The command `tcresp` on event streams and HTTP responses, from outside.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::fs;

use assert_cmd::Command;
use common::corpus;
use predicates::{prelude::*, str::contains};
use serde_json::{Value, json};
use tempfile::TempDir;

const SUCCESS: &str = r#"{"Response":{"RequestId":"b5b41468"}}"#;
const FAILURE: &str =
    r#"{"Response":{"Error":{"Code":"AuthFailure","Message":"No."},"RequestId":"ed93f3cb"}}"#;

fn tcresp() -> Command {
    let mut command = Command::cargo_bin("tcresp").unwrap();
    command.env_remove("NO_COLOR");
    command
}

fn output(args: &[&str], input: impl Into<Vec<u8>>) -> String {
    let assert = tcresp().args(args).write_stdin(input).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn rows(args: &[&str], input: impl Into<Vec<u8>>) -> Vec<Value> {
    let lines = output(args, input);
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The one row of an input: verdict, RequestId, code, and what is wrong.
fn row(input: impl Into<Vec<u8>>) -> Value {
    let mut rows = rows(&[], input);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = rows.pop().unwrap();
    assert_eq!(row["source"], "stdin");
    json!([
        row["verdict"],
        row["request_id"],
        row["code"],
        row["error"]["kind"]
    ])
}

#[test]
fn an_event_stream_is_one_row() {
    for (stream, expected) in [
        (
            "data: {\"RequestId\":\"r\",\"A\":1}\n\ndata: [DONE]\n\n",
            json!(["success", "r", null, null]),
        ),
        (
            "\u{feff}: hello\n\nid: 1\ndata: {\"Type\":\"error\",\"RequestId\":\"r\",\"Error\":{\"Code\":\"InternalError\",\"Message\":\"m\"}}",
            json!(["failure", "r", "InternalError", null]),
        ),
        (
            "event: x\r\ndata:{\"ErrorMsg\":{\"Msg\":\"m\",\"Code\":4000}}\r\n\r\n",
            json!(["failure", null, "4000", null]),
        ),
        (
            "data: {\"RequestId\":\"r\"}\n\ndata: {\"A\":tru}\n\n",
            json!(["malformed", "r", null, "bad_literal"]),
        ),
        (
            "id: 7\ndata: {\"RequestId\":\"r\"}\n\ndata: {\"A\":",
            json!(["truncated", "r", null, "truncated"]),
        ),
        (
            "retry: 10\n\n",
            json!(["malformed", null, null, "unexpected_byte"]),
        ),
    ] {
        assert_eq!(row(stream), expected, "{stream}");
    }
}

#[test]
fn an_http_response_is_its_body_and_a_header() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-TC-RequestId: h\r\n";
    for (response, expected) in [
        (format!("{head}\r\n{SUCCESS}"), json!(["success", "b5b41468", null, null])),
        (format!("{head}\r\n{FAILURE}\n"), json!(["failure", "ed93f3cb", "AuthFailure", null])),
        (
            "HTTP/2 200 \r\nx-tc-requestid: h\r\n\r\n{\"Response\":{}}".into(),
            json!(["success", "h", null, null]),
        ),
        (
            format!("HTTP/1.1 100 Continue\r\n\r\n{head}\r\n{SUCCESS}"),
            json!(["success", "b5b41468", null, null]),
        ),
        // The header stands in for what the body does not have.
        (
            format!("{head}Content-Length: 99\r\n\r\n{{\"Response\":{{\"TotalCou"),
            json!(["truncated", "h", null, "truncated"]),
        ),
        (format!("{head}\r\n"), json!(["not_envelope", "h", null, "empty"])),
        (
            "HTTP/1.1 502 Bad Gateway\nServer: nginx\n\n<html>\n<body>\n</html>\n".into(),
            json!(["not_envelope", null, null, "html"]),
        ),
        // Chunks, as they are on the wire and as curl saves them.
        (
            format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"Res\r\n20\r\nponse\":{{\"RequestId\":\"b5b41468\"}}}}\r\n0\r\n\r\n"),
            json!(["success", "b5b41468", null, null]),
        ),
        (
            format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"Res\r\n20\r\nponse\":{{"),
            json!(["truncated", "h", null, "truncated"]),
        ),
        (
            format!("{head}Transfer-Encoding: chunked\r\n\r\n{SUCCESS}"),
            json!(["success", "b5b41468", null, null]),
        ),
        // Encoded: said, not guessed; unless curl has decoded it.
        (
            format!("{head}Content-Encoding: br\r\n\r\n\x0b\x02"),
            json!(["encoded", "h", null, "encoded"]),
        ),
        (
            format!("{head}Content-Encoding: gzip\r\n\r\n{SUCCESS}"),
            json!(["success", "b5b41468", null, null]),
        ),
        // Event streams.
        (
            "HTTP/1.1 200 OK\nContent-Type: text/event-stream;charset=utf-8\nX-TC-RequestId: h\n\ndata: {\"A\":1}\n\ndata: {\"ErrorMsg\":{\"Code\":1}}\n\n".into(),
            json!(["failure", "h", "1", null]),
        ),
        (
            format!("HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\n{FAILURE}"),
            json!(["failure", "ed93f3cb", "AuthFailure", null]),
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/event-stream\r\n\r\n6\r\ndata: \r\n13\r\n{\"RequestId\":\"r\"}\n\n\r\n0\r\n\r\n".into(),
            json!(["success", "r", null, null]),
        ),
        // Wrong heads.
        ("HTTP/1.1 200 OK\r\nA: b".into(), json!(["truncated", null, null, "bad_head"])),
        ("HTTP/1.1 200 OK".into(), json!(["truncated", null, null, "bad_head"])),
        (
            format!("HTTP/1.1 200 OK\r\n{SUCCESS}\r\n\r\n"),
            json!(["not_envelope", null, null, "bad_head"]),
        ),
    ] {
        assert_eq!(row(response.as_str()), expected, "{response}");
    }
    let mut gzip = format!("{head}Content-Encoding: gzip\r\n\r\n").into_bytes();
    gzip.extend_from_slice(b"\x1f\x8b\x08\0\xff");
    assert_eq!(row(gzip), json!(["encoded", "h", null, "encoded"]));
}

#[test]
fn responses_one_after_the_other_are_a_row_each() {
    let one = |body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let text = [one(SUCCESS), one("x"), one(FAILURE)].join("\r\n");
    let rows = rows(&[], text);
    let told: Vec<_> = rows
        .iter()
        .map(|row| (&row["line"], &row["verdict"]))
        .collect();
    let expected = [(1, "success"), (5, "malformed"), (9, "failure")];
    let expected = expected.map(|(line, verdict)| (json!(line), json!(verdict)));
    assert_eq!(
        told,
        expected.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
}

#[test]
fn the_arguments_leave_no_doubt() {
    let stream = "data: {\"A\":1}\n\n";
    assert_eq!(rows(&["--ndjson"], stream).len(), 2);
    let whole = rows(&["--whole"], stream);
    assert_eq!((whole.len(), &whole[0]["error"]["offset"]), (1, &json!(0)));
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.ndjson");
    fs::write(&path, stream).unwrap();
    assert_eq!(rows(&[path.to_str().unwrap()], "").len(), 2);
    // The options of the parser, and the other arguments, arrive.
    let twice = "data: {\"RequestId\":\"a\",\"RequestId\":\"b\"}\n\n";
    assert_eq!(row(twice)[0], "ambiguous");
    assert_eq!(rows(&["--duplicates", "last"], twice)[0]["request_id"], "b");
    let record = format!("HTTP/1.1 200 OK\n\n{{\"ts\":1,\"body\":{SUCCESS}}}");
    let rows = rows(&["--body", "/body", "--keep", "ts"], record);
    assert_eq!(
        (&rows[0]["request_id"], &rows[0]["ts"]),
        (&json!("b5b41468"), &json!(1))
    );
}

#[test]
fn what_is_too_long_is_told() {
    let long = "x".repeat(1000);
    for input in [
        format!("data: {{\"RequestId\":\"r\"}}\n\ndata: {long}"),
        format!("HTTP/1.1 200 OK\nX-TC-RequestId: r\n\n{long}"),
    ] {
        let rows = rows(&["--max-bytes", "100"], input);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (
                &rows[0]["verdict"],
                &rows[0]["request_id"],
                &rows[0]["error"]["kind"]
            ),
            (&json!("truncated"), &json!("r"), &json!("too_long"))
        );
    }
}

#[test]
fn explain_points_into_the_event_or_the_body() {
    let stream = "data: {\"RequestId\":\"r\"}\n\ndata: {\"A\":\ndata: tru}\n\n";
    tcresp()
        .arg("explain")
        .write_stdin(stream)
        .assert()
        .success()
        .stdout(contains(
            "offset 6 of the event's data, its line 2, column 1",
        ))
        .stdout(contains("    tru}\n    ^\n"))
        .stdout(contains("salvaged RequestId: r"));
    let response = "HTTP/1.1 200 OK\nX-TC-RequestId: h\n\n{\n \"Response\": []}";
    tcresp()
        .arg("explain")
        .write_stdin(response)
        .assert()
        .success()
        .stdout(contains("offset 15 of the body, its line 2, column 14"))
        .stdout(contains("salvaged RequestId: h"));
    tcresp()
        .arg("explain")
        .write_stdin("data: {\"RequestId\":\"r\"}\n\n")
        .assert()
        .success()
        .stdout(contains("Nothing is wrong").and(contains("RequestId: r")));
}

#[test]
fn stat_and_exit_codes_count_them() {
    let failure = "data: {\"Error\":{\"Code\":\"A.B\"},\"RequestId\":\"r\"}\n\n";
    tcresp()
        .args(["--fail-on", "failure"])
        .write_stdin(failure)
        .assert()
        .code(1);
    tcresp()
        .arg("--strict")
        .write_stdin("data: {\n\n")
        .assert()
        .code(3);
    let stat = output(&["stat", "--format", "json"], failure);
    let stat: Value = serde_json::from_str(&stat).unwrap();
    assert_eq!(stat["responses"], 1);
    assert!(stat.to_string().contains("A.B"), "{stat}");
}

/// The documented bodies that are no JSON: nearly all are streams, some with a head.
#[test]
fn real_streams() {
    let Some(bodies) = corpus::tccli() else {
        return;
    };
    let (mut streams, mut with_head) = (0, 0);
    for (source, body) in bodies {
        let head = body.starts_with("HTTP/");
        if !(head || body.starts_with("data:") || body.starts_with("id:")) {
            continue;
        }
        let row = row(body);
        println!("{source}: {row}");
        streams += 1;
        with_head += usize::from(head);
        if head {
            assert_eq!(row[1], "61a8459b-27c8-4868-af8f-f374db0245f8", "{source}");
        }
    }
    assert_eq!((streams, with_head), (8, 3));
}
