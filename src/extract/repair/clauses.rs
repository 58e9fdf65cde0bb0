//! Clauses without the subject, object or antecedent that is theirs.

use super::{attach, subjects};
use crate::ontology::Ontology;
use crate::text::{Relation, Sentence, Upos};

/// "killed two and wounded three when they stormed the base": a clause that *when* begins is no third conjunct.
pub fn clause_after_when(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        if token.upos != Upos::Verb || token.relation != Relation::Conj {
            continue;
        }
        let begins = |n: usize, relation: Relation| {
            let word = &sentence.tokens[n];
            word.head == Some(verb) && word.relation.base() == relation
        };
        let occasion = (0..verb).any(|n| {
            (begins(n, Relation::Advmod) || begins(n, Relation::Mark))
                && ontology
                    .lexicon
                    .is_in("occasions", &sentence.tokens[n].form.to_lowercase())
        });
        if occasion && !(0..verb).any(|n| begins(n, Relation::Cc)) {
            sentence.tokens[verb].relation = Relation::Advcl;
        }
    }
}

/// "The raid killed two, police said Thursday", read as if it killed on Thursday: a time right behind the verb of the
/// main clause is that verb's.
pub fn day_of_saying(sentence: &mut Sentence) {
    for time in 0..sentence.times.len() {
        let tokens = sentence.times[time].tokens.clone();
        let head = tokens.clone().find(|&t| {
            let above = sentence.tokens[t].head;
            above.is_none_or(|h| !tokens.contains(&h))
        });
        let (Some(head), Some(main)) = (head, tokens.start.checked_sub(1)) else {
            continue;
        };
        let Some(clause) = sentence.tokens[head].head.filter(|&c| c < main) else {
            continue;
        };
        let token = &sentence.tokens[clause];
        let before = token.head == Some(main)
            && matches!(token.relation.base(), Relation::Ccomp | Relation::Parataxis);
        if before && sentence.tokens[main].upos == Upos::Verb {
            sentence.tokens[head].head = Some(main);
        }
    }
}

/// "clashes between the two armies in which ten people were killed": it is in the clashes that people were killed.
pub fn where_it_happened(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        if tokens[verb].relation != Relation::AclRelcl {
            continue;
        }
        let Some(noun) = tokens[verb].head else {
            continue;
        };
        let event = |n: usize| {
            tokens[n].upos == Upos::Noun
                && ontology
                    .lexicon
                    .by_noun
                    .contains_key(&tokens[n].lemma.to_lowercase())
        };
        let in_which = (noun..verb).any(|which| {
            tokens[which].head == Some(verb)
                && tokens[which].lemma == "which"
                && tokens[which].relation.base() == Relation::Obl
        });
        let above = tokens[noun]
            .head
            .filter(|_| tokens[noun].relation.base() == Relation::Nmod);
        if let Some(above) = above.filter(|&n| in_which && !event(noun) && event(n)) {
            sentence.tokens[verb].head = Some(above);
        }
    }
}

/// "the mission was due to arrive": one clause, whose predicate is *due*, read as two of the same head. The adjective
/// stands between the copula and the infinitive that both came to hang on.
pub fn due_to_arrive(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let of_verb = |n: usize| tokens[n].head == Some(verb);
        let copula = (0..verb).find(|&n| of_verb(n) && tokens[n].relation == Relation::Cop);
        let Some(copula) = copula.filter(|_| tokens[verb].upos == Upos::Verb) else {
            continue;
        };
        let twin = |n: usize| {
            tokens[n].upos == Upos::Adj
                && tokens[n].head == tokens[verb].head
                && tokens[n].relation == tokens[verb].relation
        };
        let Some(adjective) = (copula + 1..verb).find(|&n| twin(n)) else {
            continue;
        };
        let before: Vec<usize> = (0..adjective).filter(|&n| of_verb(n)).collect();
        for word in before {
            sentence.tokens[word].head = Some(adjective);
        }
        attach(sentence, verb, adjective, Relation::Xcomp);
    }
}

