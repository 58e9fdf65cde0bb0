//! The day of publication from weekdays and dates in the running text that agree.
//!
//! News says "on Thursday" of the last seven days and leaves the year out of dates near its own. So a date without a
//! year is near; its year follows from a full date close to it (a caption's "Sunday, Feb. 2, 2020") or from the weekday
//! written with it. The article is then of the latest such day, or of the day after it that it names as that of the
//! report. Where less is known, the answer is an interval, and without any year there is no answer.

use super::blocks::Layout;
use super::dates::{self, Written};
use super::phrases::{Part, fold, is_word};
use super::{BlockKind, Published, PublishedFrom};
use crate::span::Span;
use crate::time::Interval;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// So much of an article is looked at.
const LONGEST: usize = 200_000;

/// A full date fixes the year of others no further from it than this.
const NEAR: i32 = 60;

/// A date in running text or a caption.
struct Seen {
    written: Written,
    /// In the first two paragraphs.
    lead: bool,
    /// In a caption of a picture that may be old.
    old: bool,
    /// In a caption.
    caption: bool,
    /// Said to be in the future.
    ahead: bool,
    /// The day of a statement: "said on Thursday".
    speech: bool,
    /// Among what was before: "since 2018".
    history: bool,
    /// In the dateline.
    dateline: bool,
}

/// The day of publication as far as the running text tells.
pub fn published(text: &str, layout: &Layout) -> Option<Published> {
    let seen = collect(text, layout);
    let past = || seen.iter().filter(|seen| !seen.ahead);
    let full = |seen: &Seen| seen.written.date().map(|date| (date, seen.written.span));
    // Dates that belong to the news rather than to its history.
    let strong = past()
        .filter(|s| (s.lead || s.caption || s.written.weekday.is_some()) && !s.old)
        .filter_map(full)
        .max();
    let any = past().filter_map(full).max();
    let near = past().filter(|seen| seen.written.year.is_none() && seen.written.day.is_some());
    let latest = near
        .filter_map(|near| dated(near, any.map(|(date, _)| date), &seen))
        .max()
        .max(strong);
    let made = |date, evidence, reason| {
        Some(Published {
            date,
            from: PublishedFrom::Inferred,
            evidence: Some(evidence),
            reason,
        })
    };
    let Some((latest, evidence)) = latest else {
        let (begin, evidence) = any?;
        let open = Interval {
            begin: Some(begin),
            end: None,
        };
        return made(open, evidence, "no earlier than the latest date it gives");
    };
    if let Some((day, said, why)) = day_of_report(latest, &seen) {
        return made(Interval::day(day), said.unwrap_or(evidence), why);
    }
    let week = Interval::days(latest, latest.checked_add(6.days()).unwrap_or(latest));
    made(week, evidence, "within a week of the latest date it gives")
}

fn collect(text: &str, layout: &Layout) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut bodies = 0;
    if let Some(dateline) = layout.dateline {
        let date = dateline.date;
        seen.extend(date.map(|written| Seen {
            written,
            lead: true,
            old: false,
            caption: false,
            ahead: false,
            speech: false,
            history: false,
            dateline: true,
        }));
    }
    let blocks = layout.blocks.iter();
    for block in blocks.take_while(|block| block.span.begin < LONGEST) {
        use BlockKind::{Body, Byline, Caption};
        if !matches!(block.kind, Body | Caption | Byline) {
            continue;
        }
        bodies += usize::from(block.kind == BlockKind::Body);
        let words = block.span.of(text);
        let words = &words[..words.floor_char_boundary(LONGEST)];
        let caption = block.kind == BlockKind::Caption;
        let old = caption && fold(words).contains("file");
        for written in dates::scan(words, block.span.begin) {
            let before = &words[..written.span.begin - block.span.begin];
            let near = |part, count| recent(before).take(count).any(|word| is_word(&word, part));
            let lead =
                bodies <= 2 && block.kind == BlockKind::Body || block.kind == BlockKind::Byline;
            let ahead = near(Part::Ahead, 4);
            seen.push(Seen {
                written,
                lead,
                old,
                caption,
                ahead,
                speech: !caption && near(Part::Speech, 3),
                history: near(Part::History, 1),
                dateline: false,
            });
        }
    }
    seen
}

