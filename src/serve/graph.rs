//! A graph that is asked, with what is kept of it between questions.

use super::http::Request;
use super::kept::Answers;
use super::refusal::Refusal;
use super::turns::Turns;
use crate::repl::Words;
use crate::store::{Budget, Limits, Pool, Store};
use std::sync::{Arc, OnceLock};

/// A graph that does not change; requests under way go on with theirs when another one takes its place.
pub(super) struct Graph {
    pub store: Arc<Store>,
    pub words: Words,
    pub limits: Limits,
    pub answers: Answers,
    /// Questions to begin with.
    pub examples: OnceLock<Vec<String>>,
    /// Questions that are worked on at once.
    pub questions: Turns,
    /// The memory of all of them.
    pub pool: Pool,
}

impl Graph {
    pub fn new(store: Store, limits: Limits, questions: Turns, pool: Pool) -> Graph {
        Graph {
            words: Words::new(&store),
            store: Arc::new(store),
            limits,
            answers: Answers::default(),
            examples: OnceLock::new(),
            questions,
            pool,
        }
    }

    /// What a question that begins now may use.
    pub fn budget(&self) -> Budget {
        Budget::in_pool(self.limits, &self.pool)
    }
}

/// What a request must give.
pub(super) fn needed<'r>(request: &'r Request, name: &str) -> Result<&'r str, Refusal> {
    let given = request.param(name).filter(|value| !value.trim().is_empty());
    given.ok_or_else(|| Refusal::usage(format!("{} needs `{name}`", request.path)))
}
