//! The front door: [`parse`], [`skim`], [`salvage`], and [`Parser`] with their options.

use crate::{
    Backend, Envelope, ParseError, Salvage,
    error::{ErrorKind, Expected},
    scan::{self, Reader, relay},
    shape::{Found, Shape},
    simd,
    stream::Bodies,
};

/// Reads a body and checks every byte of it.
///
/// `body` is a whole response body, decoded if it was compressed. What comes back borrows from
/// it; nothing is copied and nothing is allocated.
///
/// # Errors
/// The first rule that the body breaks, and where: see [the rules](crate#the-rules).
///
/// ```
/// use tencentcloud_response::parse;
///
/// let body = br#"{"Response":{"TotalCount":0,"RequestId":"b5b41468-520d-4192"}}"#;
/// let envelope = parse(body)?;
/// assert!(envelope.is_success());
/// assert_eq!(envelope.request_id().unwrap(), "b5b41468-520d-4192");
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[inline]
pub fn parse(body: &[u8]) -> Result<Envelope<'_>, ParseError> {
    Parser::new().parse(body)
}

/// Reads a body that is known to be well-formed, as fast as possible.
///
/// For every body that [`parse`] accepts it returns the same request id, error, verdict and
/// version. For any other it may answer anything, but what it returns is always UTF-8, and a
/// body cut before the end of `Response` is never a success. It may stop before the end of the
/// body.
///
/// # Errors
/// When it finds no envelope: then what [`parse`] says.
///
/// ```
/// use tencentcloud_response::skim;
///
/// let body = br#"{"Response":{"Error":{"Code":"InternalError","Message":"Busy."},"RequestId":"b5b4"}}"#;
/// assert_eq!(skim(body)?.error().unwrap().code(), "InternalError");
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
pub fn skim(body: &[u8]) -> Result<Envelope<'_>, ParseError> {
    Parser::new().skim(body)
}

/// Reads a body and keeps what can be told even if it is broken: for the log line of a bad body.
///
/// After a broken rule about names and types (E5 to E8, E11) it reads on, and the offending value
/// is none. After broken JSON or a cut, the values are there that were complete before it.
/// All of it is provisional as soon as there is an [`error`](Salvage::error): never act on it as
/// on an [`Envelope`].
///
/// ```
/// use tencentcloud_response::{Verdict, salvage};
///
/// let body = br#"{"Response":{"RequestId":"b5b41468","InstanceSet":[{"Insta"#;
/// let salvage = salvage(body);
/// assert_eq!(salvage.verdict(), Verdict::Truncated);
/// assert_eq!(salvage.request_id().unwrap(), "b5b41468");
/// assert_eq!(salvage.error().unwrap().offset(), body.len());
/// ```
#[must_use]
pub fn salvage(body: &[u8]) -> Salvage<'_> {
    Parser::new().salvage(body)
}

/// What to do when `Response`, `RequestId`, `Error`, `Code` or `Message` is there twice (E8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Duplicates {
    /// Refuse the body: readers that disagree about it are an attack.
    #[default]
    Reject,
    /// Take the first, whole. The others are still checked.
    First,
    /// Take the last, whole. The others are still checked.
    Last,
}

/// [`parse`], [`skim`] and [`salvage`] with options.
///
/// ```
/// use tencentcloud_response::{Duplicates, Parser};
///
/// const PARSER: Parser = Parser::new().max_depth(32).duplicates(Duplicates::Last);
/// let envelope = PARSER.parse(br#"{"Response":{"RequestId":"a","RequestId":"b"}}"#)?;
/// assert_eq!(envelope.request_id().unwrap(), "b");
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parser {
    max_depth: u16,
    duplicates: Duplicates,
    api_v2: bool,
    backend: Option<Backend>,
}

