//! `sse`: events as by the words of the standard, whatever the pieces; what they mean, by `parse`;
//! and what a stream comes to.

use tencentcloud_response::{
    ApiVersion, ErrorKind, ParseError, Parser, Record, Salvage, Verdict,
    sse::{Meaning, Reader, Watcher},
};

use super::{pieces, split};
use crate::common::{kind_and_offset, oracle, show};

const CAPS: &[usize] = &[1000, 64, 8, 1, 0, 300, 31, 2];

pub(crate) fn check(input: &[u8]) {
    let Some((rules, rest)) = split(input) else {
        return;
    };
    let (stream, mut rng) = pieces::split(rest);
    let cap = CAPS[rng.below(CAPS.len())];
    let parser = rules.parser();
    let told = by_the_rules(cap, stream);
    let sizes = pieces::sizes(&mut rng, stream.len());
    let watched = watch(parser, cap, [stream]);
    for pieces in [
        vec![stream],
        stream.chunks(1).collect(),
        stream.chunks(64).collect(),
        pieces::cut(stream, &sizes),
    ] {
        let what = || format!("{}, {sizes:?}, cap {cap}, {parser:?}", show(stream));
        let (mut reader, again) = (Reader::new(vec![0xaa; cap]), pieces.clone());
        assert_eq!(read(&mut reader, pieces.clone()), told, "{}", what());
        // After its end it is as new.
        assert_eq!(read(&mut reader, again), told, "{}", what());
        assert_eq!(watch(parser, cap, pieces), watched, "{}", what());
    }
    let events: Vec<&Told> = told.0.iter().chain(&told.1).collect();
    let said: Vec<Said> = events
        .iter()
        .map(|told| Said::checked(&parser, told))
        .collect();
    check_record(parser, stream, cap, &said);
}

/// Name, data, and whether it is cut.
pub(crate) type Told = (String, Vec<u8>, bool);

/// The events that end with a blank line, and the one that does not.
pub(crate) fn read<'a>(
    reader: &mut Reader<Vec<u8>>,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Told>, Option<Told>) {
    let mut told = Vec::new();
    for piece in pieces {
        let mut rest = piece;
        while let Some(event) = reader.next(&mut rest) {
            told.push((
                event.name().to_owned(),
                event.data().to_vec(),
                event.is_cut(),
            ));
        }
        assert!(rest.is_empty());
    }
    let last = reader.finish();
    let last = last.map(|event| {
        (
            event.name().to_owned(),
            event.data().to_vec(),
            event.is_cut(),
        )
    });
    (told, last)
}

