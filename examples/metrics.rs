//! Counters that no sender can make grow: `cargo run --example metrics`.
//!
//! Verdicts, labels and kinds of error are closed sets, so the number of counters is bounded
//! whatever the bodies hold.

use std::collections::BTreeMap;

use tencentcloud_response::{Verdict, parse};

#[derive(Default)]
struct Counters(BTreeMap<(Verdict, &'static str), u64>);

impl Counters {
    fn count(&mut self, body: &[u8]) {
        let key = match parse(body) {
            Ok(envelope) => {
                let label = envelope.error().map_or("", |error| error.code().label());
                (envelope.verdict(), label)
            }
            Err(error) => (error.verdict(), error.kind().as_str()),
        };
        *self.0.entry(key).or_default() += 1;
    }
}

fn main() {
    let mut counters = Counters::default();
    for body in [
        r#"{"Response":{"RequestId":"r"}}"#,
        r#"{"Response":{"Error":{"Code":"InternalError.DbError"},"RequestId":"r"}}"#,
        r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"},"RequestId":"r"}}"#,
        r#"{"Response":{"Error":{},"RequestId":"r"}}"#,
        r#"{"Response":{"RequestId":"r"#,
        r#"{"code":4100,"message":"auth failed","codeDesc":"AuthFailure"}"#,
    ] {
        counters.count(body.as_bytes());
    }
    for n in 0..1_000 {
        let code = format!("Invented{n}.ToFillTheMemory");
        let body = format!(r#"{{"Response":{{"Error":{{"Code":"{code}"}},"RequestId":"r"}}}}"#);
        counters.count(body.as_bytes());
    }
    for ((verdict, label), count) in &counters.0 {
        println!("responses{{verdict=\"{verdict}\",label=\"{label}\"}} {count}");
    }
}
