//! `tcresp FILE…`: one row a response.

use std::io::{self, Write};

use crate::{
    args::{Format, ListArgs},
    input::{self, Item, Visit},
    outcome::Outcome,
    output::{Json, Print, Table, Tsv},
    row::Row,
    term::{self, Look},
};

pub(crate) fn run(args: &ListArgs, out: &mut dyn Write, outcome: &mut Outcome) -> io::Result<()> {
    let terminal = term::stdout_is_terminal();
    let format = match args.format {
        Format::Auto if terminal => Format::Table,
        Format::Auto => Format::Json,
        format => format,
    };
    let look = Look::new(&args.look);
    let print: Box<dyn Print> = match format {
        Format::Table => Box::new(Table::new(look, &args.input.files, &args.keep)),
        Format::Tsv => Box::new(Tsv::new(!args.no_header, &args.keep)),
        Format::Json | Format::Auto => Box::new(Json::new(&args.keep)),
    };
    let mut list = List { print, out };
    // On a terminal the rows themselves show the progress.
    input::visit(&args.input, &args.keep, !terminal, outcome, &mut list)?;
    list.print.finish(list.out)
}

struct List<'a> {
    print: Box<dyn Print>,
    out: &'a mut dyn Write,
}

impl Visit for List<'_> {
    fn item(&mut self, _: &Item<'_>, row: &Row<'_>) -> io::Result<()> {
        self.print.row(self.out, row)
    }

    fn idle(&mut self) -> io::Result<()> {
        self.print.idle(self.out)?;
        self.out.flush()
    }
}
