//! Values: those that count, and those that only look like it.

use tencentcloud_response::ErrorKind;

use super::Writer;

const CHARACTERS: &[char] = &[
    'a',
    'Z',
    '0',
    ' ',
    '/',
    '{',
    '}',
    ',',
    ':',
    '"',
    '\\',
    '\n',
    '\r',
    '\t',
    '\u{8}',
    '\u{c}',
    '\0',
    '\u{1f}',
    '\u{7f}',
    '\u{85}',
    'é',
    '\u{7ff}',
    '\u{800}',
    '中',
    '\u{2028}',
    '\u{202e}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{feff}',
    '\u{ffff}',
    '😀',
    '\u{10ffff}',
];

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "10",
    "9007199254740993",
    "123456789012345678901234567890",
    "0.0",
    "-0.5",
    "3.14159",
    "1e5",
    "1E5",
    "1e+5",
    "1e-5",
    "0e0",
    "1.5E-300",
    "1e999",
    "-1e-999",
];

const BAD_NUMBERS: &[&str] = &[
    "01", "-", "-a", "1.", "1.e5", "1e", "1e+", "0x1", "1x", "1.5.5", "--1", "-01", "1e5.5", "00",
];

const BAD_LITERALS: &[&str] = &[
    "nul", "nulll", "nullx", "tru", "truee", "fals", "falsey", "nan", "t", "f", "n", "tRUE",
];

/// The rest of a broken string: what stands before the fault, kind, and what follows from the fault
/// on.
const BAD_STRINGS: &[(&[u8], ErrorKind, &[u8])] = &[
    (b"a", ErrorKind::BadEscape, b"\\x\""),
    (b"", ErrorKind::BadEscape, b"\\u12g4\""),
    (b"", ErrorKind::BadEscape, b"\\u\""),
    (b"\\n", ErrorKind::BadEscape, b"\\U0041\""),
    (b"a", ErrorKind::ControlCharacter, b"\n\""),
    (b"12345678", ErrorKind::ControlCharacter, b"\x00\""),
    (b"", ErrorKind::ControlCharacter, b"\x1f\""),
    (b"a", ErrorKind::InvalidUtf8, b"\xff\""),
    (b"a", ErrorKind::InvalidUtf8, b"\xc0\x80\""),
    (b"", ErrorKind::InvalidUtf8, b"\xe4\xb8\""),
    (b"", ErrorKind::InvalidUtf8, b"\xed\xa0\x80\""),
    (
        b"\xe4\xb8\xad",
        ErrorKind::InvalidUtf8,
        b"\xf4\x90\x80\x80\"",
    ),
    (b"", ErrorKind::InvalidUtf8, b"\x80\""),
];

