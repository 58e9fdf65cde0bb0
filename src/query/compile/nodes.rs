//! The nodes of a question as a pattern. Questions stand inside questions, so sets, conditions and values call each other
//! here, and nowhere else.

use super::algebra::*;
use super::compiler::Compiler;
use super::conditions::{matches, overlaps};
use super::order::{Order, Relation};
use super::select::*;
use super::values::wholes;
use crate::query::ast::{Comparison, SetOperator};
use crate::query::plan::Path;
use crate::query::settled::{Filter, Set, Settled, Step, Wanted};
use crate::query::words::PROSPECT;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::TermPattern;

/// So many nodes may be looked through for every row.
const FEW: usize = 32;

impl Compiler<'_> {
    /// The nodes of a question, sorted and sliced.
    pub(super) fn relation(&mut self, asked: &Settled, s: &Variable) -> Relation {
        self.relation_on(empty(), asked, s)
    }

    /// The nodes of a question that are in another pattern too.
    fn relation_on(&mut self, base: GraphPattern, asked: &Settled, s: &Variable) -> Relation {
        let set = self.set(&asked.set, s);
        let mut relation = Relation {
            pattern: join(base, set),
            order: Order::default(),
            closed: false,
        };
        for step in &asked.steps {
            match step {
                Step::Filter(filter) => {
                    relation.pattern = self.filter(relation.pattern, s, filter);
                    relation.closed = false;
                }
                Step::Sort(keys) => self.sort(&mut relation, s, keys),
                Step::First(n) => self.slice(&mut relation, asked, s, *n, false),
                Step::Last(n) => self.slice(&mut relation, asked, s, *n, true),
            }
        }
        relation
    }

    /// The nodes of a question as a pattern to be joined with others.
    pub(super) fn nodes(&mut self, asked: &Settled, s: &Variable) -> GraphPattern {
        let relation = self.relation(asked, s);
        match self.inside {
            true => relation.pattern,
            false => distinct(relation.pattern, vec![s.clone()]),
        }
    }

    fn set(&mut self, set: &Set, s: &Variable) -> GraphPattern {
        match set {
            Set::Class(class) if self.is_given(s, class) => empty(),
            Set::Class(class) if class == PROSPECT => triple(s.clone(), rdf_type(), dl(PROSPECT)),
            Set::Class(class) => triple(s.clone(), rdf_type(), iri(self.class_iri(class))),
            Set::Nodes(iris) => values(s, iris),
            Set::Settled(inner) => self.nodes(inner, s),
            Set::Combined(operator, a, b) => {
                let left = match a.is_plain() {
                    true => self.relation(a, s).pattern,
                    false => self.nodes(a, s),
                };
                match operator {
                    SetOperator::And => {
                        let right = self.nodes(b, s);
                        join(left, right)
                    }
                    SetOperator::Or => {
                        let right = self.nodes(b, s);
                        union(vec![left, right])
                    }
                    SetOperator::Except => {
                        let before = self.given.replace((s.clone(), a.class.clone()));
                        let right = self.within_exists(|c| c.nodes(b, s));
                        self.given = before;
                        filter(left, not(exists(right)))
                    }
                }
            }
        }
    }

    fn is_given(&self, s: &Variable, class: &str) -> bool {
        self.inside
            && self
                .given
                .as_ref()
                .is_some_and(|(node, of)| node == s && self.store.ontology().is_a(of, class))
    }

    /// `base` with only those solutions whose `s` passes. Patterns may bind more variables and repeat solutions.
    fn filter(&mut self, base: GraphPattern, s: &Variable, what: &Filter) -> GraphPattern {
        match what {
            Filter::All(parts) => parts
                .iter()
                .fold(base, |base, part| self.filter(base, s, part)),
            Filter::Not(_) | Filter::Any(_) => {
                let expression = self.test(s, what);
                filter(base, expression)
            }
            Filter::Within(path, window) if path.steps.len() == 1 => {
                let (begin, end, pattern) = self.known_day(base, s, path.last());
                self.sure.push(begin.clone());
                filter(pattern, overlaps(&begin, &end, window))
            }
            Filter::Windows(path, windows) => self.windows(base, s, path, windows),
            _ => {
                let pattern = self.pattern(s, what);
                if let Filter::Has(path) | Filter::Known(path) | Filter::Compare(path, ..) = what
                    && path.steps.len() == 1
                {
                    let number = self.known_number(&pattern, s, path.last());
                    self.sure.extend(number);
                }
                // A store that knows no better begins with what stands first.
                match self.fewest(&pattern) < self.fewest(&base) {
                    true => join(pattern, base),
                    false => join(base, pattern),
                }
            }
        }
    }

    /// How many nodes the smallest class has that a pattern asks for.
    fn fewest(&self, pattern: &GraphPattern) -> usize {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let classes = patterns.iter().filter(|t| t.predicate == rdf_type().into());
                let counts = classes.filter_map(|triple| match &triple.object {
                    TermPattern::NamedNode(class) => Some(self.store.count_of(class.as_str())),
                    _ => None,
                });
                counts.min().unwrap_or(usize::MAX)
            }
            GraphPattern::Join { left, right } => self.fewest(left).min(self.fewest(right)),
            GraphPattern::LeftJoin { left: inner, .. }
            | GraphPattern::Filter { inner, .. }
            | GraphPattern::Extend { inner, .. } => self.fewest(inner),
            _ => usize::MAX,
        }
    }

    /// Whether `s` passes, as an expression.
    fn test(&mut self, s: &Variable, what: &Filter) -> Expression {
        match what {
            Filter::Not(inner) => not(self.test(s, inner)),
            Filter::All(parts) => {
                let tests: Vec<_> = parts.iter().map(|part| self.test(s, part)).collect();
                tests.into_iter().reduce(and).unwrap_or_else(|| truth(true))
            }
            Filter::Any(parts) => {
                let tests: Vec<_> = parts.iter().map(|part| self.test(s, part)).collect();
                tests.into_iter().reduce(or).unwrap_or_else(|| truth(false))
            }
            _ => exists(self.within_exists(|c| c.pattern(s, what))),
        }
    }

    /// A pattern about `s`.
    fn pattern(&mut self, s: &Variable, what: &Filter) -> GraphPattern {
        match what {
            Filter::Not(_) | Filter::All(_) | Filter::Any(_) => {
                let test = self.test(s, what);
                filter(empty(), test)
            }
            Filter::Has(path) => self.known(s, path, false),
            Filter::Known(path) => self.known(s, path, true),
            Filter::Among(nodes) => table(values(s, nodes)),
            Filter::Value(parts) => {
                let parts = parts
                    .iter()
                    .map(|(path, wanted)| self.wanted(s, path, wanted));
                union(parts.collect())
            }
            Filter::Within(path, window) => {
                let (at, before) = self.before_last(s, path);
                self.dated(before, &at, path.last(), |b, e| overlaps(b, e, window))
            }
            Filter::Windows(path, windows) => self.windows(empty(), s, path, windows),
            Filter::Reported { window, all } => self.reported(s, window, *all),
            Filter::ReportedBy(publishers) => self.reported_by(s, publishers),
            Filter::FirstReportedBy(publishers) => self.first_reported_by(s, publishers),
            Filter::Mentioning(words) => self.mentioning(s, words),
            Filter::Compare(path, comparison, constant) => {
                self.compare(s, path, *comparison, constant)
            }
            Filter::Fields(left, comparison, right) => self.fields(s, left, *comparison, right),
            Filter::Disputed(None) => {
                let what = self.var("disputed");
                triple(s.clone(), dl("disputes"), what)
            }
            Filter::Disputed(Some(path)) => {
                triple(s.clone(), dl("disputes"), iri(path.last().property.clone()))
            }
            Filter::Participates(events) => self.participates(s, events),
            Filter::AtLeast(least, path) => self.at_least(s, *least, path),
            Filter::Nothing => filter(empty(), truth(false)),
        }
    }

    /// A path leads from `s` to what is wanted.
    fn wanted(&mut self, s: &Variable, path: &Path, wanted: &Wanted) -> GraphPattern {
        match wanted {
            Wanted::Nodes(iris) => self.one_of(s, path, iris),
            Wanted::Outer(rows) => self.for_rows(s, path, rows),
            Wanted::Text(words) => {
                let (found, pattern) = self.hops(s, path);
                filter(pattern, matches(Comparison::Equal, v(&found), words))
            }
            Wanted::Named(words) => {
                self.named(s, path, |name| matches(Comparison::Equal, v(name), words))
            }
            Wanted::Any(class) => {
                let (filler, pattern) = self.hops(s, path);
                filter(pattern, exists(self.of_class(&filler, class)))
            }
            Wanted::Answer(asked) if self.inside => {
                // Inside EXISTS each step is a test of one node that is known by then, so that nothing is searched
                // through for every row.
                let (filler, pattern) = self.hops(s, path);
                let (whole, up) = self.up(&filler, &asked.class);
                let test = exists(self.nodes(asked, &whole));
                match up == empty() {
                    true => filter(pattern, test),
                    false => filter(pattern, exists(filter(up, test))),
                }
            }
            Wanted::Answer(asked) => {
                let (filler, pattern) = self.hops(s, path);
                let (whole, up) = self.up(&filler, &asked.class);
                let reached = join(pattern, up);
                match asked.is_plain() {
                    true => self.relation_on(reached, asked, &whole).pattern,
                    false => join(self.nodes(asked, &whole), reached),
                }
            }
        }
    }

    /// A path leads from `s` to so many different values.
    fn at_least(&mut self, s: &Variable, least: usize, path: &Path) -> GraphPattern {
        let (value, hops) = self.hops(s, path);
        let count = self.var("number");
        let keys = std::slice::from_ref(s);
        let groups = aggregate_over(hops, keys, vec![(count.clone(), count_of(&value))]);
        let least = i64::try_from(least).unwrap_or(i64::MAX);
        filter(groups, at_least(v(&count), number(least)))
    }

    /// `s`, or a part of it, fills a role of one of the events.
    fn participates(&mut self, s: &Variable, events: &Settled) -> GraphPattern {
        let (roles, wholes) = (self.participants(&events.class), closure(&wholes()));
        let event = self.subject(&events.class);
        let nodes = self.nodes(events, &event);
        // Few events are looked through more quickly than all that somebody has taken part in.
        if !self.inside || self.store.count_of(&self.class_iri(&events.class)) <= FEW {
            let takes_part = path(event, sequence([roles, wholes].into_iter()), s.clone());
            return match self.inside {
                true => filter(nodes, exists(takes_part)),
                false => join(nodes, takes_part),
            };
        }
        let filler = self.var("participant");
        let fills = path(event, roles, filler.clone());
        let up = path(filler, wholes, s.clone());
        filter(up, exists(filter(fills, exists(nodes))))
    }
}
