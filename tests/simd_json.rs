//! The library against `simd-json`: what is JSON for one is JSON for the other.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{corpus, documents, mutate, oracle, rng::Rng, show};
use tencentcloud_response::{ErrorKind, parse};

fn simd_json_accepts(body: &[u8]) -> bool {
    // It changes what it reads.
    simd_json::to_tape(&mut body.to_vec()).is_ok()
}

/// Where the two differ, and why.
#[derive(Debug, Default)]
struct Counts {
    both_accept: usize,
    both_refuse: usize,
    /// A rule about names, types or depth broke, and the rest was not read.
    ours_alone: usize,
    /// It converts numbers, and refuses those that do not fit.
    number: usize,
    /// It refuses half a surrogate pair, which RFC 8259 section 8.2 lets stand.
    surrogate: usize,
}

fn compare(counts: &mut Counts, body: &[u8]) {
    let theirs = simd_json_accepts(body);
    match parse(body).map_err(|error| error.kind()) {
        Ok(_) if theirs => counts.both_accept += 1,
        Ok(_) if has_lone_surrogate(body) => counts.surrogate += 1,
        Ok(_) if has_wide_number(body) => counts.number += 1,
        Ok(_) => panic!("only simd-json refuses {}", show(body)),
        Err(
            ErrorKind::WrongType
            | ErrorKind::DuplicateName
            | ErrorKind::TooDeep
            | ErrorKind::LoneSurrogate
            | ErrorKind::NoResponse
            | ErrorKind::ApiV2
            | ErrorKind::NotAnObject,
        ) => counts.ours_alone += 1,
        Err(kind) => {
            assert!(!theirs, "{kind}, but simd-json accepts {}", show(body));
            counts.both_refuse += 1;
        }
    }
}

/// Only asked of bodies that are JSON.
fn has_lone_surrogate(body: &[u8]) -> bool {
    // `serde_json` refuses it too as soon as it decodes strings.
    assert!(oracle::is_json(body));
    serde_json::from_slice::<Decoded>(body).is_err()
}

/// Any JSON value, with every string decoded and no number converted.
struct Decoded;

impl<'de> serde::Deserialize<'de> for Decoded {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?;
        let mut rest = raw.get();
        while let Some(open) = rest.find('"') {
            let mut strings =
                serde_json::Deserializer::from_str(&rest[open..]).into_iter::<String>();
            strings
                .next()
                .expect("a string")
                .map_err(serde::de::Error::custom)?;
            rest = &rest[open + strings.byte_offset()..];
        }
        Ok(Self)
    }
}

/// A number of many digits, or with an exponent.
fn has_wide_number(body: &[u8]) -> bool {
    let is_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    body.split(|byte| !is_number(byte))
        .any(|run| run.len() >= 19 || run.iter().any(|byte| b"eE".contains(byte)))
}

#[test]
fn e1_real_bodies_are_json_for_both() {
    let Some(bodies) = corpus::tccli() else {
        return;
    };
    let mut counts = Counts::default();
    for (_, body) in &bodies {
        compare(&mut counts, body.as_bytes());
    }
    println!("{counts:?}");
    assert!(
        counts.both_accept + counts.number + counts.surrogate == 18_241 && counts.both_refuse == 12,
        "{counts:?}"
    );
    assert!(counts.number + counts.surrogate < 40, "{counts:?}");
}

#[test]
fn e1_mutants_are_json_for_both() {
    const COUNT: usize = 40_000;
    let real = corpus::tccli().unwrap_or_default();
    let small: Vec<&str> = real
        .iter()
        .map(|(_, body)| &**body)
        .filter(|body| body.len() < 500)
        .collect();
    let mut rng = Rng::new(31);
    let mut counts = Counts::default();
    for _ in 0..COUNT {
        let seed = match small.is_empty() || rng.one_in(4) {
            true => rng.pick(documents::GOOD),
            false => rng.pick(&small),
        };
        let mut body = seed.as_bytes().to_vec();
        mutate::mutate(&mut rng, &mut body);
        compare(&mut counts, &body);
    }
    println!("{COUNT} mutants: {counts:?}");
    assert!(
        counts.both_accept > COUNT / 20 && counts.both_refuse > COUNT / 4,
        "{counts:?}"
    );
}
