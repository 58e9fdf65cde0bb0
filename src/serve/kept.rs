//! The answers that were given last: pages, pictures and files of one answer come from the same rows.

use crate::query::ast::Query;
use crate::query::{Answer, Definitions, Emptied, Rows};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How many answers are kept.
const KEPT: usize = 16;
/// Rows of all that are kept.
const ROWS: usize = 200_000;

/// An answer with what was asked.
pub(super) struct Asked {
    pub answer: Answer,
    /// Its rows; of a network the edges.
    pub rows: Rows,
    /// The question that it answers, the last of several.
    pub query: Query,
    /// What was defined before it.
    pub definitions: Definitions,
    /// Why there are no rows.
    pub emptied: Option<Emptied>,
    pub took: Duration,
}

/// The answers that were given last.
#[derive(Default)]
pub(super) struct Answers(Mutex<VecDeque<(String, Arc<Asked>)>>);

impl Answers {
    pub fn find(&self, text: &str) -> Option<Arc<Asked>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == text)?;
        let found = kept.remove(at)?;
        let asked = Arc::clone(&found.1);
        kept.push_front(found);
        Some(asked)
    }

    pub fn keep(&self, text: &str, asked: &Arc<Asked>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| known != text);
        kept.push_front((text.to_string(), Arc::clone(asked)));
        let mut rows = 0;
        let mut fit = 0;
        for (_, asked) in kept.iter().take(KEPT) {
            rows += asked.rows.rows.len();
            if rows > ROWS && fit > 0 {
                break;
            }
            fit += 1;
        }
        kept.truncate(fit);
    }
}
