//! FollowTheMoney: an entity a line, as OpenAleph and its tools take them (<https://followthemoney.tech>).
//!
//! | in the graph | entity |
//! |---|---|
//! | person | `Person` |
//! | country; forces that act for one | `PublicBody` |
//! | organisation, other forces | `Organization` |
//! | group ("civilians") | `LegalEntity` |
//! | place | `Address` |
//! | event | `Event`; who did it to whom also as `UnknownLink`, which has a direction |
//! | who acts for or is part of whom | `Membership` |
//! | article | `Article` |

use super::country::{Codes, country};
use super::event::Event;
use super::nodes;
use crate::digest::sha256;
use crate::json::to_writer;
use crate::ontology::NAMESPACE;
use crate::output::markdown::is_web;
use crate::query::about::{is_a, is_event, literal, literals};
use crate::rdf::vocabulary::{GEO, NIF, SCHEMA, SKOS, WIKIDATA};
use crate::store::Store;
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Digits of an id.
const ID: usize = 40;

/// The nodes that are written.
pub(super) struct All {
    events: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl All {
    /// Everything.
    pub fn of(store: &Store) -> All {
        let (events, others) = nodes(store)
            .into_iter()
            .partition(|node| is_event(store, node));
        All { events, others }
    }

    /// These events and who and what they lead to.
    pub fn about(store: &Store, events: &BTreeSet<String>) -> All {
        let told = events.iter().filter_map(|event| Event::of(store, event));
        let fillers = told.flat_map(|event| event.roles.into_values().flat_map(|r| r.fillers));
        let mut others: BTreeSet<String> = fillers.filter(|node| !is_event(store, node)).collect();
        let wholes = others.iter().flat_map(|node| wholes(store, node));
        let wholes: Vec<String> = wholes.map(|(_, whole)| whole).collect();
        others.extend(wholes);
        All {
            events: events.clone(),
            others,
        }
    }
}

/// Writes the entities; `text` says whether articles come with their text.
pub(super) fn write(store: &Store, all: &All, text: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer {
        store,
        codes: Codes::new(),
        out,
    };
    let mut articles = BTreeSet::new();
    for node in &all.others {
        writer.node(node)?;
    }
    for node in &all.others {
        writer.memberships(node)?;
    }
    let events = all.events.iter();
    for event in events.filter_map(|event| Event::of(store, event)) {
        writer.event(&event)?;
        articles.extend(event.sources);
    }
    for article in &articles {
        writer.article(article, text)?;
    }
    Ok(())
}

struct Writer<'w> {
    store: &'w Store,
    codes: Codes,
    out: &'w mut dyn Write,
}

