//! Times → windows of days.

use super::scope::unsupported;
use super::{Filter, Path, Scope, Source};
use crate::diagnostic::{Code, Diagnostic};
use crate::query::ast::{Modifier, ModifierKind, Moment, Nested, OperandKind, Time, TimeKind};
use crate::query::lexer::year_days;
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;

impl Scope<'_> {
    /// What a time says about the date that `path` leads to.
    pub(super) fn time(&self, path: Path, time: &Time) -> Result<Filter, Diagnostic> {
        Ok(match &time.kind {
            TimeKind::Relative(relation, nested) => {
                Filter::Relative(path, *relation, self.dated(nested)?)
            }
            TimeKind::Last(duration) => Filter::Last(path, *duration, time.span),
            _ => Filter::Within(path, self.window(time)?),
        })
    }

    /// What a time says about when it was reported. `since` and `after` are about the first report.
    pub(super) fn reported(&self, time: &Time) -> Result<Filter, Diagnostic> {
        Ok(match &time.kind {
            TimeKind::Relative(..) => {
                let what = "`reported` before, after or during another question";
                return Err(unsupported(time.span, what));
            }
            TimeKind::Last(duration) => Filter::ReportedLast(*duration, time.span),
            kind => Filter::Reported {
                window: self.window(time)?,
                all: matches!(kind, TimeKind::Since(_) | TimeKind::After(_)),
            },
        })
    }

    /// Refuses `since` a day behind the one of `until`: nothing that has one day would be between them.
    pub(super) fn in_order(&self, modifiers: &[Modifier]) -> Result<(), Diagnostic> {
        let (mut begin, mut end) = (None, None);
        for modifier in modifiers.iter().filter(|modifier| !modifier.not) {
            let ModifierKind::Time(time) = &modifier.kind else {
                continue;
            };
            match &time.kind {
                TimeKind::Since(_) | TimeKind::After(_) => begin = self.window(time)?.begin,
                TimeKind::Until(_) | TimeKind::Before(_) => end = self.window(time)?.end,
                _ => continue,
            }
            backwards(begin, end, time.span)?;
        }
        Ok(())
    }

    fn window(&self, time: &Time) -> Result<Interval, Diagnostic> {
        let (begin, end) = match &time.kind {
            TimeKind::Since(m) => (self.moment(m)?.begin, None),
            TimeKind::After(m) => (self.moment(m)?.end.and_then(|d| d.tomorrow().ok()), None),
            TimeKind::Before(m) => (None, self.moment(m)?.begin.and_then(|d| d.yesterday().ok())),
            TimeKind::Until(m) => (None, self.moment(m)?.end),
            TimeKind::In(m) => {
                let days = self.moment(m)?;
                (days.begin, days.end)
            }
            TimeKind::Between(a, b) => {
                let (a, b) = (self.moment(a)?, self.moment(b)?);
                backwards(a.begin, b.end, time.span)?;
                (a.begin, b.end)
            }
            TimeKind::Last(_) | TimeKind::Relative(..) => (None, None),
        };
        Ok(Interval { begin, end })
    }

    pub(super) fn moment(&self, moment: &Moment) -> Result<Interval, Diagnostic> {
        match moment {
            Moment::Date(days, _) => Ok(*days),
            Moment::Param(word) => self.days_of(&self.param(&word.text, word.span)?, word.span),
        }
    }

    /// A value that must be a date; a bare number is a year.
    pub(super) fn days_of(&self, value: &OperandKind, span: Span) -> Result<Interval, Diagnostic> {
        match value {
            OperandKind::Date(days) => Ok(*days),
            OperandKind::Number(n) if (1000..=9998).contains(n) => {
                year_days(*n).ok_or_else(|| not_a_date(span))
            }
            OperandKind::Text(text) | OperandKind::Name { text, .. } => {
                crate::query::lexer::read_date(text).ok_or_else(|| not_a_date(span))
            }
            _ => Err(not_a_date(span)),
        }
    }

    /// Another question whose rows have dates.
    pub(super) fn dated(&self, nested: &Nested) -> Result<Source, Diagnostic> {
        let source = self.source(nested)?;
        if let Source::Plan(plan) = &source {
            self.time_path(&plan.class, plan.span)?;
        }
        Ok(source)
    }
}

fn backwards(begin: Option<Date>, end: Option<Date>, span: Span) -> Result<(), Diagnostic> {
    match (begin, end) {
        (Some(begin), Some(end)) if end < begin => Err(Code::BadDate
            .at(span, "the second date is before the first")
            .hint("exchange the two dates")),
        _ => Ok(()),
    }
}

fn not_a_date(span: Span) -> Diagnostic {
    Code::BadDate
        .at(span, "expected a date")
        .hint("write 2020-02-27, 2020-02, 2020, February 2020 or 27 February 2020")
}
