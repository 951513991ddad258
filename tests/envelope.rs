//! What an envelope gives: slices of the caller's body, and answers drawn from them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use tencentcloud_response::{Envelope, Parser, Record, parse, salvage, skim};

#[test]
fn every_text_is_a_slice_of_the_body() {
    let body = br#"{"Response":{"Error":{"Code":"A\u002eB","Message":"m"},"RequestId":"r","x":1}}"#;
    let v2 = br#"{"code":"4100","message":"m"}"#;
    let read = Parser::new().api_v2(true);
    for (body, envelope) in [
        (&body[..], parse(body).unwrap()),
        (body, skim(body).unwrap()),
        (v2, read.parse(v2).unwrap()),
        (v2, read.skim(v2).unwrap()),
    ] {
        let error = envelope.error().unwrap();
        assert_eq!(error.request_id(), envelope.request_id());
        let texts = [
            Some(error.message().raw()),
            envelope.request_id().map(|id| id.raw()),
        ];
        for text in texts.into_iter().flatten() {
            let (inside, text) = (body.as_ptr_range(), text.as_bytes().as_ptr_range());
            assert!(inside.start <= text.start && text.end <= inside.end);
        }
        let (inside, payload) = (body.as_ptr_range(), envelope.payload().as_ptr_range());
        assert!(inside.start <= payload.start && payload.end <= inside.end);
    }
    let salvage = tencentcloud_response::salvage(&body[..70]);
    assert!(
        body.as_ptr_range()
            .contains(&salvage.message().unwrap().raw().as_ptr())
    );
}

/// The envelope borrows from the body alone, not from the parser.
#[test]
fn an_envelope_outlives_its_parser() {
    fn read(body: &[u8]) -> Envelope<'_> {
        let parser = Parser::new();
        parser.parse(body).unwrap()
    }
    assert_eq!(
        read(br#"{"Response":{"RequestId":"r"}}"#)
            .request_id()
            .unwrap(),
        "r"
    );
}

#[test]
fn into_result_is_the_error_of_a_failure() {
    let success = parse(br#"{"Response":{"RequestId":"r"}}"#).unwrap();
    assert_eq!(success.into_result().unwrap().request_id().unwrap(), "r");
    let failure = parse(br#"{"Response":{"RequestId":"r","Error":{"Code":"c"}}}"#).unwrap();
    assert_eq!(failure.into_result().unwrap_err(), failure.error().unwrap());
}

#[test]
fn a_region_is_healthy_when_it_answers_otherwise_than_internal_error() {
    for (members, healthy) in [
        (r#""RequestId":"r""#, true),
        (r#""RequestId":"r","Error":null"#, true),
        (r#""RequestId":"r","Error":{"Code":"AuthFailure"}"#, true),
        (r#""RequestId":"r","Error":{}"#, true),
        (
            r#""RequestId":"r","Error":{"Code":"InternalError.Db"}"#,
            true,
        ),
        (r#""RequestId":"r","Error":{"Code":"internalerror"}"#, true),
        (r#""RequestId":"r","Error":{"Code":"InternalError"}"#, false),
        (
            r#""RequestId":"r","Error":{"Code":"Internal\u0045rror"}"#,
            false,
        ),
        (r#""RequestId":"","Error":{"Code":"AuthFailure"}"#, false),
        (r#""RequestId":null"#, false),
        ("", false),
    ] {
        let body = format!("{{\"Response\":{{{members}}}}}");
        let envelope = parse(body.as_bytes()).unwrap();
        assert_eq!(envelope.region_healthy(), healthy, "{members}");
        let record = Record::from(&envelope);
        assert_eq!(record.region_healthy(), healthy, "{members}");
        // What is cut may have anything to come.
        let cut = Record::from(&salvage(&body.as_bytes()[..body.len() - 1]));
        assert!(!cut.region_healthy(), "{members}");
    }
}
