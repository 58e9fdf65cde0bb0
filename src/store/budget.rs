//! What a question may use: time, rows and memory, and a way to stop it.

use super::StoreError;
use super::memory::{Pool, Share};
use oxigraph::sparql::CancellationToken;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The most that a question may use; `None` is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Option<Duration>,
    /// How many rows a query of it may give.
    pub rows: Option<usize>,
    /// How many bytes of memory it may take, with what runs beside it.
    pub memory: Option<usize>,
}

/// A limit that a question has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// It took too long.
    #[error(
        "not done within {} s; ask for less, or give it more (--timeout SECONDS, 0 for no limit)",
        .0.as_secs_f64()
    )]
    Time(Duration),
    /// It has too many rows.
    #[error(
        "the answer has more than {0} rows; ask for less, or give it more (--max-rows ROWS, 0 for no limit)"
    )]
    Rows(usize),
    /// It needs too much memory.
    #[error(
        "it needs more than {} MiB of memory; ask for less, or give it more (--max-memory MIB, 0 for no limit)",
        .0 >> 20
    )]
    Memory(usize),
    /// It makes a text that nobody could read.
    #[error("it works on a text of more than {0} bytes; ask for less of it, as with SUBSTR")]
    Text(usize),
}

/// What a question may still use. Clones are of the same question.
#[derive(Debug, Clone)]
pub struct Budget {
    limits: Limits,
    token: Token,
    begun: Instant,
    /// Nanoseconds in which nothing was worked on, because whoever reads the answer was not ready.
    waited: Arc<AtomicU64>,
    /// Where its memory is limited.
    share: Option<Arc<Share>>,
}

/// A [`CancellationToken`] that can be shown.
#[derive(Clone, Default)]
struct Token(CancellationToken);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.is_cancelled())
    }
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new(Limits::default())
    }
}

impl Budget {
    /// Of a question that begins now.
    pub fn new(limits: Limits) -> Budget {
        Budget::in_pool(limits, &Pool::default())
    }

    /// Of a question that begins now; its limit of memory is that of all in the pool together.
    pub fn in_pool(limits: Limits, pool: &Pool) -> Budget {
        Budget {
            limits,
            token: Token::default(),
            begun: Instant::now(),
            waited: Arc::default(),
            share: limits.memory.map(|_| Arc::new(pool.join())),
        }
    }

    /// Stops the question when the token is cancelled.
    #[must_use]
    pub fn with_token(mut self, token: CancellationToken) -> Budget {
        self.token = Token(token);
        self
    }

    /// How long it has been worked on.
    pub fn elapsed(&self) -> Duration {
        let waited = Duration::from_nanos(self.waited.load(Ordering::Relaxed));
        self.begun.elapsed().saturating_sub(waited)
    }

    /// Does not count the time that `read` takes, in which an answer is read.
    pub(super) fn wait<T>(&self, read: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = read();
        let nanoseconds = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.waited.fetch_add(nanoseconds, Ordering::Relaxed);
        result
    }

    /// An error when it was told to stop, or when a limit of time or memory is reached.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.token.0.is_cancelled() {
            return Err(StoreError::Cancelled);
        }
        if let Some(time) = self.limits.time
            && self.elapsed() >= time
        {
            return Err(Limit::Time(time).into());
        }
        match (self.limits.memory, &self.share) {
            (Some(most), Some(share)) if share.taken() > most => Err(Limit::Memory(most).into()),
            _ => Ok(()),
        }
    }

    /// An error when an answer may not have so many rows.
    pub fn check_rows(&self, rows: usize) -> Result<(), StoreError> {
        match self.limits.rows {
            Some(most) if rows > most => Err(Limit::Rows(most).into()),
            _ => Ok(()),
        }
    }
}
