//! Which brackets are open.

use super::Lex;

/// The brackets that are open, a bit for each level: set for an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nesting {
    pub(super) depth: u16,
    /// The depth around the outermost value.
    pub(super) floor: u16,
    pub(super) max: u16,
    /// Whether the innermost bracket is an object's.
    pub(super) in_object: bool,
    objects: [u64; 16],
}

impl Nesting {
    pub(super) const fn new(floor: u16, max: u16) -> Self {
        Self {
            depth: floor,
            floor,
            max,
            in_object: false,
            objects: [0; 16],
        }
    }

    /// How deep it may be for the kinds of all open brackets to fit into [`stack`](Self::stack).
    pub(super) const STACK: u16 = 127;

    /// A bit for each level, the innermost lowest: set for an object.
    pub(super) fn stack(&self) -> Option<u128> {
        let [low, high, ..] = self.objects;
        let levels = u128::from(high) << 64 | u128::from(low);
        let above = Self::STACK.checked_sub(self.depth)?;
        Some(levels.reverse_bits() >> above)
    }

    /// As if these brackets were open, [`STACK`](Self::STACK) at most.
    pub(super) fn set(&mut self, depth: u16, stack: u128) {
        let levels = (stack << Self::STACK.saturating_sub(depth)).reverse_bits();
        let [low, high, ..] = &mut self.objects;
        (*low, *high) = (levels as u64, (levels >> 64) as u64);
        self.depth = depth;
        self.in_object = stack & 1 != 0;
    }

    /// Opens a bracket; false if that is one too many.
    pub(super) fn push(&mut self, is_object: bool) -> bool {
        if self.depth >= self.max {
            return false;
        }
        self.depth += 1;
        if let Some(word) = self.objects.get_mut(usize::from(self.depth / 64)) {
            let bit = self.depth % 64;
            *word = *word & !(1 << bit) | u64::from(is_object) << bit;
        }
        self.in_object = is_object;
        true
    }

    pub(super) fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        let word = self.objects.get(usize::from(self.depth / 64));
        self.in_object = word.is_some_and(|word| word >> (self.depth % 64) & 1 != 0);
    }

    /// The bracket that closes the innermost one.
    pub(super) const fn closing(&self) -> u8 {
        if self.in_object { b'}' } else { b']' }
    }

    /// What comes after an opening bracket.
    pub(super) const fn inside(&self) -> Lex {
        if self.in_object {
            Lex::NameOrClose
        } else {
            Lex::ValueOrClose
        }
    }

    /// What comes after a comma.
    pub(super) const fn member(&self) -> Lex {
        if self.in_object {
            Lex::Name
        } else {
            Lex::Value
        }
    }

    /// What comes after a value.
    pub(super) const fn value_end(&self) -> Lex {
        if self.depth == self.floor {
            Lex::End
        } else {
            Lex::CommaOrClose
        }
    }
}
