//! [`Observe`]: the service around a service, and its future.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use ::http::{Method, Request, Response};
use http_body::Body;
use pin_project_lite::pin_project;
use tower_service::Service;

use super::{ObservedBody, Observer};
use crate::Parser;

/// A [`Service`] that reports on each response of the service in it: see the
/// [module](crate::http).
#[derive(Clone, Copy, Debug)]
pub struct Observe<S, O> {
    inner: S,
    observer: O,
    parser: Parser,
}

impl<S, O> Observe<S, O> {
    pub(super) const fn new(inner: S, observer: O, parser: Parser) -> Self {
        Self {
            inner,
            observer,
            parser,
        }
    }
}

impl<S, O, RequestBody, B> Service<Request<RequestBody>> for Observe<S, O>
where
    S: Service<Request<RequestBody>, Response = Response<B>>,
    O: Observer + Clone,
    B: Body<Data: AsRef<[u8]>>,
{
    type Response = Response<ObservedBody<B, O>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, O>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let mut observer = self.observer.clone();
        let (head, body) = request.into_parts();
        observer.request(&head);
        ResponseFuture {
            to_head: head.method == Method::HEAD,
            observer: Some(observer),
            parser: self.parser,
            inner: self.inner.call(Request::from_parts(head, body)),
        }
    }
}

pin_project! {
    /// What [`Observe`] answers with: a response whose body is an [`ObservedBody`].
    #[derive(Debug)]
    pub struct ResponseFuture<F, O> {
        #[pin]
        inner: F,
        // Until there is a response.
        observer: Option<O>,
        parser: Parser,
        to_head: bool,
    }
}

impl<F, O, B, E> Future for ResponseFuture<F, O>
where
    F: Future<Output = Result<Response<B>, E>>,
    O: Observer,
    B: Body<Data: AsRef<[u8]>>,
{
    type Output = Result<Response<ObservedBody<B, O>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.inner.poll(cx));
        let observer = this.observer.take();
        Poll::Ready(
            response.map(|response| {
                ObservedBody::around(response, *this.to_head, *this.parser, observer)
            }),
        )
    }
}
