//! `each`: the tables of all rows with two queries, where the question inside allows; else with one for every row.

use super::Session;
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::diagnostic::Diagnostic;
use crate::query::ask::node;
use crate::query::compile::Compiler;
use crate::query::plan::Plan;
use crate::query::settle::{Outer, is_asked_at_once};
use crate::query::settled::{Set, Settled, Step};
use std::collections::{BTreeMap, BTreeSet};

impl Session<'_> {
    /// Adds the tables that `each` asks for.
    pub(super) fn add_tables(&self, plan: &Plan, rows: &mut Rows) -> Result<(), Diagnostic> {
        for (name, query) in &plan.each {
            rows.columns.push(Column::named(name));
            let inner = self.plan(query, Some(&plan.class))?;
            self.check_budget(inner.span)?;
            let tables = match is_asked_at_once(&inner) && !rows.rows.is_empty() {
                true => self.tables(&inner, rows)?,
                false => rows
                    .rows
                    .iter()
                    .map(|row| self.answer(&inner, row.subject.as_deref()))
                    .collect::<Result<_, _>>()?,
            };
            for (row, table) in rows.rows.iter_mut().zip(tables) {
                let table = (!table.rows.is_empty()).then_some(Value::Table(table));
                row.cells.push(Cell::of(table));
            }
        }
        Ok(())
    }

    /// The table of each row: first which nodes belong to which row, then what is shown of these nodes.
    fn tables(&self, inner: &Plan, rows: &Rows) -> Result<Vec<Rows>, Diagnostic> {
        let outer = rows.rows.iter().filter_map(|row| row.subject.clone());
        let mut settler = self.settler(Outer::Rows(outer.collect()));
        let settled = settler.settle(inner)?;
        let (pattern, o, s) = Compiler::new(self.store()).pairs(&settled);
        let mut nodes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for solution in self.asked().solutions(pattern, inner.span)? {
            if let (Some(outer), Some(found)) = (node(&solution, &o), node(&solution, &s)) {
                nodes.entry(outer).or_default().push(found);
            }
        }
        if let Some(Step::First(most) | Step::Last(most)) = settled.steps.last() {
            nodes.values_mut().for_each(|found| found.truncate(*most));
        }
        let all: BTreeSet<&String> = nodes.values().flatten().collect();
        let mut shown = Settled {
            set: Set::Nodes(all.into_iter().cloned().collect()),
            ..settled
        };
        shown.steps.retain(|step| matches!(step, Step::Sort(_)));
        let mut all = self.shown(&shown, &inner.columns)?;
        self.add_tables(inner, &mut all)?;
        // Sorted already; a table has its rows in the same order.
        let places = all.rows.iter().enumerate();
        let places = places.filter_map(|(at, row)| Some((row.subject.as_deref()?, at)));
        let places: BTreeMap<&str, usize> = places.collect();
        rows.rows
            .iter()
            .map(|row| {
                let found = row.subject.as_ref().and_then(|outer| nodes.get(outer));
                let places: BTreeSet<usize> = found
                    .into_iter()
                    .flatten()
                    .filter_map(|found| places.get(found.as_str()).copied())
                    .collect();
                let table = Rows {
                    columns: all.columns.clone(),
                    rows: places
                        .into_iter()
                        .map(|at| all.rows[at].clone())
                        .collect::<Vec<Row>>(),
                    notes: settler.notes.clone(),
                    ..Rows::default()
                };
                self.stages(table, &inner.behind)
            })
            .collect()
    }
}
