//! JSON-LD 1.1 with a context: prefixes stand for namespaces, numbers and truth values are those of JSON.

use crate::json::to_writer;
use crate::rdf::iri::is_rdf_type;
use crate::rdf::vocabulary::{PREFIXES, XSD};
use oxigraph::model::{GraphName, Literal, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// A file under way: quads come graph by graph, sorted.
pub(super) struct Writer<W: Write> {
    out: W,
    begun: bool,
}

impl<W: Write> Writer<W> {
    pub fn new(out: W) -> Writer<W> {
        Writer { out, begun: false }
    }

    /// Adds quads of any graphs; those of one graph and one subject that stand together are one object.
    pub fn write(&mut self, quads: &[Quad]) -> io::Result<()> {
        for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
            let name = match &graph[0].graph_name {
                GraphName::DefaultGraph => None,
                GraphName::NamedNode(name) => Some(compact(name.as_str())),
                GraphName::BlankNode(name) => Some(name.to_string()),
            };
            if let Some(name) = &name {
                self.next()?;
                write!(self.out, "{{\"@id\":")?;
                to_writer(&mut self.out, name)?;
                write!(self.out, ",\"@graph\":[")?;
            }
            for (at, node) in graph.chunk_by(|a, b| a.subject == b.subject).enumerate() {
                match (&name, at) {
                    (None, _) => self.next()?,
                    (Some(_), 0) => writeln!(self.out)?,
                    (Some(_), _) => writeln!(self.out, ",")?,
                }
                to_writer(&mut self.out, &object(node))?;
            }
            if name.is_some() {
                write!(self.out, "]}}")?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<W> {
        self.begin()?;
        writeln!(self.out, "\n]}}")?;
        Ok(self.out)
    }

    fn begin(&mut self) -> io::Result<bool> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(false);
        }
        let prefixes = PREFIXES.iter();
        let prefixes = prefixes.map(|(prefix, iri)| ((*prefix).to_string(), json!(iri)));
        let context: Map<String, Value> = prefixes.collect();
        write!(self.out, "{{\"@context\":")?;
        to_writer(&mut self.out, &context)?;
        write!(self.out, ",\"@graph\":[")?;
        Ok(true)
    }

    fn next(&mut self) -> io::Result<()> {
        let sign = if self.begin()? { "" } else { "," };
        writeln!(self.out, "{sign}")
    }
}

/// All that is said of one subject.
fn object(quads: &[Quad]) -> Value {
    let mut object = Map::new();
    let id = match &quads[0].subject {
        NamedOrBlankNode::NamedNode(node) => compact(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    };
    object.insert("@id".to_string(), json!(id));
    for property in quads.chunk_by(|a, b| a.predicate == b.predicate) {
        let is_type = is_rdf_type(property[0].predicate.as_ref());
        let values = property.iter().map(|quad| match (&quad.object, is_type) {
            (Term::NamedNode(class), true) => json!(compact(class.as_str())),
            (term, _) => value(term),
        });
        let mut values: Vec<Value> = values.collect();
        let name = match is_type {
            true => "@type".to_string(),
            false => compact(property[0].predicate.as_str()),
        };
        let value = match values.len() {
            1 => values.remove(0),
            _ => Value::Array(values),
        };
        object.insert(name, value);
    }
    Value::Object(object)
}

fn value(term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => json!({"@id": compact(node.as_str())}),
        Term::BlankNode(node) => json!({"@id": node.to_string()}),
        Term::Literal(literal) => self::literal(literal),
        #[allow(
            unreachable_patterns,
            reason = "triple terms, where oxigraph is built with RDF 1.2"
        )]
        other => json!(other.to_string()),
    }
}

fn literal(literal: &Literal) -> Value {
    let text = literal.value();
    if let Some(language) = literal.language() {
        return json!({"@value": text, "@language": language});
    }
    let kind = literal.datatype().as_str();
    match kind.strip_prefix(XSD) {
        Some("string") => json!(text),
        // As a number only what is written as one: 007 would come back as 7.
        Some("integer") => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => json!(number),
            _ => json!({"@value": text, "@type": compact(kind)}),
        },
        Some("boolean") if text == "true" || text == "false" => json!(text == "true"),
        _ => json!({"@value": text, "@type": compact(kind)}),
    }
}

/// The IRI with a prefix in the place of its namespace.
fn compact(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace)?;
        // What begins with two slashes would not be taken for a local name.
        (!local.is_empty() && !local.starts_with("//")).then(|| format!("{prefix}:{local}"))
    });
    known.unwrap_or_else(|| iri.to_string())
}
