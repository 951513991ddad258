//! [`Reader`]: from pieces to events.

use core::{fmt, ops::Range};

use super::Event;

/// Reads the events of a stream that comes in pieces.
///
/// `B` is the buffer for an event that comes in parts, anything of bytes: `[u8; 4096]`, a
/// `&mut [u8]`, a `Vec<u8>` or a `Box<[u8]>` of a fixed length. Its length is the cap on the data of
/// an event; what is longer is [cut](Event::is_cut), also where it lies in one piece, so that the
/// pieces make no difference. Nothing is allocated.
///
/// ```
/// use tencentcloud_response::sse::Reader;
///
/// let mut reader = Reader::new([0; 4096]);
/// let mut data = Vec::new();
/// for piece in ["data: {\"a\"", ":1}\r", "\n\r\nda", "ta:[DONE]"] {
///     let mut rest = piece.as_bytes();
///     while let Some(event) = reader.next(&mut rest) {
///         data.push(event.data().to_vec());
///     }
/// }
/// data.extend(reader.finish().map(|event| event.data().to_vec()));
/// assert_eq!(data, [b"{\"a\":1}".as_slice(), b"[DONE]"]);
/// ```
#[derive(Clone)]
pub struct Reader<B> {
    buffer: B,
    /// How much of the buffer has data of this event.
    len: usize,
    has_data: bool,
    is_cut: bool,
    name: [u8; 32],
    name_len: usize,
    /// The event was handed out.
    is_over: bool,
    line: Line,
    /// A line feed now belongs to the carriage return before it.
    was_return: bool,
}

/// Where in a line we are.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// At the beginning of the stream, behind this many bytes of a byte order mark.
    Mark(usize),
    /// In the name of a field.
    Field(FieldName),
    /// Behind the colon.
    Colon(Field),
    Value(Field),
}

impl Line {
    const START: Self = Self::Field(FieldName {
        bytes: [0; FieldName::MAX],
        len: 0,
    });
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Data,
    Event,
    /// A comment, or a field that says nothing to us.
    Other,
}

/// As much of a field's name as is needed to know it.
#[derive(Clone, Copy, Debug)]
struct FieldName {
    bytes: [u8; Self::MAX],
    len: usize,
}

impl FieldName {
    /// One more than the longest that is known.
    const MAX: usize = 6;

    fn push(mut self, byte: u8) -> Self {
        if let Some(to) = self.bytes.get_mut(self.len) {
            *to = byte;
            self.len += 1;
        }
        self
    }

    fn field(self) -> Field {
        match self.bytes.get(..self.len) {
            Some(b"data") => Field::Data,
            Some(b"event") => Field::Event,
            _ => Field::Other,
        }
    }
}

const BYTE_ORDER_MARK: [u8; 3] = *b"\xef\xbb\xbf";

impl<B: AsRef<[u8]> + AsMut<[u8]>> Reader<B> {
    /// With this buffer, whatever is in it.
    pub const fn new(buffer: B) -> Self {
        Self {
            buffer,
            len: 0,
            has_data: false,
            is_cut: false,
            name: [0; 32],
            name_len: 0,
            is_over: false,
            line: Line::Mark(0),
            was_return: false,
        }
    }

    /// The next event that ends in `rest`, which afterwards is what comes behind it. `None` when
    /// all of it was read; then it is empty, and the next piece can come.
    pub fn next<'e, 'p: 'e>(&'e mut self, rest: &mut &'p [u8]) -> Option<Event<'e>> {
        if self.is_over {
            self.begin();
        }
        let piece = *rest;
        let mut at = 0;
        // The data, if it is all in this piece and in one line.
        let mut lent = None;
        while let Some(&byte) = piece.get(at) {
            let was_return = core::mem::take(&mut self.was_return);
            match self.line {
                Line::Mark(seen) if BYTE_ORDER_MARK.get(seen) == Some(&byte) => {
                    at += 1;
                    self.line = match seen {
                        2 => Line::START,
                        _ => Line::Mark(seen + 1),
                    };
                }
                // The bytes before were the beginning of some field that nobody knows.
                Line::Mark(seen) => {
                    self.line = match (seen, Line::START) {
                        (1.., Line::Field(name)) => Line::Field(name.push(0)),
                        (_, start) => start,
                    };
                }
                Line::Field(name) => {
                    at += 1;
                    match byte {
                        b'\n' if was_return => {}
                        b'\n' | b'\r' => {
                            self.was_return = byte == b'\r';
                            self.line = Line::START;
                            if name.len > 0 {
                                self.value_start(name.field(), piece, &mut lent);
                            } else if self.has_data {
                                *rest = piece.get(at..).unwrap_or_default();
                                return Some(self.event(piece, lent));
                            } else {
                                self.begin();
                            }
                        }
                        b':' => self.line = Line::Colon(name.field()),
                        _ => self.line = Line::Field(name.push(byte)),
                    }
                }
                Line::Colon(field) => {
                    self.value_start(field, piece, &mut lent);
                    self.line = Line::Value(field);
                    at += usize::from(byte == b' ');
                }
                Line::Value(field) => {
                    let line = piece.get(at..).unwrap_or_default();
                    let len = line.iter().take_while(|byte| !is_line_end(byte)).count();
                    self.value(field, at..at + len, piece, &mut lent);
                    at += len;
                    if let Some(&byte) = piece.get(at) {
                        at += 1;
                        self.was_return = byte == b'\r';
                        self.line = Line::START;
                    }
                }
            }
        }
        self.keep(piece, &mut lent);
        *rest = &[];
        None
    }

