//! [`Envelope`]: a response, as slices of the caller's body.

use core::fmt;

use crate::{
    ApiError, CommonCode, Fields, JsonStr, ParseError, Value, Verdict, scan,
    shape::{Payload, Shape},
    simd::{Excerpts, Portable},
    texts::Texts,
};

/// Which generation of the API a body comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ApiVersion {
    /// API 2.0, flat: `{"code":0,"message":"","codeDesc":"Success"}`.
    V2,
    /// API 3.0: everything under `Response`.
    V3,
}

impl ApiVersion {
    /// `2.0` or `3.0`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V3 => "3.0",
        }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A response, as slices of the caller's body.
///
/// ```
/// use tencentcloud_response::{Verdict, parse};
///
/// let body = br#"{"Response":{"Error":{"Code":"ResourceNotFound","Message":"No such disk."},"RequestId":"ed93f3cb"}}"#;
/// let envelope = parse(body)?;
/// assert_eq!(envelope.verdict(), Verdict::Failure);
/// assert_eq!(envelope.request_id().unwrap(), "ed93f3cb");
/// let error = envelope.into_result().unwrap_err();
/// assert_eq!(error.to_string(), "ResourceNotFound: No such disk. (RequestId ed93f3cb)");
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Envelope<'a> {
    excerpts: Excerpts<'a>,
    max_depth: u16,
    version: ApiVersion,
}

impl<'a> Envelope<'a> {
    /// Of a body of version 3.0, in which nothing was found yet.
    #[inline(always)]
    pub(crate) const fn none(body: &'a [u8], max_depth: u16) -> Self {
        Self {
            excerpts: Excerpts::none(body),
            max_depth,
            version: ApiVersion::V3,
        }
    }

    /// For who reads the body.
    #[inline(always)]
    pub(crate) const fn excerpts_mut(&mut self) -> &mut Excerpts<'a> {
        &mut self.excerpts
    }

    /// From what the portable reader found in a body, which it has checked.
    pub(crate) fn read(body: &'a str, shape: &Shape, max_depth: u16) -> Option<Self> {
        let (version, found) = if shape.is_v2() {
            let texts = Texts::in_body(shape, |start, end| body.get(start..end))?;
            (ApiVersion::V2, shape.found_in_v2(texts.failed))
        } else {
            (ApiVersion::V3, *shape.found())
        };
        Some(Self {
            excerpts: Excerpts::of_text(body, found)?,
            max_depth,
            version,
        })
    }

    /// The `RequestId`: none when it is absent or null. An API 2.0 body has none.
    #[must_use]
    #[inline]
    pub const fn request_id(&self) -> Option<JsonStr<'a>> {
        self.excerpts.request_id()
    }

    /// The error, if the response is a failure.
    #[must_use]
    #[inline]
    pub const fn error(&self) -> Option<ApiError<'a>> {
        if self.is_success() {
            return None;
        }
        let excerpts = &self.excerpts;
        Some(ApiError::new(
            excerpts.code(),
            excerpts.message(),
            excerpts.request_id(),
        ))
    }

    /// Whether the response has no `Error` (E6).
    ///
    /// This is that fact alone. A dry run that would succeed answers with an `Error` of class
    /// [`DryRun`](crate::Class::DryRun), see [`verdict`](Self::verdict); and two actions of the
    /// service lkeap put an `Error` of their own into a success, which a body cannot tell from a
    /// failure.
    #[must_use]
    #[inline]
    pub const fn is_success(&self) -> bool {
        !self.excerpts.found().failed
    }

    /// Success, dry run or failure.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.error() {
            None => Verdict::Success,
            Some(error) => error.verdict(),
        }
    }

    /// The envelope if it is a success, else its error, for `?`.
    ///
    /// # Errors
    /// The error of a failure.
    pub fn into_result(self) -> Result<Self, ApiError<'a>> {
        match self.error() {
            None => Ok(self),
            Some(error) => Err(error),
        }
    }

    /// Which generation of the API answered.
    #[must_use]
    pub const fn version(&self) -> ApiVersion {
        self.version
    }

    /// Whether this answer shows that the region works: it has a RequestId, and its code, if any,
    /// is not `InternalError`. This is the rule of the official SDKs' circuit breakers.
    #[must_use]
    pub fn region_healthy(&self) -> bool {
        self.request_id().is_some_and(|id| !id.is_empty())
            && !self
                .error()
                .is_some_and(|error| error.code() == CommonCode::InternalError)
    }

    /// The text of the object under `Response`, from brace to brace (API 2.0: of the root).
    ///
    /// After [`skim`](crate::skim()) it is unchecked, and looked for only now; if it has no end,
    /// it goes on to the end of the body.
    #[must_use]
    pub fn payload(&self) -> &'a [u8] {
        let body = self.excerpts.body();
        let start = self.payload_start();
        let rest = body.get(start..).unwrap_or_default();
        match self.excerpts.found().payload.and_then(Payload::end) {
            Some(end) => body.get(start..end),
            None => rest.get(..scan::skim::value_len(Portable, rest).unwrap_or(rest.len())),
        }
        .unwrap_or_default()
    }

    /// Without a payload of its own, as in API 2.0, it is the root.
    fn payload_start(&self) -> usize {
        let root = || self.excerpts.body().iter().position(|&byte| byte == b'{');
        let payload = self.excerpts.found().payload;
        payload
            .map(Payload::start)
            .or_else(root)
            .unwrap_or_default()
    }

    /// The members of the [`payload`](Self::payload), in the order of the body.
    ///
    /// They are read as you go, without allocation. After [`parse`](crate::parse()) none is an
    /// error; after [`skim`](crate::skim()) each is checked as it is read.
    ///
    /// ```
    /// use tencentcloud_response::parse;
    ///
    /// let envelope = parse(br#"{"Response":{"TotalCount":2,"RequestId":"r"}}"#)?;
    /// let mut names = Vec::new();
    /// for field in envelope.fields() {
    ///     let (name, value) = field?;
    ///     names.push(format!("{name}={}", value.raw()));
    /// }
    /// assert_eq!(names, ["TotalCount=2", "RequestId=\"r\""]);
    /// # Ok::<(), tencentcloud_response::ParseError>(())
    /// ```
    #[must_use]
    pub fn fields(&self) -> Fields<'a> {
        let depth = match self.version {
            ApiVersion::V2 => 1,
            ApiVersion::V3 => 2,
        };
        Fields::new(self.payload(), self.payload_start(), depth, self.max_depth)
    }

    /// The first member of the [`payload`](Self::payload) with this name, compared in exact case
    /// after unescaping.
    ///
    /// # Errors
    /// After [`parse`](crate::parse()) none; after [`skim`](crate::skim()) the first rule that
    /// the payload breaks up to that member.
    ///
    /// ```
    /// use tencentcloud_response::parse;
    ///
    /// let envelope = parse(br#"{"Response":{"TotalCount":2,"RequestId":"r"}}"#)?;
    /// assert_eq!(envelope.field("TotalCount")?.unwrap().raw(), "2");
    /// assert!(envelope.field("InstanceSet")?.is_none());
    /// # Ok::<(), tencentcloud_response::ParseError>(())
    /// ```
    pub fn field(&self, name: &str) -> Result<Option<Value<'a>>, ParseError> {
        for field in self.fields() {
            let (found, value) = field?;
            if found == *name {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("version", &self.version)
            .field("request_id", &self.request_id())
            .field("error", &self.error())
            .field("payload_len", &self.payload().len())
            .finish()
    }
}
