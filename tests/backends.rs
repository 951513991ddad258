//! Every backend that this CPU has gives the answer of the portable one, to every body: the same
//! values, or the same error at the same byte. What is tried here is what could set them apart:
//! where a block of 64 bytes, a vector, or a window of 64 tokens ends.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{
    Rules,
    backends::{self, Shifted, check, check_default, check_rules},
    corpus, documents, generate, mutate,
    rng::Rng,
};
use tencentcloud_response::{Backend, ErrorKind, Parser};

const BLOCK: usize = Shifted::BLOCK;

#[test]
fn the_expected_backends_run() {
    backends::report();
    for backend in Backend::available() {
        assert_eq!(backend.to_string(), backend.as_str());
    }
}

/// Values, right and wrong, each of which is put across every edge.
const VALUES: &[&str] = &[
    // Strings and escapes.
    r#""""#,
    r#""a""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u0000\uffFF\ud83d\ude00\ud800\udc00\udfff""#,
    r#""\\\\\\\\\\\\\\\"""#,
    r#""\\\\\\\\\\\\\\""#,
    r#""{[]},:\"\\""#,
    "\"é中😀\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}\"",
    r#""\x""#,
    r#""\u12g4""#,
    r#""\u123""#,
    r#""\u12\n4""#,
    r#""\é""#,
    r#""\uééé""#,
    r#""\"#,
    "\"a\tb\"",
    "\"a\nb\"",
    "\"\u{1f}\"",
    "\"\0\"",
    // Numbers.
    "0",
    "-0",
    "7",
    "1234567890123456789012345678901234567890",
    "-1.5e-10",
    "0.0E+00",
    "10e10",
    "1e999",
    "00",
    "01",
    "-",
    "-01",
    "--1",
    "+1",
    "1.",
    ".5",
    "1.e5",
    "1e",
    "1e+",
    "1e+-5",
    "1.2.3",
    "1e5.0",
    "1e5e5",
    "1-1",
    "1+1",
    "0x10",
    "1a",
    "1\u{e9}",
    "- 1",
    "1 2",
    // Literals.
    "true",
    "false",
    "null",
    "tru",
    "truee",
    "true1",
    "falsetrue",
    "nul",
    "nulll",
    "True",
    "NaN",
    "t",
    "true\"\"",
    "\"\"true",
    "1\"\"",
    "\"\"1",
    "\"\"\"\"",
    "é",
    "\\n",
    "'a'",
    // Objects and arrays.
    "{}",
    "[]",
    "[[],{},[{}],{\"\":[]}]",
    "{\"a\":1,\"a\":[2,\"b\"],\"c\":{\"d\":null}}",
    "[1,\"a\",true,-2.5e1,null]",
    "[\"a\",\"b\"]",
    " [ 1 , { \"a\" : \"b\" } ] ",
    "\t\r\n1\n\r\t",
    "[1,]",
    "[,1]",
    "[,]",
    "[1 1]",
    "[\"a\" \"b\"]",
    "[\"a\":1]",
    "[1,\"a\":1]",
    "[[1,2],\"a\":1]",
    "[:]",
    "[1}",
    "[}",
    "{]",
    "{\"a\":1]",
    "{\"a\"}",
    "{\"a\",\"b\":1}",
    "{\"a\":1,\"b\"}",
    "{\"a\":1,2}",
    "{\"a\":1,{}}",
    "{\"a\":1,}",
    "{,}",
    "{:1}",
    "{1:1}",
    "{[]:1}",
    "{\"a\":}",
    "{\"a\"::1}",
    "{\"a\":1:2}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "[][]",
    "{}{}",
    "]",
    "}",
    "]]",
    "}}",
    "}}}",
    ",",
    ":",
    "",
    "\u{b}",
    "\u{a0}",
    "\u{feff}",
];

