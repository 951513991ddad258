//! Which backend reads: what this CPU has, found out once.

use core::fmt;

use super::Portable;
#[cfg(all(
    target_arch = "aarch64",
    target_feature = "neon",
    target_endian = "little"
))]
use super::neon::Neon;
#[cfg(target_arch = "x86_64")]
use super::{avx2::Avx2, avx512::Avx512};
use crate::{
    record::MessageRoom,
    scan::{Passed, Reader, engine, skim, sweep},
    shape::Found,
};

/// A way to read: the portable one, or one that uses a vector unit.
///
/// All give the same answer to every body, errors included; they differ in speed. A value exists
/// only where the CPU has what it needs. Left alone, [`Parser`](crate::Parser) takes the
/// [best](Self::best).
///
/// ```
/// use tencentcloud_response::{Backend, Parser};
///
/// for backend in Backend::available() {
///     let body = br#"{"Response":{"RequestId":"r"}}"#;
///     let envelope = Parser::new().backend(backend).parse(body)?;
///     assert_eq!(envelope.request_id().unwrap(), "r", "{backend}");
/// }
/// # Ok::<(), tencentcloud_response::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Backend(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
    #[cfg(all(
        target_arch = "aarch64",
        target_feature = "neon",
        target_endian = "little"
    ))]
    Neon(Neon),
}

impl Backend {
    /// The backend that runs everywhere.
    pub const PORTABLE: Self = Self(Kind::Portable);

    /// AVX2 with BMI2 (Haswell, Zen and later).
    #[must_use]
    pub fn avx2() -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        return Avx2::detect().map(|proof| Self(Kind::Avx2(proof)));
        #[cfg(not(target_arch = "x86_64"))]
        None
    }

    /// AVX-512 with VBMI2 (Ice Lake, Zen 4 and later).
    #[must_use]
    pub fn avx512() -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        return Avx512::detect().map(|proof| Self(Kind::Avx512(proof)));
        #[cfg(not(target_arch = "x86_64"))]
        None
    }

    /// NEON (every 64-bit ARM).
    #[must_use]
    pub fn neon() -> Option<Self> {
        #[cfg(all(
            target_arch = "aarch64",
            target_feature = "neon",
            target_endian = "little"
        ))]
        return Some(Self(Kind::Neon(Neon::detect())));
        #[cfg(not(all(
            target_arch = "aarch64",
            target_feature = "neon",
            target_endian = "little"
        )))]
        None
    }

    /// Every backend that this CPU has, the fastest first.
    pub fn available() -> impl Iterator<Item = Self> {
        [
            Self::avx512(),
            Self::avx2(),
            Self::neon(),
            Some(Self::PORTABLE),
        ]
        .into_iter()
        .flatten()
    }

    /// The fastest backend that this CPU has. With the feature `std` the CPU is asked once per
    /// process; without, what the program was compiled for decides.
    #[must_use]
    #[inline]
    pub fn best() -> Self {
        #[cfg(feature = "std")]
        {
            cache::best()
        }
        #[cfg(not(feature = "std"))]
        Self::available().next().unwrap_or(Self::PORTABLE)
    }

    /// `avx512`, `avx2`, `neon` or `portable`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(_) => "avx512",
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(_) => "neon",
        }
    }

    /// The body as text, if it keeps all the rules in the usual way; then `found`, which comes
    /// empty, is what it has. `None` says nothing.
    #[inline(always)]
    pub(crate) fn check<'a>(
        self,
        body: &'a [u8],
        max_depth: u16,
        found: &mut Found,
    ) -> Option<&'a str> {
        match self.guess(body, max_depth, found) {
            Some(text) => Some(text),
            None => self.check_all(body, max_depth, found),
        }
    }

    /// [`check`](Self::check) by the engine, whatever is in `found`.
    #[inline(never)]
    fn check_all<'a>(self, body: &'a [u8], max_depth: u16, found: &mut Found) -> Option<&'a str> {
        *found = Found::none();
        let is_right = match self.0 {
            Kind::Portable => false,
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(kernel) => kernel.check(body, max_depth, found),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(kernel) => kernel.check(body, max_depth, found),
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(kernel) => kernel.check(body, max_depth, found),
        };
        // SAFETY: the engine says so only when it has checked all of the body, UTF-8 included.
        is_right.then(|| unsafe { core::str::from_utf8_unchecked(body) })
    }

    /// [`Room::decode`](super::Room::decode).
    pub(crate) fn decode(
        self,
        room: &mut MessageRoom,
        body: &str,
        start: usize,
        end: usize,
    ) -> Option<()> {
        match self.0 {
            Kind::Portable => room.read(body, start, end),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(kernel) => kernel.decode(room, body, start, end),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(kernel) => kernel.decode(room, body, start, end),
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(kernel) => kernel.decode(room, body, start, end),
        }
    }

    /// The body as text, if it has one of the usual shapes; then `found`, which comes empty, is
    /// what it has. `None` says nothing.
    #[inline]
    pub(crate) fn guess<'a>(
        self,
        body: &'a [u8],
        max_depth: u16,
        found: &mut Found,
    ) -> Option<&'a str> {
        let is_right = match self.0 {
            Kind::Portable => engine::read_guess(body, max_depth, found),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(kernel) => kernel.guess(body, max_depth, found),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(kernel) => kernel.guess(body, max_depth, found),
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(kernel) => kernel.guess(body, max_depth, found),
        };
        // SAFETY: to have a shape, a body is compared with ASCII literals, and the texts between
        // them are checked for their UTF-8.
        is_right.then(|| unsafe { core::str::from_utf8_unchecked(body) })
    }

    /// Where the payload of a success is, and its RequestId, if [`sweep::sweep`] found them. `None` says nothing.
    #[inline]
    pub(crate) fn sweep(self, body: &[u8]) -> Option<((usize, usize), Option<&str>)> {
        let success = match self.0 {
            Kind::Portable => sweep::sweep(Portable, body),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(kernel) => kernel.sweep(body),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(kernel) => kernel.sweep(body),
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(kernel) => kernel.sweep(body),
        }?;
        let Some(id) = success.request_id else {
            return Some((success.payload, None));
        };
        let text = body.get(id.start..id.end)?;
        let text = if id.is_ascii {
            // SAFETY: ASCII is UTF-8, and the sweep has looked at every byte of it.
            unsafe { core::str::from_utf8_unchecked(text) }
        } else {
            core::str::from_utf8(text).ok()?
        };
        Some((success.payload, Some(text)))
    }

    /// Whether [`skim::skim`] found the values.
    #[inline]
    pub(crate) fn skim(self, body: &[u8], found: &mut Found) -> bool {
        match self.0 {
            Kind::Portable => skim::skim(Portable, body, found),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(kernel) => kernel.skim(body, found),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(kernel) => kernel.skim(body, found),
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(kernel) => kernel.skim(body, found),
        }
    }

    /// [`Reader::pass`]. The portable backend has no engine.
    #[inline]
    pub(crate) fn pass(self, reader: &mut Reader, piece: &[u8]) -> Option<Passed> {
        match self.0 {
            Kind::Portable => None,
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(kernel) => kernel.pass(reader, piece),
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(kernel) => kernel.pass(reader, piece),
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon(kernel) => kernel.pass(reader, piece),
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "std")]
mod cache {
    use super::Backend;
    use std::sync::OnceLock;

    static BEST: OnceLock<Backend> = OnceLock::new();

    #[inline]
    pub(super) fn best() -> Backend {
        *BEST.get_or_init(|| Backend::available().next().unwrap_or(Backend::PORTABLE))
    }
}

#[cfg(test)]
mod tests;
