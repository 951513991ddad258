//! Rules E1 to E7, a table or two for each. E8 is in `duplicates.rs`, E9 in `depth.rs` and
//! `stack.rs`, E10 in `numbers.rs`, E11 in `surrogates.rs`, E12 in `errors.rs` and `truncated.rs`,
//! E13 in `api_v2.rs`, E14 in `skim.rs`, E15 in `salvage.rs`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{
    Rules, check_entry_points, documents, error, id, kind_and_offset, read, refused, show,
};
use tencentcloud_response::{ApiVersion, Backend, ErrorKind, Parser, Verdict, parse};

#[test]
fn e1_right_bodies_are_read() {
    for body in documents::GOOD {
        read(body);
        for around in [" ", "\t\r\n ", "\n\n\n\n\n\n\n\n\n          "] {
            read(&format!("{around}{body}{around}"));
        }
    }
}

#[test]
fn e1_only_whitespace_may_follow() {
    for body in documents::GOOD {
        for tail in [
            "{}", "}", "]", ",", "x", "null", "\0", "\u{feff}", "\u{a0}", "\u{b}", "\"",
        ] {
            refused(ErrorKind::TrailingData, &format!("{body}¦{tail}"));
            refused(ErrorKind::TrailingData, &format!("{body}\r\n ¦{tail}"));
        }
    }
}

/// Whitespace is passed over by the word and by more, so the byte stands at each place of those, among
/// spaces behind a line end and among all kinds.
#[test]
fn e1_every_byte_among_whitespace() {
    let mixed = b"\r\n\t \n\n \t\r".repeat(8);
    for (space, longest) in [(&b"\n                   "[..], 9), (&mixed, 50)] {
        for byte in 0..=u8::MAX {
            for before in 0..=longest {
                let (before, behind) = space.split_at(before);
                let body = [b"{\"Response\":{}", before, &[byte], behind, b"}"].concat();
                let at = before.len();
                for backend in Backend::available() {
                    let read = Parser::new().backend(backend).parse(&body);
                    let refused = read.map(|_| ()).map_err(kind_and_offset);
                    let expected = match byte {
                        b' ' | b'\t' | b'\r' | b'\n' => Ok(()),
                        b',' => Err((ErrorKind::UnexpectedByte, body.len() - 1)),
                        b'}' => Err((ErrorKind::TrailingData, body.len() - 1)),
                        _ => Err((ErrorKind::UnexpectedByte, 14 + at)),
                    };
                    assert_eq!(refused, expected, "{} with {backend}", show(&body));
                }
            }
        }
    }
}

/// A root is no root behind another value, whatever punctuation stands between them.
#[test]
fn e1_only_whitespace_may_precede() {
    for body in documents::GOOD {
        for (head, kind) in [
            ("\"x\"", ErrorKind::NotAnObject),
            ("1", ErrorKind::NotAnObject),
            ("null", ErrorKind::NotAnObject),
            ("[]", ErrorKind::NotAnObject),
            (",", ErrorKind::UnexpectedByte),
            (":", ErrorKind::UnexpectedByte),
            ("}", ErrorKind::UnexpectedByte),
        ] {
            for between in ["", ",", " , ", ":"] {
                refused(kind, &format!(" ¦{head}{between}{body}"));
            }
        }
    }
}

