//! JSON pointers (RFC 6901), followed without reading more of a document than its text.

use std::{fmt, str::FromStr};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Where a value stands in a record.
#[derive(Clone, Debug)]
pub(crate) struct Pointer {
    /// As it was given.
    name: String,
    /// Unescaped.
    tokens: Vec<String>,
}

/// Our own members, which a kept one must not be mistaken for.
const TAKEN: [&str; 12] = [
    "source",
    "line",
    "verdict",
    "request_id",
    "code",
    "class",
    "retry",
    "http_status",
    "message",
    "error",
    "offset",
    "error_text",
];

impl Pointer {
    /// The argument of `--keep`: a member's name, or a pointer.
    pub(crate) fn kept(text: &str) -> Result<Self, String> {
        if text.starts_with('/') {
            return text.parse();
        }
        if text.is_empty() {
            return Err("a name is empty".into());
        }
        if TAKEN.contains(&text) {
            return Err(format!("a column is already called so; write /{text}"));
        }
        Ok(Self {
            name: text.into(),
            tokens: vec![text.into()],
        })
    }

    /// The argument of `--body`.
    pub(crate) fn body(text: &str) -> Result<Self, String> {
        text.parse()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text of the value in `record`. Of members with the same name the last one counts, as
    /// it does for most readers of JSON.
    pub(crate) fn find<'a>(&self, record: &'a [u8]) -> serde_json::Result<Option<&'a RawValue>> {
        let mut value: &RawValue = serde_json::from_slice(record)?;
        for token in &self.tokens {
            let mut inside = serde_json::Deserializer::from_str(value.get());
            match Step(token).deserialize(&mut inside)? {
                Some(next) => value = next,
                None => return Ok(None),
            }
        }
        Ok(Some(value))
    }
}

impl FromStr for Pointer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('/');
        if parts.next() != Some("") {
            return Err("a JSON pointer begins with /".into());
        }
        let tokens = parts.map(|part| {
            let lone = part.replace("~0", "").replace("~1", "").contains('~');
            let token = part.replace("~1", "/").replace("~0", "~");
            if lone {
                Err("~ is written ~0 in a JSON pointer".to_owned())
            } else {
                Ok(token)
            }
        });
        Ok(Self {
            name: text.into(),
            tokens: tokens.collect::<Result<_, _>>()?,
        })
    }
}

/// One step down, to the member or element of this name.
struct Step<'p>(&'p str);

impl<'de> DeserializeSeed<'de> for Step<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(ours) = map.next_key_seed(Name(self.0))? {
            if ours {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        // Only canonical numbers are indices.
        let index = self
            .0
            .parse::<usize>()
            .ok()
            .filter(|index| index.to_string() == self.0);
        let mut found = None;
        let mut at = 0;
        while let Some(value) = seq.next_element::<&RawValue>()? {
            if Some(at) == index {
                found = Some(value);
            }
            at += 1;
        }
        Ok(found)
    }

    // A scalar has nothing inside.
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// Whether a member has this name, without a copy of it.
struct Name<'p>(&'p str);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<bool, D::Error> {
        name.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Pointer;

    #[test]
    fn the_examples_of_rfc_6901() {
        let record = br#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;
        for (pointer, expected) in [
            ("/foo", Some(r#"["bar","baz"]"#)),
            ("/foo/0", Some(r#""bar""#)),
            ("/foo/1", Some(r#""baz""#)),
            ("/foo/2", None),
            ("/foo/00", None),
            ("/foo/-", None),
            ("/foo/0/x", None),
            ("/", Some("0")),
            ("//x", None),
            ("/a~1b", Some("1")),
            ("/c%d", Some("2")),
            ("/e^f", Some("3")),
            ("/g|h", Some("4")),
            ("/i\\j", Some("5")),
            ("/k\"l", Some("6")),
            ("/ ", Some("7")),
            ("/m~0n", Some("8")),
        ] {
            let found = pointer.parse::<Pointer>().unwrap().find(record).unwrap();
            assert_eq!(found.map(|value| value.get()), expected, "{pointer}");
        }
        let all = "".parse::<Pointer>().unwrap();
        assert_eq!(all.find(record).unwrap().unwrap().get().len(), record.len());
        assert!("foo".parse::<Pointer>().is_err());
        assert!("/m~n".parse::<Pointer>().is_err());
        assert!("/m~2".parse::<Pointer>().is_err());
    }

    #[test]
    fn the_last_of_the_same_names_counts() {
        let twice = "/a".parse::<Pointer>().unwrap();
        assert_eq!(twice.find(br#"{"a":1,"a":2}"#).unwrap().unwrap().get(), "2");
    }

    #[test]
    fn a_kept_name_cannot_hide_a_column() {
        assert!(Pointer::kept("code").is_err());
        let code = Pointer::kept("/code").unwrap();
        assert_eq!((code.name(), code.tokens.len()), ("/code", 1));
        let dotted = Pointer::kept("a~b/c").unwrap();
        assert_eq!(dotted.find(br#"{"a~b/c":1}"#).unwrap().unwrap().get(), "1");
    }
}
