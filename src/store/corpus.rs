//! What a graph was linked from, kept with it: the documents' own accounts and a person's decisions. Adding or removing a
//! document links all of them again, so that the graph is the one built from scratch.

use super::index::Index;
use super::pages::{Pages, Section};
use super::snapshot::packed::{self, Unpacked};
use super::{Store, StoreError, prints};
use crate::gazetteer::Gazetteer;
use crate::jsonl::{self, JsonlError};
use crate::link::decisions::Fate;
use crate::link::{self, Decisions, Dossier, Graph};
use crate::ontology::Ontology;
use crate::pipeline::in_order;
use crate::rdf::iri::Iris;
use crate::watch::{Stage, Unwatched, Watch};
use oxigraph::model::TermRef;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::thread;

/// What the lines are called in messages.
const NAME: &str = "accounts of the graph";

/// Documents and accounts as packed JSON Lines, and decisions as Turtle.
#[derive(Debug, Clone)]
pub(super) struct Corpus {
    pub lines: Section,
    /// [`Prints`](super::prints::Prints) of the graph.
    pub prints: Option<Section>,
    /// Bytes of the lines when unpacked.
    pub unpacked: u64,
    pub decisions: String,
    /// The lines are as this version of the program writes them.
    pub current: bool,
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
        let (mut lines, mut kept) = (packed::Packer::new(), Vec::with_capacity(dossiers.len()));
        let mut failed = None;
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let written = |dossier| written(dossier, ontology);
        in_order(dossiers.into_iter(), threads, written, |written| {
            let packed = written.and_then(|(bytes, dossier)| {
                kept.extend(dossier);
                Ok(lines.write_all(&bytes)?)
            });
            watch.step(1);
            failed = packed.err();
            match failed {
                Some(_) => ControlFlow::Break(()),
                None => ControlFlow::Continue(()),
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let (lines, unpacked) = lines.finish()?;
        let corpus = Corpus {
            unpacked,
            lines: Pages::own(lines).all(),
            prints: None,
            decisions: decisions.to_turtle(base)?,
            current: true,
        };
        Ok((corpus, kept))
    }

    /// As [`Corpus::of`], of documents that are here and others with their lines, by their ids: those of the former are taken
    /// as they lie. Both lists are sorted and have no id in common. `None` where the lines are not as they would be written.
    fn with(
        &self,
        kept: &[String],
        added: &[(String, Vec<u8>)],
        decisions: &Decisions,
        base: &str,
    ) -> Result<Option<Corpus>, StoreError> {
        let mut packer = packed::Packer::new();
        let (mut kept, mut added) = (kept.iter().peekable(), added.iter().peekable());
        let (mut from, mut line, mut copies) = (self.unpacked()?, Vec::new(), false);
        loop {
            line.clear();
            let length = from.read_until(b'\n', &mut line).map_err(unread)?;
            let begun = jsonl::document_of(&line);
            if let Some(id) = &begun {
                copies = kept.next_if_eq(&id).is_some();
            }
            let is_next = |(next, _): &&(String, Vec<u8>)| {
                let id = begun.as_ref();
                id.is_none_or(|id| next < id)
            };
            if length == 0 || copies && begun.is_some() {
                while let Some((_, lines)) = added.next_if(is_next) {
                    packer.write_all(lines)?;
                }
            }
            match (length, copies) {
                (0, _) => break,
                (_, true) if !line.ends_with(b"\n") => return Ok(None),
                (_, true) => packer.write_all(&line)?,
                (_, false) => {}
            }
        }
        if kept.next().is_some() {
            return Ok(None);
        }
        let (lines, unpacked) = packer.finish()?;
        Ok(Some(Corpus {
            unpacked,
            lines: Pages::own(lines).all(),
            prints: None,
            decisions: decisions.to_turtle(base)?,
            current: true,
        }))
    }

    fn unpacked(&self) -> Result<BufReader<Unpacked<'_>>, StoreError> {
        let unpacked = Unpacked::new(self.lines.all()?, Some(self.unpacked)).map_err(unread)?;
        Ok(BufReader::new(unpacked))
    }

    /// An error when lines or prints differ from their checksums, or when prints are of no node of the index.
    pub fn verify(&self, index: &Index) -> Result<(), StoreError> {
        self.lines.all()?;
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

/// The lines of a document, and it as it will be read from there.
fn written(
    dossier: Dossier,
    ontology: &Ontology,
) -> Result<(Vec<u8>, Option<Dossier>), StoreError> {
    let mut lines = Vec::new();
    jsonl::write(&dossier, &mut lines)?;
    let mut reader = jsonl::Reader::new(lines.as_slice(), NAME, ontology);
    let read = reader.next().transpose()?;
    // As a rule it came from such lines, and memory that is in order stays so.
    let read = read.map(|read| if read == dossier { dossier } else { read });
    Ok((lines, read))
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
        link::sort(&mut added);
        link::sort(&mut kept);
        let id = |dossier: &Dossier| dossier.document.id.clone();
        let others: BTreeSet<String> = added.iter().map(id).collect();
        kept.retain(|dossier| !others.contains(&dossier.document.id));
        let ids: Vec<String> = kept.iter().map(id).collect();
        let written = added
            .into_par_iter()
            .map(|dossier| written(dossier, ontology));
        let written: Vec<_> = written.collect::<Result<_, StoreError>>()?;
        let mut come = Vec::with_capacity(written.len());
        for (lines, dossier) in written {
            if let Some(dossier) = dossier {
                come.push((id(&dossier), lines));
                kept.push(dossier);
            }
        }
        if !old.current {
            return Store::build_watched(kept, decisions, ontology, gazetteer, base, watch);
        }
        let decisions = &decisions.settled(&kept);
        let (corpus, linked) = rayon::join(
            || old.with(&ids, &come, decisions, base),
            || link::linked(kept, decisions, ontology, gazetteer, watch),
        );
        let Some(corpus) = corpus? else {
            let mut all = self.dossiers()?;
            all.retain(|dossier| ids.contains(&dossier.document.id));
            for (_, lines) in come {
                let read = jsonl::Reader::new(lines.as_slice(), NAME, ontology);
                all.extend(read.collect::<Result<Vec<_>, _>>()?);
            }
            return Store::build_watched(all, decisions, ontology, gazetteer, base, watch);
        };
        drop(come);
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
    watch.begin(Stage::Reading, corpus.unpacked);
    let read = jsonl::read_all(corpus.unpacked()?, NAME, ontology, |bytes| {
        watch.step(bytes as u64);
    })?;
    Ok(read.into_iter().map(|(_, dossier)| dossier).collect())
}

#[cfg(test)]
mod tests;
