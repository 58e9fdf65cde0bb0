//! [`Tree`]: a sentence with its dependency tree turned round, so that one can walk down as well as up.

use crate::span::Span;
use crate::text::{Relation, Sentence, Token, Upos};
use std::collections::HashMap;
use std::ops::Range;

/// A sentence with the children of each token.
pub struct Tree<'s> {
    /// The sentence.
    pub sentence: &'s Sentence,
    children: Vec<Vec<usize>>,
}

impl<'s> Tree<'s> {
    /// Indexes a sentence.
    pub fn new(sentence: &'s Sentence) -> Tree<'s> {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(children) = token.head.and_then(|head| children.get_mut(head)) {
                children.push(i);
            }
        }
        Tree { sentence, children }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// A token.
    pub fn token(&self, i: usize) -> &'s Token {
        &self.sentence.tokens[i]
    }

    /// Lemma in lower case.
    pub fn lemma(&self, i: usize) -> String {
        self.token(i).lemma.to_lowercase()
    }

    /// Form in lower case.
    pub fn lower(&self, i: usize) -> String {
        self.token(i).form.to_lowercase()
    }

    /// Part of speech.
    pub fn upos(&self, i: usize) -> Upos {
        self.token(i).upos
    }

    /// Relation to the head.
    pub fn relation(&self, i: usize) -> Relation {
        self.token(i).relation
    }

    /// Relation to the head without its subtype.
    pub fn base(&self, i: usize) -> Relation {
        self.token(i).relation.base()
    }

