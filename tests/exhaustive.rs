//! Every short string over a small alphabet, in places where the rules are dense.
//!
//! Branches in which an error is certain are not followed to their end: there the error must stand
//! under every token that may follow, which is checked one token deep at each such branch.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Answer, Rules, complete, kind_and_offset, oracle, show};
use tencentcloud_response::{Duplicates, ErrorKind};

struct Search {
    rules: Rules,
    tokens: &'static [&'static str],
    /// What to put behind each string, to see what it would mean in a finished body.
    ends: &'static [&'static str],
    bodies: usize,
    truncated: usize,
    accepted: usize,
    completed: usize,
}

impl Search {
    const fn new(
        rules: Rules,
        tokens: &'static [&'static str],
        ends: &'static [&'static str],
    ) -> Self {
        Self {
            rules,
            tokens,
            ends,
            bodies: 0,
            truncated: 0,
            accepted: 0,
            completed: 0,
        }
    }

    /// What the library says, which `serde_json` must confirm.
    fn read(&mut self, body: &[u8]) -> Result<Answer, (ErrorKind, usize)> {
        let read = self.rules.parser().parse(body);
        let read = read
            .map(|envelope| Answer::of(&envelope))
            .map_err(kind_and_offset);
        assert_eq!(
            read.clone().ok(),
            oracle::read(body, self.rules),
            "on {}, {:?}",
            show(body),
            self.rules
        );
        self.bodies += 1;
        self.accepted += usize::from(read.is_ok());
        read
    }

    /// `text` and everything that `levels` more tokens make of it.
    fn walk(&mut self, text: &mut Vec<u8>, levels: usize) {
        let len = text.len();
        let read = self.read(text);
        match read {
            Err((ErrorKind::Truncated, at)) => {
                assert_eq!(at, len, "on {}", show(text));
                self.truncated += 1;
                // Costly: a step of the completion reads the body again.
                if self.truncated % 8 == 1 {
                    complete::check(self.rules, text);
                    self.completed += 1;
                }
                for end in self.ends {
                    text.extend(end.bytes());
                    let _ = self.read(text);
                    text.truncate(len);
                }
            }
            Err(error) => {
                for token in self.tokens.iter().chain(self.ends) {
                    text.extend(token.bytes());
                    let after = self.read(text).map(|_| ());
                    assert_eq!(
                        after,
                        Err(error),
                        "changes: {}, {:?}",
                        show(text),
                        self.rules
                    );
                    text.truncate(len);
                }
                return;
            }
            Ok(_) => {}
        }
        if levels > 0 {
            for token in self.tokens {
                text.extend(token.bytes());
                self.walk(text, levels - 1);
                text.truncate(len);
            }
        }
    }

    fn run(mut self, start: &str, levels: usize) {
        self.walk(&mut start.as_bytes().to_vec(), levels);
        println!(
            "{start}: {} bodies, {} accepted, {} completed",
            self.bodies, self.accepted, self.completed
        );
        assert!(
            self.accepted > 10 && self.completed > 10,
            "too little was met"
        );
    }
}

const STRUCTURE: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"RequestId\"",
    "\"a\"",
    "1",
    "null",
    " ",
    "\\",
];

#[test]
fn e1_to_e12_structure_under_response() {
    Search::new(Rules::DEFAULT, STRUCTURE, &["}", "}}"]).run("{\"Response\":", 7);
}

#[test]
fn e1_to_e12_structure_of_the_root() {
    Search::new(Rules::DEFAULT, STRUCTURE, &["}", ",\"Response\":{}}"]).run("{", 6);
    Search::new(Rules::DEFAULT, STRUCTURE, &["", "}"]).run("{\"Response\":{}", 6);
}

#[test]
fn e9_structure_at_the_depth_limit() {
    Search::new(Rules::DEFAULT.max_depth(3), STRUCTURE, &["}}", "]}}"])
        .run("{\"Response\":{\"a\":", 6);
}

#[test]
fn e8_every_short_sequence_of_members() {
    const MEMBERS: &[&str] = &[
        "\"RequestId\":\"a\",",
        "\"RequestId\":null,",
        "\"Error\":null,",
        "\"Error\":{",
        "\"Code\":\"c\",",
        "\"Message\":\"m\",",
        "\"x\":1}",
        "},",
        "\"Response\":{",
    ];
    for (duplicates, levels) in [
        (Duplicates::Reject, 5),
        (Duplicates::First, 4),
        (Duplicates::Last, 5),
    ] {
        Search::new(
            Rules::DEFAULT.duplicates(duplicates),
            MEMBERS,
            &["\"y\":0}}", "\"y\":0}}}", "\"y\":0}"],
        )
        .run("{\"Response\":{", levels);
    }
}

#[test]
fn e13_every_short_sequence_of_root_members() {
    const MEMBERS: &[&str] = &[
        "\"code\":0,",
        "\"code\":\"1\",",
        "\"code\":null,",
        "\"code\":[],",
        "\"message\":\"m\",",
        "\"codeDesc\":\"d\",",
        "\"codeDesc\":\"\",",
        "\"message\":2,",
        "\"Response\":{},",
    ];
    for duplicates in [Duplicates::Reject, Duplicates::First, Duplicates::Last] {
        Search::new(
            Rules::DEFAULT.duplicates(duplicates).api_v2(),
            MEMBERS,
            &["\"y\":0}"],
        )
        .run("{", 4);
    }
}

#[test]
fn e11_escapes_in_a_strict_place() {
    const ESCAPES: &[&str] = &["\\", "u", "d8", "dC", "00", "d", "x", "\""];
    Search::new(Rules::DEFAULT, ESCAPES, &["\"}}", "}}"]).run("{\"Response\":{\"RequestId\":\"", 5);
    Search::new(
        Rules::DEFAULT,
        &[
            "\\ud800", "\\udc00", "\\u0041", "\\n", "\\\\", "u", "d", "\"",
        ],
        &["\"}}"],
    )
    .run("{\"Response\":{\"RequestId\":\"", 4);
    Search::new(
        Rules::DEFAULT,
        &["\\ud8", "\\udc", "00", "\\u", "x", "\""],
        &["\"}}}"],
    )
    .run("{\"Response\":{\"Error\":{\"Message\":\"", 5);
}

#[test]
fn e10_every_short_number() {
    const NUMBER: &[&str] = &["0", "1", "-", "+", ".", "e", "E", "x", ",", "]"];
    Search::new(Rules::DEFAULT, NUMBER, &["}}", "]}}"]).run("{\"Response\":{\"a\":[", 6);
}

#[test]
fn e4_every_short_spelling_of_a_name() {
    const NAME: &[&str] = &[
        "Error",
        "Err",
        "or",
        "\\u006fr",
        "\\u0045rr",
        "\\u",
        "0045",
        "rror",
        "x",
        "\\ud800",
    ];
    Search::new(
        Rules::DEFAULT,
        NAME,
        &["\":null}}", "\":{\"Code\":\"c\"}}}", "\":1}}"],
    )
    .run("{\"Response\":{\"", 4);
}
