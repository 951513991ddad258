//! Tab-separated values. No value can hold a tab or a line end, so columns never shift.

use std::io::{self, Write};

use serde_json::value::RawValue;

use super::Print;
use crate::{input::Pointer, row::Row, safe};

pub(crate) struct Tsv {
    /// Not printed yet.
    header: Option<String>,
}

impl Tsv {
    pub(crate) fn new(header: bool, keep: &[Pointer]) -> Self {
        let mut names = vec!["source".to_owned(), "line".into()];
        names.extend(
            keep.iter()
                .map(|pointer| safe::tsv(safe::plain(pointer.name()))),
        );
        names.extend(
            [
                "verdict",
                "request_id",
                "code",
                "class",
                "retry",
                "http_status",
                "message",
                "error",
                "offset",
                "error_text",
            ]
            .map(str::to_owned),
        );
        Self {
            header: header.then(|| names.join("\t")),
        }
    }

    fn header(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.header.take() {
            Some(header) => writeln!(out, "{header}"),
            None => Ok(()),
        }
    }
}

impl Print for Tsv {
    fn row(&mut self, out: &mut dyn Write, row: &Row<'_>) -> io::Result<()> {
        self.header(out)?;
        write!(out, "{}\t{}", safe::tsv(safe::plain(row.source)), row.line)?;
        for value in row.kept {
            write!(out, "\t{}", value.map(kept).unwrap_or_default())?;
        }
        let text = |text: Option<_>| text.map(safe::tsv).unwrap_or_default();
        write!(
            out,
            "\t{}\t{}\t{}\t{}\t{}\t",
            row.verdict,
            text(row.request_id),
            text(row.code.map(|code| code.as_json_str())),
            row.class().unwrap_or_default(),
            row.retry().unwrap_or_default(),
        )?;
        if let Some(status) = row.http_status() {
            write!(out, "{status}")?;
        }
        write!(out, "\t{}", text(row.message))?;
        let Some(fault) = &row.fault else {
            return writeln!(out, "\t\t\t");
        };
        let offset = fault.offset.map(|offset| offset.to_string());
        writeln!(
            out,
            "\t{}\t{}\t{}",
            fault.kind,
            offset.unwrap_or_default(),
            safe::tsv(safe::plain(&fault.text))
        )
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.header(out)
    }
}

/// A string without its quotes, anything else as JSON.
pub(crate) fn kept(value: &RawValue) -> String {
    match serde_json::from_str::<String>(value.get()) {
        Ok(text) => safe::tsv(safe::plain(&text)),
        Err(_) => safe::tsv(safe::plain(&safe::json(value.get()))),
    }
}
