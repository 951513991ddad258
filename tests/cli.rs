//! The command `tcresp`, from outside.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Command as Process, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use assert_cmd::Command;
use predicates::{prelude::*, str::contains};
use serde_json::{Value, json};
use tempfile::TempDir;

const CAPTURES: &str = "tests/data/captures.ndjson";
const SUCCESS: &str = r#"{"Response":{"RequestId":"b5b41468"}}"#;
const FAILURE: &str =
    r#"{"Response":{"Error":{"Code":"AuthFailure","Message":"No."},"RequestId":"ed93f3cb"}}"#;
const CUT: &str = r#"{"Response":{"RequestId":"ed93f3cb""#;

fn tcresp() -> Command {
    let mut command = Command::cargo_bin("tcresp").unwrap();
    for name in ["NO_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// Runs with these arguments and this input, which must succeed.
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

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path.into_os_string().into_string().unwrap()
    }
}

fn captured_lines() -> Vec<Vec<u8>> {
    let text = fs::read(CAPTURES).unwrap();
    let mut lines: Vec<_> = text
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    assert_eq!(lines.pop().unwrap(), b"");
    lines
}

// The captures.

#[test]
fn captures_hold_every_verdict_and_every_kind_of_error() {
    let rows = rows(&[CAPTURES], "");
    for verdict in [
        "success",
        "dry_run",
        "failure",
        "truncated",
        "ambiguous",
        "malformed",
        "not_envelope",
        "encoded",
    ] {
        assert!(
            rows.iter().any(|row| row["verdict"] == verdict),
            "{verdict}"
        );
    }
    for kind in tencentcloud_response::ErrorKind::ALL {
        assert!(
            rows.iter().any(|row| row["error"]["kind"] == kind.as_str()),
            "{kind}"
        );
    }
    for rule in [
        "E1", "E2", "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12",
    ] {
        assert!(
            rows.iter().any(|row| row["error"]["rule"] == rule),
            "{rule}"
        );
    }
}

#[test]
fn captures_say_what_the_library_says() {
    let rows = rows(&["--ndjson", CAPTURES], "");
    let lines = captured_lines();
    assert_eq!(rows.len(), lines.len());
    for (number, (row, line)) in rows.iter().zip(lines).enumerate() {
        let salvage = tencentcloud_response::salvage(&line);
        let text = |text: Option<tencentcloud_response::JsonStr<'_>>| {
            json!(text.map(|text| text.to_string()))
        };
        assert_eq!(row["source"], CAPTURES);
        assert_eq!(row["line"], number + 1);
        assert_eq!(row["verdict"], salvage.verdict().as_str(), "{row}");
        assert_eq!(row["request_id"], text(salvage.request_id()), "{row}");
        assert_eq!(
            row["code"],
            text(salvage.code().map(|code| code.as_json_str())),
            "{row}"
        );
        assert_eq!(row["message"], text(salvage.message()), "{row}");
        assert_eq!(
            row["class"],
            json!(salvage.code().map(|code| code.class().as_str()))
        );
        // Nobody is to act on what is provisional.
        let certain = salvage.code().filter(|_| salvage.error().is_none());
        assert_eq!(
            row["retry"],
            json!(certain.map(|code| code.retry_advice().as_str()))
        );
        let success = (salvage.verdict().as_str() == "success").then_some(200);
        assert_eq!(
            row["http_status"],
            json!(
                certain
                    .map(|code| code.equivalent_http_status())
                    .or(success)
            )
        );
        assert_eq!(
            row["error"]["offset"],
            json!(salvage.error().map(|error| error.offset()))
        );
        assert_eq!(
            row["error"]["text"],
            json!(salvage.error().map(|error| error.to_string()))
        );
    }
}

/// As `jq .` writes them.
#[test]
fn bodies_one_behind_the_other() {
    let body = |id: &str| format!("{{\n  \"Response\": {{\n    \"RequestId\": \"{id}\"\n  }}\n}}");
    let text = format!("{}\n\n{}{}\n", body("a"), body("b"), body("c"));
    let told = |args: &[&str], text: &str| -> Vec<_> {
        let tell = |row: &Value| (row["line"].as_u64(), row["request_id"].clone());
        rows(args, text).iter().map(tell).collect()
    };
    let all = [(1, "a"), (7, "b"), (11, "c")].map(|(line, id)| (Some(line), json!(id)));
    assert_eq!(told(&["-"], &text), all);
    // The second is cut, and what it has is told.
    let cut = format!(
        "{}\n{{\n  \"Response\": {{\n    \"RequestId\": \"b\",\n",
        body("a")
    );
    let verdicts: Vec<_> = (rows(&["-"], cut.as_str())
        .iter()
        .map(|row| row["verdict"].clone()))
    .collect();
    assert_eq!(verdicts, ["success", "truncated"]);
    // Asked for one, it is one, and wrong.
    let whole = rows(&["--whole", "-"], text.as_str());
    assert_eq!(whole.len(), 1);
    assert_eq!(whole[0]["error"]["kind"], "trailing_data");
}

