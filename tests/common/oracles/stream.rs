//! `stream::Reader`: whatever the pieces, what it says is what `parse` and `salvage` say of the
//! joined bytes; and `stream::bodies`, over any buffer.

use tencentcloud_response::{
    Backend, ErrorKind, ParseError, Parser, Record,
    stream::{Reader, bodies},
};

use super::{pieces, salvage::is_grammar, split};
use crate::common::{is_magic_cut, kind_and_offset, rng::Rng, show};

/// Pieces as a body might have them that comes by network, beside those that the input chooses.
const SIZES: &[usize] = &[64, 300, 1460];
/// At so many places what is known so far is looked at, each of which reads all before it again.
const LOOKS: usize = 12;

pub(crate) fn check(input: &[u8]) {
    let Some((rules, rest)) = split(input) else {
        return;
    };
    let (body, mut rng) = pieces::split(rest);
    let parser = rules.parser();
    check_pieces(parser, body, &mut rng);
    // A vector unit is not begun for a few bytes.
    let long = filled(body, &mut rng);
    check_pieces(parser, &long, &mut rng);
    check_bodies(parser, body);
    check_bodies_beside(parser, body);
}

/// What the functions for whole bodies say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    parsed: Result<Record, ParseError>,
    salvaged: Record,
}

impl Said {
    pub(crate) fn of(parser: Parser, body: &[u8]) -> Self {
        Self {
            parsed: parser.parse(body).map(|envelope| Record::from(&envelope)),
            salvaged: Record::from(&parser.salvage(body)),
        }
    }

    /// `reader` was fed all of `body`, in pieces that `what` describes.
    pub(crate) fn check(&self, reader: Reader, body: &[u8], what: impl Fn() -> String) {
        assert_eq!(reader.bytes(), body.len() as u64, "{}", what());
        let so_far = Record::from(&reader.so_far());
        assert_eq!(so_far, self.salvaged, "{} in {}", show(body), what());
        let salvaged = reader.clone().salvage();
        assert_eq!(salvaged, self.salvaged, "{} in {}", show(body), what());
        if let Some(error) = reader.error() {
            assert_eq!(Err(error), self.parsed, "{} in {}", show(body), what());
        }
        // `ParseError` compares what was expected too; its words then are the same.
        let finished = reader.finish();
        assert_eq!(finished, self.parsed, "{} in {}", show(body), what());
    }
}

/// On every backend, in pieces of several kinds.
fn check_pieces(parser: Parser, body: &[u8], rng: &mut Rng) {
    let said = Said::of(parser.backend(Backend::PORTABLE), body);
    let chosen = pieces::sizes(rng, body.len());
    let singles = vec![1; body.len()];
    for backend in Backend::available() {
        let parser = parser.backend(backend);
        let what = |sizes: &[usize]| format!("{sizes:?}, {backend}, {parser:?}");
        let reader = fed(parser, body, &[body.len()], 0);
        check_end(&reader, || format!("{} whole, {backend}", show(body)));
        said.check(reader, body, || what(&[body.len()]));
        said.check(fed(parser, body, &chosen, LOOKS), body, || what(&chosen));
        if body.len() <= 600 {
            said.check(fed(parser, body, &singles, 0), body, || what(&[1]));
        }
        for size in SIZES.iter().filter(|size| **size < body.len()) {
            let sizes = vec![*size; body.len().div_ceil(*size)];
            said.check(fed(parser, body, &sizes, 0), body, || what(&sizes));
        }
    }
}

/// A reader that was fed `body` in pieces of these sizes. At some of their ends, what it knows then
/// is what `salvage` says of the bytes up to there, and an error that it knows stays.
fn fed(parser: Parser, body: &[u8], sizes: &[usize], looks: usize) -> Reader {
    let mut reader = Reader::from(parser);
    let mut at = 0;
    let mut known = None;
    for (i, size) in sizes.iter().enumerate() {
        let end = body.len().min(at + size);
        reader.feed(&body[at..end]);
        at = end;
        let error = reader.error();
        assert!(
            known.is_none() || error == known,
            "{known:?}, then {error:?} at {at} of {}, {sizes:?}, {parser:?}",
            show(body)
        );
        known = error;
        if i % (1 + sizes.len() / (looks + 1)) == 0 && looks > 0 {
            check_so_far(&reader, parser, &body[..at], || {
                format!("{sizes:?}, {parser:?}")
            });
        }
    }
    assert_eq!(at, body.len(), "{sizes:?}");
    reader
}

fn check_so_far(reader: &Reader, parser: Parser, begun: &[u8], what: impl Fn() -> String) {
    let salvage = parser.salvage(begun);
    let so_far = reader.so_far();
    assert_eq!(
        (Record::from(&so_far), so_far.is_provisional()),
        (Record::from(&salvage), salvage.is_provisional()),
        "{} in {}",
        show(begun),
        what()
    );
    // All errors are known by then but those that the next bytes may still heal.
    let expected = salvage
        .error()
        .filter(|error| !matches!(error.kind(), ErrorKind::Truncated | ErrorKind::Empty));
    let known = reader.error();
    let is_open = known.is_none() && is_magic_cut(begun);
    assert!(
        known == expected || is_open,
        "{known:?} is known of {} in {}",
        show(begun),
        what()
    );
}

