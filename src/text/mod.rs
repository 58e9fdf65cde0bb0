//! [`Document`](crate::document::Document) in, [`Analysis`] out: tokens, sentences, tags, lemmas, a dependency tree,
//! names, numbers and times.

mod address;
mod agree;
pub mod conllu;
pub mod conllu_output;
mod cutter;
mod eyes;
pub(crate) mod irregular;
mod letters;
mod names;
pub(crate) mod number_words;
pub mod numbers;
pub(crate) mod numerals;
pub mod reader;
pub mod sentences;
#[cfg(test)]
pub(crate) mod tests;
pub mod times;
pub mod tokenize;
pub(crate) mod words;

use crate::document::BlockKind;
use crate::span::Span;
use crate::time::Interval;
/// The neural network, a crate of its own.
pub use dateline_encoder as encoder;
pub use dateline_encoder::tags;
pub use dateline_encoder::{Attribution, Linked, Predicate};
pub use reader::Reader;
use std::ops::Range;
use std::sync::Arc;
pub use tags::{Link, MentionKind, NameKind, Relation, Role, Upos};

/// What reading a document gives: its sentences in order. Blocks that are not read have none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// In text order.
    pub sentences: Vec<Sentence>,
    /// Who is told to have said what, in order of the words that tell it. Places are those of sentences and their tokens.
    pub attributions: Vec<Attribution>,
}

/// A sentence, with a Universal Dependencies tree over its tokens. All indices are into `tokens`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// The kind of block it stands in.
    pub block: BlockKind,
    /// Index of that block in the document; sentences of one paragraph share it.
    pub paragraph: usize,
    /// Syntactic words, as UD English cuts them.
    pub tokens: Vec<Token>,
    /// Names of people, organisations, places and facilities, in order, without overlap.
    pub names: Vec<Name>,
    /// Amounts, in order, without overlap.
    pub quantities: Vec<Quantity>,
    /// Time expressions, in order, without overlap.
    pub times: Vec<Time>,
    /// What is meant.
    pub meaning: Meaning,
}

impl Sentence {
    /// Whether a token is part of a time expression.
    pub fn is_time(&self, token: usize) -> bool {
        self.times.iter().any(|time| time.tokens.contains(&token))
    }

    /// Whether a word may mean somebody who can be spoken to: people, a body, or a name, of a country perhaps.
    pub fn is_somebody(&self, token: usize) -> bool {
        let kind = self.meaning.kind(token);
        self.tokens[token].upos == Upos::Propn
            || matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
    }
}

/// What a sentence means, as the encoder sees it in its surroundings. `models/README.md` says how far it can be trusted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meaning {
    /// For each token the kind of thing that the phrase means whose head it is, and how likely that is.
    pub mentions: Vec<(MentionKind, f32)>,
    /// For each token how sure the text is that what it tells happened: 3 it did, −3 it did not.
    pub sure: Vec<f32>,
    /// For each token how likely it is that it tells of violence.
    pub violence: Vec<f32>,
    /// For each token how likely it is, if it tells of violence, that this is one episode that happened: no series, no habit, no war.
    pub episodes: Vec<f32>,
    /// For each token how likely it is that it tells of an agreement.
    pub agreements: Vec<f32>,
    /// Nationalities, peoples, religious and political groups, in order.
    pub nationalities: Vec<Name>,
    /// Predicates with the heads of their arguments.
    pub predicates: Vec<Predicate>,
    /// What words of the text are to those of the sentence that tell of events, in order of these.
    pub links: Vec<Linked>,
}

impl Meaning {
    /// The kind of thing that the phrase means whose head a token is; `None` where it is no head.
    pub fn kind(&self, token: usize) -> Option<MentionKind> {
        let (kind, _) = self.mentions.get(token)?;
        Some(*kind).filter(|kind| *kind != MentionKind::Nothing)
    }

    /// How likely it is that a word of the text, a sentence and a token there, is this to a token that tells of an event; `None`
    /// where the reader did not see them together.
    pub fn linked(&self, token: usize, word: (usize, usize), link: Link) -> Option<f32> {
        let begin = self.links.partition_point(|other| other.event.1 < token);
        let ours = &self.links[begin..];
        let ours = &ours[..ours.partition_point(|other| other.event.1 == token)];
        let found = ours
            .iter()
            .find(|other| other.word == word && other.link == link);
        // What is hardly likely is left out.
        let unlikely = (link != Link::Same && !ours.is_empty()).then_some(0.0);
        found.map(|other| other.likely).or(unlikely)
    }

    /// How likely it is that a token tells of violence, where it is likelier than not.
    pub fn violence(&self, token: usize) -> Option<f32> {
        let likely = self.violence.get(token).copied();
        likely.filter(|likely| *likely >= 0.5)
    }
}

/// A syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// Its letters in the document.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// UD features, `Number=Sing|Person=3`; empty when there are none.
    pub features: Arc<str>,
    /// Index of the head; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: Relation,
}

impl Token {
    /// A token of which only the letters are known: no tag, no tree.
    pub fn bare(text: &str, span: Span) -> Token {
        let form = span.of(text).to_owned();
        Token {
            span,
            lemma: form.to_lowercase(),
            form,
            upos: Upos::X,
            features: Arc::from(""),
            head: None,
            relation: Relation::Dep,
        }
    }
}

/// A name, as found by the encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Tokens of the name.
    pub tokens: Range<usize>,
    /// What is named.
    pub kind: NameKind,
}

/// An amount as an interval: `dozens` is [24, 99], `more than 20` is [21, ∞), `8` is [8, 8].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Tokens of the number words with their modifiers ("more than 20", "at least a dozen").
    pub tokens: Range<usize>,
    /// Least.
    pub min: u64,
    /// Greatest; `None` when unbounded.
    pub max: Option<u64>,
}

/// A time expression with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Tokens of the expression.
    pub tokens: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value: `2020-02-03`, `2020-W06`, `P3D`, `PRESENT_REF`; `XXXX-02-03` when the year is unknown.
    pub value: String,
    /// The days it covers, when they can be known (not for durations and sets).
    pub interval: Option<Interval>,
}

/// TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A calendar day or longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}
