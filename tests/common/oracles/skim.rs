//! E14: `skim` says what `parse` says where `parse` accepts; elsewhere what it says is at least
//! UTF-8 and the same on each backend, and a body that is cut inside `Response` is never a success.

use tencentcloud_response::{Backend, ParseError, Parser};

use super::{places, split};
use crate::common::{Answer, show};

pub(crate) fn check(input: &[u8]) {
    let Some((rules, body)) = split(input) else {
        return;
    };
    for backend in Backend::available() {
        let parser = rules.parser().backend(backend);
        check_equal(parser, body);
        check_cuts(parser, body, places(body.len()));
        assert_eq!(
            said(parser, body),
            said(rules.parser().backend(Backend::PORTABLE), body),
            "{backend} skims {} differently, {rules:?}",
            show(body)
        );
    }
}

/// What is said of any body, JSON or not.
fn said(parser: Parser, body: &[u8]) -> Result<Answer, ParseError> {
    parser.skim(body).map(|envelope| Answer::of(&envelope))
}

/// For any body.
pub(crate) fn check_equal(parser: Parser, body: &[u8]) {
    match (parser.parse(body), parser.skim(body)) {
        (Ok(envelope), Ok(skimmed)) => assert_eq!(
            (Answer::of(&skimmed), skimmed.verdict()),
            (Answer::of(&envelope), envelope.verdict()),
            "e14: skim differs on {}, {parser:?}",
            show(body)
        ),
        (Ok(_), Err(error)) => panic!("e14: skim refuses {}: {error}, {parser:?}", show(body)),
        (Err(_), Ok(skimmed)) => {
            // Anything may come out, as long as it can be read.
            let _ = (Answer::of(&skimmed), skimmed.verdict());
            let _ = skimmed.fields().count();
            let error = skimmed.error();
            let texts = [
                skimmed.request_id(),
                error.map(|error| error.code().as_json_str()),
                error.map(|error| error.message()),
            ];
            for text in texts.into_iter().flatten() {
                let bytes = text.raw().as_bytes();
                assert!(
                    std::str::from_utf8(bytes).is_ok(),
                    "e14: not UTF-8: {}",
                    show(body)
                );
            }
        }
        (Err(_), Err(_)) => {}
    }
}

/// No cut before the closing brace of `Response` is a success, however the rest may read; and what a
/// cut failure says is the whole truth, as only what follows is missing.
pub(crate) fn check_cuts(parser: Parser, body: &[u8], cuts: impl Iterator<Item = usize>) {
    let Ok(envelope) = parser.parse(body) else {
        return;
    };
    let payload = envelope.payload();
    let brace = payload.as_ptr() as usize - body.as_ptr() as usize + payload.len() - 1;
    let whole = Answer::of(&envelope);
    for cut in cuts.take_while(|&cut| cut <= brace) {
        let Ok(skimmed) = parser.skim(&body[..cut]) else {
            continue;
        };
        assert!(
            !skimmed.is_success(),
            "e14: a cut success: {}, {parser:?}",
            show(&body[..cut])
        );
        let cut_short = Answer::of(&skimmed);
        assert_eq!(
            (&cut_short.request_id, &cut_short.error),
            (&whole.request_id, &whole.error),
            "e14: on {}, {parser:?}",
            show(&body[..cut])
        );
    }
}
