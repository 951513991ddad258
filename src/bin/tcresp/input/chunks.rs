//! Bodies in chunks (RFC 9112 section 7.1).

use httparse::Status;

use super::http::{self, HEADERS};

/// The chunks of a body put together, and what follows them. `None` if it is not in chunks. Of a
/// body that is cut, or in which a chunk is wrong, what came before.
pub(super) fn join(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut body = Vec::new();
    let mut rest = text;
    let mut is_first = true;
    loop {
        let (at, len) = match httparse::parse_chunk_size(rest) {
            Ok(Status::Complete(read)) => read,
            _ if is_first => return None,
            Ok(Status::Partial) | Err(_) => return Some((body, &[])),
        };
        is_first = false;
        rest = rest.get(at..).unwrap_or_default();
        if len == 0 {
            // Then come trailers, which are as a rule none, and a blank line.
            let mut none = [httparse::EMPTY_HEADER; HEADERS];
            let end = match httparse::parse_headers(rest, &mut none) {
                Ok(Status::Complete((len, _))) => rest.get(len..).unwrap_or_default(),
                _ => &[],
            };
            return Some((body, if http::begins(end) { end } else { &[] }));
        }
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let (chunk, more) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        body.extend_from_slice(chunk);
        rest = more.strip_prefix(b"\r").unwrap_or(more);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}
