//! [`Store`]: the graph where it can be questioned, in memory, with a snapshot on disk.
//!
//! ```text
//! Graph ─rdf::quads→ Store ─save→ file ─open→ Store ─query→ solutions
//! ```

mod apart;
mod corpus;
mod endpoint;
mod error;
mod evidence;
mod index;
mod joined;
mod links;
mod lookup;
mod names;
mod portable;
mod remote;
pub mod results;
mod shapes;
mod snapshot;
mod statistics;
mod target;

pub use endpoint::Endpoint;
pub use error::StoreError;
pub use evidence::{Evidence, Passage, Source, Span};
pub use joined::{Joined, Renamed};
pub use names::Found;
pub use shapes::{SHAPES, Violation};
pub use snapshot::{FORMAT, MAGIC};
pub use statistics::Statistics;
pub use target::{QueryTarget, Solutions};

use crate::link::Graph;
use crate::network::Network;
use crate::ontology::Ontology;
use crate::rdf;
use crate::rdf::vocabulary::PREFIXES;
use index::Index;
use names::Names;
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::sparql::{CancellationToken, QueryResults, QuerySolutionIter};
use rustc_hash::FxHashMap;
use spareval::QueryEvaluator;
use spargebra::{Query, SparqlParser};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// The graph, the ontology it was built with, and its base. A clone has the same graph.
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    /// The same quads, for queries.
    index: Arc<Index>,
    ontology: Ontology,
    base: String,
    /// Number of quads; asking the store itself takes time.
    quads: usize,
    names: OnceLock<Names>,
    network: Arc<OnceLock<Network>>,
    /// How many nodes have a property and how many values, as far as that was asked.
    values: Arc<Mutex<FxHashMap<String, (usize, usize)>>>,
    /// What it was linked from; a graph that came as a graph has none.
    corpus: Option<corpus::Corpus>,
    /// Where questions go, when that is not here.
    endpoint: Option<Endpoint>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("base", &self.base)
            .field("quads", &self.quads)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Loads a linked graph.
    pub fn from_graph(graph: &Graph, ontology: &Ontology, base: &str) -> Result<Store, StoreError> {
        NamedNode::new(base).map_err(|e| StoreError::Base {
            base: base.to_string(),
            reason: e.to_string(),
        })?;
        let quads = rdf::quads(graph, ontology, base);
        Store::from_quads(quads, ontology.clone(), base.to_string())
    }

    /// Opens a snapshot that [`Store::save`] wrote.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        snapshot::open(path)
    }

    /// Writes a snapshot: first a new file beside `path`, which then takes its place in one step.
    ///
    /// A file that is no snapshot, or one of a newer format, is never replaced.
    pub fn save(&self, path: &Path) -> Result<(), StoreError> {
        snapshot::save(self, path)
    }

    fn from_quads(quads: Vec<Quad>, ontology: Ontology, base: String) -> Result<Store, StoreError> {
        let inner = oxigraph::store::Store::new()?;
        let count = quads.len();
        let load = || -> Result<(), StoreError> {
            let mut loader = inner.bulk_loader();
            loader.load_quads(quads.iter().cloned())?;
            loader.commit()?;
            Ok(())
        };
        let (loaded, index) = rayon::join(load, || Index::new(&quads));
        loaded?;
        Ok(Store {
            inner,
            index: Arc::new(index),
            ontology,
            base,
            quads: count,
            names: OnceLock::new(),
            network: Arc::default(),
            values: Arc::default(),
            corpus: None,
            endpoint: None,
        })
    }

    /// A graph that a SPARQL endpoint holds as `dateline export` wrote it: the fused view in its default graph, what each
    /// article tells in named graphs.
    ///
    /// Questions are sent there. The fused view is copied once, for names, completion and labels; an article's graph
    /// when its evidence is asked for.
    pub fn connect(
        endpoint: Endpoint,
        ontology: Ontology,
        base: String,
    ) -> Result<Store, StoreError> {
        let quads = remote::fetch(&endpoint, &GraphName::DefaultGraph)?;
        let mut store = Store::from_quads(quads, ontology, base)?;
        store.endpoint = Some(endpoint);
        Ok(store)
    }

    /// Copies an article's graph from the endpoint, unless it is here.
    fn load(&self, document: &str) {
        let (Some(endpoint), Ok(graph)) = (&self.endpoint, NamedNode::new(document)) else {
            return;
        };
        if self.inner.contains_named_graph(&graph).unwrap_or(true) {
            return;
        }
        // What cannot be fetched is missing from the evidence, as it is when an article's graph was dropped.
        if let Ok(quads) = remote::fetch(endpoint, &GraphName::NamedNode(graph)) {
            let _ = self.inner.extend(quads);
        }
    }

    /// The ontology the graph was built with.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// What stands in front of ids in IRIs.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The store beneath.
    pub fn inner(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    /// Runs a query. It sees the fused view; accounts are in `GRAPH ?document { … }`.
    pub fn query(
        &self,
        query: &Query,
        cancel: Option<&CancellationToken>,
    ) -> Result<QueryResults<'_>, StoreError> {
        if let Some(endpoint) = &self.endpoint {
            return match query {
                Query::Select { pattern, .. } => {
                    let text = crate::query::sparql_text(&portable::portable(pattern));
                    let results = endpoint.query(&text, cancel)?;
                    Ok(portable::sorted(results, pattern))
                }
                other => endpoint.query(&other.to_string(), cancel),
            };
        }
        let mut evaluator = QueryEvaluator::new();
        if let Some(cancel) = cancel {
            evaluator = evaluator.with_cancellation_token(cancel.clone());
        }
        Ok(evaluator.prepare(query).execute(self.index.view())?)
    }

    /// As [`Store::query`], but what does not stop when it is told to is left behind: for SPARQL that anybody may have
    /// written.
    pub fn query_apart(
        &self,
        query: &Query,
        cancel: Option<&CancellationToken>,
    ) -> Result<QueryResults<'_>, StoreError> {
        let (Some(token), None, Query::Select { .. }) = (cancel, &self.endpoint, query) else {
            return self.query(query, cancel);
        };
        let (index, query, token) = (Arc::clone(&self.index), query.clone(), token.clone());
        let solutions = apart::apart(cancel, move || {
            let evaluator = QueryEvaluator::new().with_cancellation_token(token);
            let results = evaluator.prepare(&query).execute(index.view())?;
            let QueryResults::Solutions(solutions) = results else {
                return Ok(None);
            };
            let variables = solutions.variables().to_vec();
            let rows: Vec<_> = solutions.collect::<Result<_, _>>()?;
            Ok(Some((variables, rows)))
        })?;
        Ok(match solutions {
            Some((variables, rows)) => QueryResults::Solutions(QuerySolutionIter::new(
                variables.into(),
                rows.into_iter().map(Ok),
            )),
            // A SELECT query has solutions.
            None => QueryResults::Boolean(false),
        })
    }

    /// Parses and runs SPARQL as [`Store::query`] does; `dl:`, `schema:` and the other prefixes of the graph need no
    /// declaration, and relative IRIs are ids.
    pub fn sparql(
        &self,
        sparql: &str,
        cancel: Option<&CancellationToken>,
    ) -> Result<QueryResults<'_>, StoreError> {
        self.query(&self.parse(sparql)?, cancel)
    }

    /// Parses SPARQL with the graph's prefixes and base.
    pub fn parse(&self, sparql: &str) -> Result<Query, StoreError> {
        let mut parser = SparqlParser::new();
        for (prefix, iri) in PREFIXES {
            if let Ok(next) = parser.clone().with_prefix(*prefix, *iri) {
                parser = next;
            }
        }
        if let Ok(next) = parser.clone().with_base_iri(&self.base) {
            parser = next;
        }
        Ok(parser.parse_query(crate::mark::unmarked(sparql))?)
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
