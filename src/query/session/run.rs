//! Questions → answers.

use super::Session;
use crate::diagnostic::Diagnostic;
use crate::query::answer::{Edge, Network, Node};
use crate::query::ast::{Query, Set};
use crate::query::compile::{Compiler, query as select_query, select};
use crate::query::decode::Decoder;
use crate::query::plan::{Plan, View, unsupported};
use crate::query::print;
use crate::query::rows::{Cell, Column, Rows, Value};
use crate::query::{Answer, words};
use std::collections::BTreeSet;

impl Session<'_> {
    pub(super) fn ask(&mut self, query: &Query) -> Result<Answer, Diagnostic> {
        if let Set::Path(path) = &query.first {
            return self.path(query, path);
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

    pub(super) fn compiler(&self, outer: Option<&str>) -> Compiler<'_> {
        let mut compiler = Compiler::new(self.store, self.cancellation.as_ref(), self.today);
        compiler.outer = outer.map(str::to_string);
        compiler
    }

    fn answer(&self, plan: &Plan, outer: Option<&str>) -> Result<Rows, Diagnostic> {
        let mut compiler = self.compiler(outer);
        let mut decoder = Decoder::new(self.store);
        let run = |pattern| {
            select(
                self.store,
                &select_query(pattern),
                self.cancellation.as_ref(),
                plan.span,
            )
        };
        let mut rows = match &plan.group {
            Some(group) => {
                let (pattern, shape) = compiler.table(plan, group)?;
                decoder.table(&run(pattern)?, &shape)
            }
            None => {
                let plan = timeline_columns(plan, self.store.ontology());
                let (pattern, shape) = compiler.rows(&plan)?;
                decoder.rows(&run(pattern)?, &shape)
            }
        };
        rows.notes = compiler.notes;
        for (name, query) in &plan.each {
            rows.columns.push(Column {
                name: name.clone(),
                numeric: false,
            });
            let inner = self.plan(query, Some(&plan.class))?;
            for row in &mut rows.rows {
                let table = self.answer(&inner, row.subject.as_deref())?;
                row.cells.push(Cell {
                    values: match table.rows.is_empty() {
                        true => Vec::new(),
                        false => vec![Value::Table(table)],
                    },
                    disputed: false,
                });
            }
        }
        Ok(rows)
    }

    /// The SPARQL of a question, with prefixes, over several lines. Names are looked up; for `each`, the question
    /// outside and the one inside for its first row.
    pub fn sparql(&mut self, query: &Query) -> Result<String, Diagnostic> {
        if let Set::Path(path) = &query.first {
            return Err(unsupported(
                path.span,
                "the SPARQL of a path: paths are searched outside of SPARQL",
            ));
        }
        let plan = self.plan(query, None)?;
        let mut compiler = self.compiler(None);
        let pattern = match &plan.group {
            Some(group) => compiler.table(&plan, group)?.0,
            None => {
                let plan = timeline_columns(&plan, self.store.ontology());
                compiler.rows(&plan)?.0
            }
        };
        Ok(print::sparql(&pattern))
    }

    /// The rows as nodes, joined to the nodes in their cells.
    fn network(&self, plan: &Plan, rows: Rows) -> Network {
        let mut decoder = Decoder::new(self.store);
        let mut nodes: BTreeSet<Node> = BTreeSet::new();
        let mut edges: BTreeSet<Edge> = BTreeSet::new();
        for row in &rows.rows {
            let Some(subject) = &row.subject else {
                continue;
            };
            nodes.insert(Node {
                iri: subject.clone(),
                label: decoder.name(subject),
                class: decoder.class(subject).unwrap_or_else(|| plan.class.clone()),
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
                            class: decoder.class(iri).unwrap_or_else(|| range.clone()),
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

/// For a timeline, the date comes first.
fn timeline_columns(plan: &Plan, ontology: &crate::ontology::Ontology) -> Plan {
    let mut plan = plan.clone();
    if plan.view != View::Timeline {
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
