//! [`ObserveLayer`]: puts an observer around a service.

use tower_layer::Layer;

use super::Observe;
use crate::Parser;

/// A [`Layer`] that reports on each response of the service in it: see the
/// [module](crate::http).
#[derive(Clone, Copy, Debug)]
pub struct ObserveLayer<O> {
    observer: O,
    parser: Parser,
}

impl<O> ObserveLayer<O> {
    /// A layer that clones `observer` for each request: an [`Observer`](super::Observer), which a
    /// closure over `&Report` is.
    #[must_use]
    pub const fn new(observer: O) -> Self {
        Self {
            observer,
            parser: Parser::new(),
        }
    }

    /// Reads bodies with the options of this parser.
    #[must_use]
    pub const fn parser(mut self, parser: Parser) -> Self {
        self.parser = parser;
        self
    }
}

impl<S, O: Clone> Layer<S> for ObserveLayer<O> {
    type Service = Observe<S, O>;

    fn layer(&self, inner: S) -> Self::Service {
        Observe::new(inner, self.observer.clone(), self.parser)
    }
}
