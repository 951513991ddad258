//! HTTP responses as they come: heads and bodies, one response after the other.

use std::borrow::Cow;

use httparse::Status;
use tencentcloud_response::Verdict;

use super::{Fault, chunks, kind};

/// More headers than any server sends.
pub(super) const HEADERS: usize = 256;

/// A response, out of the text of a source.
#[derive(Debug)]
pub(crate) struct Response<'a> {
    /// The line on which its head begins, from 1.
    pub(crate) line: u64,
    pub(crate) body: Result<Cow<'a, [u8]>, Fault>,
    pub(crate) is_event_stream: bool,
    /// The header `X-TC-RequestId`.
    pub(crate) request_id: Option<&'a str>,
}

/// Whether a response begins here.
pub(crate) fn begins(text: &[u8]) -> bool {
    matches!(text, [b'H', b'T', b'T', b'P', b'/', b'0'..=b'9', ..])
}

/// The responses in a text that begins with one.
pub(crate) struct Responses<'a> {
    rest: &'a [u8],
    /// The line on which `rest` begins, from 1.
    line: u64,
}

impl<'a> Responses<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        let mut responses = Self {
            rest: text,
            line: 1,
        };
        responses.advance(text.trim_ascii_start());
        responses
    }

    /// Goes on to `rest`, which is the end of what is left.
    fn advance(&mut self, rest: &'a [u8]) {
        let read = self.rest.len() - rest.len();
        let read = self.rest.get(..read).unwrap_or_default();
        self.line += read.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.rest = rest;
    }

    /// The head of the next response whose body is here too, and its line.
    fn head(&mut self) -> Option<(u64, Result<Head<'a>, Fault>)> {
        while !self.rest.is_empty() {
            let line = self.line;
            match Head::read(self.rest) {
                Ok((head, rest)) => {
                    self.advance(rest);
                    if !(head.is_interim() && begins(rest)) {
                        return Some((line, Ok(head)));
                    }
                }
                Err(fault) => {
                    self.rest = &[];
                    return Some((line, Err(fault)));
                }
            }
        }
        None
    }
}

impl<'a> Iterator for Responses<'a> {
    type Item = Response<'a>;

    fn next(&mut self) -> Option<Response<'a>> {
        let (line, head) = self.head()?;
        let head = match head {
            Ok(head) => head,
            Err(fault) => {
                return Some(Response {
                    line,
                    body: Err(fault),
                    is_event_stream: false,
                    request_id: None,
                });
            }
        };
        let (body, rest) = head.body(self.rest);
        self.advance(rest.trim_ascii_start());
        let is_event_stream = head.is_event_stream && !body.trim_ascii_start().starts_with(b"{")
            || kind::is_event_stream(&body);
        Some(Response {
            line,
            body: match head.encoding.filter(|_| !is_readable(&body)) {
                Some(encoding) => Err(encoded(encoding)),
                None => Ok(body),
            },
            is_event_stream,
            request_id: head.request_id,
        })
    }
}

/// What of a head counts here.
#[derive(Default)]
struct Head<'a> {
    /// The first digit of the status.
    status: u8,
    is_chunked: bool,
    is_event_stream: bool,
    length: Option<usize>,
    encoding: Option<&'a str>,
    request_id: Option<&'a str>,
}

impl<'a> Head<'a> {
    /// The head, and what follows it.
    fn read(text: &'a [u8]) -> Result<(Self, &'a [u8]), Fault> {
        let line = text.split_inclusive(|&byte| byte == b'\n').next();
        let line = line.unwrap_or_default();
        let status = line.split(|&byte| byte == b' ').nth(1);
        let text = text.get(line.len()..).unwrap_or_default();
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let (len, headers) = match httparse::parse_headers(text, &mut headers) {
            Ok(Status::Complete(read)) => read,
            Ok(Status::Partial) => return Err(bad_head("it has no end", Verdict::Truncated)),
            Err(error) => return Err(bad_head(&error.to_string(), Verdict::NotEnvelope)),
        };
        let mut head = Self {
            status: status
                .and_then(|status| status.first().copied())
                .unwrap_or(0),
            ..Self::default()
        };
        for header in headers {
            let Ok(value) = str::from_utf8(header.value) else {
                continue;
            };
            let value = value.trim();
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            if is("transfer-encoding") {
                head.is_chunked |= has_prefix(value, "chunked");
            } else if is("content-type") {
                head.is_event_stream = has_prefix(value, "text/event-stream");
            } else if is("content-length") {
                head.length = value.parse().ok();
            } else if is("content-encoding") {
                head.encoding = Some(value).filter(|value| !has_prefix(value, "identity"));
            } else if is("x-tc-requestid") {
                head.request_id = Some(value).filter(|value| !value.is_empty());
            }
        }
        Ok((head, text.get(len..).unwrap_or_default()))
    }

