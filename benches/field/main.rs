//! Measures the library beside the other readers of the field: see `benches/README.md`.

#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that stops is better than one that goes on with a mistake"
)]

mod answers;
mod arguments;
mod bars;
mod broken;
mod count;
mod flaws;
mod generator;
mod goals;
mod json_text;
mod limit;
mod operation;
mod ours;
mod outcome;
mod peers;
mod pieces;
mod report;
#[path = "../../tests/common/rng.rs"]
mod rng;
mod set;
mod sets;
mod sizes;
mod svg;
mod table;
mod timing;
mod typed;
mod versions;
mod wheel;

use std::{fs, path::Path, process::ExitCode, time::Duration};

use self::{
    answers::Disagreement,
    arguments::Arguments,
    operation::{Group, Operation},
    outcome::Outcome,
    report::Report,
    set::Set,
    timing::Plan,
};

/// The one that all others are compared with.
const TRUTH: &str = "serde_json, checked UTF-8";

fn main() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut operations = ours::operations();
    operations.extend(peers::operations());
    operations.extend(limit::operations());
    if let Some((path, name, passes)) = &arguments.count {
        let operation = find(&operations, name);
        count::run(path, operation, *passes).expect("a set that --dump wrote");
        return ExitCode::SUCCESS;
    }
    let wheel = wheel::load();
    if wheel.is_none() {
        eprintln!("No real bodies: run tests/corpus/fetch first. Only generated sets are read.");
    }
    let main = sets::main(wheel.as_ref());
    if let Some(folder) = &arguments.dump {
        count::dump(&main, folder).expect("a folder to write to");
        return ExitCode::SUCCESS;
    }
    run(&arguments, &operations, main)
}

fn run(arguments: &Arguments, operations: &[Operation], main: Vec<Set>) -> ExitCode {
    if !arguments.is_bench {
        // A test run over all targets, maybe without optimisation.
        return agree(operations, main.iter().take(2)).map_or(ExitCode::FAILURE, |_| {
            println!("The answers are right; the times are for `cargo bench`.");
            ExitCode::SUCCESS
        });
    }
    let filtered = |sets: Vec<Set>| -> Vec<Set> {
        let sets = sets.into_iter();
        sets.filter(|set| set.name.contains(&arguments.filter))
            .collect()
    };
    let main = filtered(main);
    let spaced = sets::spaced(&main);
    let cliffs = filtered(sets::cliffs());
    let ladder = filtered(sets::ladder(arguments.is_quick));

    let sets = main.iter().chain(&spaced).chain(&cliffs).chain(&ladder);
    let Some(found) = agree(operations, sets) else {
        return ExitCode::FAILURE;
    };

    let bench = Bench {
        operations,
        found: &found,
        is_quick: arguments.is_quick,
    };
    let outcomes = bench.measure(&main, 40, 10, |_| true);
    let indented = bench.measure(&spaced, 15, 6, |_| true);
    let steep = bench.measure(&cliffs, 15, 6, |_| true);
    let sizes = bench.measure(&ladder, 15, 6, |group| group != Group::Backend);
    let pieces = pieces::table(&main, bench.plan(25, 6));
    let feeds = main.iter().find(|set| set.name == "compact");
    let feeds = feeds.map(|set| pieces::feeds(set, bench.plan(15, 3)));
    let whole: Vec<_> = main
        .into_iter()
        .filter(|set| matches!(set.name.as_str(), "failures" | "compact" | "logs"))
        .collect();
    let broken = broken::table(&whole, bench.plan(15, 5));

    let mut report = Report::default();
    report.section(
        "Goals",
        "Times the fastest peer in the same run, best of all rounds.",
        &goals::table(&outcomes),
    );
    report.section(
        "Goals of the other backends",
        "AVX2: 60 % of each goal. Portable: no slower than serde_json.",
        &goals::backends(&outcomes),
    );
    report.section("Best", "", &report::matrix(&outcomes, |timing| timing.best));
    report.section(
        "Median",
        "",
        &report::matrix(&outcomes, |timing| timing.median),
    );
    report.section(
        "With whitespace",
        "Small bodies with four spaces a level, as the wheel has them.",
        &report::matrix(&indented, |timing| timing.best),
    );
    report.section(
        "With whitespace: times the fastest peer",
        "Portable: times serde_json.",
        &goals::times(&indented),
    );
    report.section("Cliffs", "", &report::matrix(&steep, |timing| timing.best));
    if let Some(compact) = outcomes.iter().find(|outcome| outcome.name == "compact") {
        let (table, line) = report::cliffs(&steep, compact);
        report.section("Cliffs: times slower than compact", "Per byte.", &table);
        report.line(&line);
    }
    report.section("Sizes", "", &report::matrix(&sizes, |timing| timing.best));
    report.section(
        "In pieces",
        "`stream::Reader`: new, fed with pieces of a size, finished, which gives a record; and its share \
         of the speed of `parse`, which gives slices.",
        &pieces,
    );
    if let Some(feeds) = &feeds {
        report.section("A piece", "Of *compact*.", feeds);
    }
    report.section(
        "Malformed bodies",
        "Times `parse` of the same bodies well-formed.",
        &broken,
    );
    let all: Vec<_> = outcomes.iter().chain(&indented).chain(&steep).collect();
    report.section("Sets", "", &report::sets(&all));
    report.section("Readers", "", &report::peers(operations));
    report.section(
        "What passes unchecked",
        "A body with the flaw in a value that nobody asked for, a name given twice, text behind the \
         end; and whether a deeper request id is taken for the right one.",
        &flaws::table(operations),
    );
    if !found.is_empty() {
        report.section("Who answers otherwise", "", &answers::table(&found));
    }
    if let Some(folder) = &arguments.record {
        record(folder, &arguments.build, &report, &outcomes, &sizes).expect("a folder to write to");
    }
    ExitCode::SUCCESS
}

