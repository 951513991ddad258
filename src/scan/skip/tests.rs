//! The blocks of the portable backend, against one byte after another.

use std::{format, string::String};

use super::*;

/// Where the bracket at `at` is closed. Backslashes are in strings only.
fn end(body: &[u8], at: usize, open: u8, close: u8) -> Option<usize> {
    let (mut depth, mut in_string, mut is_escaped) = (0, false, false);
    for (at, &byte) in body.iter().enumerate().skip(at) {
        if is_escaped {
            is_escaped = false;
        } else if byte == b'"' {
            in_string = !in_string;
        } else if in_string {
            is_escaped = byte == b'\\';
        } else if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

fn check(body: &str) {
    for (at, byte) in [0, 1].into_iter().zip(body.bytes()) {
        let (open, close) = match byte {
            b'{' => (b'{', b'}'),
            b'[' => (b'[', b']'),
            _ => continue,
        };
        let expected = end(body.as_bytes(), at, open, close);
        let found = Portable.nested_end(body.as_bytes(), at + 1, open, close);
        assert_eq!(found, expected, "{body}");
    }
}

/// Whatever there is, at each place of the first three blocks, with the end of the body right behind
/// and further away, and cut at each place of the last block.
#[test]
fn nested_values_at_every_place() {
    for value in [
        "",
        "[]",
        "{}",
        "]",
        "[[[[",
        "]]",
        "{}]}",
        r#""]""#,
        r#""[""#,
        r#""\"]""#,
        r#""\\"]"#,
        r#""\\\"]","\\""#,
        r#""\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\""#,
        r#""é\u005d]""#,
        r#"{"a":[1,"]"]}"#,
    ] {
        for filler in ["1", " ", "x"] {
            for len in 0..3 * BLOCK {
                let filler = filler.repeat(len);
                // The letters stand in a string, which ends and begins again around the value.
                let text = match filler.as_bytes() {
                    [b'x', ..] => format!(r#""{filler}",{value},"{filler}""#),
                    _ => format!("{filler}{value}"),
                };
                for behind in [0, 1, 7, BLOCK] {
                    let behind = "]".repeat(behind);
                    check(&format!("[[{text}]]{behind}"));
                    check(&format!("[{{{text}}}]{behind}"));
                }
                let whole = format!("[[{text}]]");
                for cut in 1..BLOCK.min(whole.len()) {
                    let start = whole.get(..whole.len() - cut);
                    check(start.unwrap_or_default());
                }
            }
        }
    }
}

/// More brackets than there are bytes in a block, and more that close than were open.
#[test]
fn deep_values() {
    for depth in 0..3 * BLOCK {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        for middle in ["", r#""]""#, "{[]}"] {
            check(&format!("[{open}{middle}{close}]"));
            check(&format!("[{open}{middle}{close}]]]]]"));
            check(&format!("[{open}{middle}{close}"));
        }
    }
}

/// A string of every length that ends with the body, with an escape at each place.
#[test]
fn strings_up_to_the_last_byte() {
    for start in 0..9 {
        for len in 0..41 {
            for at in 0..=len {
                for escape in ["", r"\n", r#"\""#, r"\\", r#"\\\""#] {
                    let mut text = " ".repeat(start);
                    text.push_str(&"x".repeat(at));
                    text.push_str(escape);
                    text.push_str(&"x".repeat(len - at));
                    let open = text.len();
                    assert_eq!(Portable.string_end(text.as_bytes(), start), None);
                    text.push('"');
                    let expected = Some((open, !escape.is_empty()));
                    assert_eq!(Portable.string_end(text.as_bytes(), start), expected);
                    let more = String::from("\"\"") + &text;
                    let found = Portable.string_end(more.as_bytes(), start + 2);
                    assert_eq!(found, expected.map(|(end, escaped)| (end + 2, escaped)));
                }
            }
        }
    }
}
