//! Passing over bytes that mean nothing: the plain characters of a string, and whitespace.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where, from `at` on, the first byte stands that is not a plain ASCII character of a string:
/// a quote, a backslash, a control, a byte above 0x7f, or the end.
pub(super) fn skip(bytes: &[u8], mut at: usize) -> usize {
    let Some(mut rest) = bytes.get(at..) else {
        return at;
    };
    // Most strings are short: eight bytes at a time first. Long ones then by 32, which the
    // compiler turns into vector compares.
    for _ in 0..4 {
        let Some((chunk, tail)) = rest.split_first_chunk::<8>() else {
            return at + rest.iter().take_while(|&&byte| is_plain(byte)).count();
        };
        let special = special(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
    }
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

/// Where, from `at` on, the first byte stands that is not whitespace (RFC 8259 section 2).
pub(super) fn skip_whitespace(bytes: &[u8], mut at: usize) -> usize {
    const SPACES: [u8; 8] = [b' '; 8];
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // Indentation.
            b' ' | b'\n' => {
                at += 1;
                while bytes
                    .get(at..)
                    .and_then(<[u8]>::first_chunk)
                    .is_some_and(|chunk| *chunk == SPACES)
                {
                    at += 8;
                }
            }
            b'\t' | b'\r' => at += 1,
            _ => break,
        }
    }
    at
}
