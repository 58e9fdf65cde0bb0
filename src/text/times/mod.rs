//! Time expressions of a sentence: their extent, TIMEX3 type and value, and the days they cover.
//!
//! Rules are tried at every token and the longest match wins: dates written out (`dates`, `years`), days and longer
//! stretches seen from the day of publication or from the last date mentioned (`relative`), parts of those (`refine`),
//! from one day to another (`spans`), lengths of time (`lengths`), times that come again (`sets`), times of day (`clock`). Words are data, in `gazetteer/times.tsv`. The tense
//! of the clause chooses between the Monday before and the Monday after.

mod agreement;
mod calendar;
mod clock;
mod dates;
mod halves;
mod holidays;
mod lengths;
mod refine;
mod relative;
mod sets;
mod spans;
mod table;
mod tense;
#[cfg(test)]
mod tests;
mod years;

use super::numerals::lower_forms;
use super::{Time, TimeKind, Token};
use crate::document::Published;
use crate::time::Interval;
pub use agreement::disagreement;
use calendar::Point;
use jiff::civil::Date;
use std::ops::Range;
use table::TIME_WORDS;

/// What was said before in the same document.
#[derive(Debug, Clone, Default)]
pub struct TimeContext {
    last: Option<Point>,
    quarter: Option<Point>,
}

/// Finds the time expressions of a sentence, in order and without overlap. Tags and tree help where there are any.
pub fn times(
    tokens: &[Token],
    published: Option<&Published>,
    context: &mut TimeContext,
) -> Vec<Time> {
    let words = lower_forms(tokens);
    let year = published.and_then(|published| {
        let (begin, end) = (published.date.begin?, published.date.end?);
        (begin.year() == end.year()).then_some(begin.year())
    });
    let mut finder = Finder {
        tokens,
        words: &words,
        anchor: published.and_then(Published::day),
        year,
        last: context.last,
        quarter: context.quarter,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(hit) = finder.at(at) else {
            at += 1;
            continue;
        };
        if let Some(point) = hit.point {
            finder.last = Some(point);
            let backward = words[at..hit.end]
                .iter()
                .any(|word| TIME_WORDS.one("back", word).is_some());
            if matches!(point, Point::Quarter(..)) && !backward {
                finder.quarter = Some(point);
            }
        }
        let interval = hit
            .interval
            .map(|interval| finder.opened(at..hit.end, interval));
        found.push(Time {
            tokens: at..hit.end,
            kind: hit.kind,
            value: hit.value,
            interval,
        });
        at = hit.end.max(at + 1);
    }
    context.last = finder.last;
    context.quarter = finder.quarter;
    finder.join_ends(&mut found);
    found
}

/// The part of the day that a word in lower case names, as TIMEX3 writes it: `MO`, `AF`, `EV`, `NI`, or an hour.
pub fn part_of_day(word: &str) -> Option<&'static str> {
    TIME_WORDS.parts.get(word).copied()
}

/// A match of a rule.
#[derive(Debug, Clone)]
struct Found {
    end: usize,
    kind: TimeKind,
    value: String,
    interval: Option<Interval>,
    point: Option<Point>,
}

impl Found {
    fn point(end: usize, point: Point) -> Found {
        Found {
            end,
            kind: TimeKind::Date,
            value: point.value(),
            interval: point.interval(),
            point: Some(point),
        }
    }

    fn value(end: usize, kind: TimeKind, value: impl Into<String>) -> Found {
        Found {
            end,
            kind,
            value: value.into(),
            interval: None,
            point: None,
        }
    }
}

struct Finder<'t> {
    tokens: &'t [Token],
    words: &'t [String],
    /// Day of publication.
    anchor: Option<Date>,
    /// Year of publication.
    year: Option<i16>,
    last: Option<Point>,
    quarter: Option<Point>,
}

impl Finder<'_> {
    fn at(&self, at: usize) -> Option<Found> {
        longest([self.base(at), self.refined(at), self.span_of_days(at)])
    }

    /// Every rule but those that take a part of what other rules find.
    fn base(&self, at: usize) -> Option<Found> {
        longest([
            self.date(at),
            self.relative(at),
            self.day_of_month_told(at),
            self.ago(at),
            self.length(at),
            self.set(at),
            self.clock(at),
            self.quarter(at),
            self.year_ago(at),
            self.holiday(at),
            self.half(at),
            self.reference(at),
        ])
    }

    fn reference(&self, at: usize) -> Option<Found> {
        if self.is(at, &["soon"]) && self.is(at + 1, &["as", "after"]) {
            return None;
        }
        let (value, end) = TIME_WORDS.phrase("reference", self.words, at)?;
        Some(Found::value(end, TimeKind::Date, value))
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| words.contains(&word.as_str()))
    }

    /// Whether the word is of a kind in the table.
    fn is_a(&self, kind: &str, at: usize) -> bool {
        TIME_WORDS.one(kind, self.word(at)).is_some()
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    fn capital(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.form.starts_with(char::is_uppercase))
    }

    /// The last day mentioned, else the day of publication.
    fn focus(&self) -> Option<Date> {
        self.last
            .and_then(Point::days)
            .map(|(begin, _)| begin)
            .or(self.anchor)
    }

    /// `since` leaves the end open, `until` the beginning; but in "since 2015, when nine died" the year dates what follows.
    fn opened(&self, words: Range<usize>, interval: Interval) -> Interval {
        let behind = words.end + usize::from(self.word(words.end) == ",");
        let then = TIME_WORDS.one("goes on", self.word(behind));
        let open = TIME_WORDS.one("leaves open", self.before(words.start));
        match open.filter(|_| then.is_none()) {
            Some("end") => Interval {
                begin: interval.begin,
                end: None,
            },
            Some("begin") => Interval {
                begin: None,
                end: interval.end,
            },
            _ => interval,
        }
    }
}

fn longest<const N: usize>(found: [Option<Found>; N]) -> Option<Found> {
    found
        .into_iter()
        .flatten()
        .reduce(|best, next| if next.end > best.end { next } else { best })
}
