//! What a hostile body costs, in instructions: a process counts those of another one by executing
//! them one by one. No clock, so the figures are the same in every run of a build.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{hint::black_box, ptr};

use tencentcloud_response::{Backend, Duplicates, Parser, stream::Reader};

/// How many instructions `work` takes, with the few around it; `None` if one process
/// may not trace another here.
fn steps(work: impl FnOnce()) -> Option<u64> {
    // SAFETY: the child allocates nothing, takes no lock, and leaves by `_exit`.
    let child = unsafe { libc::fork() };
    assert!(child >= 0, "fork");
    if child == 0 {
        // SAFETY: a request about this process.
        let traced = unsafe { libc::ptrace(libc::PTRACE_TRACEME, 0, ptr::null_mut::<u8>(), 0) };
        if traced != 0 {
            // SAFETY: ends the process.
            unsafe { libc::_exit(2) };
        }
        // SAFETY: stops this process, for the parent to take over.
        unsafe { libc::raise(libc::SIGSTOP) };
        work();
        // SAFETY: ends the process.
        unsafe { libc::_exit(0) };
    }
    let mut steps = 0;
    loop {
        let mut status = 0;
        // SAFETY: waits for the child, and writes to `status`.
        let waited = unsafe { libc::waitpid(child, &raw mut status, 0) };
        assert_eq!(waited, child);
        if libc::WIFEXITED(status) {
            return match libc::WEXITSTATUS(status) {
                0 if steps > 0 => Some(steps),
                0 | 2 => None,
                status => panic!("the child ends with {status}"),
            };
        }
        assert!(libc::WIFSTOPPED(status), "the child died: {status:#x}");
        // SAFETY: the child is stopped.
        let stepped =
            unsafe { libc::ptrace(libc::PTRACE_SINGLESTEP, child, ptr::null_mut::<u8>(), 0) };
        if stepped != 0 {
            // SAFETY: the child is ours.
            unsafe { libc::kill(child, libc::SIGKILL) };
            return None;
        }
        steps += 1;
    }
}

/// A body of about `len` bytes: `part` over and over between `start` and `end`.
fn body(len: usize, start: &str, part: &str, end: &str) -> Vec<u8> {
    let count = len.saturating_sub(start.len() + end.len()) / part.len();
    [start, &part.repeat(count), end].concat().into_bytes()
}

const ITEM: &str = r#"{"Id":"ins-1","Cpu":4,"Rate":-1.5e3,"On":true,"Tags":["a\n",null,"x"]},"#;
const LIST: &str = r#"{"Response":{"Set":["#;
const MEMBERS: &str = r#"{"Response":{"#;
const TEXT: &str = r#"{"Response":{"a":""#;
const MESSAGE: &str = r#"{"Response":{"Error":{"Message":""#;
const ID: &str = r#"{"Response":{"RequestId":""#;

const CROSSED: (&str, &str, &str, &str) = ("brackets that cross", MEMBERS, "[{]", "}}");

