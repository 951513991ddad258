//! JSON lines. Every member is in every line, `null` when there is nothing to tell.

use std::{
    fmt::Display,
    io::{self, Write},
};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Print;
use crate::{
    input::{Fault, Pointer},
    row::Row,
    safe,
};

pub(crate) struct Json {
    keep: Vec<Pointer>,
}

impl Json {
    pub(crate) fn new(keep: &[Pointer]) -> Self {
        Self { keep: keep.into() }
    }
}

impl Print for Json {
    fn row(&mut self, out: &mut dyn Write, row: &Row<'_>) -> io::Result<()> {
        let line = serde_json::to_string(&Members(row, &self.keep))?;
        writeln!(out, "{}", safe::json(&line))
    }
}

struct Members<'a>(&'a Row<'a>, &'a [Pointer]);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(row, keep) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("source", row.source)?;
        map.serialize_entry("line", &row.line)?;
        for (pointer, value) in keep.iter().zip(row.kept) {
            map.serialize_entry(pointer.name(), value)?;
        }
        map.serialize_entry("verdict", row.verdict.as_str())?;
        map.serialize_entry("request_id", &row.request_id.map(Text))?;
        map.serialize_entry("code", &row.code.map(Text))?;
        map.serialize_entry("class", &row.class())?;
        map.serialize_entry("retry", &row.retry())?;
        map.serialize_entry("http_status", &row.http_status())?;
        map.serialize_entry("message", &row.message.map(Text))?;
        map.serialize_entry("error", &row.fault.as_ref().map(Wrong))?;
        map.end()
    }
}

/// As decoded, without a copy of its own.
struct Text<T>(T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Wrong<'a>(&'a Fault);

impl Serialize for Wrong<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("kind", self.0.kind)?;
        map.serialize_entry("rule", &self.0.rule)?;
        map.serialize_entry("offset", &self.0.offset)?;
        map.serialize_entry("text", &self.0.text)?;
        map.end()
    }
}
