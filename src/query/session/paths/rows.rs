//! Paths → rows or nodes and edges.

use super::super::Session;
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::answer::{Edge, Network as Shown, Node};
use crate::diagnostic::Diagnostic;
use crate::network::{Link, Network, Path};
use crate::query::ask::{literal, node};
use crate::query::compile::Compiler;
use crate::query::decode::Decoder;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

impl Session<'_> {
    /// The documents that tell of events, by event.
    fn sources_of(
        &self,
        events: &[String],
        span: Span,
    ) -> Result<BTreeMap<String, Vec<Value>>, Diagnostic> {
        let (pattern, [event, document, label]) = Compiler::new(self.store()).sources_of(events);
        let mut out: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for row in self.asked().solutions(pattern, span)? {
            let (Some(event), Some(iri)) = (node(&row, &event), node(&row, &document)) else {
                continue;
            };
            let label = literal(row.get(&label)).unwrap_or(&iri).to_string();
            out.entry(event)
                .or_default()
                .push(Value::Node { iri, label });
        }
        for values in out.values_mut() {
            values.sort_by_cached_key(crate::output::text);
        }
        Ok(out)
    }

    /// A row for every link between two who are no events: through an event, or from part to whole.
    pub(super) fn steps(
        &self,
        paths: &[Path],
        network: &Network,
        notes: Vec<String>,
        span: Span,
    ) -> Result<Rows, Diagnostic> {
        let mut decoder = Decoder::new(self.store());
        let several = paths.len() > 1;
        let mut names = vec!["step", "from", "through", "roles", "to", "sources"];
        if several {
            names.insert(0, "path");
        }
        let mut rows = Rows {
            columns: names
                .iter()
                .map(|name| Column {
                    numeric: matches!(*name, "path" | "step"),
                    ..Column::named(name)
                })
                .collect(),
            notes,
            ..Rows::default()
        };
        let events = paths.iter().flatten().map(|link| link.to.clone());
        let events: BTreeSet<String> = events.filter(|to| network.is_event(to)).collect();
        let events: Vec<String> = events.into_iter().collect();
        let sources = self.sources_of(&events, span)?;
        for (number, path) in paths.iter().enumerate() {
            let mut step = 0;
            for (enter, leave) in stretches(path, network) {
                let mut node = |iri: &str| {
                    Some(Value::Node {
                        iri: iri.to_string(),
                        label: decoder.name(iri),
                    })
                };
                let from = node(&enter.from);
                let (through, to, as_role, told) = match (&enter.role, leave) {
                    (None, _) => {
                        let relation = match network.is_part(&enter.from, &enter.to) {
                            true => "part of",
                            false => "includes",
                        };
                        (None, node(&enter.to), relation.to_string(), None)
                    }
                    (Some(role), leave) => {
                        step += 1;
                        let end = leave.map_or(&enter.to, |l| &l.to);
                        let second = leave.and_then(|l| l.role.as_deref());
                        let roles: Vec<String> = [Some(role.as_str()), second]
                            .into_iter()
                            .flatten()
                            .map(|r| self.role_word(r))
                            .collect();
                        (
                            node(&enter.to),
                            node(end),
                            roles.join(" – "),
                            sources.get(&enter.to),
                        )
                    }
                };
                let counted = enter.role.as_ref().map(|_| Value::Integer(step));
                let mut cells = vec![
                    Cell::of(counted),
                    Cell::of(from),
                    Cell::of(through),
                    Cell::of([Value::Text(as_role)]),
                    Cell::of(to),
                    Cell::of(told.cloned().unwrap_or_default()),
                ];
                if several {
                    cells.insert(0, Cell::of([Value::Integer(number as i64 + 1)]));
                }
                rows.rows.push(Row {
                    subject: enter.role.as_ref().map(|_| enter.to.clone()),
                    cells,
                });
            }
        }
        Ok(rows)
    }

    fn role_word(&self, role: &str) -> String {
        let roles = &self.store().ontology().roles;
        roles
            .get(role)
            .map_or_else(|| role.to_string(), |r| r.label.clone())
    }

    pub(super) fn drawn(&self, paths: &[Path], network: &Network, notes: Vec<String>) -> Shown {
        let mut decoder = Decoder::new(self.store());
        let mut nodes: BTreeSet<Node> = BTreeSet::new();
        let mut edges: BTreeSet<Edge> = BTreeSet::new();
        for link in paths.iter().flatten() {
            for iri in [&link.from, &link.to] {
                let label = decoder.name(iri);
                nodes.insert(Node {
                    iri: iri.clone(),
                    class: self.store().kind(iri).unwrap_or_default(),
                    label,
                });
            }
            // An edge points from the event to who fills its role, from the part to the whole.
            let (from, to) = match &link.role {
                Some(_) if !network.is_event(&link.from) => (&link.to, &link.from),
                None if !network.is_part(&link.from, &link.to) => (&link.to, &link.from),
                _ => (&link.from, &link.to),
            };
            edges.insert(Edge {
                from: from.clone(),
                to: to.clone(),
                label: link
                    .role
                    .as_ref()
                    .map_or_else(|| "part of".to_string(), |r| self.role_word(r)),
            });
        }
        Shown {
            nodes: nodes.into_iter().collect(),
            edges: edges.into_iter().collect(),
            notes,
        }
    }
}

/// One row of a path: the link into an event and the one out of it, or a link from part to whole. Between two events
/// one link is both.
fn stretches<'p>(path: &'p [Link], network: &Network) -> Vec<(&'p Link, Option<&'p Link>)> {
    path.iter()
        .enumerate()
        .filter(|(_, link)| link.role.is_none() || network.is_event(&link.to))
        .map(|(at, link)| (link, link.role.as_ref().and(path.get(at + 1))))
        .collect()
}