    /// The head; `None` for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.token(i).head
    }

    /// Dependents in text order.
    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// Dependents in a relation, subtypes included when `relation` has none.
    pub fn each(&self, i: usize, relation: Relation) -> impl Iterator<Item = usize> + '_ {
        self.children[i]
            .iter()
            .copied()
            .filter(move |&c| self.relation(c) == relation || self.base(c) == relation)
    }

    /// The first dependent in a relation.
    pub fn child(&self, i: usize, relation: Relation) -> Option<usize> {
        self.each(i, relation).next()
    }

    /// Whether the token is a word, not a sign or a number.
    pub fn has_letters(&self, i: usize) -> bool {
        self.token(i).form.chars().any(char::is_alphabetic)
    }

    /// Whether a feature has a value ("Voice=Pass").
    pub fn has(&self, i: usize, feature: &str) -> bool {
        self.token(i).features.split('|').any(|f| f == feature)
    }

    /// The token and everything under it, in text order; `keep` says which dependents to go into.
    pub fn under(&self, i: usize, keep: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![i];
        let mut next = 0;
        while next < found.len() {
            let node = found[next];
            let below = self.children[node].iter().copied();
            // Each token has one head: on the way down only the first could be met again.
            found.extend(below.filter(|&c| c != i && keep(c)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The whole subtree in text order.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        self.under(i, &|_| true)
    }

    /// The first token of a stretch whose head lies outside of it.
    pub fn top(&self, tokens: &Range<usize>) -> Option<usize> {
        let mut inside = tokens.clone();
        inside.find(|&t| self.head(t).is_none_or(|head| !tokens.contains(&head)))
    }

    /// The token, its head, the head's head and so on.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = Some(i);
        // A tree has no cycle; the bound keeps a damaged one from hanging us.
        (0..=self.len()).map_while(move |_| {
            let here = next?;
            next = self.head(here);
            Some(here)
        })
    }

    /// The bytes from the first to the last of some tokens, punctuation at the ends left out.
    pub fn span(&self, tokens: &[usize]) -> Span {
        let inner = |i: &&usize| self.upos(**i) != Upos::Punct;
        let first = tokens.iter().find(inner).or(tokens.first());
        let last = tokens.iter().rev().find(inner).or(tokens.last());
        match (first, last) {
            (Some(&first), Some(&last)) => {
                Span::new(self.token(first).span.begin, self.token(last).span.end)
            }
            _ => Span::default(),
        }
    }

    /// Whether a word is a participle with an auxiliary of a tense: "had shelled", "has shelled".
    pub fn is_perfect(&self, i: usize, tense: &str) -> bool {
        let mut auxiliaries = self.each(i, Relation::Aux);
        let told = auxiliaries.any(|a| self.relation(a) == Relation::Aux && self.has(a, tense));
        told && self.has(i, "VerbForm=Part")
    }

    /// A verb is passive: `was hit`, `hit by rockets`.
    pub fn is_passive(&self, i: usize) -> bool {
        self.child(i, Relation::AuxPass).is_some()
            || self.child(i, Relation::NsubjPass).is_some()
            || self.child(i, Relation::OblAgent).is_some()
            || self.is_bare_participle(i)
    }

    /// A past participle without auxiliary that modifies: "the convoy *hit* on Monday".
    fn is_bare_participle(&self, i: usize) -> bool {
        self.has(i, "VerbForm=Part")
            && self.has(i, "Tense=Past")
            && self.child(i, Relation::Aux).is_none()
            && self.child(i, Relation::Obj).is_none()
            && matches!(
                self.base(i),
                Relation::Acl | Relation::Advcl | Relation::Amod | Relation::Xcomp
            )
            && self.relation(i) != Relation::AclRelcl
    }

    /// A verb with its particle: "carry out".
    pub fn verb(&self, i: usize) -> String {
        let lemma = self.lemma(i);
        match self.child(i, Relation::CompoundPrt) {
            Some(particle) => format!("{lemma} {}", self.lower(particle)),
            None => lemma,
        }
    }

    /// Whether a hyphen without spaces ties a word to the one behind the hyphen: "Iran" in "Iran-backed".
    pub fn is_tied(&self, i: usize) -> bool {
        is_tied(&self.sentence.tokens, i)
    }

    /// A noun with what a hyphen ties to it, written solid as it may be: "ceasefire" for "cease-fire".
    pub fn solid(&self, i: usize) -> Option<String> {
        let first = i.checked_sub(2).filter(|&first| self.is_tied(first))?;
        Some(self.lower(first) + &self.lemma(i))
    }

    /// What a table of nouns has for a noun, as one word with what a hyphen ties to it, or alone.
    pub fn noun<'t, T>(&self, i: usize, nouns: &'t HashMap<String, T>) -> Option<&'t T> {
        let solid = self.solid(i).and_then(|solid| nouns.get(&solid));
        solid.or_else(|| nouns.get(&self.lemma(i)))
    }

    /// The preposition of a nominal, with its fixed parts: "according to", "in", "because of".
    pub fn preposition(&self, i: usize) -> Option<String> {
        let case = self
            .each(i, Relation::Case)
            .find(|&c| self.upos(c) != Upos::Part)?;
        let mut words = vec![case];
        words.extend(self.each(case, Relation::Fixed));
        words.sort_unstable();
        Some(
            words
                .iter()
                .map(|&w| self.lower(w))
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    /// Whether the token is the predicate of a clause, by what it is or by what it has: a copula, a subject.
    pub fn is_clausal(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Verb | Upos::Aux)
            || self.child(i, Relation::Cop).is_some()
            || self.child(i, Relation::Nsubj).is_some()
    }

    /// The head and those coordinated with it: "Turkey and Russia".
    pub fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut all = vec![i];
        let mut next = 0;
        while next < all.len() {
            let nominal = |c: &usize| {
                matches!(
                    self.upos(*c),
                    Upos::Noun
                        | Upos::Propn
                        | Upos::Pron
                        | Upos::Num
                        | Upos::Adj
                        | Upos::X
                        | Upos::Sym
                        | Upos::Det
                )
            };
            let conjuncts = self.each(all[next], Relation::Conj).filter(nominal);
            all.extend(conjuncts.filter(|&c| c != i));
            // "the leader X and President Y": the second stands beside the first's name, unless the names are a list
            // of what was named before ("three leaders, X, Y and Z").
            if !self.has(all[next], "Number=Plur") {
                for name in self.each(all[next], Relation::Appos).collect::<Vec<_>>() {
                    let conjuncts = self.each(name, Relation::Conj).filter(nominal);
                    all.extend(conjuncts.filter(|&c| c != i));
                }
            }
            next += 1;
        }
        all
    }

    /// The name span that a token lies in, as token indices.
    pub fn name_at(&self, i: usize) -> Option<&'s crate::text::Name> {
        self.sentence.names.iter().find(|n| n.tokens.contains(&i))
    }
}

/// Whether a hyphen without spaces ties a word to the one behind the hyphen: "Iran" in "Iran-backed".
pub fn is_tied(tokens: &[Token], i: usize) -> bool {
    let Some([word, hyphen, next]) = tokens.get(i..i + 3) else {
        return false;
    };
    is_hyphen(&hyphen.form)
        && word.span.end == hyphen.span.begin
        && hyphen.span.end == next.span.begin
}

/// A hyphen or a dash that stands for one.
pub fn is_hyphen(form: &str) -> bool {
    matches!(form, "-" | "–" | "/" | "‑")
}
