//! Parsers of single words: keywords, nouns, fields, names, numbers, dates.

use super::input::{Expect, In, Miss, Res};
use crate::ontology::Class;
use crate::query::ast::{
    COMPARISONS, Comparison, Distance, Duration, FACETS, Facet, Field, LENGTH_UNITS, Moment,
    PERIODS, Period, Word, of_word,
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

pub(super) fn keyword<'a>(word: &'static str) -> impl Parser<In<'a>, Output = (), Error = Miss> {
    move |i: In<'a>| match i.is_word(0, word) {
        true => Ok((i.skip(1), ())),
        false => i.miss(Expect::Keyword(word)),
    }
}

pub(super) fn symbol<'a>(sign: &'static str) -> impl Parser<In<'a>, Output = (), Error = Miss> {
    move |i: In<'a>| match i.is_symbol(0, sign) {
        true => Ok((i.skip(1), ())),
        false => i.miss(Expect::Keyword(sign)),
    }
}

/// What must stand behind a word of the language.
pub(super) fn behind<'a, T>(
    word: &'static str,
    what: impl Parser<In<'a>, Output = T, Error = Miss>,
) -> impl Parser<In<'a>, Output = T, Error = Miss> {
    preceded(keyword(word), cut(what))
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
            return Ok((rest, (class, Word::new(words.join(" "), i.until(&rest)))));
        }
    }
    i.miss(Expect::Noun)
}

/// Any word at all that begins small.
pub(super) fn word<'a>(expect: Expect) -> impl FnMut(In<'a>) -> Res<'a, Word> {
    move |i| match i.kind() {
        Some(Kind::Word(text)) => Ok((i.skip(1), Word::new(text, i.here()))),
        _ => i.miss(expect.clone()),
    }
}

/// A string, for `mentioning`, `use` and `to`.
pub(super) fn quoted(i: In<'_>) -> Res<'_, Word> {
    match i.kind() {
        Some(Kind::Text(text, None)) => Ok((i.skip(1), Word::new(text, i.here()))),
        _ => i.miss(Expect::Text),
    }
}

pub(super) fn param(i: In<'_>) -> Res<'_, Word> {
    match i.kind() {
        Some(Kind::Param(text)) => Ok((i.skip(1), Word::new(text, i.here()))),
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
    let of = |(number, unit)| Duration {
        number: number as u32,
        unit,
    };
    map(pair(count, period), of).parse(i)
}

pub(super) fn period(i: In<'_>) -> Res<'_, Period> {
    let unit = match i.kind() {
        Some(Kind::Word(w)) => of_word(&PERIODS, w.strip_suffix('s').unwrap_or(w)),
        _ => None,
    };
    unit.map_or_else(|| i.miss(Expect::Unit), |unit| Ok((i.skip(1), unit)))
}

pub(super) fn distance(i: In<'_>) -> Res<'_, Distance> {
    let (rest, number) = count(i)?;
    let unit = match rest.kind() {
        Some(Kind::Word(word)) => LENGTH_UNITS
            .iter()
            .find(|(_, words)| words.contains(&word.as_str())),
        _ => None,
    };
    let Some(&(unit, _)) = unit else {
        return rest.miss(Expect::Length);
    };
    let number = number as u32;
    Ok((rest.skip(1), Distance { number, unit }))
}

pub(super) fn comparison(i: In<'_>) -> Res<'_, Comparison> {
    let comparison = match i.kind() {
        Some(Kind::Symbol(sign)) => of_word(&COMPARISONS, sign),
        Some(Kind::Word(word)) => of_word(&COMPARISONS, word),
        _ => None,
    };
    comparison.map_or_else(|| i.miss(Expect::Comparison), |c| Ok((i.skip(1), c)))
}

fn facet(i: In<'_>) -> Res<'_, Facet> {
    let facet = match i.kind() {
        Some(Kind::Word(w)) if i.is_word(1, "of") => of_word(&FACETS, w),
        _ => None,
    };
    facet.map_or(Err(nom::Err::Error(Miss)), |facet| Ok((i.skip(2), facet)))
}

/// One step of a field: the longest words of the ontology, else any one word.
fn step<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Word> {
    move |i| {
        let Some(Kind::Word(first)) = i.kind() else {
            return i.miss(Expect::Field(class.map(str::to_string)));
        };
        for spaced in &i.context.spaced_fields {
            let count = spaced.split(' ').count();
            if spaced.split(' ').enumerate().all(|(n, w)| i.is_word(n, w)) {
                let rest = i.skip(count);
                return Ok((rest, Word::new(spaced, i.until(&rest))));
            }
        }
        if RESERVED.contains(&first.as_str()) {
            return i.miss(Expect::Field(class.map(str::to_string)));
        }
        word(Expect::Field(class.map(str::to_string)))(i)
    }
}

/// `range of perpetrator.country`.
pub(super) fn field<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Field> {
    move |i| {
        let (after, facet) = opt(facet).parse(i)?;
        let more = many0(preceded(symbol("."), cut(step(None))));
        let words = pair(step(class), more).parse(after);
        i.spanned(words, |span, (first, mut path)| {
            path.insert(0, first);
            let facet = facet.unwrap_or_default();
            Field { span, facet, path }
        })
    }
}
