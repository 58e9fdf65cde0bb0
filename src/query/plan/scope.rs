//! What a question may refer to besides the ontology, and how it becomes a [`Plan`].

use super::{Plan, Set, Step};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ontology::Ontology;
use crate::query::ast::{self, OperandKind, Query, StageKind};
use crate::query::words::{DOCUMENT, EVENT, PROSPECT, lemmas};
use crate::span::Span;
use std::cell::Cell;
use std::collections::BTreeMap;

/// How many questions one question may contain, `let`s written out.
const MOST_PLANS: usize = 500;

/// The value of a parameter.
pub(crate) type ParamValue = OperandKind;

/// Names that are known where a question stands.
pub(crate) struct Scope<'a> {
    pub ontology: &'a Ontology,
    /// In the order of definition; a `let` sees those before it.
    pub lets: &'a [(String, Query)],
    pub params: &'a BTreeMap<String, ParamValue>,
    /// Class and noun of the row that `each` is at.
    pub outer: Option<&'a str>,
    pub budget: &'a Cell<usize>,
}

impl<'a> Scope<'a> {
    pub fn plan(&self, query: &Query) -> Result<Plan, Diagnostic> {
        self.spend(query.span)?;
        let mut plan = self.set(&query.first, query.span)?;
        for (operator, other) in &query.rest {
            let other = self.plan(other)?;
            if other.group.is_some() || plan.group.is_some() {
                let message = "a table of counts cannot be joined to a set";
                return Err(Code::Mismatch.at(other.span, message));
            }
            let class = self.common(&plan.class, &other.class, other.span)?;
            let columns = self.default_columns(&class, query.span);
            let set = Set::Combined(*operator, Box::new(plan), Box::new(other));
            plan = Plan::new(class, set, columns, query.span);
        }
        for (at, stage) in query.stages.iter().enumerate() {
            // To count what was counted, or tables in rows, is done on the rows, and so is all that follows.
            let counted = plan.group.is_some() || !plan.each.is_empty();
            if counted && matches!(stage.kind, StageKind::Aggregate { .. }) {
                plan.behind = query.stages[at..].to_vec();
                break;
            }
            self.stage(&mut plan, stage)?;
        }
        plan.span = query.span;
        Ok(plan)
    }

    fn spend(&self, span: Span) -> Result<(), Diagnostic> {
        let used = self.budget.get();
        if used >= MOST_PLANS {
            let message = format!(
                "with its `let`s written out, the question contains more than {MOST_PLANS} questions"
            );
            return Err(Code::TooLarge.at(span, message));
        }
        self.budget.set(used + 1);
        Ok(())
    }

    /// The nearest class that both are of.
    fn common(&self, a: &str, b: &str, span: Span) -> Result<String, Diagnostic> {
        let above = self.ontology.lineage(b);
        self.ontology
            .lineage(a)
            .into_iter()
            .find(|c| above.contains(c))
            .map(str::to_string)
            .ok_or_else(|| {
                Code::Mismatch.at(
                    span,
                    format!(
                        "{} and {} have nothing in common",
                        self.plural(a),
                        self.plural(b)
                    ),
                )
            })
    }

    fn set(&self, set: &ast::Set, span: Span) -> Result<Plan, Diagnostic> {
        match set {
            ast::Set::Phrase(phrase) => self.phrase(phrase, span),
            ast::Set::Nested(query) => self.plan(query),
            ast::Set::Path(path) => Err(whole("a path", path.span)),
            ast::Set::Sparql(text) => Err(whole("SPARQL", text.span)),
        }
    }

    fn phrase(&self, phrase: &ast::Phrase, span: Span) -> Result<Plan, Diagnostic> {
        let mut plan = match &phrase.class {
            Some(class) => self.class_plan(class, phrase.head.span)?,
            None => self.defined(&phrase.head.text, phrase.head.span)?,
        };
        if plan.group.is_some() && !phrase.modifiers.is_empty() {
            let message = format!(
                "`{}` is a table of counts and cannot be narrowed down here",
                phrase.head.text
            );
            return Err(Code::Mismatch
                .at(phrase.head.span, message)
                .hint("put the modifiers into the `let`"));
        }
        if !phrase.modifiers.is_empty() && plan.set_is_sliced() {
            plan = wrap(plan);
        }
        self.in_order(&phrase.modifiers)?;
        for modifier in &phrase.modifiers {
            let filter = self.modifier(&plan.class, modifier)?;
            plan.steps.push(Step::Filter(filter));
        }
        if let Some(number) = phrase.number {
            plan.steps.push(Step::First(number));
        }
        plan.span = span;
        Ok(plan)
    }

