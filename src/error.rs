//! [`ParseError`]: what is wrong with a body, and where.

use core::fmt;

use crate::Verdict;

/// What is wrong with a body. Each kind names the rule it breaks and the byte that
/// [`ParseError::offset`] points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The body has no bytes. Offset 0.
    Empty,
    /// The body begins with a byte order mark (UTF-8 or UTF-16), which JSON forbids. Offset 0.
    ByteOrderMark,
    /// The body begins with `<`: HTML or XML, usually a proxy's error page. Offset of the `<`.
    Html,
    /// The body is gzip or zstd data that nobody decoded. Offset 0.
    Compressed,
    /// The body is another JSON value than an object. Offset of its first byte.
    NotAnObject,
    /// The root object has no member `Response`. Offset of the root's closing brace.
    NoResponse,
    /// The body has the shape of the old API 2.0, which [`Parser::api_v2`](crate::Parser::api_v2)
    /// would read. Offset of the root's closing brace.
    ApiV2,
    /// The body ends too early: more bytes could make it right. Offset: its length.
    Truncated,
    /// A byte that the grammar does not allow here. Its offset.
    UnexpectedByte,
    /// Something that begins like `true`, `false` or `null` and is not. Offset of its first byte.
    BadLiteral,
    /// Something that begins like a number and is not one. Offset of its first byte.
    BadNumber,
    /// An escape that JSON does not know. Offset of its backslash.
    BadEscape,
    /// A control character (below U+0020) inside a string. Its offset.
    ControlCharacter,
    /// Ill-formed UTF-8 inside a string. Offset of the first byte of the ill-formed sequence.
    InvalidUtf8,
    /// Half of a surrogate pair in a `RequestId` or a `Code`. Offset of its backslash.
    LoneSurrogate,
    /// `Response`, `RequestId`, `Error`, `Code` or `Message` has a value of another type than
    /// the API sends. Offset of the value's first byte.
    WrongType,
    /// `Response`, `RequestId`, `Error`, `Code` or `Message` is there twice. Offset of the
    /// opening quote of the second name.
    DuplicateName,
    /// Objects and arrays are nested deeper than allowed. Offset of the bracket.
    TooDeep,
    /// Something other than whitespace follows the root object. Its offset.
    TrailingData,
}

impl ErrorKind {
    /// Every kind, in the order of declaration.
    pub const ALL: &[Self] = &[
        Self::Empty,
        Self::ByteOrderMark,
        Self::Html,
        Self::Compressed,
        Self::NotAnObject,
        Self::NoResponse,
        Self::ApiV2,
        Self::Truncated,
        Self::UnexpectedByte,
        Self::BadLiteral,
        Self::BadNumber,
        Self::BadEscape,
        Self::ControlCharacter,
        Self::InvalidUtf8,
        Self::LoneSurrogate,
        Self::WrongType,
        Self::DuplicateName,
        Self::TooDeep,
        Self::TrailingData,
    ];

    /// A short name for logs and metrics, such as `wrong_type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::ByteOrderMark => "byte_order_mark",
            Self::Html => "html",
            Self::Compressed => "compressed",
            Self::NotAnObject => "not_an_object",
            Self::NoResponse => "no_response",
            Self::ApiV2 => "api_v2",
            Self::Truncated => "truncated",
            Self::UnexpectedByte => "unexpected_byte",
            Self::BadLiteral => "bad_literal",
            Self::BadNumber => "bad_number",
            Self::BadEscape => "bad_escape",
            Self::ControlCharacter => "control_character",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::LoneSurrogate => "lone_surrogate",
            Self::WrongType => "wrong_type",
            Self::DuplicateName => "duplicate_name",
            Self::TooDeep => "too_deep",
            Self::TrailingData => "trailing_data",
        }
    }

    /// The verdict on a body with this error.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Truncated => Verdict::Truncated,
            Self::DuplicateName => Verdict::Ambiguous,
            Self::Compressed => Verdict::Encoded,
            Self::Empty
            | Self::ByteOrderMark
            | Self::Html
            | Self::NotAnObject
            | Self::NoResponse
            | Self::ApiV2 => Verdict::NotEnvelope,
            _ => Verdict::Malformed,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the reader was waiting for when it met the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expected {
    Root,
    Nothing,
    Name,
    NameOrClose,
    Colon,
    Value,
    ValueOrClose,
    CommaOrBrace,
    CommaOrBracket,
    Character,
    Escape,
    Continuation,
    LowSurrogate,
    Literal,
    Number,
    /// A member `Response` that is an object.
    Response,
    RequestId,
    Error,
    Code,
    Message,
    /// The members of the API 2.0 shape.
    V2Code,
    V2Message,
    V2CodeDesc,
    /// Not more levels than this.
    Depth(u16),
}

impl Expected {
    /// The expectation in words, to stand behind "expected".
    fn write(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Root => "a JSON object",
            Self::Nothing => "the end of the body",
            Self::Name => "a name in quotes",
            Self::NameOrClose => "a name in quotes or `}`",
            Self::Colon => "`:`",
            Self::Value => "a value",
            Self::ValueOrClose => "a value or `]`",
            Self::CommaOrBrace => "`,` or `}`",
            Self::CommaOrBracket => "`,` or `]`",
            Self::Character => "a character or the closing quote",
            Self::Escape => "an escape that JSON knows",
            Self::Continuation => "well-formed UTF-8",
            Self::LowSurrogate => "a surrogate pair",
            Self::Literal => "`true`, `false` or `null`",
            Self::Number => "a number as JSON writes it",
            Self::Response => "`Response` to be an object",
            Self::RequestId => "`RequestId` to be a string or null",
            Self::Error => "`Error` to be an object or null",
            Self::Code => "`Code` to be a string or null",
            Self::Message => "`Message` to be a string or null",
            Self::V2Code => "`code` to be a number or a string",
            Self::V2Message => "`message` to be a string or null",
            Self::V2CodeDesc => "`codeDesc` to be a string or null",
            Self::Depth(max) => return write!(f, "at most {max} levels of nesting"),
        })
    }

    /// The name whose value or repetition is at fault.
    const fn name(self) -> &'static str {
        match self {
            Self::Response => "Response",
            Self::RequestId => "RequestId",
            Self::Error => "Error",
            Self::Code => "Code",
            Self::Message => "Message",
            Self::V2Code => "code",
            Self::V2Message => "message",
            Self::V2CodeDesc => "codeDesc",
            _ => "",
        }
    }
}

