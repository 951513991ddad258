//! What errors say: verdict, rule, and one line for a person.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::collections::BTreeSet;

use common::show;
use tencentcloud_response::{ErrorKind, ParseError, Parser, Verdict, parse};

fn error(body: &[u8]) -> ParseError {
    parse(body).map(|_| ()).expect_err(&show(body))
}

#[test]
fn verdict_of_each_kind() {
    for &kind in ErrorKind::ALL {
        let expected = match kind {
            ErrorKind::Truncated => Verdict::Truncated,
            ErrorKind::DuplicateName => Verdict::Ambiguous,
            ErrorKind::Compressed => Verdict::Encoded,
            ErrorKind::Empty | ErrorKind::ByteOrderMark | ErrorKind::Html => Verdict::NotEnvelope,
            ErrorKind::NotAnObject | ErrorKind::NoResponse | ErrorKind::ApiV2 => {
                Verdict::NotEnvelope
            }
            _ => Verdict::Malformed,
        };
        assert_eq!(kind.verdict(), expected, "{kind}");
    }
    assert_eq!(error(b"{\"Response\":{}").verdict(), Verdict::Truncated);
}

#[test]
fn names_of_kinds_are_distinct_words() {
    let names: BTreeSet<_> = ErrorKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), ErrorKind::ALL.len());
    for name in names {
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
            "{name}"
        );
    }
}

#[test]
fn display_says_what_was_expected_and_what_was_found() {
    for (body, words) in [
        (&b""[..], "expected a JSON object, found an empty body"),
        (
            b"<html>",
            "expected a JSON object, found `<` of HTML or XML at byte 0",
        ),
        (
            b"\xef\xbb\xbf{}",
            "expected a JSON object, found a byte order mark at byte 0",
        ),
        (
            b"\x1f\x8b",
            "expected a JSON object, found compressed data at byte 0",
        ),
        (b"[]", "expected a JSON object, found an array at byte 0"),
        (b"\"", "expected a JSON object, found a string at byte 0"),
        (b" 1", "expected a JSON object, found a number at byte 1"),
        (
            b"\xff",
            "expected a JSON object, found the byte 0xff at byte 0",
        ),
        (
            b" ",
            "expected a JSON object, found the end of the body at byte 1",
        ),
        (
            b"{}",
            "expected `Response` to be an object, found the end of the root object at byte 1",
        ),
        (
            b"{\"code\":0}",
            "expected `Response` to be an object, found an API 2.0 response at byte 9",
        ),
        (
            b"{x",
            "expected a name in quotes or `}`, found `x` at byte 1",
        ),
        (
            b"{\"a\":1,}",
            "expected a name in quotes, found `}` at byte 7",
        ),
        (
            b"{\"a\"",
            "expected `:`, found the end of the body at byte 4",
        ),
        (
            b"{\"a\":\x01",
            "expected a value, found the byte 0x01 at byte 5",
        ),
        (b"{\"a\":[}", "expected a value or `]`, found `}` at byte 6"),
        (b"{\"a\":1]", "expected `,` or `}`, found `]` at byte 6"),
        (b"{\"a\":[1}", "expected `,` or `]`, found `}` at byte 7"),
        (
            b"{\"a\":\"\n",
            "expected a character or the closing quote, found the byte 0x0a without an escape at byte 6",
        ),
        (
            b"{\"a\":\"\\x",
            "expected an escape that JSON knows at byte 6, broken by `x`",
        ),
        (
            b"{\"a\":\"\xc3\"",
            "expected well-formed UTF-8, found an ill-formed sequence at byte 6",
        ),
        (
            b"{\"a\":tru}",
            "expected `true`, `false` or `null` at byte 5, broken by `}`",
        ),
        (
            b"{\"a\":01}",
            "expected a number as JSON writes it at byte 5, broken by `1`",
        ),
        (
            b"{\"Response\":null}",
            "expected `Response` to be an object, found null at byte 12",
        ),
        (
            b"{\"Response\":\"\"}",
            "expected `Response` to be an object, found a string at byte 12",
        ),
        (
            b"{\"Response\":{\"RequestId\":42}}",
            "expected `RequestId` to be a string or null, found a number at byte 25",
        ),
        (
            b"{\"Response\":{\"RequestId\":\"\\ud800\"}}",
            "expected a surrogate pair, found half of one at byte 26",
        ),
        (
            b"{\"Response\":{\"Error\":false}}",
            "expected `Error` to be an object or null, found a boolean at byte 21",
        ),
        (
            b"{\"Response\":{\"Error\":{\"Code\":{}}}}",
            "expected `Code` to be a string or null, found an object at byte 29",
        ),
        (
            b"{\"Response\":{\"Error\":{\"Message\":[]}}}",
            "expected `Message` to be a string or null, found an array at byte 32",
        ),
        (
            b"{\"Response\":{},\"Response\":{}}",
            "expected `Response` once, found it again at byte 15",
        ),
        (
            b"{\"Response\":{}}x",
            "expected the end of the body, found `x` at byte 15",
        ),
    ] {
        assert_eq!(error(body).to_string(), words, "on {}", show(body));
    }
    let deep = Parser::new().max_depth(2).parse(b"{\"a\":[[").unwrap_err();
    assert_eq!(
        deep.to_string(),
        "expected at most 2 levels of nesting, found one more at byte 6"
    );
}

