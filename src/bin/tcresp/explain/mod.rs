//! `tcresp explain FILE…`: what is wrong with a body, and where.

mod excerpt;

use std::io::{self, Write};

use comfy_table::Color;

use crate::{
    args::ExplainArgs,
    input::{self, Item, Visit},
    outcome::Outcome,
    row::Row,
    safe,
    term::{self, Look},
};
use excerpt::Excerpt;

/// How much of a salvaged message is shown.
const MESSAGE: usize = 400;

pub(crate) fn run(
    args: &ExplainArgs,
    out: &mut dyn Write,
    outcome: &mut Outcome,
) -> io::Result<()> {
    let mut explain = Explain::new(out, Look::new(&args.look), args.line);
    input::visit(&args.input, &[], false, outcome, &mut explain)?;
    if let (Some(line), false) = (args.line, explain.found) {
        outcome.unreadable(&format!("there is no line {line}"));
    }
    Ok(())
}

struct Explain<'a> {
    out: &'a mut dyn Write,
    look: Look,
    /// The only line that is asked about.
    line: Option<u64>,
    /// Of this source.
    seen: u64,
    wrong: u64,
    /// It may have more than one.
    many: bool,
    /// What there is to say of the first, if that is fine: it may be the only one.
    first: Vec<u8>,
    found: bool,
}

impl Visit for Explain<'_> {
    fn item(&mut self, item: &Item<'_>, row: &Row<'_>) -> io::Result<()> {
        if self.line.is_some_and(|line| line != item.line) {
            return Ok(());
        }
        self.found = true;
        self.seen += 1;
        self.wrong += u64::from(row.fault.is_some());
        self.many = !item.whole;
        if row.fault.is_some() {
            self.wrong_one(item, row)
        } else if item.whole || self.line.is_some() {
            self.fine_one(row)
        } else if self.seen == 1 {
            let mut first = Vec::new();
            Explain::new(&mut first, self.look, None).fine_one(row)?;
            self.first = first;
            Ok(())
        } else {
            Ok(())
        }
    }

    fn idle(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self, source: &str) -> io::Result<()> {
        if self.seen == 1 && self.wrong == 0 {
            self.out.write_all(&self.first)?;
        } else if self.many && self.line.is_none() {
            let fine = self.seen - self.wrong;
            let name = safe::line(source);
            writeln!(
                self.out,
                "{name}: {}, {fine} fine, {} not right",
                term::plural(self.seen, "response"),
                self.wrong
            )?;
        }
        (self.seen, self.wrong, self.many) = (0, 0, false);
        self.first.clear();
        Ok(())
    }
}

impl<'a> Explain<'a> {
    fn new(out: &'a mut dyn Write, look: Look, line: Option<u64>) -> Self {
        Self {
            out,
            look,
            line,
            seen: 0,
            wrong: 0,
            many: false,
            first: Vec::new(),
            found: false,
        }
    }

    fn head(&mut self, row: &Row<'_>) -> io::Result<()> {
        let place = format!("{}:{}", safe::line(row.source), row.line);
        let verdict = self
            .look
            .paint(row.verdict.as_str(), term::color(row.verdict));
        writeln!(self.out, "{}: {verdict}", self.look.bold(&place))
    }

    fn fine_one(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.head(row)?;
        writeln!(
            self.out,
            "  Nothing is wrong with it: every byte was checked."
        )?;
        self.values(row)
    }

    fn wrong_one(&mut self, item: &Item<'_>, row: &Row<'_>) -> io::Result<()> {
        let Some(fault) = &row.fault else {
            return Ok(());
        };
        self.head(row)?;
        match fault.rule {
            Some(rule) => writeln!(self.out, "  rule {rule}, {}: {}", fault.kind, fault.text)?,
            None => writeln!(self.out, "  {}: {}", fault.kind, fault.text)?,
        }
        if let (Some(offset), Ok(body)) = (fault.offset, &item.body) {
            let excerpt = Excerpt::new(body, offset);
            // In NDJSON the body's line is the source's, and all of it.
            let line = excerpt.line + if item.whole { 0 } else { item.line - 1 };
            let column = excerpt.column;
            if item.inside {
                let what = match item.stream {
                    Some(_) => "the event's data",
                    None => "the body",
                };
                writeln!(
                    self.out,
                    "  offset {offset} of {what}, its line {}, column {column}",
                    excerpt.line
                )?;
            } else {
                writeln!(self.out, "  offset {offset}, line {line}, column {column}")?;
            }
            if !body.is_empty() {
                let caret = self.look.paint("^", Color::DarkRed);
                let before = " ".repeat(term::width(&excerpt.before));
                writeln!(
                    self.out,
                    "\n    {}{}\n    {before}{caret}\n",
                    excerpt.before, excerpt.after
                )?;
            }
        }
        self.values(row)
    }

    /// What can be told of the response.
    fn values(&mut self, row: &Row<'_>) -> io::Result<()> {
        let class = row.code.map(|code| {
            let status = code.equivalent_http_status();
            format!(
                " (class {}, retry {}, HTTP {status})",
                code.class(),
                code.retry_advice()
            )
        });
        let texts = [
            ("RequestId", row.request_id, ""),
            (
                "Code",
                row.code.map(|code| code.as_json_str()),
                class.as_deref().unwrap_or_default(),
            ),
            ("Message", row.message, ""),
        ];
        let salvaged = if row.fault.is_some() { "salvaged " } else { "" };
        let mut any = false;
        for (name, text, more) in texts {
            let Some(text) = text else { continue };
            any = true;
            let text = text.log_safe(MESSAGE);
            writeln!(self.out, "  {salvaged}{name}: {text}{more}")?;
        }
        if !any && row.fault.is_some() {
            writeln!(self.out, "  Nothing could be salvaged.")?;
        }
        writeln!(self.out)
    }
}
