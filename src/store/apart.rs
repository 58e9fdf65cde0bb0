//! Work on a thread of its own: it has a stack that is large enough, and can be given up whether or not it looks at its
//! budget.

use super::meter::guarded;
use super::{Budget, StoreError};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// How often the budget is looked at.
const TICK: Duration = Duration::from_millis(10);
/// How long what was told to stop may take to do so.
const PATIENCE: Duration = Duration::from_millis(300);
/// Stack of the thread. Only what is used of it takes memory; the deepest query that is read needs a tenth.
const STACK: usize = 256 << 20;
/// How many parts may be ready before they are taken.
const READY: usize = 4;

/// Where the work puts what it has found.
pub(super) struct Out<T>(SyncSender<Message<T>>);

enum Message<T> {
    Part(T),
    End(Result<(), StoreError>),
}

impl<T> Out<T> {
    /// Gives a part; an error when nobody wants it any more.
    pub fn give(&self, part: T) -> Result<(), StoreError> {
        let sent = self.0.send(Message::Part(part));
        sent.map_err(|_| StoreError::Cancelled)
    }
}

/// Runs `work` on a thread of its own and hands on what it gives. When the budget is spent and the work does not end by
/// itself, it is left behind: a server may be silent, and a join in memory asks nobody whether it should go on.
pub(super) fn parts<T: Send + 'static>(
    budget: Option<&Budget>,
    work: impl FnOnce(&Out<T>) -> Result<(), StoreError> + Send + 'static,
    mut each: impl FnMut(T) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (give, take) = sync_channel(READY);
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let out = Out(give);
            let end = guarded(|| work(&out));
            // Nobody listens any more when it was left behind.
            let _ = out.0.send(Message::End(end));
        })?;
    let mut told: Option<Instant> = None;
    loop {
        match take.recv_timeout(TICK) {
            Ok(Message::Part(part)) => match budget {
                Some(budget) => budget.wait(|| each(part))?,
                None => each(part)?,
            },
            Ok(Message::End(end)) => return end,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(StoreError::Evaluation("its thread has ended".to_string()));
            }
            Err(RecvTimeoutError::Timeout) => {
                if let Some(Err(error)) = budget.map(Budget::check)
                    && told.get_or_insert_with(Instant::now).elapsed() > PATIENCE
                {
                    return Err(error);
                }
            }
        }
    }
}

/// The same for work with one result.
pub(super) fn apart<T: Send + 'static>(
    budget: Option<&Budget>,
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let mut result = None;
    parts(
        budget,
        |out: &Out<T>| out.give(work()?),
        |part| {
            result = Some(part);
            Ok(())
        },
    )?;
    result.ok_or_else(|| StoreError::Evaluation("its thread has ended".to_string()))
}
