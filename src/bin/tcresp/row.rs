//! A row: what is told about a response.

use serde_json::value::RawValue;
use tencentcloud_response::{CommonCode, ErrorCode, JsonStr, Parser, Record, Verdict};

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
}

impl<'a> Row<'a> {
    pub(crate) fn new(item: &'a Item<'a>, parser: Parser) -> Self {
        let mut row = Self {
            source: item.source,
            line: item.line,
            verdict: Verdict::Success,
            request_id: None,
            code: None,
            message: None,
            fault: None,
            kept: &item.kept,
        };
        match (&item.stream, &item.body) {
            (Some(stream), _) => row.tell(stream),
            (None, Ok(body)) => row.read(body, parser),
            (None, Err(fault)) => row.fault = Some(fault.clone()),
        }
        if let Some(max) = item.cut {
            row.fault = Some(Fault::too_long(max));
        }
        if let Some(fault) = &row.fault {
            row.verdict = fault.verdict;
        }
        row.request_id = row.request_id.or(item.header_id.map(JsonStr::from));
        row
    }

    fn read(&mut self, body: &'a [u8], parser: Parser) {
        match parser.parse(body) {
            Ok(envelope) => {
                self.verdict = envelope.verdict();
                self.request_id = envelope.request_id();
                self.code = envelope.error().map(|error| error.code());
                self.message = envelope.error().map(|error| error.message());
            }
            Err(error) => {
                let salvage = parser.salvage(body);
                self.request_id = salvage.request_id();
                self.code = salvage.code();
                self.message = salvage.message();
                self.fault = Some(error.into());
            }
        }
    }

    /// What an event stream came to.
    fn tell(&mut self, stream: &'a Record) {
        self.verdict = stream.verdict();
        self.request_id = stream.request_id().map(JsonStr::from);
        self.code = stream.code().map(ErrorCode::new);
        self.message = stream.message().map(JsonStr::from);
        self.fault = stream.error().map(Fault::from);
    }

    pub(crate) fn class(&self) -> Option<&'static str> {
        self.code.map(|code| code.class().as_str())
    }

    /// What is provisional is nothing to act on.
    pub(crate) fn retry(&self) -> Option<&'static str> {
        let code = self.code.filter(|_| self.verdict.is_certain())?;
        Some(code.retry_advice().as_str())
    }

    pub(crate) fn http_status(&self) -> Option<u16> {
        match (self.code, self.verdict) {
            (_, verdict) if !verdict.is_certain() => None,
            (Some(code), _) => Some(code.equivalent_http_status()),
            (None, _) => Some(200),
        }
    }

    /// As [`Record::region_healthy`], but a RequestId in the header is as good.
    pub(crate) fn region_healthy(&self) -> bool {
        self.verdict.is_certain()
            && self.request_id.is_some_and(|id| !id.is_empty())
            && self
                .code
                .is_none_or(|code| code != CommonCode::InternalError)
    }
}
