//! `tcresp stat FILE…`: how many, and with which codes.

mod count;
mod print;

use std::io::{self, Write};

use crate::{
    args::{StatArgs, StatFormat},
    input::{self, Item, Visit},
    outcome::Outcome,
    row::Row,
    term::Look,
};
use count::Count;

pub(crate) fn run(args: &StatArgs, out: &mut dyn Write, outcome: &mut Outcome) -> io::Result<()> {
    let mut count = Count::default();
    input::visit(&args.input, &[], true, outcome, &mut count)?;
    match args.format {
        StatFormat::Text => print::text(out, &count, args.top, Look::new(&args.look)),
        StatFormat::Json => print::json(out, &count, args.top),
    }
}

impl Visit for Count {
    fn item(&mut self, _: &Item<'_>, row: &Row<'_>) -> io::Result<()> {
        self.add(row);
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        Ok(())
    }
}
