//! Bodies in which one thing is repeated, often for a block or a chunk: what a reader carries over
//! bytes that are all alike shows only behind them.

use super::rng::Rng;

const DIGITS: &[&str] = &["1", "0", "7"];

/// What comes between digits.
const OTHERS: &[&str] = &[
    ".", "e", "E", "e-", "E+", "-", "+", ",", " ", " ,", ",-", "],[", "true", ",null,", "e5,",
    "0.5,", "x",
];

const STRINGS: &[&[u8]] = &[
    b"a",
    br"\\",
    br#"\""#,
    br"\n",
    br"\u0041",
    br"\ud83d",
    br"\ude00",
    br"\u12",
    b"\\",
    b"u",
    b"0",
    "é".as_bytes(),
    "中".as_bytes(),
    "😀".as_bytes(),
    b"\xc3",
    b"\x80",
    b"\xe4\xb8",
    b"\x01",
    b"\x7f",
    br#"",""#,
    b" ",
    b"{",
    b"}",
    b",",
    b":",
];

const TOKENS: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    r#""""#,
    r#""a":"#,
    r#""RequestId":"x","#,
    r#""Error":{"Code":"c","Message":"m"},"#,
    "1",
    " ",
    "\n",
    "\t",
    "true",
    "{}",
    "[]",
    "[[",
    "]]",
    r#""a":{"#,
    "},",
    "],",
    "[1,",
    r#""b":1,"#,
    r#""x","#,
    "é",
];

/// How many times: once or twice, for about a block, or two, or a chunk.
fn times(rng: &mut Rng) -> usize {
    match rng.below(12) {
        0..=5 => 1,
        6 | 7 => 2 + rng.below(18),
        8 | 9 => 58 + rng.below(12),
        10 => 120 + rng.below(16),
        _ if rng.one_in(4) => 1010 + rng.below(30),
        _ => rng.below(300),
    }
}

/// One thing after another, each a number of times.
fn runs<T: AsRef<[u8]> + ?Sized>(rng: &mut Rng, body: &mut Vec<u8>, units: &[&T]) {
    for _ in 0..=rng.below(6) {
        let unit = rng.pick(units).as_ref();
        body.extend_from_slice(&unit.repeat(times(rng)));
    }
}

/// Digits, and what comes between them.
fn numbers(rng: &mut Rng, body: &mut Vec<u8>) {
    for _ in 0..=rng.below(6) {
        let digits = rng.pick(DIGITS).repeat(times(rng));
        body.extend_from_slice(digits.as_bytes());
        let count = if rng.one_in(8) { times(rng) } else { 1 };
        body.extend_from_slice(rng.pick(OTHERS).repeat(count).as_bytes());
    }
    body.extend_from_slice(rng.pick(DIGITS).as_bytes());
}

/// A body with such runs in a list of numbers, a string, a number, or anywhere.
pub(crate) fn body(rng: &mut Rng) -> Vec<u8> {
    let mut body = br#"{"Response":{"#.to_vec();
    if rng.one_in(3) {
        body.extend_from_slice(br#""RequestId":"r-1","#);
    }
    for _ in 0..rng.below(3) {
        let filler = "y".repeat(times(rng));
        body.extend_from_slice(format!(r#""f":"{filler}","#).as_bytes());
    }
    let end = match rng.below(4) {
        0 => {
            body.extend_from_slice(br#""N":["#);
            numbers(rng, &mut body);
            "]"
        }
        1 => {
            body.extend_from_slice(br#""S":[""#);
            runs(rng, &mut body, STRINGS);
            r#""]"#
        }
        2 => {
            runs(rng, &mut body, TOKENS);
            r#""e":1"#
        }
        _ => {
            body.extend_from_slice(br#""N":"#);
            numbers(rng, &mut body);
            ""
        }
    };
    body.extend_from_slice(end.as_bytes());
    if rng.one_in(3) {
        body.extend_from_slice(br#","RequestId":"r""#);
    }
    body.extend_from_slice(b"}}");
    body
}
