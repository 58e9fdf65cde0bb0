//! What a common noun denotes, asked in one place.

use super::tree::Tree;
use crate::ontology::Ontology;
use crate::text::Relation;

/// The class that the ontology gives the noun; "news agency" before "agency".
pub fn denotes<'o>(tree: &Tree, t: usize, ontology: &'o Ontology) -> Option<&'o str> {
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
        .and_then(|c| lexicon.noun_class(&c))
        .or_else(|| lexicon.noun_class(&lemma))
}
