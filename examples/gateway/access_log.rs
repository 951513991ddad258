//! A line for each response, and counters, with the attribute names of OpenTelemetry.
//!
//! They are those of its semantic conventions for RPC as of 2026-11: `rpc.status_code` was
//! `rpc.response.status_code` until July 2026, and `rpc.system.name` was `rpc.system`.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use hyper::http::request;
use tencentcloud_response::{
    ErrorCode, Verdict,
    http::{End, Observer, Report},
};

/// Begins at a request, and logs and counts its response.
#[derive(Clone)]
pub(crate) struct AccessLog {
    counters: Arc<Counters>,
    action: String,
    begin: Instant,
}

impl AccessLog {
    pub(crate) fn new(counters: Arc<Counters>) -> Self {
        Self {
            counters,
            action: String::new(),
            begin: Instant::now(),
        }
    }
}

impl Observer for AccessLog {
    fn request(&mut self, request: &request::Parts) {
        let action = request.headers.get("x-tc-action");
        self.action = action.map_or_else(
            || "_OTHER".to_owned(),
            |action| String::from_utf8_lossy(action.as_bytes()).into_owned(),
        );
        self.begin = Instant::now();
    }

    fn report(self, report: &Report) {
        let error_type = error_type(report);
        self.counters.count(error_type);
        // In `{:?}` a text stands in quotes, and nothing in it can begin a new line.
        let mut line = format!(
            "rpc.system.name=\"tencent_cloud\" rpc.method={:?} http.response.status_code={} \
             http.response.body.size={} duration={:.6} content={} end={}",
            self.action,
            report.status().as_u16(),
            report.bytes(),
            self.begin.elapsed().as_secs_f64(),
            report.content(),
            report.end(),
        );
        let verdict = report.verdict().map(Verdict::as_str);
        let class = report.class().map(|class| class.as_str());
        for (name, value) in [
            ("verdict", verdict),
            ("class", class),
            ("rpc.status_code", report.code()),
            ("error.type", error_type),
            ("tencent_cloud.request_id", report.request_id()),
        ] {
            if let Some(value) = value {
                line += &format!(" {name}={value:?}");
            }
        }
        println!("{line}");
    }
}

/// What a response counts as if it is a failure: from a closed set, so that no sender can make the
/// counters grow.
fn error_type(report: &Report) -> Option<&'static str> {
    match report.verdict() {
        Some(Verdict::Failure) => Some(ErrorCode::new(report.code()?).label()),
        _ if report.end() != End::Complete => Some(report.end().as_str()),
        Some(Verdict::Success | Verdict::DryRun | Verdict::Encoded) | None => None,
        Some(broken) => Some(broken.as_str()),
    }
}

/// How many responses there were, by [`error_type`].
#[derive(Default)]
pub(crate) struct Counters(Mutex<BTreeMap<Option<&'static str>, u64>>);

impl Counters {
    fn count(&self, error_type: Option<&'static str>) {
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counters.entry(error_type).or_default() += 1;
    }
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (error_type, count) in &*counters {
            let error_type = error_type.unwrap_or("");
            writeln!(f, "responses{{error.type={error_type:?}}} {count}")?;
        }
        Ok(())
    }
}
