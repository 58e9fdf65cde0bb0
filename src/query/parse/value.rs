//! What stands behind a preposition, and what a field is compared with.

use super::input::{Expect, In, Res};
use super::query::query;
use super::words::{behind, date, duration, field, keyword, noun, param, symbol, word};
use crate::ontology::Class;
use crate::query::ast::{Item, ItemKind, Nested, Operand, OperandKind, Query, Values, Word};
use crate::query::token::Kind;
use crate::query::words::PROVINCE;
use crate::span::Span;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair};

/// Who asks: the class of the head noun and the preposition, for completion and messages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slot<'s> {
    class: Option<&'s str>,
    preposition: Option<&'s str>,
}

impl<'s> Slot<'s> {
    pub fn of(class: Option<&'s str>, preposition: &'s str) -> Slot<'s> {
        Slot {
            class,
            preposition: Some(preposition),
        }
    }

    fn expect(self) -> Expect {
        Expect::Value {
            class: self.class.map(str::to_string),
            preposition: self.preposition.map(str::to_string),
        }
    }
}

/// `a or b or (…)`.
pub(super) fn values<'a>(slot: Slot<'_>) -> impl FnMut(In<'a>) -> Res<'a, Values> {
    move |i| {
        // `or (` between sets and `or (` between values look alike; behind a preposition it is a value.
        let items = separated_list1(keyword("or"), item(slot)).parse(i);
        i.spanned(items, |span, items| Values { span, items })
    }
}

fn item<'a>(slot: Slot<'_>) -> impl FnMut(In<'a>) -> Res<'a, Item> {
    move |i| {
        let exactly = i.is_word(0, "exactly");
        let after = if exactly { i.skip(1) } else { i };
        let name = |text: &String, class: Option<Word>, quoted| ItemKind::Name {
            text: text.clone(),
            class,
            quoted,
        };
        let kind = match after.kind() {
            Some(Kind::Name(text, class)) => {
                Ok((after.skip(1), name(text, class_word(class), false)))
            }
            Some(Kind::Text(text, class)) => {
                Ok((after.skip(1), name(text, class_word(class), true)))
            }
            Some(Kind::Param(name)) => Ok((after.skip(1), ItemKind::Param(name.clone()))),
            Some(Kind::Symbol("(")) if !exactly => map(nested, ItemKind::Nested).parse(after),
            Some(Kind::Word(w)) if w == "the" && !exactly => {
                map(nested, ItemKind::Nested).parse(after)
            }
            // `in province Vesna` is `in Vesna#province`.
            Some(Kind::Word(w)) if w == PROVINCE && bare(after.skip(1)).is_ok() => {
                let province = |(class, text)| name(&text, Some(class), false);
                map(pair(word(slot.expect()), bare), province).parse(after)
            }
            Some(Kind::Word(w)) if w == "any" && !exactly => {
                map(behind("any", noun), any).parse(after)
            }
            Some(Kind::Word(w)) if !super::is_keyword(w) => {
                let plain = map(noun, any);
                let name = map(word(slot.expect()), |w| ItemKind::Word(w.text));
                match exactly {
                    true => cut(name).parse(after),
                    false => alt((plain, name)).parse(after),
                }
            }
            _ => after.miss(slot.expect()),
        };
        i.spanned(kind, |span, kind| Item {
            span,
            exactly,
            kind,
        })
    }
}

/// A name that says nothing of its class.
fn bare(i: In<'_>) -> Res<'_, String> {
    match i.kind() {
        Some(Kind::Name(text, None) | Kind::Text(text, None)) => Ok((i.skip(1), text.clone())),
        _ => i.miss(Slot::default().expect()),
    }
}

fn any((class, word): (&Class, Word)) -> ItemKind {
    ItemKind::Any {
        class: class.name.clone(),
        noun: word.text,
    }
}

fn class_word(class: &Option<(String, Span)>) -> Option<Word> {
    class.as_ref().map(|(text, span)| Word::new(text, *span))
}

/// `( query )` or `the attack`.
pub(super) fn nested(i: In<'_>) -> Res<'_, Nested> {
    alt((
        map(parenthesised, |q| Nested::Query(Box::new(q))),
        map(
            behind("the", alt((map(noun, |(_, w)| w), word(Expect::Noun)))),
            Nested::The,
        ),
    ))
    .parse(i)
}

pub(super) fn parenthesised(i: In<'_>) -> Res<'_, Query> {
    delimited(symbol("("), cut(query_deeper), cut(symbol(")"))).parse(i)
}

fn query_deeper(i: In<'_>) -> Res<'_, Query> {
    i.deeper(query)
}

/// The right side of a comparison with `field` of `class`.
pub(super) fn operand<'a>(
    class: Option<&str>,
    of: Option<&str>,
) -> impl FnMut(In<'a>) -> Res<'a, Operand> {
    move |i| {
        let name = |text: &String, class| OperandKind::Name {
            text: text.clone(),
            class: class_word(class),
        };
        let kind = match i.kind() {
            Some(Kind::Number(n)) => match opt(duration).parse(i)? {
                (rest, Some(duration)) => Ok((rest, OperandKind::Duration(duration))),
                (_, None) => Ok((i.skip(1), OperandKind::Number(*n))),
            },
            Some(Kind::Date(_)) => map(date, OperandKind::Date).parse(i),
            Some(Kind::Text(text, None)) => Ok((i.skip(1), OperandKind::Text(text.clone()))),
            Some(Kind::Text(text, class) | Kind::Name(text, class)) => {
                Ok((i.skip(1), name(text, class)))
            }
            Some(Kind::Param(_)) => map(param, |w| OperandKind::Param(w.text)).parse(i),
            Some(Kind::Word(_)) => map(field(class), OperandKind::Field).parse(i),
            _ => {
                let [class, of] = [class, of].map(|word| word.map(str::to_string));
                i.miss(Expect::Operand(class, of))
            }
        };
        i.spanned(kind, |span, kind| Operand { span, kind })
    }
}
