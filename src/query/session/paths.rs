//! `path from a to b`: the links come from SPARQL, the search is in [`network`](crate::network).

use super::Session;
use crate::diagnostic::Diagnostic;
use crate::network::{Link, Network, Path};
use crate::query::Answer;
use crate::query::answer::{Edge, Network as Shown, Node};
use crate::query::ast::{
    ItemKind, ModifierKind, PathPhrase, Phrase, Query, Set, StageKind, Values, Word,
};
use crate::query::compile::algebra::*;
use crate::query::decode::Decoder;
use crate::query::plan::unsupported;
use crate::query::rows::{Cell, Column, Row, Rows, Value};
use crate::query::words::EVENT;
use crate::span::Span;
use oxigraph::model::{Term, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// Steps of `paths` unless the question says.
const STEPS: usize = 3;
/// Most paths that are shown.
const LIMIT: usize = 100;
/// Most steps of `paths`: behind that everybody is joined to everybody.
const MOST_STEPS: usize = 6;

impl Session<'_> {
    pub(super) fn path(&self, query: &Query, phrase: &PathPhrase) -> Result<Answer, Diagnostic> {
        if let Some((_, other)) = query.rest.first() {
            return Err(unsupported(other.span, "joining paths with another set"));
        }
        let mut notes = Vec::new();
        let from = self.ends(&phrase.from, &mut notes)?;
        let to = self.ends(&phrase.to, &mut notes)?;
        let network = self.links(phrase, &mut notes)?;
        let within = phrase.modifiers.iter().find_map(|m| match m.kind {
            ModifierKind::Steps(n) => Some((n, m.span)),
            _ => None,
        });
        let mut paths: Vec<Path> = match phrase.shortest {
            true => network
                .shortest(&from, &to, within.map(|(n, _)| n))
                .into_iter()
                .collect(),
            false => {
                let (steps, span) = within.unwrap_or((STEPS, phrase.span));
                if steps > MOST_STEPS {
                    return Err(unsupported(
                        span,
                        "all paths of more than 6 steps; ask for the shortest",
                    ));
                }
                let found = network.all(&from, &to, steps, LIMIT);
                notes.push(format!("within {steps} steps"));
                if found.cut {
                    notes.push("there may be more paths: the search was cut short".to_string());
                }
                found.paths
            }
        };
        let mut graph = false;
        for stage in &query.stages {
            match stage.kind {
                StageKind::First(n) => paths.truncate(n),
                StageKind::Graph => graph = true,
                _ => {
                    return Err(unsupported(
                        stage.span,
                        "this stage behind paths; `first` and `graph` can stand there",
                    ));
                }
            }
        }
        if paths.is_empty() {
            notes.push("there is no such path".to_string());
        }
        Ok(match graph {
            true => Answer::Graph(self.shown(&paths, &network, notes)),
            false => Answer::Rows(self.steps(&paths, &network, notes, phrase.span)?),
        })
    }

    /// The nodes that a path may begin or end at.
    fn ends(&self, values: &Values, notes: &mut Vec<String>) -> Result<Vec<String>, Diagnostic> {
        let plans = self.path_ends(values)?;
        let mut compiler = self.compiler(None);
        let mut iris = Vec::new();
        for value in &plans {
            iris.extend(compiler.ends(value, values.span)?);
        }
        notes.append(&mut compiler.notes);
        Ok(iris)
    }

    /// Events with their roles, and parts with their wholes.
    fn links(&self, phrase: &PathPhrase, notes: &mut Vec<String>) -> Result<Network, Diagnostic> {
        let mut network = Network::default();
        let (event, filler) = (
            Variable::new_unchecked("event"),
            Variable::new_unchecked("filler"),
        );
        let allowed = self.allowed(phrase, notes)?;
        let ontology = self.store().ontology();
        for role in ontology.roles.values() {
            // Who only was at the same place is not joined.
            let joins = role.kind == crate::ontology::RoleKind::Node
                && role.range.iter().any(|r| ontology.is_a(r, "Actor"));
            if !joins {
                continue;
            }
            let pattern = triple(event.clone(), iri(role.property.clone()), filler.clone());
            for (event, filler) in self.pairs(pattern, &event, &filler, phrase.span)? {
                if allowed.contains(&event) {
                    network.add_role(&event, &role.name, &filler);
                }
            }
        }
        let pattern = triple(event.clone(), dl("partOf"), filler.clone());
        for (part, whole) in self.pairs(pattern, &event, &filler, phrase.span)? {
            network.add_part(&part, &whole);
        }
        Ok(network)
    }

    fn pairs(
        &self,
        pattern: spargebra::algebra::GraphPattern,
        a: &Variable,
        b: &Variable,
        span: Span,
    ) -> Result<BTreeSet<(String, String)>, Diagnostic> {
        let pattern = project(pattern, vec![a.clone(), b.clone()]);
        let rows = self.compiler(None).select(pattern, span)?;
        let node =
            |row: &BTreeMap<String, Term>, variable: &Variable| match row.get(variable.as_str()) {
                Some(Term::NamedNode(node)) => Some(node.as_str().to_string()),
                _ => None,
            };
        Ok(rows
            .iter()
            .filter_map(|row| Some((node(row, a)?, node(row, b)?)))
            .collect())
    }

    /// The events a path may pass: of the classes behind `via`, with the times and sources asked for.
    fn allowed(
        &self,
        phrase: &PathPhrase,
        notes: &mut Vec<String>,
    ) -> Result<BTreeSet<String>, Diagnostic> {
        let mut classes = Vec::new();
        for item in phrase.via.iter().flat_map(|v| &v.items) {
            match &item.kind {
                ItemKind::Any(class) if self.store().ontology().is_a(class, EVENT) => {
                    classes.push(class.clone());
                }
                _ => {
                    return Err(unsupported(
                        item.span,
                        "anything but kinds of events behind `via`",
                    ));
                }
            }
        }
        if classes.is_empty() {
            classes.push(EVENT.to_string());
        }
        let modifiers: Vec<_> = phrase
            .modifiers
            .iter()
            .filter(|m| !matches!(m.kind, ModifierKind::Steps(_)))
            .cloned()
            .collect();
        let mut allowed = BTreeSet::new();
        for class in classes {
            let query = Query {
                span: phrase.span,
                first: Set::Phrase(Phrase {
                    number: None,
                    head: Word {
                        text: class.clone(),
                        span: phrase.span,
                    },
                    class: Some(class),
                    modifiers: modifiers.clone(),
                }),
                rest: Vec::new(),
                stages: Vec::new(),
            };
            let plan = self.plan(&query, None)?;
            let mut compiler = self.compiler(None);
            allowed.extend(compiler.iris(&plan)?);
            notes.append(&mut compiler.notes);
        }
        Ok(allowed)
    }

    /// A row for every link between two who are no events: through an event, or from part to whole.
    fn steps(
        &self,
        paths: &[Path],
        network: &Network,
        notes: Vec<String>,
        span: Span,
    ) -> Result<Rows, Diagnostic> {
        let mut decoder = Decoder::new(self.store());
        let several = paths.len() > 1;
        let mut names = vec!["step", "from", "through", "as", "to", "sources"];
        if several {
            names.insert(0, "path");
        }
        let mut rows = Rows {
            columns: names
                .iter()
                .map(|name| Column {
                    name: name.to_string(),
                    numeric: matches!(*name, "path" | "step"),
                })
                .collect(),
            notes,
            ..Rows::default()
        };
        let events: BTreeSet<String> = paths
            .iter()
            .flatten()
            .map(|link| link.to.clone())
            .filter(|to| network.is_event(to))
            .collect();
        let events: Vec<String> = events.into_iter().collect();
        let sources = self.compiler(None).sources(&events, span)?;
        for (number, path) in paths.iter().enumerate() {
            let mut step = 0;
            for (enter, leave) in stretches(path, network) {
                let cell = |value: Option<Value>| Cell {
                    values: value.into_iter().collect(),
                    disputed: false,
                };
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
                    cell(counted),
                    cell(from),
                    cell(through),
                    cell(Some(Value::Text(as_role))),
                    cell(to),
                    Cell {
                        values: told.cloned().unwrap_or_default(),
                        disputed: false,
                    },
                ];
                if several {
                    cells.insert(0, cell(Some(Value::Integer(number as i64 + 1))));
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

    fn shown(&self, paths: &[Path], network: &Network, notes: Vec<String>) -> Shown {
        let mut decoder = Decoder::new(self.store());
        let mut nodes: BTreeSet<Node> = BTreeSet::new();
        let mut edges: BTreeSet<Edge> = BTreeSet::new();
        for link in paths.iter().flatten() {
            for iri in [&link.from, &link.to] {
                let label = decoder.name(iri);
                nodes.insert(Node {
                    iri: iri.clone(),
                    class: decoder.class(iri).unwrap_or_default(),
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
