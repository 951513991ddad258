//! E10: numbers, by their grammar alone.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{kind_and_offset, read, refused, show};
use tencentcloud_response::{Backend, ErrorKind, Parser};

#[test]
fn e10_numbers_are_checked_and_never_converted() {
    for number in [
        "0",
        "-0",
        "1",
        "-1",
        "9",
        "10",
        "1234567890123456789012345678901234567890",
        "0.0",
        "-0.0",
        "1.5",
        "0.00001",
        "1e5",
        "1E5",
        "1e+5",
        "1e-5",
        "0e0",
        "0E-0",
        "-0e+00",
        "1.5e300",
        "1e999",
        "-1e-999",
        "1e0001",
    ] {
        let body =
            format!(r#"{{"a":{number},"Response":{{"n":[{number},{number} ],"m":{number}}}}}"#);
        assert_eq!(read(&body).field("m").unwrap().unwrap().raw(), number);
    }
    for number in [
        "01",
        "-01",
        "00",
        "-",
        "--1",
        "-a",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "1E-",
        "1e5.5",
        "1.5.5",
        "1ee5",
        "0x10",
        "0b1",
        "1_000",
        "1x",
        "1.5f",
        "1é",
        "1\u{0}",
        "1/2",
        "1+1",
        "1-1",
        "-.5",
        "-Infinity",
    ] {
        refused(
            ErrorKind::BadNumber,
            &format!(r#"{{"Response":{{"n":¦{number}}}}}"#),
        );
        refused(
            ErrorKind::BadNumber,
            &format!(r#"{{"Response":{{"n":[1,¦{number} ]}}}}"#),
        );
    }
    for number in ["+1", ".5", "Infinity", "NaN", "١"] {
        refused(
            ErrorKind::UnexpectedByte,
            &format!(r#"{{"Response":{{"n":¦{number}}}}}"#),
        );
    }
}

/// Digits are read by the word, so the byte stands at each place of one.
#[test]
fn e10_every_byte_among_digits() {
    for byte in 0..=u8::MAX {
        for before in 1..=8 {
            let digits = &b"12345678"[..before];
            let body = [
                b"{\"Response\":{\"n\":",
                digits,
                &[byte],
                b"1234567890123456}}",
            ]
            .concat();
            for backend in Backend::available() {
                let read = Parser::new().backend(backend).parse(&body);
                let refused = read.map(|_| ()).map_err(kind_and_offset);
                let expected = match byte {
                    b'0'..=b'9' | b'.' | b'e' | b'E' => Ok(()),
                    b',' => Err((ErrorKind::UnexpectedByte, 18 + before)),
                    b'}' => Err((ErrorKind::UnexpectedByte, 18 + before)),
                    b' ' | b'\t' | b'\r' | b'\n' => Err((ErrorKind::UnexpectedByte, 18 + before)),
                    b':' | b']' | b'[' | b'{' | b'"' => {
                        Err((ErrorKind::UnexpectedByte, 17 + before))
                    }
                    _ => Err((ErrorKind::BadNumber, 17)),
                };
                assert_eq!(refused, expected, "{} with {backend}", show(&body));
            }
        }
    }
}
