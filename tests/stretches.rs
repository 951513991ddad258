//! `stream::Reader` on bodies that are long enough for an engine to pass over most of them: what it
//! says is what the portable reader says of the whole, on every backend and wherever the cuts are.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Rules, chunks, mutate, rng::Rng, runs, show};
use tencentcloud_response::{Backend, ErrorKind, ParseError, Parser, Record, stream::Reader};

/// What the portable reader says of a whole body.
struct Said {
    finished: Result<Record, ParseError>,
    salvaged: Record,
}

impl Said {
    fn of(parser: Parser, body: &[u8]) -> Self {
        Self {
            finished: parser
                .backend(Backend::PORTABLE)
                .parse(body)
                .map(|envelope| Record::from(&envelope)),
            salvaged: Record::from(&parser.salvage(body)),
        }
    }

    /// Cut at `cuts`, which ascend.
    fn check(&self, parser: Parser, body: &[u8], cuts: &[usize]) {
        for backend in Backend::available() {
            let mut reader = Reader::from(parser.backend(backend));
            let mut from = 0;
            for &to in cuts.iter().chain([&body.len()]) {
                reader.feed(&body[from..to]);
                from = to;
            }
            let what = || format!("{backend}, cuts at {cuts:?}, {parser:?}: {}", show(body));
            assert_eq!(Record::from(&reader.so_far()), self.salvaged, "{}", what());
            assert_eq!(reader.finish(), self.finished, "{}", what());
        }
    }
}

/// Everything that may be cut, in objects and in lists.
const ITEMS: &[&str] = &[
    r#"{"Id":"ins-1","Cpu":4,"Rate":-1.5e3,"On":true,"Tags":["a\n",null,"é"]}"#,
    r#"{"RequestId":"none of ours","Error":{"Code":"x"},"K\u0065y\\":"\"\\\u4e2d\ud83d\ude00"}"#,
    r#"[0,-0.25,1E+10,false,[],{},[[{"a":[{}]}]],"中文 and 😀"]"#,
    r#"{  "Spaced" : [ 1 ,  "two" ] ,
        "Empty" : "" }"#,
    r#""{\"Level\":\"info\",\"Text\":\"caf\u00e9 中文 \\\\\\\" and so on, and on, and on\"}""#,
    "123456789012345678901234567890",
];

/// About `len` bytes of items.
fn items(rng: &mut Rng, len: usize) -> String {
    let mut items = String::new();
    while items.len() < len {
        items.push_str(rng.pick(ITEMS));
        items.push(',');
    }
    items.pop();
    items
}