// One line out for each line in.

/// Captures, an empty line in the middle, an end that no line end follows.
fn stream() -> Vec<u8> {
    let mut text = fs::read(CAPTURES).unwrap();
    text.extend_from_slice(b"\n\r\n\t\n\x00\xff\n");
    text.extend_from_slice(SUCCESS.as_bytes());
    text
}

#[test]
fn json_has_one_line_for_each_line_in_order() {
    let text = stream();
    let rows = rows(&["--ndjson"], text.clone());
    assert_eq!(rows.len(), text.split(|&byte| byte == b'\n').count());
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(row["line"], number + 1);
        assert_eq!(row["source"], "stdin");
        let names: Vec<_> = row
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            names,
            [
                "class",
                "code",
                "error",
                "http_status",
                "line",
                "message",
                "request_id",
                "retry",
                "source",
                "verdict"
            ]
        );
    }
    let blank = &rows[captured_lines().len()];
    assert_eq!(
        (&blank["verdict"], &blank["error"]["kind"]),
        (&json!("not_envelope"), &json!("empty"))
    );
    // A carriage return belongs to the line's end.
    assert_eq!(rows[captured_lines().len() + 1]["error"]["kind"], "empty");
}

#[test]
fn tsv_has_a_header_and_one_line_for_each_line_with_all_columns() {
    let text = stream();
    let lines = text.split(|&byte| byte == b'\n').count();
    let with = output(&["--ndjson", "--format", "tsv"], text.clone());
    let without = output(&["--ndjson", "--format", "tsv", "--no-header"], text);
    let (header, rest) = with.split_once('\n').unwrap();
    assert_eq!(
        header,
        "source\tline\tverdict\trequest_id\tcode\tclass\tretry\thttp_status\tmessage\terror\toffset\terror_text"
    );
    assert_eq!(rest, without);
    assert_eq!(without.lines().count(), lines);
    for (number, line) in without.lines().enumerate() {
        let columns: Vec<_> = line.split('\t').collect();
        assert_eq!(columns.len(), 12, "{line}");
        assert_eq!(columns[1], (number + 1).to_string());
    }
    assert_eq!(
        without.lines().nth(1).unwrap(),
        "stdin\t2\tfailure\ted93f3cb-f35e-473f-b9f3-0d451b8b79c6\tAuthFailure.SignatureFailure\tauth\tnever\t401\t\
         The provided credentials could not be validated. Please ensure your signature is correct.\t\t\t"
    );
    assert_eq!(
        without.lines().nth(42).unwrap(),
        "stdin\t43\tencoded\t\t\t\t\t\t\tcompressed\t0\texpected a JSON object, found compressed data at byte 0"
    );
}

#[test]
fn a_header_comes_even_when_nothing_else_does() {
    assert_eq!(output(&["-f", "tsv"], "").lines().count(), 1);
}

// Log safety.

/// Line ends, a tab, a backslash, ANSI, DEL, C1, a line separator and bidi controls: all decoded.
const NASTY: &str =
    "one\ntwo\r\tt\\t \u{1b}[31m \u{7f}\u{9b}2J \u{2028}\u{202e}\u{2066}\u{61c} 中文 \"q\"";

fn nasty_body() -> String {
    json!({ "Response": { "Error": { "Code": NASTY, "Message": NASTY }, "RequestId": NASTY } })
        .to_string()
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{200e}' | '\u{200f}')
}

#[test]
fn every_format_is_safe_to_print() {
    let folder = Folder::new();
    let name = folder.file("bad\u{202e}\u{1b}[31m\tname.json", nasty_body());
    let record =
        json!({ "keep": NASTY, "deep": { "er": NASTY }, "body": nasty_body() }).to_string();
    let records = folder.file("records.ndjson", record.clone() + "\n" + &record);
    for format in ["json", "tsv", "table"] {
        for args in [
            vec!["--format", format, &name],
            vec![
                "--format",
                format,
                "--body",
                "/body",
                "--keep",
                "keep,deep,/deep/er",
                &records,
            ],
        ] {
            for width in ["60", "90", "130", "400"] {
                let text = output(&[&["--width", width], args.as_slice()].concat(), "");
                let bad = |c: char| is_unsafe(c) && c != '\n' && !(c == '\t' && format == "tsv");
                assert_eq!(text.chars().find(|&c| bad(c)), None, "{format} {text}");
                assert!(text.contains("\\u202e"), "{format} {text}");
            }
        }
    }
    let broken = folder.file("broken.json", nasty_body().replace('}', "]"));
    for args in [
        vec!["explain", &broken],
        vec!["explain", &name],
        vec!["stat", &name],
    ] {
        let text = output(&args, "");
        assert_eq!(
            text.chars().find(|&c| is_unsafe(c) && c != '\n'),
            None,
            "{text}"
        );
    }
    let missing = folder.0.path().join("no\u{202e}\u{1b}[31m\nname");
    let assert = tcresp().arg(missing).assert().code(2);
    let text = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert_eq!(
        text.chars().find(|&c| is_unsafe(c) && c != '\n'),
        None,
        "{text}"
    );
}

