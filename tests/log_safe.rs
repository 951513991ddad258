//! What goes into a log line cannot break it: `log_safe`, every `Debug`, the `Display` of errors.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fmt::{self, Write};

use tencentcloud_response::{JsonStr, Parser, Record, parse, sse, stream};

fn body(raw: &str) -> Vec<u8> {
    format!("{{\"Response\":{{\"Error\":{{\"Message\":\"{raw}\"}}}}}}").into_bytes()
}

fn message(body: &[u8]) -> JsonStr<'_> {
    parse(body).unwrap().error().unwrap().message()
}

#[test]
fn log_safe_escapes_what_drives_a_terminal_or_breaks_a_line() {
    for (raw, logged) in [
        ("", ""),
        ("plain 中文 é 😀 \u{301}", "plain 中文 é 😀 \u{301}"),
        (r#"\"\\\/"#, "\"\\/"),
        (r"\n\r\t", r"\n\r\t"),
        (
            r"\b\f\u0000\u001b[31m\u001f",
            r"\u0008\u000c\u0000\u001b[31m\u001f",
        ),
        (
            r"\u007f\u0080\u0085\u009b\u009f\u00a0",
            "\\u007f\\u0080\\u0085\\u009b\\u009f\u{a0}",
        ),
        ("\u{7f}\u{80}\u{85}\u{9f}", r"\u007f\u0080\u0085\u009f"),
        ("\u{2027}\u{2028}\u{2029}", "\u{2027}\\u2028\\u2029"),
        (
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}",
            r"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
        ),
        (
            "\u{2066}\u{2067}\u{2068}\u{2069}",
            r"\u2066\u2067\u2068\u2069",
        ),
        (
            "\u{200d}\u{2065}\u{206a}\u{202f}",
            "\u{200d}\u{2065}\u{206a}\u{202f}",
        ),
        (r"\u202e\u2028", r"\u202e\u2028"),
        (r"\ud800", "\u{fffd}"),
    ] {
        let body = body(raw);
        assert_eq!(
            message(&body).log_safe(usize::MAX).to_string(),
            logged,
            "{raw:?}"
        );
    }
}

#[test]
fn log_safe_cuts_between_characters() {
    for (raw, logged) in [
        ("abc", &["a", "b", "c"][..]),
        (r"é中😀", &["é", "中", "😀"]),
        (r"\u00e9\u4e2d\ud83d\ude00", &["é", "中", "😀"]),
        (
            r"a\nb\u001b中\u202e",
            &["a", r"\n", "b", r"\u001b", "中", r"\u202e"],
        ),
    ] {
        let body = body(raw);
        let whole = logged.concat();
        for max in 0..=whole.len() + 2 {
            let mut expected = String::new();
            for piece in logged {
                if expected.len() + piece.len() > max {
                    break;
                }
                expected.push_str(piece);
            }
            assert_eq!(
                message(&body).log_safe(max).to_string(),
                expected,
                "{raw} at {max}"
            );
        }
    }
}

#[test]
fn debug_is_log_safe_and_in_quotes() {
    let body = body("a\\\"b\\\\c\\n\\u001b\u{202e}中");
    assert_eq!(
        format!("{:?}", message(&body)),
        r#""a\"b\\c\n\u001b\u202e中""#
    );
}

/// Every Debug may land in a log line.
#[test]
fn every_debug_is_log_safe() {
    let body = br#"{"Response":{"Error":{"Code":"c\n\u202e","Message":"m\u001b\n"},"RequestId":"r\r\u2028"}}"#;
    let envelope = parse(body).unwrap();
    let error = envelope.error().unwrap();
    let salvage = tencentcloud_response::salvage(body);
    let record = tencentcloud_response::Record::from(&envelope);
    let value = envelope.fields().next().unwrap().unwrap();
    for text in [
        format!("{envelope:?}"),
        format!("{error:?}"),
        format!("{salvage:?}"),
        format!("{record:?}"),
        format!("{value:?}"),
        format!("{:?}", envelope.fields()),
        format!("{:?}", error.code()),
        format!("{:?}", error.message().log_safe(99)),
        error.to_string(),
    ] {
        assert!(
            !text.contains(|c: char| c.is_control() || "\u{2028}\u{202e}".contains(c)),
            "{text:?}"
        );
    }
    assert_eq!(
        error.to_string(),
        r"c\n\u202e: m\u001b\n (RequestId r\r\u2028)"
    );
}

