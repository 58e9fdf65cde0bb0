//! From one day to another: `3 to 5 June`, `July 11-12`, `between 3 and 5 June`. Two days that stand by themselves, as in
//! `from 3 June to 5 July`, are two expressions for the same days.

use super::calendar::Point;
use super::table::TIME_WORDS;
use super::{Finder, Found, longest};
use crate::text::{Time, TimeKind};
use crate::time::Interval;
use jiff::civil::Date;

impl Finder<'_> {
    /// Two days that share the name of their month, and all between them.
    pub(super) fn span_of_days(&self, at: usize) -> Option<Found> {
        self.numbers_of_month(at)
            .or_else(|| self.month_of_numbers(at))
    }

    /// `the night from Friday to Saturday`: the days that one night belongs to.
    pub(super) fn days_of_night(&self, at: usize) -> Option<Found> {
        self.span_of_days(at).or_else(|| self.day_to_day(at))
    }

    /// `3 to 5 June`; `3 and 5 June` behind what stands before a date, since "two and 5 June" counts two of something.
    fn numbers_of_month(&self, at: usize) -> Option<Found> {
        let first = self.day_number(at)?;
        let behind = TIME_WORDS.one("before date", self.before(at)).is_some();
        let and = behind && self.is_a("day and day", at + 1);
        let to = self.is_a("day to day", at + 1);
        self.day_number(at + 2).filter(|_| and || to)?;
        let (last, end) = self.one_day(at + 2)?;
        span(
            end,
            last.with().day(i8::try_from(first).ok()?).build().ok()?,
            last,
        )
    }

    /// `July 11-12`, `June 3 to 5, 2016`.
    fn month_of_numbers(&self, at: usize) -> Option<Found> {
        self.month_name(at)?;
        let (first, joint) = self.one_day(at)?;
        let to = self.is_a("day to day", joint);
        let last = self.day_number(joint + 1).filter(|_| to)?;
        self.month_name(joint + 2).is_none().then_some(())?;
        let day = i8::try_from(last).ok()?;
        let (year, end) = match self.year_after(joint + 2, false) {
            Some((year, end)) => (i16::try_from(year).ok()?, end),
            None => (first.year(), joint + 2),
        };
        let first = Date::new(year, first.month(), first.day()).ok()?;
        span(end, first, first.with().day(day).build().ok()?)
    }

    /// `between Friday and Sunday`, `from 3 June to 5 July`: two expressions that stand for all the days from the one to the other.
    pub(super) fn join_ends(&self, found: &mut [Time]) {
        for last in 1..found.len() {
            let (from, to) = (&found[last - 1], &found[last]);
            let joint = from.tokens.end;
            let opens = TIME_WORDS.one("opens a span", self.before(from.tokens.start));
            let joins = opens.is_some_and(|joint_is| self.is_a(joint_is, joint));
            let ends = from
                .interval
                .zip(to.interval)
                .filter(|_| joins && joint + 1 == to.tokens.start);
            let Some((begin, end)) = ends.and_then(|(from, to)| from.begin.zip(to.end)) else {
                continue;
            };
            if begin < end {
                let all = Interval {
                    begin: Some(begin),
                    end: Some(end),
                };
                found[last - 1].interval = Some(all);
                found[last].interval = Some(all);
            }
        }
    }

    /// `Friday to Saturday`, `11 July to 2 August`.
    fn day_to_day(&self, at: usize) -> Option<Found> {
        let (first, joint) = self.one_day(at)?;
        let to = self.is_a("day to day", joint);
        let (last, end) = self.one_day(joint + 1).filter(|_| to)?;
        span(end, first, last)
    }

    /// The day that begins at a token, and where its words end.
    fn one_day(&self, at: usize) -> Option<(Date, usize)> {
        let found = longest([self.date(at), self.relative(at)])?;
        match found.point? {
            Point::Day(day) => Some((day, found.end)),
            _ => None,
        }
    }
}

fn span(end: usize, first: Date, last: Date) -> Option<Found> {
    (first < last).then(|| Found {
        end,
        kind: TimeKind::Date,
        value: format!("{first}/{last}"),
        interval: Some(Interval {
            begin: Some(first),
            end: Some(last),
        }),
        point: Some(Point::Day(last)),
    })
}
