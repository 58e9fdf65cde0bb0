//! [`Plan`] → [`Settled`]: names are looked up, and what SPARQL 1.1 cannot say (distances between days and between
//! places) is asked for first and put in as values. What was understood is noted for the reader.

mod names;
mod outer;
mod places;
mod times;
mod values;

pub(crate) use outer::is_asked_at_once;

use super::ask::{Ask, node};
use super::ast::Comparison;
use super::compile::Compiler;
use super::plan::{self, Constant, Plan, Value};
use super::settled::{Filter, Set, Settled, Step};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use std::collections::BTreeSet;

/// Looks up what plans speak of.
pub(crate) struct Settler<'a> {
    ask: Ask<'a>,
    /// The rows that `each` is at: one, or all at once.
    outer: Outer,
    /// What was understood, for the reader.
    pub notes: Vec<String>,
    /// What names include, with the number of the note that says so.
    included: Vec<Included>,
    /// Whether what is settled will stand inside EXISTS.
    inside: bool,
}

/// The note that says what a name includes.
struct Included {
    /// Its number.
    note: usize,
    name: String,
    /// Labels and IRIs.
    parts: BTreeSet<(String, String)>,
}

/// What `the attack` stands for.
#[derive(Debug, Clone, Default)]
pub(crate) enum Outer {
    #[default]
    Nothing,
    Row(String),
    Rows(Vec<String>),
}

impl<'a> Settler<'a> {
    pub fn new(ask: Ask<'a>, outer: Outer) -> Settler<'a> {
        Settler {
            ask,
            outer,
            notes: Vec::new(),
            included: Vec::new(),
            inside: false,
        }
    }

    /// The nodes of a plan.
    pub fn settle(&mut self, plan: &Plan) -> Result<Settled, Diagnostic> {
        let set = match &plan.set {
            plan::Set::Class(class) => Set::Class(class.clone()),
            plan::Set::Plan(inner) => Set::Settled(Box::new(self.set(inner)?)),
            plan::Set::Combined(operator, a, b) => {
                only_nodes(a)?;
                let left = self.set(a)?;
                let right = match operator {
                    super::ast::SetOperator::Except => self.within_exists(|s| s.set(b))?,
                    _ => self.set(b)?,
                };
                Set::Combined(*operator, Box::new(left), Box::new(right))
            }
        };
        let mut steps = Vec::new();
        for step in &plan.steps {
            steps.push(match step {
                plan::Step::Filter(filter) => Step::Filter(self.filter(filter)?),
                plan::Step::Sort(keys) => Step::Sort(keys.clone()),
                plan::Step::First(n) => Step::First(*n),
                plan::Step::Last(n) => Step::Last(*n),
            });
        }
        Ok(Settled {
            span: plan.span,
            class: plan.class.clone(),
            set,
            steps,
        })
    }

    /// The nodes of a plan that is part of another. Inside EXISTS, what is cut off by number is looked up first:
    /// otherwise it would be cut off anew for every row.
    fn set(&mut self, plan: &Plan) -> Result<Settled, Diagnostic> {
        only_nodes(plan)?;
        let settled = self.settle(plan)?;
        if !(self.inside && settled.is_sliced()) {
            return Ok(settled);
        }
        Ok(Settled {
            set: Set::Nodes(self.iris(plan)?),
            steps: Vec::new(),
            ..settled
        })
    }

    fn filter(&mut self, filter: &plan::Filter) -> Result<Filter, Diagnostic> {
        Ok(match filter {
            plan::Filter::All(parts) => Filter::All(self.filters(parts)?),
            plan::Filter::Any(parts) if parts.len() == 1 => self.filter(&parts[0])?,
            plan::Filter::Any(parts) => Filter::Any(self.within_exists(|s| s.filters(parts))?),
            plan::Filter::Not(inner) => {
                Filter::Not(Box::new(self.within_exists(|s| s.filter(inner))?))
            }
            plan::Filter::Has(path) => Filter::Has(path.clone()),
            plan::Filter::Known(path) => Filter::Known(path.clone()),
            plan::Filter::Value(paths, values) => self.value(paths, values)?,
            plan::Filter::Within(path, window) => Filter::Within(path.clone(), *window),
            plan::Filter::Last(path, duration, span) => {
                Filter::Within(path.clone(), self.last(*duration, *span)?)
            }
            plan::Filter::Relative(path, relation, source) => {
                Filter::Windows(path.clone(), self.relative(*relation, source)?)
            }
            plan::Filter::Near(path, duration, source) => {
                Filter::Windows(path.clone(), self.near(*duration, source)?)
            }
            plan::Filter::Around(paths, distance, centres) => {
                self.around(paths, *distance, centres)?
            }
            plan::Filter::Reported { window, all } => Filter::Reported {
                window: *window,
                all: *all,
            },
            plan::Filter::ReportedLast(duration, span) => Filter::Reported {
                window: self.last(*duration, *span)?,
                all: false,
            },
            plan::Filter::ReportedBy(names) => Filter::ReportedBy(self.reporters(names)?),
            plan::Filter::FirstReportedBy(names) => Filter::FirstReportedBy(self.reporters(names)?),
            plan::Filter::Mentioning(words) => Filter::Mentioning(words.clone()),
            plan::Filter::Compare(path, comparison, constant) => {
                if let (Comparison::Equal | Comparison::NotEqual, Constant::Text(words)) =
                    (comparison, constant)
                {
                    self.told(path, words)?;
                }
                Filter::Compare(path.clone(), *comparison, constant.clone())
            }
            plan::Filter::Fields(left, comparison, right) => {
                Filter::Fields(left.clone(), *comparison, right.clone())
            }
            plan::Filter::Disputed(path) => Filter::Disputed(path.clone()),
            plan::Filter::Participates(plan::Source::Plan(plan)) => {
                Filter::Participates(Box::new(self.set(plan)?))
            }
            plan::Filter::Participates(plan::Source::Outer(_)) => Filter::Nothing,
            plan::Filter::AtLeast(least, path) => Filter::AtLeast(*least, path.clone()),
            plan::Filter::Is(name) => Filter::Among(self.name(name, &[])?),
        })
    }

    fn filters(&mut self, parts: &[plan::Filter]) -> Result<Vec<Filter>, Diagnostic> {
        parts.iter().map(|part| self.filter(part)).collect()
    }

    /// Settles what will stand inside EXISTS.
    fn within_exists<T>(&mut self, settle: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.inside, true);
        let settled = settle(self);
        self.inside = before;
        settled
    }

