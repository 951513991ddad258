//! Whether each backend takes itself what it should, rather than leave it to the portable reader.

mod members;
mod nested;
mod usual;

use super::*;
use crate::{scan::shapes, shape::Found, simd::BLOCK};

/// What `find` finds in a body, if it does.
fn found(body: &str, find: impl FnOnce(&mut Excerpts<'_>) -> bool) -> Option<Found> {
    let mut excerpts = Excerpts::none(body.as_bytes());
    let is_found = find(&mut excerpts);
    is_found.then_some(*excerpts.found())
}

/// What the backend finds itself.
fn checked(backend: Backend, body: &str, max_depth: u16) -> Option<Found> {
    found(body, |excerpts| backend.check(excerpts, max_depth))
}

/// A body that the engine leaves to the portable reader gets the right answer too, only later.
/// So nothing else would notice an engine that never says yes.
#[test]
fn the_engine_takes_usual_bodies() {
    let item = r#"{"Id":"ins-1","Cpu":4,"Rate":-1.5e3,"On":true,"Tags":["a\n",null,"é"]},"#;
    let list = item.repeat(100);
    let small = r#"{"Response":{"TotalCount":0,"RequestId":"r"}}"#;
    let large = std::format!(r#"{{"Response":{{"Set":[{list}0],"RequestId":"r"}}}}"#);
    for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
        for body in [small, &large] {
            let found = checked(backend, body, 128);
            let is_right = found.is_some_and(|found| found.request_id.is_some() && !found.failed);
            assert!(is_right, "{backend}: {body}");
        }
        let guess = found(small, |excerpts| backend.guess(excerpts, 128));
        assert!(guess.is_some(), "{backend}");
        let skimmed = found(&large, |excerpts| backend.skim(excerpts));
        let has_id = skimmed.is_some_and(|found| found.request_id.is_some());
        assert!(has_id, "{backend}");
    }
}

/// The list of quotes has room for blocks of which most bytes are quotes.
#[test]
fn the_guess_takes_blocks_full_of_quotes() {
    for count in 1..30 {
        let members = r#""":"","#.repeat(count);
        let body = std::format!(r#"{{"Response":{{{members}"RequestId":"r"}}}}"#);
        for backend in Backend::available() {
            let guess = found(&body, |excerpts| backend.guess(excerpts, 128));
            assert!(guess.is_some(), "{backend}: {body}");
        }
    }
}

/// The same for each kind of block, wherever in a block things are, and up to the deepest level.
#[test]
fn the_engine_takes_usual_blocks() {
    for item in [
        r#"{"Id":"ins-1","Cpu":16,"Memory":2048,"Zero":0,"Used":10,"Of":{},"Set":[[]],"A":1},"#,
        r#"{"On":true,"Off":false,"None":null,"Count":100,"Of":{"A":[]},"Ids":[1,20,300],"N":0},"#,
        r#"{"Text":"a\n","On":true,"Off":false,"None":null,"Count":100,"Set":[0,10],"A":{"B":7}},"#,
        r#"{"Rate":-0.5,"Power":12E+20,"Least":1e-07,"Count":100,"Set":[[0.25,10]],"On":false,"A":0},"#,
        r#"{"Name":"é中","Cpu":10,"Cost":{"A":10.0,"B":1},"More":[{}],"On":true,"Off":false},"#,
        r#"{"Name":"\u4e2d\u00e9 u\/","Unit":"a\tuU","Cpu":10,"On":true,"Set":[[]],"N":1,"A":{"B":0}},"#,
        "{\"Name\":\"\u{4e2d} a longer text, of which a chunk may begin in the middle\",\n\t\"N\" : [ [ 1 ] ]},",
        r#"{"Description":"a text so long that no other number is anywhere near","A":10.25,"B":[[10e5]]},"#,
        r#"{"A":{"B":{},"C":1},"D":[[],1],"E":"",  "F" : [ 0 , 10 ],
        "G":[{"H":1},"i"]},"#,
    ] {
        let list = item.repeat(20);
        for shift in 0..64 {
            let name = "N".repeat(shift);
            let body = std::format!(
                r#"{{"Response":{{"{name}":{{}},"Set":[{list}0],"A":[],"B":1,"RequestId":"r"}}}}"#
            );
            let (_, _, levels) = nested::value(body.as_bytes()).unwrap_or_default();
            for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
                let found = checked(backend, &body, levels);
                let has_id = found.is_some_and(|found| found.request_id.is_some());
                assert!(has_id, "{backend}: {body}");
                let found = checked(backend, &body, levels - 1);
                assert!(found.is_none(), "{backend}: {body}");
            }
        }
    }
}