/// A `Debug` that writes nothing would be log-safe, too.
#[test]
fn every_debug_says_something() {
    let body = br#"{"Response":{"Error":{"Code":"Sent","Message":"m"},"RequestId":"r"}}"#;
    let envelope = parse(body).unwrap();
    let error = envelope.error().unwrap();
    let mut events = sse::Reader::new([0; 64]);
    let event = events.next(&mut &b"data: 12345\n\n"[..]).unwrap();
    let mut watcher = sse::Watcher::new(Parser::new(), [0; 64]);
    watcher.feed(b"data: 1\n\n");
    for (debug, words) in [
        (&envelope as &dyn fmt::Debug, "Envelope"),
        (&error, "Sent"),
        (&error.code(), "\"Sent\""),
        (&error.message().chars(), "Chars"),
        (&envelope.fields(), "Fields"),
        (&envelope.fields().next().unwrap().unwrap().1, "Code"),
        (&parse(b"{").unwrap_err(), "Truncated"),
        (&Record::from(&envelope), "Sent"),
        (&stream::Reader::new(), "bytes"),
        (&sse::Reader::new([0; 64]), "data_len"),
        (&event, "data_len: 5"),
        (&watcher, "events: 1"),
    ] {
        let text = format!("{debug:?}");
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn display_of_an_api_error_names_what_is_there() {
    for (members, expected) in [
        (
            r#""Error":{"Code":"c","Message":"m"},"RequestId":"r""#,
            "c: m (RequestId r)",
        ),
        (r#""Error":{"Code":"c"},"RequestId":"r""#, "c (RequestId r)"),
        (r#""Error":{"Message":"m"}"#, "(no code): m (no RequestId)"),
        (r#""Error":{}"#, "(no code) (no RequestId)"),
    ] {
        let body = format!("{{\"Response\":{{{members}}}}}");
        assert_eq!(
            parse(body.as_bytes()).unwrap().error().unwrap().to_string(),
            expected
        );
    }
}

#[cfg(feature = "alloc")]
#[test]
fn an_owned_error_says_the_same() {
    let body =
        br#"{"Response":{"Error":{"Code":"A\u002eB","Message":"\"m\"\n"},"RequestId":"\u0072"}}"#;
    let error = parse(body).unwrap().error().unwrap();
    let owned = error.to_owned();
    assert_eq!(owned.to_string(), error.to_string());
    assert_eq!(format!("{owned:?}"), format!("{error:?}"));
    assert!(format!("{owned:?}").contains("A.B"));
    assert_eq!(owned.code().to_string(), "A.B");
    assert_eq!(
        (owned.message(), owned.request_id()),
        ("\"m\"\n", Some("r"))
    );
    assert_eq!(owned, owned.clone());
    let empty = parse(br#"{"Response":{"Error":{}}}"#)
        .unwrap()
        .error()
        .unwrap()
        .to_owned();
    assert_eq!((empty.message(), empty.request_id()), ("", None));
    assert_ne!(empty, owned);
}

/// A log sink that is full must hear of it at once, not after the rest of a long message.
#[test]
fn a_failing_writer_stops_display() {
    struct Full;
    impl fmt::Write for Full {
        fn write_str(&mut self, _: &str) -> fmt::Result {
            Err(fmt::Error)
        }
    }
    for raw in ["a", r"\u0061"] {
        let body = body(raw);
        assert!(write!(Full, "{}", message(&body)).is_err());
        assert!(write!(Full, "{}", message(&body).log_safe(9)).is_err());
    }
}