    /// IRIs of the nodes of a plan, sorted.
    pub fn iris(&mut self, plan: &Plan) -> Result<Vec<String>, Diagnostic> {
        let inside = std::mem::replace(&mut self.inside, false);
        let settled = self.settle(plan);
        self.inside = inside;
        let (pattern, s) = Compiler::new(self.ask.store).set_of(&settled?);
        self.nodes_of(pattern, &s, plan.span)
    }

    /// The nodes that a variable stands for in a pattern, sorted.
    fn nodes_of(
        &self,
        pattern: spargebra::algebra::GraphPattern,
        s: &oxigraph::model::Variable,
        span: Span,
    ) -> Result<Vec<String>, Diagnostic> {
        let rows = self.ask.solutions(pattern, span)?;
        let mut iris: Vec<String> = rows.iter().filter_map(|row| node(row, s)).collect();
        iris.sort();
        Ok(iris)
    }

    /// The nodes that a path may begin or end at.
    pub fn ends(&mut self, value: &Value, span: Span) -> Result<Vec<String>, Diagnostic> {
        match value {
            // Only actors have a place in the network.
            Value::Name(name) => self.name(name, &["Actor".to_string()]),
            Value::Any(class) => self.all_of(class, span),
            Value::Source(plan::Source::Plan(plan)) => self.iris(plan),
            _ => Ok(Vec::new()),
        }
    }

    /// The nodes of a class, sorted.
    fn all_of(&self, class: &str, span: Span) -> Result<Vec<String>, Diagnostic> {
        let (pattern, s) = Compiler::new(self.ask.store).all_of(class);
        self.nodes_of(pattern, &s, span)
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

fn only_nodes(plan: &Plan) -> Result<(), Diagnostic> {
    match plan.group {
        None => Ok(()),
        Some(_) => Err(Code::Mismatch.at(plan.span, "a table of counts cannot be used as a set")),
    }
}
