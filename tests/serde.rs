//! Features `serde`, `serde_json` and `simd-json`: into a log line, and out of the payload.
#![cfg(feature = "serde")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use serde::Serialize;
use tencentcloud_response::{
    ApiVersion, Class, CommonCode, ErrorCode, ErrorKind, Parser, Record, RetryAdvice, Verdict,
    parse, salvage,
};

const FAILURE: &[u8] = br#"{"Response":{"Error":{"Code":"RequestLimit\u0045xceeded","Message":"\"Slow\"\ndown \ud83d\ude00"},"RequestId":"ed93f3cb"}}"#;

fn json(value: impl Serialize) -> String {
    serde_json::to_string(&value).expect("it serialises")
}

#[test]
fn envelope_is_a_log_line_without_its_payload() {
    let parser = Parser::new().api_v2(true);
    for (body, line) in [
        (
            r#"{"Response":{"InstanceSet":[1,2],"RequestId":"b5b41468"}}"#,
            r#"{"verdict":"success","request_id":"b5b41468","code":null,"class":null,"message":null}"#,
        ),
        (
            r#"{"Response":{}}"#,
            r#"{"verdict":"success","request_id":null,"code":null,"class":null,"message":null}"#,
        ),
        (
            r#"{"Response":{"Error":{},"RequestId":""}}"#,
            r#"{"verdict":"failure","request_id":"","code":"","class":"unknown","message":""}"#,
        ),
        (
            r#"{"Response":{"Error":{"Code":"DryRunOperation","Message":"Yes."},"RequestId":"r"}}"#,
            r#"{"verdict":"dry_run","request_id":"r","code":"DryRunOperation","class":"dry_run","message":"Yes."}"#,
        ),
        (
            r#"{"Response":{"Error":{"Code":"A","Message":"half \ud800"},"RequestId":"r"}}"#,
            "{\"verdict\":\"failure\",\"request_id\":\"r\",\"code\":\"A\",\"class\":\"unknown\",\"message\":\"half \u{fffd}\"}",
        ),
        (
            r#"{"code":4100,"message":"no","codeDesc":"AuthFailure"}"#,
            r#"{"verdict":"failure","request_id":null,"code":"AuthFailure","class":"auth","message":"no"}"#,
        ),
    ] {
        let envelope = parser.parse(body.as_bytes()).expect(body);
        assert_eq!(json(envelope), line);
    }
}

