//! [`Phrase`]: what a mention tells by itself — its head, its words, its number and gender, what it denotes.

use super::super::tree::Tree;
use super::form::{Form, Sort};
use crate::document::{BlockKind, Document};
use crate::extract::quotes::{Quote, around};
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, Gender};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::{Relation, Upos};

/// A mention by itself.
#[derive(Debug, Clone, Default)]
pub struct Phrase {
    /// Where it stands.
    pub span: Span,
    /// Its sentence, and its head token there.
    pub sentence: usize,
    /// Its head token.
    pub head: usize,
    /// The paragraph.
    pub paragraph: usize,
    /// Whether it stands in a title.
    pub heading: bool,
    /// How it refers.
    pub form: Form,
    /// What it denotes.
    pub sort: Sort,
    /// Lemma of the head word, folded.
    pub lemma: String,
    /// Its words without article and possessive mark, folded, joined by spaces.
    pub key: String,
    /// Content words before the head, folded.
    pub modifiers: Vec<String>,
    /// Content words of the whole, folded.
    pub content: Vec<String>,
    /// Whether a phrase or clause follows the head.
    pub extended: bool,
    /// One or many, where known.
    pub plural: Option<bool>,
    /// She or he, where known.
    pub gender: Option<Gender>,
    /// What the gazetteer calls it: the id of a country, region or organisation.
    pub known: Option<String>,
    /// The country that an adjective or possessor ties it to.
    pub owner: Option<String>,
    /// First letters of its capitalised words; the letters themselves for an acronym.
    pub initials: String,
    /// It is written in capitals only.
    pub acronym: bool,
    /// Value of the time expression it is.
    pub time: Option<String>,
    /// The number in it.
    pub quantity: Option<(u64, Option<u64>)>,
    /// Grammatical role.
    pub role: Role,
    /// Token that its head depends on.
    pub governor: Option<usize>,
    /// Its head stands in apposition.
    pub apposed: bool,
    /// Its head is a predicate noun ("is a doctor").
    pub predicate: bool,
    /// It is the subject of a verb of saying.
    pub speaks: bool,
    /// Index of the quotation it stands in.
    pub quote: Option<usize>,
    /// It is coordinated: "A and B".
    pub joined: bool,
    /// "himself", "themselves".
    pub reflexive: bool,
    /// Where the words before it end, when only a comma, dash or bracket stands between.
    pub follows: Option<usize>,
}

/// Grammatical role of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Subject, also of a passive.
    Subject,
    /// Object.
    Object,
    /// Possessor.
    Possessor,
    /// Anything else.
    #[default]
    Other,
}

/// What phrases are looked up in.
pub struct Sources<'a> {
    /// The text.
    pub document: &'a Document,
    /// Its sentences.
    pub trees: &'a [Tree<'a>],
    /// Its quotations.
    pub quotes: &'a [Quote],
    /// Words.
    pub ontology: &'a Ontology,
    /// Names.
    pub gazetteer: &'a Gazetteer,
}

