//! Exactly one report, at the right moment, with the right end; and every frame as it was.

use std::{
    cell::Cell,
    future,
    rc::Rc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body::{Body, SizeHint};
use tencentcloud_response::{
    Class, ErrorKind, Verdict,
    http::{Content, End, ObserveLayer, Observer, Report},
};
use tower_layer::Layer;
use tower_service::Service;

use crate::{
    common::rng::Rng,
    script::{Reports, Script, Step, answer, data, frame, poll_now, watched},
};

const BODY: &str = r#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"Slow."},"RequestId":"b5b41468"}}"#;

fn trailers() -> HeaderMap {
    HeaderMap::from_iter([("x-checksum".parse().unwrap(), HeaderValue::from_static("1"))])
}

fn pieces() -> [Step; 2] {
    let (first, second) = BODY.split_at(40);
    [data(first), data(second)]
}

/// Polls until `reports` has one or the body gives nothing more; returns the number of polls.
fn polls_to_report(body: &mut (impl Body<Data = Bytes> + Unpin), reports: &Reports) -> usize {
    let mut polls = 0;
    while reports.len() == 0 {
        assert!(polls < 10, "no report");
        frame(body).expect("it does not wait");
        polls += 1;
    }
    polls
}

fn is_all(report: &Report) {
    assert_eq!(report.status(), StatusCode::OK);
    assert_eq!(report.content(), Content::Json);
    assert_eq!(report.bytes(), BODY.len() as u64);
    assert_eq!(report.verdict(), Some(Verdict::Failure));
    assert_eq!(report.request_id(), Some("b5b41468"));
    assert_eq!(report.code(), Some("RequestLimitExceeded"));
    assert_eq!(report.class(), Some(Class::Throttled));
    assert_eq!(report.record().unwrap().message(), Some("Slow."));
}

#[test]
fn at_the_end_of_the_body() {
    let reports = Reports::default();
    let mut body = watched(&reports, Script::new(pieces()));
    assert_eq!(polls_to_report(&mut body, &reports), 3);
    for _ in 0..3 {
        assert!(frame(&mut body).unwrap().is_none(), "it stays at its end");
    }
    drop(body);
    let report = reports.only();
    is_all(&report);
    assert_eq!(report.end(), End::Complete);
}

/// The shortest observer there is.
#[test]
fn to_a_closure() {
    let reports = Reports::default();
    let observer = {
        let reports = reports.clone();
        move |report: &Report| reports.report(report)
    };
    let request = Request::post("/").body(()).unwrap();
    let mut body = answer(observer, request, Response::new(Script::new(pieces()))).into_body();
    assert_eq!(polls_to_report(&mut body, &reports), 3);
    drop(body);
    is_all(&reports.only());
}

#[test]
fn at_a_frame_after_which_the_body_knows_its_end() {
    let reports = Reports::default();
    let mut body = watched(&reports, Script::new(pieces()).knowing_its_end());
    assert_eq!(polls_to_report(&mut body, &reports), 2);
    assert!(body.is_end_stream());
    drop(body);
    let report = reports.only();
    is_all(&report);
    assert_eq!(report.end(), End::Complete);
}

#[test]
fn at_trailers() {
    let reports = Reports::default();
    let steps = pieces().into_iter().chain([Step::Trailers(trailers())]);
    let mut body = watched(&reports, Script::new(steps));
    assert_eq!(polls_to_report(&mut body, &reports), 3);
    assert!(frame(&mut body).unwrap().is_none());
    drop(body);
    let report = reports.only();
    is_all(&report);
    assert_eq!(report.end(), End::Complete);
}

#[test]
fn at_an_error() {
    let reports = Reports::default();
    let [first, second] = pieces();
    let mut body = watched(&reports, Script::new([first, Step::Error, second]));
    assert_eq!(polls_to_report(&mut body, &reports), 2);
    // Whatever it gives after an error is passed on, and no longer counted.
    assert!(frame(&mut body).unwrap().unwrap().unwrap().is_data());
    assert!(frame(&mut body).unwrap().is_none());
    drop(body);
    let report = reports.only();
    assert_eq!(report.end(), End::Failed);
    assert_eq!(report.bytes(), 40);
    assert_eq!(report.verdict(), Some(Verdict::Truncated));
    assert_eq!(report.content(), Content::Json);
    assert_eq!(report.request_id(), None);
}

#[test]
fn at_an_error_behind_the_whole_body() {
    let reports = Reports::default();
    let steps = pieces().into_iter().chain([Step::Error]);
    let mut body = watched(&reports, Script::new(steps));
    while frame(&mut body).unwrap().is_some() {}
    is_all(&reports.only());
    assert_eq!(reports.only().end(), End::Failed);
}

#[test]
fn at_a_drop_in_the_middle() {
    let reports = Reports::default();
    let [first, second] = pieces();
    let mut body = watched(&reports, Script::new([first, Step::Pending, second]));
    assert!(frame(&mut body).is_some());
    assert!(frame(&mut body).is_none(), "it waits");
    assert_eq!(reports.len(), 0);
    drop(body);
    let report = reports.only();
    assert_eq!(report.end(), End::CutOff);
    assert_eq!(report.bytes(), 40);
    assert_eq!(report.verdict(), Some(Verdict::Truncated));
    let error = report.record().unwrap().error().unwrap();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Truncated, 40));
}

