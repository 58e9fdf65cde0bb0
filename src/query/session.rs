//! [`Session`]: names and parameters that were defined, and the store that is asked.

mod check;
mod columns;
mod counted;
mod each;
mod empty;
mod facets;
mod leads;
mod named;
mod offer;
mod paths;
mod run;
mod stages;
mod steps;
mod tallies;
mod whereabouts;

pub use empty::{Emptied, Narrowing};
pub use facets::{Facet, FacetValue};
pub use steps::Step;

use super::ast::{Operand, OperandKind, Query, Set, Statement, StatementKind, Values, Word};
use super::lexer::{as_written, read_date};
use super::plan::{ParamValue, Plan, Scope, Value};
use super::settle::Outer;
use super::{Answer, Rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::store::{Budget, Held, Store};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Names and parameters that were defined.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    lets: Vec<(String, Query)>,
    /// What the caller set; wins over defaults.
    set: BTreeMap<String, String>,
    /// Kind and default of the parameters that were declared.
    declared: BTreeMap<String, (String, Option<OperandKind>)>,
}

impl Definitions {
    /// Names given with `let`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lets.iter().map(|(name, _)| name.as_str())
    }

    /// Parameters that were declared or set, without the `$`, each once.
    pub fn params(&self) -> BTreeSet<&str> {
        self.declared
            .keys()
            .chain(self.set.keys())
            .map(String::as_str)
            .collect()
    }
}

/// Runs statements one after the other.
pub struct Session<'s> {
    store: Held<'s>,
    definitions: Definitions,
    budget: Option<Budget>,
}

impl<'s> Session<'s> {
    /// Nothing defined yet.
    pub fn new(store: impl Into<Held<'s>>) -> Session<'s> {
        Session {
            store: store.into(),
            definitions: Definitions::default(),
            budget: None,
        }
    }

    /// Gives the next question its own limits and its own way to be stopped.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = Some(budget);
    }

    /// An error when the question was told to stop or has reached a limit.
    pub(crate) fn check_budget(&self, span: Span) -> Result<(), Diagnostic> {
        match &self.budget {
            Some(budget) => budget.check().map_err(|error| error.at(span)),
            None => Ok(()),
        }
    }

    /// The store that is asked.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Asks another store from now on; what was defined stays.
    pub(crate) fn move_to(&mut self, store: Held<'s>) {
        self.store = store;
    }

    /// Gives a parameter (without the `$`) a value that wins over its default.
    pub fn set(&mut self, param: &str, value: &str) {
        self.definitions
            .set
            .insert(param.trim_start_matches('$').to_string(), value.to_string());
    }

    /// Parameters that were set, by name.
    pub fn params(&self) -> &BTreeMap<String, String> {
        &self.definitions.set
    }

