//! `let`, `param`, `assert`, `export`, `use`, and questions.

use super::input::{Expect, In, Res};
use super::query::query;
use super::value::operand;
use super::words::{behind, comparison, field, keyword, noun, number, param, quoted, symbol, word};
use crate::diagnostic::Code;
use crate::query::ast::{Check, Statement, StatementKind};
use crate::query::token::Kind;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded};

pub(super) fn statement(i: In<'_>) -> Res<'_, Statement> {
    let kind = match i.kind() {
        Some(Kind::Word(w)) => match w.as_str() {
            "let" => definition(i),
            "param" => parameter(i),
            "assert" => assertion(i),
            "export" => export(i),
            "use" => map(behind("use", quoted), |file| StatementKind::Use { file }).parse(i),
            _ => map(query, StatementKind::Query).parse(i),
        },
        _ => map(query, StatementKind::Query).parse(i),
    };
    i.spanned(kind, |span, kind| Statement { span, kind })
}

fn definition(i: In<'_>) -> Res<'_, StatementKind> {
    let (i, _) = keyword("let").parse(i)?;
    let (after, name) = cut(word(Expect::NewName)).parse(i)?;
    if let Some(class) = i.context.ontology.class_of_noun(&name.text) {
        let message = format!(
            "`{}` is a noun already ({}); a `let` needs a name of its own",
            name.text, class.label
        );
        return i.stop(
            Code::Syntax
                .at(name.span, message)
                .hint("choose another name"),
        );
    }
    if super::is_keyword(&name.text) {
        let message = format!(
            "`{}` is a word of the language; choose another name",
            name.text
        );
        return i.stop(Code::Syntax.at(name.span, message));
    }
    let (rest, query) = cut(preceded(symbol("="), query)).parse(after)?;
    Ok((rest, StatementKind::Let { name, query }))
}

fn parameter(i: In<'_>) -> Res<'_, StatementKind> {
    let kind = alt((map(noun, |(_, word)| word), word(Expect::Noun)));
    map(
        behind(
            "param",
            (
                param,
                preceded(symbol(":"), kind),
                opt(preceded(symbol("="), cut(operand(None, None)))),
            ),
        ),
        |(name, kind, default)| StatementKind::Param {
            name,
            kind,
            default,
        },
    )
    .parse(i)
}

fn assertion(i: In<'_>) -> Res<'_, StatementKind> {
    map(behind("assert", (query, check)), |(query, check)| {
        StatementKind::Assert { query, check }
    })
    .parse(i)
}

fn check(i: In<'_>) -> Res<'_, Check> {
    let row = || {
        separated_list1(
            symbol(","),
            (field(None), cut(comparison), cut(operand(None, None))),
        )
    };
    alt((
        map(
            behind("is", (opt(keyword("not")), keyword("empty"))),
            |(not, _)| Check::Empty { not: not.is_some() },
        ),
        map(
            preceded(
                (keyword("has"), cut(keyword("row"))),
                cut(delimited(symbol("("), row(), symbol(")"))),
            ),
            Check::HasRow,
        ),
        map((comparison, cut(number)), |(c, n)| Check::Compare(c, n)),
    ))
    .parse(i)
}

fn export(i: In<'_>) -> Res<'_, StatementKind> {
    map(
        behind(
            "export",
            (
                alt((value(None, keyword("graph")), map(query, Some))),
                preceded(keyword("as"), word(Expect::Keyword("csv"))),
                opt(behind("to", quoted)),
            ),
        ),
        |(query, format, to)| StatementKind::Export { query, format, to },
    )
    .parse(i)
}
