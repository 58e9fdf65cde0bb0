//! A brief on an event: what is known of it, how each article tells it, and where they differ.

use super::{Brief, SAID, some};
use crate::ontology::{NAMESPACE, RoleKind};
use crate::output::{self, clipped};
use crate::query::about::{days, is_a, is_event, noun, text};
use crate::query::roles_of;
use crate::report::headline::headline;
use crate::report::{Block, Cell, Table};
use crate::store::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

impl Brief<'_> {
    /// What is known of an event, how it is told, and what was said about it.
    pub(super) fn event(&mut self, iri: &str) -> Result<BTreeSet<String>, StoreError> {
        let store = self.store;
        let mut facts = vec![("kind".to_string(), noun(store, iri))];
        if let Some(days) = days(store, iri) {
            facts.push(("when".to_string(), output::days(&days)));
        }
        let class = store.kind(iri).unwrap_or_default();
        let mut replies = BTreeSet::new();
        for role in roles_of(store.ontology(), &class) {
            let values = match role.kind {
                RoleKind::Node | RoleKind::Field => store.linked(iri, &role.property),
                _ => Vec::new(),
            };
            replies.extend(values.iter().filter(|v| is_event(self.store, v)).cloned());
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
        replies.retain(|reply| is_a(self.store, reply, "Statement"));
        self.statements("What was said about it", &replies)?;
        Ok([iri.to_string()].into())
    }

    /// How each article tells an event.
    fn telling(&mut self, iri: &str) -> Result<(), StoreError> {
        let numbers = self.notes.of(self.store, iri)?;
        let evidence = self.store.evidence(iri)?;
        let mut table =
            Table::empty(&["outlet", "published", "words", "says"].map(|name| (name, false)));
        for account in &evidence {
            let number = numbers.iter().find(|(d, _)| *d == account.document.iri);
            let source = &account.document;
            let published = source.published.as_ref().map(output::days);
            let mut says: Vec<String> = Vec::new();
            for span in &account.spans {
                let role = self.store.ontology().roles.get(&span.role);
                let role = role.map_or(span.role.as_str(), |role| role.label.as_str());
                says.push(format!("{role}: {}", span.passage.text));
            }
            says.dedup();
            let words = account.sentences.first().map(|s| clipped(&s.text, SAID));
            table.rows.push(vec![
                Cell::of(source.publisher.clone().unwrap_or_default()),
                Cell::of(published.unwrap_or_default()),
                Cell {
                    words: words.unwrap_or_default(),
                    disputed: false,
                    notes: number.map(|(_, number)| *number).into_iter().collect(),
                },
                Cell::of(says.join("; ")),
            ]);
        }
        self.table("How it is told", table);
        Ok(())
    }

    /// What accounts of one event tell differently, with who tells what.
    pub(super) fn differences(&mut self, events: &BTreeSet<String>) -> Result<(), StoreError> {
        let store = self.store;
        let mut table = Table::empty(&["event", "what", "told"].map(|name| (name, false)));
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
                let told = told.iter();
                let told = told.map(|(value, by)| format!("{value} – {}", by.join(", ")));
                let told: Vec<String> = told.collect();
                let when = days(store, event).map(|days| format!(" ({})", output::days(&days)));
                table.rows.push(vec![
                    Cell::of(headline(store, event) + &when.unwrap_or_default()),
                    Cell::of(role.label.clone()),
                    Cell {
                        words: told.join("; "),
                        disputed: false,
                        notes: marks,
                    },
                ]);
            }
        }
        self.table("Where sources differ", table);
        Ok(())
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
