//! Which members are right that do not count.

use std::{format, string::String, vec::Vec};

use super::{
    super::Kind,
    nested::{value, with_tokens},
};
use crate::{Backend, scan::members};

const ID: &str = r#","RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#;

/// [`members::are_right`], of which any other mistake than a yes would only cost time.
fn are_right(backend: Backend, body: &[u8], end: usize, max_depth: u16) -> Option<bool> {
    with_kernel!(
        backend,
        |kernel| Some(members::are_right(kernel, body, 0, end, max_depth)),
        None
    )
}

/// Whether these members are right, whatever is behind them.
fn check_members(members: &[u8]) {
    let object = [b"{", members, b"}"].concat();
    // It would pass over strings that are not UTF-8.
    let is_text = core::str::from_utf8(members).is_ok() && members.iter().any(|&byte| byte != b' ');
    let levels = value(&object)
        .filter(|&(len, ..)| is_text && len == object.len())
        .map(|(.., levels)| levels);
    // Something always is.
    for behind in ["}}", ID] {
        let body = [members, behind.as_bytes()].concat();
        for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
            for max_depth in [2, 3, 4, 128] {
                // The object is at depth 2.
                let expected = levels.is_some_and(|levels| levels < max_depth);
                let right = are_right(backend, &body, members.len(), max_depth);
                let members = String::from_utf8_lossy(members);
                assert_eq!(right, Some(expected), "{backend}, {max_depth}: {members}");
            }
        }
    }
}

#[test]
fn members_of_all_tokens() {
    for nothing in ["", " ", "    "] {
        check_members(nothing.as_bytes());
    }
    for start in ["", r#""a":"#, r#""a":[{"#] {
        with_tokens(&mut start.into(), 4, b"", &mut check_members);
    }
    for (start, behind) in [
        (r#""a":["#, "]"),
        (r#""a":{"#, "}"),
        (r#""a":[[],{"b":"#, "}]"),
        (r#""a":{"b":[1,"#, r#"],"c":2},"d":[]"#),
        ("", r#","a":1"#),
        (r#""a":1,"#, ""),
    ] {
        with_tokens(&mut start.into(), 3, behind.as_bytes(), &mut check_members);
    }
}

#[test]
fn members_at_the_edges_of_blocks() {
    for len in 1..=260 {
        let long = format!(r#""{}":1,"#, "x".repeat(len));
        for behind in ["", r#","b":[{}]"#] {
            with_tokens(
                &mut Vec::from(long.as_bytes()),
                1,
                behind.as_bytes(),
                &mut check_members,
            );
            let mut nested = Vec::from(format!(r#"{long}"a":[0,{{"b":"#).as_bytes());
            with_tokens(&mut nested, 2, b"}]", &mut check_members);
        }
        for value in [
            "10",
            "-0.5e+10",
            "01",
            "1.",
            "-",
            "1e",
            "true",
            "fals",
            "nulll",
            r#""é中😀""#,
            r#""""#,
            "[ ]",
            "{}",
            r#"[[[{"a":[]}]]]"#,
            r#"[[{"a":[}]]]"#,
        ] {
            check_members(format!(r#"{long}"a":{value}"#).as_bytes());
            check_members(format!(r#"{long}"a":{value},"b":{value}"#).as_bytes());
        }
        // Half a character, a control character, and a string that has no end.
        for end in [&b"\xc3\""[..], b"\xe4\xb8\"", b"\xff\"", b"\x1f\"", b""] {
            check_members(&[long.as_bytes(), b"\"a\":\"", end].concat());
        }
    }
}

/// As many tokens as there is room for, and more.
#[test]
fn members_with_many_tokens() {
    for count in 1..=40 {
        let list = format!(r#""a":[{}0]"#, "0,".repeat(count));
        let tokens = 2 + 2 + 2 * count + 1;
        for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
            let right = are_right(backend, list.as_bytes(), list.len(), 128);
            assert_eq!(right, Some(tokens <= 62), "{backend}: {list}");
        }
    }
}

/// Names that count are never right here, wherever in a block they are.
#[test]
fn members_that_count() {
    for len in 1..=200 {
        let long = format!(r#""{}":1,"#, "x".repeat(len));
        for name in ["RequestId", "Error"] {
            for member in [
                format!(r#"{long}"{name}":null"#),
                format!(r#"{long}"{name}":null,"a":[{{}}]"#),
                format!(r#"{long}"a":{{}},"{name}":"{name}""#),
            ] {
                for backend in Backend::available().filter(|&one| one != Backend::PORTABLE) {
                    let right = are_right(backend, member.as_bytes(), member.len(), 128);
                    assert_eq!(right, Some(false), "{backend}: {member}");
                }
            }
        }
        // Escapes may spell one.
        let escaped = format!(r#"{long}"Request\u0049d":null"#);
        for backend in Backend::available().filter(|&one| one != Backend::PORTABLE) {
            let right = are_right(backend, escaped.as_bytes(), escaped.len(), 128);
            assert_eq!(right, Some(false), "{backend}: {escaped}");
        }
    }
}
