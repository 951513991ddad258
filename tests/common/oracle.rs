//! What a body means by `serde_json`: rules E1 to E13 written once more, in another way.
//!
//! It reads checked UTF-8 through a hand-written visitor: maps only (a derived struct also takes
//! arrays), names as bytes (a name may be half a surrogate pair), members as raw text, each looked
//! at again if its name counts. `serde_json` passes over raw text without recursion and without
//! converting numbers; depth is counted separately.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use tencentcloud_response::{ApiVersion, Duplicates};

use super::{Answer, Rules, oracles::salvage::Values};

/// What the body says, or `None` if it breaks a rule.
pub(crate) fn read(body: &[u8], rules: Rules) -> Option<Answer> {
    // Read as bytes, a name may also have control characters, so all is read once as text.
    if !is_json(body) {
        return None;
    }
    let text = std::str::from_utf8(body).ok()?;
    let root: Members<'_> = serde_json::from_str(text).ok()?;
    if depth(body) > usize::from(rules.max_depth) {
        return None;
    }
    let mut responses = Vec::new();
    for raw in root.named(b"Response") {
        responses.push((response(raw, rules)?, raw));
    }
    if responses.is_empty() {
        return rules.api_v2.then(|| v2(&root, text, rules)).flatten();
    }
    let ((request_id, error), raw) = one(responses, rules.duplicates)??;
    Some(Answer {
        version: ApiVersion::V3,
        request_id,
        error,
        payload: raw.as_bytes().to_vec(),
    })
}

/// Whether the body is one JSON text in UTF-8 (E1).
pub(crate) fn is_json(body: &[u8]) -> bool {
    std::str::from_utf8(body)
        .is_ok_and(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok())
}

/// The members of an object, with their names decoded and their values as sent.
pub(crate) fn members(object: &[u8]) -> Option<Vec<(String, &str)>> {
    let members: Members<'_> = serde_json::from_slice(object).ok()?;
    let members = members.0.into_iter();
    Some(
        members
            .map(|(name, raw)| (replace_halves(&name), raw))
            .collect(),
    )
}

/// The text of a string in quotes.
pub(crate) fn decode(quoted: &str) -> Option<String> {
    text_or_null(quoted, false)?
}

/// What can be told of a body that is JSON, whatever rules it breaks (E15). `None` where that is not
/// known here: where names may repeat, in the 2.0 shape, and where reading stops at a depth.
pub(crate) fn salvage(body: &[u8], rules: Rules) -> Option<Values> {
    let is_default = rules.duplicates == Duplicates::Reject && !rules.api_v2;
    if !is_default || !is_json(body) || depth(body) > usize::from(rules.max_depth) {
        return None;
    }
    let mut values = Values::default();
    let root: Option<Members<'_>> = serde_json::from_slice(body).ok();
    let response = root.and_then(|root| root.only_object(b"Response"));
    if let Some(response) = response {
        values.request_id = response
            .only(b"RequestId")
            .and_then(|raw| text_or_null(raw, true)?);
        if let Some(error) = response.only_object(b"Error") {
            values.code = error.text_or_empty(b"Code", true);
            values.message = error.text_or_empty(b"Message", false);
        }
    }
    Some(values)
}

type Response = (Option<String>, Option<(String, String)>);

fn response(raw: &str, rules: Rules) -> Option<Response> {
    let members: Members<'_> = serde_json::from_str(raw).ok()?;
    let mut ids = Vec::new();
    for raw in members.named(b"RequestId") {
        ids.push(text_or_null(raw, true)?);
    }
    let mut errors = Vec::new();
    for raw in members.named(b"Error") {
        errors.push(match raw {
            "null" => None,
            raw => Some(error(raw, rules)?),
        });
    }
    let id = one(ids, rules.duplicates)?.flatten();
    Some((id, one(errors, rules.duplicates)?.flatten()))
}

fn error(raw: &str, rules: Rules) -> Option<(String, String)> {
    let members: Members<'_> = serde_json::from_str(raw).ok()?;
    let mut codes = Vec::new();
    for raw in members.named(b"Code") {
        codes.push(text_or_null(raw, true)?);
    }
    let mut messages = Vec::new();
    for raw in members.named(b"Message") {
        messages.push(text_or_null(raw, false)?);
    }
    let code = one(codes, rules.duplicates)?.flatten();
    let message = one(messages, rules.duplicates)?.flatten();
    Some((code.unwrap_or_default(), message.unwrap_or_default()))
}