#[test]
fn json_values_read_back_as_they_were() {
    let record = json!({ "keep": NASTY, "deep": { NASTY: NASTY }, "body": nasty_body() });
    let rows = rows(
        &["--body", "/body", "--keep", "keep,deep"],
        record.to_string(),
    );
    for name in ["message", "code", "request_id", "keep"] {
        assert_eq!(rows[0][name], NASTY);
    }
    assert_eq!(rows[0]["deep"][NASTY], NASTY);
}

#[test]
fn tsv_columns_never_shift() {
    let text = output(&["-f", "tsv", "--no-header"], nasty_body());
    assert_eq!(text.lines().count(), 1);
    let message = text.split('\t').nth(8).unwrap();
    assert!(
        message.starts_with("one\\ntwo\\r\\tt\\\\t \\u001b[31m \\u007f\\u009b2J "),
        "{message}"
    );
}

// Kinds of input.

#[test]
fn one_body_may_be_indented_and_may_come_from_stdin() {
    let folder = Folder::new();
    let pretty =
        serde_json::to_string_pretty(&serde_json::from_str::<Value>(FAILURE).unwrap()).unwrap();
    let file = folder.file("pretty.json", &pretty);
    let compact = rows(&[], FAILURE);
    assert_eq!(compact.len(), 1);
    assert_eq!(compact[0]["code"], "AuthFailure");
    for (args, input) in [
        (vec![], &*pretty),
        (vec!["-"], &*pretty),
        (vec![&*file], ""),
    ] {
        let mut found = rows(&args, input);
        found[0]["source"] = "stdin".into();
        assert_eq!(found, compact);
    }
}

#[test]
fn the_kind_is_found_out_and_can_be_forced() {
    let two = format!("{SUCCESS}\n{FAILURE}\n");
    let folder = Folder::new();
    for name in ["a.json", "a.ndjson", "a.jsonl", "a"] {
        let file = folder.file(name, &two);
        assert_eq!(rows(&[&file], "").len(), 2, "{name}");
        let whole = rows(&["--whole", &file], "");
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0]["error"]["kind"], "trailing_data");
    }
    let indented = "{\n\"Response\": {\n\"RequestId\": \"r\"\n}\n}\n";
    assert_eq!(rows(&[], indented)[0]["request_id"], "r");
    assert_eq!(rows(&["--ndjson"], indented).len(), 5);
    // An HTML page is one body; a page among bodies is one line.
    assert_eq!(rows(&[], "<html>\n<body>\n</html>\n").len(), 1);
    assert_eq!(rows(&[], format!("<html>\n{SUCCESS}\n")).len(), 2);
    tcresp().args(["--whole", "--ndjson"]).assert().code(2);
}

#[test]
fn several_files_come_in_the_order_given() {
    let folder = Folder::new();
    let one = folder.file("one.json", SUCCESS);
    let two = folder.file("two.ndjson", format!("{FAILURE}\n{SUCCESS}\n"));
    let found = rows(&[&two, &one, "-"], SUCCESS);
    let sources: Vec<_> = found
        .iter()
        .map(|row| row["source"].as_str().unwrap())
        .collect();
    assert_eq!(sources, [&*two, &*two, &*one, "stdin"]);
}

#[test]
fn the_parsers_options_arrive() {
    let twice = r#"{"Response":{"RequestId":"a","RequestId":"b"}}"#;
    assert_eq!(rows(&[], twice)[0]["verdict"], "ambiguous");
    assert_eq!(
        rows(&["--duplicates", "first"], twice)[0]["request_id"],
        "a"
    );
    assert_eq!(rows(&["--duplicates", "last"], twice)[0]["request_id"], "b");
    let old = r#"{"code":4100,"message":"m","codeDesc":"AuthFailure"}"#;
    assert_eq!(rows(&[], old)[0]["error"]["kind"], "api_v2");
    assert_eq!(rows(&["--api-v2"], old)[0]["code"], "AuthFailure");
    let deep = r#"{"Response":{"a":{}}}"#;
    assert_eq!(rows(&["--max-depth", "3"], deep)[0]["verdict"], "success");
    assert_eq!(
        rows(&["--max-depth", "2"], deep)[0]["error"]["kind"],
        "too_deep"
    );
    tcresp().args(["--max-depth", "1"]).assert().code(2);
    tcresp().args(["--max-depth", "1025"]).assert().code(2);
}

