//! E13: the API 2.0 shape.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Answer, Rules, check_entry_points, documents, kind_and_offset, marked, oracle};
use tencentcloud_response::{ApiVersion, ErrorKind, Verdict};

const V2: Rules = Rules::DEFAULT.api_v2();

fn read(body: &str) -> Answer {
    check_entry_points(V2, body.as_bytes());
    let envelope = V2.parser().parse(body.as_bytes());
    let answer = Answer::of(&envelope.unwrap_or_else(|error| panic!("{error}: {body}")));
    assert_eq!(
        oracle::read(body.as_bytes(), V2).as_ref(),
        Some(&answer),
        "serde_json on {body}"
    );
    answer
}

fn refused(kind: ErrorKind, text: &str) {
    let (body, at) = marked(text);
    check_entry_points(V2, &body);
    let error = V2
        .parser()
        .parse(&body)
        .map(|_| ())
        .map_err(kind_and_offset);
    assert_eq!(error, Err((kind, at)), "on {text}");
}

#[test]
fn e13_code_zero_is_a_success() {
    for body in [
        r#"{"code":0}"#,
        r#"{"code":"0"}"#,
        r#"{"code":"\u0030","message":"m","codeDesc":"Success"}"#,
        r#"{"message":"","codeDesc":"x","data":{"code":1},"code":0}"#,
    ] {
        let answer = read(body);
        assert_eq!(
            (answer.version, answer.request_id, answer.error),
            (ApiVersion::V2, None, None),
            "{body}"
        );
        let envelope = V2.parser().parse(body.as_bytes()).unwrap();
        assert_eq!(envelope.verdict(), Verdict::Success);
    }
}

