//! A reader's lines, one at a time in one buffer, none longer than allowed.

use std::io::{self, BufRead, BufReader, Cursor, Read};

pub(crate) struct Lines<R> {
    /// What was read to find out the kind, then the rest.
    peeked: Cursor<Vec<u8>>,
    reader: BufReader<R>,
    line: Vec<u8>,
    number: u64,
    max: u64,
}

/// A line without its end.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) number: u64,
    pub(crate) text: &'a [u8],
    /// It was longer, and this is its beginning.
    pub(crate) cut: bool,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(peeked: Vec<u8>, reader: BufReader<R>, max: u64) -> Self {
        Self {
            peeked: Cursor::new(peeked),
            reader,
            line: Vec::new(),
            number: 0,
            max,
        }
    }

    /// Whether all that was read has been handed out.
    pub(crate) fn would_wait(&self) -> bool {
        self.peeked.position() >= self.peeked.get_ref().len() as u64
            && self.reader.buffer().is_empty()
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut both = (&mut self.peeked).chain(&mut self.reader);
        // One more than allowed, for the line's end.
        let room = self.max.saturating_add(1);
        if both.by_ref().take(room).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let ended = self.line.last() == Some(&b'\n');
        let cut = !ended && self.line.len() as u64 == room;
        if cut {
            both.skip_until(b'\n')?;
        }
        if cut || ended {
            self.line.pop();
        }
        // So that an empty line is empty on every system.
        if ended && self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        Ok(Some(Line {
            number: self.number,
            text: &self.line,
            cut,
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn all(peeked: &str, rest: &str, max: u64) -> Vec<(String, bool)> {
        let mut lines = Lines::new(
            peeked.into(),
            BufReader::with_capacity(3, rest.as_bytes()),
            max,
        );
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            assert_eq!(line.number, all.len() as u64 + 1);
            all.push((String::from_utf8(line.text.to_vec()).unwrap(), line.cut));
        }
        all
    }

    #[test]
    fn lines_are_those_of_the_source() {
        let expected: Vec<(String, bool)> = ["abcdefg", "", "", "x"]
            .map(|line| (line.into(), false))
            .into();
        let text = "abcdefg\n\n\r\nx";
        for at in 0..=text.len() {
            let (peeked, rest) = text.split_at(at);
            assert_eq!(all(peeked, rest, 100), expected);
        }
        assert_eq!(all("", "x\n", 100).len(), 1);
        assert_eq!(all("", "", 100).len(), 0);
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_one_is_read() {
        let text = "abc\nabcd\nabcdefgh\nab\nabcdef";
        for at in 0..=text.len() {
            let (peeked, rest) = text.split_at(at);
            let expected = [
                ("abc", false),
                ("abcd", false),
                ("abcd", true),
                ("ab", false),
                ("abcd", true),
            ];
            assert_eq!(
                all(peeked, rest, 4),
                expected.map(|(line, cut)| (line.to_owned(), cut))
            );
        }
    }
}
