//! Memory that is free goes back to the system.
#![allow(
    unsafe_code,
    reason = "the allocator of the system is asked in its own language"
)]

/// Gives free memory back to the system. What the accounts of an archive took in small pieces, on several threads, is kept
/// for more of these by the allocator of glibc, while the index needs as much again in large ones.
pub(crate) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // SAFETY: it takes no pointer, and any thread may call it at any time; what is in use stays where it is.
        unsafe { libc::malloc_trim(0) };
    }
}
