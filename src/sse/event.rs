//! [`Event`]: one event of a stream.

use core::fmt;

use super::Meaning;
use crate::{JsonStr, Parser};

/// One event of a stream: a slice of the piece that it came in, or of the reader's buffer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Event<'a> {
    pub(super) name: &'a [u8],
    pub(super) data: &'a [u8],
    pub(super) is_cut: bool,
}

impl<'a> Event<'a> {
    /// Its type, from the field `event`: `message` if it has none. A longer name is cut
    /// at 32 bytes; one that is not UTF-8, before its first wrong byte.
    #[must_use]
    pub fn name(&self) -> &'a str {
        if self.name.is_empty() {
            return "message";
        }
        match core::str::from_utf8(self.name) {
            Ok(name) => name,
            Err(error) => self
                .name
                .get(..error.valid_up_to())
                .and_then(|name| core::str::from_utf8(name).ok())
                .unwrap_or_default(),
        }
    }

    /// Its data: the values of its `data` fields, with a line feed between any two.
    #[must_use]
    pub const fn data(&self) -> &'a [u8] {
        self.data
    }

    /// Whether there was more data than the reader's buffer has room for. Then this is its
    /// beginning.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What it says, with the options of `parser`.
    ///
    /// ```
    /// use tencentcloud_response::{Parser, sse::{Meaning, Reader}};
    ///
    /// let stream = br#"data: {"Type":"error","RequestId":"456e","Error":{"Code":"InternalError","Message":"No."}}
    ///
    /// "#;
    /// let mut reader = Reader::new([0; 4096]);
    /// let mut rest = stream.as_slice();
    /// let event = reader.next(&mut rest).unwrap();
    /// let meaning = event.meaning(&Parser::new());
    /// assert!(matches!(meaning, Meaning::Bare(_)));
    /// assert_eq!(meaning.error().unwrap().code(), "InternalError");
    /// assert_eq!(meaning.request_id().unwrap(), "456e");
    /// ```
    #[must_use]
    pub fn meaning(&self, parser: &Parser) -> Meaning<'a> {
        if self.is_cut {
            Meaning::of_beginning(self.data, parser)
        } else {
            Meaning::of(self.data, parser)
        }
    }
}

/// Log-safe: of the data only its length.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("name", &JsonStr::plain(self.name()))
            .field("data_len", &self.data.len())
            .field("is_cut", &self.is_cut)
            .finish()
    }
}
