//! Watching responses on their way through a gateway: a tower layer.
//!
//! [`ObserveLayer`] goes around any [`Service`](tower_service::Service) that answers HTTP
//! requests: around the client that calls the API, or around the whole gateway, so that the
//! answers it makes itself are seen as well. Every frame of a body is forwarded as it is, when it
//! comes, and read in passing by a [`stream::Reader`](crate::stream::Reader), or if it is an
//! event stream by an [`sse::Watcher`](crate::sse::Watcher). Once for each response, when its
//! body has ended one way or another, an [`Observer`] gets a [`Report`]:
//!
//! ```
//! use tencentcloud_response::{
//!     Verdict,
//!     http::{ObserveLayer, Report},
//! };
//! use tower_layer::Layer;
//!
//! let layer = ObserveLayer::new(|report: &Report| {
//!     println!(
//!         "status={} content={} end={} bytes={} verdict={} request_id={:?} code={:?}",
//!         report.status(),
//!         report.content(),
//!         report.end(),
//!         report.bytes(),
//!         report.verdict().map_or("none", Verdict::as_str),
//!         report.request_id().unwrap_or_default(),
//!         report.code().unwrap_or_default(),
//!     );
//! });
//! # let service = tower::service_fn(|_: http::Request<()>| async {
//! #     Ok::<_, std::convert::Infallible>(http::Response::new(http_body_util::Full::new(&b""[..])))
//! # });
//! let service = layer.layer(service);
//! ```
//!
//! An observer with a state of its own, such as the name of the action or a time, implements the
//! trait: see [`Observer`].
//!
//! # When a report is made
//! At the first of: the end of the body; a frame after which
//! [`is_end_stream`](http_body::Body::is_end_stream) is true; trailers; an error of the body; its
//! drop. A request that gets no response (the service fails, or the caller leaves before the head
//! of the response is there) has no report: the observer made for it is dropped.
//!
//! # Costs
//! The observer is cloned for each request. Besides that nothing allocates, neither for a
//! response nor for a frame, except that an event stream gets about 6 KiB when it begins, to read
//! events that come in parts. Nothing is held back, and no task is started. An [`ObservedBody`]
//! holds the body, its observer and the reader inline; the last makes about 1.5 KiB of it.
//!
//! # Limits
//! * Bodies in a `Content-Encoding` are passed and counted, not read: [`Content::Encoded`]. If
//!   you want to know what is in them, take `Accept-Encoding` out of the request (the SDKs do not
//!   sign it), or put the layer around one that decodes.
//! * Of an event no more than 4,096 bytes are read.
//! * Each piece of the body must lie in one piece of memory (`AsRef<[u8]>`), as the `Bytes` of
//!   hyper and axum do.

mod body;
mod head;
mod layer;
mod observer;
mod report;
mod service;
mod watch;

pub use body::ObservedBody;
pub use layer::ObserveLayer;
pub use observer::Observer;
pub use report::{Content, End, Report};
pub use service::{Observe, ResponseFuture};
