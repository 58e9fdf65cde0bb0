//! Events at a glance: along time, on a map, and as a network of those who took part.

use super::headline::headline;
use super::{Block, Map, Moment, Notes, Place, Table, Timeline};
use crate::query::about::{days, text};
use crate::query::{Row, Rows, Session, Value};
use crate::report::actors::Actors;
use crate::store::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// Most events of a timeline, and most actors of a network.
const MOMENTS: usize = 150;
const ACTORS: usize = 30;

impl Timeline {
    /// These events in the order of time, with their footnotes.
    pub fn of(
        events: &BTreeSet<String>,
        store: &Store,
        notes: &mut Notes,
    ) -> Result<Timeline, StoreError> {
        let mut timeline = Timeline::default();
        let mut dated = Vec::new();
        for event in events {
            match days(store, event) {
                Some(when) => dated.push((when.begin.or(when.end), when, event)),
                None => timeline.undated += 1,
            }
        }
        dated.sort_by(|a, b| (a.0, a.1.end, a.2).cmp(&(b.0, b.1.end, b.2)));
        timeline.more = dated.len().saturating_sub(MOMENTS);
        for (_, when, event) in dated.into_iter().take(MOMENTS) {
            let told = notes.of(store, event)?.into_iter();
            timeline.moments.push(Moment {
                when,
                what: headline(store, event),
                notes: told.map(|(_, number)| number).collect(),
            });
        }
        Ok(timeline)
    }
}

impl Timeline {
    /// The rows of a timeline; nothing where no row has a day.
    pub(crate) fn of_rows(rows: &Rows, table: &Table) -> Option<Timeline> {
        let mut timeline = Timeline::default();
        for (row, cells) in rows.rows.iter().zip(&table.rows) {
            let when = row.cells.first().and_then(|cell| cell.values.first());
            let Some(Value::Date(when)) = when else {
                timeline.undated += 1;
                continue;
            };
            let named = table.columns.iter().zip(cells).skip(1);
            let parts = named.filter(|(_, cell)| !cell.words.is_empty());
            let parts = parts.map(|((name, numeric), cell)| match numeric {
                // A number says nothing without its name.
                true => format!("{name} {}", cell.words),
                false => cell.words.clone(),
            });
            let parts: Vec<String> = parts.collect();
            timeline.moments.push(Moment {
                when: *when,
                what: parts.join(" · "),
                notes: cells.iter().flat_map(|cell| cell.notes.clone()).collect(),
            });
        }
        (!timeline.moments.is_empty()).then_some(timeline)
    }
}

impl Map {
    /// Where these events were.
    pub fn of(events: &BTreeSet<String>, session: &Session<'_>) -> Map {
        let row = |event: &String| Row {
            subject: Some(event.clone()),
            cells: Vec::new(),
        };
        let mut rows = Rows {
            rows: events.iter().map(row).collect(),
            ..Rows::default()
        };
        session.locate(&mut rows);
        let mut map = Map::default();
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        for (number, (event, spots)) in events.iter().zip(rows.spots).enumerate() {
            if spots.is_empty() {
                map.nowhere += 1;
            }
            let killed = text(session.store(), event, "killed").and_then(|n| n.parse().ok());
            // Of several places nobody tells how many died in which.
            let killed = killed.filter(|_| spots.len() == 1);
            for spot in spots {
                let place = places.entry(spot.iri.clone()).or_insert(Place {
                    spot,
                    events: 0,
                    numbers: Vec::new(),
                    killed: 0,
                });
                place.events += 1;
                place.numbers.push(number);
                place.killed += killed.unwrap_or(0);
            }
        }
        map.places = places.into_values().collect();
        map.places.sort_by(|a, b| {
            let more = b.events.cmp(&a.events).then(b.killed.cmp(&a.killed));
            more.then(a.spot.iri.cmp(&b.spot.iri))
        });
        map
    }
}

/// Pictures of these events, as far as there is something to draw. `about` is the actor that all is about.
pub(crate) fn pictures(
    events: &BTreeSet<String>,
    session: &Session<'_>,
    about: Option<&str>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let map = Map::of(events, session);
    if !map.places.is_empty() {
        blocks.push(Block::Map(map));
    }
    let actors = Actors::of(session.store(), events).most(ACTORS, about);
    if !actors.edges.is_empty() {
        blocks.push(Block::Network(actors.joined()));
    }
    blocks
}
