//! How many a noun phrase speaks of.

use super::mentions::{Count, Mentions};
use crate::span::Span;
use crate::text::{Quantity, Relation, Upos};

impl<'a> Mentions<'a> {
    /// For "dozens of X", "a group of X": the token of X.
    pub(super) fn measured(&self, s: usize, t: usize) -> Option<usize> {
        let tree = &self.trees[s];
        let counts = self.quantity_at(s, t).is_some()
            || self.ontology.lexicon.is_in("measures", &tree.lemma(t));
        let counted = tree
            .each(t, Relation::Nmod)
            .filter(|&c| tree.preposition(c).as_deref() == Some("of"))
            .last();
        counted.filter(|_| counts)
    }

    pub(super) fn quantity_at(&self, s: usize, t: usize) -> Option<&'a Quantity> {
        self.trees[s]
            .sentence
            .quantities
            .iter()
            .find(|q| q.tokens.contains(&t))
    }

    /// The number of a noun phrase: its numeral, or one for "a civilian".
    pub(super) fn count(&self, s: usize, t: usize, span: Span) -> Option<Count> {
        let tree = &self.trees[s];
        let many = self.ontology.lexicon.is_in("collectives", &tree.lemma(t));
        let numeral = self.quantity_at(s, t).or_else(|| {
            let counts = |&&c: &&usize| match tree.base(c) {
                Relation::Nummod | Relation::Amod | Relation::Det => c < t,
                // "a family of five"
                Relation::Nmod => many && tree.upos(c) == Upos::Num,
                _ => false,
            };
            tree.children(t)
                .iter()
                .filter(counts)
                .find_map(|&c| self.quantity_at(s, c))
        });
        if let Some(quantity) = numeral {
            let first = tree.token(quantity.tokens.start).span;
            return Some(Count {
                min: quantity.min,
                max: quantity.max,
                span: span.cover(first),
            });
        }
        let single = tree.each(t, Relation::Det).any(|d| {
            self.ontology
                .lexicon
                .is_in("indefinite-articles", &tree.lower(d))
        });
        // "a guard"; "killed two and wounded a third"
        let one = tree.upos(t) == Upos::Noun || tree.has(t, "NumType=Ord");
        // "A large number of people" are not one.
        let several = self.measured(s, t).is_some();
        (single && one && !many && !several && !tree.has(t, "Number=Plur")).then_some(Count {
            min: 1,
            max: Some(1),
            span,
        })
    }
}
