//! What a common noun denotes, asked in one place.

use super::tree::Tree;
use crate::ontology::{Noun, Ontology};
use crate::text::Relation;

/// What the ontology says of the noun; of "news agency" before "agency".
pub fn denotes<'o>(tree: &Tree, t: usize, ontology: &'o Ontology) -> Option<&'o Noun> {
    let lemma = tree.lemma(t);
    let lexicon = &ontology.lexicon;
    // "car bomb", "explosive charge"
    let modifier =
        |c: &usize| *c < t && matches!(tree.base(*c), Relation::Compound | Relation::Amod);
    let compound = tree
        .children(t)
        .iter()
        .rfind(|c| modifier(c))
        .map(|&c| format!("{} {lemma}", tree.lemma(c)));
    compound
        .and_then(|c| lexicon.nouns.get(&c))
        .or_else(|| lexicon.nouns.get(&lemma))
}

/// Whether a noun and those before it are a word of its own: "fighter jet".
pub fn is_compound(tree: &Tree, modifier: usize, t: usize, ontology: &Ontology) -> bool {
    let lemma = tree.lemma(modifier);
    let nouns = &ontology.lexicon.nouns;
    let people = nouns
        .get(&lemma)
        .is_some_and(|noun| ontology.nature(&noun.class).several);
    people
        && tree.base(modifier) == Relation::Compound
        && nouns.contains_key(&format!("{lemma} {}", tree.lemma(t)))
}
