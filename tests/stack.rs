//! E9 on a small stack: nothing recurses, whatever the nesting.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::thread;

use tencentcloud_response::{Envelope, ErrorKind, ParseError, Parser, Record, stream};

/// Far less than a recursive reader needs for a thousand levels in a debug build.
const STACK: usize = 64 * 1024;

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .unwrap();
    thread.join().expect("no panic");
}

fn body(levels: usize, open: &str, close: &str) -> String {
    let inside = levels - 2;
    format!(
        "{{\"Response\":{{\"a\":{}0{},\"RequestId\":\"r\"}}}}",
        open.repeat(inside),
        close.repeat(inside)
    )
}

fn streamed(parser: Parser, body: &[u8]) -> Result<Record, ParseError> {
    let mut reader = stream::Reader::from(parser);
    for piece in body.chunks(1000) {
        reader.feed(piece);
    }
    reader.finish()
}

fn read_fields(envelope: &Envelope<'_>) -> Result<usize, ParseError> {
    assert_eq!(envelope.request_id().unwrap(), "r");
    assert!(
        envelope
            .field("no such name")
            .map(|field| field.is_none())?
    );
    envelope
        .fields()
        .try_fold(0, |count, field| field.map(|_| count + 1))
}

#[test]
fn e9_at_below_and_above_the_limit() {
    on_a_small_stack(|| {
        for limit in [2, 3, 4, 63, 64, 65, 127, 128, 129, 255, 256, 1023, 1024] {
            let parser = Parser::new().max_depth(limit);
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let limit = usize::from(limit);
                for levels in [limit - 1, limit].into_iter().filter(|&levels| levels >= 2) {
                    let body = body(levels, open, close);
                    let body = body.as_bytes();
                    assert_eq!(
                        read_fields(&parser.parse(body).unwrap()),
                        Ok(2),
                        "{levels} of {limit}"
                    );
                    assert_eq!(
                        read_fields(&parser.skim(body).unwrap()),
                        Ok(2),
                        "{levels} of {limit}"
                    );
                    let salvage = parser.salvage(body);
                    assert!(salvage.error().is_none() && salvage.request_id().is_some());
                    let record = streamed(parser, body).unwrap();
                    assert_eq!(record.request_id(), Some("r"));
                }
                for levels in [limit + 1, limit + 2, 2 * limit, 20_000] {
                    let text = body(levels, open, close);
                    let body = text.as_bytes();
                    // The brackets of levels 3 and on begin behind `{"Response":{"a":`.
                    let at = 17 + (limit - 2) * open.len();
                    let check = |error: ParseError| {
                        assert_eq!(
                            (error.kind(), error.offset()),
                            (ErrorKind::TooDeep, at),
                            "{levels} of {limit}"
                        )
                    };
                    check(parser.parse(body).unwrap_err());
                    check(parser.salvage(body).error().unwrap());
                    check(streamed(parser, body).unwrap_err());
                    match parser.skim(body) {
                        Ok(envelope) => check(read_fields(&envelope).unwrap_err()),
                        Err(error) => check(error),
                    }
                }
            }
        }
    });
}

#[test]
fn e9_ten_megabytes_of_brackets() {
    const LEN: usize = 10_000_000;
    on_a_small_stack(|| {
        for (start, bracket, kind, at) in [
            ("", "[", ErrorKind::NotAnObject, 0),
            ("", "{", ErrorKind::UnexpectedByte, 1),
            ("{\"a\":", "[", ErrorKind::TooDeep, 5 + 127),
            ("{\"Response\":{\"a\":", "[", ErrorKind::TooDeep, 17 + 126),
            (
                "{\"Response\":{\"a\":",
                "{\"a\":",
                ErrorKind::TooDeep,
                17 + 5 * 126,
            ),
            (
                "{\"Response\":{\"RequestId\":\"r\",\"Error\":{\"a\":",
                "[",
                ErrorKind::TooDeep,
                42 + 125,
            ),
        ] {
            let body = [start, &bracket.repeat(LEN / bracket.len())].concat();
            let body = body.as_bytes();
            let parser = Parser::new();
            let check = |error: ParseError| {
                assert_eq!((error.kind(), error.offset()), (kind, at), "{start}")
            };
            check(parser.parse(body).unwrap_err());
            check(parser.skim(body).unwrap_err());
            check(streamed(parser, body).unwrap_err());
            let salvage = parser.salvage(body);
            check(salvage.error().unwrap());
            assert_eq!(salvage.request_id().is_some(), start.contains("RequestId"));
        }
    });
}

/// The same depth in a body that settles early, so that the brackets are only met by `fields`.
#[test]
fn e9_brackets_behind_an_early_stop() {
    on_a_small_stack(|| {
        let deep = "[".repeat(1_000_000);
        let body = format!(r#"{{"Response":{{"Error":{{"Code":"c"}},"RequestId":"r","a":{deep}"#);
        match Parser::new().skim(body.as_bytes()) {
            Ok(envelope) => {
                let error = read_fields(&envelope).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::TooDeep);
                assert_eq!(error.offset(), body.find('[').unwrap() + 126);
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::TooDeep),
        }
    });
}
