//! A brief on one node: who it is, what happened, what was said by it and about it, and where sources differ.

use super::headline::{cut, days, headline, text};
use super::{Block, Notes, Report, Table, Timeline, made, pictures};
use crate::network::actors::events_with;
use crate::ontology::{NAMESPACE, RoleKind};
use crate::query::{Cell, Column, Row, Rows, Session, Value, roles_of};
use crate::rdf::vocabulary::{GEO, SKOS};
use crate::store::{Store, StoreError};
use crate::time::Interval;
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};

/// Most names, and most parts, that are told.
const NAMES: usize = 20;
/// Most rows of a table.
const ROWS: usize = 100;
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
    let events = match brief.is_event(iri) {
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
            .partition(|event| self.is_a(event, "Statement"));
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
        let mut facts = vec![("kind".to_string(), self.kind(iri))];
        let mut add = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                facts.push((name.to_string(), some(values)));
            }
        };
        add(
            "also called",
            literals(store, iri, &format!("{SKOS}altLabel")),
        );
        add(
            "office",
            literals(store, iri, &format!("{NAMESPACE}office")),
        );
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
            add(
                name,
                wholes.iter().map(|whole| headline(store, whole)).collect(),
            );
        }
        let own: Vec<String> = parts.iter().skip(1).map(|p| headline(store, p)).collect();
        add("includes", own);
        let degrees = ["lat", "long"].map(|axis| literals(store, iri, &format!("{GEO}{axis}")));
        if let [lat, long] = &degrees
            && let (Some(lat), Some(long)) = (lat.first(), long.first())
        {
            add("coordinates", vec![format!("{lat}, {long}")]);
        }
        add("GeoNames", store.linked(iri, &format!("{SKOS}exactMatch")));
        let named = store.find(&headline(store, iri)).into_iter();
        let named = named
            .filter(|found| found.iri == iri)
            .map(|found| found.mentions);
        if let Some(count @ 1..) = named.max() {
            add(
                "named",
                vec![match count {
                    1 => "once".to_string(),
                    n => format!("{n} times"),
                }],
            );
        }
        facts.push(("id".to_string(), iri.to_string()));
        self.blocks.push(Block::Facts(facts));
        Ok(())
    }

    /// What is known of an event, how it is told, and what was said about it.
    fn event(&mut self, iri: &str) -> Result<BTreeSet<String>, StoreError> {
        let store = self.store;
        let mut facts = vec![("kind".to_string(), self.kind(iri))];
        if let Some(days) = days(store, iri) {
            facts.push(("when".to_string(), date(&days)));
        }
        let class = store.kind(iri).unwrap_or_default();
        let mut replies = BTreeSet::new();
        for role in roles_of(store.ontology(), &class) {
            let values = match role.kind {
                RoleKind::Node => store.linked(iri, &role.property),
                RoleKind::Field => store.linked(iri, &role.property),
                _ => Vec::new(),
            };
            replies.extend(values.iter().filter(|v| self.is_event(v)).cloned());
            let mut names: Vec<String> = values
                .iter()
                .filter(|value| store.document_text(value).is_none())
                .filter(|value| store.kind(value).is_some())
                .map(|value| headline(store, value))
                .collect();
            match role.kind {
                RoleKind::Quantity => names.extend(amount(store, iri, &role.name)),
                RoleKind::Text => names.extend(text(store, iri, &role.name)),
                _ => {}
            }
            if !names.is_empty() {
                let unit = if role.name == "confidence" { " %" } else { "" };
                facts.push((role.label.clone(), some(names) + unit));
            }
        }
        if let Some(modality) = text(store, iri, "modality") {
            facts.push(("modality".to_string(), modality));
        }
        facts.push(("id".to_string(), iri.to_string()));
        self.blocks.push(Block::Facts(facts));
        self.telling(iri)?;
        let about = store.holders(&format!("{NAMESPACE}about"), iri);
        replies.extend(about);
        replies.retain(|reply| self.is_a(reply, "Statement"));
        self.statements("What was said about it", &replies)?;
        Ok([iri.to_string()].into())
    }

    /// How each article tells an event.
    fn telling(&mut self, iri: &str) -> Result<(), StoreError> {
        let numbers = self.notes.of(self.store, iri)?;
        let evidence = self.store.evidence(iri)?;
        let mut table = Table {
            columns: ["outlet", "published", "words", "says"]
                .map(|name| (name.to_string(), false))
                .to_vec(),
            ..Table::default()
        };
        for account in &evidence {
            let number = numbers.iter().find(|(d, _)| *d == account.document.iri);
            let source = &account.document;
            let mut says: Vec<String> = Vec::new();
            for span in &account.spans {
                let role = self.store.ontology().roles.get(&span.role);
                let role = role.map_or(span.role.as_str(), |role| role.label.as_str());
                says.push(format!("{role}: {}", span.passage.text));
            }
            says.dedup();
            let words = account.sentences.first().map(|s| cut(&s.text, SAID));
            table.rows.push(vec![
                cell(source.publisher.clone().unwrap_or_default()),
                cell(source.published.as_ref().map(date).unwrap_or_default()),
                super::Cell {
                    words: words.unwrap_or_default(),
                    disputed: false,
                    notes: number.map(|(_, number)| *number).into_iter().collect(),
                },
                cell(says.join("; ")),
            ]);
        }
        if !table.rows.is_empty() {
            table.count = crate::output::count(table.rows.len());
            self.heading("How it is told");
            self.blocks.push(Block::Table(table));
        }
        Ok(())
    }

    fn timeline(&mut self, title: &str, events: &BTreeSet<String>) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        self.heading(title);
        let timeline = Timeline::of(events, self.store, &mut self.notes)?;
        let undated = timeline.undated > 0;
        self.blocks.push(Block::Timeline(timeline));
        if undated {
            let undated = events.iter().filter(|e| days(self.store, e).is_none());
            let undated: Vec<&String> = undated.take(ROWS).collect();
            let rows = undated.iter().map(|event| Row {
                subject: Some((*event).clone()),
                cells: vec![words(headline(self.store, event))],
            });
            let rows = Rows {
                columns: columns(&["without a date"]),
                rows: rows.collect(),
                ..Rows::default()
            };
            let table = Table::of(&rows, self.store, &mut self.notes)?;
            self.blocks.push(Block::Table(table));
        }
        Ok(())
    }

    fn statements(&mut self, title: &str, said: &BTreeSet<String>) -> Result<(), StoreError> {
        if said.is_empty() {
            return Ok(());
        }
        let store = self.store;
        let mut said: Vec<(Option<Interval>, &String)> = said
            .iter()
            .map(|event| (days(store, event), event))
            .collect();
        said.sort_by_key(|(when, event)| (when.is_none(), *when, *event));
        let names = |event: &String, role: &str| {
            let fillers = store.linked(event, &format!("{NAMESPACE}{role}"));
            some(
                fillers
                    .iter()
                    .map(|filler| headline(store, filler))
                    .collect(),
            )
        };
        let rows = said.iter().take(ROWS).map(|(when, event)| {
            let how = match text(store, event, "direct").as_deref() {
                Some("true") => "direct",
                Some(_) => "reported",
                None => "",
            };
            let content = text(store, event, "content").unwrap_or_default();
            let content = match how {
                "direct" => format!("“{}”", cut(&content, SAID)),
                _ => cut(&content, SAID),
            };
            Row {
                subject: Some((*event).clone()),
                cells: vec![
                    words(when.as_ref().map(date).unwrap_or_default()),
                    words(self.kind(event)),
                    words(names(event, "speaker")),
                    words(names(event, "addressee")),
                    words(content),
                    words(how.to_string()),
                ],
            }
        });
        let rows = Rows {
            columns: columns(&["date", "kind", "speaker", "to", "what", "speech"]),
            rows: rows.collect(),
            cut: said.len() > ROWS,
            ..Rows::default()
        };
        let table = Table::of(&rows, store, &mut self.notes)?;
        self.heading(title);
        self.blocks.push(Block::Table(table));
        if said.len() > ROWS {
            let more = format!("{} more are left out here.", said.len() - ROWS);
            self.blocks.push(Block::Words(more));
        }
        Ok(())
    }

    /// What accounts of one event tell differently, with who tells what.
    fn differences(&mut self, events: &BTreeSet<String>) -> Result<(), StoreError> {
        let store = self.store;
        let mut table = Table {
            columns: ["event", "what", "told"]
                .map(|name| (name.to_string(), false))
                .to_vec(),
            ..Table::default()
        };
        for event in events {
            let disputed = store.linked(event, &format!("{NAMESPACE}disputes"));
            if disputed.is_empty() {
                continue;
            }
            let numbers = self.notes.of(store, event)?;
            let evidence = store.evidence(event)?;
            for property in disputed {
                let role = store.ontology().roles.values().find(|r| r.iri == property);
                let Some(role) = role else { continue };
                let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
                let mut marks = Vec::new();
                for account in &evidence {
                    let outlet = account.document.publisher.clone();
                    let outlet = outlet.or_else(|| account.document.title.clone());
                    let outlet = outlet.unwrap_or_else(|| account.document.iri.clone());
                    for span in account.spans.iter().filter(|s| s.role == role.name) {
                        let node = role.kind == RoleKind::Node;
                        let value = span.label.clone().filter(|_| node);
                        let value = value.unwrap_or_else(|| span.passage.text.clone());
                        let outlets = told.entry(value).or_default();
                        if !outlets.contains(&outlet) {
                            outlets.push(outlet.clone());
                        }
                        let number = numbers.iter().find(|(d, _)| *d == account.document.iri);
                        marks.extend(number.map(|(_, number)| *number));
                    }
                }
                marks.sort_unstable();
                marks.dedup();
                let told = told
                    .iter()
                    .map(|(value, by)| format!("{value} – {}", by.join(", ")));
                let told: Vec<String> = told.collect();
                let when = days(store, event).map(|days| format!(" ({})", date(&days)));
                table.rows.push(vec![
                    cell(headline(store, event) + &when.unwrap_or_default()),
                    cell(role.label.clone()),
                    super::Cell {
                        words: told.join("; "),
                        disputed: false,
                        notes: marks,
                    },
                ]);
            }
        }
        if !table.rows.is_empty() {
            table.count = crate::output::count(table.rows.len());
            self.heading("Where sources differ");
            self.blocks.push(Block::Table(table));
        }
        Ok(())
    }

    fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_string()));
    }

    fn kind(&self, iri: &str) -> String {
        let kind = self.store.kind(iri).unwrap_or_default();
        let class = self.store.ontology().classes.get(&kind);
        class.map_or(kind.clone(), |class| class.label.clone())
    }

    fn is_a(&self, iri: &str, class: &str) -> bool {
        let kind = self.store.kind(iri);
        kind.is_some_and(|kind| self.store.ontology().is_a(&kind, class))
    }

    fn is_event(&self, iri: &str) -> bool {
        self.is_a(iri, "Event")
    }
}

