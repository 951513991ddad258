//! Which backend reads: what this CPU has, found out once.

use core::fmt;

#[cfg(all(
    target_arch = "aarch64",
    target_feature = "neon",
    target_endian = "little"
))]
use super::neon::Neon;
use super::{Excerpts, Portable};
#[cfg(target_arch = "x86_64")]
use super::{avx2::Avx2, avx512::Avx512};
use crate::{
    record::MessageRoom,
    scan::{Passed, Reader, engine, shapes, spaced},
    shape::{Found, Payload, Span},
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

/// With the kernel of a backend, or else without one.
macro_rules! with_kernel {
    ($backend:expr, |$kernel:ident| $call:expr, $portable:expr) => {
        match $backend.0 {
            Kind::Portable => $portable,
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2($kernel) => $call,
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512($kernel) => $call,
            #[cfg(all(
                target_arch = "aarch64",
                target_feature = "neon",
                target_endian = "little"
            ))]
            Kind::Neon($kernel) => $call,
        }
    };
}

impl Backend {
    /// The backend that runs everywhere.
    pub const PORTABLE: Self = Self(Kind::Portable);

    /// AVX2 with BMI2 (Haswell, Zen and later). On Zen 1 and 2, where `pext` is slow, `parse` was
    /// not measured, and may be no faster than [portable](Self::PORTABLE); [`best`](Self::best)
    /// takes this backend all the same, since [`skim`](crate::skim()) hardly needs `pext`.
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

    /// Whether the body keeps all the rules in the usual way; then that is what was found. `false`
    /// says nothing, and finds nothing.
    #[inline(always)]
    pub(crate) fn check(self, excerpts: &mut Excerpts<'_>, max_depth: u16) -> bool {
        // SAFETY: all of the body was checked then, UTF-8 included.
        unsafe { excerpts.find(|body, found| self.find(body, max_depth, found)) }
    }

    /// The same as text, for who keeps what was found elsewhere; `found` comes empty, and has
    /// something of use only then.
    #[inline(always)]
    pub(crate) fn check_text<'a>(
        self,
        body: &'a [u8],
        max_depth: u16,
        found: &mut Found,
    ) -> Option<&'a str> {
        let is_right = self.find(body, max_depth, found);
        // SAFETY: all of the body was checked then, UTF-8 included.
        is_right.then(|| unsafe { core::str::from_utf8_unchecked(body) })
    }

    /// Whether the body has one of the usual shapes; then it keeps all the rules, and that is what
    /// was found.
    #[inline]
    pub(crate) fn guess(self, excerpts: &mut Excerpts<'_>, max_depth: u16) -> bool {
        // SAFETY: to have a shape, a body is compared with ASCII literals, and the texts between
        // them are checked for their UTF-8.
        unsafe { excerpts.find(|body, found| self.find_shape(body, max_depth, found)) }
    }

    /// The same for a small body with whitespace between its tokens.
    #[inline(never)]
    pub(crate) fn guess_spaced(self, excerpts: &mut Excerpts<'_>, max_depth: u16) -> bool {
        // SAFETY: the same.
        unsafe {
            excerpts.find(|body, found| {
                let is_guessed =
                    spaced::is_likely(body) && shapes::guess_spaced(body, max_depth, found);
                if !is_guessed {
                    *found = Found::none();
                }
                is_guessed
            })
        }
    }

    #[inline(always)]
    fn find(self, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
        self.find_shape(body, max_depth, found) || self.find_all(body, max_depth, found)
    }

    /// By a guess.
    #[inline(always)]
    fn find_shape(self, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
        let read = |found| engine::read_guess(body, max_depth, found);
        if !shapes::is_response(body) {
            return false;
        }
        if shapes::has_error(body) {
            with_kernel!(
                self,
                |kernel| kernel.guess_failure(body, max_depth, found),
                read(found)
            )
        } else {
            with_kernel!(
                self,
                |kernel| kernel.guess_success(body, max_depth, found),
                read(found)
            )
        }
    }

    /// In one window of tokens, or by the engine, whatever is in `found`.
    #[inline(never)]
    fn find_all(self, body: &[u8], max_depth: u16, found: &mut Found) -> bool {
        *found = Found::none();
        if spaced::is_likely(body) {
            if with_kernel!(
                self,
                |kernel| kernel.check_spaced(body, max_depth, found),
                shapes::guess_spaced(body, max_depth, found)
            ) {
                return true;
            }
            *found = Found::none();
        }
        with_kernel!(self, |kernel| kernel.check(body, max_depth, found), false)
    }

    /// [`Room::decode`](super::Room::decode).
    pub(crate) fn decode(
        self,
        room: &mut MessageRoom,
        body: &str,
        start: usize,
        end: usize,
    ) -> Option<()> {
        with_kernel!(
            self,
            |kernel| kernel.decode(room, body, start, end),
            room.read(body, start, end)
        )
    }

    /// Whether [`sweep::sweep`] found a success. `false` says nothing.
    #[inline]
    pub(crate) fn sweep(self, excerpts: &mut Excerpts<'_>) -> bool {
        // SAFETY: the sweep has looked at every byte of an id that is ASCII; any other is checked.
        unsafe {
            excerpts.find(|body, found| {
                let success = with_kernel!(self, |kernel| kernel.sweep(body), Portable.sweep(body));
                let Some(success) = success else {
                    return false;
                };
                let (start, end) = success.payload;
                found.payload = Payload::whole(start, end);
                let Some(id) = success.request_id else {
                    return true;
                };
                found.request_id = Span::new(id.start, id.end, false);
                id.is_ascii || is_utf8(body.get(id.start..id.end))
            })
        }
    }

    /// Whether [`skim::skim`] found the values.
    #[inline]
    pub(crate) fn skim(self, excerpts: &mut Excerpts<'_>) -> bool {
        // SAFETY: each text is checked.
        unsafe {
            excerpts.find(|body, found| {
                let is_found = with_kernel!(
                    self,
                    |kernel| kernel.skim(body, found),
                    Portable.skim(body, found)
                );
                is_found && (found.texts()).all(|text| is_utf8(body.get(text.start()..text.end())))
            })
        }
    }

    /// [`Reader::pass`]. The portable backend has no engine.
    #[inline]
    pub(crate) fn pass(self, reader: &mut Reader, piece: &[u8]) -> Option<Passed> {
        with_kernel!(self, |kernel| kernel.pass(reader, piece), None)
    }
}

fn is_utf8(text: Option<&[u8]>) -> bool {
    text.is_some_and(|text| core::str::from_utf8(text).is_ok())
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
