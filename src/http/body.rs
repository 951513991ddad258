//! [`ObservedBody`]: a body that is read while it passes.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use ::http::Response;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::{End, Observer, head, watch::Watch};
use crate::Parser;

pin_project! {
    /// The body of a response under an [`ObserveLayer`](super::ObserveLayer): the same frames, size
    /// hint and end as the body in it.
    pub struct ObservedBody<B, O>
    where
        B: Body,
        O: Observer,
    {
        #[pin]
        inner: B,
        watch: Watch<O>,
    }

    impl<B, O> PinnedDrop for ObservedBody<B, O>
    where
        B: Body,
        O: Observer,
    {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            // Of a body that says so nobody asks for the end.
            this.watch.end(if this.inner.is_end_stream() {
                End::Complete
            } else {
                End::CutOff
            });
        }
    }
}

impl<B: Body, O: Observer> ObservedBody<B, O> {
    pub(super) fn around(
        response: Response<B>,
        to_head: bool,
        parser: Parser,
        observer: Option<O>,
    ) -> Response<Self> {
        let (head, inner) = response.into_parts();
        let facts = head::Facts::of(&head, to_head, inner.size_hint().exact());
        let watch = Watch::new(facts, parser, observer);
        Response::from_parts(head, Self { inner, watch })
    }
}

impl<B, O> Body for ObservedBody<B, O>
where
    B: Body<Data: AsRef<[u8]>>,
    O: Observer,
{
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let mut this = self.project();
        let polled = ready!(this.inner.as_mut().poll_frame(cx));
        match &polled {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    this.watch.feed(data.as_ref());
                }
                if frame.is_trailers() || this.inner.is_end_stream() {
                    this.watch.end(End::Complete);
                }
            }
            Some(Err(_)) => this.watch.end(End::Failed),
            None => this.watch.end(End::Complete),
        }
        Poll::Ready(polled)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
