//! What a graph was linked from, kept with it: the documents' own accounts and a person's decisions. Adding or removing a
//! document links all of them again, so that the graph is the one built from scratch.

use super::documents::{self, Documents, Packed};
use super::index::Index;
use super::pages::Section;
use super::snapshot::packed::Unpacked;
use super::{Store, StoreError, prints};
use crate::gazetteer::Gazetteer;
use crate::jsonl::{self, JsonlError};
use crate::link::decisions::Fate;
use crate::link::{self, Decisions, Dossier, Graph};
use crate::ontology::Ontology;
use crate::pipeline::in_order_or_fail;
use crate::rdf::iri::Iris;
use crate::watch::{Stage, Unwatched, Watch};
use oxigraph::model::TermRef;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, BufReader};
use std::sync::Arc;
use std::thread;

/// What the lines are called in messages.
const NAME: &str = "accounts of the graph";

/// Documents and accounts, and decisions as Turtle.
#[derive(Clone)]
pub(super) struct Corpus {
    pub lines: Lines,
    /// [`Prints`](super::prints::Prints) of the graph.
    pub prints: Option<Section>,
    pub decisions: String,
    /// The lines are as this version of the program writes them.
    pub current: bool,
}

/// JSON Lines of documents and accounts.
#[derive(Clone)]
pub(super) enum Lines {
    /// Each document packed by itself.
    Each(Arc<Documents>),
    /// All of them as one, as files before format 5 have them, with their length unpacked.
    Whole(Section, u64),
}

impl Lines {
    /// What has to be written for them to be opened again.
    pub fn bytes(&self) -> &Section {
        match self {
            Lines::Each(documents) => documents.bytes().0,
            Lines::Whole(lines, _) => lines,
        }
    }
}

impl Corpus {
    /// Packs documents, and gives them as they will be read from there: so that a graph built from articles and one that they
    /// were added to are the same.
    fn of(
        dossiers: Vec<Dossier>,
        decisions: &Decisions,
        ontology: &Ontology,
        base: &str,
        watch: &dyn Watch,
    ) -> Result<(Corpus, Vec<Dossier>), StoreError> {
        watch.begin(Stage::Keeping, dossiers.len() as u64);
        let (mut writer, mut kept) = (documents::Writer::default(), Vec::new());
        kept.reserve_exact(dossiers.len());
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let written = |dossier| written(dossier, ontology);
        in_order_or_fail(
            dossiers.into_iter(),
            threads,
            written,
            |(packed, dossier)| {
                watch.step(1);
                writer.push(dossier.document.id.clone(), &packed);
                kept.push(dossier);
            },
        )?;
        Ok((Corpus::new(writer, decisions, base)?, kept))
    }

    fn new(
        writer: documents::Writer,
        decisions: &Decisions,
        base: &str,
    ) -> Result<Corpus, StoreError> {
        Ok(Corpus {
            lines: Lines::Each(writer.finish()?.into()),
            prints: None,
            decisions: decisions.to_turtle(base)?,
            current: true,
        })
    }

    /// An error when lines or prints differ from their checksums, or when prints are of no node of the index.
    pub fn verify(&self, index: &Index) -> Result<(), StoreError> {
        match &self.lines {
            Lines::Each(documents) => documents.verify()?,
            Lines::Whole(lines, _) => drop(lines.all()?),
        }
        let prints = self.prints.as_ref();
        prints.map_or(Ok(()), |prints| prints::verify(prints, index))
    }
}

fn unread(source: io::Error) -> JsonlError {
    JsonlError::Read {
        file: NAME.to_string(),
        source,
    }
}

/// The lines of a document, packed, and it as it will be read from there.
fn written(
    dossier: Dossier,
    ontology: &Ontology,
) -> Result<(Packed<'static>, Dossier), StoreError> {
    let mut lines = Vec::new();
    jsonl::write(&dossier, &mut lines)?;
    let read = read_one(&lines, ontology)?;
    // As a rule it came from such lines, and memory that is in order stays so.
    let read = read.filter(|read| *read != dossier).unwrap_or(dossier);
    Ok((Packed::new(&lines), read))
}

/// The document that lines tell.
fn read_one(lines: &[u8], ontology: &Ontology) -> Result<Option<Dossier>, JsonlError> {
    jsonl::Reader::new(lines, NAME, ontology).next().transpose()
}

impl Store {
    /// Links documents and loads their graph, which can be added to later.
    pub fn build(
        dossiers: Vec<Dossier>,
        decisions: &Decisions,
        ontology: &Ontology,
        gazetteer: &Gazetteer,
        base: &str,
    ) -> Result<Store, StoreError> {
        Store::build_watched(dossiers, decisions, ontology, gazetteer, base, &Unwatched)
    }

    /// As [`Store::build`], for somebody who waits for it.
    ///
    /// Of what a document tells there is one copy in memory at a time: as it came, as it is linked, as quads.
    pub fn build_watched(
        mut dossiers: Vec<Dossier>,
        decisions: &Decisions,
        ontology: &Ontology,
        gazetteer: &Gazetteer,
        base: &str,
        watch: &dyn Watch,
    ) -> Result<Store, StoreError> {
        link::sort(&mut dossiers);
        let decisions = &decisions.settled(&dossiers);
        let (corpus, dossiers) = Corpus::of(dossiers, decisions, ontology, base, watch)?;
        let linked = link::linked(dossiers, decisions, ontology, gazetteer, watch);
        let (mut store, prints) = Store::of_linked(linked, ontology, base, None, watch)?;
        let prints = Some(prints);
        store.corpus = Some(Corpus { prints, ..corpus });
        Ok(store)
    }

