//! Turtle into [`Shape`]s. What is not understood is an error that names it: a rule that nobody checks must not look met.

use super::{Property, Shape, StoreError};
use crate::rdf::vocabulary::RDF;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};

const SH: &str = "http://www.w3.org/ns/shacl#";

/// For readers and forms; they check nothing.
const WORDS: [&str; 4] = ["name", "description", "order", "group"];

/// The triples of a file by subject.
type Triples = BTreeMap<String, Vec<(String, Term)>>;

/// The shapes of a Turtle file.
pub(super) fn shapes(turtle: &str) -> Result<Vec<Shape>, StoreError> {
    let mut triples = Triples::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(crate::mark::unmarked(turtle)) {
        let quad = quad.map_err(|e| wrong(e.to_string()))?;
        let entry = triples.entry(quad.subject.to_string()).or_default();
        entry.push((quad.predicate.into_string(), quad.object));
    }
    let mut shapes = Vec::new();
    let mut checked = BTreeSet::new();
    for (subject, facts) in &triples {
        let rdf_type = format!("{RDF}type");
        let is_shape = facts
            .iter()
            .any(|(p, o)| *p == rdf_type && is(o, "NodeShape"));
        if !is_shape {
            continue;
        }
        checked.insert(subject.clone());
        let mut properties = Vec::new();
        let mut classes = Vec::new();
        for (predicate, object) in facts {
            match (predicate.strip_prefix(SH), object) {
                (Some("targetClass"), Term::NamedNode(class)) => classes.push(class.clone()),
                (Some("property"), object) => {
                    checked.insert(object.to_string());
                    properties.push(property(object, &triples)?);
                }
                (Some(word), _) if WORDS.contains(&word) => {}
                (Some(other), _) => return Err(unknown(other, subject)),
                (None, _) => {}
            }
        }
        if classes.is_empty() {
            return Err(wrong(format!("{subject} has no sh:targetClass")));
        }
        if properties.is_empty() {
            return Err(wrong(format!(
                "{subject} has no sh:property, so it checks nothing"
            )));
        }
        shapes.push(Shape {
            classes,
            properties,
        });
    }
    for (subject, facts) in &triples {
        let of_shacl = |(p, o): &&(String, Term)| {
            p.starts_with(SH) || iri(o).is_some_and(|iri| iri.starts_with(SH))
        };
        if let Some((predicate, _)) = facts.iter().find(of_shacl)
            && !checked.contains(subject)
        {
            let what = local(predicate);
            return Err(wrong(format!(
                "{subject} has {what} but is neither a sh:NodeShape nor the sh:property of one, so nothing would check it"
            )));
        }
    }
    if shapes.is_empty() {
        return Err(wrong("there is no sh:NodeShape in it".to_string()));
    }
    Ok(shapes)
}

fn property(node: &Term, triples: &Triples) -> Result<Property, StoreError> {
    let key = node.to_string();
    let mut property = Property::default();
    let mut given = BTreeSet::new();
    for (predicate, object) in triples.get(&key).into_iter().flatten() {
        let Some(name) = predicate.strip_prefix(SH) else {
            continue;
        };
        if !given.insert(name) && name != "message" && !WORDS.contains(&name) {
            return Err(wrong(format!(
                "sh:{name} is given more than once in {key}; write a sh:property for each"
            )));
        }
        let no = |wanted: &str| wrong(format!("sh:{name} in {key} is no {wanted}: {object}"));
        let count = || match object {
            Term::Literal(number) => number.value().parse().map_err(|_| no("number of values")),
            _ => Err(no("number of values")),
        };
        let number = || super::number(object).ok_or_else(|| no("number"));
        let iri = || iri(object).ok_or_else(|| no("IRI")).map(str::to_string);
        match name {
            "path" => property.path = iri()?,
            "minCount" => property.min = count()?,
            "maxCount" => property.max = Some(count()?),
            "datatype" => property.datatype = Some(iri()?),
            "class" => property.class = Some(iri()?),
            "nodeKind" if is(object, "IRI") => property.iri = true,
            "in" => property.among = Some(list(object, triples).ok_or_else(|| no("list"))?),
            "minInclusive" => property.least = Some(number()?),
            "maxInclusive" => property.greatest = Some(number()?),
            "lessThanOrEquals" => property.not_above = Some(iri()?),
            "message" => {
                property.message = match object {
                    Term::Literal(words) => Some(words.value().to_string()),
                    _ => return Err(no("text")),
                };
            }
            word if WORDS.contains(&word) => {}
            other => return Err(unknown(other, &key)),
        }
    }
    if property.path.is_empty() {
        return Err(wrong(format!("the property shape {key} has no sh:path")));
    }
    Ok(property)
}

fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(NamedNode::as_str(node)),
        _ => None,
    }
}

fn is(term: &Term, name: &str) -> bool {
    iri(term).and_then(|iri| iri.strip_prefix(SH)) == Some(name)
}

/// An IRI of SHACL as shapes write it.
fn local(iri: &str) -> String {
    match iri.strip_prefix(SH) {
        Some(name) => format!("sh:{name}"),
        None => format!("<{iri}>"),
    }
}

fn wrong(what: String) -> StoreError {
    StoreError::Shapes(what)
}

fn unknown(what: &str, whose: &str) -> StoreError {
    wrong(format!(
        "sh:{what} in {whose} is not supported, so it would not be checked"
    ))
}

/// The members of an RDF list; `None` when it does not end, or is none.
fn list(head: &Term, triples: &Triples) -> Option<Vec<Term>> {
    let mut members = Vec::new();
    let mut met = BTreeSet::new();
    let mut node = head;
    while iri(node) != Some(&format!("{RDF}nil")) {
        let key = node.to_string();
        let facts = triples.get(&key)?;
        let get = |name: &str| {
            let mut found = facts
                .iter()
                .filter(|(p, _)| p.strip_prefix(RDF) == Some(name));
            let only = found.next().map(|(_, object)| object);
            only.filter(|_| found.next().is_none())
        };
        if !met.insert(key) {
            return None;
        }
        members.push(get("first")?.clone());
        node = get("rest")?;
    }
    Some(members)
}
