//! Of an actor or a place: what happened in the order of time, and what was said.

use super::{Brief, SAID, some};
use crate::ontology::NAMESPACE;
use crate::output::{self, clipped};
use crate::query::about::{days, noun, text};
use crate::query::{Cell, Column, Row, Rows, Value};
use crate::report::headline::headline;
use crate::report::{Block, Table, Timeline};
use crate::store::StoreError;
use crate::time::Interval;
use std::collections::BTreeSet;

/// Most rows of a table.
const ROWS: usize = 100;

impl Brief<'_> {
    pub(super) fn timeline(
        &mut self,
        title: &str,
        events: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
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

    pub(super) fn statements(
        &mut self,
        title: &str,
        said: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
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
            let names = fillers.iter().map(|filler| headline(store, filler));
            some(names.collect())
        };
        let rows = said.iter().take(ROWS).map(|(when, event)| {
            let how = match text(store, event, "direct").as_deref() {
                Some("true") => "direct",
                Some(_) => "reported",
                None => "",
            };
            let content = text(store, event, "content").unwrap_or_default();
            let content = match how {
                "direct" => format!("“{}”", clipped(&content, SAID)),
                _ => clipped(&content, SAID),
            };
            Row {
                subject: Some((*event).clone()),
                cells: vec![
                    words(when.as_ref().map(output::days).unwrap_or_default()),
                    words(noun(store, event)),
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
}

fn words(text: String) -> Cell {
    Cell::of((!text.is_empty()).then_some(Value::Text(text)))
}

fn columns(names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| Column::named(name)).collect()
}