// Records.

#[test]
fn a_body_in_a_record_is_a_string_or_an_object() {
    let string = json!({ "ts": "t1", "action": "A", "response": { "body": FAILURE } });
    let object = json!({ "ts": 1.50, "response": { "body": serde_json::from_str::<Value>(FAILURE).unwrap() } });
    let text = format!("{string}\n{object}\n");
    let rows = rows(
        &[
            "--body",
            "/response/body",
            "--keep",
            "ts,action,/response/none",
        ],
        text.clone(),
    );
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(row["code"], "AuthFailure");
        assert_eq!(row["request_id"], "ed93f3cb");
        assert_eq!(row["/response/none"], Value::Null);
    }
    assert_eq!(
        (&rows[0]["ts"], &rows[0]["action"]),
        (&json!("t1"), &json!("A"))
    );
    assert_eq!(
        (&rows[1]["ts"], &rows[1]["action"]),
        (&json!(1.5), &Value::Null)
    );

    let tsv = output(
        &[
            "--body",
            "/response/body",
            "--keep",
            "ts,action",
            "-f",
            "tsv",
        ],
        text,
    );
    let columns: Vec<Vec<_>> = tsv
        .lines()
        .map(|line| line.split('\t').take(5).collect())
        .collect();
    assert_eq!(
        columns,
        [
            ["source", "line", "ts", "action", "verdict"],
            ["stdin", "1", "t1", "A", "failure"],
            ["stdin", "2", "1.5", "", "failure"],
        ]
    );
}

#[test]
fn kept_values_are_copied_as_they_are() {
    let record = format!(
        "{{\"n\": 1e999, \"o\": {{ \"b\" : 1,\r\n\t \"a\": [1.0, 2] }}, \"body\": {FAILURE}}}"
    );
    let text = output(&["--whole", "--body", "/body", "--keep", "n,o"], record);
    assert_eq!(text.lines().count(), 1);
    assert!(
        text.contains(r#""n":1e999,"o":{ "b" : 1, "a": [1.0, 2] },"verdict""#),
        "{text}"
    );
}

#[test]
fn a_bad_record_is_a_row_that_says_so() {
    let text = format!(
        "{{\"body\":{SUCCESS}}}\nnot JSON\n\n{{\"other\":1}}\n{{\"body\":null}}\n{{\"body\":\"\\ud800\"}}\n"
    );
    let rows = rows(&["--ndjson", "--body", "/body", "--keep", "ts"], text);
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| row["error"]["kind"].as_str().unwrap_or("fine"))
        .collect();
    assert_eq!(
        kinds,
        [
            "fine",
            "bad_record",
            "bad_record",
            "no_body",
            "not_an_object",
            "unexpected_byte"
        ]
    );
    for row in &rows[1..5] {
        assert_eq!(row["verdict"], "not_envelope");
    }
    assert_eq!(rows[3]["error"]["text"], "the record has nothing at /body");
}

#[test]
fn arguments_about_records_are_checked() {
    tcresp()
        .args(["--body", "body"])
        .write_stdin(SUCCESS)
        .assert()
        .code(2)
        .stderr(contains("begins with /"));
    tcresp()
        .args(["--keep", "ts,code"])
        .write_stdin(SUCCESS)
        .assert()
        .code(2)
        .stderr(contains("/code"));
}

// What cannot be read, and what should not be.

#[test]
fn unreadable_sources_are_told_and_the_others_are_read() {
    let folder = Folder::new();
    let good = folder.file("good.json", SUCCESS);
    let empty = folder.file("empty.ndjson", "");
    let missing = folder.0.path().join("missing.json");
    let assert = tcresp()
        .arg(&missing)
        .arg(folder.0.path())
        .args([&empty, &good])
        .assert()
        .code(2)
        .stderr(contains("missing.json: no such file\n"))
        .stderr(contains(": is a directory\n"))
        .stderr(contains("empty.ndjson: is empty\n"));
    let output = assert.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 3);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn an_empty_file_is_fine_unless_strict() {
    let folder = Folder::new();
    let empty = folder.file("empty.json", "");
    tcresp()
        .arg(&empty)
        .assert()
        .code(0)
        .stdout("")
        .stderr(contains("is empty"));
    tcresp().args(["--strict", &empty]).assert().code(3);
    assert_eq!(rows(&["--whole", &empty], "")[0]["error"]["kind"], "empty");
}

