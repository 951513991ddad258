//! `stream::Reader`: whatever the pieces, what it says is what `parse` and `salvage` say of the
//! whole.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{
    Rules, corpus, documents, generate, mutate, oracles::stream::Said, rng::Rng, show, wrong,
};
use tencentcloud_response::{
    Backend, Duplicates, ErrorKind, Parser, Record, Verdict, stream::Reader,
};

fn read<'a>(parser: Parser, pieces: impl IntoIterator<Item = &'a [u8]>) -> Reader {
    let mut reader = Reader::from(parser);
    for piece in pieces {
        reader.feed(piece);
    }
    reader
}

/// Whole, a byte at a time, and with empty pieces between.
fn check_bytes(rules: Rules, body: &[u8]) {
    let said = Said::of(rules.parser(), body);
    said.check(read(rules.parser(), [body]), body, || "one piece".into());
    let bytes = read(rules.parser(), body.chunks(1));
    said.check(bytes, body, || "single bytes".into());
    let bytes = body.chunks(1).flat_map(|byte| [byte, b"".as_slice()]);
    said.check(read(rules.parser(), bytes), body, || {
        "single bytes and empty pieces".into()
    });
}

/// Three pieces, cut at every two places.
fn check_two_cuts(rules: Rules, body: &[u8]) {
    let said = Said::of(rules.parser(), body);
    // The first piece is read once for all places of the second cut.
    for i in 0..=body.len() {
        let first = read(rules.parser(), [&body[..i]]);
        for j in i..=body.len() {
            let mut reader = first.clone();
            reader.feed(&body[i..j]);
            reader.feed(&body[j..]);
            said.check(reader, body, || format!("cuts at {i} and {j}, {rules:?}"));
        }
    }
}

fn check_random_cuts(rng: &mut Rng, rules: Rules, body: &[u8]) {
    let said = Said::of(rules.parser(), body);
    let longest = [1, 2, 3, 7, 20, 64, 200, 1460][rng.below(8)];
    let mut reader = Reader::from(rules.parser());
    let mut ends = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let end = body.len().min(at + rng.below(longest + 1));
        reader.feed(&body[at..end]);
        at = end;
        ends.push(at);
    }
    said.check(reader, body, || format!("cuts at {ends:?}, {rules:?}"));
}

/// Bodies in which names that count are there twice, wrong or right, cut or whole.
const TWICE: &[&str] = &[
    r#"{"Response":{"RequestId":"a","RequestId":"b"}}"#,
    r#"{"Response":{"RequestId":"a","RequestId":null}}"#,
    r#"{"Response":{"RequestId":null,"RequestId":"b"}}"#,
    r#"{"Response":{"RequestId":"a","RequestId":1}}"#,
    r#"{"Response":{"RequestId":"a","RequestId":"b\ud800"}}"#,
    r#"{"Response":{"RequestId":"long enough","RequestId":"b"#,
    r#"{"Response":{"Error":{"Code":"a","Message":"m"},"Error":{"Code":"b"}}}"#,
    r#"{"Response":{"Error":{"Code":"a","Message":"m"},"Error":null,"RequestId":"r"}}"#,
    r#"{"Response":{"Error":{"Code":"a","Code":"bb","Code":null}}}"#,
    r#"{"Response":{"RequestId":"a","Error":{"Code":"c"}},"Response":{"RequestId":"b"}}"#,
    r#"{"Response":{"RequestId":"a","Error":{"Code":"c"}},"Response":{}}"#,
    r#"{"Response":{"RequestId":"a"},"Response":[{"RequestId":"b"}]}"#,
    r#"{"code":1,"message":"of two","codeDesc":"Two","Response":{"Error":{"Message":"m"}}}"#,
    r#"{"code":1,"message":"of two","Response":null,"codeDesc":"Two"}"#,
    r#"{"Response":{"Error":{"Code":"c","Message":"m"}},"code":12,"message":"of two","codeDesc":"T"}"#,
    r#"{"code":1,"code":2,"message":"m","message":"n","codeDesc":"c","codeDesc":""}"#,
    r#"{"code":-12.5e9 ,"message":"\u006d","codeDesc":null}"#,
    r#"{"code":[],"message":"m","codeDesc":"c"}"#,
    r#"{"codeDesc":"","code":"\u0030","message":"m"}"#,
    r#"{"Response":{"Error":{"Code":"a\u002e\ud83d\ude00b","Message":"\ud83d\ud83d\ude00\udc00é中\ud83dx\n"}}}"#,
    r#"{"Response":{"Error":{"Code":"\b\f\n\r\t","Message":"\"\\\/"}}}"#,
    r#"{"Response":{"Error":{"Code":{"Code":"x"},"Message":"m\uD83D"},"RequestId":"r\\"}}"#,
];

