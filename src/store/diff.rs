//! What changed between two stores: documents and events that came or went, events that were joined or split, values that
//! differ. What the stores hold is compared; nothing is linked again.

use super::{Store, StoreError};
use crate::ontology::RoleKind;
use crate::rdf::iri;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use std::collections::{BTreeMap, BTreeSet};

/// A change, in the order of events. Documents and events are told by their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A document that only the new store has.
    DocumentAdded(String),
    /// A document that only the old store has.
    DocumentGone(String),
    /// No account of this event was in the old store.
    EventAdded(String),
    /// No account of this event is in the new store.
    EventGone(String),
    /// Accounts of several old events are one now.
    Joined {
        /// The new event.
        event: String,
        /// The old ones.
        from: Vec<String>,
    },
    /// Accounts of one old event are several now.
    Split {
        /// The old event.
        event: String,
        /// The new ones.
        into: Vec<String>,
    },
    /// A property of an event has another value.
    Value {
        /// The new event.
        event: String,
        /// Local name of the role.
        role: String,
        /// The old value; empty where there was none.
        old: String,
        /// The new value; empty where there is none.
        new: String,
    },
}

/// What of a store is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Headlines of documents by id, or else their names.
    pub documents: BTreeMap<String, String>,
    /// Events by id.
    pub events: BTreeMap<String, Told>,
}

/// An event as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Ids of its accounts.
    pub accounts: BTreeSet<String>,
    /// Its values in words, by local name of the role; `kind`, `date` and `sources` are among them.
    pub values: BTreeMap<String, String>,
}

const DOCUMENTS: &str = "SELECT ?node ?name WHERE {
    ?node a dl:Document ; schema:name ?outlet OPTIONAL { ?node schema:headline ?title }
    BIND(COALESCE(?title, ?outlet) AS ?name) }";
/// All of every event; what it is about is left out, since events have no labels and their names change with them.
const EVENTS: &str = "SELECT ?node ?property ?value ?label WHERE {
    ?node dl:modality ?modality ; ?property ?value OPTIONAL { ?value rdfs:label ?label } }";

impl Store {
    /// What is in the store.
    pub fn contents(&self) -> Result<Contents, StoreError> {
        let mut contents = Contents::default();
        for [node, name] in self.table(DOCUMENTS, ["node", "name"])? {
            if let (Some(node), Some(name)) = (node, name) {
                contents.documents.insert(self.id_of(&node), text(&name));
            }
        }
        let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for [node, property, value, label] in
            self.table(EVENTS, ["node", "property", "value", "label"])?
        {
            let (Some(node), Some(property), Some(value)) = (node, property, value) else {
                continue;
            };
            let shown = match (&value, label) {
                (_, Some(label)) => text(&label),
                (Term::NamedNode(_), None) => self.id_of(&value),
                (literal, None) => text(literal),
            };
            let properties = all.entry(self.id_of(&node)).or_default();
            properties.entry(text(&property)).or_default().push(shown);
        }
        contents.events = all
            .into_iter()
            .map(|(id, properties)| (id, self.told(properties)))
            .collect();
        Ok(contents)
    }

    /// An event from the values of its properties, by IRI.
    fn told(&self, mut properties: BTreeMap<String, Vec<String>>) -> Told {
        properties.values_mut().for_each(|values| values.sort());
        let of = |iri: &str| properties.get(iri).map(Vec::as_slice).unwrap_or_default();
        let one = |role: &str, suffix: &str| {
            let property = iri::property(&self.ontology, role, suffix);
            of(property.as_str()).first().cloned()
        };
        let own = |local: &str| of(iri::dl(local, "").as_str());
        let mut values = BTreeMap::new();
        let roles = self.ontology.roles.iter();
        for (role, _) in roles.filter(|(_, role)| role.kind != RoleKind::Field) {
            let property = iri::property(&self.ontology, role, "");
            let names = of(property.as_str()).iter();
            let names: Vec<&str> = names
                .map(String::as_str)
                .filter(|name| !name.starts_with("event/"))
                .collect();
            let shown = match (one(role, "Min"), one(role, "Told")) {
                (Some(low), words) => {
                    let best = words.unwrap_or_else(|| names.join(", "));
                    match one(role, "Max") {
                        Some(high) if high == low => best,
                        Some(high) => format!("{best} ({low}–{high})"),
                        None => format!("{best} ({low} or more)"),
                    }
                }
                (None, _) => names.join(", "),
            };
            if !shown.is_empty() {
                values.insert(role.clone(), shown);
            }
        }
        let days = [one("date", "Begin"), one("date", "End")];
        if days.iter().any(Option::is_some) {
            let [begin, end] = days.map(|day| day.unwrap_or_else(|| "…".to_string()));
            let days = if begin == end {
                begin
            } else {
                format!("{begin}–{end}")
            };
            values.insert("date".to_string(), days);
        }
        let kind = own("kind").first().map(String::as_str).unwrap_or_default();
        let kind = kind.rsplit(['#', '/']).next().unwrap_or_default();
        values.insert("kind".to_string(), kind.to_string());
        values.insert("sources".to_string(), own("source").len().to_string());
        Told {
            accounts: own("account").iter().cloned().collect(),
            values,
        }
    }