/// The same that are no UTF-8, to stand in a string and outside.
const BYTES: &[&[u8]] = &[
    b"\x80",
    b"\xbf",
    b"\xc0\x80",
    b"\xc1\xbf",
    b"\xc3",
    b"\xc3\xc3\xa9",
    b"\xc3\xa9\xa9",
    b"\xe0\x80\x80",
    b"\xe0\x9f\xbf",
    b"\xe4",
    b"\xe4\xb8",
    b"\xe4\xb8\xad\xad",
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\xf0\x80\x80\x80",
    b"\xf0\x8f\xbf\xbf",
    b"\xf0\x9f\x98",
    b"\xf0\x9f",
    b"\xf0",
    b"\xf0\x9f\x98\x80\x80",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    b"\xfe",
    b"\xff",
];

/// Values and ill-formed bytes, bare and in a string.
fn values() -> Vec<Vec<u8>> {
    let bare = VALUES.iter().map(|value| value.as_bytes().to_vec());
    let ill = BYTES.iter().flat_map(|bytes| {
        let quoted = [b"\"a", *bytes, b"b\""].concat();
        let alone = [b"\"", *bytes, b"\""].concat();
        [bytes.to_vec(), quoted, alone]
    });
    bare.chain(ill).collect()
}

/// What may stand before the value, `n` bytes or steps long.
type Padding = fn(usize) -> String;

const PADDINGS: &[(&str, Padding)] = &[
    ("whitespace", |n| " ".repeat(n)),
    ("a string", |n| format!("\"{}\",", "x".repeat(n))),
    ("empty arrays", |n| "[],".repeat(n)),
    ("escapes", |n| format!("\"{}\",", "\\\\".repeat(n))),
];

#[test]
fn every_value_across_every_edge() {
    let mut right = 0;
    for value in values() {
        for (_, padding) in PADDINGS {
            for n in 0..=BLOCK + 2 {
                for (before, after) in [
                    ("{\"Response\":{\"a\":[", "],\"RequestId\":\"r\"}}"),
                    ("{\"Response\":{\"RequestId\":\"r\"},\"a\":[", "]}"),
                ] {
                    let padding = padding(n);
                    let body = [
                        before.as_bytes(),
                        padding.as_bytes(),
                        &value,
                        after.as_bytes(),
                    ]
                    .concat();
                    right += usize::from(check_default(&body));
                }
            }
        }
    }
    assert!(right > 5_000, "only {right} were right");
}

/// The values that count, right and wrong, at every distance from the beginning.
#[test]
fn the_names_that_count_across_every_edge() {
    let members = [
        r#""RequestId":"r-1""#,
        r#""RequestId":null"#,
        r#""RequestId" : "r" "#,
        "\"RequestId\"\n:\n\n\n\"r\"",
        r#""RequestId":"\u0041""#,
        r#""RequestId":"\ud800""#,
        r#""RequestId":1"#,
        r#""RequestId":{}"#,
        r#""RequestId":true"#,
        r#""RequestId":"a","RequestId":"b""#,
        r#""Request\u0049d":"r""#,
        r#""RequestId\n":"r""#,
        r#""RequestIdX":1,"Request":2,"R":3"#,
        r#""Error":{"Code":"A.B","Message":"m\n\"\ud800"}"#,
        r#""Error":{"Message":"","Code":""}"#,
        r#""Error":{}"#,
        r#""Error":null"#,
        r#""Error":[]"#,
        r#""Error":"""#,
        r#""Error":{"Code":1}"#,
        r#""Error":{"Message":[]}"#,
        r#""Error":{"Code":"a","Code":"a"}"#,
        r#""Error":{"Message":"a","\u004dessage":"a"}"#,
        r#""Error":{"a":{"Code":1},"Code":"c"}"#,
        r#""Error":{},"Error":{}"#,
        r#""\u0045rror":{"\u0043ode":"c"}"#,
        r#""a":{"RequestId":1,"Error":2,"Response":3}"#,
        r#""a":"\"RequestId\":1""#,
        r#""a":["RequestId","Error"]"#,
        r#""Response":{}"#,
        r#""Code":"c","Message":"m""#,
    ];
    for member in members {
        for (_, padding) in PADDINGS {
            for n in 0..=BLOCK + 2 {
                let padding = format!("\"a\":[{}0]", padding(n));
                for body in [
                    format!("{{\"Response\":{{{padding},{member}}}}}"),
                    format!("{{{padding},\"Response\":{{{member}}}}}"),
                    format!("{{{padding},\"Response\":{{{member},\"RequestId\":\"r\"}}}}"),
                    format!("{{\"Response\":{{{member},{padding}}},{padding}}}"),
                    format!("{{\"Response\":{{{padding},{member}}},{member}}}"),
                ] {
                    check_default(body.as_bytes());
                }
            }
        }
    }
    // And as the root's own.
    for name in ["\"Response\"", "\"\\u0052esponse\"", "\"response\""] {
        for value in ["{}", "[]", "null", "1", "\"\"", "{\"RequestId\":\"r\"}"] {
            for n in 0..=2 * BLOCK + 2 {
                let space = " ".repeat(n);
                check_default(format!("{{{space}{name}:{value}}}").as_bytes());
                check_default(format!("{{{name}{space}:{value}}}").as_bytes());
                check_default(format!("{{{name}:{space}{value}{space}}}").as_bytes());
            }
        }
    }
}

