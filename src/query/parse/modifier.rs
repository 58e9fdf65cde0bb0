//! What narrows a noun down: prepositions, times, sources, `where`.

use super::condition::condition;
use super::input::{Expect, In, Res};
use super::value::{Slot, nested, values};
use super::words::{
    behind, count, date, distance, duration, field, keyword, moment, period, quoted,
};
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
    move |i| many0(modifier(class)).parse(i)
}

fn modifier<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Modifier> {
    move |i| {
        let not = i.is_word(0, "not");
        let after = if not { i.skip(1) } else { i };
        let kind = match kind(class)(after) {
            // A `not` that negates nothing is an error, not the end of the phrase.
            Err(nom::Err::Error(miss)) if not => Err(nom::Err::Failure(miss)),
            other => other,
        };
        i.spanned(kind, |span, kind| Modifier { span, not, kind })
    }
}

fn kind<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    move |i| {
        let Some(Kind::Word(word)) = i.kind() else {
            return i.miss(Expect::Modifier(class.map(str::to_string)));
        };
        match word.as_str() {
            "reported" => {
                let (by, at) = (ModifierKind::ReportedBy, ModifierKind::Reported);
                behind("reported", reported(class, by, at)).parse(i)
            }
            // With a number it is a stage whose `|` is missing.
            "first" if !matches!(i.peek(1).map(|t| &t.kind), Some(Kind::Number(_))) => {
                let (by, at) = (ModifierKind::FirstReportedBy, ModifierKind::FirstReported);
                let reported = behind("reported", reported(class, by, at));
                behind("first", reported).parse(i)
            }
            "co-occurring" => map(
                behind(
                    "co-occurring",
                    preceded(keyword("with"), values(Slot::of(Some(EVENT), "with"))),
                ),
                ModifierKind::CoOccurring,
            )
            .parse(i),
            "with" if matches!(i.peek(1).map(|t| &t.kind), Some(Kind::Number(_))) => map(
                behind(
                    "with",
                    separated_pair(count, (keyword("or"), keyword("more")), field(class)),
                ),
                |(least, field)| ModifierKind::AtLeast(least, field),
            )
            .parse(i),
            "mentioning" => map(behind("mentioning", quoted), ModifierKind::Mentioning).parse(i),
            "where" => map(behind("where", condition(class)), ModifierKind::Where).parse(i),
            "without" => map(behind("without", field(class)), ModifierKind::Without).parse(i),
            "with" if matches!(i.peek(1).map(|t| &t.kind), Some(Kind::Word(w)) if !matches!(w.as_str(), "any" | "the" | "exactly")) => {
                map(behind("with", field(class)), ModifierKind::With).parse(i)
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
    move |i| {
        let slot = Slot::of(class, "reported by");
        alt((map(behind("by", values(slot)), by), map(time, at))).parse(i)
    }
}

fn between<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let slot = Slot::of(class, "between");
    move |i| {
        map(
            behind(
                "between",
                separated_pair(values(slot), keyword("and"), values(slot)),
            ),
            |(a, b)| ModifierKind::Between(a, b),
        )
        .parse(i)
    }
}

fn within<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
    let slot = Slot::of(class, WITHIN);
    move |i| {
        behind(
            WITHIN,
            alt((
                map(
                    pair(terminated(duration, keyword("of")), nested),
                    |(duration, nested)| ModifierKind::Near(duration, nested),
                ),
                map(
                    pair(terminated(distance, keyword("of")), cut(values(slot))),
                    |(distance, values)| ModifierKind::Around(distance, values),
                ),
                map(
                    terminated(count, alt((keyword("steps"), keyword("step")))),
                    ModifierKind::Steps,
                ),
            )),
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
    let kind = alt((
        map(behind("since", moment), TimeKind::Since),
        map(behind("until", moment), TimeKind::Until),
        behind(
            "after",
            alt((map(moment, TimeKind::After), relative(Relation::After))),
        ),
        behind(
            "before",
            alt((map(moment, TimeKind::Before), relative(Relation::Before))),
        ),
        behind("during", relative(Relation::During)),
        map(
            // `last week` is `last 1 week`.
            behind("last", alt((duration, map(period, one)))),
            TimeKind::Last,
        ),
        map(
            preceded(alt((keyword("in"), keyword("on"))), cut(moment)),
            TimeKind::In,
        ),
        map(
            behind("between", separated_pair(moment, keyword("and"), moment)),
            |(a, b)| TimeKind::Between(a, b),
        ),
    ))
    .parse(i);
    i.spanned(kind, |span, kind| Time { span, kind })
}

fn one(unit: Period) -> Duration {
    Duration { number: 1, unit }
}

fn preposition<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, ModifierKind> {
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
                let slot = Slot::of(class, text);
                let (rest, values) = cut(values(slot)).parse(i.skip(1))?;
                let word = Word::new(text, span);
                Ok((rest, ModifierKind::Preposition { word, values }))
            }
            _ => i.miss(Expect::Modifier(class.map(str::to_string))),
        }
    }
}

/// `via a or b`, for paths.
pub(super) fn via(i: In<'_>) -> Res<'_, Option<Values>> {
    opt(behind("via", values(Slot::of(None, "via")))).parse(i)
}
