//! What it costs to read a body as it passes by in pieces, beside `parse` of the whole.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use tencentcloud_response::{Record, parse, stream::Reader};

use super::{
    operation::{Group, Operation},
    outcome::{Outcome, figure},
    set::Set,
    table::Table,
    timing::Plan,
};

/// What a TLS record, a packet and so on hold: the size of a piece, and the share of the speed of
/// `parse` that it is to have.
const SIZES: [(usize, &str, f64); 2] = [(16 * 1024, "16 KiB", 0.7), (1460, "1,460 B", 0.5)];

pub(crate) fn table(sets: &[Set], plan: Plan) -> Table {
    let mut operations = vec![
        Operation::new("parse", Group::Parse, |body| {
            black_box(&parse(body));
        }),
        Operation::new("record", Group::Parse, |body| {
            black_box(&parse(body).map(|envelope| Record::from(&envelope)));
        }),
    ];
    for (size, name, _) in SIZES {
        operations.push(Operation::new(name, Group::Parse, move |body| {
            black_box(&read(body, size));
        }));
    }
    let operations: Vec<_> = operations.iter().collect();
    let mut heads = vec!["".to_owned(), "parse".to_owned(), "and a record".to_owned()];
    for (_, name, goal) in SIZES {
        heads.push(format!("in {name}"));
        heads.push(format!("of parse, goal {goal}"));
        heads.push("of parse and a record".to_owned());
    }
    let mut table = Table::new(heads);
    for set in sets {
        let outcome = Outcome::measure(&operations, set, plan);
        let best = |at: usize| outcome.rows[at].timing.best;
        let mut row = vec![
            set.name.clone(),
            outcome.show(best(0)),
            outcome.show(best(1)),
        ];
        for (at, (_, _, goal)) in SIZES.iter().enumerate() {
            let time = best(2 + at);
            let share = best(0) / time;
            row.push(outcome.show(time));
            let verdict = if share >= *goal { "met" } else { "missed" };
            row.push(format!("{} {verdict}", figure(share)));
            row.push(figure(best(1) / time));
        }
        table.row(row);
    }
    table
}

/// The time for a piece, however small.
pub(crate) fn feeds(set: &Set, plan: Plan) -> Table {
    let mut table = Table::new(["bytes a piece", "ns a piece", "ns a byte"]);
    for size in [0, 1, 2, 4, 8, 16, 64, 256, 1460, 16 * 1024] {
        let feeds = set.bodies.iter().map(|body| pieces(body, size).count());
        let feeds = feeds.sum::<usize>() as f64 / set.bodies.len() as f64;
        let operation = Operation::timed("feed", Group::Parse, move |bodies| {
            let mut sum = Duration::ZERO;
            for body in bodies {
                let mut reader = Reader::new();
                let start = Instant::now();
                for piece in pieces(body, size) {
                    reader.feed(black_box(piece));
                }
                sum += start.elapsed();
                black_box(&reader);
            }
            sum
        });
        let outcome = Outcome::measure(&[&operation], set, plan);
        let time = outcome.rows[0].timing.best / feeds;
        let each = if size == 0 {
            "".to_owned()
        } else {
            figure(time / size as f64)
        };
        table.row([size.to_string(), figure(time), each]);
    }
    table
}

fn read(body: &[u8], size: usize) -> Option<Record> {
    let mut reader = Reader::new();
    for piece in body.chunks(size) {
        reader.feed(piece);
    }
    reader.finish().ok()
}

/// Pieces of this size; of size 0, as many as there are bytes.
fn pieces(body: &[u8], size: usize) -> impl Iterator<Item = &[u8]> {
    let empty = if size == 0 { body.len() } else { 0 };
    let whole = if size == 0 { &body[..0] } else { body };
    whole
        .chunks(size.max(1))
        .chain(std::iter::repeat_n(&body[..0], empty))
}