/// Bodies that grow by a byte, or a few, a step.
const FAMILIES: &[(&str, Padding)] = &[
    ("whitespace before", |n| {
        format!("{}{{\"Response\":{{\"RequestId\":\"r\"}}}}", " ".repeat(n))
    }),
    ("whitespace behind", |n| {
        format!("{{\"Response\":{{\"RequestId\":\"r\"}}}}{}", "\n".repeat(n))
    }),
    ("whitespace inside", |n| {
        format!("{{\"Response\":{}{{\"RequestId\":\"r\"}}}}", "\t".repeat(n))
    }),
    ("an id", |n| {
        format!("{{\"Response\":{{\"RequestId\":\"{}\"}}}}", "r".repeat(n))
    }),
    ("a name", |n| {
        format!("{{\"{}\":0,\"Response\":{{}}}}", "R".repeat(n))
    }),
    ("digits", |n| {
        format!("{{\"Response\":{{\"a\":1{}}}}}", "0".repeat(n))
    }),
    ("a fraction", |n| {
        format!("{{\"Response\":{{\"a\":0.0{}e-1}}}}", "5".repeat(n))
    }),
    ("an exponent", |n| {
        format!("{{\"Response\":{{\"a\":1E+0{}}}}}", "9".repeat(n))
    }),
    ("escapes", |n| {
        let message = "\\n".repeat(n);
        format!("{{\"Response\":{{\"Error\":{{\"Code\":\"c\",\"Message\":\"{message}\"}}}}}}")
    }),
    ("\\u", |n| {
        format!("{{\"Response\":{{\"a\":\"{}\"}}}}", "\\u00e9".repeat(n))
    }),
    ("backslashes", |n| {
        format!("{{\"Response\":{{\"a\":\"{}\"}}}}", "\\".repeat(n))
    }),
    ("backslashes and a quote", |n| {
        format!("{{\"Response\":{{\"a\":\"{}\"\"}}}}", "\\".repeat(n))
    }),
    ("two bytes", |n| {
        format!("{{\"Response\":{{\"RequestId\":\"{}\"}}}}", "é".repeat(n))
    }),
    ("three bytes", |n| {
        format!("{{\"Response\":{{\"a\":\"{}\"}}}}", "中".repeat(n))
    }),
    ("four bytes", |n| {
        format!("{{\"Response\":{{\"a\":\"x{}\"}}}}", "😀".repeat(n))
    }),
    ("brackets", |n| {
        let (open, close) = ("[".repeat(n), "]".repeat(n));
        format!("{{\"Response\":{{\"a\":[{open}{close}]}}}}")
    }),
    ("objects", |n| {
        let (open, close) = ("{\"\":".repeat(n), "}".repeat(n));
        format!("{{\"Response\":{{\"a\":{open}0{close}}}}}")
    }),
    ("empty arrays", |n| {
        format!("{{\"Response\":{{\"a\":[0{}]}}}}", ",[]".repeat(n))
    }),
    ("empty strings", |n| {
        format!("{{\"Response\":{{\"a\":[\"\"{}]}}}}", ",\"\"".repeat(n))
    }),
    ("empty names", |n| {
        format!("{{\"Response\":{{\"\":0{}}}}}", ",\"\":1".repeat(n))
    }),
    ("literals", |n| {
        format!(
            "{{\"Response\":{{\"a\":[null{}]}}}}",
            ",true,false".repeat(n)
        )
    }),
    ("opening only", |n| "[".repeat(n)),
    ("opening braces", |n| "{".repeat(n)),
    ("commas", |n| {
        format!("{{\"Response\":{{\"a\":[{}]}}}}", ",".repeat(n))
    }),
    ("colons", |n| {
        format!("{{\"Response\":{{\"a\"{}1}}}}", ":".repeat(n))
    }),
    ("quotes", |n| "\"".repeat(n)),
    ("spaces", |n| " ".repeat(n)),
    ("roots", |n| "{\"Response\":{}}".repeat(n)),
];

