//! Questions → answers.

use super::Session;
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::answer::{Edge, Network, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::query::ask::{Ask, literal};
use crate::query::ast::{Query, Set, Word};
use crate::query::compile::Compiler;
use crate::query::decode::Decoder;
use crate::query::plan::{Column as Shown, Group, Plan, View, unsupported};
use crate::query::settle::{Outer, Settler};
use crate::query::settled::Settled;
use crate::query::{Answer, words};
use crate::span::Span;
use crate::store::{StoreError, results, sparql_text, unknown_terms};
use oxigraph::model::Variable;
use std::collections::BTreeSet;

/// How much of an error message of SPARQL is shown.
const LONGEST_MESSAGE: usize = 70;

impl Session<'_> {
    pub(super) fn ask(&mut self, query: &Query) -> Result<Answer, Diagnostic> {
        match &query.first {
            Set::Path(path) => return self.path(query, path),
            Set::Sparql(text) => return self.by_hand(query, text),
            Set::Phrase(_) | Set::Nested(_) => {}
        }
        let plan = self.plan(query, None)?;
        let view = plan.view;
        let rows = self.answer(&plan, None)?;
        Ok(match view {
            View::Table => Answer::Rows(rows),
            View::Timeline => Answer::Timeline(timeline(rows)),
            View::Graph => Answer::Graph(self.network(&plan, rows)),
        })
    }

    /// Whom questions are asked.
    pub(super) fn asked(&self) -> Ask<'_> {
        Ask {
            store: &self.store,
            budget: self.budget.as_ref(),
        }
    }

    /// What looks up names, times and places.
    pub(super) fn settler(&self, outer: Outer) -> Settler<'_> {
        Settler::new(self.asked(), outer)
    }

    pub(super) fn answer(&self, plan: &Plan, outer: Option<&str>) -> Result<Rows, Diagnostic> {
        let outer = outer.map_or(Outer::Nothing, |row| Outer::Row(row.to_string()));
        let mut settler = self.settler(outer);
        let settled = settler.settle(plan)?;
        let mut rows = match &plan.group {
            Some(group) => {
                settler.notes.extend(self.known_of(&settled, group)?);
                let (pattern, shape) = Compiler::new(&self.store).table(&settled, group);
                let solutions = self.asked().solutions(pattern, plan.span)?;
                Decoder::new(&self.store).table(&solutions, &shape)
            }
            None => {
                let plan = timeline_columns(plan, self.store.ontology());
                self.shown(&settled, &plan.columns)?
            }
        };
        rows.notes = settler.notes;
        self.add_tables(plan, &mut rows)?;
        self.stages(rows, &plan.behind)
    }

    /// What is shown of nodes.
    pub(super) fn shown(&self, asked: &Settled, columns: &[Shown]) -> Result<Rows, Diagnostic> {
        let (pattern, shape) = Compiler::new(&self.store).rows(asked, columns);
        let solutions = self.asked().solutions(pattern, asked.span)?;
        Ok(Decoder::new(&self.store).rows(&solutions, &shape))
    }

    /// "killed: 12 of 20 known", for every quantity that is added up.
    fn known_of(&self, asked: &Settled, group: &Group) -> Result<Vec<String>, Diagnostic> {
        let mut notes = Vec::new();
        for counted in Compiler::new(&self.store).known_of(asked, group) {
            let rows = self.asked().solutions(counted.pattern, asked.span)?;
            let number =
                |variable: &Variable| literal(rows.first()?.get(variable))?.parse::<i64>().ok();
            if let (Some(all), Some(known)) = (number(&counted.all), number(&counted.known)) {
                notes.push(format!("{}: {known} of {all} known", counted.words));
            }
        }
        Ok(notes)
    }

    /// The SPARQL of a question, with prefixes, over several lines. Names are looked up; for `each`, the question
    /// outside and the one inside for its first row.
    pub fn sparql(&mut self, query: &Query) -> Result<String, Diagnostic> {
        if let Set::Path(path) = &query.first {
            let what = "the SPARQL of a path: paths are searched outside of SPARQL";
            return Err(unsupported(path.span, what));
        }
        if let Set::Sparql(text) = &query.first {
            return Ok(text.text.trim().to_string() + "\n");
        }
        let plan = self.plan(query, None)?;
        let settled = self.settler(Outer::Nothing).settle(&plan)?;
        let mut compiler = Compiler::new(&self.store);
        let pattern = match &plan.group {
            Some(group) => compiler.table(&settled, group).0,
            None => {
                let plan = timeline_columns(&plan, self.store.ontology());
                compiler.rows(&settled, &plan.columns).0
            }
        };
        Ok(sparql_text(&pattern))
    }

    /// `sparql { … }`: the table that the store gives, with the stages behind it.
    fn by_hand(&self, query: &Query, sparql: &Word) -> Result<Answer, Diagnostic> {
        if let Some((_, other)) = query.rest.first() {
            let message = "the table of a SPARQL query cannot be joined with a set";
            return Err(Code::Mismatch.at(other.span, message));
        }
        let answer = results::answer(&self.store, &sparql.text, self.budget.as_ref());
        let mut rows = match answer.map_err(|error| by_hand_failed(error, sparql))? {
            results::Answer::Table(rows) => rows,
            results::Answer::Boolean(answer) => Rows {
                columns: vec![Column::named("answer")],
                rows: vec![Row {
                    subject: None,
                    cells: vec![Cell::of([Value::Text(
                        if answer { "yes" } else { "no" }.to_string(),
                    )])],
                }],
                ..Rows::default()
            },
            results::Answer::Turtle(_) => {
                let message = "CONSTRUCT and DESCRIBE give no table";
                return Err(Code::Mismatch
                    .at(sparql.span, message)
                    .hint("`dateline sparql STORE 'CONSTRUCT …'` writes RDF"));
            }
        };
        // So that `\why` finds what a row is about.
        for row in &mut rows.rows {
            row.subject = row
                .cells
                .iter()
                .flat_map(|cell| &cell.values)
                .find_map(|v| match v {
                    Value::Node { iri, .. } => Some(iri.clone()),
                    _ => None,
                });
        }
        rows.notes.extend(unknown_terms(&self.store, &sparql.text));
        Ok(Answer::Rows(self.stages(rows, &query.stages)?))
    }

    /// The rows as nodes, joined to the nodes in their cells.
    fn network(&self, plan: &Plan, rows: Rows) -> Network {
        let mut decoder = Decoder::new(&self.store);
        let mut nodes: BTreeSet<Node> = BTreeSet::new();
        let mut edges: BTreeSet<Edge> = BTreeSet::new();
        for row in &rows.rows {
            let Some(subject) = &row.subject else {
                continue;
            };
            nodes.insert(Node {
                iri: subject.clone(),
                label: decoder.name(subject),
                class: self
                    .store
                    .kind(subject)
                    .unwrap_or_else(|| plan.class.clone()),
            });
            for (cell, column) in row.cells.iter().zip(&plan.columns) {
                let range = column.path.last().range.first();
                let source = range.is_some_and(|r| r == words::DOCUMENT);
                for value in &cell.values {
                    // Documents would join everything to everything; classes are no nodes.
                    if let Value::Node { iri, label } = value
                        && !source
                        && let Some(range) = range
                    {
                        nodes.insert(Node {
                            iri: iri.clone(),
                            label: label.clone(),
                            class: self.store.kind(iri).unwrap_or_else(|| range.clone()),
                        });
                        edges.insert(Edge {
                            from: subject.clone(),
                            to: iri.clone(),
                            label: column.name.clone(),
                        });
                    }
                }
            }
        }
        Network {
            nodes: nodes.into_iter().collect(),
            edges: edges.into_iter().collect(),
            notes: rows.notes,
        }
    }
}

