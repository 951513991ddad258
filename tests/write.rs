//! The failure response that a gateway writes itself: what is written reads back the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod common;

use std::fmt::{self, Write};

use common::oracles::write::check_answer;
use tencentcloud_response::{CommonCode, parse, write::ErrorResponse};

/// Texts that a writer could get wrong, besides every ASCII character.
const TEXTS: &[&str] = &[
    "",
    "RequestLimitExceeded",
    "a \"quoted\" word",
    r"C:\n\u0041\",
    "\"\"\\\\",
    "one\ntwo\r\nthree\tfour",
    "\0\u{1}\u{8}\u{b}\u{c}\u{1f}",
    "\u{7f}\u{80}\u{9f}",
    "/</script>",
    "实例不存在，请检查。",
    "\u{2028}\u{2029}\u{202e}\u{feff}\u{fffd}",
    "\u{d7ff}\u{e000}\u{ffff}",
    "😀\"𝄞\\\u{10ffff}",
    r#"{"Response":{"RequestId":"another"}}"#,
];

fn texts() -> Vec<String> {
    let ascii = (0..128_u8).map(|byte| format!("a{}b", char::from(byte)));
    let all = (0..128_u8).map(char::from).collect();
    let long = "lang \"und\" 😀 ".repeat(10_000);
    let named = TEXTS.iter().map(|text| (*text).to_owned());
    ascii.chain(named).chain([all, long]).collect()
}

#[test]
fn what_is_written_reads_back_in_every_place() {
    for text in texts() {
        check_answer(&text, "message", "id");
        check_answer("Code", &text, "id");
        check_answer("Code", "message", &text);
        check_answer(&text, &text, &text);
    }
}

#[test]
fn every_pair_of_awkward_characters_reads_back() {
    let awkward = [
        '"', '\\', '/', 'u', 'n', '\n', '\0', '\u{1f}', '\u{7f}', 'é', '😀',
    ];
    for first in awkward {
        for second in awkward {
            for third in awkward {
                let text: String = [first, second, third].iter().collect();
                check_answer("Code", &text, "id");
            }
        }
    }
}

#[test]
fn every_common_code_reads_back_as_itself() {
    for &common in CommonCode::ALL {
        let body = ErrorResponse::new(common.as_str(), "", "").to_string();
        let error = parse(body.as_bytes()).expect("right").error();
        assert_eq!(error.expect("a failure").code().common(), Some(common));
    }
}

#[test]
fn shortest_form_is_exactly_this() {
    assert_eq!(
        ErrorResponse::new("", "", "").to_string(),
        r#"{"Response":{"Error":{"Code":"","Message":""},"RequestId":""}}"#,
    );
}

#[test]
fn escapes_are_the_shortest_that_everybody_reads() {
    let body = ErrorResponse::new("C", "\"\\\n\r\t\u{8}\u{c}\0/\u{7f}é😀", "r").to_string();
    let message = parse(body.as_bytes()).expect("right").error();
    assert_eq!(
        message.expect("a failure").message().raw(),
        "\\\"\\\\\\n\\r\\t\\u0008\\u000c\\u0000/\u{7f}é😀",
    );
}

#[test]
fn write_into_needs_exactly_the_length() {
    for text in TEXTS {
        let answer = ErrorResponse::new("Code", text, "id");
        let body = answer.to_string();
        let mut buffer = vec![0; body.len()];
        assert_eq!(answer.write_into(&mut buffer), Ok(body.as_str()));
        for len in 0..body.len() {
            let small = answer
                .write_into(&mut buffer[..len])
                .expect_err("too small");
            assert_eq!(small.needed(), body.len(), "with room for {len}");
        }
    }
    let nowhere = ErrorResponse::new("", "", "").write_into(&mut []);
    assert_eq!(nowhere.expect_err("no room").needed(), 62);
}

/// A sink that takes a number of bytes and then fails.
struct Full {
    room: usize,
    failed: bool,
}

impl Write for Full {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        assert!(!self.failed, "written to after it failed");
        match self.room.checked_sub(text.len()) {
            Some(room) => self.room = room,
            None => self.failed = true,
        }
        if self.failed { Err(fmt::Error) } else { Ok(()) }
    }
}

#[test]
fn a_failing_sink_ends_the_writing() {
    let answer = ErrorResponse::new("Co\"de", "line\nline \u{1} 😀", "id\\");
    let len = answer.to_string().len();
    for room in 0..len {
        let mut sink = Full {
            room,
            failed: false,
        };
        assert!(write!(sink, "{answer}").is_err(), "room for {room}");
    }
    let mut sink = Full {
        room: len,
        failed: false,
    };
    assert!(write!(sink, "{answer}").is_ok());
    assert_eq!(sink.room, 0);
}
