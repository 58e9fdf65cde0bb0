//! [`Filter`]s on a node as patterns and expressions.

use super::Compiler;
use super::algebra::*;
use crate::diagnostic::Diagnostic;
use crate::query::plan::{Filter, Kind, Path};
use crate::time::Interval;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::TermPattern;

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
            Filter::Any(parts) if parts.len() == 1 => self.filter(base, s, &parts[0])?,
            Filter::Not(_) | Filter::Any(_) => {
                let expression = self.test(s, what)?;
                filter(base, expression)
            }
            Filter::Within(path, window) if path.steps.len() == 1 => {
                let (begin, end, pattern) = self.known_day(base, s, path.last());
                self.sure.push(begin.clone());
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
        })
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
                self.dated(before, &at, path.last(), |b, e| overlaps(b, e, window))
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
            Filter::Around(paths, distance, centres) => {
                self.around(s, paths, *distance, centres)?
            }
            Filter::Participates(source) => self.participates(s, source)?,
        })
    }

    fn known(&mut self, s: &Variable, path: &Path, both: bool) -> GraphPattern {
        if path.kind() == Kind::Time {
            let (at, before) = self.before_last(s, path);
            let bound = |x: &Variable| Expression::Bound(x.clone());
            return self.dated(before, &at, path.last(), |begin, end| match both {
                true => and(bound(begin), bound(end)),
                false => or(bound(begin), bound(end)),
            });
        }
        self.hops(s, path).1
    }

    fn reported(&mut self, s: &Variable, window: &Interval, all: bool) -> GraphPattern {
        let Some(hop) = self.published() else {
            return filter(empty(), truth(false));
        };
        let document = self.var("document");
        let source = triple(s.clone(), dl("source"), document.clone());
        let some = self.dated(source, &document, &hop, |b, e| overlaps(b, e, window));
        let Some(first) = window.begin.filter(|_| all) else {
            return some;
        };
        // The first report: none is surely earlier.
        let earlier = self.var("earlier");
        let document = self.var("earlierDocument");
        let reports = triple(s.clone(), dl("source"), document.clone());
        let published = self.either(&document, &hop, "End", &earlier);
        let before = less(v(&earlier), Expression::Literal(date(first)));
        let earlier = self.within_exists(|c| c.behind(reports, filter(published, before)));
        filter(some, not(exists(earlier)))
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
}

/// Whether the days from `begin` to `end` can lie in the window; unknown does not. An end that is not known decides
/// nothing, if the other is.
pub(super) fn overlaps(begin: &Variable, end: &Variable, window: &Interval) -> Expression {
    let known = |x: &Variable| Expression::Bound(x.clone());
    let from = window
        .begin
        .map(|day| at_least(v(end), Expression::Literal(date(day))));
    let to = window
        .end
        .map(|day| at_most(v(begin), Expression::Literal(date(day))));
    if begin == end {
        let tests = [from, to].into_iter().flatten();
        return tests.reduce(and).unwrap_or_else(|| known(begin));
    }
    match (from, to) {
        (Some(from), Some(to)) => and(
            Expression::Coalesce(vec![from, known(begin)]),
            unless_unknown(to),
        ),
        (Some(from), None) => Expression::Coalesce(vec![from, known(begin)]),
        (None, Some(to)) => Expression::Coalesce(vec![to, known(end)]),
        (None, None) => or(known(begin), known(end)),
    }
}
