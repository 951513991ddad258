//! What kind of body it was, by its head and its first bytes; and the header that stands in for a
//! RequestId.

use http::{Method, Request, Response};
use tencentcloud_response::{
    ErrorKind, Parser, Verdict,
    http::{Content, End, ObserveLayer, Report},
};
use tower_layer::Layer;
use tower_service::Service;

use crate::script::{Reports, Script, answer, data, frame, poll_now};

const BODY: &str = r#"{"Response":{"RequestId":"in-body"}}"#;

/// The report on a body that is read to its end, under these headers.
fn report(method: Method, status: u16, headers: &[(&str, &str)], body: &[u8]) -> Report {
    let reports = Reports::default();
    let request = Request::builder().method(method).body(()).unwrap();
    let mut response = Response::builder().status(status);
    for &(name, value) in headers {
        response = response.header(name, value);
    }
    let pieces = body.chunks(7).map(data);
    let response = response.body(Script::new(pieces)).unwrap();
    let mut body = answer(reports.clone(), request, response).into_body();
    while frame(&mut body).unwrap().is_some() {}
    drop(body);
    reports.only()
}

fn post(headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Report {
    report(Method::POST, 200, headers, body.as_ref())
}

#[test]
fn head_204_and_304_have_no_body() {
    let length = ("Content-Length", "1234");
    let id = ("X-TC-RequestId", "in-header");
    let gzip = ("Content-Encoding", "gzip");
    for (method, status) in [
        (Method::HEAD, 200),
        (Method::HEAD, 404),
        (Method::POST, 204),
        (Method::GET, 304),
        (Method::GET, 103),
    ] {
        let seen = report(method.clone(), status, &[length, id, gzip], b"");
        assert_eq!(seen.content(), Content::Absent, "{method} {status}");
        assert_eq!(seen.end(), End::Complete, "{method} {status}");
        assert_eq!((seen.verdict(), seen.bytes()), (None, 0));
        assert_eq!(seen.request_id(), Some("in-header"));
        assert_eq!(seen.status(), status);
        assert!(seen.record().is_none());
    }
}

/// A server does not even look at such a body.
#[test]
fn no_body_is_complete_when_it_is_dropped() {
    let reports = Reports::default();
    let request = Request::head("/").body(()).unwrap();
    let response = Response::builder().header("Content-Length", 99);
    let response = response.body(Script::new([data("x")])).unwrap();
    drop(answer(reports.clone(), request, response));
    let seen = reports.only();
    assert_eq!(
        (seen.content(), seen.end()),
        (Content::Absent, End::Complete)
    );
}

#[test]
fn an_encoding_is_said_and_not_guessed() {
    for encoding in [
        "gzip",
        "GZIP",
        "br",
        "zstd",
        "deflate, gzip",
        "identity, x",
        "x",
    ] {
        let seen = post(
            &[
                ("Content-Encoding", encoding),
                ("X-TC-RequestId", "in-header"),
            ],
            BODY,
        );
        assert_eq!(seen.content(), Content::Encoded, "{encoding}");
        assert_eq!(seen.verdict(), Some(Verdict::Encoded));
        assert_eq!(seen.request_id(), Some("in-header"));
        assert_eq!(seen.bytes(), BODY.len() as u64);
        assert!(seen.record().is_none());
    }
    for encoding in ["identity", "Identity", "", " , identity ,"] {
        let seen = post(&[("Content-Encoding", encoding)], BODY);
        assert_eq!(seen.content(), Content::Json, "{encoding}");
        assert_eq!(seen.verdict(), Some(Verdict::Success));
    }
    let two = [
        ("Content-Encoding", "identity"),
        ("Content-Encoding", "gzip"),
    ];
    assert_eq!(post(&two, BODY).content(), Content::Encoded);
    // Nobody said so, but the bytes do.
    let seen = post(&[], b"\x1f\x8b\x08\x00\x00\x00\x00\x00");
    assert_eq!(seen.content(), Content::NotJson);
    assert_eq!(seen.verdict(), Some(Verdict::Encoded));
}

#[test]
fn what_is_not_json() {
    let kinds: &[(&[u8], Content, ErrorKind)] = &[
        (
            b"<html>502 Bad Gateway</html>",
            Content::NotJson,
            ErrorKind::Html,
        ),
        (b" \r\n<html>", Content::NotJson, ErrorKind::Html),
        (
            b"upstream connect error",
            Content::NotJson,
            ErrorKind::UnexpectedByte,
        ),
        (
            b"no healthy upstream",
            Content::NotJson,
            ErrorKind::NotAnObject,
        ),
        (
            b"404 page not found",
            Content::NotJson,
            ErrorKind::NotAnObject,
        ),
        (b"[1]", Content::NotJson, ErrorKind::NotAnObject),
        (
            b"\xef\xbb\xbf{}",
            Content::NotJson,
            ErrorKind::ByteOrderMark,
        ),
        (b"", Content::NotJson, ErrorKind::Empty),
        (b"{", Content::Json, ErrorKind::Truncated),
        (b" ", Content::Json, ErrorKind::Truncated),
        (b"{}", Content::Json, ErrorKind::NoResponse),
        (b"{<", Content::Json, ErrorKind::UnexpectedByte),
        (br#"{"Response":[]}"#, Content::Json, ErrorKind::WrongType),
        (
            br#"{"Response":{}}x"#,
            Content::Json,
            ErrorKind::TrailingData,
        ),
        (
            br#"{"Response":{}}<"#,
            Content::Json,
            ErrorKind::TrailingData,
        ),
    ];
    // The type that the head names is a claim only: some services send JSON as text/plain.
    for media_type in ["application/json", "text/html; charset=utf-8", "text/plain"] {
        let head = [
            ("Content-Type", media_type),
            ("X-TC-RequestId", "in-header"),
        ];
        for &(body, content, kind) in kinds {
            let seen = report(Method::POST, 502, &head, body);
            let text = body.escape_ascii();
            assert_eq!(seen.content(), content, "{text}");
            assert_eq!(seen.end(), End::Complete, "{text}");
            assert_eq!(seen.verdict(), Some(kind.verdict()), "{text}");
            assert_eq!(
                seen.record().unwrap().error().unwrap().kind(),
                kind,
                "{text}"
            );
            assert_eq!(seen.request_id(), Some("in-header"), "{text}");
            assert_eq!(seen.status(), 502);
        }
        assert_eq!(post(&head, BODY).verdict(), Some(Verdict::Success));
        assert_eq!(post(&head, BODY).content(), Content::Json);
    }
}

#[test]
fn the_header_stands_in_for_a_request_id() {
    let id = ("X-TC-RequestId", "in-header");
    let request_id = |headers: &[_], body: &str| {
        let seen = post(headers, body);
        seen.request_id().map(str::to_owned)
    };
    let header = Some("in-header".to_owned());
    assert_eq!(request_id(&[id], BODY).as_deref(), Some("in-body"));
    assert_eq!(request_id(&[id], &BODY[..35]).as_deref(), Some("in-body"));
    assert_eq!(request_id(&[id], &BODY[..30]), header);
    assert_eq!(
        request_id(&[id], r#"{"Response":{"RequestId":null}}"#),
        header
    );
    assert_eq!(
        request_id(&[id], r#"{"Response":{"RequestId":""}}"#).as_deref(),
        Some("")
    );
    assert_eq!(request_id(&[id], "<html>"), header);
    assert_eq!(request_id(&[("x-tc-requestid", "in-header")], ""), header);
    assert_eq!(request_id(&[], "<html>"), None);
    // The record says what the body said.
    assert_eq!(post(&[id], "{").record().unwrap().request_id(), None);

    let longest = "x".repeat(64);
    assert_eq!(
        request_id(&[("X-TC-RequestId", &longest)], ""),
        Some(longest.clone())
    );
    for bad in [
        &*"x".repeat(65),
        &"x".repeat(70_000),
        "",
        "a b",
        "a\tb",
        "é",
    ] {
        assert_eq!(request_id(&[("X-TC-RequestId", bad)], ""), None, "{bad:?}");
    }
}

#[test]
fn a_region_is_healthy_by_a_request_id_of_either() {
    let id = ("X-TC-RequestId", "in-header");
    let none = r#"{"Response":{}}"#;
    for (headers, body, healthy) in [
        (&[][..], BODY, true),
        (&[], none, false),
        (&[id], none, true),
        (&[id], &BODY[..35], false),
        (&[id], "", false),
        (
            &[id],
            r#"{"Response":{"Error":{"Code":"InternalError"}}}"#,
            false,
        ),
    ] {
        assert_eq!(post(headers, body).region_healthy(), healthy, "{body}");
    }
}

#[test]
fn event_streams() {
    let stream = |media_type: &str, body: &str| {
        let head = [
            ("Content-Type", media_type),
            ("X-TC-RequestId", "in-header"),
        ];
        post(&head, body)
    };
    let delta = r#"{"Choices":[{"Delta":{"Content":"Hel"}}],"Id":"x"}"#;
    let bare =
        r#"{"Type":"error","RequestId":"in-event","Error":{"Code":"InternalError","Message":"m"}}"#;
    let hunyuan = r#"{"Choices":[],"ErrorMsg":{"Msg":"Busy.","Code":4000}}"#;
    let wrapped = r#"{"Response":{"RequestId":"in-event"}}"#;
    let long = format!(
        r#"{{"RequestId":"in-event","Text":"{}"}}"#,
        "x".repeat(20_000)
    );
    for media_type in [
        "text/event-stream",
        "Text/Event-Stream ; charset=utf-8",
        "text/event-stream;charset=UTF-8",
    ] {
        for (events, verdict, id, code) in [
            (
                &[delta, delta, "[DONE]"][..],
                Verdict::Success,
                "in-header",
                None,
            ),
            (&[delta, wrapped], Verdict::Success, "in-event", None),
            (
                &[delta, bare],
                Verdict::Failure,
                "in-event",
                Some("InternalError"),
            ),
            (
                &[delta, hunyuan],
                Verdict::Failure,
                "in-header",
                Some("4000"),
            ),
            (&[&long, delta], Verdict::Success, "in-event", None),
            (&[delta, "{"], Verdict::Truncated, "in-header", None),
            (&[delta, "Hello"], Verdict::Malformed, "in-header", None),
        ] {
            let body: String = events
                .iter()
                .map(|data| format!("data: {data}\r\n\r\n"))
                .collect();
            let seen = stream(media_type, &body);
            assert_eq!(seen.content(), Content::EventStream, "{body}");
            assert_eq!(seen.verdict(), Some(verdict), "{body}");
            assert_eq!(seen.request_id(), Some(id), "{body}");
            assert_eq!(seen.code(), code, "{body}");
            assert_eq!(
                (seen.end(), seen.bytes()),
                (End::Complete, body.len() as u64)
            );
        }
        // What the API sends in place of a stream, under the name of a stream.
        let seen = stream(media_type, BODY);
        assert_eq!(seen.content(), Content::EventStream);
        assert_eq!(seen.verdict(), Some(Verdict::Success));
        assert_eq!(seen.request_id(), Some("in-body"));
    }
    for media_type in ["application/json", "text/event", "xtext/event-stream", ""] {
        assert_eq!(stream(media_type, BODY).content(), Content::Json);
    }
}

#[test]
fn an_event_stream_that_is_cut() {
    for (body, verdict) in [
        ("data: {\"a\":1}\n\nda", Verdict::Success),
        ("data: {\"a\":1}\n\ndata: {\"a\"", Verdict::Truncated),
    ] {
        let reports = Reports::default();
        let request = Request::post("/").body(()).unwrap();
        let response = Response::builder().header("Content-Type", "text/event-stream");
        let response = response.body(Script::new([data(body)])).unwrap();
        let mut passing = answer(reports.clone(), request, response).into_body();
        frame(&mut passing);
        drop(passing);
        let seen = reports.only();
        assert_eq!(seen.content(), Content::EventStream);
        assert_eq!((seen.end(), seen.verdict()), (End::CutOff, Some(verdict)));
    }
}

#[test]
fn the_options_are_those_of_the_parser() {
    let body = r#"{"code":4100,"message":"auth failed","codeDesc":"AuthFailure"}"#;
    for (parser, code) in [
        (Parser::new(), None),
        (Parser::new().api_v2(true), Some("AuthFailure")),
    ] {
        let reports = Reports::default();
        let service = tower::service_fn(|_: Request<()>| {
            std::future::ready(Ok::<_, ()>(Response::new(Script::new([data(body)]))))
        });
        let layer = ObserveLayer::new(reports.clone()).parser(parser);
        let request = Request::post("/").body(()).unwrap();
        let std::task::Poll::Ready(Ok(response)) = poll_now(layer.layer(service).call(request))
        else {
            panic!("it is ready");
        };
        let mut body = response.into_body();
        while frame(&mut body).unwrap().is_some() {}
        assert_eq!(reports.only().code(), code);
    }
}

#[test]
fn names_are_all_different() {
    let contents = Content::ALL.iter().map(|content| content.as_str());
    let ends = End::ALL.iter().map(|end| end.as_str());
    let mut names: Vec<_> = contents.chain(ends).collect();
    assert_eq!(names.len(), 8);
    assert_eq!(
        format!("{:>8}|{:8}|", Content::Json, End::Failed),
        "    json|failed  |"
    );
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 8);
}

/// What of a body or a header is in the `Debug` of a report cannot begin a line of its own.
#[test]
fn debug_is_one_line() {
    let body =
        r#"{"Response":{"Error":{"Code":"a\nb","Message":"\u202e\r"},"RequestId":"\u001b[2J"}}"#;
    let seen = format!("{:?}", post(&[("X-TC-RequestId", "x\"y")], body));
    assert!(
        seen.chars().all(|c| c.is_ascii_graphic() || c == ' '),
        "{seen}"
    );
    assert!(seen.contains(r#""x\"y""#), "{seen}");
}

#[test]
#[cfg(feature = "serde")]
fn serialises_as_a_log_line_wants_it() {
    let json = |report: &Report| serde_json::to_string(report).unwrap();
    let body = r#"{"Response":{"Error":{"Code":"InternalError","Message":"\n"},"RequestId":"r"}}"#;
    assert_eq!(
        json(&post(&[], body)),
        r#"{"status":200,"content":"json","end":"complete","bytes":78,"verdict":"failure","request_id":"r","code":"InternalError","class":"internal","message":"\n","error":null,"is_cut":false}"#
    );
    let head = [("X-TC-RequestId", "in-header")];
    assert_eq!(
        json(&report(Method::HEAD, 404, &head, b"")),
        r#"{"status":404,"content":"absent","end":"complete","bytes":0,"verdict":null,"request_id":"in-header","code":null,"class":null,"message":null,"error":null,"is_cut":false}"#
    );
    let cut = post(&[], &body[..40]);
    let error = cut.record().unwrap().error().unwrap();
    let json: serde_json::Value = serde_json::from_str(&json(&cut)).unwrap();
    assert_eq!(json["error"], serde_json::to_value(error).unwrap());
    assert_eq!(json["error"]["offset"], 40);
}
