//! What the tests share.

#![allow(dead_code)]

pub(crate) mod backends;
pub(crate) mod chunks;
pub(crate) mod complete;
pub(crate) mod corpus;
pub(crate) mod documents;
pub(crate) mod generate;
pub(crate) mod mutate;
pub(crate) mod oracle;
pub(crate) mod oracles;
pub(crate) mod rng;
pub(crate) mod runs;
pub(crate) mod wrong;

use tencentcloud_response::{
    ApiVersion, Backend, Duplicates, Envelope, ErrorKind, ParseError, Parser, parse,
};

/// The options of a [`Parser`], for the oracle to read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) duplicates: Duplicates,
    pub(crate) api_v2: bool,
    pub(crate) max_depth: u16,
}

impl Rules {
    pub(crate) const DEFAULT: Self = Self {
        duplicates: Duplicates::Reject,
        api_v2: false,
        max_depth: 128,
    };

    /// Every combination that differs in what it accepts.
    pub(crate) const ALL: [Self; 6] = [
        Self::DEFAULT,
        Self::DEFAULT.duplicates(Duplicates::First),
        Self::DEFAULT.duplicates(Duplicates::Last),
        Self::DEFAULT.api_v2(),
        Self::DEFAULT.duplicates(Duplicates::First).api_v2(),
        Self::DEFAULT.duplicates(Duplicates::Last).api_v2(),
    ];

    pub(crate) const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    pub(crate) const fn api_v2(mut self) -> Self {
        self.api_v2 = true;
        self
    }

    pub(crate) const fn max_depth(mut self, depth: u16) -> Self {
        self.max_depth = depth;
        self
    }

    pub(crate) const fn parser(self) -> Parser {
        Parser::new()
            .duplicates(self.duplicates)
            .api_v2(self.api_v2)
            .max_depth(self.max_depth)
    }
}

/// All that an envelope says, decoded and owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) version: ApiVersion,
    pub(crate) request_id: Option<String>,
    /// Code and message.
    pub(crate) error: Option<(String, String)>,
    pub(crate) payload: Vec<u8>,
}

impl Answer {
    pub(crate) fn of(envelope: &Envelope<'_>) -> Self {
        Self {
            version: envelope.version(),
            request_id: envelope.request_id().map(|id| id.to_string()),
            error: envelope
                .error()
                .map(|error| (error.code().to_string(), error.message().to_string())),
            payload: envelope.payload().to_vec(),
        }
    }
}

/// A body for a failure message.
pub(crate) fn show(body: &[u8]) -> String {
    body.escape_ascii().to_string()
}

pub(crate) fn kind_and_offset(error: ParseError) -> (ErrorKind, usize) {
    (error.kind(), error.offset())
}

/// A body in which the mark `¦` stands before the byte that the error is to point at.
pub(crate) fn marked(text: &str) -> (Vec<u8>, usize) {
    let (before, after) = text.split_once('¦').expect("a mark");
    assert!(!after.contains('¦'), "one mark only: {text}");
    ([before, after].concat().into_bytes(), before.len())
}

/// `skim` and `salvage` against `parse`, for any body at all (E14, E15).
pub(crate) fn check_entry_points(rules: Rules, body: &[u8]) {
    let parser = rules.parser();
    for backend in Backend::available() {
        oracles::skim::check_equal(parser.backend(backend), body);
    }
    oracles::salvage::check_equal(parser, body);
    if let Ok(envelope) = parser.parse(body) {
        for field in envelope.fields() {
            field.unwrap_or_else(|error| {
                panic!(
                    "fields after parse fail on {}: {error}, {rules:?}",
                    show(body)
                )
            });
        }
    }
}

/// What `body` says when cut at `cut` must not contradict what it says whole: an error is reported
/// at the first byte at which it is certain, and before that the body is truncated.
pub(crate) fn check_cut(rules: Rules, body: &[u8], cut: usize) {
    let parser = rules.parser();
    let short = &body[..cut];
    let first = parser.parse(short).map(|_| ()).map_err(kind_and_offset);
    let whole = parser.parse(body).map(|_| ()).map_err(kind_and_offset);
    let holds = match first {
        // Only whitespace may follow.
        Ok(()) => match whole {
            Ok(()) => true,
            Err((kind, at)) => kind == ErrorKind::TrailingData && at >= cut,
        },
        Err((ErrorKind::Truncated, at)) => at == cut && cut > 0,
        Err((ErrorKind::Empty, at)) => at == 0 && cut == 0,
        Err((ErrorKind::UnexpectedByte, 0)) if is_magic_cut(short) => true,
        error => error == whole,
    };
    assert!(
        holds,
        "{} says {first:?}, but {} says {whole:?}, {rules:?}",
        show(short),
        show(body)
    );
}

/// Whether a byte order mark or the mark of compressed data may be beginning here: the one case
/// where more bytes change the kind of an error.
pub(crate) fn is_magic_cut(body: &[u8]) -> bool {
    const MAGIC: [&[u8]; 5] = [
        b"\xef\xbb\xbf",
        b"\xfe\xff",
        b"\xff\xfe",
        b"\x1f\x8b",
        b"\x28\xb5\x2f\xfd",
    ];
    MAGIC
        .iter()
        .any(|magic| magic.len() > body.len() && magic.starts_with(body))
}

/// Reads a body that is right under the default rules, by every entry point.
pub(crate) fn read(body: &str) -> Envelope<'_> {
    check_entry_points(Rules::DEFAULT, body.as_bytes());
    parse(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// Checks that the default rules refuse a body, with the error at its mark `¦`.
pub(crate) fn refused(kind: ErrorKind, text: &str) {
    let (body, offset) = marked(text);
    check_entry_points(Rules::DEFAULT, &body);
    let error = parse(&body).map(|_| ()).map_err(kind_and_offset);
    assert_eq!(error, Err((kind, offset)), "on {text}");
}

pub(crate) fn id(body: &str) -> Option<String> {
    read(body).request_id().map(|id| id.to_string())
}

/// Code and message.
pub(crate) fn error(body: &str) -> Option<(String, String)> {
    let error = read(body).error()?;
    Some((error.code().to_string(), error.message().to_string()))
}
