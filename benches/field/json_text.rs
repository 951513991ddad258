//! JSON text with and without whitespace. The texts that come in are known to be right.

use super::rng::Rng;

/// Without whitespace between the tokens.
pub(crate) fn compact(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for (byte, in_string) in bytes(text) {
        if in_string || !byte.is_ascii_whitespace() {
            out.push(byte);
        }
    }
    out
}

/// A line for each value, `width` spaces for each level; `text` is compact.
pub(crate) fn indent(text: &[u8], width: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2);
    let mut level = 0;
    let mut before = b' ';
    for (byte, in_string) in bytes(text) {
        let is_close = matches!(byte, b'}' | b']') && !in_string;
        if is_close {
            level -= 1;
        }
        let is_empty = is_close && matches!(before, b'{' | b'[');
        if (matches!(before, b'{' | b'[' | b',') || is_close) && !is_empty {
            out.push(b'\n');
            out.resize(out.len() + level * width, b' ');
        }
        if before == b':' {
            out.push(b' ');
        }
        out.push(byte);
        if matches!(byte, b'{' | b'[') && !in_string {
            level += 1;
        }
        before = if in_string { b'"' } else { byte };
    }
    out
}

/// A copy in which the digits of all values differ, and the length of the texts under `name`.
pub(crate) fn vary(text: &[u8], name: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 32);
    let mut at = 0;
    let mut is_named = false;
    while let Some(&byte) = text.get(at) {
        if byte == b'"' {
            let end = at + 1 + string_end(&text[at + 1..]);
            let string = &text[at..end];
            at = end;
            if text.get(at) == Some(&b':') {
                is_named = &string[1..string.len() - 1] == name;
                out.extend_from_slice(string);
            } else {
                let (inside, quote) = string.split_at(string.len() - 1);
                out.extend(inside.iter().map(|&byte| other_digit(byte, rng)));
                if is_named {
                    out.extend((0..rng.below(24)).map(|_| b'a' + rng.below(26) as u8));
                }
                out.extend_from_slice(quote);
                is_named = false;
            }
        } else {
            out.push(other_digit(byte, rng));
            at += 1;
        }
    }
    out
}

/// 0 stays, so that no number begins with one that did not.
fn other_digit(byte: u8, rng: &mut Rng) -> u8 {
    match byte {
        b'1'..=b'9' => b'1' + rng.below(9) as u8,
        _ => byte,
    }
}

/// Where the string ends, whose opening quote is just before: behind the closing quote.
fn string_end(text: &[u8]) -> usize {
    let mut at = 0;
    while text[at] != b'"' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

/// Each byte, and whether it is in a string; quotes count as inside.
fn bytes(text: &[u8]) -> impl Iterator<Item = (u8, bool)> {
    let mut in_string = false;
    let mut is_escaped = false;
    text.iter().map(move |&byte| {
        let was_in_string = in_string;
        if is_escaped {
            is_escaped = false;
        } else if byte == b'"' {
            in_string = !in_string;
        } else if byte == b'\\' {
            is_escaped = true;
        }
        (byte, in_string || was_in_string)
    })
}
