//! [`Store`]: the graph where it can be questioned, in memory, with a snapshot on disk.
//!
//! ```text
//! Graph ─rdf::quads→ Store ─save→ file ─open→ Store ─query→ solutions
//! ```

mod about;
mod apart;
mod budget;
mod corpus;
mod decide;
pub mod diff;
mod endpoint;
mod error;
mod evaluate;
mod evidence;
mod held;
mod index;
mod joined;
mod links;
mod lock;
mod lookup;
mod meter;
mod names;
mod noticed;
mod portable;
mod remote;
pub mod results;
mod shapes;
mod snapshot;
mod sparql;
mod statistics;
mod watched;
mod writing;

pub use budget::{Budget, Limit, Limits};
pub use decide::Decided;
pub use endpoint::Endpoint;
pub use error::StoreError;
pub use evidence::{Evidence, Passage, Source, Span};
pub use held::Held;
pub use joined::{Joined, Renamed};
pub use names::Found;
pub use noticed::{Noticed, some};
pub use shapes::{SHAPES, Violation};
pub use snapshot::{FORMAT, MAGIC};
pub use statistics::Statistics;
pub use writing::{Writing, decisions_path, stands_beside};

use crate::files::Existing;
use crate::link::Graph;
use crate::network::Network;
use crate::ontology::Ontology;
use crate::rdf;
use index::Index;
use names::Names;
use oxigraph::model::{GraphName, NamedNode, Quad};
use rustc_hash::FxHashMap;
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

    /// Writes a snapshot, in the place of the one that is there: [`Store::save_as`] with [`Existing::Replace`].
    pub fn save(&self, path: &Path) -> Result<(), StoreError> {
        self.save_as(path, Existing::Replace)
    }

    /// Writes a snapshot: all of it, or nothing.
    ///
    /// A file that is no snapshot, or one of a newer format, is never replaced.
    pub fn save_as(&self, path: &Path, existing: Existing) -> Result<(), StoreError> {
        snapshot::save(self, path, existing)
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
    fn load(&self, document: &str) -> Result<(), StoreError> {
        let (Some(endpoint), Ok(graph)) = (&self.endpoint, NamedNode::new(document)) else {
            return Ok(());
        };
        if self.inner.contains_named_graph(&graph)? {
            return Ok(());
        }
        let quads = remote::fetch(endpoint, &GraphName::NamedNode(graph))?;
        Ok(self.inner.extend(quads)?)
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
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
