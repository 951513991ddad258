//! A bar on stderr, when that is a terminal and the input is long.

use std::{
    fs,
    io::{self, Read},
    path::PathBuf,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::source::is_stdin;

/// Less than this is read before anybody wonders.
const LONG: u64 = 16 << 20;

pub(crate) struct Progress {
    bar: ProgressBar,
    wanted: bool,
}

impl Progress {
    pub(crate) fn new(files: &[PathBuf], wanted: bool) -> Self {
        let sizes = files.iter().map(|path| {
            let data = if is_stdin(path) {
                None
            } else {
                fs::metadata(path).ok()
            };
            data.filter(fs::Metadata::is_file).map(|data| data.len())
        });
        // Of a pipe nobody knows the length.
        let total: Option<u64> = sizes.sum();
        let template = match total {
            Some(_) => "{bytes:>10} of {total_bytes} {wide_bar} {bytes_per_sec}, {eta} left",
            None => "{bytes:>10} {spinner} {bytes_per_sec}",
        };
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, wanted }
    }

    pub(crate) fn watch<R: Read>(&self, inner: R) -> Watched<R> {
        Watched {
            inner,
            bar: self.bar.clone(),
            waiting: self.wanted,
        }
    }

    /// Runs what writes to stderr itself.
    pub(crate) fn quietly(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// A reader that counts.
pub(crate) struct Watched<R> {
    inner: R,
    bar: ProgressBar,
    /// The bar is not shown yet.
    waiting: bool,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bar.inc(read as u64);
        if self.waiting && self.bar.position() > LONG {
            self.waiting = false;
            // This target hides itself when stderr is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        Ok(read)
    }
}
