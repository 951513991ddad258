//! Event streams: what the streaming APIs answer as `text/event-stream`.
//!
//! [`Watcher`] tells what a stream comes to, as a [`Record`](crate::Record) like that of any
//! other response. [`Reader`] gives the events, and [`Event::meaning`] what each one says.
//!
//! Events are read by the rules of the WHATWG's HTML standard, section "Server-sent events", with
//! three differences, because nobody here reconnects or runs scripts: `id` and `retry` are read
//! over; data stays bytes, and whether it is UTF-8 is for its reader to say; and the last event
//! comes out even if no blank line ended it.

mod event;
mod meaning;
mod reader;
mod watcher;

pub use event::Event;
pub use meaning::Meaning;
pub use reader::Reader;
pub use watcher::Watcher;
