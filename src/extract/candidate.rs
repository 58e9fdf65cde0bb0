//! What the rules find: a word that tells of an event or a statement, with its roles filled ([`Candidate`]).

use super::account::Modality;
use super::entities::EntityId;
use super::mentions::Count;
use crate::ontology::{Ontology, Part};
use crate::span::Span;
use crate::time::Interval;
use std::collections::BTreeMap;

/// An event as one sentence tells it, before what belongs together is joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Local name of the class.
    pub class: String,
    /// Names of the frames that found it, the one that gave the class first.
    pub frames: Vec<String>,
    /// Sentence of the trigger.
    pub sentence: usize,
    /// Token of the trigger.
    pub trigger: usize,
    /// Further triggers in its sentence: those of what was joined to it.
    pub with: Vec<usize>,
    /// The trigger words.
    pub trigger_span: Span,
    /// Fillers by role.
    pub roles: BTreeMap<String, Vec<Fill>>,
    /// Numbers by quantity role.
    pub counts: Vec<(String, Count)>,
    /// When, with the words.
    pub time: Option<(Interval, Span)>,
    /// Whether it is told as fact.
    pub modality: Modality,
    /// Other sentences that tell it.
    pub also: Vec<usize>,
    /// Predicate of its complement clause, for statements.
    pub clause: Option<usize>,
    /// All words of the document that tell it; empty until its tellings are gathered.
    pub words: Vec<Span>,
    /// Whether it is the word alone that tells: nothing in its sentence fills what its frame requires.
    pub bare: bool,
    /// Log-odds that it is told of at all, where signs were weighed.
    pub odds: Option<f32>,
    /// Log-odds that its time is its own, where signs were weighed.
    pub time_odds: Option<f32>,
}

impl Candidate {
    /// A word that tells of an event as fact, of which nothing else is known yet.
    pub fn new(
        class: &str,
        frame: Option<&str>,
        (sentence, trigger): (usize, usize),
        trigger_span: Span,
    ) -> Candidate {
        Candidate {
            class: class.to_string(),
            frames: frame.into_iter().map(str::to_string).collect(),
            sentence,
            trigger,
            with: Vec::new(),
            trigger_span,
            roles: BTreeMap::new(),
            counts: Vec::new(),
            time: None,
            modality: Modality::Asserted,
            also: Vec::new(),
            clause: None,
            words: Vec::new(),
            bare: false,
            odds: None,
            time_odds: None,
        }
    }

    /// Its triggers in its sentence, the first one first.
    pub fn triggers(&self) -> impl Iterator<Item = usize> {
        [self.trigger].into_iter().chain(self.with.iter().copied())
    }

    /// Its sentence and the token of its trigger there.
    pub fn at(&self) -> (usize, usize) {
        (self.sentence, self.trigger)
    }

    /// Whether the token is one of its triggers.
    pub fn stands_at(&self, token: Option<usize>) -> bool {
        token.is_some_and(|t| self.triggers().any(|trigger| trigger == t))
    }

    /// What fills its roles of one part, other than of those who do something together.
    pub fn fills(&self, part: Part, ontology: &Ontology) -> Vec<&Fill> {
        let of_part = |role: &String| {
            let role = ontology.roles.get(role);
            role.is_some_and(|role| role.part == Some(part) && !role.symmetric)
        };
        let roles = self.roles.iter().filter(|(role, _)| of_part(role));
        roles.flat_map(|(_, fills)| fills).collect()
    }

    /// Whether it tells of numbers, and each of them is none.
    pub fn counts_nobody(&self) -> bool {
        !self.counts.is_empty() && self.counts.iter().all(|(_, count)| count.max == Some(0))
    }

    /// Whether it is only one word's telling, to which no other was joined.
    pub fn stands_alone(&self) -> bool {
        self.with.is_empty() && self.also.is_empty()
    }
}

/// What fills a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// Sentence of the words.
    pub sentence: usize,
    /// Head token of the words.
    pub token: usize,
    /// The words.
    pub span: Span,
    /// What they mean.
    pub value: Filled,
    /// Log-odds that they fill it, where signs were weighed.
    pub odds: Option<f32>,
}

impl Fill {
    /// Words whose head is token `token` of sentence `sentence`.
    pub fn new((sentence, token): (usize, usize), span: Span, value: Filled) -> Fill {
        Fill {
            sentence,
            token,
            span,
            value,
            odds: None,
        }
    }

    /// Sentence and token of its head.
    pub fn at(&self) -> (usize, usize) {
        (self.sentence, self.token)
    }
}

/// The meaning of a filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// An entity.
    Entity(EntityId),
    /// "I": the speaker of the statement around it.
    Speaker,
    /// "we": the speaker's side.
    SpeakerSide,
    /// The event whose trigger stands there.
    Event,
    /// Only words.
    Words,
}
