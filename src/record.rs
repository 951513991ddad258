//! [`Verdict`] and [`Record`]: what a log line or a counter keeps of a response.

use core::fmt;

use crate::{
    Backend, Class, CommonCode, Envelope, ErrorCode, JsonStr, ParseError, Salvage, code,
    json_str::prefix,
    shape::{Found, Span},
    simd::Room,
};

/// What a body turned out to be, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// A response without `Error`.
    Success,
    /// The `DryRunOperation` that a successful dry run answers with: a success in the form of an
    /// error.
    DryRun,
    /// A response with `Error`.
    Failure,
    /// The body ends too early.
    Truncated,
    /// A name that counts is there twice (E8): two readers may take it for two different things.
    Ambiguous,
    /// The body breaks another rule.
    Malformed,
    /// The body is something else: empty, HTML, another JSON value, JSON without `Response`.
    NotEnvelope,
    /// The body is compressed data.
    Encoded,
}

impl Verdict {
    /// Every verdict, in the order of declaration.
    pub const ALL: &[Self] = &[
        Self::Success,
        Self::DryRun,
        Self::Failure,
        Self::Truncated,
        Self::Ambiguous,
        Self::Malformed,
        Self::NotEnvelope,
        Self::Encoded,
    ];

    /// A short name for logs and metrics, such as `not_envelope`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::DryRun => "dry_run",
            Self::Failure => "failure",
            Self::Truncated => "truncated",
            Self::Ambiguous => "ambiguous",
            Self::Malformed => "malformed",
            Self::NotEnvelope => "not_envelope",
            Self::Encoded => "encoded",
        }
    }

    /// The verdict on a response with `Error`.
    #[inline]
    pub(crate) const fn of_failure(is_dry_run: bool) -> Self {
        if is_dry_run {
            Self::DryRun
        } else {
            Self::Failure
        }
    }

    /// Whether the body was read to its end and kept every rule.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Success | Self::DryRun | Self::Failure)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Room for the message.
pub(crate) type MessageRoom = Room<512>;

/// Decoded text of at most `N` bytes, inline, or none.
#[derive(Clone, Copy)]
struct Inline<const N: usize>(Option<Room<N>>);

impl<const N: usize> Inline<N> {
    /// Takes as much of `text` as fits, and says whether something was cut.
    fn set(&mut self, text: Option<JsonStr<'_>>) -> bool {
        let Some(text) = text else {
            return false;
        };
        let room = self.0.insert(Room::new());
        !text.parts(|part| {
            let fits = prefix(part, room.left());
            room.push(fits.as_bytes()) && fits.len() == part.len()
        })
    }

    /// Takes the text that is at `span` and has no escapes, empty if it is nowhere. `None` if it does
    /// not fit.
    #[inline(always)]
    fn set_plain(&mut self, body: &str, span: Option<Span>) -> Option<()> {
        let room = self.0.insert(Room::new());
        let Some(span) = span else {
            return Some(());
        };
        let fits = room.take(body.as_bytes(), span.start(), span.end());
        (fits && !span.is_escaped()).then_some(())
    }

    fn as_str(&self) -> Option<&str> {
        let room = self.0.as_ref()?;
        Some(core::str::from_utf8(room.bytes()).unwrap_or_default())
    }
}

/// What is kept of a response when its body is gone: verdict, RequestId, code and message,
/// decoded, in one `Copy` value without a lifetime.
///
/// It has room for 64 bytes of RequestId (real ones have 36), 128 of code (the longest known has
/// 89) and 512 of message. What does not fit is cut at a character, and
/// [`is_cut`](Self::is_cut) says so.
///
/// ```
/// use tencentcloud_response::{Record, Verdict, salvage};
///
/// let body = br#"{"Response":{"RequestId":"b5b41468","Total"#.to_vec();
/// let record = Record::from(&salvage(&body));
/// drop(body);
/// assert_eq!(record.verdict(), Verdict::Truncated);
/// assert_eq!(record.request_id(), Some("b5b41468"));
/// ```
#[derive(Clone, Copy)]
pub struct Record {
    request_id: Inline<64>,
    code: Inline<128>,
    message: Inline<512>,
    verdict: Verdict,
    error: Option<ParseError>,
    is_cut: bool,
    /// Whether that is so of the RequestId.
    is_id_cut: bool,
}

impl Record {
    /// To be filled.
    #[inline(always)]
    pub(crate) fn blank() -> Self {
        Self {
            request_id: Inline(None),
            code: Inline(None),
            message: Inline(None),
            verdict: Verdict::Success,
            error: None,
            is_cut: false,
            is_id_cut: false,
        }
    }