    /// There are no more pieces: the event that no blank line has ended, which may be cut in the
    /// middle. (A browser would drop it, but not all services send the last blank line.) The
    /// reader is then ready for another stream.
    pub fn finish(&mut self) -> Option<Event<'_>> {
        if self.is_over {
            self.begin();
        }
        match self.line {
            Line::Field(name) => self.value_start(name.field(), b"", &mut None),
            Line::Colon(field) => self.value_start(field, b"", &mut None),
            Line::Mark(_) | Line::Value(_) => {}
        }
        self.line = Line::Mark(0);
        self.was_return = false;
        self.is_over = true;
        self.has_data.then(|| self.event(b"", None))
    }

    fn begin(&mut self) {
        self.len = 0;
        self.has_data = false;
        self.is_cut = false;
        self.name_len = 0;
        self.is_over = false;
    }

    fn value_start(&mut self, field: Field, piece: &[u8], lent: &mut Option<Range<usize>>) {
        match field {
            Field::Data if self.has_data => {
                self.keep(piece, lent);
                self.push(b"\n");
            }
            Field::Data => self.has_data = true,
            Field::Event => self.name_len = 0,
            Field::Other => {}
        }
    }

    /// What a piece has of a value.
    fn value(
        &mut self,
        field: Field,
        range: Range<usize>,
        piece: &[u8],
        lent: &mut Option<Range<usize>>,
    ) {
        match field {
            Field::Data if self.len == 0 && !self.is_cut && lent.is_none() => *lent = Some(range),
            Field::Data => {
                self.keep(piece, lent);
                self.push(piece.get(range).unwrap_or_default());
            }
            Field::Event => {
                let room = self.name.get_mut(self.name_len..).unwrap_or_default();
                let text = piece.get(range).unwrap_or_default();
                self.name_len += copy(text, room);
            }
            Field::Other => {}
        }
    }

    /// Moves lent data into the buffer.
    fn keep(&mut self, piece: &[u8], lent: &mut Option<Range<usize>>) {
        if let Some(range) = lent.take() {
            self.push(piece.get(range).unwrap_or_default());
        }
    }

    fn push(&mut self, data: &[u8]) {
        let room = self.buffer.as_mut().get_mut(self.len..).unwrap_or_default();
        let copied = copy(data, room);
        self.len += copied;
        self.is_cut |= copied < data.len();
    }

    fn event<'e>(&'e mut self, piece: &'e [u8], lent: Option<Range<usize>>) -> Event<'e> {
        self.is_over = true;
        let buffer = self.buffer.as_ref();
        let (data, is_cut) = match lent {
            Some(range) => {
                let data = piece.get(range).unwrap_or_default();
                match data.get(..buffer.len()) {
                    Some(beginning) => (beginning, beginning.len() < data.len()),
                    None => (data, false),
                }
            }
            None => (buffer.get(..self.len).unwrap_or_default(), self.is_cut),
        };
        Event {
            name: self.name.get(..self.name_len).unwrap_or_default(),
            data,
            is_cut,
        }
    }
}

impl<B> fmt::Debug for Reader<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("line", &self.line)
            .field("data_len", &self.len)
            .finish_non_exhaustive()
    }
}

const fn is_line_end(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Copies what fits, and returns how much that is.
fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let len = from.len().min(to.len());
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
    len
}
