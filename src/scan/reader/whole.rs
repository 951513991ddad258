//! Whole tokens, and values in which no name counts: what lies in one piece and is right. All else
//! is left to the states of [`Lex`], which then begin at the token's first byte.

use super::{Lex, nesting::Nesting, text::is_short_escape};
use crate::scan::{number, plain, quotes::Quotes, utf8};

/// The position behind the object or array at `at`, if it is all there and right. It stands inside
/// `depth` others, 1 at least.
#[inline(always)]
pub(in crate::scan) fn nested_end<Q: Quotes>(
    quotes: &mut Q,
    body: &[u8],
    at: usize,
    depth: u16,
    max_depth: u16,
) -> Option<usize> {
    let mut nesting = Nesting::new(depth, max_depth);
    let is_object = *body.get(at)? == b'{';
    if !nesting.push(is_object) {
        return None;
    }
    let (lex, end) = nesting.read(quotes, nesting.inside(), body, at + 1, depth);
    (lex == Lex::End).then_some(end)
}

impl Nesting {
    /// Reads on where no name counts, as long as all is right and whole, and not further than the
    /// bracket that leads to the depth `outside`. Returns what comes next, and where.
    #[inline(always)]
    pub(super) fn read<Q: Quotes>(
        &mut self,
        quotes: &mut Q,
        mut lex: Lex,
        piece: &[u8],
        mut at: usize,
        outside: u16,
    ) -> (Lex, usize) {
        'next: loop {
            at = plain::skip_whitespace(piece, at);
            let Some(&byte) = piece.get(at) else {
                return (lex, at);
            };
            let mut first = match (lex, byte) {
                (Lex::Name | Lex::NameOrClose, b'"') => match name(quotes, piece, at) {
                    Ok((byte, behind)) => {
                        at = behind;
                        lex = Lex::Value;
                        byte
                    }
                    Err(stop) => return stop,
                },
                (Lex::CommaOrClose, b',') => {
                    at += 1;
                    lex = self.member();
                    continue;
                }
                (Lex::CommaOrClose | Lex::NameOrClose | Lex::ValueOrClose, byte)
                    if byte == self.closing() =>
                {
                    loop {
                        at += 1;
                        self.pop();
                        lex = self.value_end();
                        if self.depth <= outside {
                            return (lex, at);
                        }
                        // Nearly always another one or a comma.
                        if piece.get(at) != Some(&self.closing()) {
                            continue 'next;
                        }
                    }
                }
                (Lex::Value | Lex::ValueOrClose, byte) => byte,
                _ => return (lex, at),
            };
            // A member after another.
            loop {
                let rest = piece.get(at..).unwrap_or_default();
                let end = match first {
                    b'"' => {
                        quotes.pass(1);
                        quotes.end(piece, at + 1).map(|(end, _)| end + 1)
                    }
                    // Which one nobody can foresee, so there is no branch for it.
                    b'{' | b'[' if self.push(first == b'{') => {
                        at += 1;
                        lex = self.inside();
                        continue 'next;
                    }
                    b't' => number::word(rest, b"true").map(|len| at + len),
                    b'f' => number::word(rest, b"false").map(|len| at + len),
                    b'n' => number::word(rest, b"null").map(|len| at + len),
                    b'-' | b'0'..=b'9' if self.in_object => number::whole(rest).map(|len| at + len),
                    b'-' | b'0'..=b'9' => number::series(rest).map(|len| at + len),
                    _ => None,
                };
                match end {
                    Some(end) => at = end,
                    None => return (lex, at),
                }
                lex = Lex::CommaOrClose;
                if piece.get(at) != Some(&b',') {
                    continue 'next;
                }
                at = plain::skip_whitespace(piece, at + 1);
                lex = self.member();
                let Some(&byte) = piece.get(at) else {
                    return (lex, at);
                };
                first = byte;
                if lex == Lex::Name {
                    if byte != b'"' {
                        return (lex, at);
                    }
                    match name(quotes, piece, at) {
                        Ok((byte, behind)) => (first, at) = (byte, behind),
                        Err(stop) => return stop,
                    }
                    lex = Lex::Value;
                }
            }
        }
    }
}

/// A name from its opening quote, and its colon. Returns the first byte of the value and where it
/// stands; or what comes next, and where.
#[inline(always)]
fn name<Q: Quotes>(
    quotes: &mut Q,
    piece: &[u8],
    quote: usize,
) -> Result<(u8, usize), (Lex, usize)> {
    quotes.pass(1);
    let Some((end, _)) = quotes.end(piece, quote + 1) else {
        return Err((Lex::Name, quote));
    };
    let colon = plain::skip_whitespace(piece, end + 1);
    if piece.get(colon) != Some(&b':') {
        return Err((Lex::Colon, colon));
    }
    let value = plain::skip_whitespace(piece, colon + 1);
    match piece.get(value) {
        Some(&byte) => Ok((byte, value)),
        None => Err((Lex::Value, value)),
    }
}

/// The closing quote of the string whose first byte is at `start`, if it is there and all before it
/// is right; and whether there are escapes.
#[inline(always)]
pub(in crate::scan) fn text(piece: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut at = start;
    let mut escaped = false;
    loop {
        at = plain::skip(piece, at);
        match piece.get(at..)? {
            [b'"', ..] => return Some((at, escaped)),
            [b'\\', b'"', ..] => {
                escaped = true;
                at = plain::skip_escaped_quotes(piece, at + 2);
            }
            [b'\\', ..] => {
                escaped = true;
                at = escapes(piece, at)?;
            }
            [0x80..=0xff, ..] => {
                let end = utf8::skip(piece, at);
                if end == at {
                    return None;
                }
                at = end;
            }
            _ => return None,
        }
    }
}

/// Behind the escapes that stand at `at` one after the other, if they are right.
#[inline(always)]
fn escapes(piece: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = piece.get(at..)?;
        // Which one it is nobody can foresee, so there is no branch for it.
        if let Some(&[b'\\', letter, a, b, c, d]) = rest.first_chunk() {
            let is_long = letter == b'u';
            let is_hex = [a, b, c, d]
                .iter()
                .fold(true, |all, digit| all & digit.is_ascii_hexdigit());
            if !(is_short_escape(letter) | is_long & is_hex) {
                return None;
            }
            at += if is_long { 6 } else { 2 };
            continue;
        }
        return match *rest {
            [b'\\', letter, ..] => is_short_escape(letter).then_some(at + 2),
            [b'\\'] => None,
            _ => Some(at),
        };
    }
}