/// What comes behind an error changes neither it nor, if the body is no JSON, anything else.
fn check_end(reader: &Reader, what: impl Fn() -> String) {
    let Some(error) = reader.error() else {
        return;
    };
    let before = reader.clone().salvage();
    let mut reader = reader.clone();
    for piece in [
        &b""[..],
        b"}",
        b"\"Error\":{\"Code\":\"c\"},\"RequestId\":\"r\"}}",
        b"\xff",
    ] {
        reader.feed(piece);
        assert_eq!(reader.error(), Some(error), "{}", what());
        if is_grammar(error.kind()) || error.kind() == ErrorKind::TrailingData {
            assert_eq!(reader.so_far().error(), Some(error), "{}", what());
            assert_eq!(reader.clone().salvage(), before, "{}", what());
        }
    }
    assert_eq!(reader.finish(), Err(error), "{}", what());
}

/// A member of several KB, with all that a vector unit has to carry from block to block.
const UNIT: &str = r#"{"InstanceId":"ins-1a2b3c4d","Tags":[1,-2.5e+3,true,null,[]],"Name":"中文 \"\\ \u00e9 \ud83d\ude00","RequestId":"deep","Zone":{"Error":{"Code":"x"}}}"#;

/// `body` with such a member behind a place where members may begin, and perhaps a byte of that
/// changed.
fn filled(body: &[u8], rng: &mut Rng) -> Vec<u8> {
    let places: Vec<usize> = (1..=body.len())
        .filter(|&at| matches!(body[at - 1], b'{' | b','))
        .take(256)
        .collect();
    // Most bodies are right with one behind the brace of `Response`.
    let at = match (places.get(1), places.len()) {
        (Some(&at), _) if !rng.one_in(4) => at,
        (_, 0) => rng.below(body.len() + 1),
        (_, count) => places[rng.below(count)],
    };
    let units = vec![UNIT; 1 + rng.below(24)].join([",", ", ", "\n,"][rng.below(3)]);
    let mut member = format!("\"Set\":[{units}],").into_bytes();
    if rng.one_in(3) {
        let place = rng.below(member.len());
        member[place] = *b"\"\\{}[]:,0e\x1f\xe4\x80 u"
            .get(rng.below(15))
            .expect("15");
    }
    [&body[..at], &member, &body[at..]].concat()
}

/// What holds for every buffer: the bodies follow each other, only whitespace is in none of them,
/// and each says what `parse` says of it. Returns how many there are.
pub(crate) fn check_bodies(parser: Parser, buffer: &[u8]) -> usize {
    let mut end = 0;
    let mut count = 0;
    for body in parser.bodies(buffer) {
        let range = body.range();
        assert!(
            range.start >= end && range.end <= buffer.len() && !range.is_empty(),
            "{range:?} in {}",
            show(buffer)
        );
        assert!(
            is_space(&buffer[end..range.start]),
            "{range:?} in {}",
            show(buffer)
        );
        assert_eq!(body.bytes(), &buffer[range.clone()]);
        assert_eq!(body.bytes(), trim(body.bytes()), "{}", show(buffer));
        let (said, parsed) = (body.envelope(), parser.parse(body.bytes()));
        assert_eq!(
            said.map_err(kind_and_offset).map(|e| Record::from(&e)),
            parsed.map_err(kind_and_offset).map(|e| Record::from(&e)),
            "{} in {}",
            show(body.bytes()),
            show(buffer)
        );
        if let (Ok(said), Ok(parsed)) = (said, parsed) {
            assert_eq!(said.payload(), parsed.payload());
        }
        end = range.end;
        count += 1;
    }
    assert!(is_space(&buffer[end..]), "{}", show(buffer));
    count
}

/// A right body is found whatever is before it on other lines, and is one however it is indented.
fn check_bodies_beside(parser: Parser, body: &[u8]) {
    const RIGHT: &[u8] = br#"{"Response":{}}"#;
    let buffer = [body, b"\n", RIGHT].concat();
    let last = parser.bodies(&buffer).last().expect("one at least");
    assert_eq!(last.bytes(), RIGHT, "behind {}", show(body));
    assert_eq!(last.range().end, buffer.len());
    if parser.parse(body).is_err() {
        return;
    }
    let body = trim(body);
    for between in [&b""[..], b"\n", b" \r\n"] {
        let buffer = [between, body, between, RIGHT, between, body, between].concat();
        let found: Vec<&[u8]> = parser.bodies(&buffer).map(|one| one.bytes()).collect();
        assert_eq!(found, [body, RIGHT, body], "{}", show(&buffer));
    }
    if parser == Parser::new() {
        assert_eq!(bodies(body).count(), 1, "{}", show(body));
    }
}

fn is_space(text: &[u8]) -> bool {
    text.iter().all(|byte| b" \t\r\n".contains(byte))
}

/// Without the whitespace of JSON around it.
fn trim(text: &[u8]) -> &[u8] {
    let first = text.iter().position(|byte| !b" \t\r\n".contains(byte));
    let last = text.iter().rposition(|byte| !b" \t\r\n".contains(byte));
    match (first, last) {
        (Some(first), Some(last)) => &text[first..=last],
        _ => b"",
    }
}
