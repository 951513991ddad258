//! Mutants: right bodies with a few things wrong.

use super::rng::Rng;

const DICTIONARY: &[&[u8]] = &[
    br#""Response""#,
    br#""RequestId""#,
    br#""Error""#,
    br#""Code""#,
    br#""Message""#,
    br#""code""#,
    br#""codeDesc""#,
    br#""Request\u0049d":"#,
    br#""Response":{},"#,
    br#""Response":{"RequestId":"x"},"#,
    br#""RequestId":"x","#,
    br#""RequestId":null,"#,
    br#""RequestId":"\ud800","#,
    br#""Error":null,"#,
    br#""Error":{},"#,
    br#""Error":{"Code":"A.B","Message":"m"},"#,
    br#""Code":"x","#,
    br#""Code":1,"#,
    br#","Message":"\udfff""#,
    br#""code":1,"#,
    b"null",
    b"true",
    b"false",
    b"-0.5e+9",
    b"1e999",
    b"\\ud800",
    b"\\udc00",
    b"\\u0000",
    b"\\n",
    b"\\",
    b"\"\"",
    b"[]",
    b"{}",
    b"[[[[",
    b"\xe4\xb8\xad",
    b"\xf0\x90\x8d\x88",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\xff",
    b"\x00",
    b" ",
    b"\r\n\t",
    b"        ",
];

const STRUCTURE: &[u8] = b"{}[]:,\"\\ 0-1en.tfu\n\x80\x1f\x7f";

/// One to three changes.
pub(crate) fn mutate(rng: &mut Rng, body: &mut Vec<u8>) {
    for _ in 0..=rng.below(3) {
        change(rng, body);
    }
}

fn change(rng: &mut Rng, body: &mut Vec<u8>) {
    if body.is_empty() {
        body.push(b'{');
    }
    let at = rng.below(body.len());
    match rng.below(9) {
        0 => body[at] ^= 1 << rng.below(8),
        1 => body[at] = STRUCTURE[rng.below(STRUCTURE.len())],
        2 => {
            let end = body.len().min(at + 1 + rng.below(8));
            body.drain(at..end);
        }
        3 | 4 => {
            let token = rng.pick(DICTIONARY);
            body.splice(at..at, token.iter().copied());
        }
        5 => {
            // At a place where the grammar may well allow it.
            let from = body[at..].iter().position(|byte| b"{,:[".contains(byte));
            let at = from.map_or(at, |from| at + from + 1);
            let token = rng.pick(DICTIONARY);
            body.splice(at..at, token.iter().copied());
        }
        6 => body.truncate(at),
        7 => {
            let end = body.len().min(at + 1 + rng.below(40));
            let span = body[at..end].to_vec();
            let to = rng.below(body.len());
            body.splice(to..to, span);
        }
        _ => {
            let other = rng.below(body.len());
            body.swap(at, other);
        }
    }
}
