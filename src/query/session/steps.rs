//! A question step by step: what each part leaves of the answers.

use super::Session;
use crate::query::ast::{
    Item, ItemKind, ModifierKind, Nested, Phrase, Query, Set, StageKind, TimeKind,
};
use crate::query::format;

/// A part of a question with how many answers there are once it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How deep it is nested.
    pub depth: usize,
    /// The part, in the words of the language.
    pub text: String,
    /// How many nodes are left; `None` for what selects none (`show`, `sort`) and for what is not asked as a set.
    pub answers: Option<usize>,
}

impl Session<'_> {
    /// The parts of a question in the order in which they narrow it down.
    pub fn narrowed(&self, query: &Query) -> Vec<Step> {
        let mut steps = Vec::new();
        self.narrow(query, 0, &mut steps);
        steps
    }

    fn narrow(&self, query: &Query, depth: usize, out: &mut Vec<Step>) {
        let mut so_far = Query {
            rest: Vec::new(),
            stages: Vec::new(),
            ..query.clone()
        };
        match &query.first {
            Set::Phrase(phrase) => self.phrase_steps(phrase, query, depth, out),
            Set::Nested(inner) => self.narrow(inner, depth, out),
            Set::Path(_) | Set::Sparql(_) => out.push(Step {
                depth,
                text: format::query_line(&so_far),
                answers: None,
            }),
        }
        for (operator, other) in &query.rest {
            so_far.rest.push((*operator, other.clone()));
            out.push(Step {
                depth,
                text: format!("{} ({})", operator.word(), format::query_line(other)),
                answers: self.answers(&so_far),
            });
            self.narrow(other, depth + 1, out);
        }
        let mut counted = !matches!(query.first, Set::Path(_) | Set::Sparql(_));
        for stage in &query.stages {
            // What comes behind a count is about the counts.
            counted &= !matches!(stage.kind, StageKind::Aggregate { .. });
            so_far.stages.push(stage.clone());
            let selects = matches!(stage.kind, StageKind::Where(_) | StageKind::Disputed(_));
            out.push(Step {
                depth,
                text: format!("| {}", format::stage(stage)),
                answers: (counted && selects)
                    .then(|| self.answers(&so_far))
                    .flatten(),
            });
        }
    }

    fn phrase_steps(&self, phrase: &Phrase, query: &Query, depth: usize, out: &mut Vec<Step>) {
        let upto = |count: usize| {
            let mut phrase = phrase.clone();
            phrase.number = None;
            phrase.modifiers.truncate(count);
            Query {
                first: Set::Phrase(phrase),
                rest: Vec::new(),
                stages: Vec::new(),
                ..query.clone()
            }
        };
        out.push(Step {
            depth,
            text: phrase.head.text.clone(),
            answers: self.answers(&upto(0)),
        });
        for (at, modifier) in phrase.modifiers.iter().enumerate() {
            out.push(Step {
                depth: depth + 1,
                text: format::modifier(modifier),
                answers: self.answers(&upto(at + 1)),
            });
            for inner in nested(&modifier.kind) {
                self.narrow(inner, depth + 2, out);
            }
        }
    }
}

/// Questions inside a modifier.
fn nested(kind: &ModifierKind) -> Vec<&Query> {
    match kind {
        ModifierKind::Preposition { values, .. }
        | ModifierKind::ReportedBy(values)
        | ModifierKind::FirstReportedBy(values)
        | ModifierKind::CoOccurring(values)
        | ModifierKind::Around(_, values) => values.items.iter().filter_map(query_of).collect(),
        ModifierKind::Between(a, b) => a
            .items
            .iter()
            .chain(&b.items)
            .filter_map(query_of)
            .collect(),
        ModifierKind::Near(_, Nested::Query(query)) => vec![query],
        ModifierKind::Time(time) => match &time.kind {
            TimeKind::Relative(_, Nested::Query(query)) => vec![query],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn query_of(item: &Item) -> Option<&Query> {
    match &item.kind {
        ItemKind::Nested(Nested::Query(query)) => Some(query),
        _ => None,
    }
}
