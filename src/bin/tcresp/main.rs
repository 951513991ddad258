//! `tcresp`: what Tencent Cloud API responses in files say, one row a response.
//!
//! The library does the reading; here are arguments, files and printing. A response passes
//! through [`input`] (files, lines, records), [`row`] (what is told about it) and one of
//! [`output`], [`stat`] and [`explain`].

mod args;
mod explain;
mod input;
mod list;
mod outcome;
mod output;
mod row;
mod safe;
mod stat;
mod term;

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use clap::Parser as _;

use args::{Cli, Command};
use outcome::Outcome;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (input, exit) = cli.input_and_exit();
    if input.files.is_empty() && term::stdin_is_terminal() {
        args::nothing_to_read().exit();
    }
    let mut outcome = Outcome::default();
    // Half a megabyte, so that a line is not a system call; whoever waits for more input flushes.
    let mut out = BufWriter::with_capacity(1 << 19, io::stdout().lock());
    let done = match &cli.command {
        None => list::run(&cli.list, &mut out, &mut outcome),
        Some(Command::Stat(args)) => stat::run(args, &mut out, &mut outcome),
        Some(Command::Explain(args)) => explain::run(args, &mut out, &mut outcome),
    }
    .and_then(|()| out.flush());
    match done {
        Ok(()) => outcome.exit_code(exit),
        // Whoever reads our output has seen enough: `tcresp … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is still in the buffer has nowhere to go.
            drop(out.into_parts());
            ExitCode::SUCCESS
        }
        Err(error) => {
            outcome::complain(&format!("cannot write: {}", outcome::reason(&error)));
            drop(out.into_parts());
            ExitCode::from(2)
        }
    }
}
