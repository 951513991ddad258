//! The goals, as times the fastest peer in the same run, and whether they are met.

use super::{
    operation::Group,
    outcome::{Outcome, Row, figure},
    table::Table,
};

/// Set, goal of `parse`, goal of `skim`.
const GOALS: [(&str, f64, f64); 9] = [
    ("failures", 4.3, 9.0),
    ("small", 4.0, 7.5),
    ("mix", 3.6, 4.0),
    ("compact", 3.5, 4.0),
    ("indented", 5.5, 4.0),
    ("large", 3.1, 4.0),
    ("base64", 2.8, 4.0),
    ("logs", 5.3, 4.0),
    ("numbers", 3.0, 4.0),
];
/// What AVX2 alone should reach of each goal.
const AVX2: f64 = 0.6;

/// `parse` against the peers that read the whole body, `skim` against the one that trusts it.
pub(crate) fn table(outcomes: &[Outcome]) -> Table {
    let mut table = Table::new(["set", "", "ours", "fastest peer", "", "times", "goal", ""]);
    for (function, peers) in [("parse", Group::Typed), ("skim", Group::Trusting)] {
        for (outcome, goal) in with_goals(outcomes, function) {
            let (Some(ours), Some(peer)) = (outcome.row(function), outcome.fastest(peers)) else {
                continue;
            };
            let times = peer.timing.best / ours.timing.best;
            table.row([
                outcome.name.clone(),
                function.to_owned(),
                outcome.show(ours.timing.best),
                peer.name.clone(),
                outcome.show(peer.timing.best),
                figure(times),
                figure(goal),
                verdict(times, goal),
            ]);
        }
    }
    table
}

/// The same for sets that have no goal, and the portable backend.
pub(crate) fn times(outcomes: &[Outcome]) -> Table {
    let mut table = Table::new(["set", "", "ours", "peer", "", "times"]);
    for outcome in outcomes {
        let rows = [
            ("parse", outcome.fastest(Group::Typed)),
            ("skim", outcome.fastest(Group::Trusting)),
            ("parse portable", serde_json(outcome)),
            ("skim portable", serde_json(outcome)),
        ];
        for (name, peer) in rows {
            let (Some(ours), Some(peer)) = (outcome.row(name), peer) else {
                continue;
            };
            table.row([
                outcome.name.clone(),
                name.to_owned(),
                outcome.show(ours.timing.best),
                peer.name.clone(),
                outcome.show(peer.timing.best),
                figure(peer.timing.best / ours.timing.best),
            ]);
        }
    }
    table
}

/// The faster of its two ways to read bytes.
fn serde_json(outcome: &Outcome) -> Option<&Row> {
    let rows = outcome.rows.iter();
    rows.filter(|row| row.name.starts_with("serde_json"))
        .min_by(|a, b| a.timing.best.total_cmp(&b.timing.best))
}

/// AVX2 against its part of the goals, portable against serde_json.
pub(crate) fn backends(outcomes: &[Outcome]) -> Table {
    let mut table = Table::new(["set", "backend", "ours", "peer", "times", "goal", ""]);
    for (function, peers) in [("parse", Group::Typed), ("skim", Group::Trusting)] {
        for (outcome, goal) in with_goals(outcomes, function) {
            let mut row = |backend, peer: Option<&Row>, goal| {
                let name = format!("{function} {backend}");
                let (Some(ours), Some(peer)) = (outcome.row(&name), peer) else {
                    return;
                };
                let times = peer.timing.best / ours.timing.best;
                table.row([
                    outcome.name.clone(),
                    name,
                    outcome.show(ours.timing.best),
                    peer.name.clone(),
                    figure(times),
                    figure(goal),
                    verdict(times, goal),
                ]);
            };
            row("avx2", outcome.fastest(peers), goal * AVX2);
            row("portable", serde_json(outcome), 1.0);
        }
    }
    table
}

fn with_goals<'a>(
    outcomes: &'a [Outcome],
    function: &str,
) -> impl Iterator<Item = (&'a Outcome, f64)> {
    let is_parse = function == "parse";
    GOALS.iter().filter_map(move |(name, parse, skim)| {
        let outcome = outcomes.iter().find(|outcome| outcome.name == *name)?;
        Some((outcome, if is_parse { *parse } else { *skim }))
    })
}

fn verdict(times: f64, goal: f64) -> String {
    if times >= goal {
        "met".to_owned()
    } else {
        format!("missed: {:.0} %", 100.0 * times / goal)
    }
}