/// Which peers answer otherwise; `None`, said loudly, when one of ours does.
fn agree<'a>(
    operations: &[Operation],
    sets: impl Iterator<Item = &'a Set>,
) -> Option<Vec<Disagreement>> {
    let truth = find(operations, TRUTH);
    let found: Vec<_> = sets
        .flat_map(|set| answers::compare(truth, operations, set))
        .collect();
    for wrong in found.iter().filter(|one| one.is_ours) {
        eprintln!("{} is wrong about {}", wrong.operation, wrong.set);
    }
    found.iter().all(|one| !one.is_ours).then_some(found)
}

struct Bench<'a> {
    operations: &'a [Operation],
    found: &'a [Disagreement],
    is_quick: bool,
}

impl Bench<'_> {
    fn plan(&self, rounds: usize, milliseconds: u64) -> Plan {
        let (rounds, milliseconds) = if self.is_quick {
            (3, 2)
        } else {
            (rounds, milliseconds)
        };
        Plan {
            rounds,
            slice: Duration::from_millis(milliseconds),
        }
    }

    /// An operation that refuses a set does not run on it: giving up early is no speed.
    fn measure(
        &self,
        sets: &[Set],
        rounds: usize,
        milliseconds: u64,
        is_wanted: fn(Group) -> bool,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for set in sets {
            eprintln!("{}", set.name);
            let refuses = |operation: &Operation| {
                let mut found = self.found.iter();
                found.any(|one| {
                    one.set == set.name && one.operation == operation.name && one.is_refusal()
                })
            };
            let operations: Vec<_> = self
                .operations
                .iter()
                .filter(|operation| is_wanted(operation.group) && !refuses(operation))
                .collect();
            outcomes.push(Outcome::measure(
                &operations,
                set,
                self.plan(rounds, milliseconds),
            ));
        }
        outcomes
    }
}

fn find<'a>(operations: &'a [Operation], name: &str) -> &'a Operation {
    let mut operations = operations.iter();
    let operation = operations.find(|operation| operation.name == name);
    operation.expect("an operation of this name")
}

/// The pictures are drawn of the generic build: that is what is deployed.
fn record(
    folder: &Path,
    build: &str,
    report: &Report,
    outcomes: &[Outcome],
    sizes: &[Outcome],
) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(format!("{build}.md")), report.text())?;
    if build == "generic" {
        fs::write(folder.join("bars.svg"), bars::draw(outcomes))?;
        fs::write(folder.join("size.svg"), sizes::draw(sizes))?;
    }
    Ok(())
}
