//! Sources, and the responses in them: files or standard input, whole or line by line, plain or
//! inside records; event streams; HTTP responses with their heads.

mod chunks;
mod events;
mod http;
mod kind;
mod lines;
mod pointer;
mod progress;
mod record;
mod source;

pub(crate) use pointer::Pointer;
pub(crate) use record::Fault;
pub(crate) use source::name;

use std::{
    borrow::Cow,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
};

use serde_json::value::RawValue;
use tencentcloud_response::{ErrorKind, Record};

use crate::{args::InputArgs, outcome::Outcome, row::Row};
use kind::Kind;
use lines::Lines;
use progress::Progress;

/// A place where a response should be.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    pub(crate) source: &'a str,
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// The body, or why there is none. Of an event stream the data of an event that is wrong.
    pub(crate) body: Result<Cow<'a, [u8]>, Fault>,
    /// What an event stream came to.
    pub(crate) stream: Option<Record>,
    /// The RequestId in the head of an HTTP response.
    pub(crate) header_id: Option<&'a str>,
    /// The body is not all that stands on its lines, so that offsets are those of the body only.
    pub(crate) inside: bool,
    /// What `--keep` asked for.
    pub(crate) kept: Vec<Option<&'a RawValue>>,
    /// It was longer than allowed, and this is its beginning.
    pub(crate) cut: Option<u64>,
    /// It is the only one of its source.
    pub(crate) whole: bool,
}

/// What is done with the responses.
pub(crate) trait Visit {
    fn item(&mut self, item: &Item<'_>, row: &Row<'_>) -> io::Result<()>;

    /// The next read may wait for input: what was seen should now be shown.
    fn idle(&mut self) -> io::Result<()>;

    /// A source was read to its end.
    fn end(&mut self, _source: &str) -> io::Result<()> {
        Ok(())
    }
}

/// Reads all sources. An error is one of writing; those of reading are told and counted.
pub(crate) fn visit(
    args: &InputArgs,
    keep: &[Pointer],
    progress: bool,
    outcome: &mut Outcome,
    visit: &mut dyn Visit,
) -> io::Result<()> {
    let stdin = [Path::new("-").to_owned()];
    let files = match args.files.as_slice() {
        [] => stdin.as_slice(),
        files => files,
    };
    let reading = Reading {
        args,
        keep,
        progress: Progress::new(files, progress),
    };
    for path in files {
        let name = name(path);
        let read = match source::open(path) {
            Ok(reader) => reading.source(reader, path, &name, outcome, visit)?,
            Err(error) => Err(error),
        };
        reading.progress.quietly(|| match read {
            Ok(true) => {}
            Ok(false) => outcome.empty(&source::complaint(&name, "is empty")),
            Err(error) => {
                outcome.unreadable(&source::complaint(&name, &crate::outcome::reason(&error)));
            }
        });
        visit.end(&name)?;
    }
    reading.progress.end();
    Ok(())
}

/// The inner result is about reading, the outer one about writing.
type ReadResult<T> = io::Result<io::Result<T>>;

struct Reading<'a> {
    args: &'a InputArgs,
    keep: &'a [Pointer],
    progress: Progress,
}

