//! `payload`, `fields` and `field`: the payload, read on demand.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{corpus, documents, kind_and_offset, marked, mutate, rng::Rng};
use serde_json::value::RawValue;
use tencentcloud_response::{Envelope, ErrorKind, Parser, ValueKind, parse, skim};

fn members(envelope: &Envelope<'_>) -> Vec<(String, String)> {
    let fields = envelope.fields();
    fields
        .map(|field| field.unwrap())
        .map(|(name, value)| (name.to_string(), value.raw().to_owned()))
        .collect()
}

#[test]
fn fields_come_in_order_with_their_text() {
    let body = r#" {"x":{"a":0}, "Response" : { "a" : 1 , "b":"\"x\"","c":[1, {"d":2}],"a":null,"\u0065":{ },"":true,"RequestId":"r" } } "#;
    let expected = [
        ("a", "1"),
        ("b", r#""\"x\"""#),
        ("c", r#"[1, {"d":2}]"#),
        ("a", "null"),
        ("e", "{ }"),
        ("", "true"),
        ("RequestId", "\"r\""),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    for envelope in [
        parse(body.as_bytes()).unwrap(),
        skim(body.as_bytes()).unwrap(),
    ] {
        assert_eq!(members(&envelope), expected);
        let start = body.find("{ \"a\"").unwrap();
        let end = body.rfind("} }").unwrap() + 1;
        assert_eq!(envelope.payload(), &body.as_bytes()[start..end]);
        assert_eq!(envelope.payload().as_ptr(), body[start..].as_ptr());
    }
    for empty in [r#"{"Response":{}}"#, "{\"Response\":{ \n }}"] {
        assert_eq!(parse(empty.as_bytes()).unwrap().fields().count(), 0);
    }
}

#[test]
fn field_is_the_first_of_its_name() {
    let body = br#"{"a":9,"Response":{"a":1,"x":{"b":2},"a":3,"B":4,"\u0062":5,"b":6}}"#;
    for envelope in [parse(body).unwrap(), skim(body).unwrap()] {
        let raw = |name| envelope.field(name).unwrap().map(|value| value.raw());
        assert_eq!(raw("a"), Some("1"));
        assert_eq!(raw("b"), Some("5"));
        assert_eq!(raw("B"), Some("4"));
        assert_eq!(raw("c"), None);
        assert_eq!(raw("\\u0062"), None);
        assert_eq!(raw(""), None);
    }
}

#[test]
fn values_are_slices_of_the_body() {
    let body = br#"{"Response":{"a":"text","b":[{"c":1}],"n":-1.5}}"#;
    let envelope = parse(body).unwrap();
    let mut last = body.as_ptr();
    for field in envelope.fields() {
        let (name, value) = field.unwrap();
        for text in [name.raw(), value.raw()] {
            assert!(body.as_ptr_range().contains(&text.as_ptr()));
            assert!(text.as_ptr() > last, "in the order of the body");
            last = text.as_ptr();
        }
    }
}

#[test]
fn values_know_their_kind() {
    for (raw, kind) in [
        ("null", ValueKind::Null),
        ("true", ValueKind::Boolean),
        ("false", ValueKind::Boolean),
        ("0", ValueKind::Number),
        ("-1e5", ValueKind::Number),
        ("\"\"", ValueKind::String),
        ("\"null\"", ValueKind::String),
        ("[]", ValueKind::Array),
        ("[\"a\"]", ValueKind::Array),
        ("{}", ValueKind::Object),
    ] {
        let body = format!("{{\"Response\":{{\"a\": {raw} }}}}");
        let value = parse(body.as_bytes()).unwrap().field("a").unwrap().unwrap();
        assert_eq!((value.kind(), value.raw()), (kind, raw));
        assert_eq!(
            value.as_json_str().is_some(),
            kind == ValueKind::String,
            "{raw}"
        );
    }
    let body = br#"{"Response":{"a":"x\"\u4e2d","b":"plain"}}"#;
    let envelope = parse(body).unwrap();
    let text = |name| {
        envelope
            .field(name)
            .unwrap()
            .unwrap()
            .as_json_str()
            .unwrap()
    };
    assert_eq!(text("a"), "x\"中");
    assert_eq!(text("a").as_str(), None);
    assert_eq!(text("b").as_str(), Some("plain"));
}

#[test]
fn fields_are_those_of_serde_json() {
    let own = documents::GOOD
        .iter()
        .map(|body| (String::new(), (*body).to_owned()));
    for (source, body) in corpus::tccli()
        .unwrap_or_default()
        .into_iter()
        .step_by(5)
        .chain(own)
    {
        let Ok(envelope) = parse(body.as_bytes()) else {
            continue;
        };
        let skimmed = skim(body.as_bytes()).unwrap();
        let ours = members(&envelope);
        assert_eq!(ours, members(&skimmed), "{source}");
        for (name, raw) in &ours {
            assert!(envelope.field(name).unwrap().is_some(), "{source}: {name}");
            let checked: &RawValue = serde_json::from_str(raw).unwrap();
            assert_eq!(checked.get(), raw, "{source}");
        }
        let names: Result<std::collections::BTreeMap<String, &RawValue>, _> =
            serde_json::from_slice(envelope.payload());
        // A name that is half a surrogate pair is no `String`.
        if let Ok(names) = names {
            for (name, raw) in names {
                assert!(
                    ours.iter()
                        .any(|member| member.0 == name && member.1 == raw.get()),
                    "{source}: {name}"
                );
            }
        }
    }
}

/// After `skim` the payload is unchecked: reading it says what `parse` would have said.
#[test]
fn e14_fields_after_skim_fail_where_parse_would() {
    for (kind, text) in [
        (ErrorKind::BadNumber, r#"{"Response":{"a":¦01}}"#),
        (ErrorKind::BadLiteral, r#"{"Response":{"a":1,"b":[¦nul]}}"#),
        (ErrorKind::BadEscape, r#"{"Response":{"a":"¦\x"}}"#),
        (ErrorKind::BadEscape, r#"{"Response":{"a¦\x":1}}"#),
        (
            ErrorKind::ControlCharacter,
            "{\"Response\":{\"a\":\"¦\n\"}}",
        ),
        (ErrorKind::UnexpectedByte, r#"{"Response":{"a":[1¦}]}}"#),
        (ErrorKind::UnexpectedByte, r#"{"Response":{"a":{"b"¦}}}"#),
        (ErrorKind::UnexpectedByte, r#"{"Response":{"a":1,¦}}"#),
        (
            ErrorKind::UnexpectedByte,
            r#"{ "Response" : {"a":1 ¦"b":2}}"#,
        ),
    ] {
        let (body, at) = marked(text);
        let said = kind_and_offset(parse(&body).map(|_| ()).unwrap_err());
        assert_eq!(said, (kind, at), "{text}");
        // It may also have been refused at once.
        let Ok(envelope) = skim(&body) else { continue };
        let found = envelope.fields().find_map(Result::err);
        assert_eq!(found.map(kind_and_offset), Some((kind, at)), "{text}");
        assert_eq!(
            envelope
                .field("no such")
                .map(|_| ())
                .map_err(kind_and_offset),
            Err((kind, at)),
            "{text}"
        );
    }
    let deep = format!(
        "{{\"Response\":{{\"a\":{}{}}}}}",
        "[".repeat(130),
        "]".repeat(130)
    );
    let envelope = skim(deep.as_bytes()).unwrap();
    let error = envelope.field("a").map(|_| ()).unwrap_err();
    assert_eq!(kind_and_offset(error), (ErrorKind::TooDeep, 17 + 126));
    let envelope = Parser::new().max_depth(1000).skim(deep.as_bytes()).unwrap();
    assert!(envelope.field("a").is_ok());
}

/// A stop before the end of `Response` leaves its end to be found when somebody asks.
#[test]
fn e14_payload_after_an_early_stop() {
    let right = br#"{"Response":{"Error":{"Code":"c","Message":"m"},"RequestId":"r","a":{"b":"}"}} ,"x":1}"#;
    let envelope = skim(right).unwrap();
    assert_eq!(envelope.payload(), parse(right).unwrap().payload());
    assert_eq!(envelope.field("a").unwrap().unwrap().raw(), r#"{"b":"}"}"#);
    // No end: then all of the rest.
    let cut = &right[..70];
    if let Ok(envelope) = skim(cut) {
        assert_eq!(envelope.payload(), &cut[12..]);
        let error = envelope.field("a").map(|_| ()).unwrap_err();
        assert_eq!(kind_and_offset(error), (ErrorKind::Truncated, 70));
    }
}

#[test]
fn fields_stop_after_an_error() {
    let mut rng = Rng::new(9);
    for _ in 0..20_000 {
        let mut body = rng.pick(documents::GOOD).as_bytes().to_vec();
        mutate::mutate(&mut rng, &mut body);
        let Ok(envelope) = skim(&body) else { continue };
        let mut fields = envelope.fields();
        let mut failed = false;
        for _ in 0..body.len() {
            match fields.next() {
                Some(Ok((name, value))) => {
                    assert!(!failed, "a field after an error");
                    assert!(body.as_ptr_range().contains(&value.raw().as_ptr()));
                    let _ = (name.to_string(), value.kind());
                }
                Some(Err(error)) => {
                    assert!(!failed && error.offset() <= body.len());
                    failed = true;
                }
                None => break,
            }
        }
        assert!(fields.next().is_none(), "it goes on for ever");
    }
}
