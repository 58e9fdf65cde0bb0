//! Conditions and fields.

use super::measures::duration;
use crate::query::ast::{Condition, Operand, OperandKind};
use crate::query::lexer::in_quotes;
pub(super) use crate::query::plan::field_name as field;

pub(super) fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
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
            format!("{} {} {}", field(f), c.sign(), operand(value))
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
        OperandKind::Date(days) => crate::output::days(days),
        OperandKind::Duration(d) => duration(*d),
        OperandKind::Text(text) => in_quotes(text),
        OperandKind::Param(name) => format!("${name}"),
        // Only a run of capitalised words, or words with a class, are read as a name here.
        OperandKind::Name { text, class: None } => text.clone(),
        OperandKind::Name {
            text,
            class: Some(class),
        } => format!("{}#{}", in_quotes(text), class.text),
        OperandKind::Field(f) => field(f),
    }
}
