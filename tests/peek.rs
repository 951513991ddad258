//! `peek_request_id` against `parse`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use tencentcloud_response::{parse, peek_request_id};

#[test]
fn finds_the_first_and_the_last() {
    for (body, expected) in [
        (r#"{"Response":{"RequestId":"r"}}"#, Some("r")),
        (r#"{"Response":{"RequestId":"r","A":1}}"#, Some("r")),
        (r#"{"Response":{"A":1,"RequestId":"r"}}"#, Some("r")),
        (
            " {\n \"Response\" : { \"A\" : [ ] ,\n \"RequestId\" : \"r\" } } \n",
            Some("r"),
        ),
        (r#"{"Response":{"A":1,"RequestId":""}}"#, Some("")),
        (r#"{"Response":{"A":1,"RequestId":"é"}}"#, Some("é")),
        // In the middle, not there, or not to be told.
        (r#"{"Response":{"A":1,"RequestId":"r","B":2}}"#, None),
        (r#"{"Response":{}}"#, None),
        (r#"{"Response":{"A":"x"}}"#, None),
        (r#"{"Response":{"RequestId":null}}"#, None),
        (r#"{"Response":{"RequestId":5}}"#, None),
        (r#"{"Response":{"A":1,"RequestId":"\u0072"}}"#, None),
        (r#"{"Response":{"A":1,"RequestId":"a\"b"}}"#, None),
        // Deeper, and as the end of another name or of a text.
        (r#"{"Response":{"A":{"RequestId":"r"}}}"#, None),
        (r#"{"Response":{"A":1,"x\"RequestId":"r"}}"#, None),
        (r#"{"Response":{"A":"\"RequestId\":\"r"}}"#, None),
        (r#"{"Response":{"A":1,"XRequestId":"r"}}"#, None),
        (r#"{"Response":[{"RequestId":"r"}]}"#, None),
        (r#"{"X":1,"Response":{"RequestId":"r"}}"#, None),
        ("", None),
        ("{", None),
        ("}}", None),
    ] {
        let found = peek_request_id(body.as_bytes());
        assert_eq!(
            found.map(|id| id.to_string()).as_deref(),
            expected,
            "{body}"
        );
    }
}

#[test]
fn gives_up_on_an_endless_id_or_endless_space() {
    for len in [127, 128, 129, 100_000] {
        let id = "x".repeat(len);
        for body in [
            format!(r#"{{"Response":{{"RequestId":"{id}","A":1}}}}"#),
            format!(r#"{{"Response":{{"A":1,"RequestId":"{id}"}}}}"#),
        ] {
            assert_eq!(
                peek_request_id(body.as_bytes()).is_some(),
                len <= 128,
                "{len}"
            );
        }
    }
    let space = " ".repeat(65);
    let body = format!(r#"{{"Response":{{"A":1,"RequestId":"r"{space}}}}}"#);
    assert_eq!(peek_request_id(body.as_bytes()), None);
}

/// The case that defeats any reader which leaves out the middle.
#[test]
fn the_decoy_defeats_it() {
    let decoy = br#"{"Response":{},"X":{"A":1,"RequestId":"r"}}"#;
    assert_eq!(peek_request_id(decoy).unwrap(), "r");
    assert_eq!(parse(decoy).unwrap().request_id(), None);
    // Alone in its object it is behind a brace, which is not that of `Response`.
    let decoy = br#"{"Response":{},"X":{"RequestId":"r"}}"#;
    assert_eq!(peek_request_id(decoy), None);
}

#[test]
fn agrees_with_parse_on_the_real_bodies() {
    let Some(bodies) = common::corpus::tccli() else {
        return;
    };
    let (mut all, mut found) = (0, 0);
    for (_, body) in bodies {
        let Ok(envelope) = parse(body.as_bytes()) else {
            continue;
        };
        let root = serde_json::from_str::<serde_json::Value>(&body).unwrap();
        if root.as_object().unwrap().len() > 1 {
            continue;
        }
        all += 1;
        if let Some(id) = peek_request_id(body.as_bytes()) {
            assert_eq!(Some(id), envelope.request_id(), "{body}");
            found += 1;
        }
    }
    println!("{found} of {all} ids are first or last");
    assert!(found * 100 > all * 85, "{found} of {all}");
}
