//! Tables in Markdown that a terminal shows well.

use std::fmt;

pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<S: Into<String>>(head: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self { rows: Vec::new() };
        table.row(head);
        table
    }

    pub(crate) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let width = |at: usize| {
            self.rows
                .iter()
                .map(|row| cell(row, at).chars().count())
                .max()
        };
        let widths: Vec<usize> = (0..columns)
            .map(|at| width(at).unwrap_or(0).max(3))
            .collect();
        let is_figures: Vec<bool> = (0..columns).map(|at| self.is_figures(at)).collect();
        for (number, row) in self.rows.iter().enumerate() {
            write!(f, "|")?;
            for (at, &width) in widths.iter().enumerate() {
                let text = cell(row, at);
                if is_figures[at] {
                    write!(f, " {text:>width$} |")?;
                } else {
                    write!(f, " {text:<width$} |")?;
                }
            }
            writeln!(f)?;
            if number == 0 {
                write!(f, "|")?;
                for (width, is_figures) in widths.iter().zip(&is_figures) {
                    let dashes = "-".repeat(width + 1);
                    if *is_figures {
                        write!(f, "{dashes}:|")?;
                    } else {
                        write!(f, ":{dashes}|")?;
                    }
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

impl Table {
    /// Whether a column holds figures, most of all: they stand at the right.
    fn is_figures(&self, column: usize) -> bool {
        let cells = self.rows.iter().skip(1).filter_map(|row| row.get(column));
        let filled: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
        let starts = |cell: &&&String| cell.starts_with(|first: char| first.is_ascii_digit());
        filled.iter().filter(starts).count() * 2 > filled.len()
    }
}