#[test]
fn binary_data_is_told() {
    let folder = Folder::new();
    for (bytes, hint, verdict) in [
        (&b"\x1f\x8b\x08\0\0\n\0"[..], "gzip -dc", "encoded"),
        (b"\x28\xb5\x2f\xfd\0", "zstd -dc", "encoded"),
        (b"\x7fELF\x02\x01\n\0\0\xff\n", "binary data", "malformed"),
    ] {
        let file = folder.file("data", bytes);
        let assert = tcresp().arg(&file).assert().code(0).stderr(contains(hint));
        let row: Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
        assert_eq!(row["verdict"], verdict);
        tcresp().args(["--strict", &file]).assert().code(3);
    }
}

#[test]
fn a_line_of_100_megabytes_is_read() {
    let folder = Folder::new();
    let path = folder.0.path().join("long.ndjson");
    let mut file = File::create(&path).unwrap();
    let chunk = vec![b'x'; 1 << 20];
    file.write_all(br#"{"Response":{"Blob":""#).unwrap();
    for _ in 0..100 {
        file.write_all(&chunk).unwrap();
    }
    writeln!(file, r#"","RequestId":"after all"}}}}"#).unwrap();
    writeln!(file, "{FAILURE}").unwrap();
    drop(file);
    let path = path.to_str().unwrap();
    let rows = rows(&[path], "");
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (&rows[0]["verdict"], &rows[0]["request_id"]),
        (&json!("success"), &json!("after all"))
    );
    assert_eq!(rows[1]["code"], "AuthFailure");
}

#[test]
fn what_is_too_long_is_told_and_the_next_line_is_read() {
    let long = format!(
        r#"{{"Response":{{"RequestId":"first","Blob":"{}"}}}}"#,
        "x".repeat(10_000)
    );
    let found = rows(&["--max-bytes", "1000"], format!("{long}\n{SUCCESS}\n"));
    assert_eq!(found.len(), 2);
    assert_eq!(
        (
            &found[0]["verdict"],
            &found[0]["error"]["kind"],
            &found[0]["request_id"]
        ),
        (&json!("truncated"), &json!("too_long"), &json!("first"))
    );
    assert!(
        found[0]["error"]["text"]
            .as_str()
            .unwrap()
            .contains("1000 bytes (--max-bytes)")
    );
    assert_eq!(found[1]["verdict"], "success");
    // A body that is right up to the limit is not certain either.
    let padded = format!("{SUCCESS}{}", " ".repeat(2000));
    assert_eq!(
        rows(&["--whole", "--max-bytes", "1000"], padded)[0]["verdict"],
        "truncated"
    );
    let exact = SUCCESS.len().to_string();
    assert_eq!(
        rows(&["--whole", "--max-bytes", &exact], SUCCESS)[0]["verdict"],
        "success"
    );
    assert_eq!(
        rows(&["--ndjson", "--max-bytes", &exact], format!("{SUCCESS}\n"))[0]["verdict"],
        "success"
    );
}

// Pipes.

fn spawn(args: &[&str]) -> std::process::Child {
    let program: PathBuf = assert_cmd::cargo::cargo_bin("tcresp");
    Process::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_closed_pipe_is_quiet() {
    let folder = Folder::new();
    let many = folder.file("many.ndjson", format!("{FAILURE}\n").repeat(50_000));
    for args in [
        vec!["--strict", &*many],
        vec!["-f", "tsv", &*many],
        vec!["-f", "table", &*many],
    ] {
        let mut child = spawn(&args);
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
    }
    // The same rows, when nobody closes the pipe, are more than a pipe holds.
    assert_eq!(output(&[&many], "").lines().count(), 50_000);
}

/// The lines that a child prints, each of which must come soon.
fn lines_soon(child: &mut std::process::Child) -> impl FnMut() -> String + use<> {
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (send, lines) = mpsc::channel();
    thread::spawn(move || stdout.lines().try_for_each(|line| send.send(line.unwrap())));
    move || lines.recv_timeout(Duration::from_secs(20)).expect("a line")
}

#[test]
fn a_row_comes_before_the_next_line_does() {
    let mut child = spawn(&[]);
    let mut stdin = child.stdin.take().unwrap();
    let mut next = lines_soon(&mut child);
    for number in 1..=3 {
        writeln!(stdin, "{SUCCESS}").unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&next()).unwrap()["line"],
            number
        );
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let child = Process::new(assert_cmd::cargo::cargo_bin("tcresp"))
        .arg(CAPTURES)
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn();
    let output = child.unwrap().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("tcresp: cannot write: "));
}

