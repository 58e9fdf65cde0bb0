//! [`Meter`]: looks at the budget of a question while the evaluator works.
//!
//! The evaluator keeps errors of the graph it reads and goes on, in a sort or a join of millions of rows for hours. What it
//! asks of the graph, row by row, is therefore the place where a question ends: its stack is unwound from there.

use super::memory::give_back;
use super::{Budget, Limit, StoreError};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

/// How many steps are taken between two looks at the clock.
const STEPS: u32 = 64;
/// How long a look at the budget is good for.
const PERIOD: Duration = Duration::from_millis(5);

/// Counts the steps of one evaluation.
pub(super) struct Meter {
    budget: Budget,
    steps: Cell<u32>,
    looked: Cell<Instant>,
}

/// What the stack is unwound with.
struct Spent(StoreError);

impl Meter {
    pub fn new(budget: &Budget) -> Meter {
        Meter {
            budget: budget.clone(),
            steps: Cell::new(0),
            looked: Cell::new(Instant::now()),
        }
    }

    /// Goes on, or leaves for the [`guarded`] around it.
    pub fn step(&self) {
        let steps = self.steps.get() + 1;
        self.steps.set(steps % STEPS);
        if steps < STEPS {
            return;
        }
        let now = Instant::now();
        if now.duration_since(self.looked.get()) >= PERIOD {
            self.looked.set(now);
            if let Err(error) = self.budget.check() {
                leave(error);
            }
        }
    }
}

/// Ends the evaluation that this is called from with an error.
pub(super) fn leave(error: StoreError) -> ! {
    // Not a panic: nothing is printed.
    resume_unwind(Box::new(Spent(error)))
}

/// Runs what may [`leave`].
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    // What was worked on is dropped; the graph itself does not change.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(payload) => match payload.downcast::<Spent>() {
            Ok(spent) => {
                // What was dropped on the way here is this thread's until then.
                if matches!(spent.0, StoreError::Limit(Limit::Memory(_))) {
                    give_back();
                }
                Err(spent.0)
            }
            Err(panic) => resume_unwind(panic),
        },
    }
}
