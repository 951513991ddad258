//! The command line.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, error::ErrorKind};
use tencentcloud_response as tc;

use crate::input::Pointer;

const AFTER_HELP: &str = "\
Examples:
  tcresp response.json                     one response, indented or not
  tcresp captures.ndjson                   a response a line, as a table
  tcresp captures.ndjson | jq .request_id  JSON lines when piped
  zcat log.gz | tcresp --ndjson --body /response/body --keep ts,action --format tsv
  tcresp stat *.ndjson                     how many failed, and with which codes
  curl -i … | tcresp                       a response with its head; also an event stream
  tcresp explain broken.json               what is wrong with it, and where

What is in a row:
  source, line  where the response was: the line on which it begins
  verdict       success, dry_run, failure; and for a body that is not right:
                truncated (it ends too early), ambiguous (a name twice), malformed,
                not_envelope (HTML, other JSON, nothing), encoded (compressed)
  request_id    RequestId
  code          Error.Code
  class         what kind of failure the code is: throttled, quota, auth, denied, invalid, …
  retry         backoff: refused before it ran, repeat it later, writes too
                if_idempotent: it may have run; resign: sign afresh and repeat; never
  http_status   the HTTP status it is equivalent to, for metrics
  message       Error.Message
With a body that is not right, the values are those that could be salvaged, without advice to act
on them: no retry and no http_status. JSON then has \"error\" with kind, rule, offset and text; TSV
has columns for kind, offset and text; the table has the text in place of the message. JSON has
null, TSV and the table nothing, for what is not there.

How the kind of a source is found out:
  What begins with a status line such as HTTP/1.1 200 OK holds HTTP responses, head and body, as
  curl -i saves them. What begins with a field such as data: is an event stream. Else:
  If its first JSON value goes on after the first line, the source is one body, or several one
  behind the other. If not, and some line is JSON by itself, there is a body on every line. If
  no line is, it is one body, such as an HTML page. The first 64 KiB decide. A doubt is settled by a name in .ndjson or
  .jsonl. --ndjson and --whole leave no doubt; give --ndjson for a stream that grows slowly.

Each HTTP response is a row. Chunks are put together; what Content-Encoding says and nobody
decoded is verdict encoded. The header X-TC-RequestId stands in for a RequestId that is not there.

An event stream is one row: the first error that an event tells of (an Error, or the ErrorMsg of
Hunyuan); else the first event that is wrong or cut; else success. The RequestId is the first one of
all events. Offsets are those of the event's data, and a message is cut at 512 bytes.

Text from a response is printed so that it can neither begin a new line, nor drive a terminal,
nor reorder what stands around it: such characters come out as \\n or \\u202e. In TSV a
backslash comes out as \\\\, and the values in JSON read back as they were.

Exit codes:
  0  fine              2  wrong usage, or something could not be read or written
  1  see --fail-on     3  see --strict
If several apply, 2 wins over 3, and 3 over 1.";

/// Reads responses of the Tencent Cloud API 3.0 and tells of each one whether it failed, with
/// which code, and its RequestId.
#[derive(Debug, Parser)]
#[command(
    name = "tcresp",
    version,
    args_conflicts_with_subcommands = true,
    after_long_help = AFTER_HELP,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
}

