//! When an account says its event happened: days, days without their year, weekdays, or only the day of the article.

use super::profile::Profile;
use super::signs::Sign;
use crate::document::{Document, month_starts, weekday_named};
use crate::extract::Account;
use crate::extract::account::Modality;
use crate::fold::fold;
use crate::time::{Interval, days_until};
use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;

/// What is known of the time of an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct When {
    /// The days, where at least one end is known.
    pub interval: Option<Interval>,
    /// Month and day of month, where the year is not known.
    pub yearly: Option<(i8, i8)>,
    /// Day of the week, where the week is not known.
    pub weekly: Option<Weekday>,
    /// It is likelier than not that it happened at another time.
    pub unsure: bool,
    /// Last day on which the article can have been written, and first.
    pub written: (Option<Date>, Option<Date>),
}

/// How the times of two accounts go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Agreement {
    /// They cannot be one time.
    Never,
    /// They are so many days apart, where both are days and no longer times.
    Apart(Option<i32>),
    /// They are two days, one after the other; only what happened at night may be dated to both.
    NextDay,
    /// They may be, and this is seen of them, if anything is.
    Sign(Option<Sign>),
}

impl When {
    pub(super) fn of(account: &Account, document: Option<&Document>) -> When {
        let published = document.and_then(|d| d.published).map(|p| p.date);
        let mut when = When {
            written: (
                published.and_then(|p| p.end),
                published.and_then(|p| p.begin),
            ),
            ..When::default()
        };
        // A day that is only presumed says nothing against another.
        let Some(date) = account.date.as_ref().filter(|date| !date.presumed) else {
            return when;
        };
        when.unsure = date.confidence.is_some_and(|share| share < SURE);
        if date.interval.begin.is_some() || date.interval.end.is_some() {
            when.interval = Some(date.interval);
        } else if let Some(words) = &date.text {
            when.yearly = month_and_day(words);
            when.weekly = weekday(words).filter(|_| when.yearly.is_none());
        }
        if !account.modality.is_fact() {
            // What has not happened may come after the article.
            when.written.0 = None;
        }
        when
    }

    /// The days, when they are few enough to look an event up by them.
    pub(super) fn days(&self) -> impl Iterator<Item = Date> {
        self.interval.into_iter().flat_map(|known| days(&known))
    }

    /// How the two times go together.
    pub(super) fn compare(&self, other: &When) -> Agreement {
        match (self.interval, other.interval) {
            (Some(a), Some(b)) => intervals(&a, &b),
            (Some(a), None) => other.against(&a),
            (None, Some(b)) => self.against(&b),
            (None, None) => self.both_vague(other),
        }
    }

    /// A time without year or week, or none, against days that are known.
    fn against(&self, known: &Interval) -> Agreement {
        if let (Some(first), Some(written)) = (known.begin, self.written.0)
            && first > written
        {
            return Agreement::Apart(None);
        }
        let is_short = || days(known).next().is_some();
        if let Some((month, day)) = self.yearly
            && is_short()
        {
            return match days(known).any(|d| (d.month(), d.day()) == (month, day)) {
                true => Agreement::Sign(Some("the same day of the month")),
                false => Agreement::Apart(None),
            };
        }
        if let Some(weekday) = self.weekly
            && is_short()
        {
            return match days(known).any(|d| d.weekday() == weekday) {
                true => Agreement::Sign(Some("the same day of the week")),
                false => Agreement::Sign(Some("another day of the week")),
            };
        }
        // Told without a time, long after: another event is meant, or nobody can tell.
        match (known.end, self.written.1) {
            (Some(end), Some(written)) if apart(end, written) > MONTH => {
                Agreement::Sign(Some("told long after the day of the other"))
            }
            _ => Agreement::Sign(None),
        }
    }

    fn both_vague(&self, other: &When) -> Agreement {
        if let (Some(a), Some(b)) = (self.yearly, other.yearly) {
            return match a == b {
                true => Agreement::Sign(Some("the same day of the month")),
                false => Agreement::Apart(None),
            };
        }
        let near = match (self.written.1, other.written.1) {
            (Some(a), Some(b)) => Some(apart(a, b)),
            _ => None,
        };
        match (self.weekly, other.weekly, near) {
            (_, _, Some(days)) if days > MONTH => Agreement::Never,
            (Some(a), Some(b), _) if a != b => Agreement::Sign(Some("another day of the week")),
            (_, _, Some(days)) if days > FORTNIGHT => {
                Agreement::Sign(Some("articles weeks apart, no day told"))
            }
            (Some(_), Some(_), _) => Agreement::Sign(Some("the same day of the week")),
            (_, _, Some(..=DAYS)) => {
                Agreement::Sign(Some("articles of the same days, no day told"))
            }
            _ => Agreement::Sign(None),
        }
    }
}

pub(super) const DAY: Sign = "the same day";
/// How likely at least what tells two events apart.
pub(super) const SURE: f64 = 0.5;
/// More days than this are no day to look an event up by.
const FEW: i32 = 4;
/// Articles so many days apart are of one moment.
const DAYS: i32 = 3;
const FORTNIGHT: i32 = 14;
const MONTH: i32 = 31;
const YEAR: i32 = 366;