    /// The rows of a query of this file, all of them.
    fn table<const N: usize>(
        &self,
        query: &str,
        columns: [&str; N],
    ) -> Result<Vec<[Option<Term>; N]>, StoreError> {
        let QueryResults::Solutions(solutions) = self.query(&self.parse(query)?, None)? else {
            return Ok(Vec::new());
        };
        let mut rows = Vec::new();
        for solution in solutions {
            let solution = solution?;
            rows.push(columns.map(|column| solution.get(column).cloned()));
        }
        Ok(rows)
    }

    /// A node without what stands in front of ids.
    fn id_of(&self, node: &Term) -> String {
        let iri = text(node);
        iri.strip_prefix(&self.base).unwrap_or(&iri).to_string()
    }
}

/// The IRI of a node, or the text of a literal.
fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_string(),
        Term::Literal(literal) => literal.value().to_string(),
        other => other.to_string(),
    }
}

/// What is different in `new`. Events are recognised by their accounts, as their names may change with them.
pub fn diff(old: &Contents, new: &Contents) -> Vec<Change> {
    let mut changes = Vec::new();
    let only_in = |one: &Contents, other: &Contents| -> Vec<String> {
        let ids = one.documents.keys();
        let ids = ids.filter(|id| !other.documents.contains_key(*id));
        ids.cloned().collect()
    };
    changes.extend(only_in(new, old).into_iter().map(Change::DocumentAdded));
    changes.extend(only_in(old, new).into_iter().map(Change::DocumentGone));
    let (was, is) = (by_account(old), by_account(new));
    for (id, event) in &new.events {
        let from = events_of(event, &was);
        match &from[..] {
            [] => changes.push(Change::EventAdded(id.clone())),
            [one] => values(&old.events[*one], id, event, &mut changes),
            several => changes.push(Change::Joined {
                event: id.clone(),
                from: several.iter().map(|id| id.to_string()).collect(),
            }),
        }
    }
    for (id, event) in &old.events {
        let into = events_of(event, &is);
        match &into[..] {
            [] => changes.push(Change::EventGone(id.clone())),
            [_] => {}
            several => changes.push(Change::Split {
                event: id.clone(),
                into: several.iter().map(|id| id.to_string()).collect(),
            }),
        }
    }
    changes
}

fn by_account(contents: &Contents) -> BTreeMap<&str, &str> {
    let events = contents.events.iter();
    events
        .flat_map(|(id, told)| told.accounts.iter().map(|a| (a.as_str(), id.as_str())))
        .collect()
}

/// The events of the other store that hold accounts of this one.
fn events_of<'c>(event: &Told, of: &BTreeMap<&str, &'c str>) -> Vec<&'c str> {
    let accounts = event.accounts.iter();
    let events: BTreeSet<&str> = accounts
        .filter_map(|a| of.get(a.as_str()).copied())
        .collect();
    events.into_iter().collect()
}

fn values(old: &Told, id: &str, new: &Told, changes: &mut Vec<Change>) {
    let roles: BTreeSet<&String> = old.values.keys().chain(new.values.keys()).collect();
    for role in roles {
        let value = |told: &Told| told.values.get(role).cloned().unwrap_or_default();
        let (was, is) = (value(old), value(new));
        if was != is {
            changes.push(Change::Value {
                event: id.to_string(),
                role: role.clone(),
                old: was,
                new: is,
            });
        }
    }
}
