//! What the frames of verbs say of those that tell that something is said.

use super::frames;
use crate::ontology::{Frame, Ontology};
use crate::text::{Relation, Token, Upos};

/// The frames of a verb, alone and with a preposition behind it, that tell that something is said.
pub fn spoken<'o>(lemma: &str, preposition: &str, ontology: &'o Ontology) -> Vec<&'o Frame> {
    let phrase = format!("{lemma} {preposition}");
    let all = frames(Upos::Verb, lemma, ontology).chain(frames(Upos::Verb, &phrase, ontology));
    all.filter(|frame| ontology.is_a(&frame.class, "Statement"))
        .collect()
}

/// "Called for calm": whether an adjunct of a verb tells what is said.
pub fn asks_for(tokens: &[Token], verb: usize, ontology: &Ontology) -> bool {
    let content = |preposition: &Token| {
        let form = preposition.form.to_lowercase();
        let mut frames = spoken(&tokens[verb].lemma, &form, ontology).into_iter();
        frames.any(|frame| {
            let mut slots = frame.slots.iter().filter(|slot| slot.role == "content");
            slots.any(|slot| slot.relations.contains(&form))
        })
    };
    let adjunct = |t: &Token| {
        let above = t.head.filter(|_| t.relation == Relation::Case);
        above.is_some_and(|above| tokens[above].head == Some(verb) && above > verb)
    };
    tokens.iter().filter(|t| adjunct(t)).any(content)
}

/// A verb that introduces speech.
pub fn is_cue(token: &Token, ontology: &Ontology) -> bool {
    token.upos == Upos::Verb && ontology.says(&token.lemma)
}

/// A verb that may tell that something is said: "asked", "urged".
pub fn is_spoken(token: &Token, ontology: &Ontology) -> bool {
    let mut frames = frames(Upos::Verb, &token.lemma, ontology);
    token.upos == Upos::Verb && frames.any(|frame| ontology.is_a(&frame.class, "Statement"))
}

/// The first word that hangs on another in some way, whatever its subtype.
pub fn child(tokens: &[Token], of: usize, relation: Relation) -> Option<usize> {
    let hangs = |t: &Token| t.head == Some(of) && t.relation.base() == relation;
    tokens.iter().position(hangs)
}
