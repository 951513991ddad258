//! Over real connections: a hyper server and a hyper client on loopback, with the layer on either
//! side, in HTTP/1.1 and HTTP/2.

use std::{convert::Infallible, future, net::SocketAddr, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use http_body_util::{BodyExt, Empty, Full};
use hyper::{
    body::Incoming,
    client::conn::http2 as client2,
    server::conn::{http1, http2},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
    service::TowerToHyperService,
};
use tencentcloud_response::{
    Verdict,
    http::{Content, End, ObserveLayer, ObservedBody, Report},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tower_layer::Layer;
use tower_service::Service;

use crate::script::{Reports, Script, Step, data};

const BODY: &str =
    r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"in-body"}}"#;

/// The one report, when it is there; and no second one comes.
async fn report(reports: &Reports) -> Report {
    let first = async {
        while reports.len() == 0 {
            sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(Duration::from_secs(10), first)
        .await
        .expect("a report");
    sleep(Duration::from_millis(30)).await;
    reports.only()
}

fn is_whole(report: &Report) {
    assert_eq!(report.end(), End::Complete);
    assert_eq!(report.content(), Content::Json);
    assert_eq!(report.verdict(), Some(Verdict::Failure));
    assert_eq!(report.code(), Some("InternalError"));
    assert_eq!(report.request_id(), Some("in-body"));
    assert_eq!(report.bytes(), BODY.len() as u64);
}

/// The layer around a client, and an upstream that writes plain bytes.
mod around_a_client {
    use super::*;

    /// Answers one request with these bytes, in two writes, and closes.
    async fn upstream(head: &str, body: &[u8]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let head = format!("HTTP/1.1 {head}\r\n\r\n");
        let answer = [head.as_bytes(), body].concat();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await.unwrap();
            let (first, second) = answer.split_at(head.len() + (answer.len() - head.len()) / 2);
            stream.write_all(first).await.unwrap();
            stream.flush().await.unwrap();
            sleep(Duration::from_millis(5)).await;
            stream.write_all(second).await.unwrap();
        });
        address
    }

    type Observed = Response<ObservedBody<Incoming, Reports>>;

    async fn call(reports: &Reports, method: &str, head: &str, body: &[u8]) -> Observed {
        let address = upstream(head, body).await;
        let client: Client<HttpConnector, Empty<Bytes>> =
            Client::builder(TokioExecutor::new()).build_http();
        let mut client = ObserveLayer::new(reports.clone()).layer(client);
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{address}/"));
        let request = request.body(Empty::new()).unwrap();
        client.call(request).await.unwrap()
    }

    /// The body as the caller gets it, and the report.
    async fn read(method: &str, head: &str, body: &[u8]) -> (Result<Bytes, ()>, Report) {
        let reports = Reports::default();
        let response = call(&reports, method, head, body).await;
        let got = response.into_body().collect().await;
        let got = got.map(|body| body.to_bytes()).map_err(|_| ());
        (got, report(&reports).await)
    }

    fn chunked(body: &str, size: usize) -> Vec<u8> {
        let mut wire = Vec::new();
        for chunk in body.as_bytes().chunks(size) {
            wire.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            wire.extend_from_slice(chunk);
            wire.extend_from_slice(b"\r\n");
        }
        wire
    }

    #[tokio::test]
    async fn content_length() {
        let head = format!("200 OK\r\nContent-Length: {}", BODY.len());
        let (got, report) = read("POST", &head, BODY.as_bytes()).await;
        assert_eq!(got.unwrap(), BODY);
        is_whole(&report);
    }

    #[tokio::test]
    async fn content_length_and_an_early_close() {
        let head = format!(
            "200 OK\r\nX-TC-RequestId: in-header\r\nContent-Length: {}",
            BODY.len()
        );
        let (got, report) = read("POST", &head, &BODY.as_bytes()[..60]).await;
        assert_eq!(got, Err(()));
        assert_eq!((report.end(), report.bytes()), (End::Failed, 60));
        assert_eq!(report.verdict(), Some(Verdict::Truncated));
        assert_eq!(report.request_id(), Some("in-header"));
        assert_eq!(report.code(), Some("InternalError"));
    }

    #[tokio::test]
    async fn chunks() {
        for (size, trailer) in [(1, ""), (10, ""), (1_000, "X-Checksum: 1\r\n")] {
            let wire = [
                &chunked(BODY, size),
                format!("0\r\n{trailer}\r\n").as_bytes(),
            ]
            .concat();
            let head = "200 OK\r\nTransfer-Encoding: chunked";
            let (got, report) = read("POST", head, &wire).await;
            assert_eq!(got.unwrap(), BODY);
            is_whole(&report);
        }
    }

    #[tokio::test]
    async fn chunks_and_an_early_close() {
        let head = "200 OK\r\nTransfer-Encoding: chunked";
        let (got, report) = read("POST", head, &chunked(BODY, 10)).await;
        assert_eq!(got, Err(()));
        assert_eq!(report.end(), End::Failed);
        // All of the JSON was there.
        assert_eq!(report.verdict(), Some(Verdict::Failure));
        assert_eq!(report.bytes(), BODY.len() as u64);
    }

    #[tokio::test]
    async fn a_body_that_ends_with_the_connection() {
        let (got, report) = read("POST", "200 OK\r\nConnection: close", BODY.as_bytes()).await;
        assert_eq!(got.unwrap(), BODY);
        is_whole(&report);
    }

    #[tokio::test]
    async fn no_body() {
        for (method, head) in [
            ("HEAD", "200 OK\r\nContent-Length: 120"),
            ("HEAD", "200 OK\r\nTransfer-Encoding: chunked"),
            ("POST", "204 No Content"),
            ("GET", "304 Not Modified\r\nContent-Length: 120"),
        ] {
            let (got, report) = read(method, head, b"").await;
            assert_eq!(got.unwrap(), "");
            assert_eq!(report.content(), Content::Absent, "{method} {head}");
            assert_eq!((report.end(), report.verdict()), (End::Complete, None));
        }
    }

    #[tokio::test]
    async fn an_empty_body() {
        let (got, report) = read("POST", "200 OK\r\nContent-Length: 0", b"").await;
        assert_eq!(got.unwrap(), "");
        assert_eq!((report.end(), report.bytes()), (End::Complete, 0));
        assert_eq!(report.verdict(), Some(Verdict::NotEnvelope));
    }

    #[tokio::test]
    async fn gzip() {
        let body =
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00";
        let head = "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20";
        let (got, report) = read("POST", head, body).await;
        assert_eq!(got.unwrap(), &body[..]);
        assert_eq!(report.content(), Content::Encoded);
        assert_eq!((report.end(), report.bytes()), (End::Complete, 20));
    }

    #[tokio::test]
    async fn an_event_stream() {
        let body = "data: {\"Choices\":[]}\n\ndata: {\"Choices\":[],\"ErrorMsg\":{\"Msg\":\"Busy.\",\"Code\":4000}}\n\n";
        let wire = [&chunked(body, 10), &b"0\r\n\r\n"[..]].concat();
        let head = "200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nX-TC-RequestId: in-header";
        let (got, report) = read("POST", head, &wire).await;
        assert_eq!(got.unwrap(), body);
        assert_eq!(
            (report.content(), report.end()),
            (Content::EventStream, End::Complete)
        );
        assert_eq!(report.verdict(), Some(Verdict::Failure));
        assert_eq!(report.code(), Some("4000"));
        assert_eq!(report.request_id(), Some("in-header"));
    }

    #[tokio::test]
    async fn an_html_page() {
        let body = b"<html><title>502 Bad Gateway</title></html>";
        let head = "502 Bad Gateway\r\nContent-Type: text/html\r\nX-TC-RequestId: in-header";
        let (got, report) = read("POST", head, body).await;
        assert_eq!(got.unwrap(), &body[..]);
        assert_eq!(
            (report.status().as_u16(), report.end()),
            (502, End::Complete)
        );
        assert_eq!(report.content(), Content::NotJson);
        assert_eq!(report.verdict(), Some(Verdict::NotEnvelope));
        assert_eq!(report.request_id(), Some("in-header"));
    }

    #[tokio::test]
    async fn a_caller_who_leaves() {
        let reports = Reports::default();
        let head = "200 OK\r\nContent-Length: 1000";
        let mut response = call(&reports, "POST", head, BODY.as_bytes()).await;
        response.body_mut().frame().await.unwrap().unwrap();
        assert_eq!(reports.len(), 0);
        drop(response);
        let report = report(&reports).await;
        assert_eq!(report.end(), End::CutOff);
        assert!(report.bytes() > 0);
    }
}

