//! [`Store`]: the graph where it can be questioned, read where it lies: in memory, or in a snapshot on disk.
//!
//! ```text
//! Graph ─quads→ Store ─save→ file ─open→ Store ─query→ solutions
//! ```

mod about;
mod apart;
mod arrange;
mod budget;
mod corpus;
mod decide;
pub mod diff;
mod documents;
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
mod lz4;
mod memory;
mod meter;
mod names;
mod noticed;
mod pages;
mod portable;
mod print;
mod prints;
mod remote;
pub mod results;
mod shapes;
mod snapshot;
mod sparql;
mod statistics;
mod terms;
mod walk;
mod watched;
mod writing;

pub(crate) use arrange::costly;
pub use budget::{Budget, Limit, Limits};
pub use decide::Decided;
pub use endpoint::Endpoint;
pub use error::StoreError;
pub use evidence::{Evidence, Passage, Source, Span};
pub use held::Held;
pub use joined::{Joined, Renamed};
pub use memory::Pool;
pub use names::Found;
pub use noticed::{Noticed, some};
pub(crate) use print::sparql as sparql_text;
pub use shapes::{SHAPES, Violation};
pub use snapshot::{FORMAT, MAGIC};
pub use statistics::Statistics;
pub use terms::unknown_terms;
pub use writing::{Writing, decisions_path, stands_beside};

use crate::files::Existing;
use crate::link::{Dossier, Graph, Linked};
use crate::network::Network;
use crate::ontology::Ontology;
use crate::quads::{self, Teller};
use crate::rdf::iri::Iris;
use crate::watch::{Stage, Unwatched, Watch};
use index::Index;
use names::Names;
use oxigraph::model::{GraphName, NamedNode, Quad, QuadRef};
use pages::{Pages, Section};
use prints::{Changed, Prints};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The graph, the ontology it was built with, and its base. A clone has the same graph.
#[derive(Clone)]
pub struct Store {
    index: Arc<Index>,
    ontology: Ontology,
    base: String,
    names: Arc<OnceLock<Names>>,
    network: Arc<OnceLock<Network>>,
    /// What it was linked from; a graph that came as a graph has none.
    corpus: Option<corpus::Corpus>,
    /// Where questions go, when that is not here.
    endpoint: Option<Endpoint>,
    /// The graphs of articles that were copied from there.
    fetched: Arc<Mutex<BTreeMap<String, Index>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("base", &self.base)
            .field("quads", &self.index.len())
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Loads a linked graph.
    pub fn from_graph(graph: &Graph, ontology: &Ontology, base: &str) -> Result<Store, StoreError> {
        checked(base)?;
        let mut builder = index::Builder::default();
        quads::each_quad(graph, ontology, base, &mut |quad| builder.add(quad));
        let (index, _) = Index::build(builder, None, &Unwatched)?;
        Ok(Store::of(index, ontology.clone(), base.to_string()))
    }

    /// The store of what was linked, with the prints of all that is told. What is told as in another store with its prints is taken
    /// from there.
    fn of_linked(
        linked: Linked,
        ontology: &Ontology,
        base: &str,
        old: Option<(&Store, &Section)>,
        watch: &dyn Watch,
    ) -> Result<(Store, Section), StoreError> {
        checked(base)?;
        let prints = Prints::of(&linked, ontology, base);
        let changed = match old {
            Some((store, old)) => prints.against(old, &store.index)?,
            None => Changed::all(),
        };
        let iris = Iris::new(base);
        let tells = |id: &str| changed.tells(iris.node(id).as_str());
        let mut graph = linked.fuse(tells, ontology, watch);
        watch.begin(Stage::Telling, graph.dossiers.len() as u64);
        let mut builder = index::Builder::default();
        let teller = Teller {
            ontology,
            base,
            taker: index::Builder::default,
            take: |taker: &mut index::Builder, quad: QuadRef<'_>| {
                if changed.has(quad) {
                    taker.add(quad);
                }
            },
        };
        teller.together(&graph, tells, |part| builder.join(part));
        let (dossiers, said) = (std::mem::take(&mut graph.dossiers), graph.said);
        let told = |dossier: &Dossier| {
            let told = tells(&dossier.document.id);
            watch.step(u64::from(!told));
            told
        };
        let (dossiers, others): (Vec<Dossier>, Vec<Dossier>) = dossiers.into_iter().partition(told);
        // What is not needed any more is millions of small pieces.
        let gone = (
            others,
            graph.nodes,
            graph.events,
            graph.links,
            graph.threads,
        );
        let (index, numbers) = std::thread::scope(|scope| {
            scope.spawn(|| drop(gone));
            teller.each(dossiers.into_iter(), &said, |part, told| {
                builder.join(part);
                watch.step(told as u64);
            });
            let old = old.map(|(store, _)| {
                let gone = store.index.all_of(changed.gone.iter().copied());
                (&*store.index, gone)
            });
            Index::build(builder, old, watch)
        })?;
        let prints = Pages::own(prints.write(&index, &changed, &numbers)).all();
        let store = Store::of(index, ontology.clone(), base.to_string());
        Ok((store, prints))
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
        let index = Index::new(&quads)?;
        Ok(Store::of(index, ontology, base))
    }

    fn of(index: Index, ontology: Ontology, base: String) -> Store {
        Store {
            index: Arc::new(index),
            ontology,
            base,
            names: Arc::default(),
            network: Arc::default(),
            corpus: None,
            endpoint: None,
            fetched: Arc::default(),
        }
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
        let mut quads = remote::fetch(&endpoint, &GraphName::DefaultGraph)?;
        remote::keep_names(&mut quads, &ontology);
        let mut store = Store::from_quads(quads, ontology, base)?;
        store.endpoint = Some(endpoint);
        Ok(store)
    }

    /// Copies an article's graph from the endpoint, unless it is here.
    fn load(&self, document: &str) -> Result<(), StoreError> {
        let (Some(endpoint), Ok(graph)) = (&self.endpoint, NamedNode::new(document)) else {
            return Ok(());
        };
        let mut fetched = self.fetched.lock().unwrap_or_else(PoisonError::into_inner);
        if !fetched.contains_key(document) {
            let quads = remote::fetch(endpoint, &GraphName::NamedNode(graph))?;
            fetched.insert(document.to_string(), Index::new(&quads)?);
        }
        Ok(())
    }

    /// An error when the file of the graph was found to be damaged, so that what it gave since it was opened is not all that
    /// it should. To be asked after what gives no error of its own: labels, names, counts.
    pub fn sound(&self) -> Result<(), StoreError> {
        self.index.sound()
    }

    /// Reads all of it, which opening does not, and holds it against its checksums and against itself.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.verify_watched(&Unwatched)
    }

    /// As [`Store::verify`], for somebody who waits for it.
    pub fn verify_watched(&self, watch: &dyn Watch) -> Result<(), StoreError> {
        self.index.verify(watch)?;
        self.named().verify(&self.index)?;
        let corpus = self.corpus.as_ref();
        corpus.map_or(Ok(()), |corpus| corpus.verify(&self.index))
    }

    /// The ontology the graph was built with.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// What stands in front of ids in IRIs.
    pub fn base(&self) -> &str {
        &self.base
    }
}

/// An error when a base is no absolute IRI.
fn checked(base: &str) -> Result<(), StoreError> {
    match NamedNode::new(base) {
        Ok(_) => Ok(()),
        Err(error) => Err(StoreError::Base {
            base: base.to_string(),
            reason: error.to_string(),
        }),
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
