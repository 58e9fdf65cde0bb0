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
    let sentences = analysis.sentences.iter();
    sentences.map(|read| mended(read, ontology)).collect()
}

/// A repair: it edits the tree of a sentence where it sees its shape.
type Repair = fn(&mut Sentence, &Ontology);

/// All of them, in the order in which they build on each other.
const REPAIRS: &[Repair] = &[
    known_lemmas,
    |sentence, _| day_of_saying(sentence),
    clause_after_when,
    gerund_as_noun,
    |sentence, _| participle(sentence),
    where_it_happened,
    |sentence, _| due_to_arrive(sentence),
    |sentence, _| active(sentence),
    speech_after,
    |sentence, _| subject_after_and(sentence),
    subject_after_since,
    |sentence, _| title_before_name(sentence),
    source_at_end,
    participle_of_content,
    who,
    tolls::mend,
    |sentence, _| compound_of_verb(sentence),
];

/// The sentence with its tree mended. A repair that would leave something else than a tree is not made.
fn mended(read: &Sentence, ontology: &Ontology) -> Sentence {
    let mut sentence = read.clone();
    for repair in REPAIRS {
        repair(&mut sentence, ontology);
    }
    if is_tree(&sentence) {
        return sentence;
    }
    // Rare: one by one, to find which.
    let mut sentence = read.clone();
    for repair in REPAIRS {
        let before = sentence.clone();
        repair(&mut sentence, ontology);
        if !is_tree(&sentence) {
            sentence = before;
        }
    }
    sentence
}

/// Whether every word hangs under one root.
fn is_tree(sentence: &Sentence) -> bool {
    let tokens = &sentence.tokens;
    // Words that are known to hang under the root.
    let mut hangs: Vec<bool> = tokens.iter().map(|token| token.head.is_none()).collect();
    if hangs.iter().filter(|root| **root).count() > 1 {
        return false;
    }
    (0..tokens.len()).all(|start| {
        let mut path = Vec::new();
        let mut here = start;
        while !hangs[here] {
            path.push(here);
            match tokens[here].head.filter(|&head| head < tokens.len()) {
                Some(head) if path.len() <= tokens.len() => here = head,
                _ => return false,
            }
        }
        path.into_iter().for_each(|token| hangs[token] = true);
        true
    })
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