/// Why a body was refused: a kind, a byte offset, and words for a person.
///
/// It is `Copy`, borrows nothing, and its [`Display`](fmt::Display) is one line that is safe to
/// log, because it quotes at most one byte of the body.
///
/// ```
/// use tencentcloud_response::{ErrorKind, parse};
///
/// let error = parse(br#"{"Response":{"RequestId":42}}"#).unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (ErrorKind::WrongType, 25));
/// assert_eq!(
///     error.to_string(),
///     "expected `RequestId` to be a string or null, found a number at byte 25",
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParseError {
    offset: usize,
    kind: ErrorKind,
    expected: Expected,
    found: Option<u8>,
}

impl ParseError {
    pub(crate) const fn new(
        kind: ErrorKind,
        offset: usize,
        expected: Expected,
        found: Option<u8>,
    ) -> Self {
        Self {
            offset,
            kind,
            expected,
            found,
        }
    }

    /// The same error, `by` bytes later: for text that was cut out of a body.
    pub(crate) const fn shifted(mut self, by: usize) -> Self {
        self.offset = self.offset.saturating_add(by);
        self
    }

    /// Whether not even the first byte is one that a response begins with.
    #[cfg(feature = "http")]
    pub(crate) const fn is_at_root(&self) -> bool {
        matches!(
            (self.kind, self.expected),
            (
                ErrorKind::Empty
                    | ErrorKind::ByteOrderMark
                    | ErrorKind::Html
                    | ErrorKind::Compressed
                    | ErrorKind::NotAnObject,
                _
            ) | (ErrorKind::UnexpectedByte, Expected::Root)
        )
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where, in bytes from the beginning of the body: see [`ErrorKind`] for what it points at.
    /// Never more than the body's length.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The verdict on a body with this error.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.kind.verdict()
    }

    /// The number of the rule that is broken, `E1` to `E12`, as the
    /// [crate documentation](crate#the-rules) lists them.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self.kind {
            ErrorKind::NoResponse => "E2",
            ErrorKind::WrongType => match self.expected {
                Expected::RequestId => "E5",
                Expected::Error => "E6",
                Expected::Code | Expected::Message => "E7",
                Expected::V2Code | Expected::V2Message | Expected::V2CodeDesc => "E13",
                _ => "E2",
            },
            ErrorKind::DuplicateName => "E8",
            ErrorKind::TooDeep => "E9",
            ErrorKind::BadNumber => "E10",
            ErrorKind::LoneSurrogate => "E11",
            ErrorKind::Empty
            | ErrorKind::ByteOrderMark
            | ErrorKind::Html
            | ErrorKind::Compressed
            | ErrorKind::NotAnObject
            | ErrorKind::ApiV2
            | ErrorKind::Truncated => "E12",
            _ => "E1",
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::Empty => return f.write_str("expected a JSON object, found an empty body"),
            ErrorKind::DuplicateName => {
                return write!(
                    f,
                    "expected `{name}` once, found it again at byte {at}",
                    name = self.expected.name(),
                    at = self.offset
                );
            }
            _ => {}
        }
        f.write_str("expected ")?;
        self.expected.write(f)?;
        if let ErrorKind::BadLiteral | ErrorKind::BadNumber | ErrorKind::BadEscape = self.kind {
            // Where it begins, and the byte further on that it breaks at.
            write!(f, " at byte {}, broken by ", self.offset)?;
            return write_byte(f, self.found);
        }
        f.write_str(", found ")?;
        match self.kind {
            ErrorKind::ByteOrderMark => f.write_str("a byte order mark")?,
            ErrorKind::Html => f.write_str("`<` of HTML or XML")?,
            ErrorKind::Compressed => f.write_str("compressed data")?,
            ErrorKind::NoResponse => f.write_str("the end of the root object")?,
            ErrorKind::ApiV2 => f.write_str("an API 2.0 response")?,
            ErrorKind::TooDeep => f.write_str("one more")?,
            ErrorKind::NotAnObject | ErrorKind::WrongType => f.write_str(value_kind(self.found))?,
            ErrorKind::ControlCharacter => {
                write_byte(f, self.found)?;
                f.write_str(" without an escape")?;
            }
            ErrorKind::LoneSurrogate => f.write_str("half of one")?,
            ErrorKind::InvalidUtf8 => f.write_str("an ill-formed sequence")?,
            _ => write_byte(f, self.found)?,
        }
        write!(f, " at byte {}", self.offset)
    }
}

/// What kind of value begins with this byte.
const fn value_kind(first: Option<u8>) -> &'static str {
    match first {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn write_byte(f: &mut fmt::Formatter<'_>, byte: Option<u8>) -> fmt::Result {
    match byte {
        Some(b @ (0x20..=0x5f | 0x61..=0x7e)) => write!(f, "`{}`", char::from(b)),
        Some(b) => write!(f, "the byte 0x{b:02x}"),
        None => f.write_str("the end of the body"),
    }
}

impl fmt::Debug for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParseError")
            .field("kind", &self.kind)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}

impl core::error::Error for ParseError {}
