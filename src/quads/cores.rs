//! The quads of a graph on all cores.

use super::graph::{Part, told};
use super::sink::Sink;
use crate::link::{Dossier, Graph, Said};
use crate::ontology::Ontology;
use crate::pipeline::in_order;
use oxigraph::model::QuadRef;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::thread;

/// Documents that are told of on one core at a time.
const DOCUMENTS: usize = 32;

/// Tells quads on all cores. Each part of them is taken by a taker of its own, and given on when it is full, in order.
pub(crate) struct Teller<'o, N, T> {
    pub ontology: &'o Ontology,
    pub base: &'o str,
    /// A new taker.
    pub taker: N,
    /// How it takes a quad.
    pub take: T,
}

impl<N, T> Teller<'_, N, T> {
    /// What the documents tell together, of those events and links whose ids are `wanted`; of whatever else all.
    pub fn together<K: Send>(
        &self,
        graph: &Graph,
        wanted: impl Fn(&str) -> bool + Sync + Send,
        mut done: impl FnMut(K),
    ) where
        N: Fn() -> K + Sync,
        T: Fn(&mut K, QuadRef<'_>) + Sync,
    {
        let tell = |part: Part<'_>| self.told(&|sink| part.tell(sink, graph));
        in_order(Part::of(graph, wanted), threads(), tell, |taker| {
            done(taker);
            ControlFlow::Continue(())
        });
    }

    /// What each document tells, with what a person says of it; what has been told is dropped. `done` gets the number of
    /// documents, too.
    pub fn each<K: Send>(
        &self,
        mut dossiers: impl Iterator<Item = Dossier> + Send,
        said: &BTreeMap<String, Said>,
        mut done: impl FnMut(K, usize),
    ) where
        N: Fn() -> K + Sync,
        T: Fn(&mut K, QuadRef<'_>) + Sync,
    {
        let lots = std::iter::from_fn(|| {
            let lot: Vec<Dossier> = dossiers.by_ref().take(DOCUMENTS).collect();
            (!lot.is_empty()).then_some(lot)
        });
        let tell = |lot: Vec<Dossier>| {
            let taker = self.told(&|sink| lot.iter().for_each(|dossier| told(sink, dossier, said)));
            (taker, lot.len())
        };
        in_order(lots, threads(), tell, |(taker, documents)| {
            done(taker, documents);
            ControlFlow::Continue(())
        });
    }

    fn told<K>(&self, tell: &dyn Fn(&mut Sink<'_>)) -> K
    where
        N: Fn() -> K,
        T: Fn(&mut K, QuadRef<'_>),
    {
        let mut taker = (self.taker)();
        let mut each = |quad: QuadRef<'_>| (self.take)(&mut taker, quad);
        tell(&mut Sink::new(self.ontology, self.base, &mut each));
        taker
    }
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
