//! Words read as another part of speech than they are.

use super::{attach, subjects};
use crate::ontology::Ontology;
use crate::text::{Relation, Sentence, Upos};

/// Verbs whose lemma lost its last letter or kept a doubled one ("telephon", "expell"), where the frames know the verb.
pub fn known_lemmas(sentence: &mut Sentence, ontology: &Ontology) {
    let verbs = &ontology.lexicon.by_verb;
    for token in sentence.tokens.iter_mut().filter(|t| t.upos == Upos::Verb) {
        let lemma = token.lemma.to_lowercase();
        if verbs.contains_key(&lemma) {
            continue;
        }
        let mut shorter = lemma.chars();
        let doubled = shorter
            .next_back()
            .is_some_and(|last| shorter.as_str().ends_with(last));
        let shorter = shorter.as_str().to_string();
        let known = [format!("{lemma}e"), shorter]
            .into_iter()
            .enumerate()
            .find(|(i, verb)| (*i == 0 || doubled) && verbs.contains_key(verb));
        if let Some((_, verb)) = known {
            token.lemma = verb;
        }
    }
}

/// "Shelling by the army killed two", "wounded in shelling on the port": a gerund without object and subject that has a
/// doer in a *by* phrase or names an event is a noun.
pub fn gerund_as_noun(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let form = token.form.to_lowercase();
        let gerund = token.features.contains("VerbForm=Ger")
            || form.ends_with("ing") && token.features.contains("VerbForm=Part");
        if token.upos != Upos::Verb || !gerund {
            continue;
        }
        let dependents: Vec<usize> = (0..sentence.tokens.len())
            .filter(|&n| sentence.tokens[n].head == Some(verb))
            .collect();
        let has = |relation: Relation| {
            let same = |n: &usize| sentence.tokens[*n].relation.base() == relation;
            dependents.iter().copied().find(same)
        };
        let verbal = has(Relation::Obj)
            .or(has(Relation::Aux))
            .or(has(Relation::Nsubj));
        let event = ontology.lexicon.by_noun.contains_key(&form);
        let agent = dependents
            .iter()
            .copied()
            .find(|&n| sentence.tokens[n].relation == Relation::OblAgent);
        let preposition = has(Relation::Mark)
            .filter(|&m| matches!(sentence.tokens[m].lemma.as_str(), "in" | "during" | "from"));
        let relation = match (token.relation.base(), preposition) {
            (Relation::Csubj, None) if event || agent.is_some() => Relation::Nsubj,
            (Relation::Advcl, Some(_)) if event => Relation::Obl,
            (Relation::Acl, Some(_)) if event => Relation::Nmod,
            _ => continue,
        };
        if verbal.is_some() {
            continue;
        }
        if let Some(preposition) = preposition {
            sentence.tokens[preposition].relation = Relation::Case;
        }
        for n in dependents {
            let token = &mut sentence.tokens[n];
            if matches!(token.relation, Relation::OblAgent | Relation::Obl) {
                token.relation = Relation::Nmod;
            }
        }
        let token = &mut sentence.tokens[verb];
        token.upos = Upos::Noun;
        token.lemma = form;
        token.relation = relation;
    }
}

/// "two soldiers killed in the raid": a participle without subject is no relative clause.
pub fn participle(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        if token.relation != Relation::AclRelcl || !token.features.contains("VerbForm=Part") {
            continue;
        }
        let clausal = |n: usize| {
            let token = &sentence.tokens[n];
            let kind = token.relation.base();
            token.head == Some(verb)
                && (matches!(kind, Relation::Nsubj | Relation::Aux | Relation::Mark)
                    || token.features.contains("PronType=Rel"))
        };
        if !(0..sentence.tokens.len()).any(clausal) {
            sentence.tokens[verb].relation = Relation::Acl;
        }
    }
}

/// "A power cut hit the city", read as if *cut* described *hit*: a noun before a finite verb without subject is that.
pub fn compound_of_verb(sentence: &mut Sentence) {
    for noun in 0..sentence.tokens.len() {
        let token = &sentence.tokens[noun];
        let nominal = matches!(token.upos, Upos::Noun | Upos::Propn);
        let Some(verb) = token.head.filter(|&head| nominal && head > noun) else {
            continue;
        };
        let head = &sentence.tokens[verb];
        let finite = head.upos == Upos::Verb && head.features.contains("VerbForm=Fin");
        let misread = token.relation == Relation::Compound && finite;
        if misread && subjects(sentence, verb).next().is_none() {
            attach(sentence, noun, verb, Relation::Nsubj);
        }
    }
}
