//! [`Index`]: the graph as sorted tables of numbers, which SPARQL is run on.
//!
//! ```text
//! quads ─new→ Index ─view→ View ─spareval→ solutions
//! ```
//!
//! Every term has a number. The fused view is kept in three orders and the articles' graphs in four, so that whatever of
//! a quad is known, the rest lies in one stretch of a table.

mod table;
mod view;

pub(super) use view::View;

use super::Budget;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use spareval::ExpressionTerm;
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};
use table::Table;

/// The number of a term.
pub(crate) type Id = u32;

/// All quads of a store, which do not change any more.
pub(super) struct Index {
    terms: Terms,
    /// The fused view, sorted from the subject, from the property and from the object.
    fused: [Table<3>; 3],
    /// The articles' graphs, sorted in the same ways, and from the graph.
    told: [Table<4>; 4],
}

/// Where the parts of a quad (subject, property, object, graph) stand in the rows of a table.
const FUSED: [[usize; 3]; 3] = [[0, 1, 2], [1, 2, 0], [2, 0, 1]];
const TOLD: [[usize; 4]; 4] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 0, 1, 2]];

impl Index {
    pub fn new(quads: &[Quad]) -> Index {
        let mut terms = Terms::default();
        let (mut fused, mut told) = (Vec::new(), Vec::new());
        for quad in quads {
            let subject = terms.add(subject(&quad.subject));
            let property = terms.add(Term::NamedNode(quad.predicate.clone()));
            let object = terms.add(quad.object.clone());
            match &quad.graph_name {
                GraphName::DefaultGraph => fused.push([subject, property, object]),
                GraphName::NamedNode(graph) => {
                    let graph = terms.add(Term::NamedNode(graph.clone()));
                    told.push([subject, property, object, graph]);
                }
                GraphName::BlankNode(graph) => {
                    let graph = terms.add(Term::BlankNode(graph.clone()));
                    told.push([subject, property, object, graph]);
                }
            }
        }
        let count = terms.terms.len();
        Index {
            fused: FUSED.map(|order| Table::new(&fused, order, count)),
            told: TOLD.map(|order| Table::new(&told, order, count)),
            terms,
        }
    }

    /// How many values a node of the fused view has of a property, if it has any: nodes, and values of them all.
    pub fn values(&self, property: &str) -> (usize, usize) {
        let nodes: FxHashSet<Id> = self.links(property).map(|(node, _)| node).collect();
        (nodes.len(), self.links(property).count())
    }

    /// Subjects and objects of a property of the fused view.
    pub fn links(&self, property: &str) -> impl Iterator<Item = (Id, Id)> {
        let rows: &[[Id; 3]] = match self.number(property) {
            Some(property) => self.fused[1].range(&[property]),
            None => &[],
        };
        rows.iter().map(|[_, object, subject]| (*subject, *object))
    }

    /// Objects of a property of a node in the fused view.
    pub fn objects(&self, node: &str, property: &str) -> impl Iterator<Item = &Term> {
        let rows: &[[Id; 3]] = match (self.number(node), self.number(property)) {
            (Some(node), Some(property)) => self.fused[0].range(&[node, property]),
            _ => &[],
        };
        rows.iter().filter_map(|[_, _, object]| self.term(*object))
    }

    /// Subjects of a property with a node in the fused view.
    pub fn subjects(&self, property: &str, node: &str) -> impl Iterator<Item = Id> {
        let rows: &[[Id; 3]] = match (self.number(property), self.number(node)) {
            (Some(property), Some(node)) => self.fused[1].range(&[property, node]),
            _ => &[],
        };
        rows.iter().map(|[_, _, subject]| *subject)
    }

    /// How many nodes of the fused view are of a class.
    pub fn count_of(&self, class: &str) -> usize {
        match (self.number(rdf::TYPE.as_str()), self.number(class)) {
            (Some(property), Some(class)) => self.fused[1].range(&[property, class]).len(),
            _ => 0,
        }
    }

    /// How many nodes of the articles' graphs are of a class.
    pub fn count_told(&self, class: &str) -> usize {
        match (self.number(rdf::TYPE.as_str()), self.number(class)) {
            (Some(property), Some(class)) => self.told[1].range(&[property, class]).len(),
            _ => 0,
        }
    }

    pub fn term(&self, id: Id) -> Option<&Term> {
        self.terms.terms.get(id as usize)
    }

    /// The number of a node.
    pub fn number(&self, iri: &str) -> Option<Id> {
        let node = NamedNode::new_unchecked(iri);
        self.terms.number(&Term::NamedNode(node))
    }

    /// The graph as the evaluator sees it, which ends a question that has used up its budget.
    pub fn view(&self, budget: Option<&Budget>) -> View<'_> {
        View::new(self, budget)
    }
}

fn subject(node: &NamedOrBlankNode) -> Term {
    match node {
        NamedOrBlankNode::NamedNode(node) => Term::NamedNode(node.clone()),
        NamedOrBlankNode::BlankNode(node) => Term::BlankNode(node.clone()),
    }
}

/// Terms and their numbers.
#[derive(Default)]
struct Terms {
    terms: Vec<Term>,
    /// Numbers by hash. The terms are not kept a second time: texts of articles are among them.
    numbers: FxHashMap<u64, Id>,
    /// Those whose hash another term has.
    clashes: Vec<Id>,
    /// What literals with a datatype stand for; reading them anew for every comparison takes long.
    values: FxHashMap<Id, ExpressionTerm>,
}

impl Terms {
    fn add(&mut self, term: Term) -> Id {
        let hash = hash(&term);
        if let Some(id) = self.find(hash, &term) {
            return id;
        }
        // A store of so many terms would not fit into memory long before.
        let id = Id::try_from(self.terms.len()).unwrap_or(Id::MAX);
        match self.numbers.entry(hash) {
            Entry::Occupied(_) => self.clashes.push(id),
            Entry::Vacant(free) => {
                free.insert(id);
            }
        }
        if let Term::Literal(literal) = &term
            && !is_text(literal)
        {
            self.values.insert(id, term.clone().into());
        }
        self.terms.push(term);
        id
    }

    fn number(&self, term: &Term) -> Option<Id> {
        self.find(hash(term), term)
    }

    fn find(&self, hash: u64, term: &Term) -> Option<Id> {
        let is = |id: &Id| self.terms[*id as usize] == *term;
        let first = self.numbers.get(&hash)?;
        match is(first) {
            true => Some(*first),
            false => self.clashes.iter().copied().find(|id| is(id)),
        }
    }
}

fn is_text(literal: &Literal) -> bool {
    literal.language().is_some() || literal.datatype() == oxigraph::model::vocab::xsd::STRING
}

fn hash(term: &Term) -> u64 {
    let mut hasher = FxHasher::default();
    term.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::xsd;
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
        let index = Index::new(&quads);
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
                                fits(s, subject(&quad.subject))
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
        let index = Index::new(&quads());
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
}