/// The layer around a service that a hyper server drives, and a client that reads plain bytes.
mod under_a_server {
    use super::*;

    /// A server of one connection, whose service answers every request so.
    async fn server(
        reports: &Reports,
        head: &'static [(&str, &str)],
        script: Script,
    ) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = tower::service_fn(move |_: Request<Incoming>| {
            let mut response = Response::builder();
            for &(name, value) in head {
                response = match name {
                    ":status" => response.status(value),
                    _ => response.header(name, value),
                };
            }
            future::ready(Ok::<_, Infallible>(response.body(script.clone()).unwrap()))
        });
        let service = ObserveLayer::new(reports.clone()).layer(service);
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let service = TowerToHyperService::new(service);
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // That a client leaves is no concern of the server.
            let _ = connection.await;
        });
        address
    }

    async fn connect(address: SocketAddr, method: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("{method} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    async fn read(
        reports: &Reports,
        method: &str,
        head: &'static [(&str, &str)],
        script: Script,
    ) -> (String, Report) {
        let mut stream = connect(server(reports, head, script).await, method).await;
        let mut got = String::new();
        stream.read_to_string(&mut got).await.unwrap();
        (got, report(reports).await)
    }

    fn pieces() -> [Step; 2] {
        let (first, second) = BODY.split_at(50);
        [data(first), data(second)]
    }

    #[tokio::test]
    async fn content_length() {
        // As the body says it or as the head says it; the server asks no further.
        let mut sized = Script::new(pieces());
        sized.size = http_body::SizeHint::with_exact(BODY.len() as u64);
        assert_eq!(BODY.len(), 83);
        for (head, script) in [
            (&[][..], sized),
            (&[("Content-Length", "83")], Script::new(pieces())),
            (
                &[("Content-Length", "83")],
                Script::new(pieces()).knowing_its_end(),
            ),
        ] {
            let reports = Reports::default();
            let (got, report) = read(&reports, "POST", head, script).await;
            assert!(
                got.contains("content-length: 83") && got.ends_with(BODY),
                "{got}"
            );
            is_whole(&report);
        }
    }

    #[tokio::test]
    async fn chunks() {
        for script in [
            Script::new(pieces()),
            Script::new(pieces()).knowing_its_end(),
        ] {
            let reports = Reports::default();
            let (got, report) = read(&reports, "POST", &[], script).await;
            assert!(
                got.contains("chunked") && got.ends_with("\r\n0\r\n\r\n"),
                "{got}"
            );
            is_whole(&report);
        }
    }

    #[tokio::test]
    async fn no_body() {
        for (method, head) in [
            ("HEAD", &[][..]),
            ("HEAD", &[("Content-Length", "120")]),
            ("POST", &[(":status", "204")]),
            ("GET", &[(":status", "304")]),
        ] {
            // Even if the service has one.
            let reports = Reports::default();
            let (got, report) = read(&reports, method, head, Script::new(pieces())).await;
            assert!(got.ends_with("\r\n\r\n"), "{got}");
            assert_eq!(report.content(), Content::Absent);
            assert_eq!((report.end(), report.verdict()), (End::Complete, None));
        }
    }

    #[tokio::test]
    async fn a_body_that_breaks() {
        let reports = Reports::default();
        let [first, _] = pieces();
        let (got, report) = read(&reports, "POST", &[], Script::new([first, Step::Error])).await;
        assert!(
            !got.ends_with("0\r\n\r\n"),
            "the client must see it, too: {got}"
        );
        assert_eq!((report.end(), report.bytes()), (End::Failed, 50));
        assert_eq!(report.verdict(), Some(Verdict::Truncated));
    }

    #[tokio::test]
    async fn a_client_that_leaves() {
        let reports = Reports::default();
        let [first, _] = pieces();
        let address = server(&reports, &[], Script::new([first, Step::Forever])).await;
        let mut stream = connect(address, "POST").await;
        let mut got = [0; 1];
        stream.read_exact(&mut got).await.unwrap();
        drop(stream);
        let report = report(&reports).await;
        assert_eq!((report.end(), report.bytes()), (End::CutOff, 50));
        assert_eq!(report.verdict(), Some(Verdict::Truncated));
    }
}

