//! What happened, for the exit code, and how to complain about it.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use tencentcloud_response::Verdict;

use crate::args::{ExitArgs, FailOn};

/// What was met so far.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// A source could not be read, or not to its end.
    unreadable: bool,
    /// A body was not right.
    malformed: bool,
    /// A response said that its request failed.
    failure: bool,
}

impl Outcome {
    /// A source cannot be read: says so at once, so that the others can go on.
    pub(crate) fn unreadable(&mut self, message: &str) {
        self.unreadable = true;
        complain(message);
    }

    /// A source holds nothing.
    pub(crate) fn empty(&mut self, message: &str) {
        self.malformed = true;
        complain(message);
    }

    pub(crate) fn saw(&mut self, verdict: Verdict) {
        self.malformed |= !verdict.is_certain();
        self.failure |= verdict == Verdict::Failure;
    }

    /// The most serious one counts: a file that was not read outweighs what the others held.
    pub(crate) fn exit_code(&self, args: &ExitArgs) -> ExitCode {
        ExitCode::from(if self.unreadable {
            2
        } else if self.malformed && args.strict {
            3
        } else {
            u8::from(self.failure && args.fail_on == Some(FailOn::Failure))
        })
    }
}

/// A line on stderr. That stderr may be closed is no reason to stop.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "tcresp: {message}");
}

/// An error without its number, in the words of this program.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "is a directory".into(),
        _ => error.to_string(),
    }
}
