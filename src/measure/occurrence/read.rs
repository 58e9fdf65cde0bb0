//! From trees to [`Occurrence`]s: the head of the words that name the event, and what stands with it.

use super::story::Bag;
use super::{Occurrence, Telling, Word, Words};
use crate::extract::mend::mended;
use crate::extract::tree::Tree;
use crate::fold::fold;
use crate::link::wording::hash;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::words::WORDS;
use crate::text::{Relation, Upos};
use rustc_hash::FxHashMap;

/// Places around a word that names an event, and how many there are.
pub(super) const DOER: usize = 0;
pub(super) const SUFFERER: usize = 1;
pub(super) const ADJUNCT: usize = 2;
pub(super) const COMPLEMENT: usize = 3;
/// What stands with a noun that names an event.
pub(super) const OF: usize = 4;
pub(super) const MODIFIER: usize = 5;
/// The verb of which a noun is subject or object, what else stands with that, and the noun that a noun modifies.
pub(super) const GOVERNOR: usize = 6;
pub(super) const BESIDE: usize = 7;
pub(super) const WHOLE: usize = 8;
pub(super) const PLACES: usize = 9;

/// Words on each side that are close by.
const NEAR: usize = 4;
/// A name weighs so much more than a noun in what an article is about, a verb so much less.
const NAME: f32 = 3.0;
const VERB: f32 = 0.5;

/// The letters of words by their number.
pub(super) type Spelled = FxHashMap<Word, String>;

/// The occurrences of a document in the order of its spans, and what it is about.
pub(super) fn telling(
    number: usize,
    telling: &Telling<'_>,
    ontology: &Ontology,
) -> (Vec<Occurrence>, Bag, Spelled) {
    let sentences = mended(telling.analysis, ontology);
    let trees: Vec<Tree<'_>> = sentences.iter().map(Tree::new).collect();
    let mut bag = Bag::default();
    for tree in &trees {
        for i in (0..tree.len()).filter(|&i| carries_meaning(tree, i)) {
            *bag.entry(hash(&tree.lemma(i))).or_default() += match tree.upos(i) {
                Upos::Propn => NAME,
                Upos::Noun | Upos::Num => 1.0,
                _ => VERB,
            };
        }
    }
    let mut spelled = Spelled::default();
    let found = telling
        .spans
        .iter()
        .map(|span| {
            let text = span.of(&telling.document.text);
            let mut occurrence = Occurrence {
                document: number,
                text: fold(text),
                ..Occurrence::default()
            };
            match trees
                .iter()
                .position(|tree| !tokens(tree, *span).is_empty())
            {
                Some(sentence) => {
                    occurrence.sentence = sentence;
                    let tree = &trees[sentence];
                    Reading {
                        tree,
                        ontology,
                        tokens: tokens(tree, *span),
                        spelled: &mut spelled,
                    }
                    .fill(&mut occurrence);
                }
                None => {
                    // The block it stands in is not read: its letters are all that is known.
                    let word = note(&mut spelled, &occurrence.text);
                    (occurrence.lemma, occurrence.verb, occurrence.stem) = (word, word, word);
                    occurrence.phrase = vec![word];
                }
            }
            occurrence
        })
        .collect();
    (found, bag, spelled)
}

/// The tokens of a span.
fn tokens(tree: &Tree<'_>, span: Span) -> Vec<usize> {
    (0..tree.len())
        .filter(|&i| {
            let token = tree.token(i).span;
            token.begin < span.end && span.begin < token.end
        })
        .collect()
}

fn carries_meaning(tree: &Tree<'_>, i: usize) -> bool {
    matches!(
        tree.upos(i),
        Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Num | Upos::X
    ) && tree.token(i).form.chars().any(char::is_alphanumeric)
        && !WORDS.functions.contains(tree.lower(i).as_str())
}

fn note(spelled: &mut Spelled, letters: &str) -> Word {
    let word = hash(letters);
    spelled.entry(word).or_insert_with(|| letters.to_owned());
    word
}

