//! [`Meaning`]: what an event says.

use crate::{
    ApiError, Envelope, ErrorKind, JsonStr, ParseError, Parser, Salvage, Value, ValueKind,
    fields::Fields,
};

/// What the data of an event says.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Meaning<'a> {
    /// A response as it is without streaming: `{"Response":{…}}`.
    Envelope(Envelope<'a>),
    /// What would be under `Response`, without the wrapper: a part of the answer, or, with an
    /// `Error`, `{"Type":"error","RequestId":"…","Error":{"Code":"…","Message":"…"}}`, its end. The
    /// rules are those for the object under `Response`, and it counts as depth 2.
    Bare(Envelope<'a>),
    /// The error of Hunyuan: `{…,"ErrorMsg":{"Msg":"…","Code":4000}}`. The code is the text of the
    /// number. The RequestId is in the header of the response only.
    ErrorMsg(ApiError<'a>),
    /// `[DONE]`: all events were sent.
    Done,
    /// There was more data than the reader has room for, and of its beginning this can be told,
    /// be it with the wrapper or without.
    TooLong(Salvage<'a>),
    /// Something else than a JSON object, or one that breaks a rule.
    Other(ParseError),
}

impl<'a> Meaning<'a> {
    /// Of the whole data of an event: see also [`Event::meaning`](super::Event::meaning).
    #[must_use]
    pub fn of(data: &'a [u8], parser: &Parser) -> Self {
        if data.trim_ascii() == b"[DONE]" {
            return Self::Done;
        }
        match parser.parse(data) {
            Ok(envelope) => return Self::Envelope(envelope),
            Err(error) if !is_without_wrapper(error) => return Self::Other(error),
            Err(_) => {}
        }
        let envelope = match parser.parse_bare(data) {
            Ok(envelope) => envelope,
            Err(error) => return Self::Other(error),
        };
        match error_msg(&envelope) {
            Some(error) => Self::ErrorMsg(error),
            None => Self::Bare(envelope),
        }
    }

    /// Of data that is cut.
    pub(super) fn of_beginning(data: &'a [u8], parser: &Parser) -> Self {
        let wrapped = parser.salvage(data);
        Self::TooLong(match (wrapped.request_id(), wrapped.code()) {
            (None, None) => parser.salvage_bare(data),
            _ => wrapped,
        })
    }

    /// The RequestId, if the event has one.
    #[must_use]
    pub const fn request_id(&self) -> Option<JsonStr<'a>> {
        match self {
            Self::Envelope(envelope) | Self::Bare(envelope) => envelope.request_id(),
            Self::ErrorMsg(error) => error.request_id(),
            Self::TooLong(salvage) => salvage.request_id(),
            Self::Done | Self::Other(_) => None,
        }
    }

    /// The error, if the event says that the request has failed.
    #[must_use]
    pub const fn error(&self) -> Option<ApiError<'a>> {
        match self {
            Self::Envelope(envelope) | Self::Bare(envelope) => envelope.error(),
            Self::ErrorMsg(error) => Some(*error),
            Self::Done | Self::TooLong(_) | Self::Other(_) => None,
        }
    }
}

/// Whether an object lacks nothing but the name `Response`.
fn is_without_wrapper(error: ParseError) -> bool {
    matches!(error.kind(), ErrorKind::NoResponse | ErrorKind::ApiV2)
}

/// The members of `ErrorMsg`: the first of each name.
fn error_msg<'a>(envelope: &Envelope<'a>) -> Option<ApiError<'a>> {
    let value = envelope.field("ErrorMsg").ok()??;
    if !envelope.is_success() || value.kind() != ValueKind::Object {
        return None;
    }
    let (mut code, mut message) = (None, None);
    // The text was checked with the rest of the event, to the depth that is allowed.
    for field in Fields::new(value.raw().as_bytes(), 0, 3, 1024) {
        match field.ok()? {
            (name, value) if name == "Code" => _ = code.get_or_insert(text(value)),
            (name, value) if name == "Msg" => _ = message.get_or_insert(text(value)),
            _ => {}
        }
    }
    Some(ApiError::new(
        code.unwrap_or_default(),
        message.unwrap_or_default(),
        envelope.request_id(),
    ))
}

fn text(value: Value<'_>) -> JsonStr<'_> {
    match value.kind() {
        ValueKind::Number => JsonStr::plain(value.raw()),
        _ => value.as_json_str().unwrap_or_default(),
    }
}
