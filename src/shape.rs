//! Which name counts at which depth: rules E2 to E8, E11 and E13 live here and nowhere else.
//!
//! The reader tells [`Shape`] what passes at the three places where names count (the root object,
//! the object under `Response`, the object under `Error`): names, the kind of each value, its end.
//! `Shape` says which rule is broken, and keeps where the values stand. Everything deeper is none
//! of its business.

mod found;
mod name;

pub(crate) use found::{Found, FoundV2, Payload, Span};
pub(crate) use name::{NameMatch, Place, Slot};

use crate::{
    Duplicates, ParseError, ValueKind,
    error::{ErrorKind, Expected},
};
use name::Slots;

/// The rules about names and types, and the values found so far. One per body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    duplicates: Duplicates,
    api_v2: bool,
    /// Read on after a broken rule, for `salvage` (E15).
    lenient: bool,
    /// The innermost place that we are in, directly or not.
    place: Option<Place>,
    /// The member whose value comes next, and whether it is to be kept.
    slot: Option<Slot>,
    keep: bool,
    /// The names that have come, in an earlier `Response` or `Error` too: what that one had is
    /// cleared, or what this one has is not kept.
    seen: Slots,
    /// Slots that a broken rule has left without a value for good.
    spoiled: Slots,
    /// Whether the `Response` and the `Error` that we are in are to be kept.
    keep_response: bool,
    keep_error: bool,
    found: Found,
    found_v2: FoundV2,
    /// The first broken rule that was read over.
    fault: Option<ParseError>,
    /// The first broken rule of the 2.0 members. It counts when no `Response` came.
    v2_fault: Option<ParseError>,
}

impl Shape {
    pub(crate) const fn new(duplicates: Duplicates, api_v2: bool, lenient: bool) -> Self {
        Self {
            duplicates,
            api_v2,
            lenient,
            place: None,
            slot: None,
            keep: false,
            seen: Slots::NONE,
            spoiled: Slots::NONE,
            keep_response: false,
            keep_error: false,
            found: Found::none(),
            found_v2: FoundV2 {
                code: None,
                message: None,
                code_desc: None,
            },
            fault: None,
            v2_fault: None,
        }
    }

    /// A whole body was read, and this is what it has.
    pub(crate) fn complete(&mut self, found: Found) {
        self.seen.add(Slot::Response);
        self.found = found;
    }

    /// As if `{"Response":` had been read.
    pub(crate) fn in_response(duplicates: Duplicates, lenient: bool) -> Self {
        let mut shape = Self::new(duplicates, false, lenient);
        shape.place = Some(Place::Root);
        shape.slot = Some(Slot::Response);
        shape.keep = true;
        shape.seen.add(Slot::Response);
        shape
    }

    pub(crate) const fn found(&self) -> &Found {
        &self.found
    }

    pub(crate) const fn found_v2(&self) -> &FoundV2 {
        &self.found_v2
    }

    pub(crate) const fn fault(&self) -> Option<ParseError> {
        self.fault
    }

    /// The place whose members are at this depth, if we are right inside it.
    pub(crate) fn place_at(&self, depth: u16) -> Option<Place> {
        self.place.filter(|&place| place as u16 == depth)
    }

    /// The depth of the innermost place that we are in, directly or not; 0 for none.
    pub(crate) fn depth(&self) -> u16 {
        self.place.map_or(0, |place| place as u16)
    }

    /// Whether this is the innermost place that we are in, directly or not.
    pub(crate) fn is_in(&self, place: Place) -> bool {
        self.place == Some(place)
    }

    /// Members that do not count have passed.
    pub(crate) fn no_member(&mut self) {
        self.slot = None;
    }

    /// A name at a place ends; `at` is its opening quote.
    pub(crate) fn name(&mut self, slot: Option<Slot>, at: usize) -> Result<(), ParseError> {
        self.slot = slot;
        let Some(slot) = slot else {
            return Ok(());
        };
        self.keep = match slot {
            Slot::RequestId | Slot::Error => self.keep_response,
            Slot::Code | Slot::Message => self.keep_error,
            _ => true,
        };
        if self.seen.has(slot) {
            match self.duplicates {
                Duplicates::Reject => {
                    self.broken(
                        slot,
                        ParseError::new(ErrorKind::DuplicateName, at, slot.expected(), Some(b'"')),
                    )?;
                }
                Duplicates::First => self.keep = false,
                Duplicates::Last if self.keep => self.renew(slot),
                Duplicates::Last => {}
            }
        }
        self.keep &= !self.spoiled.has(slot);
        self.seen.add(slot);
        Ok(())
    }

