//! Stages.

use super::condition::{condition, field, list};
use super::query_line;
use crate::query::ast::{Aggregate, Direction, Key, Stage, StageKind};

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

fn named(text: String, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{text} as {name}"),
        None => text,
    }
}

fn aggregate(aggregate: &Aggregate) -> String {
    let function = aggregate.function.word();
    let text = match &aggregate.field {
        Some(of) => format!("{function} {}", field(of)),
        None => function.to_string(),
    };
    named(text, aggregate.name.as_ref().map(|n| n.text.as_str()))
}

fn key(key: &Key) -> String {
    match key {
        Key::Period(period, _) => period.name().to_string(),
        Key::Field(f) => field(f),
        Key::Aggregate(a) => aggregate(a),
    }
}
