//! The command `tcresp` on a terminal.
#![cfg(all(feature = "cli", unix))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
};

use pty_process::{Size, blocking};

const CAPTURES: &str = "tests/data/captures.ndjson";
const SECOND: &str = "ed93f3cb-f35e-473f-b9f3-0d451b8b79c6";

/// What a terminal of this width shows, and the exit code.
fn on_a_terminal(columns: u16, args: &[&str], env: &[(&str, &str)]) -> (String, Option<i32>) {
    let (mut pty, pts) = blocking::open().unwrap();
    pty.resize(Size::new(40, columns)).unwrap();
    let mut command = blocking::Command::new(assert_cmd::cargo::cargo_bin("tcresp"))
        .args(args)
        .env("TERM", "xterm-256color")
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS");
    for (name, value) in env {
        command = command.env(name, value);
    }
    let mut child = command.spawn(pts).unwrap();
    let mut text = Vec::new();
    // On Linux the end of the other side is an error.
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = pty.read(&mut buffer) {
        text.extend_from_slice(&buffer[..read]);
    }
    let code = child.wait().unwrap().code();
    (String::from_utf8(text).unwrap().replace("\r\n", "\n"), code)
}

/// Without its colours.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn a_terminal_gets_a_table_as_wide_as_it_is() {
    for columns in [80, 120, 200] {
        let (text, code) = on_a_terminal(columns, &[CAPTURES], &[]);
        assert_eq!(code, Some(0));
        assert!(text.contains("\u{1b}[38;5;1mfailure"), "{text:?}");
        assert!(text.contains("\u{1b}[38;5;2msuccess"), "{text:?}");
        let text = plain(&text);
        assert!(text.starts_with("SOURCE:LINE"), "{text}");
        assert!(text.contains(SECOND), "{text}");
        let widest = text
            .lines()
            .map(unicode_width::UnicodeWidthStr::width)
            .max();
        assert_eq!(widest, Some(columns.into()));
    }
}

#[test]
fn no_color_is_obeyed() {
    for args in [
        vec![CAPTURES],
        vec!["stat", CAPTURES],
        vec!["explain", CAPTURES],
    ] {
        let (with, _) = on_a_terminal(120, &args, &[]);
        let (without, code) = on_a_terminal(120, &args, &[("NO_COLOR", "1")]);
        assert_eq!(code, Some(0));
        assert!(with.contains('\u{1b}'));
        assert!(!without.contains('\u{1b}'), "{without:?}");
        let lines = |text: &str| {
            text.lines()
                .map(|line| line.trim_end().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(&plain(&with)), lines(&without));
        // Set to nothing it means nothing.
        assert_eq!(on_a_terminal(120, &args, &[("NO_COLOR", "")]).0, with);
    }
}

#[test]
fn a_format_can_be_asked_for_on_a_terminal() {
    let (text, _) = on_a_terminal(80, &["--format", "json", CAPTURES], &[]);
    assert!(text.lines().all(|line| line.starts_with('{')), "{text}");
    assert_eq!(text.lines().count(), 50);
}

#[test]
fn without_a_file_a_terminal_is_not_read() {
    let (text, code) = on_a_terminal(80, &[], &[]);
    assert_eq!(code, Some(2));
    let text = plain(&text);
    assert!(text.contains("standard input is a terminal"), "{text}");
    assert!(text.contains("Usage: tcresp"), "{text}");
}

#[test]
fn only_stdout_counts_for_the_format() {
    // stdin and stderr are the terminal, stdout is a pipe.
    let (pty, pts) = blocking::open().unwrap();
    let child = blocking::Command::new(assert_cmd::cargo::cargo_bin("tcresp"))
        .arg(CAPTURES)
        .stdout(Stdio::piped())
        .spawn(pts)
        .unwrap();
    let output = child.wait_with_output().unwrap();
    drop(pty);
    assert!(output.stdout.starts_with(b"{\"source\":"));
    assert_eq!(
        output.stdout.iter().filter(|&&byte| byte == b'\n').count(),
        50
    );
}

#[test]
fn progress_is_for_a_terminal_and_for_long_input() {
    let line = format!(
        r#"{{"Response":{{"RequestId":"r","Blob":"{}"}}}}"#,
        "x".repeat(1 << 20)
    );
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, lines: usize| {
        let path = folder.path().join(name);
        let mut file = std::fs::File::create(&path).unwrap();
        for _ in 0..lines {
            writeln!(file, "{line}").unwrap();
        }
        path.into_os_string().into_string().unwrap()
    };
    let long = write("long.ndjson", 24);
    let short = write("short.ndjson", 2);
    // Everything on the terminal: `stat` prints at its end, so a bar has the screen until then.
    let (text, _) = on_a_terminal(80, &["stat", &long], &[]);
    assert!(text.contains("MiB of 24.00 MiB"), "{text:?}");
    assert!(plain(&text).contains("24 responses"), "{text:?}");
    let (text, _) = on_a_terminal(80, &["stat", &short], &[]);
    assert!(!text.contains("MiB"), "{text:?}");
    let piped = Command::new(assert_cmd::cargo::cargo_bin("tcresp"))
        .args(["stat", &long])
        .output()
        .unwrap();
    assert!(piped.stderr.is_empty());
}
