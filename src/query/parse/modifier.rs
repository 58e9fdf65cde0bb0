//! What narrows a noun down: prepositions, times, sources, `where`.

use super::condition::condition;
use super::input::{Expect, In, Res};
use super::value::{Slot, nested, quoted, values};
use super::words::{count, date, distance, duration, field, keyword, moment, period};
use crate::query::ast::{
    Duration, Modifier, ModifierKind, Period, Relation, Time, TimeKind, Values, Word,
};
use crate::query::token::Kind;
use crate::query::words::{EVENT, WITHIN};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::multi::many0;
use nom::sequence::{pair, preceded, separated_pair, terminated};

/// Modifiers of a head of `class`, as many as there are.
pub(super) fn modifiers<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Vec<Modifier>> {
    let class = class.map(str::to_string);
    move |i| many0(modifier(class.as_deref())).parse(i)
}

fn modifier<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Modifier> {
    let class = class.map(str::to_string);
    move |i| {
        let not = i.is_word(0, "not");
        let after = if not { i.skip(1) } else { i };
        let (rest, kind) = match kind(class.as_deref())(after) {
            // A `not` that negates nothing is an error, not the end of the phrase.
            Err(nom::Err::Error(miss)) if not => return Err(nom::Err::Failure(miss)),
            other => other?,
        };
        Ok((
            rest,
            Modifier {
                span: i.until(&rest),
                not,
                kind,
            },
        ))
    }
}

fn kind<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let class = class.map(str::to_string);
    move |i| {
        let class = class.as_deref();
        let Some(Kind::Word(word)) = i.kind() else {
            return i.miss(Expect::Modifier(class.map(str::to_string)));
        };
        match word.as_str() {
            "reported" => {
                let (by, at) = (ModifierKind::ReportedBy, ModifierKind::Reported);
                preceded(keyword("reported"), cut(reported(class, by, at))).parse(i)
            }
            // With a number it is a stage whose `|` is missing.
            "first" if !matches!(i.peek(1).map(|t| &t.kind), Some(Kind::Number(_))) => {
                let (by, at) = (ModifierKind::FirstReportedBy, ModifierKind::FirstReported);
                let behind = preceded(keyword("reported"), cut(reported(class, by, at)));
                preceded(keyword("first"), cut(behind)).parse(i)
            }
            "co-occurring" => map(
                preceded(
                    keyword("co-occurring"),
                    cut(preceded(
                        keyword("with"),
                        values(Slot::of(Some(EVENT), "with")),
                    )),
                ),
                ModifierKind::CoOccurring,
            )
            .parse(i),
            "with" if matches!(i.peek(1).map(|t| &t.kind), Some(Kind::Number(_))) => map(
                preceded(
                    keyword("with"),
                    cut(separated_pair(
                        count,
                        (keyword("or"), keyword("more")),
                        field(class),
                    )),
                ),
                |(least, field)| ModifierKind::AtLeast(least, field),
            )
            .parse(i),
            "mentioning" => map(
                preceded(keyword("mentioning"), cut(quoted)),
                ModifierKind::Mentioning,
            )
            .parse(i),
            "where" => map(
                preceded(keyword("where"), cut(condition(class))),
                ModifierKind::Where,
            )
            .parse(i),
            "without" => map(
                preceded(keyword("without"), cut(field(class))),
                ModifierKind::Without,
            )
            .parse(i),
            "with" if matches!(i.peek(1).map(|t| &t.kind), Some(Kind::Word(w)) if !matches!(w.as_str(), "any" | "the" | "exactly")) => {
                map(
                    preceded(keyword("with"), cut(field(class))),
                    ModifierKind::With,
                )
                .parse(i)
            }
            "between" if !is_date(&i.skip(1)) => between(class)(i),
            "within" => within(class)(i),
            _ if is_time(&i) => map(time, ModifierKind::Time).parse(i),
            _ => preposition(class)(i),
        }
    }
}

