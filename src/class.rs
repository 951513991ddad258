//! What kind of failure an error code stands for, and what a caller may do about it.
//!
//! `table` holds the rows, all data, each with its reason; `words` compares a row with a code. This
//! file holds the types and the order in which the rows are asked: the whole code, words in the
//! detail, the root.

mod table;
mod words;

use core::fmt;

use crate::{code::ErrorCode, json_str::prefix};
use words::Words;

/// The kind of failure that an error code stands for.
///
/// Classes are ours, not the API's: the API documents 38 common codes and its services add
/// thousands more, most of them under a documented root. Which code lands where is decided by the
/// tables in `class/table.rs`.
///
/// A changed class is a minor release, listed in the changelog.
///
/// ```
/// use tencentcloud_response::{Class, ErrorCode};
///
/// assert_eq!(ErrorCode::new("LimitExceeded.RateLimitExceeded").class(), Class::Throttled);
/// assert_eq!(ErrorCode::new("LimitExceeded").class(), Class::Quota);
/// assert_eq!(ErrorCode::new("NobodyKnowsThis").class(), Class::Unknown);
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Refused because of its rate, before it ran: too many requests in a short time, too many at
    /// once, or a server too busy to take one more. The same request may be accepted later.
    Throttled,
    /// A limit on an amount: of instances, rules, messages a day, jobs that run. Waiting a moment
    /// does not help.
    Quota,
    /// Who is asking could not be established: credentials, signature, token.
    Auth,
    /// Known, and not allowed: permissions, lists of addresses or users, missing real-name check,
    /// and an account that has to pay first (arrears, no balance).
    Denied,
    /// The request is wrong: a parameter is missing, unknown or has a wrong value.
    Invalid,
    /// The action, version, region, protocol or operation is not offered for this target.
    Unsupported,
    /// Something that the request names does not exist.
    NotFound,
    /// The request clashes with what is there: exists already, in use, locked, in the wrong state,
    /// or another operation is under way.
    Conflict,
    /// The cloud itself has no stock left: sold out.
    Capacity,
    /// The service or the resource cannot serve now.
    Unavailable,
    /// The service failed, or one that it depends on, or it did not finish in time.
    Internal,
    /// `FailedOperation` whose detail gives no finer cause.
    Failed,
    /// `DryRunOperation`: the request would have succeeded. A success in disguise.
    DryRun,
    /// Nothing in the tables fits, the empty code included.
    Unknown,
}

impl Class {
    /// Every class, in order of declaration: for statistics.
    pub const ALL: &[Self] = &[
        Self::Throttled,
        Self::Quota,
        Self::Auth,
        Self::Denied,
        Self::Invalid,
        Self::Unsupported,
        Self::NotFound,
        Self::Conflict,
        Self::Capacity,
        Self::Unavailable,
        Self::Internal,
        Self::Failed,
        Self::DryRun,
        Self::Unknown,
    ];

