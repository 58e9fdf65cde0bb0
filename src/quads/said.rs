//! What a person says of accounts, as quads.

use super::sink::Sink;
use crate::link::{Graph, Said};
use crate::rdf::iri;
use oxigraph::model::{GraphName, Literal, NamedNode};

/// Who dated an account, where that is a person.
const BY_HAND: &str = "hand";

/// What a person says of accounts: in the graph of their document, and on the event that they tell.
pub(super) fn quads(sink: &mut Sink<'_>, graph: &Graph) {
    if graph.said.is_empty() {
        return;
    }
    for dossier in &graph.dossiers {
        sink.graph = GraphName::NamedNode(sink.iris.node(&dossier.document.id));
        for account in &dossier.accounts {
            let Some(said) = graph.said.get(&account.id) else {
                continue;
            };
            let subject = sink.iris.node(&account.id);
            vouched(sink, &subject, said);
            if said.date.is_some() {
                sink.text(&subject, iri::dl("dateBy", ""), BY_HAND);
            }
        }
    }
    for (account, document) in &graph.struck {
        sink.graph = GraphName::NamedNode(sink.iris.node(document));
        let subject = sink.iris.node(account);
        sink.add(&subject, iri::dl("struck", ""), Literal::from(true));
    }
    sink.graph = GraphName::DefaultGraph;
    for event in graph.events.values() {
        let subject = sink.iris.node(&event.id);
        for said in event.accounts.iter().filter_map(|a| graph.said.get(a)) {
            vouched(sink, &subject, said);
        }
    }
}

fn vouched(sink: &mut Sink<'_>, subject: &NamedNode, said: &Said) {
    if said.confirmed {
        let yes = Literal::from(true);
        sink.add(subject, iri::dl("confirmed", ""), yes);
    }
    for note in &said.notes {
        sink.text(subject, iri::dl("note", ""), note);
    }
}
