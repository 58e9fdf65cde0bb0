//! The day of publication: given, or written in the text as the date of the article, or inferred from its words.

use super::blocks::Layout;
use super::dates::{self, Written};
use super::header::Header;
use super::phrases::fold;
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
        return Some(written(
            Interval::day(date),
            evidence,
            "a line in front of the article gives it",
        ));
    }
    if let Some(date) = layout.dateline.and_then(|dateline| dateline.date)
        && let Some(day) = date.date()
    {
        return Some(written(
            Interval::day(day),
            Some(date.span),
            "the dateline gives it",
        ));
    }
    stamp(text, layout).or_else(|| infer::published(text, layout))
}

fn written(date: Interval, evidence: Option<Span>, reason: &'static str) -> Published {
    Published {
        date,
        from: PublishedFrom::Text,
        evidence,
        reason,
    }
}

/// A date in a byline. One that says when the article was changed counts least.
fn stamp(text: &str, layout: &Layout) -> Option<Published> {
    let bylines = layout
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Byline);
    let mut best: Option<(bool, Written)> = None;
    for block in bylines {
        let words = block.span.of(text);
        let words = &words[..words.floor_char_boundary(300)];
        let changed = ["updated", "last", "modified"]
            .iter()
            .any(|word| fold(words).starts_with(word));
        let found = dates::scan(words, block.span.begin)
            .into_iter()
            .find(|date| date.year.is_some() && date.month.is_some());
        if let Some(date) = found
            && best.is_none_or(|(was_changed, other)| {
                (was_changed && !changed) || other.day.is_none() && date.day.is_some()
            })
        {
            best = Some((changed, date));
        }
    }
    let (_, date) = best?;
    if let Some(day) = date.date() {
        return Some(written(
            Interval::day(day),
            Some(date.span),
            "the line with the author or the time gives it",
        ));
    }
    let month = date
        .day
        .is_none()
        .then(|| Date::new(date.year?, date.month?, 1).ok())
        .flatten()?;
    Some(written(
        Interval::days(month, month.last_of_month()),
        Some(date.span),
        "only the month is written",
    ))
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
        return Some(
            Timestamp::from_second(seconds)
                .ok()?
                .to_zoned(TimeZone::UTC)
                .date(),
        );
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
            "1614848400",
            "1614848400000",
        ] {
            assert_eq!(
                parse(field).map(|date| date.to_string()).as_deref(),
                Some("2021-03-04"),
                "{field}"
            );
        }
        for field in ["", "soon", "12", "2021-13-45", "éééé"] {
            assert_eq!(parse(field), None, "{field}");
        }
    }
}
