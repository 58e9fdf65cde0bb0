//! Times that depend on other events or on the newest document: asked for first, put in as days.

use super::Compiler;
use super::algebra::*;
use crate::diagnostic::Diagnostic;
use crate::query::ast::{Duration, Period, Relation};
use crate::query::plan::{Kind, Path, Source};
use crate::query::words::{DOCUMENT, roles_of};
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;
use oxigraph::model::{Term, Variable};
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

impl Compiler<'_> {
    /// The window of `last 30 days`: it ends on the day of the newest document.
    pub(super) fn last(&mut self, duration: Duration, span: Span) -> Result<Interval, Diagnostic> {
        let Some(end) = self.newest(span)? else {
            self.note("no document has a date, so nothing is within the last days".to_string());
            return Ok(Interval {
                begin: Some(Date::MAX),
                end: Some(Date::MIN),
            });
        };
        let begin = shift(end, duration, -1);
        self.note(format!(
            "from {begin} to {end}, the day of the newest document"
        ));
        Ok(Interval::days(begin, end))
    }

    pub(super) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn newest(&mut self, span: Span) -> Result<Option<Date>, Diagnostic> {
        let Some(hop) = self.published() else {
            return Ok(None);
        };
        let document = self.var("document");
        let base = triple(document.clone(), rdf_type(), dl(DOCUMENT));
        let (_, end, pattern) = self.times(base, &document, &hop);
        let rows = self.select(project(pattern, vec![end.clone()]), span)?;
        Ok(rows.iter().filter_map(|r| day(r.get(end.as_str()))).max())
    }

    /// Windows in which something is before, after or during at least one of the source.
    pub(super) fn relative(
        &mut self,
        relation: Relation,
        source: &Source,
    ) -> Result<Vec<Interval>, Diagnostic> {
        let others = self.days(source)?;
        Ok(match relation {
            Relation::During => others,
            Relation::After => others
                .iter()
                .filter_map(|o| o.begin.or(o.end)?.tomorrow().ok())
                .min()
                .map(|begin| Interval {
                    begin: Some(begin),
                    end: None,
                })
                .into_iter()
                .collect(),
            Relation::Before => others
                .iter()
                .filter_map(|o| o.end.or(o.begin)?.yesterday().ok())
                .max()
                .map(|end| Interval {
                    begin: None,
                    end: Some(end),
                })
                .into_iter()
                .collect(),
        })
    }

    pub(super) fn near(
        &mut self,
        duration: Duration,
        source: &Source,
    ) -> Result<Vec<Interval>, Diagnostic> {
        Ok(self
            .days(source)?
            .into_iter()
            .map(|o| Interval {
                begin: o.begin.map(|d| shift(d, duration, -1)),
                end: o.end.map(|d| shift(d, duration, 1)),
            })
            .collect())
    }

    /// The days of other events, each once, sorted.
    fn days(&mut self, source: &Source) -> Result<Vec<Interval>, Diagnostic> {
        let (s, base, class, span) = match source {
            Source::Plan(plan) => {
                let s = self.subject(&plan.class);
                let inside = std::mem::replace(&mut self.inside, false);
                let base = self.nodes(plan, &s);
                self.inside = inside;
                (s, base?, plan.class.clone(), plan.span)
            }
            Source::Outer(span) => {
                let s = self.var("outer");
                let base = values(&s, self.outer.as_slice());
                (s, base, crate::query::words::EVENT.to_string(), *span)
            }
        };
        let role = roles_of(self.store.ontology(), &class)
            .into_iter()
            .find(|role| Kind::of(role) == Kind::Time)
            .cloned();
        let Some(role) = role else {
            return Ok(Vec::new());
        };
        let hop = crate::query::plan::Hop {
            role: role.name.clone(),
            kind: Kind::Time,
            property: role.property.clone(),
            range: Vec::new(),
            closure: false,
        };
        let (begin, end, pattern) = self.times(base, &s, &hop);
        let rows = self.select(distinct(pattern, vec![begin.clone(), end.clone()]), span)?;
        let mut days: Vec<Interval> = rows
            .iter()
            .map(|row| Interval {
                begin: day(row.get(begin.as_str())),
                end: day(row.get(end.as_str())),
            })
            .filter(|i| i.begin.is_some() || i.end.is_some())
            .collect();
        days.sort();
        days.dedup();
        if days.is_empty() {
            self.note("none of the events that the time is measured from has a date".to_string());
        }
        Ok(days)
    }

    /// The time at `path` can lie in one of the windows.
    pub(super) fn windows(
        &mut self,
        base: GraphPattern,
        s: &Variable,
        path: &Path,
        windows: &[Interval],
    ) -> GraphPattern {
        let windows = merged(windows);
        if let [window] = windows.as_slice() {
            let (at, before) = self.before_last(s, path);
            let (begin, end, pattern) = self.known_day(join(base, before), &at, path.last());
            self.sure.push(begin.clone());
            return filter(pattern, super::filter::overlaps(&begin, &end, window));
        }
        let (from, to) = (self.var("from"), self.var("to"));
        let table = GraphPattern::Values {
            variables: vec![from.clone(), to.clone()],
            bindings: windows
                .iter()
                .map(|w| {
                    [w.begin, w.end]
                        .map(|d| d.map(|d| GroundTerm::Literal(date(d))))
                        .to_vec()
                })
                .collect(),
        };
        let (at, before) = self.before_last(s, path);
        let (begin, end, pattern) = self.known_day(join(base, before), &at, path.last());
        self.sure.push(begin.clone());
        let known = or(
            spargebra::algebra::Expression::Bound(begin.clone()),
            spargebra::algebra::Expression::Bound(end.clone()),
        );
        let test = and(
            known,
            and(
                unless_unknown(at_most(v(&begin), v(&to))),
                unless_unknown(at_least(v(&end), v(&from))),
            ),
        );
        filter(join(pattern, table), test)
    }
}

/// Windows that touch become one; those with an open end stay alone.
fn merged(windows: &[Interval]) -> Vec<Interval> {
    let mut sorted = windows.to_vec();
    sorted.sort();
    let mut out: Vec<Interval> = Vec::new();
    for window in sorted {
        let last = out.last_mut();
        match (last, window.begin, window.end) {
            (Some(last), Some(begin), Some(end))
                if last.begin.is_some()
                    && last.end.is_some_and(|e| begin <= e.tomorrow().unwrap_or(e)) =>
            {
                last.end = last.end.max(Some(end));
            }
            _ => out.push(window),
        }
    }
    out
}

fn shift(day: Date, duration: Duration, sign: i64) -> Date {
    let n = i64::from(duration.number) * sign;
    let span = match duration.unit {
        Period::Day => jiff::Span::new().try_days(n),
        Period::Week => jiff::Span::new().try_weeks(n),
        Period::Month => jiff::Span::new().try_months(n),
        Period::Quarter => jiff::Span::new().try_months(n * 3),
        Period::Year => jiff::Span::new().try_years(n),
    };
    // Beyond the calendar: everything.
    let edge = if sign < 0 { Date::MIN } else { Date::MAX };
    span.ok()
        .and_then(|span| day.checked_add(span).ok())
        .unwrap_or(edge)
}

/// The day of an `xsd:date`.
pub(crate) fn day(term: Option<&Term>) -> Option<Date> {
    match term? {
        Term::Literal(literal) => literal.value().get(..10)?.parse().ok(),
        _ => None,
    }
}
