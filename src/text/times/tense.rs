//! Where the events of a clause lie: before or after the day of publication.

use super::Finder;
use super::table::TIME_WORDS;
use crate::text::{Relation, Upos};

/// Where the events of a clause lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// Steps from an expression to the verb it belongs to; longer chains are misread trees.
const STEPS: usize = 8;

impl Finder<'_> {
    /// The tense of the verb that the expression at `at` belongs to; without a tree, that of the nearest word that
    /// tells it.
    pub(super) fn tense(&self, at: usize) -> Tense {
        // "has burned since December": the last one, whatever month it is now.
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        if before.is_some_and(|word| word == "since") {
            return Tense::Past;
        }
        self.tense_of_verb(at)
            .unwrap_or_else(|| self.tense_of_neighbours(at))
    }

    /// The same, and whether a verb tells it: "by February" and "effective Feb. 1" look ahead whatever the verb says.
    pub(super) fn told_tense(&self, at: usize) -> (Tense, bool) {
        let ahead = TIME_WORDS.one("ahead of date", self.before(at)).is_some();
        let sure = !ahead && self.tense_of_verb(at).is_some();
        (self.tense(at), sure)
    }

    fn tense_of_verb(&self, at: usize) -> Option<Tense> {
        let mut verb = self.tokens.get(at)?.head?;
        for _ in 0..STEPS {
            if let Some(tense) = self.told(verb, at) {
                return Some(tense);
            }
            verb = self.tokens.get(verb)?.head?;
        }
        None
    }

    /// What a verb with its auxiliaries, or a participle that looks ahead, says of the time at `at`.
    fn told(&self, verb: usize, at: usize) -> Option<Tense> {
        let token = self.tokens.get(verb)?;
        if !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Adj) {
            return None;
        }
        let features = &*token.features;
        let ahead = TIME_WORDS.one("ahead", self.word(verb));
        if ahead.is_some_and(|kind| self.looks_ahead(verb, kind == "itself", at)) {
            return Some(Tense::Future);
        }
        if token.upos == Upos::Adj {
            return None;
        }
        let mut present = false;
        for (at, _) in self.children(verb) {
            let word = self.word(at);
            if TIME_WORDS.one("future auxiliary", word).is_some() {
                return Some(Tense::Future);
            }
            if TIME_WORDS.one("past auxiliary", word).is_some() {
                return Some(Tense::Past);
            }
            present |= TIME_WORDS.one("present auxiliary", word).is_some();
        }
        if features.contains("VerbForm=Inf") {
            // what is planned lies ahead, what was tried does not
            // "is to meet", "are to vote"
            if present {
                return Some(Tense::Future);
            }
            let above = token.head.filter(|_| token.relation != Relation::Root)?;
            return TIME_WORDS
                .one("ahead", self.word(above))
                .map(|_| Tense::Future);
        }
        if features.contains("VerbForm=Ger") || features.contains("Tense=Pres|VerbForm=Part") {
            return present.then_some(Tense::Future);
        }
        if features.contains("Tense=Past") {
            return Some(Tense::Past);
        }
        None
    }

    /// Whether the time beside a word such as *due* or *agree* lies ahead, not only what the word governs. "Is due on
    /// Monday" does; "agreed on Monday" tells when they agreed, "agreed on talks for Monday" when they will talk.
    fn looks_ahead(&self, verb: usize, itself: bool, at: usize) -> bool {
        let token = &self.tokens[verb];
        let features = &*token.features;
        if token.upos == Upos::Adj || !features.contains("Tense=Past") {
            return true;
        }
        if self.before(at) == "for" {
            return true;
        }
        let perfect = self
            .children(verb)
            .any(|(_, child)| child.lemma == "have" && child.relation == Relation::Aux)
            && !self
                .children(verb)
                .any(|(_, child)| child.relation == Relation::AuxPass);
        itself && !features.contains("VerbForm=Fin") && !perfect
    }

    /// The auxiliaries and particles of a verb.
    fn children(&self, verb: usize) -> impl Iterator<Item = (usize, &crate::text::Token)> {
        self.tokens.iter().enumerate().filter(move |(_, token)| {
            token.head == Some(verb)
                && matches!(
                    token.relation,
                    Relation::Aux | Relation::AuxPass | Relation::Cop
                )
        })
    }

    fn tense_of_neighbours(&self, at: usize) -> Tense {
        let nearest = |test: &dyn Fn(&str) -> bool| {
            let hits = self
                .words
                .iter()
                .enumerate()
                .filter(|(_, word)| test(word.as_str()));
            hits.map(|(i, _)| i.abs_diff(at))
                .min()
                .unwrap_or(usize::MAX)
        };
        let future = nearest(&|word| TIME_WORDS.one("future", word).is_some());
        let past = nearest(&|word| {
            TIME_WORDS.one("past", word).is_some()
                || word.len() > 4 && word.ends_with("ed") && word.is_ascii()
        });
        if future < past {
            Tense::Future
        } else {
            Tense::Past
        }
    }
}
