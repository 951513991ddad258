//! E15: what `salvage` can still tell of a body that is wrong.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Rules, check_entry_points, documents, kind_and_offset, marked, show};
use tencentcloud_response::{Duplicates, ErrorKind, Salvage, Verdict, parse, salvage};

/// `id/code/message`, with `-` for none.
fn summary(salvage: &Salvage<'_>) -> String {
    let id = salvage.request_id().map(|id| id.to_string());
    let code = salvage.code().map(|code| code.to_string());
    let message = salvage.message().map(|message| message.to_string());
    [id, code, message]
        .map(|text| text.unwrap_or("-".into()))
        .join("/")
}

fn check(kind: ErrorKind, text: &str, expected: &str) {
    let (body, at) = marked(text);
    check_entry_points(Rules::DEFAULT, &body);
    let salvage = salvage(&body);
    assert_eq!(
        salvage.error().map(kind_and_offset),
        Some((kind, at)),
        "on {text}"
    );
    assert_eq!(summary(&salvage), expected, "on {text}");
    assert!(salvage.is_provisional(), "on {text}");
    assert_eq!(salvage.verdict(), kind.verdict(), "on {text}");
}

#[test]
fn e15_of_a_right_body_is_what_parse_says() {
    for body in documents::GOOD {
        let envelope = parse(body.as_bytes()).unwrap();
        let salvage = salvage(body.as_bytes());
        assert!(
            !salvage.is_provisional() && salvage.error().is_none(),
            "{body}"
        );
        assert_eq!(salvage.verdict(), envelope.verdict(), "{body}");
        check_entry_points(Rules::DEFAULT, body.as_bytes());
    }
    let dry_run = br#"{"Response":{"Error":{"Code":"DryRunOperation"}}}"#;
    assert_eq!(salvage(dry_run).verdict(), Verdict::DryRun);
}

