//! What stands behind a preposition, and what a field is compared with.

use super::input::{Expect, In, Res};
use super::query::query;
use super::words::{date, duration, field, keyword, noun, param, symbol, text, word};
use crate::query::ast::{Item, ItemKind, Nested, Operand, OperandKind, Values};
use crate::query::token::Kind;
use crate::query::words::PROVINCE;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair, preceded};

/// Who asks: the class of the head noun and the preposition, for completion and messages.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    pub class: Option<String>,
    pub preposition: Option<String>,
}

impl Slot {
    pub fn of(class: Option<&str>, preposition: &str) -> Slot {
        Slot {
            class: class.map(str::to_string),
            preposition: Some(preposition.to_string()),
        }
    }
}

/// `a or b or (…)`.
pub(super) fn values<'a>(slot: Slot) -> impl FnMut(In<'a>) -> Res<'a, Values> {
    move |i| {
        // `or (` between sets and `or (` between values look alike; behind a preposition it is a value.
        let (rest, items) = separated_list1(keyword("or"), item(slot.clone())).parse(i)?;
        Ok((
            rest,
            Values {
                span: i.until(&rest),
                items,
            },
        ))
    }
}

fn item<'a>(slot: Slot) -> impl FnMut(In<'a>) -> Res<'a, Item> {
    move |i| {
        let expect = Expect::Value {
            class: slot.class.clone(),
            preposition: slot.preposition.clone(),
        };
        let (after, exactly) = match i.is_word(0, "exactly") {
            true => (i.skip(1), true),
            false => (i, false),
        };
        let (rest, kind) = match after.kind() {
            Some(Kind::Name(text, class)) => (
                after.skip(1),
                ItemKind::Name {
                    text: text.clone(),
                    class: class_word(class),
                    quoted: false,
                },
            ),
            Some(Kind::Text(text, class)) => (
                after.skip(1),
                ItemKind::Name {
                    text: text.clone(),
                    class: class_word(class),
                    quoted: true,
                },
            ),
            Some(Kind::Param(name)) => (after.skip(1), ItemKind::Param(name.clone())),
            Some(Kind::Symbol("(")) if !exactly => map(nested, ItemKind::Nested).parse(after)?,
            Some(Kind::Word(w)) if w == "the" && !exactly => {
                map(nested, ItemKind::Nested).parse(after)?
            }
            // `in province Vesna` is `in Vesna#province`.
            Some(Kind::Word(w)) if w == PROVINCE && bare(after.skip(1)).is_ok() => {
                let name = |(class, text)| ItemKind::Name {
                    text,
                    class: Some(class),
                    quoted: false,
                };
                map(pair(word(expect), bare), name).parse(after)?
            }
            Some(Kind::Word(w)) if w == "any" && !exactly => {
                map(preceded(keyword("any"), cut(noun)), any).parse(after)?
            }
            Some(Kind::Word(w)) if !super::is_keyword(w) => {
                let plain = map(noun, any);
                let name = map(word(expect.clone()), |w| ItemKind::Word(w.text));
                match exactly {
                    true => cut(name).parse(after)?,
                    false => alt((plain, name)).parse(after)?,
                }
            }
            _ => return after.miss(expect),
        };
        Ok((
            rest,
            Item {
                span: i.until(&rest),
                exactly,
                kind,
            },
        ))
    }
}

/// A name that says nothing of its class.
fn bare(i: In<'_>) -> Res<'_, String> {
    match i.kind() {
        Some(Kind::Name(text, None) | Kind::Text(text, None)) => Ok((i.skip(1), text.clone())),
        _ => i.miss(Expect::Value {
            class: None,
            preposition: None,
        }),
    }
}

fn any((class, word): (&crate::ontology::Class, crate::query::ast::Word)) -> ItemKind {
    ItemKind::Any {
        class: class.name.clone(),
        noun: word.text,
    }
}

fn class_word(class: &Option<(String, crate::span::Span)>) -> Option<crate::query::ast::Word> {
    class.as_ref().map(|(text, span)| crate::query::ast::Word {
        text: text.clone(),
        span: *span,
    })
}

/// `( query )` or `the attack`.
pub(super) fn nested(i: In<'_>) -> Res<'_, Nested> {
    alt((
        map(parenthesised, |q| Nested::Query(Box::new(q))),
        map(
            preceded(
                keyword("the"),
                cut(alt((map(noun, |(_, w)| w), word(Expect::Noun)))),
            ),
            Nested::The,
        ),
    ))
    .parse(i)
}

pub(super) fn parenthesised(i: In<'_>) -> Res<'_, crate::query::ast::Query> {
    delimited(symbol("("), cut(query_deeper), cut(symbol(")"))).parse(i)
}

fn query_deeper(i: In<'_>) -> Res<'_, crate::query::ast::Query> {
    i.deeper(query)
}

/// The right side of a comparison with `field` of `class`.
pub(super) fn operand<'a>(
    class: Option<&str>,
    of: Option<&str>,
) -> impl FnMut(In<'a>) -> Res<'a, Operand> {
    let class = class.map(str::to_string);
    let of = of.map(str::to_string);
    move |i| {
        let (rest, kind) = match i.kind() {
            Some(Kind::Number(n)) => match opt(duration).parse(i)? {
                (rest, Some(duration)) => (rest, OperandKind::Duration(duration)),
                (_, None) => (i.skip(1), OperandKind::Number(*n)),
            },
            Some(Kind::Date(_)) => map(date, OperandKind::Date).parse(i)?,
            Some(Kind::Text(text, class)) => (
                i.skip(1),
                match class {
                    None => OperandKind::Text(text.clone()),
                    Some(_) => OperandKind::Name {
                        text: text.clone(),
                        class: class_word(class),
                    },
                },
            ),
            Some(Kind::Param(_)) => map(param, |w| OperandKind::Param(w.text)).parse(i)?,
            Some(Kind::Name(text, class)) => (
                i.skip(1),
                OperandKind::Name {
                    text: text.clone(),
                    class: class_word(class),
                },
            ),
            Some(Kind::Word(_)) => map(field(class.as_deref()), OperandKind::Field).parse(i)?,
            _ => return i.miss(Expect::Operand(class.clone(), of.clone())),
        };
        Ok((
            rest,
            Operand {
                span: i.until(&rest),
                kind,
            },
        ))
    }
}

/// A string, for `mentioning`, `use` and `to`.
pub(super) fn quoted(i: In<'_>) -> Res<'_, crate::query::ast::Word> {
    text(i)
}
