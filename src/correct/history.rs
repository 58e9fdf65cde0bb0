//! [`Corrections`]: those of a session, each taken on the file of the graph, the last one to be taken back first.

use super::{Correction, CorrectionError};
use crate::gazetteer::Gazetteer;
use crate::link::Decisions;
use crate::store::{Noticed, Store};
use std::path::Path;

/// Corrections of a session.
#[derive(Debug, Default)]
pub struct Corrections(Vec<Done>);

#[derive(Debug)]
struct Done {
    said: String,
    before: Decisions,
    after: Decisions,
}

/// A correction that was taken.
#[derive(Debug)]
pub struct Taken {
    /// The graph as it is now, which its file holds.
    pub store: Store,
    /// What was noticed of the file of decisions.
    pub noticed: Vec<Noticed>,
    /// What was said.
    pub said: String,
    /// Whether it was not decided already.
    pub new: bool,
}

impl Corrections {
    /// What [`Corrections::undo`] would take back.
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(|done| done.said.as_str())
    }

    /// Decides, in the file of the graph and in the file of decisions beside it; the graph is linked again with it.
    pub fn take(&mut self, path: &Path, correction: &Correction) -> Result<Taken, CorrectionError> {
        let decide = |all: &mut Decisions| {
            for decision in &correction.decisions {
                all.decide(decision.clone());
            }
        };
        let (taken, done) = decided(path, &correction.said, decide)?;
        if taken.new {
            self.0.push(done);
        }
        Ok(taken)
    }

    /// Takes the last correction back.
    pub fn undo(&mut self, path: &Path) -> Result<Taken, CorrectionError> {
        let last = self.0.last().ok_or(CorrectionError::Nothing)?;
        let revert = |decisions: &mut Decisions| decisions.revert(&last.before, &last.after);
        let (taken, _) = decided(path, &last.said, revert)?;
        self.0.pop();
        Ok(taken)
    }
}

fn decided(
    path: &Path,
    said: &str,
    decide: impl FnOnce(&mut Decisions),
) -> Result<(Taken, Done), CorrectionError> {
    let decided = Store::decide(path, &Gazetteer::embedded(), decide)?
        .ok_or_else(|| CorrectionError::Busy(path.to_path_buf()))?;
    let taken = Taken {
        new: decided.before != decided.after,
        store: decided.store,
        noticed: decided.noticed,
        said: said.to_string(),
    };
    let done = Done {
        said: said.to_string(),
        before: decided.before,
        after: decided.after,
    };
    Ok((taken, done))
}
