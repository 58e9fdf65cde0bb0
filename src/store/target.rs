//! Whatever answers a SELECT query: the embedded store, or later an endpoint elsewhere.

use super::{Budget, Store, StoreError};
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use spargebra::Query;

/// The answers of a SELECT query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Solutions {
    /// Names of the variables, without `?`.
    pub variables: Vec<String>,
    /// One term a variable; `None` where it is not bound.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Solutions {
    /// The column of a variable.
    pub fn column(&self, variable: &str) -> Option<usize> {
        self.variables.iter().position(|v| v == variable)
    }
}

/// Answers SELECT queries.
pub trait QueryTarget {
    /// Runs a SELECT query to its end, or until the budget is spent.
    fn select(&self, query: &Query, budget: Option<&Budget>) -> Result<Solutions, StoreError>;
}

impl QueryTarget for Store {
    fn select(&self, query: &Query, budget: Option<&Budget>) -> Result<Solutions, StoreError> {
        let QueryResults::Solutions(solutions) = self.query(query, budget)? else {
            return Err(StoreError::Format {
                format: "a table",
                form: "an ASK, CONSTRUCT or DESCRIBE query",
                remedy: "a SELECT query",
            });
        };
        let variables = solutions
            .variables()
            .iter()
            .map(|v| v.as_str().to_string())
            .collect();
        let rows = solutions
            .map(|solution| Ok(solution?.values().to_vec()))
            .collect::<Result<_, StoreError>>()?;
        Ok(Solutions { variables, rows })
    }
}
