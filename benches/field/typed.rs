//! The types that the serde readers fill: what `parse` finds, borrowed where serde can.

use std::borrow::Cow;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Body<'a> {
    #[serde(borrow, rename = "Response")]
    pub(crate) response: Response<'a>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Response<'a> {
    #[serde(borrow, rename = "RequestId")]
    pub(crate) request_id: Option<Text<'a>>,
    #[serde(borrow, rename = "Error")]
    pub(crate) error: Option<Failure<'a>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Failure<'a> {
    #[serde(borrow, rename = "Code")]
    pub(crate) code: Option<Text<'a>>,
    #[serde(borrow, rename = "Message")]
    pub(crate) message: Option<Text<'a>>,
}

/// Inside an `Option`, serde borrows a `Cow` only through a type like this one.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);
