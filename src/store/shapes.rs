//! Checks a graph against SHACL shapes: those that ship in `shapes.ttl` and a user's own.
//!
//! The part of SHACL Core that shapes of this graph need: `sh:targetClass`, and property shapes with `sh:minCount`,
//! `sh:maxCount`, `sh:datatype`, `sh:class`, `sh:nodeKind sh:IRI`, `sh:in`, `sh:minInclusive`, `sh:maxInclusive`,
//! `sh:lessThanOrEquals` and `sh:message`. Anything else is an error: a shape is never silently passed over.

mod read;

use super::index::{Id, Index};
use super::{Store, StoreError};
use crate::rdf::vocabulary::{RDF, XSD};
use crate::watch::{Stage, Unwatched, Watch};
use oxigraph::model::{NamedNode, Term};
use rayon::prelude::*;
use read::shapes;
use std::collections::BTreeSet;

/// The shapes that ship.
pub const SHAPES: &str = include_str!("../../shapes.ttl");

/// A node that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// IRI of the node.
    pub node: String,
    /// The property.
    pub path: String,
    /// What is wrong: "2 values, at most 1 is allowed".
    pub problem: String,
    /// The rule in words, where the shape gives them.
    pub rule: Option<String>,
}

struct Shape {
    classes: Vec<NamedNode>,
    properties: Vec<Property>,
}

#[derive(Default)]
struct Property {
    path: String,
    min: usize,
    max: Option<usize>,
    datatype: Option<String>,
    class: Option<String>,
    iri: bool,
    among: Option<Vec<Term>>,
    least: Option<f64>,
    greatest: Option<f64>,
    not_above: Option<String>,
    message: Option<String>,
}

impl Store {
    /// Everything in the graph that breaks the shapes in `turtle`, sorted.
    pub fn violations(&self, turtle: &str) -> Result<Vec<Violation>, StoreError> {
        self.violations_watched(turtle, &Unwatched)
    }

    /// As [`Store::violations`], for somebody who waits for it.
    pub fn violations_watched(
        &self,
        turtle: &str,
        watch: &dyn Watch,
    ) -> Result<Vec<Violation>, StoreError> {
        let mut found = BTreeSet::new();
        let shapes = shapes(turtle)?;
        let rules = shapes.iter().map(|shape| shape.properties.len());
        watch.begin(Stage::Shapes, rules.sum::<usize>() as u64);
        for shape in shapes {
            let nodes = shape.classes.iter();
            let nodes = nodes.flat_map(|class| self.index.everywhere_of(class.as_str()));
            let nodes: BTreeSet<Id> = nodes.collect();
            // In the order of their numbers what is told of them lies together.
            let nodes: Vec<Id> = nodes.into_iter().collect();
            for property in &shape.properties {
                let rule = Rule::new(property, &self.index);
                let broken: Vec<(Id, String)> = nodes
                    .par_iter()
                    .flat_map_iter(|&node| {
                        let problems = rule.problems(node);
                        problems.into_iter().map(move |problem| (node, problem))
                    })
                    .collect();
                for (node, problem) in broken {
                    let Some(node) = self.index.term(node) else {
                        continue;
                    };
                    found.insert(Violation {
                        node: name(&node),
                        path: property.path.clone(),
                        problem,
                        rule: property.message.clone(),
                    });
                }
                watch.step(1);
            }
        }
        self.sound()?;
        Ok(found.into_iter().collect())
    }
}

/// A property shape, with the numbers that its terms have in a graph.
struct Rule<'s> {
    property: &'s Property,
    index: &'s Index,
    path: Option<Id>,
    not_above: Option<Id>,
    /// `rdf:type`, and the class that values must be of.
    class: Option<[Option<Id>; 2]>,
    among: Option<Vec<Option<Id>>>,
}

