//! Stages, conditions and fields.

use super::phrase::{date, duration};
use super::query_line;
use crate::query::ast::{
    Aggregate, Comparison, Condition, Direction, Field, Key, Operand, OperandKind, Stage, StageKind,
};
use crate::query::plan::{field_name, function_word, period_name};

/// A stage without its `|`.
pub(crate) fn stage(stage: &Stage) -> String {
    match &stage.kind {
        StageKind::ShowAll => "show *".to_string(),
        StageKind::Show(columns) => {
            let columns = columns
                .iter()
                .map(|c| named(field(&c.field), c.name.as_ref().map(|n| n.text.as_str())));
            format!("show {}", list(columns))
        }
        StageKind::Where(c) => format!("where {}", condition(c)),
        StageKind::Aggregate { aggregates, by } => {
            let mut text = list(aggregates.iter().map(aggregate));
            if !by.is_empty() {
                text.push_str(&format!(" by {}", list(by.iter().map(key))));
            }
            text
        }
        StageKind::Sort(keys) => {
            let keys = keys.iter().map(|(k, direction)| match direction {
                Direction::Ascending => key(k),
                Direction::Descending => format!("{} desc", key(k)),
            });
            format!("sort by {}", list(keys))
        }
        StageKind::First(n) => format!("first {n}"),
        StageKind::Last(n) => format!("last {n}"),
        StageKind::Top(n, k) => format!("top {n} by {}", key(k)),
        StageKind::Disputed(fields) if fields.is_empty() => "disputed".to_string(),
        StageKind::Disputed(fields) => format!("disputed {}", list(fields.iter().map(field))),
        StageKind::Timeline => "timeline".to_string(),
        StageKind::Graph => "graph".to_string(),
        StageKind::Each { query, name } => format!("each ({}) as {}", query_line(query), name.text),
    }
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn named(text: String, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{text} as {name}"),
        None => text,
    }
}

fn aggregate(aggregate: &Aggregate) -> String {
    let function = function_word(aggregate.function);
    let text = match &aggregate.field {
        Some(of) => format!("{function} {}", field(of)),
        None => function.to_string(),
    };
    named(text, aggregate.name.as_ref().map(|n| n.text.as_str()))
}

fn key(key: &Key) -> String {
    match key {
        Key::Period(period, _) => period_name(*period).to_string(),
        Key::Field(f) => field(f),
        Key::Aggregate(a) => aggregate(a),
    }
}

pub(super) fn field(field: &Field) -> String {
    field_name(field)
}

pub(crate) fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Like => "like",
    }
}

/// A condition; parentheses only where they change what it says.
pub(crate) fn condition(c: &Condition) -> String {
    let is = |not: bool| if not { "is not" } else { "is" };
    match c {
        Condition::And(parts) => parts
            .iter()
            .map(|part| match part {
                Condition::And(_) | Condition::Or(_) => format!("({})", condition(part)),
                _ => condition(part),
            })
            .collect::<Vec<_>>()
            .join(" and "),
        Condition::Or(parts) => parts
            .iter()
            .map(|part| match part {
                Condition::Or(_) => format!("({})", condition(part)),
                _ => condition(part),
            })
            .collect::<Vec<_>>()
            .join(" or "),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::And(_) | Condition::Or(_) => format!("not ({})", condition(inner)),
            _ => format!("not {}", condition(inner)),
        },
        Condition::Compare(f, c, value) => {
            format!("{} {} {}", field(f), comparison(*c), operand(value))
        }
        Condition::In(f, values) => {
            format!("{} in ({})", field(f), list(values.iter().map(operand)))
        }
        Condition::Known { field: f, not } => format!("{} {} known", field(f), is(*not)),
        Condition::Disputed { field: f, not } => format!("{} {} disputed", field(f), is(*not)),
    }
}

pub(crate) fn operand(operand: &Operand) -> String {
    match &operand.kind {
        OperandKind::Number(n) => n.to_string(),
        OperandKind::Date(days) => date(days),
        OperandKind::Duration(d) => duration(*d),
        OperandKind::Text(text) => format!("\"{text}\""),
        OperandKind::Param(name) => format!("${name}"),
        // Only a run of capitalised words, or words with a class, are read as a name here.
        OperandKind::Name { text, class: None } => text.clone(),
        OperandKind::Name {
            text,
            class: Some(class),
        } => format!("\"{text}\"#{}", class.text),
        OperandKind::Field(f) => field(f),
    }
}