impl Sources<'_> {
    /// The phrase under a span of text: its head is the token in it that hangs outside.
    pub fn phrase_at(&self, span: Span) -> Phrase {
        let inside = |s: usize| -> Vec<usize> {
            let tokens = &self.trees[s].sentence.tokens;
            let within = |t: &usize| span.contains(tokens[*t].span);
            (0..tokens.len()).filter(within).collect()
        };
        let first = self
            .trees
            .partition_point(|tree| tree.sentence.span.end <= span.begin);
        let found = (first < self.trees.len())
            .then(|| (first, inside(first)))
            .filter(|(_, tokens)| !tokens.is_empty());
        let Some((s, tokens)) = found else {
            // The block it stands in is not read: its words are all that is known.
            let key = fold(span.of(&self.document.text));
            return Phrase {
                span,
                follows: self.follows(span),
                sentence: first,
                head: usize::MAX,
                lemma: key.rsplit(' ').next().unwrap_or_default().to_owned(),
                content: key.split(' ').map(str::to_owned).collect(),
                key,
                form: Form::Name,
                ..Phrase::default()
            };
        };
        let tree = &self.trees[s];
        let outside = |t: &usize| {
            tree.head(*t)
                .is_none_or(|h| tokens.binary_search(&h).is_err())
        };
        let solid = |t: &&usize| tree.upos(**t) != Upos::Punct && outside(t);
        let head = tokens
            .iter()
            .find(solid)
            .or(tokens.first())
            .copied()
            .unwrap_or_default();
        self.phrase(s, head, &tokens, span)
    }

    /// The phrase of some tokens with that head.
    pub fn phrase(&self, s: usize, head: usize, tokens: &[usize], span: Span) -> Phrase {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let mut phrase = Phrase {
            span,
            sentence: s,
            head,
            paragraph: tree.sentence.paragraph,
            heading: tree.sentence.block == BlockKind::Heading,
            governor: tree.head(head),
            apposed: tree.base(head) == Relation::Appos,
            predicate: tree.child(head, Relation::Cop).is_some(),
            role: role(tree, head),
            follows: self.follows(span),
            ..Phrase::default()
        };
        phrase.speaks = self.speaks(tree, head);
        phrase.quote = around(self.quotes, span).filter(|&q| self.quotes[q].is_speech());
        phrase.joined = tree.each(head, Relation::Conj).any(|c| tokens.contains(&c));
        let counts = |t: usize| {
            matches!(
                tree.upos(t),
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::X | Upos::Adv
            )
        };
        phrase.lemma = fold(&tree.lemma(head));
        for &t in tokens {
            if counts(t) {
                let word = fold(&tree.token(t).form);
                if t < head {
                    phrase.modifiers.push(word.clone());
                }
                phrase.content.push(word);
            }
        }
        phrase.extended = tokens
            .iter()
            .any(|&t| t > head && counts(t) && tree.base(t) != Relation::Flat);
        phrase.key = key(tree, tokens);
        phrase.time = tree
            .sentence
            .times
            .iter()
            .find(|time| time.tokens.contains(&head))
            .map(|time| time.value.clone());
        phrase.quantity = tree
            .sentence
            .quantities
            .iter()
            .find(|q| {
                q.tokens.contains(&head)
                    || tree
                        .each(head, Relation::Nummod)
                        .any(|n| q.tokens.contains(&n))
            })
            .map(|q| (q.min, q.max));
        phrase.form = Form::of(tree, head, tokens, lexicon);
        phrase.reflexive =
            tree.lower(head).ends_with("self") || tree.lower(head).ends_with("selves");
        self.denotation(&mut phrase, tree, tokens);
        phrase.plural = self.plural(&phrase, tree);
        phrase.gender = self.gender(&phrase, tree, tokens);
        phrase
    }

    /// It is the subject of a verb of saying, or "according to" it.
    fn speaks(&self, tree: &Tree, head: usize) -> bool {
        let subject = tree.base(head) == Relation::Nsubj;
        let verb = tree.head(head).filter(|_| subject);
        verb.is_some_and(|v| self.ontology.says(&tree.verb(v)))
            || tree.preposition(head).as_deref() == Some("according to")
    }

    /// Where the words before the span end, when only a comma, dash or bracket stands between.
    fn follows(&self, span: Span) -> Option<usize> {
        let before = self.document.text.get(..span.begin)?.trim_end();
        let bare = before.strip_suffix([',', '(', '–', '—', '-'])?;
        Some(bare.trim_end().len())
    }
}

/// The words of a phrase as a key: folded, without article before and possessive mark behind.
fn key(tree: &Tree, tokens: &[usize]) -> String {
    let solid: Vec<usize> = tokens
        .iter()
        .copied()
        .filter(|&t| !matches!(tree.upos(t), Upos::Punct | Upos::Part))
        .collect();
    let from =
        usize::from(solid.len() > 1 && solid.first().is_some_and(|&t| tree.upos(t) == Upos::Det));
    let words: Vec<String> = solid[from..]
        .iter()
        .map(|&t| fold(&tree.token(t).form))
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

fn role(tree: &Tree, head: usize) -> Role {
    match tree.relation(head) {
        r if matches!(r.base(), Relation::Nsubj) => Role::Subject,
        Relation::NmodPoss => Role::Possessor,
        r if matches!(r.base(), Relation::Obj | Relation::Iobj) => Role::Object,
        _ => Role::Other,
    }
}