fn intervals(a: &Interval, b: &Interval) -> Agreement {
    let lengths = (a.length(), b.length());
    if !a.overlaps(b) {
        let gap = match (a.end, b.begin, b.end, a.begin) {
            (Some(end), Some(begin), ..) if end < begin => apart(end, begin),
            (.., Some(end), Some(begin)) => apart(end, begin),
            _ => i32::MAX,
        };
        return match gap {
            ..=1 if lengths == (Some(1), Some(1)) => Agreement::NextDay,
            days => {
                let short = |days: Option<i32>| days.is_some_and(|days| days <= FEW);
                Agreement::Apart(Some(days).filter(|_| short(lengths.0) && short(lengths.1)))
            }
        };
    }
    let longest = match lengths {
        (Some(a), Some(b)) => a.max(b),
        _ => return Agreement::Sign(None),
    };
    Agreement::Sign(match longest {
        1 => Some(DAY),
        days if days <= FEW => Some("days that overlap"),
        days if days <= FORTNIGHT => Some("weeks that overlap"),
        days if days <= MONTH => Some("the same month"),
        days if days <= YEAR && a == b => Some("the same year"),
        _ => None,
    })
}

/// The days of a time that is no longer than a day to look an event up by may be; of a longer one none.
fn days(known: &Interval) -> impl Iterator<Item = Date> + use<> {
    let short = known.length().is_some_and(|days| (1..=FEW).contains(&days));
    let (first, last) = (known.begin.filter(|_| short), known.end);
    let days = std::iter::successors(first, |day| day.tomorrow().ok());
    days.take_while(move |day| Some(*day) <= last)
}

/// Days between two dates.
fn apart(a: Date, b: Date) -> i32 {
    days_until(a, b).abs()
}

pub(super) fn month_and_day(words: &str) -> Option<(i8, i8)> {
    let words: Vec<String> = fold(words).split(' ').map(str::to_string).collect();
    let month = |word: &String| {
        let prefix = word.get(..3)?;
        let month = month_starts(prefix)?;
        word.chars().all(char::is_alphabetic).then_some(month)
    };
    let day = |word: &String| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d))
    };
    words
        .windows(2)
        .find_map(|pair| match (month(&pair[0]), month(&pair[1])) {
            (Some(month), _) => Some((month, day(&pair[1])?)),
            (_, Some(month)) => Some((month, day(&pair[0])?)),
            _ => None,
        })
}

pub(super) fn weekday(words: &str) -> Option<Weekday> {
    fold(words).split(' ').find_map(weekday_named)
}

/// The day on which something was denied is not the day on which it would have happened.
pub(super) fn undate_denied(profiles: &mut [Profile<'_>]) {
    let days = profiles.iter().filter(|p| p.says());
    let days = days.filter_map(|p| Some((p.account.id.as_str(), p.account.date.as_ref()?.at?)));
    let said: FxHashMap<&str, (usize, usize)> = days.collect();
    for profile in profiles
        .iter_mut()
        .filter(|p| p.modality == Modality::Denied)
    {
        let account = profile.account;
        let at = account.date.as_ref().and_then(|date| date.at);
        let statement = account.statement.as_deref();
        if at.is_some() && statement.and_then(|id| said.get(id)) == at.as_ref() {
            profile.when.interval = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(y: i16, m: i8, d: i8) -> When {
        When {
            interval: Some(Interval::day(date(y, m, d))),
            ..When::default()
        }
    }

    #[test]
    fn words_without_a_year_still_tell_the_day() {
        assert_eq!(month_and_day("Feb. 3"), Some((2, 3)));
        assert_eq!(month_and_day("the 3rd February"), Some((2, 3)));
        assert_eq!(month_and_day("Monday"), None);
        assert_eq!(weekday("late on Monday"), Some(Weekday::Monday));
    }

    #[test]
    fn times_agree_by_degrees() {
        let score = |a: &When, b: &When| match a.compare(b) {
            Agreement::Sign(sign) => crate::link::compare::Verdict::of(sign.as_slice()).score,
            _ => f64::NEG_INFINITY,
        };
        let monday = When {
            weekly: Some(Weekday::Monday),
            ..When::default()
        };
        let third = When {
            yearly: Some((2, 3)),
            ..When::default()
        };
        let event = day(2020, 2, 3);
        assert!(score(&event, &event) > score(&event, &third));
        assert!(score(&event, &third) > score(&event, &monday));
        assert!(score(&event, &monday) > score(&event, &When::default()));
        assert_eq!(day(2020, 2, 4).compare(&event), Agreement::NextDay);
        assert_eq!(day(2020, 2, 4).compare(&third), Agreement::Apart(None));
        assert_eq!(day(2020, 2, 9).compare(&event), Agreement::Apart(Some(6)));
    }

    #[test]
    fn an_article_does_not_tell_of_later_days() {
        let early = When {
            written: (Some(date(2020, 2, 1)), Some(date(2020, 2, 1))),
            ..When::default()
        };
        assert_eq!(early.compare(&day(2020, 2, 3)), Agreement::Apart(None));
    }
}
