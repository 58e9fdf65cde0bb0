//! [`Index`]: the graph as sorted tables of numbers, which SPARQL is run on, read where they lie.
//!
//! ```text
//! quads ─write→ bytes ─open→ Index ─view→ View ─spareval→ solutions
//! ```
//!
//! Every term has a number. The fused view is kept in three orders and the articles' graphs in four, so that whatever of
//! a quad is known, the rest lies in one stretch of a table.

mod builder;
mod change;
mod hashes;
mod met;
mod numbers;
mod rows;
mod strings;
mod table;
mod terms;
mod texts;
mod verify;
mod view;
mod write;

pub(super) use builder::Builder;
pub(super) use change::Gone;
pub(super) use strings::{Strings, StringsAt, write as write_strings};
pub(super) use terms::bytes as term_bytes;
pub(super) use view::View;

use super::pages::{Pages, Section};
use super::{Budget, StoreError};
use crate::watch::{Unwatched, Watch};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef,
};
use serde::{Deserialize, Serialize};
use table::{Table, TableAt};
use terms::{Terms, TermsAt};

/// The number of a term.
pub(crate) type Id = u32;

/// All quads of a store, which do not change any more.
pub(super) struct Index {
    bytes: Section,
    at: IndexAt,
    terms: Terms,
    /// The fused view, sorted from the subject, from the property and from the object.
    fused: [Table<3>; 3],
    /// The articles' graphs, sorted in the same ways, and from the graph.
    told: [Table<4>; 4],
}

/// Where the parts of an index lie in its bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct IndexAt {
    terms: TermsAt,
    known: Vec<Known>,
    fused: [TableAt; 3],
    told: [TableAt; 4],
}

/// What is known of a property of the fused view.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Known {
    property: Id,
    /// How many nodes have it.
    nodes: u64,
    /// How many values they have.
    values: u64,
}

/// Where the parts of a quad (subject, property, object, graph) stand in the rows of a table.
const FUSED: [[usize; 3]; 3] = [[0, 1, 2], [1, 2, 0], [2, 0, 1]];
const TOLD: [[usize; 4]; 4] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 0, 1, 2]];

impl Index {
    /// The index of quads, in memory.
    pub fn new(quads: &[Quad]) -> Result<Index, StoreError> {
        let mut builder = Builder::default();
        quads.iter().for_each(|quad| builder.add(quad.as_ref()));
        let (index, _) = Index::build(builder, None, &Unwatched)?;
        Ok(index)
    }

    /// The index of the quads that were given to a builder, and of those of another that do not go; and what the numbers of that
    /// have become, 2³² − 1 where a term has none by this way.
    pub fn build(
        builder: Builder,
        base: Option<(&Index, Gone)>,
        watch: &dyn Watch,
    ) -> Result<(Index, Vec<Id>), StoreError> {
        let (bytes, at, numbers) = write::write(builder, base, watch)?;
        Ok((Index::open(Pages::own(bytes).all(), at)?, numbers))
    }

    /// An index that was written before.
    pub fn open(bytes: Section, at: IndexAt) -> Result<Index, StoreError> {
        let [s, p, o] = at.fused.each_ref().map(|at| Table::open(&bytes, at));
        let fused = [s?, p?, o?];
        let [s, p, o, g] = at.told.each_ref().map(|at| Table::open(&bytes, at));
        let index = Index {
            terms: Terms::open(&bytes, &at.terms)?,
            fused,
            told: [s?, p?, o?, g?],
            bytes,
            at,
        };
        index.sound()?;
        Ok(index)
    }

    /// What has to be written for it to be opened again.
    pub fn bytes(&self) -> (&Section, &IndexAt) {
        (&self.bytes, &self.at)
    }

    /// An error when anything of it that was read was damaged: then what it gave is not all there is.
    pub fn sound(&self) -> Result<(), StoreError> {
        self.bytes.sound()
    }

