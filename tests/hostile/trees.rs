//! Whatever tree a sentence has, and be it none, finding what it tells ends.

use super::articles::article;
use dateline::document::{Document, Metadata, from_text};
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::{Analysis, Reader, Relation, Upos};
use proptest::prelude::*;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
/// An article as it is read, which takes much longer than to spoil its trees.
static READ: LazyLock<(Document, Analysis)> = LazyLock::new(|| {
    let text = article("events", 6).unwrap() + "\n\n" + &article("governments", 6).unwrap();
    let document = from_text(text, Metadata::default());
    let analysis = Reader::embedded().unwrap().read(&document);
    (document, analysis)
});

/// Relations that the grammar follows far.
const RELATIONS: [Relation; 8] = [
    Relation::Conj,
    Relation::Appos,
    Relation::Nsubj,
    Relation::Ccomp,
    Relation::Xcomp,
    Relation::Nmod,
    Relation::Advcl,
    Relation::Acl,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn heads_that_go_round_in_circles_hang_nothing(
        edits in proptest::collection::vec((0..10_000_usize, 0..10_000_usize, 0..8_usize, any::<bool>()), 1..60),
    ) {
        let (document, analysis) = &*READ;
        let mut analysis = analysis.clone();
        let sentences = analysis.sentences.len();
        for (token, head, relation, verb) in edits {
            let sentence = &mut analysis.sentences[token % sentences];
            let count = sentence.tokens.len();
            let token = &mut sentence.tokens[token / sentences % count];
            token.head = Some(head % count);
            token.relation = RELATIONS[relation];
            token.upos = if verb { Upos::Verb } else { Upos::Noun };
        }
        let extractor = Extractor::new(&ONTOLOGY, &GAZETTEER);
        extractor.extract(document, &analysis);
        extractor.silent(document, &analysis);
    }
}
