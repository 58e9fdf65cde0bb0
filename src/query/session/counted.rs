//! What a row of counts was counted from.

use super::Session;
use crate::answer::Answer;
use crate::answer::rows::{Cell, Row, Rows, Value};
use crate::diagnostic::Diagnostic;
use crate::query::ast::{
    Column, Facet, Field, Key, Period, Query, Stage, StageKind, Statement, StatementKind, Word,
};
use crate::query::plan::{field_name, period_names};
use crate::span::Span;
use jiff::civil::Date;

/// A key of the groups: its column in the counts, and the period where it is one.
struct Group {
    column: usize,
    period: Option<Period>,
}

impl Session<'_> {
    /// The nodes, by IRI, that a row of the counts of `query` was counted from, in the order of the question; `None` where
    /// nothing was counted, or nodes do not stand behind the counts.
    pub fn counted(
        &mut self,
        query: &Query,
        rows: &Rows,
        row: &Row,
    ) -> Result<Option<Vec<String>>, Diagnostic> {
        let mut counts = query.stages.iter().enumerate();
        let found = counts.find_map(|(at, stage)| match &stage.kind {
            StageKind::Aggregate { by, .. } => Some((at, stage.span, by)),
            _ => None,
        });
        let Some((at, span, by)) = found else {
            return Ok(None);
        };
        let (mut shown, mut groups) = (Vec::new(), Vec::new());
        for key in by {
            let (field, names, period) = match key {
                Key::Period(period, at) => {
                    let names = period_names(*period, *at);
                    (field("date", *at), names.to_vec(), Some(*period))
                }
                Key::Field(field) => (field.clone(), vec![field_name(field)], None),
                Key::Aggregate(_) => return Ok(None),
            };
            // What is not shown of the groups, or counted once more, does not tell rows apart.
            let column = rows.columns.iter().position(|c| names.contains(&c.name));
            if let Some(column) = column {
                shown.push(Column { field, name: None });
                groups.push(Group { column, period });
            }
        }
        let mut inner = query.clone();
        inner.stages.truncate(at);
        let shows = |stage: &Stage| matches!(stage.kind, StageKind::Show(_) | StageKind::ShowAll);
        inner.stages.retain(|stage| !shows(stage));
        if !shown.is_empty() {
            inner.stages.push(Stage {
                span,
                kind: StageKind::Show(shown),
            });
        }
        let answer = self.run(&Statement {
            span: inner.span,
            kind: StatementKind::Query(inner),
        })?;
        let Answer::Rows(members) = answer else {
            return Ok(None);
        };
        let belongs = |member: &Row| {
            groups.iter().enumerate().all(|(at, group)| {
                let wanted = row.cells.get(group.column);
                wanted
                    .zip(member.cells.get(at))
                    .is_some_and(|(wanted, cell)| holds(wanted, cell, group.period))
            })
        };
        let members = members.rows.into_iter().filter(belongs);
        Ok(Some(members.filter_map(|member| member.subject).collect()))
    }
}

fn field(word: &str, span: Span) -> Field {
    Field {
        span,
        facet: Facet::Best,
        path: vec![Word::new(word, span)],
    }
}

/// Whether what a node tells belongs to a group.
fn holds(group: &Cell, cell: &Cell, period: Option<Period>) -> bool {
    let Some(wanted) = group.values.first() else {
        // Nobody tells, or of a period: it may be several.
        return match period {
            Some(period) => !cell
                .values
                .iter()
                .any(|value| whole(value, period).is_some()),
            None => cell.values.is_empty(),
        };
    };
    let same = |value: &Value| match (wanted, value, period) {
        (_, value, Some(period)) => {
            whole(value, period).is_some_and(|(first, name)| match wanted {
                Value::Date(days) => days.begin <= Some(first) && Some(first) <= days.end,
                Value::Text(text) => *text == name,
                _ => false,
            })
        }
        (Value::Node { iri, .. }, Value::Node { iri: other, .. }, None) => iri == other,
        (wanted, value, None) => crate::output::text(wanted) == crate::output::text(value),
    };
    cell.values.iter().any(same)
}

/// The first of some days that lie in one period, and the name of their quarter; nothing where they may lie in several.
fn whole(value: &Value, period: Period) -> Option<(Date, String)> {
    let Value::Date(days) = value else {
        return None;
    };
    let (first, last) = (days.begin?, days.end?);
    let quarter = |day: Date| (day.month() - 1) / 3 + 1;
    let monday = |day: Date| day.iso_week_date();
    let one = match period {
        Period::Day => first == last,
        Period::Week => {
            let [a, b] = [first, last].map(monday);
            (a.year(), a.week()) == (b.year(), b.week())
        }
        Period::Month => (first.year(), first.month()) == (last.year(), last.month()),
        Period::Quarter => (first.year(), quarter(first)) == (last.year(), quarter(last)),
        Period::Year => first.year() == last.year(),
    };
    let name = format!("{}-Q{}", first.year(), quarter(first));
    one.then_some((first, name))
}
