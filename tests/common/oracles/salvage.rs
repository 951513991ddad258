//! E15: `salvage` names the error that `parse` names, and keeps what can still be told.

use tencentcloud_response::{Duplicates, ErrorKind, Parser, Record, Salvage};

use super::{places, split};
use crate::common::{Rules, kind_and_offset, oracle, show};

pub(crate) fn check(input: &[u8]) {
    let Some((rules, body)) = split(input) else {
        return;
    };
    let parser = rules.parser();
    check_equal(parser, body);
    let salvage = parser.salvage(body);
    check_record(&salvage);
    match parser.parse(body) {
        Ok(_) => {
            for cut in places(body.len()) {
                check_kept(rules, &body[..cut], body);
            }
        }
        Err(error) if is_grammar(error.kind()) => {
            // What is behind the break changes nothing. (In the 2.0 shape the byte that ends a
            // number completes a value and may be the break itself.)
            if !rules.api_v2 {
                assert_eq!(
                    Values::of(&salvage),
                    Values::of(&parser.salvage(&body[..error.offset()])),
                    "e15: {error} in {}, {rules:?}",
                    show(body)
                );
            }
        }
        Err(_) => {}
    }
    if let Some(expected) = oracle::salvage(body, rules) {
        assert_eq!(
            Values::of(&salvage),
            expected,
            "e15: serde_json differs on {}, {rules:?}",
            show(body)
        );
    }
}

/// For any body.
pub(crate) fn check_equal(parser: Parser, body: &[u8]) {
    let salvage = parser.salvage(body);
    match parser.parse(body) {
        Ok(envelope) => {
            assert_eq!(salvage.error(), None, "e15: on {}", show(body));
            assert_eq!(salvage.verdict(), envelope.verdict());
            assert_eq!(salvage.request_id(), envelope.request_id());
            let error = envelope.error();
            assert_eq!(
                salvage.code().map(|code| code.to_string()),
                error.map(|error| error.code().to_string())
            );
            assert_eq!(salvage.message(), error.map(|error| error.message()));
            assert_eq!(Record::from(&salvage), Record::from(&envelope));
        }
        Err(error) => {
            assert_eq!(
                salvage.error().map(kind_and_offset),
                Some(kind_and_offset(error)),
                "e15: salvage names another error on {}, {parser:?}",
                show(body)
            );
            assert_eq!(salvage.verdict(), error.verdict());
        }
    }
}

/// A value that can be told of a cut is the value of the whole body, which is right.
pub(crate) fn check_kept(rules: Rules, cut: &[u8], whole: &[u8]) {
    // The last value is known at the end only; and before the end a `Response` may still come, which
    // wins over the 2.0 shape.
    if rules.duplicates == Duplicates::Last || rules.api_v2 {
        return;
    }
    let (short, long) = (
        Values::of(&rules.parser().salvage(cut)),
        Values::of(&rules.parser().salvage(whole)),
    );
    for (short, long) in [
        (&short.request_id, &long.request_id),
        (&short.code, &long.code),
        (&short.message, &long.message),
    ] {
        assert!(
            short.is_none() || short == long,
            "e15: {short:?} in {}, but {long:?} in {}, {rules:?}",
            show(cut),
            show(whole)
        );
    }
}

/// A record has what was kept, or a beginning of it.
fn check_record(salvage: &Salvage<'_>) {
    let record = Record::from(salvage);
    let values = Values::of(salvage);
    assert_eq!(record.verdict(), salvage.verdict());
    assert_eq!(record.error(), salvage.error());
    let mut is_cut = false;
    for (kept, whole) in [
        (record.request_id(), &values.request_id),
        (record.code(), &values.code),
        (record.message(), &values.message),
    ] {
        assert_eq!(kept.is_some(), whole.is_some());
        let (kept, whole) = (kept.unwrap_or(""), whole.as_deref().unwrap_or(""));
        assert!(whole.starts_with(kept), "{kept:?} of {whole:?}");
        is_cut |= kept.len() < whole.len();
    }
    assert_eq!(record.is_cut(), is_cut);
}

/// Whether the body is no JSON.
pub(super) fn is_grammar(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnexpectedByte
            | ErrorKind::BadLiteral
            | ErrorKind::BadNumber
            | ErrorKind::BadEscape
            | ErrorKind::ControlCharacter
            | ErrorKind::InvalidUtf8
    )
}

/// What can be told of a body, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values {
    pub(crate) request_id: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

impl Values {
    fn of(salvage: &Salvage<'_>) -> Self {
        Self {
            request_id: salvage.request_id().map(|id| id.to_string()),
            code: salvage.code().map(|code| code.to_string()),
            message: salvage.message().map(|message| message.to_string()),
        }
    }
}
