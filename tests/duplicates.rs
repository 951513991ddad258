//! E8: names that are there twice, and what `Parser::duplicates` makes of them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Answer, Rules, check_entry_points, kind_and_offset, marked, oracle};
use tencentcloud_response::{Duplicates, ErrorKind};

const FIRST: Rules = Rules::DEFAULT.duplicates(Duplicates::First);
const LAST: Rules = Rules::DEFAULT.duplicates(Duplicates::Last);

/// Request id, code and message as `id/code/message`: `-` for none, and no error at all as `id`.
fn summary(rules: Rules, body: &str) -> String {
    check_entry_points(rules, body.as_bytes());
    let envelope = rules.parser().parse(body.as_bytes());
    let answer = Answer::of(&envelope.unwrap_or_else(|error| panic!("{error}: {body}, {rules:?}")));
    assert_eq!(
        oracle::read(body.as_bytes(), rules).as_ref(),
        Some(&answer),
        "serde_json on {body}"
    );
    let id = answer.request_id.unwrap_or("-".into());
    match answer.error {
        Some((code, message)) => format!("{id}/{code}/{message}"),
        None => id,
    }
}

/// The body with a mark at the second name, what the first gives, what the last gives.
const TABLE: &[(&str, &str, &str)] = &[
    (
        r#"{"Response":{"RequestId":"a",¦"RequestId":"b"}}"#,
        "a",
        "b",
    ),
    (
        r#"{"Response":{"RequestId":"a","B":1,¦"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#,
        "a",
        "b5b41468-520d-4192-b42f-595cc34b6c1c",
    ),
    (
        r#"{"Response":{"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c","B":1,¦"RequestId":"b"}}"#,
        "b5b41468-520d-4192-b42f-595cc34b6c1c",
        "b",
    ),
    (
        r#"{"Response":{"RequestId":"a",¦"RequestId":null}}"#,
        "a",
        "-",
    ),
    (
        r#"{"Response":{"RequestId":null,¦"RequestId":"b"}}"#,
        "-",
        "b",
    ),
    (
        r#"{"Response":{"RequestId":"a", ¦"Request\u0049d":"b","RequestId":"c"}}"#,
        "a",
        "c",
    ),
    (r#"{"Response":{"Error":{},¦"Error":null}}"#, "-//", "-"),
    (
        r#"{"Response":{"Error":null,¦"Error":{"Code":"c"}}}"#,
        "-",
        "-/c/",
    ),
    (
        r#"{"Response":{"Error":{"Code":"c"},¦"Error":{"Message":"m"},"RequestId":"a"}}"#,
        "a/c/",
        "a//m",
    ),
    (
        r#"{"Response":{"Error":{"Code":"c","Message":"m"},¦"Error":{}}}"#,
        "-/c/m",
        "-//",
    ),
    (
        r#"{"Response":{"Error":{"Code":"c",¦"Code":"d","Message":"m"}}}"#,
        "-/c/m",
        "-/d/m",
    ),
    (
        r#"{"Response":{"Error":{"Code":"c",¦"Code":null}}}"#,
        "-/c/",
        "-//",
    ),
    (
        r#"{"Response":{"Error":{"Code":null,¦"Code":"d"}}}"#,
        "-//",
        "-/d/",
    ),
    (
        r#"{"Response":{"Error":{"Message":"m",¦"Messag\u0065":"n","Code":"c"}}}"#,
        "-/c/m",
        "-/c/n",
    ),
    (
        r#"{"Response":{"RequestId":"a","Error":{"Code":"c"}},¦"Response":{}}"#,
        "a/c/",
        "-",
    ),
    (
        r#"{"Response":{},¦"Response":{"RequestId":"b","Error":{"Code":"d"}}}"#,
        "-",
        "b/d/",
    ),
    (
        r#"{"Response":{"RequestId":"a"},¦"Response":{"Error":{"Message":"n"}}}"#,
        "a",
        "-//n",
    ),
    (
        r#"{"Response":{"Error":{"Code":"c"}},"x":1,¦"\u0052esponse":{"RequestId":"b"}}"#,
        "-/c/",
        "b",
    ),
    (
        r#"{"Response":{"RequestId":"a"},¦"Response":{"RequestId":"b","RequestId":"c"}}"#,
        "a",
        "c",
    ),
    (
        r#"{"Response":{"Error":{"Code":"a",¦"Code":"b"},"Error":{"Code":"c","Code":"d"}}}"#,
        "-/a/",
        "-/d/",
    ),
];

#[test]
fn e8_repeated_name_is_an_error() {
    for (text, ..) in TABLE {
        let (body, at) = marked(text);
        check_entry_points(Rules::DEFAULT, &body);
        let error = Rules::DEFAULT.parser().parse(&body).unwrap_err();
        assert_eq!(
            kind_and_offset(error),
            (ErrorKind::DuplicateName, at),
            "on {text}"
        );
        assert_eq!(error.rule(), "E8");
        // It is certain at the closing quote of the second name, and not before.
        let quote = at
            + 1
            + body[at + 1..]
                .iter()
                .position(|&byte| byte == b'"')
                .unwrap();
        let cut = Rules::DEFAULT.parser().parse(&body[..quote]).unwrap_err();
        assert_eq!(cut.kind(), ErrorKind::Truncated, "on {text}");
        let whole = Rules::DEFAULT.parser().parse(&body[..=quote]).unwrap_err();
        assert_eq!(
            kind_and_offset(whole),
            (ErrorKind::DuplicateName, at),
            "on {text}"
        );
    }
}

#[test]
fn e8_first_or_last_is_taken_whole() {
    for (text, first, last) in TABLE {
        let body = text.replace('¦', "");
        assert_eq!(summary(FIRST, &body), *first, "the first of {body}");
        assert_eq!(summary(LAST, &body), *last, "the last of {body}");
    }
}

#[test]
fn e8_payload_is_that_of_the_occurrence_taken() {
    let body = br#"{"Response":{"a":1},"Response":{"a":2}}"#;
    let payload = |rules: Rules| rules.parser().parse(body).unwrap().payload().to_vec();
    assert_eq!(payload(FIRST), br#"{"a":1}"#);
    assert_eq!(payload(LAST), br#"{"a":2}"#);
    let field = LAST
        .parser()
        .skim(body)
        .unwrap()
        .field("a")
        .unwrap()
        .unwrap();
    assert_eq!(field.raw(), "2");
}

/// The value that is not taken must be of the right type all the same.
#[test]
fn e8_every_occurrence_is_checked() {
    for text in [
        r#"{"Response":{"RequestId":"a","RequestId":¦1}}"#,
        r#"{"Response":{"RequestId":¦1,"RequestId":"a"}}"#,
        r#"{"Response":{"Error":{},"Error":¦[]}}"#,
        r#"{"Response":{"Error":¦"x","Error":null}}"#,
        r#"{"Response":{"Error":{"Code":"c","Code":¦{}}}}"#,
        r#"{"Response":{"Error":{"Message":¦0,"Message":"m"}}}"#,
        r#"{"Response":{"Error":{"Code":¦1},"Error":null}}"#,
        r#"{"Response":{"Error":null,"Error":{"Message":¦1}}}"#,
        r#"{"Response":{},"Response":¦null}"#,
        r#"{"Response":¦null,"Response":{}}"#,
        r#"{"Response":{"RequestId":¦1},"Response":{}}"#,
        r#"{"Response":{},"Response":{"Error":{"Code":¦1}}}"#,
    ] {
        let (body, at) = marked(text);
        for rules in [FIRST, LAST] {
            let error = rules.parser().parse(&body).unwrap_err();
            assert_eq!(
                kind_and_offset(error),
                (ErrorKind::WrongType, at),
                "on {text}, {rules:?}"
            );
        }
    }
    for text in [
        r#"{"Response":{"RequestId":"a","RequestId":"¦\ud800"}}"#,
        r#"{"Response":{"RequestId":"¦\ud800","RequestId":"a"}}"#,
        r#"{"Response":{"Error":{"Code":"c"},"Error":{"Code":"¦\ud800"}}}"#,
        r#"{"Response":{"Error":{"Code":"¦\ud800"}},"Response":{}}"#,
    ] {
        let (body, at) = marked(text);
        for rules in [FIRST, LAST] {
            let error = rules.parser().parse(&body).unwrap_err();
            assert_eq!(
                kind_and_offset(error),
                (ErrorKind::LoneSurrogate, at),
                "on {text}, {rules:?}"
            );
        }
    }
}

#[test]
fn e8_other_names_may_repeat() {
    for body in [
        r#"{"a":1,"a":2,"Response":{"b":1,"b":2,"RequestId":"r"}}"#,
        r#"{"RequestId":1,"RequestId":2,"Error":1,"Error":2,"Response":{"RequestId":"r"}}"#,
        r#"{"Response":{"Code":1,"Code":2,"Response":1,"Response":2,"RequestId":"r"}}"#,
        r#"{"Response":{"a":{"RequestId":1,"RequestId":2},"RequestId":"r","b":{"Error":{"Code":1,"Code":2}}}}"#,
        r#"{"Response":{"requestid":1,"requestid":2,"RequestId":"r"}}"#,
        r#"{"code":1,"code":2,"message":1,"message":2,"Response":{"RequestId":"r"}}"#,
    ] {
        for rules in Rules::ALL {
            assert_eq!(summary(rules, body), "r", "{body}");
        }
    }
    let body =
        r#"{"Response":{"Error":{"Error":1,"Error":2,"RequestId":1,"RequestId":2,"a":1,"a":2}}}"#;
    assert_eq!(summary(Rules::DEFAULT, body), "-//");
}

/// Twice in the same object is twice; once in each of two objects is not.
#[test]
fn e8_counts_within_one_object() {
    let body =
        r#"{"Response":{"Error":{"Code":"c","Message":"m"},"RequestId":"a"},"x":{"Response":1}}"#;
    assert_eq!(summary(Rules::DEFAULT, body), "a/c/m");
}

/// E13: a `Response` wins over the 2.0 members wherever it stands, and the three are under E8.
#[test]
fn e8_in_the_2_0_shape() {
    for (text, first, last) in [
        (r#"{"code":0,¦"code":1}"#, "-", "-/1/"),
        (r#"{"code":1,¦"c\u006fde":"0"}"#, "-/1/", "-"),
        (
            r#"{"code":1,"codeDesc":"a",¦"codeDesc":"b"}"#,
            "-/a/",
            "-/b/",
        ),
        (
            r#"{"code":1,"codeDesc":"a",¦"codeDesc":null}"#,
            "-/a/",
            "-/1/",
        ),
        (
            r#"{"code":1,"message":"m",¦"message":"n"}"#,
            "-/1/m",
            "-/1/n",
        ),
    ] {
        let (body, at) = marked(text);
        let error = Rules::DEFAULT.api_v2().parser().parse(&body).unwrap_err();
        assert_eq!(
            kind_and_offset(error),
            (ErrorKind::DuplicateName, at),
            "{text}"
        );
        let body = text.replace('¦', "");
        assert_eq!(summary(FIRST.api_v2(), &body), first, "the first of {body}");
        assert_eq!(summary(LAST.api_v2(), &body), last, "the last of {body}");
    }
    let body = r#"{"code":0,"code":[],"Response":{"RequestId":"a"},"message":1,"Response":{"RequestId":"b"}}"#;
    assert_eq!(summary(FIRST.api_v2(), body), "a");
    assert_eq!(summary(LAST.api_v2(), body), "b");
}