    /// The name, for logs and metrics: `"throttled"`, `"not_found"`, `"dry_run"` and so on.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Quota => "quota",
            Self::Auth => "auth",
            Self::Denied => "denied",
            Self::Invalid => "invalid",
            Self::Unsupported => "unsupported",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Capacity => "capacity",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
            Self::Failed => "failed",
            Self::DryRun => "dry_run",
            Self::Unknown => "unknown",
        }
    }

    /// What a caller may do after a failure of this class.
    ///
    /// Ask [`ErrorCode::retry_advice`] instead where the code is at hand: one code has an advice of
    /// its own.
    #[must_use]
    pub const fn retry_advice(self) -> RetryAdvice {
        match self {
            Self::Throttled => RetryAdvice::Backoff,
            // A step may have run before the failure (a time-out says so outright).
            Self::Unavailable | Self::Internal => RetryAdvice::IfIdempotent,
            // Failed: what the list has under FailedOperation without a known cause is mostly a
            // fact about the request (no face in the image, order not payable), which the next
            // attempt meets again.
            // Capacity: stock returns in hours; another zone or type is the way out, not the same
            // request again.
            // Conflict: most never pass by themselves (exists already); those that do last as long
            // as a task does.
            // Unknown: nothing is known, so nothing is promised.
            Self::Quota
            | Self::Auth
            | Self::Denied
            | Self::Invalid
            | Self::Unsupported
            | Self::NotFound
            | Self::Conflict
            | Self::Capacity
            | Self::Failed
            | Self::DryRun
            | Self::Unknown => RetryAdvice::Never,
        }
    }

    /// The HTTP status that this class is equivalent to, for metrics only.
    ///
    /// Never send it to a client of the API: failures travel with status 200, and the SDKs discard
    /// the body of any other answer (SDK source), so the caller would lose the code and the request
    /// id.
    #[must_use]
    pub const fn equivalent_http_status(self) -> u16 {
        match self {
            Self::DryRun => 200,
            Self::Invalid => 400,
            Self::Auth => 401,
            // Quota is not 429: that status says "later", and later does not help.
            Self::Denied | Self::Quota => 403,
            Self::NotFound => 404,
            // Not 501, which would count as a fault of the server.
            Self::Unsupported => 405,
            Self::Conflict => 409,
            // By the rule of the SDKs' circuit breakers only InternalError makes a region ill (SDK
            // source), so a failed operation stays below 500.
            Self::Failed => 422,
            Self::Throttled => 429,
            // Unknown counts as a fault so that somebody looks at it.
            Self::Internal | Self::Unknown => 500,
            Self::Capacity | Self::Unavailable => 503,
        }
    }

    /// The gRPC status code that this class is equivalent to, as its number (8 is
    /// `RESOURCE_EXHAUSTED`).
    #[must_use]
    pub const fn grpc_status(self) -> i32 {
        match self {
            Self::DryRun => 0,
            Self::Failed | Self::Unknown => 2,
            Self::Invalid => 3,
            Self::NotFound => 5,
            Self::Denied => 7,
            // gRPC names both a rate and a per-user quota under this one.
            Self::Throttled | Self::Quota | Self::Capacity => 8,
            // FAILED_PRECONDITION, not ABORTED: the latter invites the caller to try again.
            Self::Conflict => 9,
            Self::Unsupported => 12,
            Self::Internal => 13,
            Self::Unavailable => 14,
            Self::Auth => 16,
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether the same request may be sent again.
///
/// ```
/// use tencentcloud_response::{ErrorCode, RetryAdvice};
///
/// assert_eq!(ErrorCode::new("RequestLimitExceeded").retry_advice(), RetryAdvice::Backoff);
/// assert_eq!(ErrorCode::new("InternalError").retry_advice(), RetryAdvice::IfIdempotent);
/// assert_eq!(ErrorCode::new("AuthFailure.SignatureExpire").retry_advice(), RetryAdvice::Resign);
/// assert_eq!(ErrorCode::new("NobodyKnowsThis").retry_advice(), RetryAdvice::Never);
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RetryAdvice {
    /// Refused before it ran: safe to repeat after waiting, for writes too.
    Backoff,
    /// It may have run: repeat it only if running it twice does no harm.
    IfIdempotent,
    /// Sign the request afresh and send it once more. Only `AuthFailure.SignatureExpire` says so.
    Resign,
    /// The same request would fail again, or nothing is known about it.
    Never,
}

impl RetryAdvice {
    /// Every advice, in the order of declaration.
    pub const ALL: &[Self] = &[Self::Backoff, Self::IfIdempotent, Self::Resign, Self::Never];

    /// The name, for logs and metrics: `"backoff"`, `"if_idempotent"`, `"resign"` or `"never"`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Backoff => "backoff",
            Self::IfIdempotent => "if_idempotent",
            Self::Resign => "resign",
            Self::Never => "never",
        }
    }
}

impl fmt::Display for RetryAdvice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Our tables with a caller's rows before them.
///
/// A row is a whole code or a root, and the class it gets. Whole codes are asked first, then roots,
/// then our own tables; among equals the first row wins.
///
/// ```
/// use tencentcloud_response::{Class, Classifier, ErrorCode, RetryAdvice};
///
/// const OURS: Classifier = Classifier::new(&[
///     ("FailedOperation.TryLater", Class::Throttled),
///     ("MyGateway", Class::Unavailable),
/// ]);
///
/// let code = ErrorCode::new("FailedOperation.TryLater");
/// assert_eq!(code.class(), Class::Conflict);
/// assert_eq!(OURS.class(code), Class::Throttled);
/// assert_eq!(OURS.retry_advice(code), RetryAdvice::Backoff);
/// assert_eq!(OURS.class(ErrorCode::new("MyGateway.NoUpstream")), Class::Unavailable);
/// assert_eq!(OURS.class(ErrorCode::new("InvalidParameter")), Class::Invalid);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Classifier {
    rows: &'static [(&'static str, Class)],
}

