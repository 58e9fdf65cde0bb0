//! Attachments that the reader gets wrong in ways that can be seen: a few shapes of news prose are re-attached before
//! anything is extracted.

use super::tolls;
use crate::ontology::Ontology;
use crate::text::{Analysis, NameKind, Relation, Sentence, Upos};

/// How far up a phrase the antecedent of *who* is looked for.
const MAX_CLIMB: usize = 5;

/// The sentences with their trees mended.
pub fn repaired(analysis: &Analysis, ontology: &Ontology) -> Vec<Sentence> {
    analysis
        .sentences
        .iter()
        .map(|sentence| {
            let mut sentence = sentence.clone();
            known_lemmas(&mut sentence, ontology);
            gerund_as_noun(&mut sentence);
            participle(&mut sentence);
            where_it_happened(&mut sentence, ontology);
            due_to_arrive(&mut sentence);
            active(&mut sentence);
            speech_after(&mut sentence, ontology);
            subject_after_and(&mut sentence);
            subject_after_since(&mut sentence, ontology);
            title_before_name(&mut sentence);
            who(&mut sentence, ontology);
            tolls::mend(&mut sentence, ontology);
            compound_of_verb(&mut sentence);
            sentence
        })
        .collect()
}

/// "Shelling by the army killed two": a gerund whose doer stands in a *by* phrase, and that has no object, is a noun.
fn gerund_as_noun(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        if token.relation.base() != Relation::Csubj || !token.features.contains("VerbForm=Ger") {
            continue;
        }
        let of = |n: &usize| sentence.tokens[*n].head == Some(verb);
        let dependents: Vec<usize> = (0..sentence.tokens.len()).filter(of).collect();
        let has = |relation: Relation| {
            let same = |n: &usize| sentence.tokens[*n].relation.base() == relation;
            dependents.iter().copied().find(same)
        };
        let verbal = has(Relation::Obj)
            .or(has(Relation::Aux))
            .or(has(Relation::Nsubj));
        let agent = |n: &usize| sentence.tokens[*n].relation == Relation::OblAgent;
        let Some(agent) = dependents.iter().copied().find(agent) else {
            continue;
        };
        if verbal.is_some() {
            continue;
        }
        sentence.tokens[agent].relation = Relation::Nmod;
        let token = &mut sentence.tokens[verb];
        token.upos = Upos::Noun;
        token.lemma = token.form.to_lowercase();
        token.relation = Relation::Nsubj;
    }
}

/// "two soldiers killed in the raid": a participle without subject is no relative clause.
fn participle(sentence: &mut Sentence) {
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

/// "clashes between the two armies in which ten people were killed": it is in the clashes that people were killed.
fn where_it_happened(sentence: &mut Sentence, ontology: &Ontology) {
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
fn due_to_arrive(sentence: &mut Sentence) {
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

/// Verbs whose lemma lost its last letter or kept a doubled one ("telephon", "expell"), where the frames know the verb.
fn known_lemmas(sentence: &mut Sentence, ontology: &Ontology) {
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

/// A passive without auxiliary is none: "the raid killed at least 12 people", read as if the raid was killed.
fn active(sentence: &mut Sentence) {
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

/// "after an attack killed eight", read as if *after* belonged to the attack: a finite clause without subject has the
/// noun between its conjunction and its verb for one.
fn subject_after_since(sentence: &mut Sentence, ontology: &Ontology) {
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

/// "of opposition leader Anna Berg", read as two phrases side by side: the noun before a person's name is their title.
fn title_before_name(sentence: &mut Sentence) {
    let starts: Vec<usize> = sentence
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Person && name.tokens.start > 0)
        .map(|name| name.tokens.start)
        .collect();
    for name in starts {
        let title = name - 1;
        let (before, after) = (&sentence.tokens[title], &sentence.tokens[name]);
        let beside = before.upos == Upos::Noun
            && before.head.is_some()
            && before.head == after.head
            && before.relation == after.relation
            && before.head.is_some_and(|head| head < title);
        if !beside {
            continue;
        }
        let cases: Vec<usize> = (0..title)
            .filter(|&c| {
                let token = &sentence.tokens[c];
                token.head == Some(title) && token.relation == Relation::Case
            })
            .collect();
        for case in cases {
            sentence.tokens[case].head = Some(name);
        }
        attach(sentence, title, name, Relation::NmodDesc);
    }
}

/// "Anna Berg, mayor of Lund, in the province of Scania, who was kidnapped": *who* is a person, not the last noun before it.
fn who(sentence: &mut Sentence, ontology: &Ontology) {
    let personal = |sentence: &Sentence, n: usize| {
        let token = &sentence.tokens[n];
        let name = sentence.names.iter().find(|name| name.tokens.contains(&n));
        let class = ontology.lexicon.nouns.get(&token.lemma.to_lowercase());
        match name {
            Some(name) => name.kind == NameKind::Person,
            None => class.is_none_or(|class| !(class == "Place" || ontology.is_a(class, "Thing"))),
        }
    };
    for pronoun in 0..sentence.tokens.len() {
        if !sentence.tokens[pronoun].form.eq_ignore_ascii_case("who") {
            continue;
        }
        let Some(verb) = sentence.tokens[pronoun].head else {
            continue;
        };
        if sentence.tokens[verb].relation != Relation::AclRelcl {
            continue;
        }
        let mut above = sentence.tokens[verb].head;
        let mut steps = 0;
        while let Some(n) = above.filter(|&n| !personal(sentence, n) && steps < MAX_CLIMB) {
            let nominal = matches!(
                sentence.tokens[n].relation.base(),
                Relation::Nmod | Relation::Appos | Relation::Conj
            );
            above = sentence.tokens[n].head.filter(|_| nominal);
            steps += 1;
        }
        if let Some(n) = above.filter(|&n| steps > 0 && personal(sentence, n) && n < verb) {
            // What stands in apposition to a person is that person.
            let top = match sentence.tokens[n].relation.base() {
                Relation::Appos => sentence.tokens[n].head.unwrap_or(n),
                _ => n,
            };
            attach(sentence, verb, top, Relation::AclRelcl);
        }
    }
}

/// "A power cut hit the city", read as if *cut* described *hit*: a noun before a finite verb without subject is that.
fn compound_of_verb(sentence: &mut Sentence) {
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
