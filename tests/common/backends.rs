//! Every backend against the portable one, and that one against its `salvage`: the portable reader
//! without a guess before it, which is the specification.

use std::env;

use tencentcloud_response::{ApiVersion, Backend, Envelope, ParseError, Parser, Salvage, Verdict};

use super::{Rules, show};

/// What an envelope says, as it was sent, and where in the body it lies.
#[derive(Debug, PartialEq, Eq)]
struct Said<'a> {
    version: ApiVersion,
    verdict: Verdict,
    request_id: Option<&'a str>,
    /// Code and message.
    error: Option<(&'a str, &'a str)>,
}

impl<'a> Said<'a> {
    fn by(envelope: &Envelope<'a>) -> Self {
        Self {
            version: envelope.version(),
            verdict: envelope.verdict(),
            request_id: envelope.request_id().map(|id| id.raw()),
            error: envelope
                .error()
                .map(|error| (error.code().as_json_str().raw(), error.message().raw())),
        }
    }
}

/// The same of what a broken body has.
#[derive(Debug, PartialEq, Eq)]
struct Salvaged<'a> {
    error: Option<ParseError>,
    verdict: Verdict,
    texts: [Option<&'a str>; 3],
}

impl<'a> Salvaged<'a> {
    fn by(salvage: &Salvage<'a>) -> Self {
        Self {
            error: salvage.error(),
            verdict: salvage.verdict(),
            texts: [
                salvage.request_id().map(|id| id.raw()),
                salvage.code().map(|code| code.as_json_str().raw()),
                salvage.message().map(|message| message.raw()),
            ],
        }
    }
}

type Answer<'a> = Result<(Said<'a>, &'a [u8]), ParseError>;

fn answer<'a>(read: &Result<Envelope<'a>, ParseError>) -> Answer<'a> {
    match read {
        Ok(envelope) => Ok((Said::by(envelope), envelope.payload())),
        Err(error) => Err(*error),
    }
}

/// Panics unless every backend answers as the portable one does; returns whether `body` is right.
pub(crate) fn check(parser: Parser, body: &[u8]) -> bool {
    let portable = parser.backend(Backend::PORTABLE);
    let expected = answer(&portable.parse(body));
    // What `parse` guesses, `salvage` reads.
    let read = portable.salvage(body);
    match &expected {
        Ok((said, _)) => assert_eq!(
            (
                read.error(),
                read.request_id().map(|id| id.raw()),
                read.verdict()
            ),
            (None, said.request_id, said.verdict),
            "salvage differs from parse on {}, {parser:?}",
            show(body)
        ),
        Err(error) => assert_eq!(
            read.error(),
            Some(*error),
            "salvage differs from parse on {}, {parser:?}",
            show(body)
        ),
    }
    for backend in Backend::available() {
        let parser = parser.backend(backend);
        assert_eq!(
            answer(&parser.parse(body)),
            expected,
            "{backend}: parse differs from portable on {}, {parser:?}",
            show(body)
        );
        match (&expected, parser.skim(body)) {
            (Ok((said, _)), Ok(skimmed)) => assert_eq!(
                Said::by(&skimmed),
                *said,
                "{backend}: skim differs from parse on {}, {parser:?}",
                show(body)
            ),
            (Ok(_), Err(error)) => panic!(
                "{backend}: skim refuses {}: {error}, {parser:?}",
                show(body)
            ),
            // Anything may come out, as long as it can be read.
            (Err(_), Ok(skimmed)) => _ = Said::by(&skimmed),
            (Err(_), Err(_)) => {}
        }
        assert_eq!(
            Salvaged::by(&parser.salvage(body)),
            Salvaged::by(&read),
            "{backend}: salvage differs from portable on {}, {parser:?}",
            show(body)
        );
    }
    expected.is_ok()
}

/// The same under the default rules.
pub(crate) fn check_default(body: &[u8]) -> bool {
    check(Parser::new(), body)
}

pub(crate) fn check_rules(rules: Rules, body: &[u8]) -> bool {
    check(rules.parser(), body)
}

/// Says which backends run, and panics if one of those that `TCRESP_EXPECT_BACKENDS` names, with
/// commas between, does not.
pub(crate) fn report() {
    let runs: Vec<String> = Backend::available().map(|one| one.to_string()).collect();
    for name in ["avx512", "avx2", "neon", "portable"] {
        if runs.iter().any(|one| one == name) {
            println!("backend {name}: runs");
        } else {
            println!("backend {name}: SKIPPED, this CPU does not have it");
        }
    }
    assert_eq!(runs.last().map(String::as_str), Some("portable"));
    if cfg!(target_arch = "aarch64") {
        assert_eq!(runs, ["neon", "portable"]);
        assert_eq!(Backend::best().to_string(), "neon");
    }
    let expected = env::var("TCRESP_EXPECT_BACKENDS").unwrap_or_default();
    for name in expected.split(',').filter(|name| !name.is_empty()) {
        assert!(
            runs.iter().any(|one| one == name),
            "TCRESP_EXPECT_BACKENDS={expected}, but only {runs:?} run"
        );
    }
}

/// How many mutants to read: `TCRESP_MUTANTS`, or `default`.
pub(crate) fn mutants(default: usize) -> usize {
    match env::var("TCRESP_MUTANTS") {
        Ok(count) => count.parse().expect("TCRESP_MUTANTS is a number"),
        Err(_) => default,
    }
}

/// A body at each place relative to a block, among bytes that would change its meaning if they
/// were read.
pub(crate) struct Shifted {
    around: Vec<u8>,
    first: usize,
}

impl Shifted {
    pub(crate) const BLOCK: usize = 64;

    /// Room for bodies of up to `len` bytes.
    pub(crate) fn new(len: usize) -> Self {
        let around = vec![b'"'; len + 3 * Self::BLOCK];
        // Not `align_offset`, which may refuse.
        let first = around.as_ptr().addr().wrapping_neg() % Self::BLOCK;
        Self { around, first }
    }

    /// `body`, beginning `shift` bytes behind a multiple of 64.
    pub(crate) fn at<R>(&mut self, shift: usize, body: &[u8], read: impl FnOnce(&[u8]) -> R) -> R {
        let range = self.first + shift..self.first + shift + body.len();
        self.around[range.clone()].copy_from_slice(body);
        let result = read(&self.around[range.clone()]);
        self.around[range].fill(b'"');
        result
    }
}
