//! The ways to print rows.

mod json;
mod table;
mod tsv;

pub(crate) use json::Json;
pub(crate) use table::Table;
pub(crate) use tsv::Tsv;

use std::io::{self, Write};

use crate::row::Row;

pub(crate) trait Print {
    fn row(&mut self, out: &mut dyn Write, row: &Row<'_>) -> io::Result<()>;

    /// No more rows for a while: those that wait are to be printed.
    fn idle(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
