//! Why an answer is empty: each part that narrows the question down is left out in turn.

use super::Session;
use crate::ontology::RoleKind;
use crate::query::ast::{
    Condition, Item, ItemKind, Modifier, ModifierKind, Query, Set, Stage, StageKind, Values, Word,
};
use crate::query::format;
use crate::query::plan::Value;
use crate::query::settle::Outer;
use crate::query::words::roles_of;

/// Most parts that are looked at; each costs a query.
const MOST_PARTS: usize = 8;

/// Why an answer is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Emptied {
    /// What the question would answer if one part of it were different, those with fewest answers first.
    pub changes: Vec<Narrowing>,
    /// The nearest question that has answers.
    pub nearest: Option<String>,
}

/// A change of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowing {
    /// In words: "without `in Moscow`".
    pub change: String,
    /// How many answers there would be.
    pub answers: usize,
}

impl Session<'_> {
    /// Why a question has no answer; `None` when there is nothing to leave out.
    pub fn why_empty(&mut self, query: &Query) -> Option<Emptied> {
        if matches!(query.first, Set::Path(_) | Set::Sparql(_)) {
            return None;
        }
        let parts: Vec<Part> = parts(query).into_iter().take(MOST_PARTS).collect();
        // Where counts are compared, rows are counted, else nodes.
        let counts_compared = behind_a_count(query).next().is_some();
        let answers = |query: &Query| match counts_compared {
            true => self.table_rows(query),
            false => self.answers(query),
        };
        let mut changed: Vec<(usize, bool, String, Query)> = Vec::new();
        for part in &parts {
            let without = part.left_out(query);
            let text = format!("without `{}`", part.text(query));
            changed.extend(answers(&without).map(|n| (n, false, text, without)));
        }
        for (text, other) in self.turned(query) {
            changed.extend(answers(&other).map(|n| (n, true, text, other)));
        }
        changed.retain(|(answers, ..)| *answers > 0);
        changed.sort_by_key(|(answers, turned, ..)| (*turned, *answers));
        // What leaves nothing out is nearer.
        let turned = changed.iter().filter(|(_, turned, ..)| *turned);
        let turned = turned.max_by_key(|(answers, ..)| *answers);
        let nearest = turned.or(changed.first()).map(|(.., query)| query.clone());
        let nearest = nearest.or_else(|| self.longest_part(query, &parts));
        let emptied = Emptied {
            changes: changed
                .into_iter()
                .map(|(answers, _, change, _)| Narrowing { change, answers })
                .collect(),
            nearest: nearest.map(|query| format::query_line(&query)),
        };
        (emptied != Emptied::default()).then_some(emptied)
    }

    /// How many rows a question has; `None` when it cannot be asked.
    fn table_rows(&self, query: &Query) -> Option<usize> {
        let plan = self.plan(query, None).ok()?;
        let rows = self.answer(&plan, None).ok()?;
        Some(rows.rows.len())
    }

    /// How many nodes a question has before anything is counted or shown; `None` when it cannot be asked.
    pub(super) fn answers(&self, query: &Query) -> Option<usize> {
        let mut query = query.clone();
        query
            .stages
            .retain(|s| matches!(s.kind, StageKind::Where(_) | StageKind::Disputed(_)));
        let plan = self.plan(&query, None).ok()?;
        let iris = self.settler(Outer::Nothing).iris(&plan);
        iris.ok().map(|iris| iris.len())
    }

    /// The question with its parts put back one by one, as long as there are answers.
    fn longest_part(&self, query: &Query, parts: &[Part]) -> Option<Query> {
        let bare = |kept: &[bool]| {
            // From the last to the first, so that the numbers of those before stay right.
            parts
                .iter()
                .zip(kept)
                .rev()
                .filter(|(_, kept)| !**kept)
                .fold(query.clone(), |query, (part, _)| part.left_out(&query))
        };
        let mut kept = vec![false; parts.len()];
        if self.answers(&bare(&kept))? == 0 {
            return None;
        }
        for at in 0..parts.len() {
            kept[at] = true;
            if self.answers(&bare(&kept)).is_none_or(|n| n == 0) {
                kept[at] = false;
            }
        }
        (kept.contains(&false)).then(|| bare(&kept))
    }

    /// The question with a name in another role: `on Syria` for `by Syria`; and without `exactly`.
    fn turned(&self, query: &Query) -> Vec<(String, Query)> {
        let Set::Phrase(phrase) = &query.first else {
            return Vec::new();
        };
        let Some(class) = &phrase.class else {
            return Vec::new();
        };
        let roles = roles_of(self.store().ontology(), class);
        let mut out = Vec::new();
        for (at, modifier) in phrase.modifiers.iter().enumerate().take(MOST_PARTS) {
            let ModifierKind::Preposition { word, values } = &modifier.kind else {
                continue;
            };
            let mut own = roles
                .iter()
                .map(|role| (role.name.as_str(), &role.prepositions));
            let own = own.find(|(_, prepositions)| prepositions.contains(&word.text));
            let Some((own, _)) = own else {
                continue;
            };
            let mut replace = |kind: ModifierKind| {
                let other = Modifier {
                    kind,
                    ..modifier.clone()
                };
                let text = format!(
                    "`{}` for `{}`",
                    format::modifier(&other),
                    format::modifier(modifier)
                );
                let mut query = query.clone();
                if let Set::Phrase(phrase) = &mut query.first {
                    phrase.modifiers[at] = other;
                }
                out.push((text, query));
            };
            if values.items.iter().any(|item| item.exactly) {
                let items = values.items.iter().map(|item| Item {
                    exactly: false,
                    ..item.clone()
                });
                replace(ModifierKind::Preposition {
                    word: word.clone(),
                    values: Values {
                        span: values.span,
                        items: items.collect(),
                    },
                });
            }
            // A word for a class may be the name of what was hit: "people".
            if values
                .items
                .iter()
                .any(|item| matches!(item.kind, ItemKind::Any { .. }))
            {
                let items = values.items.iter().map(|item| match &item.kind {
                    ItemKind::Any { noun, .. } => Item {
                        kind: ItemKind::Name {
                            text: noun.clone(),
                            class: None,
                            quoted: true,
                        },
                        ..item.clone()
                    },
                    _ => item.clone(),
                });
                replace(ModifierKind::Preposition {
                    word: word.clone(),
                    values: Values {
                        span: values.span,
                        items: items.collect(),
                    },
                });
            }
            let mut seen = vec![own];
            for role in &roles {
                let Some(preposition) = role.prepositions.first() else {
                    continue;
                };
                // Each role once; whether it takes such a name shows when it is asked.
                let fits = role.kind == RoleKind::Node && !seen.contains(&role.name.as_str());
                if fits && self.names_only(values) {
                    seen.push(&role.name);
                    replace(ModifierKind::Preposition {
                        word: Word::new(preposition, word.span),
                        values: values.clone(),
                    });
                }
            }
        }
        out
    }

    fn names_only(&self, values: &Values) -> bool {
        self.path_ends(values)
            .is_ok_and(|values| values.iter().all(|v| matches!(v, Value::Name(_))))
    }
}

