//! Which columns there are, and how wide.
//!
//! A RequestId has 36 characters and is never cut, so one line has room for everything only on a
//! wide terminal. On a narrower one a row takes more lines: first the columns at the end are put
//! below each other, then those before them too.

use super::cells::Cells;
use crate::{
    input::Pointer,
    safe,
    term::{fit, width, wrap},
};

/// The space between columns.
pub(super) const GAP: usize = 2;
/// `not_envelope`.
const VERDICT: usize = 12;
/// `unsupported`, `unavailable`.
const CLASS: usize = 11;
/// `if_idempotent`.
const RETRY: usize = 13;
const HTTP: usize = 4;
/// Room for a RequestId: real ones have 36 characters. A longer one is folded, and not cut.
const REQUEST_ID: usize = 64;
/// Most codes fit, also when the first rows, which set the widths, have none.
const CODE: usize = 28;
const LONGEST_CODE: usize = 45;
/// So much the last column has on the narrowest terminal.
const LAST: usize = 12;
/// A message is hardly of use below this.
const MESSAGE: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Everything on one line.
    Wide,
    /// RequestId over code, and advice over message.
    Medium,
    /// RequestId, code, advice and message over each other.
    Narrow,
    /// The verdict is below the source, too.
    Tiny,
}

#[derive(Debug)]
pub(crate) struct Layout {
    shape: Shape,
    place: usize,
    request_id: usize,
    code: usize,
    /// Of each kept column, with its name.
    kept: Vec<(String, usize)>,
    /// What is left for the last column.
    last: usize,
}

impl Layout {
    pub(crate) fn new(total: usize, batch: &[Cells], keep: &[Pointer]) -> Self {
        let place = place(batch).max("SOURCE:LINE".len());
        let request_id = request_id(batch).max(20);
        let code = code(batch).max(CODE);
        let kept = keep.iter().enumerate().map(|(number, pointer)| {
            let name = fit(&safe::line(pointer.name()), 24);
            let columns = width(&name).max(kept(batch, number));
            (name, columns)
        });
        let kept: Vec<_> = kept.collect();
        let before = place + VERDICT + 2 * GAP;
        let medium = before + request_id.max(code) + GAP;
        let of_kept: usize = kept.iter().map(|(_, columns)| columns + GAP).sum();
        let wide = before + of_kept + request_id + code + CLASS + RETRY + HTTP + 5 * GAP;
        let (shape, used) = if wide + MESSAGE <= total {
            (Shape::Wide, wide)
        } else if medium + MESSAGE <= total {
            (Shape::Medium, medium)
        } else if before + request_id <= total {
            (Shape::Narrow, before)
        } else {
            (Shape::Tiny, place + GAP)
        };
        Self {
            shape,
            place,
            request_id: if shape == Shape::Medium {
                request_id.max(code)
            } else {
                request_id
            },
            code,
            kept,
            last: total.saturating_sub(used).max(LAST),
        }
        .with(batch)
    }

    /// For the next batch: what is wider than before takes its room from the last column.
    pub(crate) fn with(mut self, batch: &[Cells]) -> Self {
        let before: usize = self.widths().iter().rev().skip(1).sum();
        self.place = self.place.max(place(batch));
        if let Shape::Wide | Shape::Medium = self.shape {
            self.request_id = self.request_id.max(request_id(batch));
        }
        if self.shape == Shape::Wide {
            self.code = self.code.max(code(batch));
            for (number, (_, columns)) in self.kept.iter_mut().enumerate() {
                *columns = kept(batch, number).max(*columns);
            }
        }
        let after: usize = self.widths().iter().rev().skip(1).sum();
        self.last = self.last.saturating_sub(after - before).max(LAST);
        if let Shape::Narrow | Shape::Tiny = self.shape {
            self.last = self.last.max(request_id(batch));
        }
        self
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = vec!["SOURCE:LINE".to_owned()];
        if self.shape != Shape::Tiny {
            names.push("VERDICT".into());
        }
        match self.shape {
            Shape::Wide => {
                names.extend(self.kept.iter().map(|(name, _)| name.clone()));
                names.extend(
                    ["REQUEST ID", "CODE", "CLASS", "RETRY", "HTTP", "MESSAGE"].map(str::to_owned),
                );
            }
            Shape::Medium => {
                names.push("REQUEST ID\nCODE".into());
                names.push("CLASS · RETRY · HTTP\nMESSAGE".into());
            }
            Shape::Narrow => names.push("REQUEST ID\nCODE · CLASS · RETRY · HTTP\nMESSAGE".into()),
            Shape::Tiny => names.push("REQUEST ID\nCODE\nMESSAGE".into()),
        }
        names
    }

