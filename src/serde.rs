//! `serde::Serialize` for what the library returns, so that it can go straight into a log line;
//! and the payload into a type of the caller's, through serde_json or simd-json.
//!
//! Texts are serialised decoded. They are not made log-safe: that is the business of the format,
//! and JSON escapes what could break a line.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::{
    ApiError, ApiVersion, Class, CommonCode, Envelope, ErrorCode, ErrorKind, JsonStr, ParseError,
    Record, RetryAdvice, Salvage, Verdict,
};

impl Serialize for JsonStr<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_str() {
            Some(text) => serializer.serialize_str(text),
            None => serializer.collect_str(self),
        }
    }
}

impl Serialize for ErrorCode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_json_str().serialize(serializer)
    }
}

/// As their names.
macro_rules! by_name {
    ($($type:ty),+) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+};
}
by_name!(
    Verdict,
    Class,
    RetryAdvice,
    CommonCode,
    ErrorKind,
    ApiVersion
);

/// `kind`, `rule`, `offset`, and `text`, which is the error's `Display`.
impl Serialize for ParseError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("ParseError", 4)?;
        fields.serialize_field("kind", &self.kind())?;
        fields.serialize_field("rule", self.rule())?;
        fields.serialize_field("offset", &self.offset())?;
        fields.serialize_field("text", &Text(self))?;
        fields.end()
    }
}

/// By its `Display`.
struct Text<T>(T);

impl<T: core::fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What every log line has: a value that is not there is null.
fn log_line<S: SerializeStruct>(
    fields: &mut S,
    verdict: impl Serialize,
    request_id: Option<impl Serialize>,
    code: Option<impl Serialize>,
    class: Option<Class>,
    message: Option<impl Serialize>,
) -> Result<(), S::Error> {
    fields.serialize_field("verdict", &verdict)?;
    fields.serialize_field("request_id", &request_id)?;
    fields.serialize_field("code", &code)?;
    fields.serialize_field("class", &class)?;
    fields.serialize_field("message", &message)
}

/// `verdict`, `request_id`, `code`, `class`, `message`; the payload is left out.
impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Envelope", 5)?;
        let error = self.error();
        log_line(
            &mut fields,
            self.verdict(),
            self.request_id(),
            error.map(|error| error.code()),
            error.map(|error| error.code().class()),
            error.map(|error| error.message()),
        )?;
        fields.end()
    }
}

/// As the [`Envelope`] it came from.
impl Serialize for ApiError<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("ApiError", 5)?;
        log_line(
            &mut fields,
            self.verdict(),
            self.request_id(),
            Some(self.code()),
            Some(self.code().class()),
            Some(self.message()),
        )?;
        fields.end()
    }
}

/// As the [`ApiError`] it came from.
#[cfg(feature = "alloc")]
impl Serialize for crate::OwnedApiError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.borrowed().serialize(serializer)
    }
}

/// `verdict`, `request_id`, `code`, `class`, `message`, `error`.
impl Serialize for Salvage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Salvage", 6)?;
        log_line(
            &mut fields,
            self.verdict(),
            self.request_id(),
            self.code(),
            self.code().map(|code| code.class()),
            self.message(),
        )?;
        fields.serialize_field("error", &self.error())?;
        fields.end()
    }
}

/// `verdict`, `request_id`, `code`, `class`, `message`, `error`, `is_cut`.
impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Record", 7)?;
        log_line(
            &mut fields,
            self.verdict(),
            self.request_id(),
            self.code(),
            self.class(),
            self.message(),
        )?;
        fields.serialize_field("error", &self.error())?;
        fields.serialize_field("is_cut", &self.is_cut())?;
        fields.end()
    }
}

#[cfg(feature = "http")]
by_name!(crate::http::Content, crate::http::End);

/// `status`, `content`, `end`, `bytes`, `verdict`, `request_id`, `code`, `class`, `message`,
/// `error`, `is_cut`.
#[cfg(feature = "http")]
impl Serialize for crate::http::Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 11)?;
        fields.serialize_field("status", &self.status().as_u16())?;
        fields.serialize_field("content", &self.content())?;
        fields.serialize_field("end", &self.end())?;
        fields.serialize_field("bytes", &self.bytes())?;
        log_line(
            &mut fields,
            self.verdict(),
            self.request_id(),
            self.code(),
            self.class(),
            self.record().and_then(Record::message),
        )?;
        fields.serialize_field("error", &self.record().and_then(Record::error))?;
        fields.serialize_field("is_cut", &self.record().is_some_and(Record::is_cut))?;
        fields.end()
    }
}

#[cfg(feature = "serde_json")]
impl<'a> Envelope<'a> {
    /// The payload as a type of yours, through serde_json. Strings without escapes can be
    /// borrowed (`&'a str`, `Cow<'a, str>` with `#[serde(borrow)]`).
    ///
    /// # Errors
    /// When the payload does not fit the type; its line and column count from the payload's
    /// opening brace.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use tencentcloud_response::parse;
    ///
    /// #[derive(Deserialize)]
    /// #[serde(rename_all = "PascalCase")]
    /// struct Disks<'a> {
    ///     total_count: u64,
    ///     #[serde(borrow)]
    ///     names: Vec<&'a str>,
    /// }
    ///
    /// let body = br#"{"Response":{"TotalCount":2,"Names":["a","b"],"RequestId":"r"}}"#;
    /// let disks: Disks = parse(body)?.deserialize()?;
    /// assert_eq!((disks.total_count, disks.names), (2, vec!["a", "b"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deserialize<T: serde::Deserialize<'a>>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(self.payload())
    }
}

#[cfg(feature = "serde_json")]
impl<'a> crate::Value<'a> {
    /// The value as a type of yours, through serde_json.
    ///
    /// # Errors
    /// When the value does not fit the type.
    pub fn deserialize<T: serde::Deserialize<'a>>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.raw())
    }
}

#[cfg(feature = "simd-json")]
impl Envelope<'_> {
    /// The payload as a type of yours, through simd-json, which parses in place and so needs a
    /// copy: `copy` is overwritten with the payload, and what is borrowed is borrowed from it.
    /// Keep it between calls to save the allocation.
    ///
    /// # Errors
    /// When the payload does not fit the type.
    ///
    /// ```
    /// use tencentcloud_response::parse;
    ///
    /// #[derive(serde::Deserialize)]
    /// #[serde(rename_all = "PascalCase")]
    /// struct Disks<'a> {
    ///     #[serde(borrow)]
    ///     names: Vec<&'a str>,
    /// }
    ///
    /// let body = br#"{"Response":{"Names":["a","b"],"RequestId":"r"}}"#;
    /// let mut copy = Vec::new();
    /// let disks: Disks = parse(body)?.deserialize_simd(&mut copy)?;
    /// assert_eq!(disks.names, ["a", "b"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deserialize_simd<'b, T: serde::Deserialize<'b>>(
        &self,
        copy: &'b mut alloc::vec::Vec<u8>,
    ) -> simd_json::Result<T> {
        copy.clear();
        copy.extend_from_slice(self.payload());
        simd_json::serde::from_slice(copy)
    }
}
