//! Work that can be given up, whether or not it looks at the token that stops it.

use super::StoreError;
use oxigraph::sparql::CancellationToken;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How often the token is looked at.
const TICK: Duration = Duration::from_millis(10);
/// How long what was told to stop may take to do so.
const PATIENCE: Duration = Duration::from_millis(300);

/// Runs `work` on a thread of its own and waits for it. When `cancel` is set and the work does not end by itself, it is
/// left behind: a server may be silent, and a join in memory asks nobody whether it should go on.
pub(super) fn apart<T: Send + 'static>(
    cancel: Option<&CancellationToken>,
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let Some(cancel) = cancel else {
        return work();
    };
    let (give, take) = channel();
    std::thread::Builder::new().spawn(move || {
        // Nobody listens any more when it was left behind.
        let _ = give.send(work());
    })?;
    let mut told: Option<Instant> = None;
    loop {
        match take.recv_timeout(TICK) {
            Ok(result) => return result,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(StoreError::Evaluation("its thread has ended".to_string()));
            }
            Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => {
                if told.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                    return Err(StoreError::Cancelled);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}