/// The rules of the WHATWG as they are written, on a whole stream.
pub(crate) fn by_the_rules(cap: usize, stream: &[u8]) -> (Vec<Told>, Option<Told>) {
    let stream = stream.strip_prefix(b"\xef\xbb\xbf").unwrap_or(stream);
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut bytes = stream.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' {
                    bytes.next_if_eq(&b'\n');
                }
                lines.push(std::mem::take(&mut line));
            }
            byte => line.push(byte),
        }
    }
    // A last line without an end is a line; if there is none, no blank line is made up.
    let unfinished = (!line.is_empty()).then_some(line);
    let (mut name, mut data) = (Vec::new(), Vec::new());
    let mut told = Vec::new();
    let event = |name: &mut Vec<u8>, data: &mut Vec<u8>| {
        let (mut name, mut data) = (std::mem::take(name), std::mem::take(data));
        if data.is_empty() {
            return None;
        }
        assert_eq!(data.pop(), Some(b'\n'));
        let is_cut = data.len() > cap;
        data.truncate(cap);
        name.truncate(32);
        if name.is_empty() {
            name = b"message".to_vec();
        }
        let name = match String::from_utf8(name) {
            Ok(name) => name,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                String::from_utf8(error.into_bytes()[..valid].to_vec()).expect("so far it is")
            }
        };
        Some((name, data, is_cut))
    };
    for line in lines.into_iter().chain(unfinished) {
        if line.is_empty() {
            told.extend(event(&mut name, &mut data));
            continue;
        }
        let (field, value) = match line.iter().position(|&byte| byte == b':') {
            Some(colon) => {
                let value = &line[colon + 1..];
                (&line[..colon], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (&line[..], b"".as_slice()),
        };
        match field {
            b"data" => {
                data.extend_from_slice(value);
                data.push(b'\n');
            }
            b"event" => name = value.to_vec(),
            _ => {}
        }
    }
    let last = event(&mut name, &mut data);
    (told, last)
}

/// How many events came by before the end, and what it came to.
pub(crate) fn watch<'a>(
    parser: Parser,
    cap: usize,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (u64, Record) {
    let mut watcher = Watcher::new(parser, vec![0; cap]);
    for piece in pieces {
        watcher.feed(piece);
    }
    let events = watcher.events();
    (events, watcher.finish())
}

/// What an event tells, as far as it counts for the whole stream.
#[derive(Debug, Default)]
struct Said {
    request_id: Option<String>,
    /// Code and message. Of an event that is cut it may be the code alone.
    error: Option<(String, Option<String>)>,
    /// The message of a cut event that is wrong where its code might be.
    lone_message: Option<String>,
    /// Whether that is a dry run's success.
    is_dry_run: bool,
    fault: Option<ParseError>,
}

impl Said {
    /// What `Meaning` says of the event, once that was compared with what `parse` says of the same
    /// data, or of the data inside of `Response`.
    fn checked(parser: &Parser, (_, data, is_cut): &Told) -> Self {
        if *is_cut {
            return Self::of_beginning(parser, data);
        }
        let meaning = Meaning::of(data, parser);
        let text = show(data);
        if data.trim_ascii() == b"[DONE]" {
            assert!(matches!(meaning, Meaning::Done), "{text}");
            return Self::default();
        }
        let wrapped = wrap(data, "}");
        let (expected, error_msg) = match parser.parse(data) {
            Ok(envelope) => {
                assert!(matches!(meaning, Meaning::Envelope(_)), "{text}");
                (Ok(envelope), None)
            }
            Err(error) if matches!(error.kind(), ErrorKind::NoResponse | ErrorKind::ApiV2) => {
                let bare = parser.parse(&wrapped);
                // What follows the object gets mixed up with the wrapper.
                if let Meaning::Other(error) = meaning
                    && error.kind() == ErrorKind::TrailingData
                {
                    assert!(
                        parser.parse(&wrap(&data[..error.offset()], "}")).is_ok(),
                        "{text}"
                    );
                    return Self {
                        fault: Some(error),
                        ..Self::default()
                    };
                }
                let error_msg = bare.as_ref().ok().and_then(|bare| {
                    assert_eq!(bare.version(), ApiVersion::V3);
                    error_msg(bare.payload()).filter(|_| bare.is_success())
                });
                if bare.is_ok() {
                    assert_eq!(
                        matches!(meaning, Meaning::ErrorMsg(_)),
                        error_msg.is_some(),
                        "{text}"
                    );
                    assert_eq!(
                        matches!(meaning, Meaning::Bare(_)),
                        error_msg.is_none(),
                        "{text}"
                    );
                }
                (bare, error_msg)
            }
            Err(error) => (Err(error), None),
        };
        let request_id = meaning.request_id().map(|id| id.to_string());
        let told = meaning
            .error()
            .map(|error| (error.code().to_string(), Some(error.message().to_string())));
        let (expected, fault) = match (expected, meaning) {
            (Ok(envelope), Meaning::Envelope(_) | Meaning::Bare(_) | Meaning::ErrorMsg(_)) => {
                let error = envelope
                    .error()
                    .map(|error| (error.code().to_string(), Some(error.message().to_string())));
                (
                    (envelope.request_id().map(|id| id.to_string()), error),
                    None,
                )
            }
            (Err(expected), Meaning::Other(error)) => {
                let is_wrapped = !matches!(parser.parse(data), Err(same) if same == error);
                let at = error.offset() + if is_wrapped { WRAPPER.len() } else { 0 };
                assert_eq!(
                    (error.kind(), at),
                    (expected.kind(), expected.offset()),
                    "{text}"
                );
                ((None, None), Some(error))
            }
            (expected, meaning) => panic!("{expected:?}, but {meaning:?} of {text}"),
        };
        let expected = (expected.0, error_msg.or(expected.1));
        assert_eq!((&request_id, &told), (&expected.0, &expected.1), "{text}");
        Self {
            request_id,
            is_dry_run: meaning
                .error()
                .is_some_and(|error| error.code().root() == *"DryRunOperation"),
            error: told,
            lone_message: None,
            fault,
        }
    }

    /// The same of an event that is cut: by `salvage`.
    fn of_beginning(parser: &Parser, data: &[u8]) -> Self {
        let text = show(data);
        let stream = longer(data);
        let mut reader = Reader::new(vec![0; data.len()]);
        let event = reader.next(&mut stream.as_slice()).expect("one");
        assert_eq!((event.data(), event.is_cut()), (data, true), "{text}");
        let Meaning::TooLong(salvage) = event.meaning(parser) else {
            panic!("{:?} of a cut event, {text}", event.meaning(parser));
        };
        let whole = parser.salvage(data);
        let is_object = data.trim_ascii_start().starts_with(b"{");
        match salvage.error() {
            _ if whole.request_id().is_some() || whole.code().is_some() => {
                assert_eq!(values(&salvage), values(&whole), "{text}");
                assert_eq!(salvage.error(), whole.error(), "{text}");
            }
            Some(error) if error.kind() == ErrorKind::TrailingData => {
                let object = wrap(&data[..error.offset()], "}");
                let bare = parser.salvage(&object);
                assert_eq!(values(&salvage), values(&bare), "{text}");
            }
            error if is_object => {
                let wrapped = wrap(data, "");
                let bare = parser.salvage(&wrapped);
                assert_eq!(values(&salvage), values(&bare), "{text}");
                // Whole as it is, it lacks only what the wrapper has.
                let expected = bare.error().map(kind_and_offset);
                let expected = expected.filter(|error| {
                    *error != (ErrorKind::Truncated, wrapped.len())
                        || parser.salvage(&wrap(data, "}")).error().is_some()
                });
                assert_eq!(
                    error.map(|error| (error.kind(), error.offset() + WRAPPER.len())),
                    expected,
                    "{text}"
                );
            }
            error => assert!(
                values(&salvage) == (None, None, None) && error.is_some(),
                "{text}"
            ),
        }
        let (request_id, code, message) = values(&salvage);
        // A long part of the answer is nothing wrong.
        let is_part = |error: &ParseError| code.is_none() && error.kind() == ErrorKind::Truncated;
        let fault = salvage.error().filter(|error| !is_part(error));
        Self {
            lone_message: message.clone().filter(|_| fault.is_some()),
            fault,
            request_id,
            is_dry_run: salvage.verdict() == Verdict::DryRun,
            error: code.map(|code| (code, message)),
        }
    }

    /// An error that the API tells of weighs more than an event that is wrong.
    const fn weight(&self) -> u8 {
        match (&self.error, &self.fault) {
            (Some(_), _) => 2,
            (None, Some(_)) => 1,
            (None, None) => 0,
        }
    }
}

const WRAPPER: &str = r#"{"Response":"#;

fn wrap(data: &[u8], end: &str) -> Vec<u8> {
    [WRAPPER.as_bytes(), data, end.as_bytes()].concat()
}

/// A stream of an event with this data and a byte more.
fn longer(data: &[u8]) -> Vec<u8> {
    let mut stream = b"data: ".to_vec();
    for &byte in data {
        stream.push(byte);
        if byte == b'\n' {
            stream.extend_from_slice(b"data: ");
        }
    }
    stream.extend_from_slice(b"x\n\n");
    stream
}

type Values = (Option<String>, Option<String>, Option<String>);

fn values(salvage: &Salvage<'_>) -> Values {
    (
        salvage.request_id().map(|id| id.to_string()),
        salvage.code().map(|code| code.to_string()),
        salvage.message().map(|message| message.to_string()),
    )
}

/// Code and message of the first `ErrorMsg`, if that is an object.
fn error_msg(object: &[u8]) -> Option<(String, Option<String>)> {
    let members = oracle::members(object)?;
    let (_, raw) = members.iter().find(|(name, _)| name == "ErrorMsg")?;
    if !raw.starts_with('{') {
        return None;
    }
    let members = oracle::members(raw.as_bytes()).expect("an object");
    let text = |wanted: &str| {
        let first = members.iter().find(|(name, _)| name == wanted);
        let raw = first.map_or("", |(_, raw)| raw);
        match raw.as_bytes().first() {
            Some(b'"') => oracle::decode(raw).expect("a string"),
            Some(b'-' | b'0'..=b'9') => raw.to_owned(),
            _ => String::new(),
        }
    };
    Some((text("Code"), Some(text("Msg"))))
}

/// The record is that of the first event of those that weigh most.
fn check_record(parser: Parser, stream: &[u8], cap: usize, said: &[Said]) {
    let (_, record) = watch(parser, cap, [stream]);
    let what = || format!("{record:?} of {}, cap {cap}, {parser:?}", show(stream));
    if said.is_empty() {
        let plain = Record::from(&parser.salvage(stream));
        assert_eq!(record, plain, "{}", what());
        return;
    }
    let most = said.iter().map(Said::weight).max().unwrap_or(0);
    let first = said.iter().find(|said| said.weight() == most);
    let first = first.expect("there are events");
    let verdict = match (&first.fault, &first.error) {
        (Some(fault), _) => fault.verdict(),
        (None, Some(_)) if first.is_dry_run => Verdict::DryRun,
        (None, Some(_)) => Verdict::Failure,
        (None, None) => Verdict::Success,
    };
    assert_eq!(record.verdict(), verdict, "{}", what());
    assert_eq!(
        record.error().map(|error| error.kind()),
        first.fault.map(|error| error.kind()),
        "{}",
        what()
    );
    let (code, message) = match &first.error {
        Some((code, message)) => (Some(code), message.as_ref()),
        None => (None, first.lone_message.as_ref()),
    };
    check_text(record, record.code(), code, what);
    check_text(record, record.message(), message, what);
    match (record.request_id(), &first.request_id) {
        (told, Some(own)) => check_text(record, told, Some(own), what),
        (Some(told), None) => assert!(
            said.iter()
                .filter_map(|said| said.request_id.as_ref())
                .any(|id| id.starts_with(told)),
            "{}",
            what()
        ),
        (None, None) => assert!(
            said.iter().all(|said| said.request_id.is_none()),
            "{}",
            what()
        ),
    }
}

fn check_text(
    record: Record,
    told: Option<&str>,
    whole: Option<&String>,
    what: impl Fn() -> String,
) {
    assert_eq!(told.is_some(), whole.is_some(), "{}", what());
    if let (Some(told), Some(whole)) = (told, whole) {
        let is_all = told == whole || record.is_cut() && whole.starts_with(told);
        assert!(is_all, "{whole:?} in {}", what());
    }
}
