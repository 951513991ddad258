//! The names that count, and where (E3, E4).

use crate::error::Expected;

/// An object whose names count. Its value is its depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The API 3.0 and 2.0 members.
    Root = 1,
    /// The object under `Response`.
    Response = 2,
    /// The object under `Error`.
    Error = 3,
}

/// A member that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Response,
    RequestId,
    Error,
    Code,
    Message,
    V2Code,
    V2Message,
    V2CodeDesc,
}

impl Slot {
    const ALL: [Self; 8] = [
        Self::Response,
        Self::RequestId,
        Self::Error,
        Self::Code,
        Self::Message,
        Self::V2Code,
        Self::V2Message,
        Self::V2CodeDesc,
    ];

    const fn name(self) -> &'static [u8] {
        match self {
            Self::Response => b"Response",
            Self::RequestId => b"RequestId",
            Self::Error => b"Error",
            Self::Code => b"Code",
            Self::Message => b"Message",
            Self::V2Code => b"code",
            Self::V2Message => b"message",
            Self::V2CodeDesc => b"codeDesc",
        }
    }

    /// The member that a whole name is at this place.
    pub(crate) fn named(place: Place, name: &[u8]) -> Option<Self> {
        match (place, name) {
            (Place::Root, b"Response") => Some(Self::Response),
            (Place::Root, b"code") => Some(Self::V2Code),
            (Place::Root, b"message") => Some(Self::V2Message),
            (Place::Root, b"codeDesc") => Some(Self::V2CodeDesc),
            (Place::Response, b"RequestId") => Some(Self::RequestId),
            (Place::Response, b"Error") => Some(Self::Error),
            (Place::Error, b"Code") => Some(Self::Code),
            (Place::Error, b"Message") => Some(Self::Message),
            _ => None,
        }
    }

    pub(super) const fn expected(self) -> Expected {
        match self {
            Self::Response => Expected::Response,
            Self::RequestId => Expected::RequestId,
            Self::Error => Expected::Error,
            Self::Code => Expected::Code,
            Self::Message => Expected::Message,
            Self::V2Code => Expected::V2Code,
            Self::V2Message => Expected::V2Message,
            Self::V2CodeDesc => Expected::V2CodeDesc,
        }
    }

    pub(super) const fn is_v2(self) -> bool {
        matches!(self, Self::V2Code | Self::V2Message | Self::V2CodeDesc)
    }

    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slots(u8);

impl Slots {
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn at(place: Place) -> Self {
        Self(match place {
            Place::Root => {
                Slot::Response.bit()
                    | Slot::V2Code.bit()
                    | Slot::V2Message.bit()
                    | Slot::V2CodeDesc.bit()
            }
            Place::Response => Slot::RequestId.bit() | Slot::Error.bit(),
            Place::Error => Slot::Code.bit() | Slot::Message.bit(),
        })
    }

    pub(super) const fn has(self, slot: Slot) -> bool {
        self.0 & slot.bit() != 0
    }

    pub(super) fn add(&mut self, slot: Slot) {
        self.0 |= slot.bit();
    }

    pub(super) fn remove(&mut self, slot: Slot) {
        self.0 &= !slot.bit();
    }

    pub(super) fn remove_all(&mut self, slots: Self) {
        self.0 &= !slots.0;
    }

    fn iter(self) -> impl Iterator<Item = Slot> {
        Slot::ALL.into_iter().filter(move |&slot| self.has(slot))
    }
}

/// Compares a name with those that count at its place, piece by piece, after unescaping (E4).
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameMatch {
    alive: Slots,
    len: usize,
}

impl NameMatch {
    pub(crate) const fn new(place: Place) -> Self {
        Self {
            alive: Slots::at(place),
            len: 0,
        }
    }

    /// The next characters of the name, in UTF-8.
    pub(crate) fn push(&mut self, text: &[u8]) {
        if self.alive.0 == 0 {
            return;
        }
        let end = self.len.saturating_add(text.len());
        for slot in self.alive.iter() {
            if slot.name().get(self.len..end) != Some(text) {
                self.alive.0 &= !slot.bit();
            }
        }
        self.len = end;
    }

    /// A character of the name that no name has which counts.
    pub(crate) fn push_other(&mut self) {
        self.alive = Slots::NONE;
    }

    /// The member that the name is.
    pub(crate) fn end(self) -> Option<Slot> {
        self.alive.iter().find(|slot| slot.name().len() == self.len)
    }
}
