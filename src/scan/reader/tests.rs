//! What is read whole, against the states that read one byte after another.

use std::{format, string::String, vec, vec::Vec};

use super::*;
use crate::Duplicates;

fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<(), ParseError> {
    let mut reader = Reader::body(Shape::new(Duplicates::Reject, false, false), 128);
    for piece in pieces {
        reader.feed(piece)?;
    }
    reader.finish()
}

/// The value at depth 3, whole and cut at each place.
fn check(value: &[u8]) -> Result<(), ParseError> {
    let body = [br#"{"Response":{"a":["#, value, b"]}}"].concat();
    let whole = read([body.as_slice()]);
    assert_eq!(whole, read(body.chunks(1)), "{}", body.escape_ascii());
    for cut in body.len() - value.len() - 3..body.len() {
        let start = body.get(..cut).unwrap_or_default();
        assert_eq!(
            read([start]),
            read(start.chunks(1)),
            "{}",
            start.escape_ascii()
        );
    }
    whole
}

/// Two of all things that can be in a string, at each distance from its beginning, from each other
/// and from its end.
#[test]
fn strings() {
    const RIGHT: &[&[u8]] = &[
        b"",
        b"\\\"",
        b"\\\\",
        b"\\n",
        b"\\/",
        b"\\u00e9",
        b"\\ud800",
        b"\x7f",
        b"\xc3\xa9",
        b"\xf0\x9f\x98\x80",
    ];
    const WRONG: &[&[u8]] = &[
        b"\"",
        b"\\",
        b"\\q",
        b"\\ug0e9",
        b"\\u0/e9",
        b"\\u00g9",
        b"\\u00e:",
        b"\\\x80",
        b"\n",
        b"\x1f",
        b"\xc3",
        b"\xa9",
        b"\xed\xa0\x80",
        b"\xff",
    ];
    let text = |first: &[u8], at: usize, second: &[u8], between: usize, behind: usize| {
        let plain = |len: usize| vec![b'x'; len];
        [
            b"\"",
            &*plain(at),
            first,
            &plain(between),
            second,
            &plain(behind),
            b"\"",
        ]
        .concat()
    };
    for first in RIGHT {
        for at in 0..=17 {
            for between in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 16, 17] {
                for behind in [0, 1, 6, 7, 8, 40] {
                    for second in RIGHT {
                        let text = text(first, at, second, between, behind);
                        let body = [br#"{"Response":{"a":["#, &*text, b"]}}"].concat();
                        assert_eq!(read([body.as_slice()]), Ok(()), "{}", body.escape_ascii());
                    }
                    if behind < 9 {
                        for second in WRONG {
                            let text = text(first, at, second, between, behind);
                            let body = [br#"{"Response":{"a":["#, &*text, b"]}}"].concat();
                            let whole = read([body.as_slice()]);
                            assert_eq!(whole, read(body.chunks(1)), "{}", body.escape_ascii());
                            assert!(whole.is_err(), "{}", body.escape_ascii());
                        }
                    }
                }
            }
        }
        for at in 0..=9 {
            check(&text(first, at, b"\\\"", 9, 9)).unwrap_or_default();
        }
    }
}

/// Up to three numbers, right and wrong, with and without whitespace between them.
#[test]
fn series_of_numbers() {
    const RIGHT: &[&str] = &[
        "0",
        "-0",
        "7",
        "12",
        "123",
        "1234",
        "-12345678",
        "123456789",
        "12345678901234567890",
        "0.5",
        "-1.25",
        "1.2345",
        "0.123456789",
        "1e5",
        "1E+5",
        "-2.5e-10",
        "1e1234567890",
    ];
    const WRONG: &[&str] = &[
        "",
        "-",
        "00",
        "01",
        "-01",
        "1.",
        "1.e1",
        ".5",
        "1e",
        "1e+",
        "1x",
        "1.5x",
        "1e5x",
        "12345678901x",
        "--1",
        "+1",
        "1.2.3",
        "1e2e3",
        "1-2",
        "{",
        "}",
        "nul",
    ];
    let all = || {
        RIGHT
            .iter()
            .map(|text| (*text, true))
            .chain(WRONG.iter().map(|text| (*text, false)))
    };
    let mut seen = Vec::new();
    for (first, is_first) in all() {
        for (second, is_second) in all() {
            for comma in [",", ", ", " ,", ":"] {
                let value = format!("{first}{comma}{second}");
                let is_right = is_first && is_second && comma != ":";
                assert_eq!(check(value.as_bytes()).is_ok(), is_right, "{value}");
                seen.push(value);
            }
        }
    }
    // A third one behind those that are right or nearly so.
    for value in seen.iter().filter(|value| value.starts_with(['1', '-'])) {
        let is_right = check(value.as_bytes()).is_ok();
        for (third, is_third) in [("1", true), ("-", false), ("[]", true), ("true", true)] {
            let value = format!("{value},{third}");
            let read = check(value.as_bytes());
            assert_eq!(read.is_ok(), is_right && is_third, "{value}");
        }
    }
    // A number in an object is followed by no other.
    let object = String::from("{\"a\":1,2}");
    assert!(check(object.as_bytes()).is_err());
}
