//! What is found in a body: where its texts stand, and its payload.

use core::{fmt, num::NonZeroUsize};

use crate::JsonStr;

/// Where a text stands in the body: the inside of a string, or a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// The top bit is set if there are escapes: no slice is so long that a position would need it.
    start: usize,
    /// A text has an opening quote or a digit before it, so this also tells none from some.
    end: NonZeroUsize,
}

const ESCAPED: u32 = usize::BITS - 1;

impl Span {
    /// The largest position.
    pub(crate) const LAST: usize = usize::MAX >> 1;

    #[inline(always)]
    pub(crate) const fn new(start: usize, end: usize, escaped: bool) -> Option<Self> {
        match NonZeroUsize::new(end) {
            Some(end) => Some(Self {
                start: start | (escaped as usize) << ESCAPED,
                end,
            }),
            None => None,
        }
    }

    #[inline(always)]
    pub(crate) const fn start(self) -> usize {
        self.start & Self::LAST
    }

    #[inline(always)]
    pub(crate) const fn end(self) -> usize {
        self.end.get()
    }

    #[inline(always)]
    pub(crate) const fn is_escaped(self) -> bool {
        self.start >> ESCAPED != 0
    }

    /// The text that stands there; `part` makes it of its beginning and its end.
    #[inline(always)]
    pub(crate) fn text<'a>(
        self,
        part: impl Fn(usize, usize) -> Option<&'a str>,
    ) -> Option<JsonStr<'a>> {
        let raw = part(self.start(), self.end())?;
        Some(JsonStr::checked(raw, self.is_escaped()))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escaped = if self.is_escaped() { ", escaped" } else { "" };
        write!(f, "{}..{}{escaped}", self.start(), self.end())
    }
}

/// Where the object under `Response` stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Payload {
    /// Its opening brace. There is another one before it, so this also tells none from some.
    start: NonZeroUsize,
    /// Behind its closing brace, if that was reached.
    end: Option<NonZeroUsize>,
}

impl Payload {
    /// Of which the end is not known.
    #[inline(always)]
    pub(crate) const fn at(start: usize) -> Option<Self> {
        match NonZeroUsize::new(start) {
            Some(start) => Some(Self { start, end: None }),
            None => None,
        }
    }

    #[inline(always)]
    pub(crate) const fn whole(start: usize, end: usize) -> Option<Self> {
        match Self::at(start) {
            Some(payload) => Some(payload.up_to(end)),
            None => None,
        }
    }

    /// The same, which ends there.
    #[inline(always)]
    pub(crate) const fn up_to(mut self, end: usize) -> Self {
        self.end = NonZeroUsize::new(end);
        self
    }

    pub(crate) const fn start(self) -> usize {
        self.start.get()
    }

    pub(crate) fn end(self) -> Option<usize> {
        self.end.map(NonZeroUsize::get)
    }
}

/// The values that counted, as far as the reader came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) request_id: Option<Span>,
    pub(crate) code: Option<Span>,
    pub(crate) message: Option<Span>,
    pub(crate) payload: Option<Payload>,
    /// Whether `Error` is an object.
    pub(crate) failed: bool,
    /// Whether that object was read to its end.
    pub(crate) error_closed: bool,
}

impl Found {
    /// A function and no constant, of which every byte would be copied.
    #[inline(always)]
    pub(crate) const fn none() -> Self {
        Self {
            request_id: None,
            code: None,
            message: None,
            payload: None,
            failed: false,
            error_closed: false,
        }
    }

    /// The texts that were found.
    #[inline(always)]
    pub(crate) fn texts(&self) -> impl Iterator<Item = Span> {
        [self.request_id, self.code, self.message]
            .into_iter()
            .flatten()
    }
}

/// The members of API 2.0, as far as the reader came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundV2 {
    pub(crate) code: Option<Span>,
    pub(crate) message: Option<Span>,
    pub(crate) code_desc: Option<Span>,
}
