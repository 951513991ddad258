//! [`Reader`]: a body in pieces.

use core::fmt;

use super::held::Held;
use crate::{
    Backend, JsonStr, ParseError, Parser, Record, Salvage,
    scan::Reader as Portable,
    shape::{Found, Slot},
    texts::Texts,
};

/// How many bytes are worth to be read by the engine.
const ENOUGH: usize = 192;

/// How many bytes the portable reader reads before the engine is asked again whether it can begin;
/// after each no twice as many.
const STEP: usize = 16;

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
    portable: Portable,
    parser: Parser,
    /// Where it stopped.
    end: Option<ParseError>,
    fed: u64,
    texts: Kept,
}

/// Who has read a piece.
enum By {
    /// The engine alone, which stops before a text that counts.
    Engine,
    Both,
}

/// The texts that count.
#[derive(Clone)]
enum Kept {
    /// Nothing was fed.
    New,
    /// The first piece was a whole body.
    Whole(Record),
    Passing(Held),
}

impl Kept {
    fn get(&self, slot: Slot) -> Option<JsonStr<'_>> {
        let record = match self {
            Self::Passing(held) => return held.get(slot),
            Self::Whole(record) => record,
            Self::New => return None,
        };
        let text = match slot {
            Slot::RequestId => record.request_id(),
            Slot::Code | Slot::V2Code | Slot::V2CodeDesc => record.code(),
            Slot::Message | Slot::V2Message => record.message(),
            Slot::Response | Slot::Error => None,
        };
        text.map(JsonStr::plain)
    }

    /// Where the texts of a body that passes by are held.
    fn held(&mut self) -> Option<&mut Held> {
        if matches!(self, Self::New) {
            *self = Self::Passing(Held::NONE);
        }
        match self {
            Self::Passing(held) => Some(held),
            _ => None,
        }
    }
}

impl Reader {
    /// With the options of [`Parser::new`]; `Reader::from(parser)` has those of `parser`.
    #[must_use]
    pub const fn new() -> Self {
        Self::with(Parser::new())
    }

    const fn with(parser: Parser) -> Self {
        Self {
            // It reads over broken rules, and keeps the first.
            portable: parser.reader(true),
            parser,
            end: None,
            fed: 0,
            texts: Kept::New,
        }
    }

    /// Reads the next piece, of any length.
    ///
    /// Once the body is no JSON, the rest is not looked at.
    pub fn feed(&mut self, piece: &[u8]) {
        self.fed = self.fed.saturating_add(piece.len() as u64);
        if self.end.is_some() || piece.is_empty() {
            return;
        }
        if self.portable.len().checked_add(piece.len()).is_some() {
            self.advance(piece);
        } else {
            // Beyond 4 GiB where `usize` has 32 bits: positions no longer tell where a text is.
            for byte in piece {
                self.step(*byte);
            }
        }
    }

    /// The body is complete: what it says.
    ///
    /// # Errors
    /// The first rule that it breaks, and where, counted from the beginning of the first piece.
    /// The offset of an error beyond `usize::MAX` is `usize::MAX`.
    pub fn finish(self) -> Result<Record, ParseError> {
        if let (Kept::Whole(record), None) = (&self.texts, self.end) {
            return Ok(*record);
        }
        let salvage = self.so_far();
        match salvage.error() {
            None => Ok(Record::from(&salvage)),
            Some(error) => Err(error),
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
        let texts = Texts::new(self.portable.shape(), |slot, _| self.texts.get(slot));
        let error = match self.error() {
            None => self.portable.finish().err(),
            error => error,
        };
        Salvage::new(texts, error)
    }

    /// The first rule that the body breaks, if that is certain by now.
    #[must_use]
    pub fn error(&self) -> Option<ParseError> {
        self.portable.shape().fault().or(self.end)
    }

    /// How many bytes were fed.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.fed
    }

    /// Reads a piece, and takes from it what belongs to texts that count.
    fn advance(&mut self, piece: &[u8]) {
        let base = self.portable.len();
        if self.portable.is_new() && self.whole(piece) {
            return;
        }
        match self.read(piece) {
            Ok(By::Engine) => return,
            Ok(By::Both) => {}
            Err(error) => self.end = Some(error),
        }
        for (slot, span) in self.portable.shape().held() {
            match span {
                // Behind the piece before, or unknown.
                Some(span) if span.end() < base => {}
                Some(span) => {
                    let (start, end) = (span.start(), span.end());
                    self.take(slot, piece, base, start, Some(end));
                }
                None => {}
            }
        }
        if let Some((slot, start)) = self.open_text() {
            self.take(slot, piece, base, start, None);
        }
    }