impl<'s> Rule<'s> {
    fn new(property: &'s Property, index: &'s Index) -> Rule<'s> {
        let known = |iri: &String| index.property(iri);
        Rule {
            property,
            index,
            path: known(&property.path),
            not_above: property.not_above.as_ref().and_then(known),
            class: property.class.as_ref().map(|class| {
                let rdf_type = format!("{RDF}type");
                [index.property(&rdf_type), index.number(class)]
            }),
            among: property.among.as_ref().map(|terms| {
                let number = |term: &Term| index.number_of(term.as_ref());
                terms.iter().map(number).collect()
            }),
        }
    }

    /// The values of a property of a node in all graphs, each once.
    fn values(&self, node: Id, path: Option<Id>) -> Vec<Id> {
        path.map_or(Vec::new(), |path| self.index.everywhere(node, path))
    }

    /// The values with their terms, in the order of these as text.
    fn terms(&self, values: &[Id]) -> Vec<(Id, Term)> {
        let term = |id: &Id| Some((*id, self.index.term(*id)?));
        let mut terms: Vec<(Id, Term)> = values.iter().filter_map(term).collect();
        if terms.len() > 1 {
            terms.sort_by_cached_key(|(_, term)| term.to_string());
        }
        terms
    }

    fn problems(&self, node: Id) -> Vec<String> {
        let (property, values) = (self.property, self.values(node, self.path));
        let mut problems = Vec::new();
        if values.len() < property.min {
            problems.push(format!(
                "{} values, at least {} needed",
                values.len(),
                property.min
            ));
        }
        if let Some(max) = property.max.filter(|max| values.len() > *max) {
            problems.push(format!("{} values, at most {max} allowed", values.len()));
        }
        if !self.reads_values() {
            return problems;
        }
        let values = self.terms(&values);
        for (id, value) in &values {
            if let Some(problem) = self.problem(*id, value) {
                problems.push(format!("{}: {problem}", name(value)));
            }
        }
        if self.not_above.is_some() {
            for (_, above) in self.terms(&self.values(node, self.not_above)) {
                for (_, value) in values.iter().filter(|(_, v)| is_above(v, &above)) {
                    problems.push(format!("{} is above {}", name(value), name(&above)));
                }
            }
        }
        problems
    }

    /// Whether more is asked than how many values there are.
    fn reads_values(&self) -> bool {
        let p = self.property;
        let bounds = p.least.is_some() || p.greatest.is_some();
        let kinds = p.datatype.is_some() || p.iri || self.class.is_some() || self.among.is_some();
        bounds || kinds || self.not_above.is_some()
    }

    fn problem(&self, id: Id, value: &Term) -> Option<String> {
        let property = self.property;
        let datatype = match value {
            Term::Literal(literal) => Some(literal.datatype().as_str()),
            _ => None,
        };
        if let Some(wanted) = property
            .datatype
            .as_deref()
            .filter(|w| datatype != Some(*w))
        {
            return Some(format!("no {}", wanted.strip_prefix(XSD).unwrap_or(wanted)));
        }
        if property.iri && !matches!(value, Term::NamedNode(_)) {
            return Some("no IRI".to_string());
        }
        if let Some(class) = &property.class
            && !self.is_of_class(id)
        {
            return Some(format!(
                "no {}",
                class.rsplit(['#', '/']).next().unwrap_or(class)
            ));
        }
        if let Some(among) = &self.among
            && !among.contains(&Some(id))
        {
            return Some("not one of the values allowed".to_string());
        }
        let number = number(value);
        if property
            .least
            .is_some_and(|least| number.is_none_or(|n| n < least))
        {
            return Some("too small".to_string());
        }
        if property
            .greatest
            .is_some_and(|greatest| number.is_none_or(|n| n > greatest))
        {
            return Some("too great".to_string());
        }
        None
    }

    fn is_of_class(&self, value: Id) -> bool {
        match self.class {
            Some([Some(rdf_type), Some(class)]) => {
                self.index.everywhere(value, rdf_type).contains(&class)
            }
            _ => false,
        }
    }
}

/// A node by IRI, a literal by its words.
fn name(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_string(),
        Term::Literal(literal) => format!("“{}”", literal.value()),
        other => other.to_string(),
    }
}

fn number(term: &Term) -> Option<f64> {
    match term {
        Term::Literal(literal) => literal.value().parse().ok(),
        _ => None,
    }
}

/// Numbers by value, days by name: ISO dates sort as they follow.
fn is_above(a: &Term, b: &Term) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a > b,
        _ => match (a, b) {
            (Term::Literal(a), Term::Literal(b)) => a.value() > b.value(),
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::SHAPES;
    use crate::store::Store;
    use crate::store::sample::{BASE, graph, ontology};

    #[test]
    fn the_sample_meets_the_shapes_that_ship() {
        let store = Store::from_graph(&graph(), &ontology(), BASE).unwrap();
        assert_eq!(store.violations(SHAPES).unwrap(), []);
    }

    #[test]
    fn what_breaks_a_rule_is_named() {
        let store = Store::from_graph(&graph(), &ontology(), BASE).unwrap();
        let shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dl: <https://w3id.org/dateline/ontology#> .
            dl:S a sh:NodeShape ; sh:targetClass dl:Person ;
            sh:property [ sh:path dl:office ; sh:minCount 2 ; sh:in ( \"pilot\" ) ; sh:message \"a person flies\" ] .";
        let violations = store.violations(shape).unwrap();
        let problems: Vec<&str> = violations.iter().map(|v| v.problem.as_str()).collect();
        assert_eq!(
            problems,
            [
                "1 values, at least 2 needed",
                "“minister”: not one of the values allowed"
            ]
        );
        assert_eq!(violations[0].rule.as_deref(), Some("a person flies"));
        let error = store
            .violations(&shape.replace("sh:in", "sh:equals"))
            .unwrap_err();
        assert!(error.to_string().contains("sh:equals"), "{error}");
    }
}