    /// Whether another head may follow that is the one of the response: this is 100 Continue, a
    /// redirect that was followed, or what a proxy said about the tunnel.
    fn is_interim(&self) -> bool {
        matches!(self.status, b'1' | b'3') || self.length.is_none()
    }

    /// The body, and what follows it: nothing, unless another response begins there.
    fn body<'t>(&self, text: &'t [u8]) -> (Cow<'t, [u8]>, &'t [u8]) {
        // curl takes chunks apart, and leaves the header in.
        if self.is_chunked
            && let Some((body, rest)) = chunks::join(text)
        {
            return (Cow::Owned(body), rest);
        }
        // And it decodes what is compressed, and leaves the length in.
        if let Some((body, rest)) = self.length.and_then(|len| text.split_at_checked(len))
            && begins(rest.trim_ascii_start())
        {
            return (Cow::Borrowed(body), rest);
        }
        (Cow::Borrowed(text), &[])
    }
}

/// Whether a body that is said to be compressed was decoded by whoever saved it.
fn is_readable(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    matches!(body, [] | [b'{' | b'<', ..]) || kind::is_event_stream(body)
}

fn has_prefix(value: &str, prefix: &str) -> bool {
    value
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn bad_head(why: &str, verdict: Verdict) -> Fault {
    let text = format!("the head of the HTTP response is wrong: {why}");
    Fault::new("bad_head", text, verdict)
}

fn encoded(encoding: &str) -> Fault {
    let text = format!("the body is encoded, as {encoding}; curl --compressed decodes it");
    Fault::new("encoded", text, Verdict::Encoded)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn bodies(text: &str) -> Vec<(u64, String)> {
        Responses::new(text.as_bytes())
            .map(|response| {
                let body = response.body.unwrap().into_owned();
                (response.line, String::from_utf8(body).unwrap())
            })
            .collect()
    }

    #[test]
    fn a_body_is_what_follows_the_head() {
        for (text, expected) in [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{}\r\n", "{}\r\n"),
            ("HTTP/2 200\nA: b\n\n{}", "{}"),
            ("HTTP/2 200 \r\n\r\n", ""),
            ("HTTP/1.1 200 OK\r\n\r\nx\n\ny", "x\n\ny"),
            // Chunks, and what curl makes of them.
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\n{\"\r\n00c;x=y\r\na\":\n\"1234567\r\n1\r\n}\r\n0\r\n\r\n",
                "{\"a\":\n\"1234567}",
            ),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n{}", "{}"),
            (
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\ndata: x\n\n",
                "data: x\n\n",
            ),
            // Cut, and wrong.
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "ab",
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\ncd",
                "ab",
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab",
                "ab",
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2",
                "2",
            ),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", ""),
            // Not the chunks of this one.
            (
                "HTTP/1.1 200 OK\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\n\r\n",
            ),
        ] {
            assert_eq!(bodies(text), [(1, expected.to_owned())], "{text:?}");
        }
    }

    #[test]
    fn the_last_of_several_heads_is_the_one_of_the_body() {
        for (before, line) in [
            ("HTTP/1.1 100 Continue\r\n\r\n", 3),
            (
                "HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 302\nContent-Length: 9\n\n",
                6,
            ),
        ] {
            let text = format!("{before}HTTP/2 200\r\n\r\n{{}}");
            assert_eq!(bodies(&text), [(line, "{}".to_owned())], "{text:?}");
        }
    }

    #[test]
    fn one_response_after_the_other() {
        let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(
            bodies(&empty.repeat(2)),
            [(1, String::new()), (4, String::new())]
        );
        // None of these has a body, and a million of them is no problem.
        assert_eq!(
            bodies(&"HTTP/1.1 100 Continue\n\n".repeat(1_000_000)).len(),
            1
        );
        let text = "\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\nHTTP/2 200\r\nContent-Length: 99\r\n\r\nHTTP";
        let expected = [(2, "{}\n"), (6, "x"), (13, "HTTP")];
        assert_eq!(
            bodies(text),
            expected.map(|(line, body)| (line, body.to_owned()))
        );
    }
}
