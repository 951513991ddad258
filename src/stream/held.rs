//! [`Held`]: the texts of a body that passes by.

use super::room::Room;
use crate::{JsonStr, shape::Slot};

/// The texts that count. Those of the one version and of the other never count together.
#[derive(Clone)]
pub(super) struct Held {
    request_id: Room<[u8; 64 + 4]>,
    code: Room<[u8; 128 + 4]>,
    message: Room<[u8; 512 + 4]>,
    v2_code: Room<[u8; 128 + 4]>,
}

impl Held {
    pub(super) const fn new() -> Self {
        Self {
            request_id: Room::new(),
            code: Room::new(),
            message: Room::new(),
            v2_code: Room::new(),
        }
    }

    pub(super) fn get(&self, slot: Slot) -> Option<JsonStr<'_>> {
        let text = match slot {
            Slot::RequestId => Room::as_str(&self.request_id),
            Slot::Code | Slot::V2CodeDesc => Room::as_str(&self.code),
            Slot::Message | Slot::V2Message => Room::as_str(&self.message),
            Slot::V2Code => Room::as_str(&self.v2_code),
            Slot::Response | Slot::Error => return None,
        };
        Some(JsonStr::plain(text))
    }

    fn room(&mut self, slot: Slot) -> Option<&mut Room> {
        match slot {
            Slot::RequestId => Some(&mut self.request_id),
            Slot::Code | Slot::V2CodeDesc => Some(&mut self.code),
            Slot::Message | Slot::V2Message => Some(&mut self.message),
            Slot::V2Code => Some(&mut self.v2_code),
            Slot::Response | Slot::Error => None,
        }
    }

    /// A whole text, decoded.
    pub(super) fn set(&mut self, slot: Slot, text: &str) {
        if let Some(room) = self.room(slot) {
            room.begin();
            room.copy(text.as_bytes());
        }
    }

    pub(super) fn begin(&mut self, slot: Slot) {
        if let Some(room) = self.room(slot) {
            room.begin();
        }
    }

    pub(super) fn push(&mut self, slot: Slot, raw: &[u8]) {
        if let Some(room) = self.room(slot) {
            room.push(raw);
        }
    }

    pub(super) fn end(&mut self, slot: Slot) {
        if let Some(room) = self.room(slot) {
            room.end();
        }
    }

    /// Takes what a piece, which begins at `base`, has of a text that starts at `start`, in it or
    /// before it, and ends at `end`, or not yet.
    pub(super) fn take(
        &mut self,
        slot: Slot,
        piece: &[u8],
        base: usize,
        start: usize,
        end: Option<usize>,
    ) {
        if start >= base {
            self.begin(slot);
        }
        let from = start.saturating_sub(base);
        let to = end.map_or(piece.len(), |end| end.saturating_sub(base));
        self.push(slot, piece.get(from..to).unwrap_or_default());
        if end.is_some() {
            self.end(slot);
        }
    }
}
