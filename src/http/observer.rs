//! [`Observer`]: who gets the reports.

use ::http::request;

use super::Report;

/// Gets the report on one response.
///
/// The layer clones its observer for each request, shows it the head of the request, and hands it
/// the report when the body of the response has ended. A closure over `&Report` is an observer;
/// one that wants to know more implements the trait:
///
/// ```
/// use std::time::Instant;
/// use tencentcloud_response::http::{ObserveLayer, Observer, Report};
///
/// #[derive(Clone, Default)]
/// struct AccessLog {
///     action: Option<http::HeaderValue>,
///     begin: Option<Instant>,
/// }
///
/// impl Observer for AccessLog {
///     fn request(&mut self, request: &http::request::Parts) {
///         self.action = request.headers.get("X-TC-Action").cloned();
///         self.begin = Some(Instant::now());
///     }
///
///     fn report(self, report: &Report) {
///         let time = self.begin.map(|begin| begin.elapsed());
///         println!("{:?} took {time:?}: {:?}", self.action, report.verdict());
///     }
/// }
///
/// let layer = ObserveLayer::new(AccessLog::default());
/// ```
pub trait Observer {
    /// Sees the head of the request, before it goes on to the service. Does nothing by itself.
    fn request(&mut self, request: &request::Parts) {
        let _ = request;
    }

    /// Gets the report on the response. It is called where the body is polled or dropped, so it
    /// must not block: count, print to a buffered log, or send a copy to another task.
    fn report(self, report: &Report);
}

impl<F: FnOnce(&Report)> Observer for F {
    fn report(self, report: &Report) {
        self(report);
    }
}