#[test]
fn every_tail_at_every_alignment() {
    let mut shifted = Shifted::new(2_000);
    for (_, family) in FAMILIES {
        for n in 0..=130 {
            let body = family(n);
            let right = check_default(body.as_bytes());
            for shift in 1..BLOCK {
                let here = shifted.at(shift, body.as_bytes(), check_default);
                assert_eq!(here, right, "at {shift}: {body}");
            }
        }
    }
}

/// Every length from 0 to 130 for bodies as they come, and then as they are cut.
#[test]
fn every_cut_and_every_beginning() {
    for (i, body) in documents::GOOD.iter().chain(documents::GOOD_V2).enumerate() {
        let rules = if i < documents::GOOD.len() {
            Rules::DEFAULT
        } else {
            Rules::DEFAULT.api_v2()
        };
        assert!(check_rules(rules, body.as_bytes()));
        for n in 0..=130 {
            let body = format!("{}{body}", " ".repeat(n));
            assert!(check_rules(rules, body.as_bytes()));
            assert!(!check_rules(rules, &body.as_bytes()[..body.len() - 1]));
            check_rules(rules, format!("{body}}}").as_bytes());
        }
        for n in [0, 1, 17, 40, 63] {
            let body = format!("{}{body}", "\n".repeat(n));
            for cut in 0..body.len() {
                assert!(!check_rules(rules, &body.as_bytes()[..cut]));
            }
        }
    }
}

/// A body of exactly one, two, three blocks.
#[test]
fn bodies_that_end_at_an_edge() {
    for blocks in 1..=4 {
        for (name, family) in FAMILIES {
            let ends = (0..=4 * BLOCK)
                .map(family)
                .filter(|body| body.len() == blocks * BLOCK);
            for body in ends {
                check_default(body.as_bytes());
                for tail in ["}", " ", "\"", "\\", "0", "\u{1}", "é", ",", ":", "{}"] {
                    check_default(format!("{body}{tail}").as_bytes());
                }
                let short = &body.as_bytes()[..body.len() - 1];
                check_default(short);
                for last in [b'}', b' ', b'"', b'\\', b'0', 1, 0x80, 0xc3, 0xf0, b','] {
                    check_default(&[short, &[last]].concat());
                }
            }
            // Most families step over some lengths; this one does not.
            let every = (0..=4 * BLOCK)
                .map(family)
                .any(|body| body.len() == blocks * BLOCK);
            assert!(every || !name.starts_with("whitespace"));
        }
    }
}

