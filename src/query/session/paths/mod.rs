//! `path from a to b`: the search is in [`network`](crate::network).

mod rows;

use super::Session;
use crate::answer::Answer;
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::network::{Network, Paths};
use crate::query::ast::{
    ItemKind, ModifierKind, PathPhrase, Phrase, Query, Set, StageKind, Values, Word,
};
use crate::query::plan::{self, Source, unsupported};
use crate::query::settle::Outer;
use crate::query::words::EVENT;
use std::collections::BTreeSet;

/// Steps of `paths` unless the question says.
const STEPS: usize = 3;
/// Most paths that are shown.
const LIMIT: usize = 100;
/// Most steps of `paths`: behind that everybody is joined to everybody.
const MOST_STEPS: usize = 6;

/// What a path may pass, and what it must.
#[derive(Debug, Default)]
struct Via {
    /// The events it may go through.
    events: BTreeSet<String>,
    /// It goes through one of these, when there are any.
    nodes: Vec<String>,
}

impl Session<'_> {
    pub(super) fn path(&self, query: &Query, phrase: &PathPhrase) -> Result<Answer, Diagnostic> {
        if let Some((_, other)) = query.rest.first() {
            return Err(Code::Mismatch.at(other.span, "paths cannot be joined with another set"));
        }
        let mut notes = Vec::new();
        let from = self.ends(&phrase.from, &mut notes)?;
        let to = self.ends(&phrase.to, &mut notes)?;
        if from == to && !from.is_empty() {
            let message = "a path leads from one to another, and these are the same";
            return Err(Code::Mismatch.at(phrase.to.span, message));
        }
        let via = self.via(phrase, &mut notes)?;
        let network = self.store().network();
        let Paths { mut paths, mut cut } =
            self.search(phrase, network, (&from, &to), &via, &mut notes)?;
        let mut graph = false;
        let mut behind = query.stages.as_slice();
        // As long as no table has been made of them, numbers count paths.
        while let [stage, rest @ ..] = behind {
            match &stage.kind {
                StageKind::First(n) => {
                    cut &= paths.len() < *n;
                    paths.truncate(*n);
                }
                StageKind::Last(n) => {
                    cut &= paths.len() < *n;
                    drop(paths.drain(..paths.len().saturating_sub(*n)));
                }
                StageKind::Graph => graph = true,
                StageKind::Timeline => {
                    let what = "`timeline` of paths; `graph` shows them as a picture";
                    return Err(unsupported(stage.span, what));
                }
                StageKind::Aggregate { aggregates, by }
                    if by.is_empty() && aggregates.iter().all(|a| a.field.is_none()) =>
                {
                    let counted = counted(paths.len(), cut, notes);
                    return Ok(Answer::Rows(self.stages(counted, rest)?));
                }
                _ => break,
            }
            behind = rest;
        }
        if paths.is_empty() {
            notes.push("there is no such path".to_string());
        }
        Ok(match (graph, behind.first()) {
            (true, Some(stage)) => {
                let message = "behind `graph` there is no table any more";
                return Err(Code::Mismatch
                    .at(stage.span, message)
                    .hint("put this stage before `graph`, or leave `graph` out"));
            }
            (true, None) => Answer::Graph(self.drawn(&paths, network, notes)),
            (false, _) => {
                let mut rows = self.steps(&paths, network, notes, phrase.span)?;
                rows.cut = cut;
                Answer::Rows(self.stages(rows, behind)?)
            }
        })
    }

    fn search(
        &self,
        phrase: &PathPhrase,
        network: &Network,
        (from, to): (&[String], &[String]),
        via: &Via,
        notes: &mut Vec<String>,
    ) -> Result<Paths, Diagnostic> {
        let stop = || self.check_budget(phrase.span).is_err();
        let network = network.among(&via.events).until(&stop);
        let within = phrase.modifiers.iter().find_map(|m| match m.kind {
            ModifierKind::Steps(n) => Some((n, m.span)),
            _ => None,
        });
        if phrase.shortest {
            let most = within.map(|(n, _)| n);
            let found = match via.nodes.as_slice() {
                [] => network.shortest(from, to, most),
                nodes => network.shortest_via(from, nodes, to, most),
            };
            self.check_budget(phrase.span)?;
            return Ok(Paths {
                paths: found.into_iter().collect(),
                cut: false,
            });
        }
        let (steps, span) = within.unwrap_or((STEPS, phrase.span));
        if steps > MOST_STEPS {
            let what = "all paths of more than 6 steps; ask for the shortest";
            return Err(unsupported(span, what));
        }
        let found = network.all(from, to, &via.nodes, steps, LIMIT);
        self.check_budget(phrase.span)?;
        notes.push(format!(
            "within {}",
            crate::count::counted(steps, "step", "steps")
        ));
        if found.cut {
            notes.push("there may be more paths: the search was cut short".to_string());
        }
        Ok(found)
    }

    /// The nodes that a path may begin or end at.
    fn ends(&self, values: &Values, notes: &mut Vec<String>) -> Result<Vec<String>, Diagnostic> {
        let plans = self.path_ends(values)?;
        let mut settler = self.settler(Outer::Nothing);
        let mut iris = Vec::new();
        for value in &plans {
            iris.extend(settler.ends(value, values.span)?);
        }
        notes.append(&mut settler.notes);
        Ok(iris)
    }

    /// Behind `via`, events and kinds of events are those a path may go through; of all else it goes through one.
    /// Times and sources narrow the events down.
    fn via(&self, phrase: &PathPhrase, notes: &mut Vec<String>) -> Result<Via, Diagnostic> {
        let ontology = self.store().ontology();
        let mut via = Via::default();
        let mut classes = Vec::new();
        for item in phrase.via.iter().flat_map(|v| &v.items) {
            if let ItemKind::Any { class, .. } = &item.kind
                && ontology.is_a(class, EVENT)
            {
                classes.push(class.clone());
                continue;
            }
            let one = Values {
                span: item.span,
                items: vec![item.clone()],
            };
            let events = self.path_ends(&one)?.iter().any(|value| {
                matches!(value, plan::Value::Source(Source::Plan(plan)) if ontology.is_a(&plan.class, EVENT))
            });
            let iris = self.ends(&one, notes)?;
            match events {
                true => via.events.extend(iris),
                false => via.nodes.extend(iris),
            }
        }
        if classes.is_empty() && via.events.is_empty() {
            classes.push(EVENT.to_string());
        }
        for class in classes {
            via.events.extend(self.events(phrase, class, notes)?);
        }
        Ok(via)
    }

    /// The events of a class with the times and sources that a path asks for.
    fn events(
        &self,
        phrase: &PathPhrase,
        class: String,
        notes: &mut Vec<String>,
    ) -> Result<Vec<String>, Diagnostic> {
        let modifiers = phrase.modifiers.iter();
        let modifiers = modifiers.filter(|m| !matches!(m.kind, ModifierKind::Steps(_)));
        let modifiers = modifiers.cloned().collect();
        let events = Phrase {
            number: None,
            head: Word::new(&class, phrase.span),
            class: Some(class),
            modifiers,
        };
        let query = Query::new(Set::Phrase(events), phrase.span);
        let plan = self.plan(&query, None)?;
        let mut settler = self.settler(Outer::Nothing);
        let iris = settler.iris(&plan)?;
        notes.append(&mut settler.notes);
        Ok(iris)
    }
}

/// A table of one number, which is the lowest it can be when the search was cut short.
fn counted(number: usize, cut: bool, notes: Vec<String>) -> Rows {
    let number = match cut {
        true => Value::Range(number as i64, None),
        false => Value::Integer(number as i64),
    };
    Rows {
        columns: vec![Column {
            numeric: true,
            ..Column::named("count")
        }],
        rows: vec![Row {
            subject: None,
            cells: vec![Cell::of([number])],
        }],
        notes,
        ..Rows::default()
    }
}