    pub(super) fn class_plan(&self, class: &str, span: Span) -> Result<Plan, Diagnostic> {
        let ontology = self.ontology;
        let known = [EVENT, PROSPECT, DOCUMENT, "Actor", "Place", "Thing"]
            .iter()
            .any(|top| ontology.is_a(class, top));
        if !known {
            let what = &format!("{} as the subject of a question", self.plural(class));
            return Err(unsupported(span, what));
        }
        let columns = self.default_columns(class, span);
        let set = Set::Class(class.to_string());
        Ok(Plan::new(class.to_string(), set, columns, span))
    }

    /// What a `let` stands for, planned with what was defined before it.
    pub(super) fn defined(&self, name: &str, span: Span) -> Result<Plan, Diagnostic> {
        let Some(at) = self.lets.iter().rposition(|(n, _)| n == name) else {
            let words = self.ontology.classes.values().flat_map(|c| c.all_nouns());
            let words = words.chain(self.lets.iter().map(|(n, _)| n.as_str()));
            let words: Vec<&str> = words.collect();
            let mut error = Code::UnknownNoun
                .at(
                    span,
                    format!("`{name}` is no noun of the ontology and is not defined with `let`"),
                )
                .candidates(nearest(name, words, 3));
            error.found = Some(format!("`{name}`"));
            if error.candidates.is_empty() {
                error.candidates = told_by(self.ontology, name);
            }
            if let Some(noun) = self.noun_with_field(name) {
                error.candidates.clear();
                error = error.hint(format!(
                    "`{name}` is a field: ask for {noun} and show it, `{noun} | show {name}`"
                ));
            }
            return Err(error);
        };
        let scope = Scope {
            lets: &self.lets[..at],
            outer: None,
            ..*self
        };
        let mut plan = scope.plan(&self.lets[at].1).map_err(|mut error| {
            // The spans of a `let` belong to another text.
            error.message = format!("in `{name}`: {}", error.message);
            error.span = span;
            error
        })?;
        plan.span = span;
        Ok(plan)
    }

    /// The noun of the highest class that has a field of this word.
    fn noun_with_field(&self, word: &str) -> Option<&str> {
        let role = self
            .ontology
            .roles
            .values()
            .find(|role| role.all_words().any(|w| w == word))?;
        let class = self.ontology.classes.get(role.domain.first()?)?;
        Some(class.plural.as_str())
    }

    /// Plural noun of a class.
    pub(super) fn plural(&self, class: &str) -> String {
        self.ontology
            .classes
            .get(class)
            .map_or_else(|| class.to_string(), |c| c.plural.clone())
    }
}

impl Plan {
    /// Whether only some of its nodes are kept by number, so that later filters must not move before that.
    pub(super) fn set_is_sliced(&self) -> bool {
        self.steps
            .iter()
            .any(|s| matches!(s, Step::First(_) | Step::Last(_)))
    }
}

/// What has rows of its own kind stands nowhere inside another question.
fn whole(what: &str, span: Span) -> Diagnostic {
    Code::Mismatch
        .at(span, format!("{what} can only be a whole question"))
        .hint("stages may follow it, but it can be no part of another question")
}

/// A plan whose set is another plan.
fn wrap(plan: Plan) -> Plan {
    let (class, columns, span) = (plan.class.clone(), plan.columns.clone(), plan.span);
    Plan::new(class, Set::Plan(Box::new(plan)), columns, span)
}

/// The error for what this version cannot answer.
pub(crate) fn unsupported(span: Span, what: &str) -> Diagnostic {
    Code::Unsupported.at(span, format!("not supported: {what}"))
}

/// What is told with a word that is no noun of a class: "killings" are attacks.
fn told_by(ontology: &Ontology, word: &str) -> Vec<String> {
    let one = lemmas(word).find_map(|lemma| {
        let lexicon = &ontology.lexicon;
        let frames = lexicon
            .by_noun
            .get(&lemma)
            .or(lexicon.by_verb.get(&lemma))?;
        let frames = frames
            .iter()
            .filter_map(|number| lexicon.frames.get(*number));
        let mut classes: Vec<String> = Vec::new();
        for class in frames.filter_map(|frame| ontology.classes.get(&frame.class)) {
            if ontology.is_a(&class.name, EVENT) && !classes.contains(&class.plural) {
                classes.push(class.plural.clone());
            }
        }
        Some(classes)
    });
    let mut classes = one.unwrap_or_default();
    classes.truncate(3);
    classes
}