/// What ends a body badly, at every length.
#[test]
fn the_last_bytes() {
    let ends: &[&[u8]] = &[
        b"\x00",
        b"\x1f",
        b"\x7f",
        b"\x80",
        b"\xc3",
        b"\xc3\xa9",
        b"\xe4\xb8",
        b"\xe4\xb8\xad",
        b"\xf0\x9f\x98",
        b"\xf0\x9f\x98\x80",
        b"\xed\xa0",
        b"\xff",
        b"\\",
        b"\\u",
        b"\\u12",
        b"\\u123",
        b"\\u1234",
        b"\\\"",
        b"\\\\",
        b"\"",
        b"\"}",
        b"\"}}",
        b"\x1f\"}}",
        b"\xc3\"}}",
        b"\xe4\xb8\"}}",
        b"\xf0\x9f\x98\"}}",
        b"\xf0\x9f\x98\x80\"}}",
        b"\x80\"}}",
        b"\\\"}}",
        b"\\\\\"}}",
        b"\\u123\"}}",
        b"\\u1234\"}}",
        b"\"}}\x00",
        b"\"}}\xff",
        b"\"}}\xc3\xa9",
        b"\"}}\xf0",
        b"\"}} ",
        b"\"}}}",
        b"\"}},",
        b"\"}}\"",
    ];
    for n in 0..=3 * BLOCK + 2 {
        for fill in ["x", "中"] {
            for before in ["{\"Response\":{\"a\":\"", "{\"Response\":{\"RequestId\":\""] {
                let mut start = before.to_owned();
                start.push_str(&fill.repeat(n));
                for end in ends {
                    check_default(&[start.as_bytes(), end].concat());
                }
            }
        }
    }
}

/// Blocks inside a long string are passed over, unless there is something in them.
#[test]
fn something_in_a_long_string() {
    const LEN: usize = 4 * BLOCK + 9;
    let somethings: &[&[u8]] = &[
        b"\"",
        b"\\n",
        b"\\\"",
        b"\\",
        b"\\u00e9",
        b"\\ud800",
        b"\\q",
        b"\x01",
        b"\x7f",
        b"\xc3\xa9",
        b"\xc3",
        b"\xa9",
        b"\xf0\x9f\x98\x80",
        b"\xf0\x9f\x98",
    ];
    for something in somethings {
        for at in 0..=LEN {
            for member in ["a", "RequestId"] {
                for shift in [0, 1, 30, 45] {
                    let mut text = "x".repeat(LEN).into_bytes();
                    text.splice(at..at, something.iter().copied());
                    let before = format!("{}{{\"Response\":{{\"{member}\":\"", " ".repeat(shift));
                    check_default(&[before.as_bytes(), &text, b"\"}}"].concat());
                }
            }
        }
    }
}

/// More blocks with few tokens than a window takes, and names that count behind them.
#[test]
fn sparse_windows() {
    let fillers: &[(&str, Padding)] = &[
        ("spaces", |n| format!("{}0", " ".repeat(n))),
        ("a string", |n| format!("\"{}\"", "x".repeat(n))),
        ("text", |n| format!("\"{}\"", "中".repeat(n / 3))),
        ("digits", |n| format!("1{}", "0".repeat(n))),
        ("escapes", |n| format!("\"{}\"", "\\t".repeat(n / 2))),
    ];
    let ends = [
        "\"RequestId\":\"r\"}}",
        "\"Error\":{\"Code\":\"c\"}}}",
        "\"RequestId\":\"r\"}]",
        "\"RequestId\":1}}",
        "\"RequestId\":\"r\"",
        "\"a\":[}}",
    ];
    for (_, filler) in fillers {
        for len in [40, 57, 64, 70, 127, 130, 260] {
            for count in [1, 7, 14, 15, 16, 17, 18, 31, 32, 33, 50] {
                let list = vec![filler(len); count].join(",");
                for end in ends {
                    check_default(format!("{{\"Response\":{{\"a\":[{list}],{end}").as_bytes());
                    let named = list.replace(',', ",\"b\":");
                    check_default(format!("{{\"Response\":{{\"a\":{named},{end}").as_bytes());
                }
            }
        }
    }
}

