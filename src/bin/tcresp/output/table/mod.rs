//! A table for a person, as wide as the terminal.
//!
//! Rows are printed in batches, each a table of its own with the columns of those before, so that
//! an endless stream neither fills the memory nor waits for its end.

mod cells;
mod layout;

use std::{
    collections::HashSet,
    io::{self, Write},
    path::PathBuf,
};

use comfy_table::{
    Attribute, Cell, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};

use super::Print;
use crate::{
    input::Pointer,
    row::Row,
    term::{self, Look},
};
use cells::Cells;
use layout::Layout;

/// Enough to find good widths for the columns.
const BATCH: usize = 500;

const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

pub(crate) struct Table {
    look: Look,
    keep: Vec<Pointer>,
    /// Whether file names without their folders tell the sources apart.
    short_names: bool,
    waiting: Vec<Cells>,
    layout: Option<Layout>,
    seen: u64,
    failed: u64,
    not_right: u64,
}

impl Table {
    pub(crate) fn new(look: Look, files: &[PathBuf], keep: &[Pointer]) -> Self {
        let mut names = HashSet::new();
        Self {
            look,
            keep: keep.into(),
            short_names: files.iter().all(|path| names.insert(path.file_name())),
            waiting: Vec::new(),
            layout: None,
            seen: 0,
            failed: 0,
            not_right: 0,
        }
    }

    fn print(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let first = self.layout.is_none();
        let layout = match self.layout.take() {
            None => Layout::new(self.look.width, &self.waiting, &self.keep),
            Some(layout) => layout.with(&self.waiting),
        };
        let mut table = comfy_table::Table::new();
        table
            .load_style(STYLE)
            .set_content_arrangement(ContentArrangement::Disabled);
        if self.look.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        if first {
            let names = layout.names().into_iter();
            table.set_header(names.map(|name| Cell::new(name).add_attribute(Attribute::Bold)));
        }
        for cells in self.waiting.drain(..) {
            let color = term::color(cells.verdict);
            table.add_row(
                layout
                    .row(&cells)
                    .into_iter()
                    .enumerate()
                    .map(|(column, text)| {
                        let cell = Cell::new(text);
                        if column == layout.verdict_column() {
                            cell.fg(color)
                        } else {
                            cell
                        }
                    }),
            );
        }
        let widths = layout.widths();
        let last = widths.len() - 1;
        for (number, (column, width)) in table.column_iter_mut().zip(widths).enumerate() {
            let gap = if number == last { 0 } else { layout::GAP };
            column.set_padding((0, gap as u16));
            let width = u16::try_from(width + gap).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        self.layout = Some(layout);
        Ok(())
    }
}

impl Print for Table {
    fn row(&mut self, out: &mut dyn Write, row: &Row<'_>) -> io::Result<()> {
        self.seen += 1;
        self.failed += u64::from(row.verdict == tencentcloud_response::Verdict::Failure);
        self.not_right += u64::from(row.fault.is_some());
        self.waiting.push(Cells::new(row, self.short_names));
        if self.waiting.len() < BATCH {
            return Ok(());
        }
        self.print(out)
    }

    fn idle(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.print(out)
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.print(out)?;
        if self.seen < 2 {
            return Ok(());
        }
        writeln!(
            out,
            "\n{} responses, {} failed, {} not right",
            self.seen, self.failed, self.not_right
        )
    }
}

/// A source for the eye.
fn shown_name(name: &str, short: bool) -> &str {
    let file = std::path::Path::new(name)
        .file_name()
        .and_then(|file| file.to_str());
    if short { file.unwrap_or(name) } else { name }
}

#[cfg(test)]
mod tests {
    #[test]
    fn folders_are_left_out() {
        assert_eq!(super::shown_name("a/b.json", true), "b.json");
        assert_eq!(super::shown_name("a/b.json", false), "a/b.json");
        assert_eq!(super::shown_name("..", true), "..");
    }
}