/// The numbers of the stages that compare counts.
fn behind_a_count(query: &Query) -> impl Iterator<Item = usize> {
    let is = |stage: &Stage| matches!(stage.kind, StageKind::Aggregate { .. });
    let count = query.stages.iter().position(is);
    let behind = count.map_or(0..0, |at| at..query.stages.len());
    behind.filter(|at| matches!(query.stages[*at].kind, StageKind::Where(_)))
}

/// Something that narrows a question down.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// A modifier of the head noun, or a part of its `where`.
    Modifier(usize, Option<usize>),
    /// A stage, or a part of its `where`.
    Stage(usize, Option<usize>),
}

pub(super) fn parts(query: &Query) -> Vec<Part> {
    let mut out = Vec::new();
    let mut push =
        |condition: Option<&Condition>, part: &dyn Fn(Option<usize>) -> Part| match condition {
            Some(Condition::And(parts)) => out.extend((0..parts.len()).map(|n| part(Some(n)))),
            _ => out.push(part(None)),
        };
    if let Set::Phrase(phrase) = &query.first {
        for (at, modifier) in phrase.modifiers.iter().enumerate() {
            let condition = match &modifier.kind {
                ModifierKind::Where(condition) if !modifier.not => Some(condition),
                _ => None,
            };
            push(condition, &|n| Part::Modifier(at, n));
        }
    }
    for (at, stage) in query.stages.iter().enumerate() {
        match &stage.kind {
            StageKind::Where(condition) => push(Some(condition), &|n| Part::Stage(at, n)),
            StageKind::Disputed(_) => push(None, &|n| Part::Stage(at, n)),
            _ => {}
        }
    }
    out
}

impl Part {
    pub(super) fn text(self, query: &Query) -> String {
        let of = |condition: &Condition, n: usize| match condition {
            Condition::And(parts) => format!("where {}", format::condition(&parts[n])),
            other => format!("where {}", format::condition(other)),
        };
        match (self, &query.first) {
            (Part::Modifier(at, n), Set::Phrase(phrase)) => match (&phrase.modifiers[at].kind, n) {
                (ModifierKind::Where(condition), Some(n)) => of(condition, n),
                _ => format::modifier(&phrase.modifiers[at]),
            },
            (Part::Stage(at, n), _) => match (&query.stages[at].kind, n) {
                (StageKind::Where(condition), Some(n)) => of(condition, n),
                _ => format!("| {}", format::stage(&query.stages[at])),
            },
            _ => String::new(),
        }
    }

    /// The question without it.
    pub(super) fn left_out(self, query: &Query) -> Query {
        let mut query = query.clone();
        let shortened = |condition: &mut Condition, n: usize| match condition {
            Condition::And(parts) if parts.len() > 1 => {
                parts.remove(n.min(parts.len() - 1));
                true
            }
            _ => false,
        };
        match self {
            Part::Modifier(at, n) => {
                if let Set::Phrase(phrase) = &mut query.first {
                    let kept = match (&mut phrase.modifiers[at].kind, n) {
                        (ModifierKind::Where(condition), Some(n)) => shortened(condition, n),
                        _ => false,
                    };
                    if !kept {
                        phrase.modifiers.remove(at);
                    }
                }
            }
            Part::Stage(at, n) => {
                let kept = match (&mut query.stages[at].kind, n) {
                    (StageKind::Where(condition), Some(n)) => shortened(condition, n),
                    _ => false,
                };
                if !kept {
                    query.stages.remove(at);
                }
            }
        }
        query
    }
}
