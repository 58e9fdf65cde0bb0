//! Parsers of single words: keywords, nouns, fields, names, numbers, dates.

use super::input::{Expect, In, Res};
use crate::ontology::Class;
use crate::query::ast::{
    Comparison, Distance, Duration, Facet, Field, LENGTH_UNITS, Moment, Period, Word,
};
use crate::query::lexer::year_days;
use crate::query::token::Kind;
use crate::time::Interval;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::multi::many0;
use nom::sequence::{pair, preceded};

/// Words that are never the beginning of a field.
const RESERVED: [&str; 12] = [
    "by", "as", "and", "or", "not", "is", "in", "like", "asc", "desc", "has", "except",
];

pub(super) fn keyword<'a>(
    word: &'static str,
) -> impl Parser<In<'a>, Output = (), Error = super::input::Miss> {
    move |i: In<'a>| {
        if i.is_word(0, word) {
            Ok((i.skip(1), ()))
        } else {
            i.miss(Expect::Keyword(word))
        }
    }
}

pub(super) fn symbol<'a>(
    sign: &'static str,
) -> impl Parser<In<'a>, Output = (), Error = super::input::Miss> {
    move |i: In<'a>| {
        if i.is_symbol(0, sign) {
            Ok((i.skip(1), ()))
        } else {
            i.miss(Expect::Keyword(sign))
        }
    }
}

/// A noun of up to three words, the longest that there is.
pub(super) fn noun<'a>(i: In<'a>) -> Res<'a, (&'a Class, Word)> {
    for count in (1..=3).rev() {
        let mut words = Vec::new();
        for ahead in 0..count {
            match i.peek(ahead).map(|t| &t.kind) {
                Some(Kind::Word(w)) => words.push(w.clone()),
                Some(Kind::Name(w, None)) if ahead == 0 => words.push(w.to_lowercase()),
                _ => break,
            }
        }
        if words.len() == count
            && let Some(class) = i.context.ontology.class_of_noun(&words.join(" "))
        {
            let rest = i.skip(count);
            return Ok((
                rest,
                (
                    class,
                    Word {
                        text: words.join(" "),
                        span: i.until(&rest),
                    },
                ),
            ));
        }
    }
    i.miss(Expect::Noun)
}

/// Any word at all that begins small.
pub(super) fn word<'a>(expect: Expect) -> impl FnMut(In<'a>) -> Res<'a, Word> {
    move |i| match i.token().map(|t| (&t.kind, t.span)) {
        Some((Kind::Word(text), span)) => Ok((
            i.skip(1),
            Word {
                text: text.clone(),
                span,
            },
        )),
        _ => i.miss(expect.clone()),
    }
}