    /// The value of the last name begins. Returns its slot if it is a text that counts.
    pub(crate) fn value(
        &mut self,
        kind: ValueKind,
        at: usize,
        byte: u8,
    ) -> Result<Option<Slot>, ParseError> {
        let Some(slot) = self.slot else {
            return Ok(None);
        };
        let fits = match slot {
            Slot::Response => kind == ValueKind::Object,
            Slot::Error => matches!(kind, ValueKind::Object | ValueKind::Null),
            Slot::V2Code => matches!(
                kind,
                ValueKind::Number | ValueKind::String | ValueKind::Null
            ),
            _ => matches!(kind, ValueKind::String | ValueKind::Null),
        };
        if !fits {
            self.broken(
                slot,
                ParseError::new(ErrorKind::WrongType, at, slot.expected(), Some(byte)),
            )?;
            self.slot = None;
        }
        Ok(self.slot)
    }

    /// The object that is the value of the last name (or the root) was opened.
    pub(crate) fn open(&mut self, at: usize) {
        match (self.place, self.slot) {
            (None, _) => self.place = Some(Place::Root),
            (_, Some(Slot::Response)) => {
                self.place = Some(Place::Response);
                self.keep_response = self.keep;
                if self.keep {
                    self.found.payload = Payload::at(at);
                }
            }
            (_, Some(Slot::Error)) => {
                self.place = Some(Place::Error);
                self.keep_error = self.keep;
                if self.keep {
                    self.found.failed = true;
                }
            }
            _ => {}
        }
        self.slot = None;
    }

    /// The object of `place` ends with the brace at `at`.
    pub(crate) fn close(&mut self, place: Place, at: usize) -> Result<(), ParseError> {
        match place {
            Place::Error => {
                self.found.error_closed |= self.keep_error;
                self.place = Some(Place::Response);
            }
            Place::Response => {
                if let (true, Some(payload)) = (self.keep_response, &mut self.found.payload) {
                    *payload = payload.up_to(at.saturating_add(1));
                }
                self.place = Some(Place::Root);
            }
            Place::Root => {
                self.place = None;
                return self.close_root(at);
            }
        }
        Ok(())
    }

    fn close_root(&mut self, at: usize) -> Result<(), ParseError> {
        if self.seen.has(Slot::Response) {
            return Ok(());
        }
        if self.is_v2() {
            return match self.v2_fault {
                Some(fault) => self.rule_broken(fault),
                None => Ok(()),
            };
        }
        let kind = if !self.api_v2 && self.found_v2.code.is_some() {
            ErrorKind::ApiV2
        } else {
            ErrorKind::NoResponse
        };
        self.rule_broken(ParseError::new(kind, at, Expected::Response, Some(b'}')))
    }

    /// Whether what was read so far is to be taken as API 2.0: `code` counts unless it is null,
    /// and `Response` wins over it.
    pub(crate) fn is_v2(&self) -> bool {
        self.api_v2
            && !self.seen.has(Slot::Response)
            && (self.found_v2.code.is_some() || self.spoiled.has(Slot::V2Code))
    }

    /// What was found in a body of API 2.0, as it would be in one of 3.0 that has `failed` or not.
    pub(crate) fn found_in_v2(&self, failed: bool) -> Found {
        let mut found = Found::none();
        if failed {
            let FoundV2 {
                code,
                message,
                code_desc,
            } = self.found_v2;
            found.failed = true;
            found.code = code_desc.filter(|text| text.start() < text.end()).or(code);
            found.message = message;
        }
        found
    }

    /// Whether a text that is not there reads as empty: its object was read to its end, and the
    /// value was absent or null, not broken.
    pub(crate) fn reads_empty(&self, slot: Slot) -> bool {
        let is_closed = if slot.is_v2() {
            self.place.is_none()
        } else {
            self.found.error_closed
        };
        is_closed && !self.spoiled.has(slot)
    }