impl Classifier {
    /// A classifier that asks `rows` before our tables. Each row is a whole code or a root.
    #[must_use]
    pub const fn new(rows: &'static [(&'static str, Class)]) -> Self {
        Self { rows }
    }

    /// The class of `code`.
    #[must_use]
    pub fn class(&self, code: ErrorCode<'_>) -> Class {
        let root = code.root();
        self.rows
            .iter()
            .find(|(name, _)| code == **name)
            .or_else(|| self.rows.iter().find(|(name, _)| root == **name))
            .map_or_else(|| code.class(), |(_, class)| *class)
    }

    /// What a caller may do after `code`: the advice of its class here.
    /// `AuthFailure.SignatureExpire` keeps its own advice as long as the rows leave it in
    /// [`Class::Auth`].
    #[must_use]
    pub fn retry_advice(&self, code: ErrorCode<'_>) -> RetryAdvice {
        advice(self.class(code), code)
    }
}

/// Signing afresh helps against one code only, so it hangs on the code and not on its class. The
/// list has no real synonym: its other expired things are tokens, which signing again does not
/// renew, or fields of the request.
pub(crate) fn advice(class: Class, code: ErrorCode<'_>) -> RetryAdvice {
    if class == Class::Auth && code == *"AuthFailure.SignatureExpire" {
        RetryAdvice::Resign
    } else {
        class.retry_advice()
    }
}

/// No more than this much of a code is looked at. The longest real code has 89 bytes; the bound
/// keeps a hostile one from costing more than a real one.
pub(crate) const MAX_CODE: usize = 256;

/// The class of a decoded code, of which at most [`MAX_CODE`] bytes are looked at.
pub(crate) fn classify(code: &str) -> Class {
    let code = prefix(code, MAX_CODE);
    if let Some((_, class)) = table::CODES.iter().find(|(known, _)| *known == code) {
        return *class;
    }
    let (root, detail) = code.split_once('.').unwrap_or((code, ""));
    let known = table::ROOTS.iter().find(|(known, ..)| *known == root);
    let (fallback, group, text) = match known {
        Some((_, class, group)) => (*class, *group, detail),
        None => (Class::Unknown, table::OTHER, code),
    };
    let words = Words::new(text);
    table::DETAILS
        .iter()
        .filter(|row| row.groups & group != 0 && words.may_begin(row.beginnings))
        .find(|row| row.phrases.iter().any(|phrase| words.contains(phrase)))
        .map_or(fallback, |row| row.class)
}

/// The root of our table that `root` is, as a static name: the closed set that metric labels come from.
pub(crate) fn known_root(root: &str) -> Option<&'static str> {
    table::ROOTS
        .iter()
        .find(|(known, ..)| *known == root)
        .map(|(known, ..)| *known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_for_unknown_roots_never_make_a_write_repeatable() {
        for row in table::DETAILS {
            if row.groups & table::OTHER != 0 {
                assert_eq!(
                    row.class.retry_advice(),
                    RetryAdvice::Never,
                    "{:?}",
                    row.phrases
                );
            }
        }
    }

    #[test]
    fn phrases_are_lower_case_letters_and_a_last_star() {
        for phrase in table::DETAILS.iter().flat_map(|row| row.phrases) {
            let letters = phrase.strip_suffix('*').unwrap_or(phrase);
            assert!(letters.len() > 1, "{phrase}");
            assert!(letters.bytes().all(|b| b.is_ascii_lowercase()), "{phrase}");
        }
    }

    #[test]
    fn no_row_is_dead_or_twice() {
        for (at, (code, class)) in table::CODES.iter().enumerate() {
            assert!(
                table::CODES
                    .iter()
                    .skip(at + 1)
                    .all(|(other, _)| other != code),
                "{code}"
            );
            let root = code.split('.').next().unwrap_or(code);
            assert!(
                known_root(root).is_some(),
                "{code} ({class}): the root has no row"
            );
        }
        for (at, (root, ..)) in table::ROOTS.iter().enumerate() {
            assert!(
                table::ROOTS
                    .iter()
                    .skip(at + 1)
                    .all(|(other, ..)| other != root),
                "{root}"
            );
        }
    }

    #[test]
    fn a_long_code_costs_no_more_than_a_short_one_and_keeps_its_root() {
        let long = std::format!("InvalidParameter.{}", "NotFound".repeat(1 << 20));
        assert_eq!(classify(&long), Class::NotFound);
        let cut_off = std::format!("LimitExceeded.{}RateLimit", "Aé".repeat(200));
        assert_eq!(classify(&cut_off), Class::Quota);
        assert_eq!(classify(&"x".repeat(1 << 20)), Class::Unknown);
    }
}
