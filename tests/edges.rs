//! One thing at a time at every place relative to the blocks of 64 bytes, on every backend: what is
//! carried from one block to the next, and what ends exactly where one does.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use tencentcloud_response::{Backend, Parser};

use common::{Rules, backends, chunks, oracle, rng::Rng, runs, show};

/// Places: two blocks, and what stands before.
const PLACES: usize = 150;

/// As all backends say, which is what serde_json says.
fn check(body: &[u8]) {
    let is_right = backends::check_default(body);
    let expected = oracle::read(body, Rules::DEFAULT).is_some();
    assert_eq!(is_right, expected, "serde_json differs on {}", show(body));
}

/// `part` behind a filler of every length, inside `start` and `end`.
fn everywhere(start: &str, part: &[u8], end: &str) {
    for len in 0..PLACES {
        let filler = "x".repeat(len);
        check(&[start.as_bytes(), filler.as_bytes(), part, end.as_bytes()].concat());
    }
}

#[test]
fn parts_of_strings() {
    const PARTS: &[&[u8]] = &[
        b"\\n",
        b"\\\\",
        b"\\\"",
        b"\\\\\\\"",
        b"\\\\\"y",
        b"\\\\\\\\n",
        b"\\u0041",
        b"\\u00g1",
        b"\\u004",
        b"\\ug041",
        b"\\u0g41",
        b"\\u004g",
        b"\\x",
        b"\\",
        b"\\\xc3\xa9",
        b"\\ud800",
        b"\\ud83d\\ude00",
        b"\n",
        b"\x1f",
        b"\x7f",
        b"\"",
        b"\xc3\xa9",
        b"\xe4\xb8\xad",
        b"\xf0\x9f\x98\x80",
        b"\xc3",
        b"\xe4\xb8",
        b"\xf0\x9f\x98",
        b"\x80",
        b"\xff",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe0\x80\x80",
        b"\xf0\x80\x80\x80",
    ];
    for part in PARTS {
        for (start, end) in [
            (r#"{"Response":{"a":""#, r#""}}"#),
            (r#"{"Response":{"RequestId":""#, r#""}}"#),
            (r#"{"Response":{"a":[""#, r#"", "b"]}}"#),
            (r#"{"Response":{""#, r#"":1}}"#),
            (r#"{"Response":{"Error":{"Message":""#, r#"","Code":"c"}}}"#),
        ] {
            everywhere(start, part, end);
        }
        // Behind and before more of the same kind, and before blocks that are passed over.
        everywhere("{\"Response\":{\"a\":\"中", part, "中\"}}");
        let plain = format!("{}\"}}}}", "x".repeat(PLACES));
        everywhere("{\"Response\":{\"a\":\"", part, &plain);
    }
}

#[test]
fn numbers_and_literals() {
    const PARTS: &[&str] = &[
        "0",
        "-0",
        "12",
        "1.5",
        "-1.25e+10",
        "0.0E-0",
        "1e5",
        "00",
        "01",
        "-01",
        "-",
        "1.",
        "1.e5",
        ".5",
        "1e",
        "1e+",
        "1e5e5",
        "1.5.5",
        "1e5.5",
        "+1",
        "1-1",
        "1+1",
        "--1",
        "1x",
        "true",
        "false",
        "null",
        "t",
        "x",
        "tru",
        "fals",
        "trux",
        "nulx",
        "falsx",
        "nulll",
        "truefalse",
        "true1",
        "1true",
        "12345678901234567890",
        "1}",
        "0]",
    ];
    let plain = "x".repeat(2 * 64);
    for part in PARTS {
        for len in 0..PLACES {
            let space = " ".repeat(len);
            check(format!(r#"{{"Response":{{"a":{space}{part}}}}}"#).as_bytes());
            check(format!(r#"{{"Response":{{"a":[1,{space}{part},2]}}}}"#).as_bytes());
            // Digits before it, so that the edge falls inside.
            let digits = "1".repeat(len);
            check(format!(r#"{{"Response":{{"a":[{digits}{part}]}}}}"#).as_bytes());
            check(format!(r#"{{"Response":{{"a":0.{digits}{part}}}}}"#).as_bytes());
            check(format!(r#"{{"Response":{{"a":1e{digits}{part}}}}}"#).as_bytes());
            check(format!(r#"{{"Response":{{"a":[-0.5E-{digits}{part}]}}}}"#).as_bytes());
            // In a block that is full, so that it may be read as a usual one.
            let before = format!(r#"{{"Response":{{"a":[{space}"#);
            check(format!(r#"{before}{part},"{plain}"]}}}}"#).as_bytes());
            // And with more to look at behind one that is.
            check(format!(r#"{before}true,null,{part},"{plain}",true]}}}}"#).as_bytes());
        }
    }
}

/// Literals everywhere but where one is looked for.
#[test]
fn garbage_before_literals() {
    for garbage in ["x", "xxxx", "xxxxx", "-"] {
        for literal in ["true", "false", "null"] {
            let literals = format!(",{literal}").repeat(150);
            for len in 0..20 {
                let name = "n".repeat(len);
                let body = format!(r#"{{"Response":{{"{name}":[{garbage}{literals}]}}}}"#);
                check(body.as_bytes());
            }
        }
    }
}

/// Two blocks with a number or a literal at the edge between them, or cut by it: what else is in
/// either of them decides who reads it.
#[test]
fn scalars_between_blocks_of_each_kind() {
    const PARTS: &[&str] = &[
        "0", "01", "00", "0.5", "0e1", "12", "-0", "-01", "1.", "1.5", "true", "true1", "null0",
        "tru",
    ];
    const OTHERS: &[&str] = &["", r#""é""#, "true", r#""é",true"#, "1.5", r#""\n""#];
    let long = "x".repeat(PLACES);
    for part in PARTS {
        for before in OTHERS {
            for behind in OTHERS {
                let comma = |other: &str| if other.is_empty() { "" } else { "," };
                let (first, second) = (comma(before), comma(behind));
                for len in 0..64 {
                    let space = " ".repeat(len);
                    // With a space nothing is guessed.
                    let body = format!(
                        r#"{{"Response": {{"a":[{space}{before}{first}{part}{second}{behind}],"b":"{long}"}}}}"#
                    );
                    check(body.as_bytes());
                }
            }
        }
    }
}

#[test]
fn tokens_at_the_edges_of_windows() {
    const PARTS: &[&str] = &[
        "{}",
        "[]",
        "{]",
        "[}",
        ",",
        ":",
        "\"a\"",
        "\"a\":1",
        "1",
        "null",
        "[1,2]",
        "{\"a\":1,\"b\":2}",
        "{\"a\" 1}",
        "{1:2}",
        "{,}",
        "[,]",
        "[1,]",
        "{\"a\":}",
        "[1 2]",
        "{\"a\":1 \"b\":2}",
        "}",
        "]",
        "[\"a\":1]",
        "{\"a\"}",
        "{\"a\",\"b\":1}",
        "{\"a\":1:2}",
        "{\"a\"::1}",
        "{:1}",
        "{\"a\":1:[[],[],[],[],[],[],[],[],[],[],[],[],[]]}",
        "{\"a\":1,2}",
        // What may follow a nested value depends on what is around it.
        "{\"a\":{},\"b\":1}",
        "{\"a\":[],1}",
        "{\"a\":{},1}",
        "[{},\"b\":1]",
        "[[],\"b\":1]",
        // Names as values, and what may follow `Response`.
        "\"RequestId\",\"d\":\"no\"",
        "\"Error\",\"d\":{\"Code\":\"no\"}",
        "1},\"x\":{\"RequestId\":\"no\"",
        "1},{\"d\":1",
        "1},{\"d\":[[],[],[],[],[],[],[],[],[],[],[],[],[]]",
        "1},[{\"d\":1}],{\"d\":1",
    ];
    let long = "x".repeat(600);
    // Blocks of which each begins and ends a window. No comma is the last token of one, but where the
    // part has it there.
    let (lists, members) = ("[],".repeat(12), "\"b\":1,".repeat(12));
    let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
    for part in PARTS {
        for len in 0..64 {
            let space = " ".repeat(len);
            let body = format!(r#"{{"Response":{{"a":[{space}{lists}{part},{deep}]}}}}"#);
            check(body.as_bytes());
            let body = format!(r#"{{"Response":{{"a":{{{space}{members}{part},"c":{deep}}}}}}}"#);
            check(body.as_bytes());
        }
        for len in 0..PLACES / 2 {
            let before = "[],".repeat(len);
            check(format!(r#"{{"Response":{{"a":[{before}{part},0]}}}}"#).as_bytes());
            let before = "\"b\":1,".repeat(len);
            check(format!(r#"{{"Response":{{{before}{part},"c":0}}}}"#).as_bytes());
            check(format!(r#"{{"Response":{{{before}"c":{part}}}}}"#).as_bytes());
            // Too long for the readers of usual shapes. A member has four tokens, so that each may be
            // the first of a window.
            for shift in ["", r#""e":[],"#, r#""e":[1],"#, r#""e":[[]],"#] {
                let body = format!(r#"{{"Response":{{{shift}{before}"c":{part},"d":"{long}"}}}}"#);
                check(body.as_bytes());
            }
        }
    }
}

/// Names that count, right and wrong, behind members that do not.
#[test]
fn members_that_count() {
    const PARTS: &[&str] = &[
        r#""RequestId":"r""#,
        r#""RequestId":null,"Error":null"#,
        r#""RequestId":"r","RequestId":"s""#,
        r#""RequestId":"r","Request\u0049d":"s""#,
        r#""Error":null,"Error":{}"#,
        r#""Error":{"Code":"a","Cod\u0065":"b"}"#,
        r#""Error":{"Code":"a","Message":"b"},"RequestId":"r\n""#,
        r#""Error":[]"#,
        r#""Error":{"Code":1}"#,
        r#""RequestId":1"#,
        r#""a":{"RequestId":1,"Error":1}"#,
        r#""a":"\"","RequestId":"r\\""#,
    ];
    for part in PARTS {
        for len in 0..PLACES {
            let name = "x".repeat(len);
            check(format!(r#"{{"Response":{{"{name}":0,{part}}}}}"#).as_bytes());
            check(format!(r#"{{"Response":{{"{name}":[{{"a":[]}}],{part}}},"x":0}}"#).as_bytes());
            check(format!(r#"{{"{name}":{{{part}}},"Response":{{}}}}"#).as_bytes());
        }
    }
}

/// What looks like the end of a value that is passed over, in a string in it.
#[test]
fn ends_in_strings() {
    const PARTS: &[&str] = &[
        r#"\"]}}"#,
        r#"\"}}"#,
        r#"\\\"]}}"#,
        r#"\"]},"#,
        "]}}",
        "}}",
        "[",
        r#"\"["#,
    ];
    for part in PARTS {
        for behind in ["", "x", &"x".repeat(70), r"\\", r"\n"] {
            for (open, close) in [
                ("[", "]"),
                ("{\"b\":", "}"),
                ("[[0,", "]]"),
                ("{\"b\":[", "]}"),
            ] {
                let end = format!(r#"{behind}"{close},"RequestId":"r"}}}}"#);
                // With a space nothing is guessed, and it is for the engine and `skim` to read.
                for space in ["", " "] {
                    let start = format!(r#"{{"Response":{space}{{"a":{open}""#);
                    everywhere(&start, part.as_bytes(), &end);
                }
            }
        }
    }
}

/// Of a failure of which all is known `skim` needs no more, so a string may be the end of the body.
#[test]
fn strings_that_end_the_body() {
    for len in 0..PLACES {
        for part in ["", "中", "]"] {
            let id = "x".repeat(len) + part;
            let body =
                format!(r#"{{"Response": {{"Error":{{"Code":"c","More":[]}},"RequestId":"{id}""#);
            for backend in Backend::available() {
                let read = Parser::new().backend(backend).skim(body.as_bytes());
                let read = read.unwrap_or_else(|error| panic!("{backend}: {error} in {body}"));
                assert_eq!(read.error().unwrap().code(), "c", "{backend}: {body}");
                assert_eq!(read.request_id().unwrap(), *id, "{backend}: {body}");
            }
        }
    }
}

/// The root ends, and something follows or not.
#[test]
fn ends() {
    for part in [
        "", " ", "\n", "\0", "}", "{", ",", "\"", "1", "x", "\u{a0}", " }",
    ] {
        everywhere(r#"{"Response":{"a":""#, b"", &format!("\"}}}}{part}"));
        for len in 0..PLACES {
            let space = " ".repeat(len);
            check(format!(r#"{{"Response":{{}}}}{space}{part}"#).as_bytes());
            check(format!(r#"{space}{{"Response":{{}}{part}"#).as_bytes());
        }
    }
}

#[test]
fn depth() {
    for levels in (0..20).chain(60..70).chain(124..132) {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[", "}"), ("{\"a\":[", "]}")] {
            let (open, close) = (open.repeat(levels), close.repeat(levels));
            for (name, end) in [
                ("a", "1"),
                ("a", "[]"),
                ("a", "{}"),
                ("a", "{]"),
                ("a", "\"x\""),
                ("Error", r#"{"Code":"c","Message":"m"}"#),
            ] {
                let body = format!(r#"{{"Response":{{"{name}":{open}{end}{close}}}}}"#);
                for depth in [2, 3, 4, 64, 65, 128, 1024] {
                    let rules = Rules::DEFAULT.max_depth(depth);
                    let is_right = backends::check_rules(rules, body.as_bytes());
                    let expected = oracle::read(body.as_bytes(), rules).is_some();
                    assert_eq!(is_right, expected, "depth {depth}: {body}");
                }
            }
        }
    }
}

/// A name whose quote is the only token of its block and begins it, behind so many others that the
/// window of the engine ends with it.
#[test]
fn a_name_alone_in_its_block() {
    let member = format!(r#""a":"{}","#, "x".repeat(57));
    assert_eq!(member.len(), 64);
    for count in 0..70 {
        for (name, value) in [
            ("RequestId", r#""r""#),
            ("Error", r#"{"Code":"c","Message":"m"}"#),
            ("b", "1"),
        ] {
            let body = format!(
                r#"{{{}"Response":{{{}"{name}"{}:{value}}}}}"#,
                " ".repeat(51),
                member.repeat(count),
                " ".repeat(60),
            );
            assert_eq!(body.find(&format!("\"{name}\"")).unwrap() % 64, 0);
            check(body.as_bytes());
        }
    }
}

/// A name in the last of so many blocks of few tokens, with one of which the window of the engine ends.
#[test]
fn a_name_behind_sparse_blocks() {
    let item = format!("\"{}\",", "x".repeat(61));
    assert_eq!(item.len(), 64);
    for count in 8..40 {
        for shift in [0, 20, 63] {
            let items = item.repeat(count);
            let space = " ".repeat(shift);
            for member in [
                r#""RequestId":"r""#,
                r#""Error":{"Code":"c","Message":"m"}"#,
                r#""Request\u0049d":"r""#,
                r#""RequestId":1"#,
            ] {
                let body = format!(r#"{{"Response":{{"a":[{items}{space}0],{member},"b":1}}}}"#);
                check(body.as_bytes());
            }
        }
    }
}

/// Behind a block in which nothing begins, outside strings, there are tokens and garbage in blocks
/// without a quote.
#[test]
fn blocks_without_quotes_are_read() {
    for filler in [" ", "1"] {
        for part in ["x", "]", "[", "[]", ",", "1,", "true ", "-", "}", ":"] {
            for behind in [70, 140, 300] {
                let parts = part.repeat(behind / part.len());
                for len in PLACES - 64..PLACES {
                    let filler = filler.repeat(len);
                    check(format!(r#"{{"Response":{{"a":[0,{filler}{parts}0]}}}}"#).as_bytes());
                }
            }
        }
    }
}

/// Something at the edge of a block, and something else at the next edge, so that what a block
/// leaves is not only there but gone in time; in blocks that are usual and in others.
#[test]
fn what_blocks_leave_for_the_next() {
    const RIGHT: &[&str] = &[
        "0", "10", "-1", "2.5", "1e5", "true", r#""\n""#, r#""é""#, "[]",
    ];
    const PARTS: &[&str] = &[
        "0", "10", "00", "01", "-01", "1.", "1.5", "1e", "1e-5", "1-", "true", "truex", "falsx",
        "\"a\"",
    ];
    const FILLERS: &[&str] = &["", "true,", "-1.5,", r#""\n",12,"#, r#""é",null,"#];
    /// Appends `filler` and `part`, so that the next edge of a block lies behind so many bytes of
    /// `part`.
    fn push(body: &mut Vec<u8>, filler: &str, part: &str, before_edge: usize) {
        body.extend_from_slice(filler.as_bytes());
        let plain = "\"\",".len();
        let mut left = 64 - (body.len() + plain + before_edge) % 64;
        if left == 64 {
            left = 0;
        }
        body.push(b'"');
        body.resize(body.len() + left, b'x');
        body.extend_from_slice(b"\",");
        assert_eq!((body.len() + before_edge) % 64, 0);
        body.extend_from_slice(part.as_bytes());
    }
    let plain = format!(",12,\"{}\"", "x".repeat(64));
    for filler in FILLERS {
        for first in RIGHT {
            for before_edge in 1..=first.len() {
                // The blocks of the engine begin behind the brace.
                let mut body = format!(r#"{{{}"Response":{{"a":["#, " ".repeat(51)).into_bytes();
                push(&mut body, filler, first, before_edge);
                body.push(b',');
                let len = body.len();
                for filler in FILLERS {
                    for part in PARTS {
                        for before_edge in 1..=part.len() {
                            push(&mut body, filler, part, before_edge);
                            let with_part = body.len();
                            for behind in [",12", r#","\n",-1,true"#, &plain] {
                                body.extend_from_slice(behind.as_bytes());
                                body.extend_from_slice(b"]}}");
                                check(&body);
                                body.truncate(with_part);
                            }
                            body.truncate(len);
                        }
                    }
                }
            }
        }
    }
}

/// What a backslash leaves for the next block, where that has nothing else to look at.
#[test]
fn escapes_before_a_long_way() {
    let long = "a".repeat(130);
    let behind_edge = "a".repeat(63);
    for part in [
        r"\n", r"\", r"\u", r"\u0", r"\u004", r"\u\", r"\u0\", r"\u00\", r"\u004\", r"\u004\\",
        r"\\", r"\\\", r"\x", r"\ux", r"\u00x", r"\uzzzz", r"\uéé", r"\u中0", r#"\\"x"#,
    ] {
        everywhere(
            r#"{"Response":{"a":""#,
            part.as_bytes(),
            &format!("{long}\"}}}}"),
        );
        everywhere(
            r#"{"Response":{"a":""#,
            part.as_bytes(),
            &format!("x{long}\"}}}}"),
        );
        // A quote where a backslash would count if it were kept for one block more.
        for tail in ["\"", "\"x\""] {
            let end = format!("{behind_edge}{tail}}}}}");
            everywhere(r#"{"Response":{"a":""#, part.as_bytes(), &end);
        }
    }
}

/// A string that fills many blocks is read to its end, and so is what is no string.
#[test]
fn long_strings_and_long_garbage() {
    for blocks in 64..200 {
        let mut body = format!(
            r#"{{"Response":{{"a":"{}","RequestId":"r"}}}}"#,
            "x".repeat(64 * blocks)
        )
        .into_bytes();
        check(&body);
        body[2000] = b'\n';
        check(&body);
    }
    for byte in ["x", ".", "-", "e", "t", "+"] {
        for len in [64, 128, 200] {
            let garbage = byte.repeat(len);
            everywhere(
                r#"{"Response":{"a":""#,
                b"\",\"b\":",
                &format!("{garbage},\"c\":1}}}}"),
            );
        }
    }
}

/// Literals and numbers in a body of the usual shape, behind names of every length and before
/// garbage of every length: a step of a wrong length would come down somewhere.
#[test]
fn usual_members_before_garbage() {
    for value in ["true", "false", "null", "1", "-12.5", "\"\"", "[]", "{}"] {
        for len in 0..PLACES {
            let name = "n".repeat(len % 10);
            let before = format!(r#"{{"Response":{{"a":1,"{name}":{value}"#);
            check(format!(r#"{before},"RequestId":"r"}}}}"#).as_bytes());
            for garbage in ["x".repeat(len), "x".repeat(2 * len + 1)] {
                check(format!(r#"{before},{garbage},"RequestId":"r"}}}}"#).as_bytes());
            }
        }
    }
}

/// The same bytes at the same place of two blocks of a chunk, which must not cancel each other out.
#[test]
fn the_same_in_two_blocks() {
    for part in [
        b"\x01".as_slice(),
        b"\xff",
        b"\xc3",
        b"\\n\xff",
        b"\\n\x01",
        b"\\x",
        b"\\uzzzz",
        b"\\u004",
        b"\\\",\"b\":\"",
        b"\",\"Request\\u0049d\":\"r\",\"b\":\"",
    ] {
        for blocks in 1..4 {
            for shift in 0..64 {
                // In the first chunk, and behind one that has an escape.
                for (before, len) in [(b"x".as_slice(), shift + 1), (b"\\n", shift + 1024)] {
                    let mut body = br#"{"Response":{"a":""#.to_vec();
                    let start = body.len();
                    body.extend_from_slice(before);
                    body.resize(start + len, b'x');
                    body.extend_from_slice(part);
                    body.resize(body.len() + blocks * 64 - part.len(), b'x');
                    body.extend_from_slice(part);
                    body.extend_from_slice(br#""}}"#);
                    check(&body);
                }
            }
        }
    }
}

/// Numbers that a chunk leaves open, before others in which no block has to be looked at for numbers.
#[test]
fn numbers_before_quiet_chunks() {
    const EDGE: usize = r#"{"Response":{"#.len() + 1024;
    for part in [
        "-", "-0.", "1.", "1e", "1E+", "10e-", "1.5e", "1.5", "-7", "-0", "0",
    ] {
        for before_edge in 0..=part.len() {
            for behind in ["]", ",1]", "5]", " ]", "]]"] {
                for len in [1, 40, 100, 900, 1100, 2100] {
                    let mut body = r#"{"Response":{"a":["x","#.to_owned();
                    body += &" ".repeat(EDGE - before_edge - body.len());
                    body += part;
                    body += behind;
                    body += &format!(r#","b":"{}"}}}}"#, "x".repeat(len));
                    check(body.as_bytes());
                }
            }
        }
    }
}

/// The same with whole blocks that look plain, so that what is behind them looks like the rest of what
/// was cut, or like the end of what has no end.
#[test]
fn whole_plain_blocks_behind_a_chunk() {
    const EDGE: usize = r#"{"Response":{"#.len() + 1024;
    for (start, filler) in [
        (r#"{"Response":{"a":["x"#, b'x'),
        (r#"{"Response":{"a":["x""#, b' '),
        (r#"{"Response":{"a":[1"#, b' '),
        (r#"{"Response":{"a":[1"#, b'1'),
    ] {
        for part in [
            b"x".as_slice(),
            b" ",
            b"\\",
            b"\\u00",
            b"\xc3",
            b"\xe4\xb8",
            b"-",
            b".",
        ] {
            for blocks in 1..6 {
                for end in [
                    b"\"".as_slice(),
                    b"n\"",
                    b"41\"",
                    b"\xa9\"",
                    b"\xad\"",
                    b"",
                    b"1",
                ] {
                    let mut body = start.as_bytes().to_vec();
                    body.resize(EDGE - part.len(), filler);
                    body.extend_from_slice(part);
                    body.resize(EDGE + 64 * blocks, b'x');
                    body.extend_from_slice(end);
                    body.extend_from_slice(b"]}}");
                    check(&body);
                }
            }
        }
    }
}

/// An escape that a chunk cuts, and further on others, whose letters stand in their blocks where its
/// missing digits stand in theirs.
#[test]
fn letters_of_escapes_where_digits_are_missing() {
    const EDGE: usize = r#"{"Response":{"#.len() + 1024;
    for missing in 1..=4 {
        for digits in ["0041", "g041", "0g41", "00g1", "004g"] {
            let mut body = br#"{"Response":{"a":""#.to_vec();
            body.resize(EDGE + missing - r"\u0041".len(), b'x');
            body.extend_from_slice(br"\u");
            body.extend_from_slice(digits.as_bytes());
            for bit in 0..missing {
                let letter = EDGE + 64 * (bit + 1) + bit;
                body.resize(letter - 1, b'x');
                body.extend_from_slice(br"\u0041");
            }
            body.extend_from_slice(b"\"}}");
            check(&body);
        }
    }
}

/// What stands before the members of `Response`, spelled as it usually is not.
#[test]
fn beginnings() {
    let text = "x".repeat(3000);
    for start in [
        r#"{ "Response" : {"#,
        r#"{ "Response" : ["#,
        r#"{ "Response" : "#,
        r#"{ "Response" {"#,
        r#"{ "Response" :: {"#,
        r#"{ "Response : {"#,
        r#"{ "Responses" : {"#,
        r#"{ "Other" : {"#,
        r#"{"Other":{"#,
        r#"[ "Response" : {"#,
        r#"{ 'Response" : {"#,
        r#"{ "{"#,
        r#"{ ""{"#,
        "{ {",
        "{{",
        "{x",
        "{ ",
    ] {
        for end in ["}}", " } } ", "} ]", "] }", "}", "} x}", "} , }"] {
            check(format!(r#"{start}"a":"{text}","RequestId":"r"{end}"#).as_bytes());
        }
    }
}

/// Everything there is, at the edge of a chunk.
#[test]
fn edges_of_chunks() {
    let mut right = 0;
    let mut count = 0;
    chunks::each(r#"{"Response":{"#, "}}", |body, _| {
        right += usize::from(backends::check_default(body));
        count += 1;
    });
    assert!(
        right > count / 4 && right < count * 3 / 4,
        "{right} of {count}"
    );
}

/// Behind a chunk come blocks that are passed over if nothing in them could be wrong: not if the chunk
/// ends within a character or an escape, or outside a string.
#[test]
fn plain_blocks_behind_a_chunk() {
    const EDGE: usize = r#"{"Response":{"#.len() + 1024;
    const PARTS: &[&[u8]] = &[
        b"\\n",
        b"\\\\",
        b"\\",
        b"\\u0041",
        b"\\u004",
        b"\\u0",
        b"\\u",
        b"\"",
        b"\",\"",
        b"\":\"",
        b"\xc3\xa9",
        b"\xe4\xb8\xad",
        b"\xf0\x9f\x98\x80",
        b"\xc3",
        b"\xe4\xb8",
        b"\xf0\x9f\x98",
        b"\x1f",
        b"[\"",
        b"1,\"",
        b"1",
        b"[",
        b" ",
    ];
    // The other kind may stand behind a backslash, or be a digit, but not where the blocks begin.
    let plains = [
        "x".repeat(150),
        "x".repeat(128),
        format!("xxxx{}", "b".repeat(150)),
    ];
    for (part, plain) in PARTS
        .iter()
        .flat_map(|part| plains.iter().map(move |plain| (part, plain)))
    {
        for before_edge in 0..=part.len() + 1 {
            for (start, filler, end) in [
                (r#"{"Response":{"a":""#, "x", r#""}}"#),
                (r#"{"Response":{"a":["\n","#, " ", r#""]}}"#),
                (r#"{"Response":{"a":["\n","#, " ", "]}}"),
                (r#"{"Response":{"a":["\n","#, " ", ",0]}}"),
                (r#"{"Response":{"a":["\n","#, " ", "0]}}"),
            ] {
                let filler = filler.repeat(EDGE - before_edge - start.len());
                let body = [start, &filler].concat().into_bytes();
                check(&[&body, *part, plain.as_bytes(), end.as_bytes()].concat());
            }
        }
    }
}

/// Whatever fills blocks or a chunk, and what comes behind it.
#[test]
fn long_runs_of_one_thing() {
    let mut rng = Rng::new(64);
    let (mut right, count) = (0, 12_000);
    for _ in 0..count {
        let body = runs::body(&mut rng);
        check(&body);
        right += usize::from(Parser::new().parse(&body).is_ok());
    }
    assert!(right > count / 20 && right < count / 2, "{right}");
}
