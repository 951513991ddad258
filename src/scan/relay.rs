//! The engine and the portable reader, taking turns.
//!
//! A body that comes in pieces is read so, and one that is wrong, or right in an unusual way: a
//! wrong place or an unusual name costs a few hundred bytes of slow reading, not all of the body.

use super::Reader;
use crate::{Backend, ParseError};

/// How many bytes are worth to be read by the engine.
const ENOUGH: usize = 192;

/// How many bytes a whole body has that is worth it: in a shorter one most of what the engine
/// takes, it gives back.
const LONG: usize = 1024;

/// How many bytes the portable reader reads before the engine is asked again whether it can begin;
/// each time it cannot, twice as many as before.
const STEP: usize = 16;

/// Who has read a piece.
pub(crate) enum By {
    /// The engine alone, which stops before a text that counts.
    Engine,
    Both,
}

/// Reads a whole body.
pub(crate) fn read_whole(
    backend: Backend,
    reader: &mut Reader,
    body: &[u8],
) -> Result<(), ParseError> {
    if body.len() < LONG {
        reader.feed(body)?;
    } else {
        read(backend, reader, body)?;
    }
    reader.finish()
}

/// Reads a piece: the engine what it can, and the portable reader the rest.
pub(crate) fn read(backend: Backend, reader: &mut Reader, piece: &[u8]) -> Result<By, ParseError> {
    let mut rest = piece;
    let mut step = STEP;
    let mut turn = 0;
    let mut by = By::Engine;
    loop {
        let mut left = rest.len();
        if left >= ENOUGH && backend != Backend::PORTABLE {
            if let Some(passed) = backend.pass(reader, rest) {
                rest = rest.get(passed.bytes..).unwrap_or_default();
                step = STEP;
                // Where the engine is stopped again and again, by names that count, it is asked
                // less and less.
                turn = if passed.bytes < ENOUGH {
                    2 * turn + 1
                } else {
                    0
                };
                left = match passed.left {
                    // It has come to the end. (If not, this would have no end.)
                    0 => usize::from(passed.bytes == 0),
                    left => left.max(turn),
                };
            } else {
                left = behind_comma(rest, step);
                step = step.saturating_mul(2);
            }
        }
        if left > 0 {
            let (now, then) = rest.split_at_checked(left).unwrap_or((rest, b""));
            reader.feed(now)?;
            by = By::Both;
            rest = then;
        }
        if rest.is_empty() {
            return Ok(by);
        }
    }
}

/// How many bytes the portable reader is to read: about so many, and up to a comma if one is near,
/// behind which the engine can begin; or else up to the end of a character, where it can in a string.
fn behind_comma(rest: &[u8], step: usize) -> usize {
    // The first time, what the piece before has left open may end soon.
    let least = if step == STEP { 0 } else { step };
    let near = rest.get(least..).unwrap_or_default().iter().take(STEP);
    match near.copied().position(|byte| byte == b',') {
        Some(at) => least + at + 1,
        None => {
            let behind = rest.get(step..).unwrap_or_default().iter().take(3);
            step + behind.take_while(|byte| matches!(byte, 0x80..0xc0)).count()
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{By, STEP, behind_comma, read};
    use crate::{Backend, Parser};

    /// A piece in which nothing counts is the engine's alone; nobody looks for texts in it.
    #[test]
    fn the_engine_reads_a_piece_alone() {
        let piece = "1,".repeat(200);
        for backend in Backend::available() {
            let mut reader = Parser::new().reader(true);
            let start = read(backend, &mut reader, br#"{"Response":{"Set":["#);
            assert!(matches!(start, Ok(By::Both)), "{backend}");
            let by = read(backend, &mut reader, piece.as_bytes());
            let is_alone = matches!(by, Ok(By::Engine));
            assert_eq!(is_alone, backend != Backend::PORTABLE, "{backend}");
        }
    }

    #[test]
    fn the_portable_reader_reads_up_to_a_comma_that_is_near() {
        for (rest, first, then) in [
            ("", 16, 32),
            (",", 1, 32),
            ("012,", 4, 32),
            ("0123456789abcde,", 16, 32),
            ("0123456789abcdef,", 16, 32),
            ("012,456789abcdef0123456789abcdef,", 4, 33),
            ("0123456789abcdef0123456789abcdef012,4567", 16, 36),
            ("0123456789abcdef0123456789abcdef0123456789abcde,", 16, 48),
            ("0123456789abcdef0123456789abcdef0123456789abcdef,", 16, 32),
            ("0123456789abcde\u{1f600}89abcdef0123\u{1f600}", 19, 35),
        ] {
            assert_eq!(behind_comma(rest.as_bytes(), STEP), first, "{rest}");
            assert_eq!(behind_comma(rest.as_bytes(), 2 * STEP), then, "{rest}");
        }
    }
}
