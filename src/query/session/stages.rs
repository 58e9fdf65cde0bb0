//! Stages behind rows that no plan made (paths, SPARQL): done on the rows themselves.

use super::Session;
use super::check::holds;
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::output::cell_text;
use crate::query::ast::{
    self, Condition, Direction, Field, Function, Key, OperandKind, Stage, StageKind,
};
use crate::query::plan::{
    aggregate_name, column_among, column_of_key, field_name, once, unsupported,
};
use crate::span::Span;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

impl Session<'_> {
    /// Does one stage after another.
    pub(super) fn stages(&self, mut rows: Rows, stages: &[Stage]) -> Result<Rows, Diagnostic> {
        for stage in stages {
            self.check_budget(stage.span)?;
            self.stage(&mut rows, stage)?;
        }
        Ok(rows)
    }

    fn stage(&self, rows: &mut Rows, stage: &Stage) -> Result<(), Diagnostic> {
        match &stage.kind {
            StageKind::ShowAll => {}
            StageKind::Show(columns) => show(rows, columns)?,
            StageKind::Where(condition) => {
                let kept = rows
                    .rows
                    .iter()
                    .map(|row| self.test(rows, row, condition))
                    .collect::<Result<Vec<bool>, _>>()?;
                let mut kept = kept.into_iter();
                rows.rows.retain(|_| kept.next().unwrap_or(false));
            }
            StageKind::Sort(keys) => {
                let mut columns = Vec::new();
                for (key, direction) in keys {
                    columns.push((key_column(rows, key)?, *direction));
                }
                sort(rows, &columns);
            }
            StageKind::First(n) => {
                rows.cut &= rows.rows.len() < *n;
                rows.rows.truncate(*n);
            }
            StageKind::Last(n) => {
                rows.cut &= rows.rows.len() < *n;
                drop(rows.rows.drain(..rows.rows.len().saturating_sub(*n)));
            }
            StageKind::Top(n, key) => {
                let at = key_column(rows, key)?;
                rows.rows.retain(|row| !row.cells[at].values.is_empty());
                sort(rows, &[(at, Direction::Descending)]);
                rows.cut &= rows.rows.len() < *n;
                rows.rows.truncate(*n);
            }
            StageKind::Disputed(fields) => {
                let columns = fields
                    .iter()
                    .map(|f| column(rows, &field_name(f), f.span))
                    .collect::<Result<Vec<usize>, _>>()?;
                rows.rows.retain(|row| match columns.as_slice() {
                    [] => row.cells.iter().any(|cell| cell.disputed),
                    columns => columns.iter().any(|at| row.cells[*at].disputed),
                });
            }
            StageKind::Aggregate { aggregates, by } => *rows = group(rows, aggregates, by)?,
            StageKind::Timeline | StageKind::Graph | StageKind::Each { .. } => {
                return Err(unsupported(stage.span, "this stage behind such a table"));
            }
        }
        Ok(())
    }

    fn test(&self, rows: &Rows, row: &Row, condition: &Condition) -> Result<bool, Diagnostic> {
        let cell = |field: &Field| -> Result<&Cell, Diagnostic> {
            Ok(&row.cells[column(rows, &field_name(field), field.span)?])
        };
        let value = |operand: &ast::Operand| -> Result<OperandKind, Diagnostic> {
            Ok(match self.meant(operand)? {
                // A word that is no column stands for itself: `as = speaker`.
                OperandKind::Field(field) => OperandKind::Text(field_name(&field)),
                other => other,
            })
        };
        Ok(match condition {
            Condition::And(parts) => {
                for part in parts {
                    if !self.test(rows, row, part)? {
                        return Ok(false);
                    }
                }
                true
            }
            Condition::Or(parts) => {
                let mut any = false;
                for part in parts {
                    any |= self.test(rows, row, part)?;
                }
                any
            }
            Condition::Not(inner) => !self.test(rows, row, inner)?,
            Condition::Compare(field, comparison, operand) => {
                holds(cell(field)?, *comparison, &value(operand)?)
            }
            Condition::In(field, operands) => {
                let cell = cell(field)?;
                let mut any = false;
                for operand in operands {
                    any |= holds(cell, ast::Comparison::Equal, &value(operand)?);
                }
                any
            }
            Condition::Known { field, not } => cell(field)?.values.is_empty() == *not,
            Condition::Disputed { field, not } => cell(field)?.disputed != *not,
        })
    }
}

