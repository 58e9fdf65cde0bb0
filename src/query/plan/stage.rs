//! Stages → steps of a [`Plan`].

use super::scope::unsupported;
use super::{
    Aggregate, Column, Constant, Filter, Group, GroupKey, Kind, Path, Plan, Scope, Step,
    TableFilter, TableStep, View,
};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::query::ast::{
    self, Comparison, Condition, Direction, Facet, Function, Key, OperandKind, Period, Stage,
    StageKind,
};
use crate::span::Span;

impl Scope<'_> {
    pub(super) fn stage(&self, plan: &mut Plan, stage: &Stage) -> Result<(), Diagnostic> {
        if plan.group.is_some() {
            return self.table_stage(plan, stage);
        }
        let class = plan.class.clone();
        match &stage.kind {
            StageKind::ShowAll => plan.columns = self.all_columns(&class, stage.span),
            StageKind::Show(columns) => {
                plan.columns.clear();
                for column in columns {
                    // A column that `each` makes is shown anyway.
                    let word = column.field.path.first().map(|w| w.text.as_str());
                    if plan
                        .each
                        .iter()
                        .any(|(name, _)| Some(name.as_str()) == word)
                    {
                        continue;
                    }
                    plan.columns.push(self.column(&class, column)?);
                }
            }
            StageKind::Where(condition) => {
                plan.steps
                    .push(Step::Filter(self.condition(&class, condition)?));
            }
            StageKind::Disputed(fields) if fields.is_empty() => {
                plan.steps.push(Step::Filter(Filter::Disputed(None)));
            }
            StageKind::Disputed(fields) => {
                let mut any = Vec::new();
                for field in fields {
                    any.push(Filter::Disputed(Some(self.disputable(&class, field)?)));
                }
                plan.steps.push(Step::Filter(Filter::Any(any)));
            }
            StageKind::Sort(keys) => {
                let mut sort = Vec::new();
                for (key, direction) in keys {
                    sort.push((self.sort_path(plan, key)?, *direction));
                }
                plan.steps.push(Step::Sort(sort));
            }
            StageKind::First(n) => plan.steps.push(Step::First(*n)),
            StageKind::Last(n) => plan.steps.push(Step::Last(*n)),
            StageKind::Top(n, key) => {
                let path = self.sort_path(plan, key)?;
                plan.steps.push(Step::Filter(Filter::Has(path.clone())));
                plan.steps
                    .push(Step::Sort(vec![(path, Direction::Descending)]));
                plan.steps.push(Step::First(*n));
            }
            StageKind::Timeline => plan.view = View::Timeline,
            StageKind::Graph => plan.view = View::Graph,
            StageKind::Each { query, name } => {
                // Plan it now, so that its errors show before anything runs.
                let inner = Scope {
                    outer: Some(&class),
                    ..*self
                };
                inner.plan(query)?;
                plan.each.push((name.text.clone(), query.clone()));
            }
            StageKind::Aggregate { aggregates, by } => {
                if !plan.each.is_empty() {
                    return Err(unsupported(stage.span, "counting behind `each`"));
                }
                plan.group = Some(self.group(&class, aggregates, by)?);
            }
        }
        if plan.view == View::Timeline {
            self.time_path(&class, stage.span)?;
        }
        Ok(())
    }

    fn column(&self, class: &str, column: &ast::Column) -> Result<Column, Diagnostic> {
        let path = self.path(class, &column.field)?;
        let name = match &column.name {
            Some(name) => name.text.clone(),
            None => field_name(&column.field),
        };
        Ok(Column { name, path })
    }

    /// A field, or a column that was shown under another name.
    fn sort_path(&self, plan: &Plan, key: &Key) -> Result<Path, Diagnostic> {
        match key {
            Key::Period(_, span) => self.time_path(&plan.class, *span),
            Key::Aggregate(aggregate) => Err(Diagnostic::new(
                Code::UnknownField,
                aggregate.span,
                "nothing has been counted yet",
            )
            .hint("count first: `| count by … | sort count desc`")),
            Key::Field(field) => {
                let shown = plan.columns.iter().find(|c| c.name == field_name(field));
                match shown {
                    Some(column) if column.path.facet == Facet::Best => Ok(column.path.clone()),
                    _ => self.key_path(&plan.class, field),
                }
            }
        }
    }

    fn group(
        &self,
        class: &str,
        aggregates: &[ast::Aggregate],
        by: &[Key],
    ) -> Result<Group, Diagnostic> {
        let mut keys = Vec::new();
        for key in by {
            keys.push(match key {
                Key::Period(Period::Week, span) => {
                    return Err(unsupported(
                        *span,
                        "grouping by week; group by day or month",
                    ));
                }
                Key::Period(period, span) => (
                    period_name(*period).to_string(),
                    GroupKey::Period(*period, self.time_path(class, *span)?),
                ),
                Key::Field(field) => {
                    let path = self.key_path(class, field)?;
                    if path.kind() == Kind::Time {
                        (field_name(field), GroupKey::Period(Period::Day, path))
                    } else {
                        (field_name(field), GroupKey::Path(path))
                    }
                }
                Key::Aggregate(aggregate) => {
                    return Err(Diagnostic::new(
                        Code::Mismatch,
                        aggregate.span,
                        "rows cannot be grouped by a count",
                    ));
                }
            });
        }
        let aggregates = aggregates
            .iter()
            .map(|a| self.aggregate(class, a))
            .collect::<Result<Vec<_>, _>>()?;
        let show = keys
            .iter()
            .map(|(name, _)| name.clone())
            .chain(aggregates.iter().map(|a| a.name.clone()))
            .enumerate()
            .collect();
        Ok(Group {
            keys,
            aggregates,
            steps: Vec::new(),
            show,
        })
    }

    fn aggregate(&self, class: &str, aggregate: &ast::Aggregate) -> Result<Aggregate, Diagnostic> {
        let path = match &aggregate.field {
            Some(field) => Some(self.path(class, field)?),
            None => None,
        };
        if let Some(path) = &path {
            let kind = path.kind();
            let wanted = match aggregate.function {
                Function::Sum | Function::Average if kind != Kind::Quantity => Some("a number"),
                Function::Min | Function::Max if !matches!(kind, Kind::Quantity | Kind::Time) => {
                    Some("a number or a date")
                }
                _ => None,
            };
            if let Some(wanted) = wanted {
                return Err(Diagnostic::new(
                    Code::Mismatch,
                    path.span,
                    format!("`{}` is no {}", path.words, wanted.trim_start_matches("a ")),
                ));
            }
            let range_sum = path.facet == Facet::Range && aggregate.function == Function::Sum;
            if path.facet != Facet::Best && !range_sum {
                return Err(unsupported(
                    path.span,
                    "facets in aggregates, except `sum range of`",
                ));
            }
        }
        Ok(Aggregate {
            name: aggregate_name(aggregate),
            function: aggregate.function,
            path,
        })
    }

    fn table_stage(&self, plan: &mut Plan, stage: &Stage) -> Result<(), Diagnostic> {
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
            StageKind::Aggregate { .. } => {
                return Err(unsupported(stage.span, "counting what was counted already"));
            }
            StageKind::Disputed(_) => {
                return Err(unsupported(
                    stage.span,
                    "`disputed` behind a count; put it before",
                ));
            }
            StageKind::Timeline => {
                return Err(unsupported(stage.span, "`timeline` of a table of counts"));
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
            OperandKind::Text(text) | OperandKind::Name { text, .. } => Constant::Text(text),
            _ => {
                return Err(unsupported(
                    operand.span,
                    "this kind of value behind a count; numbers and names can be compared",
                ));
            }
        };
        Ok(TableFilter::Compare(at, comparison, constant))
    }
}

