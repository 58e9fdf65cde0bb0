//! What reading gives.

use std::sync::Arc;

use crate::tags::{Link, MentionKind, NameKind, Relation, Role, Upos};

/// What reading a sentence gives: a value for each of its words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Parts of speech.
    pub upos: Vec<Upos>,
    /// UD features, `Number=Sing|Person=3`; empty when there are none.
    pub features: Vec<Arc<str>>,
    /// Dictionary forms.
    pub lemmas: Vec<String>,
    /// Heads: 0 for the root, otherwise 1 + the index of the head.
    pub heads: Vec<usize>,
    /// Relations to the heads; [`Relation::Root`] for the root and nowhere else.
    pub relations: Vec<Relation>,
    /// What kind of thing the phrase means whose head the word is, and how likely that is.
    pub mentions: Vec<(MentionKind, f32)>,
    /// How sure the text is that what the word tells happened: 3 it did, −3 it did not. Of use at words that tell of
    /// something that happens.
    pub sure: Vec<f32>,
    /// How likely it is that the word tells of violence.
    pub violence: Vec<f32>,
    /// How likely it is that the word, if it tells of violence, tells of one episode that happened.
    pub episodes: Vec<f32>,
    /// How likely it is that the word tells of an agreement.
    pub agreements: Vec<f32>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
    /// Predicates, in order.
    pub predicates: Vec<Predicate>,
}

/// A name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Index of its first word.
    pub begin: usize,
    /// One past the index of its last word.
    pub end: usize,
    /// What is named.
    pub kind: NameKind,
}

/// A verb, noun or adjective that says something of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// Index of its word.
    pub word: usize,
    /// Heads of the phrases that it says it of: their words, what they are to it, how likely that is; in order of words.
    pub arguments: Vec<(usize, Role, f32)>,
}

/// Somebody is told to have said, written, thought or ordered something. Words are pairs: the sentence and the word in it;
/// they are in order, and those of one part need not be neighbours.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attribution {
    /// The words that tell it: "said", "according to".
    pub cue: Vec<(usize, usize)>,
    /// Who it was; empty where nobody is named.
    pub source: Vec<(usize, usize)>,
    /// What was said.
    pub content: Vec<(usize, usize)>,
    /// How likely it is that the cue is one.
    pub certainty: f32,
}

/// What a word is to another that tells of violence or of an agreement. Words are pairs: the sentence and the word in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linked {
    /// The word that tells.
    pub event: (usize, usize),
    /// The other.
    pub word: (usize, usize),
    /// What it is to the event.
    pub link: Link,
    /// How likely that is.
    pub likely: f32,
}