/// Windows that are full to the last token, or nearly.
#[test]
fn dense_windows() {
    let pieces = [
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "[]",
        "{}",
        "[],",
        "{},",
        "0,",
        "\"\",",
        "\"\":0,",
        "\"\":[],",
        "[{\"\":",
        "\"R\":1,",
        "\"E\":{},",
        "1 ",
        "\" \"",
    ];
    let around = [
        ("", ""),
        ("{\"Response\":{\"a\":[", "0],\"RequestId\":\"r\"}}"),
        ("{\"Response\":{", "\"RequestId\":\"r\"}}"),
        (
            "{\"Response\":{\"Error\":{",
            "\"Code\":\"c\"},\"RequestId\":\"r\"}}",
        ),
    ];
    let mut right = 0;
    for piece in pieces {
        for n in 0..=2 * BLOCK + 6 {
            for shift in [0, 1, 2, 5] {
                for (before, after) in around {
                    let (space, pieces) = (" ".repeat(shift), piece.repeat(n));
                    let body = format!("{space}{before}{pieces}{after}");
                    right += usize::from(check_default(body.as_bytes()));
                }
            }
        }
    }
    assert!(right > 3_000, "only {right} were right");
}

const DEEPEST: usize = 1_030;

/// `depth` levels, the root and `Response` counted; `is_object` says which are objects.
fn nested(depth: usize, is_object: impl Fn(usize) -> bool) -> (String, Vec<char>) {
    let mut body = String::from("{\"Response\":{\"a\":");
    let mut closers = vec!['}', '}'];
    for level in 3..=depth {
        if is_object(level) {
            body.push_str("{\"a\":");
            closers.push('}');
        } else {
            body.push('[');
            closers.push(']');
        }
    }
    body.push('1');
    (body, closers)
}

#[test]
fn deep_nesting() {
    let kinds: [fn(usize) -> bool; 4] = [
        |_| false,
        |_| true,
        |level| level % 3 == 0,
        |level| (level * 0x9e37) >> 5 & 1 != 0,
    ];
    let parsers = [Parser::new().max_depth(1024), Parser::new()];
    for kind in kinds {
        for depth in 2..=DEEPEST {
            let (mut body, closers) = nested(depth, kind);
            body.extend(closers.iter().rev());
            for (parser, max) in parsers.iter().zip([1024, 128]) {
                assert_eq!(check(*parser, body.as_bytes()), depth <= max);
            }
        }
    }
}

#[test]
fn a_wrong_closer_at_every_depth() {
    let parser = Parser::new().max_depth(1024);
    let around = |edge: usize| edge - 4..=edge + 4;
    let levels: Vec<usize> = (3..12)
        .chain(around(64))
        .chain(around(128))
        .chain(around(192))
        .chain(around(256))
        .chain(around(960))
        .collect();
    for kind in [
        |level: usize| level.is_multiple_of(2),
        |level: usize| level % 5 < 3,
    ] {
        for deepest in [70, 130, 200, 270, 1024] {
            for &wrong in levels.iter().filter(|&&level| level <= deepest) {
                let (open, mut closers) = nested(deepest, kind);
                let close = &mut closers[wrong - 1];
                *close = if *close == ']' { '}' } else { ']' };
                let mut body = open.clone();
                body.extend(closers.iter().rev());
                assert!(!check(parser, body.as_bytes()));
                // A comma that is right in the other kind only.
                let (open, closers) = nested(deepest, kind);
                for more in [",2", ",\"b\":2"] {
                    let mut body = open.clone();
                    for (i, close) in closers.iter().enumerate().rev() {
                        if i + 1 == wrong {
                            body.push_str(more);
                        }
                        body.push(*close);
                    }
                    let fits = (closers[wrong - 1] == '}') == (more != ",2");
                    assert_eq!(check(parser, body.as_bytes()), fits);
                }
            }
        }
    }
}

#[test]
fn real_bodies() {
    for (_, body) in corpus::tccli().unwrap_or_default() {
        check_default(body.as_bytes());
    }
}

