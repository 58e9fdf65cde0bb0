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

/// What the stories say of undated articles. Accounts are linked without it: a day that rests on other articles ties nothing.
pub(super) struct Bounds {
    /// By index of the document when it must have been published.
    published: BTreeMap<usize, Interval>,
    /// By id of the account its day.
    days: BTreeMap<String, Interval>,
}

impl Bounds {
    /// Of every undated article whose story's dated articles are of one time.
    pub fn of(dossiers: &[Dossier], stories: &Stories) -> Bounds {
        let mut bounds = Bounds {
            published: BTreeMap::new(),
            days: BTreeMap::new(),
        };
        let published = |index: usize| dossiers[index].document.published;
        if (0..dossiers.len()).all(|index| published(index).is_some()) {
            return bounds;
        }
        let mut dated: BTreeMap<usize, Vec<Date>> = BTreeMap::new();
        for (a, b) in stories.neighbours() {
            for (one, other) in [(a as usize, b as usize), (b as usize, a as usize)] {
                let day = published(other).and_then(|p| p.day());
                if let Some(day) = day.filter(|_| published(one).is_none()) {
                    dated.entry(one).or_default().push(day);
                }
            }
        }
        for (index, days) in dated {
            let Some((begin, end)) = around(&days) else {
                continue;
            };
            bounds.published.insert(index, Interval::days(begin, end));
            let told = dossiers[index].accounts.iter();
            for account in told.filter(|a| a.modality.is_fact()) {
                let day = account.date.as_ref().and_then(|d| meant(d, begin, end));
                bounds.days.extend(day.map(|day| (account.id.clone(), day)));
            }
        }
        bounds
    }

    /// Writes it into the documents and accounts.
    pub fn apply(&self, dossiers: &mut [Dossier]) {
        for (index, date) in &self.published {
            dossiers[*index].document.published = Some(Published {
                date: *date,
                from: PublishedFrom::Story,
                evidence: None,
                reason: "dated articles of the same story",
            });
            for account in &mut dossiers[*index].accounts {
                if let (Some(day), Some(date)) = (self.days.get(&account.id), &mut account.date) {
                    date.interval = *day;
                }
            }
        }
    }
}

/// The first and the last day on which another article of a story may have been published, where its articles are of one time.
fn around(days: &[Date]) -> Option<(Date, Date)> {
    let (first, last) = (*days.iter().min()?, *days.iter().max()?);
    let length = Interval::days(first, last).length()?;
    let margin = AROUND.days();
    let around = (
        first.checked_sub(margin).ok()?,
        last.checked_add(margin).ok()?,
    );
    (length <= LONGEST).then_some(around)
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
            presumed: false,
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