/// The number of the column with a header.
fn column(rows: &Rows, name: &str, span: Span) -> Result<usize, Diagnostic> {
    let names: Vec<&str> = rows.columns.iter().map(|c| c.name.as_str()).collect();
    column_among(&names, name, span)
}

fn key_column(rows: &Rows, key: &Key) -> Result<usize, Diagnostic> {
    column_of_key(key, |name, span| column(rows, name, span))
}

fn show(rows: &mut Rows, columns: &[ast::Column]) -> Result<(), Diagnostic> {
    let mut chosen = Vec::new();
    for wanted in columns {
        let words = field_name(&wanted.field);
        let at = column(rows, &words, wanted.field.span)?;
        let name = wanted.name.as_ref().map_or(words, |n| n.text.clone());
        chosen.push((at, name));
    }
    let names = chosen.iter().zip(columns);
    once(names.map(|((_, name), column)| (name.as_str(), column.field.span)))?;
    for row in &mut rows.rows {
        row.cells = chosen
            .iter()
            .map(|(at, _)| row.cells[*at].clone())
            .collect();
    }
    rows.columns = chosen
        .into_iter()
        .map(|(at, name)| Column {
            name,
            ..rows.columns[at].clone()
        })
        .collect();
    Ok(())
}

/// Sorts by columns in turn; what is unknown stands last either way.
fn sort(rows: &mut Rows, keys: &[(usize, Direction)]) {
    rows.rows.sort_by(|a, b| {
        keys.iter()
            .map(|(at, direction)| compare(&a.cells[*at], &b.cells[*at], *direction))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
}

fn compare(a: &Cell, b: &Cell, direction: Direction) -> Ordering {
    let order = match (a.values.first(), b.values.first()) {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (Some(Value::Date(a)), Some(Value::Date(b))) => a.cmp(b),
        (Some(a), Some(b)) => match (as_number(a), as_number(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => fold(&crate::output::text(a)).cmp(&fold(&crate::output::text(b))),
        },
    };
    match direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    }
}

fn as_number(value: &Value) -> Option<f64> {
    value.bounds().map(|(least, _)| least)
}

/// Counts and the like, for each combination of the keys in the order in which they come first.
fn group(rows: &Rows, aggregates: &[ast::Aggregate], by: &[Key]) -> Result<Rows, Diagnostic> {
    let keys = by
        .iter()
        .map(|key| key_column(rows, key))
        .collect::<Result<Vec<usize>, _>>()?;
    let of = aggregates
        .iter()
        .map(|a| match &a.field {
            Some(field) => column(rows, &field_name(field), field.span).map(Some),
            None => Ok(None),
        })
        .collect::<Result<Vec<Option<usize>>, _>>()?;
    let mut order: Vec<Vec<&Cell>> = Vec::new();
    let mut members: BTreeMap<Vec<String>, Vec<&Row>> = BTreeMap::new();
    for row in &rows.rows {
        let cells: Vec<&Cell> = keys.iter().map(|at| &row.cells[*at]).collect();
        let texts: Vec<String> = cells.iter().map(|cell| cell_text(cell)).collect();
        let entry = members.entry(texts).or_default();
        if entry.is_empty() {
            order.push(cells);
        }
        entry.push(row);
    }
    if keys.is_empty() && order.is_empty() {
        order.push(Vec::new());
    }
    let mut columns: Vec<Column> = keys.iter().map(|at| rows.columns[*at].clone()).collect();
    columns.extend(aggregates.iter().zip(&of).map(|(a, at)| Column {
        name: aggregate_name(a),
        numeric: a.function != Function::List,
        amount: at.is_some_and(|at| rows.columns[at].amount)
            && !matches!(a.function, Function::Count | Function::List),
    }));
    let mut out = Rows {
        columns,
        notes: rows.notes.clone(),
        // Of all together there is one row, whatever was kept away.
        cut: rows.cut && !keys.is_empty(),
        ..Rows::default()
    };
    for cells in order {
        let texts: Vec<String> = cells.iter().map(|cell| cell_text(cell)).collect();
        let group: &[&Row] = members.get(&texts).map_or(&[], Vec::as_slice);
        let mut row = Row::default();
        row.cells.extend(cells.into_iter().cloned());
        for (aggregate, at) in aggregates.iter().zip(&of) {
            let values: Vec<&Value> = match at {
                Some(at) => group
                    .iter()
                    .flat_map(|row| &row.cells[*at].values)
                    .collect(),
                None => Vec::new(),
            };
            let values = computed(aggregate.function, at.is_some(), group.len(), &values);
            row.cells.push(Cell::of(match rows.cut {
                true => at_least(aggregate.function, values),
                false => values,
            }));
        }
        out.rows.push(row);
    }
    Ok(out)
}

/// What is still true of a number when a limit kept rows away: of a count, a sum and a highest value that it is as high at
/// least, of others nothing.
fn at_least(function: Function, values: Vec<Value>) -> Vec<Value> {
    let grows = matches!(function, Function::Count | Function::Sum | Function::Max);
    values
        .into_iter()
        .filter_map(|value| match value {
            Value::Integer(n) if grows && n >= 0 => Some(Value::Range(n, None)),
            value if function == Function::List => Some(value),
            _ => None,
        })
        .collect()
}

fn computed(function: Function, of_field: bool, rows: usize, values: &[&Value]) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let mut different: Vec<Value> = Vec::new();
    for value in values {
        if seen.insert(format!("{value:?}")) {
            different.push((*value).clone());
        }
    }
    let numbers: Vec<(f64, Option<f64>)> = values.iter().filter_map(|v| v.bounds()).collect();
    // One number without a greatest leaves the sum open.
    let total = |share: f64| {
        let least: f64 = numbers.iter().map(|(least, _)| least).sum();
        let greatest: Option<f64> = numbers.iter().map(|(_, greatest)| *greatest).sum();
        Value::amount(least / share, greatest.map(|greatest| greatest / share))
    };
    let all_numbers = numbers.len() == values.len() && !numbers.is_empty();
    let inexact = all_numbers && numbers.iter().any(|(least, most)| *most != Some(*least));
    let edge = |wanted: Ordering| {
        let single = |value: &Value| Cell::of([value.clone()]);
        different
            .iter()
            .cloned()
            .reduce(|best, next| {
                let order = compare(&single(&next), &single(&best), Direction::Ascending);
                if order == wanted { next } else { best }
            })
            .into_iter()
            .collect()
    };
    match function {
        Function::Count if of_field => vec![Value::Integer(different.len() as i64)],
        Function::Count => vec![Value::Integer(rows as i64)],
        Function::Sum | Function::Average if numbers.is_empty() => Vec::new(),
        Function::Sum => vec![total(1.0)],
        Function::Average => vec![total(numbers.len() as f64)],
        Function::Min if inexact => {
            let least = numbers.iter().map(|(least, _)| *least);
            let most = numbers.iter().filter_map(|(_, most)| *most);
            let first = least.fold(f64::INFINITY, f64::min);
            vec![Value::amount(first, most.reduce(f64::min))]
        }
        Function::Max if inexact => {
            let least = numbers.iter().map(|(least, _)| *least);
            let most: Option<Vec<f64>> = numbers.iter().map(|(_, most)| *most).collect();
            let last = least.fold(f64::NEG_INFINITY, f64::max);
            let most = most.and_then(|most| most.into_iter().reduce(f64::max));
            vec![Value::amount(last, most)]
        }
        Function::Min => edge(Ordering::Less),
        Function::Max => edge(Ordering::Greater),
        Function::List => different,
    }
}
