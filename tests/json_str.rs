//! `JsonStr`: raw and borrowed, decoded in every way, equal and hashed by its decoded value.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::hash::{Hash, Hasher};

use common::rng::Rng;
use tencentcloud_response::{JsonStr, parse, skim};

fn body(raw: &str) -> Vec<u8> {
    format!("{{\"Response\":{{\"Error\":{{\"Message\":\"{raw}\"}}}}}}").into_bytes()
}

fn message(body: &[u8]) -> JsonStr<'_> {
    parse(body).unwrap().error().unwrap().message()
}

/// As sent, and decoded.
const SPELLINGS: &[(&str, &str)] = &[
    ("", ""),
    ("plain", "plain"),
    ("中文 é 😀", "中文 é 😀"),
    (r#"\""#, "\""),
    (r"\\", "\\"),
    (r"\/", "/"),
    (r"\b\f\n\r\t", "\u{8}\u{c}\n\r\t"),
    (r"\u0000", "\0"),
    (r"\u001f\u007F", "\u{1f}\u{7f}"),
    (r"\u0041\u00e9\u4E2d\uFFFF", "Aé中\u{ffff}"),
    (r"\ud83d\ude00", "😀"),
    (r"\uD83D\uDE00", "😀"),
    (r"\ud800\udc00\udbff\udfff", "\u{10000}\u{10ffff}"),
    (r"\ud7ff\ue000", "\u{d7ff}\u{e000}"),
    (r"\ud800", "\u{fffd}"),
    (r"\udc00", "\u{fffd}"),
    (r"\udfff\ud800", "\u{fffd}\u{fffd}"),
    (r"\udc00\udc00", "\u{fffd}\u{fffd}"),
    (r"\ud800\ud800\udc00", "\u{fffd}\u{10000}"),
    (r"\ud800\u0041", "\u{fffd}A"),
    // Next to the low halves, on both sides.
    (r"\ud800\ue000", "\u{fffd}\u{e000}"),
    (r"\udbff\udbff", "\u{fffd}\u{fffd}"),
    (r"\udbff\udfff", "\u{10ffff}"),
    (r"\ud800\n", "\u{fffd}\n"),
    (r"\ud800x\udc00", "\u{fffd}x\u{fffd}"),
    (r"\\u0041", "\\u0041"),
    (r"\\\u0041", "\\A"),
    (r"\ud800\\udc00", "\u{fffd}\\udc00"),
    (r#"a\"b\\c\u0020中\u0301"#, "a\"b\\c 中\u{301}"),
];

#[test]
fn raw_is_a_slice_of_the_body() {
    for (raw, _) in SPELLINGS {
        let body = body(raw);
        let text = message(&body);
        assert_eq!(text.raw(), *raw);
        let range = body.as_ptr_range();
        assert!(range.contains(&text.raw().as_ptr()), "{raw}");
        assert!(
            text.raw().as_bytes().as_ptr_range().end <= range.end,
            "{raw}"
        );
        let borrowed = text.as_str().map(str::as_ptr);
        assert_eq!(
            borrowed,
            (!raw.contains('\\')).then_some(text.raw().as_ptr()),
            "{raw}"
        );
    }
}

#[test]
fn every_way_of_decoding_gives_the_same() {
    for (raw, decoded) in SPELLINGS {
        let body = body(raw);
        let text = message(&body);
        assert_eq!(text.to_string(), *decoded, "{raw}");
        assert_eq!(text.chars().collect::<String>(), *decoded, "{raw}");
        assert_eq!(text.is_empty(), decoded.is_empty(), "{raw}");
        let mut buffer = [0xaa; 64];
        assert_eq!(text.decode_into(&mut buffer).unwrap(), *decoded, "{raw}");
        assert_eq!(
            text.decode_into(&mut buffer[..raw.len()]).unwrap(),
            *decoded,
            "raw().len() is enough for {raw}"
        );
        assert_eq!(text, **decoded);
        assert_eq!(text, *decoded);
        assert_eq!(**decoded, text);
        assert_eq!(*decoded, text);
        assert_ne!(text, *format!("{decoded} "));
        assert_ne!(text, "something else");
        assert_ne!(*"something else", text);
        assert_ne!("something else", text);
    }
}

/// In a string of a program a backslash is a backslash.
#[test]
fn a_plain_text_has_no_escapes() {
    for plain in ["", "a", r"\n", r"\u0041", "\""] {
        let text = JsonStr::from(plain);
        assert_eq!((text.raw(), text.as_str()), (plain, Some(plain)));
        assert_eq!(text.chars().collect::<String>(), plain);
    }
}

#[test]
fn decode_into_says_how_much_it_needs() {
    for (raw, decoded) in SPELLINGS {
        let body = body(raw);
        let mut buffer = [0; 64];
        for size in 0..decoded.len() {
            let error = message(&body).decode_into(&mut buffer[..size]).unwrap_err();
            assert_eq!(error.needed(), decoded.len(), "{raw} into {size}");
            assert!(error.to_string().contains(&decoded.len().to_string()));
        }
        assert_eq!(
            message(&body).decode_into(&mut buffer[..decoded.len()]),
            Ok(*decoded)
        );
    }
}

#[cfg(feature = "alloc")]
#[test]
fn to_cow_borrows_when_there_are_no_escapes() {
    use std::borrow::Cow;
    for (raw, decoded) in SPELLINGS {
        let body = body(raw);
        let cow = message(&body).to_cow();
        assert_eq!(cow, *decoded, "{raw}");
        assert_eq!(
            matches!(cow, Cow::Borrowed(_)),
            !raw.contains('\\'),
            "{raw}"
        );
        if let Cow::Borrowed(text) = cow {
            assert_eq!(text.as_ptr(), message(&body).raw().as_ptr());
        }
    }
}

/// Writes down the calls, which must be the same for equal values: any hasher then agrees.
#[derive(Default, PartialEq, Debug)]
struct Calls(Vec<Vec<u8>>);

impl Hasher for Calls {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.push(bytes.to_vec());
    }
}

fn calls(text: JsonStr<'_>) -> Calls {
    let mut calls = Calls::default();
    text.hash(&mut calls);
    calls
}

#[test]
fn equality_and_hash_go_by_the_decoded_value() {
    let groups: &[&[&str]] = &[
        &["", ""],
        &["abc", r"\u0061bc", r"a\u0062c", r"\u0061\u0062\u0063"],
        &["/", r"\/", r"\u002f", r"\u002F"],
        &["😀", r"\ud83d\ude00", r"\uD83d\uDe00"],
        &["\u{fffd}", r"\ufffd", r"\ud800", r"\udc00"],
        &[r"\n", r"\u000a", r"\u000A"],
        &[r"\\", r"\u005c"],
        &[r"\\n", r"\u005cn"],
        &["中", r"\u4e2d"],
        &["ab"],
        &["abcd"],
        &[r"\u0000"],
        &[r"\u0000\u0000"],
    ];
    for (i, one) in groups.iter().enumerate() {
        for (j, other) in groups.iter().enumerate() {
            for (a, b) in one.iter().flat_map(|a| other.iter().map(move |b| (a, b))) {
                let (a, b) = (body(a), body(b));
                let (a, b) = (message(&a), message(&b));
                assert_eq!(a == b, i == j, "{a:?} and {b:?}");
                assert_eq!(calls(a) == calls(b), i == j, "{a:?} and {b:?}");
            }
        }
    }
}

/// The calls for one text must not be a beginning of those for another, or `("a", "b")` would
/// hash like `("ab", "")`.
#[test]
fn hash_is_free_of_prefixes() {
    let (short, long) = (body("a"), body("ab"));
    let (short, long) = (calls(message(&short)), calls(message(&long)));
    assert!(!long.0.starts_with(&short.0));
}

/// The bounds must hold at every step, or whoever reserves by them is misled.
#[test]
fn size_hint_of_chars_holds() {
    for (raw, _) in SPELLINGS {
        let body = body(&raw.repeat(5));
        check_size_hint(message(&body).chars());
    }
}

/// The lower bound is what a collection reserves: without escapes that of the text.
#[test]
fn size_hint_of_chars_is_of_use() {
    for (raw, hint) in [
        ("", (0, Some(0))),
        ("abcd", "abcd".chars().size_hint()),
        ("中文", "中文".chars().size_hint()),
        (r"\n", (1, Some(2))),
        (r"ab\n", (1, Some(4))),
    ] {
        assert_eq!(message(&body(raw)).chars().size_hint(), hint, "{raw}");
    }
}

/// `skim` hands out escapes that it has not checked; four wide characters are no digits.
#[test]
fn size_hint_of_chars_holds_after_skim() {
    for raw in [
        r"\u😀😀😀😀",
        r"\ud8😀😀\udc😀😀",
        r"\u中中中中\u中中中中",
        r"\uéééé",
    ] {
        let body = body(raw);
        if let Some(error) = skim(&body).ok().and_then(|envelope| envelope.error()) {
            check_size_hint(error.message().chars());
        }
    }
}

fn check_size_hint(mut chars: tencentcloud_response::Chars<'_>) {
    loop {
        let (low, high) = chars.size_hint();
        let left = chars.clone().count();
        assert!(
            low <= left && high.is_none_or(|high| left <= high),
            "{low}..{high:?} for {left}"
        );
        if chars.next().is_none() {
            assert_eq!(chars.next(), None, "fused");
            return;
        }
    }
}

/// What `skim` hands out was not checked for bad escapes: it decodes to something all the same.
#[test]
fn unchecked_escapes_decode_to_something() {
    const PIECES: &[&str] = &[
        "\\", "\\u", "\\ud8", "0", "d800", "dc00", "x", "中", "😀", "\\\\", "\\n", "\\uD83D",
        "\\u+12",
    ];
    let mut rng = Rng::new(5);
    for _ in 0..20_000 {
        let mut raw = String::new();
        for _ in 0..rng.below(8) {
            raw.push_str(rng.pick(PIECES));
        }
        let body = body(&raw);
        let Ok(envelope) = skim(&body) else { continue };
        let Some(error) = envelope.error() else {
            continue;
        };
        let text = error.message();
        let decoded = text.to_string();
        let mut buffer = [0; 128];
        assert_eq!(text.decode_into(&mut buffer), Ok(&*decoded), "{raw}");
        assert_eq!(text.chars().count(), decoded.chars().count());
        check_size_hint(text.chars());
        let _ = calls(text);
    }
}
