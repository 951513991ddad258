//! [`Salvage`]: what can be told of a broken body.

use crate::{ErrorCode, JsonStr, ParseError, Record, Verdict, shape::Shape, texts::Texts};

/// What can be told of a body, broken or not: see [`salvage`](crate::salvage()).
#[derive(Clone, Copy, Debug)]
pub struct Salvage<'a> {
    request_id: Option<JsonStr<'a>>,
    code: Option<JsonStr<'a>>,
    message: Option<JsonStr<'a>>,
    error: Option<ParseError>,
    failed: bool,
}

impl<'a> Salvage<'a> {
    /// Of a body that was read up to `end`, the error at which the reader stopped, if it did.
    pub(crate) fn in_body(body: &'a [u8], shape: &Shape, end: Option<ParseError>) -> Self {
        let part = |start, end| core::str::from_utf8(body.get(start..end)?).ok();
        Self::new(Texts::in_body(shape, part), shape.fault().or(end))
    }

    /// Of a right body that is a record already.
    pub(crate) fn in_record(record: &'a Record) -> Self {
        let code = record.code().map(JsonStr::plain);
        Self {
            request_id: record.request_id().map(JsonStr::plain),
            code,
            message: record.message().map(JsonStr::plain),
            error: None,
            failed: code.is_some(),
        }
    }

    /// Of `texts`, none if one of them cannot be had.
    pub(crate) fn new(texts: Option<Texts<'a>>, error: Option<ParseError>) -> Self {
        match texts {
            Some(texts) => Self {
                request_id: texts.request_id,
                code: texts.code,
                message: texts.message,
                error,
                failed: texts.failed,
            },
            None => Self {
                request_id: None,
                code: None,
                message: None,
                error,
                failed: false,
            },
        }
    }

    /// The `RequestId`, if it was complete.
    #[must_use]
    pub const fn request_id(&self) -> Option<JsonStr<'a>> {
        self.request_id
    }

    /// The error code, if it was complete. Empty if an `Error` was complete and had none.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode<'a>> {
        self.code.map(ErrorCode::from_json_str)
    }

    /// The error message, if it was complete. Empty if an `Error` was complete and had none.
    #[must_use]
    pub const fn message(&self) -> Option<JsonStr<'a>> {
        self.message
    }

    /// The first rule that the body breaks. With it, all else is provisional.
    #[must_use]
    pub const fn error(&self) -> Option<ParseError> {
        self.error
    }

    /// Whether the values are provisional, because the body is not right.
    #[must_use]
    pub const fn is_provisional(&self) -> bool {
        self.error.is_some()
    }

    /// The verdict: that of the [`error`](Self::error) if there is one, else that of the
    /// [`Envelope`](crate::Envelope).
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.error, self.failed) {
            (Some(error), _) => error.verdict(),
            (None, true) => Verdict::of_failure(self.code().is_some_and(|code| code.is_dry_run())),
            (None, false) => Verdict::Success,
        }
    }
}
