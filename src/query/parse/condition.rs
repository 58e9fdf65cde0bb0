//! `where`: conditions on fields.

use super::input::{In, Res};
use super::value::operand;
use super::words::{comparison, field, keyword, symbol};
use crate::query::ast::{Condition, Field};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair, preceded};

/// `a and b or not (c)`.
pub(super) fn condition<'a>(class: Option<&str>) -> impl FnMut(In<'a>) -> Res<'a, Condition> {
    let class = class.map(str::to_string);
    move |i| {
        i.deeper(|i| {
            let conjunction = map(
                separated_list1(keyword("and"), primary(class.as_deref())),
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
    let class = class.map(str::to_string);
    move |i| {
        let class = class.as_deref();
        if i.is_word(0, "not") {
            return i.deeper(|i| {
                map(preceded(keyword("not"), cut(primary(class))), |c| {
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
    let class = class.map(str::to_string);
    let word = of.path.first().map(|w| w.text.clone());
    move |i| {
        let value = || operand(class.as_deref(), word.as_deref());
        alt((
            map(pair(comparison, cut(value())), |(comparison, operand)| {
                Condition::Compare(of.clone(), comparison, operand)
            }),
            map(
                preceded(
                    keyword("in"),
                    cut(delimited(
                        symbol("("),
                        separated_list1(symbol(","), value()),
                        symbol(")"),
                    )),
                ),
                |operands| Condition::In(of.clone(), operands),
            ),
            preceded(
                keyword("is"),
                cut(|i| {
                    let (i, not) = opt(keyword("not")).parse(i)?;
                    let not = not.is_some();
                    let field = of.clone();
                    alt((
                        map(keyword("known"), {
                            let field = field.clone();
                            move |_| Condition::Known {
                                field: field.clone(),
                                not,
                            }
                        }),
                        map(keyword("disputed"), move |_| Condition::Disputed {
                            field: field.clone(),
                            not,
                        }),
                    ))
                    .parse(i)
                }),
            ),
        ))
        .parse(i)
    }
}
