//! What is printed, and kept in the record.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{
    operation::{Group, Operation},
    outcome::{Outcome, figure},
    table::Table,
    timing::Timing,
    versions::version,
};

/// Text that is printed as it grows.
#[derive(Default)]
pub(crate) struct Report(String);

impl Report {
    pub(crate) fn section(&mut self, title: &str, about: &str, table: &Table) {
        let mut section = format!("\n### {title}\n\n");
        if !about.is_empty() {
            let _ = write!(section, "{about}\n\n");
        }
        let _ = write!(section, "{table}");
        self.add(&section);
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.add(&format!("\n{text}\n"));
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    fn add(&mut self, text: &str) {
        print!("{text}");
        self.0.push_str(text);
    }
}

pub(crate) fn sets(outcomes: &[&Outcome]) -> Table {
    let mut table = Table::new(["set", "bodies", "bytes each", "what"]);
    for outcome in outcomes {
        table.row([
            outcome.name.clone(),
            outcome.count.to_string(),
            format!("{:.0}", outcome.bytes),
            outcome.about.to_owned(),
        ]);
    }
    table
}

pub(crate) fn peers(operations: &[Operation]) -> Table {
    let mut table = Table::new(["reader", "version", "how it is used"]);
    for operation in operations.iter().filter(|operation| !operation.is_ours()) {
        let version = version(operation.package).unwrap_or("");
        table.row([operation.name.as_str(), version, operation.note]);
    }
    table
}

/// All operations over all sets: nanoseconds for small bodies, GB/s for others.
pub(crate) fn matrix(outcomes: &[Outcome], pick: fn(&Timing) -> f64) -> Table {
    let heads = outcomes.iter().map(|outcome| {
        let unit = if outcome.is_small { "ns" } else { "GB/s" };
        format!("{}, {unit}", outcome.name)
    });
    let mut table = Table::new(["".to_owned()].into_iter().chain(heads));
    let mut seen = BTreeSet::new();
    for name in outcomes
        .iter()
        .flat_map(|outcome| &outcome.rows)
        .map(|row| &row.name)
    {
        if !seen.insert(name) {
            continue;
        }
        let cells = outcomes.iter().map(|outcome| match outcome.row(name) {
            Some(row) if outcome.is_small => figure(pick(&row.timing)),
            Some(row) => figure(outcome.gigabytes(pick(&row.timing))),
            None => "refuses".to_owned(),
        });
        table.row([name.clone()].into_iter().chain(cells));
    }
    table
}

/// How much slower each cliff is than compact JSON, for each of our ways, each compared with itself.
pub(crate) fn cliffs(cliffs: &[Outcome], compact: &Outcome) -> (Table, String) {
    let heads = cliffs.iter().map(|outcome| outcome.name.as_str());
    let mut table = Table::new([""].into_iter().chain(heads));
    let mut slowest = (0.0, "");
    for row in &compact.rows {
        if !matches!(row.group, Group::Parse | Group::Skim | Group::Backend) {
            continue;
        }
        let speed = compact.gigabytes(row.timing.best);
        let factors: Vec<f64> = cliffs
            .iter()
            .filter_map(|cliff| Some(speed / cliff.gigabytes(cliff.row(&row.name)?.timing.best)))
            .collect();
        if row.group == Group::Parse {
            for (factor, cliff) in factors.iter().zip(cliffs) {
                if *factor > slowest.0 {
                    slowest = (*factor, &cliff.name);
                }
            }
        }
        let cells = factors.into_iter().map(figure);
        table.row([row.name.clone()].into_iter().chain(cells));
    }
    let (factor, name) = slowest;
    let verdict = if factor <= 3.0 { "met" } else { "missed" };
    let line = format!(
        "The slowest for `parse` is {name}: {} times slower than compact; the goal, at most 3, is {verdict}.",
        figure(factor)
    );
    (table, line)
}