impl Writer<'_> {
    /// A string or null under a name that counts.
    pub(super) fn text(&mut self, strict: bool, is_v2: bool) -> Option<String> {
        if self.fault_here(8) {
            self.wrong_type(&["true", "false", "0", "-1", "[]", "{}", "[\"x\"]"], is_v2);
            return None;
        }
        if self.rng.one_in(6) {
            self.out.extend(b"null");
            return None;
        }
        Some(self.string(strict, is_v2))
    }

    pub(super) fn string(&mut self, strict: bool, is_v2: bool) -> String {
        let mut text = String::new();
        self.out.push(b'"');
        // Now and then over a block or two.
        let most = if self.rng.one_in(12) { 150 } else { 12 };
        for _ in 0..self.rng.below(most) {
            let c = CHARACTERS[self.rng.below(CHARACTERS.len())];
            self.character(c, 3);
            text.push(c);
            if (!strict && self.rng.one_in(12)) || self.fault_here(20) {
                if strict {
                    self.found_in_v2(is_v2, ErrorKind::LoneSurrogate, self.out.len());
                }
                // Nothing that could be its other half may follow.
                self.out.extend(
                    self.rng
                        .pick(&["\\ud800.", "\\uDFFF.", "\\uDBFF.", "\\udc00."])
                        .bytes(),
                );
                text.push_str("\u{fffd}.");
            }
        }
        self.out.push(b'"');
        text
    }

    pub(super) fn v2_code(&mut self) -> String {
        match self.rng.below(4) {
            0 => {
                let zero = self.rng.pick(&["0", "\"0\"", "\"\\u0030\""]);
                self.out.extend(zero.bytes());
                "0".to_owned()
            }
            1 => {
                let text = self.rng.pick(&["4100", "", "00", "0 ", "ok"]);
                self.out.push(b'"');
                for c in text.chars() {
                    self.character(c, 4);
                }
                self.out.push(b'"');
                text.to_owned()
            }
            _ => self.number(),
        }
    }

    /// A number by the grammar, of any length.
    fn number(&mut self) -> String {
        let mut number = self.rng.pick(&["", "-"]).to_owned();
        match self.rng.below(4) {
            0 => number.push('0'),
            1 => {
                number.push(self.digit('1'));
                self.digits(&mut number);
            }
            _ => {
                number.clear();
                number.push_str(self.rng.pick(NUMBERS));
                self.out.extend(number.bytes());
                return number;
            }
        }
        if self.rng.one_in(2) {
            number.push('.');
            number.push(self.digit('0'));
            self.digits(&mut number);
        }
        if self.rng.one_in(2) {
            number.push_str(self.rng.pick(&["e", "E", "e+", "E+", "e-", "E-"]));
            number.push(self.digit('0'));
            self.digits(&mut number);
        }
        self.out.extend(number.bytes());
        number
    }

    /// None to some, now and then more than a block of them.
    fn digits(&mut self, number: &mut String) {
        let most = if self.rng.one_in(12) { 150 } else { 4 };
        for _ in 0..self.rng.below(most) {
            number.push(self.digit('0'));
        }
    }

    fn digit(&mut self, least: char) -> char {
        let digits = usize::from(b'9' - least as u8) + 1;
        char::from(least as u8 + u8::try_from(self.rng.below(digits)).expect("a digit"))
    }

    /// A character of a string, escaped where it must be and once in `n` times where it need not.
    pub(super) fn character(&mut self, c: char, n: usize) {
        let short = match c {
            '"' => Some('"'),
            '\\' => Some('\\'),
            '/' => Some('/'),
            '\u{8}' => Some('b'),
            '\u{c}' => Some('f'),
            '\n' => Some('n'),
            '\r' => Some('r'),
            '\t' => Some('t'),
            _ => None,
        };
        let must = c < ' ' || c == '"' || c == '\\';
        if !must && !self.rng.one_in(n) {
            self.out.extend(c.encode_utf8(&mut [0; 4]).bytes());
        } else if let (Some(short), true) = (short, self.rng.one_in(2)) {
            self.out.extend([b'\\', short as u8]);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let escape = match self.rng.one_in(2) {
                    true => format!("\\u{unit:04x}"),
                    false => format!("\\u{unit:04X}"),
                };
                self.out.extend(escape.bytes());
            }
        }
    }

    /// A value that means nothing, though it may look like it.
    pub(super) fn value(&mut self) {
        if self.fault_here(8) {
            return self.bad_value();
        }
        let kinds = if self.depth < self.rules.max_depth {
            8
        } else {
            5
        };
        match self.rng.below(kinds) {
            0 => {
                let literal = self.rng.pick(&["true", "false", "null"]);
                self.out.extend(literal.bytes());
            }
            1 => _ = self.number(),
            2 => {
                let text = self.rng.pick(&[
                    "RequestId",
                    "\"Error\":{\"Code\":\"x\"}",
                    "}}",
                    "{\"Response\":{",
                ]);
                self.out.push(b'"');
                for c in text.chars() {
                    self.character(c, 5);
                }
                self.out.push(b'"');
            }
            3 | 4 => {
                self.string(false, false);
            }
            5 => {
                self.open(b'[');
                self.space();
                for i in 0..self.rng.below(4) {
                    if i > 0 {
                        self.out.push(b',');
                        self.space();
                    }
                    self.value();
                    self.space();
                }
                self.close(b']');
            }
            6 => {
                self.open(b'{');
                for i in 0..self.rng.below(4) {
                    let name = self.rng.pick(&[
                        "Response",
                        "RequestId",
                        "Error",
                        "Code",
                        "Message",
                        "code",
                    ]);
                    self.name(i, name, false);
                    self.value();
                }
                self.space();
                self.close(b'}');
            }
            _ => {
                // Down to the last level that is allowed, or one further.
                let mut levels = usize::from(self.rules.max_depth - self.depth);
                if self.fault_here(2) {
                    levels += 1;
                }
                for _ in 0..levels {
                    self.open(b'[');
                }
                for _ in 0..levels {
                    self.close(b']');
                }
            }
        }
    }

    pub(super) fn bad_value(&mut self) {
        let at = self.out.len();
        match self.rng.below(4) {
            0 => {
                self.found_at(ErrorKind::BadNumber, at);
                let number = self.rng.pick(BAD_NUMBERS);
                self.out.extend(number.bytes());
            }
            1 => {
                self.found_at(ErrorKind::BadLiteral, at);
                let literal = self.rng.pick(BAD_LITERALS);
                self.out.extend(literal.bytes());
            }
            2 => {
                self.out.push(b'"');
                for _ in 0..self.rng.below(70) {
                    self.character('x', 9);
                }
                self.broken_string();
            }
            _ => {
                self.found_at(ErrorKind::UnexpectedByte, at);
                let byte = self.rng.pick(&[
                    ",", ":", "}", "+1", ".5", "NaN", "'x'", "\0", "\u{a0}", "//",
                ]);
                self.out.extend(byte.bytes());
            }
        }
    }
    /// The rest of a string, from somewhere inside it on, with something wrong in it.
    pub(super) fn broken_string(&mut self) {
        let (before, kind, rest) = BAD_STRINGS[self.rng.below(BAD_STRINGS.len())];
        self.found_at(kind, self.out.len() + before.len());
        self.out.extend(before);
        self.out.extend(rest);
    }
}
