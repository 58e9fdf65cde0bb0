//! What the parsers read: tokens, and beside them the lexicon and the furthest place anything failed.
//!
//! nom throws inner errors away when a repetition or an option ends; the furthest failure is therefore kept outside
//! of nom's results, in the [`Context`] that every input points to.

use crate::diagnostic::{Code, Diagnostic};
use crate::ontology::Ontology;
use crate::query::token::{Kind, Token};
use crate::span::Span;
use nom::error::{ErrorKind, ParseError};
use std::cell::{Cell, RefCell};

/// How deep parentheses (and `not`) may nest; keeps hostile input off the stack.
const DEEPEST: usize = 24;

/// Something that could have stood at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expect {
    /// A noun of the ontology.
    Noun,
    /// A noun, a name given with `let`, or `(`.
    Set,
    /// A preposition, a time, `where` … for a class.
    Modifier(Option<String>),
    /// A field of a class.
    Field(Option<String>),
    /// A name or a noun behind a preposition of a class.
    Value {
        class: Option<String>,
        preposition: Option<String>,
    },
    /// What a field is compared with.
    Operand(Option<String>, Option<String>),
    /// A comparison.
    Comparison,
    Date,
    Number,
    Text,
    Param,
    NewName,
    Unit,
    /// A unit of length.
    Length,
    Stage,
    Keyword(&'static str),
}

/// The furthest failure of a statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Furthest {
    pub at: usize,
    pub expected: Vec<Expect>,
}

pub(crate) struct Context<'a> {
    pub ontology: &'a Ontology,
    pub tokens: &'a [Token],
    pub text: &'a str,
    pub furthest: RefCell<Furthest>,
    /// An error that is not about expected words (too deep, a bad `let`).
    pub fatal: RefCell<Option<Diagnostic>>,
    depth: Cell<usize>,
    /// Words of fields that have a space in them.
    pub spaced_fields: Vec<String>,
}

impl<'a> Context<'a> {
    pub fn new(ontology: &'a Ontology, tokens: &'a [Token], text: &'a str) -> Context<'a> {
        let spaced_fields = ontology.roles.values().flat_map(|role| role.all_words());
        let spaced_fields = spaced_fields.filter(|word| word.contains(' '));
        let mut spaced_fields: Vec<String> = spaced_fields.map(str::to_string).collect();
        spaced_fields.sort_by_key(|w| std::cmp::Reverse(w.len()));
        Context {
            ontology,
            tokens,
            text,
            furthest: RefCell::default(),
            fatal: RefCell::default(),
            depth: Cell::new(0),
            spaced_fields,
        }
    }
}

/// The tokens from `at` on.
#[derive(Clone, Copy)]
pub(crate) struct In<'a> {
    pub at: usize,
    pub end: usize,
    pub context: &'a Context<'a>,
}

/// A failure; where and why is in the [`Context`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Miss;

impl<I> ParseError<I> for Miss {
    fn from_error_kind(_: I, _: ErrorKind) -> Miss {
        Miss
    }
    fn append(_: I, _: ErrorKind, other: Miss) -> Miss {
        other
    }
}

pub(crate) type Res<'a, T> = nom::IResult<In<'a>, T, Miss>;

impl<'a> In<'a> {
    pub fn token(&self) -> Option<&'a Token> {
        (self.at < self.end).then(|| &self.context.tokens[self.at])
    }

    pub fn peek(&self, ahead: usize) -> Option<&'a Token> {
        let at = self.at + ahead;
        (at < self.end).then(|| &self.context.tokens[at])
    }

    pub fn kind(&self) -> Option<&'a Kind> {
        self.token().map(|t| &t.kind)
    }

    pub fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead).map(|t| &t.kind), Some(Kind::Word(w)) if w == word)
    }

    pub fn is_symbol(&self, ahead: usize, sign: &str) -> bool {
        matches!(self.peek(ahead).map(|t| &t.kind), Some(Kind::Symbol(s)) if *s == sign)
    }

    pub fn skip(&self, count: usize) -> In<'a> {
        In {
            at: (self.at + count).min(self.end),
            ..*self
        }
    }

    /// Where the next token stands, or the end of the last.
    pub fn here(&self) -> Span {
        match self.token() {
            Some(token) => token.span,
            None => {
                let end = self
                    .at
                    .checked_sub(1)
                    .and_then(|at| self.context.tokens.get(at))
                    .map_or(0, |t| t.span.end);
                Span::new(end, end)
            }
        }
    }

    /// From the first token of `self` to the last before `rest`.
    pub fn until(&self, rest: &In<'a>) -> Span {
        let begin = self.here().begin;
        let end = rest
            .at
            .checked_sub(1)
            .filter(|at| *at >= self.at)
            .map_or(begin, |at| self.context.tokens[at].span.end);
        Span::new(begin, end)
    }

    /// What was read from here on, made into something that says where it stands.
    pub fn spanned<T, U>(self, read: Res<'a, T>, make: impl FnOnce(Span, T) -> U) -> Res<'a, U> {
        read.map(|(rest, read)| (rest, make(self.until(&rest), read)))
    }

    /// Notes what could have stood here, and fails.
    pub fn miss<T>(&self, expect: Expect) -> Res<'a, T> {
        let mut furthest = self.context.furthest.borrow_mut();
        if self.at > furthest.at {
            furthest.at = self.at;
            furthest.expected.clear();
        }
        if self.at == furthest.at && !furthest.expected.contains(&expect) {
            furthest.expected.push(expect);
        }
        Err(nom::Err::Error(Miss))
    }

    /// Stops with an error of its own.
    pub fn stop<T>(&self, diagnostic: Diagnostic) -> Res<'a, T> {
        self.context.fatal.borrow_mut().get_or_insert(diagnostic);
        Err(nom::Err::Failure(Miss))
    }

    /// Runs `inner` one level deeper.
    pub fn deeper<T>(self, inner: impl FnOnce(In<'a>) -> Res<'a, T>) -> Res<'a, T> {
        let depth = self.context.depth.get();
        if depth >= DEEPEST {
            return self.stop(
                Code::TooLarge
                    .at(
                        self.here(),
                        format!("the question is nested more than {DEEPEST} levels deep"),
                    )
                    .hint("give the inner questions names with `let`"),
            );
        }
        self.context.depth.set(depth + 1);
        let result = inner(self);
        self.context.depth.set(depth);
        result
    }
}

/// The little of nom's [`nom::Input`] that its list combinators ask for: is anything consumed?
impl<'a> nom::Input for In<'a> {
    type Item = &'a Token;
    type Iter = std::slice::Iter<'a, Token>;
    type IterIndices = std::iter::Enumerate<std::slice::Iter<'a, Token>>;

    fn input_len(&self) -> usize {
        self.end - self.at
    }
    fn take(&self, index: usize) -> Self {
        In {
            end: (self.at + index).min(self.end),
            ..*self
        }
    }
    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }
    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }
    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }
    fn iter_elements(&self) -> Self::Iter {
        self.context.tokens[self.at..self.end].iter()
    }
    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }
    fn slice_index(&self, count: usize) -> Result<usize, nom::Needed> {
        if count <= self.input_len() {
            Ok(count)
        } else {
            Err(nom::Needed::Unknown)
        }
    }
}
