//! [`Room`] for a text in a value that is copied, of which nothing is written before it is needed.

use core::mem::MaybeUninit;

use super::{BLOCK, Kernel};
use crate::{JsonStr, json_str::Parts};

const HALF: usize = BLOCK / 2;

/// Room for a text of at most `N` bytes.
#[derive(Clone, Copy)]
pub(crate) struct Room<const N: usize> {
    bytes: [MaybeUninit<u8>; N],
    /// The first so many bytes are initialised.
    len: u16,
}

impl<const N: usize> Room<N> {
    /// Without text. No constant: that would be copied, and all of its bytes.
    #[inline(always)]
    pub(crate) fn new() -> Self {
        const { assert!(N <= u16::MAX as usize) };
        Self {
            bytes: [const { MaybeUninit::uninit() }; N],
            len: 0,
        }
    }

    /// Becomes the part of `body` from `start` to `end`. False if there is no room for it.
    #[inline(always)]
    pub(crate) fn take(&mut self, body: &[u8], start: usize, end: usize) -> bool {
        let (Some(text), Some(rest)) = (body.get(start..end), body.get(start..)) else {
            return false;
        };
        let (text, rest) = (uninit(text), uninit(rest));
        // Where it can be, what is copied has a fixed length, and is more than the text, or some of
        // it twice: of how long texts are, predictors of branches know nothing.
        if text.len() <= BLOCK
            && let Some(block) = rest.first_chunk::<BLOCK>()
            && let Some(to) = self.bytes.first_chunk_mut()
        {
            *to = *block;
        } else {
            let Some(to) = self.bytes.get_mut(..text.len()) else {
                return false;
            };
            if !copy_ends::<BLOCK>(to, text) && !copy_ends::<HALF>(to, text) {
                to.copy_from_slice(text);
            }
        }
        self.len = text.len() as u16;
        true
    }

    /// Becomes the part of `body` from `start` to `end`, which has escapes, decoded. `None` if there is
    /// no room for it.
    #[inline(always)]
    pub(crate) fn decode<K: Kernel>(
        &mut self,
        k: K,
        body: &str,
        start: usize,
        end: usize,
    ) -> Option<()> {
        let mut parts = Parts::new(k, body.get(start..end)?);
        let body = uninit(body.as_bytes());
        // Of how much there is the slice tells: `len` would be read from memory for each part.
        let mut left = self.bytes.as_mut_slice();
        while let Some(part) = parts.next() {
            left = append(left, body, start + part.start, start + part.end)?;
            if let Some(c) = part.then {
                left = append_char(left, c)?;
            }
        }
        self.len = (N - left.len()) as u16;
        Some(())
    }

    /// [`decode`](Self::decode) without a kernel.
    pub(crate) fn read(&mut self, body: &str, start: usize, end: usize) -> Option<()> {
        let text = JsonStr::checked(body.get(start..end)?, true);
        text.parts(|part| self.push(part.as_bytes())).then_some(())
    }

    /// Appends these bytes. False if there is no room for all of them, and then it has none.
    #[inline]
    pub(crate) fn push(&mut self, bytes: &[u8]) -> bool {
        let start = usize::from(self.len);
        let end = start + bytes.len();
        let Some(to) = self.bytes.get_mut(start..end) else {
            return false;
        };
        to.copy_from_slice(uninit(bytes));
        self.len = end as u16;
        true
    }

    /// How many more bytes there is room for.
    #[inline]
    pub(crate) const fn left(&self) -> usize {
        N - self.len as usize
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        // SAFETY: `len` counts what `take`, `decode` and `push` have written, all of it
        // initialised: bytes of slices of `u8`, and characters.
        unsafe { &*(core::ptr::from_ref(bytes) as *const [u8]) }
    }
}

/// Copies the part of `body` from `start` to `end` to the beginning of `to`, and possibly more of
/// `body` behind it. Returns what is left behind the part; `None` if there is no room for it.
#[inline(always)]
fn append<'a>(
    to: &'a mut [MaybeUninit<u8>],
    body: &[MaybeUninit<u8>],
    start: usize,
    end: usize,
) -> Option<&'a mut [MaybeUninit<u8>]> {
    let (text, rest) = (body.get(start..end)?, body.get(start..)?);
    if text.len() <= BLOCK
        && let Some(block) = rest.first_chunk::<BLOCK>()
        && let Some(to) = to.first_chunk_mut()
    {
        *to = *block;
    } else {
        copy(to, text)?;
    }
    to.get_mut(text.len()..)
}

/// The same for a character.
#[inline(always)]
fn append_char(to: &mut [MaybeUninit<u8>], c: char) -> Option<&mut [MaybeUninit<u8>]> {
    if c.is_ascii() {
        let (first, left) = to.split_first_mut()?;
        first.write(c as u8);
        return Some(left);
    }
    let mut utf8 = [0; 4];
    let utf8 = uninit(c.encode_utf8(&mut utf8).as_bytes());
    copy(to, utf8)?;
    to.get_mut(utf8.len()..)
}

/// Copies all of `from` to the beginning of `to`. A function of its own: beside a copy of fixed length
/// the compiler would make one of both, whose length it does not know.
#[inline(never)]
fn copy(to: &mut [MaybeUninit<u8>], from: &[MaybeUninit<u8>]) -> Option<()> {
    to.get_mut(..from.len())?.copy_from_slice(from);
    Some(())
}

