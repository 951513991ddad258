//! From "this CPU has these features" to code that uses them. A backend writes its list of features
//! once, as a macro that hands the list to one of these.

/// Whether the CPU has the features: asked at run time with `std`, known from the compiler without.
#[cfg(target_arch = "x86_64")]
macro_rules! detected {
    (($($feature:tt),+)) => {{
        #[cfg(feature = "std")]
        let has = $(std::arch::is_x86_feature_detected!($feature))&&+;
        #[cfg(not(feature = "std"))]
        let has = $(cfg!(target_feature = $feature))&&+;
        has
    }};
}

/// Methods of a type that exists only where the CPU has the features. Their bodies may use them,
/// and do not see `self`.
macro_rules! proven {
    ($features:tt) => {};
    (
        ($($feature:tt),+)
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident $(<$param:ident: $bound:path>)? (self $(, $arg:ident: $type:ty)* $(,)?) -> $result:ty $body:block
        $($rest:tt)*
    ) => {
        $(#[$attribute])*
        $visibility fn $name $(<$param: $bound>)? (self $(, $arg: $type)*) -> $result {
            #[target_feature($(enable = $feature),+)]
            #[inline]
            fn inner $(<$param: $bound>)? ($($arg: $type),*) -> $result $body
            // SAFETY: `self` exists only where the CPU has these features.
            unsafe { inner($($arg),*) }
        }
        $crate::simd::proof::proven! { ($($feature),+) $($rest)* }
    };
}

/// The same mask, of which the compiler does not know where it comes from.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(super) fn opaque(mut mask: u64) -> u64 {
    // SAFETY: there is no instruction in it.
    unsafe {
        core::arch::asm!("/* {0} */", inout(reg) mask, options(pure, nomem, nostack, preserves_flags));
    }
    mask
}

#[cfg(target_arch = "x86_64")]
pub(super) use detected;
pub(super) use proven;
