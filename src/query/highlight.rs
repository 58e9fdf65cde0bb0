//! What each stretch of a question is, for colours.

use super::ast::LENGTH_UNITS;
use super::lexer::lex;
use super::parse::{is_keyword, stage::STAGES};
use super::token::{Kind, TokenKind};
use crate::diagnostic::Code;
use crate::ontology::Ontology;
use crate::span::Span;

/// Words of the grammar that [`is_keyword`] does not hold because they may also be names given with `let`.
const MORE_KEYWORDS: [&str; 17] = [
    "all", "best", "range", "sources", "quotes", "of", "with", "without", "known", "disputed",
    "empty", "row", "steps", "graph", "timeline", "day", "month",
];

/// The tokens and comments of `text` in order, each with what it is.
pub fn highlight(text: &str, ontology: &Ontology) -> Vec<(Span, TokenKind)> {
    let lexed = lex(text);
    let out = lexed.comments.iter();
    let mut out: Vec<(Span, TokenKind)> = out.map(|span| (*span, TokenKind::Comment)).collect();
    let mut stage = true;
    for token in &lexed.tokens {
        let kind = match &token.kind {
            Kind::Name(..) => TokenKind::Name,
            Kind::Text(..) => TokenKind::Text,
            Kind::Number(_) => TokenKind::Number,
            Kind::Date(_) => TokenKind::Date,
            Kind::Param(_) => TokenKind::Param,
            Kind::Sparql(_) => TokenKind::Text,
            Kind::Symbol(_) => TokenKind::Symbol,
            Kind::End => TokenKind::Symbol,
            Kind::Word(word) => word_kind(word, stage, ontology),
        };
        stage = matches!(token.kind, Kind::Symbol("|" | "(") | Kind::End);
        if !token.span.is_empty() {
            out.push((token.span, kind));
        }
    }
    out.sort();
    out
}

fn word_kind(word: &str, begins: bool, ontology: &Ontology) -> TokenKind {
    let field = || {
        ontology.roles.values().any(|role| {
            role.all_words()
                .any(|w| w.split(' ').any(|part| part == word))
        })
    };
    let preposition = || {
        ontology
            .roles
            .values()
            .any(|role| role.prepositions.iter().any(|p| p == word))
    };
    if begins && (STAGES.contains(&word) || is_keyword(word)) {
        TokenKind::Keyword
    } else if preposition() {
        TokenKind::Preposition
    } else if is_keyword(word) {
        TokenKind::Keyword
    } else if ontology.class_of_noun(word).is_some() {
        TokenKind::Noun
    } else if field() {
        TokenKind::Field
    } else if STAGES.contains(&word) || MORE_KEYWORDS.contains(&word) || is_unit(word) {
        TokenKind::Keyword
    } else {
        TokenKind::Unknown
    }
}

fn is_unit(word: &str) -> bool {
    LENGTH_UNITS.iter().any(|(_, words)| words.contains(&word))
}

/// Whether nothing more is needed: no open parenthesis or brace, and no `|` at the end. A quotation mark that is never closed
/// is a slip, and nothing would close it but a line that begins with one.
pub fn is_complete(text: &str) -> bool {
    let lexed = lex(text);
    let mut depth = 0i32;
    for token in &lexed.tokens {
        match token.kind {
            Kind::Symbol("(") => depth += 1,
            Kind::Symbol(")") => depth -= 1,
            Kind::End => depth = 0,
            _ => {}
        }
    }
    let open_brace = lexed
        .diagnostics
        .iter()
        .any(|d| d.code == Code::Unclosed && d.span.of(text).starts_with('{'));
    let pipe = matches!(
        lexed.tokens.last().map(|t| &t.kind),
        Some(Kind::Symbol("|"))
    );
    depth <= 0 && !open_brace && !pipe
}
