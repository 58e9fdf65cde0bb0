//! What a person says of accounts, as quads.

use super::sink::Sink;
use crate::link::{Dossier, Graph, Said};
use crate::rdf::iri;
use oxigraph::model::{GraphName, Literal, NamedNode};
use std::collections::BTreeMap;

/// Who dated an account, where that is a person.
const BY_HAND: &str = "hand";

/// What a person says of the accounts of a document, in its graph.
pub(super) fn of_accounts(sink: &mut Sink<'_>, dossier: &Dossier, said: &BTreeMap<String, Said>) {
    if said.is_empty() {
        return;
    }
    sink.graph = GraphName::NamedNode(sink.iris.node(&dossier.document.id));
    for account in &dossier.accounts {
        let Some(said) = said.get(&account.id) else {
            continue;
        };
        let subject = sink.iris.node(&account.id);
        vouched(sink, &subject, said);
        if said.date.is_some() {
            sink.text(&subject, iri::dl("dateBy", ""), BY_HAND);
        }
    }
    sink.graph = GraphName::DefaultGraph;
}

/// What a person says of accounts, on the events that they tell, and which accounts are struck.
pub(super) fn of_events(sink: &mut Sink<'_>, graph: &Graph) {
    if graph.said.is_empty() {
        return;
    }
    for (account, document) in &graph.struck {
        sink.graph = GraphName::NamedNode(sink.iris.node(document));
        let subject = sink.iris.node(account);
        sink.add(&subject, iri::dl("struck", ""), Literal::from(true));
    }
    sink.graph = GraphName::DefaultGraph;
    for (account, said) in &graph.said {
        if let Some(event) = graph.event_of.get(account) {
            let subject = sink.iris.node(event);
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