/// Endings that make words of one family from each other, longest first.
const ENDINGS: [&str; 18] = [
    "ation", "ition", "ment", "ings", "ance", "ence", "ing", "ion", "ure", "age", "ed", "er", "or",
    "al", "th", "s", "y", "e",
];
/// What is left has at least so many letters.
const STEM: usize = 3;

/// What words of one family have in common: "escape" and "escaping", "kill" and "killing".
pub(super) fn stem(lemma: &str) -> &str {
    let bare = ENDINGS
        .iter()
        .filter_map(|ending| lemma.strip_suffix(ending))
        .find(|rest| rest.len() >= STEM)
        .unwrap_or(lemma);
    let mut letters = bare.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && bare.len() > STEM => {
            &bare[..bare.len() - last.len_utf8()]
        }
        _ => bare,
    }
}

struct Reading<'r, 't> {
    tree: &'r Tree<'t>,
    ontology: &'r Ontology,
    tokens: Vec<usize>,
    spelled: &'r mut Spelled,
}

impl Reading<'_, '_> {
    fn fill(mut self, occurrence: &mut Occurrence) {
        let tree = self.tree;
        let head = self.head();
        let lemma = tree.lemma(head);
        occurrence.lemma = note(self.spelled, &lemma);
        occurrence.verb = hash(&tree.verb(head));
        occurrence.stem = hash(stem(&lemma));
        occurrence.upos = Some(tree.upos(head));
        occurrence.says = self.ontology.says(&lemma);
        let lexicon = &self.ontology.lexicon;
        occurrence.light =
            lexicon.light.contains_key(&lemma) || lexicon.is_in("plain-verbs", &lemma);
        occurrence.pronoun = matches!(tree.upos(head), Upos::Pron | Upos::Det);
        occurrence.denied = tree
            .children(head)
            .iter()
            .any(|&c| lexicon.is_in("negations", &tree.lower(c)));
        let phrase: Vec<usize> = self.tokens.clone();
        occurrence.phrase = self.words(phrase.into_iter());
        if occurrence.phrase.is_empty() {
            occurrence.phrase.push(occurrence.lemma);
        }
        let mut places: [Vec<usize>; PLACES] = Default::default();
        self.places(head, &mut places);
        for (place, tokens) in places.iter().enumerate() {
            occurrence.heads[place] = self.all(tokens.iter().copied());
            let modifiers = tokens.iter();
            let modifiers = modifiers.flat_map(|&i| tree.children(i).iter().copied());
            let modifiers: Vec<usize> = modifiers.filter(|&c| self.modifies(c)).collect();
            occurrence.wide[place] = match place {
                DOER | SUFFERER | ADJUNCT | OF => self.all(tokens.iter().copied().chain(modifiers)),
                _ => occurrence.heads[place].clone(),
            };
        }
        occurrence.arguments = sorted(
            (0..PLACES)
                .filter(|place| !matches!(*place, GOVERNOR | WHOLE))
                .flat_map(|place| occurrence.wide[place].iter().copied()),
        );
        let numbers = places[MODIFIER].iter().copied().filter(|&i| {
            let form = &tree.token(i).form;
            form.chars().any(|c| c.is_ascii_digit())
        });
        occurrence.numbers = sorted(numbers.map(|i| hash(&tree.lemma(i))));
        occurrence.times = sorted(tree.sentence.times.iter().map(|t| hash(&t.value)));
        let outside = |i: &usize| !self.tokens.contains(i);
        let around: Vec<usize> = (0..tree.len()).filter(outside).collect();
        let (first, last) = (self.tokens[0], self.tokens[self.tokens.len() - 1]);
        let close = first.saturating_sub(NEAR)..last + NEAR + 1;
        let near = around.iter().copied().filter(|i| close.contains(i));
        let near: Vec<usize> = near.collect();
        occurrence.around = self.words(around.into_iter());
        occurrence.near = self.words(near.into_iter());
    }