/// Copies the first `H` bytes and the last `H` to a slice of the same length. False if there are
/// others, or not so many.
#[inline(always)]
fn copy_ends<const H: usize>(to: &mut [MaybeUninit<u8>], from: &[MaybeUninit<u8>]) -> bool {
    let (Some(first), Some(last)) = (from.first_chunk::<H>(), from.last_chunk::<H>()) else {
        return false;
    };
    if from.len() > 2 * H {
        return false;
    }
    if let Some(to) = to.first_chunk_mut() {
        *to = *first;
    }
    if let Some(to) = to.last_chunk_mut() {
        *to = *last;
    }
    true
}

#[inline(always)]
const fn uninit(bytes: &[u8]) -> &[MaybeUninit<u8>] {
    // SAFETY: what is initialised is also what need not be, and nobody can write through it.
    unsafe { &*(core::ptr::from_ref(bytes) as *const [MaybeUninit<u8>]) }
}

#[cfg(test)]
mod tests {
    use super::Room;
    use crate::{Backend, record::MessageRoom};

    const BODY: &[u8] = &[b'x'; 700];

    /// A part of every length, with all kinds of rests behind it.
    #[test]
    fn takes_what_there_is_room_for() {
        let body: std::vec::Vec<u8> = (0..700u32).map(|i| (i * 7 % 251) as u8).collect();
        for len in 0..=600 {
            for behind in [0, 1, 31, 32, 33, 63, 64, 65, 99] {
                for start in [0, 1] {
                    let end = start + len;
                    let body = &body.get(..end + behind).unwrap_or_default();
                    let part = body.get(start..end).unwrap_or_default();
                    check::<20>(body, start, part);
                    check::<64>(body, start, part);
                    check::<128>(body, start, part);
                    check::<512>(body, start, part);
                }
            }
        }
    }

    fn check<const N: usize>(body: &[u8], start: usize, part: &[u8]) {
        let end = start + part.len();
        let mut room = Room::<N>::new();
        let fits = room.take(body, start, end);
        assert_eq!(fits, part.len() <= N);
        let expected = if fits { part } else { b"" };
        assert_eq!(room.bytes(), expected);
        assert_eq!(room.left(), N - expected.len());
        let copy = room;
        assert_eq!(copy.bytes(), expected);
    }

    /// Escapes around the edges of blocks and of the room, with and without bytes behind them.
    #[test]
    fn decodes_what_there_is_room_for() {
        let escapes = [
            (r#"\""#, "\""),
            (r"\\", "\\"),
            (r"\/", "/"),
            (r"\b\f\n\r\t", "\u{8}\u{c}\n\r\t"),
            (r"\u0041", "A"),
            (r"\u00e9", "é"),
            (r"\u4e2d", "中"),
            (r"\ud83d\ude00", "😀"),
            (r"\ud83d", "\u{fffd}"),
            (r"\ud83d中", "\u{fffd}中"),
            (r"\\\n\\\u0041\\", "\\\n\\A\\"),
        ];
        let lengths = (0..8).chain(46..70).chain(118..132).chain(430..515);
        for before in lengths {
            for between in [0, 1, 5, 50, 63, 64, 65] {
                for (escape, c) in escapes {
                    for behind in [0, 1, 70] {
                        let [a, b] = [before, between].map(|len| "x".repeat(len));
                        let tail = "y".repeat(behind);
                        let text = std::format!("{a}{escape}{b}{escape}{tail}");
                        let expected = std::format!("{a}{c}{b}{c}{tail}");
                        let body = std::format!("\"{text}\"{tail}");
                        check_decoded(&body, 1, 1 + text.len(), &expected);
                    }
                }
            }
        }
        check_decoded(r"ab\n", 2, 4, "\n");
        check_decoded("ab", 1, 1, "");
    }

    fn check_decoded(body: &str, start: usize, end: usize, expected: &str) {
        for backend in Backend::available() {
            let mut room = MessageRoom::new();
            let fits = backend.decode(&mut room, body, start, end);
            assert_eq!(fits.is_some(), expected.len() <= 512, "{backend}: {body}");
            if fits.is_some() {
                assert_eq!(room.bytes(), expected.as_bytes(), "{backend}: {body}");
            }
        }
    }

    #[test]
    fn pushes_all_or_nothing() {
        let mut room = Room::<20>::new();
        assert!(room.push(b""));
        assert_eq!(room.bytes(), b"");
        assert!(room.push(b"0123456789"));
        assert!(!room.push(b"abcdefghijk"));
        assert_eq!((room.bytes(), room.left()), (&b"0123456789"[..], 10));
        assert!(room.push(b"abcdefghij"));
        assert!(!room.push(b"k"));
        assert!(room.push(b""));
        assert_eq!(
            (room.bytes(), room.left()),
            (&b"0123456789abcdefghij"[..], 0)
        );
        assert!(room.take(BODY, 3, 5));
        assert_eq!(room.bytes(), b"xx");
        assert!(!room.take(BODY, 5, 3) && !room.take(BODY, 0, 701));
    }
}