// Exit codes.

#[test]
fn exit_codes_and_their_order() {
    for (args, input, code) in [
        (vec![], FAILURE, 0),
        (vec!["--fail-on", "failure"], FAILURE, 1),
        (vec!["--fail-on", "failure"], SUCCESS, 0),
        (vec!["--strict"], FAILURE, 0),
        (vec![], CUT, 0),
        (vec!["--strict"], CUT, 3),
        (vec!["--fail-on", "failure"], CUT, 0),
        (vec!["no such file"], "", 2),
        (vec!["--no-such-option"], "", 2),
        (
            vec!["--fail-on", "failure", "--strict", "-", "no such file"],
            CUT,
            2,
        ),
    ] {
        tcresp().args(&args).write_stdin(input).assert().code(code);
        for command in ["stat", "explain"] {
            tcresp()
                .arg(command)
                .args(&args)
                .write_stdin(input)
                .assert()
                .code(code);
        }
    }
    let both = format!("{FAILURE}\n{CUT}\n");
    tcresp()
        .args(["--fail-on", "failure", "--strict"])
        .write_stdin(both)
        .assert()
        .code(3);
    let dry = FAILURE.replace("AuthFailure", "DryRunOperation");
    tcresp()
        .args(["--fail-on", "failure"])
        .write_stdin(dry)
        .assert()
        .code(0);
}

// The table.

#[test]
fn a_table_fits_and_never_cuts_a_request_id() {
    let ids: Vec<_> = captured_lines()
        .iter()
        .filter_map(|line| {
            Some(
                tencentcloud_response::salvage(line)
                    .request_id()?
                    .to_string(),
            )
        })
        .collect();
    assert!(ids.len() > 30);
    for width in [60, 80, 100, 120, 160, 200, 250] {
        let text = output(
            &["-f", "table", "--width", &width.to_string(), CAPTURES],
            "",
        );
        for id in &ids {
            assert!(text.contains(id), "{width} {id}");
        }
        for line in text.lines() {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} of {width}: {line}");
        }
        assert!(!text.contains('\u{1b}'));
        assert!(text.ends_with("\n50 responses, 13 failed, 28 not right\n"));
    }
    let wide = output(&["-f", "table", "--width", "250", CAPTURES], "");
    // A header, its rule, an empty line and the sum: else, a row is a line.
    assert_eq!(wide.lines().count(), 50 + 4);
    let row = wide
        .lines()
        .find(|line| line.starts_with("captures.ndjson:2 "))
        .unwrap();
    for text in [
        "failure",
        "AuthFailure.SignatureFailure",
        "auth",
        "never",
        "401",
        "Please ensure your signature is correct.",
    ] {
        assert!(row.contains(text), "{row}");
    }
    let narrow = output(&["-f", "table", "--width", "80", CAPTURES], "");
    assert!(
        narrow.contains("AuthFailure.SignatureFailure\n"),
        "{narrow}"
    );
    assert!(narrow.contains("auth · never · 401\n"), "{narrow}");
    assert!(narrow.contains("signature is co…\n"), "{narrow}");
}

