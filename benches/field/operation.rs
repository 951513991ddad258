//! Something to time: a reader that goes over bodies.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Request id, code and message; an empty code or message counts as none.
pub(crate) type Answer = [Option<String>; 3];

/// What an operation is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// `parse`, as it comes.
    Parse,
    /// `skim`, as it comes.
    Skim,
    /// Either on a given backend.
    Backend,
    /// A peer that reads the whole body: what `parse` is measured against.
    Typed,
    /// A peer that trusts what it skips: what `skim` is measured against.
    Trusting,
    /// A peer that is shown and not measured against.
    Shown,
    /// What memory allows.
    Limit,
}

pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) group: Group,
    /// What to know about it.
    pub(crate) note: &'static str,
    /// The crate that it comes from.
    pub(crate) package: &'static str,
    pub(crate) id_only: bool,
    pass: Box<Pass>,
    answer: Option<Box<Read>>,
}

type Pass = dyn Fn(&[&[u8]]) -> Duration;
type Read = dyn Fn(&[u8]) -> Option<Answer>;

impl Operation {
    /// `read` is called directly, in a loop of its own: no call through a pointer for each body.
    pub(crate) fn new(name: &str, group: Group, read: impl Fn(&[u8]) + 'static) -> Self {
        Self::timed(name, group, move |bodies| {
            let start = Instant::now();
            for body in bodies {
                read(black_box(body));
            }
            start.elapsed()
        })
    }

    /// `pass` says itself how long it took.
    pub(crate) fn timed(
        name: &str,
        group: Group,
        pass: impl Fn(&[&[u8]]) -> Duration + 'static,
    ) -> Self {
        Self {
            name: name.to_owned(),
            group,
            note: "",
            package: "",
            id_only: false,
            pass: Box::new(pass),
            answer: None,
        }
    }

    pub(crate) fn answers(mut self, read: impl Fn(&[u8]) -> Option<Answer> + 'static) -> Self {
        self.answer = Some(Box::new(read));
        self
    }

    pub(crate) fn note(mut self, package: &'static str, note: &'static str) -> Self {
        self.package = package;
        self.note = note;
        self
    }

    pub(crate) fn pass(&self, bodies: &[&[u8]]) -> Duration {
        (self.pass)(bodies)
    }

    /// `None` when this operation reads nothing, `Some(None)` when it refuses the body.
    pub(crate) fn answer(&self, body: &[u8]) -> Option<Option<Answer>> {
        self.answer.as_ref().map(|answer| answer(body))
    }

    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.group, Group::Parse | Group::Skim | Group::Backend)
    }
}

pub(crate) fn text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
