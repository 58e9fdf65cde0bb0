//! Attachments of what hyphens tie together: "a U.S.-brokered cease-fire between the army and the rebels".

use crate::extract::tree::is_tied;
use crate::ontology::Ontology;
use crate::text::{Relation, Sentence, Upos};

/// Words tied to a noun, and participles tied to the word before them, belong to the noun that they stand before.
pub fn mend(sentence: &mut Sentence, _: &Ontology) {
    for last in 2..sentence.tokens.len() {
        if !is_tied(&sentence.tokens, last - 2) {
            continue;
        }
        match sentence.tokens[last].upos {
            Upos::Noun if sentence.tokens[last - 2].upos == Upos::Noun => one_word(sentence, last),
            Upos::Verb => before_noun(sentence, last),
            _ => {}
        }
    }
}

/// "cease-fire": the second noun is the head.
fn one_word(sentence: &mut Sentence, last: usize) {
    let first = last - 2;
    if sentence.tokens[last].head != Some(first) {
        sentence.tokens[first].head = Some(last);
        sentence.tokens[first].relation = Relation::Compound;
    }
}

/// A participle that stands before a noun has nothing behind that noun.
fn before_noun(sentence: &mut Sentence, participle: usize) {
    let token = &sentence.tokens[participle];
    let modified = token.head.filter(|&head| head > participle);
    let Some(noun) = modified.filter(|_| token.relation.base() == Relation::Amod) else {
        return;
    };
    for t in participle + 1..sentence.tokens.len() {
        let token = &mut sentence.tokens[t];
        if token.head != Some(participle) || t == noun {
            continue;
        }
        token.relation = match token.relation.base() {
            Relation::Obl => Relation::Nmod,
            Relation::Obj | Relation::Nsubj if t < noun => Relation::Compound,
            _ if t > noun => token.relation,
            _ => continue,
        };
        token.head = Some(noun);
    }
}
