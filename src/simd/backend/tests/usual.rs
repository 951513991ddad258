//! Bodies of the usual shapes, and bodies that nearly are.

use std::{format, string::String, vec::Vec};

use super::super::Kind;
use crate::{Backend, Parser, scan::failure, shape::Found};

const ID: &str = "b5b41468-520d-4192-b42f-595cc34b6c1c";

/// What a backend says of a body, which must be what the portable one says.
fn check_body(body: &[u8]) {
    let read = |backend| {
        let read = Parser::new().backend(backend).parse(body);
        read.map(|envelope| (envelope.request_id(), envelope.error(), envelope.payload()))
    };
    let expected = read(Backend::PORTABLE);
    for backend in Backend::available() {
        let text = String::from_utf8_lossy(body);
        assert_eq!(read(backend), expected, "{backend}: {text}");
        let skimmed = Parser::new().backend(backend).skim(body);
        let skimmed = skimmed.map(|envelope| (envelope.request_id(), envelope.error()));
        if let Ok((id, error, _)) = expected {
            assert_eq!(skimmed, Ok((id, error)), "{backend}: {text}");
        }
        // Whatever it is.
        if let Ok((Some(id), _)) = skimmed {
            let is_text = core::str::from_utf8(id.raw().as_bytes()).is_ok();
            assert!(is_text, "{backend}: {text}");
        }
    }
}

/// The same of the body with a byte more, one less or another one, wherever that is.
fn check_around(body: &[u8]) {
    for at in 0..=body.len() {
        let (before, behind) = body.split_at(at);
        let rest = behind.get(1..).unwrap_or_default();
        check_body(&[before, rest].concat());
        for byte in 0..=u8::MAX {
            check_body(&[before, &[byte], behind].concat());
            check_body(&[before, &[byte], rest].concat());
        }
    }
}

#[test]
fn usual_successes_with_any_byte_anywhere() {
    for members in [
        format!(r#""RequestId":"{ID}""#),
        format!(r#""A":1,"RequestId":"{ID}""#),
        format!(r#""RequestId":"{ID}","A":[]"#),
        format!(
            r#""A":{{"B":["c"]}},"Long":"0123456789012345678901234567890123456789","RequestId":"{ID}""#
        ),
    ] {
        let body = format!(r#"{{"Response":{{{members}}}}}"#);
        check_around(body.as_bytes());
    }
}

/// A failure in all four orders.
fn failures(code: &str, message: &str) -> [String; 4] {
    let code = format!(r#""Code":"{code}""#);
    let message = format!(r#""Message":"{message}""#);
    let errors = [
        format!(r#""Error":{{{code},{message}}}"#),
        format!(r#""Error":{{{message},{code}}}"#),
    ];
    let [one, two] = errors.map(|error| {
        let id = format!(r#""RequestId":"{ID}""#);
        [
            format!(r#"{{"Response":{{{error},{id}}}}}"#),
            format!(r#"{{"Response":{{{id},{error}}}}}"#),
        ]
    });
    let ([a, b], [c, d]) = (one, two);
    [a, b, c, d]
}

#[test]
fn usual_failures_with_any_byte_anywhere() {
    for (code, message) in [("A.B", "No."), ("A", r"\u4e2d\n"), ("", "中")] {
        for body in failures(code, message) {
            check_around(body.as_bytes());
        }
    }
}

/// With a name that is there twice, or one that is another.
#[test]
fn usual_failures_with_other_names() {
    for body in failures("A", "B") {
        for (name, other) in [
            ("Message", "Code"),
            ("Code", "Message"),
            ("Message", "message"),
            ("RequestId", "Error"),
            ("Error", "RequestId"),
        ] {
            check_body(body.replace(name, other).as_bytes());
        }
    }
}

/// Whether it is taken by [`failure::check`] alone.
fn is_taken(backend: Backend, body: &str, max_depth: u16) -> Option<bool> {
    let mut found = Found::none();
    let body = body.as_bytes();
    with_kernel!(
        backend,
        |kernel| Some(failure::check(kernel, body, max_depth, &mut found)),
        None
    )
}

/// What is special may be anywhere in a block, and at the end of a text.
#[test]
fn usual_failures_of_any_length() {
    let plain = "x".repeat(200);
    let lengths = || (0..=200).filter_map(|len| plain.get(..len));
    for end in [
        "",
        "é",
        "中😀",
        r#"\""#,
        r"\\",
        r"\u4e2d",
        r"\ud83d\ude00",
        r"\ud800",
    ] {
        for (code, message) in lengths().map(|text| ("A.B", format!("{text}{end}"))) {
            for body in failures(code, &message) {
                check_body(body.as_bytes());
                for backend in Backend::available() {
                    let taken = [2, 3, 128].map(|max_depth| is_taken(backend, &body, max_depth));
                    let expected = match backend {
                        Backend::PORTABLE => [None; 3],
                        _ => [Some(false), Some(true), Some(true)],
                    };
                    assert_eq!(taken, expected, "{backend}: {body}");
                }
            }
        }
        for text in lengths() {
            for body in failures(&format!("{text}{end}"), "m") {
                check_body(body.as_bytes());
            }
        }
    }
    // What is wrong, or not where it seems to be.
    for end in [
        r"\",
        r"\u4e2",
        r"\x",
        "\u{1f}",
        "\u{7f}",
        r#"","Code":""#,
        r#"","Message":"#,
        r#"""#,
        r#"\\","a":""#,
    ] {
        for text in lengths() {
            for body in failures("A.B", &format!("{text}{end}")) {
                check_body(body.as_bytes());
            }
        }
    }
    for end in [&b"\xc3"[..], b"\xe4\xb8", b"\xff", b"\xed\xa0\x80"] {
        for text in lengths() {
            for body in failures("A.B", &format!("{text}~")) {
                let body: Vec<u8> = body.bytes().collect();
                let at = body
                    .iter()
                    .position(|&byte| byte == b'~')
                    .unwrap_or_default();
                let (before, behind) = body.split_at(at);
                check_body(&[before, end, behind.get(1..).unwrap_or_default()].concat());
            }
        }
    }
}