/// A number as it is told, with its bounds where they are others.
fn amount(store: &Store, iri: &str, role: &str) -> Option<String> {
    let number = |suffix: &str| text(store, iri, &format!("{role}{suffix}"));
    let best = number("Told").or_else(|| number(""))?;
    let bounds = match (number("Min"), number("Max")) {
        (Some(least), Some(most)) if least != most => format!(" ({least}–{most})"),
        (Some(least), None) => format!(" ({least} or more)"),
        _ => String::new(),
    };
    Some(best + &bounds)
}

fn literals(store: &Store, iri: &str, property: &str) -> Vec<String> {
    let values = store.values(iri, property).into_iter();
    let texts = values.filter_map(|term| match term {
        Term::Literal(literal) => Some(literal.destruct().0),
        _ => None,
    });
    texts.collect()
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

fn date(days: &Interval) -> String {
    crate::output::text(&Value::Date(*days))
}

fn words(text: String) -> Cell {
    Cell {
        values: match text.is_empty() {
            true => Vec::new(),
            false => vec![Value::Text(text)],
        },
        disputed: false,
    }
}

fn cell(words: String) -> super::Cell {
    super::Cell {
        words,
        ..super::Cell::default()
    }
}

fn columns(names: &[&str]) -> Vec<Column> {
    let column = |name: &&str| Column {
        name: name.to_string(),
        ..Column::default()
    };
    names.iter().map(column).collect()
}
