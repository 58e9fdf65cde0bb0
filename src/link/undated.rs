//! Articles without a date of their own: those of their story bound it, and with it the days that they tell of without a
//! year or a week ("on Monday", "Feb. 3").

use super::when::{month_and_day, weekday};
use super::{Dossier, Stories};
use crate::document::{Published, PublishedFrom};
use crate::extract::account::Dated;
use crate::time::Interval;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::collections::BTreeMap;

/// Days around the articles of a story in which another of it may have been published.
const AROUND: i32 = 1;
/// Articles of one story that are this many days apart are of no one time.
const LONGEST: i32 = 31;

/// Gives every undated article whose story's dated articles are of one time the days around them, and its accounts days.
pub(super) fn bound(dossiers: &mut [Dossier], stories: &Stories) {
    if dossiers.iter().all(|d| d.document.published.is_some()) {
        return;
    }
    let mut days: BTreeMap<usize, Vec<Date>> = BTreeMap::new();
    for (a, b) in stories.neighbours() {
        for (one, other) in [(a as usize, b as usize), (b as usize, a as usize)] {
            let published = dossiers[other].document.published;
            if dossiers[one].document.published.is_none()
                && let Some(day) = published.and_then(|p| p.day())
            {
                days.entry(one).or_default().push(day);
            }
        }
    }
    for (index, days) in days {
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            continue;
        };
        let around = Interval::days(*first, *last);
        if around.length().is_none_or(|length| length > LONGEST) {
            continue;
        }
        let margin = AROUND.days();
        let (Ok(begin), Ok(end)) = (first.checked_sub(margin), last.checked_add(margin)) else {
            continue;
        };
        let dossier = &mut dossiers[index];
        dossier.document.published = Some(Published {
            date: Interval::days(begin, end),
            from: PublishedFrom::Story,
            evidence: None,
            reason: "dated articles of the same story",
        });
        let told = dossier.accounts.iter_mut();
        for account in told.filter(|a| a.modality.is_fact()) {
            if let Some(dated) = &mut account.date
                && let Some(interval) = meant(dated, begin, end)
            {
                dated.interval = interval;
            }
        }
    }
}

/// The day that words mean in an article published within some days, where they can mean one only.
fn meant(dated: &Dated, begin: Date, end: Date) -> Option<Interval> {
    if dated.interval.begin.is_some() || dated.interval.end.is_some() {
        return None;
    }
    let words = dated.text.as_deref()?;
    let of = |from: Span, fits: &dyn Fn(Date) -> bool| {
        let mut days = begin.checked_sub(from).ok()?.series(1.day());
        let mut days = days
            .by_ref()
            .take_while(|day| *day <= end)
            .filter(|day| fits(*day));
        let first = days.next()?;
        days.next().is_none().then(|| Interval::day(first))
    };
    match month_and_day(words) {
        // In the year before the article.
        Some((month, day)) => of(11.months(), &|d| (d.month(), d.day()) == (month, day)),
        None => {
            let weekday = weekday(words)?;
            of(6.days(), &|d| d.weekday() == weekday)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(words: &str, begin: Date, end: Date) -> Option<Interval> {
        let dated = Dated {
            interval: Interval::default(),
            text: Some(words.to_string()),
            at: None,
            note: None,
            confidence: None,
        };
        meant(&dated, begin, end)
    }

    #[test]
    fn a_day_without_a_year_is_that_of_the_year_before_the_article() {
        let around = (date(2021, 1, 3), date(2021, 1, 7));
        let day = |words| told(words, around.0, around.1);
        assert_eq!(day("Jan. 4"), Some(Interval::day(date(2021, 1, 4))));
        assert_eq!(day("Dec. 30"), Some(Interval::day(date(2020, 12, 30))));
        assert_eq!(day("in winter"), None);
    }

    #[test]
    fn a_weekday_is_a_day_only_where_it_can_be_no_other() {
        let one = date(2021, 1, 6);
        assert_eq!(
            told("Monday", one, one),
            Some(Interval::day(date(2021, 1, 4)))
        );
        assert_eq!(told("Monday", one, date(2021, 1, 12)), None);
    }
}
