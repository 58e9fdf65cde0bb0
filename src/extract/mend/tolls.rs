//! Attachments in tolls that the reader gets wrong: "injured 60 more", "five dead and twelve injured". A participle of harm
//! after a number says what became of those counted.

use super::is_harm;
use crate::ontology::Ontology;
use crate::text::{Relation, Sentence, Token, Upos};

/// The features of a participle of harm.
pub const PARTICIPLE: &str = "Tense=Past|VerbForm=Part|Voice=Pass";

/// Re-attaches numbers, what they count, and the participles that follow them.
pub fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    if sentence.quantities.is_empty() {
        return;
    }
    counted_are_numbers(sentence);
    among_them(sentence, ontology);
    so_many_more(sentence, ontology);
    modifiers_are_no_prepositions(sentence);
    elliptic_clauses(sentence, ontology);
    each_its_number(sentence, ontology);
    second_subjects(sentence);
    undergone(sentence, ontology);
}

/// "Killed 17 people, five children among them": those are a part of the others.
fn among_them(sentence: &mut Sentence, ontology: &Ontology) {
    let lexicon = &ontology.lexicon;
    for pronoun in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let case = |t: &Token| {
            t.head == Some(pronoun) && lexicon.is_in("among-words", &t.form.to_lowercase())
        };
        let part = tokens[pronoun].head.filter(|&part| part < pronoun);
        let among = tokens[pronoun].upos == Upos::Pron && tokens[..pronoun].iter().any(case);
        if let Some(part) = part.filter(|&part| among && tokens[part].relation == Relation::Conj) {
            sentence.tokens[part].relation = Relation::Appos;
        }
    }
}

/// "another was wounded": a word that counts one is read as a number.
fn counted_are_numbers(sentence: &mut Sentence) {
    for quantity in &sentence.quantities {
        let token = &mut sentence.tokens[quantity.tokens.end - 1];
        if matches!(token.upos, Upos::Det | Upos::Pron) {
            token.upos = Upos::Num;
        }
    }
}

/// "Eleven police killed in Vesna": whom a verb of harm tells so many of, and nobody else, it befell.
fn undergone(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let active = [
            Relation::Obj,
            Relation::Aux,
            Relation::AuxPass,
            Relation::Ccomp,
        ];
        let past = token.upos == Upos::Verb && token.features.contains("Tense=Past");
        let passive = active
            .iter()
            .all(|&relation| !has(sentence, verb, relation));
        if !past || !passive || !is_harm(&token.lemma, ontology) {
            continue;
        }
        let subject = (0..verb).find(|&n| {
            sentence.tokens[n].head == Some(verb) && sentence.tokens[n].relation == Relation::Nsubj
        });
        let counted = subject.is_some_and(|n| {
            sentence.quantities.iter().any(|quantity| {
                let mut words = quantity.tokens.clone();
                words.any(|q| q == n || sentence.tokens[q].head == Some(n))
            })
        });
        if let Some(subject) = subject.filter(|_| counted) {
            sentence.tokens[subject].relation = Relation::NsubjPass;
        }
    }
}

/// "injured 60 more": the number is the object, not how much more they were injured.
fn so_many_more(sentence: &mut Sentence, ontology: &Ontology) {
    for adverb in 1..sentence.tokens.len() {
        let token = &sentence.tokens[adverb];
        let Some(verb) = token.head.filter(|_| token.relation == Relation::Advmod) else {
            continue;
        };
        let number = adverb - 1;
        let counted = sentence.tokens[number].upos == Upos::Num
            && sentence.tokens[number].head == Some(adverb)
            && is_harm(&sentence.tokens[verb].lemma, ontology)
            && !has(sentence, verb, Relation::Obj);
        if counted && verb < number {
            sentence.tokens[number].head = Some(verb);
            sentence.tokens[number].relation = Relation::Obj;
            sentence.tokens[adverb].head = Some(number);
        }
    }
}

