//! The numbers.

use std::collections::HashMap;

use tencentcloud_response::{Class, Verdict};

use crate::row::Row;

/// The API has about 12,000 codes; whoever sends more is making them up.
const CODES: usize = 50_000;

/// What codes beyond [`CODES`] are counted under; no code has a space.
const OTHER: &str = "(other codes)";

#[derive(Debug, Default)]
pub(crate) struct Count {
    pub(crate) responses: u64,
    /// Those of regions that answer as they should.
    pub(crate) region_healthy: u64,
    pub(crate) with_request_id: u64,
    pub(crate) verdicts: HashMap<Verdict, u64>,
    /// Of failures and dry runs.
    pub(crate) classes: HashMap<Class, u64>,
    codes: HashMap<String, u64>,
    /// What was wrong with those that were not right.
    pub(crate) reasons: HashMap<&'static str, u64>,
}

impl Count {
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        self.responses += 1;
        self.region_healthy += u64::from(row.region_healthy());
        self.with_request_id += u64::from(row.request_id.is_some());
        *self.verdicts.entry(row.verdict).or_default() += 1;
        if let Some(fault) = &row.fault {
            // What was salvaged is provisional and no reason to count a code.
            *self.reasons.entry(fault.kind).or_default() += 1;
            return;
        }
        let Some(code) = row.code else { return };
        *self.classes.entry(code.class()).or_default() += 1;
        let text = code.as_json_str().to_cow();
        if let Some(count) = self.codes.get_mut(text.as_ref()) {
            *count += 1;
        } else if self.codes.len() < CODES {
            self.codes.insert(text.into_owned(), 1);
        } else {
            *self.codes.entry(OTHER.into()).or_default() += 1;
        }
    }

    pub(crate) fn of(&self, verdict: Verdict) -> u64 {
        self.verdicts.get(&verdict).copied().unwrap_or(0)
    }

    pub(crate) fn not_right(&self) -> u64 {
        self.reasons.values().sum()
    }

    pub(crate) fn code_count(&self) -> usize {
        self.codes.len()
    }

    /// The most frequent codes, as they were sent.
    pub(crate) fn top_codes(&self, top: usize) -> Vec<(&str, u64)> {
        let codes = self.codes.iter();
        let mut codes = sorted(codes.map(|(code, &count)| (code.as_str(), count)));
        codes.truncate(top);
        codes
    }
}

/// The most frequent first; among equals by name, so that two runs print the same.
pub(crate) fn sorted<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> Vec<(&'a str, u64)> {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}
