//! [`Filter`]s on a node as patterns and expressions.

use super::Compiler;
use super::algebra::*;
use crate::diagnostic::Diagnostic;
use crate::query::ast::{Comparison, Facet};
use crate::query::plan::{Constant, Filter, Kind, Path};
use crate::time::Interval;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern};

impl Compiler<'_> {
    /// `base` with only those solutions whose `s` passes. Patterns may bind more variables and repeat solutions.
    pub(super) fn filter(
        &mut self,
        base: GraphPattern,
        s: &Variable,
        what: &Filter,
    ) -> Result<GraphPattern, Diagnostic> {
        Ok(match what {
            Filter::All(parts) => {
                let mut base = base;
                for part in parts {
                    base = self.filter(base, s, part)?;
                }
                base
            }
            Filter::Not(_) | Filter::Any(_) => {
                let expression = self.test(s, what)?;
                filter(base, expression)
            }
            Filter::Within(path, window) if path.steps.len() == 1 => {
                let (begin, end, pattern) = self.times(base, s, path.last());
                filter(pattern, overlaps(&begin, &end, window))
            }
            Filter::Last(path, duration, span) => {
                let window = self.last(*duration, *span)?;
                self.filter(base, s, &Filter::Within(path.clone(), window))?
            }
            Filter::Relative(path, relation, source) => {
                let windows = self.relative(*relation, source)?;
                self.windows(base, s, path, &windows)
            }
            Filter::Near(path, duration, source) => {
                let windows = self.near(*duration, source)?;
                self.windows(base, s, path, &windows)
            }
            _ => {
                let pattern = self.pattern(s, what)?;
                join(base, pattern)
            }
        })
    }

    /// Whether `s` passes, as an expression.
    pub(super) fn test(&mut self, s: &Variable, what: &Filter) -> Result<Expression, Diagnostic> {
        Ok(match what {
            Filter::Not(inner) => not(self.test(s, inner)?),
            Filter::All(parts) => {
                let mut tests = Vec::new();
                for part in parts {
                    tests.push(self.test(s, part)?);
                }
                tests.into_iter().reduce(and).unwrap_or_else(|| truth(true))
            }
            Filter::Any(parts) => {
                let mut tests = Vec::new();
                for part in parts {
                    tests.push(self.test(s, part)?);
                }
                tests.into_iter().reduce(or).unwrap_or_else(|| truth(false))
            }
            _ => exists(self.within_exists(|c| c.pattern(s, what))?),
        })
    }

    /// A pattern about `s`.
    fn pattern(&mut self, s: &Variable, what: &Filter) -> Result<GraphPattern, Diagnostic> {
        Ok(match what {
            Filter::Not(_) | Filter::All(_) | Filter::Any(_) => {
                let test = self.test(s, what)?;
                filter(empty(), test)
            }
            Filter::Has(path) | Filter::Known(path) => {
                self.known(s, path, matches!(what, Filter::Known(_)))
            }
            Filter::Value(paths, wanted) => self.value(s, paths, wanted)?,
            Filter::Within(path, window) => {
                let (at, before) = self.before_last(s, path);
                let (begin, end, pattern) = self.times(before, &at, path.last());
                filter(pattern, overlaps(&begin, &end, window))
            }
            Filter::Last(..) | Filter::Relative(..) | Filter::Near(..) => {
                self.filter(empty(), s, what)?
            }
            Filter::Reported { window, all } => self.reported(s, window, *all),
            Filter::ReportedLast(duration, span) => {
                let window = self.last(*duration, *span)?;
                self.reported(s, &window, false)
            }
            Filter::ReportedBy(names) => self.reported_by(s, names)?,
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
            Filter::Participates(source) => self.participates(s, source)?,
        })
    }

    fn known(&mut self, s: &Variable, path: &Path, both: bool) -> GraphPattern {
        if path.kind() == Kind::Time {
            let (at, before) = self.before_last(s, path);
            let (begin, end, pattern) = self.times(before, &at, path.last());
            let bound = |x: &Variable| Expression::Bound(x.clone());
            let test = match both {
                true => and(bound(&begin), bound(&end)),
                false => or(bound(&begin), bound(&end)),
            };
            return filter(pattern, test);
        }
        self.hops(s, path).1
    }

    fn reported(&mut self, s: &Variable, window: &Interval, all: bool) -> GraphPattern {
        let Some(hop) = self.published() else {
            return filter(empty(), truth(false));
        };
        let document = self.var("document");
        let source = triple(s.clone(), dl("source"), document.clone());
        let (begin, end, pattern) = self.times(source, &document, &hop);
        let some = filter(pattern, overlaps(&begin, &end, window));
        let Some(first) = window.begin.filter(|_| all) else {
            return some;
        };
        // The first report: none is surely earlier.
        let earlier = self.var("earlierDocument");
        let source = triple(s.clone(), dl("source"), earlier.clone());
        let (_, end, pattern) = self.times(source, &earlier, &hop);
        let before = filter(pattern, less(v(&end), Expression::Literal(date(first))));
        filter(some, not(exists(before)))
    }

    /// The field that holds when a document was published.
    pub(super) fn published(&self) -> Option<crate::query::plan::Hop> {
        let role = self.store.ontology().roles.get("published")?;
        Some(crate::query::plan::Hop {
            role: role.name.clone(),
            kind: Kind::Time,
            property: role.property.clone(),
            range: Vec::new(),
            closure: false,
        })
    }

    fn compare(
        &mut self,
        s: &Variable,
        path: &Path,
        comparison: Comparison,
        constant: &Constant,
    ) -> GraphPattern {
        let (at, before) = self.before_last(s, path);
        let hop = path.last();
        match (path.kind(), constant) {
            (Kind::Quantity, Constant::Number(n)) => {
                let n = Expression::Literal(number(*n));
                if path.facet == Facet::Best {
                    let value = self.var(&hop.role);
                    let pattern = join(before, self.hop(&at, hop, value.clone()));
                    return filter(pattern, operator(comparison, v(&value), n));
                }
                let low = self.var(&format!("{}Min", hop.role));
                let high = self.var(&format!("{}Max", hop.role));
                let mut pattern = join(
                    before,
                    triple(at.clone(), self.beside(hop, "Min"), low.clone()),
                );
                pattern = optional(pattern, triple(at, self.beside(hop, "Max"), high.clone()));
                let test = match path.facet {
                    Facet::All => all_are(comparison, &low, &high, n),
                    _ => can_be(comparison, &low, &high, n),
                };
                filter(pattern, test)
            }
            (Kind::Node, Constant::Text(words)) => {
                let value = self.var(&hop.role);
                let label = self.var(&format!("{}Name", hop.role));
                let pattern = join(before, self.hop(&at, hop, value.clone()));
                let pattern = join(
                    pattern,
                    super::algebra::path(
                        value,
                        alternatives(&[rdfs_label(), alt_label()]),
                        label.clone(),
                    ),
                );
                filter(pattern, super::text::matches(comparison, v(&label), words))
            }
            (_, constant) => {
                let value = self.var(&hop.role);
                let pattern = join(before, self.hop(&at, hop, value.clone()));
                let words = match constant {
                    Constant::Text(words) => words.clone(),
                    Constant::Number(n) => n.to_string(),
                };
                filter(pattern, super::text::matches(comparison, v(&value), &words))
            }
        }
    }

    fn fields(
        &mut self,
        s: &Variable,
        left: &Path,
        comparison: Comparison,
        right: &Path,
    ) -> GraphPattern {
        match left.kind() {
            Kind::Time => {
                let (at, before) = self.before_last(s, left);
                let (b1, e1, pattern) = self.times(before, &at, left.last());
                let (at, before) = self.before_last(s, right);
                let (b2, e2, pattern) = self.times(join(pattern, before), &at, right.last());
                let test = match comparison {
                    Comparison::Less => less(v(&b1), v(&e2)),
                    Comparison::LessOrEqual => at_most(v(&b1), v(&e2)),
                    Comparison::Greater => less(v(&b2), v(&e1)),
                    Comparison::GreaterOrEqual => at_most(v(&b2), v(&e1)),
                    Comparison::NotEqual => or(less(v(&e1), v(&b2)), less(v(&e2), v(&b1))),
                    _ => and(at_most(v(&b1), v(&e2)), at_most(v(&b2), v(&e1))),
                };
                filter(pattern, test)
            }
            Kind::Node | Kind::Class | Kind::Text if comparison == Comparison::Equal => {
                // The same variable at both ends: a join, not a comparison.
                let (value, pattern) = self.hops(s, left);
                join(pattern, self.hops_to(s, right, &value))
            }
            Kind::Node | Kind::Class | Kind::Text => {
                let (_, first) = self.hops(s, left);
                let (_, second) = self.hops(s, right);
                let (value, same) = self.hops(s, left);
                let same = join(same, self.hops_to(s, right, &value));
                filter(join(first, second), not(exists(same)))
            }
            Kind::Quantity => {
                let (a, first) = self.hops(s, left);
                let (b, second) = self.hops(s, right);
                filter(join(first, second), operator(comparison, v(&a), v(&b)))
            }
        }
    }
}