    /// The token that hangs outside, a word that can name an event first.
    fn head(&self) -> usize {
        let rank = |i: usize| match self.tree.upos(i) {
            Upos::Verb | Upos::Noun => 0,
            Upos::Adj | Upos::Propn => 1,
            Upos::Num => 2,
            _ => 3,
        };
        self.tokens
            .iter()
            .copied()
            .filter(|&i| self.tree.head(i).is_none_or(|h| !self.tokens.contains(&h)))
            .min_by_key(|&i| (rank(i), i))
            .unwrap_or(self.tokens[0])
    }

    fn places(&self, head: usize, places: &mut [Vec<usize>; PLACES]) {
        let tree = self.tree;
        let named = |i: usize| tree.upos(i) != Upos::Pron;
        for &c in tree.children(head) {
            if self.tokens.contains(&c) || !named(c) {
                continue;
            }
            if let Some(place) = place_of(tree.relation(c)) {
                places[place].push(c);
            }
        }
        let Some(governor) = tree.head(head) else {
            return;
        };
        let governed = tree.base(head);
        match governed {
            Relation::Acl => {
                let past = tree.is_passive(head);
                places[if past { SUFFERER } else { DOER }].push(governor);
            }
            Relation::Xcomp | Relation::Conj | Relation::Advcl
                if tree.child(head, Relation::Nsubj).is_none() =>
            {
                for c in tree.each(governor, Relation::Nsubj).filter(|&c| named(c)) {
                    let suffers = tree.relation(c) == Relation::NsubjPass;
                    places[if suffers { SUFFERER } else { DOER }].push(c);
                }
            }
            _ => {}
        }
        if tree.upos(head) == Upos::Verb {
            return;
        }
        match governed {
            Relation::Obj | Relation::Obl | Relation::Nsubj => {
                places[GOVERNOR].push(governor);
                let beside = [Relation::Nsubj, Relation::Obj];
                let beside = beside.iter().flat_map(|&r| tree.each(governor, r));
                places[BESIDE].extend(beside.filter(|&c| c != head && named(c)));
            }
            Relation::Nmod | Relation::Compound | Relation::Appos => places[WHOLE].push(governor),
            _ => {}
        }
    }

    fn modifies(&self, i: usize) -> bool {
        matches!(
            self.tree.base(i),
            Relation::Flat
                | Relation::Compound
                | Relation::Nmod
                | Relation::Amod
                | Relation::Appos
                | Relation::Nummod
        ) && matches!(
            self.tree.upos(i),
            Upos::Propn | Upos::Noun | Upos::Num | Upos::Adj
        )
    }

    /// Of some tokens those that carry meaning.
    fn words(&mut self, tokens: impl Iterator<Item = usize>) -> Words {
        let tree = self.tree;
        self.all(tokens.filter(|&i| carries_meaning(tree, i)))
    }

    fn all(&mut self, tokens: impl Iterator<Item = usize>) -> Words {
        sorted(tokens.map(|i| note(self.spelled, &self.tree.lemma(i))))
    }
}

/// Where a dependent stands with a word that names an event.
fn place_of(relation: Relation) -> Option<usize> {
    Some(match relation {
        Relation::NsubjPass | Relation::CsubjPass | Relation::Obj | Relation::Iobj => SUFFERER,
        Relation::OblAgent => DOER,
        Relation::Compound => OF,
        _ => match relation.base() {
            Relation::Nsubj | Relation::Csubj => DOER,
            Relation::Obl => ADJUNCT,
            Relation::Nmod => OF,
            Relation::Amod | Relation::Nummod => MODIFIER,
            Relation::Xcomp | Relation::Ccomp => COMPLEMENT,
            _ => return None,
        },
    })
}

fn sorted(words: impl Iterator<Item = Word>) -> Words {
    let mut words: Words = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn words_of_a_family_have_one_stem() {
        assert_eq!(stem("killing"), stem("kill"));
        assert_eq!(stem("escape"), stem("escaping"));
        assert_eq!(stem("stoppage"), stem("stop"));
        assert_ne!(stem("win"), stem("wing"));
    }
}
