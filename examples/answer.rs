//! A gateway's own answer, in the form of the API: `cargo run --example answer`.
//!
//! Status 200 and plain `application/json` are what the official SDKs expect of a failure too.

use tencentcloud_response::{BufferTooSmall, CommonCode, parse, write::ErrorResponse};

/// The body of the answer to a caller who was too fast, in a buffer of ours: nothing is allocated.
fn too_fast<'b>(request_id: &str, buffer: &'b mut [u8]) -> Result<&'b str, BufferTooSmall> {
    let code = CommonCode::RequestLimitExceeded.as_str();
    let message = "This gateway passes on 20 requests a second. Slow down.";
    ErrorResponse::new(code, message, request_id).write_into(buffer)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut buffer = [0; 512];
    let body = too_fast("0c3ff1e6-7a7f-4d0c-9c57-2f4f6d2a9b10", &mut buffer)?;
    println!("HTTP/1.1 200 OK");
    println!("Content-Type: application/json");
    println!("Content-Length: {}\n\n{body}\n", body.len());

    let error = parse(body.as_bytes())?.error();
    println!("A client reads: {}", error.ok_or("a success?")?);
    Ok(())
}
