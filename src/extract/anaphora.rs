//! What a phrase of the extraction goes back to: [`coreference`] on its own mentions.

use super::coreference::{self, Phrase, Sources};
use super::entities::{Entity, EntityId};
use super::mentions::{Mentions, Referent, phrase};
use super::quotes::{Quote, around, quotes};
use crate::text::{Relation, Upos};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How many steps a chain is followed back.
const STEPS: usize = 12;

/// A phrase by sentence and head token.
pub type Head = (usize, usize);

/// One step of the trail that pronouns and definite descriptions are resolved along.
#[derive(Debug, Clone)]
pub(super) struct Trace {
    pub sentence: usize,
    pub token: usize,
    pub entity: EntityId,
    pub subject: bool,
    /// It is the subject of a verb of saying.
    pub speaks: bool,
    /// Lemma of the head word.
    pub lemma: String,
}

/// Which phrase goes back to which, and who says each quotation.
#[derive(Default)]
pub struct Links {
    before: HashMap<Head, Head>,
    quotes: Vec<Quote>,
    speakers: Vec<Option<Head>>,
}

impl Links {
    /// The links between phrases with these heads.
    pub fn of(mentions: &Mentions, heads: &[Head]) -> Links {
        let quotes = quotes(mentions.document, mentions.trees);
        let sources = Sources {
            document: mentions.document,
            trees: mentions.trees,
            quotes: &quotes,
            ontology: mentions.ontology,
            gazetteer: mentions.gazetteer,
        };
        let mut phrases: Vec<Phrase> = heads
            .iter()
            .map(|&(s, t)| {
                let tokens = phrase(&mentions.trees[s], t);
                let span = mentions.trees[s].span(&tokens);
                sources.phrase(s, t, &tokens, span)
            })
            .collect();
        phrases.sort_by_key(|p| (p.span.begin, Reverse(p.span.end), p.head));
        let head = |i: usize| (phrases[i].sentence, phrases[i].head);
        let antecedents = coreference::antecedents(&phrases).into_iter().enumerate();
        let before = antecedents
            .filter_map(|(i, antecedent)| Some((head(i), head(antecedent?))))
            .collect();
        let speakers = coreference::speakers(&phrases);
        let speakers = speakers.into_iter().map(|i| i.map(head)).collect();
        Links {
            before,
            quotes,
            speakers,
        }
    }

    /// The phrase that says the quotation around a phrase.
    fn speaker(&self, mentions: &Mentions, (s, t): Head) -> Option<Head> {
        let span = mentions.trees[s].token(t).span;
        let quote = around(&self.quotes, span)?;
        *self.speakers.get(quote)?
    }
}

impl Mentions<'_> {
    /// The entity that a phrase goes back to: the nearest of its chain that was resolved, when it `fits`.
    pub(super) fn goes_back_to(
        &self,
        s: usize,
        t: usize,
        fits: &dyn Fn(&Entity) -> bool,
    ) -> Option<EntityId> {
        let mut head = (s, t);
        for _ in 0..STEPS {
            head = *self.links.before.get(&head)?;
            if head.0 == s && (self.tells_of(s, t, head.1) || self.is_told_by(s, t, head.1)) {
                return None;
            }
            let Some(mention) = self.get(head.0, head.1) else {
                continue;
            };
            let (place, actor) = match mention.referent {
                Referent::Entity(id) => (id, id),
                Referent::Seat(place, actor) => (place, actor),
                _ => continue,
            };
            let found = [actor, place]
                .into_iter()
                .find(|&id| fits(self.entities.get(id)));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Whether a phrase stands within quotation marks.
    pub(super) fn is_quoted(&self, trace: &Trace) -> bool {
        let span = self.trees[trace.sentence].token(trace.token).span;
        around(&self.links.quotes, span).is_some()
    }

    /// "Ivan Petrov was killed, the mayor said": whether a noun is the subject of a verb that tells what a phrase stands in.
    fn tells_of(&self, s: usize, t: usize, phrase: usize) -> bool {
        let tree = &self.trees[s];
        let subject = tree.base(t) == Relation::Nsubj && tree.upos(t) != Upos::Pron;
        let verb = tree.head(t).filter(|_| subject);
        let told = |&a: &usize| {
            let clause = matches!(tree.base(a), Relation::Ccomp | Relation::Parataxis);
            clause && verb.is_some() && tree.head(a) == verb
        };
        tree.ancestors(phrase).any(|a| told(&a))
    }

    /// "The police chief said the bomber had escaped": whether a noun stands in the clause of which a phrase is the subject. Whoever
    /// speaks would be a pronoun there.
    fn is_told_by(&self, s: usize, t: usize, phrase: usize) -> bool {
        let tree = &self.trees[s];
        let subject = tree.base(phrase) == Relation::Nsubj && tree.upos(t) != Upos::Pron;
        let verb = tree.head(phrase).filter(|_| subject);
        let clause = |&a: &usize| tree.base(a) == Relation::Ccomp && tree.head(a) == verb;
        verb.is_some() && tree.ancestors(t).any(|a| clause(&a))
    }

    /// The entity of whoever says the quotation that a phrase stands in, also when they are named after it.
    pub(super) fn quoted_speaker(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let (a, b) = self.links.speaker(self, (s, t))?;
        let referent = match self.get(a, b) {
            Some(mention) => Some(mention.referent),
            // "…," he said: the speaker comes later in the text, and so is not resolved yet.
            None if self.trees[a].upos(b) == Upos::Pron => self.pronoun(a, b),
            None => self.name(a, b),
        };
        match referent? {
            Referent::Entity(id) | Referent::Seat(_, id) => Some(id),
            _ => None,
        }
    }
}