fn key_column(group: &Group, key: &Key) -> Result<usize, Diagnostic> {
    match key {
        Key::Period(period, span) => column_of(group, period_name(*period), *span),
        Key::Field(field) => column_of(group, &field_name(field), field.span),
        Key::Aggregate(aggregate) => column_of(group, &aggregate_name(aggregate), aggregate.span),
    }
}

/// The number of a column of counts, by its header or its words.
fn column_of(group: &Group, name: &str, span: Span) -> Result<usize, Diagnostic> {
    let names: Vec<&str> = group
        .keys
        .iter()
        .map(|(name, _)| name.as_str())
        .chain(group.aggregates.iter().map(|a| a.name.as_str()))
        .collect();
    if let Some(at) = names.iter().position(|n| *n == name) {
        return Ok(at);
    }
    // `sort killed` when `sum killed` is the only column about it.
    let about: Vec<usize> = (0..group.aggregates.len())
        .filter(|n| {
            group.aggregates[*n]
                .path
                .as_ref()
                .is_some_and(|p| p.words == name)
        })
        .collect();
    if let [only] = about.as_slice() {
        return Ok(group.keys.len() + only);
    }
    Err(Diagnostic::new(
        Code::UnknownField,
        span,
        format!("the table has no column `{name}`"),
    )
    .candidates(nearest(name, names.iter().copied(), 3))
    .hint(format!("its columns are {}", names.join(", "))))
}

pub(crate) fn field_name(field: &ast::Field) -> String {
    let words: Vec<&str> = field.path.iter().map(|w| w.text.as_str()).collect();
    let facet = match field.facet {
        Facet::Best => "",
        Facet::All => "all of ",
        Facet::Range => "range of ",
        Facet::Sources => "sources of ",
        Facet::Quotes => "quotes of ",
    };
    format!("{facet}{}", words.join("."))
}

fn aggregate_name(aggregate: &ast::Aggregate) -> String {
    if let Some(name) = &aggregate.name {
        return name.text.clone();
    }
    let function = match aggregate.function {
        Function::Count => "count",
        Function::Sum => "sum",
        Function::Average => "average",
        Function::Min => "min",
        Function::Max => "max",
        Function::List => "list",
    };
    match &aggregate.field {
        Some(field) => format!("{function} {}", field_name(field)),
        None => function.to_string(),
    }
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
    }
}