/// Name, start, part, end.
const HOSTILE: &[(&str, &str, &str, &str)] = &[
    (
        "malformed at its end",
        LIST,
        ITEM,
        r#"0],"RequestId":"r"}]"#,
    ),
    ("cut before its end", LIST, ITEM, r#"0],"RequestId":"r"#),
    ("arrays, never closed", LIST, "[", ""),
    ("objects, never closed", MEMBERS, r#""a":{"#, ""),
    ("brackets in pairs", LIST, "[],{},", "0]}}"),
    CROSSED,
    ("whitespace", "{", " ", ""),
    ("whitespace of all kinds", LIST, " \r\n\t", "0]}}"),
    ("short escapes", TEXT, "\\n", "\"}}"),
    ("backslashes", TEXT, "\\\\", "\"}}"),
    ("escaped units", MESSAGE, "\\u4e2d", "\"}}}"),
    ("halves of pairs in a message", MESSAGE, "\\ud800", "\"}}}"),
    ("pairs in an id", ID, "\\ud83d\\ude00", "\"}}"),
    ("ids", MEMBERS, r#""RequestId":"x","#, r#""a":0}}"#),
    (
        "ids, spelled otherwise",
        MEMBERS,
        r#""Request\u0049d":"x","#,
        r#""a":0}}"#,
    ),
    ("errors", MEMBERS, r#""Error":{"Code":"c"},"#, r#""a":0}}"#),
    ("responses", "{", r#""Response":{},"#, r#""a":0}"#),
    ("empty names", MEMBERS, r#""":"","#, r#""a":0}}"#),
    (
        "names that nearly count",
        MEMBERS,
        r#""RequestIX":0,"#,
        r#""a":0}}"#,
    ),
    ("short numbers", LIST, "1,", "0]}}"),
    ("one number", LIST, "1", "]}}"),
    ("literals", LIST, "null,", "0]}}"),
    ("two-byte characters", TEXT, "é", "\"}}"),
    ("four-byte characters", TEXT, "😀", "\"}}"),
    ("ill-formed at its end", TEXT, "中", "\u{7f}\n"),
];

/// What a hostile body may cost, as times what `parse` takes portably for as many bytes of a usual
/// one. The worst that was seen is 7.9, for brackets that are never closed, which the engine reads
/// first and the portable reader then; most others are below 2.5.
const FACTOR: u64 = 10;
/// And so many instructions beside, which do not depend on the length.
const START: u64 = 2_000;
/// At this length, what is quadratic is beyond any such factor.
const LEN: usize = 512;

type Entry = (&'static str, fn(Parser, &[u8]));

const PARSE: Entry = ("parse", |parser, body| _ = black_box(parser.parse(body)));
const SKIM: Entry = ("skim", |parser, body| _ = black_box(parser.skim(body)));
const SALVAGE: Entry = ("salvage", |parser, body| {
    _ = black_box(parser.salvage(body))
});

const STREAM: Entry = ("stream::Reader", |parser, body| {
    let mut reader = Reader::from(parser);
    // Long enough for the engine to try.
    for piece in body.chunks(LEN / 2) {
        reader.feed(piece);
    }
    _ = black_box(reader.finish());
});

fn cost(entry: Entry, parser: Parser, body: &[u8]) -> Option<u64> {
    steps(|| entry.1(parser, black_box(body)))
}

fn check(entry: Entry, duplicates: Duplicates, backend: Backend) {
    let parser = Parser::new()
        .max_depth(1024)
        .duplicates(duplicates)
        .backend(backend);
    let usual = body(LEN, LIST, ITEM, r#"0],"RequestId":"r"}}"#);
    let Some(usual) = cost(PARSE, parser.backend(Backend::PORTABLE), &usual) else {
        eprintln!("SKIPPED: no process may trace another here");
        return;
    };
    for &(name, start, part, end) in HOSTILE {
        let long = cost(entry, parser, &body(LEN, start, part, end)).unwrap();
        println!(
            "{} {backend} {duplicates:?}, {name}: {:.2} times",
            entry.0,
            long as f64 / usual as f64
        );
        assert!(
            long <= FACTOR * usual + START,
            "{} {backend} {duplicates:?}, {name}: {long} instructions, {usual} of a usual body",
            entry.0
        );
    }
}

#[test]
fn parse_with_the_best_backend() {
    check(PARSE, Duplicates::First, Backend::best());
}

#[test]
fn parse_portably() {
    check(PARSE, Duplicates::Last, Backend::PORTABLE);
}

#[test]
fn skim() {
    check(SKIM, Duplicates::First, Backend::best());
}

/// Long values are passed in another way than short ones, and these end before they were taken for
/// long.
#[test]
fn skim_of_long_values_that_end_before() {
    const LEN: usize = 16 * 1024;
    let (_, start, part, end) = CROSSED;
    let parser = Parser::new();
    let usual = body(LEN, LIST, ITEM, r#"0],"RequestId":"r"}}"#);
    let Some(usual) = cost(PARSE, parser.backend(Backend::PORTABLE), &usual) else {
        eprintln!("SKIPPED: no process may trace another here");
        return;
    };
    for backend in Backend::available() {
        let parser = parser.backend(backend);
        let long = cost(SKIM, parser, &body(LEN, start, part, end)).unwrap();
        println!("{backend}: {:.2} times", long as f64 / usual as f64);
        assert!(
            long <= FACTOR * usual,
            "{backend}: {long} instructions, {usual} of a usual body"
        );
    }
}

#[test]
fn in_pieces() {
    check(STREAM, Duplicates::First, Backend::best());
}

#[test]
fn salvage() {
    check(SALVAGE, Duplicates::Reject, Backend::PORTABLE);
}