    /// How many quads it has.
    pub fn len(&self) -> usize {
        self.fused[0].len().saturating_add(self.told[0].len())
    }

    /// How many values a node of the fused view has of a property, if it has any: nodes, and values of them all.
    pub fn values(&self, property: &str) -> (usize, usize) {
        let known = self.terms.property(property).and_then(|property| {
            let known = &self.at.known;
            let place = known.binary_search_by_key(&property, |known| known.property);
            known.get(place.ok()?)
        });
        known.map_or((0, 0), |known| {
            (known.nodes as usize, known.values as usize)
        })
    }

    /// Subjects and objects of a property of the fused view, by object.
    pub fn links<'a>(&'a self, property: &str) -> impl Iterator<Item = (Id, Id)> + use<'a> {
        let property = self.terms.property(property);
        let rows = property.map(|property| self.fused[1].range(&[property]));
        rows.into_iter()
            .flatten()
            .map(|[_, object, subject]| (subject, object))
    }

    /// Each object of a property in the articles' graphs, with how often it stands there.
    pub fn told<'a>(&'a self, property: &str) -> impl Iterator<Item = (Id, usize)> + use<'a> {
        let property = self.terms.property(property);
        let mut rows = property.map(|property| self.told[1].range(&[property]));
        std::iter::from_fn(move || {
            let rows = rows.as_mut()?;
            let before = rows.len();
            let [property, object, ..] = rows.next()?;
            rows.skip_past(&[property, object]);
            Some((object, before - rows.len()))
        })
    }

    /// Objects of a property of a node in the fused view.
    pub fn objects<'a>(&'a self, node: Id, property: &str) -> impl Iterator<Item = Id> + use<'a> {
        let property = self.terms.property(property);
        let rows = property.map(|property| self.fused[0].range(&[node, property]));
        rows.into_iter().flatten().map(|[_, _, object]| object)
    }

    /// Subjects of a property with a node in the fused view.
    pub fn subjects<'a>(&'a self, property: &str, node: Id) -> impl Iterator<Item = Id> + use<'a> {
        let property = self.terms.property(property);
        let rows = property.map(|property| self.fused[1].range(&[property, node]));
        rows.into_iter().flatten().map(|[_, _, subject]| subject)
    }

    /// The first node that has an object, in the fused view or in any graph.
    fn first_with(&self, object: Id) -> Option<Id> {
        let fused = self.fused[2].range(&[object]).next().map(|row| row[1]);
        let told = self.told[2].range(&[object]).next().map(|row| row[1]);
        fused.into_iter().chain(told).min()
    }

    /// Objects of a property of a node in the fused view and in all graphs, each once.
    pub fn everywhere(&self, node: Id, property: Id) -> Vec<Id> {
        let fused = self.fused[0].range(&[node, property]).map(|[.., o]| o);
        let told = self.told[0].range(&[node, property]).map(|[_, _, o, _]| o);
        let mut objects: Vec<Id> = fused.chain(told).collect();
        objects.sort_unstable();
        objects.dedup();
        objects
    }

    /// What is of a class in the fused view or in any graph.
    pub fn everywhere_of<'a>(&'a self, class: &str) -> impl Iterator<Item = Id> + use<'a> {
        let of = self.of_class(class);
        let fused = of.map(|of| self.fused[1].range(&of));
        let told = of.map(|of| self.told[1].range(&of));
        let fused = fused.into_iter().flatten().map(|[.., subject]| subject);
        fused.chain(told.into_iter().flatten().map(|[_, _, subject, _]| subject))
    }

    /// How many nodes of the fused view are of a class.
    pub fn count_of(&self, class: &str) -> usize {
        self.of_class(class)
            .map_or(0, |of| self.fused[1].range(&of).len())
    }

    /// How many nodes of the articles' graphs are of a class.
    pub fn count_told(&self, class: &str) -> usize {
        self.of_class(class)
            .map_or(0, |of| self.told[1].range(&of).len())
    }

    /// What rows by property begin with that say what is of a class.
    fn of_class(&self, class: &str) -> Option<[Id; 2]> {
        Some([
            self.terms.property(rdf::TYPE.as_str())?,
            self.number(class)?,
        ])
    }

    /// The quads of a pattern: in the fused view, in a graph, or in all.
    pub fn quads(
        &self,
        subject: Option<TermRef<'_>>,
        property: Option<&str>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Box<dyn Iterator<Item = Quad> + '_> {
        let number = |term: Option<TermRef<'_>>| match term {
            None => Some(None),
            Some(term) => self.terms.number(term).map(Some),
        };
        let property = match property {
            None => Some(None),
            Some(property) => self.terms.property(property).map(Some),
        };
        let (Some(s), Some(p), Some(o)) = (number(subject), property, number(object)) else {
            return Box::new(std::iter::empty());
        };
        let named = match graph {
            None | Some(GraphNameRef::DefaultGraph) => Some(None),
            Some(GraphNameRef::NamedNode(graph)) => number(Some(graph.into())),
            Some(GraphNameRef::BlankNode(graph)) => number(Some(graph.into())),
        };
        let fused = matches!(graph, None | Some(GraphNameRef::DefaultGraph))
            .then(|| view::rows(&self.fused, FUSED, [s, p, o]))
            .into_iter()
            .flatten()
            .map(|[s, p, o]| ([s, p, o], None));
        let told = named
            .filter(|_| !matches!(graph, Some(GraphNameRef::DefaultGraph)))
            .map(|graph| view::rows(&self.told, TOLD, [s, p, o, graph]))
            .into_iter()
            .flatten()
            .map(|[s, p, o, g]| ([s, p, o], Some(g)));
        Box::new(
            fused
                .chain(told)
                .map_while(|(row, graph)| self.quad(row, graph)),
        )
    }

    fn quad(&self, [subject, property, object]: [Id; 3], graph: Option<Id>) -> Option<Quad> {
        let subject = match self.term(subject)? {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => node.into(),
            _ => return self.bytes.wrong("a literal is told something of"),
        };
        let property = match self.term(property)? {
            Term::NamedNode(node) => node,
            _ => return self.bytes.wrong("a property is no IRI"),
        };
        let graph = match graph.map(|graph| self.term(graph)) {
            None => GraphName::DefaultGraph,
            Some(Some(Term::NamedNode(node))) => node.into(),
            Some(Some(Term::BlankNode(node))) => node.into(),
            Some(_) => return self.bytes.wrong("a graph is a literal"),
        };
        Some(Quad::new(subject, property, self.term(object)?, graph))
    }

    /// The articles' graphs and that of the ontology.
    pub fn graphs(&self) -> impl Iterator<Item = Id> + use<'_> {
        let mut rows = self.told[3].all();
        std::iter::from_fn(move || {
            let [graph, ..] = rows.next()?;
            rows.skip_past(&[graph]);
            Some(graph)
        })
    }

    /// The term of a number.
    pub fn term(&self, id: Id) -> Option<Term> {
        self.terms.get(id)
    }

    /// The IRI of a number, if it is a node.
    pub fn iri(&self, id: Id) -> Option<String> {
        self.terms.iri(id)
    }

    /// The number of a node.
    pub fn number(&self, iri: &str) -> Option<Id> {
        self.terms.number(NamedNodeRef::new_unchecked(iri).into())
    }

    /// The number of a property.
    pub fn property(&self, iri: &str) -> Option<Id> {
        self.terms.property(iri)
    }

    /// The number of a term.
    pub fn number_of(&self, term: TermRef<'_>) -> Option<Id> {
        self.terms.number(term)
    }

    /// The graph as the evaluator sees it, which ends a question that has used up its budget, or that meets damage.
    pub fn view(&self, budget: Option<&Budget>) -> View<'_> {
        View::new(self, budget)
    }
}

#[cfg(test)]
mod tests;
