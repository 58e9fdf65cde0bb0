//! The memory that the process takes, and a [`Pool`] of what questions may take of it together.

use std::sync::{Arc, Mutex, PoisonError};

/// From so many bytes on that questions took and gave back, the system gets them again.
const MUCH: usize = 64 << 20;

/// What the questions take that run at once. Clones are one pool.
#[derive(Debug, Clone, Default)]
pub struct Pool(Arc<Mutex<Running>>);

#[derive(Debug, Default)]
struct Running {
    questions: usize,
    /// Bytes of the process before the first of them.
    before: usize,
}

/// A question that runs, until it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    pool: Pool,
    before: usize,
}

impl Pool {
    /// One more question.
    pub(super) fn join(&self) -> Share {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if running.questions == 0 {
            running.before = taken();
        }
        running.questions += 1;
        Share {
            pool: self.clone(),
            before: running.before,
        }
    }
}

impl Share {
    /// Bytes that this question and those beside it take.
    pub fn taken(&self) -> usize {
        taken().saturating_sub(self.before)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut running = self.pool.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.questions -= 1;
        if running.questions == 0 && self.taken() > MUCH {
            give_back();
        }
    }
}

/// Gives the system what this thread and those that have ended hold in case they need it. The allocator else does so when it
/// is asked for more much later, and every refused question would keep what it took.
#[allow(unsafe_code, reason = "the allocator has no other way to be told")]
pub(super) fn give_back() {
    // Links the allocator where it is not that of the program, as in tests; there the call finds nothing.
    use mimalloc as _;
    unsafe extern "C" {
        fn mi_collect(force: bool);
    }
    // SAFETY: as declared in mimalloc.h; any thread may call it at any time.
    unsafe { mi_collect(true) }
}

/// Bytes of memory that the process takes; 0 where the system does not tell.
fn taken() -> usize {
    let all = memory_stats::memory_stats().map_or(0, |now| now.physical_mem);
    // Linux only.
    let told = std::fs::read_to_string("/proc/self/statm");
    told.map_or(all, |told| own(all, &told))
}

/// Of all bytes those that are the process's own: what it reads of files that it has mapped does not count, which the system
/// takes back when others need the memory. `told` has the pages of all memory, of what is there, and of that what is of files.
fn own(all: usize, told: &str) -> usize {
    let mut pages = told.split(' ').map(|pages| pages.trim().parse::<usize>());
    match (pages.next(), pages.next(), pages.next()) {
        (Some(Ok(_)), Some(Ok(there @ 1..)), Some(Ok(files))) => {
            let page = all as f64 / there as f64;
            (page * there.saturating_sub(files) as f64) as usize
        }
        _ => all,
    }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn what_is_read_of_mapped_files_does_not_count() {
        const MIB: usize = 1 << 20;
        let found = own(800 * MIB, "500000 204800 153600 40 0 900 0\n");
        assert_eq!(found, 200 * MIB);
        assert_eq!(own(800 * MIB, "500000 204800"), 800 * MIB);
        assert_eq!(own(800 * MIB, ""), 800 * MIB);
    }
}
