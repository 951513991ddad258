//! Where strings end: found by reading them, or from a list of all quotes.

use super::reader;
use crate::simd::{BLOCK, Items, Kernel, List};

/// Where strings end, for a reader that tells of every quote that it passes.
pub(crate) trait Quotes {
    /// So many quotes were passed.
    fn pass(&mut self, count: usize);

    /// The closing quote of the string whose first byte is at `start`, if all before it is right;
    /// and whether there are escapes. It counts as passed.
    fn end(&mut self, body: &[u8], start: usize) -> Option<(usize, bool)>;
}

/// Every string is read.
pub(crate) struct Read;

impl Quotes for Read {
    #[inline(always)]
    fn pass(&mut self, _: usize) {}

    #[inline(always)]
    fn end(&mut self, body: &[u8], start: usize) -> Option<(usize, bool)> {
        reader::text(body, start)
    }
}

/// All quotes of a small body without escapes. Where a string ends does not depend on anything that
/// was read just before, so a CPU need not wait for it.
pub(crate) struct Listed<'a> {
    list: List<'a>,
    next: usize,
}

impl<'a> Listed<'a> {
    /// The longest body that there is a list of.
    pub(crate) const MAX: usize = 8 * BLOCK;

    /// `None` if there is a backslash, a control character or ill-formed UTF-8 anywhere in the body,
    /// or if it is too long. The list goes to `items`.
    #[inline(always)]
    pub(crate) fn new<K: Kernel>(k: K, body: &[u8], items: &'a mut Items) -> Option<Self> {
        if body.len() > Self::MAX {
            return None;
        }
        let mut list = List::new(items);
        let (mut unusual, mut base) = (0, 0);
        let mut rest = body;
        while let Some((bytes, behind)) = rest.split_first_chunk::<BLOCK>() {
            let block = k.load(bytes);
            unusual |= k.unusual(block);
            if !list.add(k, k.equal(block, b'"'), base) {
                return None;
            }
            base += BLOCK as u16;
            rest = behind;
        }
        if !rest.is_empty() {
            let block = k.load_tail(rest);
            unusual |= k.unusual(block);
            if !list.add(k, k.equal(block, b'"'), base) {
                return None;
            }
        }
        (unusual == 0 || is_plain_utf8(k, body)).then_some(Self { list, next: 0 })
    }
}

impl Quotes for Listed<'_> {
    #[inline(always)]
    fn pass(&mut self, count: usize) {
        self.next += count;
    }

    #[inline(always)]
    fn end(&mut self, _: &[u8], _: usize) -> Option<(usize, bool)> {
        let end = self.list.get(self.next)?;
        self.next += 1;
        Some((usize::from(end), false))
    }
}

/// Whether there are neither backslashes nor control characters, and the UTF-8 is well-formed.
fn is_plain_utf8<K: Kernel>(k: K, body: &[u8]) -> bool {
    let mut before = k.blank();
    let mut is_plain = true;
    let mut rest = body;
    // What the last full block leaves open, the spaces behind the tail do not close.
    loop {
        let block = match rest.first_chunk() {
            Some(bytes) => k.load(bytes),
            None => k.load_tail(rest),
        };
        is_plain &= k.equal(block, b'\\') | k.controls(block) == 0;
        is_plain &= !k.utf8_error(before, block);
        before = block;
        match rest.get(BLOCK..) {
            Some(behind) => rest = behind,
            None => return is_plain,
        }
    }
}
