//! What the reader gets wrong in ways that can be seen, mended before anything is extracted.

mod addressees;
mod adjuncts;
mod asides;
mod clauses;
mod cues;
mod headlines;
mod hyphens;
mod names;
mod places;
mod speech;
mod tolls;

use crate::ontology::{Frame, Ontology};
use crate::text::{Analysis, Relation, Sentence, Token, Upos};

pub use headlines::source_mark;

/// The sentences as they are extracted from. What would leave something else than a tree is not mended.
pub fn mended(analysis: &Analysis, ontology: &Ontology) -> Vec<Sentence> {
    let sentences = analysis.sentences.iter().map(|read| {
        let mut sentence = read.clone();
        known_lemmas(&mut sentence, ontology);
        active(&mut sentence);
        let attachments = [
            hyphens::mend,
            headlines::source_at_end,
            headlines::speaker_at_end,
            headlines::two_names,
            clauses::verb_between,
            clauses::verb_before_noun,
            adjuncts::behind_the_cue,
            adjuncts::sequence_behind_the_cue,
            adjuncts::day_before_its_subject,
            adjuncts::owner_before_adjective,
            adjuncts::accused_of,
            addressees::blamed_on,
            addressees::told_behind_the_cue,
            addressees::addressed,
            addressees::asked_in_front,
            adjuncts::second_day,
            adjuncts::between_its_sides,
            adjuncts::what_killed,
            adjuncts::killed_by_saying,
            names::people_in_a_name,
            places::tied_by_article,
            places::listed_with_place,
            names::role_before_name,
            clauses::dead_before_so_many,
            clauses::left_so,
            asides::gerund_behind_its_cue,
            speech::cue_at_end,
            asides::behind_a_semicolon,
            speech::second_cue,
            asides::answered_without_pronoun,
            asides::answered,
            asides::who_says,
            headlines::clauses_apart,
            speech::subject_before_clause,
            speech::quoted_as_saying,
            names::list_of_people,
            names::name_behind_its_noun,
            clauses::happened_after,
            clauses::behind_a_time,
            clauses::gerund_as_subject,
            clauses::subject_beside,
            adjuncts::object_with_preposition,
            headlines::passive,
            tolls::mend,
        ];
        for attach in attachments {
            let before = sentence.clone();
            attach(&mut sentence, ontology);
            if !is_tree(&sentence) {
                sentence = before;
            }
        }
        sentence
    });
    sentences.collect()
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
            let timed = sentence.is_time(n);
            n > verb && of(n, Relation::Obl) && !timed && !all.clone().any(cased)
        };
        let object = all.clone().find(|&n| bare(n));
        let has_object = all.clone().any(|n| of(n, Relation::Obj));
        // "Six jets took off": a passive would be a participle.
        let took_off = all.clone().any(|n| of(n, Relation::CompoundPrt))
            && sentence.tokens[verb].features.contains("VerbForm=Fin");
        if object.is_some() || has_object || took_off {
            sentence.tokens[subject].relation = Relation::Nsubj;
        }
        if let Some(object) = object.filter(|_| !has_object) {
            sentence.tokens[object].relation = Relation::Obj;
        }
    }
}

/// The frames that a verb or a noun may evoke.
fn frames<'o>(token: Upos, lemma: &str, ontology: &'o Ontology) -> impl Iterator<Item = &'o Frame> {
    let lexicon = &ontology.lexicon;
    let evoked = match token {
        Upos::Verb => lexicon.by_verb.get(&lemma.to_lowercase()),
        _ => lexicon.by_noun.get(&lemma.to_lowercase()),
    };
    evoked.into_iter().flatten().map(|&f| &lexicon.frames[f])
}

/// A verb whose objects count as dead or injured.
fn is_harm(lemma: &str, ontology: &Ontology) -> bool {
    frames(Upos::Verb, lemma, ontology).any(|frame| {
        let mut slots = frame.slots.iter();
        slots.any(|slot| slot.counts.is_some() && slot.relations.iter().any(|r| r == "object"))
    })
}

/// Whether a word of a set marks another: its preposition, or what begins its clause.
fn is_marked(tokens: &[Token], word: usize, set: &str, ontology: &Ontology) -> bool {
    tokens.iter().any(|t| {
        t.head == Some(word)
            && matches!(t.relation, Relation::Case | Relation::Mark)
            && ontology.lexicon.is_in(set, &t.form.to_lowercase())
    })
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
