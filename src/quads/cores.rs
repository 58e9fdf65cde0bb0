//! The quads of a graph on all cores.

use super::graph::{Part, told};
use super::sink::Sink;
use crate::link::{Dossier, Graph};
use crate::ontology::Ontology;
use crate::pipeline::in_order;
use oxigraph::model::QuadRef;
use std::ops::ControlFlow;
use std::thread;

/// Documents that are told of on one core at a time.
const DOCUMENTS: usize = 32;

/// As [`each_quad`](super::each_quad), on all cores and of a graph that is not needed any more: what has been given is dropped. Each part of the
/// quads is taken by a taker of its own; `done` gets that and the number of documents in it.
pub(crate) fn each_quad_once<T: Send>(
    mut graph: Graph,
    ontology: &Ontology,
    base: &str,
    taker: impl Fn() -> T + Sync,
    take: impl Fn(&mut T, QuadRef<'_>) + Sync,
    mut done: impl FnMut(T, usize),
) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let told_to = |tell: &dyn Fn(&mut Sink<'_>)| {
        let mut taker = taker();
        let mut each = |quad: QuadRef<'_>| take(&mut taker, quad);
        tell(&mut Sink::new(ontology, base, &mut each));
        taker
    };
    let mut dossiers = std::mem::take(&mut graph.dossiers).into_iter();
    let tell = |part: Part<'_>| told_to(&|sink| part.tell(sink, &graph));
    in_order(Part::of(&graph), threads, tell, |taker| {
        done(taker, 0);
        ControlFlow::Continue(())
    });
    let said = graph.said;
    drop((graph.nodes, graph.events, graph.links, graph.threads));
    let lots = std::iter::from_fn(|| {
        let lot: Vec<Dossier> = dossiers.by_ref().take(DOCUMENTS).collect();
        (!lot.is_empty()).then_some(lot)
    });
    let tell = |lot: Vec<Dossier>| {
        let taker = told_to(&|sink| lot.iter().for_each(|dossier| told(sink, dossier, &said)));
        (taker, lot.len())
    };
    in_order(lots, threads, tell, |(taker, documents)| {
        done(taker, documents);
        ControlFlow::Continue(())
    });
}
