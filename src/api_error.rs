//! [`ApiError`]: the error that the API answered with.

use core::fmt;

use crate::{ErrorCode, JsonStr, Verdict};

/// The error of a failure, as slices of the caller's body.
///
/// It is a [`core::error::Error`]. Its [`Display`](fmt::Display) is one line that is safe to log:
/// code, message and RequestId, with control characters escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ApiError<'a> {
    code: JsonStr<'a>,
    message: JsonStr<'a>,
    request_id: Option<JsonStr<'a>>,
}

impl<'a> ApiError<'a> {
    pub(crate) const fn new(
        code: JsonStr<'a>,
        message: JsonStr<'a>,
        request_id: Option<JsonStr<'a>>,
    ) -> Self {
        Self {
            code,
            message,
            request_id,
        }
    }

    /// The code: empty when the response has none.
    #[must_use]
    pub const fn code(&self) -> ErrorCode<'a> {
        ErrorCode::from_json_str(self.code)
    }

    /// The message: empty when the response has none. It is for people and may change at any
    /// time; decide by the [`code`](Self::code).
    #[must_use]
    pub const fn message(&self) -> JsonStr<'a> {
        self.message
    }

    /// The `RequestId` of the response.
    #[must_use]
    pub const fn request_id(&self) -> Option<JsonStr<'a>> {
        self.request_id
    }

    pub(crate) fn verdict(&self) -> Verdict {
        Verdict::of_failure(self.code().is_dry_run())
    }

    /// The same error with its texts decoded and owned, free of the body: to be returned as a
    /// boxed error or sent to another task.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_owned(&self) -> OwnedApiError {
        OwnedApiError {
            code: self.code.to_cow().into_owned(),
            message: self.message.to_cow().into_owned(),
            request_id: self.request_id.map(|id| id.to_cow().into_owned()),
        }
    }
}

impl fmt::Display for ApiError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code.is_empty() {
            f.write_str("(no code)")?;
        }
        write!(f, "{}", self.code.log_safe(usize::MAX))?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message.log_safe(usize::MAX))?;
        }
        match self.request_id {
            Some(id) => write!(f, " (RequestId {})", id.log_safe(usize::MAX)),
            None => f.write_str(" (no RequestId)"),
        }
    }
}

impl core::error::Error for ApiError<'_> {}

/// An [`ApiError`] that owns its texts, decoded.
///
/// ```
/// use tencentcloud_response::parse;
///
/// fn check(body: &[u8]) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
///     parse(body)?.into_result().map_err(|error| error.to_owned())?;
///     Ok(())
/// }
/// let body = br#"{"Response":{"Error":{"Code":"InvalidAction","Message":"No."},"RequestId":"r"}}"#;
/// assert_eq!(check(body).unwrap_err().to_string(), "InvalidAction: No. (RequestId r)");
/// ```
#[cfg(feature = "alloc")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OwnedApiError {
    code: alloc::string::String,
    message: alloc::string::String,
    request_id: Option<alloc::string::String>,
}

#[cfg(feature = "alloc")]
impl OwnedApiError {
    /// The code: empty when the response has none.
    #[must_use]
    pub fn code(&self) -> ErrorCode<'_> {
        ErrorCode::new(&self.code)
    }

    /// The message: empty when the response has none.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The `RequestId` of the response.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    pub(crate) fn borrowed(&self) -> ApiError<'_> {
        ApiError::new(
            JsonStr::plain(&self.code),
            JsonStr::plain(&self.message),
            self.request_id().map(JsonStr::plain),
        )
    }
}

#[cfg(feature = "alloc")]
impl fmt::Display for OwnedApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrowed().fmt(f)
    }
}

#[cfg(feature = "alloc")]
impl fmt::Debug for OwnedApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.borrowed(), f)
    }
}

#[cfg(feature = "alloc")]
impl core::error::Error for OwnedApiError {}
