//! Writing a failure response in the API's own form.
//!
//! A gateway that refuses a request itself (a rate limit of its own, an upstream that is down)
//! should answer like the API, so that the SDKs behind it report code, message and RequestId as
//! they always do. [`ErrorResponse`] is the body of such an answer.
//!
//! # On the wire
//! The official SDKs take an answer for what it says only if the status is **200** and the
//! `Content-Type` is exactly **`application/json`**, without a charset. Of any other they discard
//! the body, and the caller sees no code and no RequestId.

use core::fmt::{self, Write};

use crate::BufferTooSmall;

/// The body of a failure response. Its [`Display`](fmt::Display) writes it as JSON into any
/// [`fmt::Write`]; `to_string()` makes a `String` of it.
///
/// What it writes, [`parse`](crate::parse()) reads back to the same values.
///
/// ```
/// use tencentcloud_response::{CommonCode, parse, write::ErrorResponse};
///
/// let code = CommonCode::RequestLimitExceeded.as_str();
/// let answer = ErrorResponse::new(code, "Too many \"hot\" requests.", "b5b41468-520d-4192");
/// let body = answer.to_string();
/// assert_eq!(
///     body,
///     r#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"Too many \"hot\" requests."},"RequestId":"b5b41468-520d-4192"}}"#,
/// );
/// let error = parse(body.as_bytes())?.error().unwrap();
/// assert_eq!(error.message(), "Too many \"hot\" requests.");
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorResponse<'a> {
    code: &'a str,
    message: &'a str,
    request_id: &'a str,
}

impl<'a> ErrorResponse<'a> {
    /// A failure response with this code, message and RequestId, as plain text.
    #[must_use]
    pub const fn new(code: &'a str, message: &'a str, request_id: &'a str) -> Self {
        Self {
            code,
            message,
            request_id,
        }
    }

    /// Writes the body into `buffer` and returns the part that was written. Nothing is allocated.
    ///
    /// # Errors
    /// [`BufferTooSmall`] tells how many bytes the body needs; `buffer` then holds nothing of use.
    ///
    /// ```
    /// use tencentcloud_response::write::ErrorResponse;
    ///
    /// let answer = ErrorResponse::new("ServiceUnavailable", "Try again later.", "b5b41468");
    /// let mut buffer = [0; 256];
    /// assert!(answer.write_into(&mut buffer)?.starts_with(r#"{"Response":{"Error":{"#));
    /// assert_eq!(answer.write_into(&mut [0; 16]).unwrap_err().needed(), 104);
    /// # Ok::<(), tencentcloud_response::BufferTooSmall>(())
    /// ```
    pub fn write_into<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b str, BufferTooSmall> {
        let mut sink = Sink {
            buffer: &mut *buffer,
            len: 0,
        };
        // The sink takes everything and counts what it has no room for.
        let _ = write!(sink, "{self}");
        let needed = sink.len;
        match buffer.get(..needed).map(core::str::from_utf8) {
            Some(Ok(text)) => Ok(text),
            _ => Err(BufferTooSmall::new(needed)),
        }
    }
}

impl fmt::Display for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"{"Response":{"Error":{"Code":""#)?;
        write_escaped(f, self.code)?;
        f.write_str(r#"","Message":""#)?;
        write_escaped(f, self.message)?;
        f.write_str(r#""},"RequestId":""#)?;
        write_escaped(f, self.request_id)?;
        f.write_str(r#""}}"#)
    }
}

/// The inside of a JSON string.
fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for part in text.split_inclusive(|c: char| matches!(c, '"' | '\\' | '\0'..='\x1f')) {
        let mut plain = part.chars();
        match plain.next_back() {
            Some(special @ ('"' | '\\' | '\0'..='\x1f')) => {
                f.write_str(plain.as_str())?;
                match special {
                    '\n' => f.write_str("\\n")?,
                    '\r' => f.write_str("\\r")?,
                    '\t' => f.write_str("\\t")?,
                    '"' | '\\' => {
                        f.write_char('\\')?;
                        f.write_char(special)?;
                    }
                    control => write!(f, "\\u{:04x}", u32::from(control))?,
                }
            }
            _ => f.write_str(part)?,
        }
    }
    Ok(())
}

/// Writes what fits and counts all.
struct Sink<'a> {
    buffer: &'a mut [u8],
    len: usize,
}

impl fmt::Write for Sink<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len.saturating_add(text.len());
        if let Some(room) = self.buffer.get_mut(self.len..end) {
            room.copy_from_slice(text.as_bytes());
        }
        self.len = end;
        Ok(())
    }
}