impl Reading<'_> {
    /// Reads one source, and tells whether it held anything.
    fn source(
        &self,
        reader: impl Read,
        path: &Path,
        name: &str,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> ReadResult<bool> {
        let mut reader = BufReader::with_capacity(1 << 18, self.progress.watch(reader));
        if self.args.whole {
            self.hint(name, reader.fill_buf().unwrap_or_default());
            return self.text(Kind::Whole, &mut reader, name, outcome, visit);
        }
        let (kind, peeked) = if self.args.ndjson {
            (Kind::Lines, Vec::new())
        } else {
            match kind::detect(&mut reader, path) {
                Ok(detected) => detected,
                Err(error) => return Ok(Err(error)),
            }
        };
        if peeked.is_empty() && matches!(reader.fill_buf(), Ok([])) {
            return Ok(Ok(false));
        }
        if !peeked.trim_ascii_end().contains(&b'\n') || kind == Kind::Whole {
            self.hint(name, &peeked);
        }
        match kind {
            Kind::Lines => self.lines(
                Lines::new(peeked, reader, self.args.max_bytes),
                name,
                outcome,
                visit,
            ),
            kind => self.text(
                kind,
                &mut Cursor::new(peeked).chain(reader),
                name,
                outcome,
                visit,
            ),
        }
    }

    /// Says so when a source is plainly no text.
    fn hint(&self, name: &str, head: &[u8]) {
        if let Some(hint) = source::hint(head) {
            self.progress
                .quietly(|| crate::outcome::complain(&source::complaint(name, hint)));
        }
    }

    /// A source that is read as a whole.
    fn text(
        &self,
        kind: Kind,
        reader: &mut impl Read,
        name: &str,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> ReadResult<bool> {
        let (text, cut) = match self.read(reader) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        match kind {
            Kind::Http => self.responses(&text, cut, name, outcome, visit)?,
            Kind::Whole if !cut && self.are_many(&text) => {
                self.bodies(&text, name, outcome, visit)?;
            }
            Kind::Events => {
                let mut item = self.item(name, 1, b"", cut, true);
                self.stream(&mut item, &text);
                self.show(&item, outcome, visit)?;
            }
            _ => self.show(&self.item(name, 1, &text, cut, true), outcome, visit)?,
        }
        Ok(Ok(true))
    }

    /// Whether it is bodies one behind the other, and nobody said that it is one.
    fn are_many(&self, text: &[u8]) -> bool {
        !self.args.whole
            && self.args.body.is_none()
            && self.args.parser().parse(text).is_err_and(|error| {
                error.kind() == ErrorKind::TrailingData && text.get(error.offset()) == Some(&b'{')
            })
    }

    fn bodies(
        &self,
        text: &[u8],
        name: &str,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> io::Result<()> {
        let (mut line, mut at) = (1, 0);
        for body in self.args.parser().bodies(text) {
            let before = text.get(at..body.range().start).unwrap_or_default();
            line += before.iter().filter(|&&byte| byte == b'\n').count() as u64;
            at = body.range().start;
            let mut item = self.item(name, line, body.bytes(), false, false);
            item.inside = true;
            self.show(&item, outcome, visit)?;
        }
        Ok(())
    }

    /// HTTP responses.
    fn responses(
        &self,
        text: &[u8],
        cut: bool,
        name: &str,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> io::Result<()> {
        let mut responses = http::Responses::new(text).peekable();
        while let Some(response) = responses.next() {
            let is_last = responses.peek().is_none();
            let (body, fault) = match response.body {
                Ok(body) => (body, None),
                Err(fault) => (Cow::default(), Some(fault)),
            };
            let mut item = self.item(name, response.line, &body, cut && is_last, true);
            item.header_id = response.request_id;
            item.inside = true;
            if let Some(fault) = fault {
                item.body = Err(fault);
            } else if response.is_event_stream {
                self.stream(&mut item, &body);
            }
            self.show(&item, outcome, visit)?;
        }
        Ok(())
    }

    fn stream(&self, item: &mut Item<'_>, text: &[u8]) {
        let (record, wrong) = events::read(text, self.args.parser());
        item.stream = Some(record);
        item.body = Ok(Cow::Owned(wrong));
        item.inside = true;
    }

    /// All that may be read, and whether there was more.
    fn read(&self, reader: &mut impl Read) -> io::Result<(Vec<u8>, bool)> {
        let mut text = Vec::new();
        let max = self.args.max_bytes;
        reader.take(max.saturating_add(1)).read_to_end(&mut text)?;
        let allowed = usize::try_from(max).unwrap_or(usize::MAX);
        let cut = text.len() > allowed;
        text.truncate(allowed);
        Ok((text, cut))
    }

    fn lines(
        &self,
        mut lines: Lines<impl Read>,
        name: &str,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> ReadResult<bool> {
        let mut any = false;
        loop {
            if lines.would_wait() {
                visit.idle()?;
            }
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => return Ok(Ok(any)),
                Err(error) => return Ok(Err(error)),
            };
            any = true;
            let item = self.item(name, line.number, line.text, line.cut, false);
            self.show(&item, outcome, visit)?;
        }
    }

    fn item<'a>(
        &self,
        source: &'a str,
        line: u64,
        text: &'a [u8],
        cut: bool,
        whole: bool,
    ) -> Item<'a> {
        Item {
            source,
            line,
            body: record::body(text, self.args.body.as_ref()),
            stream: None,
            header_id: None,
            inside: self.args.body.is_some(),
            kept: self
                .keep
                .iter()
                .map(|pointer| pointer.find(text).ok()?)
                .collect(),
            cut: cut.then_some(self.args.max_bytes),
            whole,
        }
    }

    fn show(
        &self,
        item: &Item<'_>,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> io::Result<()> {
        let row = Row::new(item, self.args.parser());
        outcome.saw(row.verdict);
        visit.item(item, &row)
    }
}