    /// The slots whose texts count as things stand, of the one version or the other, with what was
    /// found for them: where a body passes by, these are to be held.
    pub(crate) fn held(&self) -> [(Slot, Option<Span>); 3] {
        let (found, found_v2) = (&self.found, &self.found_v2);
        if self.api_v2 && !self.seen.has(Slot::Response) {
            [
                (Slot::V2Code, found_v2.code),
                (Slot::V2Message, found_v2.message),
                (Slot::V2CodeDesc, found_v2.code_desc),
            ]
        } else {
            [
                (Slot::RequestId, found.request_id),
                (Slot::Code, found.code),
                (Slot::Message, found.message),
            ]
        }
    }

    /// Whether a text of `slot` that begins or goes on here is to be kept.
    pub(crate) const fn keeps(&self, slot: Slot) -> bool {
        self.keep && !self.spoiled.has(slot)
    }

    /// The text of `slot` ends.
    pub(crate) fn text(&mut self, slot: Slot, start: usize, end: usize, escaped: bool) {
        if self.keeps(slot)
            && let Some(place) = self.target(slot)
        {
            *place = Span::new(start, end, escaped);
        }
    }

    /// Whether half a surrogate pair is an error in `slot` (E11).
    pub(crate) const fn is_strict(&self, slot: Slot) -> bool {
        match slot {
            Slot::RequestId | Slot::Code => true,
            Slot::V2Code | Slot::V2CodeDesc => self.api_v2,
            _ => false,
        }
    }

    /// A string in a strict slot has half a surrogate pair, whose backslash is at `at` (E11).
    pub(crate) fn lone_surrogate(&mut self, slot: Slot, at: usize) -> Result<(), ParseError> {
        self.broken(
            slot,
            ParseError::new(
                ErrorKind::LoneSurrogate,
                at,
                Expected::LowSurrogate,
                Some(b'\\'),
            ),
        )
    }

    /// `slot` broke a rule.
    fn broken(&mut self, slot: Slot, error: ParseError) -> Result<(), ParseError> {
        if slot.is_v2() && !self.api_v2 {
            return Ok(());
        }
        self.spoil(slot);
        if slot.is_v2() {
            self.v2_fault.get_or_insert(error);
            return Ok(());
        }
        self.rule_broken(error)
    }

    fn rule_broken(&mut self, error: ParseError) -> Result<(), ParseError> {
        if !self.lenient {
            return Err(error);
        }
        self.fault.get_or_insert(error);
        Ok(())
    }

    /// `slot` has no value from here on; what is not to be kept takes nothing from what is.
    fn spoil(&mut self, slot: Slot) {
        if self.keep {
            self.clear(slot);
            self.spoiled.add(slot);
            self.keep = false;
        }
    }

    /// Whatever `slot` had is nothing any more, good or bad: what comes now is taken, whole.
    fn renew(&mut self, slot: Slot) {
        self.clear(slot);
        self.spoiled.remove(slot);
        match slot {
            Slot::Response => {
                self.spoiled.remove_all(Slots::at(Place::Response));
                self.spoiled.remove_all(Slots::at(Place::Error));
            }
            Slot::Error => self.spoiled.remove_all(Slots::at(Place::Error)),
            _ => {}
        }
    }

    /// Forgets what was found for `slot`, and for what is inside it.
    fn clear(&mut self, slot: Slot) {
        match slot {
            Slot::Response => {
                self.found.request_id = None;
                self.found.payload = None;
                self.clear_error();
            }
            Slot::Error => self.clear_error(),
            text => {
                if let Some(place) = self.target(text) {
                    *place = None;
                }
            }
        }
    }

    fn clear_error(&mut self) {
        self.found.failed = false;
        self.found.error_closed = false;
        self.found.code = None;
        self.found.message = None;
    }

    fn target(&mut self, slot: Slot) -> Option<&mut Option<Span>> {
        match slot {
            Slot::RequestId => Some(&mut self.found.request_id),
            Slot::Code => Some(&mut self.found.code),
            Slot::Message => Some(&mut self.found.message),
            Slot::V2Code => Some(&mut self.found_v2.code),
            Slot::V2Message => Some(&mut self.found_v2.message),
            Slot::V2CodeDesc => Some(&mut self.found_v2.code_desc),
            Slot::Response | Slot::Error => None,
        }
    }
}
