//! [`Session`]: names and parameters that were defined, and the store that is asked.

use super::ast::{Query, Statement};
use super::{Answer, Rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::store::Store;
use jiff::civil::Date;
use oxigraph::sparql::CancellationToken;
use std::collections::BTreeMap;

/// Runs statements one after the other.
pub struct Session<'s> {
    store: &'s Store,
    lets: BTreeMap<String, Query>,
    set: BTreeMap<String, String>,
    today: Option<Date>,
    cancellation: Option<CancellationToken>,
}

impl<'s> Session<'s> {
    /// Nothing defined yet.
    pub fn new(store: &'s Store) -> Session<'s> {
        Session {
            store,
            lets: BTreeMap::new(),
            set: BTreeMap::new(),
            today: None,
            cancellation: None,
        }
    }

    /// Queries stop when the token is cancelled.
    #[must_use]
    pub fn with_cancellation(mut self, token: CancellationToken) -> Session<'s> {
        self.cancellation = Some(token);
        self
    }

    /// The day that `last 30 days` ends on, instead of the day of the newest document.
    #[must_use]
    pub fn with_today(mut self, today: Date) -> Session<'s> {
        self.today = Some(today);
        self
    }

    /// The store that is asked.
    pub fn store(&self) -> &'s Store {
        self.store
    }

    /// Gives a parameter (without the `$`) a value that wins over its default.
    pub fn set(&mut self, param: &str, value: &str) {
        self.set
            .insert(param.trim_start_matches('$').to_string(), value.to_string());
    }

    /// Parameters that were set, by name.
    pub fn params(&self) -> &BTreeMap<String, String> {
        &self.set
    }

    /// Names defined with `let`, with what they stand for.
    pub fn lets(&self) -> &BTreeMap<String, Query> {
        &self.lets
    }

    /// Runs one statement.
    pub fn run(&mut self, statement: &Statement) -> Result<Answer, Diagnostic> {
        let _ = Rows::default();
        Err(Diagnostic::new(
            Code::Unsupported,
            statement.span,
            "not ready",
        ))
    }

    /// The SPARQL of a question, with prefixes, over several lines.
    pub fn sparql(&mut self, query: &Query) -> Result<String, Diagnostic> {
        Err(Diagnostic::new(Code::Unsupported, query.span, "not ready"))
    }
}
