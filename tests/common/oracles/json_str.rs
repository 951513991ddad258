//! Strings: decoded in every way, against `serde_json`.

use std::hash::{DefaultHasher, Hash, Hasher};

use tencentcloud_response::{CommonCode, ErrorCode, JsonStr, parse};

use crate::common::{oracle, show};

/// `input` is what stands between the quotes.
pub(crate) fn check(input: &[u8]) {
    let Ok(raw) = std::str::from_utf8(input) else {
        return;
    };
    let quoted = format!("\"{raw}\"");
    let message = format!("{{\"Response\":{{\"Error\":{{\"Message\":{quoted}}}}}}}");
    let code = format!("{{\"Response\":{{\"Error\":{{\"Code\":{quoted}}}}}}}");
    // A quote in it may end the string and go on with members.
    let is_one = serde_json::from_str::<serde::de::IgnoredAny>(&quoted).is_ok();
    let message = parse(message.as_bytes()).ok().and_then(|read| read.error());
    let code = parse(code.as_bytes()).ok().and_then(|read| read.error());
    if !is_one {
        for error in [message, code].into_iter().flatten() {
            assert_ne!(error.message().raw(), raw, "{}", show(input));
            assert_ne!(error.code().as_json_str().raw(), raw, "{}", show(input));
        }
        return;
    }
    let decoded = oracle::decode(&quoted).expect("it is a string");
    let message = message.expect("halves of pairs are fine here").message();
    check_text(message, raw, &decoded);
    let strict: Option<String> = serde_json::from_str(&quoted).ok();
    match (code, strict) {
        (Some(error), Some(decoded)) => {
            check_text(error.code().as_json_str(), raw, &decoded);
            check_code(error.code(), &decoded);
        }
        (code, strict) => assert_eq!(code.is_some(), strict.is_some(), "{}", show(input)),
    }
}

fn check_text(text: JsonStr<'_>, raw: &str, decoded: &str) {
    assert_eq!(text.raw(), raw);
    assert_eq!(text.as_str(), (!raw.contains('\\')).then_some(raw));
    assert_eq!(text.is_empty(), decoded.is_empty());
    assert_eq!(text.to_string(), decoded);
    check_chars(text, decoded);
    check_decode_into(text, decoded);
    #[cfg(feature = "alloc")]
    {
        let cow = text.to_cow();
        assert_eq!(cow, decoded);
        let is_borrowed = matches!(cow, std::borrow::Cow::Borrowed(_));
        assert_eq!(is_borrowed, !raw.contains('\\'));
    }
    let plain = JsonStr::from(decoded);
    assert_eq!(text, plain);
    assert_eq!(hash(text), hash(plain));
    assert_eq!(text, *decoded);
    assert_ne!(text, *format!("{decoded}x"));
    check_log_safe(text, decoded);
}

fn check_chars(text: JsonStr<'_>, decoded: &str) {
    let mut chars = text.chars();
    for (seen, c) in decoded.chars().enumerate() {
        let left = decoded.chars().count() - seen;
        let (least, most) = chars.size_hint();
        assert!(least <= left && most.is_none_or(|most| left <= most));
        assert_eq!(chars.next(), Some(c));
        // To count anew each time is quadratic.
        if seen > 40 {
            assert!(chars.eq(decoded.chars().skip(seen + 1)));
            return;
        }
    }
    assert_eq!(chars.next(), None);
    assert_eq!(chars.next(), None);
}

fn check_decode_into(text: JsonStr<'_>, decoded: &str) {
    let mut buffer = vec![0xaa; decoded.len() + 1];
    assert_eq!(text.decode_into(&mut buffer), Ok(decoded));
    assert_eq!(buffer[decoded.len()], 0xaa, "written past the end");
    assert_eq!(text.decode_into(&mut buffer[..decoded.len()]), Ok(decoded));
    if let Some(less) = decoded.len().checked_sub(1) {
        let small = text.decode_into(&mut buffer[..less]);
        assert_eq!(small.map_err(|error| error.needed()), Err(decoded.len()));
    }
}

fn check_log_safe(text: JsonStr<'_>, decoded: &str) {
    let logged: Vec<String> = decoded.chars().map(logged).collect();
    let whole = logged.concat();
    assert_eq!(text.log_safe(usize::MAX).to_string(), whole);
    for max in [
        0,
        1,
        whole.len() / 2,
        whole.len().saturating_sub(1),
        whole.len(),
    ] {
        let mut expected = String::new();
        for piece in &logged {
            if expected.len() + piece.len() > max {
                break;
            }
            expected.push_str(piece);
        }
        assert_eq!(text.log_safe(max).to_string(), expected, "{max} of {whole}");
    }
    let debug = format!("{text:?}");
    assert!(debug.starts_with('"') && debug.ends_with('"') && debug.len() >= 2);
    assert!(!debug.chars().any(is_dangerous), "{debug}");
}

/// How a character stands in a log line.
fn logged(c: char) -> String {
    match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if is_dangerous(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

/// What drives a terminal, ends a line or turns the direction of text.
fn is_dangerous(c: char) -> bool {
    c.is_control()
        || ('\u{2028}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || ['\u{61c}', '\u{200e}', '\u{200f}'].contains(&c)
}

/// However a code is spelled, it means the same.
fn check_code(code: ErrorCode<'_>, decoded: &str) {
    let plain = ErrorCode::new(decoded);
    assert_eq!(code, plain);
    assert_eq!(code.is_empty(), decoded.is_empty());
    let (root, detail) = match decoded.split_once('.') {
        Some((root, detail)) => (root, Some(detail)),
        None => (decoded, None),
    };
    for code in [code, plain] {
        assert_eq!(code.root(), *root);
        assert_eq!(
            code.detail().map(|text| text.to_string()).as_deref(),
            detail
        );
    }
    assert!(!code.label().is_empty());
    // Of an escaped code, no more than this is decoded.
    if decoded.len() <= 256 {
        assert_eq!(code.common(), CommonCode::from_code(decoded));
        assert_eq!(code.class(), plain.class());
        assert_eq!(code.retry_advice(), plain.retry_advice());
        assert_eq!(code.label(), plain.label());
    }
}

fn hash(text: JsonStr<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
