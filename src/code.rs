//! Error codes: the documented ones by name, and any code as it was sent.

use core::fmt;

use crate::class::{self, Class, MAX_CODE, RetryAdvice};
use crate::json_str::JsonStr;

/// Declares the enum, its list and both directions of its texts from one table, so that they cannot
/// drift.
macro_rules! common_codes {
    ($($variant:ident = $text:literal,)+) => {
        /// A code that every service of the API may answer with.
        ///
        /// The set is the API's public documentation of common error codes: the 26 of its original
        /// page and 12 that were added since.
        ///
        /// ```
        /// use tencentcloud_response::{CommonCode, ErrorCode};
        ///
        /// let code = ErrorCode::new("AuthFailure.SignatureFailure");
        /// assert_eq!(code.common(), Some(CommonCode::AuthFailureSignatureFailure));
        /// assert!(code == CommonCode::AuthFailureSignatureFailure);
        /// assert_eq!(CommonCode::from_code("InvalidParameter.Common"), None);
        /// ```
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CommonCode {
            $(#[doc = concat!("`", $text, "`")] $variant,)+
        }

        impl CommonCode {
            /// Every common code, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code as the API sends it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The common code that `code` is, the whole of it and in exact case.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

common_codes! {
    ActionOffline = "ActionOffline",
    AuthFailureInvalidAuthorization = "AuthFailure.InvalidAuthorization",
    AuthFailureInvalidSecretId = "AuthFailure.InvalidSecretId",
    AuthFailureMFAFailure = "AuthFailure.MFAFailure",
    AuthFailureSecretIdNotFound = "AuthFailure.SecretIdNotFound",
    AuthFailureSignatureExpire = "AuthFailure.SignatureExpire",
    AuthFailureSignatureFailure = "AuthFailure.SignatureFailure",
    AuthFailureTokenFailure = "AuthFailure.TokenFailure",
    AuthFailureUnauthorizedOperation = "AuthFailure.UnauthorizedOperation",
    DryRunOperation = "DryRunOperation",
    FailedOperation = "FailedOperation",
    InternalError = "InternalError",
    InvalidAction = "InvalidAction",
    InvalidParameter = "InvalidParameter",
    InvalidParameterValue = "InvalidParameterValue",
    InvalidRequest = "InvalidRequest",
    IpInBlacklist = "IpInBlacklist",
    IpNotInWhitelist = "IpNotInWhitelist",
    LimitExceeded = "LimitExceeded",
    MissingParameter = "MissingParameter",
    NoSuchProduct = "NoSuchProduct",
    NoSuchVersion = "NoSuchVersion",
    RequestLimitExceeded = "RequestLimitExceeded",
    RequestLimitExceededGlobalRegionUinLimitExceeded = "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
    RequestLimitExceededIPLimitExceeded = "RequestLimitExceeded.IPLimitExceeded",
    RequestLimitExceededUinLimitExceeded = "RequestLimitExceeded.UinLimitExceeded",
    RequestSizeLimitExceeded = "RequestSizeLimitExceeded",
    ResourceInUse = "ResourceInUse",
    ResourceInsufficient = "ResourceInsufficient",
    ResourceNotFound = "ResourceNotFound",
    ResourceUnavailable = "ResourceUnavailable",
    ResponseSizeLimitExceeded = "ResponseSizeLimitExceeded",
    ServiceUnavailable = "ServiceUnavailable",
    UnauthorizedOperation = "UnauthorizedOperation",
    UnknownParameter = "UnknownParameter",
    UnsupportedOperation = "UnsupportedOperation",
    UnsupportedProtocol = "UnsupportedProtocol",
    UnsupportedRegion = "UnsupportedRegion",
}

impl fmt::Display for CommonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An error code as it was sent: a root, and often a detail behind the first dot.
///
/// Two codes are equal when they decode to the same text. Decoded text is never stored: what asks
/// for the meaning of a code with escapes ([`class`](Self::class), [`common`](Self::common),
/// [`label`](Self::label) and so on) decodes it on the stack and looks at no more than its first
/// 256 bytes. The longest real code has 89; a code longer than that space equals no known code, but
/// its root still counts.
///
/// ```
/// use tencentcloud_response::{Class, ErrorCode, RetryAdvice};
///
/// let code = ErrorCode::new("ResourceUnavailable.InArrears");
/// assert_eq!(code.root(), "ResourceUnavailable");
/// assert_eq!(code.detail().unwrap(), "InArrears");
/// assert_eq!(code.class(), Class::Denied);
/// assert_eq!(code.retry_advice(), RetryAdvice::Never);
/// assert_eq!(code.label(), "ResourceUnavailable");
/// assert_eq!(code.to_string(), "ResourceUnavailable.InArrears");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrorCode<'a>(JsonStr<'a>);

impl<'a> ErrorCode<'a> {
    /// A code from plain text: a backslash in it is a backslash, not an escape.
    #[must_use]
    pub const fn new(code: &'a str) -> Self {
        Self(JsonStr::plain(code))
    }

    /// A code as it stands in a body.
    pub(crate) const fn from_json_str(code: JsonStr<'a>) -> Self {
        Self(code)
    }

    /// The code as a string of the body, with its escapes.
    #[must_use]
    pub const fn as_json_str(self) -> JsonStr<'a> {
        self.0
    }

    /// The code as text, when it was sent without escapes (as all real ones are).
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        self.0.as_str()
    }

    /// Whether there is no code: an `Error` without `Code` occurs in the wild.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands before the first dot; the whole code when there is none. A dot may be spelled as
    /// an escape.
    #[must_use]
    pub fn root(&self) -> JsonStr<'a> {
        self.0.split_once('.').map_or(self.0, |(root, _)| root)
    }

    /// What stands behind the first dot.
    #[must_use]
    pub fn detail(&self) -> Option<JsonStr<'a>> {
        self.0.split_once('.').map(|(_, detail)| detail)
    }

    /// The common code that this is, the whole of it.
    #[must_use]
    pub fn common(&self) -> Option<CommonCode> {
        self.decoded(|code, whole| CommonCode::from_code(code).filter(|_| whole))
    }

    /// The kind of failure, by our tables.
    #[must_use]
    pub fn class(&self) -> Class {
        self.decoded(|code, _| class::classify(code))
    }

    /// Whether the same request may be sent again: the advice of the class, and `Resign` for
    /// `AuthFailure.SignatureExpire`.
    #[must_use]
    pub fn retry_advice(&self) -> RetryAdvice {
        class::advice(self.class(), *self)
    }

    /// The HTTP status that the class is equivalent to: for metrics only, see
    /// [`Class::equivalent_http_status`].
    #[must_use]
    pub fn equivalent_http_status(&self) -> u16 {
        self.class().equivalent_http_status()
    }

    /// The gRPC status code that the class is equivalent to, see [`Class::grpc_status`].
    #[must_use]
    pub fn grpc_status(&self) -> i32 {
        self.class().grpc_status()
    }

    /// A label for metrics, from a closed set, so that no sender can make a metric grow: the whole
    /// code when it is a common one, else the root when our tables know it, else `"_OTHER"`;
    /// `"_EMPTY"` for no code.
    #[must_use]
    pub fn label(&self) -> &'static str {
        if self.is_empty() {
            return "_EMPTY";
        }
        self.decoded(|code, whole| {
            if let Some(common) = CommonCode::from_code(code).filter(|_| whole) {
                return common.as_str();
            }
            match code.split_once('.') {
                Some((root, _)) => class::known_root(root),
                None if whole => class::known_root(code),
                None => None,
            }
            .unwrap_or("_OTHER")
        })
    }

    /// Whether the class is `DryRun`, without a look at the tables: every response asks this.
    #[inline]
    pub(crate) fn is_dry_run(&self) -> bool {
        match self.as_str() {
            Some(code) => is_dry_run(code.as_bytes()),
            None => self.root() == *CommonCode::DryRunOperation.as_str(),
        }
    }

    /// Calls `look` with the decoded code, or what fits of it, and whether that is all.
    fn decoded<T>(&self, look: impl FnOnce(&str, bool) -> T) -> T {
        if let Some(code) = self.0.as_str() {
            return look(code, true);
        }
        let mut space = [0; MAX_CODE];
        let (code, whole) = self.0.decode_prefix(&mut space);
        look(code, whole)
    }
}

/// [`ErrorCode::is_dry_run`] of a decoded code.
#[inline]
pub(crate) fn is_dry_run(code: &[u8]) -> bool {
    let root = CommonCode::DryRunOperation.as_str().as_bytes();
    matches!(code.strip_prefix(root), Some([] | [b'.', ..]))
}

impl PartialEq<str> for ErrorCode<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for ErrorCode<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == **other
    }
}

impl PartialEq<CommonCode> for ErrorCode<'_> {
    fn eq(&self, other: &CommonCode) -> bool {
        self.0 == *other.as_str()
    }
}

impl fmt::Display for ErrorCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Safe for logs: what could break a line or hide text is escaped.
impl fmt::Debug for ErrorCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
