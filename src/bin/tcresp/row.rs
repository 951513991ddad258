//! A row: what is told about a response.

use serde_json::value::RawValue;
use tencentcloud_response::{ErrorCode, JsonStr, Parser, Verdict};

use crate::input::{Fault, Item};

#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(crate) source: &'a str,
    pub(crate) line: u64,
    pub(crate) verdict: Verdict,
    pub(crate) request_id: Option<JsonStr<'a>>,
    pub(crate) code: Option<ErrorCode<'a>>,
    pub(crate) message: Option<JsonStr<'a>>,
    /// Why the verdict is not certain; the values above are then what could be salvaged.
    pub(crate) fault: Option<Fault>,
    pub(crate) kept: &'a [Option<&'a RawValue>],
    pub(crate) region_healthy: bool,
}

impl<'a> Row<'a> {
    pub(crate) fn new(item: &'a Item<'a>, parser: Parser) -> Self {
        let mut row = Self {
            source: item.source,
            line: item.line,
            // What is not even a record has no body that could be any kind of envelope.
            verdict: Verdict::NotEnvelope,
            request_id: None,
            code: None,
            message: None,
            fault: None,
            kept: &item.kept,
            region_healthy: false,
        };
        match &item.body {
            Err(fault) => row.fault = Some(fault.clone()),
            Ok(body) => row.read(body, parser),
        }
        if let Some(max) = item.cut {
            row.verdict = Verdict::Truncated;
            row.fault = Some(Fault::too_long(max));
            row.region_healthy = false;
        }
        row
    }

    fn read(&mut self, body: &'a [u8], parser: Parser) {
        match parser.parse(body) {
            Ok(envelope) => {
                self.verdict = envelope.verdict();
                self.request_id = envelope.request_id();
                self.code = envelope.error().map(|error| error.code());
                self.message = envelope.error().map(|error| error.message());
                self.region_healthy = envelope.region_healthy();
            }
            Err(error) => {
                let salvage = parser.salvage(body);
                self.verdict = error.verdict();
                self.request_id = salvage.request_id();
                self.code = salvage.code();
                self.message = salvage.message();
                self.fault = Some(error.into());
            }
        }
    }

    pub(crate) fn class(&self) -> Option<&'static str> {
        self.code.map(|code| code.class().as_str())
    }

    pub(crate) fn retry(&self) -> Option<&'static str> {
        self.code.map(|code| code.retry_advice().as_str())
    }

    pub(crate) fn http_status(&self) -> Option<u16> {
        match (self.code, self.verdict) {
            (Some(code), _) => Some(code.equivalent_http_status()),
            (None, Verdict::Success) => Some(200),
            (None, _) => None,
        }
    }
}
