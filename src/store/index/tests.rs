use super::*;
use crate::watch::Unwatched;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode};
use proptest::prelude::*;
use spareval::QueryableDataset;

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://example.org/{name}"))
}

/// Quads of every combination, in the fused view and in two graphs.
fn quads() -> Vec<Quad> {
    let mut quads = Vec::new();
    for (n, subject) in ["a", "b", "c"].into_iter().enumerate() {
        for property in ["p", "q"] {
            for object in [
                Term::from(node("a")),
                node("b").into(),
                Literal::from(n as i64).into(),
            ] {
                for graph in [GraphName::DefaultGraph, node("g").into(), node("h").into()] {
                    quads.push(Quad::new(
                        node(subject),
                        node(property),
                        object.clone(),
                        graph,
                    ));
                }
            }
        }
    }
    quads
}

#[test]
fn every_pattern_finds_what_a_search_through_all_quads_finds() {
    let quads = quads();
    let index = Index::new(&quads).unwrap();
    let view = index.view(None);
    let id = |term: Term| view.internalize_term(term).unwrap();
    let mut nodes: Vec<Option<Term>> = vec![None, Some(node("elsewhere").into())];
    nodes.extend(["a", "b", "c", "p", "q"].map(|n| Some(node(n).into())));
    nodes.push(Some(Literal::from(1).into()));
    let graphs = [
        None,
        Some(None),
        Some(Some(Term::from(node("g")))),
        Some(Some(Term::from(node("h")))),
        Some(Some(Term::from(node("a")))),
    ];
    for s in &nodes {
        for p in &nodes {
            for o in &nodes {
                for g in &graphs {
                    let expected = quads
                        .iter()
                        .filter(|quad| {
                            let graph = match &quad.graph_name {
                                GraphName::NamedNode(graph) => Some(Term::from(graph.clone())),
                                _ => None,
                            };
                            let fits = |wanted: &Option<Term>, term: Term| {
                                wanted.as_ref().is_none_or(|w| *w == term)
                            };
                            fits(s, quad.subject.clone().into())
                                && fits(p, quad.predicate.clone().into())
                                && fits(o, quad.object.clone())
                                && match g {
                                    None => graph.is_some(),
                                    Some(wanted) => *wanted == graph,
                                }
                        })
                        .count();
                    let [s, p, o] = [s, p, o].map(|t| t.clone().map(id));
                    let graph = g.clone().map(|g| g.map(id));
                    let found = view.internal_quads_for_pattern(
                        s.as_ref(),
                        p.as_ref(),
                        o.as_ref(),
                        graph.as_ref().map(Option::as_ref),
                    );
                    assert_eq!(found.count(), expected, "{s:?} {p:?} {o:?} {g:?}");
                }
            }
        }
    }
}

#[test]
fn terms_come_back_as_they_were() {
    let index = Index::new(&quads()).unwrap();
    let view = index.view(None);
    for term in [
        Term::from(node("a")),
        Literal::from(1).into(),
        Literal::new_typed_literal("01", xsd::INTEGER).into(),
        Literal::new_typed_literal("2020-02-27", xsd::DATE).into(),
        Literal::new_simple_literal("not in the graph").into(),
    ] {
        let id = view.internalize_term(term.clone()).unwrap();
        assert_eq!(view.internalize_term(term.clone()).unwrap(), id);
        assert_eq!(view.externalize_term(id).unwrap(), term);
        let value = view.externalize_expression_term(id).unwrap();
        let again = view.internalize_expression_term(value).unwrap();
        assert_eq!(
            again == id,
            term != Literal::new_typed_literal("01", xsd::INTEGER).into()
        );
    }
}

