//! Noun phrases: a head with what narrows it down.

use super::{Condition, Distance, Duration, Field, Nested, Query, Time, Word};
use crate::span::Span;

/// What a query begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Set {
    /// A noun and its modifiers.
    Phrase(Phrase),
    /// `( query )`.
    Nested(Box<Query>),
    /// `shortest path from … to …`.
    Path(PathPhrase),
    /// `sparql { … }`: what stands inside the braces.
    Sparql(Word),
}

/// A head noun with modifiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// `2 attacks`.
    pub number: Option<usize>,
    /// The noun, or a name defined with `let`.
    pub head: Word,
    /// Local name of the noun's class; `None` when the head is no noun of the ontology.
    pub class: Option<String>,
    /// In order.
    pub modifiers: Vec<Modifier>,
}

/// `[shortest] path from a to b`.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPhrase {
    /// Where.
    pub span: Span,
    /// Only the shortest.
    pub shortest: bool,
    /// Begins at one of these.
    pub from: Values,
    /// Ends at one of these.
    pub to: Values,
    /// Kinds of event it may pass, or nodes it must pass.
    pub via: Option<Values>,
    /// `within n steps`, times, `reported …`.
    pub modifiers: Vec<Modifier>,
}

/// Something that narrows a noun down.
#[derive(Debug, Clone, PartialEq)]
pub struct Modifier {
    /// Where.
    pub span: Span,
    /// `not` before it.
    pub not: bool,
    /// What it says.
    pub kind: ModifierKind,
}

impl Modifier {
    /// What something says, not negated.
    pub(crate) fn new(kind: ModifierKind, span: Span) -> Modifier {
        let not = false;
        Modifier { span, not, kind }
    }
}

/// Kinds of [`Modifier`].
#[derive(Debug, Clone, PartialEq)]
pub enum ModifierKind {
    /// `by Syria or Iran`.
    Preposition {
        /// The preposition.
        word: Word,
        /// What follows it.
        values: Values,
    },
    /// A time of the event.
    Time(Time),
    /// `reported by …`.
    ReportedBy(Values),
    /// `reported since …`.
    Reported(Time),
    /// `first reported in February 2020`.
    FirstReported(Time),
    /// `first reported by …`.
    FirstReportedBy(Values),
    /// `with 2 or more sources`.
    AtLeast(usize, Field),
    /// `co-occurring with Russia`.
    CoOccurring(Values),
    /// `mentioning "…"`.
    Mentioning(Word),
    /// `with field`; when the class has no such field, `with` is a preposition and this is a noun.
    With(Field),
    /// `without field`.
    Without(Field),
    /// `between a and b`, not dates.
    Between(Values, Values),
    /// `within 3 days of (…)`.
    Near(Duration, Nested),
    /// `within 50 km of a or b`.
    Around(Distance, Values),
    /// `within 4 steps`.
    Steps(usize),
    /// `where …`.
    Where(Condition),
}

/// Alternatives joined with `or`.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// Where.
    pub span: Span,
    /// At least one.
    pub items: Vec<Item>,
}

impl Values {
    /// The parameter that they are, and its place.
    pub(crate) fn param(&self) -> Option<(&str, Span)> {
        match self.items.as_slice() {
            [item] => match &item.kind {
                ItemKind::Param(param) => Some((param, item.span)),
                _ => None,
            },
            _ => None,
        }
    }

    /// One value, with its parts.
    pub(crate) fn one(kind: ItemKind, span: Span) -> Values {
        let exactly = false;
        Values {
            span,
            items: vec![Item {
                span,
                exactly,
                kind,
            }],
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Where.
    pub span: Span,
    /// `exactly`: without its parts.
    pub exactly: bool,
    /// What it is.
    pub kind: ItemKind,
}

/// Kinds of [`Item`].
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// A name, quoted or not, with the class after `#`.
    Name {
        /// The name.
        text: String,
        /// `#country`.
        class: Option<Word>,
        /// Whether it was in quotes.
        quoted: bool,
    },
    /// `$who`, without the `$`.
    Param(String),
    /// `[any] country`: whatever is of the class.
    Any {
        /// Local name of the class.
        class: String,
        /// The noun as written.
        noun: String,
    },
    /// A lower-case word that is no noun: a name defined with `let`.
    Word(String),
    /// A query, or `the attack`.
    Nested(Nested),
}