/// "The monitors said jets hit the town, killing nine", read as if the monitors killed: what a participle behind a clause
/// tells goes with that clause, not with the verb of saying above it, unless it goes on saying.
pub fn participle_of_content(sentence: &mut Sentence, ontology: &Ontology) {
    for participle in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let token = &tokens[participle];
        let gerund = token.features.contains("VerbForm=Ger")
            || token.features.contains("Tense=Pres") && token.features.contains("VerbForm=Part");
        let says = |verb: usize| {
            tokens[verb].upos == Upos::Verb
                && ontology.only_says(&tokens[verb].lemma.to_lowercase())
        };
        if token.relation != Relation::Advcl || !gerund {
            continue;
        }
        let bare = (0..tokens.len()).all(|n| {
            tokens[n].head != Some(participle)
                || !matches!(tokens[n].relation.base(), Relation::Mark | Relation::Nsubj)
        });
        let loose = bare && !says(participle);
        let Some(cue) = token.head.filter(|&v| loose && says(v)) else {
            continue;
        };
        // The last clause with a subject of its own that stands before the participle and below the verb of saying.
        let below = |n: usize| {
            matches!(
                tokens[n].relation.base(),
                Relation::Ccomp | Relation::Conj | Relation::Advcl
            ) && tokens[n]
                .head
                .is_some_and(|h| h == cue || tokens[h].head == Some(cue))
        };
        let clause = (0..participle).rev().find(|&n| {
            n != cue
                && tokens[n].upos == Upos::Verb
                && below(n)
                && subjects(sentence, n).next().is_some()
        });
        if let Some(clause) = clause {
            sentence.tokens[participle].head = Some(clause);
        }
    }
}

/// A passive without auxiliary is none: "the raid killed at least 12 people", read as if the raid was killed.
pub fn active(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let of = |n: usize, relation: Relation| {
            let token = &sentence.tokens[n];
            token.head == Some(verb) && token.relation == relation
        };
        let all = 0..sentence.tokens.len();
        let finite = sentence.tokens[verb].upos == Upos::Verb
            && !all
                .clone()
                .any(|n| of(n, Relation::AuxPass) || of(n, Relation::OblAgent));
        let Some(subject) = all.clone().find(|&n| finite && of(n, Relation::NsubjPass)) else {
            continue;
        };
        let bare = |n: usize| {
            let cased = |c: usize| {
                sentence.tokens[c].head == Some(n) && sentence.tokens[c].relation == Relation::Case
            };
            let timed = sentence.times.iter().any(|time| time.tokens.contains(&n));
            n > verb && of(n, Relation::Obl) && !timed && !all.clone().any(cased)
        };
        let object = all.clone().find(|&n| bare(n));
        let has_object = all.clone().any(|n| of(n, Relation::Obj));
        if object.is_some() || has_object {
            sentence.tokens[subject].relation = Relation::Nsubj;
        }
        if let Some(object) = object.filter(|_| !has_object) {
            sentence.tokens[object].relation = Relation::Obj;
        }
    }
}

/// "… held by the army, and rebels shelled it": the noun after *and* is the subject of the verb that *and* belongs to,
/// not one more holder.
pub fn subject_after_and(sentence: &mut Sentence) {
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

/// "after an attack killed eight", read as if *after* belonged to the attack: a finite clause without subject has the
/// noun between its conjunction and its verb for one.
pub fn subject_after_since(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let clause = token.relation.base() == Relation::Advcl
            && token.upos == Upos::Verb
            && token.features.contains("VerbForm=Fin");
        if !clause || subjects(sentence, verb).next().is_some() {
            continue;
        }
        let below = |n: usize, head: usize| sentence.tokens[n].head == Some(head);
        let adjunct = (0..verb).find(|&n| {
            let noun = &sentence.tokens[n];
            below(n, verb) && noun.relation == Relation::Obl && noun.upos != Upos::Verb
        });
        let conjunction = adjunct.and_then(|n| {
            (0..n).find(|&c| {
                below(c, n)
                    && sentence.tokens[c].relation == Relation::Case
                    && ontology
                        .lexicon
                        .is_in("circumstances", &sentence.tokens[c].form.to_lowercase())
            })
        });
        let timed = |n: usize| sentence.times.iter().any(|time| time.tokens.contains(&n));
        let passive =
            (0..verb).any(|n| below(n, verb) && sentence.tokens[n].relation == Relation::AuxPass);
        if let (Some(noun), Some(conjunction)) = (adjunct.filter(|&n| !timed(n)), conjunction) {
            let subject = if passive {
                Relation::NsubjPass
            } else {
                Relation::Nsubj
            };
            attach(sentence, conjunction, verb, Relation::Mark);
            attach(sentence, noun, verb, subject);
        }
    }
}