/// So many rows that stretches begin and end within blocks, at their ends, and go over several of them.
#[test]
fn stretches_of_many_rows_are_found_wherever_they_lie() {
    let mut quads = Vec::new();
    for n in 0..3000_usize {
        // Of some nodes 1 value, of others 1,000.
        let subject = node(&format!("s{}", if n < 2000 { n / 1000 } else { n }));
        let value = Literal::from((n % 1000) as i64);
        let graph = match n % 3 {
            0 => GraphName::DefaultGraph,
            _ => node(&format!("g{}", n % 7)).into(),
        };
        quads.push(Quad::new(subject, node(["p", "q"][n % 2]), value, graph));
    }
    let index = Index::new(&quads).unwrap();
    index.verify(&Unwatched).unwrap();
    assert_eq!(index.len(), quads.len());
    for quad in quads.iter().step_by(101) {
        let (s, p, o) = (
            quad.subject.as_ref(),
            quad.predicate.as_str(),
            quad.object.as_ref(),
        );
        let graph = Some(quad.graph_name.as_ref());
        for known in 0..16_u8 {
            let wanted = |bit: u8| known & (1 << bit) != 0;
            let found = index.quads(
                wanted(0).then(|| s.into()),
                wanted(1).then_some(p),
                wanted(2).then_some(o),
                graph.filter(|_| wanted(3)),
            );
            let fits = |other: &&Quad| {
                (!wanted(0) || other.subject == quad.subject)
                    && (!wanted(1) || other.predicate == quad.predicate)
                    && (!wanted(2) || other.object == quad.object)
                    && (!wanted(3) || other.graph_name == quad.graph_name)
            };
            // All of it takes long, and is the same each time.
            if known == 0 {
                continue;
            }
            assert_eq!(
                found.count(),
                quads.iter().filter(fits).count(),
                "{known:b} of {quad}"
            );
        }
    }
}

#[test]
fn quads_in_any_order_and_in_parts_make_the_same_bytes() {
    let mut quads = quads();
    let bytes = |builder: Builder| {
        let (index, _) = Index::build(builder, None, &Unwatched).unwrap();
        index.verify(&Unwatched).unwrap();
        index.bytes().0.all().unwrap().to_vec()
    };
    let of = |quads: &[Quad]| {
        let mut builder = Builder::default();
        quads.iter().for_each(|quad| builder.add(quad.as_ref()));
        builder
    };
    let whole = bytes(of(&quads));
    quads.reverse();
    assert!(bytes(of(&quads)) == whole);
    let mut parts = Builder::default();
    for part in quads.chunks(7) {
        parts.join(of(part));
    }
    // What came before comes again.
    parts.join(of(&quads[..10]));
    assert!(bytes(parts) == whole);
}

/// What a quad is told of: an article, where it stands in its graph.
fn unit(quad: &Quad) -> String {
    match &quad.graph_name {
        GraphName::NamedNode(graph) => graph.as_str().to_string(),
        _ => quad
            .subject
            .to_string()
            .trim_matches(['<', '>'])
            .to_string(),
    }
}

fn any_quad() -> impl Strategy<Value = Quad> {
    let name = |n: usize| node(["a", "b", "c", "p", "q", "r"][n]);
    (0..6_usize, 3..6_usize, 0..12_usize, 0..4_usize).prop_map(move |(s, p, o, g)| {
        let object: Term = match o {
            0..6 => name(o).into(),
            6..9 => Literal::from(o as i64).into(),
            _ => Literal::new_simple_literal(o.to_string().repeat(1500)).into(),
        };
        let graph = match g {
            0 => GraphName::DefaultGraph,
            g => name(g).into(),
        };
        Quad::new(name(s), name(p), object, graph)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    /// Properties that come and go, long literals that another node is the first to have, terms that nothing has any more.
    #[test]
    fn what_changes_of_an_index_gives_the_index_of_all_quads(
        before in proptest::collection::vec(any_quad(), 0..24),
        changed in proptest::collection::btree_set(0..6_usize, 0..4),
        after in proptest::collection::vec(any_quad(), 0..12),
    ) {
        let changed: Vec<String> = changed
            .into_iter()
            .map(|n| node(["a", "b", "c", "p", "q", "r"][n]).into_string())
            .collect();
        let come: Vec<Quad> = after.into_iter().filter(|q| changed.contains(&unit(q))).collect();
        let stay = before.iter().filter(|q| !changed.contains(&unit(q))).cloned();
        let all: Vec<Quad> = stay.chain(come.iter().cloned()).collect();
        let base = Index::new(&before).unwrap();
        let gone = base.all_of(changed.iter().filter_map(|iri| base.number(iri)));
        let mut builder = Builder::default();
        come.iter().for_each(|quad| builder.add(quad.as_ref()));
        let (index, numbers) = Index::build(builder, Some((&base, gone)), &Unwatched).unwrap();
        index.verify(&Unwatched).unwrap();
        let bytes = |index: &Index| index.bytes().0.all().unwrap().to_vec();
        let scratch = Index::new(&all).unwrap();
        prop_assert!(bytes(&index) == bytes(&scratch));
        prop_assert_eq!(format!("{:?}", index.at), format!("{:?}", scratch.at));
        prop_assert_eq!(numbers.len(), base.terms.len());
        for (old, new) in numbers.into_iter().enumerate().filter(|(_, new)| *new != Id::MAX) {
            prop_assert_eq!(index.term(new), base.term(old as Id));
        }
    }
}
