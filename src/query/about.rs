//! What the graph tells of one node, as words.

use super::words::EVENT;
use crate::ontology::NAMESPACE;
use crate::rdf::vocabulary::GEO;
use crate::store::Store;
use crate::time::Interval;
use oxigraph::model::Term;

/// Whether a node is of a class.
pub(crate) fn is_a(store: &Store, iri: &str, class: &str) -> bool {
    let kind = store.kind(iri);
    kind.is_some_and(|kind| store.ontology().is_a(&kind, class))
}

/// Whether a node is an event, or what is only planned, threatened or doubtful.
pub(crate) fn is_event(store: &Store, iri: &str) -> bool {
    is_a(store, iri, EVENT)
}

/// The word for what a node is; nothing when it is of no class.
pub(crate) fn noun(store: &Store, iri: &str) -> String {
    let kind = store.kind(iri).unwrap_or_default();
    store.ontology().noun(&kind).to_string()
}

/// The literals of a property.
pub(crate) fn literals(store: &Store, iri: &str, property: &str) -> Vec<String> {
    let values = store.values(iri, property).into_iter();
    let texts = values.filter_map(|value| match value {
        Term::Literal(literal) => Some(literal.destruct().0),
        _ => None,
    });
    texts.collect()
}

/// The first literal of a property.
pub(crate) fn literal(store: &Store, iri: &str, property: &str) -> Option<String> {
    literals(store, iri, property).into_iter().next()
}

/// A literal of the vocabulary's own.
pub(crate) fn text(store: &Store, iri: &str, local: &str) -> Option<String> {
    literal(store, iri, &format!("{NAMESPACE}{local}"))
}

/// The days of an event, as far as they are known.
pub(crate) fn days(store: &Store, iri: &str) -> Option<Interval> {
    let day = |end: &str| text(store, iri, &format!("date{end}"))?.parse().ok();
    let days = Interval {
        begin: day("Begin"),
        end: day("End"),
    };
    (days != Interval::default()).then_some(days)
}

/// Degrees north and east of a place, as they are written.
pub(crate) fn degrees(store: &Store, iri: &str) -> Option<(String, String)> {
    let degrees = |axis: &str| literal(store, iri, &format!("{GEO}{axis}"));
    degrees("lat").zip(degrees("long"))
}
