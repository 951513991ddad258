//! Each loop against one byte after another.

use std::vec::Vec;

use super::*;

/// Each of the bytes at each place of bodies of each length, from each place on, and a second one
/// at each distance.
fn each(filler: u8, bytes: &[u8], check: impl Fn(&[u8], usize)) {
    for len in 0..44 {
        for &byte in bytes {
            for at in 0..len {
                for behind in [0, 1, 2, 7, 8, 9] {
                    let mut body: Vec<u8> = std::iter::repeat_n(filler, len).collect();
                    for place in [at, at + behind] {
                        if let Some(place) = body.get_mut(place) {
                            *place = byte;
                        }
                    }
                    for start in [0, 1, 2, 3, at, len] {
                        check(&body, start.min(len));
                    }
                }
            }
        }
    }
}

fn first(body: &[u8], start: usize, is_it: impl Fn(u8) -> bool) -> usize {
    let mut bytes = body.iter().enumerate().skip(start);
    bytes
        .find(|&(_, &byte)| is_it(byte))
        .map_or(body.len(), |(at, _)| at)
}

const BYTES: [u8; 17] = *b"\0\x1f !\"#/09:[\\]\x7f\x80\xa2\xff";

#[test]
fn plain_characters() {
    each(b'x', &BYTES, |body, start| {
        let expected = first(body, start, |byte| !is_plain(byte));
        assert_eq!(skip(body, start), expected, "{body:?}");
    });
}

#[test]
fn one_of_three() {
    each(b'x', &BYTES, |body, start| {
        let expected = first(body, start, |byte| b"\"\\[".contains(&byte));
        assert_eq!(find(body, start, *b"\"\\["), expected, "{body:?}");
    });
}

#[test]
fn digits() {
    each(b'7', &BYTES, |body, start| {
        let expected = first(body, start, |byte| !byte.is_ascii_digit());
        assert_eq!(skip_digits(body, start), expected, "{body:?}");
    });
}

#[test]
fn whitespace() {
    for filler in *b" \n\t\r" {
        each(
            filler,
            b"\n\t\r \0\x0b\x0c\x1f\"x\x80\xa0",
            |body, start| {
                let expected = first(body, start, |byte| !b" \n\t\r".contains(&byte));
                assert_eq!(skip_whitespace(body, start), expected, "{body:?}");
            },
        );
    }
}

/// It may stop earlier, but not in the middle of an escape, and not a word earlier.
#[test]
fn escaped_quotes() {
    for units in [
        &[&b"\\\""[..], b"x"][..],
        &[b"\\\"", b"x", b"\""],
        &[b"\\\"", b"x", b"\\\\"],
        &[b"\\\"", b"x", b"\\n", b"\x01"],
        &[b"\\\"", b"x", b"\x80", b"\xff"],
    ] {
        for number in 1..50_000_u32 {
            let (mut body, mut ends) = (Vec::new(), std::vec![0]);
            let mut is_right = true;
            let mut seed = number.wrapping_mul(0x9e37_79b9);
            for _ in 0..24 {
                seed ^= seed << 13;
                seed ^= seed >> 17;
                seed ^= seed << 5;
                let choice = (seed >> 16) as usize;
                // The others are rare, or all would end at the first word.
                let is_rare = choice.is_multiple_of(16);
                let count = if is_rare { units.len() } else { 2 };
                let unit = units.get(choice / 16 % count).copied().unwrap_or_default();
                body.extend_from_slice(unit);
                is_right &= unit == b"x" || unit == b"\\\"";
                if is_right {
                    ends.push(body.len());
                }
            }
            let end = skip_escaped_quotes(&body, 0);
            let last = ends.last().copied().unwrap_or_default();
            assert!(ends.contains(&end), "{body:?}");
            assert!(end + 8 >= last, "{body:?}");
        }
    }
}
