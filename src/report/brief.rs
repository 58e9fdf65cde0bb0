//! A brief on one node: who it is, what happened, what was said by it and about it, and where sources differ.

mod event;
mod told;

use super::headline::headline;
use super::{Block, Notes, Report, Table, made, pictures};
use crate::ontology::NAMESPACE;
use crate::output::count;
use crate::query::Session;
use crate::query::about::{degrees, is_a, is_event, literals, noun, text};
use crate::rdf::vocabulary::{GEONAMES, SKOS, WIKIDATA};
use crate::report::actors::events_with;
use crate::store::{Store, StoreError};
use std::collections::BTreeSet;

/// Most names, and most parts, that are told.
const NAMES: usize = 20;
/// Most characters of what was said, in a table.
const SAID: usize = 300;

/// A brief under way.
struct Brief<'b> {
    store: &'b Store,
    notes: Notes,
    blocks: Vec<Block>,
}

/// A brief on an actor, a place, a thing or an event. With `exactly` what belongs to it does not count.
pub fn brief(session: &Session<'_>, iri: &str, exactly: bool) -> Result<Report, StoreError> {
    let store = session.store();
    let mut brief = Brief {
        store,
        notes: Notes::default(),
        blocks: Vec::new(),
    };
    let events = match is_event(store, iri) {
        true => brief.event(iri)?,
        false => brief.node(iri, exactly)?,
    };
    brief.differences(&events)?;
    let drawn = pictures(&events, session, Some(iri));
    if !drawn.is_empty() {
        brief.heading("Where, and who with whom");
        brief.blocks.extend(drawn);
    }
    store.sound()?;
    Ok(Report {
        title: Some(headline(store, iri)),
        blocks: brief.blocks,
        notes: brief.notes,
        made: made(store),
    })
}

impl Brief<'_> {
    /// What happened with a node; gives the events.
    fn node(&mut self, iri: &str, exactly: bool) -> Result<BTreeSet<String>, StoreError> {
        let parts = match exactly {
            true => vec![iri.to_string()],
            false => self.store.parts(iri),
        };
        let place = format!("{NAMESPACE}place");
        let events: BTreeSet<String> = parts
            .iter()
            .flat_map(|part| {
                let mut with = events_with(self.store, part);
                with.extend(self.store.holders(&place, part));
                with
            })
            .collect();
        let (said, events): (BTreeSet<String>, BTreeSet<String>) = events
            .into_iter()
            .partition(|event| is_a(self.store, event, "Statement"));
        let (happened, not): (BTreeSet<String>, BTreeSet<String>) = events
            .into_iter()
            .partition(|event| text(self.store, event, "modality").as_deref() == Some("asserted"));
        let speaks = |role: &str, event: &String| {
            let fillers = self.store.linked(event, &format!("{NAMESPACE}{role}"));
            fillers.iter().any(|filler| parts.contains(filler))
        };
        let (own, others): (BTreeSet<String>, BTreeSet<String>) =
            said.into_iter().partition(|event| speaks("speaker", event));
        self.facts(iri, &parts)?;
        self.timeline("What happened", &happened)?;
        self.timeline("Planned, threatened, denied or doubtful", &not)?;
        self.statements("What was said by it", &own)?;
        self.statements("What was said to it and about it", &others)?;
        Ok(happened)
    }

    /// Names, kind, and what it belongs to.
    fn facts(&mut self, iri: &str, parts: &[String]) -> Result<(), StoreError> {
        let store = self.store;
        let mut facts = vec![("kind".to_string(), noun(store, iri))];
        let headlines = |nodes: &[String]| nodes.iter().map(|n| headline(store, n)).collect();
        let mut add = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                facts.push((name.to_string(), some(values)));
            }
        };
        let told = |property: String| literals(store, iri, &property);
        add("also called", told(format!("{SKOS}altLabel")));
        add("office", told(format!("{NAMESPACE}office")));
        for (name, property) in [
            ("acts for", "actsFor"),
            ("part of", "partOf"),
            ("lies in", "within"),
            ("near", "near"),
        ] {
            let mut wholes = store.linked(iri, &format!("{NAMESPACE}{property}"));
            if property == "partOf" {
                let acts = store.linked(iri, &format!("{NAMESPACE}actsFor"));
                wholes.retain(|whole| !acts.contains(whole));
            }
            add(name, headlines(&wholes));
        }
        add("includes", headlines(parts.get(1..).unwrap_or_default()));
        if let Some((lat, long)) = degrees(store, iri) {
            add("coordinates", vec![format!("{lat}, {long}")]);
        }
        let (mut geonames, mut wikidata, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for same in store.linked(iri, &format!("{SKOS}exactMatch")) {
            match &same {
                _ if same.starts_with(GEONAMES) => geonames.push(same),
                _ if same.starts_with(WIKIDATA) => wikidata.push(same),
                _ => others.push(same),
            }
        }
        add("codes", told(format!("{SKOS}notation")));
        add("GeoNames", geonames);
        add("Wikidata", wikidata);
        add("same as", others);
        let named = store.find(&headline(store, iri)).into_iter();
        let named = named.filter(|found| found.iri == iri);
        let times = named.map(|found| found.mentions).max();
        let times = match times.unwrap_or(0) {
            0 => Vec::new(),
            1 => vec!["once".to_string()],
            n => vec![format!("{n} times")],
        };
        add("named", times);
        facts.push(("id".to_string(), iri.to_string()));
        self.blocks.push(Block::Facts(facts));
        Ok(())
    }

    /// A table under a heading, where it has rows.
    fn table(&mut self, heading: &str, mut table: Table) {
        if !table.rows.is_empty() {
            table.count = count(table.rows.len());
            self.heading(heading);
            self.blocks.push(Block::Table(table));
        }
    }

    fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_string()));
    }
}

/// The first names of a list, and how many more there are.
fn some(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    match more {
        0 => names.join("; "),
        n => format!("{}; and {n} more", names.join("; ")),
    }
}
