//! Ids into IRIs.

use super::vocabulary::{DL, RDF, XSD};
use crate::ontology::Ontology;
use oxigraph::model::{NamedNode, NamedNodeRef};

/// Makes IRIs from ids: puts the base in front and percent-encodes what an IRI cannot hold.
#[derive(Debug, Clone)]
pub struct Iris {
    base: String,
}

impl Iris {
    /// With a base that is an absolute IRI. It is put in front as it is, so it should end in `/` or `#`.
    pub fn new(base: &str) -> Iris {
        Iris {
            base: base.to_string(),
        }
    }

    /// The IRI of an id. An id that is an absolute IRI already (`https://…`, `urn:…`) stays what it is.
    pub fn node(&self, id: &str) -> NamedNode {
        if is_absolute(id)
            && let Ok(node) = NamedNode::new(id)
        {
            return node;
        }
        NamedNode::new_unchecked(encoded(&self.base, id, ""))
    }

    /// The IRI of a stretch of a document's text, after RFC 5147.
    pub fn passage(&self, document: &NamedNode, begin: usize, end: usize) -> NamedNode {
        // An IRI has one fragment only; a document that is named by a fragment gets a suffix instead.
        let mark = if document.as_str().contains('#') {
            ';'
        } else {
            '#'
        };
        NamedNode::new_unchecked(format!("{}{mark}char={begin},{end}", document.as_str()))
    }
}

/// The IRI of a class by local name.
pub fn class(ontology: &Ontology, name: &str) -> NamedNode {
    match ontology.classes.get(name) {
        Some(class) => NamedNode::new_unchecked(class.iri.clone()),
        None => dl(name, ""),
    }
}

/// The IRI of a role by local name, with a suffix: `killed` + `Min`.
pub fn property(ontology: &Ontology, role: &str, suffix: &str) -> NamedNode {
    match ontology.roles.get(role) {
        Some(role) => NamedNode::new_unchecked([role.iri.as_str(), suffix].concat()),
        None => dl(role, suffix),
    }
}

/// A name of dateline's own namespace.
pub fn dl(name: &str, suffix: &str) -> NamedNode {
    NamedNode::new_unchecked(encoded(DL, name, suffix))
}

/// A name of another namespace.
pub fn name(namespace: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked([namespace, local].concat())
}

/// An XML Schema datatype.
pub fn xsd(local: &str) -> NamedNode {
    name(XSD, local)
}

/// `rdf:type`.
pub fn rdf_type() -> NamedNode {
    name(RDF, "type")
}

/// Whether a node is `rdf:type`, without making one.
pub(crate) fn is_rdf_type(node: NamedNodeRef<'_>) -> bool {
    node.as_str().strip_prefix(RDF) == Some("type")
}

fn is_absolute(id: &str) -> bool {
    id.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// An id between what stands before and behind it. What may not stand in the path of an IRI (RFC 3987) is percent-encoded;
/// letters of any script stay readable.
fn encoded(before: &str, id: &str, behind: &str) -> String {
    // Nearly all ids.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'_');
    if id.bytes().all(is_plain) {
        return [before, id, behind].concat();
    }
    let mut out = before.to_string();
    for (at, c) in id.char_indices() {
        let keep = c.is_alphanumeric()
            || matches!(
                c,
                '-' | '.'
                    | '_'
                    | '~'
                    | '/'
                    | ':'
                    | '@'
                    | '!'
                    | '$'
                    | '&'
                    | '\''
                    | '('
                    | ')'
                    | '*'
                    | '+'
                    | ','
                    | ';'
                    | '='
            )
            || (c == '%' && is_escape(&id[at..]));
        if keep {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out.push_str(behind);
    out
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 2 && bytes[1].is_ascii_hexdigit() && bytes[2].is_ascii_hexdigit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_valid_iris() {
        let iris = Iris::new("https://example.org/");
        for (id, iri) in [
            ("actor/turkey", "https://example.org/actor/turkey"),
            (
                "actor/a b<c>#?",
                "https://example.org/actor/a%20b%3Cc%3E%23%3F",
            ),
            ("actor/çavuşoğlu", "https://example.org/actor/çavuşoğlu"),
            ("50%", "https://example.org/50%25"),
            ("50%20", "https://example.org/50%20"),
            ("urn:isbn:1", "urn:isbn:1"),
            ("http://a b", "https://example.org/http://a%20b"),
            ("…\u{e000}", "https://example.org/%E2%80%A6%EE%80%80"),
        ] {
            assert_eq!(iris.node(id).as_str(), iri);
            assert!(NamedNode::new(iri).is_ok(), "{iri}");
        }
    }

    #[test]
    fn a_passage_has_one_fragment() {
        let iris = Iris::new("https://example.org/");
        let plain = iris.passage(&iris.node("document/1"), 3, 9);
        assert_eq!(plain.as_str(), "https://example.org/document/1#char=3,9");
        let named = iris.passage(&iris.node("https://a.example/#x"), 3, 9);
        assert_eq!(named.as_str(), "https://a.example/#x;char=3,9");
        assert!(NamedNode::new(named.as_str()).is_ok());
    }
}