#[test]
fn texts_are_decoded_and_stay_on_one_line() {
    let envelope = parse(FAILURE).expect("it is right");
    let error = envelope.error().expect("it is a failure");
    let line = r#"{"verdict":"failure","request_id":"ed93f3cb","code":"RequestLimitExceeded","class":"throttled","message":"\"Slow\"\ndown 😀"}"#;
    assert_eq!(json(envelope), line);
    assert_eq!(json(error), line);
    #[cfg(feature = "alloc")]
    assert_eq!(json(error.to_owned()), line);
    assert_eq!(json(error.message()), r#""\"Slow\"\ndown 😀""#);
    assert_eq!(json(error.code()), r#""RequestLimitExceeded""#);
    assert_eq!(json(error.request_id()), r#""ed93f3cb""#);
}

#[test]
fn salvage_tells_what_is_wrong() {
    assert_eq!(
        json(salvage(br#"{"Response":{"RequestId":"b5b41468","Total"#)),
        r#"{"verdict":"truncated","request_id":"b5b41468","code":null,"class":null,"message":null,"error":{"kind":"truncated","rule":"E12","offset":42,"text":"expected a character or the closing quote, found the end of the body at byte 42"}}"#,
    );
    assert_eq!(
        json(salvage(br#"{"Response":{"RequestId":"r"}}"#)),
        r#"{"verdict":"success","request_id":"r","code":null,"class":null,"message":null,"error":null}"#,
    );
    let error = parse(b"<html>").expect_err("it is no envelope");
    assert_eq!(
        json(error),
        r#"{"kind":"html","rule":"E12","offset":0,"text":"expected a JSON object, found `<` of HTML or XML at byte 0"}"#,
    );
}

#[test]
fn record_says_whether_it_was_cut() {
    let record = |body: &str| Record::from(&salvage(body.as_bytes()));
    assert_eq!(
        json(record(r#"{"Response":{"RequestId":"r"}}"#)),
        r#"{"verdict":"success","request_id":"r","code":null,"class":null,"message":null,"error":null,"is_cut":false}"#,
    );
    let long = format!(r#"{{"Response":{{"RequestId":"{}"}}}}"#, "é".repeat(33));
    assert_eq!(
        json(record(&long)),
        format!(
            r#"{{"verdict":"success","request_id":"{}","code":null,"class":null,"message":null,"error":null,"is_cut":true}}"#,
            "é".repeat(32)
        ),
    );
}

#[test]
fn names_are_those_of_as_str() {
    for verdict in Verdict::ALL {
        assert_eq!(json(verdict), format!("{:?}", verdict.as_str()));
    }
    for class in Class::ALL {
        assert_eq!(json(class), format!("{:?}", class.as_str()));
    }
    for kind in ErrorKind::ALL {
        assert_eq!(json(kind), format!("{:?}", kind.as_str()));
    }
    for code in CommonCode::ALL {
        assert_eq!(json(code), format!("{:?}", code.as_str()));
    }
    assert_eq!(json(RetryAdvice::IfIdempotent), r#""if_idempotent""#);
    assert_eq!(json(ApiVersion::V3), r#""3.0""#);
    assert_eq!(json(ErrorCode::new("a\\n")), r#""a\\n""#);
}

#[cfg(any(feature = "serde_json", feature = "simd-json"))]
const INSTANCES: &[u8] = br#"{"Response":{"TotalCount":2,"Names":["web-1","web-2"],"Note":"caf\u00e9","Nested":{"RequestId":"not me"},"RequestId":"b5b41468"}}"#;

#[cfg(feature = "serde_json")]
mod with_serde_json {
    use std::borrow::Cow;

    use serde::{Deserialize, de::IgnoredAny};
    use tencentcloud_response::{Duplicates, skim};

    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Instances<'a> {
        total_count: u64,
        #[serde(borrow)]
        names: Vec<&'a str>,
        #[serde(borrow)]
        note: Cow<'a, str>,
        request_id: String,
    }

    #[test]
    fn payload_is_borrowed_where_serde_can() {
        for read in [parse, skim] {
            let envelope = read(INSTANCES).expect("it is right");
            let instances: Instances<'_> = envelope.deserialize().expect("it fits");
            assert_eq!(instances.total_count, 2);
            assert_eq!(instances.names, ["web-1", "web-2"]);
            assert_eq!(instances.note, "café");
            assert_eq!(instances.request_id, "b5b41468");
            for name in &instances.names {
                assert!(INSTANCES.as_ptr_range().contains(&name.as_ptr()), "{name}");
            }
        }
    }

    #[test]
    fn what_was_read_outlives_the_envelope() {
        let body = INSTANCES.to_vec();
        let names = {
            let envelope = parse(&body).expect("it is right");
            envelope
                .deserialize::<Instances<'_>>()
                .expect("it fits")
                .names
        };
        assert_eq!(names, ["web-1", "web-2"]);
    }

    #[test]
    fn a_value_alone_is_deserialised() {
        let envelope = parse(INSTANCES).expect("it is right");
        let field = |name| envelope.field(name).expect("it is right").expect(name);
        assert_eq!(field("TotalCount").deserialize::<u8>().expect("fits"), 2);
        let names: Vec<&str> = field("Names").deserialize().expect("it fits");
        assert_eq!(names, ["web-1", "web-2"]);
        let note: String = field("Note").deserialize().expect("it fits");
        assert_eq!(note, "café");
        assert!(
            field("Note").deserialize::<&str>().is_err(),
            "it has an escape"
        );
        assert!(field("Names").deserialize::<u8>().is_err());
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let body = "{\"Response\":\n{\"TotalCount\":\"two\"}}";
        let envelope = parse(body.as_bytes()).expect("it is right");
        let error = envelope.deserialize::<Instances<'_>>().err().expect("text");
        // The position counts from the payload's brace.
        assert_eq!((error.line(), error.column()), (1, 19), "{error}");

        for body in [
            r#"{"Response":{}}"#,
            // Half a surrogate pair is grammar for us, and no text for serde.
            r#"{"Response":{"TotalCount":2,"Names":[],"Note":"\ud800","RequestId":"r"}}"#,
            // So is a number that no type of Rust holds.
            r#"{"Response":{"TotalCount":1e999,"Names":[],"Note":"","RequestId":"r"}}"#,
            // Serde refuses any name of the type that comes twice.
            r#"{"Response":{"TotalCount":2,"TotalCount":2,"Names":[],"Note":"","RequestId":"r"}}"#,
        ] {
            let envelope = parse(body.as_bytes()).expect(body);
            assert!(envelope.deserialize::<Instances<'_>>().is_err(), "{body}");
        }
    }

    #[test]
    fn after_skim_a_broken_payload_is_an_error() {
        // The skimmer stops behind both fields, or passes over what is broken.
        for body in [
            r#"{"Response":{"Error":{"Code":"A"},"RequestId":"r","TotalCount":"#,
            r#"{"Response":{"RequestId":"r","TotalCount":01}}"#,
            "{\"Response\":{\"RequestId\":\"r\",\"Note\":\"\u{1}\"}}",
        ] {
            let envelope = skim(body.as_bytes()).expect(body);
            let read = envelope.deserialize::<serde_json::Value>();
            assert!(read.is_err(), "{body}");
        }
    }

    #[test]
    fn the_payload_of_api_2_0_is_the_root() {
        #[derive(Deserialize)]
        struct Flat {
            code: u32,
        }
        let parser = Parser::new().api_v2(true);
        let envelope = parser
            .parse(br#" {"code":0,"message":""} "#)
            .expect("right");
        assert_eq!(envelope.deserialize::<Flat>().expect("it fits").code, 0);
    }

    #[test]
    fn of_duplicates_the_payload_is_that_of_the_one_taken() {
        let body = br#"{"Response":{"N":1},"Response":{"N":2}}"#;
        for (duplicates, n) in [(Duplicates::First, 1), (Duplicates::Last, 2)] {
            let envelope = Parser::new()
                .duplicates(duplicates)
                .parse(body)
                .expect("right");
            let value: serde_json::Value = envelope.deserialize().expect("it fits");
            assert_eq!(value["N"], n);
        }
    }

    #[test]
    fn a_payload_deeper_than_serde_json_reads_is_an_error() {
        let nested = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
        let body = format!(r#"{{"Response":{{"A":{nested}}}}}"#);
        let envelope = Parser::new()
            .max_depth(1_024)
            .parse(body.as_bytes())
            .expect("right");
        assert!(envelope.deserialize::<serde_json::Value>().is_err());
        assert!(envelope.deserialize::<IgnoredAny>().is_ok());
    }
}

#[cfg(feature = "simd-json")]
mod with_simd_json {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Instances<'a> {
        total_count: u64,
        #[serde(borrow)]
        names: Vec<&'a str>,
        // In the copy even a text with escapes is decoded in place.
        note: &'a str,
    }

    #[test]
    fn payload_is_borrowed_from_the_copy() {
        let body = INSTANCES.to_vec();
        let mut copy = b"what was there before".to_vec();
        let envelope = parse(&body).expect("it is right");
        for _ in 0..2 {
            let instances: Instances<'_> = envelope.deserialize_simd(&mut copy).expect("it fits");
            assert_eq!(instances.total_count, 2);
            assert_eq!(instances.names, ["web-1", "web-2"]);
            assert_eq!(instances.note, "café");
        }
        assert_eq!(body, INSTANCES);
        assert_eq!(envelope.request_id().expect("it has one"), "b5b41468");
    }

    #[test]
    fn a_copy_large_enough_is_not_allocated_again() {
        let mut copy = Vec::with_capacity(INSTANCES.len());
        let place = copy.as_ptr();
        let envelope = parse(INSTANCES).expect("it is right");
        let read: Result<Instances<'_>, _> = envelope.deserialize_simd(&mut copy);
        assert!(read.is_ok());
        assert_eq!(copy.as_ptr(), place);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        for body in [
            r#"{"Response":{}}"#,
            r#"{"Response":{"TotalCount":"two","Names":[],"Note":""}}"#,
            r#"{"Response":{"TotalCount":2,"Names":[],"Note":"\ud800"}}"#,
            r#"{"Response":{"TotalCount":1e999,"Names":[],"Note":""}}"#,
        ] {
            let envelope = parse(body.as_bytes()).expect(body);
            let mut copy = Vec::new();
            let read: Result<Instances<'_>, _> = envelope.deserialize_simd(&mut copy);
            assert!(read.is_err(), "{body}");
        }
    }
}
