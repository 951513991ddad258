//! The body inside of a record, and what can be wrong before a body is even seen.

use std::{borrow::Cow, fmt};

use serde::de::{Deserializer, Visitor};
use tencentcloud_response::{ParseError, Verdict};

use super::Pointer;

/// Why a row is not a response.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) verdict: Verdict,
    pub(crate) kind: &'static str,
    pub(crate) rule: Option<&'static str>,
    /// In the body.
    pub(crate) offset: Option<usize>,
    pub(crate) text: String,
}

impl Fault {
    pub(super) fn new(kind: &'static str, text: String, verdict: Verdict) -> Self {
        Self {
            verdict,
            kind,
            rule: None,
            offset: None,
            text,
        }
    }

    pub(crate) fn too_long(max: u64) -> Self {
        Self::new(
            "too_long",
            format!("longer than {max} bytes (--max-bytes); only its beginning was read"),
            Verdict::Truncated,
        )
    }

    /// What is not even a record has no body that could be any kind of envelope.
    fn of_record(kind: &'static str, text: String) -> Self {
        Self::new(kind, text, Verdict::NotEnvelope)
    }
}

impl From<ParseError> for Fault {
    fn from(error: ParseError) -> Self {
        Self {
            verdict: error.verdict(),
            kind: error.kind().as_str(),
            rule: Some(error.rule()),
            offset: Some(error.offset()),
            text: error.to_string(),
        }
    }
}

/// The body in `record`.
pub(crate) fn body<'a>(record: &'a [u8], at: Option<&Pointer>) -> Result<Cow<'a, [u8]>, Fault> {
    let Some(pointer) = at else {
        return Ok(Cow::Borrowed(record));
    };
    let bad = |error| Fault::of_record("bad_record", format!("the record is not JSON: {error}"));
    if record.trim_ascii().is_empty() {
        return Err(Fault::of_record("bad_record", "the record is empty".into()));
    }
    let Some(value) = pointer.find(record).map_err(bad)? else {
        let place = crate::safe::line(pointer.name());
        return Err(Fault::of_record(
            "no_body",
            format!("the record has nothing at {place}"),
        ));
    };
    if !value.get().starts_with('"') {
        return Ok(Cow::Borrowed(value.get().as_bytes()));
    }
    serde_json::Deserializer::from_str(value.get())
        .deserialize_bytes(Text)
        .map_err(bad)
}

/// A string as bytes: half a surrogate pair in it is not UTF-8, which the parser shall say.
struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, [u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_bytes<E>(self, text: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_bytes<E>(self, text: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_vec()))
    }
}
