//! The day of publication: given, or written in the text as the date of the article, or inferred from its words.

use super::blocks::Layout;
use super::dates::{self, Written};
use super::header::Header;
use super::phrases::{Part, fold, is_word};
use super::{BlockKind, Published, PublishedFrom, infer};
use crate::span::Span;
use crate::time::Interval;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day of publication of an article, or the interval it must lie in.
pub fn find(
    text: &str,
    layout: &Layout,
    given: Option<Date>,
    header: &Header,
) -> Option<Published> {
    if let Some(date) = given {
        let reason = "a field of the input gives it";
        return Some(Published {
            date: Interval::day(date),
            from: PublishedFrom::Metadata,
            evidence: None,
            reason,
        });
    }
    if let (Some(date), evidence) = (header.fields.published, header.date_at) {
        let reason = "a line in front of the article gives it";
        return written(Interval::day(date), evidence, reason);
    }
    if let Some(date) = layout.dateline.and_then(|dateline| dateline.date)
        && let Some(day) = date.date()
    {
        let reason = "the dateline gives it";
        return written(Interval::day(day), Some(date.span), reason);
    }
    stamp(text, layout).or_else(|| infer::published(text, layout))
}

fn written(date: Interval, evidence: Option<Span>, reason: &'static str) -> Option<Published> {
    Some(Published {
        date,
        from: PublishedFrom::Text,
        evidence,
        reason,
    })
}

/// What is said of a day beside an article: the first is to be believed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The article came out on it.
    Issued,
    /// Nothing.
    Plain,
    /// The article was changed on it.
    Changed,
}

impl Rank {
    /// By the words in front of it; the last that tell count.
    pub fn of_label(before: &str) -> Rank {
        let folded = fold(&before[before.ceil_char_boundary(before.len().saturating_sub(60))..]);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        for end in (1..=words.len()).rev() {
            for begin in [end.saturating_sub(2), end - 1] {
                let label = words[begin..end].join(" ");
                if is_word(&label, Part::Issued) {
                    return Rank::Issued;
                }
                if is_word(&label, Part::Changed) {
                    return Rank::Changed;
                }
            }
        }
        Rank::Plain
    }

    /// By names of elements; one of several that says it came out is enough.
    pub fn of_names(names: &str) -> Rank {
        let names = names.to_ascii_lowercase();
        let has = |part| {
            let mut words = names.split(|c: char| !c.is_ascii_alphanumeric());
            words.any(|word| is_word(word, part))
        };
        match () {
            () if has(Part::Issued) => Rank::Issued,
            () if has(Part::Changed) => Rank::Changed,
            () => Rank::Plain,
        }
    }

    /// This, unless it says nothing.
    pub fn or(self, other: impl FnOnce() -> Rank) -> Rank {
        match self {
            Rank::Plain => other(),
            told => told,
        }
    }
}

/// A date in a byline: one that says when the article came out, if no other is earlier, then one that says nothing; when it
/// was changed counts least.
fn stamp(text: &str, layout: &Layout) -> Option<Published> {
    let bylines = layout.blocks.iter();
    let bylines = bylines.filter(|block| block.kind == BlockKind::Byline);
    let mut found: Vec<(Rank, Written)> = Vec::new();
    for block in bylines {
        let words = block.span.of(text);
        let words = &words[..words.floor_char_boundary(300)];
        let mut after = block.span.begin;
        let dates = dates::scan(words, block.span.begin).into_iter();
        for date in dates.filter(|date| date.year.is_some() && date.month.is_some()) {
            found.push((Rank::of_label(&text[after..date.span.begin]), date));
            after = date.span.end;
        }
    }
    let plain = found.iter().filter(|(rank, _)| *rank == Rank::Plain);
    let earliest = plain.filter_map(|(_, date)| date.date()).min();
    let key = |(rank, date): &(Rank, Written)| {
        let late = date
            .date()
            .zip(earliest)
            .is_some_and(|(day, other)| day > other);
        let rank = match rank {
            Rank::Issued if late => Rank::Plain,
            rank => *rank,
        };
        (date.day.is_none(), rank)
    };
    // Of equals the first.
    let (_, date) = found.into_iter().min_by_key(key)?;
    if let Some(day) = date.date() {
        let reason = "the line with the author or the time gives it";
        return written(Interval::day(day), Some(date.span), reason);
    }
    let month = date
        .day
        .is_none()
        .then(|| Date::new(date.year?, date.month?, 1).ok())
        .flatten()?;
    let month = Interval::days(month, month.last_of_month());
    written(month, Some(date.span), "only the month is written")
}

/// The date in a field of the input: ISO 8601, RFC 2822, words, or seconds or milliseconds since 1970.
pub fn parse(field: &str) -> Option<Date> {
    let field = field.trim();
    if let Ok(number) = field.parse::<i64>() {
        let seconds = match field.len() {
            8 => return Date::strptime("%Y%m%d", field).ok(),
            9 | 10 => number,
            12 | 13 => number / 1000,
            _ => return None,
        };
        let moment = Timestamp::from_second(seconds).ok()?;
        return Some(moment.to_zoned(TimeZone::UTC).date());
    }
    // "20210304T090000Z"
    let compact = field
        .get(..8)
        .filter(|day| day.bytes().all(|b| b.is_ascii_digit()));
    if let Some(day) = compact.filter(|_| field[8..].starts_with('T')) {
        return Date::strptime("%Y%m%d", day).ok();
    }
    dates::first(&field[..field.floor_char_boundary(200)])
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn fields() {
        for field in [
            "2021-03-04",
            "2021-03-04T09:00:00+03:00",
            "Thu, 04 Mar 2021 09:00:00 GMT",
            "20210304",
            "20210304T090000Z",
            "1614848400",
            "1614848400000",
        ] {
            let date = parse(field).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some("2021-03-04"), "{field}");
        }
        for field in ["", "soon", "12", "2021-13-45", "éééé"] {
            assert_eq!(parse(field), None, "{field}");
        }
    }
}
