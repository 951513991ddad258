//! Where strings end: found by reading them, or from a list of all quotes.

use super::{escapes::Escapes, reader};
use crate::simd::{BLOCK, Items, Kernel, List};

/// Where strings end, for a reader that tells of every quote that it passes.
pub(crate) trait Quotes {
    /// So many quotes were passed.
    fn pass(&mut self, count: usize);

    /// The closing quote of the string whose first byte is at `start`, if all before it is right;
    /// and whether there are escapes. It counts as passed.
    fn end(&mut self, body: &[u8], start: usize) -> Option<(usize, bool)>;

    /// The position behind the object or array at `at`, if it is all there and right. It stands at
    /// depth 2, and `max_depth` is 3 at least. Its quotes count as passed.
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

/// Does something with each block of a body, of which the last has spaces behind its end, and may
/// have nothing else. Not a function: where the compiler leaves the closure a function of its own,
/// which it may, it is one without vectors.
macro_rules! each_block {
    ($k:expr, $body:expr, |$block:ident| $see:block) => {{
        let mut rest = $body;
        loop {
            let $block = $k.load_up_to(rest);
            $see
            match rest.get(BLOCK..) {
                Some(behind) => rest = behind,
                None => break,
            }
        }
    }};
}

/// The longest body that there is a list of.
pub(crate) const MAX: usize = 8 * BLOCK;

/// Where the first and the last of no backslashes are.
const NONE: (usize, usize) = (usize::MAX, 0);

/// All quotes of a small body. Where a string ends does not depend on anything that was read just
/// before, so a CPU need not wait for it.
pub(crate) struct Listed<'a, K> {
    k: K,
    list: List<'a>,
    next: usize,
    /// The positions of the first backslash and of the last.
    backslashes: (usize, usize),
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
            backslashes: NONE,
        };
        (unusual == 0 || quotes.is_right(body)).then_some(quotes)
    }

    /// Whether all is right in a body with backslashes or bytes above 0x7f. If it has backslashes, the
    /// list is made again, without the quotes that are escaped.
    #[inline(always)]
    fn is_right(&mut self, body: &[u8]) -> bool {
        let k = self.k;
        // A branch for a body, not one for each block: nobody can foresee those.
        let (mut controls, mut highs, mut backslashes) = (0, 0, 0);
        each_block!(k, body, |block| {
            controls |= k.controls(block);
            highs |= k.highs(block);
            backslashes |= k.equal(block, b'\\');
        });
        if highs != 0 {
            let mut before = k.blank();
            // What the last full block leaves open, the spaces behind the tail do not close.
            each_block!(k, body, |block| {
                controls |= u64::from(k.utf8_error(before, block));
                before = block;
            });
        }
        controls == 0 && (backslashes == 0 || self.without_escaped(body))
    }

    /// Makes the list again, and checks the escapes.
    #[inline(always)]
    fn without_escaped(&mut self, body: &[u8]) -> bool {
        let k = self.k;
        self.list.clear();
        let mut escapes = Escapes::default();
        let (mut first, mut last) = NONE;
        let mut has_room = true;
        let mut base = 0;
        each_block!(k, body, |block| {
            let backslashes = k.equal(block, b'\\');
            let mut quotes = k.equal(block, b'"');
            if backslashes | escapes.pending() != 0 {
                let escaped = escapes.next(k, block, backslashes);
                escapes.digits(k, block, escaped & k.equal(block, b'u'));
                quotes &= !escaped;
            }
            if backslashes != 0 {
                first = first.min(base + backslashes.trailing_zeros() as usize);
                last = base + (BLOCK - 1) - backslashes.leading_zeros() as usize;
            }
            has_room &= self.list.add(k, quotes, base as u16);
            base += BLOCK;
        });
        self.backslashes = (first, last);
        has_room && escapes.bad() == 0
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
        let (first, last) = self.backslashes;
        let is_escaped =
            first < end && last >= start && has_backslash(body, start, end, first, last);
        Some((end, is_escaped))
    }

    #[inline(always)]
    fn nested_end(&mut self, body: &[u8], at: usize, max_depth: u16) -> Option<usize> {
        let whole = if self.backslashes == NONE {
            self.k.nested_end(body, at, max_depth)
        } else {
            None
        };
        let (end, passed) = match whole {
            Some(whole) => whole,
            None => walk(self.k, self.list.again(), self.next, body, at, max_depth)?,
        };
        self.next += passed;
        Some(end)
    }
}

/// Whether a string that ends behind the first backslash of the body and does not begin behind the
/// last has one.
#[cold]
fn has_backslash(body: &[u8], start: usize, end: usize, first: usize, last: usize) -> bool {
    let text = || body.get(start..end).unwrap_or_default();
    first >= start || last < end || text().contains(&b'\\')
}

/// [`Quotes::nested_end`] token by token, for the few values that have whitespace, an escape or a
/// long string. Returns how many quotes were passed, too.
#[inline(never)]
fn walk<K: Kernel>(
    k: K,
    list: List<'_>,
    next: usize,
    body: &[u8],
    at: usize,
    max_depth: u16,
) -> Option<(usize, usize)> {
    let mut quotes = Listed {
        k,
        list,
        next,
        // Which string has escapes does not matter here.
        backslashes: NONE,
    };
    let end = reader::nested_end(&mut quotes, body, at, 2, max_depth)?;
    Some((end, quotes.next - next))
}
