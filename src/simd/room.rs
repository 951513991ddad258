//! [`Room`] for a text in a value that is copied, of which nothing is written before it is needed.

use core::mem::MaybeUninit;

use super::BLOCK;

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
        // SAFETY: `len` counts what `take` and `push` have copied from initialised bytes.
        unsafe { &*(core::ptr::from_ref(bytes) as *const [u8]) }
    }
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
