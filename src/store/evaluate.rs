//! Queries → answers, within a budget.

use super::apart::{Out, apart, parts};
use super::arrange::arranged;
use super::index::Index;
use super::meter::guarded;
use super::{Budget, Endpoint, Store, StoreError, portable, sparql, watched};
use oxigraph::model::{Triple, Variable};
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter, QueryTripleIter};
use spareval::QueryEvaluator;
use spargebra::Query;
use std::sync::Arc;

/// Rows that are given on at once.
const BATCH: usize = 1_000;
/// Patterns of a query that takes long to plan, and needs more stack than there may be.
const MANY: usize = 100;

/// A part of an answer, in the order in which they come.
pub(super) enum Part {
    /// The columns; first of all, and only of a table.
    Variables(Arc<[Variable]>),
    /// Some rows.
    Rows(Vec<QuerySolution>),
    /// Some triples, of CONSTRUCT and DESCRIBE.
    Triples(Vec<Triple>),
    /// Yes or no, of ASK.
    Boolean(bool),
}

/// A whole answer.
#[derive(Default)]
struct Whole {
    variables: Option<Arc<[Variable]>>,
    rows: Vec<QuerySolution>,
    triples: Vec<Triple>,
    boolean: Option<bool>,
}

impl Whole {
    fn add(&mut self, part: Part) -> Result<(), StoreError> {
        match part {
            Part::Variables(variables) => self.variables = Some(variables),
            Part::Rows(rows) => self.rows.extend(rows),
            Part::Triples(triples) => self.triples.extend(triples),
            Part::Boolean(boolean) => self.boolean = Some(boolean),
        }
        Ok(())
    }

    fn results(self) -> QueryResults<'static> {
        match (self.variables, self.boolean) {
            (Some(variables), _) => {
                let rows = self.rows.into_iter().map(Ok);
                QueryResults::Solutions(QuerySolutionIter::new(variables, rows))
            }
            (None, Some(boolean)) => QueryResults::Boolean(boolean),
            (None, None) => {
                QueryResults::Graph(QueryTripleIter::new(self.triples.into_iter().map(Ok)))
            }
        }
    }
}

impl Store {
    /// Runs a query that the program itself has made, to its end or until the budget is spent. It sees the fused view;
    /// accounts are in `GRAPH ?document { … }`.
    pub fn query(
        &self,
        query: &Query,
        budget: Option<&Budget>,
    ) -> Result<QueryResults<'static>, StoreError> {
        if let Some(endpoint) = &self.endpoint {
            return Ok(remote(endpoint, query, budget)?.results());
        }
        let mut whole = Whole::default();
        let mut add = |part| whole.add(part);
        let Some(budget) = budget else {
            let evaluator = QueryEvaluator::new();
            let query = arranged(query.clone());
            guarded(|| evaluate(&self.index, &evaluator, &query, None, &mut add))?;
            return Ok(whole.results());
        };
        let (query, patterns) = watched::watched(arranged(query.clone()));
        let (index, own) = (Arc::clone(&self.index), budget.clone());
        let work = move |give: &mut dyn FnMut(Part) -> Result<(), StoreError>| {
            let evaluator = watched::evaluator(&own);
            evaluate(&index, &evaluator, &query, Some(&own), give)
        };
        // A thread costs more than a small query.
        match patterns > MANY {
            true => parts(
                Some(budget),
                move |out: &Out<Part>| work(&mut |part| out.give(part)),
                add,
            )?,
            false => guarded(|| work(&mut add))?,
        }
        Ok(whole.results())
    }

    /// Reads and runs SPARQL that anybody may have written; `dl:`, `schema:` and the other prefixes of the graph need no
    /// declaration, and relative IRIs are ids.
    pub fn sparql(
        &self,
        text: &str,
        budget: Option<&Budget>,
    ) -> Result<QueryResults<'static>, StoreError> {
        let mut whole = Whole::default();
        self.sparql_parts(text, budget, |part| whole.add(part))?;
        Ok(whole.results())
    }

    /// The same, part by part as they come. An error may come behind some of them.
    pub(super) fn sparql_parts(
        &self,
        text: &str,
        budget: Option<&Budget>,
        each: impl FnMut(Part) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (text, base) = (text.to_string(), self.base.clone());
        let (index, endpoint) = (Arc::clone(&self.index), self.endpoint.clone());
        let own = budget.cloned().unwrap_or_default();
        let work = move |out: &Out<Part>| {
            let query = sparql::parse(&text, &base)?;
            let give = &mut |part| out.give(part);
            match endpoint {
                Some(endpoint) => {
                    let whole = remote(&endpoint, &query, Some(&own))?;
                    pieces(whole.results(), None, give)
                }
                None => {
                    let evaluator = watched::evaluator(&own);
                    let (query, _) = watched::watched(arranged(query));
                    evaluate(&index, &evaluator, &query, Some(&own), give)
                }
            }
        };
        parts(budget, work, each)
    }

    /// Parses SPARQL with the graph's prefixes and base.
    pub fn parse(&self, text: &str) -> Result<Query, StoreError> {
        let (text, base) = (text.to_string(), self.base.clone());
        apart(None, move || sparql::parse(&text, &base))
    }
}

/// Sends a query to an endpoint.
fn remote(
    endpoint: &Endpoint,
    query: &Query,
    budget: Option<&Budget>,
) -> Result<Whole, StoreError> {
    let results = match query {
        Query::Select { pattern, .. } => {
            let text = super::print::sparql(&portable::portable(pattern.clone()));
            portable::sorted(endpoint.query(&text, budget)?, pattern)
        }
        other => endpoint.query(&other.to_string(), budget)?,
    };
    let mut whole = Whole::default();
    pieces(results, budget, &mut |part| whole.add(part))?;
    Ok(whole)
}

/// Evaluates a query and gives its answer in parts.
fn evaluate(
    index: &Index,
    evaluator: &QueryEvaluator,
    query: &Query,
    budget: Option<&Budget>,
    give: &mut dyn FnMut(Part) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    budget.map_or(Ok(()), Budget::check)?;
    let results = evaluator.prepare(query).execute(index.view(budget))?;
    pieces(results, budget, give)?;
    index.sound()
}

/// Results in parts.
fn pieces(
    results: QueryResults<'_>,
    budget: Option<&Budget>,
    give: &mut dyn FnMut(Part) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    match results {
        QueryResults::Boolean(boolean) => give(Part::Boolean(boolean)),
        QueryResults::Solutions(solutions) => {
            give(Part::Variables(solutions.variables().into()))?;
            batches(solutions, budget, &mut |rows| give(Part::Rows(rows)))
        }
        QueryResults::Graph(triples) => {
            give(Part::Triples(Vec::new()))?;
            batches(triples, budget, &mut |triples| give(Part::Triples(triples)))
        }
    }
}

fn batches<T, E: Into<StoreError>>(
    all: impl Iterator<Item = Result<T, E>>,
    budget: Option<&Budget>,
    give: &mut dyn FnMut(Vec<T>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut batch = Vec::new();
    for (before, one) in all.enumerate() {
        if let Some(budget) = budget {
            budget.check_rows(before + 1)?;
        }
        batch.push(one.map_err(Into::into)?);
        if batch.len() >= BATCH {
            budget.map_or(Ok(()), Budget::check)?;
            give(std::mem::take(&mut batch))?;
        }
    }
    match batch.is_empty() {
        true => Ok(()),
        false => give(batch),
    }
}
