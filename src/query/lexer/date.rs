//! Dates as people write them: `2020-02-27`, `2020-02`, `February 2020`, `27 February 2020`, `February 27, 2020`.

use super::{In, nothing};
use crate::time::Interval;
use jiff::ToSpan;
use jiff::civil::Date;
use nom::branch::alt;
use nom::character::complete::{char, digit1, multispace1, satisfy};
use nom::combinator::{not, opt, peek, recognize, verify};
use nom::multi::many1;
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) enum Dated {
    Days(Interval),
    /// It has the form of a date, but there is no such day.
    Bad(String),
}

pub(super) fn date(i: In) -> IResult<In, Dated> {
    let end = || {
        peek(not(satisfy(|c: char| {
            c.is_alphanumeric() || c == '-' || c == '/'
        })))
    };
    alt((
        terminated(numeric, end()),
        terminated(day_first, end()),
        terminated(month_first, end()),
    ))
    .parse(i)
}

/// Digits with `-` or `/` between them.
fn numeric(i: In) -> IResult<In, Dated> {
    let (rest, text) = recognize(pair(
        digit1,
        many1(pair(alt((char('-'), char('/'))), digit1)),
    ))
    .parse(i)?;
    let text = *text.fragment();
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    let numbers: Vec<i64> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    let days = match (lengths.as_slice(), numbers.as_slice()) {
        ([4, 1 | 2], [y, m]) => days(*y, Some(*m), None),
        ([4, 1 | 2, 1 | 2], [y, m, d]) => days(*y, Some(*m), Some(*d)),
        _ => None,
    };
    Ok((rest, known(days, text)))
}

fn day_first(i: In) -> IResult<In, Dated> {
    let (rest, (day, month, year)) = (
        terminated(short_number, multispace1),
        terminated(month, multispace1),
        year,
    )
        .parse(i)?;
    let text = format!("{day} {} {year}", MONTHS[month - 1]);
    Ok((
        rest,
        known(days(year, Some(month as i64), Some(day)), &text),
    ))
}

fn month_first(i: In) -> IResult<In, Dated> {
    let (rest, (month, day, year)) = (
        terminated(month, multispace1),
        opt(terminated(short_number, (opt(char(',')), multispace1))),
        year,
    )
        .parse(i)?;
    let text = format!("{} {} {year}", MONTHS[month - 1], day.unwrap_or_default());
    Ok((rest, known(days(year, Some(month as i64), day), &text)))
}

fn known(days: Option<Interval>, text: &str) -> Dated {
    days.map_or_else(|| Dated::Bad(text.to_string()), Dated::Days)
}

fn short_number(i: In) -> IResult<In, i64> {
    verify(digit1, |d: &In| d.fragment().len() <= 2)
        .map(|d: In| d.fragment().parse().unwrap_or_default())
        .parse(i)
}

fn year(i: In) -> IResult<In, i64> {
    verify(digit1, |d: &In| d.fragment().len() == 4)
        .map(|d: In| d.fragment().parse().unwrap_or_default())
        .parse(i)
}

/// Number of the month, from 1; at least three letters of it.
fn month(i: In) -> IResult<In, usize> {
    let (rest, word) = terminated(
        recognize(many1(satisfy(char::is_alphabetic))),
        opt(preceded(peek(char('.')), char('.'))),
    )
    .parse(i)?;
    let word = word.fragment().to_lowercase();
    let at = MONTHS
        .iter()
        .position(|m| word.len() >= 3 && (m == &word || (word.len() <= 4 && m.starts_with(&word))));
    match at {
        Some(at) => Ok((rest, at + 1)),
        None => nothing(i),
    }
}

pub(super) fn is_month(word: &str) -> bool {
    month(In::new(word)).is_ok_and(|(rest, _)| rest.fragment().is_empty())
}

/// All days of a year, a month or a day; `None` when there is no such thing.
pub(super) fn days(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Interval> {
    let year = i16::try_from(year)
        .ok()
        .filter(|y| (1..=9998).contains(y))?;
    let date = |m: i64, d: i64| Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    Some(match (month, day) {
        (Some(month), Some(day)) => Interval::day(date(month, day)?),
        (Some(month), None) => {
            let first = date(month, 1)?;
            Interval::days(first, first.last_of_month())
        }
        (None, _) => {
            let first = date(1, 1)?;
            Interval::days(first, first.checked_add(1.year()).ok()?.yesterday().ok()?)
        }
    })
}
