//! All backends give the same kind, offset and values, wherever a body lies in memory and wherever
//! the edges of blocks fall in it.

use super::split;
use crate::common::{
    Rules,
    backends::{self, Shifted},
    kind_and_offset,
};

/// A block, and a byte more.
const SPACES: usize = Shifted::BLOCK + 1;
const STEP: usize = 7;

pub(crate) fn check(input: &[u8]) {
    let Some((rules, body)) = split(input) else {
        return;
    };
    backends::check_rules(rules, body);
    let mut memory = Shifted::new(SPACES + body.len());
    let mut moved = vec![b' '; SPACES];
    moved.extend(body);
    // Every seventh place, and others for another length: a fuzzer does better with many executions
    // than with long ones.
    for spaces in (1 + body.len() % STEP..=SPACES).step_by(STEP) {
        // More whitespace before the body moves it relative to the blocks, and its place in memory
        // is another each time.
        let body = &moved[SPACES - spaces..];
        memory.at(spaces % Shifted::BLOCK, body, |body| {
            backends::check_rules(rules, body);
            check_offset(rules, body, spaces);
        });
    }
    for cut in (0..body.len()).step_by(1 + body.len() / STEP) {
        backends::check_rules(rules, &body[..cut]);
    }
}

/// Whitespace before a body changes nothing, but for what is known by its very first byte.
fn check_offset(rules: Rules, body: &[u8], spaces: usize) {
    let whole = rules.parser().parse(body).map_err(kind_and_offset);
    let bare = rules
        .parser()
        .parse(&body[spaces..])
        .map_err(kind_and_offset);
    match (whole, bare) {
        (Ok(whole), Ok(bare)) => assert_eq!(whole.payload(), bare.payload()),
        (Err((kind, at)), Err((bare_kind, bare_at))) => {
            use tencentcloud_response::ErrorKind::{
                ByteOrderMark, Compressed, Empty, Truncated, UnexpectedByte,
            };
            assert_eq!(at, bare_at + spaces, "{kind} and {bare_kind}");
            let same = match bare_kind {
                Empty => kind == Truncated,
                ByteOrderMark | Compressed => kind == UnexpectedByte,
                bare => kind == bare,
            };
            assert!(same, "{kind} with {spaces} spaces, {bare_kind} without");
        }
        (whole, bare) => panic!("{} with spaces, {} without", whole.is_ok(), bare.is_ok()),
    }
}