pub(super) fn text(i: In<'_>) -> Res<'_, Word> {
    match i.token().map(|t| (&t.kind, t.span)) {
        Some((Kind::Text(text, None), span)) => Ok((
            i.skip(1),
            Word {
                text: text.clone(),
                span,
            },
        )),
        _ => i.miss(Expect::Text),
    }
}

pub(super) fn param(i: In<'_>) -> Res<'_, Word> {
    match i.token().map(|t| (&t.kind, t.span)) {
        Some((Kind::Param(text), span)) => Ok((
            i.skip(1),
            Word {
                text: text.clone(),
                span,
            },
        )),
        _ => i.miss(Expect::Param),
    }
}

pub(super) fn number(i: In<'_>) -> Res<'_, i64> {
    match i.kind() {
        Some(Kind::Number(n)) => Ok((i.skip(1), *n)),
        _ => i.miss(Expect::Number),
    }
}

/// A number of rows, steps or days: it must fit.
pub(super) fn count(i: In<'_>) -> Res<'_, usize> {
    match number(i)? {
        (rest, n) if (1..=1_000_000).contains(&n) => Ok((rest, n as usize)),
        _ => i.miss(Expect::Number),
    }
}

/// A date; a bare number of four digits is a year here.
pub(super) fn date(i: In<'_>) -> Res<'_, Interval> {
    match i.kind() {
        Some(Kind::Date(days)) => Ok((i.skip(1), *days)),
        Some(Kind::Number(n)) if (1000..=9998).contains(n) => match year_days(*n) {
            Some(days) => Ok((i.skip(1), days)),
            None => i.miss(Expect::Date),
        },
        _ => i.miss(Expect::Date),
    }
}

pub(super) fn moment(i: In<'_>) -> Res<'_, Moment> {
    let span = i.here();
    alt((
        map(date, |d| Moment::Date(d, span)),
        map(param, Moment::Param),
    ))
    .parse(i)
}

pub(super) fn duration(i: In<'_>) -> Res<'_, Duration> {
    let (rest, (number, unit)) = pair(count, period).parse(i)?;
    Ok((
        rest,
        Duration {
            number: number as u32,
            unit,
        },
    ))
}

pub(super) fn period(i: In<'_>) -> Res<'_, Period> {
    let unit = match i.kind() {
        Some(Kind::Word(w)) => match w.as_str() {
            "day" | "days" => Period::Day,
            "week" | "weeks" => Period::Week,
            "month" | "months" => Period::Month,
            "quarter" | "quarters" => Period::Quarter,
            "year" | "years" => Period::Year,
            _ => return i.miss(Expect::Unit),
        },
        _ => return i.miss(Expect::Unit),
    };
    Ok((i.skip(1), unit))
}

pub(super) fn distance(i: In<'_>) -> Res<'_, Distance> {
    let (rest, number) = count(i)?;
    let unit = match rest.kind() {
        Some(Kind::Word(word)) => LENGTH_UNITS
            .iter()
            .find(|(_, words)| words.contains(&word.as_str())),
        _ => None,
    };
    match unit {
        Some((unit, _)) => {
            let number = number as u32;
            Ok((
                rest.skip(1),
                Distance {
                    number,
                    unit: *unit,
                },
            ))
        }
        None => rest.miss(Expect::Length),
    }
}

pub(super) fn comparison(i: In<'_>) -> Res<'_, Comparison> {
    let comparison = match i.kind() {
        Some(Kind::Symbol("=")) => Comparison::Equal,
        Some(Kind::Symbol("!=")) => Comparison::NotEqual,
        Some(Kind::Symbol("<")) => Comparison::Less,
        Some(Kind::Symbol("<=")) => Comparison::LessOrEqual,
        Some(Kind::Symbol(">")) => Comparison::Greater,
        Some(Kind::Symbol(">=")) => Comparison::GreaterOrEqual,
        Some(Kind::Word(w)) if w == "like" => Comparison::Like,
        _ => return i.miss(Expect::Comparison),
    };
    Ok((i.skip(1), comparison))
}

fn facet(i: In<'_>) -> Res<'_, Facet> {
    let facet = match i.kind() {
        Some(Kind::Word(w)) if i.is_word(1, "of") => match w.as_str() {
            "best" => Facet::Best,
            "all" => Facet::All,
            "range" => Facet::Range,
            "sources" => Facet::Sources,
            "quotes" => Facet::Quotes,
            _ => return Err(nom::Err::Error(super::input::Miss)),
        },
        _ => return Err(nom::Err::Error(super::input::Miss)),
    };
    Ok((i.skip(2), facet))
}

/// One step of a field: the longest words of the ontology, else any one word.
fn step<'a>(class: Option<String>) -> impl FnMut(In<'a>) -> Res<'a, Word> {
    move |i| {
        let Some(Kind::Word(first)) = i.kind() else {
            return i.miss(Expect::Field(class.clone()));
        };
        for spaced in &i.context.spaced_fields {
            let count = spaced.split(' ').count();
            if spaced.split(' ').enumerate().all(|(n, w)| i.is_word(n, w)) {
                let rest = i.skip(count);
                return Ok((
                    rest,
                    Word {
                        text: spaced.clone(),
                        span: i.until(&rest),
                    },
                ));
            }
        }
        if RESERVED.contains(&first.as_str()) {
            return i.miss(Expect::Field(class.clone()));
        }
        word(Expect::Field(class.clone()))(i)
    }
}

/// `range of perpetrator.country`.
pub(super) fn field<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Field> {
    let class = class.map(str::to_string);
    move |i| {
        let (after, facet) = opt(facet).parse(i)?;
        let (rest, (first, more)) = pair(
            step(class.clone()),
            many0(preceded(symbol("."), cut(step(None)))),
        )
        .parse(after)?;
        let mut path = vec![first];
        path.extend(more);
        Ok((
            rest,
            Field {
                span: i.until(&rest),
                facet: facet.unwrap_or_default(),
                path,
            },
        ))
    }
}