/// Members of `Response`, some of which count, between long ones which do not.
fn body(rng: &mut Rng) -> String {
    const COUNT: &[&str] = &[
        r#""RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c""#,
        r#""Error":{"Code":"A.B\u0043","Message":"中 \n"}"#,
        r#""Request\u0049d":"escaped""#,
        r#""Error":null"#,
        r#""Errors":[],"Region":"R","E":1"#,
        r#""RequestId":7"#,
    ];
    let mut body = String::from(r#"{"Response":{"TotalCount":1"#);
    for _ in 0..=rng.below(3) {
        let len = [10, 300, 1000, 3000][rng.below(4)];
        let items = items(rng, len);
        match rng.below(3) {
            0 => body += &format!(r#","Set":[{items}]"#),
            1 => body += &format!(r#","A":{{"B":{{"C":[[{items}]],"RequestId":"deeper"}}}}"#),
            _ => body += &format!(r#","Text":"{}""#, "plain text, 中文, ".repeat(len / 16)),
        }
        if rng.one_in(2) {
            body += ",";
            body += rng.pick(COUNT);
        }
    }
    body += [r"}}", r#"},"Other":[1,2]}"#, r#"},"Response":{}}"#][rng.below(9).saturating_sub(6)];
    body
}

fn cuts(rng: &mut Rng, len: usize) -> Vec<usize> {
    let longest = [64, 200, 500, 1460, 4000][rng.below(5)];
    let mut cuts = Vec::new();
    let mut at = 0;
    loop {
        at += rng.below(longest + 1);
        if at >= len {
            return cuts;
        }
        cuts.push(at);
    }
}

#[test]
fn right_bodies_and_mutants_at_random_cuts() {
    let mut rng = Rng::new(31);
    let (mut right, count) = (0, 3_000);
    for i in 0..count {
        let mut body = body(&mut rng).into_bytes();
        if i % 2 == 0 {
            mutate::mutate(&mut rng, &mut body);
        }
        if rng.one_in(8) {
            body.truncate(rng.below(body.len() + 1));
        }
        let rules = Rules::ALL[rng.below(Rules::ALL.len())];
        let depth = [128, 128, 7, 300][rng.below(4)];
        let parser = rules.max_depth(depth).parser();
        let said = Said::of(parser, &body);
        right += usize::from(said.finished.is_ok());
        said.check(parser, &body, &cuts(&mut rng, body.len()));
    }
    assert!(right > count / 10 && right < count * 3 / 4, "{right}");
}

/// What fills blocks or a chunk may be cut anywhere, too.
#[test]
fn long_runs_of_one_thing_at_random_cuts() {
    let mut rng = Rng::new(65);
    for _ in 0..4_000 {
        let body = runs::body(&mut rng);
        let cuts = cuts(&mut rng, body.len());
        Said::of(Parser::new(), &body).check(Parser::new(), &body, &cuts);
    }
}

/// One piece ends at each byte of everything that may be cut, and the next one begins there.
#[test]
fn every_cut_of_every_item() {
    for item in ITEMS {
        for (before, behind) in [("[", "]"), (r#"{"a":"#, "}"), (r#"[{"b":[["#, "]]}]")] {
            let filler = "1,".repeat(150);
            let body = format!(
                r#"{{"Response":{{"Set":[{filler}{before}{item}{behind},{item},{filler}{item}],"RequestId":"r"}}}}"#
            );
            let said = Said::of(Parser::new(), body.as_bytes());
            assert!(said.finished.is_ok());
            let first = body.find(item).unwrap();
            // The engine leaves the last bytes of a piece, so that pieces which end behind an item cut
            // it too.
            for cut in first - 2..first + item.len() + 80 {
                said.check(Parser::new(), body.as_bytes(), &[cut]);
            }
        }
    }
}

/// Something wrong at each byte of a window, so that it is given back from anywhere.
#[test]
fn errors_have_their_offsets() {
    let item = r#"{"Id":"ins-é1","Cpu":-4.5,"On":true,"Tags":["\u4e2d",null]},"#;
    let body = format!(
        r#"{{"Response":{{"RequestId":"r","Set":[{}0]}}}}"#,
        item.repeat(20)
    );
    let from = body.len() / 2;
    for at in from..from + item.len() {
        for byte in [b'"', b'\\', b'{', b']', b',', b'x', 0x01, 0xff] {
            let mut body = body.clone().into_bytes();
            body[at] = byte;
            let said = Said::of(Parser::new(), &body);
            said.check(Parser::new(), &body, &[]);
            said.check(Parser::new(), &body, &[300, at - 10]);
        }
    }
}

#[test]
fn nesting_deeper_than_the_engine_follows() {
    for depth in [3, 62, 64, 65, 120, 124, 125, 126, 127, 128, 129, 200, 1000] {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
            let inner = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let body =
                format!(r#"{{"Response":{{"Set":[{inner},{inner},{inner}],"RequestId":"r"}}}}"#);
            for max_depth in [depth + 2, depth + 3, depth + 4, 128, 1024] {
                let parser = Parser::new().max_depth(max_depth as u16);
                let said = Said::of(parser, body.as_bytes());
                if max_depth == depth + 2 && max_depth >= 4 {
                    assert_eq!(said.finished.unwrap_err().kind(), ErrorKind::TooDeep);
                }
                for size in [250, 1000, 1460] {
                    let cuts: Vec<_> = (size..body.len()).step_by(size).collect();
                    said.check(parser, body.as_bytes(), &cuts);
                }
            }
        }
    }
}

/// A name at each place relative to the blocks, and cut at each byte.
#[test]
fn names_that_count_end_a_stretch() {
    let filler = r#"{"RequestId":"deeper"},"#.repeat(30);
    for shift in 0..64 {
        let more = " ".repeat(shift);
        for member in [
            r#""RequestId":"r""#,
            r#""Error":{"Code":"c","Message":"m"}"#,
            r#""\u0052equestId":"r""#,
        ] {
            let body =
                format!(r#"{{"Response":{{"Set":[{filler}1{more}],{member},"Set":[{filler}2]}}}}"#);
            let said = Said::of(Parser::new(), body.as_bytes());
            let record = said.finished.unwrap();
            assert!(record.request_id() == Some("r") || record.code() == Some("c"));
            said.check(Parser::new(), body.as_bytes(), &[]);
            let at = body.find(member).unwrap();
            for cut in at - 2..at + member.len() + 2 {
                said.check(Parser::new(), body.as_bytes(), &[200, cut]);
            }
        }
    }
}

/// What is special stands at `at`; pieces end anywhere around it, and so does the last block of a
/// piece, which is the last one with six bytes behind it.
fn check_ends(body: &str, at: usize) {
    let said = Said::of(Parser::new(), body.as_bytes());
    for end in at - 2..at + 70 {
        said.check(Parser::new(), body.as_bytes(), &[(end + 6).min(body.len())]);
        let cuts = [end - 3 * 64, (end + 6).min(body.len())];
        said.check(Parser::new(), body.as_bytes(), &cuts);
    }
}

#[test]
fn strings_that_go_on_are_checked() {
    for plain in ["p", "é中"] {
        let plain = plain.repeat(400 / plain.len());
        for special in [
            "\"", r"\u4e2d", r"\u4x2d", r"\u4e2", r"\x", r"\\", r#"\""#, "\u{1}", "😀",
        ] {
            for (before, behind) in [("", "\""), ("{\"", "\":1}"), ("[0,\"", "\"]")] {
                let name = if before.is_empty() { "\"" } else { before };
                let start = format!(r#"{{"Response":{{"RequestId":"r","Set":[1,{name}{plain}"#);
                let body = format!("{start}{special}{plain}{behind},1]}}}}}}");
                check_ends(&body, start.len());
            }
        }
    }
}

/// What a piece may end in the middle of, of any length: more than 64 bytes without a place to stop at.
#[test]
fn long_tokens_that_a_piece_cuts() {
    let before = r#"{"Id":"ins-1","Cpu":4,"On":true},"#.repeat(8);
    for len in [6, 40, 58, 63, 64, 65, 70, 128, 140] {
        let [digits, letters] = ["7", "x"].map(|byte| byte.repeat(len));
        for token in [
            digits.clone(),
            format!("-{digits}"),
            format!("0.{digits}"),
            format!("1e{digits}"),
            format!("{digits}."),
            letters.clone(),
            format!("\"{letters}\""),
            format!("{{\"{letters}\":1}}"),
            format!("\"{}\"", r"\\".repeat(len)),
            format!("\"{}\"", r"\u4e2d".repeat(len / 6)),
            format!("\"{}\"", "中".repeat(len / 3)),
        ] {
            let body = format!(r#"{{"Response":{{"L":[{before}{token}],"RequestId":"r"}}}}"#);
            let said = Said::of(Parser::new(), body.as_bytes());
            let start = body.find(&token).unwrap_or_default();
            for cut in start..=start + token.len() {
                said.check(Parser::new(), body.as_bytes(), &[cut]);
            }
        }
    }
}

/// A window spans 16 blocks at most. So a string that begins the next one is alone in the window
/// behind, and only the one before tells whether it is a name.
#[test]
fn a_string_alone_in_the_last_window() {
    let long = "x".repeat(200);
    for count in 0..20 {
        let names: String = (0..count).map(|_| member(128, "", "\":1,")).collect();
        let values: String = (0..count).map(|_| member(64, "", "\",")).collect();
        for (before, first, more, end) in [
            (r#"{"a":"#, member(128, "{", "\":1,"), names, "\":1}}"),
            ("{", member(64, "\"a\":[", "\","), values, "\"]}"),
        ] {
            let before = format!(r#"{{"Response":{{"RequestId":"r","Set":[{before}"#);
            let body = format!("{before}{first}{more}\"{long}{end}]}}}}");
            let said = Said::of(Parser::new(), body.as_bytes());
            assert!(said.finished.is_ok());
            let start = before.len() + first.len() + more.len();
            for cut in [start + 1, start + 70, start + 134, start + 199] {
                said.check(Parser::new(), body.as_bytes(), &[before.len(), cut]);
            }
        }
    }
}

/// A string that is the only token of its chunk, none in the chunk behind, and then something
/// wrong: whether it is a name tells the chunk before it, which was three chunks ago.
#[test]
fn a_string_alone_in_its_chunk() {
    let before = r#"{"Response":{"RequestId":"r","Set":[{"A":[]"#;
    let spaces = " ".repeat(1024);
    let plain = "é中".repeat(500);
    for wrong in [
        format!("\"B\"{spaces}{spaces}{spaces}1"),
        format!("\"{plain}\u{1}\":1"),
        format!("\"{plain}\\u4x2d\":1"),
    ] {
        let start = format!("{before},\"C\":2,{spaces}");
        let body = format!("{start}{wrong}}}]}}}}");
        let said = Said::of(Parser::new(), body.as_bytes());
        assert!(said.finished.is_err());
        said.check(Parser::new(), body.as_bytes(), &[before.len()]);
        said.check(
            Parser::new(),
            body.as_bytes(),
            &[before.len(), start.len() + 1500],
        );
    }
}

/// A piece that begins in one string and ends in another, which is plain from the first chunk on.
#[test]
fn a_piece_that_ends_in_blocks_of_plain_text() {
    let before = r#"{"Response":{"RequestId":"r","Set":["one"#;
    for len in (900..1300).chain([2048, 4000]) {
        let piece = format!(" text\",{{\"A\":\"{}", "x".repeat(len));
        let body = format!("{before}{piece}\"}}]}}}}");
        let said = Said::of(Parser::new(), body.as_bytes());
        assert!(said.finished.is_ok());
        said.check(
            Parser::new(),
            body.as_bytes(),
            &[before.len(), before.len() + piece.len()],
        );
    }
}

/// `len` bytes that begin with `start` and a string, and end with `end`.
fn member(len: usize, start: &str, end: &str) -> String {
    let text = "x".repeat(len - start.len() - 1 - end.len());
    format!("{start}\"{text}{end}")
}

#[test]
fn members_behind_one_that_counts_do_not() {
    for width in 1..9 {
        let name = "K".repeat(width);
        let member = format!(r#""{name}":"not the id","#);
        let body = format!(
            r#"{{"Response":{{"RequestId":"r",{}"Error":null,{}"Z":0}}}}"#,
            member.repeat(60),
            member.repeat(60)
        );
        let said = Said::of(Parser::new(), body.as_bytes());
        assert_eq!(said.finished.unwrap().request_id(), Some("r"));
        for end in 400..400 + member.len() {
            said.check(Parser::new(), body.as_bytes(), &[end]);
            said.check(Parser::new(), body.as_bytes(), &[100, end]);
        }
    }
}

#[test]
fn the_end_of_the_object_is_seen() {
    let filler = "[1,{}],".repeat(60);
    for behind in [
        r#","Response":{"RequestId":"s"}}"#,
        r#","Other":{"RequestId":"s"}}"#,
        "}",
        "} x",
        "]",
    ] {
        let body = format!(r#"{{"Response":{{"RequestId":"r","Set":[{filler}0]}} {behind}"#);
        let at = body.find("]} ").unwrap();
        check_ends(&body, at);
        check_ends(&format!("{body}{}", " ".repeat(100)), at);
    }
}

/// Everything there is, at the edge of a chunk that begins with a piece, and pieces that end near it.
#[test]
fn edges_of_chunks() {
    let start = r#"{"Response":{"RequestId":"r","Set":[{"#;
    let mut rng = Rng::new(7);
    chunks::each(start, "}]}}", |body, edge| {
        let said = Said::of(Parser::new(), body);
        said.check(Parser::new(), body, &[start.len()]);
        let end = (edge - 10 + rng.below(90)).min(body.len());
        said.check(Parser::new(), body, &[start.len(), end]);
    });
}
