//! Modifiers → [`Filter`]s.

use super::scope::unsupported;
use super::{Constant, Filter, Kind, Path, Scope, Source, Step, Value};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ontology::{Role, RoleKind};
use crate::query::ast::{
    Comparison, Facet, Field, ItemKind, Modifier, ModifierKind, Moment, Nested, OperandKind, Time,
    TimeKind, Values, Word,
};
use crate::query::words::{
    ACTOR, DOCUMENT, EVENT, PROSPECT, WITH, own_or_below, roles_below, roles_of,
};
use crate::span::Span;

/// So many different values; of a number, a number so great: nobody asks how many tolls are told of an attack.
fn at_least(least: usize, path: Path) -> Filter {
    let told = matches!(path.facet, Facet::Sources | Facet::Quotes);
    match (path.kind(), i64::try_from(least)) {
        (Kind::Quantity, Ok(least)) if !told => {
            Filter::Compare(path, Comparison::GreaterOrEqual, Constant::Number(least))
        }
        _ => Filter::AtLeast(least, path),
    }
}

impl Scope<'_> {
    pub(super) fn modifier(&self, class: &str, modifier: &Modifier) -> Result<Filter, Diagnostic> {
        let filter = match &modifier.kind {
            ModifierKind::Preposition { word, values } => self.preposition(class, word, values)?,
            ModifierKind::Time(time) => self.time(self.time_path(class, time.span)?, time)?,
            ModifierKind::ReportedBy(values) => Filter::ReportedBy(self.publishers(values)?),
            // An article is its own first report.
            ModifierKind::FirstReportedBy(values) if self.ontology.is_a(class, DOCUMENT) => {
                Filter::ReportedBy(self.publishers(values)?)
            }
            ModifierKind::FirstReportedBy(values) => {
                Filter::FirstReportedBy(self.publishers(values)?)
            }
            ModifierKind::Reported(time) if self.ontology.is_a(class, DOCUMENT) => {
                self.time(self.time_path(class, time.span)?, time)?
            }
            ModifierKind::Reported(time) => self.reported(time)?,
            ModifierKind::FirstReported(time) => self.first_reported(class, time)?,
            ModifierKind::AtLeast(least, field) => at_least(*least, self.path(class, field)?),
            ModifierKind::CoOccurring(values) => self.co_occurring(class, values, modifier.span)?,
            ModifierKind::Mentioning(text) => {
                Filter::Mentioning(super::condition::pattern(text.text.clone(), text.span)?)
            }
            ModifierKind::With(field) => self.with(class, field)?,
            ModifierKind::Without(field) => Filter::Not(Box::new(self.with(class, field)?)),
            ModifierKind::Between(a, b) => self.between(class, a, b, modifier.span)?,
            ModifierKind::Near(duration, nested) => Filter::Near(
                self.time_path(class, modifier.span)?,
                *duration,
                self.dated(nested)?,
            ),
            ModifierKind::Around(distance, values) => self.around(class, *distance, values)?,
            ModifierKind::Steps(_) => {
                return Err(Code::Mismatch.at(modifier.span, "`within … steps` belongs to a path"));
            }
            ModifierKind::Where(condition) => self.condition(class, condition)?,
        };
        Ok(match modifier.not {
            true => Filter::Not(Box::new(filter)),
            false => filter,
        })
    }

    /// Roles that a preposition fills, nearest class first; of the classes below when the class itself has none.
    fn roles_of_preposition(&self, class: &str, preposition: &str) -> Vec<&Role> {
        let ontology = self.ontology;
        let has = |role: &Role| role.prepositions.iter().any(|p| p == preposition);
        let event = ontology.is_a(class, EVENT) || class == PROSPECT;
        if !event || preposition != WITH || self.has_own(class, WITH) {
            return own_or_below(ontology, class, has);
        }
        // `with` is whoever took part, whatever part that was, where it is no role of its own.
        let acts = |role: &Role| role.range.iter().any(|r| ontology.is_a(r, ACTOR));
        let takes = |role: &Role| has(role) || role.kind == RoleKind::Node && acts(role);
        roles_below(ontology, class, takes)
    }

    /// Whether a role of the class itself, or of one above it, has a preposition.
    fn has_own(&self, class: &str, preposition: &str) -> bool {
        let mut roles = roles_of(self.ontology, class).into_iter();
        class != PROSPECT && roles.any(|role| role.prepositions.iter().any(|p| p == preposition))
    }

    /// Who takes part in an event together with somebody, without that one.
    fn co_occurring(&self, class: &str, values: &Values, span: Span) -> Result<Filter, Diagnostic> {
        let mut events = self.class_plan(EVENT, span)?;
        let with = Word::new(WITH, span);
        let filter = self.preposition(EVENT, &with, values)?;
        let mut parts = Vec::new();
        if let Filter::Value(_, values) = &filter {
            parts.extend(values.iter().filter_map(|value| match value {
                Value::Name(name) => Some(Filter::Not(Box::new(Filter::Is(name.clone())))),
                _ => None,
            }));
        }
        events.steps.push(Step::Filter(filter));
        parts.insert(0, self.participates(class, events, span)?);
        Ok(Filter::All(parts))
    }

    fn first_reported(&self, class: &str, time: &Time) -> Result<Filter, Diagnostic> {
        if self.ontology.is_a(class, DOCUMENT) {
            return self.time(self.time_path(class, time.span)?, time);
        }
        Ok(match self.reported(time)? {
            Filter::Reported { window, .. } => Filter::Reported { window, all: true },
            _ => {
                let what = "`first reported` with days before the newest article";
                return Err(unsupported(time.span, what));
            }
        })
    }

    fn preposition(&self, class: &str, word: &Word, values: &Values) -> Result<Filter, Diagnostic> {
        // `in $when`: what the parameter holds decides.
        if let Some((param, span)) = values.param()
            && matches!(word.text.as_str(), "in" | "on")
            && self.is_time(param, span)?
        {
            let kind = TimeKind::In(Moment::Param(Word::new(param, span)));
            return self.time(self.time_path(class, span)?, &Time { span, kind });
        }
        let roles = self.roles_of_preposition(class, &word.text);
        if roles.is_empty()
            && word.text == WITH
            && let [item] = values.items.as_slice()
            && let ItemKind::Nested(Nested::Query(query)) = &item.kind
        {
            // `people with (attacks in NAME)`: whoever took part in one of them, whatever part that was.
            return self.participates(class, self.plan(query)?, item.span);
        }
        if roles.is_empty() {
            return Err(self.unknown_preposition(class, word));
        }
        let paths: Vec<Path> = roles.iter().map(|role| Path::of(role, word.span)).collect();
        let beside = self.beside_places(&paths, &roles, word);
        let all = paths.into_iter().chain(beside);
        let (nodes, texts): (Vec<Path>, Vec<Path>) = all.partition(|p| p.kind() == Kind::Node);
        if nodes.is_empty() && texts.iter().all(|p| p.last().role == "publisher") {
            return Ok(Filter::ReportedBy(self.publishers(values)?));
        }
        let paths = if nodes.is_empty() { texts } else { nodes };
        let values = self.values(&paths, values)?;
        Ok(Filter::Value(paths, values))
    }

    /// Whether a parameter holds a date, or a number, which is a year then.
    fn is_time(&self, param: &str, span: Span) -> Result<bool, Diagnostic> {
        let value = self.param(param, span)?;
        Ok(matches!(
            value,
            OperandKind::Date(_) | OperandKind::Number(_)
        ))
    }

    fn unknown_preposition(&self, class: &str, word: &Word) -> Diagnostic {
        let mut known: Vec<&str> = Vec::new();
        for role in roles_of(self.ontology, class) {
            known.extend(role.prepositions.iter().map(String::as_str));
        }
        known.sort_unstable();
        known.dedup();
        let diagnostic = Code::UnknownPreposition
            .at(
                word.span,
                format!("`{}` means nothing for {}", word.text, self.plural(class)),
            )
            .candidates(nearest(&word.text, known.iter().copied(), 3));
        let diagnostic = match class {
            DOCUMENT => diagnostic
                .hint("what articles speak of is looked for in their words: `mentioning \"…\"`"),
            _ => diagnostic,
        };
        match known.is_empty() {
            true => diagnostic,
            false => diagnostic.hint(format!("they take {}", known.join(", "))),
        }
    }

    /// The names of outlets.
    fn publishers(&self, values: &Values) -> Result<Vec<(String, Span)>, Diagnostic> {
        let mut names = Vec::new();
        for item in &values.items {
            let text = match &item.kind {
                ItemKind::Name { text, .. } => text.clone(),
                ItemKind::Param(param) => match self.param(param, item.span)? {
                    OperandKind::Name { text, .. } | OperandKind::Text(text) => text,
                    _ => return Err(unsupported(item.span, "this as the name of a publisher")),
                },
                _ => {
                    let what = "anything but the name of a publisher behind `reported by`";
                    return Err(unsupported(item.span, what));
                }
            };
            names.push((text, item.span));
        }
        Ok(names)
    }

    /// `with X`: a field of the class, else a preposition, else (for actors, places, things) events they take part in.
    fn with(&self, class: &str, field: &Field) -> Result<Filter, Diagnostic> {
        let word = &field.path[0];
        if field.path.len() > 1 || self.has_field(class, &word.text) {
            return Ok(Filter::Has(self.path(class, field)?));
        }
        let noun = self.ontology.class_of_noun(&word.text);
        let kind = match noun {
            Some(class) => ItemKind::Any {
                class: class.name.clone(),
                noun: class.label.clone(),
            },
            None if self.lets.iter().any(|(n, _)| n == &word.text) => {
                ItemKind::Word(word.text.clone())
            }
            None => {
                return Err(self
                    .path(class, field)
                    .err()
                    .unwrap_or_else(|| Code::UnknownField.at(word.span, "no such field")));
            }
        };
        if !self.roles_of_preposition(class, WITH).is_empty() {
            let with = Word::new(WITH, field.span);
            return self.preposition(class, &with, &Values::one(kind, field.span));
        }
        let plan = match noun {
            Some(class) => self.class_plan(&class.name, word.span)?,
            None => self.defined(&word.text, word.span)?,
        };
        self.participates(class, plan, field.span)
    }

    fn participates(
        &self,
        class: &str,
        plan: super::Plan,
        span: Span,
    ) -> Result<Filter, Diagnostic> {
        let ontology = self.ontology;
        let event = ontology.is_a(&plan.class, EVENT);
        let fits = |role: &Role| {
            let mut range = role.range.iter();
            Kind::of(role) == Kind::Node
                && range.any(|r| ontology.is_a(class, r) || ontology.is_a(r, class))
        };
        let can = !own_or_below(ontology, &plan.class, fits).is_empty();
        if event && can {
            return Ok(Filter::Participates(Source::Plan(Box::new(plan))));
        }
        let message = format!(
            "{} take no part in {}",
            self.plural(class),
            self.plural(&plan.class)
        );
        Err(Code::Mismatch.at(span, message))
    }

    fn between(
        &self,
        class: &str,
        a: &Values,
        b: &Values,
        span: Span,
    ) -> Result<Filter, Diagnostic> {
        if let (Some((x, at)), Some((y, bt))) = (a.param(), b.param())
            && self.is_time(x, at)?
        {
            let moment = |text, span| Moment::Param(Word::new(text, span));
            let kind = TimeKind::Between(moment(x, at), moment(y, bt));
            return self.time(self.time_path(class, span)?, &Time { span, kind });
        }
        let paths: Vec<Path> = roles_of(self.ontology, class)
            .into_iter()
            .filter(|role| role.symmetric)
            .map(|role| Path::of(role, span))
            .collect();
        if paths.is_empty() {
            let message = format!(
                "{} have no parties, so `between` needs two dates here",
                self.plural(class)
            );
            return Err(Code::Mismatch
                .at(span, message)
                .hint("say who did it to whom: `by … on …`, `by … to …`"));
        }
        Ok(Filter::All(vec![
            Filter::Value(paths.clone(), self.values(&paths, a)?),
            Filter::Value(paths.clone(), self.values(&paths, b)?),
        ]))
    }
}
