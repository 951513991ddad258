//! Passing requests on, and answering in the place of the API.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use http_body_util::{Either, Full};
use hyper::{
    HeaderMap, Request, Response, Uri,
    body::{Bytes, Incoming},
    header::{self, HeaderName, HeaderValue},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tencentcloud_response::{CommonCode, write::ErrorResponse};
use tokio::time::timeout;

/// How long the upstream may think before the head of its response.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the API sends, as it comes, or an answer of ours.
type Answer = Response<Either<Incoming, Full<Bytes>>>;

pub(crate) struct Gateway {
    client: Client<HttpConnector, Incoming>,
    upstream: Uri,
    limit: Limit,
}

impl Gateway {
    pub(crate) fn new(upstream: Uri, per_second: u32) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            upstream,
            limit: Limit::new(per_second),
        }
    }

    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Answer {
        if !self.limit.allows() {
            let message = "This gateway passes on fewer requests a second. Slow down.";
            return failure(CommonCode::RequestLimitExceeded, message);
        }
        let request = self.forwarded(request);
        match timeout(PATIENCE, self.client.request(request)).await {
            Ok(Ok(mut response)) => {
                remove_hop_by_hop(response.headers_mut());
                response.map(Either::Left)
            }
            // What exactly went wrong is for our log, not for the client.
            Ok(Err(error)) => {
                eprintln!("upstream: {error:?}");
                failure(CommonCode::ServiceUnavailable, "The API cannot be reached.")
            }
            Err(_) => failure(CommonCode::ServiceUnavailable, "The API does not answer."),
        }
    }

    /// The request as it goes to the upstream. `Host` stays: the client has signed it.
    fn forwarded(&self, mut request: Request<Incoming>) -> Request<Incoming> {
        let mut uri = self.upstream.clone().into_parts();
        uri.path_and_query = request.uri().path_and_query().cloned();
        if let Ok(uri) = Uri::from_parts(uri) {
            *request.uri_mut() = uri;
        }
        remove_hop_by_hop(request.headers_mut());
        // A compressed response could not be read in passing. The SDKs do not sign this header.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        request
    }
}

/// A failure in the form of the API. The SDKs read it with status 200 and exactly this
/// `Content-Type` only.
fn failure(code: CommonCode, message: &str) -> Answer {
    let body = ErrorResponse::new(code.as_str(), message, &new_request_id()).to_string();
    let mut response = Response::new(Either::Right(Full::from(body)));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

/// In the form of a random UUID. Each `RandomState` has other keys.
fn new_request_id() -> String {
    let [a, b] = [(); 2].map(|()| RandomState::new().hash_one(()));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 48 & 0xfff,
        b & 0xffff_ffff_ffff
    )
}

/// What is between one pair of neighbours only (RFC 9110, 7.6.1).
fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|names| names.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in [
        header::CONNECTION,
        header::PROXY_AUTHENTICATE,
        header::PROXY_AUTHORIZATION,
        header::TE,
        header::TRAILER,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
        HeaderName::from_static("keep-alive"),
        HeaderName::from_static("proxy-connection"),
    ] {
        headers.remove(name);
    }
}

/// So many requests in each second.
struct Limit {
    per_second: u32,
    /// When the second began, and how many there were.
    window: Mutex<(Instant, u32)>,
}

impl Limit {
    fn new(per_second: u32) -> Self {
        Self {
            per_second,
            window: Mutex::new((Instant::now(), 0)),
        }
    }

    fn allows(&self) -> bool {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let (begin, count) = &mut *window;
        if begin.elapsed() >= Duration::from_secs(1) {
            (*begin, *count) = (Instant::now(), 0);
        }
        *count = count.saturating_add(1);
        *count <= self.per_second
    }
}
