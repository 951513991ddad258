//! A row as texts that may be printed, kept until its batch is.

use tencentcloud_response::Verdict;

use crate::{
    output::tsv,
    row::Row,
    safe,
    term::{self, fit, fit_end},
};

/// More than this fits on no terminal.
const LONGEST: usize = 1000;

/// So much for a value that `--keep` carries over.
const KEPT: usize = 24;

#[derive(Debug)]
pub(crate) struct Cells {
    pub(crate) place: String,
    pub(crate) verdict: Verdict,
    pub(crate) request_id: String,
    pub(crate) code: String,
    pub(crate) class: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) http: String,
    pub(crate) message: String,
    pub(crate) kept: Vec<String>,
}

impl Cells {
    pub(crate) fn new(row: &Row<'_>, short_names: bool) -> Self {
        let name = safe::line(super::shown_name(row.source, short_names));
        let line = format!(":{}", row.line);
        let message = match (&row.fault, row.message) {
            (Some(fault), _) => fault.text.clone(),
            (None, Some(message)) => message.log_safe(LONGEST).to_string(),
            (None, None) => String::new(),
        };
        let http = row.http_status();
        Self {
            // The line is what one looks for: the name gives way.
            place: fit_end(&name, 32_usize.saturating_sub(line.len())) + &line,
            verdict: row.verdict,
            // Never cut.
            request_id: match row.request_id {
                Some(id) => id.log_safe(usize::MAX).to_string(),
                None => "–".into(),
            },
            code: match row.code {
                Some(code) if code.is_empty() => "–".into(),
                Some(code) => code.as_json_str().log_safe(LONGEST).to_string(),
                None => String::new(),
            },
            class: row.class().unwrap_or_default(),
            retry: row.retry().unwrap_or_default(),
            http: http.map(|status| status.to_string()).unwrap_or_default(),
            message,
            kept: row
                .kept
                .iter()
                .map(|value| fit(&value.map(tsv::kept).unwrap_or_default(), KEPT))
                .collect(),
        }
    }

    /// Class, advice and status in one.
    pub(crate) fn advice(&self) -> String {
        let parts = [self.class, self.retry, &self.http];
        let there: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        there.join(" · ")
    }

    pub(crate) fn width_of(batch: &[Self], text: impl Fn(&Self) -> &str) -> usize {
        batch
            .iter()
            .map(|cells| term::width(text(cells)))
            .max()
            .unwrap_or(0)
    }
}