#[test]
fn a_long_request_id_makes_room_for_itself() {
    for length in [20, 21, 50] {
        let id: String = (0..length).map(|number| format!("{number:03}")).collect();
        // In the first batch, and after it.
        for before in [1, 600] {
            let last = SUCCESS.replace("b5b41468", &id);
            let text = format!("{SUCCESS}\n").repeat(before) + &last + "\n";
            for width in ["40", "60", "80", "120", "250"] {
                let table = output(&["-f", "table", "--width", width], text.clone());
                if id.len() <= 64 {
                    assert!(table.contains(&id), "{width} {before}\n{table}");
                } else {
                    // Folded, which loses nothing.
                    assert!(
                        table.contains(&id[..36]) && table.contains(&id[id.len() - 10..]),
                        "{table}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_table_of_many_rows_has_one_header_and_straight_columns() {
    let text = format!("{SUCCESS}\n{FAILURE}\n").repeat(800);
    let table = output(&["-f", "table", "--width", "200"], text);
    assert_eq!(table.matches("REQUEST ID").count(), 1);
    let columns: std::collections::HashSet<_> = table
        .lines()
        .filter_map(|line| line.find("ed93f3cb"))
        .collect();
    assert_eq!(columns.len(), 1);
    assert_eq!(table.lines().count(), 1600 + 4);
}

#[test]
fn colours_only_when_asked_for() {
    for (command, name) in [("stat", "█"), ("explain", "malformed")] {
        let plain = output(&[command, CAPTURES], "");
        let colored = output(&[command, "--color", "always", CAPTURES], "");
        assert!(!plain.contains('\u{1b}') && plain.contains(name));
        assert!(colored.contains('\u{1b}'));
    }
    let table = output(&["-f", "table", "--color", "always", CAPTURES], "");
    assert!(table.contains("\u{1b}[38;5;1mfailure"), "{table:?}");
    tcresp()
        .args(["-f", "table", "--color", "always", CAPTURES])
        .env("NO_COLOR", "1")
        .assert()
        .stdout(contains("\u{1b}[38;5;1mfailure"));
}

#[test]
fn a_live_table_keeps_its_columns() {
    let mut child = spawn(&[
        "--ndjson", "-f", "table", "--width", "200", "--body", "/b", "--keep", "k",
    ]);
    let mut stdin = child.stdin.take().unwrap();
    let mut next = lines_soon(&mut child);
    // The first row sets the widths, and is printed before the second one comes.
    writeln!(stdin, r#"{{"b":{SUCCESS}}}"#).unwrap();
    assert!(next().starts_with("SOURCE:LINE"));
    assert!(next().starts_with('─'));
    assert!(next().contains("b5b41468"));
    let long = FAILURE.replace("AuthFailure", "AuthFailure.UnauthorizedOperation");
    writeln!(stdin, r#"{{"k":"a value of a length","b":{long}}}"#).unwrap();
    let row = next();
    assert!(
        row.contains("a value of a length") && row.contains("AuthFailure.UnauthorizedOperation"),
        "{row}"
    );
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

// stat.

#[test]
fn stat_counts() {
    let text = output(&["stat", "--format", "json", CAPTURES], "");
    let found: Value = serde_json::from_str(&text).unwrap();
    let rows = rows(&[CAPTURES], "");
    let count = |name: &str, value: &str| rows.iter().filter(|row| row[name] == value).count();
    assert_eq!(found["responses"], rows.len());
    assert_eq!(found["failures"], count("verdict", "failure"));
    assert_eq!(
        found["not_right"],
        rows.iter().filter(|row| !row["error"].is_null()).count()
    );
    for (verdict, number) in found["verdicts"].as_object().unwrap() {
        assert_eq!(number, count("verdict", verdict), "{verdict}");
    }
    for (reason, number) in found["reasons"].as_object().unwrap() {
        let of_reason = rows
            .iter()
            .filter(|row| row["error"]["kind"] == **reason)
            .count();
        assert_eq!(number, of_reason, "{reason}");
    }
    let rate = found["failure_rate"].as_f64().unwrap();
    assert!((rate - 13.0 / 50.0).abs() < 1e-9);
    // 8 successes, a dry run, and failures but for the one of InternalError; one success has no
    // RequestId.
    assert_eq!(found["region_healthy"], 20);
    assert_eq!(found["top_codes"].as_array().unwrap().len(), 10);
    assert_eq!(found["codes"], 13);
    assert_eq!(found["top_codes"][0], json!({ "code": "", "count": 2 }));
    assert_eq!(found["classes"]["auth"], 2);
}

#[test]
fn stat_draws() {
    let input = format!("{FAILURE}\n{FAILURE}\n{FAILURE}\n{SUCCESS}\n");
    let text = output(&["stat", "--width", "80"], input.clone());
    assert!(
        text.starts_with("4 responses: 3 failed (75.0 %), 0 not right (0.0 %)\n"),
        "{text}"
    );
    let bar = |name: &str| {
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(name))
            .unwrap();
        line.matches('█').count()
    };
    assert_eq!(bar("failure"), 3 * bar("success"));
    assert_eq!(bar("AuthFailure"), bar("failure"));
    assert!(bar("success") > 5);
    assert!(!text.contains("Not right, by reason"));
    for width in ["40", "80", "200"] {
        for line in output(&["stat", "--width", width, CAPTURES], "")
            .lines()
            .skip(3)
        {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width.parse().unwrap(), "{line}");
        }
    }
    let top = output(&["stat", "--top", "2", CAPTURES], "");
    assert!(top.contains("Top 2 of 13 codes"), "{top}");
    assert!(!top.contains("RequestLimitExceeded"));
    tcresp()
        .arg("stat")
        .write_stdin("")
        .assert()
        .code(0)
        .stdout(contains("0 responses"));
}

// explain.

#[test]
fn explain_points_at_the_fault() {
    let body = "{\n  \"Response\": {\n    \"Name\": \"中文\", \"RequestId\": 42\n  }\n}\n";
    let text = output(&["explain"], body);
    let offset = body.find("42").unwrap();
    assert!(text.contains("stdin:1: malformed\n"), "{text}");
    assert!(
        text.contains("rule E5, wrong_type: expected `RequestId`"),
        "{text}"
    );
    assert!(
        text.contains(&format!("offset {offset}, line 3, column 32\n")),
        "{text}"
    );
    let lines: Vec<_> = text.lines().collect();
    let caret = lines.iter().position(|line| line.trim() == "^").unwrap();
    let before = &lines[caret - 1][..lines[caret - 1].find("42").unwrap()];
    // Wide characters take two columns each.
    assert_eq!(
        lines[caret].find('^').unwrap(),
        unicode_width::UnicodeWidthStr::width(before)
    );
    assert!(before.contains("中文"));
    assert!(text.contains("Nothing could be salvaged."), "{text}");
}

#[test]
fn explain_shows_what_could_be_salvaged() {
    let text = output(&["explain"], FAILURE.trim_end_matches('}'));
    assert!(text.contains("truncated"), "{text}");
    assert!(text.contains("  salvaged RequestId: ed93f3cb\n"), "{text}");
    assert!(
        text.contains("  salvaged Code: AuthFailure (class auth, retry never, HTTP 401)\n"),
        "{text}"
    );
    assert!(text.contains("  salvaged Message: No.\n"), "{text}");
}

#[test]
fn explain_says_when_all_is_well() {
    let text = output(&["explain"], "{\n\"Response\":{\n\"RequestId\":\"r1\"}}");
    assert!(
        text.contains("success") && text.contains("Nothing is wrong"),
        "{text}"
    );
    assert!(
        text.contains("  RequestId: r1\n") && !text.contains("salvaged"),
        "{text}"
    );
}

/// Of one line, what there is in it; of more, how many are fine.
#[test]
fn explain_shows_the_only_one() {
    let one = output(&["explain"], format!("{SUCCESS}\n"));
    assert!(one.contains("stdin:1: success\n"), "{one}");
    assert!(!one.contains("1 response"), "{one}");
    let two = output(&["explain"], format!("{SUCCESS}\n{SUCCESS}\n"));
    assert_eq!(two, "stdin: 2 responses, 2 fine, 0 not right\n");
}

#[test]
fn explain_takes_each_bad_line_or_one_line() {
    let input = format!("{SUCCESS}\n{CUT}\n{FAILURE}\n<html>\n");
    let all = output(&["explain"], input.clone());
    assert!(
        all.contains("stdin:2: truncated") && all.contains("stdin:4: not_envelope"),
        "{all}"
    );
    assert!(
        !all.contains("stdin:1:") && !all.contains("stdin:3:"),
        "{all}"
    );
    assert!(
        all.contains("stdin: 4 responses, 2 fine, 2 not right\n"),
        "{all}"
    );
    assert!(
        all.contains(&format!(
            "offset {}, line 2, column {}\n",
            CUT.len(),
            CUT.len() + 1
        )),
        "{all}"
    );
    let one = output(&["explain", "--line", "3"], input.clone());
    assert!(
        one.contains("stdin:3: failure") && !one.contains("stdin:2"),
        "{one}"
    );
    tcresp()
        .args(["explain", "--line", "5"])
        .write_stdin(input)
        .assert()
        .code(2)
        .stderr(contains("no line 5"));
}

#[test]
fn explain_counts_inside_the_body_of_a_record() {
    let body = "{\n\"Response\":{\"RequestId\":1}}";
    let text = output(
        &["explain", "--body", "/b"],
        json!({ "b": body }).to_string() + "\n",
    );
    assert!(
        text.contains("offset 26 of the body, its line 2, column 25\n"),
        "{text}"
    );
}

// Help.

#[test]
fn help_tells_everything() {
    let help = output(&["--help"], "");
    for text in [
        "--body",
        "--keep",
        "--ndjson",
        "--whole",
        "--format",
        "--no-header",
        "--strict",
        "--fail-on",
        "--max-bytes",
        "NO_COLOR",
        "Exit codes",
        "Examples:",
        "first 64 KiB",
        "dry_run",
        "if_idempotent",
        "stat",
        "explain",
    ] {
        assert!(help.contains(text), "{text}");
    }
    tcresp()
        .arg("--version")
        .assert()
        .success()
        .stdout(contains(env!("CARGO_PKG_VERSION")));
    tcresp()
        .args(["stat", "--help"])
        .assert()
        .success()
        .stdout(contains("--top"));
    tcresp()
        .args(["explain", "--help"])
        .assert()
        .success()
        .stdout(contains("--line").and(contains("--strict")));
}