    #[inline]
    pub(crate) fn new(
        verdict: Verdict,
        error: Option<ParseError>,
        request_id: Option<JsonStr<'_>>,
        code: Option<ErrorCode<'_>>,
        message: Option<JsonStr<'_>>,
    ) -> Self {
        let mut record = Self::blank();
        record.verdict = verdict;
        record.error = error;
        record.is_id_cut = record.request_id.set(request_id);
        record.is_cut = record.is_id_cut;
        record.is_cut |= record.code.set(code.map(ErrorCode::as_json_str));
        record.is_cut |= record.message.set(message);
        record
    }

    /// Fills a blank one, where it stands, with what `backend` found in a body of version 3.0 that
    /// keeps the rules in the usual way. `None` if some of it does not fit.
    #[inline(always)]
    pub(crate) fn fill_whole(&mut self, backend: Backend, body: &str, found: &Found) -> Option<()> {
        if found.request_id.is_some() {
            self.request_id.set_plain(body, found.request_id)?;
        }
        if !found.failed {
            return Some(());
        }
        self.code.set_plain(body, found.code)?;
        // In the body: what was just copied cannot be read at once.
        let code = found
            .code
            .and_then(|code| body.as_bytes().get(code.start()..code.end()));
        self.verdict = Verdict::of_failure(code.is_some_and(code::is_dry_run));
        match found.message {
            Some(span) if span.is_escaped() => {
                let room = self.message.0.insert(Room::new());
                backend.decode(room, body, span.start(), span.end())
            }
            message => self.message.set_plain(body, message),
        }
    }

    /// The decoded `RequestId`, if the response had one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_str()
    }

    /// The same record with this RequestId if it has none: that of the header `X-TC-RequestId`,
    /// which a response also has when its body ended too early or is no envelope.
    ///
    /// ```
    /// use tencentcloud_response::{Record, salvage};
    ///
    /// let record = Record::from(&salvage(br#"{"Response":{"TotalCou"#));
    /// assert_eq!(record.request_id(), None);
    /// assert_eq!(record.or_request_id("b5b41468").request_id(), Some("b5b41468"));
    /// ```
    #[must_use]
    pub fn or_request_id(mut self, request_id: &str) -> Self {
        if self.request_id().is_none() {
            self.is_id_cut = self.request_id.set(Some(JsonStr::plain(request_id)));
            self.is_cut |= self.is_id_cut;
        }
        self
    }

    /// The same record with the RequestId of `other` if it has none.
    pub(crate) fn or_id_of(mut self, other: &Self) -> Self {
        if self.request_id().is_none() {
            self.request_id = other.request_id;
            self.is_id_cut = other.is_id_cut;
            self.is_cut |= self.is_id_cut;
        }
        self
    }

    /// The decoded code, if the response was a failure.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_str()
    }

    /// The decoded message, if the response was a failure.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_str()
    }

    /// Whether one of the three texts did not fit and was cut.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What the body turned out to be. Unless it [is certain](Verdict::is_certain), the values
    /// are provisional: those that could be told before or around the error.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The first rule that the body breaks.
    #[must_use]
    pub const fn error(&self) -> Option<ParseError> {
        self.error
    }

    /// The class of the [`code`](Self::code), if there is one.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        // Of what is kept: of a body that passes by there may not be more.
        self.code().map(|code| ErrorCode::new(code).class())
    }

    /// [`Envelope::region_healthy`], of a body that was read to its end and kept every rule.
    #[must_use]
    pub fn region_healthy(&self) -> bool {
        let request_id = self.request_id().unwrap_or_default();
        self.verdict.is_certain()
            && !request_id.is_empty()
            && self.code() != Some(CommonCode::InternalError.as_str())
    }
}

impl From<&Envelope<'_>> for Record {
    #[inline]
    fn from(envelope: &Envelope<'_>) -> Self {
        let error = envelope.error();
        Self::new(
            envelope.verdict(),
            None,
            envelope.request_id(),
            error.map(|error| error.code()),
            error.map(|error| error.message()),
        )
    }
}

impl From<&Salvage<'_>> for Record {
    fn from(salvage: &Salvage<'_>) -> Self {
        Self::new(
            salvage.verdict(),
            salvage.error(),
            salvage.request_id(),
            salvage.code(),
            salvage.message(),
        )
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text| Option::map(text, JsonStr::plain);
        f.debug_struct("Record")
            .field("verdict", &self.verdict)
            .field("request_id", &text(self.request_id()))
            .field("code", &text(self.code()))
            .field("message", &text(self.message()))
            .field("class", &self.class())
            .field("error", &self.error)
            .field("is_cut", &self.is_cut)
            .finish()
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        (self.verdict, self.error, self.is_cut) == (other.verdict, other.error, other.is_cut)
            && self.request_id() == other.request_id()
            && self.code() == other.code()
            && self.message() == other.message()
    }
}

impl Eq for Record {}
