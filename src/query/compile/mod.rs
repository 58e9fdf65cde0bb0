//! [`Plan`](super::plan::Plan)s → SPARQL algebra. Names are looked up here; what SPARQL 1.1 cannot say (distances
//! between days and between places) is asked for first and put in as values.

pub(crate) mod algebra;
mod around;
mod columns;
mod compare;
mod filter;
mod group;
mod hops;
mod names;
mod once;
mod order;
mod outer;
mod relative;
mod text;
mod vague;
mod value;

pub(crate) use columns::{Decode, Shape};
pub(crate) use group::{GroupDecode, GroupShape};
pub(crate) use outer::plain_but_outer;
pub(crate) use relative::day as relative_day;

use super::ast::SetOperator;
use super::plan::{Filter, Plan, Set, Step, Value};
use super::words::{EVENT, PROSPECT};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::store::{Budget, Store, StoreError};
use algebra::*;
use order::Order;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::{QueryResults, QuerySolution};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::collections::BTreeMap;

/// Builds the algebra of one question.
pub(crate) struct Compiler<'a> {
    pub store: &'a Store,
    pub budget: Option<&'a Budget>,
    /// The row that `each` is at.
    pub outer: Option<String>,
    /// The rows that `each` is at when all are asked about at once, and the variable that says which.
    pub(super) rows: Option<(Variable, Vec<String>)>,
    /// What was understood, for the reader.
    pub notes: Vec<String>,
    used: BTreeMap<String, usize>,
    /// Whether the pattern being built stands inside EXISTS.
    pub(super) inside: bool,
    /// Classes of the nodes that variables stand for.
    subjects: BTreeMap<String, String>,
    /// Numbers and times that were asked for: of which node, by which role, in which variables.
    pub(super) bound: Vec<(Variable, String, Vec<Variable>)>,
    /// Of these, and of what is made of them, those that a condition lets through only if they are known.
    pub(super) sure: Vec<Variable>,
    /// What class the nodes of a variable are known to have outside of the pattern being built.
    given: Option<(Variable, String)>,
}

/// Nodes as a pattern that binds one variable, and how they are sorted.
pub(super) struct Relation {
    pub pattern: GraphPattern,
    pub order: Order,
    /// Whether the pattern is a SELECT of its own that binds the variable and the sort keys only.
    pub closed: bool,
}

impl<'a> Compiler<'a> {
    pub fn new(store: &'a Store, budget: Option<&'a Budget>) -> Compiler<'a> {
        Compiler {
            store,
            budget,
            outer: None,
            rows: None,
            notes: Vec::new(),
            used: BTreeMap::new(),
            inside: false,
            subjects: BTreeMap::new(),
            bound: Vec::new(),
            sure: Vec::new(),
            given: None,
        }
    }

    /// A new variable, named after what it holds.
    pub(super) fn var(&mut self, name: &str) -> Variable {
        let mut clean: String = String::new();
        let mut upper = false;
        for c in name.chars() {
            if c.is_ascii_alphanumeric() {
                clean.push(if upper { c.to_ascii_uppercase() } else { c });
                upper = false;
            } else {
                upper = !clean.is_empty();
            }
        }
        if !clean.starts_with(|c: char| c.is_ascii_alphabetic()) {
            clean.insert(0, 'x');
        }
        let count = self.used.entry(clean.clone()).or_insert(0);
        *count += 1;
        Variable::new_unchecked(match *count {
            1 => clean,
            n => format!("{clean}_{n}"),
        })
    }

    /// The variable of the nodes of a class.
    pub(super) fn subject(&mut self, class: &str) -> Variable {
        let label = self
            .store
            .ontology()
            .classes
            .get(class)
            .map_or_else(|| class.to_lowercase(), |c| c.label.clone());
        let s = self.var(&label);
        self.subjects
            .insert(s.as_str().to_string(), class.to_string());
        s
    }

    /// Whether the nodes of a variable may be of a class, or of one above or below it.
    pub(super) fn may_be(&self, s: &Variable, class: &str) -> bool {
        let ontology = self.store.ontology();
        self.subjects.get(s.as_str()).is_none_or(|of| {
            let of = if of == PROSPECT { EVENT } else { of };
            ontology.is_a(of, class) || ontology.is_a(class, of)
        })
    }

    /// The nodes of a plan, sorted and sliced.
    pub(super) fn relation(&mut self, plan: &Plan, s: &Variable) -> Result<Relation, Diagnostic> {
        self.relation_on(empty(), plan, s)
    }

    /// The nodes of a plan that are in another pattern too.
    pub(super) fn relation_on(
        &mut self,
        base: GraphPattern,
        plan: &Plan,
        s: &Variable,
    ) -> Result<Relation, Diagnostic> {
        let set = self.set(&plan.set, s)?;
        let mut relation = Relation {
            pattern: join(base, set),
            order: Order::default(),
            closed: false,
        };
        for step in &plan.steps {
            match step {
                Step::Filter(filter) => {
                    relation.pattern = self.filter(relation.pattern, s, filter)?;
                    relation.closed = false;
                }
                Step::Sort(keys) => self.sort(&mut relation, s, keys)?,
                Step::First(n) => self.slice(&mut relation, plan, s, *n, false)?,
                Step::Last(n) => self.slice(&mut relation, plan, s, *n, true)?,
            }
        }
        Ok(relation)
    }

    /// The nodes of a plan as a pattern to be joined with others. Inside EXISTS, what was cut off by number is looked
    /// up first: otherwise it would be cut off anew for every row.
    pub(super) fn nodes(&mut self, plan: &Plan, s: &Variable) -> Result<GraphPattern, Diagnostic> {
        self.only_nodes(plan)?;
        if self.inside {
            if sliced(plan) {
                let iris = self.iris(plan)?;
                return Ok(values(s, &iris));
            }
            return Ok(self.relation(plan, s)?.pattern);
        }
        let relation = self.relation(plan, s)?;
        Ok(distinct(relation.pattern, vec![s.clone()]))
    }

    /// Builds a pattern that will stand inside EXISTS.
    pub(super) fn within_exists<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.inside, true);
        let built = build(self);
        self.inside = before;
        built
    }

    fn only_nodes(&self, plan: &Plan) -> Result<(), Diagnostic> {
        match plan.group {
            None => Ok(()),
            Some(_) => Err(Diagnostic::new(
                Code::Mismatch,
                plan.span,
                "a table of counts cannot be used as a set",
            )),
        }
    }

    fn set(&mut self, set: &Set, s: &Variable) -> Result<GraphPattern, Diagnostic> {
        Ok(match set {
            Set::Class(class) if self.is_given(s, class) => empty(),
            Set::Class(class) if class == PROSPECT => triple(s.clone(), rdf_type(), dl(PROSPECT)),
            Set::Class(class) => triple(s.clone(), rdf_type(), iri(self.class_iri(class))),
            Set::Nodes(iris) => values(s, iris),
            Set::Plan(plan) => self.nodes(plan, s)?,
            Set::Combined(operator, a, b) => {
                self.only_nodes(a)?;
                let left = match plain(a) {
                    true => self.relation(a, s)?.pattern,
                    false => self.nodes(a, s)?,
                };
                match operator {
                    SetOperator::And => {
                        let right = self.nodes(b, s)?;
                        join(left, right)
                    }
                    SetOperator::Or => {
                        let right = self.nodes(b, s)?;
                        union(vec![left, right])
                    }
                    SetOperator::Except => {
                        let before = self.given.replace((s.clone(), a.class.clone()));
                        let right = self.within_exists(|c| c.nodes(b, s));
                        self.given = before;
                        filter(left, not(exists(right?)))
                    }
                }
            }
        })
    }

    fn is_given(&self, s: &Variable, class: &str) -> bool {
        self.inside
            && self
                .given
                .as_ref()
                .is_some_and(|(node, of)| node == s && self.store.ontology().is_a(of, class))
    }

    pub(super) fn class_iri(&self, class: &str) -> String {
        self.store.ontology().classes.get(class).map_or_else(
            || format!("{}{class}", crate::ontology::NAMESPACE),
            |c| c.iri.clone(),
        )
    }

    /// Runs a SELECT.
    pub fn select(
        &self,
        pattern: GraphPattern,
        span: Span,
    ) -> Result<Vec<QuerySolution>, Diagnostic> {
        select(self.store, &query(pattern), self.budget, span)
    }

    /// IRIs of the nodes of a plan, in their order.
    pub fn iris(&mut self, plan: &Plan) -> Result<Vec<String>, Diagnostic> {
        let s = self.subject(&plan.class);
        let inside = std::mem::replace(&mut self.inside, false);
        let relation = self.relation(plan, &s);
        self.inside = inside;
        let pattern = distinct(relation?.pattern, vec![s.clone()]);
        let mut iris: Vec<String> = self
            .select(pattern, plan.span)?
            .iter()
            .filter_map(|row| node(row, &s))
            .collect();
        iris.sort();
        Ok(iris)
    }
}