/// HTTP/2 over loopback, with the layer on both sides of the connection.
mod http2_on_both_sides {
    use super::*;

    fn trailers() -> Step {
        let name = HeaderName::from_static("x-checksum");
        let value = HeaderValue::from_static("1");
        Step::Trailers(HeaderMap::from_iter([(name, value)]))
    }

    /// Sends one request and gives the body of the response to `read`. Returns the reports of the
    /// server and of the client.
    async fn exchange(
        method: &str,
        script: Script,
        read: impl AsyncFnOnce(ObservedBody<Incoming, Reports>),
    ) -> [Report; 2] {
        let [server, client] = [Reports::default(), Reports::default()];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = tower::service_fn(move |_: Request<Incoming>| {
            future::ready(Ok::<_, Infallible>(Response::new(script.clone())))
        });
        let service = ObserveLayer::new(server.clone()).layer(service);
        tokio::spawn(async move {
            let (far, _) = listener.accept().await.unwrap();
            let service = TowerToHyperService::new(service);
            http2::Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(far), service)
                .await
        });
        let near = TcpStream::connect(address).await.unwrap();
        let (sender, connection) = client2::handshake(TokioExecutor::new(), TokioIo::new(near))
            .await
            .unwrap();
        tokio::spawn(connection);
        let send = tower::service_fn(move |request| sender.clone().send_request(request));
        let mut send = ObserveLayer::new(client.clone()).layer(send);
        let request = Request::builder().method(method).uri("http://x/");
        let request = request.body(Full::new(Bytes::new())).unwrap();
        let response = send.call(request).await.unwrap();
        read(response.into_body()).await;
        [report(&server).await, report(&client).await]
    }

    #[tokio::test]
    async fn trailers_end_a_body() {
        let (first, second) = BODY.split_at(50);
        let script = Script::new([data(first), data(second), trailers()]);
        let reports = exchange("POST", script, async |body| {
            let body = body.collect().await.unwrap();
            assert_eq!(body.trailers().unwrap()["x-checksum"], "1");
            assert_eq!(body.to_bytes(), BODY);
        })
        .await;
        reports.iter().for_each(is_whole);
    }

    #[tokio::test]
    async fn without_trailers() {
        let reports = exchange("POST", Script::new([data(BODY)]), async |body| {
            assert_eq!(body.collect().await.unwrap().to_bytes(), BODY);
        })
        .await;
        reports.iter().for_each(is_whole);
    }

    #[tokio::test]
    async fn head() {
        let reports = exchange("HEAD", Script::new([]).knowing_its_end(), async |body| {
            assert_eq!(body.collect().await.unwrap().to_bytes(), "");
        })
        .await;
        for report in reports {
            assert_eq!(
                (report.content(), report.end()),
                (Content::Absent, End::Complete)
            );
        }
    }

    #[tokio::test]
    async fn a_stream_that_is_reset() {
        // The reset must not overtake the head.
        let waits = std::iter::repeat_n(Step::Pending, 100);
        let steps = [data(&BODY[..50])].into_iter().chain(waits);
        let script = Script::new(steps.chain([Step::Error]));
        let reports = exchange("POST", script, async |body| {
            assert!(body.collect().await.is_err());
        })
        .await;
        for report in reports {
            assert_eq!(report.end(), End::Failed);
        }
    }

    #[tokio::test]
    async fn a_client_that_leaves() {
        let script = Script::new([data(&BODY[..50]), Step::Forever]);
        let reports = exchange("POST", script, async |mut body| {
            body.frame().await.unwrap().unwrap();
        })
        .await;
        for report in reports {
            assert_eq!((report.end(), report.bytes()), (End::CutOff, 50));
            assert_eq!(report.verdict(), Some(Verdict::Truncated));
        }
    }
}
