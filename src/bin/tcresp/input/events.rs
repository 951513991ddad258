//! Event streams: what they come to, and the event that is to blame.

use tencentcloud_response::{
    Parser, Record,
    sse::{Meaning, Reader, Watcher},
};

/// What a stream comes to and, if an event is wrong, the data of that event.
pub(crate) fn read(text: &[u8], parser: Parser) -> (Record, Vec<u8>) {
    // No event is longer than the stream.
    let mut buffer = vec![0; text.len()];
    let mut watcher = Watcher::new(parser, buffer.as_mut_slice());
    watcher.feed(text);
    let record = watcher.finish();
    let Some(error) = record.error() else {
        return (record, Vec::new());
    };
    let is_it = |data: &[u8]| match Meaning::of(data, &parser) {
        Meaning::Other(other) => other == error,
        _ => false,
    };
    let mut reader = Reader::new(buffer.as_mut_slice());
    let mut rest = text;
    while let Some(event) = reader.next(&mut rest) {
        if is_it(event.data()) {
            return (record, event.data().to_vec());
        }
    }
    let last = reader.finish().filter(|event| is_it(event.data()));
    // Without an event it is the text that is wrong.
    let data = last.map_or(text, |event| event.data()).to_vec();
    (record, data)
}