/// What begins like a magic and goes on otherwise is known at that byte, and stays what it is.
#[test]
fn a_magic_with_a_byte_between() {
    for (body, certain) in [
        (&b"\x1f\x00\x8b\x08"[..], 2),
        (b"\x1f\x1f\x8b\x08", 2),
        (b"\xef\x00\xbb\xbf{}", 2),
        (b"\xef\xbb\x00\xbf{}", 3),
        (b"\xef\xbb\xef\xbb\xbf{}", 3),
    ] {
        check_bytes(Rules::DEFAULT, body);
        check_two_cuts(Rules::DEFAULT, body);
        for len in 0..=body.len() {
            let error = read(Parser::new(), [&body[..len]]).error();
            assert_eq!(error.is_some(), len >= certain, "{}", show(&body[..len]));
            assert!(error.is_none_or(|error| error.kind() == ErrorKind::UnexpectedByte));
        }
    }
}

#[test]
fn all_bytes_and_two_cuts_of_right_bodies() {
    for body in documents::GOOD
        .iter()
        .chain(documents::GOOD_V2)
        .chain(TWICE)
    {
        for rules in Rules::ALL {
            check_bytes(rules, body.as_bytes());
            check_two_cuts(rules, body.as_bytes());
        }
        check_two_cuts(Rules::DEFAULT.max_depth(3), body.as_bytes());
    }
}

#[test]
fn all_bytes_and_two_cuts_of_wrong_bodies() {
    let binary: &[&[u8]] = &[
        b"\xef\xbb\xbf{}",
        b"\xef\xbb{}",
        b"\xfe\xff\0{",
        b"\xff\xfe{\0",
        b"\x1f\x8b\x08\0",
        b"\x1f{}",
        b"\x28\xb5\x2f\xfd\0\0",
        b"\x28\xb5\x2f",
        b" \x1f\x8b",
        b"{\"a\":\"\xc3\"}",
        b"{\"Response\":{\"RequestId\":\"\xe4\xb8",
        b"{\"Response\":{\"RequestId\":\"\xe4\xb8\"}}",
        b"{\"Response\":{\"RequestId\":\"\xed\xa0\x80\"}}",
        b"{\"Response\":{\"RequestId\":\"r\",\"Error\":{\"Code\":\"\xf4\x90\x80\x80\"}}}",
    ];
    let texts = wrong::TABLE.iter().flat_map(|(_, texts)| *texts);
    let texts = texts.map(|text| text.replace('¦', "").into_bytes());
    for body in texts.chain(binary.iter().map(|body| body.to_vec())) {
        for rules in Rules::ALL {
            check_bytes(rules, &body);
            check_two_cuts(rules, &body);
        }
        // The same behind values that are to be kept.
        let known = r#"{"Response":{"RequestId":"r","Error":{"Code":"c"},"a":"#;
        let body = [known.as_bytes(), &body].concat();
        check_bytes(Rules::DEFAULT, &body);
        check_two_cuts(Rules::DEFAULT, &body);
    }
}

