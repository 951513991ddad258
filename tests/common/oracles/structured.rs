//! Bodies made by rule, whose answer is known because it was written down while they were made.

use tencentcloud_response::{Backend, ErrorKind};

use super::{salvage, skim};
use crate::common::{
    Answer, check_cut, complete,
    generate::{self, Generated},
    kind_and_offset, oracle,
    rng::Rng,
    show,
};

pub(crate) fn check(input: &[u8]) {
    let mut rng = Rng::over(input);
    let generated = generate::generate(&mut rng);
    check_generated(&generated);
    let cut = rng.below(generated.body.len() + 1);
    check_cut(generated.rules, &generated.body, cut);
    let short = &generated.body[..cut];
    let read = generated.rules.parser().parse(short);
    // Costly: a step of the completion reads the body again.
    if read.is_err_and(|error| error.kind() == ErrorKind::Truncated) && cut <= 24 {
        complete::check(generated.rules, short);
    }
}

pub(crate) fn check_generated(generated: &Generated) {
    let (body, rules) = (&generated.body, generated.rules);
    for backend in Backend::available() {
        let parser = rules.parser().backend(backend);
        let read = parser.parse(body);
        let read = read
            .map(|envelope| Answer::of(&envelope))
            .map_err(kind_and_offset);
        assert_eq!(
            read,
            generated.expected,
            "{backend}: on {}, {rules:?}",
            show(body)
        );
        skim::check_equal(parser, body);
        salvage::check_equal(parser, body);
    }
    assert_eq!(
        oracle::read(body, rules),
        generated.expected.clone().ok(),
        "serde_json on {}",
        show(body)
    );
}
