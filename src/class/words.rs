//! Finds a phrase in the words of an error code.
//!
//! Details are words in camel case, sometimes with underscores, and nobody agrees on the case:
//! `TimeOut`, `Timeout`, `TIME_OUT`. So a phrase is written as its letters only (`timeout`), must
//! begin where a word begins, and is compared without regard to case and underscores. It must also
//! end where a word ends, unless its last byte is `*`. Hence `ratelimit` is found in `TagRateLimit`
//! and in `RATE_LIMIT`, but not in `GenerateLimit`, and `exist*` is found in `NameExists` but not
//! in `Coexist`.

use super::MAX_CODE;

const LANES: usize = MAX_CODE / 64;

/// A text with the places where its words begin.
pub(super) struct Words<'a> {
    text: &'a [u8],
    /// One bit per byte of the text.
    starts: [u64; LANES],
    /// The [beginnings](beginning) of the words. Most phrases have another one and cost one test:
    /// four words have at most four of the 64.
    beginnings: u64,
}

impl<'a> Words<'a> {
    /// Of a text longer than [`MAX_CODE`] bytes the rest is not looked at.
    pub(super) fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        let mut starts = [0; LANES];
        let mut beginnings = 0;
        for (at, byte) in text.iter().enumerate().take(MAX_CODE) {
            if starts_word(text, at)
                && let Some(bits) = starts.get_mut(at / 64)
            {
                *bits |= 1 << (at % 64);
                let behind = text.get(at + 1..).unwrap_or_default();
                // No phrase has one letter only.
                if let Some(second) = behind.iter().find(|&&byte| !is_joint(byte)) {
                    beginnings |= beginning(byte.to_ascii_lowercase(), second.to_ascii_lowercase());
                }
            }
        }
        Self {
            text,
            starts,
            beginnings,
        }
    }

    /// Whether a word may begin as one of the phrases whose beginnings these are.
    pub(super) const fn may_begin(&self, beginnings: u64) -> bool {
        self.beginnings & beginnings != 0
    }

    #[inline]
    pub(super) fn contains(&self, phrase: &str) -> bool {
        self.may_begin(beginning_of(phrase)) && self.finds(phrase)
    }

    fn finds(&self, phrase: &str) -> bool {
        let (letters, to_word_end) = match phrase.strip_suffix('*') {
            Some(letters) => (letters, false),
            None => (phrase, true),
        };
        self.starts.iter().enumerate().any(|(lane, bits)| {
            let mut left = *bits;
            while left != 0 {
                let at = lane * 64 + left.trailing_zeros() as usize;
                if self.matches(at, letters, to_word_end) {
                    return true;
                }
                left &= left - 1;
            }
            false
        })
    }

    fn matches(&self, mut at: usize, letters: &str, to_word_end: bool) -> bool {
        for letter in letters.bytes() {
            while self.text.get(at).copied().is_some_and(is_joint) {
                at += 1;
            }
            match self.text.get(at) {
                Some(byte) if byte.to_ascii_lowercase() == letter => at += 1,
                _ => return false,
            }
        }
        !to_word_end
            || match self.text.get(at) {
                None => true,
                Some(byte) => !byte.is_ascii_alphanumeric() || starts_word(self.text, at),
            }
    }
}

/// What may stand between the letters of a phrase.
const fn is_joint(byte: u8) -> bool {
    matches!(byte, b'_' | b'-')
}

/// One bit of 64 for the first two letters of a word, in lower case.
const fn beginning(first: u8, second: u8) -> u64 {
    1 << ((first.wrapping_mul(11) ^ second) % 64)
}

/// The beginning of a phrase, which has two letters at least.
pub(super) const fn beginning_of(phrase: &str) -> u64 {
    match phrase.as_bytes() {
        [first, second, ..] => beginning(*first, *second),
        _ => 0,
    }
}

/// A word begins with a letter or digit that is the first, follows something else, or changes the
/// case upwards; the last capital of a run belongs to the word behind it, as in `CAMNoAuth` or
/// `DBError`.
fn starts_word(text: &[u8], at: usize) -> bool {
    let Some(byte) = text.get(at).filter(|byte| byte.is_ascii_alphanumeric()) else {
        return false;
    };
    let Some(before) = at.checked_sub(1).and_then(|before| text.get(before)) else {
        return true;
    };
    let new_run = !before.is_ascii_alphanumeric()
        || (byte.is_ascii_digit() && !before.is_ascii_digit())
        || (byte.is_ascii_uppercase() && !before.is_ascii_uppercase());
    new_run || (byte.is_ascii_uppercase() && text.get(at + 1).is_some_and(u8::is_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_keep_to_the_words() {
        for (text, phrase, found) in [
            ("TagRateLimit", "ratelimit", true),
            ("RATE_LIMIT", "ratelimit", true),
            ("ratelimit", "ratelimit", true),
            ("GenerateLimit", "ratelimit", false),
            ("SkillScanRateLimitExceeded", "ratelimitexceed*", true),
            ("SkillScanRateLimitExceeded", "ratelimitexceed", false),
            ("MigrateFailed", "rate*", false),
            ("RequestLimitExceeded30S", "requestlimitexceeded", true),
            ("CAMNoAuth", "noauth", true),
            ("CLSDBError", "dberror", false),
            ("SaveDBError", "dberror", true),
            ("NameExists", "exist*", true),
            ("CoexistIds", "exist*", false),
            ("NOT_SUPPORT_THIS_ACTION", "notsupport", true),
            ("", "exist*", false),
            ("Exi", "exist*", false),
            ("é.Exist", "exist", true),
        ] {
            assert_eq!(
                Words::new(text).contains(phrase),
                found,
                "{phrase} in {text}"
            );
        }
    }
}
