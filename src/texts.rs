//! From the places that [`Shape`] found to the texts that stand there: the one way from the portable
//! reader to [`Envelope`](crate::Envelope) and [`Salvage`](crate::Salvage).

use crate::{
    JsonStr,
    shape::{Shape, Slot, Span},
};

/// The texts that [`Shape`] found in a body.
pub(crate) struct Texts<'a> {
    pub(crate) failed: bool,
    pub(crate) request_id: Option<JsonStr<'a>>,
    pub(crate) code: Option<JsonStr<'a>>,
    pub(crate) message: Option<JsonStr<'a>>,
}

impl<'a> Texts<'a> {
    /// As parts of the body, of which `part` makes texts; `None` if it does not.
    #[inline]
    pub(crate) fn in_body(
        shape: &Shape,
        part: impl Fn(usize, usize) -> Option<&'a str>,
    ) -> Option<Self> {
        Self::new(shape, |_, span| span.text(&part))
    }

    /// `at` has the text that stands at a place; `None` if it has none.
    #[inline]
    pub(crate) fn new(
        shape: &Shape,
        at: impl Fn(Slot, Span) -> Option<JsonStr<'a>>,
    ) -> Option<Self> {
        let text = |slot, span: Option<Span>| match span {
            Some(span) => at(slot, span).map(Some),
            None => Some(None),
        };
        // What is absent where it would have been seen reads as empty (E7).
        let empty = |slot| shape.reads_empty(slot).then(JsonStr::default);
        let (found, found_v2) = (shape.found(), shape.found_v2());
        if shape.is_v2() {
            let number = text(Slot::V2Code, found_v2.code)?;
            let failed = number.is_none_or(|code| code != *"0");
            let named = text(Slot::V2CodeDesc, found_v2.code_desc)?.filter(|code| !code.is_empty());
            let message =
                text(Slot::V2Message, found_v2.message)?.or_else(|| empty(Slot::V2Message));
            return Some(Self {
                failed,
                request_id: None,
                code: named.or(number).filter(|_| failed),
                message: message.filter(|_| failed),
            });
        }
        Some(Self {
            failed: found.failed,
            request_id: text(Slot::RequestId, found.request_id)?,
            code: text(Slot::Code, found.code)?.or_else(|| empty(Slot::Code)),
            message: text(Slot::Message, found.message)?.or_else(|| empty(Slot::Message)),
        })
    }
}
