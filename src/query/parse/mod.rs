//! Tokens → [`ast`](super::ast), with nom. The parser knows the ontology's words and never looks at the store.

mod condition;
mod english;
mod hints;
pub(crate) mod input;
mod modifier;
pub(super) mod offered;
mod query;
pub(crate) mod report;
pub(crate) mod stage;
mod statement;
mod value;
mod words;

use super::ast::{Query, Script, StatementKind, Word};
use super::lexer::lex;
use super::token::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::ontology::Ontology;
use crate::span::Span;
pub(crate) use english::said;
use input::{Context, In};

/// Errors that are told at once; nobody reads more.
const MOST_ERRORS: usize = 20;
/// Longest question, in words and signs.
const LONGEST: usize = 5_000;

/// Words that never begin a name given with `let`, nor end a value.
pub(crate) const KEYWORDS: [&str; 41] = [
    "and",
    "any",
    "as",
    "asc",
    "assert",
    "before",
    "after",
    "between",
    "by",
    "desc",
    "during",
    "each",
    "except",
    "exactly",
    "export",
    "from",
    "has",
    "in",
    "is",
    "last",
    "let",
    "like",
    "mentioning",
    "not",
    "on",
    "or",
    "param",
    "path",
    "paths",
    "reported",
    "shortest",
    "show",
    "since",
    "sort",
    "the",
    "to",
    "until",
    "use",
    "via",
    "where",
    "within",
];

pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether a noun stands here.
fn noun_here(i: In<'_>) -> bool {
    words::noun(i).is_ok()
}

/// Reads a script. Every error of the text is reported, not only the first, up to a number that can be read.
pub fn parse(text: &str, ontology: &Ontology) -> Result<Script, Vec<Diagnostic>> {
    let lexed = lex(text);
    let mut diagnostics = lexed.diagnostics;
    let mut script = Script {
        title: title(text, &lexed.comments),
        comments: lexed
            .comments
            .iter()
            .map(|span| Word {
                text: span.of(text).trim_start_matches('#').trim().to_string(),
                span: *span,
            })
            .collect(),
        ..Script::default()
    };
    if let Some(error) = unclosed(&lexed.tokens) {
        diagnostics.push(error);
    }
    // A bad quote or date makes everything behind it look wrong; say only what is certain.
    let certain = diagnostics.is_empty();
    let context = Context::new(ontology, &lexed.tokens, text);
    let mut at = 0;
    while at < lexed.tokens.len() {
        let end = (at..lexed.tokens.len())
            .find(|n| lexed.tokens[*n].kind == Kind::End)
            .unwrap_or(lexed.tokens.len());
        if end > at {
            if end - at > LONGEST {
                diagnostics.push(Code::TooLarge.at(
                    lexed.tokens[at].span,
                    format!("this statement is longer than {LONGEST} words and signs"),
                ));
            } else {
                let i = In {
                    at,
                    end,
                    context: &context,
                };
                match report::whole(i) {
                    Ok(statement) => script.statements.push(statement),
                    Err(errors) if certain => diagnostics.extend(errors),
                    Err(_) => {}
                }
            }
        }
        at = end + 1;
    }
    if diagnostics.is_empty() {
        Ok(script)
    } else {
        diagnostics.sort_by_key(|d| d.span);
        diagnostics.truncate(MOST_ERRORS);
        Err(diagnostics)
    }
}

/// Reads one question.
pub fn parse_query(text: &str, ontology: &Ontology) -> Result<Query, Vec<Diagnostic>> {
    let script = parse(text, ontology)?;
    let count = script.statements.len();
    let mut statements = script.statements.into_iter();
    match (
        statements.next().map(|s| (s.kind, s.span)),
        statements.next(),
    ) {
        (Some((StatementKind::Query(query), _)), None) => Ok(query),
        (Some((_, span)), None) => Err(vec![
            Code::Syntax.at(span, "expected a question, not a definition"),
        ]),
        (_, Some(second)) => Err(vec![Code::Syntax.at(
            second.span,
            format!("expected one question, found {count} statements"),
        )]),
        (None, None) => Err(vec![no_question(text)]),
    }
}

/// The error of a text without a question.
pub(crate) fn no_question(text: &str) -> Diagnostic {
    Code::Syntax
        .at(Span::new(text.len(), text.len()), "there is no question")
        .hint("begin with a noun: attacks, statements, agreements")
}

/// The words of the first comment, when nothing stands before it; it may be a heading of Markdown.
fn title(text: &str, comments: &[Span]) -> Option<String> {
    // `#!` tells the system what runs the file.
    let first = comments
        .iter()
        .find(|span| !span.of(text).starts_with("#!"))?;
    text[..first.begin]
        .lines()
        .all(|line| line.trim().is_empty() || line.starts_with("#!"))
        .then(|| {
            first
                .of(text)
                .trim_start_matches(['#', ' '])
                .trim()
                .to_string()
        })
}

/// The parenthesis that is never closed.
fn unclosed(tokens: &[super::token::Token]) -> Option<Diagnostic> {
    let mut open: Vec<Span> = Vec::new();
    for token in tokens.iter().chain(std::iter::once(&super::token::Token {
        span: Span::default(),
        kind: Kind::End,
    })) {
        match token.kind {
            Kind::Symbol("(") => open.push(token.span),
            Kind::Symbol(")") => {
                open.pop();
            }
            Kind::End => {
                if let Some(span) = open.last() {
                    return Some(Code::Unclosed.at(*span, "this parenthesis is never closed"));
                }
            }
            _ => {}
        }
    }
    None
}
