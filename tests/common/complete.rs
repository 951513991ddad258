//! Completing a truncated body: the proof that it really is the beginning of a right one.

use tencentcloud_response::ErrorKind;

use super::{Rules, oracle, show};

/// What finishes a body, if it is nearly there.
const ENDS: &[&[u8]] = &[
    b"",
    b"}",
    b"}}",
    br#"{}}"#,
    br#"{"Response":{}}"#,
    br#"Response":{}}"#,
    br#""Response":{}}"#,
    br#","Response":{}}"#,
];

/// What to add otherwise, in the order of preference: a string is closed before anything else is
/// tried, brackets are closed rather than opened. Letters are for literals, digits for numbers and
/// escapes, `\udc00` for the other half of a pair, the last for sequences of UTF-8.
const STEPS: &[u8] = b"\":}]0{nulltruefalse\\udc\x80\x90\xa0\x9f";

/// Panics unless `body`, which the library says is truncated, has a continuation that `serde_json`
/// accepts under the same rules. Returns the whole.
pub(crate) fn check(rules: Rules, body: &[u8]) -> Vec<u8> {
    let parser = rules.parser();
    let mut text = body.to_vec();
    let steps = 64 + 4 * usize::from(rules.max_depth);
    for _ in 0..steps {
        for end in ENDS {
            let whole = [&text, *end].concat();
            if parser.parse(&whole).is_ok() {
                assert!(
                    oracle::read(&whole, rules).is_some(),
                    "only the library accepts {}",
                    show(&whole)
                );
                return whole;
            }
        }
        let step = STEPS.iter().find(|&&step| {
            text.push(step);
            let goes_on = parser
                .parse(&text)
                .is_err_and(|error| error.kind() == ErrorKind::Truncated);
            text.pop();
            goes_on
        });
        match step {
            Some(&step) => text.push(step),
            None => panic!(
                "{} is truncated, but nothing follows {}",
                show(body),
                show(&text)
            ),
        }
    }
    panic!(
        "{} is truncated, but has no end: {}",
        show(body),
        show(&text)
    );
}