/// What a cut body would have had to go on with.
#[test]
fn display_says_what_a_cut_has_left_out() {
    for (body, expected) in [
        ("\n", "a JSON object"),
        ("{", "a name in quotes or `}`"),
        ("{\"a\":1,", "a name in quotes"),
        ("{\"a\"", "`:`"),
        ("{\"a\":", "a value"),
        ("{\"a\":[", "a value or `]`"),
        ("{\"a\":[1,", "a value"),
        ("{\"a\":\"", "a character or the closing quote"),
        ("{\"a\":\"\\", "an escape that JSON knows"),
        ("{\"a\":\"\\u00", "an escape that JSON knows"),
        ("{\"a\":-", "a number as JSON writes it"),
        ("{\"a\":1.", "a number as JSON writes it"),
        ("{\"a\":1e+", "a number as JSON writes it"),
        // It may be complete, or go on.
        ("{\"a\":1", "`,` or `}`"),
        ("{\"a\":[0.5", "`,` or `]`"),
        ("{\"a\":t", "`true`, `false` or `null`"),
        ("{\"a\":fals", "`true`, `false` or `null`"),
        ("{\"a\":true", "`,` or `}`"),
        ("{\"a\":[null", "`,` or `]`"),
        ("{\"a\":{}", "`,` or `}`"),
        ("{\"a\":[\"\"", "`,` or `]`"),
    ] {
        let at = body.len();
        assert_eq!(
            error(body.as_bytes()).to_string(),
            format!("expected {expected}, found the end of the body at byte {at}"),
            "on {body:?}"
        );
    }
    assert_eq!(
        error(b"{\"a\":\"\xe4\xb8").to_string(),
        "expected well-formed UTF-8, found the end of the body at byte 8"
    );
}

/// A log line must not be driven by the body that it complains about.
#[test]
fn display_of_errors_is_one_plain_line() {
    for byte in 0..=255_u8 {
        for before in [
            "",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":[",
            "{\"a\":1",
            "{\"a\":\"",
            "{\"a\":\"\\",
            "{\"Response\":{}}",
        ] {
            let body = [before.as_bytes(), &[byte]].concat();
            if let Err(error) = parse(&body) {
                let words = error.to_string();
                assert!(
                    words.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
                    "{words:?}"
                );
                let (expected, found) = (words.split_once(", found "))
                    .or_else(|| words.split_once(", broken by "))
                    .expect(&words);
                assert!(expected.starts_with("expected "), "{words:?}");
                // A byte that was found is where it says.
                if let Some((quoted, at)) = found.split_once(" at byte ")
                    && let [b'`', quoted, b'`'] = quoted.as_bytes()
                {
                    assert_eq!(body[at.parse::<usize>().unwrap()], *quoted, "{words:?}");
                }
                assert!(error.offset() <= body.len());
            }
        }
    }
}

#[test]
fn rule_of_each_error() {
    for (body, rule) in [
        (&b"{\"a\":x"[..], "E1"),
        (b"{\"Response\":{}}x", "E1"),
        (b"{}", "E2"),
        (b"{\"Response\":1", "E2"),
        (b"{\"Response\":{\"RequestId\":1", "E5"),
        (b"{\"Response\":{\"Error\":1", "E6"),
        (b"{\"Response\":{\"Error\":{\"Code\":1", "E7"),
        (b"{\"Response\":{\"Error\":{\"Message\":1", "E7"),
        (b"{\"Response\":{},\"Response\"", "E8"),
        (b"{\"a\":01", "E10"),
        (b"{\"Response\":{\"RequestId\":\"\\udc", "E11"),
        (b"", "E12"),
        (b"{", "E12"),
        (b"[", "E12"),
        (b"<", "E12"),
        (b"{\"code\":0}", "E12"),
    ] {
        assert_eq!(error(body).rule(), rule, "on {}", show(body));
    }
    assert_eq!(
        Parser::new()
            .max_depth(2)
            .parse(b"{\"a\":[[")
            .unwrap_err()
            .rule(),
        "E9"
    );
}

/// Each name that counts, where it is there twice or has another type, and the rule's number.
#[test]
fn every_name_is_said() {
    let v2 = Parser::new().api_v2(true);
    for (name, body, rule) in [
        ("Response", r#"{"Response":{},"Response":{}}"#, "E8"),
        (
            "RequestId",
            r#"{"Response":{"RequestId":"","RequestId":""}}"#,
            "E8",
        ),
        ("Error", r#"{"Response":{"Error":{},"Error":{}}}"#, "E8"),
        (
            "Code",
            r#"{"Response":{"Error":{"Code":"","Code":""}}}"#,
            "E8",
        ),
        (
            "Message",
            r#"{"Response":{"Error":{"Message":"","Message":""}}}"#,
            "E8",
        ),
        ("code", r#"{"code":1,"code":1}"#, "E8"),
        ("message", r#"{"code":1,"message":"","message":""}"#, "E8"),
        (
            "codeDesc",
            r#"{"code":1,"codeDesc":"","codeDesc":""}"#,
            "E8",
        ),
        ("code", r#"{"code":[]}"#, "E13"),
        ("message", r#"{"code":1,"message":1}"#, "E13"),
        ("codeDesc", r#"{"code":1,"codeDesc":1}"#, "E13"),
    ] {
        let error = v2.parse(body.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(error.rule(), rule, "{body}");
        let words = error.to_string();
        assert!(words.starts_with(&format!("expected `{name}` ")), "{words}");
    }
}