/// "wounded at least ten", "from 20 to 30 people were killed": *at* and *from* belong to the number.
fn modifiers_are_no_prepositions(sentence: &mut Sentence) {
    for noun in 0..sentence.tokens.len() {
        let token = &sentence.tokens[noun];
        let Some(verb) = token.head.filter(|_| token.relation == Relation::Obl) else {
            continue;
        };
        let case = (0..noun).find(|&c| {
            sentence.tokens[c].head == Some(noun) && sentence.tokens[c].relation == Relation::Case
        });
        let number = sentence.quantities.iter().find(|quantity| {
            let counts = quantity.tokens.contains(&noun)
                || quantity
                    .tokens
                    .clone()
                    .any(|q| sentence.tokens[q].head == Some(noun));
            let inside = |c: usize| {
                quantity.tokens.contains(&c) || (c + 1 == quantity.tokens.start && c > 0)
            };
            // "at" hangs on "least", which hangs on the number; "rose to at least ten" has a preposition of its own.
            let outside = case.is_some_and(|c| !quantity.tokens.contains(&c));
            let modified = quantity.tokens.len() > 1
                && !outside
                && quantity.tokens.contains(&noun)
                && sentence.tokens[quantity.tokens.start].upos == Upos::Adp;
            counts && (modified || case.is_some_and(|c| inside(c) && quantity.tokens.contains(&c)))
        });
        if number.is_none() || sentence.tokens[verb].upos != Upos::Verb {
            continue;
        }
        let passive = has(sentence, verb, Relation::AuxPass);
        let subject =
            has(sentence, verb, Relation::Nsubj) || has(sentence, verb, Relation::NsubjPass);
        let relation = match (noun < verb, passive) {
            (true, true) if !subject => Relation::NsubjPass,
            (true, false) if !subject => Relation::Nsubj,
            (false, false) if !has(sentence, verb, Relation::Obj) => Relation::Obj,
            _ => continue,
        };
        sentence.tokens[noun].relation = relation;
    }
}

/// "were killed and 23 wounded", "left five dead and twelve injured", "resulted in nine killed": a number and a participle after
/// *and* or a preposition are a clause.
fn elliptic_clauses(sentence: &mut Sentence, ontology: &Ontology) {
    let numbers: Vec<std::ops::Range<usize>> = sentence
        .quantities
        .iter()
        .map(|q| q.tokens.clone())
        .collect();
    for number in numbers {
        let before = number.start.checked_sub(1).map(|i| &sentence.tokens[i]);
        let joint = before.is_some_and(|token| token.upos == Upos::Cconj || token.form == ",");
        // "resulted in eight killed"
        let outcome = before.is_some_and(|token| matches!(token.upos, Upos::Adp | Upos::Sconj));
        // The participle stands right after the number or after the noun that it counts.
        let participle = (number.end..sentence.tokens.len().min(number.end + 3)).find(|&p| {
            let token = &sentence.tokens[p];
            let between = (number.end..p).all(|i| {
                let upos = sentence.tokens[i].upos;
                is_nominal(upos) || upos == Upos::Adv
            });
            between && harm(token, ontology).is_some()
        });
        let Some(participle) = participle.filter(|_| joint || outcome) else {
            continue;
        };
        let token = &sentence.tokens[participle];
        let modifies = token.relation.base() == Relation::Amod && token.head > Some(participle);
        let complete = has(sentence, participle, Relation::Obj)
            || has(sentence, participle, Relation::NsubjPass)
            || has(sentence, participle, Relation::Nsubj);
        // "13 people", "13 severely"
        let nominal = |&i: &usize| is_nominal(sentence.tokens[i].upos);
        let counted = (number.end..participle).rev().find(nominal);
        let counted = counted.unwrap_or(number.end - 1);
        let told = [Relation::AuxPass, Relation::NsubjPass, Relation::Obj];
        let verb = (0..number.start).rev().find(|&v| {
            let verb = sentence.tokens[v].upos == Upos::Verb;
            verb && (outcome || told.iter().any(|&relation| has(sentence, v, relation)))
        });
        // "the bodies of nine killed" are of these.
        let inner = outcome && sentence.tokens[counted].relation.base() == Relation::Nmod;
        let Some(verb) = verb.filter(|_| !modifies && !complete && !inner) else {
            continue;
        };
        as_verb(&mut sentence.tokens[participle], ontology);
        for (token, head, relation) in [
            (
                participle,
                verb,
                if outcome {
                    Relation::Advcl
                } else {
                    Relation::Conj
                },
            ),
            (counted, participle, Relation::NsubjPass),
        ] {
            sentence.tokens[token].head = Some(head);
            sentence.tokens[token].relation = relation;
        }
        for i in number.clone().filter(|&i| i != counted) {
            if sentence.tokens[i].head.is_none_or(|h| !number.contains(&h)) {
                sentence.tokens[i].head = Some(counted);
                sentence.tokens[i].relation = Relation::Nummod;
            }
        }
    }
}

