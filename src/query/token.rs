//! Tokens of the query language.

use crate::span::Span;
use crate::time::Interval;

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: Kind,
}

/// Kinds of [`Token`].
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A word that begins with a small letter.
    Word(String),
    /// A capitalised run, with the class after `#`.
    Name(String, Option<(String, Span)>),
    /// A quoted string, with the class after `#`.
    Text(String, Option<(String, Span)>),
    /// Digits.
    Number(i64),
    /// A date with all its days.
    Date(Interval),
    /// `$word`.
    Param(String),
    /// `sparql { … }`: what stands inside the braces.
    Sparql(String),
    /// `| ( ) , . : *` and the comparison operators.
    Symbol(&'static str),
    /// A statement ends here.
    End,
}

/// What a stretch of a question's text is, for highlighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A noun of the ontology.
    Noun,
    /// A word of the grammar.
    Keyword,
    /// A preposition of the ontology.
    Preposition,
    /// A field of the ontology.
    Field,
    /// A name.
    Name,
    /// A quoted string.
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A parameter.
    Param,
    /// Punctuation and comparison.
    Symbol,
    /// A comment.
    Comment,
    /// A word that is none of these.
    Unknown,
}
