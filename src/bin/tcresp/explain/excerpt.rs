//! A piece of a body around an offset, safe to print.

use std::fmt::Write;

use crate::safe;

/// So many characters are shown on each side.
const SIDE: usize = 30;
/// A character has at most four bytes.
const BYTES: usize = SIDE * 4;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// Of the offset, from 1.
    pub(crate) line: u64,
    /// In characters, from 1.
    pub(crate) column: u64,
    pub(crate) before: String,
    /// Begins with the offending byte.
    pub(crate) after: String,
}

impl Excerpt {
    pub(crate) fn new(body: &[u8], offset: usize) -> Self {
        let (mut head, mut tail) = body.split_at_checked(offset).unwrap_or((body, &[]));
        if tail.is_empty() {
            // Before the end of a body there is often just a line end: show what stands before it.
            head = head.trim_ascii_end();
        }
        let line = head.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
        let start = head
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let head = head.get(start..).unwrap_or_default();
        // If the line end itself is at fault, it is shown.
        let newline = tail.iter().position(|&byte| byte == b'\n');
        if let Some(line) = newline.and_then(|newline| tail.get(..newline.max(1))) {
            tail = line;
        }
        Self {
            line,
            column: count(head) + 1,
            before: before(head),
            after: after(tail),
        }
    }
}

/// How many characters, where each ill-formed sequence is one.
fn count(bytes: &[u8]) -> u64 {
    let chunks = bytes.utf8_chunks();
    chunks
        .map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty()))
        .sum::<usize>() as u64
}

/// The end of `head`.
fn before(head: &[u8]) -> String {
    let mut from = head.len().saturating_sub(BYTES);
    // Not in the middle of a character.
    while head.get(from).is_some_and(|byte| byte & 0xc0 == 0x80) {
        from += 1;
    }
    let pieces = pieces(head.get(from..).unwrap_or_default());
    let skip = pieces.len().saturating_sub(SIDE);
    let cut = if from > 0 || skip > 0 { "…" } else { "" };
    cut.to_owned() + &pieces.into_iter().skip(skip).collect::<String>()
}

/// The beginning of `tail`.
fn after(tail: &[u8]) -> String {
    let near = tail.get(..tail.len().min(BYTES + 4)).unwrap_or_default();
    let pieces = pieces(near);
    let cut = if pieces.len() > SIDE { "…" } else { "" };
    pieces.into_iter().take(SIDE).collect::<String>() + cut
}

/// Each character as it is printed.
fn pieces(bytes: &[u8]) -> Vec<String> {
    let mut pieces = Vec::new();
    for chunk in bytes.utf8_chunks() {
        pieces.extend(chunk.valid().chars().map(character));
        pieces.extend(chunk.invalid().iter().map(|byte| {
            let mut piece = String::new();
            let _ = write!(piece, "\\x{byte:02x}");
            piece
        }));
    }
    pieces
}

fn character(c: char) -> String {
    match c {
        // Harmless, but whoever looks for what is wrong must see them.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => safe::line(c.encode_utf8(&mut [0; 4])),
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    fn excerpt(body: &[u8], offset: usize) -> (u64, u64, String, String) {
        let found = Excerpt::new(body, offset);
        (found.line, found.column, found.before, found.after)
    }

    fn is(line: u64, column: u64, before: &str, after: &str) -> (u64, u64, String, String) {
        (line, column, before.into(), after.into())
    }

    #[test]
    fn points_at_the_character() {
        assert_eq!(excerpt(b"{\"a\":x}", 5), is(1, 6, "{\"a\":", "x}"));
        assert_eq!(excerpt(b"{\n \"a\":x\n}", 7), is(2, 6, " \"a\":", "x"));
        assert_eq!(excerpt("中文:x".as_bytes(), 7), is(1, 4, "中文:", "x"));
    }

    #[test]
    fn is_safe_to_print() {
        assert_eq!(excerpt(b"a\x1b[31mx", 6), is(1, 7, "a\\u001b[31m", "x"));
        assert_eq!(
            excerpt("a\u{202e}x".as_bytes(), 4),
            is(1, 3, "a\\u202e", "x")
        );
        assert_eq!(excerpt("\u{feff}x".as_bytes(), 3), is(1, 2, "\\ufeff", "x"));
        assert_eq!(excerpt(b"a\xff\xfeb", 1), is(1, 2, "a", "\\xff\\xfeb"));
        assert_eq!(excerpt(b"\"a\nb\"", 2), is(1, 3, "\"a", "\\n"));
    }

    #[test]
    fn the_end_is_after_the_last_character() {
        assert_eq!(excerpt(b"{\n  \"a\"\n", 8), is(2, 6, "  \"a\"", ""));
        assert_eq!(excerpt(b"", 0), is(1, 1, "", ""));
        assert_eq!(excerpt(b"\n\n", 2), is(1, 1, "", ""));
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let body = "é".repeat(1000);
        let (line, column, before, after) = excerpt(body.as_bytes(), 1000);
        assert_eq!((line, column), (1, 501));
        assert_eq!(before, format!("…{}", "é".repeat(30)));
        assert_eq!(after, format!("{}…", "é".repeat(30)));
    }
}