    /// What was defined.
    pub fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    /// Takes over what was defined elsewhere.
    #[must_use]
    pub fn with_definitions(mut self, definitions: Definitions) -> Session<'s> {
        self.definitions = definitions;
        self
    }

    /// Runs one statement.
    pub fn run(&mut self, statement: &Statement) -> Result<Answer, Diagnostic> {
        let answer = self.statement(statement);
        self.sound(statement)?;
        answer.map_err(|error| self.capitalised(error))
    }

    /// Whatever came of a statement, it is nothing when the file of the graph was found to be damaged.
    fn sound(&self, statement: &Statement) -> Result<(), Diagnostic> {
        self.store.sound().map_err(|error| error.at(statement.span))
    }

    /// A word that is no noun may be a name that begins small by mistake.
    fn capitalised(&self, mut error: Diagnostic) -> Diagnostic {
        if error.code == Code::UnknownNoun
            && let Some(word) = error.found.as_deref().map(|w| w.trim_matches('`'))
        {
            let names = self.store.find(word).into_iter();
            let names: Vec<String> = names.map(|f| as_written(&f.label)).collect();
            if !names.is_empty() {
                error.candidates = names;
                error.candidates.truncate(3);
            }
        }
        error
    }

    fn statement(&mut self, statement: &Statement) -> Result<Answer, Diagnostic> {
        match &statement.kind {
            StatementKind::Query(query) => self.ask(query),
            StatementKind::Let { name, query } => {
                self.plan(query, None)?;
                self.definitions
                    .lets
                    .push((name.text.clone(), query.clone()));
                Ok(Answer::Defined(name.text.clone()))
            }
            StatementKind::Param {
                name,
                kind,
                default,
            } => {
                self.declare(name, kind, default.as_ref())?;
                Ok(Answer::Defined(format!("${}", name.text)))
            }
            StatementKind::Assert { query, check } => {
                let rows = self.rows(query)?;
                self.check(query, check, &rows)?;
                Ok(Answer::Asserted)
            }
            StatementKind::Export { query, format, to } => Ok(Answer::Export {
                format: format.text.clone(),
                to: to.as_ref().map(|w| w.text.clone()),
                rows: match query {
                    Some(query) => Some(Box::new(self.ask(query)?)),
                    None => None,
                },
            }),
            StatementKind::Use { file } => Ok(Answer::Use(file.text.clone())),
        }
    }

    /// What is wrong with a statement, as far as can be told without asking the store. Definitions are kept.
    pub fn check_statement(&mut self, statement: &Statement) -> Result<(), Diagnostic> {
        match &statement.kind {
            StatementKind::Query(query)
            | StatementKind::Assert { query, .. }
            | StatementKind::Export {
                query: Some(query), ..
            } => match &query.first {
                Set::Path(_) | Set::Sparql(_) => Ok(()),
                _ => {
                    let plan = self.plan(query, None);
                    self.sound(statement)?;
                    plan.map(|_| ())
                }
            },
            StatementKind::Let { .. } | StatementKind::Param { .. } => {
                self.run(statement).map(|_| ())
            }
            StatementKind::Export { query: None, .. } | StatementKind::Use { .. } => Ok(()),
        }
    }

    /// IRIs of the nodes that a question is about, before anything is counted or shown.
    pub fn nodes(&self, query: &Query) -> Result<Vec<String>, Diagnostic> {
        let mut query = query.clone();
        query.stages.clear();
        let plan = self.plan(&query, None)?;
        self.settler(Outer::Nothing).iris(&plan)
    }

    fn rows(&mut self, query: &Query) -> Result<Rows, Diagnostic> {
        match self.ask(query)? {
            Answer::Rows(rows) | Answer::Timeline(rows) => Ok(rows),
            _ => Err(Code::Mismatch.at(
                query.span,
                "a network has no rows to test; leave `graph` out",
            )),
        }
    }

    fn declare(
        &mut self,
        name: &Word,
        kind: &Word,
        default: Option<&Operand>,
    ) -> Result<(), Diagnostic> {
        let known = ["date", "number", "text"].contains(&kind.text.as_str())
            || self.store.ontology().class_of_noun(&kind.text).is_some();
        if !known {
            let message = format!("`{}` is no kind of parameter", kind.text);
            return Err(Code::UnknownNoun
                .at(kind.span, message)
                .hint("write a noun (actor, place …), `date`, `number` or `text`"));
        }
        let default = default.map(|d| d.kind.clone());
        self.definitions
            .declared
            .insert(name.text.clone(), (kind.text.clone(), default));
        // A value that does not fit is told here, where the parameter stands.
        self.param_value(&name.text, name.span).map(|_| ())
    }

    /// What a condition compares with: of a parameter its value, where it has one.
    fn meant(&self, operand: &Operand) -> Result<OperandKind, Diagnostic> {
        let value = match &operand.kind {
            OperandKind::Param(name) => self.param_value(name, operand.span)?,
            _ => None,
        };
        Ok(value.unwrap_or_else(|| operand.kind.clone()))
    }

    /// The value of a parameter: what was set, read as its kind says, else its default.
    fn param_value(&self, name: &str, span: Span) -> Result<Option<ParamValue>, Diagnostic> {
        let declared = self.definitions.declared.get(name);
        let Some(text) = self.definitions.set.get(name) else {
            return Ok(declared.and_then(|(_, default)| default.clone()));
        };
        let kind = declared.map(|(kind, _)| kind.as_str());
        let name_of = |text: &str| {
            let (text, class) = named(text);
            OperandKind::Name { text, class }
        };
        let wrong = |wanted: &str| {
            Code::Mismatch.at(
                span,
                format!("`${name}` is a {wanted}, and \"{text}\" is none"),
            )
        };
        Ok(Some(match kind {
            Some("date") => OperandKind::Date(read_date(text).ok_or_else(|| wrong("date"))?),
            Some("number") => {
                OperandKind::Number(text.trim().parse().map_err(|_| wrong("number"))?)
            }
            Some("text") => OperandKind::Text(text.clone()),
            Some(_) => name_of(text),
            None => match (text.trim().parse(), read_date(text)) {
                (Ok(number), _) => OperandKind::Number(number),
                (_, Some(days)) => OperandKind::Date(days),
                _ => name_of(text),
            },
        }))
    }

    fn all_params(&self) -> BTreeMap<String, ParamValue> {
        self.definitions
            .set
            .keys()
            .chain(self.definitions.declared.keys())
            .filter_map(|name| {
                let value = self.param_value(name, Span::default()).ok()??;
                Some((name.clone(), value))
            })
            .collect()
    }

    fn plan(&self, query: &Query, outer: Option<&str>) -> Result<Plan, Diagnostic> {
        self.scoped(outer, |scope| scope.plan(query))
    }

    /// The ends of a path.
    fn path_ends(&self, values: &Values) -> Result<Vec<Value>, Diagnostic> {
        self.scoped(None, |scope| scope.values(&[], values))
    }

    fn scoped<T>(&self, outer: Option<&str>, run: impl FnOnce(&Scope<'_>) -> T) -> T {
        let params = self.all_params();
        let budget = Cell::new(0);
        run(&Scope {
            ontology: self.store.ontology(),
            lets: &self.definitions.lets,
            params: &params,
            outer,
            budget: &budget,
        })
    }
}

/// A name, and the class behind `#`.
fn named(text: &str) -> (String, Option<Word>) {
    match text.rsplit_once('#') {
        Some((name, class)) if !name.is_empty() => {
            let class = Word::new(class.trim(), Span::default());
            (name.trim().to_string(), Some(class))
        }
        _ => (text.to_string(), None),
    }
}
