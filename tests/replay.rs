//! Everything that a fuzzer has found or was given, through the oracles of all fuzz targets, on
//! every backend: seeds, the minimised corpora, and each input that once found a bug.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::{
    fs, panic,
    path::{Path, PathBuf},
};

use common::oracles;

/// All files below `folder`, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    files
}

/// The inputs of every target go to every oracle: what is a trap for one is often one for another.
fn replay(name: &str, least: usize) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    if !fuzz.exists() {
        eprintln!("SKIPPED: the published package has no fuzz folder");
        return;
    }
    let files = files(&fuzz.join(name));
    assert!(files.len() >= least, "{} files in {name}", files.len());
    for path in &files {
        let input = fs::read(path).unwrap();
        for (target, oracle) in oracles::ALL {
            if panic::catch_unwind(|| oracle(&input)).is_err() {
                panic!(
                    "see above; again: cargo +nightly fuzz run {target} fuzz/{}",
                    path.strip_prefix(&fuzz).unwrap().display()
                );
            }
        }
    }
    println!(
        "{} files of {name}, {} oracles",
        files.len(),
        oracles::ALL.len()
    );
}

#[test]
fn seeds() {
    replay("seeds", 20);
}

#[test]
fn corpora() {
    replay("corpus", 100);
}

#[test]
fn regressions() {
    replay("regressions", 1);
}
