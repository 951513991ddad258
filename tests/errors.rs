//! E12 and the errors: every kind with its exact offset. Their words are in `error_words.rs`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::collections::BTreeSet;

use common::{Rules, check_cut, check_entry_points, kind_and_offset, marked, show, wrong};
use tencentcloud_response::{ErrorKind, ParseError, parse};

fn error(body: &[u8]) -> ParseError {
    parse(body).map(|_| ()).expect_err(&show(body))
}

#[test]
fn e12_every_kind_with_its_offset() {
    let mut kinds = BTreeSet::new();
    for (kind, texts) in wrong::TABLE {
        kinds.insert(*kind);
        for text in *texts {
            let (body, offset) = marked(text);
            assert_eq!(
                kind_and_offset(error(&body)),
                (*kind, offset),
                "on {text:?}"
            );
            check_entry_points(Rules::DEFAULT, &body);
        }
    }
    // These have their own tests below, since text cannot hold them.
    kinds.extend([
        ErrorKind::Compressed,
        ErrorKind::InvalidUtf8,
        ErrorKind::TooDeep,
    ]);
    assert_eq!(kinds.len(), ErrorKind::ALL.len(), "{kinds:?}");
}

/// The table again: each error stands whatever follows, and is not certain a byte earlier than
/// the byte that tells.
#[test]
fn e12_errors_stand_whatever_follows() {
    const TAILS: &[&[u8]] = &[
        b"",
        b"}",
        b"\"",
        b"\0",
        b"\xff",
        b"}}",
        b",\"Response\":{}}",
        b"\\",
        b"0",
        b"x",
        b" ",
        b"[[[[",
    ];
    for (_, texts) in wrong::TABLE {
        for text in *texts {
            let (body, _) = marked(text);
            for tail in TAILS {
                let longer = [&body, *tail].concat();
                check_cut(Rules::DEFAULT, &longer, body.len());
            }
            for cut in 0..body.len() {
                check_cut(Rules::DEFAULT, &body, cut);
            }
        }
    }
}

#[test]
fn e12_first_bytes_say_what_it_is() {
    for (body, kind) in [
        (&b"\xef\xbb\xbf{}"[..], ErrorKind::ByteOrderMark),
        (b"\xef\xbb\xbf", ErrorKind::ByteOrderMark),
        (b"\xfe\xff\0{", ErrorKind::ByteOrderMark),
        (b"\xff\xfe{\0", ErrorKind::ByteOrderMark),
        (b"\x1f\x8b\x08\0", ErrorKind::Compressed),
        (b"\x1f\x8b", ErrorKind::Compressed),
        (b"\x28\xb5\x2f\xfd", ErrorKind::Compressed),
        (b"\x28\xb5\x2f\xfd{}", ErrorKind::Compressed),
        // Cut, or something else after all.
        (b"\xef", ErrorKind::UnexpectedByte),
        (b"\xef\xbb", ErrorKind::UnexpectedByte),
        (b"\xef\xbb{", ErrorKind::UnexpectedByte),
        (b"\xfe", ErrorKind::UnexpectedByte),
        (b"\xff", ErrorKind::UnexpectedByte),
        (b"\xff\xff", ErrorKind::UnexpectedByte),
        (b"\x1f", ErrorKind::UnexpectedByte),
        (b"\x1f{", ErrorKind::UnexpectedByte),
        (b"\x28\xb5\x2f", ErrorKind::UnexpectedByte),
        (b"\x28\xb5\x2f{", ErrorKind::UnexpectedByte),
        (b"\x80", ErrorKind::UnexpectedByte),
    ] {
        assert_eq!(kind_and_offset(error(body)), (kind, 0), "on {}", show(body));
        check_entry_points(Rules::DEFAULT, body);
    }
    // Only as the very first bytes.
    for body in [
        &b" \xef\xbb\xbf{}"[..],
        b" \xff\xfe",
        b"\n\x1f\x8b\x08",
        b"\t\x28\xb5\x2f\xfd",
    ] {
        assert_eq!(
            kind_and_offset(error(body)),
            (ErrorKind::UnexpectedByte, 1),
            "on {}",
            show(body)
        );
    }
}

#[test]
fn e1_ill_formed_utf8_is_reported_at_its_first_byte() {
    // The sequence, and how many bytes of it are needed to be certain.
    const BAD: &[(&[u8], usize)] = &[
        (b"\x80", 1),
        (b"\xbf", 1),
        (b"\xc0", 1),
        (b"\xc1", 1),
        (b"\xf5", 1),
        (b"\xff", 1),
        (b"\xfe", 1),
        (b"\xc2\"", 2),
        (b"\xc2\xc2", 2),
        (b"\xdf\x7f", 2),
        (b"\xe0\x9f", 2),
        (b"\xe0\x80", 2),
        (b"\xed\xa0", 2),
        (b"\xed\xbf", 2),
        (b"\xe4\xb8\"", 3),
        (b"\xe4\xb8\xff", 3),
        (b"\xf0\x8f", 2),
        (b"\xf4\x90", 2),
        (b"\xf0\x90\x8d\\", 4),
        (b"\xf4\x8f\xbf\xc0", 4),
        (b"\xe4\n", 2),
    ];
    for before in [
        "",
        "a",
        "1234567",
        "12345678",
        "é",
        "中文",
        "\\n",
        "0123456789012345678901234567890",
    ] {
        for (bad, needed) in BAD {
            for place in ["{\"", "{\"a\":[\"", "{\"Response\":{\"RequestId\":\""] {
                let start = [place.as_bytes(), before.as_bytes()].concat();
                let mut body = start.clone();
                body.extend(*bad);
                let expected = (ErrorKind::InvalidUtf8, start.len());
                assert_eq!(
                    kind_and_offset(error(&body)),
                    expected,
                    "on {}",
                    show(&body)
                );
                body.truncate(start.len() + needed - 1);
                let expected = (ErrorKind::Truncated, body.len());
                assert_eq!(
                    kind_and_offset(error(&body)),
                    expected,
                    "on {}",
                    show(&body)
                );
            }
        }
    }
}