#[test]
fn e15_reads_on_after_a_broken_rule() {
    use ErrorKind::{DuplicateName, LoneSurrogate, WrongType};
    for (kind, text, expected) in [
        // E5
        (
            WrongType,
            r#"{"Response":{"RequestId":¦1,"Error":{"Code":"c","Message":"m"}}}"#,
            "-/c/m",
        ),
        (
            WrongType,
            r#"{"Response":{"RequestId":¦{"RequestId":"x"},"Error":{"Code":"c"}}}"#,
            "-/c/",
        ),
        (WrongType, r#"{"Response":{"RequestId":¦["x"]}}"#, "-/-/-"),
        // E6
        (
            WrongType,
            r#"{"Response":{"Error":¦"x","RequestId":"r"}}"#,
            "r/-/-",
        ),
        (
            WrongType,
            r#"{"Response":{"Error":¦[{"Code":"no"}],"RequestId":"r"}}"#,
            "r/-/-",
        ),
        (
            WrongType,
            r#"{"Response":{"RequestId":"r","Error":¦false}}"#,
            "r/-/-",
        ),
        // E7
        (
            WrongType,
            r#"{"Response":{"Error":{"Code":¦1,"Message":"m"},"RequestId":"r"}}"#,
            "r/-/m",
        ),
        (
            WrongType,
            r#"{"Response":{"Error":{"Code":"c","Message":¦{}},"RequestId":"r"}}"#,
            "r/c/-",
        ),
        (
            WrongType,
            r#"{"Response":{"Error":{"Code":¦[],"Message":[]},"RequestId":"r"}}"#,
            "r/-/-",
        ),
        (
            WrongType,
            r#"{"Response":{"Error":{"Message":¦true},"RequestId":"r"}}"#,
            "r//-",
        ),
        // E8
        (
            DuplicateName,
            r#"{"Response":{"RequestId":"a",¦"RequestId":"b","Error":{"Code":"c"}}}"#,
            "-/c/",
        ),
        (
            DuplicateName,
            r#"{"Response":{"RequestId":"a",¦"RequestId":"a"}}"#,
            "-/-/-",
        ),
        (
            DuplicateName,
            r#"{"Response":{"Error":{"Code":"c"},¦"Error":{"Code":"d"},"RequestId":"r"}}"#,
            "r/-/-",
        ),
        (
            DuplicateName,
            r#"{"Response":{"Error":null,¦"Error":{"Code":"d"},"RequestId":"r"}}"#,
            "r/-/-",
        ),
        (
            DuplicateName,
            r#"{"Response":{"Error":{"Code":"c",¦"Code":"d","Message":"m"},"RequestId":"r"}}"#,
            "r/-/m",
        ),
        (
            DuplicateName,
            r#"{"Response":{"Error":{"Message":"m","Code":"c",¦"Message":null},"RequestId":"r"}}"#,
            "r/c/-",
        ),
        (
            DuplicateName,
            r#"{"Response":{"RequestId":"a"},¦"Response":{"RequestId":"b"}}"#,
            "-/-/-",
        ),
        (
            DuplicateName,
            r#"{"Response":{"RequestId":"a",¦"RequestId":"b","RequestId":"c"}}"#,
            "-/-/-",
        ),
        // E11
        (
            LoneSurrogate,
            r#"{"Response":{"RequestId":"¦\ud800","Error":{"Code":"c","Message":"m"}}}"#,
            "-/c/m",
        ),
        (
            LoneSurrogate,
            r#"{"Response":{"RequestId":"a¦\udc00b\n\ud800","Error":{"Code":"c"}}}"#,
            "-/c/",
        ),
        (
            LoneSurrogate,
            r#"{"Response":{"Error":{"Code":"¦\ud800x","Message":"m"},"RequestId":"r"}}"#,
            "r/-/m",
        ),
        // The first of several.
        (
            WrongType,
            r#"{"Response":{"RequestId":¦1,"Error":2}}"#,
            "-/-/-",
        ),
        (
            WrongType,
            r#"{"Response":{"Error":{"Code":¦1,"Code":2,"Message":"m"},"RequestId":"r","x":}}"#,
            "r/-/m",
        ),
        (
            DuplicateName,
            r#"{"Response":{"RequestId":"a",¦"RequestId":"b","Error":{"Code":"c"},"x":"#,
            "-/c/",
        ),
    ] {
        check(kind, text, expected);
    }
}

#[test]
fn e15_after_broken_json_what_was_complete() {
    use ErrorKind::{
        BadEscape, BadNumber, ControlCharacter, NoResponse, TooDeep, TrailingData, UnexpectedByte,
    };
    for (kind, text, expected) in [
        (
            UnexpectedByte,
            r#"{"Response":{"RequestId":"r",¦}}"#,
            "r/-/-",
        ),
        (
            UnexpectedByte,
            r#"{"Response":{"RequestId":"r" ¦"Error":{"Code":"c"}}}"#,
            "r/-/-",
        ),
        (
            BadNumber,
            r#"{"Response":{"a":¦01,"RequestId":"r"}}"#,
            "-/-/-",
        ),
        (
            BadNumber,
            r#"{"Response":{"RequestId":"r","Error":{"Code":"c","a":¦1.,"Message":"m"}}}"#,
            "r/c/-",
        ),
        (
            BadEscape,
            r#"{"Response":{"RequestId":"r¦\x","Error":{}}}"#,
            "-/-/-",
        ),
        (
            BadEscape,
            r#"{"Response":{"Error":{"Code":"c","Message":"m¦\x"}}}"#,
            "-/c/-",
        ),
        (
            ControlCharacter,
            "{\"Response\":{\"Error\":{\"Message\":\"m\",\"Code\":\"¦\n\"}}}",
            "-/-/m",
        ),
        (
            UnexpectedByte,
            r#"{"Response":{"Error":{},"a":¦x,"RequestId":"r"}}"#,
            "-//",
        ),
        (
            UnexpectedByte,
            r#"{"Response":{"Error":{¦,"Code":"c"}}}"#,
            "-/-/-",
        ),
        (
            TrailingData,
            r#"{"Response":{"Error":{"Code":"c"},"RequestId":"r"}}¦}"#,
            "r/c/",
        ),
        (
            NoResponse,
            r#"{"RequestId":"no","Error":{"Code":"no"}¦}"#,
            "-/-/-",
        ),
        (ErrorKind::ApiV2, r#"{"code":1,"message":"m"¦}"#, "-/-/-"),
        (ErrorKind::Html, "¦<html>", "-/-/-"),
        (ErrorKind::Empty, "¦", "-/-/-"),
        (
            ErrorKind::NotAnObject,
            r#"¦[{"Response":{"RequestId":"r"}}]"#,
            "-/-/-",
        ),
    ] {
        check(kind, text, expected);
    }
    let deep = format!(
        "{{\"Response\":{{\"RequestId\":\"r\",\"a\":{}¦[",
        "[".repeat(126)
    );
    check(TooDeep, &deep, "r/-/-");
    let broken =
        b"{\"Response\":{\"Error\":{\"Code\":\"c\",\"Message\":\"\xff\"},\"RequestId\":\"r\"}}";
    assert_eq!(summary(&salvage(broken)), "-/c/-");
    assert_eq!(
        salvage(broken).error().map(kind_and_offset),
        Some((ErrorKind::InvalidUtf8, 44))
    );
}

/// A value is there from its closing quote on, and nothing of it before; an absent code or message
/// reads as empty from the closing brace of `Error` on.
#[test]
fn e15_at_every_cut() {
    let body = r#"{"a":1,"Response":{"RequestId":"i\u0064","x":[{}],"Error":{"Message":"m\n","y":1},"z":2}}"#;
    let after = |text: &str| body.find(text).unwrap() + text.len();
    let (id, message, error) = (after(r#""i\u0064""#), after(r#""m\n""#), after(r#""y":1}"#));
    for cut in 1..body.len() {
        let short = &body.as_bytes()[..cut];
        let expected = format!(
            "{}/{}/{}",
            if cut >= id { "id" } else { "-" },
            if cut >= error { "" } else { "-" },
            if cut >= message { "m\n" } else { "-" },
        );
        let salvage = salvage(short);
        assert_eq!(summary(&salvage), expected, "on {}", show(short));
        assert_eq!(salvage.verdict(), Verdict::Truncated);
        assert_eq!(salvage.error().unwrap().offset(), cut);
    }
}

#[test]
fn e15_with_other_options() {
    let last = Rules::DEFAULT.duplicates(Duplicates::Last).parser();
    let body = br#"{"Response":{"RequestId":"a","Error":{"Code":"c"},"RequestId":"b"#;
    assert_eq!(summary(&last.salvage(body)), "-/c/");
    let first = Rules::DEFAULT.duplicates(Duplicates::First).parser();
    assert_eq!(summary(&first.salvage(body)), "a/c/");
    // One that is not taken is checked, and takes nothing from the first.
    for (body, expected) in [
        (r#"{"Error":{},"Error":{"Code":5}}"#, "-//"),
        (r#"{"Error":{"Code":null,"Code":5}}"#, "-//"),
        (r#"{"Error":{"Code":"c"},"Error":{"Message":5}}"#, "-/c/"),
        (r#"{"RequestId":"a","RequestId":5}"#, "a/-/-"),
        (r#"{"RequestId":5,"RequestId":"a"}"#, "-/-/-"),
    ] {
        let body = format!("{{\"Response\":{body}}}");
        let salvage = first.salvage(body.as_bytes());
        assert_eq!(summary(&salvage), expected, "on {body}");
        assert_eq!(salvage.error().unwrap().kind(), ErrorKind::WrongType);
    }
    // The last one counts, whole, whatever an earlier one has broken.
    for (body, expected) in [
        (r#"{"Response":{"RequestId":5,"RequestId":"a"}}"#, "a/-/-"),
        (r#"{"Response":{"RequestId":"a","RequestId":5}}"#, "-/-/-"),
        (
            r#"{"Response":{"Error":{"Code":5,"Message":"m"},"Error":{"Code":"b"}}}"#,
            "-/b/",
        ),
        // What the last one does not have is empty.
        (
            r#"{"Response":{"Error":{"Code":5},"Error":{"Message":"m"}}}"#,
            "-//m",
        ),
        (
            r#"{"Response":{"Error":7,"Error":{"Code":"b","Message":"m"}}}"#,
            "-/b/m",
        ),
        (r#"{"Response":7,"Response":{"RequestId":"z"}}"#, "z/-/-"),
        (
            r#"{"Response":{"RequestId":7,"Error":{"Code":8}},"Response":{"Error":{"Code":"c"}}}"#,
            "-/c/",
        ),
    ] {
        let salvage = last.salvage(body.as_bytes());
        assert_eq!(summary(&salvage), expected, "on {body}");
        assert_eq!(salvage.error().unwrap().kind(), ErrorKind::WrongType);
    }
    let v2 = Rules::DEFAULT.api_v2().parser();
    for (body, expected) in [
        (
            &br#"{"code":4100,"message":"m","codeDesc":"c"#[..],
            "-/4100/m",
        ),
        (br#"{"code":0,"message":"m","x":"#, "-/-/-"),
        (br#"{"code":4100"#, "-/-/-"),
        (br#"{"code":1,"Response":{"RequestId":"r"#, "-/-/-"),
        (br#"{"code":1,"Response":{"RequestId":"r""#, "r/-/-"),
    ] {
        let salvage = v2.salvage(body);
        assert!(salvage.is_provisional());
        assert_eq!(summary(&salvage), expected, "on {}", show(body));
    }
}

/// As in the 3.0 shape: an offending value is none, and one that may still come is not empty.
#[test]
fn e15_absent_2_0_message_is_empty_only_at_the_end() {
    let v2 = Rules::DEFAULT.api_v2().parser();
    for (body, expected) in [
        (&br#"{"code":1,"message":5,"codeDesc":"c"}"#[..], "-/c/-"),
        (
            br#"{"code":1,"message":"m","codeDesc":"c","message":"n"}"#,
            "-/c/-",
        ),
        (br#"{"code":4100,"codeDesc":"c","x":"#, "-/c/-"),
        (br#"{"code":4100,"codeDesc":"c","x":1}"#, "-/c/"),
        (br#"{"code":4100,"codeDesc":"c","x":1}}"#, "-/c/"),
    ] {
        assert_eq!(summary(&v2.salvage(body)), expected, "on {}", show(body));
    }
}
