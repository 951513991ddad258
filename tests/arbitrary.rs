//! The feature `arbitrary`: every value can come out, and texts are what a body could have.
#![cfg(feature = "arbitrary")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::{collections::HashSet, fmt::Debug, hash::Hash};

use arbitrary::{Arbitrary, Unstructured};
use tencentcloud_response::{
    ApiVersion, Backend, Class, CommonCode, Duplicates, ErrorCode, ErrorKind, JsonStr, Parser,
    RetryAdvice, ValueKind, Verdict, parse, write::ErrorResponse,
};

fn count<T: for<'a> Arbitrary<'a> + Eq + Hash + Debug>() -> usize {
    let values: HashSet<T> = (0..=u8::MAX)
        .map(|byte| Unstructured::new(&[byte]).arbitrary().unwrap())
        .collect();
    values.len()
}

#[test]
fn every_variant_comes_out() {
    assert_eq!(count::<ApiVersion>(), 2);
    assert_eq!(count::<Backend>(), Backend::available().count());
    assert_eq!(count::<Class>(), Class::ALL.len());
    assert_eq!(count::<CommonCode>(), CommonCode::ALL.len());
    assert_eq!(count::<Duplicates>(), 3);
    assert_eq!(count::<ErrorKind>(), ErrorKind::ALL.len());
    assert_eq!(count::<RetryAdvice>(), 4);
    assert_eq!(count::<ValueKind>(), 6);
    assert_eq!(count::<Verdict>(), Verdict::ALL.len());
}

#[test]
fn parsers_differ_in_every_option() {
    let mut parsers = HashSet::new();
    for depth in [0, 126, 200] {
        for rest in 0..=u8::MAX {
            let bytes = [0, depth, rest, rest >> 2, rest >> 3, rest >> 4];
            parsers.insert(Unstructured::new(&bytes).arbitrary::<Parser>().unwrap());
        }
    }
    let shown = format!("{parsers:?}");
    for option in ["Reject", "First", "Last", "true", "false", "None", "Some"] {
        assert!(shown.contains(option), "{option}");
    }
}

fn text(bytes: &str) -> JsonStr<'_> {
    JsonStr::arbitrary_take_rest(Unstructured::new(bytes.as_bytes())).unwrap()
}

#[test]
fn texts_with_escapes_are_those_of_a_body() {
    assert_eq!(text(r"caf\u00e9\n").as_str(), None);
    assert_eq!(text(r"caf\u00e9\n"), "café\n");
    let part: JsonStr<'_> = Unstructured::new(&[b'a'; 64]).arbitrary().unwrap();
    assert!(part.raw().starts_with('a'));
    for plain in [
        "", "a", "a\"b", "\\", "\\x", "\\u00", "\\n\"", "\\n\n", "a\\\"\"",
    ] {
        assert_eq!(text(plain).as_str(), Some(plain));
    }
}

#[test]
fn size_hints_hold() {
    let bytes = [b'a'; 64];
    for (hint, taken) in [
        (Class::size_hint(0), taken::<Class>(&bytes)),
        (Backend::size_hint(0), taken::<Backend>(&bytes)),
        (JsonStr::size_hint(0), taken::<JsonStr<'_>>(&bytes)),
        (ErrorCode::size_hint(0), taken::<ErrorCode<'_>>(&bytes)),
        (
            ErrorResponse::size_hint(0),
            taken::<ErrorResponse<'_>>(&bytes),
        ),
    ] {
        let (least, most) = hint;
        assert!(least <= taken && most.is_none_or(|most| taken <= most));
    }
}

/// A hint that promises nothing would hold, too, and a fuzzer would be none the wiser.
#[test]
fn size_hints_are_those_of_the_parts() {
    assert_eq!(Backend::size_hint(0), (0, Some(1)));
    assert_eq!(JsonStr::size_hint(0), <&str>::size_hint(0));
    assert_eq!(ErrorCode::size_hint(0), <&str>::size_hint(0));
    assert_eq!(
        ErrorResponse::size_hint(0),
        <(&str, &str, &str)>::size_hint(0)
    );
}

/// How many bytes a value takes.
fn taken<'a, T: Arbitrary<'a>>(bytes: &'a [u8]) -> usize {
    let mut u = Unstructured::new(bytes);
    u.arbitrary::<T>().unwrap();
    bytes.len() - u.len()
}

#[test]
fn codes_and_answers_come_out() {
    let code = ErrorCode::arbitrary_take_rest(Unstructured::new(b"A\\u002eB")).unwrap();
    assert_eq!(code, "A.B");
    let bytes: Vec<u8> = (b'a'..=b'z').cycle().take(200).collect();
    let answer: ErrorResponse<'_> = Unstructured::new(&bytes).arbitrary().unwrap();
    assert!(parse(answer.to_string().as_bytes()).is_ok());
    let rest = ErrorResponse::arbitrary_take_rest(Unstructured::new(&bytes)).unwrap();
    assert!(rest.to_string().len() > 62);
}
