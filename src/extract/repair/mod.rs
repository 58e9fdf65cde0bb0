//! Attachments that the reader gets wrong in ways that can be seen: a few shapes of news prose are re-attached before
//! anything is extracted.

mod clauses;
mod people;
mod tolls;
mod words;

use crate::ontology::Ontology;
use crate::text::{Analysis, Relation, Sentence};
pub use people::source_mark;

use clauses::{
    active, clause_after_when, day_of_saying, due_to_arrive, participle_of_content,
    subject_after_and, subject_after_since, where_it_happened,
};
use people::{source_at_end, speech_after, title_before_name, who};
use words::{compound_of_verb, gerund_as_noun, known_lemmas, participle};

/// The sentences with their trees mended.
pub fn repaired(analysis: &Analysis, ontology: &Ontology) -> Vec<Sentence> {
    analysis
        .sentences
        .iter()
        .map(|sentence| {
            let mut sentence = sentence.clone();
            known_lemmas(&mut sentence, ontology);
            day_of_saying(&mut sentence);
            clause_after_when(&mut sentence, ontology);
            gerund_as_noun(&mut sentence, ontology);
            participle(&mut sentence);
            where_it_happened(&mut sentence, ontology);
            due_to_arrive(&mut sentence);
            active(&mut sentence);
            speech_after(&mut sentence, ontology);
            subject_after_and(&mut sentence);
            subject_after_since(&mut sentence, ontology);
            title_before_name(&mut sentence);
            source_at_end(&mut sentence, ontology);
            participle_of_content(&mut sentence, ontology);
            who(&mut sentence, ontology);
            tolls::mend(&mut sentence, ontology);
            compound_of_verb(&mut sentence);
            sentence
        })
        .collect()
}

fn subjects(sentence: &Sentence, verb: usize) -> impl Iterator<Item = usize> + '_ {
    (0..sentence.tokens.len()).filter(move |&n| {
        sentence.tokens[n].head == Some(verb)
            && sentence.tokens[n].relation.base() == Relation::Nsubj
    })
}

fn attach(sentence: &mut Sentence, token: usize, head: usize, relation: Relation) {
    sentence.tokens[token].head = Some(head);
    sentence.tokens[token].relation = relation;
}
