//! A store of other documents: what it has in common with the one before is taken from there.

use super::index::{Builder, Differs, Index, Prints};
use super::{Store, StoreError};
use crate::gazetteer::Gazetteer;
use crate::link::{self, Decisions, Dossier, Graph};
use crate::memory;
use crate::quads;
use crate::watch::{Stage, Unwatched, Watch};

impl Store {
    /// Links documents of this store and others anew: byte for byte the store that [`Store::build`] makes of all of them. `kept`
    /// are those that stay of what [`Store::dossiers`] gave, as it gave them; one of `added` takes the place of one that has
    /// its id.
    ///
    /// What the documents tell is linked from the beginning, since one more may show that two names are one; only what differs
    /// then is written into the index.
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
        added: Vec<Dossier>,
        decisions: &Decisions,
        gazetteer: &Gazetteer,
        watch: &dyn Watch,
    ) -> Result<Store, StoreError> {
        let corpus = self.corpus.as_ref().ok_or(StoreError::Unlinked)?;
        if !self.index.has_prints() {
            kept.extend(added);
            let (ontology, base) = (&self.ontology, &self.base);
            return Store::build_watched(kept, decisions, ontology, gazetteer, base, watch);
        }
        let decided = decisions.to_turtle(&self.base)?;
        let (corpus, dossiers) = corpus.with(kept, added, decided, &self.ontology, watch)?;
        let graph = link::link_watched(dossiers, decisions, &self.ontology, gazetteer, watch);
        let index = self.with(graph, watch)?;
        let mut store = Store::of(index, self.ontology.clone(), self.base.clone());
        store.corpus = Some(corpus);
        Ok(store)
    }

    /// The index of a graph, with what this store tells, too, as it has it.
    fn with(&self, graph: Graph, watch: &dyn Watch) -> Result<Index, StoreError> {
        watch.begin(Stage::Telling, graph.dossiers.len() as u64);
        let (ontology, base) = (&self.ontology, self.base.as_str());
        let all =
            quads::each_quad_apart(&graph, ontology, base, Prints::default, Prints::add, || {
                watch.step(1);
            });
        let mut prints = Prints::default();
        all.into_iter().for_each(|part| prints.join(part));
        let differs: Differs = self.index.differs(&mut prints)?;
        let (mut builder, mut buffer) = (Builder::default(), Vec::new());
        let concerns = |id: &str| differs.concerns(id);
        quads::each_quad_of(&graph, ontology, base, &concerns, &mut |quad| {
            if differs.has(quad, &mut buffer) {
                builder.add(quad);
            }
        });
        drop(graph);
        memory::give_back();
        Index::build(builder, Some((&self.index, &differs)), Some(prints), watch)
    }
}
