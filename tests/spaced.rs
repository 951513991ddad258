//! Small bodies with whitespace between their tokens, as most are printed: on every backend, and
//! against serde_json.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{Rules, backends, oracle, show};

const BLOCK: usize = 64;

/// As all backends say, which is what serde_json says.
fn check_body(body: &[u8]) {
    let is_right = backends::check_default(body);
    let expected = oracle::read(body, Rules::DEFAULT).is_some();
    assert_eq!(is_right, expected, "serde_json differs on {}", show(body));
}

/// One token is missing, there twice or another one; at every place of a block.
#[test]
fn one_token_is_another() {
    const BODIES: &[&str] = &[
        r#"{ "Response" : { "Error" : { "Code" : "c" , "Message" : "m" } , "RequestId" : "r" } }"#,
        r#"{ "Response" : { "RequestId" : "r" , "Error" : { "Message" : "m" , "Code" : "c" } } }"#,
        r#"{ "Response" : { "RequestId" : "r" , "A" : { "RequestId" : "s" , "Error" : null } } }"#,
        r#"{ "Response" : { "A" : "RequestId" , "B" : [ "Error" , { } , [ ] ] , "RequestId" : "r" } }"#,
        r#"{ "Response" : { "Total" : 0 , "Request" : -1.5e3 , "RequestId" : "r" } }"#,
        r#"{ "Response" : { "A" : { "RequestId" : "s" } , "B" : [ { "Error" : { "Code" : "c" } } ] } }"#,
        r#"{ "Response" : { } }"#,
    ];
    const OTHERS: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"RequestId\"",
        "\"Error\"",
        "\"Code\"",
        "\"Respond\"",
        "\"\"",
        "\"中\"",
        "\"\\n\"",
        "\"\u{1f}\"",
        "0",
        "01",
        "true",
        "nul",
        "null",
        "\\",
        "\"",
    ];
    let mut bodies = 0;
    let mut check = |tokens: &[&str], space: &str| {
        check_body(tokens.join(space).as_bytes());
        bodies += 1;
    };
    for body in BODIES {
        let tokens: Vec<&str> = body.split(' ').collect();
        for at in 0..tokens.len() {
            let mut other = tokens.clone();
            for token in OTHERS {
                other[at] = token;
                check(&other, " ");
                // So much that it is not short.
                check(&other, "\n\t        ");
            }
            other[at] = tokens[at];
            other.insert(at, tokens[at]);
            check(&other, " ");
            other.drain(at..at + 2);
            check(&other, "\r\n ");
            // The rest of the body somewhere else in its blocks, with whitespace or a string before.
            for len in 0..=2 * BLOCK {
                let space = " ".repeat(len);
                let texts =
                    ["", "\u{1f}", "中"].map(|last| format!("\"{}{last}\"", "x".repeat(len)));
                let mut other = tokens.clone();
                other.insert(at, &space);
                check(&other, "\n");
                other.splice(at + 1..at + 1, [":", "1", ","]);
                for text in &texts {
                    other[at] = text;
                    check(&other, "\n");
                }
            }
        }
    }
    println!("{bodies} bodies");
    assert!(bodies > 70_000);
}
