//! What came out for a set.

use super::{
    operation::{Group, Operation},
    set::Set,
    timing::{self, Plan, Timing},
};

pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) about: &'static str,
    pub(crate) count: usize,
    /// Bytes of a body, on average.
    pub(crate) bytes: f64,
    pub(crate) is_small: bool,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) group: Group,
    pub(crate) timing: Timing,
}

impl Outcome {
    pub(crate) fn measure(operations: &[&Operation], set: &Set, plan: Plan) -> Self {
        let timings = timing::alternate(operations, set, plan);
        let rows = operations.iter().zip(timings);
        let rows = rows.map(|(operation, timing)| Row {
            name: operation.name.clone(),
            group: operation.group,
            timing,
        });
        Self {
            name: set.name.clone(),
            about: set.about,
            count: set.bodies.len(),
            bytes: set.bytes(),
            is_small: set.is_small(),
            rows: rows.collect(),
        }
    }

    pub(crate) fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }

    /// The fastest of a group.
    pub(crate) fn fastest(&self, group: Group) -> Option<&Row> {
        let rows = self.rows.iter().filter(|row| row.group == group);
        rows.min_by(|a, b| a.timing.best.total_cmp(&b.timing.best))
    }

    pub(crate) fn gigabytes(&self, nanoseconds: f64) -> f64 {
        self.bytes / nanoseconds
    }

    /// A time as people would like to see it for these bodies.
    pub(crate) fn show(&self, nanoseconds: f64) -> String {
        if self.is_small {
            format!("{} ns", figure(nanoseconds))
        } else {
            format!("{} GB/s", figure(self.gigabytes(nanoseconds)))
        }
    }
}

/// Three digits, or as many as stand before the point.
pub(crate) fn figure(value: f64) -> String {
    if value < 9.995 {
        format!("{value:.2}")
    } else if value < 99.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}