impl Cli {
    pub(crate) fn input_and_exit(&self) -> (&InputArgs, &ExitArgs) {
        match &self.command {
            None => (&self.list.input, &self.list.exit),
            Some(Command::Stat(args)) => (&args.input, &args.exit),
            Some(Command::Explain(args)) => (&args.input, &args.exit),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Count responses, failures, codes and classes (a file named `stat` is `./stat`)
    Stat(StatArgs),
    /// Show what is wrong with a body, and where (a file named `explain` is `./explain`)
    Explain(ExplainArgs),
}

/// One row a response.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Fields of the record to carry over, separated by commas
    ///
    /// A name stands for a member of the record, a JSON pointer for anything in it. They become
    /// columns, or members of the JSON object, with the name as it is given here.
    #[arg(long, help_heading = "Input", value_name = "NAME,…", value_delimiter = ',', value_parser = Pointer::kept)]
    pub(crate) keep: Vec<Pointer>,

    /// How to print: `auto` is a table on a terminal and JSON lines elsewhere
    #[arg(long, short, help_heading = "Output", value_enum, default_value_t = Format::Auto)]
    pub(crate) format: Format,

    /// Leave out the header line of TSV
    #[arg(long, help_heading = "Output")]
    pub(crate) no_header: bool,

    #[command(flatten)]
    pub(crate) look: LookArgs,
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

/// Count what is there.
#[derive(Debug, Args)]
pub(crate) struct StatArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// How many codes to list
    #[arg(long, help_heading = "Output", value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,

    /// How to print
    #[arg(long, short, help_heading = "Output", value_enum, default_value_t = StatFormat::Text)]
    pub(crate) format: StatFormat,

    #[command(flatten)]
    pub(crate) look: LookArgs,
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

/// Show what is wrong.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Only this line, even if it is fine
    #[arg(long, help_heading = "Input", value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) line: Option<u64>,

    #[command(flatten)]
    pub(crate) look: LookArgs,
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files to read; `-`, or no file at all, is standard input
    #[arg(value_name = "FILE", help_heading = "Arguments")]
    pub(crate) files: Vec<PathBuf>,

    /// A body on every line, empty lines too
    #[arg(long, conflicts_with = "whole")]
    pub(crate) ndjson: bool,

    /// One body in each source
    #[arg(long)]
    pub(crate) whole: bool,

    /// Where the body stands in a record, such as /response/body
    ///
    /// A JSON pointer (RFC 6901). What is there is the body, as JSON or as a string that holds
    /// JSON. Without this the record itself is the body.
    #[arg(long, value_name = "POINTER", value_parser = Pointer::body)]
    pub(crate) body: Option<Pointer>,

    /// Also read the old API 2.0 shape, {"code":…,"message":…,"codeDesc":…}
    #[arg(long)]
    pub(crate) api_v2: bool,

    /// What to do when RequestId, Error, Code, Message or Response is there twice
    #[arg(long, value_enum, default_value_t = Duplicates::Reject)]
    pub(crate) duplicates: Duplicates,

    /// How deep a body may be nested
    #[arg(long, value_name = "LEVELS", default_value_t = 128,
          value_parser = clap::value_parser!(u16).range(2..=1024))]
    pub(crate) max_depth: u16,

    /// How long a line, or a whole body, may be; of a longer one only the beginning is read
    #[arg(long, value_name = "BYTES", default_value_t = 256 << 20,
          value_parser = clap::value_parser!(u64).range(1..=1 << 40))]
    pub(crate) max_bytes: u64,
}

impl InputArgs {
    pub(crate) fn parser(&self) -> tc::Parser {
        tc::Parser::new()
            .max_depth(self.max_depth)
            .api_v2(self.api_v2)
            .duplicates(match self.duplicates {
                Duplicates::Reject => tc::Duplicates::Reject,
                Duplicates::First => tc::Duplicates::First,
                Duplicates::Last => tc::Duplicates::Last,
            })
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct LookArgs {
    /// When to use colours: `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// How wide to print; without it as wide as the terminal
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=2000))]
    pub(crate) width: Option<u16>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Exit code")]
pub(crate) struct ExitArgs {
    /// Exit with 1 when a response of this kind was seen
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) fail_on: Option<FailOn>,

    /// Exit with 3 when a body was not right, or a source was empty
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// The request failed (a dry run did not)
    Failure,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    Auto,
    Table,
    Json,
    Tsv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum StatFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Duplicates {
    /// The body is ambiguous
    Reject,
    /// The first one counts
    First,
    /// The last one counts
    Last,
}

/// Started in a terminal without a file, the command would wait for somebody to type JSON.
pub(crate) fn nothing_to_read() -> clap::Error {
    Cli::command().error(
        ErrorKind::MissingRequiredArgument,
        "no FILE, and standard input is a terminal",
    )
}
