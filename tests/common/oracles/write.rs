//! What is written reads back the same.

use arbitrary::Unstructured;
use tencentcloud_response::{parse, skim, write::ErrorResponse};

pub(crate) fn check(input: &[u8]) {
    let texts: arbitrary::Result<(&str, &str, &str)> = Unstructured::new(input).arbitrary();
    if let Ok((code, message, request_id)) = texts {
        check_answer(code, message, request_id);
    }
}

pub(crate) fn check_answer(code: &str, message: &str, request_id: &str) {
    let answer = ErrorResponse::new(code, message, request_id);
    let body = answer.to_string();

    for read in [parse, skim] {
        let envelope = read(body.as_bytes()).expect("what is written is right");
        let error = envelope.error().expect("it is a failure");
        assert_eq!(error.code(), code);
        assert_eq!(error.message(), message);
        assert_eq!(envelope.request_id().expect("it has one"), request_id);
    }

    // The same by another reader.
    let json: serde_json::Value = serde_json::from_str(&body).expect("it is JSON");
    let expected = serde_json::json!({"Response": {
        "Error": {"Code": code, "Message": message},
        "RequestId": request_id,
    }});
    assert_eq!(json, expected);

    // One line, and no byte that a log could trip over.
    assert!(body.bytes().all(|byte| byte >= 0x20), "{body:?}");

    let mut buffer = vec![0xaa; body.len() + 1];
    assert_eq!(answer.write_into(&mut buffer), Ok(body.as_str()));
    assert_eq!(buffer[body.len()], 0xaa, "written past the end");
    for room in [0, body.len() / 2, body.len() - 1] {
        let small = answer.write_into(&mut buffer[..room]);
        assert_eq!(small.map_err(|error| error.needed()), Err(body.len()));
    }
}