/// The IRI that a variable is bound to.
pub(crate) fn node(row: &QuerySolution, variable: &Variable) -> Option<String> {
    match row.get(variable)? {
        Term::NamedNode(node) => Some(node.as_str().to_string()),
        _ => None,
    }
}

/// Whether a plan, or one inside that decides which nodes it has, cuts off by number.
fn sliced(plan: &Plan) -> bool {
    plan.steps
        .iter()
        .any(|s| matches!(s, Step::First(_) | Step::Last(_)))
        || match &plan.set {
            Set::Class(_) | Set::Nodes(_) => false,
            Set::Plan(inner) => sliced(inner),
            Set::Combined(_, a, b) => sliced(a) || sliced(b),
        }
}

/// Whether each node of a plan comes but a few times, so that there is no need to find them out before they are joined.
pub(super) fn plain(plan: &Plan) -> bool {
    matches!(plan.set, Set::Class(_))
        && plan.group.is_none()
        && plan.steps.iter().all(|step| match step {
            Step::Filter(filter) => plain_filter(filter),
            _ => false,
        })
}

fn plain_filter(what: &Filter) -> bool {
    match what {
        Filter::All(parts) => parts.iter().all(plain_filter),
        Filter::Not(_) | Filter::Any(_) | Filter::Disputed(_) | Filter::Known(_) => true,
        Filter::Within(path, _) | Filter::Last(path, ..) | Filter::Compare(path, ..) => {
            path.steps.len() == 1
        }
        Filter::Around(..) => true,
        Filter::Value(_, values) => values
            .iter()
            .all(|value| matches!(value, Value::Name(_) | Value::Kind(_))),
        _ => false,
    }
}

pub(crate) fn query(pattern: GraphPattern) -> Query {
    Query::Select {
        dataset: None,
        pattern,
        base_iri: None,
    }
}

/// Runs a SELECT and collects its solutions.
pub(crate) fn select(
    store: &Store,
    query: &Query,
    budget: Option<&Budget>,
    span: Span,
) -> Result<Vec<QuerySolution>, Diagnostic> {
    let failed = |error: StoreError| error.at(span);
    let QueryResults::Solutions(solutions) = store.query(query, budget).map_err(failed)? else {
        return Err(Diagnostic::new(
            Code::Store,
            span,
            "the store gave no table",
        ));
    };
    solutions
        .map(|solution| solution.map_err(|e| failed(e.into())))
        .collect()
}
