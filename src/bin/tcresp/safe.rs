//! Text that may be printed: a response can hold anything.

use std::fmt::Write;

use tencentcloud_response::JsonStr;

/// A text of ours or of the file system, as the library's own kind of string.
pub(crate) fn plain(text: &str) -> JsonStr<'_> {
    JsonStr::from(text)
}

/// Nearly all text is like this, and need not be looked at a character at a time.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Log-safe, by the library's rule, and in full.
pub(crate) fn line(text: &str) -> String {
    if is_printable_ascii(text) {
        return text.to_owned();
    }
    plain(text).log_safe(usize::MAX).to_string()
}

/// Log-safe for a TSV field: a backslash is doubled, so that what is escaped can be told from
/// what was sent like that.
pub(crate) fn tsv(text: JsonStr<'_>) -> String {
    let text = text.to_cow();
    if is_printable_ascii(&text) && !text.contains('\\') {
        return text.into_owned();
    }
    let mut safe = String::with_capacity(text.len());
    for (number, part) in text.split('\\').enumerate() {
        if number > 0 {
            safe.push_str("\\\\");
        }
        let _ = write!(safe, "{}", plain(part).log_safe(usize::MAX));
    }
    safe
}

/// Serialised JSON on one line and log-safe, with the same values.
///
/// The characters in question stand only inside strings, where an escape means the same, but for
/// line ends and tabs, which stand only between values.
pub(crate) fn json(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !(' '..='~').contains(&c)) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        safe.push_str(before);
        let mut chars = from.chars();
        match chars.next() {
            Some('\n' | '\r' | '\t') | None => {}
            Some(c) => {
                let mut buffer = [0; 4];
                let _ = write!(
                    safe,
                    "{}",
                    plain(c.encode_utf8(&mut buffer)).log_safe(usize::MAX)
                );
            }
        }
        rest = chars.as_str();
    }
    safe.push_str(rest);
    safe
}
