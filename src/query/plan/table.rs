//! Stages behind a count → steps on the table.

use super::once::once;
use super::scope::unsupported;
use super::stage::{aggregate_name, field_name, period_names};
use super::{Constant, Group, GroupKey, Plan, Scope, TableFilter, TableStep, View};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::query::ast::{
    self, Comparison, Condition, Direction, Key, OperandKind, Stage, StageKind,
};
use crate::span::Span;

impl Scope<'_> {
    pub(super) fn table_stage(&self, plan: &mut Plan, stage: &Stage) -> Result<(), Diagnostic> {
        let Some(group) = &mut plan.group else {
            return Ok(());
        };
        match &stage.kind {
            StageKind::Show(columns) => {
                let mut show = Vec::new();
                for column in columns {
                    let at = column_of(group, &field_name(&column.field), column.field.span)?;
                    let name = column
                        .name
                        .as_ref()
                        .map_or_else(|| field_name(&column.field), |n| n.text.clone());
                    show.push((at, name));
                }
                let names = show.iter().zip(columns);
                once(names.map(|((_, name), column)| (name.as_str(), column.field.span)))?;
                group.show = show;
            }
            StageKind::ShowAll => {}
            StageKind::Where(condition) => {
                let filter = self.table_filter(group, condition)?;
                group.steps.push(TableStep::Filter(filter));
            }
            StageKind::Sort(keys) => {
                let mut sort = Vec::new();
                for (key, direction) in keys {
                    sort.push((key_column(group, key)?, *direction));
                }
                group.steps.push(TableStep::Sort(sort));
            }
            StageKind::First(n) => group.steps.push(TableStep::First(*n)),
            StageKind::Last(n) => group.steps.push(TableStep::Last(*n)),
            StageKind::Top(n, key) => {
                let at = key_column(group, key)?;
                group.steps.push(TableStep::Filter(TableFilter::Known(at)));
                group
                    .steps
                    .push(TableStep::Sort(vec![(at, Direction::Descending)]));
                group.steps.push(TableStep::First(*n));
            }
            // `Scope::plan` does not come here with it.
            StageKind::Aggregate { .. } => {}
            StageKind::Disputed(_) => {
                let what = "`disputed` behind a count; put it before";
                return Err(unsupported(stage.span, what));
            }
            StageKind::Timeline => {
                let first = group.show.first().and_then(|(at, _)| group.keys.get(*at));
                if !matches!(first, Some((_, GroupKey::Period(..)))) {
                    let message = "a timeline needs a time in its first column";
                    return Err(Code::Mismatch
                        .at(stage.span, message)
                        .hint("group by a period first: `| count by month | timeline`"));
                }
                plan.view = View::Timeline;
            }
            StageKind::Graph => {
                return Err(unsupported(stage.span, "`graph` of a table of counts"));
            }
            StageKind::Each { .. } => {
                return Err(unsupported(stage.span, "`each` behind a count"));
            }
        }
        Ok(())
    }

    fn table_filter(
        &self,
        group: &Group,
        condition: &Condition,
    ) -> Result<TableFilter, Diagnostic> {
        let all = |parts: &[Condition]| -> Result<Vec<TableFilter>, Diagnostic> {
            parts.iter().map(|c| self.table_filter(group, c)).collect()
        };
        let negate = |filter: TableFilter, not: bool| match not {
            true => TableFilter::Not(Box::new(filter)),
            false => filter,
        };
        Ok(match condition {
            Condition::And(parts) => TableFilter::All(all(parts)?),
            Condition::Or(parts) => TableFilter::Any(all(parts)?),
            Condition::Not(inner) => TableFilter::Not(Box::new(self.table_filter(group, inner)?)),
            Condition::Known { field, not } => negate(
                TableFilter::Known(column_of(group, &field_name(field), field.span)?),
                *not,
            ),
            Condition::Compare(field, comparison, operand) => {
                self.table_compare(group, field, *comparison, operand)?
            }
            Condition::In(field, operands) => TableFilter::Any(
                operands
                    .iter()
                    .map(|o| self.table_compare(group, field, Comparison::Equal, o))
                    .collect::<Result<_, _>>()?,
            ),
            Condition::Disputed { field, .. } => {
                return Err(unsupported(field.span, "`is disputed` behind a count"));
            }
        })
    }

    fn table_compare(
        &self,
        group: &Group,
        field: &ast::Field,
        comparison: Comparison,
        operand: &ast::Operand,
    ) -> Result<TableFilter, Diagnostic> {
        let at = column_of(group, &field_name(field), field.span)?;
        let value = match &operand.kind {
            OperandKind::Param(name) => self.param(name, operand.span)?,
            other => other.clone(),
        };
        let constant = match value {
            OperandKind::Number(n) => Constant::Number(n),
            OperandKind::Text(text) | OperandKind::Name { text, .. } => {
                Constant::Text(super::condition::pattern(text, operand.span)?)
            }
            _ => {
                let what = "this kind of value behind a count; numbers and names can be compared";
                return Err(unsupported(operand.span, what));
            }
        };
        Ok(TableFilter::Compare(at, comparison, constant))
    }
}

fn key_column(group: &Group, key: &Key) -> Result<usize, Diagnostic> {
    column_of_key(key, |name, span| column_of(group, name, span))
}

/// The number of a column of counts, by its header or its words.
fn column_of(group: &Group, name: &str, span: Span) -> Result<usize, Diagnostic> {
    let names = group.keys.iter().map(|(name, _)| name.as_str());
    let names = names.chain(group.aggregates.iter().map(|a| a.name.as_str()));
    let names: Vec<&str> = names.collect();
    column_among(&names, name, span).or_else(|error| {
        // `sort killed` when `sum killed` is the only column about it.
        let about: Vec<usize> = (0..group.aggregates.len())
            .filter(|n| {
                group.aggregates[*n]
                    .path
                    .as_ref()
                    .is_some_and(|p| p.words == name)
            })
            .collect();
        match about.as_slice() {
            [only] => Ok(group.keys.len() + only),
            _ => Err(error),
        }
    })
}

/// The number of the column with a header.
pub(crate) fn column_among(names: &[&str], name: &str, span: Span) -> Result<usize, Diagnostic> {
    names.iter().position(|n| *n == name).ok_or_else(|| {
        Code::UnknownField
            .at(span, format!("the table has no column `{name}`"))
            .candidates(nearest(name, names.iter().copied(), 3))
            .hint(format!("its columns are {}", names.join(", ")))
    })
}

/// The number of the column that a key names, where `column` knows them by their headers.
pub(crate) fn column_of_key(
    key: &Key,
    column: impl Fn(&str, Span) -> Result<usize, Diagnostic>,
) -> Result<usize, Diagnostic> {
    match key {
        Key::Period(period, span) => {
            let [written, other] = period_names(*period, *span);
            column(&written, *span).or_else(|error| column(&other, *span).map_err(|_| error))
        }
        Key::Field(field) => column(&field_name(field), field.span),
        Key::Aggregate(aggregate) => column(&aggregate_name(aggregate), aggregate.span),
    }
}
