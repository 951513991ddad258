//! Reads the responses of the Tencent Cloud API 3.0 and gives a gateway what it needs from each
//! one: did it fail, with which code and message, and which `RequestId` goes into the log.
//!
//! ```
//! use tencentcloud_response::{Class, RetryAdvice, parse};
//!
//! let body = br#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"Slow down."},"RequestId":"ed93f3cb-f35e-473f"}}"#;
//!
//! let envelope = parse(body)?;
//! assert_eq!(envelope.request_id().unwrap(), "ed93f3cb-f35e-473f");
//! let error = envelope.error().unwrap();
//! assert_eq!(error.code(), "RequestLimitExceeded");
//! assert_eq!(error.code().class(), Class::Throttled);
//! assert_eq!(error.code().retry_advice(), RetryAdvice::Backoff);
//! assert_eq!(error.message(), "Slow down.");
//! # Ok::<(), tencentcloud_response::ParseError>(())
//! ```
//!
//! # Which function
//!
//! * [`parse`] checks every byte. This is the one to use.
//! * [`skim`] trusts that the body is well-formed, and is several times faster on large ones (on
//!   small failures, no faster).
//! * [`salvage`] is for the log line of a body that is not.
//! * [`peek_request_id`] looks at the two ends of a trusted body only.
//! * [`Parser`] has the options: depth, duplicates, the old API 2.0.
//! * [`stream::Reader`] reads a body as it passes by, in pieces; [`stream::bodies`] goes through many
//!   bodies in one buffer.
//! * [`sse::Watcher`] tells what an event stream comes to; [`sse::Reader`] reads its events.
//! * [`mod@write`] makes a failure response in the API's own form.
//! * `http` has a tower layer that reads responses on their way through a gateway.
//!
//! What comes back ([`Envelope`], [`ApiError`], [`JsonStr`], [`ErrorCode`]) are `Copy` slices of
//! the caller's body. [`Record`] holds the same without the body.
//!
//! # What is guaranteed
//!
//! * No allocation, no copy of the body, no recursion, no panic, on any input. (What the features
//!   `alloc` and `serde_json` hand out as owned is allocated, and `http` boxes about 6 KiB for an event
//!   stream.)
//! * Time is linear in the length of the body; a refused body is read twice. Memory is a fixed
//!   amount of stack: less than 4.5 KiB in a release build; a test counts it.
//! * A body that comes in pieces gives the same answer and the same error as the joined pieces.
//! * Every [`Backend`] gives the same answers, errors included.
//! * [`parse`] accepts a body if and only if it keeps all the rules below.
//! * A refused body gives the first error that a reader going from left to right could be certain
//!   of, as a kind and a byte offset.
//!
//! # What is not
//!
//! * Numbers are checked and never converted; the form of a `RequestId` is not checked.
//! * [`skim`] may take a broken body for a response.
//! * What [`salvage`] tells of a broken body is provisional.
//! * Nothing here proves who sent the body. Do not base authorisation or billing on it.
//! * Compressed bodies are recognised and refused; decode them first.
//!
//! # The rules
//!
//! | rule | |
//! |---|---|
//! | E1 | The body is one JSON text by RFC 8259 in well-formed UTF-8, without a byte order mark. All of it is checked, what is skipped too. |
//! | E2 | The root is an object with a member `Response` that is an object. Other root members are checked and ignored. |
//! | E3 | Only direct members of `Response` count, never the same names deeper or in strings. |
//! | E4 | Names are compared after unescaping, in exact case. |
//! | E5 | `RequestId` is a string; null or absent is none. |
//! | E6 | `Error`: an object, even an empty one, is a failure; null or absent is a success. |
//! | E7 | `Code` and `Message` in `Error` are strings; null or absent reads as empty. |
//! | E8 | `Response`, `RequestId`, `Error`, `Code`, `Message` twice is an error, unless [`Parser::duplicates`] says otherwise. Other names may repeat. |
//! | E9 | At most 128 levels of nesting, settable by [`Parser::max_depth`]. |
//! | E10 | Numbers keep to the grammar; `1e999` is fine. |
//! | E11 | Half a surrogate pair is an error in `RequestId` and `Code`; in `Message` it reads as U+FFFD. |
//! | E12 | What is no envelope says what it is; what merely ends too early is truncated, never malformed. |
//! | E13 | The API 2.0 shape is read when [`Parser::api_v2`] asks for it. |
//! | E14 | [`skim`] returns the same for every body that [`parse`] accepts. |
//! | E15 | [`salvage`] returns the first error and what can still be told. |
//!
//! # Features
//!
//! None changes what another does. Without any, the crate is `no_std`, does not allocate and has
//! no dependencies.
//!
//! * `std` (default): finds out at run time which vector unit the CPU has ([`Backend`]); without,
//!   what the program is compiled for decides. Implies `alloc`.
//! * `alloc`: [`JsonStr::to_cow`], [`ApiError::to_owned`].
//! * `serde`: `Serialize` for envelopes, errors, verdicts, codes, records and reports, as a log line
//!   wants them.
//! * `serde_json`: `Envelope::deserialize`, the payload into a type of yours.
//! * `simd-json`: `Envelope::deserialize_simd`, the same through simd-json.
//! * `http`: a tower layer that watches response bodies pass and reports on each, in the module
//!   `http`. Needs `http`, `http-body`, `tower-layer`, `tower-service` and `pin-project-lite`.
//! * `arbitrary`: `arbitrary::Arbitrary` for options, enums, texts and
//!   [`write::ErrorResponse`], for fuzz targets of yours.
//! * `cli`: the command `tcresp`.

#![no_std]
#![deny(unsafe_code, missing_docs)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod api_error;
#[cfg(feature = "arbitrary")]
mod arbitrary;
mod class;
mod code;
mod envelope;
mod error;
mod fields;
#[cfg(feature = "http")]
pub mod http;
mod json_str;
mod parser;
mod peek;
mod record;
mod salvage;
mod scan;
#[cfg(feature = "serde")]
mod serde;
mod shape;
mod simd;
pub mod sse;
pub mod stream;
mod texts;
pub mod write;

pub use api_error::ApiError;
#[cfg(feature = "alloc")]
pub use api_error::OwnedApiError;
pub use class::{Class, Classifier, RetryAdvice};
pub use code::{CommonCode, ErrorCode};
pub use envelope::{ApiVersion, Envelope};
pub use error::{ErrorKind, ParseError};
pub use fields::{Fields, Value, ValueKind};
pub use json_str::{BufferTooSmall, Chars, JsonStr, LogSafe};
pub use parser::{Duplicates, Parser, parse, salvage, skim};
pub use peek::peek_request_id;
pub use record::{Record, Verdict};
pub use salvage::Salvage;
pub use simd::Backend;

/// The examples of the README are tests. One of them needs the feature.
#[cfg(all(doctest, feature = "http"))]
#[doc = include_str!("../README.md")]
struct Readme;