/// The same for the members that count, and for whitespace where most bodies have none.
#[test]
fn the_engine_takes_what_counts() {
    let list = "1,".repeat(300);
    for (start, end) in [
        (r#"{"Response":{"#, "}}"),
        ("{ \"Response\" : {", "\n} }\n"),
        ("\n{\"Response\":{", "} \r\n}\t"),
    ] {
        for (error, is_failure) in [
            ("null", false),
            ("{}", true),
            (r#"{"Code":"c","Message":"m"}"#, true),
            (
                r#" { "More" : [1] , "Message" : "\n" , "Code" : "c" } "#,
                true,
            ),
        ] {
            let body = std::format!(
                r#"{start}"Set":[{list}0],"Error":{error},"A":"b","RequestId":"r"{end}"#
            );
            for backend in Backend::available().filter(|&one| one != Backend::PORTABLE) {
                let found = checked(backend, &body, 128);
                let has_code = error.contains("Code");
                let is_right = found.is_some_and(|found| {
                    found.request_id.is_some()
                        && found.failed == is_failure
                        && found.code.is_some() == has_code
                        && found.message.is_some() == has_code
                });
                assert!(is_right, "{backend}: {body}");
            }
        }
    }
}

/// The same for each kind of member, and which texts have escapes.
#[test]
fn the_guess_takes_usual_members() {
    let long = r#""0123456789012345678901234567890123456789012345678901234567890123456789""#;
    for member in [
        "0",
        "-1.5e3",
        "1E+5",
        "true",
        "false",
        "null",
        r#""""#,
        r#""é""#,
        r#""a\"b\\""#,
        "{}",
        "[]",
        r#"{"a":[1,{"b":"c"}],"d":{}}"#,
        r#"[true,{"a":false,"b":null}]"#,
        r#"[ {"a" : 1}, "b" ]"#,
        r#"["a\"b\\",{"c":["\u00e9"]}]"#,
        long,
        &std::format!(r#"[{long},{long}]"#),
    ] {
        let members = [
            std::format!(r#""RequestId":"r","A":{member}"#),
            std::format!(r#""A":{member},"RequestId":"r""#),
            std::format!(r#""A":{member},"B":{member},"RequestId":"r""#),
            std::format!(r#""A":{member},"Error":{{"Code":"c","Message":"\n"}}"#),
            std::format!(r#""Error":{{"Message":"m","Code":"c"}},"A":{member}"#),
            std::format!(r#""A":{member},"Error":{{"Code":"c","Message":"m"}},"B":{member}"#),
            std::format!(r#""A":{member},"Error":{{"Code":"c","Message":"\n"}},"B":{member}"#),
            r#""Error":{"Message":"\"","Code":"c"},"RequestId":"r""#.into(),
        ];
        for members in members {
            let body = std::format!(r#"{{"Response":{{{members}}}}}"#);
            for backend in Backend::available() {
                let guess = found(&body, |excerpts| backend.guess(excerpts, 128));
                let is_portable = backend == Backend::PORTABLE;
                let is_likely = is_portable || shapes::is_likely(body.as_bytes());
                assert_eq!(guess.is_some(), is_likely, "{backend}: {body}");
                let Some(found) = guess else {
                    continue;
                };
                let texts = [
                    (found.request_id, "\"RequestId\":\""),
                    (found.code, "\"Code\":\""),
                    (found.message, "\"Message\":\""),
                ];
                for (text, name) in texts {
                    let text = text.and_then(|text| text.text(|from, to| body.get(from..to)));
                    let behind = body.split_once(name).map(|(_, behind)| behind);
                    assert_eq!(text.is_some(), behind.is_some(), "{backend}: {body}");
                    if let (Some(text), Some(behind)) = (text, behind) {
                        assert!(behind.starts_with(text.raw()), "{backend}: {body}");
                        let is_escaped = text.raw().contains('\\');
                        assert_eq!(text.as_str().is_none(), is_escaped, "{backend}: {body}");
                    }
                }
            }
        }
    }
}

/// Of long bodies a guess is made at failures only, where their `Error` mostly stands.
#[test]
fn the_guess_is_for_small_bodies_and_failures() {
    let long = "x".repeat(300);
    let id = r#""RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c""#;
    let error = std::format!(r#""Error":{{"Code":"c","Message":"{long}"}}"#);
    for (members, is_likely) in [
        (std::format!(r#""A":1,{id}"#), true),
        (std::format!(r#""A":"{long}",{id}"#), false),
        (std::format!("{error},{id}"), true),
        (std::format!("{id},{error}"), true),
        (std::format!(r#""A":1,{error}"#), false),
    ] {
        let body = std::format!(r#"{{"Response":{{{members}}}}}"#);
        assert_eq!(shapes::is_likely(body.as_bytes()), is_likely, "{body}");
    }
    assert!(!shapes::is_likely(br#"{ "Response":{}}"#));
}

/// The same for a body in pieces: the engine begins wherever a piece may end, and comes far.
#[test]
fn the_engine_passes_over_stretches() {
    let item = r#"{"Id":"ins-1","Rate":-1.5e3,"On":true,"Tags":["a\n",null,[],{},"é"]},"#;
    let list = item.repeat(40);
    for (before, behind) in [
        (r#"{"Response":{"#, r#""Set":["#),
        (r#"{"Response":{"A":1,"#, r#""Set":["#),
        (r#"{"Response":{"A":[]"#, r#","Set":["#),
        (r#"{"Response":{"A":"in a str"#, r#"ing","Set":["#),
        (r#"{"Response":{"Set":["#, ""),
        (r#"{"Response":{"Set":[1,"#, ""),
        (r#"{"Response":{"Set":[{"#, r#"},"#),
        (r#"{"Response":{"Set":[{"a"#, r#"b":1},"#),
        (r#"{"Response":{"Set":[{"a""#, r#":1},"#),
        (r#"{"Response":{"Set":[{"a":"#, r#"1},"#),
        (r#"{"Response":{"Set":[{"a":1,"#, r#""b":2},"#),
    ] {
        for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
            let mut reader = crate::Parser::new().reader(true);
            assert!(reader.feed(before.as_bytes()).is_ok());
            // The second one ends with a number that may go on.
            for end in ["", &"7".repeat(70)] {
                let mut reader = reader;
                let piece = std::format!("{behind}{list}{end}");
                let passed = backend.pass(&mut reader, piece.as_bytes());
                let bytes = passed.map_or(0, |passed| passed.bytes);
                assert!(bytes + 80 > piece.len(), "{backend}, {before}: {bytes}");
            }
        }
    }
}

/// The same up to a name that counts, before which only a window or so is left.
#[test]
fn the_engine_comes_near_to_names_that_count() {
    for count in 0..500 {
        let before = std::format!(r#"{}0],"#, "1,".repeat(count));
        let piece = std::format!(r#"{before}"RequestId":"r","A":[{}"#, "1,".repeat(100));
        for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
            let mut reader = crate::Parser::new().reader(true);
            assert!(reader.feed(br#"{"Response":{"Set":["#).is_ok());
            let passed = backend.pass(&mut reader, piece.as_bytes());
            let bytes = passed.map_or(0, |passed| passed.bytes);
            let near = before.len().saturating_sub(128);
            assert!(
                (near..=before.len()).contains(&bytes),
                "{backend}, {count}: {bytes}"
            );
        }
    }
}

/// The same for what has no tokens: strings that go on, and whitespace.
#[test]
fn the_engine_passes_over_what_has_no_tokens() {
    let text = "中文, and plain text. ".repeat(40);
    let plain = "plain text ".repeat(80);
    let space = " \n".repeat(400);
    for (before, behind) in [
        (r#"{"Response":{"A":"in a str"#, std::format!("ing {text}")),
        (r#"{"Response":{"A":"in a str"#, plain.clone()),
        (r#"{"Response":{"A":{"B"#, std::format!("ing {text}")),
        (r#"{"Response":{"#, std::format!(r#""A":1,"B":"{text}"#)),
        (r#"{"Response":{"Set":["#, std::format!(r#"1,"{text}"#)),
        (r#"{"Response":{"Set":["#, std::format!(r#""{plain}"#)),
        (r#"{"Response":{"Set":["#, std::format!(r#"1,"{plain}""#)),
        (r#"{"Response":{"Set":["#, std::format!("[1{space}")),
        (r#"{"Response":{"Set":["#, std::format!(r#"[{{"{plain}"#)),
        (r#"{"Response":{"Set":[1,"#, space.clone()),
        (r#"{"Response":{"#, space),
    ] {
        for backend in Backend::available().filter(|&backend| backend != Backend::PORTABLE) {
            let mut reader = crate::Parser::new().reader(true);
            assert!(reader.feed(before.as_bytes()).is_ok());
            let passed = backend.pass(&mut reader, behind.as_bytes());
            let bytes = passed.map_or(0, |passed| passed.bytes);
            assert!(bytes + 80 > behind.len(), "{backend}, {before}: {bytes}");
        }
    }
}

/// What one chunk leaves for the next is not lost: a wrong answer would not come of that, but a body
/// that the engine does not take.
#[test]
fn the_engine_takes_bodies_over_the_edges_of_chunks() {
    const CHUNK: usize = crate::simd::CHUNK * crate::simd::BLOCK;
    // Each with what it begins with, which decides how its chunk is read.
    let fillers = [
        r#""f":""#,
        r#""f":"\n"#,
        r#""f":"中"#,
        r#""f":[1.5,true],"g":""#,
    ];
    for part in [
        r#""a":[0,-0,10,-7,1.5,-0.25e+10,1E5,0e-1,123],"#,
        r#""a":[true,false,null,true],"#,
        r#""a":"\n\\\"\\\\","b":"\\","c":"\\\"","#,
        r#""a":"\u0041\ud83d\ude00\u4e2D","b":"\u00e9","#,
        r#""a":"é中😀é","é":"中","😀":"\n中","#,
        r#""a":[[],{},[[{"b":[{}]}]],{"c":{},"d":[]}],"#,
        r#""a" : [ 1 , "b" ] , "c" : { } ,"#,
    ] {
        for before_edge in 0..=part.len() {
            for filler in fillers {
                let plain = "x".repeat(CHUNK - before_edge - filler.len() - "\",".len());
                let behind = r#"y\""#.repeat(30);
                let body = std::format!(
                    r#"{{"Response":{{{filler}{plain}",{part}"h":"{behind}","RequestId":"r"}}}}"#
                );
                for backend in Backend::available().filter(|&one| one != Backend::PORTABLE) {
                    let found = checked(backend, &body, 128);
                    let has_id = found.is_some_and(|found| found.request_id.is_some());
                    assert!(has_id, "{backend}: {body}");
                }
            }
        }
    }
}

/// A chunk with more tokens than there is room for ends before its last block, wherever in a block
/// that is.
#[test]
fn the_engine_takes_bodies_of_many_tokens() {
    for item in [
        "1,",
        "\"\",",
        "[],",
        "{},",
        r#""\n","#,
        r#""\\","#,
        r#""\u4e2d","#,
        "\"é\",",
        r#"[{"a":[]}],"#,
        "-0.5e1,null,",
    ] {
        let items = item.repeat(2_000 / item.len());
        for before in 0..BLOCK {
            let plain = "x".repeat(before);
            let body = std::format!(
                r#"{{"Response":{{"a":"{plain}","b":[{items}0],"c":"\\","RequestId":"r"}}}}"#
            );
            for backend in Backend::available().filter(|&one| one != Backend::PORTABLE) {
                let found = checked(backend, &body, 128);
                let has_id = found.is_some_and(|found| found.request_id.is_some());
                assert!(has_id, "{backend}: {body}");
                // One byte less, somewhere, or another one.
                for at in (20 + before % 7..body.len()).step_by(7 * BLOCK / 4) {
                    for byte in ["", "\"", "]", "\u{1}", "7"] {
                        let mut wrong = body.clone();
                        if wrong.is_char_boundary(at) && wrong.is_char_boundary(at + 1) {
                            wrong.replace_range(at..=at, byte);
                        }
                        let portable = crate::Parser::new().backend(Backend::PORTABLE);
                        if checked(backend, &wrong, 128).is_some() {
                            assert!(
                                portable.parse(wrong.as_bytes()).is_ok(),
                                "{backend}: {wrong}"
                            );
                        }
                    }
                }
            }
        }
    }
}

/// Whatever its lower bits are, no byte above 0x7f is a letter that may stand behind a backslash.
#[test]
fn the_engine_refuses_a_backslash_before_a_character_of_several_bytes() {
    let long = "x".repeat(300);
    for first in (0x80..0x1_0000).step_by(0x40).filter_map(char::from_u32) {
        let body = std::format!(r#"{{"Response":{{"a":"\{first}{long}\n","RequestId":"r"}}}}"#);
        for backend in Backend::available() {
            assert!(checked(backend, &body, 128).is_none(), "{backend}: {body}");
        }
    }
}

/// The kinds of all open brackets are remembered, which are more than a word has bits.
#[test]
fn the_engine_takes_deep_bodies() {
    for (open, close, deepest) in [
        ("[", "]", 120),
        ("{\"a\":", "}", 120),
        ("[{\"a\":", "}]", 60),
    ] {
        for levels in 1..deepest {
            let (open, close) = (open.repeat(levels), close.repeat(levels));
            let long = "x".repeat(300);
            let body = std::format!(r#"{{"Response":{{"a":{open}1{close},"b":"{long}"}}}}"#);
            for backend in Backend::available().filter(|&one| one != Backend::PORTABLE) {
                let found = checked(backend, &body, 128);
                assert!(found.is_some(), "{backend}: {body}");
            }
        }
    }
}