    /// Reads the first piece, if that is a whole body, as most are.
    fn whole(&mut self, piece: &[u8]) -> bool {
        let mut found = Found::none();
        let Some(envelope) = self.parser.check(piece, &mut found) else {
            return false;
        };
        self.texts = Kept::Whole(Record::BLANK);
        if let Kept::Whole(record) = &mut self.texts {
            record.fill_from(&envelope);
            if record.is_cut() {
                // A `Salvage` is to have more of a text than a `Record` has.
                self.texts = Kept::New;
                return false;
            }
        }
        self.portable.complete(found, piece.len());
        true
    }

    /// Reads a piece: the engine what it can, and the portable reader the rest.
    fn read(&mut self, piece: &[u8]) -> Result<By, ParseError> {
        let backend = self.parser.its_backend();
        let mut rest = piece;
        let mut step = STEP;
        let mut by = By::Engine;
        loop {
            let mut left = rest.len();
            if left >= ENOUGH && backend != Backend::PORTABLE {
                if let Some(passed) = backend.pass(&mut self.portable, rest) {
                    rest = rest.get(passed.bytes..).unwrap_or_default();
                    left = passed.left;
                    step = STEP;
                } else {
                    left = step + behind_comma(rest.get(step..).unwrap_or_default());
                    step = step.saturating_mul(2);
                }
            }
            if rest.is_empty() {
                return Ok(by);
            }
            let (now, then) = rest.split_at_checked(left).unwrap_or((rest, b""));
            self.portable.feed(now)?;
            by = By::Both;
            rest = then;
        }
    }

    /// Reads one byte, and tells from the reader's state before and after what it belongs to.
    fn step(&mut self, byte: u8) {
        let before = self.open_text();
        self.end = self.portable.feed(&[byte]).err();
        let after = self.open_text();
        let Some(texts) = self.texts.held() else {
            return;
        };
        match (before, after) {
            (Some((slot, _)), None) => texts.end(slot),
            (Some((slot, _)), Some(_)) => texts.push(slot, &[byte]),
            (None, Some((slot, _))) => {
                texts.begin(slot);
                // A number has no quote before it.
                if byte != b'"' {
                    texts.push(slot, &[byte]);
                }
            }
            (None, None) => {}
        }
    }

    fn take(&mut self, slot: Slot, piece: &[u8], base: usize, start: usize, end: Option<usize>) {
        if let Some(texts) = self.texts.held() {
            texts.take(slot, piece, base, start, end);
        }
    }

    /// The text that counts and that we are inside of.
    fn open_text(&self) -> Option<(Slot, usize)> {
        let shape = self.portable.shape();
        self.portable
            .open_text()
            .filter(|_| self.end.is_none())
            .filter(|&(slot, _)| shape.keeps(slot))
            .filter(|&(slot, _)| shape.held().iter().any(|&(held, _)| held == slot))
    }
}

/// How many bytes there are up to and with the next comma, if it is near: behind one the engine can
/// begin.
fn behind_comma(rest: &[u8]) -> usize {
    let comma = rest.iter().take(STEP).position(|&byte| byte == b',');
    comma.map_or(0, |at| at + 1)
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Reader;
    use crate::{ErrorKind, Parser, Record};

    const PARSER: Parser = Parser::new().api_v2(true);

    /// Where positions come to their end, the values are right all the same. (On a 64-bit machine
    /// nobody comes there, on others after 4 GiB.)
    #[test]
    fn values_are_right_behind_the_largest_position() {
        for body in [
            r#"{"Response":{"Error":{"Code":"A\u002eB","Message":"m\ud83d\ude00"},"RequestId":"r"}}"#,
            r#"{"Response":{"RequestId":"","TotalCount":1,"Error":{"Message":"n"}},"code":1}"#,
            r#"{"code":-12 ,"message":"m","codeDesc":""}"#,
            r#"{"code":0,"message":"m"}"#,
        ] {
            let expected = Record::from(&PARSER.parse(body.as_bytes()).unwrap());
            let body = body.as_bytes();
            for before in 0..body.len() {
                for left in 0..=body.len() - before {
                    for size in [1, 3, 1000] {
                        let mut reader = Reader::from(PARSER);
                        let (first, rest) = body.split_at(before);
                        reader.feed(first);
                        // A text that was cut would start at a place that is not there any more.
                        if reader.open_text().is_some() {
                            continue;
                        }
                        reader.portable.set_len(usize::MAX - left);
                        for piece in rest.chunks(size) {
                            reader.feed(piece);
                            reader.feed(b"");
                        }
                        assert_eq!(reader.finish(), Ok(expected), "{before}, {left}, {size}");
                    }
                }
            }
        }
    }

    #[test]
    fn errors_behind_the_largest_position_are_at_it() {
        let mut reader = Reader::new();
        reader.feed(br#"{"Response":{"RequestId":"r","#);
        reader.portable.set_len(usize::MAX - 2);
        reader.feed(br#""a":[1,2,x"#);
        let error = reader.error().unwrap();
        assert_eq!(
            (error.kind(), error.offset()),
            (ErrorKind::UnexpectedByte, usize::MAX)
        );
        assert_eq!(reader.salvage().request_id(), Some("r"));
    }
}