#[test]
fn at_a_drop_before_the_first_frame() {
    let reports = Reports::default();
    drop(watched(&reports, Script::new(pieces())));
    let report = reports.only();
    assert_eq!((report.end(), report.bytes()), (End::CutOff, 0));
    // Nobody knows what it would have been.
    assert_eq!((report.verdict(), report.content()), (None, Content::Json));
}

#[test]
fn at_a_drop_of_a_body_that_is_empty_and_knows_it() {
    let reports = Reports::default();
    drop(watched(&reports, Script::new([]).knowing_its_end()));
    let report = reports.only();
    assert_eq!((report.end(), report.bytes()), (End::Complete, 0));
    assert_eq!(report.verdict(), Some(Verdict::NotEnvelope));
    assert_eq!(report.content(), Content::NotJson);
}

#[test]
fn at_a_drop_behind_the_last_byte() {
    // Without a length nobody knows that it was the last.
    let reports = Reports::default();
    let mut body = watched(&reports, Script::new(pieces()));
    frame(&mut body);
    frame(&mut body);
    drop(body);
    is_all(&reports.only());
    assert_eq!(reports.only().end(), End::CutOff);

    // With one, a server does not ask for more.
    for in_head in [true, false] {
        let reports = Reports::default();
        let mut script = Script::new(pieces());
        let mut response = Response::builder();
        if in_head {
            response = response.header("Content-Length", BODY.len());
        } else {
            script.size = SizeHint::with_exact(BODY.len() as u64);
        }
        let request = Request::post("/").body(()).unwrap();
        let response = response.body(script).unwrap();
        let mut body = answer(reports.clone(), request, response).into_body();
        frame(&mut body);
        frame(&mut body);
        assert_eq!(reports.len(), 0);
        drop(body);
        is_all(&reports.only());
        assert_eq!(reports.only().end(), End::Complete);
    }
}

#[test]
fn an_end_before_the_content_length_is_a_cut() {
    let reports = Reports::default();
    let request = Request::post("/").body(()).unwrap();
    let response = Response::builder().header("Content-Length", BODY.len() + 1);
    let response = response.body(Script::new(pieces())).unwrap();
    let mut body = answer(reports.clone(), request, response).into_body();
    while frame(&mut body).unwrap().is_some() {}
    is_all(&reports.only());
    assert_eq!(reports.only().end(), End::CutOff);
}

#[test]
fn a_response_that_never_comes_has_no_report() {
    let reports = Reports::default();
    let request = || Request::post("/").body(()).unwrap();

    let failing =
        tower::service_fn(|_: Request<()>| future::ready(Err::<Response<Script>, _>("refused")));
    let mut service = ObserveLayer::new(reports.clone()).layer(failing);
    assert!(matches!(
        poll_now(service.call(request())),
        Poll::Ready(Err("refused"))
    ));

    let silent =
        tower::service_fn(|_: Request<()>| future::pending::<Result<Response<Script>, &str>>());
    let mut service = ObserveLayer::new(reports.clone()).layer(silent);
    assert!(poll_now(service.call(request())).is_pending());
    assert_eq!(reports.len(), 0);
}

#[test]
fn readiness_is_that_of_the_service() {
    struct Busy;
    impl Service<Request<()>> for Busy {
        type Response = Response<Script>;
        type Error = &'static str;
        type Future = future::Ready<Result<Self::Response, Self::Error>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            Poll::Ready(Err("busy"))
        }

        fn call(&mut self, _: Request<()>) -> Self::Future {
            future::ready(Err("called"))
        }
    }
    let mut service = ObserveLayer::new(Reports::default()).layer(Busy);
    let ready = future::poll_fn(|cx| service.poll_ready(cx));
    assert_eq!(poll_now(ready), Poll::Ready(Err("busy")));
}

