//! Attachments that the reader gets wrong in ways that can be seen: a few shapes of news prose are re-attached before
//! anything is extracted. Each rule needs a subject that is missing on one side and superfluous on the other.

use crate::ontology::Ontology;
use crate::text::{Analysis, Relation, Sentence, Upos};

/// The sentences with their trees mended.
pub fn repaired(analysis: &Analysis, ontology: &Ontology) -> Vec<Sentence> {
    analysis
        .sentences
        .iter()
        .map(|sentence| {
            let mut sentence = sentence.clone();
            speech_after(&mut sentence, ontology);
            subject_after_and(&mut sentence);
            sentence
        })
        .collect()
}

/// "Shells fell on the port, the mayor announced": the mayor is no second subject of *fell*, and *announced* does not
/// modify him.
fn speech_after(sentence: &mut Sentence, ontology: &Ontology) {
    for cue in 0..sentence.tokens.len() {
        let token = &sentence.tokens[cue];
        let says = token.upos == Upos::Verb
            && token.relation.base() == Relation::Acl
            && ontology
                .lexicon
                .by_verb
                .get(&token.lemma.to_lowercase())
                .is_some_and(|frames| {
                    frames
                        .iter()
                        .any(|&f| ontology.is_a(&ontology.lexicon.frames[f].class, "Statement"))
                });
        let Some(speaker) = token.head.filter(|&n| says && n < cue) else {
            continue;
        };
        let Some(verb) = sentence.tokens[speaker].head.filter(|&v| v < speaker) else {
            continue;
        };
        let second_subject = sentence.tokens[speaker].relation.base() == Relation::Nsubj
            && subjects(sentence, verb).any(|n| n < verb);
        if second_subject {
            attach(sentence, cue, verb, Relation::Parataxis);
            attach(sentence, speaker, cue, Relation::Nsubj);
        }
    }
}

/// "… held by the army, and rebels shelled it": the noun after *and* is the subject of the verb that *and* belongs to,
/// not one more holder.
fn subject_after_and(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let second = token.upos == Upos::Verb && token.relation == Relation::Conj;
        if !second || subjects(sentence, verb).next().is_some() {
            continue;
        }
        let conjunction = (0..verb).find(|&c| {
            sentence.tokens[c].head == Some(verb) && sentence.tokens[c].relation == Relation::Cc
        });
        let Some(conjunction) = conjunction else {
            continue;
        };
        let subject = (conjunction + 1..verb).find(|&n| {
            let noun = &sentence.tokens[n];
            noun.relation == Relation::Conj
                && matches!(noun.upos, Upos::Noun | Upos::Propn | Upos::Pron)
                && noun.head.is_some_and(|h| h < conjunction)
        });
        if let Some(subject) = subject {
            attach(sentence, subject, verb, Relation::Nsubj);
        }
    }
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
