//! Stages → steps of a [`Plan`].

use super::once::once;
use super::scope::unsupported;
use super::{Aggregate, Column, Filter, Group, GroupKey, Kind, Path, Plan, Scope, Step, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::query::ast::{self, Direction, Facet, Function, Key, Period, Stage, StageKind};
use crate::span::Span;

/// Fields to group by: what more of them cost in planning alone grows faster than their number.
const MOST_KEYS: usize = 16;

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
                once(plan.columns.iter().map(|c| (c.name.as_str(), c.path.span)))?;
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
            StageKind::Aggregate { .. } if matches!(plan.view, View::Timeline | View::Graph) => {
                let what = "a count of what is drawn; leave `graph` or `timeline` out";
                return Err(unsupported(stage.span, what));
            }
            StageKind::Aggregate { by, .. } if by.len() > MOST_KEYS => {
                let message = format!("groups by more than {MOST_KEYS} fields");
                return Err(Code::TooLarge.at(stage.span, message));
            }
            StageKind::Aggregate { aggregates, by } => {
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
            Key::Period(period, span) => {
                let names = period_names(*period, *span);
                let shown = |name: &String| plan.columns.iter().find(|c| c.name == *name);
                match names.iter().find_map(shown) {
                    Some(column) if column.path.facet == Facet::Best => Ok(column.path.clone()),
                    _ => self.time_path(&plan.class, *span),
                }
            }
            Key::Aggregate(aggregate) => Err(Code::UnknownField
                .at(aggregate.span, "nothing has been counted yet")
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
                Key::Period(period, span) => (
                    period.name().to_string(),
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
                    let message = "rows cannot be grouped by a count";
                    return Err(Code::Mismatch.at(aggregate.span, message));
                }
            });
        }
        let counted: Vec<Span> = aggregates.iter().map(|a| a.span).collect();
        let aggregates = aggregates
            .iter()
            .map(|a| self.aggregate(class, a))
            .collect::<Result<Vec<_>, _>>()?;
        let named = keys
            .iter()
            .map(|(name, _)| name)
            .zip(by.iter().map(Key::span));
        let computed = aggregates.iter().map(|a| &a.name).zip(counted);
        once(
            named
                .chain(computed)
                .map(|(name, span)| (name.as_str(), span)),
        )?;
        let show = keys.iter().map(|(name, _)| name.clone());
        let show = show.chain(aggregates.iter().map(|a| a.name.clone()));
        let show = show.enumerate().collect();
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
                let message = format!("`{}` is no {}", path.words, wanted.trim_start_matches("a "));
                return Err(Code::Mismatch.at(path.span, message));
            }
            let range_sum = path.facet == Facet::Range && aggregate.function == Function::Sum;
            if path.facet != Facet::Best && !range_sum {
                let what = "facets in aggregates, except `sum range of`";
                return Err(unsupported(path.span, what));
            }
        }
        Ok(Aggregate {
            name: aggregate_name(aggregate),
            function: aggregate.function,
            path,
        })
    }
}

pub(crate) fn field_name(field: &ast::Field) -> String {
    let words: Vec<&str> = field.path.iter().map(|w| w.text.as_str()).collect();
    let facet = match field.facet {
        Facet::Best => String::new(),
        facet => format!("{} of ", facet.word()),
    };
    format!("{facet}{}", words.join("."))
}

pub(crate) fn aggregate_name(aggregate: &ast::Aggregate) -> String {
    if let Some(name) = &aggregate.name {
        return name.text.clone();
    }
    let function = aggregate.function.word();
    match &aggregate.field {
        Some(field) => format!("{function} {}", field_name(field)),
        None => function.to_string(),
    }
}

/// What a column may be called that is sorted by the word of a period: as it was written, else in the other number.
pub(crate) fn period_names(period: Period, span: Span) -> [String; 2] {
    let (one, several) = (period.name().to_string(), format!("{}s", period.name()));
    match span.len() == several.len() {
        true => [several, one],
        false => [one, several],
    }
}
