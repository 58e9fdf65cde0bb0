//! What an answer could be narrowed to next: kinds, countries, outlets and months, each with the question that does it.

use super::Session;
use super::empty::parts;
use super::tallies::Counts;
use crate::diagnostic::Diagnostic;
use crate::query::ast::{
    ItemKind, Modifier, ModifierKind, Moment, Phrase, Query, Set, StageKind, Time, TimeKind,
    Values, Word,
};
use crate::query::format;
use crate::query::settle::Outer;
use crate::query::words::{DOCUMENT, EVENT};
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Values that are given of each.
const MOST: usize = 12;

/// A way to narrow an answer down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// `kind`, `country`, `outlet` or `month`.
    pub name: &'static str,
    /// Those with most answers first; months in their order.
    pub values: Vec<FacetValue>,
    /// How many values are left out.
    pub more: usize,
}

/// A value of a [`Facet`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// In words.
    pub label: String,
    /// How many of the nodes that the question is about have it.
    pub count: usize,
    /// The question with it.
    pub question: String,
}

impl Session<'_> {
    /// What a question that begins with a noun could be narrowed to; nothing of other questions. Values that all answers
    /// have are left out.
    pub fn facets(&self, query: &Query) -> Result<Vec<Facet>, Diagnostic> {
        let Set::Phrase(phrase) = &query.first else {
            return Ok(Vec::new());
        };
        let Some(class) = phrase.class.as_deref().filter(|_| query.rest.is_empty()) else {
            return Ok(Vec::new());
        };
        let ontology = self.store.ontology();
        let is = |of: &str| ontology.is_a(class, of);
        if !is(EVENT) && !is(DOCUMENT) {
            return Ok(Vec::new());
        }
        let found = self.about(query)?;
        let nodes: FxHashSet<u32> = found.iter().filter_map(|iri| self.store.id(iri)).collect();
        let all = nodes.len();
        let with = |kind: ModifierKind| with(query, phrase, kind);
        let mut facets = Vec::new();
        let mut add = |name, counts: Counts, question: &dyn Fn(&str) -> (String, Query)| {
            let total = counts.len();
            let mut values: Vec<(String, usize)> = counts.into_iter().collect();
            values.retain(|(_, count)| *count < all);
            values.sort_by(|a, b| {
                b.1.cmp(&a.1).then(match name {
                    "month" => b.0.cmp(&a.0),
                    _ => a.0.cmp(&b.0),
                })
            });
            values.truncate(MOST);
            if name == "month" {
                values.sort_unstable();
            }
            let more = total.saturating_sub(values.len());
            let values = values.into_iter().map(|(value, count)| {
                let (label, query) = question(&value);
                let question = format::query_line(&query);
                FacetValue {
                    label,
                    count,
                    question,
                }
            });
            let values: Vec<FacetValue> = values.collect();
            if !values.is_empty() {
                facets.push(Facet { name, values, more });
            }
        };
        if is(EVENT) {
            let mut kinds = self.kinds(&nodes);
            // The noun of a kind means all below it, too.
            let found: Vec<String> = kinds.keys().cloned().collect();
            kinds.retain(|kind, _| {
                found
                    .iter()
                    .all(|other| other == kind || !ontology.is_a(other, kind))
            });
            add("kind", kinds, &|kind| {
                let class = ontology.classes.get(kind);
                let (label, plural) = class.map_or((kind, kind), |c| (&c.label, &c.plural));
                let mut query = query.clone();
                if let Set::Phrase(phrase) = &mut query.first {
                    phrase.head.text = plural.to_string();
                    phrase.class = Some(kind.to_string());
                }
                (label.to_string(), query)
            });
            add("country", self.countries(&nodes), &|iri| {
                let label = self.store.label(iri).unwrap_or_default();
                let word = word("in");
                let values = self.named(&label, Some("country"));
                (label, with(ModifierKind::Preposition { word, values }))
            });
        }
        add("outlet", self.outlets(&nodes, is(DOCUMENT)), &|name| {
            let values = quoted(name);
            (name.to_string(), with(ModifierKind::ReportedBy(values)))
        });
        if is(EVENT) {
            let months = self.months(&nodes);
            let names: BTreeMap<String, (Date, usize)> = months
                .iter()
                .map(|(month, n)| (month_name(*month), (*month, *n)))
                .collect();
            let counts = names.iter().map(|(name, (_, n))| (name.clone(), *n));
            let counts = counts.collect();
            add("month", counts, &|name| {
                let month = names.get(name).map_or(Date::ZERO, |(month, _)| *month);
                let days = Interval::days(month, month.last_of_month());
                let kind = TimeKind::In(Moment::Date(days, Span::default()));
                let span = Span::default();
                (
                    name.to_string(),
                    with(ModifierKind::Time(Time { span, kind })),
                )
            });
        }
        Ok(facets)
    }

    /// What narrows a question down, each part in words with the question without it.
    pub fn narrowings(&self, query: &Query) -> Vec<(String, String)> {
        if matches!(query.first, Set::Path(_) | Set::Sparql(_)) {
            return Vec::new();
        }
        let parts = parts(query).into_iter();
        let parts = parts.map(|part| (part.text(query), format::query_line(&part.left_out(query))));
        parts.collect()
    }

    /// IRIs of the nodes that a question is about, with all its conditions, before anything is counted or shown.
    pub fn about(&self, query: &Query) -> Result<Vec<String>, Diagnostic> {
        let mut query = query.clone();
        let behind = query
            .stages
            .iter()
            .position(|s| matches!(s.kind, StageKind::Aggregate { .. }));
        query.stages.truncate(behind.unwrap_or(query.stages.len()));
        query
            .stages
            .retain(|s| matches!(s.kind, StageKind::Where(_) | StageKind::Disputed(_)));
        let plan = self.plan(&query, None)?;
        self.settler(Outer::Nothing).iris(&plan)
    }

    /// A name as a value; with its class where several things have the name.
    pub(super) fn named(&self, label: &str, class: Option<&str>) -> Values {
        let several = self.store.find(label).len() > 1;
        let class = class.filter(|_| several).map(word);
        let kind = ItemKind::Name {
            text: label.to_string(),
            class,
            quoted: false,
        };
        Values::one(kind, Span::default())
    }
}

/// `2020-02`.
fn month_name(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

fn word(text: &str) -> Word {
    Word::new(text, Span::default())
}

fn quoted(name: &str) -> Values {
    let kind = ItemKind::Name {
        text: name.to_string(),
        class: None,
        quoted: true,
    };
    Values::one(kind, Span::default())
}

/// The question with a modifier more, before conditions: these go on to the end.
fn with(query: &Query, phrase: &Phrase, kind: ModifierKind) -> Query {
    let mut phrase = phrase.clone();
    let before = |m: &Modifier| matches!(m.kind, ModifierKind::Where(_));
    let at = phrase.modifiers.iter().position(before);
    let at = at.unwrap_or(phrase.modifiers.len());
    let modifier = Modifier::new(kind, Span::default());
    phrase.modifiers.insert(at, modifier);
    Query {
        first: Set::Phrase(phrase),
        ..query.clone()
    }
}
