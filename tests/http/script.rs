//! Bodies that do what they are told, and a stack with the layer around them.

use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::{Pin, pin},
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::{Body, Frame, SizeHint};
use tencentcloud_response::http::{ObserveLayer, ObservedBody, Observer, Report};
use tower_layer::Layer;
use tower_service::Service;

/// What a [`Script`] does when it is polled.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Data(Bytes),
    Trailers(HeaderMap),
    Error,
    /// Waits until the next poll, and asks for it.
    Pending,
    /// Waits for ever.
    Forever,
}

impl Step {
    /// How many bytes it gives.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Data(data) => data.len(),
            _ => 0,
        }
    }
}

pub(crate) fn data(piece: impl AsRef<[u8]>) -> Step {
    Step::Data(Bytes::copy_from_slice(piece.as_ref()))
}

/// A body that takes one step a poll, and then ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    steps: VecDeque<Step>,
    /// Whether it knows that nothing follows the last step.
    pub(crate) knows_its_end: bool,
    pub(crate) size: SizeHint,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
            ..Self::default()
        }
    }

    pub(crate) fn knowing_its_end(mut self) -> Self {
        self.knows_its_end = true;
        self
    }
}

impl Body for Script {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.steps.pop_front() {
            Some(Step::Data(data)) => Poll::Ready(Some(Ok(Frame::data(data)))),
            Some(Step::Trailers(trailers)) => Poll::Ready(Some(Ok(Frame::trailers(trailers)))),
            Some(Step::Error) => Poll::Ready(Some(Err("broken"))),
            Some(Step::Pending) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Step::Forever) => {
                self.steps.push_front(Step::Forever);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.knows_its_end && self.steps.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.size
    }
}

/// Every report, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reports(Arc<Mutex<Vec<Report>>>);

impl Reports {
    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The one report that there is.
    pub(crate) fn only(&self) -> Report {
        let reports = self.0.lock().unwrap();
        assert_eq!(reports.len(), 1, "{reports:?}");
        reports[0]
    }
}

impl Observer for Reports {
    fn report(self, report: &Report) {
        self.0.lock().unwrap().push(*report);
    }
}

/// What a future or a body gives, without waiting.
pub(crate) fn poll_now<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// The response to `request` as it leaves the layer.
pub(crate) fn answer<B, O>(
    observer: O,
    request: Request<()>,
    response: Response<B>,
) -> Response<ObservedBody<B, O>>
where
    B: Body<Data = Bytes>,
    O: Observer + Clone,
{
    let mut response = Some(response);
    let service = tower::service_fn(|_: Request<()>| {
        std::future::ready(Ok::<_, Infallible>(response.take().expect("one call")))
    });
    let mut service = ObserveLayer::new(observer).layer(service);
    match poll_now(service.call(request)) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("it is ready"),
    }
}

type Polled<B> = Option<Result<Frame<<B as Body>::Data>, <B as Body>::Error>>;

/// The next frame, or `None` when the body waits.
pub(crate) fn frame<B: Body + Unpin>(body: &mut B) -> Option<Polled<B>> {
    match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(frame) => Some(frame),
        Poll::Pending => None,
    }
}

/// A body of these steps under the layer, with status 200, in answer to a `POST`.
pub(crate) fn watched(reports: &Reports, script: Script) -> ObservedBody<Script, Reports> {
    let request = Request::post("/").body(()).unwrap();
    answer(reports.clone(), request, Response::new(script)).into_body()
}