/// Each request has an observer of its own, which sees its head, and the service sees it as it was.
#[test]
fn an_observer_sees_its_own_request() {
    #[derive(Clone, Default)]
    struct Action(Option<HeaderValue>, Rc<Cell<u32>>);
    impl Observer for Action {
        fn request(&mut self, request: &http::request::Parts) {
            assert_eq!(self.0, None, "a fresh clone");
            self.0 = request.headers.get("x-tc-action").cloned();
        }

        fn report(self, report: &Report) {
            assert_eq!(report.request_id().unwrap(), self.0.unwrap());
            self.1.set(self.1.get() + 1);
        }
    }
    let observer = Action::default();
    let echo = tower::service_fn(|request: Request<u32>| {
        assert_eq!(request.uri(), "/path?query");
        let action = &request.headers()["x-tc-action"];
        let body = format!(r#"{{"Response":{{"RequestId":{action:?}}}}}"#);
        assert_eq!(*request.body(), 7);
        future::ready(Ok::<_, ()>(Response::new(Script::new([data(body)]))))
    });
    let mut service = ObserveLayer::new(observer.clone()).layer(echo);
    let mut bodies = Vec::new();
    for action in ["One", "Two", "Three"] {
        let request = Request::post("/path?query").header("X-TC-Action", action);
        let Poll::Ready(Ok(response)) = poll_now(service.call(request.body(7).unwrap())) else {
            panic!("it is ready");
        };
        bodies.push(response.into_body());
    }
    // They end in another order than they began.
    for mut body in bodies.into_iter().rev() {
        while frame(&mut body).unwrap().is_some() {}
    }
    assert_eq!(observer.1.get(), 3);
}

/// Whatever the body does, and whenever it is dropped: one report, of all that passed until the
/// first thing that ends a body.
#[test]
fn exactly_one_report_of_any_body() {
    let mut rng = Rng::new(4);
    let mut ends = [0; 3];
    for _ in 0..20_000 {
        let steps: Vec<Step> = (0..rng.below(8))
            .map(|_| match rng.below(10) {
                0 => Step::Trailers(trailers()),
                1 => Step::Error,
                2 | 3 => Step::Pending,
                _ => data("x".repeat(rng.below(4))),
            })
            .collect();
        let mut script = Script::new(steps.clone());
        script.knows_its_end = rng.one_in(2);
        let all: usize = steps.iter().map(Step::len).sum();
        let length = [None, Some(all), Some(all + 1)][rng.below(3)];
        let mut response = Response::builder();
        if let Some(length) = length {
            response = response.header("Content-Length", length);
        }
        let reports = Reports::default();
        let request = Request::post("/").body(()).unwrap();
        let response = response.body(script.clone()).unwrap();
        let mut body = answer(reports.clone(), request, response).into_body();

        let polls = rng.below(steps.len() + 3);
        let (mut bytes, mut end) = (0, None);
        for at in 0..polls {
            let polled = frame(&mut body);
            let now = match steps.get(at) {
                Some(Step::Trailers(_)) | None => Some(End::Complete),
                Some(Step::Error) => Some(End::Failed),
                // It is not asked after it was said to wait.
                Some(Step::Data(_)) if script.knows_its_end && at + 1 == steps.len() => {
                    Some(End::Complete)
                }
                Some(_) => None,
            };
            if end.is_none() {
                bytes += steps.get(at).map_or(0, Step::len);
                end = now;
            }
            assert_eq!(
                reports.len(),
                usize::from(end.is_some()),
                "{steps:?} at {at}: {polled:?}"
            );
        }
        drop(body);

        let knows = script.knows_its_end && polls >= steps.len();
        let end = match end {
            None if knows || length == Some(bytes) => End::Complete,
            None => End::CutOff,
            Some(end) => end,
        };
        let short = length.is_some_and(|length| bytes < length);
        let expected = if end == End::Complete && short {
            End::CutOff
        } else {
            end
        };
        let report = reports.only();
        assert_eq!(report.bytes(), bytes as u64, "{steps:?}");
        assert_eq!(
            report.end(),
            expected,
            "{steps:?}, {polls} polls, {length:?}"
        );
        ends[End::ALL
            .iter()
            .position(|&end| end == report.end())
            .unwrap()] += 1;
    }
    assert!(ends.iter().all(|&count| count > 1_000), "{ends:?}");
}

#[test]
fn everything_is_forwarded_as_it_is() {
    let steps = [
        data(""),
        data(r#"{"Resp"#),
        Step::Pending,
        data("\u{0}\u{ff} not JSON at all"),
        Step::Trailers(trailers()),
        Step::Error,
        data("after the error"),
    ];
    for knows_its_end in [false, true] {
        let mut script = Script::new(steps.clone());
        script.knows_its_end = knows_its_end;
        script.size.set_upper(1_000);
        script.size.set_lower(10);
        let mut plain = script.clone();

        let reports = Reports::default();
        let request = Request::post("/").body(()).unwrap();
        let mut response = Response::builder().status(502).header("X-A", "b");
        response = response.extension(7_u32);
        let response = answer(reports.clone(), request, response.body(script).unwrap());
        assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
        assert_eq!(response.headers()["x-a"], "b");
        assert_eq!(response.extensions().get(), Some(&7_u32));
        let mut body = response.into_body();
        for _ in 0..steps.len() + 2 {
            assert_eq!(body.is_end_stream(), plain.is_end_stream());
            assert_eq!(body.size_hint().lower(), 10);
            assert_eq!(body.size_hint().upper(), Some(1_000));
            let [ours, theirs] = [frame(&mut body), frame(&mut plain)];
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
            // The bytes are the same in memory, too: nothing is copied.
            if let (Some(Some(Ok(ours))), Some(Some(Ok(theirs)))) = (ours, theirs) {
                let [ours, theirs] = [&ours, &theirs].map(|frame| frame.data_ref());
                assert_eq!(
                    ours.map(|data| data.as_ptr()),
                    theirs.map(|data| data.as_ptr())
                );
            }
        }
        drop(body);
        assert_eq!(reports.only().status(), StatusCode::BAD_GATEWAY);
    }
}