#[test]
fn generated_bodies_and_mutants_at_random_cuts() {
    let mut rng = Rng::new(21);
    let (mut right, count) = (0, 30_000);
    for i in 0..count {
        let generated = generate::generate(&mut rng);
        let (mut body, rules) = (generated.body, generated.rules);
        if i % 2 == 0 {
            mutate::mutate(&mut rng, &mut body);
        }
        right += usize::from(rules.parser().parse(&body).is_ok());
        check_random_cuts(&mut rng, rules, &body);
        check_bytes(rules, &body);
    }
    assert!(right > count / 10 && right < count / 2, "{right}");
}

#[test]
fn real_bodies_at_random_cuts() {
    let Some(bodies) = corpus::tccli() else {
        return;
    };
    let mut rng = Rng::new(22);
    for (_, body) in &bodies {
        check_random_cuts(&mut rng, Rules::DEFAULT, body.as_bytes());
        let mut mutant = body.as_bytes().to_vec();
        mutate::mutate(&mut rng, &mut mutant);
        check_random_cuts(&mut rng, Rules::DEFAULT, &mutant);
    }
    println!("{} real bodies", bodies.len());
}

/// At each byte, what is known so far is what `salvage` says of the beginning.
#[test]
fn so_far_is_what_salvage_says_of_the_beginning() {
    for text in documents::GOOD
        .iter()
        .chain(documents::GOOD_V2)
        .chain(TWICE)
    {
        let body = [text.as_bytes(), b" x"].concat();
        for rules in Rules::ALL {
            let mut reader = Reader::from(rules.parser());
            for (i, byte) in body.iter().enumerate() {
                reader.feed(&[*byte]);
                let salvage = rules.parser().salvage(&body[..=i]);
                assert_eq!(Record::from(&reader.so_far()), Record::from(&salvage));
                assert_eq!(reader.so_far().error(), salvage.error());
                let known = reader.error();
                assert!(known.is_none() || known == salvage.error(), "{text}");
                if let Some(error) = salvage.error()
                    && !matches!(error.kind(), ErrorKind::Truncated | ErrorKind::Empty)
                {
                    assert_eq!(known, Some(error), "{text}");
                }
            }
        }
    }
}