#[test]
fn mutants() {
    let mut rng = Rng::new(21);
    let real = corpus::tccli().unwrap_or_default();
    let count = backends::mutants(60_000);
    let mut right = 0;
    for _ in 0..count {
        let mut body = if real.is_empty() || rng.one_in(4) {
            let good = documents::GOOD;
            good[rng.below(good.len())].as_bytes().to_vec()
        } else {
            let body = real[rng.below(real.len())].1.as_bytes();
            body[..body.len().min(3_000)].to_vec()
        };
        if rng.one_in(4) {
            let space = vec![b' '; rng.below(BLOCK)];
            body.splice(0..0, space);
        }
        mutate::mutate(&mut rng, &mut body);
        let rules = Rules::ALL[if rng.one_in(2) { 0 } else { rng.below(6) }];
        right += usize::from(check_rules(rules, &body));
    }
    println!("{count} mutants, {right} right");
    assert!(right > count / 20);
}

#[test]
fn generated_bodies() {
    let mut rng = Rng::new(22);
    for _ in 0..backends::mutants(60_000) / 4 {
        let generated = generate::generate(&mut rng);
        let right = check_rules(generated.rules, &generated.body);
        assert_eq!(right, generated.expected.is_ok());
    }
}

/// Bodies of few different bytes, which meet each other in every way.
#[test]
fn soups() {
    let alphabets: [&[&str]; 6] = [
        &["[", "]", "{", "}", ",", ":", "\"\"", "1"],
        &["\\", "\"", "u", "0", "a", "\\\\", "\\\""],
        &["0", "1", "-", "+", ".", "e", "E", ",", " "],
        &["é", "中", "😀", "x", "\"", "\\n"],
        &["true", "false", "null", ",", " ", "t", "e"],
        &[
            "\"R\":",
            "\"RequestId\":",
            "\"Error\":{",
            "\"Code\":",
            "\"a\",",
            "\"b\"",
            "{",
            "}",
        ],
    ];
    let mut rng = Rng::new(23);
    for i in 0..backends::mutants(60_000) {
        let alphabet = alphabets[i % alphabets.len()];
        let mut soup = String::new();
        for _ in 0..rng.below(100) {
            soup.push_str(rng.pick(alphabet));
        }
        check_default(format!("{{\"Response\":{{\"a\":[{soup}]}}}}").as_bytes());
        check_default(format!("{{\"Response\":{{\"a\":\"{soup}\"}}}}").as_bytes());
        check_default(format!("{{\"Response\":{{{soup}}}}}").as_bytes());
        // Between what is right and what is not, a byte.
        let mut bytes = format!("{{\"Response\":{{\"a\":[[\"{soup}\"],1]}}}}").into_bytes();
        let at = rng.below(bytes.len());
        bytes[at] = u8::try_from(rng.below(256)).unwrap();
        check_default(&bytes);
    }
}

/// Every sequence of a few tokens in a nested value, as far as it can be right and one token on, and
/// a few ends of each: at the beginning of a block, and across its end.
#[test]
fn nested_values_of_few_tokens() {
    const TOKENS: &[&str] = &[
        "{", "}", "[", "]", ",", ":", "\"\"", "\"a\"", "-1", "true", " ",
    ];
    const ENDS: &[&str] = &[
        "", "]", "}", "-1]", "-1}", ":-1]", ":-1}", "}]", "]]", "]}", "}}", ":-1,-1]",
    ];
    fn walk(text: &mut String, levels: usize, bodies: &mut usize) {
        let len = text.len();
        for token in TOKENS {
            text.push_str(token);
            let open = text.len();
            let read = Parser::new().parse(text.as_bytes());
            let is_viable = read.is_err_and(|error| error.kind() == ErrorKind::Truncated);
            for end in ENDS {
                text.push_str(end);
                text.push_str(",\"RequestId\":\"r\"}}");
                check_default(text.as_bytes());
                *bodies += 1;
                text.truncate(open);
            }
            if is_viable && levels > 1 {
                walk(text, levels - 1, bodies);
            }
            text.truncate(len);
        }
    }
    let mut bodies = 0;
    walk(&mut r#"{"Response":{"A":"#.into(), 5, &mut bodies);
    for before in 54..60 {
        let mut text = format!(r#"{{"Response":{{"A":["{}","#, "x".repeat(before));
        walk(&mut text, 3, &mut bodies);
    }
    println!("{bodies} bodies");
    assert!(bodies > 10_000);
}
