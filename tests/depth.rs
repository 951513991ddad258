//! E9: how deep objects and arrays may be nested. On a small stack in `stack.rs`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{kind_and_offset, marked, read, refused};
use tencentcloud_response::{ErrorKind, Parser, parse};

/// `[` `levels` times deep, the root and `Response` counted, with a mark where level `mark` opens.
fn nested(levels: usize, mark: usize, open: &str, close: &str) -> String {
    let mut text = String::from("{\"Response\":{\"a\":");
    for level in 3..=levels {
        if level == mark {
            text.push('¦');
        }
        text.push_str(open);
    }
    text.push('1');
    text.push_str(&close.repeat(levels - 2));
    text.push_str("}}");
    text
}

#[test]
fn e9_depth_128_passes_and_129_does_not() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")] {
        let per = open.matches(['[', '{']).count();
        // Two brackets at a time: 2 + 126 either way.
        let text = nested(2 + 126 / per, 0, open, close);
        read(&text);
    }
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        refused(ErrorKind::TooDeep, &nested(129, 129, open, close));
        refused(ErrorKind::TooDeep, &nested(1000, 129, open, close));
    }
    // In a root member the root is the only level around.
    let root = |levels| {
        format!(
            "{{\"a\":{}{},\"Response\":{{}}}}",
            "[".repeat(levels),
            "]".repeat(levels)
        )
    };
    read(&root(127));
    assert_eq!(
        parse(root(128).as_bytes()).unwrap_err().kind(),
        ErrorKind::TooDeep
    );
}

#[test]
fn e9_depth_is_settable_from_2_to_1024() {
    for (set, means) in [
        (0, 2),
        (1, 2),
        (2, 2),
        (3, 3),
        (63, 63),
        (64, 64),
        (65, 65),
        (127, 127),
        (128, 128),
        (129, 129),
        (1023, 1023),
        (1024, 1024),
        (1025, 1024),
        (u16::MAX, 1024),
    ] {
        let parser = Parser::new().max_depth(set);
        let right = nested(means, 0, "[", "]");
        assert!(parser.parse(right.as_bytes()).is_ok(), "{set}");
        assert!(parser.skim(right.as_bytes()).is_ok(), "{set}");
        assert!(parser.salvage(right.as_bytes()).error().is_none(), "{set}");
        let (wrong, at) = marked(&nested(means + 1, means + 1, "[", "]"));
        let expected = (ErrorKind::TooDeep, at);
        assert_eq!(
            kind_and_offset(parser.parse(&wrong).unwrap_err()),
            expected,
            "{set}"
        );
        assert_eq!(
            kind_and_offset(parser.salvage(&wrong).error().unwrap()),
            expected,
            "{set}"
        );
    }
    // An `Error` is at depth 3.
    let body = br#"{"Response":{"Error":{}}}"#;
    assert_eq!(
        Parser::new().max_depth(2).parse(body).unwrap_err().offset(),
        21
    );
    assert!(Parser::new().max_depth(3).parse(body).is_ok());
}

#[test]
fn e9_too_deep_is_reported_at_the_bracket() {
    let parser = Parser::new().max_depth(3);
    for text in [
        "{\"a\":[[¦[",
        "{\"a\":[[ ¦{",
        "{\"Response\":{\"Error\":{\"Code\":\"c\",\"a\":¦{}}}}",
        "{\"Response\":{\"a\":[¦[]]}}",
    ] {
        let (body, at) = marked(text);
        assert_eq!(
            kind_and_offset(parser.parse(&body).unwrap_err()),
            (ErrorKind::TooDeep, at),
            "{text}"
        );
    }
}
