//! `Record`: what is kept of a response when its body is gone.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use tencentcloud_response::{Class, Record, Verdict, parse, salvage};

fn record(body: &str) -> Record {
    let body = body.to_owned();
    let record = Record::from(&salvage(body.as_bytes()));
    if let Ok(envelope) = parse(body.as_bytes()) {
        assert_eq!(record, Record::from(&envelope), "{body}");
    }
    record
}

#[test]
fn keeps_decoded_values() {
    let success = record(r#"{"Response":{"RequestId":"\u0072\n"}}"#);
    assert_eq!(
        (success.request_id(), success.code(), success.message()),
        (Some("r\n"), None, None)
    );
    assert_eq!(
        (success.verdict(), success.class(), success.is_cut()),
        (Verdict::Success, None, false)
    );
    let failure =
        record(r#"{"Response":{"Error":{"Code":"A\u002eB","Message":"\ud83d\ude00\ud800"}}}"#);
    assert_eq!(
        (failure.request_id(), failure.code(), failure.message()),
        (None, Some("A.B"), Some("😀\u{fffd}"))
    );
    assert_eq!(
        (failure.verdict(), failure.is_cut()),
        (Verdict::Failure, false)
    );
    assert!(failure.class().is_some());
    let empty = record(r#"{"Response":{"Error":{},"RequestId":""}}"#);
    assert_eq!(
        (empty.request_id(), empty.code(), empty.message()),
        (Some(""), Some(""), Some(""))
    );
    let dry_run = record(r#"{"Response":{"Error":{"Code":"DryRunOperation"}}}"#);
    assert_eq!(
        (dry_run.verdict(), dry_run.class()),
        (Verdict::DryRun, Some(Class::DryRun))
    );
}

#[test]
fn keeps_what_salvage_found() {
    let cut = record(r#"{"Response":{"RequestId":"r","Error":{"Code":"c","Mess"#);
    assert_eq!(
        (cut.request_id(), cut.code(), cut.message()),
        (Some("r"), Some("c"), None)
    );
    assert_eq!((cut.verdict(), cut.is_cut()), (Verdict::Truncated, false));
    assert_eq!(
        cut.error(),
        salvage(br#"{"Response":{"RequestId":"r","Error":{"Code":"c","Mess"#).error()
    );
    assert_eq!(cut.error().map(|error| error.offset()), Some(54));
    let html = record("<html>");
    assert_eq!(
        (html.request_id(), html.code(), html.verdict()),
        (None, None, Verdict::NotEnvelope)
    );
}

/// Each differs from some other in one thing only.
#[test]
fn records_are_equal_if_all_of_them_is() {
    let long = |len: usize| format!(r#"{{"Response":{{"RequestId":"{}"}}}}"#, "x".repeat(len));
    let bodies = [
        r#"{"Response":{}}"#,
        r#"{"Response":{"RequestId":""}}"#,
        r#"{"Response":{"RequestId":"a"}}"#,
        r#"{"Response":{"RequestId":"b"}}"#,
        r#"{"Response":{"Error":{}}}"#,
        r#"{"Response":{"Error":{"Code":"a"}}}"#,
        r#"{"Response":{"Error":{"Code":"b"}}}"#,
        r#"{"Response":{"Error":{"Code":"a","Message":"a"}}}"#,
        r#"{"Response":{"Error":{"Code":"a","Message":"b"}}}"#,
        r#"{"Response":{"Error":{"Code":"a","Message":"a"},"RequestId":"a"}}"#,
        r#"{"Response":{"Error":{"Code":"a"},"RequestId":"a"}}"#,
        r#"{"Response":{"Error":{"Code":"a"},"RequestId":"b"}}"#,
        r#"{"Response":{"Error":{"Code":"InternalError"}}}"#,
        r#"{"Response":{"Error":{"Code":"DryRunOperation"}}}"#,
        r#"{"Response":{}"#,
        r#"{"Response":{} "#,
        r#"{"Response":{}}x"#,
        r#"{"Response":{"RequestId":"a"}"#,
        "",
        "<",
        "1",
        &long(64),
        // Of this one the first 64 bytes are kept.
        &long(65),
    ];
    for (i, one) in bodies.iter().enumerate() {
        for (j, other) in bodies.iter().enumerate() {
            assert_eq!(record(one) == record(other), i == j, "{one} and {other}");
        }
    }
}

#[test]
fn cuts_what_does_not_fit_at_a_character() {
    for (id, code, message) in [(64, 128, 512), (0, 0, 0), (1, 2, 3)] {
        let body = |id: usize, code: usize, message: usize| {
            let [id, code, message] = [id, code, message].map(|len| "x".repeat(len));
            format!(
                r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"{message}"}},"RequestId":"{id}"}}}}"#
            )
        };
        let fits = record(&body(id, code, message));
        assert!(!fits.is_cut());
        assert_eq!(fits.request_id().unwrap().len(), id);
        assert_eq!(fits.code().unwrap().len(), code);
        assert_eq!(fits.message().unwrap().len(), message);
        if id == 64 {
            for (i, c, m) in [(65, 0, 0), (0, 129, 0), (0, 0, 513), (999, 999, 9999)] {
                let cut = record(&body(i, c, m));
                assert!(cut.is_cut());
                assert_eq!(cut.request_id().unwrap().len(), i.min(64));
                assert_eq!(cut.code().unwrap().len(), c.min(128));
                assert_eq!(cut.message().unwrap().len(), m.min(512));
            }
        }
    }
    for (text, kept) in [
        ("中".repeat(22), "中".repeat(21)),
        (r"\u4e2d".repeat(22), "中".repeat(21)),
        ("😀".repeat(17), "😀".repeat(16)),
    ] {
        let cut = record(&format!(r#"{{"Response":{{"RequestId":"{text}"}}}}"#));
        assert_eq!(cut.request_id(), Some(&*kept));
        assert!(cut.is_cut());
    }
    // Escapes take room in the body only.
    let escaped = record(&format!(
        r#"{{"Response":{{"RequestId":"{}"}}}}"#,
        r"\u0061".repeat(64)
    ));
    assert_eq!(
        (escaped.request_id(), escaped.is_cut()),
        (Some(&*"a".repeat(64)), false)
    );
}

/// The size that the documentation names, on a 64-bit machine.
#[test]
#[cfg(target_pointer_width = "64")]
fn is_as_large_as_documented() {
    assert_eq!(size_of::<Record>(), 736);
}
