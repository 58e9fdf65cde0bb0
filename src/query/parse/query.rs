//! A question: a set, and stages behind it.

use super::input::{Expect, In, Res};
use super::modifier::{modifiers, via};
use super::stage::stage;
use super::value::{Slot, parenthesised, values};
use super::words::{count, keyword, noun, symbol, word};
use crate::query::ast::{PathPhrase, Phrase, Query, Set, SetOperator, Word};
use crate::query::token::Kind;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::multi::many0;
use nom::sequence::{pair, preceded};

/// A source and its stages.
pub(super) fn query(i: In<'_>) -> Res<'_, Query> {
    let (rest, mut query) = source(i)?;
    let class = head_class(&query.first).map(str::to_string);
    let (rest, stages) = many0(preceded(symbol("|"), cut(stage(class.as_deref())))).parse(rest)?;
    query.stages = stages;
    query.span = i.until(&rest);
    Ok((rest, query))
}

/// A set with the sets joined to it, as a query without stages.
pub(super) fn source(i: In<'_>) -> Res<'_, Query> {
    let operator = alt((
        value(SetOperator::And, keyword("and")),
        value(SetOperator::Or, keyword("or")),
        value(SetOperator::Except, keyword("except")),
    ));
    let (rest, (first, more)) = pair(set, many0(pair(operator, cut(parenthesised)))).parse(i)?;
    Ok((
        rest,
        Query {
            span: i.until(&rest),
            first,
            rest: more,
            stages: Vec::new(),
        },
    ))
}

/// Local name of the class a query is about, as far as the text alone says.
pub(super) fn head_class(set: &Set) -> Option<&str> {
    match set {
        Set::Phrase(phrase) => phrase.class.as_deref(),
        Set::Nested(query) => head_class(&query.first),
        Set::Path(_) | Set::Sparql(_) => None,
    }
}

fn set(i: In<'_>) -> Res<'_, Set> {
    if let Some(token) = i.token()
        && let Kind::Sparql(text) = &token.kind
    {
        let text = Word {
            text: text.clone(),
            span: token.span,
        };
        return Ok((i.skip(1), Set::Sparql(text)));
    }
    if i.is_symbol(0, "(") {
        return map(parenthesised, |q| Set::Nested(Box::new(q))).parse(i);
    }
    let path = |i: &In<'_>, ahead| {
        (i.is_word(ahead, "path") || i.is_word(ahead, "paths")) && i.is_word(ahead + 1, "from")
    };
    if i.is_word(0, "shortest") || path(&i, 0) {
        return map(path_phrase, Set::Path).parse(i);
    }
    map(phrase, Set::Phrase).parse(i)
}

fn phrase(i: In<'_>) -> Res<'_, Phrase> {
    let (after, number) = opt(count).parse(i)?;
    let (after, (head, class)) = match after.kind() {
        Some(Kind::Word(_) | Kind::Name(_, None)) => {
            let plain = map(noun, |(class, word)| (word, Some(class.name.clone())));
            alt((plain, map(defined, |word| (word, None)))).parse(after)?
        }
        _ => return after.miss(Expect::Set),
    };
    let (rest, modifiers) = modifiers(class.as_deref())(after)?;
    Ok((
        rest,
        Phrase {
            number,
            head,
            class,
            modifiers,
        },
    ))
}

/// A name given with `let`; whether it was given is seen when the question runs.
fn defined(i: In<'_>) -> Res<'_, crate::query::ast::Word> {
    match i.kind() {
        Some(Kind::Word(w)) if !super::is_keyword(w) => word(Expect::Set)(i),
        _ => i.miss(Expect::Set),
    }
}

fn path_phrase(i: In<'_>) -> Res<'_, PathPhrase> {
    let (after, shortest) = opt(keyword("shortest")).parse(i)?;
    let (after, _) = cut(alt((keyword("path"), keyword("paths")))).parse(after)?;
    let (after, _) = cut(keyword("from")).parse(after)?;
    let (after, from) = cut(values(Slot::of(None, "from"))).parse(after)?;
    let (after, _) = cut(keyword("to")).parse(after)?;
    let (after, to) = cut(values(Slot::of(None, "to"))).parse(after)?;
    let (after, via) = via(after)?;
    let (rest, modifiers) = modifiers(None)(after)?;
    Ok((
        rest,
        PathPhrase {
            span: i.until(&rest),
            shortest: shortest.is_some(),
            from,
            to,
            via,
            modifiers,
        },
    ))
}
