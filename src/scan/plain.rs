//! Passing over bytes that mean nothing: the plain characters of a string, and whitespace.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where, from `at` on, the first byte stands that is not a plain ASCII character of a string:
/// a quote, a backslash, a control, a byte above 0x7f, or the end.
#[inline(always)]
pub(super) fn skip(bytes: &[u8], at: usize) -> usize {
    // Most strings are short.
    let Some((chunk, rest)) = bytes.get(at..).and_then(<[u8]>::split_first_chunk::<8>) else {
        return skip_long(bytes, at);
    };
    let first = special(u64::from_le_bytes(*chunk));
    if first != 0 {
        return at + (first.trailing_zeros() / 8) as usize;
    }
    let Some(chunk) = rest.first_chunk::<8>() else {
        return skip_long(bytes, at + 8);
    };
    let second = special(u64::from_le_bytes(*chunk));
    if second != 0 {
        return at + 8 + (second.trailing_zeros() / 8) as usize;
    }
    skip_long(bytes, at + 16)
}

#[inline(never)]
fn skip_long(bytes: &[u8], mut at: usize) -> usize {
    let Some(mut rest) = bytes.get(at..) else {
        return at;
    };
    // By 32 bytes, which the compiler turns into vector compares.
    while let Some((chunk, tail)) = rest.split_first_chunk::<32>() {
        if !chunk.iter().fold(true, |all, &byte| all & is_plain(byte)) {
            break;
        }
        at += 32;
        rest = tail;
    }
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let special = special(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
    }
    at + rest.iter().take_while(|&&byte| is_plain(byte)).count()
}

const fn is_plain(byte: u8) -> bool {
    (byte >= 0x20) & (byte < 0x80) & (byte != b'"') & (byte != b'\\')
}

/// The top bit of each byte that is not plain; above the lowest such byte the others may lie.
const fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let control = word.wrapping_sub(ONES * 0x20);
    (quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES) | control | word) & HIGHS
    // A subtraction also sets the top bit of a byte above 0x7f, which is special anyway.
}

/// Passes from `at` on over plain ASCII characters and quotes behind backslashes: JSON inside a string.
/// By whole words, so that no word waits for what the one before it had; it stops a word before
/// anything else, or earlier.
#[inline(never)]
pub(super) fn skip_escaped_quotes(bytes: &[u8], mut at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    // The top bit of the first byte, if a backslash stands before it.
    let mut before = 0;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let backslashes = equal(word, b'\\');
        let escaped = backslashes << 8 | before;
        let control = word.wrapping_sub(ONES * 0x20);
        if equal(word, b'"') != escaped || (control | word) & HIGHS != 0 {
            break;
        }
        before = backslashes >> 56;
        at += 8;
        rest = tail;
    }
    at - usize::from(before != 0)
}

/// The top bit of each ASCII byte that is this one.
#[inline(always)]
const fn equal(word: u64, byte: u8) -> u64 {
    // Nothing is carried from one byte to the next.
    let other = ((word & !HIGHS) ^ (ONES * byte as u64)) + !HIGHS;
    !(other | word) & HIGHS
}

/// Where, from `at` on, the first byte stands that is one of `these`, or the end.
#[inline(always)]
pub(super) fn find(bytes: &[u8], mut at: usize, these: [u8; 3]) -> usize {
    let [a, b, c] = these;
    let mut rest = bytes.get(at..).unwrap_or_default();
    let mut words = 0;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let found = these.iter().fold(0, |found, &byte| {
            let other = word ^ (ONES * u64::from(byte));
            // The lowest zero byte gets its top bit, and none below it.
            found | other.wrapping_sub(ONES) & !other & HIGHS
        });
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
        words += 1;
        // A long way: by 32 bytes, which the compiler turns into vector compares.
        while words >= 4
            && let Some((chunk, tail)) = rest.split_first_chunk::<32>()
            && chunk.iter().fold(true, |all, byte| {
                all & (*byte != a) & (*byte != b) & (*byte != c)
            })
        {
            at += 32;
            rest = tail;
        }
    }
    at + rest.iter().take_while(|byte| !these.contains(byte)).count()
}

/// Where, from `at` on, the first byte stands that is not a digit.
#[inline(always)]
pub(super) fn skip_digits(bytes: &[u8], mut at: usize) -> usize {
    let Some(mut rest) = bytes.get(at..) else {
        return at;
    };
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        // Digits become 0 to 9, and stay below 0x80 when 0x76 is added; of the other bytes the
        // lowest one gets its top bit, or has it.
        let other = ((word ^ (ONES * 0x30)).wrapping_add(ONES * 0x76) | word) & HIGHS;
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
    }
    at + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Where, from `at` on, the first byte stands that is not whitespace (RFC 8259 section 2).
#[inline(always)]
pub(super) fn skip_whitespace(bytes: &[u8], mut at: usize) -> usize {
    let mut runs = 0;
    while bytes.get(at).is_some_and(|&byte| is_whitespace(byte)) {
        // A line end of two bytes and an indentation are two.
        if runs == 2 {
            return skip_long_whitespace(bytes, at);
        }
        at += 1;
        // Indentation.
        while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let other = u64::from_le_bytes(*chunk) ^ (ONES * 0x20);
            if other != 0 {
                at += (other.trailing_zeros() / 8) as usize;
                break;
            }
            at += 8;
        }
        runs += 1;
    }
    at
}

#[inline(never)]
fn skip_long_whitespace(bytes: &[u8], mut at: usize) -> usize {
    let Some(mut rest) = bytes.get(at..) else {
        return at;
    };
    // By 32 bytes, which the compiler turns into vector compares.
    while let Some((chunk, tail)) = rest.split_first_chunk::<32>()
        && chunk
            .iter()
            .fold(true, |all, &byte| all & is_whitespace(byte))
    {
        at += 32;
        rest = tail;
    }
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let space = equal(word, b' ') | equal(word, b'\n');
        let other = HIGHS & !(space | equal(word, b'\r') | equal(word, b'\t'));
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
    }
    at + rest.iter().take_while(|&&byte| is_whitespace(byte)).count()
}

/// Without the line end behind it. (A fixed number of bytes: this is for who is in haste.)
#[inline(always)]
pub(super) fn without_line_end(text: &[u8]) -> &[u8] {
    match text {
        [rest @ .., b'\r', b'\n'] | [rest @ .., b'\n'] => rest,
        _ => text,
    }
}

/// Without the whitespace that it ends with.
pub(crate) const fn trim_end(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., last] = text
        && is_whitespace(*last)
    {
        text = rest;
    }
    text
}

/// Whether it is one of the four bytes that may stand between tokens.
pub(crate) const fn is_whitespace(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\n') | (byte == b'\r') | (byte == b'\t')
}

#[cfg(test)]
mod tests;