/// "killed 3 and wounded 12 guards": each verb of harm has the number behind it, whatever the reader hangs where.
fn each_its_number(sentence: &mut Sentence, ontology: &Ontology) {
    let numbers: Vec<std::ops::Range<usize>> = sentence
        .quantities
        .iter()
        .map(|quantity| quantity.tokens.clone())
        .collect();
    for (one, other) in numbers.iter().zip(numbers.iter().skip(1)) {
        let (and, second) = (one.end, one.end + 1);
        let Some(first) = one
            .start
            .checked_sub(1)
            .filter(|_| other.start == second + 1)
        else {
            continue;
        };
        let tokens = &sentence.tokens;
        let harms = |t: usize| harms(&tokens[t], ontology);
        let passive = has(sentence, first, Relation::AuxPass);
        if tokens[and].upos != Upos::Cconj || passive || !harms(first) || !harms(second) {
            continue;
        }
        as_verb(&mut sentence.tokens[second], ontology);
        // What is counted is the last of the words that follow the second number.
        let behind = other.end..sentence.tokens.len();
        let noun = |&t: &usize| matches!(sentence.tokens[t].upos, Upos::Adj | Upos::Noun);
        let counted = behind.take_while(noun).last().unwrap_or(other.end - 1);
        hang(sentence, second, first, Relation::Conj);
        hang(sentence, and, second, Relation::Cc);
        phrase(sentence, one.clone(), first);
        phrase(sentence, other.start..counted + 1, second);
    }
}

/// Makes a stretch of words the object of a verb, its last word the head.
fn phrase(sentence: &mut Sentence, words: std::ops::Range<usize>, verb: usize) {
    let last = words.end - 1;
    for t in words.start..last {
        if sentence.tokens[t]
            .head
            .is_none_or(|head| !words.contains(&head))
        {
            let relation = match sentence.tokens[t].upos {
                Upos::Num => Relation::Nummod,
                _ => Relation::Compound,
            };
            hang(sentence, t, last, relation);
        }
    }
    hang(sentence, last, verb, Relation::Obj);
}

pub fn hang(sentence: &mut Sentence, token: usize, head: usize, relation: Relation) {
    sentence.tokens[token].head = Some(head);
    sentence.tokens[token].relation = relation;
}

/// "Eleven sailors were killed, four of them officers": a second subject after the verb only tells more of the first.
fn second_subjects(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let subjects: Vec<usize> = (0..sentence.tokens.len())
            .filter(|&n| {
                sentence.tokens[n].head == Some(verb)
                    && sentence.tokens[n].relation.base() == Relation::Nsubj
            })
            .collect();
        if subjects.first().is_some_and(|&first| first < verb) {
            for &more in subjects.iter().skip(1).filter(|&&n| n > verb) {
                sentence.tokens[more].relation = Relation::Parataxis;
            }
        }
    }
}

/// A verb of harm, finite or not.
pub fn harms(token: &Token, ontology: &Ontology) -> bool {
    let finite = token.upos == Upos::Verb && is_harm(&token.lemma, ontology);
    finite || harm(token, ontology).is_some()
}

/// The verb of harm whose participle a token is, also where it is taken for an adjective ("60 wounded").
fn harm(token: &Token, ontology: &Ontology) -> Option<String> {
    if token.upos == Upos::Verb {
        let participle = token.features.contains("VerbForm=Part");
        return (participle && is_harm(&token.lemma, ontology)).then(|| token.lemma.clone());
    }
    let form = token.form.to_lowercase();
    let bare = ["ed", "d"].iter().filter_map(|end| form.strip_suffix(end));
    let verb = bare.map(str::to_string).find(|v| is_harm(v, ontology));
    verb.filter(|_| token.upos == Upos::Adj)
}

pub fn as_verb(token: &mut Token, ontology: &Ontology) {
    if let Some(lemma) = harm(token, ontology) {
        token.lemma = lemma;
        token.upos = Upos::Verb;
        if !token.features.contains("VerbForm=Part") {
            token.features = PARTICIPLE.into();
        }
    }
}

pub fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
}

fn has(sentence: &Sentence, head: usize, relation: Relation) -> bool {
    sentence
        .tokens
        .iter()
        .any(|token| token.head == Some(head) && token.relation == relation)
}