/// By whom, or when.
fn reported<'a>(
    class: Option<&str>,
    by: fn(Values) -> ModifierKind,
    at: fn(Time) -> ModifierKind,
) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let class = class.map(str::to_string);
    move |i| {
        let slot = Slot::of(class.as_deref(), "reported by");
        alt((
            map(preceded(keyword("by"), cut(values(slot))), by),
            map(time, at),
        ))
        .parse(i)
    }
}

fn between<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let slot = Slot::of(class, "between");
    move |i| {
        map(
            preceded(
                keyword("between"),
                cut(separated_pair(
                    values(slot.clone()),
                    keyword("and"),
                    values(slot.clone()),
                )),
            ),
            |(a, b)| ModifierKind::Between(a, b),
        )
        .parse(i)
    }
}

fn within<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let slot = Slot::of(class, WITHIN);
    move |i| {
        preceded(
            keyword(WITHIN),
            cut(alt((
                map(
                    pair(terminated(duration, keyword("of")), nested),
                    |(duration, nested)| ModifierKind::Near(duration, nested),
                ),
                map(
                    pair(
                        terminated(distance, keyword("of")),
                        cut(values(slot.clone())),
                    ),
                    |(distance, values)| ModifierKind::Around(distance, values),
                ),
                map(
                    terminated(count, alt((keyword("steps"), keyword("step")))),
                    ModifierKind::Steps,
                ),
            ))),
        )
        .parse(i)
    }
}

fn is_date(i: &In<'_>) -> bool {
    date(*i).is_ok()
}

/// Whether a time begins here; `in`, `on`, `before` and `after` depend on what follows.
fn is_time(i: &In<'_>) -> bool {
    let Some(Kind::Word(word)) = i.kind() else {
        return false;
    };
    match word.as_str() {
        "since" | "until" | "after" | "before" | "last" | "during" => true,
        "in" | "on" | "between" => is_date(&i.skip(1)),
        _ => false,
    }
}

pub(super) fn time(i: In<'_>) -> Res<'_, Time> {
    let relative =
        |relation: Relation| map(nested, move |nested| TimeKind::Relative(relation, nested));
    let (rest, kind) = alt((
        map(preceded(keyword("since"), cut(moment)), TimeKind::Since),
        map(preceded(keyword("until"), cut(moment)), TimeKind::Until),
        preceded(
            keyword("after"),
            cut(alt((
                map(moment, TimeKind::After),
                relative(Relation::After),
            ))),
        ),
        preceded(
            keyword("before"),
            cut(alt((
                map(moment, TimeKind::Before),
                relative(Relation::Before),
            ))),
        ),
        preceded(keyword("during"), cut(relative(Relation::During))),
        map(
            // `last week` is `last 1 week`.
            preceded(keyword("last"), cut(alt((duration, map(period, one))))),
            TimeKind::Last,
        ),
        map(
            preceded(alt((keyword("in"), keyword("on"))), cut(moment)),
            TimeKind::In,
        ),
        map(
            preceded(
                keyword("between"),
                cut(separated_pair(moment, keyword("and"), moment)),
            ),
            |(a, b)| TimeKind::Between(a, b),
        ),
    ))
    .parse(i)?;
    Ok((
        rest,
        Time {
            span: i.until(&rest),
            kind,
        },
    ))
}

fn one(unit: Period) -> Duration {
    Duration { number: 1, unit }
}

fn preposition<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let class = class.map(str::to_string);
    move |i| {
        let known = |word: &str| {
            i.context
                .ontology
                .roles
                .values()
                .any(|role| role.prepositions.iter().any(|p| p == word))
        };
        match i.token().map(|t| (&t.kind, t.span)) {
            Some((Kind::Word(text), span)) if known(text) => {
                let slot = Slot::of(class.as_deref(), text);
                let (rest, values) = cut(values(slot)).parse(i.skip(1))?;
                let word = Word {
                    text: text.clone(),
                    span,
                };
                Ok((rest, ModifierKind::Preposition { word, values }))
            }
            _ => i.miss(Expect::Modifier(class.clone())),
        }
    }
}

/// `via a or b`, for paths.
pub(super) fn via(i: In<'_>) -> Res<'_, Option<Values>> {
    opt(preceded(keyword("via"), cut(values(Slot::of(None, "via"))))).parse(i)
}
