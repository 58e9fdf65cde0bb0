//! Quads into the bytes of an [`Index`](super::Index).

use super::terms::{self, is_long};
use super::{FUSED, Id, IndexAt, Known, TOLD, table};
use oxigraph::model::{GraphName, Quad, TermRef};
use rustc_hash::{FxHashMap, FxHashSet};

/// The bytes of an index, and where in them everything lies. The same quads give the same bytes, in whatever order.
pub(super) fn write(quads: &[Quad]) -> (Vec<u8>, IndexAt) {
    let mut bytes = Vec::new();
    let (terms, fused, told) = numbered(quads, &mut bytes);
    let at = IndexAt {
        terms,
        known: known(&fused),
        fused: FUSED.map(|order| table::write(ordered(&fused, order), &mut bytes)),
        told: TOLD.map(|order| table::write(ordered(&told, order), &mut bytes)),
    };
    (bytes, at)
}

fn ordered<const N: usize>(rows: &[[Id; N]], order: [usize; N]) -> Vec<[Id; N]> {
    rows.iter().map(|row| order.map(|at| row[at])).collect()
}

/// Writes the terms, and gives the quads of the fused view and of the articles' graphs by their numbers.
fn numbered(quads: &[Quad], out: &mut Vec<u8>) -> (terms::TermsAt, Vec<[Id; 3]>, Vec<[Id; 4]>) {
    // As they are met.
    let mut met: FxHashMap<TermRef<'_>, usize> = FxHashMap::default();
    let mut meet = |term| {
        let next = met.len();
        *met.entry(term).or_insert(next)
    };
    let rows: Vec<[usize; 4]> = quads
        .iter()
        .map(|quad| {
            [
                meet(quad.subject.as_ref().into()),
                meet(quad.predicate.as_ref().into()),
                meet(quad.object.as_ref()),
                match &quad.graph_name {
                    GraphName::DefaultGraph => usize::MAX,
                    GraphName::NamedNode(graph) => meet(graph.as_ref().into()),
                    GraphName::BlankNode(graph) => meet(graph.as_ref().into()),
                },
            ]
        })
        .collect();
    let properties: FxHashSet<usize> = rows.iter().map(|row| row[1]).collect();
    let (mut short, mut long) = (Vec::new(), Vec::new());
    let mut buffer = Vec::new();
    for (term, number) in met {
        terms::bytes(term, properties.contains(&number), &mut buffer);
        match is_long(&buffer) {
            true => long.push((buffer.as_slice().into(), number)),
            false => short.push((Box::from(buffer.as_slice()), number)),
        }
    }
    short.sort_unstable();
    let mut ids = vec![Id::MAX; short.len() + long.len()];
    // A store of more terms than there are numbers would not fit into memory long before.
    for ((_, number), id) in short.iter().zip(0..) {
        ids[*number] = id;
    }
    let long = beside(long, &rows, &ids);
    for ((_, number), id) in long.iter().zip(short.len() as Id..) {
        ids[*number] = id;
    }
    let long: Vec<&[u8]> = long.iter().map(|(bytes, _)| &**bytes).collect();
    let at = terms::write(short.iter().map(|(bytes, _): &(Box<[u8]>, _)| &**bytes), &long, out);
    let (mut fused, mut told) = (Vec::new(), Vec::new());
    for [subject, property, object, graph] in rows {
        let [subject, property, object] = [subject, property, object].map(|number| ids[number]);
        match ids.get(graph) {
            None => fused.push([subject, property, object]),
            Some(graph) => told.push([subject, property, object, *graph]),
        }
    }
    (at, fused, told)
}

/// Long literals in the order of the first node that has each, so that what stands in one article lies together.
fn beside(
    long: Vec<(Box<[u8]>, usize)>,
    rows: &[[usize; 4]],
    ids: &[Id],
) -> Vec<(Box<[u8]>, usize)> {
    let mut of = vec![Id::MAX; ids.len()];
    for [subject, _, object, _] in rows {
        of[*object] = of[*object].min(ids[*subject]);
    }
    let mut long: Vec<(Id, Box<[u8]>, usize)> = long
        .into_iter()
        .map(|(bytes, number)| (of[number], bytes, number))
        .collect();
    long.sort_unstable();
    long.into_iter().map(|(_, bytes, number)| (bytes, number)).collect()
}

/// Of each property of the fused view, how many nodes have it and how many values they have.
fn known(fused: &[[Id; 3]]) -> Vec<Known> {
    let mut pairs: Vec<[Id; 2]> = fused.iter().map(|[s, p, _]| [*p, *s]).collect();
    pairs.sort_unstable();
    let of = |pairs: &[[Id; 2]]| Known {
        property: pairs[0][0],
        nodes: pairs.chunk_by(|a, b| a == b).count() as u64,
        values: pairs.len() as u64,
    };
    pairs.chunk_by(|a, b| a[0] == b[0]).map(of).collect()
}