/// An error of SPARQL that stands inside a question.
fn by_hand_failed(error: StoreError, sparql: &Word) -> Diagnostic {
    let code = error.code();
    let StoreError::Syntax {
        line,
        column,
        message,
    } = &error
    else {
        return code.at(sparql.span, error.to_string());
    };
    // The list of all that could stand there is as long as the grammar.
    let message = message.lines().next().unwrap_or_default();
    let message = match message.starts_with("expected one of") {
        true => "this cannot stand here",
        false => message,
    };
    let message: String = match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((at, _)) => format!("{} …", &message[..at]),
        None => message.to_string(),
    };
    let begin = sparql.span.end - "}".len() - sparql.text.len();
    let before: usize = sparql
        .text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &sparql.text[before..];
    let within = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    let at = (begin + before + within).min(sparql.span.end - 1);
    let end = at
        + sparql.text[at - begin..]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
    code.at(Span::new(at, end), format!("in the SPARQL: {message}"))
        .hint("the prefixes of the graph (`dl:`, `schema:` …) need no declaration")
}

/// For a timeline, the date comes first.
fn timeline_columns(plan: &Plan, ontology: &crate::ontology::Ontology) -> Plan {
    let mut plan = plan.clone();
    if plan.view != View::Timeline || plan.group.is_some() {
        return plan;
    }
    let time = |c: &crate::query::plan::Column| {
        c.path.steps.len() == 1 && c.path.kind() == crate::query::plan::Kind::Time
    };
    match plan.columns.iter().position(time) {
        Some(at) => {
            let column = plan.columns.remove(at);
            plan.columns.insert(0, column);
        }
        None => {
            if let Some(column) = crate::query::plan::date_column(ontology, &plan.class, plan.span)
            {
                plan.columns.insert(0, column);
            }
        }
    }
    plan
}

/// In the order of days, unknown last, whatever the rows were sorted by before.
fn timeline(mut rows: Rows) -> Rows {
    rows.rows.sort_by_key(
        |row| match row.cells.first().and_then(|c| c.values.first()) {
            Some(Value::Date(days)) => (false, days.begin.or(days.end)),
            _ => (true, None),
        },
    );
    rows
}
