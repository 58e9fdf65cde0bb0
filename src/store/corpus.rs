//! What a graph was linked from, kept with it: the documents' own accounts and a person's decisions. Adding or removing a
//! document links all of them again, so that the graph is the one built from scratch.

use super::pages::{Pages, Section};
use super::snapshot::packed::{self, Unpacked};
use super::{Store, StoreError};
use crate::gazetteer::Gazetteer;
use crate::jsonl::{self, JsonlError};
use crate::link::{self, Decisions, Dossier, Graph};
use crate::ontology::Ontology;
use crate::rdf::iri::Iris;
use oxigraph::model::TermRef;
use std::io::BufReader;

/// Documents and accounts as packed JSON Lines, and decisions as Turtle.
#[derive(Debug, Clone)]
pub(super) struct Corpus {
    pub lines: Section,
    /// Bytes of the lines when unpacked.
    pub unpacked: u64,
    pub decisions: String,
}

impl Corpus {
    fn of(dossiers: &[Dossier], decisions: &Decisions, base: &str) -> Result<Corpus, StoreError> {
        let mut lines = Vec::new();
        for dossier in dossiers {
            jsonl::write(dossier, &mut lines)?;
        }
        Ok(Corpus {
            unpacked: lines.len() as u64,
            lines: Pages::own(packed::pack(&lines)?).all(),
            decisions: decisions.to_turtle(base)?,
        })
    }

    /// An error when the lines differ from their checksums.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.lines.all().map(|_| ())
    }
}

impl Store {
    /// Links documents and loads their graph, which can be added to later.
    pub fn build(
        mut dossiers: Vec<Dossier>,
        decisions: &Decisions,
        ontology: &Ontology,
        gazetteer: &Gazetteer,
        base: &str,
    ) -> Result<Store, StoreError> {
        link::sort(&mut dossiers);
        let corpus = Corpus::of(&dossiers, decisions, base)?;
        // From the lines, so that a graph built from articles and one that they were added to are the same.
        let dossiers = read(&corpus, ontology)?;
        let graph = link::link(dossiers, decisions, ontology, gazetteer);
        let mut store = Store::from_graph(&graph, ontology, base)?;
        store.corpus = Some(corpus);
        Ok(store)
    }

    /// The documents that the graph was linked from, each with its own accounts, in the order of their ids.
    pub fn dossiers(&self) -> Result<Vec<Dossier>, StoreError> {
        let corpus = self.corpus.as_ref().ok_or(StoreError::Unlinked)?;
        read(corpus, &self.ontology)
    }

    /// The decisions that the graph was linked with.
    pub fn decisions(&self) -> Result<Decisions, StoreError> {
        let corpus = self.corpus.as_ref().ok_or(StoreError::Unlinked)?;
        Ok(Decisions::from_turtle(&corpus.decisions, &self.base)?)
    }

    /// Ids in decisions that nothing in the documents or among the actors, places and things of the graph has, or that no
    /// account has where only accounts are decided on, so that they decide nothing. An event has none: what is decided on it
    /// is decided on its accounts.
    pub fn strangers(&self, decisions: &Decisions) -> Result<Vec<String>, StoreError> {
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let iris = Iris::new(&self.base);
        let is_node = |id: &str| {
            let node = iris.node(id);
            let node = TermRef::from(node.as_ref());
            let of = |subject, object| {
                let mut quads = self.index.quads(subject, None, object, None);
                quads.next().is_some()
            };
            // One that is another by a decision is in the link of that decision only.
            !id.starts_with("event/") && (of(Some(node), None) || of(None, Some(node)))
        };
        let dossiers = self.dossiers()?;
        let mut strangers = decisions.strangers(&dossiers);
        strangers.retain(|id| !is_node(id));
        strangers.extend(decisions.no_accounts(&dossiers));
        self.sound()?;
        Ok(strangers.into_iter().collect())
    }

    /// The linked graph again, for what needs more than quads.
    pub fn relink(&self, gazetteer: &Gazetteer) -> Result<Graph, StoreError> {
        let decisions = self.decisions()?;
        Ok(link::link(
            self.dossiers()?,
            &decisions,
            &self.ontology,
            gazetteer,
        ))
    }
}

fn read(corpus: &Corpus, ontology: &Ontology) -> Result<Vec<Dossier>, StoreError> {
    let name = "accounts of the graph";
    let lines = Unpacked::new(corpus.lines.all()?, Some(corpus.unpacked)).map_err(|source| {
        let file = name.to_string();
        JsonlError::Read { file, source }
    })?;
    let lines = BufReader::new(lines);
    Ok(jsonl::Reader::new(lines, name, ontology).collect::<Result<_, _>>()?)
}
