//! Is a source one body, a body on every line, an event stream, or HTTP? `tcresp --help` describes
//! the answer.

use std::{
    io::{self, BufRead, Read},
    path::Path,
};

use serde::de::IgnoredAny;

use super::http;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One body.
    Whole,
    /// A body on every line.
    Lines,
    /// One event stream.
    Events,
    /// HTTP responses, head and body.
    Http,
}

/// How much decides at most.
const PEEK: usize = 64 << 10;

/// Finds the kind, and returns what was read for it.
///
/// No more is read than is needed: when the first line is JSON by itself, which is how nearly
/// every stream begins, its row can be printed before the second line comes.
pub(crate) fn detect(reader: &mut impl BufRead, path: &Path) -> io::Result<(Kind, Vec<u8>)> {
    let mut text = Vec::new();
    while text.trim_ascii().is_empty() && peek_line(reader, &mut text)? {}
    let named_lines = path.extension().is_some_and(|name| {
        name.eq_ignore_ascii_case("ndjson") || name.eq_ignore_ascii_case("jsonl")
    });
    if !named_lines && http::begins(text.trim_ascii_start()) {
        return Ok((Kind::Http, text));
    }
    if !named_lines && is_event_stream(&text) {
        return Ok((Kind::Events, text));
    }
    if is_json(&text) && text.ends_with(b"\n") {
        return Ok((Kind::Lines, text));
    }
    while peek_line(reader, &mut text)? {}
    Ok((kind(&text, named_lines), text))
}

/// Whether a text begins with a field of an event, or with a comment.
pub(super) fn is_event_stream(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut text = text;
    while let [b'\r' | b'\n', rest @ ..] = text {
        text = rest;
    }
    let fields: [&[u8]; 5] = [b"data:", b"event:", b"id:", b"retry:", b":"];
    fields.iter().any(|field| text.starts_with(field))
}

/// Appends a line, or what fits of it; `false` at the end or when enough was read.
fn peek_line(reader: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<bool> {
    let room = PEEK.saturating_sub(text.len());
    let read = reader.take(room as u64).read_until(b'\n', text)?;
    Ok(read > 0)
}

fn kind(text: &[u8], named_lines: bool) -> Kind {
    let start = text.trim_ascii_start();
    let first_line = start
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let mut values = serde_json::Deserializer::from_slice(start).into_iter::<IgnoredAny>();
    let goes_on = match values.next() {
        None => false,
        Some(Ok(_)) => values.byte_offset() > first_line.len(),
        Some(Err(error)) => error.is_eof() && first_line.len() < start.trim_ascii_end().len(),
    };
    // Lines inside of an indented body begin with a space, or end with a comma.
    let any_line = || {
        text.split(|&byte| byte == b'\n')
            .any(|line| line.starts_with(b"{") && is_json(line))
    };
    let one_line = !text.trim_ascii_end().contains(&b'\n');
    if (goes_on && !(named_lines && any_line())) || !(named_lines || one_line || any_line()) {
        Kind::Whole
    } else {
        Kind::Lines
    }
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Kind, is_event_stream, kind};

    #[test]
    fn an_event_stream_begins_with_a_field() {
        for text in [
            "data: x",
            "\u{feff}data:",
            "\r\n\nid:1\n",
            ":\n",
            "event:",
            "retry:1\r",
        ] {
            assert!(is_event_stream(text.as_bytes()), "{text:?}");
        }
        for text in [
            "",
            "\n",
            "data",
            " data:",
            "{\"data\":1}",
            "Data:",
            "database:",
        ] {
            assert!(!is_event_stream(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn content_decides_and_the_name_settles_doubts() {
        for (text, named, expected) in [
            ("{\"Response\":{}}", false, Kind::Lines),
            ("{\"Response\":{}}\n", false, Kind::Lines),
            ("{\"a\":1}\n{\"a\":2}\n", false, Kind::Lines),
            ("{\n  \"Response\": {}\n}\n", false, Kind::Whole),
            ("{\n  \"Response\": {}\n}\n", true, Kind::Whole),
            ("\n{\n  \"Response\": {}\n}\n", false, Kind::Whole),
            // An indented body that is cut, and one that has an object on a line of its own.
            ("{\n  \"Response\": {\n", false, Kind::Whole),
            (
                "{\"Response\": {\"Set\": [\n{\"a\":1}\n]}}\n",
                false,
                Kind::Whole,
            ),
            // A cut first line.
            (
                "{\"Response\":{\"Req\n{\"Response\":{}}\n",
                false,
                Kind::Lines,
            ),
            ("{\"Response\":\n{\"Response\":{}}\n", true, Kind::Lines),
            (
                "{\"Response\":\n{\"Response\":{}}\n{\"Response\":{}}\n",
                false,
                Kind::Lines,
            ),
            // Something else.
            ("<html>\n<body>\n</html>\n", false, Kind::Whole),
            ("<html>\n<body>\n</html>\n", true, Kind::Lines),
            ("<html>\n{\"Response\":{}}\n", false, Kind::Lines),
            (
                "{\"Response\":{}} x\n{\"Response\":{}}\n",
                false,
                Kind::Lines,
            ),
        ] {
            assert_eq!(kind(text.as_bytes(), named), expected, "{text:?} {named}");
        }
    }
}