/// The words before a date, last first, up to the start of its sentence.
fn recent(before: &str) -> impl Iterator<Item = String> {
    let from = before.floor_char_boundary(before.len().saturating_sub(80));
    let sentence = before[from..]
        .rsplit(['.', ';', '"', '”'])
        .next()
        .unwrap_or("");
    sentence
        .split(|c: char| !c.is_alphabetic())
        .rev()
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The day that `near`, written without a year, means.
fn dated(near: &Seen, full: Option<Date>, seen: &[Seen]) -> Option<(Date, Span)> {
    let span = near.written.span;
    // The full date next to it: "Sunday, Feb. 2, 2020" in a caption and "February 6" in the text.
    let close = |date: Date| {
        full.is_some_and(|full| {
            (0..=NEAR).contains(&days(full, date)) || (0..=7).contains(&days(date, full))
        })
    };
    let years = full
        .into_iter()
        .flat_map(|full| [full.year(), full.year() + 1]);
    if let Some(date) = years
        .filter_map(|year| near.written.date_in(year))
        .find(|date| close(*date))
    {
        return Some((date, span));
    }
    // The weekday next to it, or for a dateline the weekday of the report, on that day or the day before; in the few
    // years after the last year named, if it fits only one.
    let named = seen
        .iter()
        .filter(|s| !s.ahead)
        .filter_map(|seen| seen.written.year)
        .max()?;
    let years = || (named..=named.saturating_add(4)).filter_map(|year| near.written.date_in(year));
    let said = seen
        .iter()
        .find(|seen| seen.speech && seen.written.month.is_none())
        .and_then(|seen| seen.written.weekday);
    let weekday = near.written.weekday.or(said.filter(|_| near.dateline))?;
    let only = |back: i64| {
        let mut fits = years().filter(|date| {
            date.checked_sub(back.days())
                .is_ok_and(|date| date.weekday() == weekday)
        });
        fits.next().filter(|_| fits.next().is_none())
    };
    let date = match (only(0), only(1).filter(|_| near.written.weekday.is_none())) {
        (Some(_), Some(_)) => None,
        (date, other) => date.or(other),
    };
    Some((date?, span))
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// The day of the report, where it is said and why: `latest` or one of the two days after it, as the weekdays tell.
fn day_of_report(latest: Date, seen: &[Seen]) -> Option<(Date, Option<Span>, &'static str)> {
    const AGREE: &str = "the latest date and the weekday of the report agree";
    const LEAD: &str = "the latest date, given at the start and as that of the news";
    let now = || seen.iter().filter(|seen| !seen.ahead && !seen.caption);
    let bare = || now().filter(|seen| seen.written.month.is_none());
    let is_latest =
        |s: &&Seen| (s.written.month, s.written.day) == (Some(latest.month()), Some(latest.day()));
    let after = |weekday: Weekday| {
        let to = i64::from(latest.weekday().until(weekday));
        latest.checked_add(to.days()).ok().filter(|_| to <= 2)
    };
    let on = |seen: &Seen| {
        let day = seen.written.weekday.and_then(after)?;
        Some((day, Some(seen.written.span), AGREE))
    };
    let said = bare()
        .filter(|seen| seen.speech)
        .filter_map(on)
        .max_by_key(|(day, ..)| *day);
    let same = || bare().filter_map(on).find(|(day, ..)| *day == latest);
    let dated = || {
        now()
            .filter(is_latest)
            .find(|seen| seen.speech || seen.written.weekday.is_some() && seen.lead)
    };
    let first = || {
        bare()
            .filter(|seen| seen.lead)
            .find(|seen| seen.written.weekday.is_some())
            .and_then(on)
    };
    let alone = || {
        let none = bare().all(|seen| seen.written.weekday.is_none());
        now()
            .filter(is_latest)
            .find(|seen| none && seen.lead && !seen.history)
    };
    let given = |seen: &Seen| (latest, Some(seen.written.span), LEAD);
    said.or_else(same)
        .or_else(|| dated().map(given))
        .or_else(first)
        .or_else(|| alone().map(given))
}

#[cfg(test)]
mod tests {
    use crate::document::{Metadata, from_text};

    fn run(text: &str) -> Option<(String, String)> {
        let document = from_text(text.to_owned(), Metadata::default());
        let date = document.published?.date;
        let show = |date: Option<jiff::civil::Date>| {
            date.map_or("open".to_owned(), |date| date.to_string())
        };
        Some((show(date.begin), show(date.end)))
    }

    fn day(text: &str) -> Option<String> {
        run(text)
            .filter(|(begin, end)| begin == end)
            .map(|(begin, _)| begin)
    }

    #[test]
    fn a_caption_gives_the_year() {
        let text = "Men clear the road near the old mill, Sunday, Feb. 2, 2020. (Ana Roe/Valley News)\n\n\
                    The governor said on Thursday that the road was open again for all.\n\n\
                    A monitor said on February 6 that the guns were silent on the ridge.\n";
        assert_eq!(day(text).as_deref(), Some("2020-02-06"));
    }

    #[test]
    fn a_weekday_with_its_date_gives_the_year() {
        let text = "The governor told reporters on Thursday, Feb. 6, that the road was open again.\n\n\
                    It had been closed since the raids of 2018 in the valley.\n";
        assert_eq!(day(text).as_deref(), Some("2020-02-06"));
    }

    #[test]
    fn a_dateline_and_the_weekday_of_the_report() {
        let text = "PORTO, Feb 6 (Valley News) - The governor said on Thursday that the road was open again.\n\n\
                    It had been closed since the pact of September 17, 2018, was broken.\n";
        assert_eq!(day(text).as_deref(), Some("2020-02-06"));
    }

    #[test]
    fn no_year_no_date() {
        assert_eq!(
            run(
                "The governor said on Feb. 6 that the road was open again.\n\nIt closed on Wednesday after a raid.\n"
            ),
            None
        );
    }

    #[test]
    fn an_old_picture_gives_a_bound() {
        let text = "The governor said on Friday that the road was open again for all.\n\n\
                    FILE PHOTO: The governor speaks to the press in the town hall on January 13, 2020. Ana Roe/Pool\n";
        assert_eq!(run(text), Some(("2020-01-13".into(), "open".into())));
    }
}