#[test]
fn e13_code_is_code_desc_unless_empty() {
    for (body, code, message) in [
        (
            r#"{"code":4100,"message":"auth failed","codeDesc":"AuthFailure"}"#,
            "AuthFailure",
            "auth failed",
        ),
        (r#"{"code":4100,"message":"m","codeDesc":""}"#, "4100", "m"),
        (
            r#"{"code":4100,"message":"m","codeDesc":null}"#,
            "4100",
            "m",
        ),
        (r#"{"code":4100}"#, "4100", ""),
        (r#"{"code":"4100","message":null}"#, "4100", ""),
        (r#"{"code":-1}"#, "-1", ""),
        // Only the text `0` is a success: nothing is converted.
        (r#"{"code":-0}"#, "-0", ""),
        (r#"{"code":0.0}"#, "0.0", ""),
        (r#"{"code":0e0}"#, "0e0", ""),
        (r#"{"code":"00"}"#, "00", ""),
        (r#"{"code":" 0"}"#, " 0", ""),
        (r#"{"code":""}"#, "", ""),
        (r#"{"code":1e999}"#, "1e999", ""),
        (
            r#"{"code":1,"codeDesc":"a\u0062","message":"\ud800"}"#,
            "ab",
            "\u{fffd}",
        ),
        (r#"{"c\u006fde":1,"messag\u0065":"m"}"#, "1", "m"),
    ] {
        let answer = read(body);
        assert_eq!(answer.version, ApiVersion::V2);
        assert_eq!(answer.error, Some((code.into(), message.into())), "{body}");
    }
}

#[test]
fn e13_response_wins_wherever_it_stands() {
    for body in [
        r#"{"code":4100,"message":"no","codeDesc":"no","Response":{"RequestId":"r"}}"#,
        r#"{"Response":{"RequestId":"r"},"code":4100,"message":"no","codeDesc":"no"}"#,
        // Beside it the three names mean nothing, so no rule is about them.
        r#"{"code":[],"message":{},"codeDesc":1,"Response":{"RequestId":"r"}}"#,
        r#"{"Response":{"RequestId":"r"},"code":true,"code":false}"#,
        r#"{"code":"\ud800","codeDesc":"\ud800","Response":{"RequestId":"r"}}"#,
    ] {
        let answer = read(body);
        assert_eq!(answer.version, ApiVersion::V3, "{body}");
        assert_eq!(
            (answer.request_id.as_deref(), answer.error),
            (Some("r"), None),
            "{body}"
        );
    }
    refused(ErrorKind::WrongType, r#"{"code":0,"Response":¦null}"#);
}

#[test]
fn e13_without_code_there_is_no_response() {
    for text in [
        "{¦}",
        r#"{"code":null¦}"#,
        r#"{"message":"m","codeDesc":"c"¦}"#,
        r#"{"Code":1¦}"#,
        r#"{"data":{"code":1}¦}"#,
    ] {
        refused(ErrorKind::NoResponse, text);
    }
}

#[test]
fn e13_wrong_types_and_halves_are_errors() {
    for text in [
        r#"{"code":¦true}"#,
        r#"{"code":¦[]}"#,
        r#"{"code":¦{"a":0}}"#,
        r#"{"code":1,"message":¦1}"#,
        r#"{"codeDesc":¦{},"code":1}"#,
        r#"{"code":1,"message":¦[],"codeDesc":2,"a":1}"#,
    ] {
        refused(ErrorKind::WrongType, text);
    }
    refused(ErrorKind::LoneSurrogate, r#"{"code":"¦\ud800"}"#);
    refused(
        ErrorKind::LoneSurrogate,
        r#"{"code":1,"codeDesc":"¦\udc00","message":"\ud800"}"#,
    );
    // They are certain only at the root's closing brace, as a `Response` may still come.
    let body = br#"{"code":true,"message":1"#;
    assert_eq!(
        kind_and_offset(V2.parser().parse(body).unwrap_err()),
        (ErrorKind::Truncated, body.len())
    );
    refused(ErrorKind::UnexpectedByte, r#"{"code":true,¦]"#);
}

#[test]
fn e13_is_off_by_default() {
    for body in documents::GOOD_V2 {
        let error = Rules::DEFAULT.parser().parse(body.as_bytes()).unwrap_err();
        assert_eq!(
            kind_and_offset(error),
            (ErrorKind::ApiV2, body.len() - 1),
            "{body}"
        );
        assert_eq!(error.verdict(), Verdict::NotEnvelope);
        assert_eq!(read(body).version, ApiVersion::V2);
    }
    // A `code` that is a string makes the shape, whatever the string.
    let body = br#"{"code":"\ud800"}"#;
    let error = Rules::DEFAULT.parser().parse(body).unwrap_err();
    assert_eq!(kind_and_offset(error), (ErrorKind::ApiV2, body.len() - 1));
    for value in ["null", "true", "[]", "{}"] {
        let body = format!("{{\"code\":{value}}}");
        let error = Rules::DEFAULT.parser().parse(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoResponse, "{value}");
    }
}

#[test]
fn e13_payload_and_fields_are_those_of_the_root() {
    let body = " {\"code\":4100,\"data\":{\"a\":[1]},\"message\":\"m\"}\n";
    let envelope = V2.parser().parse(body.as_bytes()).unwrap();
    assert_eq!(envelope.payload(), body.trim().as_bytes());
    assert_eq!(
        envelope.field("data").unwrap().unwrap().raw(),
        r#"{"a":[1]}"#
    );
    assert_eq!(envelope.fields().count(), 3);
    assert!(!envelope.region_healthy(), "no RequestId");
}

/// The members of the root are a level higher than those of `Response`.
#[test]
fn e13_fields_may_be_as_deep_as_parse_allows() {
    for rules in [V2, V2.max_depth(2), V2.max_depth(1024)] {
        let levels = usize::from(rules.max_depth) - 1;
        let data = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let body = format!("{{\"code\":0,\"data\":{data}}}");
        let envelope = rules.parser().parse(body.as_bytes()).unwrap();
        assert_eq!(envelope.field("data").unwrap().unwrap().raw(), data);
    }
}
