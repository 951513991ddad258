//! E11: halves of surrogate pairs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{error, id, kind_and_offset, refused};
use tencentcloud_response::{ErrorKind, parse};

#[test]
fn e11_lone_surrogate_is_grammar_everywhere() {
    for half in [
        r"\ud800",
        r"\uDBFF",
        r"\udc00",
        r"\uDFFF",
        r"\udc00\ud800",
        r"\ud800\ud800",
        r"\ud800\n",
        r"\ud800x",
    ] {
        for body in [
            format!(
                r#"{{"{half}":1,"Response":{{"{half}":"{half}","a":["{half}"],"RequestId":"r"}}}}"#
            ),
            format!(r#"{{"Response":{{"Error{half}":5,"RequestId":"r","RequestId{half}":5}}}}"#),
            format!(r#"{{"Response":{{"{half}RequestId":5,"RequestId":"r"}},"Response{half}":5}}"#),
        ] {
            assert_eq!(id(&body).as_deref(), Some("r"), "{body}");
        }
    }
}

#[test]
fn e11_lone_surrogate_is_an_error_in_request_id_and_code() {
    for text in [
        r"¦\ud800",
        r"¦\uDBFF",
        r"¦\udc00",
        r"¦\uDFFF",
        r"a¦\ud800b",
        r"¦\ud800\n",
        r"¦\ud800\\udc00",
        r"¦\ud800\u0041",
        r"¦\ud800\ud800\udc00",
        r"\ud800\udc00¦\udc00",
        r"\ud800\udc00¦\ud800",
        r"¦\udc00\ud800",
        r"\\¦\ud800",
        r"¦\ud800中",
        r"¦\ud800\q",
        r"¦\ud800\ug",
        r"¦\ud800\udg",
        r"¦\udcg",
    ] {
        refused(
            ErrorKind::LoneSurrogate,
            &format!(r#"{{"Response":{{"RequestId":"{text}"}}}}"#),
        );
        refused(
            ErrorKind::LoneSurrogate,
            &format!(r#"{{"Response":{{"Error":{{"Code":"{text}"}}}}}}"#),
        );
    }
    // Beside a control character, or a byte that is no UTF-8, it is still the first error.
    refused(
        ErrorKind::LoneSurrogate,
        "{\"Response\":{\"RequestId\":\"¦\\ud800\n\"}}",
    );
    let error = parse(b"{\"Response\":{\"RequestId\":\"\\ud800\xff\"}}").unwrap_err();
    assert_eq!(kind_and_offset(error), (ErrorKind::LoneSurrogate, 26));
    assert_eq!(
        id(r#"{"Response":{"RequestId":"\ud800\udc00\uDBFF\uDFFF"}}"#).as_deref(),
        Some("\u{10000}\u{10ffff}")
    );
}

/// At the letter `z` both are certain: the escape is bad, and the half stays alone.
#[test]
fn e11_lone_surrogate_wins_over_a_bad_escape_at_the_same_byte() {
    for text in [r"¦\ud800\udcz", r"¦\ud800\udc0z", r"¦\ud800\udffg"] {
        refused(
            ErrorKind::LoneSurrogate,
            &format!(r#"{{"Response":{{"RequestId":"{text}"}}}}"#),
        );
    }
    // Two digits do not make it a half yet that has no other.
    refused(
        ErrorKind::BadEscape,
        r#"{"Response":{"RequestId":"¦\ud8z"}}"#,
    );
}

#[test]
fn e11_lone_surrogate_in_message_decodes_as_u_fffd() {
    for (text, expected) in [
        (r"\ud800", "\u{fffd}"),
        (r"a\udc00b", "a\u{fffd}b"),
        (r"\ud800\ud800\udc00", "\u{fffd}\u{10000}"),
        (r"\udc00\ud800", "\u{fffd}\u{fffd}"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud800\u0041", "\u{fffd}A"),
        (r"\ud800\\udc00", "\u{fffd}\\udc00"),
    ] {
        let body = format!(r#"{{"Response":{{"Error":{{"Code":"c","Message":"{text}"}}}}}}"#);
        assert_eq!(error(&body), Some(("c".into(), expected.into())), "{text}");
    }
}
