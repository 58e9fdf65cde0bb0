//! Documents in, [`Dossier`]s out, in order, on all cores, with bounded memory.

use crate::document::{Document, DocumentError};
use crate::extract::Extractor;
use crate::link::Dossier;
use crate::text::Reader;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// How many documents may be under way for each thread: enough that a long article does not leave the others idle.
const AHEAD: usize = 8;

/// An article that gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unread {
    /// It is no document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The program failed on it.
    #[error("{source_name}: the program failed on this article; please report it with the article")]
    Failed {
        /// Path or URL of the article.
        source_name: String,
    },
}

/// Reads documents and finds the accounts in them.
///
/// `each` is called once for every document, in the order of `documents`, on the calling thread; `Break` stops early.
/// An article that cannot be read is passed on as such and stops nothing.
pub fn extract_documents(
    documents: impl Iterator<Item = Result<Document, DocumentError>> + Send,
    reader: &Reader,
    extractor: &Extractor,
    each: impl FnMut(Result<Dossier, Unread>) -> ControlFlow<()>,
) {
    let read = |document: Result<Document, DocumentError>| {
        let document = document?;
        // A defect that shows on one article in a million must not cost the others.
        let accounts = catch_unwind(AssertUnwindSafe(|| {
            extractor.extract(&document, &reader.read(&document))
        }));
        match accounts {
            Ok(accounts) => Ok(Dossier { document, accounts }),
            Err(_) => Err(Unread::Failed {
                source_name: document.source,
            }),
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    in_order(documents, threads, read, each);
}

/// As [`in_order`], up to the first error.
pub fn in_order_or_fail<T: Send, U: Send, E: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> Result<U, E> + Sync,
    mut each: impl FnMut(U),
) -> Result<(), E> {
    let mut failed = Ok(());
    in_order(items, threads, work, |done| match done {
        Ok(done) => {
            each(done);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failed = Err(error);
            ControlFlow::Break(())
        }
    });
    failed
}

/// Does `work` on all `items` with `threads` threads and gives the results to `each` in the order of the items.
///
/// At most `threads * AHEAD` items are under way, so neither input nor output piles up.
pub fn in_order<T: Send, U: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> U + Sync,
    mut each: impl FnMut(U) -> ControlFlow<()>,
) {
    let threads = threads.max(1);
    let (permit, permits) = mpsc::sync_channel::<()>(threads * AHEAD);
    let (send, queue) = mpsc::sync_channel::<(usize, T)>(threads);
    let (done, results) = mpsc::channel::<(usize, U)>();
    let queue = Mutex::new(queue);
    for _ in 0..threads * AHEAD {
        // Cannot fail: the channel holds as many, and its receiver is alive.
        let _ = permit.send(());
    }
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items.enumerate() {
                if permits.recv().is_err() || send.send(item).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            let (queue, work, done) = (&queue, &work, done.clone());
            scope.spawn(move || {
                let mut stopped = false;
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((index, item)) = next else { return };
                    // Once nobody listens, what is still under way is drained: the feeder must not wait for a place
                    // in a queue that nobody empties.
                    stopped = stopped || done.send((index, work(item))).is_err();
                }
            });
        }
        drop(done);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (index, result) in &results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&turn) {
                turn += 1;
                if each(result).is_break() {
                    // Dropping both ends makes the other threads stop at their next step.
                    return drop((permit, results));
                }
                // The reader of permits is gone once all items are read.
                let _ = permit.try_send(());
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use std::ops::ControlFlow;
    use std::thread::sleep;
    use std::time::Duration;

    #[test]
    fn keeps_the_order() {
        let mut seen = Vec::new();
        let work = |n: u64| {
            sleep(Duration::from_micros((n * 7919) % 300));
            n * 2
        };
        in_order(0..500, 4, work, |n| {
            seen.push(n);
            ControlFlow::Continue(())
        });
        assert_eq!(seen, (0..500).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn stops_early_and_reads_no_further_than_it_must() {
        let mut read = 0;
        let mut seen = Vec::new();
        let items = std::iter::from_fn(|| {
            read += 1;
            Some(read)
        });
        in_order(
            items,
            2,
            |n| n,
            |n| {
                seen.push(n);
                if n == 3 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(seen, [1, 2, 3]);
        assert!(read < 100, "{read}");
    }

    #[test]
    fn nothing_in_nothing_out() {
        in_order(std::iter::empty::<u8>(), 3, |n| n, |_| panic!("called"));
    }
}
