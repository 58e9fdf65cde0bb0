//! `where`: conditions on fields.

use super::input::{In, Res};
use super::value::operand;
use super::words::{behind, comparison, field, keyword, symbol};
use crate::query::ast::{Condition, Field};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair};

/// `a and b or not (c)`.
pub(super) fn condition<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Condition> {
    move |i| {
        i.deeper(|i| {
            let conjunction = map(
                separated_list1(keyword("and"), primary(class)),
                |mut parts| match parts.len() {
                    1 => parts.remove(0),
                    _ => Condition::And(parts),
                },
            );
            map(
                separated_list1(keyword("or"), conjunction),
                |mut parts| match parts.len() {
                    1 => parts.remove(0),
                    _ => Condition::Or(parts),
                },
            )
            .parse(i)
        })
    }
}

fn primary<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Condition> {
    move |i| {
        if i.is_word(0, "not") {
            return i.deeper(|i| {
                map(behind("not", primary(class)), |c| {
                    Condition::Not(Box::new(c))
                })
                .parse(i)
            });
        }
        if i.is_symbol(0, "(") {
            return delimited(symbol("("), cut(condition(class)), cut(symbol(")"))).parse(i);
        }
        let (rest, field) = field(class)(i)?;
        cut(test(class, field)).parse(rest)
    }
}

/// What is said of `field`.
fn test<'a>(class: Option<&str>, of: Field) -> impl FnMut(In<'a>) -> Res<'a, Condition> {
    let word = of.path.first().map(|w| w.text.clone());
    move |i| {
        let value = || operand(class, word.as_deref());
        alt((
            map(pair(comparison, cut(value())), |(comparison, operand)| {
                Condition::Compare(of.clone(), comparison, operand)
            }),
            map(
                behind(
                    "in",
                    delimited(
                        symbol("("),
                        separated_list1(symbol(","), value()),
                        symbol(")"),
                    ),
                ),
                |operands| Condition::In(of.clone(), operands),
            ),
            behind("is", |i| {
                let (i, not) = opt(keyword("not")).parse(i)?;
                let not = not.is_some();
                let field = || of.clone();
                let known = |_| Condition::Known {
                    field: field(),
                    not,
                };
                let disputed = |_| Condition::Disputed {
                    field: field(),
                    not,
                };
                alt((
                    map(keyword("known"), known),
                    map(keyword("disputed"), disputed),
                ))
                .parse(i)
            }),
        ))
        .parse(i)
    }
}
