//! [`Excerpts`]: a body, and where its texts are.

use crate::{
    JsonStr,
    shape::{Found, Span},
};

/// A body, and what was found in it. Every text that was found is UTF-8: it can be had from here only.
///
/// An envelope is moved as often as its owner likes, and to load what was just stored in parts is
/// to wait. So it has no texts, but places, of which there is less to move, and a text is made when
/// it is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Excerpts<'a> {
    body: &'a [u8],
    /// Of each text, that part of the body is UTF-8.
    found: Found,
}

impl<'a> Excerpts<'a> {
    /// Of a body in which nothing was found.
    #[inline(always)]
    pub(crate) const fn none(body: &'a [u8]) -> Self {
        let found = Found::none();
        Self { body, found }
    }

    /// Of a body that is all text, in which this was found; `None` if that cuts characters.
    pub(crate) fn of_text(text: &'a str, found: Found) -> Option<Self> {
        for span in found.texts() {
            text.get(span.start()..span.end())?;
        }
        let body = text.as_bytes();
        Some(Self { body, found })
    }

    /// Where nothing was found yet, takes what `find` finds, if that says so.
    ///
    /// # Safety
    /// Then each text that it has found must be UTF-8.
    #[inline(always)]
    pub(super) unsafe fn find(&mut self, find: impl FnOnce(&'a [u8], &mut Found) -> bool) -> bool {
        let is_found = find(self.body, &mut self.found);
        if !is_found {
            self.found = Found::none();
        }
        is_found
    }

    #[inline(always)]
    pub(crate) const fn body(&self) -> &'a [u8] {
        self.body
    }

    #[inline(always)]
    pub(crate) const fn found(&self) -> &Found {
        &self.found
    }

    #[inline(always)]
    pub(crate) const fn request_id(&self) -> Option<JsonStr<'a>> {
        match self.found.request_id {
            Some(span) => Some(self.text(span)),
            None => None,
        }
    }

    /// Empty where there is none.
    #[inline(always)]
    pub(crate) const fn code(&self) -> JsonStr<'a> {
        match self.found.code {
            Some(span) => self.text(span),
            None => JsonStr::plain(""),
        }
    }

    /// Empty where there is none.
    #[inline(always)]
    pub(crate) const fn message(&self) -> JsonStr<'a> {
        match self.found.message {
            Some(span) => self.text(span),
            None => JsonStr::plain(""),
        }
    }

    #[inline(always)]
    const fn text(&self, span: Span) -> JsonStr<'a> {
        let Some((upto, _)) = self.body.split_at_checked(span.end()) else {
            return JsonStr::plain("");
        };
        let Some((_, bytes)) = upto.split_at_checked(span.start()) else {
            return JsonStr::plain("");
        };
        // SAFETY: what was found is UTF-8: `of_text` and `find` see to it, and nobody else can set it.
        let raw = unsafe { core::str::from_utf8_unchecked(bytes) };
        JsonStr::checked(raw, span.is_escaped())
    }
}
