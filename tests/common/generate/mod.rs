//! Bodies made by rule, with the answer that the rules demand: known because it was written down
//! while the body was made, not because anybody read it.

mod values;

use tencentcloud_response::{ApiVersion, Duplicates, ErrorKind};

use super::{Answer, Rules, rng::Rng};

pub(crate) struct Generated {
    pub(crate) body: Vec<u8>,
    pub(crate) rules: Rules,
    pub(crate) expected: Result<Answer, (ErrorKind, usize)>,
}

/// A body with the rules to read it under.
pub(crate) fn generate(rng: &mut Rng) -> Generated {
    let mut rules = Rules::ALL[rng.below(Rules::ALL.len())];
    if rng.one_in(3) {
        rules.max_depth = 2 + u16::try_from(rng.below(12)).expect("small");
    }
    let mut writer = Writer {
        rng,
        rules,
        out: Vec::new(),
        depth: 0,
        fault: None,
        v2_fault: None,
        wants_fault: false,
    };
    writer.wants_fault = writer.rng.one_in(2);
    let answer = writer.root();
    let (body, fault) = (writer.out, writer.fault);
    if fault.is_none() && rng.one_in(4) {
        // Whatever the body says, a cut of it says nothing.
        let end = body.iter().rposition(|&byte| byte == b'}').unwrap_or(0);
        let cut = rng.below(end + 1);
        let kind = match cut {
            0 => ErrorKind::Empty,
            _ => ErrorKind::Truncated,
        };
        return Generated {
            body: body[..cut].to_vec(),
            rules,
            expected: Err((kind, cut)),
        };
    }
    Generated {
        body,
        rules,
        expected: match fault {
            Some(fault) => Err(fault),
            None => Ok(answer.expect("neither answer nor fault")),
        },
    }
}

/// Names that count nowhere.
const OTHER_NAMES: &[&str] = &[
    "",
    "a",
    "TotalCount",
    "requestid",
    "RequestID",
    "RequestId ",
    "Request",
    "RequestIdX",
    "response",
    "ResponseX",
    "error",
    "Errors",
    "Err",
    "message ",
    "Codes",
    "中文",
    "Error\0",
    "\"RequestId\"",
    "\\",
    "😀",
];

type ResponseAnswer = (Option<String>, Option<(String, String)>, Vec<u8>);

struct Writer<'r> {
    rng: &'r mut Rng,
    rules: Rules,
    out: Vec<u8>,
    depth: u16,
    fault: Option<(ErrorKind, usize)>,
    v2_fault: Option<(ErrorKind, usize)>,
    wants_fault: bool,
}

