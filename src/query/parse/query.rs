//! A question: a set, and stages behind it.

use super::input::{Expect, In, Res};
use super::modifier::{modifiers, via};
use super::stage::stage;
use super::value::{Slot, parenthesised, values};
use super::words::{behind, count, keyword, noun, symbol, word};
use crate::query::ast::{PathPhrase, Phrase, Query, Set, SetOperator, Word};
use crate::query::token::Kind;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::multi::many0;
use nom::sequence::{pair, preceded, terminated};

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
    let sets = pair(set, many0(pair(operator, cut(parenthesised)))).parse(i);
    i.spanned(sets, |span, (first, rest)| Query {
        rest,
        ..Query::new(first, span)
    })
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
        let text = Word::new(text, token.span);
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
fn defined(i: In<'_>) -> Res<'_, Word> {
    match i.kind() {
        Some(Kind::Word(w)) if !super::is_keyword(w) => word(Expect::Set)(i),
        _ => i.miss(Expect::Set),
    }
}

fn path_phrase(i: In<'_>) -> Res<'_, PathPhrase> {
    let end = |word| cut(behind(word, values(Slot::of(None, word))));
    let path = cut(alt((keyword("path"), keyword("paths"))));
    let parts = (
        terminated(opt(keyword("shortest")), path),
        end("from"),
        end("to"),
        via,
        modifiers(None),
    )
        .parse(i);
    i.spanned(parts, |span, (shortest, from, to, via, modifiers)| {
        PathPhrase {
            span,
            shortest: shortest.is_some(),
            from,
            to,
            via,
            modifiers,
        }
    })
}
