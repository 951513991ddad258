//! A list of positions on the stack, of which nothing is written before it is needed.

use core::mem::MaybeUninit;

use super::{BLOCK, Kernel};

/// Positions in a small body, in their order.
pub(crate) struct List<'a> {
    /// The first `len` are initialised.
    items: &'a mut Items,
    len: usize,
}

pub(crate) type Items = [MaybeUninit<u16>; 4 * BLOCK];

/// Where the positions of a block go.
pub(crate) type Room = [MaybeUninit<u16>; BLOCK];

impl<'a> List<'a> {
    /// Without any; `items` is what they go to.
    #[inline(always)]
    pub(crate) fn new(items: &'a mut Items) -> Self {
        Self { items, len: 0 }
    }

    /// The same list.
    #[inline(always)]
    pub(crate) const fn again(&mut self) -> List<'_> {
        List {
            items: self.items,
            len: self.len,
        }
    }

    /// Forgets all.
    #[inline(always)]
    pub(crate) const fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds the set bits of `mask`, which is of the block that begins at `base`. False where there
    /// is no room for all that a block can have.
    #[inline(always)]
    pub(crate) fn add<K: Kernel>(&mut self, k: K, mask: u64, base: u16) -> bool {
        let room = self.items.get_mut(self.len..).unwrap_or_default();
        let Some(room) = room.first_chunk_mut::<BLOCK>() else {
            return false;
        };
        self.len += k.positions(mask, base, room);
        true
    }

    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Option<u16> {
        let item = self.items.get(..self.len)?.get(index)?;
        // SAFETY: `len` counts what `Kernel::positions` has written.
        Some(unsafe { item.assume_init() })
    }
}

/// [`Kernel::positions`] where there is no instruction for it: one after the other.
#[inline(always)]
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
pub(super) fn positions(mut mask: u64, base: u16, room: &mut Room) -> usize {
    let count = mask.count_ones() as usize;
    // Eight at a time, more than needed rather than asking before each.
    for eight in room.as_chunks_mut::<8>().0 {
        for item in eight {
            item.write(base.wrapping_add(mask.trailing_zeros() as u16));
            mask &= mask.wrapping_sub(1);
        }
        if mask == 0 {
            break;
        }
    }
    count
}
