//! Subjects, objects and adjuncts that the reader hangs on the wrong word.

use crate::ontology::Ontology;
use crate::text::{Relation, Sentence, Token, Upos};

/// "RSF shelled Kabkabiya market": no modifier of a noun stands before the verb whose object the noun is.
pub fn verb_between(sentence: &mut Sentence, _: &Ontology) {
    for word in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let noun = tokens[word]
            .head
            .filter(|_| tokens[word].relation == Relation::Compound);
        let verb = noun.and_then(|noun| tokens[noun].head.map(|verb| (noun, verb)));
        let Some((noun, verb)) = verb.filter(|&(noun, verb)| word < verb && verb < noun) else {
            continue;
        };
        let subject = |t: &Token| t.head == Some(verb) && t.relation.base() == Relation::Nsubj;
        let object = tokens[noun].relation == Relation::Obj && tokens[verb].upos == Upos::Verb;
        if object && !tokens.iter().any(subject) {
            sentence.tokens[word].head = Some(verb);
            sentence.tokens[word].relation = Relation::Nsubj;
        }
    }
}

/// "Militia attacks village in Niger": a verb that is no participle is no part of a compound.
pub fn verb_before_noun(sentence: &mut Sentence, _: &Ontology) {
    for verb in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let token = &tokens[verb];
        let participle = ["VerbForm=Part", "VerbForm=Ger"]
            .iter()
            .any(|form| token.features.contains(form));
        let finite = token.upos == Upos::Verb && !participle;
        let noun = token.head.filter(|&head| head > verb);
        let Some(noun) = noun.filter(|_| finite && token.relation == Relation::Compound) else {
            continue;
        };
        let (head, relation) = (tokens[noun].head, tokens[noun].relation);
        for t in 0..verb {
            let token = &mut sentence.tokens[t];
            if token.head == Some(noun) && matches!(token.upos, Upos::Noun | Upos::Propn) {
                (token.head, token.relation) = (Some(verb), Relation::Nsubj);
            }
        }
        (sentence.tokens[verb].head, sentence.tokens[verb].relation) = (head, relation);
        (sentence.tokens[noun].head, sentence.tokens[noun].relation) = (Some(verb), Relation::Obj);
    }
}

/// Of two subjects before a verb the first tells more of the second: "The Free Valley Front (FVF) rebel group killed …",
/// "Eight police shot …".
pub fn subject_beside(sentence: &mut Sentence, _: &Ontology) {
    for last in 1..sentence.tokens.len() {
        let token = &sentence.tokens[last];
        let Some(verb) = token.head.filter(|_| token.relation == Relation::Nsubj) else {
            continue;
        };
        let hangs = |t: usize, on: usize| sentence.tokens[t].head == Some(on);
        let begin = (0..last).find(|&t| hangs(t, last)).unwrap_or(last);
        let first = (begin.saturating_sub(1)..last).find(|&t| {
            let number = sentence.tokens[t].upos == Upos::Num;
            hangs(t, verb)
                && sentence.tokens[t].relation == Relation::Nsubj
                && (t >= begin || number)
        });
        if let Some(first) = first {
            let relation = match sentence.tokens[first].upos {
                Upos::Num => Relation::Nummod,
                _ => Relation::Compound,
            };
            sentence.tokens[first].head = Some(last);
            sentence.tokens[first].relation = relation;
        }
    }
}

/// "Rebels killed a man who had fled, his office said on Friday": of a clause that stands before the verb that introduces it
/// nothing stands right behind that verb.
pub fn behind_the_cue(sentence: &mut Sentence, _: &Ontology) {
    let tokens = &sentence.tokens;
    let introduced = |clause: usize| {
        let cue = tokens[clause].head.filter(|&cue| cue > clause)?;
        (tokens[clause].relation == Relation::Ccomp).then_some((clause, cue))
    };
    let pairs: Vec<(usize, usize)> = (0..tokens.len()).filter_map(introduced).collect();
    for (clause, cue) in pairs {
        let tokens = &sentence.tokens;
        let punctuation = |&t: &usize| tokens[t].upos == Upos::Punct;
        let end = (cue + 1..tokens.len())
            .find(punctuation)
            .unwrap_or(tokens.len());
        let below = |t: usize| {
            let above = std::iter::successors(Some(t), |&t| tokens[t].head);
            above.take(tokens.len()).any(|above| above == clause)
        };
        let stray = |t: &usize| {
            let head = tokens[*t].head.filter(|&head| head < cue);
            head.is_some_and(below)
        };
        let strays: Vec<usize> = (cue + 1..end).filter(stray).collect();
        for t in strays {
            sentence.tokens[t].head = Some(cue);
        }
    }
}

/// "The mayor, his wife and two guards": nobody is his own wife, so that she is the next of a list.
pub fn kin_in_a_list(sentence: &mut Sentence, _: &Ontology) {
    for next in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let of =
            |relation: Relation| move |t: &Token| t.head == Some(next) && t.relation == relation;
        let listed = tokens[next].relation == Relation::Appos
            && tokens.iter().any(of(Relation::Conj))
            && tokens
                .iter()
                .any(|t| of(Relation::NmodPoss)(t) && t.upos == Upos::Pron);
        if listed {
            sentence.tokens[next].relation = Relation::Conj;
        }
    }
}

/// What has a preposition is no object: "police shot dead in Vesna".
pub fn object_with_preposition(sentence: &mut Sentence, _: &Ontology) {
    for object in 0..sentence.tokens.len() {
        let cased = |token: &Token| {
            token.head == Some(object)
                && token.relation == Relation::Case
                && token.upos == Upos::Adp
        };
        if sentence.tokens[object].relation == Relation::Obj
            && sentence.tokens[..object].iter().any(cased)
        {
            sentence.tokens[object].relation = Relation::Obl;
        }
    }
}
