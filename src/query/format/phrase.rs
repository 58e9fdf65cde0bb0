//! Noun phrases.

use super::condition::{condition, field};
use super::measures::{distance, duration};
use super::{query_line, string};
use crate::count::counted;
use crate::query::ast::{
    Item, ItemKind, Modifier, ModifierKind, Moment, Nested, PathPhrase, Phrase, Relation, Time,
    TimeKind, Values,
};
use crate::query::lexer::{in_quotes, is_bare_name};

pub(super) fn phrase(phrase: &Phrase) -> String {
    let mut words = Vec::new();
    words.extend(phrase.number.map(|n| n.to_string()));
    words.push(phrase.head.text.clone());
    words.extend(modifiers(&phrase.modifiers));
    words.join(" ")
}

pub(super) fn path(path: &PathPhrase) -> String {
    let mut words = vec![match path.shortest {
        true => "shortest path".to_string(),
        false => "paths".to_string(),
    }];
    words.push(format!(
        "from {} to {}",
        values(&path.from),
        values(&path.to)
    ));
    words.extend(path.via.as_ref().map(|via| format!("via {}", values(via))));
    words.extend(modifiers(&path.modifiers));
    words.join(" ")
}

/// Modifiers in order. A condition that another one follows stands in parentheses, or it would go on into that.
fn modifiers(all: &[Modifier]) -> impl Iterator<Item = String> + '_ {
    all.iter().enumerate().map(|(n, m)| match &m.kind {
        ModifierKind::Where(c) if n + 1 < all.len() => {
            let not = if m.not { "not " } else { "" };
            format!("{not}where ({})", condition(c))
        }
        _ => modifier(m),
    })
}

/// A modifier as it is written.
pub(crate) fn modifier(modifier: &Modifier) -> String {
    let text = match &modifier.kind {
        ModifierKind::Preposition { word, values: v } => format!("{} {}", word.text, values(v)),
        ModifierKind::Time(t) => time(t),
        ModifierKind::ReportedBy(v) => format!("reported by {}", values(v)),
        ModifierKind::Reported(t) => format!("reported {}", time(t)),
        ModifierKind::FirstReportedBy(v) => format!("first reported by {}", values(v)),
        ModifierKind::FirstReported(t) => format!("first reported {}", time(t)),
        ModifierKind::AtLeast(n, f) => format!("with {n} or more {}", field(f)),
        ModifierKind::CoOccurring(v) => format!("co-occurring with {}", values(v)),
        ModifierKind::Mentioning(words) => format!("mentioning {}", string(words)),
        ModifierKind::With(f) => format!("with {}", field(f)),
        ModifierKind::Without(f) => format!("without {}", field(f)),
        ModifierKind::Between(a, b) => format!("between {} and {}", values(a), values(b)),
        ModifierKind::Near(d, n) => format!("within {} of {}", duration(*d), nested(n)),
        ModifierKind::Around(d, v) => format!("within {} of {}", distance(*d), values(v)),
        ModifierKind::Steps(n) => format!("within {}", counted(*n, "step", "steps")),
        ModifierKind::Where(c) => format!("where {}", condition(c)),
    };
    match modifier.not {
        true => format!("not {text}"),
        false => text,
    }
}

fn values(values: &Values) -> String {
    let items: Vec<String> = values.items.iter().map(item).collect();
    items.join(" or ")
}

fn item(item: &Item) -> String {
    let text = match &item.kind {
        ItemKind::Name { text, class, .. } => {
            let class = class.as_ref().map(|c| format!("#{}", c.text));
            format!("{}{}", name(text), class.unwrap_or_default())
        }
        ItemKind::Param(name) => format!("${name}"),
        ItemKind::Any { noun, .. } => format!("any {noun}"),
        ItemKind::Word(word) => word.clone(),
        ItemKind::Nested(n) => nested(n),
    };
    match item.exactly {
        true => format!("exactly {text}"),
        false => text,
    }
}

/// One capitalised word stands by itself; several are put in quotes, so that it is plain where the name ends.
fn name(text: &str) -> String {
    match !text.contains(char::is_whitespace) && is_bare_name(text) {
        true => text.to_string(),
        false => in_quotes(text),
    }
}

fn nested(nested: &Nested) -> String {
    match nested {
        Nested::Query(query) => format!("({})", query_line(query)),
        Nested::The(word) => format!("the {}", word.text),
    }
}

fn time(time: &Time) -> String {
    match &time.kind {
        TimeKind::Since(m) => format!("since {}", moment(m)),
        TimeKind::After(m) => format!("after {}", moment(m)),
        TimeKind::Before(m) => format!("before {}", moment(m)),
        TimeKind::Until(m) => format!("until {}", moment(m)),
        TimeKind::In(m) => format!("{} {}", in_or_on(m), moment(m)),
        TimeKind::Between(a, b) => format!("between {} and {}", moment(a), moment(b)),
        TimeKind::Last(d) => format!("last {}", duration(*d)),
        TimeKind::Relative(relation, n) => {
            let word = match relation {
                Relation::Before => "before",
                Relation::After => "after",
                Relation::During => "during",
            };
            format!("{word} {}", nested(n))
        }
    }
}

fn in_or_on(moment: &Moment) -> &'static str {
    match moment {
        Moment::Date(days, _) if days.begin == days.end => "on",
        _ => "in",
    }
}

fn moment(moment: &Moment) -> String {
    match moment {
        Moment::Date(days, _) => crate::output::days(days),
        Moment::Param(word) => format!("${}", word.text),
    }
}
