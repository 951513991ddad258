//! The terminal: how wide it is, and whether it wants colours.

use std::{
    env,
    io::{self, IsTerminal},
};

use comfy_table::Color;
use crossterm::style::Stylize;
use tencentcloud_response::Verdict;
use unicode_width::UnicodeWidthStr;

use crate::args::{self, LookArgs};

/// For a pipe or a terminal that does not tell: what fits on most.
const WIDTH: u16 = 100;

/// How to print for a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) width: usize,
    pub(crate) color: bool,
}

impl Look {
    pub(crate) fn new(args: &LookArgs) -> Self {
        let color = match args.color {
            args::Color::Always => true,
            args::Color::Never => false,
            args::Color::Auto => {
                let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
                let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
                stdout_is_terminal() && !set("NO_COLOR") && !dumb
            }
        };
        // The table's colours go through crossterm, which would ask NO_COLOR by itself.
        crossterm::style::force_color_output(color);
        let width = args.width.or_else(terminal_width).or_else(|| {
            let columns = env::var("COLUMNS").ok()?;
            columns.parse().ok().filter(|&columns| columns >= 20)
        });
        Self {
            width: usize::from(width.unwrap_or(WIDTH)),
            color,
        }
    }

    pub(crate) fn paint(self, text: &str, color: Color) -> String {
        if self.color {
            text.with(color).to_string()
        } else {
            text.to_owned()
        }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        if self.color {
            text.bold().to_string()
        } else {
            text.to_owned()
        }
    }
}

/// A size of zero is what a terminal has that nobody has told its size.
fn terminal_width() -> Option<u16> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(width).filter(|&width| width > 0)
}

pub(crate) fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Green went through, red did not, yellow cannot be trusted.
pub(crate) const fn color(verdict: Verdict) -> Color {
    match verdict {
        Verdict::Success => Color::DarkGreen,
        Verdict::DryRun => Color::DarkCyan,
        Verdict::Failure => Color::DarkRed,
        _ => Color::DarkYellow,
    }
}

/// `1 line`, `2 lines`.
pub(crate) fn plural(count: u64, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}

/// How many columns `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text`, cut to `max` columns, with `…` for what is missing.
pub(crate) fn fit(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let head = text
        .get(..head(text, max.saturating_sub(1)))
        .unwrap_or_default();
    format!("{}…", head.trim_end())
}

/// `text`, cut to `max` columns at its beginning.
pub(crate) fn fit_end(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let cuts = text.char_indices().map(|(at, _)| text.get(at..));
    let tail = cuts.flatten().find(|tail| width(tail) < max);
    format!("…{}", tail.unwrap_or_default())
}

/// `text` on at most `lines` lines of `max` columns, broken at spaces where there are any.
pub(crate) fn wrap(text: &str, max: usize, lines: usize) -> Vec<String> {
    let mut rest = text;
    let mut wrapped = Vec::new();
    while !rest.is_empty() && wrapped.len() < lines {
        if wrapped.len() + 1 == lines || width(rest) <= max {
            wrapped.push(fit(rest, max));
            break;
        }
        let end = head(rest, max);
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        // A space in the first half would leave too much of the line empty.
        let space = line
            .rfind(' ')
            .filter(|&at| at > max / 2 && !after.starts_with(' '));
        let (line, after) = match space.and_then(|at| rest.split_at_checked(at)) {
            Some(parts) => parts,
            None => (line, after),
        };
        if line.is_empty() {
            break;
        }
        wrapped.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    wrapped
}

/// The length in bytes of the longest head of `text` that takes at most `max` columns.
fn head(text: &str, max: usize) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        // The width of a text is not the sum of its characters' widths. Widths only grow, except
        // for a few sequences that we then cut early.
        if text.get(..next).map_or(0, width) > max {
            break;
        }
        end = next;
    }
    end
}