/// What is passed over is checked like anything else.
#[test]
fn e1_skipped_parts_are_checked() {
    let places = [
        r#"{"a":@,"Response":{}}"#,
        r#"{"Response":{},"a":@}"#,
        r#"{"Response":{"a":@}}"#,
        r#"{"Response":{"a":[1,[2,{"b":@}]],"RequestId":"r"}}"#,
        r#"{"Response":{"Error":{"a":@,"Code":"c"},"RequestId":"r"}}"#,
    ];
    let bad = [
        (ErrorKind::BadNumber, "¦01"),
        (ErrorKind::BadLiteral, "¦truE"),
        (ErrorKind::UnexpectedByte, "¦True"),
        (ErrorKind::UnexpectedByte, "¦'a'"),
        (ErrorKind::BadEscape, r#""a¦\x""#),
        (ErrorKind::BadEscape, r#""¦\u00g0""#),
        (ErrorKind::ControlCharacter, "\"tab¦\t\""),
        (ErrorKind::UnexpectedByte, r#"{"a" ¦1}"#),
        (ErrorKind::UnexpectedByte, r#"{"a":1,¦}"#),
        (ErrorKind::UnexpectedByte, "[1,¦]"),
        (ErrorKind::UnexpectedByte, "[1 ¦2]"),
        (ErrorKind::UnexpectedByte, "[1¦}"),
        (ErrorKind::UnexpectedByte, "{¦]"),
        (ErrorKind::UnexpectedByte, "{¦1:2}"),
    ];
    for place in places {
        for (kind, value) in bad {
            refused(kind, &place.replace('@', value));
        }
        // The mark cannot stand beside bytes that are no UTF-8.
        for bytes in [
            &b"\xff"[..],
            b"\xc3",
            b"\xed\xa0\x80",
            b"\xf5\x80\x80\x80",
            b"\xc0\xaf",
            b"\xe0\x80\xaf",
        ] {
            let (before, after) = place.split_once('@').unwrap();
            let body = [before.as_bytes(), b"\"a", bytes, b"\"", after.as_bytes()].concat();
            check_entry_points(Rules::DEFAULT, &body);
            let at = before.len() + 2;
            let error = kind_and_offset(parse(&body).unwrap_err());
            assert_eq!(error, (ErrorKind::InvalidUtf8, at), "on {}", show(&body));
        }
    }
}

#[test]
fn e2_response_is_an_object_in_the_root_object() {
    for (body, expected) in [
        (r#"{"Response":{"RequestId":"r"}}"#, Some("r")),
        (
            r#"{"RequestId":"no","Response":{"RequestId":"r"}}"#,
            Some("r"),
        ),
        (
            r#"{"Response":{"RequestId":"r"},"RequestId":"no"}"#,
            Some("r"),
        ),
        (r#"{"Response":{},"RequestId":"no"}"#, None),
        (
            r#"{"Error":null,"retcode":-1,"Response":{"RequestId":"r"},"x":{"y":[]}}"#,
            Some("r"),
        ),
        (
            r#"{"x":{"Response":{"RequestId":"no"}},"Response":{"RequestId":"r"}}"#,
            Some("r"),
        ),
        (
            r#"{"x":[{"Response":1}],"Response":{"RequestId":"r"}}"#,
            Some("r"),
        ),
        (
            r#"{"Error":5,"RequestId":[],"Code":{},"Response":{"RequestId":"r"}}"#,
            Some("r"),
        ),
    ] {
        assert_eq!(id(body).as_deref(), expected, "{body}");
        assert!(read(body).is_success(), "{body}");
        assert_eq!(read(body).version(), ApiVersion::V3);
    }
    for value in [
        "null", "true", "false", "0", "-1", "\"x\"", "\"{}\"", "[]", "[{}]",
    ] {
        refused(
            ErrorKind::WrongType,
            &format!(r#"{{"Response": ¦{value}}}"#),
        );
    }
    for text in [
        "{¦}",
        r#"{"a":1¦}"#,
        r#"{"response":{}¦}"#,
        r#"{"x":{"Response":{}}¦}"#,
        r#"{"x":[{"Response":{}}]¦}"#,
        r#"{"Response ":{}¦}"#,
        r#"{"RequestId":"r","Error":{"Code":"c"}¦}"#,
    ] {
        refused(ErrorKind::NoResponse, text);
    }
}

#[test]
fn e3_only_direct_members_count() {
    for body in [
        r#"{"Response":{"a":{"RequestId":"no","Error":{"Code":"no"}},"RequestId":"r"}}"#,
        r#"{"Response":{"RequestId":"r","a":[{"RequestId":"no"},{"Error":{"Code":"no"}}]}}"#,
        r#"{"Response":{"a":"\"RequestId\":\"no\"","RequestId":"r","b":"\"Error\":{}"}}"#,
        r#"{"Response":{"a":"RequestId","RequestId":"r","b":["RequestId","Error"]}}"#,
        r#"{"Response":{"a":{"Response":{"RequestId":"no"}},"RequestId":"r"}}"#,
        r#"{"Response":{"Code":"no","Message":1,"RequestId":"r","Response":{"RequestId":"no"}}}"#,
        r#"{"Response":{"a":{"RequestId":1,"RequestId":2},"RequestId":"r"}}"#,
        r#"{"Response":{"a":[[],{}],"b":{"c":{}},"RequestId":"r","d":[{"RequestId":"no"}]}}"#,
        r#"{"Response":{"RequestId":"r"},"RequestId":"no","Error":{"Code":"no"}}"#,
    ] {
        assert_eq!(id(body).as_deref(), Some("r"), "{body}");
        assert!(read(body).is_success(), "{body}");
    }
    let body = r#"{"Response":{"Error":{"a":{"Code":"no","Message":"no"},"RequestId":"no","Error":5,"b":["Code"],"Code":"c","Message":"m"},"Code":1}}"#;
    assert_eq!(error(body), Some(("c".into(), "m".into())));
    assert_eq!(id(body), None);
}

#[test]
fn e4_escaped_name_counts() {
    for name in [
        r"Request\u0049d",
        r"\u0052equestId",
        r"RequestI\u0064",
        r"\u0052\u0065\u0071\u0075\u0065\u0073\u0074\u0049\u0064",
    ] {
        assert_eq!(
            id(&format!(r#"{{"Response":{{"{name}":"r"}}}}"#)).as_deref(),
            Some("r"),
            "{name}"
        );
    }
    let body = r#"{"\u0052esponse":{"\u0045rror":{"Cod\u0065":"c","\u004dessag\u0065":"m"}}}"#;
    assert_eq!(error(body), Some(("c".into(), "m".into())));
    assert_eq!(
        error(&body.replace("\\u004d", "\\u004D")),
        Some(("c".into(), "m".into()))
    );
}

#[test]
fn e4_names_are_compared_in_exact_case_and_length() {
    for name in [
        "requestid",
        "RequestID",
        "REQUESTID",
        "RequestI",
        "RequestIdd",
        "RequestId ",
        " RequestId",
        "Request Id",
        "RequestId\\u0000",
        "\\u0000RequestId",
        "Request\\u0131d",
        "RequestId\\n",
        "Request\\u0069d",
        "Request\\ud849d",
        "Req\\/uestId",
        "",
        "ＲequestId",
        "RequestId\u{301}",
        "Request\\\\u0049d",
        "\\\"RequestId\\\"",
        // Punctuation at the beginning of a name that is not plain.
        ":\\u0052equestId",
        ":\\n",
        ":é",
    ] {
        let body = format!(r#"{{"Response":{{"{name}":"no"}}}}"#);
        assert_eq!(id(&body), None, "{name}");
    }
    for name in ["error", "Errors", "ERROR", "Erro", "Error "] {
        assert!(read(&format!(r#"{{"Response":{{"{name}":{{"Code":"c"}}}}}}"#)).is_success());
    }
    let body = r#"{"Response":{"Error":{"code":"no","message":"no","Codes":"no"}}}"#;
    assert_eq!(error(body), Some((String::new(), String::new())));
}

#[test]
fn e5_request_id_is_a_string_or_none() {
    for (value, expected) in [
        (r#""r""#, Some("r")),
        (r#""""#, Some("")),
        (
            r#""b5b41468-520d-4192-b42f-595cc34b6c1c""#,
            Some("b5b41468-520d-4192-b42f-595cc34b6c1c"),
        ),
        (r#""no uuid, 中文 \u4e2d \n""#, Some("no uuid, 中文 中 \n")),
        ("null", None),
    ] {
        let body = format!(r#"{{"Response":{{"RequestId":{value}}}}}"#);
        assert_eq!(id(&body).as_deref(), expected, "{value}");
    }
    assert_eq!(id(r#"{"Response":{}}"#), None);
    for value in [
        "true",
        "false",
        "0",
        "-1.5e3",
        "[]",
        "{}",
        r#"["r"]"#,
        r#"{"RequestId":"r"}"#,
    ] {
        refused(
            ErrorKind::WrongType,
            &format!(r#"{{"Response":{{"RequestId" : ¦{value}}}}}"#),
        );
    }
}

#[test]
fn e6_error_object_is_a_failure_even_when_empty() {
    for (value, fails) in [
        ("{}", true),
        (r#"{"a":1}"#, true),
        (r#"{"Code":"c"}"#, true),
        (r#"{"Code":null,"Message":null}"#, true),
        ("null", false),
    ] {
        let body = format!(r#"{{"Response":{{"Error":{value},"RequestId":"r"}}}}"#);
        let envelope = read(&body);
        assert_eq!(envelope.is_success(), !fails, "{value}");
        assert_eq!(envelope.error().is_some(), fails, "{value}");
        assert_eq!(envelope.into_result().is_err(), fails, "{value}");
        let verdict = if fails {
            Verdict::Failure
        } else {
            Verdict::Success
        };
        assert_eq!(envelope.verdict(), verdict, "{value}");
        assert_eq!(id(&body).as_deref(), Some("r"));
    }
    for value in [
        "true",
        "false",
        "0",
        "\"\"",
        "\"x\"",
        "[]",
        r#"[{"Code":"c"}]"#,
    ] {
        refused(
            ErrorKind::WrongType,
            &format!(r#"{{"Response":{{"Error":¦{value}}}}}"#),
        );
    }
}

/// A dry run that would succeed answers with an `Error`: `is_success` is about that member alone.
#[test]
fn e6_dry_run_is_no_success_but_its_own_verdict() {
    let body = r#"{"Response":{"Error":{"Code":"DryRunOperation","Message":"m"},"RequestId":"r"}}"#;
    assert_eq!(read(body).verdict(), Verdict::DryRun);
    assert!(!read(body).is_success());
}

#[test]
fn e7_code_and_message_are_strings_or_empty() {
    let pair = |code: &str, message: &str| Some((code.to_owned(), message.to_owned()));
    for (members, expected) in [
        (r#""Code":"c","Message":"m""#, pair("c", "m")),
        (r#""Message":"m","Code":"c""#, pair("c", "m")),
        (r#""Code":"c""#, pair("c", "")),
        (r#""Message":"m""#, pair("", "m")),
        ("", pair("", "")),
        (r#""Code":null,"Message":"m""#, pair("", "m")),
        (r#""Code":"","Message":null"#, pair("", "")),
        (
            r#""a":{"Code":1},"Code":"A.B","b":[],"Message":"\"\n","c":null"#,
            pair("A.B", "\"\n"),
        ),
    ] {
        let body = format!(r#"{{"Response":{{"Error":{{{members}}},"RequestId":"r"}}}}"#);
        assert_eq!(error(&body), expected, "{members}");
        let error = read(&body).error().unwrap();
        assert_eq!(
            error.request_id().map(|id| id.to_string()).as_deref(),
            Some("r")
        );
    }
    for value in ["true", "false", "0", "4100", "[]", "{}", r#"{"Code":"c"}"#] {
        for name in ["Code", "Message"] {
            refused(
                ErrorKind::WrongType,
                &format!(r#"{{"Response":{{"Error":{{"{name}":¦{value}}}}}}}"#),
            );
        }
    }
}