impl Parser {
    /// The defaults: depth 128, duplicates rejected, API 3.0 only, the fastest backend.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            max_depth: 128,
            duplicates: Duplicates::Reject,
            api_v2: false,
            backend: None,
        }
    }

    /// How deep objects and arrays may be nested; the root is depth 1 (E9). From 2, which is the
    /// object under `Response`, to 1,024; a value outside is taken to the nearer end.
    #[must_use]
    pub const fn max_depth(mut self, depth: u16) -> Self {
        self.max_depth = match depth {
            0..2 => 2,
            1025.. => 1024,
            depth => depth,
        };
        self
    }

    /// What to do with names that are there twice.
    #[must_use]
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Whether to read the old API 2.0 shape too (E13):
    /// `{"code":4100,"message":"…","codeDesc":"AuthFailure"}`.
    ///
    /// `code` 0, as a number or a string, is a success. The error code is `codeDesc` when that is
    /// not empty, else the text of `code`. The three names are under rule E8 then. A `Response`
    /// member wins over all three.
    ///
    /// ```
    /// use tencentcloud_response::{ApiVersion, Parser};
    ///
    /// let body = br#"{"code":4100,"message":"auth failed","codeDesc":"AuthFailure"}"#;
    /// let envelope = Parser::new().api_v2(true).parse(body)?;
    /// assert_eq!(envelope.version(), ApiVersion::V2);
    /// assert_eq!(envelope.error().unwrap().code(), "AuthFailure");
    /// # Ok::<(), tencentcloud_response::ParseError>(())
    /// ```
    #[must_use]
    pub const fn api_v2(mut self, read: bool) -> Self {
        self.api_v2 = read;
        self
    }

    /// Which backend reads. Left alone, the [best](Backend::best) that the CPU has.
    #[must_use]
    pub const fn backend(mut self, backend: Backend) -> Self {
        self.backend = Some(backend);
        self
    }

    /// [`parse`](crate::parse()) with these options.
    ///
    /// # Errors
    /// The first rule that the body breaks, and where.
    #[inline]
    pub fn parse<'a>(&self, body: &'a [u8]) -> Result<Envelope<'a>, ParseError> {
        // Read in the place of the result, because to copy what was just stored in parts is to wait.
        let mut result = Ok(Envelope::none(body, self.max_depth));
        if let Ok(envelope) = &mut result
            && !self
                .its_backend()
                .check(envelope.excerpts_mut(), self.max_depth)
        {
            self.parse_portably(body, &mut result);
        }
        result
    }

    /// The body as text, if it keeps all the rules in the usual way; then `found`, which comes
    /// empty, is what it has. `None` says nothing.
    #[inline(always)]
    pub(crate) fn check_text<'a>(&self, body: &'a [u8], found: &mut Found) -> Option<&'a str> {
        self.its_backend().check_text(body, self.max_depth, found)
    }

    /// What is wrong or unusual with a body is for the portable reader to say.
    #[cold]
    #[inline(never)]
    fn parse_portably<'a>(&self, body: &'a [u8], result: &mut Result<Envelope<'a>, ParseError>) {
        let (backend, shape) = (self.its_backend(), self.shape(false));
        let read = simd::read(backend, body, shape, self.max_depth, |text, shape| {
            // What the reader lets pass has a `Response`, or the members of API 2.0.
            *result = Envelope::read(text, shape, self.max_depth).ok_or(ParseError::new(
                ErrorKind::NoResponse,
                0,
                Expected::Response,
                None,
            ));
        });
        if let Err(error) = read {
            *result = Err(error);
        }
    }

    /// [`parse`](Self::parse) for what would stand under `Response`, without the wrapper.
    pub(crate) fn parse_bare<'a>(&self, text: &'a [u8]) -> Result<Envelope<'a>, ParseError> {
        match self.read_bare(text, false) {
            (reader, Ok(())) => {
                let checked = core::str::from_utf8(text).ok();
                let read = |text| Envelope::read(text, reader.shape(), self.max_depth);
                // The reader lets nothing pass but an object in UTF-8.
                checked.and_then(read).ok_or(ParseError::new(
                    ErrorKind::InvalidUtf8,
                    0,
                    Expected::Continuation,
                    None,
                ))
            }
            (_, Err(error)) => Err(error),
        }
    }

    pub(crate) fn salvage_bare<'a>(&self, text: &'a [u8]) -> Salvage<'a> {
        let (reader, end) = self.read_bare(text, true);
        Salvage::in_body(text, reader.shape(), end.err())
    }

    fn read_bare(&self, text: &[u8], lenient: bool) -> (Reader, Result<(), ParseError>) {
        let shape = Shape::in_response(self.duplicates, lenient);
        let mut reader = Reader::value(shape, 1, self.max_depth);
        let read = reader.feed(text).and_then(|len| {
            reader.finish()?;
            let rest = text.get(len..).unwrap_or_default();
            let at = len + scan::skip_whitespace(rest);
            match text.get(at) {
                None => Ok(()),
                Some(&byte) => {
                    let (kind, expected) = (ErrorKind::TrailingData, Expected::Nothing);
                    Err(ParseError::new(kind, at, expected, Some(byte)))
                }
            }
        });
        (reader, read)
    }

    /// [`skim`](crate::skim()) with these options.
    ///
    /// # Errors
    /// When it finds no envelope: then what [`parse`](Self::parse) says.
    pub fn skim<'a>(&self, body: &'a [u8]) -> Result<Envelope<'a>, ParseError> {
        // Which of two is the last can be told at the end only.
        if self.duplicates == Duplicates::Last {
            return self.parse(body);
        }
        let backend = self.its_backend();
        let mut result = Ok(Envelope::none(body, self.max_depth));
        if let Ok(envelope) = &mut result {
            let excerpts = envelope.excerpts_mut();
            // A small failure is checked as fast as it is skimmed; without a vector unit a small
            // success, too.
            let is_guessed = (scan::is_failure(body) || backend == Backend::PORTABLE)
                && backend.guess(excerpts, self.max_depth);
            // With whitespace, what the sweep does not take is a failure, most likely.
            let is_found = is_guessed
                || backend.sweep(excerpts)
                || backend.guess_spaced(excerpts, self.max_depth)
                || backend.skim(excerpts);
            // What is wrong, or unusual, the engine would not take either.
            if !is_found {
                self.parse_portably(body, &mut result);
            }
        }
        result
    }

    /// [`salvage`](crate::salvage()) with these options.
    #[must_use]
    pub fn salvage<'a>(&self, body: &'a [u8]) -> Salvage<'a> {
        let mut reader = self.reader(true);
        let end = relay::read_whole(self.its_backend(), &mut reader, body).err();
        Salvage::in_body(body, reader.shape(), end)
    }

    /// [`stream::bodies`](crate::stream::bodies()) with these options.
    #[must_use]
    pub const fn bodies<'a>(&self, buffer: &'a [u8]) -> Bodies<'a> {
        Bodies::new(*self, buffer)
    }

    const fn shape(&self, lenient: bool) -> Shape {
        Shape::new(self.duplicates, self.api_v2, lenient)
    }

    #[inline]
    pub(crate) fn its_backend(&self) -> Backend {
        self.backend.unwrap_or_else(Backend::best)
    }

    pub(crate) const fn reader(&self, lenient: bool) -> Reader {
        Reader::body(self.shape(lenient), self.max_depth)
    }
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}
