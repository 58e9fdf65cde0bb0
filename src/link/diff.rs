//! What changed between two linked graphs: events that are new or gone, values that differ, accounts that moved.

use super::{Event, Graph};
use std::collections::{BTreeMap, BTreeSet};

/// A change, in the order of events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A document that only the new graph has.
    DocumentAdded(String),
    /// A document that only the old graph has.
    DocumentGone(String),
    /// No account of this event was in the old graph.
    EventAdded(String),
    /// No account of this event is in the new graph.
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

/// What is different in `new`. Events are recognised by their accounts, as their names may change with them.
pub fn diff(old: &Graph, new: &Graph) -> Vec<Change> {
    let mut changes = Vec::new();
    let documents = |graph: &Graph| -> BTreeSet<String> {
        graph
            .dossiers
            .iter()
            .map(|d| d.document.id.clone())
            .collect()
    };
    let (before, after) = (documents(old), documents(new));
    changes.extend(
        after
            .difference(&before)
            .cloned()
            .map(Change::DocumentAdded),
    );
    changes.extend(before.difference(&after).cloned().map(Change::DocumentGone));
    let (was, is) = (by_account(old), by_account(new));
    for event in new.events.values() {
        let from = events_of(event, &was);
        match &from[..] {
            [] => changes.push(Change::EventAdded(event.id.clone())),
            [one] => values(&old.events[*one], event, new, old, &mut changes),
            several => changes.push(Change::Joined {
                event: event.id.clone(),
                from: several.iter().map(|id| id.to_string()).collect(),
            }),
        }
    }
    for event in old.events.values() {
        let into = events_of(event, &is);
        match &into[..] {
            [] => changes.push(Change::EventGone(event.id.clone())),
            [_] => {}
            several => changes.push(Change::Split {
                event: event.id.clone(),
                into: several.iter().map(|id| id.to_string()).collect(),
            }),
        }
    }
    changes
}

fn by_account(graph: &Graph) -> BTreeMap<&str, &str> {
    graph
        .events
        .values()
        .flat_map(|e| e.accounts.iter().map(|a| (a.as_str(), e.id.as_str())))
        .collect()
}

/// The events of the other graph that hold accounts of this one.
fn events_of<'g>(event: &Event, of: &BTreeMap<&str, &'g str>) -> Vec<&'g str> {
    let events: BTreeSet<&str> = event
        .accounts
        .iter()
        .filter_map(|a| of.get(a.as_str()).copied())
        .collect();
    events.into_iter().collect()
}

fn values(old: &Event, event: &Event, new: &Graph, before: &Graph, changes: &mut Vec<Change>) {
    let (was, is) = (shown(old, before), shown(event, new));
    let roles: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for role in roles {
        let value = |map: &BTreeMap<String, String>| map.get(role).cloned().unwrap_or_default();
        let (old, new) = (value(&was), value(&is));
        if old != new {
            changes.push(Change::Value {
                event: event.id.clone(),
                role: role.clone(),
                old,
                new,
            });
        }
    }
}

/// The values of an event as words. What it is about is left out: those are events, whose names change.
fn shown(event: &Event, graph: &Graph) -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    for (role, ids) in &event.roles {
        let names: Vec<&str> = ids
            .iter()
            .filter(|id| !id.starts_with("event/"))
            .map(|id| {
                graph
                    .nodes
                    .get(id)
                    .map_or(id.as_str(), |node| node.label.as_str())
            })
            .collect();
        if !names.is_empty() {
            shown.insert(role.clone(), names.join(", "));
        }
    }
    for (of, merged) in &event.quantities {
        let best = match &merged.vague {
            Some(vague) => vague.words.clone(),
            None => merged.best.to_string(),
        };
        let range = match merged.max {
            Some(max) if max == merged.min => best,
            Some(max) => format!("{best} ({}–{max})", merged.min),
            None => format!("{best} ({} or more)", merged.min),
        };
        shown.insert(of.clone(), range);
    }
    if let Some(date) = &event.date {
        let day = |day: Option<jiff::civil::Date>| day.map_or("…".to_string(), |d| d.to_string());
        let days = match date.begin == date.end {
            true => day(date.begin),
            false => format!("{}–{}", day(date.begin), day(date.end)),
        };
        shown.insert("date".to_string(), days);
    }
    shown.insert("kind".to_string(), event.class.clone());
    shown.insert("sources".to_string(), event.documents.len().to_string());
    shown
}
