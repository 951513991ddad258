//! The documented response bodies that `tests/corpus/fetch` fetches.

use std::{env, fs, path::Path};

/// Source and body of each, or `None`, said loudly, when they were not fetched. With
/// `TCCLI_CORPUS=required` in the environment that is a failure.
pub(crate) fn tccli() -> Option<Vec<(String, String)>> {
    // In this package, or in the one around that of `tests/aarch64`.
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("target/corpus/tccli.jsonl"))
        .find(|path| path.exists())
        .unwrap_or_default();
    let lines = match fs::read_to_string(&path) {
        Ok(lines) => lines,
        Err(error) => {
            let required = env::var_os("TCCLI_CORPUS").is_some_and(|value| value == "required");
            assert!(!required, "target/corpus/tccli.jsonl: {error}");
            eprintln!("SKIPPED: no target/corpus/tccli.jsonl; run tests/corpus/fetch");
            return None;
        }
    };
    let bodies = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of two strings"))
        .collect();
    Some(bodies)
}
