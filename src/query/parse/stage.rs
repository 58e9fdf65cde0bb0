//! What stands behind a `|`.

use super::condition::condition;
use super::input::{Expect, In, Res};
use super::value::parenthesised;
use super::words::{behind, count, field, keyword, period, symbol, word};
use crate::query::ast::{
    Aggregate, Column, Direction, FUNCTIONS, Function, Key, Stage, StageKind, Word, of_word,
};
use crate::query::token::Kind;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::multi::separated_list1;
use nom::sequence::{pair, preceded};

/// The words that begin a stage.
pub(crate) const STAGES: [&str; 16] = [
    "show", "where", "count", "sum", "average", "min", "max", "list", "sort", "first", "last",
    "top", "disputed", "timeline", "graph", "each",
];

pub(super) fn stage<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Stage> {
    move |i| {
        let Some(Kind::Word(word)) = i.kind() else {
            return i.miss(Expect::Stage);
        };
        let kind = match word.as_str() {
            "show" => behind("show", show(class)).parse(i),
            "where" => map(behind("where", condition(class)), StageKind::Where).parse(i),
            "sort" => behind("sort", sort(class)).parse(i),
            "first" => map(behind("first", count), StageKind::First).parse(i),
            "last" => map(behind("last", count), StageKind::Last).parse(i),
            "top" => map(
                behind("top", pair(count, preceded(keyword("by"), key(class)))),
                |(n, key)| StageKind::Top(n, key),
            )
            .parse(i),
            "disputed" => map(
                preceded(
                    keyword("disputed"),
                    opt(separated_list1(symbol(","), field(class))),
                ),
                |fields| StageKind::Disputed(fields.unwrap_or_default()),
            )
            .parse(i),
            "timeline" => value(StageKind::Timeline, keyword("timeline")).parse(i),
            "graph" => value(StageKind::Graph, keyword("graph")).parse(i),
            "each" => map(
                behind("each", pair(parenthesised, preceded(keyword("as"), name))),
                |(query, name)| StageKind::Each { query, name },
            )
            .parse(i),
            w if function_of(w).is_some() => aggregate_stage(class)(i),
            _ => i.miss(Expect::Stage),
        };
        i.spanned(kind, |span, kind| Stage { span, kind })
    }
}

fn name(i: In<'_>) -> Res<'_, Word> {
    word(Expect::NewName)(i)
}

fn show<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, StageKind> {
    move |i| {
        let column = map(
            pair(field(class), opt(behind("as", name))),
            |(field, name)| Column { field, name },
        );
        alt((
            value(StageKind::ShowAll, symbol("*")),
            map(separated_list1(symbol(","), column), StageKind::Show),
        ))
        .parse(i)
    }
}

fn function_of(word: &str) -> Option<Function> {
    of_word(&FUNCTIONS, word)
}

fn function(i: In<'_>) -> Res<'_, Function> {
    match i.kind() {
        Some(Kind::Word(w)) if function_of(w).is_some() => {
            Ok((i.skip(1), function_of(w).unwrap_or(Function::Count)))
        }
        _ => i.miss(Expect::Keyword("count")),
    }
}

fn aggregate<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Aggregate> {
    move |i| {
        let (after, function) = function(i)?;
        let (after, field) = match function {
            Function::Count => opt(field(class)).parse(after)?,
            _ => map(cut(field(class)), Some).parse(after)?,
        };
        let span = i.until(&after);
        let (rest, name) = opt(behind("as", name)).parse(after)?;
        Ok((
            rest,
            Aggregate {
                span,
                function,
                field,
                name,
            },
        ))
    }
}

fn aggregate_stage<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, StageKind> {
    move |i| {
        map(
            pair(
                separated_list1(symbol(","), aggregate(class)),
                opt(behind("by", separated_list1(symbol(","), key(class)))),
            ),
            |(aggregates, by)| StageKind::Aggregate {
                aggregates,
                by: by.unwrap_or_default(),
            },
        )
        .parse(i)
    }
}

/// A period, a field, or the words of an aggregate's column.
fn key<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Key> {
    move |i| {
        let span = i.here();
        // `sum killed` is a column's name; `count` alone is one too, and so `count desc` must not take `desc`.
        let aggregate = |i: In<'a>| match i.kind() {
            Some(Kind::Word(w)) if function_of(w).is_some() => {
                map(aggregate(class), Key::Aggregate).parse(i)
            }
            _ => Err(nom::Err::Error(super::input::Miss)),
        };
        alt((
            map(period, move |p| Key::Period(p, span)),
            aggregate,
            map(field(class), Key::Field),
        ))
        .parse(i)
    }
}

fn sort<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, StageKind> {
    move |i| {
        let direction = map(
            opt(alt((
                value(Direction::Ascending, keyword("asc")),
                value(Direction::Descending, keyword("desc")),
            ))),
            Option::unwrap_or_default,
        );
        map(
            preceded(
                opt(keyword("by")),
                separated_list1(symbol(","), pair(key(class), direction)),
            ),
            StageKind::Sort,
        )
        .parse(i)
    }
}
