//! Files and standard input.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::safe;

/// How standard input is called in rows.
const STDIN: &str = "stdin";

pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The name of a source in rows. It may hold anything that a file name may.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) {
        STDIN.into()
    } else {
        path.to_string_lossy().into_owned()
    }
}

pub(crate) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if is_stdin(path) {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path)?;
    // Some systems open a directory and refuse to read it, with words of their own.
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(file))
}

/// A line for stderr about a source.
pub(crate) fn complaint(name: &str, what: &str) -> String {
    format!("{}: {what}", safe::line(name))
}

/// What to say about a source that begins like this, if it is plainly no text.
pub(crate) fn hint(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x1f, 0x8b, ..] => Some("is gzip data; try: gzip -dc FILE | tcresp"),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("is zstd data; try: zstd -dc FILE | tcresp"),
        // A byte order mark has its own error.
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => None,
        _ if head.contains(&0) => Some("is binary data, not a response"),
        _ => None,
    }
}
