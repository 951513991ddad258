//! Where nested values end.

use serde::de::IgnoredAny;
use std::{string::String, vec::Vec};

use crate::{
    Backend,
    simd::{Functions as _, backend::Kind},
};

/// [`Kernel::nested_end`], of which any other mistake than a yes would only cost time.
fn nested_end(backend: Backend, body: &[u8], max_depth: u16) -> Option<(usize, usize)> {
    with_kernel!(
        backend,
        |kernel| kernel.nested_end(body, 0, max_depth),
        None
    )
}

/// Where the value at the beginning of `body` ends, if it is right, how many quotes it has, and
/// how many levels.
pub(super) fn value(body: &[u8]) -> Option<(usize, usize, u16)> {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let len = values.byte_offset();
    let (mut quotes, mut depth, mut levels) = (0, 0, 0);
    for &byte in body.get(..len)? {
        match byte {
            b'"' => quotes += 1,
            b'{' | b'[' if quotes % 2 == 0 => depth += 1,
            b'}' | b']' if quotes % 2 == 0 => depth -= 1,
            _ => {}
        }
        levels = levels.max(depth);
    }
    Some((len, quotes, levels))
}

fn check_nested(body: &[u8]) {
    let value = value(body);
    for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
        for max_depth in [3, 4, 5, 128] {
            let expected = value
                .filter(|&(_, _, levels)| 2 + levels <= max_depth)
                .map(|(len, quotes, _)| (len, quotes));
            let end = nested_end(backend, body, max_depth);
            let body = std::str::from_utf8(body);
            assert_eq!(end, expected, "{backend}, {max_depth}: {body:?}");
        }
    }
}

/// Has `check` look at what stands behind `body` with every sequence of so many tokens, and what
/// comes then.
pub(super) fn with_tokens(
    body: &mut Vec<u8>,
    count: usize,
    behind: &[u8],
    check: &mut impl FnMut(&[u8]),
) {
    const TOKENS: [&str; 11] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        r#""""#,
        r#"":{,]""#,
        "1",
        "true",
        "-",
    ];
    let len = body.len();
    if count == 0 {
        body.extend_from_slice(behind);
        check(body);
        body.truncate(len);
        return;
    }
    for token in TOKENS {
        body.extend_from_slice(token.as_bytes());
        with_tokens(body, count - 1, behind, check);
        body.truncate(len);
    }
}

#[test]
fn nested_values_end_where_they_end() {
    // What ends in the block, and what goes on in the next.
    let list = std::format!("{}]}}", r#",1,"a""#.repeat(15));
    let object = std::format!("{}}}]", r#","a":1"#.repeat(15));
    for start in ["{", "[", r#"{"a":"#, "[[{", r#"{"a":{"b":["#] {
        for behind in [
            "]",
            "}",
            "",
            r#"}]},"b":["c"]}}"#,
            r#"]}}],"b":"c"}}"#,
            &list,
            &object,
        ] {
            with_tokens(&mut start.into(), 3, behind.as_bytes(), &mut check_nested);
        }
    }
    for start in ["{", "["] {
        with_tokens(&mut start.into(), 5, br#","b":"c"}}"#, &mut check_nested);
    }
    // At the edges of blocks.
    for len in 50..=130 {
        for (first, next) in [
            ("[", ",1"),
            ("[", ",[]"),
            (r#"{"a":"#, r#","b":2"#),
            (r#"{"a":"#, r#","b":{}"#),
        ] {
            let left = len - first.len() - 1;
            let mut start = String::from(first);
            start += &"3".repeat(1 + left % next.len());
            start += &next.repeat(left / next.len());
            for behind in ["]", "}", r#"],"b":[]}}"#, r#"},"b":"c"}}"#] {
                with_tokens(
                    &mut start.clone().into(),
                    2,
                    behind.as_bytes(),
                    &mut check_nested,
                );
            }
        }
    }
}