impl Writer<'_> {
    fn root(&mut self) -> Option<Answer> {
        self.space();
        let start = self.out.len();
        self.open(b'{');
        let has_response = !self.rng.one_in(6);
        let mut names = self.names(has_response, &["Response"]);
        let is_v2 = !has_response && self.rules.api_v2 && self.rng.one_in(2);
        let code_alone = !has_response && !is_v2 && !self.rules.api_v2 && self.rng.one_in(2);
        if is_v2 {
            names.extend(["code", "message", "codeDesc"]);
        } else if code_alone {
            names.push("code");
        } else if has_response && self.rng.one_in(3) {
            // They mean nothing beside a `Response`, however wrong they are.
            names.extend(["code", "code", "message", "codeDesc", "codeDesc"]);
        }
        self.shuffle(&mut names);
        let mut responses: Vec<ResponseAnswer> = Vec::new();
        let (mut code, mut message, mut named) = (None, None, None);
        for (i, name) in names.into_iter().enumerate() {
            self.name(i, name, !responses.is_empty() && name == "Response");
            match name {
                "Response" => responses.push(self.response()),
                "code" if is_v2 || code_alone => code = Some(self.v2_code()),
                "message" if is_v2 => message = self.text(false, true),
                "codeDesc" if is_v2 => named = self.text(true, true),
                _ => self.value(),
            }
        }
        self.space();
        let brace = self.out.len();
        self.close(b'}');
        let end = self.out.len();
        let v2_fault = self.v2_fault;
        match (has_response, is_v2, code_alone) {
            (true, ..) => {}
            (_, true, _) => {
                if let Some((kind, at)) = v2_fault {
                    self.found_at(kind, at);
                }
            }
            (.., true) => self.found_at(ErrorKind::ApiV2, brace),
            _ => self.found_at(ErrorKind::NoResponse, brace),
        }
        self.space();
        if self.fault_here(3) {
            let at = self.out.len();
            self.found_at(ErrorKind::TrailingData, at);
            let tail = self.rng.pick(&["}", "{}", "\0", ",", "null", "\u{feff}"]);
            self.out.extend(tail.bytes());
        }
        if is_v2 {
            let code: String = code?;
            let error = (code != "0").then(|| {
                let named = named.filter(|name: &String| !name.is_empty());
                (named.unwrap_or(code), message.unwrap_or_default())
            });
            return Some(Answer {
                version: ApiVersion::V2,
                request_id: None,
                error,
                payload: self.out[start..end].to_vec(),
            });
        }
        let (request_id, error, payload) = self.one(responses)?;
        Some(Answer {
            version: ApiVersion::V3,
            request_id,
            error,
            payload,
        })
    }

    fn response(&mut self) -> ResponseAnswer {
        if self.fault_here(12) {
            self.wrong_type(&["null", "true", "[]", "\"x\"", "0", "[{}]"], false);
            return Default::default();
        }
        let start = self.out.len();
        self.open(b'{');
        let mut names = self.names(true, &["RequestId", "Error"]);
        self.shuffle(&mut names);
        let (mut ids, mut errors) = (Vec::new(), Vec::new());
        for (i, name) in names.into_iter().enumerate() {
            match name {
                "RequestId" => {
                    self.name(i, name, !ids.is_empty());
                    let id = self.text(true, false);
                    ids.push(id);
                }
                "Error" => {
                    self.name(i, name, !errors.is_empty());
                    let error = self.error();
                    errors.push(error);
                }
                name => {
                    self.name(i, name, false);
                    self.value();
                }
            }
        }
        self.space();
        self.close(b'}');
        let payload = self.out[start..].to_vec();
        (self.one(ids).flatten(), self.one(errors).flatten(), payload)
    }

    fn error(&mut self) -> Option<(String, String)> {
        if self.fault_here(10) {
            self.wrong_type(&["false", "true", "[]", "\"x\"", "0", "[{}]"], false);
            return None;
        }
        if self.rng.one_in(3) {
            self.out.extend(b"null");
            return None;
        }
        self.open(b'{');
        let mut names = self.names(true, &["Code", "Message"]);
        self.shuffle(&mut names);
        let (mut codes, mut messages) = (Vec::new(), Vec::new());
        for (i, name) in names.into_iter().enumerate() {
            match name {
                "Code" => {
                    self.name(i, name, !codes.is_empty());
                    let code = self.text(true, false);
                    codes.push(code);
                }
                "Message" => {
                    self.name(i, name, !messages.is_empty());
                    let message = self.text(false, false);
                    messages.push(message);
                }
                name => {
                    self.name(i, name, false);
                    self.value();
                }
            }
        }
        self.space();
        self.close(b'}');
        let code = self.one(codes).flatten().unwrap_or_default();
        let message = self.one(messages).flatten().unwrap_or_default();
        Some((code, message))
    }

    /// Some names that count nowhere, with those that count once, sometimes not at all, and twice
    /// if that is no fault or a fault is wanted.
    fn names(&mut self, with_slots: bool, slots: &[&'static str]) -> Vec<&'static str> {
        let mut names = Vec::new();
        for _ in 0..self.rng.below(4) {
            names.push(self.rng.pick(OTHER_NAMES));
        }
        for slot in slots.iter().filter(|_| with_slots) {
            if *slot == "Response" || !self.rng.one_in(5) {
                names.push(slot);
            }
            let may_repeat = self.rules.duplicates != Duplicates::Reject || self.wants_fault;
            while may_repeat && self.rng.one_in(6) {
                names.push(slot);
            }
        }
        names
    }

    fn shuffle(&mut self, names: &mut [&'static str]) {
        for i in 1..names.len() {
            names.swap(i, self.rng.below(i + 1));
        }
    }

    fn one<T>(&self, mut values: Vec<T>) -> Option<T> {
        match self.rules.duplicates {
            Duplicates::Last => values.pop(),
            _ => values.into_iter().next(),
        }
    }

    /// Whether to break a rule here, once in `n` times.
    fn fault_here(&mut self, n: usize) -> bool {
        self.wants_fault && self.fault.is_none() && self.rng.one_in(n)
    }

    /// Only the first counts.
    fn found_at(&mut self, kind: ErrorKind, at: usize) {
        self.fault.get_or_insert((kind, at));
    }

    fn found_in_v2(&mut self, is_v2: bool, kind: ErrorKind, at: usize) {
        if is_v2 {
            self.v2_fault.get_or_insert((kind, at));
        } else {
            self.found_at(kind, at);
        }
    }

    fn wrong_type(&mut self, values: &[&str], is_v2: bool) {
        self.found_in_v2(is_v2, ErrorKind::WrongType, self.out.len());
        let value = self.rng.pick(values);
        self.out.extend(value.bytes());
    }

    fn open(&mut self, bracket: u8) {
        if self.depth == self.rules.max_depth {
            self.found_at(ErrorKind::TooDeep, self.out.len());
        }
        self.depth += 1;
        self.out.push(bracket);
    }

    fn close(&mut self, bracket: u8) {
        self.depth -= 1;
        self.out.push(bracket);
    }

    fn space(&mut self) {
        while self.rng.one_in(4) {
            let space = self
                .rng
                .pick(&[" ", "\n", "\t", "\r", "\r\n    ", "          "]);
            // Now and then over the edge of a block.
            let count = if self.rng.one_in(40) { 13 } else { 1 };
            self.out.extend(space.repeat(count).bytes());
        }
    }

    /// A name with what stands around it: the comma before, the colon behind.
    fn name(&mut self, index: usize, name: &str, again: bool) {
        self.space();
        if index > 0 {
            self.out.push(b',');
            self.space();
        }
        if again && self.rules.duplicates == Duplicates::Reject {
            self.found_at(ErrorKind::DuplicateName, self.out.len());
        }
        self.out.push(b'"');
        for c in name.chars() {
            self.character(c, 10);
        }
        if !again && OTHER_NAMES.contains(&name) && self.rng.one_in(20) {
            self.out.extend(b"\\udbff");
        }
        if self.fault_here(60) {
            return self.broken_string();
        }
        self.out.push(b'"');
        self.space();
        if self.fault_here(30) {
            self.found_at(ErrorKind::UnexpectedByte, self.out.len());
            self.out
                .push(*b",}]1\"=".get(self.rng.below(6)).expect("one of six"));
        }
        self.out.push(b':');
        self.space();
    }
}
