//! A pattern is asked of the store.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::store::{Budget, Store, StoreError};
use jiff::civil::Date;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::{QueryResults, QuerySolution};
use spargebra::Query;
use spargebra::algebra::GraphPattern;

/// Whom to ask, and how much may be asked of it.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub store: &'a Store,
    pub budget: Option<&'a Budget>,
}

impl Ask<'_> {
    /// The solutions of a pattern; `span` is the part of the question that an error is shown at.
    pub fn solutions(
        self,
        pattern: GraphPattern,
        span: Span,
    ) -> Result<Vec<QuerySolution>, Diagnostic> {
        let query = Query::Select {
            dataset: None,
            pattern,
            base_iri: None,
        };
        let failed = |error: StoreError| error.at(span);
        let results = self.store.query(&query, self.budget).map_err(failed)?;
        let QueryResults::Solutions(solutions) = results else {
            let message = "the store gave no table";
            return Err(Code::Store.at(span, message));
        };
        solutions
            .map(|solution| solution.map_err(|e| failed(e.into())))
            .collect()
    }
}

/// The IRI that a variable is bound to.
pub(crate) fn node(row: &QuerySolution, variable: &Variable) -> Option<String> {
    match row.get(variable)? {
        Term::NamedNode(node) => Some(node.as_str().to_string()),
        _ => None,
    }
}

/// The words of a literal.
pub(crate) fn literal(term: Option<&Term>) -> Option<&str> {
    match term? {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// The day of an `xsd:date`.
pub(crate) fn day(term: Option<&Term>) -> Option<Date> {
    literal(term)?.get(..10)?.parse().ok()
}
