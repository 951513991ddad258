//! [`Bodies`]: many bodies in one buffer.

use core::{iter::FusedIterator, ops::Range};

use crate::{
    Envelope, ErrorKind, ParseError, Parser,
    scan::{self, relay},
};

/// The bodies in a buffer that holds many of them, one after the other: a body on every line
/// (NDJSON), bodies indented over several lines, or bodies with nothing between them.
///
/// Where a body ends and the next one begins:
///
/// * Whitespace between bodies belongs to none.
/// * A body whose JSON is right ends with the brace of its root, even if it breaks a rule about
///   names and types. The next one may follow on the same line.
/// * A body whose JSON is broken or cut has no such end. It goes on to the next line that cannot
///   be a part of it: one that begins neither with whitespace nor with `}` or `]`.
/// * What does not begin with `{`, such as HTML, goes on to the next line that does.
///
/// So a bad body never hides what comes on later lines, but it takes the rest of its own line: no
/// string of JSON has a line break in it, so the beginning of a line is never inside of one, while
/// what looks like a body in the rest of the line may be text that somebody put into a string.
///
/// Time is linear in the length of the buffer: each byte is read a few times, and at most once
/// more for each of the [allowed levels](Parser::max_depth) of nesting if every line is cut. Nothing
/// is allocated.
///
/// ```
/// use tencentcloud_response::{Verdict, stream::bodies};
///
/// let buffer = br#"
/// {"Response":{"RequestId":"a"}}
/// {"Response":{"Reques
/// {"Response":{"RequestId":"b"}}{"Response":{"RequestId":"c"}}
/// "#;
/// let ids = bodies(buffer).map(|body| body.envelope().ok()?.request_id()?.as_str());
/// assert!(ids.eq([Some("a"), None, Some("b"), Some("c")]));
/// ```
#[must_use]
pub fn bodies(buffer: &[u8]) -> Bodies<'_> {
    Parser::new().bodies(buffer)
}

/// The iterator that [`bodies`] and [`Parser::bodies`] return.
#[derive(Clone, Debug)]
pub struct Bodies<'a> {
    parser: Parser,
    buffer: &'a [u8],
    /// Where the next body is looked for.
    at: usize,
    /// The end of the last line that was tried as one body.
    tried: usize,
}

impl<'a> Bodies<'a> {
    pub(crate) const fn new(parser: Parser, buffer: &'a [u8]) -> Self {
        Self {
            parser,
            buffer,
            at: 0,
            tried: 0,
        }
    }

    /// The line as one body, which it nearly always is.
    ///
    /// A line is tried once. With many bodies on it, each try would read all that is left of it.
    fn line(&mut self, rest: &'a [u8]) -> Option<(&'a [u8], Envelope<'a>)> {
        if self.at < self.tried {
            return None;
        }
        let len = line_len(rest);
        self.tried = self.at + len;
        let line = scan::trim_end(rest.get(..len)?);
        Some((line, self.parser.parse(line).ok()?))
    }

    /// How many bytes of `rest` the body takes, with whitespace behind it.
    fn body_len(&self, rest: &[u8]) -> usize {
        if rest.first() != Some(&b'{') {
            return next_line(rest, |first| first == b'{');
        }
        // Reads over broken rules.
        let mut reader = self.parser.reader(true);
        match relay::read(self.parser.its_backend(), &mut reader, rest) {
            Ok(_) if reader.finish().is_ok() => rest.len(),
            Err(error) if error.kind() == ErrorKind::TrailingData => error.offset(),
            _ => next_line(rest, |first| {
                !scan::is_whitespace(first) && !matches!(first, b'}' | b']')
            }),
        }
    }
}

impl<'a> Iterator for Bodies<'a> {
    type Item = Body<'a>;

    fn next(&mut self) -> Option<Body<'a>> {
        let rest = self.buffer.get(self.at..)?;
        self.at += scan::skip_whitespace(rest);
        let start = self.at;
        let rest = self.buffer.get(start..).filter(|rest| !rest.is_empty())?;
        let (bytes, envelope) = match self.line(rest) {
            Some((line, envelope)) => (line, Ok(envelope)),
            None => {
                let body = scan::trim_end(rest.get(..self.body_len(rest))?);
                (body, self.parser.parse(body))
            }
        };
        self.at += bytes.len();
        Some(Body {
            start,
            bytes,
            envelope,
        })
    }
}

impl FusedIterator for Bodies<'_> {}

/// One of the [`bodies`] of a buffer.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    start: usize,
    bytes: &'a [u8],
    envelope: Result<Envelope<'a>, ParseError>,
}

impl<'a> Body<'a> {
    /// Where it stands in the buffer.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.start + self.bytes.len()
    }

    /// Its bytes, without whitespace around them: a slice of the buffer.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// What [`Parser::parse`] says of it.
    ///
    /// # Errors
    /// The first rule that it breaks, with an offset from the beginning of this body.
    pub const fn envelope(&self) -> Result<Envelope<'a>, ParseError> {
        self.envelope
    }
}

/// How many bytes there are before the line break, or the end.
fn line_len(text: &[u8]) -> usize {
    text.iter()
        .position(|&byte| byte == b'\n')
        .unwrap_or(text.len())
}

/// Where the first line after the one at the beginning of `text` begins whose first byte will do.
fn next_line(text: &[u8], will_do: impl Fn(u8) -> bool) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        at += line_len(rest) + 1;
        match text.get(at) {
            None => return text.len(),
            Some(&first) if will_do(first) => return at,
            Some(_) => {}
        }
    }
}
