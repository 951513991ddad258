//! Sources, and the responses in them: files or standard input, whole or line by line, plain or
//! inside records.

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
    /// The body, or why there is none.
    pub(crate) body: Result<Cow<'a, [u8]>, Fault>,
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
            return self.whole(&mut reader, name, outcome, visit);
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
            Kind::Whole => self.whole(&mut Cursor::new(peeked).chain(reader), name, outcome, visit),
            Kind::Lines => self.lines(
                Lines::new(peeked, reader, self.args.max_bytes),
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

    fn whole(
        &self,
        reader: &mut impl Read,
        name: &str,
        outcome: &mut Outcome,
        visit: &mut dyn Visit,
    ) -> ReadResult<bool> {
        let mut text = Vec::new();
        let max = self.args.max_bytes;
        if let Err(error) = reader.take(max.saturating_add(1)).read_to_end(&mut text) {
            return Ok(Err(error));
        }
        let allowed = usize::try_from(max).unwrap_or(usize::MAX);
        let cut = text.len() > allowed;
        text.truncate(allowed);
        let item = self.item(name, 1, &text, cut, true);
        self.show(&item, outcome, visit)?;
        Ok(Ok(true))
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
