//! Where strings end: found by reading them, or from a list of all quotes.

use super::{escapes::Escapes, nested, reader};
use crate::simd::{BLOCK, Items, Kernel, List};

/// Where strings end, for a reader that tells of every quote that it passes.
pub(crate) trait Quotes {
    /// So many quotes were passed.
    fn pass(&mut self, count: usize);

    /// The closing quote of the string whose first byte is at `start`, if all before it is right;
    /// and whether there are escapes. It counts as passed.
    fn end(&mut self, body: &[u8], start: usize) -> Option<(usize, bool)>;

    /// The position behind the object or array at `at`, if it is all there and right. It stands at
    /// depth 2. Its quotes count as passed.
    fn nested_end(&mut self, body: &[u8], at: usize, max_depth: u16) -> Option<usize>;
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

    #[inline(always)]
    fn nested_end(&mut self, body: &[u8], at: usize, max_depth: u16) -> Option<usize> {
        reader::nested_end(self, body, at, 2, max_depth)
    }
}

/// The longest body that there is a list of.
pub(crate) const MAX: usize = 8 * BLOCK;

/// All quotes of a small body. Where a string ends does not depend on anything that was read just
/// before, so a CPU need not wait for it.
pub(crate) struct Listed<'a, K> {
    k: K,
    list: List<'a>,
    next: usize,
    /// The positions of the first backslash and of the last.
    backslashes: Option<(usize, usize)>,
}

impl<'a, K: Kernel> Listed<'a, K> {
    /// `None` if there is a control character, a wrong escape or ill-formed UTF-8 anywhere in the
    /// body, or if it is too long. The list goes to `items`.
    #[inline(always)]
    pub(crate) fn new(k: K, body: &[u8], items: &'a mut Items) -> Option<Self> {
        if body.len() > MAX {
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
        let mut quotes = Self {
            k,
            list,
            next: 0,
            backslashes: None,
        };
        (unusual == 0 || quotes.again(body)).then_some(quotes)
    }

    /// Makes the list of a body with backslashes or bytes above 0x7f, and says whether they are right.
    #[inline(always)]
    fn again(&mut self, body: &[u8]) -> bool {
        let k = self.k;
        self.list.clear();
        let mut escapes = Escapes::default();
        let mut before = k.blank();
        let mut bad = 0;
        let mut base = 0;
        let mut rest = body;
        // What the last full block leaves open, the spaces behind the tail do not close.
        loop {
            let block = match rest.first_chunk() {
                Some(bytes) => k.load(bytes),
                None => k.load_tail(rest),
            };
            let mut quotes = k.equal(block, b'"');
            let backslashes = k.equal(block, b'\\');
            bad |= k.controls(block) | u64::from(k.utf8_error(before, block));
            if backslashes | escapes.pending() != 0 {
                quotes &= !escapes.next(k, block, backslashes, k.highs(block));
                if backslashes != 0 {
                    let first = base + backslashes.trailing_zeros() as usize;
                    let last = base + 63 - backslashes.leading_zeros() as usize;
                    self.backslashes =
                        Some((self.backslashes.map_or(first, |(first, _)| first), last));
                }
            }
            if !self.list.add(k, quotes, base as u16) {
                return false;
            }
            before = block;
            base += BLOCK;
            match rest.get(BLOCK..) {
                Some(behind) => rest = behind,
                None => return bad | escapes.bad() == 0,
            }
        }
    }
}

impl<K: Kernel> Quotes for Listed<'_, K> {
    #[inline(always)]
    fn pass(&mut self, count: usize) {
        self.next += count;
    }

    #[inline(always)]
    fn end(&mut self, body: &[u8], start: usize) -> Option<(usize, bool)> {
        let end = usize::from(self.list.get(self.next)?);
        self.next += 1;
        let is_escaped = self.backslashes.is_some_and(|(first, last)| {
            first < end
                && last >= start
                && (first >= start
                    || last < end
                    || body
                        .get(start..end)
                        .is_some_and(|text| text.contains(&b'\\')))
        });
        Some((end, is_escaped))
    }

    #[inline(always)]
    fn nested_end(&mut self, body: &[u8], at: usize, max_depth: u16) -> Option<usize> {
        if self.backslashes.is_none()
            && let Some((end, passed)) = nested::end(self.k, body, at, max_depth)
        {
            self.next += passed;
            return Some(end);
        }
        reader::nested_end(self, body, at, 2, max_depth)
    }
}