#[test]
fn texts_longer_than_their_room_are_cut_as_in_a_record() {
    const UNITS: &[&str] = &[
        "x",
        "é",
        "中",
        "😀",
        r"\n",
        r"\u0041",
        r"\u00e9",
        r"\u4e2d",
        r"\ud83d\ude00",
        r"\ud83d",
        r"\u4E2dx",
    ];
    let mut rng = Rng::new(23);
    for room in [64, 128, 512] {
        for unit in UNITS {
            let width = if unit.starts_with(r"\u") {
                3
            } else {
                unit.len()
            };
            for count in [room / 4, room / width, room] {
                for more in 0..6 {
                    let text = "y".repeat(more) + &unit.repeat(count);
                    for body in [
                        format!(r#"{{"Response":{{"RequestId":"{text}"}}}}"#),
                        format!(r#"{{"Response":{{"Error":{{"Code":"{text}","Message":"m"}}}}}}"#),
                        format!(r#"{{"Response":{{"Error":{{"Message":"{text}"}}}}}}"#),
                        format!(r#"{{"code":"{text}","message":"{text}"}}"#),
                        format!(r#"{{"code":"{text}","codeDesc":"{text}"}}"#),
                        format!(r#"{{"code":"{text}","codeDesc":"c","message":"m"}}"#),
                        format!(r#"{{"code":0,"codeDesc":"{text}","message":"{text}"}}"#),
                    ] {
                        for _ in 0..3 {
                            check_random_cuts(&mut rng, Rules::DEFAULT.api_v2(), body.as_bytes());
                        }
                    }
                }
            }
        }
    }
    // A short text where a long one was.
    let long = "x".repeat(600);
    let bodies = [
        format!(r#"{{"Response":{{"RequestId":"{long}","RequestId":"r"}}}}"#),
        format!(
            r#"{{"Response":{{"Error":{{"Code":"{long}","Message":"{long}"}},"Error":{{"Code":"c","Message":"m"}}}}}}"#
        ),
        format!(
            r#"{{"codeDesc":"{long}","message":"{long}","Response":{{"Error":{{"Code":"c","Message":"m"}}}}}}"#
        ),
    ];
    for body in bodies {
        for rules in Rules::ALL {
            check_bytes(rules, body.as_bytes());
            check_random_cuts(&mut rng, rules, body.as_bytes());
        }
    }
    let long = "z".repeat(3_000_000);
    let body = format!(r#"{{"Response":{{"RequestId":"{long}"}}}}"#);
    let record = read(Parser::new(), body.as_bytes().chunks(16 * 1024))
        .finish()
        .unwrap();
    assert!(record.is_cut());
    assert_eq!(record.request_id(), Some(&*"z".repeat(64)));
}

/// Cut after each byte of a text that is just as long as its room, or a bit more or less.
#[test]
fn every_cut_of_a_text_at_the_edge_of_its_room() {
    for tail in [
        "",
        "x",
        "é",
        "中",
        "😀",
        r"\u4e2d",
        r"\ud83d\ude00",
        r"\ud83d",
        "xx",
        "é中",
    ] {
        for len in 60..=64 {
            let id = "i".repeat(len) + tail;
            let body = format!(
                r#"{{"Response":{{"RequestId":"{}"}}}}"#,
                id.replace(r"\ud83d", r"\ud83d\ude00")
            );
            check_two_cuts(Rules::DEFAULT, body.as_bytes());
            let message = "m".repeat(len + 448) + tail;
            let body = format!(r#"{{"Response":{{"Error":{{"Message":"{message}"}}}}}}"#);
            let said = Said::of(Parser::new(), body.as_bytes());
            for cut in 0..body.len() {
                let (first, second) = body.as_bytes().split_at(cut);
                said.check(
                    read(Parser::new(), [first, second]),
                    body.as_bytes(),
                    || format!("a cut at {cut}"),
                );
            }
        }
    }
}

/// What comes behind a first piece that was a whole body.
#[test]
fn a_whole_body_goes_on() {
    let long = "m".repeat(600);
    let bodies = [
        r#"{"Response":{"RequestId":"r"}}"#.to_owned(),
        r#"{"Response":{}}"#.to_owned(),
        r#"{"Response":{"Error":{"Code":"c","Message":"a\n\"b\""},"RequestId":"r"}}"#.to_owned(),
        r#"{"Response":{"Error":{"Code":"DryRunOperation","Message":""}}}"#.to_owned(),
        r#"{"Response":{"Error":{"Code":"\u0044ryRunOperation.A"}}}"#.to_owned(),
        r#"{"Response":{"Error":{},"RequestId":null}}"#.to_owned(),
        format!(r#"{{"Response":{{"Error":{{"Code":"c","Message":"{long}"}}}}}}"#),
        format!(r#"{{"Response":{{"RequestId":"r","List":["{long}","{long}"]}}}}"#),
    ];
    for rules in [
        Rules::DEFAULT,
        Rules {
            api_v2: true,
            ..Rules::DEFAULT
        },
    ] {
        for body in &bodies {
            for rest in [
                "",
                " ",
                "\r\n\t",
                "}",
                " x",
                r#"{"Response":{}}"#,
                ",",
                "\"a",
            ] {
                let joined = format!("{body}{rest}");
                let said = Said::of(rules.parser(), joined.as_bytes());
                for size in 1..=rest.len().max(1) {
                    let mut reader = read(rules.parser(), [b"".as_slice(), body.as_bytes(), b""]);
                    assert_eq!(reader.error(), None);
                    assert_eq!(reader.clone().finish(), Ok(reader.clone().salvage()));
                    rest.as_bytes()
                        .chunks(size)
                        .for_each(|piece| reader.feed(piece));
                    said.check(reader, joined.as_bytes(), || format!("{rest:?} by {size}"));
                }
            }
        }
    }
}

/// Of a body in one piece, every backend decodes the message as `parse` does, wherever in the body it
/// stands and in whichever of the blocks that vectors read an escape is.
#[test]
fn escapes_of_a_whole_body() {
    let escapes = [
        r#"\""#,
        r"\b\f\n\r\t\/",
        r"\\",
        r"\u0041",
        r"\u4e2d",
        r"\ud83d\ude00",
        r"\ud83d",
    ];
    let id = r#""RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c""#;
    for before in (0..70).chain(120..130).chain(440..=512) {
        for escape in escapes {
            for behind in ["", "x", "0123456789012345678901234567890123456789"] {
                let message = format!("{}{escape}{behind}{escape}", "x".repeat(before));
                let error = format!(r#""Error":{{"Code":"A.B","Message":"{message}"}}"#);
                for members in [format!("{id},{error}"), format!("{error},{id}")] {
                    let body = format!(r#"{{"Response":{{{members}}}}}"#);
                    let body = body.as_bytes();
                    for backend in Backend::available() {
                        let parser = Parser::new().backend(backend);
                        let expected = parser.parse(body).map(|envelope| Record::from(&envelope));
                        let reader = read(parser, [body]);
                        assert_eq!(Record::from(&reader.so_far()), expected.unwrap());
                        assert_eq!(reader.finish(), expected, "{backend}");
                    }
                }
            }
        }
    }
}

#[test]
fn after_an_error_nothing_changes() {
    for text in [
        r#"{"Response":{"RequestId":"r"}}x"#,
        "<html>",
        r#"{"Response":{"RequestId":"r","a":tru,"#,
    ] {
        let mut reader = read(Parser::new(), [text.as_bytes()]);
        let (error, salvage) = (reader.error(), reader.clone().salvage());
        assert!(error.is_some());
        for piece in [
            r#""Error":{"Code":"c"}}}"#,
            "",
            r#"{"Response":{"RequestId":"s"}}"#,
        ] {
            reader.feed(piece.as_bytes());
            assert_eq!(reader.error(), error);
            assert_eq!(reader.clone().salvage(), salvage);
        }
        assert_eq!(reader.finish().err(), error);
    }
    // A broken rule is not broken JSON: what follows may still be told.
    let mut reader = read(Parser::new(), [br#"{"Response":{"Error":[],"#.as_slice()]);
    let error = reader.error().unwrap();
    assert_eq!(error.kind(), ErrorKind::WrongType);
    reader.feed(br#""RequestId":"r"}}"#);
    assert_eq!(reader.error(), Some(error));
    assert_eq!(reader.clone().salvage().request_id(), Some("r"));
    assert_eq!(reader.finish(), Err(error));
}

#[test]
fn a_parser_gives_its_options() {
    let body = br#"{"Response":{"RequestId":"a","RequestId":"b"}}"#;
    let parser = Parser::new().duplicates(Duplicates::Last);
    let record = read(parser, [body.as_slice()]).finish().unwrap();
    assert_eq!(record.request_id(), Some("b"));
    let record = Reader::default().salvage();
    assert_eq!(record.verdict(), Verdict::NotEnvelope);
    assert_eq!(record.error().unwrap().kind(), ErrorKind::Empty);
}

/// Plain data of the size that its documentation says, and what of a body goes into `Debug` is
/// safe in a log line.
#[test]
fn is_small_plain_data() {
    fn is_plain<T: Clone + Send + Sync + Unpin + 'static>() {}
    is_plain::<Reader>();
    assert!(!std::mem::needs_drop::<Reader>());
    let size = size_of::<Reader>();
    println!("{size} bytes");
    assert!(size < 1536, "{size}");
    let reader = read(
        Parser::new(),
        [b"{\"Response\":{\"RequestId\":\"\\n\\u202e\"".as_slice()],
    );
    let debug = format!("{reader:?}");
    assert!(debug.contains(r"\n\u202e"), "{debug}");
    assert!(!debug.contains(['\n', '\u{202e}']), "{debug}");
}
