//! A log line for each response, whatever came: `cargo run --example log`.
//!
//! [`salvage`] reads right bodies as `parse` does, and of broken ones it keeps what was complete. A
//! [`Record`] is a bounded copy of that, so the line may be written when the body is long gone.

use tencentcloud_response::{Record, salvage};

fn log_line(body: &[u8]) -> String {
    let seen = salvage(body);
    let record = Record::from(&seen);
    // In `{:?}` a text stands in quotes, and nothing in it can begin a new line.
    let mut line = format!("verdict={}", record.verdict());
    if let Some(id) = record.request_id() {
        line += &format!(" request_id={id:?}");
    }
    if let (Some(code), Some(class)) = (record.code(), record.class()) {
        line += &format!(" code={code:?} class={class}");
    }
    if let Some(error) = seen.error() {
        line += &format!(" broken={} offset={}", error.kind(), error.offset());
    }
    line
}

fn main() {
    let bodies: [&[u8]; 6] = [
        br#"{"Response":{"TotalCount":0,"InstanceStatusSet":[],"RequestId":"b5b41468-520d-4192-b42f-595cc34b6c1c"}}"#,
        br#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"Check your signature."},"RequestId":"ed93f3cb-f35e-473f-b9f3-0d451b8b79c6"}}"#,
        br#"{"Response":{"RequestId":"5a9e0b7c-1d2f-4a3b-8c4d-6e5f7a8b9c0d","InstanceSet":[{"Inst"#,
        br#"{"Response":{"RequestId":"a\nverdict=success","RequestId":"b"}}"#,
        b"<html><body>502 Bad Gateway</body></html>",
        b"",
    ];
    for body in bodies {
        println!("{}", log_line(body));
    }
}
