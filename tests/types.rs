//! What the public types promise beyond their methods: auto traits, sizes, traits to derive on.
#![allow(missing_docs, clippy::unwrap_used)]

use std::{
    error::Error,
    fmt::{Debug, Display},
    hash::Hash,
    iter::FusedIterator,
    panic::{RefUnwindSafe, UnwindSafe},
};

use tencentcloud_response::{
    ApiError, ApiVersion, BufferTooSmall, Chars, Class, Duplicates, Envelope, ErrorCode, ErrorKind,
    Fields, JsonStr, LogSafe, ParseError, Parser, Record, Salvage, Value, ValueKind, Verdict,
};

fn auto<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + Debug>() {}
fn value<T: Copy>() {}
fn key<T: Copy + Eq + Hash>() {}
fn free<T: 'static>() {}
fn error<T: Error + Clone>() {}

#[test]
fn every_type_may_cross_threads_and_unwinding() {
    auto::<ApiError<'_>>();
    auto::<ApiVersion>();
    auto::<BufferTooSmall>();
    auto::<Chars<'_>>();
    auto::<Class>();
    auto::<Duplicates>();
    auto::<Envelope<'_>>();
    auto::<ErrorCode<'_>>();
    auto::<ErrorKind>();
    auto::<Fields<'_>>();
    auto::<JsonStr<'_>>();
    auto::<LogSafe<'_>>();
    auto::<ParseError>();
    auto::<Parser>();
    auto::<Record>();
    auto::<Salvage<'_>>();
    auto::<Value<'_>>();
    auto::<ValueKind>();
    auto::<Verdict>();
}

#[test]
fn what_is_small_is_copied() {
    value::<Parser>();
    value::<Envelope<'_>>();
    value::<Salvage<'_>>();
    value::<ApiError<'_>>();
    value::<JsonStr<'_>>();
    value::<ErrorCode<'_>>();
    value::<ParseError>();
    value::<Record>();
    value::<Value<'_>>();
    value::<LogSafe<'_>>();
    key::<ErrorKind>();
    key::<Verdict>();
    key::<ApiVersion>();
    key::<Duplicates>();
    key::<ValueKind>();
    key::<ParseError>();
    key::<JsonStr<'_>>();
    key::<ApiError<'_>>();
    key::<Parser>();
}

#[test]
fn what_outlives_the_body() {
    free::<ParseError>();
    free::<Parser>();
    free::<Record>();
    free::<Verdict>();
    free::<BufferTooSmall>();
    free::<ErrorCode<'static>>();
    #[cfg(feature = "alloc")]
    {
        use tencentcloud_response::OwnedApiError;
        free::<OwnedApiError>();
        auto::<OwnedApiError>();
        error::<OwnedApiError>();
    }
}

#[test]
fn errors_are_errors() {
    error::<ParseError>();
    error::<ApiError<'_>>();
    error::<BufferTooSmall>();
    fn boxed(body: &'static [u8]) -> Result<(), Box<dyn Error + Send + Sync>> {
        tencentcloud_response::parse(body)?.into_result()?;
        Ok(())
    }
    assert!(boxed(b"{\"Response\":{}}").is_ok());
    assert!(boxed(b"{}").unwrap_err().is::<ParseError>());
    assert!(
        boxed(b"{\"Response\":{\"Error\":{}}}")
            .unwrap_err()
            .is::<ApiError<'_>>()
    );
}

#[test]
fn iterators_are_fused() {
    fn fused<T: FusedIterator + Clone>() {}
    fused::<Chars<'_>>();
    fused::<Fields<'_>>();
}

#[test]
fn words_are_displayed_as_as_str_and_padded() {
    fn check(word: impl Display, text: &str) {
        assert_eq!(word.to_string(), text);
        assert_eq!(format!("{word:>20}").trim_start(), text);
        assert_eq!(format!("{word:>20}").len(), 20);
    }
    for verdict in Verdict::ALL {
        check(verdict, verdict.as_str());
    }
    for kind in ErrorKind::ALL {
        check(kind, kind.as_str());
    }
    check(ApiVersion::V2, "2.0");
    check(ApiVersion::V3, "3.0");
}

#[test]
fn verdicts_have_distinct_names_and_know_whether_they_are_certain() {
    let names: Vec<_> = Verdict::ALL
        .iter()
        .map(|verdict| verdict.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "success",
            "dry_run",
            "failure",
            "truncated",
            "ambiguous",
            "malformed",
            "not_envelope",
            "encoded"
        ]
    );
    let certain: Vec<_> = Verdict::ALL
        .iter()
        .filter(|verdict| verdict.is_certain())
        .collect();
    assert_eq!(
        certain,
        [&Verdict::Success, &Verdict::DryRun, &Verdict::Failure]
    );
}

/// Upper bounds on 64-bit targets: what is passed by value stays small.
#[cfg(target_pointer_width = "64")]
#[test]
fn sizes_stay_small() {
    fn at_most<T>(bytes: usize) {
        let size = size_of::<T>();
        println!("{}: {size}", std::any::type_name::<T>());
        assert!(
            size <= bytes,
            "{} has {size} bytes, not {bytes}",
            std::any::type_name::<T>()
        );
    }
    at_most::<ErrorKind>(1);
    at_most::<Verdict>(1);
    at_most::<ApiVersion>(1);
    at_most::<Parser>(8);
    at_most::<ParseError>(16);
    at_most::<Result<(), ParseError>>(16);
    at_most::<JsonStr<'_>>(24);
    at_most::<Option<JsonStr<'_>>>(24);
    at_most::<ErrorCode<'_>>(24);
    at_most::<Value<'_>>(16);
    at_most::<LogSafe<'_>>(32);
    at_most::<Chars<'_>>(24);
    at_most::<ApiError<'_>>(72);
    at_most::<Envelope<'_>>(96);
    at_most::<Result<Envelope<'_>, ParseError>>(96);
    at_most::<Salvage<'_>>(96);
    at_most::<Fields<'_>>(32);
    at_most::<Record>(736);
}

#[test]
fn parser_is_const_and_default_is_new() {
    const PARSER: Parser = Parser::new()
        .max_depth(32)
        .duplicates(Duplicates::Last)
        .api_v2(true);
    assert_eq!(Parser::default(), Parser::new());
    assert_ne!(PARSER, Parser::new());
    assert_eq!(
        PARSER,
        Parser::new()
            .api_v2(true)
            .duplicates(Duplicates::Last)
            .max_depth(32)
    );
    assert_eq!(Parser::new().max_depth(0), Parser::new().max_depth(2));
    assert_eq!(Parser::new().max_depth(9999), Parser::new().max_depth(1024));
    assert_eq!(Duplicates::default(), Duplicates::Reject);
}
