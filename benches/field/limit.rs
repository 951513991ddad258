//! What memory allows: loops that only load, and a validator of UTF-8.

#![allow(unsafe_code, reason = "to call a function that needs a CPU feature")]

use std::hint::black_box;

use super::operation::{Group, Operation};

pub(crate) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("vector loads", Group::Limit, |body| {
            black_box(widest(body));
        })
        .note(
            "",
            "the limit: reads every byte with the widest vectors and combines them; checks nothing",
        ),
        Operation::new("simdutf8", Group::Limit, |body| {
            black_box(simdutf8::basic::from_utf8(body).is_ok());
        })
        .note("simdutf8", "checks UTF-8 and nothing else"),
    ]
}

#[cfg(target_arch = "x86_64")]
fn widest(body: &[u8]) -> u64 {
    use std::arch::is_x86_feature_detected;
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the CPU has it.
        unsafe { avx512(body) }
    } else if is_x86_feature_detected!("avx2") {
        // SAFETY: the CPU has it.
        unsafe { avx2(body) }
    } else {
        combine(body)
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn widest(body: &[u8]) -> u64 {
    combine(body)
}

/// The loop that the compiler makes of [`combine`] here uses half vectors, so it is spelt out.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512(body: &[u8]) -> u64 {
    use std::arch::x86_64::{
        _mm512_loadu_si512, _mm512_or_si512, _mm512_reduce_or_epi64, _mm512_setzero_si512,
    };
    let (blocks, rest) = body.as_chunks::<256>();
    let mut sums = [_mm512_setzero_si512(); 4];
    for block in blocks {
        for (sum, vector) in sums.iter_mut().zip(block.as_chunks::<64>().0) {
            // SAFETY: `vector` is 64 bytes.
            let vector = unsafe { _mm512_loadu_si512(vector.as_ptr().cast()) };
            *sum = _mm512_or_si512(*sum, vector);
        }
    }
    let [a, b, c, d] = sums;
    let sum = _mm512_or_si512(_mm512_or_si512(a, b), _mm512_or_si512(c, d));
    _mm512_reduce_or_epi64(sum) as u64 | combine(rest)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(body: &[u8]) -> u64 {
    combine(body)
}

#[inline(always)]
fn combine(body: &[u8]) -> u64 {
    let (blocks, rest) = body.as_chunks::<128>();
    let mut sums = [0; 16];
    for block in blocks {
        for (sum, word) in sums.iter_mut().zip(block.as_chunks::<8>().0) {
            *sum |= u64::from_ne_bytes(*word);
        }
    }
    let rest = rest.iter().fold(0, |sum, &byte| sum | u64::from(byte));
    sums.iter().fold(rest, |sum, word| sum | word)
}
