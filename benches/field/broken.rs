//! What a malformed body costs, beside the same body well-formed.

use std::hint::black_box;

use tencentcloud_response::{parse, salvage};

use super::{
    operation::{Group, Operation},
    outcome::{Outcome, figure},
    set::Set,
    table::Table,
    timing::Plan,
};

/// An offset in a body of this length.
type Place = fn(usize) -> usize;

/// Where a byte is replaced by one that is wrong everywhere.
const PLACES: [(&str, Place); 3] = [
    ("wrong at the beginning", |_| 14),
    ("wrong in the middle", |length| length / 2),
    ("wrong at the end", |length| length - 2),
];

pub(crate) fn table(sets: &[Set], plan: Plan) -> Table {
    let operations = [
        Operation::new("parse", Group::Parse, |body| {
            black_box(&parse(body));
        }),
        Operation::new("salvage", Group::Parse, |body| {
            black_box(&salvage(body));
        }),
    ];
    let operations: Vec<_> = operations.iter().collect();
    let mut table = Table::new(["bodies", "", "parse", "times", "salvage", "times"]);
    for set in sets {
        let whole = Outcome::measure(&operations, set, plan);
        let unit = whole.rows[0].timing.best;
        let mut row = |title: &str, outcome: &Outcome| {
            let mut cells = vec![set.name.clone(), title.to_owned()];
            for row in &outcome.rows {
                cells.push(format!("{} ns", figure(row.timing.best)));
                cells.push(figure(row.timing.best / unit));
            }
            table.row(cells);
        };
        row("well-formed", &whole);
        for (title, place) in PLACES {
            let broken = change(set, |mut body| {
                let at = place(body.len());
                body[at] = 1;
                body
            });
            row(title, &Outcome::measure(&operations, &broken, plan));
        }
        let cut = change(set, |mut body| {
            body.pop();
            body
        });
        row(
            "cut before the last byte",
            &Outcome::measure(&operations, &cut, plan),
        );
    }
    table
}

fn change(set: &Set, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Set {
    let bodies: Vec<_> = set.bodies.iter().cloned().map(change).collect();
    for body in &bodies {
        assert!(parse(body).is_err(), "{}: still right", set.name);
    }
    Set::new(set.name.clone(), set.about, bodies)
}