fn v2(root: &Members<'_>, text: &str, rules: Rules) -> Option<Answer> {
    let mut codes = Vec::new();
    for raw in root.named(b"code") {
        codes.push(match raw.as_bytes()[0] {
            b'-' | b'0'..=b'9' => Some(raw.to_owned()),
            _ => text_or_null(raw, true)?,
        });
    }
    let mut named = Vec::new();
    for raw in root.named(b"codeDesc") {
        named.push(text_or_null(raw, true)?);
    }
    let mut messages = Vec::new();
    for raw in root.named(b"message") {
        messages.push(text_or_null(raw, false)?);
    }
    let code = one(codes, rules.duplicates)?.flatten()?;
    let named = one(named, rules.duplicates)?.flatten();
    let message = one(messages, rules.duplicates)?.flatten();
    let error = (code != "0").then(|| {
        (
            named.filter(|name| !name.is_empty()).unwrap_or(code),
            message.unwrap_or_default(),
        )
    });
    Some(Answer {
        version: ApiVersion::V2,
        request_id: None,
        error,
        payload: text
            .trim_matches([' ', '\t', '\n', '\r'])
            .as_bytes()
            .to_vec(),
    })
}

/// The value that counts (E8): outside `None` if they may not repeat, inside if there is none.
fn one<T>(mut values: Vec<T>, duplicates: Duplicates) -> Option<Option<T>> {
    match duplicates {
        Duplicates::Reject if values.len() > 1 => None,
        Duplicates::Last => Some(values.pop()),
        _ => Some(values.into_iter().next()),
    }
}

/// Outside `None` for another type, or for half a surrogate pair if that is not allowed (E11).
fn text_or_null(raw: &str, strict: bool) -> Option<Option<String>> {
    if raw == "null" {
        return Some(None);
    }
    if strict {
        return serde_json::from_str(raw).ok().map(Some);
    }
    let bytes: Bytes = serde_json::from_str(raw).ok()?;
    Some(Some(replace_halves(&bytes.0)))
}

/// `serde_json` gives half a surrogate pair as the three bytes that UTF-8 would have for it.
fn replace_halves(mut bytes: &[u8]) -> String {
    let mut text = String::new();
    while !bytes.is_empty() {
        if let [0xed, 0xa0..=0xbf, _, rest @ ..] = bytes {
            text.push('\u{fffd}');
            bytes = rest;
            continue;
        }
        let len = match bytes[0] {
            0..=0x7f => 1,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
        text.push_str(std::str::from_utf8(&bytes[..len]).expect("serde_json decodes"));
        bytes = &bytes[len..];
    }
    text
}

/// How deep a well-formed body is nested.
pub(crate) fn depth(body: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth -= 1,
            b'"' => loop {
                match bytes.next() {
                    Some(b'\\') => _ = bytes.next(),
                    Some(b'"') | None => break,
                    _ => {}
                }
            },
            _ => {}
        }
    }
    deepest
}

/// The members of an object, in order.
struct Members<'a>(Vec<(Vec<u8>, &'a str)>);

impl<'a> Members<'a> {
    fn named<'s>(&'s self, name: &'static [u8]) -> impl Iterator<Item = &'a str> + 's {
        let named = self.0.iter().filter(move |member| member.0 == name);
        named.map(|member| member.1)
    }
}

/// For [`salvage`]: a value that is there twice, or of another type, is none.
impl<'a> Members<'a> {
    fn only(&self, name: &'static [u8]) -> Option<&'a str> {
        let mut named = self.0.iter().filter(|member| member.0 == name);
        named
            .next()
            .filter(|_| named.next().is_none())
            .map(|member| member.1)
    }

    fn only_object(&self, name: &'static [u8]) -> Option<Self> {
        serde_json::from_str(self.only(name)?).ok()
    }

    fn text_or_empty(&self, name: &'static [u8], strict: bool) -> Option<String> {
        match self.only(name) {
            None if self.named(name).next().is_none() => Some(String::new()),
            raw => text_or_null(raw?, strict).map(Option::unwrap_or_default),
        }
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key_seed(NameSeed)? {
            members.push((name, map.next_value::<&RawValue>()?.get()));
        }
        Ok(Members(members))
    }
}

struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Vec<u8>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u8>, D::Error> {
        Bytes::deserialize(deserializer).map(|bytes| bytes.0)
    }
}

/// A string, in which half a surrogate pair may stand.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(BytesVisitor)
    }
}

struct BytesVisitor;

impl Visitor<'_> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(Bytes(bytes.to_vec()))
    }
}