    pub(crate) fn widths(&self) -> Vec<usize> {
        let mut widths = vec![self.place];
        if self.shape != Shape::Tiny {
            widths.push(VERDICT);
        }
        match self.shape {
            Shape::Wide => {
                widths.extend(self.kept.iter().map(|&(_, columns)| columns));
                widths.extend([self.request_id, self.code, CLASS, RETRY, HTTP]);
            }
            Shape::Medium => widths.push(self.request_id),
            Shape::Narrow | Shape::Tiny => {}
        }
        widths.push(self.last);
        widths
    }

    /// Where the colour goes.
    pub(crate) fn verdict_column(&self) -> usize {
        usize::from(self.shape != Shape::Tiny)
    }

    pub(crate) fn row(&self, cells: &Cells) -> Vec<String> {
        let mut row = vec![cells.place.clone()];
        if self.shape == Shape::Tiny {
            row = vec![format!("{}\n{}", cells.place, cells.verdict)];
        } else {
            row.push(cells.verdict.as_str().into());
        }
        match self.shape {
            Shape::Wide => self.wide(cells, &mut row),
            Shape::Medium => self.medium(cells, &mut row),
            Shape::Narrow | Shape::Tiny => self.narrow(cells, &mut row),
        }
        row
    }

    fn wide(&self, cells: &Cells, row: &mut Vec<String>) {
        row.extend(
            cells
                .kept
                .iter()
                .zip(&self.kept)
                .map(|(text, &(_, columns))| fit(text, columns)),
        );
        row.extend([
            cells.request_id.clone(),
            fit(&cells.code, self.code),
            cells.class.into(),
            cells.retry.into(),
            cells.http.clone(),
            self.message(cells, 1),
        ]);
    }

    fn medium(&self, cells: &Cells, row: &mut Vec<String>) {
        row.push(join([
            cells.request_id.clone(),
            fit(&cells.code, self.request_id),
        ]));
        let advice = cells.advice();
        let kept = self.kept_line(cells);
        row.push(join([kept, advice, self.message(cells, 1)]));
    }

    fn narrow(&self, cells: &Cells, row: &mut Vec<String>) {
        let kept = self.kept_line(cells);
        let message = self.message(cells, 2);
        let id = cells.request_id.clone();
        let advice = fit(&cells.advice(), self.last);
        // The advice has no line of its own when it fits behind the code, or behind the RequestId.
        let before = if cells.code.is_empty() {
            &id
        } else {
            &cells.code
        };
        let both = format!("{before} · {advice}");
        row.push(match (cells.code.is_empty(), width(&both) <= self.last) {
            _ if advice.is_empty() => join([id, kept, cells.code.clone(), message]),
            (true, true) => join([both, kept, message]),
            (false, true) => join([id, kept, both, message]),
            (_, false) => join([id, kept, fit(&cells.code, self.last), advice, message]),
        });
    }

    /// What is wrong ends with where, so it has more lines always.
    fn message(&self, cells: &Cells, lines: usize) -> String {
        let lines = if cells.verdict.is_certain() { lines } else { 3 };
        wrap(&cells.message, self.last, lines).join("\n")
    }

    fn kept_line(&self, cells: &Cells) -> String {
        let pairs = self.kept.iter().zip(&cells.kept);
        let pairs = pairs.filter(|(_, text)| !text.is_empty());
        let line: Vec<_> = pairs
            .map(|((name, _), text)| format!("{name} {text}"))
            .collect();
        fit(&line.join(" · "), self.last)
    }
}

fn place(batch: &[Cells]) -> usize {
    Cells::width_of(batch, |cells| &cells.place)
}

fn code(batch: &[Cells]) -> usize {
    Cells::width_of(batch, |cells| &cells.code).min(LONGEST_CODE)
}

fn kept(batch: &[Cells], number: usize) -> usize {
    Cells::width_of(batch, |cells| {
        cells.kept.get(number).map_or("", |text| text)
    })
}

fn request_id(batch: &[Cells]) -> usize {
    Cells::width_of(batch, |cells| &cells.request_id).min(REQUEST_ID)
}

/// The texts that are there, below each other.
fn join<const N: usize>(texts: [String; N]) -> String {
    let there: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    there.join("\n")
}
