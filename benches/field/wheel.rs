//! The documented bodies that `tests/corpus/fetch` fetches.

use std::{fs, path::Path};

use super::{json_text, typed::Body};

pub(crate) struct Wheel {
    /// `service/version/action`, and a compact body that has a request id.
    pub(crate) bodies: Vec<(String, Vec<u8>)>,
    /// The codes of the failures among them.
    pub(crate) codes: Vec<String>,
}

/// `None` when they were not fetched.
pub(crate) fn load() -> Option<Wheel> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/corpus/tccli.jsonl");
    let lines = fs::read_to_string(path).ok()?;
    let mut wheel = Wheel {
        bodies: Vec::new(),
        codes: Vec::new(),
    };
    for line in lines.lines() {
        let (source, text): (String, String) =
            serde_json::from_str(line).expect("a line of two strings");
        let Ok(body) = serde_json::from_str::<Body<'_>>(&text) else {
            continue;
        };
        if body.response.request_id.is_none() {
            continue;
        }
        if let Some(code) = body.response.error.and_then(|error| error.code) {
            wheel.codes.push(code.0.into_owned());
        }
        wheel
            .bodies
            .push((source, json_text::compact(text.as_bytes())));
    }
    wheel.codes.sort_unstable();
    wheel.codes.dedup();
    Some(wheel)
}

impl Wheel {
    /// The bodies of successes that are no longer than `most`.
    pub(crate) fn small(&self, most: usize) -> Vec<&[u8]> {
        let bodies = self.bodies.iter().map(|(_, body)| body.as_slice());
        bodies
            .filter(|body| body.len() <= most)
            .filter(|body| {
                serde_json::from_slice::<Body<'_>>(body)
                    .is_ok_and(|body| body.response.error.is_none())
            })
            .collect()
    }

    /// The instances that `DescribeInstances` is documented with.
    pub(crate) fn instances(&self) -> Vec<&[u8]> {
        let bodies = self.bodies.iter();
        bodies
            .filter(|(source, _)| source == "cvm/v20170312/DescribeInstances")
            .filter_map(|(_, body)| {
                let list = br#""InstanceSet":["#;
                let start = memchr::memmem::find(body, list)? + list.len();
                let end = memchr::memmem::find(body, br#"],"TotalCount""#)?;
                (start < end).then(|| &body[start..end])
            })
            .collect()
    }
}
