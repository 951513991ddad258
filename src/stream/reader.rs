//! [`Reader`]: a body in pieces.

use core::fmt;

use super::passing::Passing;
use crate::{ParseError, Parser, Record, Salvage, shape::Found};

/// Reads a body that comes in pieces, and checks every byte of it.
///
/// The answer is that of [`Parser::parse`] on the joined pieces: the same verdict and values, and
/// for a wrong body the same error at the same offset, whatever the pieces are. All of the body is
/// read, also what comes after the values are known.
///
/// It is plain data of fixed size, less than 1,536 bytes, and may be moved at any time. It neither
/// allocates nor keeps the pieces: the values are decoded into rooms of the size that a [`Record`]
/// has for them.
///
/// ```
/// use tencentcloud_response::{Verdict, stream::Reader};
///
/// let mut reader = Reader::new();
/// for piece in [r#"{"Response":{"Requ"#, r#"estId":"b5b41468-5"#, r#"20d","TotalCount":0}}"#] {
///     reader.feed(piece.as_bytes());
/// }
/// let record = reader.finish()?;
/// assert_eq!(record.verdict(), Verdict::Success);
/// assert_eq!(record.request_id(), Some("b5b41468-520d"));
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Reader {
    parser: Parser,
    fed: u64,
    state: State,
}

/// What was read.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "nothing is allocated")]
enum State {
    New,
    /// Only one piece, a whole body.
    Whole(Whole),
    Passing(Passing),
}

#[derive(Clone)]
struct Whole {
    found: Found,
    /// Nothing of it is cut.
    record: Record,
}

impl Reader {
    /// With the options of [`Parser::new`]; `Reader::from(parser)` has those of `parser`.
    #[must_use]
    pub const fn new() -> Self {
        Self::with(Parser::new())
    }

    const fn with(parser: Parser) -> Self {
        Self {
            parser,
            fed: 0,
            state: State::New,
        }
    }

    /// Reads the next piece, of any length.
    ///
    /// Once the body is no JSON, the rest is not looked at.
    pub fn feed(&mut self, piece: &[u8]) {
        let before = self.fed;
        self.fed = before.saturating_add(piece.len() as u64);
        if piece.is_empty() {
            return;
        }
        let is_whole = matches!(self.state, State::New) && self.whole(piece);
        if !is_whole {
            self.pass(piece, before);
        }
    }

    /// The body is complete: what it says.
    ///
    /// # Errors
    /// The first rule that it breaks, and where, counted from the beginning of the first piece.
    /// The offset of an error beyond `usize::MAX` is `usize::MAX`.
    // In the caller's function the compiler sees what of `self` is used, and copies no more.
    #[inline]
    pub fn finish(self) -> Result<Record, ParseError> {
        match self.state {
            State::Whole(Whole { record, .. }) => Ok(record),
            State::Passing(passing) => passing.finish(),
            State::New => nothing(self.parser),
        }
    }

    /// What can be told of the body even if it is wrong, or was not read to its end: what
    /// [`Parser::salvage`] says of what was fed.
    ///
    /// ```
    /// use tencentcloud_response::{Verdict, stream::Reader};
    ///
    /// let mut reader = Reader::new();
    /// reader.feed(br#"{"Response":{"RequestId":"b5b41468","Instance"#);
    /// let record = reader.salvage();
    /// assert_eq!(record.verdict(), Verdict::Truncated);
    /// assert_eq!(record.request_id(), Some("b5b41468"));
    /// ```
    #[must_use]
    pub fn salvage(self) -> Record {
        Record::from(&self.so_far())
    }

    /// What is known by now: what [`Parser::salvage`] says of what was fed so far.
    ///
    /// Texts that are longer than a [`Record`] has room for are cut somewhere behind that length.
    /// It is provisional until [`finish`](Self::finish) says the same, even if it has no error:
    /// what follows can still make the body a wrong one.
    ///
    /// ```
    /// use tencentcloud_response::stream::Reader;
    ///
    /// let mut reader = Reader::new();
    /// reader.feed(br#"{"Response":{"RequestId":"b5b41468","InstanceSet":["#);
    /// let so_far = reader.so_far();
    /// assert_eq!(so_far.request_id().unwrap(), "b5b41468");
    /// assert!(so_far.is_provisional());
    /// ```
    #[must_use]
    pub fn so_far(&self) -> Salvage<'_> {
        match &self.state {
            State::Whole(Whole { record, .. }) => Salvage::in_record(record),
            State::Passing(passing) => passing.so_far(),
            State::New => self.parser.salvage(b""),
        }
    }

    /// The first rule that the body breaks, if that is certain by now.
    #[must_use]
    pub fn error(&self) -> Option<ParseError> {
        match &self.state {
            State::Passing(passing) => passing.error(),
            State::New | State::Whole(_) => None,
        }
    }

    /// How many bytes were fed.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.fed
    }

    /// Reads the first piece, if that is a whole body, as most are.
    #[inline(always)]
    fn whole(&mut self, piece: &[u8]) -> bool {
        // Filled where it stands: to copy so much takes longer than the rest.
        self.state = State::Whole(Whole {
            found: Found::none(),
            record: Record::blank(),
        });
        let State::Whole(Whole { found, record }) = &mut self.state else {
            return false;
        };
        let backend = self.parser.its_backend();
        let text = self.parser.check_text(piece, found);
        // A `Salvage` is to have more of a text than a `Record` has, so all has to fit.
        let is_whole = text.is_some_and(|text| record.fill_whole(backend, text, found).is_some());
        if !is_whole {
            self.state = State::New;
        }
        is_whole
    }

    /// Reads a piece, before which others have so many bytes. A function of its own, so that
    /// [`whole`](Self::whole) need not make room for what is here.
    #[inline(never)]
    fn pass(&mut self, piece: &[u8], before: u64) {
        match &self.state {
            State::New => self.state = State::Passing(Passing::new(self.parser)),
            State::Whole(Whole { found, record }) => {
                let passing = Passing::behind(self.parser, *found, record, before as usize);
                self.state = State::Passing(passing);
            }
            State::Passing(_) => {}
        }
        if let State::Passing(passing) = &mut self.state {
            passing.feed(self.parser.its_backend(), piece);
        }
    }
}

/// What `parser` says of an empty body.
#[cold]
fn nothing(parser: Parser) -> Result<Record, ParseError> {
    parser.parse(b"").map(|envelope| Record::from(&envelope))
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// With the options of a parser.
impl From<Parser> for Reader {
    fn from(parser: Parser) -> Self {
        Self::with(parser)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("bytes", &self.fed)
            .field("so_far", &self.so_far())
            .finish_non_exhaustive()
    }
}
