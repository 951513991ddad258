//! E14: `skim` says what `parse` says of what `parse` accepts, and never a success too many.
//! Real bodies, mutants and generated ones are in `differential.rs` and `generated.rs`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{
    Rules, check_entry_points, corpus, documents, generate, mutate, oracles, rng::Rng, show,
};
use tencentcloud_response::{Backend, Duplicates, ErrorKind, Parser, parse, skim};

#[test]
fn e14_equals_parse_on_good_bodies() {
    for body in documents::GOOD {
        for rules in Rules::ALL {
            check_entry_points(rules, body.as_bytes());
        }
        assert!(skim(body.as_bytes()).is_ok());
    }
    for body in documents::GOOD_V2 {
        check_entry_points(Rules::DEFAULT.api_v2(), body.as_bytes());
    }
}

/// Lengths around those of words and vectors, with the interesting byte at each place.
#[test]
fn e14_equals_parse_at_every_length_and_alignment() {
    for len in 0..150 {
        let filler = "x".repeat(len);
        for tail in ["", "\\\"", "\\\\", "\\\\\\\"", "中", "{", "]", "\\u0041"] {
            for body in [
                format!(r#"{{"Response":{{"a":"{filler}{tail}","RequestId":"r"}}}}"#),
                format!(
                    r#"{{"Response":{{"{filler}{tail}":[{{"b":"{tail}"}}],"RequestId":"{tail}{filler}"}}}}"#
                ),
                format!(
                    r#"{{"Response":{{"RequestId":"{filler}{tail}","Error":{{"Code":"{filler}","Message":"{tail}"}}}}}}"#
                ),
            ] {
                check_entry_points(Rules::DEFAULT, body.as_bytes());
                assert!(parse(body.as_bytes()).is_ok(), "{body}");
            }
        }
        let space = " ".repeat(len);
        let body = format!(
            "{space}{{{space}\"Response\"{space}:{space}{{{space}\"RequestId\"{space}:{space}\"r\"{space}}}{space}}}{space}"
        );
        check_entry_points(Rules::DEFAULT, body.as_bytes());
        assert!(parse(body.as_bytes()).is_ok(), "{body}");
    }
}

/// What is passed over fast once the way is long: it must stop at each byte that means something,
/// also where there are many of one.
#[test]
fn e14_equals_parse_on_runs_behind_a_long_way() {
    for way in [0, 32, 33, 40, 41, 100] {
        let (space, text) = (" ".repeat(way), "x".repeat(way));
        for len in [1, 31, 32, 33, 64, 100] {
            let (open, close) = ("[".repeat(len), "]".repeat(len));
            let (objects, ends) = ("{\"a\":".repeat(len), "}".repeat(len));
            let escapes = "\\\\".repeat(len);
            let quotes = "\\\"".repeat(len);
            for value in [
                format!("[{space}{open}{space}{close}]"),
                format!("[{space}1{space}{space},{open}1{close}{space}]"),
                format!("{{{space}\"a\":{objects}1{space}{ends}}}"),
                format!("\"{text}{escapes}\""),
                format!("\"{text}{quotes}{text}\""),
            ] {
                for body in [
                    format!(r#"{{"Response":{{"A":{value},"RequestId":"r"}}}}"#),
                    format!(r#"{{"Response":{{"RequestId":"{text}{escapes}","A":{value}}}}}"#),
                ] {
                    check_entry_points(Rules::DEFAULT, body.as_bytes());
                    for backend in Backend::available() {
                        let parser = Parser::new().backend(backend);
                        oracles::skim::check_equal(parser, body.as_bytes());
                    }
                    assert!(parse(body.as_bytes()).is_ok(), "{body}");
                }
            }
        }
    }
}

/// [`Duplicates::Last`] is left to `parse`.
#[test]
fn e14_of_two_members_the_first_counts() {
    let body = br#"{"a":1,"Response":{"Error":{"Code":"c","Code":"d","Message":"m","Message":"n"},"RequestId":"r","RequestId":"s"}}"#;
    let swapped = br#"{"a":1,"Response":{"RequestId":"r","RequestId":"s","Error":{"Message":"m","Message":"n","Code":"c","Code":"d"}}}"#;
    for backend in Backend::available() {
        let parser = Parser::new().duplicates(Duplicates::First).backend(backend);
        for body in [body, swapped] {
            let envelope = parser.skim(body).unwrap();
            let error = envelope.error().unwrap();
            assert_eq!(envelope.request_id().unwrap(), "r", "{backend}");
            assert_eq!(error.code(), "c", "{backend}");
            assert_eq!(error.message(), "m", "{backend}");
        }
    }
}

/// However many brackets close in one block, the first that closes the value ends it.
#[test]
fn e14_equals_parse_before_many_brackets() {
    for len in 0..40 {
        let (open, close) = ("[".repeat(len), "]".repeat(len));
        let body =
            format!(r#"{{"a":1,"Response":{{"A":[1],"RequestId":"","B":[{open}{close}]}}}}"#);
        for backend in Backend::available() {
            let envelope = Parser::new().backend(backend).skim(body.as_bytes());
            let request_id = envelope.unwrap().request_id();
            assert_eq!(request_id.unwrap(), "", "{backend}: {body}");
        }
    }
}

/// Members between values that hold what a value can end with, at every place of a block. A member
/// before `Response` keeps the body from the readers of usual shapes.
#[test]
fn e14_equals_parse_between_nested_values() {
    let long = format!(r#""{}""#, "x".repeat(70));
    // Of two backslashes one ends a block, and a quote begins the next one but one.
    let over_an_edge = format!(r#"["{}\\{}","]}}"]"#, "x".repeat(62), "x".repeat(63));
    let values = [
        "[1]",
        r#"{"a":{}}"#,
        r#"["]",{"b":"}]"},"["]"#,
        r#"{"c":"\"}\\"}"#,
        r#"[[],[[]]]"#,
        // In strings: taken for brackets, they would end `Response`.
        r#"["]}"]"#,
        r#"{"}}":"}}"}"#,
        r#"["\"]}"]"#,
        r#"["\\","]}","\\\"]}"]"#,
        &long,
        &over_an_edge,
    ];
    // So much that a step too far still comes down in the body.
    let more = format!("[{}0]", r#""]}",{"d":"["},"#.repeat(500));
    for len in 0..64 {
        let space = " ".repeat(len);
        for (i, one) in values.iter().enumerate() {
            for other in &values[i..] {
                let body = format!(
                    r#"{{"a":[1],{space}"Response":{{"A":{one},"RequestId":"r","B":{other},"Error":{{"C":{one},"Code":"c","D":{other},"Message":"m"}},"E":{one}}},"z":{more}}}"#
                );
                for backend in Backend::available() {
                    let parser = Parser::new().backend(backend);
                    let envelope = parser.skim(body.as_bytes()).unwrap();
                    let error = envelope.error().unwrap();
                    assert_eq!(envelope.request_id().unwrap(), "r", "{backend}: {body}");
                    assert_eq!(error.code(), "c", "{backend}: {body}");
                    assert_eq!(error.message(), "m", "{backend}: {body}");
                }
            }
        }
    }
}

fn check_equal_everywhere(body: &str) {
    for backend in Backend::available() {
        let parser = Parser::new().backend(backend);
        oracles::skim::check_equal(parser, body.as_bytes());
    }
    assert!(parse(body.as_bytes()).is_ok(), "{body}");
}

/// Names that count, at every place of a block and over its edge; the same names where they do not
/// count; and whatever else makes a body unusual.
#[test]
fn e14_equals_parse_with_names_at_every_place() {
    let id = "b5b41468-520d-4192-b42f-595cc34b6c1c";
    let long = "x".repeat(90);
    let members = [
        format!(r#""RequestId":"{id}""#),
        format!(r#""RequestId" : "{long}""#),
        r#""RequestId":"中""#.into(),
        r#""RequestId":"\"\u4e2d""#.into(),
        format!(r#""RequestId":"{long}\n""#),
        r#""RequestId":null"#.into(),
        // None of its own.
        r#""A":1"#.into(),
        r#""A":"RequestId","B":"no""#.into(),
        r#""A":{"RequestId":"no"}"#.into(),
        r#""A":[{"RequestId":"no"}]"#.into(),
        r#""Request\u0049d":"spelled""#.into(),
        r#""A":"\u4e2d","RequestId":"r""#.into(),
        r#""A":"RequestId","RequestId":"r","B":"Error","Error":null"#.into(),
        r#""A":"a\"RequestId","B":"b\"Error","C":":","RequestId":"r""#.into(),
        r#""A":"\",\"RequestId\":\"no\"","RequestId":"r""#.into(),
        r#""A":"}},\"RequestId\":\"no\"","B":"]}","RequestId":"r""#.into(),
        r#""A":{"RequestId":"no","Error":{}},"RequestId":"r""#.into(),
        r#""A":[{"RequestId":"no"},[{"Error":{}}]],"RequestId":"r""#.into(),
        r#""RequestId":"r","A":{"b":[]},"Error":{"Code":"c","Message":"m"}"#.into(),
        r#""RequestId":"r","A":[1,[2],{"a":{}}],"\u0045rror":{"Code":"c"}"#.into(),
    ];
    for member in &members {
        for len in 0..130 {
            let filler = "x".repeat(len);
            for behind in ["", r#","Z":[{"RequestId":"no"}]"#] {
                check_equal_everywhere(&format!(
                    r#"{{"Response":{{"F":"{filler}",{member}{behind}}}}}"#
                ));
                check_equal_everywhere(&format!(
                    r#"{{"Response":{{"F":[{{"a":"{filler}"}}],{member}{behind}}},"X":{{"RequestId":"no","Error":{{}}}}}}"#
                ));
            }
        }
    }
}

/// Strings that are long enough to be passed without a look at their blocks, in any way that they end.
#[test]
fn e14_equals_parse_behind_long_strings() {
    for len in 100..400 {
        let filler = "x".repeat(len);
        for end in ["", "\\\\", "\\\"", "\\\"}}", "\\u4e2d", "中", "}}"] {
            for member in [
                r#""RequestId":"r""#,
                r#""Error":{"Code":"c","Message":"m"}"#,
                r#""A":{"RequestId":"no"}"#,
            ] {
                check_equal_everywhere(&format!(
                    r#"{{"Response":{{"F":"{filler}{end}{filler}",{member}}}}}"#
                ));
                check_equal_everywhere(&format!(
                    r#"{{"Response":{{"{filler}{end}":"{filler}{end}",{member}}},"X":{{"RequestId":"no"}}}}"#
                ));
            }
        }
    }
}

/// Values of any length that end in any way: behind a long one, which is passed in another way, too.
#[test]
fn e14_equals_parse_behind_values_of_every_length() {
    let items = [
        r#"{"a":[1,{"b":"]}"}],"RequestId":"no"},"#,
        r#"["}]",[],{"Error":{"Code":"no"}}],"#,
        r#""[{\"]}\\","#,
        r#""a string that a long way ends in most likely","#,
        "12345678,",
    ];
    for item in items {
        for count in (0..8).chain([40, 60, 90, 150, 300]) {
            let (values, names) = (item.repeat(count), format!(r#""k":{item}"#).repeat(count));
            for len in (0..64).step_by(7) {
                let filler = "x".repeat(len);
                for value in [
                    format!("[{values}0]"),
                    format!(r#"{{{names}"z":0}}"#),
                    format!("[[{values}0],{{{names}\"z\":[{values}[]]}}]"),
                ] {
                    for behind in [
                        r#""RequestId":"r""#,
                        r#""B":"}}","RequestId":"r""#,
                        r#""B":{},"Error":{"Code":"c","Message":"m"},"RequestId":"r""#,
                    ] {
                        check_equal_everywhere(&format!(
                            r#"{{"Response":{{"{filler}":{value},{behind}}}}}"#
                        ));
                    }
                    check_equal_everywhere(&format!(
                        r#"{{"Response":{{"RequestId":"r","{filler}":{value}}},"X":{{"RequestId":"no"}}}}"#
                    ));
                }
            }
        }
    }
}

fn check_cuts(rules: Rules, body: &[u8]) {
    oracles::skim::check_cuts(rules.parser(), body, 0..body.len());
}

#[test]
fn e14_cut_body_is_never_a_success() {
    for body in documents::GOOD {
        for rules in Rules::ALL {
            check_cuts(rules, body.as_bytes());
        }
    }
    for body in documents::GOOD_V2 {
        check_cuts(Rules::DEFAULT.api_v2(), body.as_bytes());
    }
    let mut rng = Rng::new(21);
    for _ in 0..1_500 {
        let generated = generate::generate(&mut rng);
        if generated.body.len() < 400 {
            check_cuts(generated.rules, &generated.body);
        }
    }
    let small = corpus::tccli().unwrap_or_default();
    let small = small
        .iter()
        .filter(|(_, body)| body.len() < 400)
        .step_by(40);
    for (_, body) in small {
        check_cuts(Rules::DEFAULT, body.as_bytes());
    }
}

/// Where braces in a string look like those that end a body, wherever they stand in a block.
#[test]
fn e14_cut_body_with_braces_in_a_string_is_never_a_success() {
    let id = r#""RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c""#;
    for before in 0..140 {
        let text = "x".repeat(before) + "}}";
        for members in [
            format!(r#"{id},"A":"{text}""#),
            format!(r#"{id},"A":["{text}"],"B":"{text}""#),
            format!(r#""A":"{text}",{id}"#),
            format!(r#""RequestId":"{text}""#),
        ] {
            let body = format!(r#"{{"Response":{{{members}}}}}"#);
            for backend in Backend::available() {
                let parser = Parser::new().backend(backend);
                oracles::skim::check_cuts(parser, body.as_bytes(), 0..body.len());
            }
        }
    }
}

/// Of anything else it may say anything; here it must only come back, with UTF-8.
#[test]
fn e14_never_panics() {
    const ALPHABET: &[u8] = b"{}[]:,\"\\ \n01-.eEtrufalsn\x00\x1f\x7f\x80\xbf\xc3\xe4\xf0\xffRx";
    let mut rng = Rng::new(22);
    for _ in 0..25_000 {
        let mut body = Vec::new();
        if rng.one_in(2) {
            body.extend(b"{\"Response\":{");
        }
        for _ in 0..rng.below(24) {
            body.push(ALPHABET[rng.below(ALPHABET.len())]);
        }
        if rng.one_in(4) {
            mutate::mutate(&mut rng, &mut body);
        }
        for rules in [Rules::DEFAULT, Rules::ALL[rng.below(6)]] {
            check_entry_points(rules, &body);
        }
    }
}

/// A loop that goes back over what it has read would be seen here: these are quadratic traps.
#[test]
fn e14_long_runs_of_one_thing_come_to_an_end() {
    const RUNS: &[&[u8]] = &[
        b"\\\\",
        b"\\",
        b"\\\"",
        b"\\u0041",
        b"\\ud800",
        b"\\udc00",
        b"\\n",
        b"\"",
        b"\"\"",
        b"\\\\\"",
        b" ",
        b"\n ",
        b",",
        b":",
        b"{",
        b"}",
        b"[]",
        b"{},",
        b"[],",
        b"[{]",
        b"1",
        b"1,",
        b"-",
        b"null,",
        b"\"a\":1,",
        b"\"Error\":{},",
        b"\"RequestId\":\"r\",",
        b"\"Error\":{\"Code\":\"c\"},",
        b"\xe4\xb8\xad",
        b"\xff",
        b"\x80",
        b"\xf0\x9f\x98\x80",
        b"\0",
        b"x",
    ];
    const STARTS: &[&str] = &[
        "",
        "{\"",
        "{\"Response\":{",
        "{\"Response\":{\"a\":[",
        "{\"Response\":{\"a\":\"",
        "{\"Response\":{\"RequestId\":\"",
        "{\"Response\":{\"Error\":{\"Message\":\"",
    ];
    for start in STARTS {
        for run in RUNS {
            let body = [start.as_bytes(), &run.repeat(40_000 / run.len())].concat();
            check_entry_points(Rules::DEFAULT, &body);
            check_entry_points(Rules::DEFAULT.duplicates(Duplicates::Last), &body);
        }
    }
}

#[test]
fn e14_strings_are_utf8_or_the_body_is_refused() {
    for body in [
        &b"{\"Response\":{\"RequestId\":\"\xff\"}}"[..],
        b"{\"Response\":{\"RequestId\":\"a\xc3\"}}",
        b"{\"Response\":{\"Error\":{\"Code\":\"\xe4\xb8\"},\"RequestId\":\"r\"}}",
        b"{\"Response\":{\"Error\":{\"Message\":\"\xed\xa0\x80\"},\"RequestId\":\"r\"}}",
    ] {
        let error = skim(body).map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidUtf8, "{}", show(body));
    }
}

#[test]
fn e14_refuses_in_the_words_of_parse() {
    for body in [
        &b""[..],
        b" ",
        b"<html>",
        b"[]",
        b"{}",
        b"{\"Response\":null}",
        b"{\"Response\":{",
        b"\x1f\x8b",
        b"{\"code\":0}",
        b"x",
    ] {
        let skimmed = skim(body).map(|_| ()).unwrap_err();
        assert_eq!(
            skimmed,
            parse(body).map(|_| ()).unwrap_err(),
            "{}",
            show(body)
        );
    }
}