    /// Links documents of this store and others anew: byte for byte the store that [`Store::build`] makes of all of them. `kept`
    /// are those that stay of what [`Store::dossiers`] gave, as it gave them; one of `added` takes the place of one that has
    /// its id.
    pub fn update(
        &self,
        kept: Vec<Dossier>,
        added: Vec<Dossier>,
        decisions: &Decisions,
        gazetteer: &Gazetteer,
    ) -> Result<Store, StoreError> {
        self.update_watched(kept, added, decisions, gazetteer, &Unwatched)
    }

    /// As [`Store::update`], for somebody who waits for it.
    pub fn update_watched(
        &self,
        mut kept: Vec<Dossier>,
        mut added: Vec<Dossier>,
        decisions: &Decisions,
        gazetteer: &Gazetteer,
        watch: &dyn Watch,
    ) -> Result<Store, StoreError> {
        let (ontology, base) = (&self.ontology, self.base.as_str());
        let old = self.corpus.as_ref().ok_or(StoreError::Unlinked)?;
        let (true, Lines::Each(documents)) = (old.current, &old.lines) else {
            kept.retain(|dossier| !added.iter().any(|a| a.document.id == dossier.document.id));
            kept.extend(added);
            return Store::build_watched(kept, decisions, ontology, gazetteer, base, watch);
        };
        link::sort(&mut added);
        let come: BTreeSet<&String> = added.iter().map(|d| &d.document.id).collect();
        kept.retain(|dossier| !come.contains(&dossier.document.id));
        let added = added
            .into_par_iter()
            .map(|dossier| written(dossier, ontology));
        let added: Vec<(Packed<'_>, Dossier)> = added.collect::<Result<_, StoreError>>()?;
        let stays = |dossier: Dossier| {
            let number = documents.find(&dossier.document.id);
            match number.and_then(|number| documents.packed(number)) {
                Some(packed) => Ok((packed, dossier)),
                None => written(dossier, ontology),
            }
        };
        let kept = kept.into_iter().map(stays);
        let mut all: Vec<(Packed<'_>, Dossier)> = kept.collect::<Result<_, StoreError>>()?;
        all.extend(added);
        all.sort_by(|(_, a), (_, b)| a.document.id.cmp(&b.document.id));
        all.dedup_by(|(_, later), (_, earlier)| later.document.id == earlier.document.id);
        let (mut writer, mut dossiers) = (documents::Writer::beside(documents), Vec::new());
        dossiers.reserve_exact(all.len());
        for (packed, dossier) in all {
            writer.push(dossier.document.id.clone(), &packed);
            dossiers.push(dossier);
        }
        let decisions = &decisions.settled(&dossiers);
        let corpus = Corpus::new(writer, decisions, base)?;
        let linked = link::linked(dossiers, decisions, ontology, gazetteer, watch);
        let base_store = old.prints.as_ref().map(|prints| (self, prints));
        let (mut store, prints) = Store::of_linked(linked, ontology, base, base_store, watch)?;
        let prints = Some(prints);
        store.corpus = Some(Corpus { prints, ..corpus });
        Ok(store)
    }

    /// The documents that the graph was linked from, each with its own accounts, in the order of their ids.
    pub fn dossiers(&self) -> Result<Vec<Dossier>, StoreError> {
        self.dossiers_watched(&Unwatched)
    }

    /// As [`Store::dossiers`], for somebody who waits for it.
    pub fn dossiers_watched(&self, watch: &dyn Watch) -> Result<Vec<Dossier>, StoreError> {
        let corpus = self.corpus.as_ref().ok_or(StoreError::Unlinked)?;
        read(corpus, &self.ontology, watch)
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

    /// What became, when this store was written, of decisions on accounts that its documents do not have.
    pub fn fates(&self, decisions: &Decisions) -> Result<Vec<Fate>, StoreError> {
        match decisions.is_empty() {
            true => Ok(Vec::new()),
            false => Ok(decisions.fates(&self.dossiers()?)),
        }
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

fn read(
    corpus: &Corpus,
    ontology: &Ontology,
    watch: &dyn Watch,
) -> Result<Vec<Dossier>, StoreError> {
    let documents = match &corpus.lines {
        Lines::Each(documents) => documents,
        Lines::Whole(lines, unpacked) => {
            watch.begin(Stage::Reading, *unpacked);
            let lines = Unpacked::new(lines.all()?, Some(*unpacked)).map_err(unread)?;
            let read = jsonl::read_all(BufReader::new(lines), NAME, ontology, |bytes| {
                watch.step(bytes as u64);
            })?;
            return Ok(read.into_iter().map(|(_, dossier)| dossier).collect());
        }
    };
    watch.begin(Stage::Reading, documents.unpacked());
    let one = |number| {
        let refused = || documents.refused();
        let lines = documents.lines(number).ok_or_else(refused)?;
        let read = read_one(&lines, ontology)?;
        watch.step(lines.len() as u64);
        let is_told = |dossier: &Dossier| {
            let id = documents.id(number);
            id.is_some_and(|id| id == dossier.document.id.as_bytes())
        };
        read.filter(is_told).ok_or_else(refused)
    };
    (0..documents.len()).into_par_iter().map(one).collect()
}

#[cfg(test)]
mod tests;