/// Properties with their values, each in its order and once.
#[derive(Default)]
struct Properties(BTreeMap<&'static str, Vec<String>>);

impl Properties {
    fn add(&mut self, name: &'static str, values: impl IntoIterator<Item = String>) {
        for value in values {
            let known = self.0.entry(name).or_default();
            if !value.is_empty() && !known.contains(&value) {
                known.push(value);
            }
        }
    }
}

impl Writer<'_> {
    fn entity(&mut self, id: &str, schema: &str, properties: Properties) -> io::Result<()> {
        let filled = properties.0.into_iter();
        let filled = filled.filter(|(_, values)| !values.is_empty());
        let filled = filled.map(|(name, values)| (name.to_string(), json!(values)));
        let properties: Map<String, serde_json::Value> = filled.collect();
        let entity = json!({"id": id, "schema": schema, "properties": properties});
        to_writer(&mut *self.out, &entity)?;
        writeln!(self.out)
    }

    fn node(&mut self, iri: &str) -> io::Result<()> {
        let Some(schema) = schema(self.store, iri) else {
            return Ok(());
        };
        let mut properties = Properties::default();
        properties.add("name", self.store.label(iri));
        let aliases = literals(self.store, iri, &format!("{SKOS}altLabel"));
        properties.add("alias", aliases);
        let code = self.codes.of(self.store, iri).map(str::to_lowercase);
        properties.add("country", code);
        let same = self.store.linked(iri, &format!("{SKOS}exactMatch"));
        let items = same.iter().filter_map(|iri| iri.strip_prefix(WIKIDATA));
        properties.add("wikidataId", items.map(str::to_string));
        if schema == "Person" {
            let offices = literals(self.store, iri, &format!("{NAMESPACE}office"));
            properties.add("position", offices);
        }
        if schema == "Address" {
            properties.add("full", self.store.label(iri));
            for (name, axis) in [("latitude", "lat"), ("longitude", "long")] {
                let degrees = literal(self.store, iri, &format!("{GEO}{axis}"));
                properties.add(name, degrees);
            }
        }
        self.entity(&id(iri), schema, properties)
    }

    /// Who acts for it or belongs to it is its member.
    fn memberships(&mut self, iri: &str) -> io::Result<()> {
        for (role, whole) in wholes(self.store, iri) {
            let whole_is = schema(self.store, &whole);
            let organization = matches!(whole_is, Some("Organization" | "PublicBody"));
            if organization && is_legal(self.store, iri) {
                let mut properties = Properties::default();
                properties.add("member", [id(iri)]);
                properties.add("organization", [id(&whole)]);
                properties.add("role", [role.to_string()]);
                let offices = literals(self.store, iri, &format!("{NAMESPACE}office"));
                properties.add("role", offices);
                let membership = id(&format!("{iri} {role} {whole}"));
                self.entity(&membership, "Membership", properties)?;
            }
        }
        Ok(())
    }

    fn event(&mut self, event: &Event) -> io::Result<()> {
        let mut properties = Properties::default();
        properties.add("name", [event.title.clone()]);
        properties.add("keywords", [event.noun.clone()]);
        if !event.happened() {
            properties.add("keywords", [event.modality.clone()]);
        }
        self.when(event, &mut properties);
        for place in event.places() {
            let name = self.store.label(place);
            properties.add("location", name);
            // A country is no address.
            if schema(self.store, place) == Some("Address") {
                properties.add("addressEntity", [id(place)]);
            }
            let code = self.codes.of(self.store, place).map(str::to_lowercase);
            properties.add("country", code);
        }
        let mut actors = event.agents();
        actors.extend(event.parties());
        actors.extend(event.patients());
        actors.retain(|actor| is_legal(self.store, actor));
        properties.add("involved", actors.into_iter().map(|actor| id(actor)));
        if let Some((words, direct)) = &event.said {
            let said = match direct {
                Some(true) => format!("“{words}”"),
                _ => words.clone(),
            };
            properties.add("summary", [said]);
        }
        for (role, number) in &event.numbers {
            let told = number.words.clone();
            let told = told.or_else(|| number.best.map(|best| best.to_string()));
            properties.add("notes", told.map(|told| format!("{role}: {told}")));
        }
        properties.add("recordId", [event.iri.clone()]);
        self.told(event, &mut properties);
        self.entity(&id(&event.iri), "Event", properties)?;
        for from in event.agents() {
            for to in event.patients() {
                let known = |end: &String| schema(self.store, end).is_some();
                if !known(from) || !known(to) || from == to {
                    continue;
                }
                let mut properties = Properties::default();
                properties.add("subject", [id(from)]);
                properties.add("object", [id(to)]);
                properties.add("role", [event.noun.clone()]);
                properties.add("summary", [event.title.clone()]);
                properties.add("recordId", [event.iri.clone()]);
                if !event.happened() {
                    properties.add("status", [event.modality.clone()]);
                }
                self.when(event, &mut properties);
                self.told(event, &mut properties);
                let link = id(&format!("{} {from} {to}", event.iri));
                self.entity(&link, "UnknownLink", properties)?;
            }
        }
        Ok(())
    }

    fn when(&self, event: &Event, properties: &mut Properties) {
        let Some(days) = event.days else { return };
        if days.begin == days.end {
            properties.add("date", days.begin.map(|day| day.to_string()));
        } else {
            properties.add("startDate", days.begin.map(|day| day.to_string()));
            properties.add("endDate", days.end.map(|day| day.to_string()));
        }
    }

    fn told(&self, event: &Event, properties: &mut Properties) {
        for source in &event.sources {
            let document = self.store.document(source);
            properties.add("proof", [id(source)]);
            properties.add("publisher", document.publisher);
            properties.add("sourceUrl", document.url.filter(|url| is_web(url)));
        }
    }

    fn article(&mut self, iri: &str, text: bool) -> io::Result<()> {
        let document = self.store.document(iri);
        let mut properties = Properties::default();
        let name = || literal(self.store, iri, &format!("{SCHEMA}name"));
        properties.add("title", document.title.clone().or_else(name));
        properties.add("publisher", document.publisher);
        properties.add("sourceUrl", document.url.filter(|url| is_web(url)));
        let day = document.published.filter(|days| days.begin == days.end);
        let day = day.and_then(|days| days.begin);
        properties.add("publishedAt", day.map(|day| day.to_string()));
        let authors = literals(self.store, iri, &format!("{SCHEMA}author"));
        properties.add("author", authors);
        // The codes of FollowTheMoney have three letters; only English is read.
        let language = literal(self.store, iri, &format!("{SCHEMA}inLanguage"));
        let english = language.filter(|language| language == "en");
        properties.add("language", english.map(|_| "eng".to_string()));
        let file = literal(self.store, iri, &format!("{NAMESPACE}sourceFile"));
        let file = file.unwrap_or_default();
        let file = file.rsplit(['/', '\\']).next().unwrap_or_default();
        properties.add("fileName", [file.to_string()]);
        if text {
            let text = literal(self.store, iri, &format!("{NIF}isString"));
            properties.add("bodyText", text);
        }
        self.entity(&id(iri), "Article", properties)
    }
}

/// Letters and digits, as ids have to be; the same for the same IRI everywhere.
fn id(iri: &str) -> String {
    format!("dateline-{}", &sha256(iri)[..ID])
}

/// The schema of a node; things have none.
fn schema(store: &Store, iri: &str) -> Option<&'static str> {
    let is = |class: &str| is_a(store, iri, class);
    Some(match () {
        () if is("Person") => "Person",
        () if is("Country") => "PublicBody",
        () if is("Forces") && country(store, iri).is_some() => "PublicBody",
        () if is("Organisation") || is("Forces") => "Organization",
        () if is("Actor") => "LegalEntity",
        () if is("Place") => "Address",
        () => return None,
    })
}

fn is_legal(store: &Store, iri: &str) -> bool {
    !matches!(schema(store, iri), Some("Address") | None)
}

/// What a node acts for or is part of, with which of these it is.
fn wholes(store: &Store, iri: &str) -> Vec<(&'static str, String)> {
    let linked = |property: &str| store.linked(iri, &format!("{NAMESPACE}{property}"));
    let acts = linked("actsFor");
    let mut parts = linked("partOf");
    parts.retain(|whole| !acts.contains(whole));
    let acts = acts.into_iter().map(|whole| ("acts for", whole));
    acts.chain(parts.into_iter().map(|whole| ("part of", whole)))
        .collect()
}
