//! `arbitrary::Arbitrary`, so that fuzz targets can take what the library takes and returns.

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::{
    ApiVersion, Backend, Class, CommonCode, Duplicates, ErrorCode, ErrorKind, JsonStr, Parser,
    RetryAdvice, ValueKind, Verdict, scan::Reader, shape::Shape, write::ErrorResponse,
};

/// One out of all that there are.
macro_rules! one_of {
    ($($type:ty: $all:expr,)+) => {$(
        impl<'a> Arbitrary<'a> for $type {
            fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
                u.choose(&$all).copied()
            }

            fn size_hint(_depth: usize) -> (usize, Option<usize>) {
                (1, Some(1))
            }
        }
    )+};
}
one_of! {
    ApiVersion: [Self::V2, Self::V3],
    Class: *Self::ALL,
    CommonCode: *Self::ALL,
    Duplicates: [Self::Reject, Self::First, Self::Last],
    ErrorKind: *Self::ALL,
    RetryAdvice: *Self::ALL,
    ValueKind: [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ],
    Verdict: *Self::ALL,
}

/// One that this CPU has.
impl<'a> Arbitrary<'a> for Backend {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose_iter(Self::available().collect::<alloc::vec::Vec<_>>())
    }

    fn size_hint(_depth: usize) -> (usize, Option<usize>) {
        (0, Some(1))
    }
}

/// With any options, the backend included.
impl<'a> Arbitrary<'a> for Parser {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let parser = Self::new()
            .max_depth(u.int_in_range(2..=1024)?)
            .duplicates(u.arbitrary()?)
            .api_v2(u.arbitrary()?);
        Ok(match u.arbitrary()? {
            Some(backend) => parser.backend(backend),
            None => parser,
        })
    }
}

/// A string of a body, escapes and all, where the text can be one; else plain text.
impl<'a> Arbitrary<'a> for JsonStr<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary().map(from_text)
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        Arbitrary::arbitrary_take_rest(u).map(from_text)
    }

    fn size_hint(depth: usize) -> (usize, Option<usize>) {
        <&str>::size_hint(depth)
    }
}

fn from_text(text: &str) -> JsonStr<'_> {
    let mut reader = Reader::value(Shape::new(Duplicates::First, false, false), 1, 2);
    let mut is_inside = text.contains('\\');
    for piece in ["\"", text, "\""] {
        // A quote inside would end the string early.
        is_inside = is_inside
            && reader
                .feed(piece.as_bytes())
                .is_ok_and(|len| len == piece.len());
    }
    if is_inside && reader.finish().is_ok() {
        JsonStr::checked(text, true)
    } else {
        JsonStr::plain(text)
    }
}

impl<'a> Arbitrary<'a> for ErrorCode<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary().map(Self::from_json_str)
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        Arbitrary::arbitrary_take_rest(u).map(Self::from_json_str)
    }

    fn size_hint(depth: usize) -> (usize, Option<usize>) {
        JsonStr::size_hint(depth)
    }
}

impl<'a> Arbitrary<'a> for ErrorResponse<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::new(u.arbitrary()?, u.arbitrary()?, u.arbitrary()?))
    }

    fn arbitrary_take_rest(mut u: Unstructured<'a>) -> Result<Self> {
        let (code, request_id) = (u.arbitrary()?, u.arbitrary()?);
        Ok(Self::new(
            code,
            Arbitrary::arbitrary_take_rest(u)?,
            request_id,
        ))
    }

    fn size_hint(depth: usize) -> (usize, Option<usize>) {
        <(&str, &str, &str)>::size_hint(depth)
    }
}
