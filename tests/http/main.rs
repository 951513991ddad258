//! The layer that watches responses pass: what it reports, when, how often, and what it costs.
#![cfg(feature = "http")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "../common/mod.rs"]
mod common;

mod content;
mod corpus;
mod cost;
mod end;
mod script;
mod wire;
