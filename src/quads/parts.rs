//! The quads of a graph on all cores, or some of them only.

use super::graph::{fused, told};
use super::sink::Sink;
use crate::link::Graph;
use crate::ontology::Ontology;
use oxigraph::model::QuadRef;
use rayon::prelude::*;

/// Documents that one core tells of at a time.
const TOGETHER: usize = 64;

/// As [`each_quad`](super::each_quad), on all cores: each taker is given a part of the quads. `after` is called after each document.
pub(crate) fn each_quad_apart<T: Send>(
    graph: &Graph,
    ontology: &Ontology,
    base: &str,
    taker: impl Fn() -> T + Sync,
    take: impl Fn(&mut T, QuadRef<'_>) + Sync,
    after: impl Fn() + Sync,
) -> Vec<T> {
    let part = |tell: &dyn Fn(&mut Sink<'_>)| {
        let mut taker = taker();
        let mut each = |quad: QuadRef<'_>| take(&mut taker, quad);
        tell(&mut Sink::new(ontology, base, &mut each));
        taker
    };
    let documents = || {
        let lots = graph.dossiers.par_chunks(TOGETHER);
        let parts = lots.map(|lot| {
            part(&|sink| {
                for dossier in lot {
                    told(sink, dossier, &graph.said);
                    after();
                }
            })
        });
        parts.collect::<Vec<T>>()
    };
    let (fused, mut all) = rayon::join(|| part(&|sink| fused(sink, graph)), documents);
    all.push(fused);
    all
}

/// As [`each_quad`](super::each_quad), without documents that are not of `concern`, by IRI.
pub(crate) fn each_quad_of(
    graph: &Graph,
    ontology: &Ontology,
    base: &str,
    concern: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(QuadRef<'_>),
) {
    let mut sink = Sink::new(ontology, base, each);
    fused(&mut sink, graph);
    for dossier in &graph.dossiers {
        if concern(sink.iris.node(&dossier.document.id).as_str()) {
            told(&mut sink, dossier, &graph.said);
        }
    }
}
