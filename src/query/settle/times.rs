//! Times that depend on other events or on the newest document: asked for first, put in as days.

use super::{Outer, Settler};
use crate::diagnostic::Diagnostic;
use crate::query::ask::day;
use crate::query::ast::{Duration, Period, Relation};
use crate::query::compile::Compiler;
use crate::query::plan::Source;
use crate::query::settled::{Set, Settled};
use crate::query::words::EVENT;
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;

impl Settler<'_> {
    /// The window of `last 30 days`: so many, of which the day of the newest document is the last.
    pub(super) fn last(&mut self, duration: Duration, span: Span) -> Result<Interval, Diagnostic> {
        let Some(end) = self.newest(span)? else {
            self.note("no document has a date, so nothing is within the last days".to_string());
            return Ok(Interval {
                begin: Some(Date::MAX),
                end: Some(Date::MIN),
            });
        };
        let begin = shift(end, duration, -1);
        let begin = begin.tomorrow().unwrap_or(begin);
        self.note(format!(
            "from {begin} to {end}, the day of the newest document"
        ));
        Ok(Interval::days(begin, end))
    }

    fn newest(&self, span: Span) -> Result<Option<Date>, Diagnostic> {
        let Some((pattern, end)) = Compiler::new(self.ask.store).publication_days() else {
            return Ok(None);
        };
        let rows = self.ask.solutions(pattern, span)?;
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
            Relation::During => merged(&others),
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
        let days = self.days(source)?.into_iter();
        let around = days.map(|o| Interval {
            begin: o.begin.map(|d| shift(d, duration, -1)),
            end: o.end.map(|d| shift(d, duration, 1)),
        });
        Ok(merged(&around.collect::<Vec<_>>()))
    }

    /// The row that `each` is at, as a question.
    fn row_outside(&self, span: Span) -> Settled {
        let row = match &self.outer {
            Outer::Row(row) => vec![row.clone()],
            Outer::Nothing | Outer::Rows(_) => Vec::new(),
        };
        Settled {
            span,
            class: EVENT.to_string(),
            set: Set::Nodes(row),
            steps: Vec::new(),
        }
    }

    /// The days of other events, each once, sorted.
    fn days(&mut self, source: &Source) -> Result<Vec<Interval>, Diagnostic> {
        let (settled, span) = match source {
            Source::Plan(plan) => {
                let inside = std::mem::replace(&mut self.inside, false);
                let settled = self.set(plan);
                self.inside = inside;
                (settled?, plan.span)
            }
            Source::Outer(span) => (self.row_outside(*span), *span),
        };
        let Some((pattern, begin, end)) = Compiler::new(self.ask.store).days_of(&settled) else {
            return Ok(Vec::new());
        };
        let rows = self.ask.solutions(pattern, span)?;
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
