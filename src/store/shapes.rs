//! Checks a graph against SHACL shapes: those that ship in `shapes.ttl` and a user's own.
//!
//! The part of SHACL Core that shapes of this graph need: `sh:targetClass`, and property shapes with `sh:minCount`,
//! `sh:maxCount`, `sh:datatype`, `sh:class`, `sh:nodeKind sh:IRI`, `sh:in`, `sh:minInclusive`, `sh:maxInclusive`,
//! `sh:lessThanOrEquals` and `sh:message`. Anything else is an error: a shape is never silently passed over.

mod read;

use super::{Store, StoreError};
use crate::rdf::vocabulary::{RDF, XSD};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
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
        let mut found = BTreeSet::new();
        for shape in shapes(turtle)? {
            let rdf_type = format!("{RDF}type");
            let of_class = |class: &NamedNode| {
                self.quads(None, Some(&rdf_type), Some(class.as_ref().into()), None)
            };
            let mut nodes: Vec<NamedOrBlankNode> = shape
                .classes
                .iter()
                .flat_map(of_class)
                .map(|quad| quad.subject)
                .collect();
            nodes.sort_by_cached_key(ToString::to_string);
            nodes.dedup();
            for node in nodes {
                for property in &shape.properties {
                    for problem in self.problems(&node, property) {
                        found.insert(Violation {
                            node: name(&node.clone().into()),
                            path: property.path.clone(),
                            problem,
                            rule: property.message.clone(),
                        });
                    }
                }
            }
        }
        self.sound()?;
        Ok(found.into_iter().collect())
    }

    fn problems(&self, node: &NamedOrBlankNode, property: &Property) -> Vec<String> {
        let values = self.everywhere(node, &property.path);
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
        for value in &values {
            if let Some(problem) = self.problem(value, property) {
                problems.push(format!("{}: {problem}", name(value)));
            }
        }
        if let Some(other) = &property.not_above {
            for above in self.everywhere(node, other) {
                for value in values.iter().filter(|v| is_above(v, &above)) {
                    problems.push(format!("{} is above {}", name(value), name(&above)));
                }
            }
        }
        problems
    }

    fn problem(&self, value: &Term, property: &Property) -> Option<String> {
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
            && !self.is_of(value, class)
        {
            return Some(format!(
                "no {}",
                class.rsplit(['#', '/']).next().unwrap_or(class)
            ));
        }
        if property
            .among
            .as_ref()
            .is_some_and(|among| !among.contains(value))
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

    fn is_of(&self, value: &Term, class: &str) -> bool {
        let node = match value {
            Term::NamedNode(node) => NamedOrBlankNode::from(node.clone()),
            Term::BlankNode(node) => NamedOrBlankNode::from(node.clone()),
            _ => return false,
        };
        let types = self.everywhere(&node, &format!("{RDF}type"));
        types
            .iter()
            .any(|t| matches!(t, Term::NamedNode(t) if t.as_str() == class))
    }

    /// The values of a property in all graphs, each once.
    fn everywhere(&self, node: &NamedOrBlankNode, path: &str) -> Vec<Term> {
        let quads = self.quads(Some(node.as_ref().into()), Some(path), None, None);
        let mut values: Vec<Term> = quads.into_iter().map(|quad| quad.object).collect();
        values.sort_by_cached_key(ToString::to_string);
        values.dedup();
        values
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