/// Whether the days from `begin` to `end` can lie in the window; unknown does not.
pub(super) fn overlaps(begin: &Variable, end: &Variable, window: &Interval) -> Expression {
    let known = or(
        Expression::Bound(begin.clone()),
        Expression::Bound(end.clone()),
    );
    let from = window
        .begin
        .map(|day| unless_unknown(at_least(v(end), Expression::Literal(date(day)))));
    let to = window
        .end
        .map(|day| unless_unknown(at_most(v(begin), Expression::Literal(date(day)))));
    [from, to].into_iter().flatten().fold(known, and)
}

pub(super) fn operator(comparison: Comparison, a: Expression, b: Expression) -> Expression {
    match comparison {
        Comparison::Equal | Comparison::Like => equal(a, b),
        Comparison::NotEqual => not(equal(a, b)),
        Comparison::Less => less(a, b),
        Comparison::LessOrEqual => at_most(a, b),
        Comparison::Greater => less(b, a),
        Comparison::GreaterOrEqual => at_least(a, b),
    }
}

/// Whether every value between lowest and highest compares so; without an upper bound, none is surely small.
fn all_are(comparison: Comparison, low: &Variable, high: &Variable, n: Expression) -> Expression {
    let known = |e: Expression| Expression::Coalesce(vec![e, truth(false)]);
    match comparison {
        Comparison::Greater | Comparison::GreaterOrEqual => operator(comparison, v(low), n),
        Comparison::Less | Comparison::LessOrEqual => known(operator(comparison, v(high), n)),
        Comparison::NotEqual => or(less(n.clone(), v(low)), known(less(v(high), n))),
        _ => and(equal(v(low), n.clone()), known(equal(v(high), n))),
    }
}

/// Whether some value between lowest and highest compares so.
fn can_be(comparison: Comparison, low: &Variable, high: &Variable, n: Expression) -> Expression {
    match comparison {
        Comparison::Greater | Comparison::GreaterOrEqual => {
            unless_unknown(operator(comparison, v(high), n))
        }
        Comparison::Less | Comparison::LessOrEqual => operator(comparison, v(low), n),
        Comparison::NotEqual => not(all_are(Comparison::Equal, low, high, n)),
        _ => and(
            at_most(v(low), n.clone()),
            unless_unknown(at_least(v(high), n)),
        ),
    }
}
