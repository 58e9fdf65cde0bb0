//! Subjects and objects that the reader hangs on the wrong word.

use super::cues::{child, is_cue};
use super::tolls::{PARTICIPLE, as_verb, hang, harms, is_nominal};
use super::{frames, is_marked};
use crate::document::BlockKind;
use crate::ontology::{Ontology, Part};
use crate::text::{MentionKind, Relation, Sentence, Token, Upos};

/// Features of the verb of a headline.
const FINITE: &str = "Mood=Ind|Tense=Pres|VerbForm=Fin";

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

/// "Militia attacks village in Niger", "Army bombs village": a verb that is no participle is no part of a compound, nor in a
/// headline what agrees with whoever stands before it as a verb does.
pub fn verb_before_noun(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let token = &tokens[verb];
        let participle = ["VerbForm=Part", "VerbForm=Ger"]
            .iter()
            .any(|form| token.features.contains(form));
        let finite = token.upos == Upos::Verb && !participle;
        let noun = token.head.filter(|&head| head > verb);
        let noun = noun.filter(|_| token.relation == Relation::Compound);
        let Some(noun) =
            noun.filter(|&n| finite || is_verb_of_headline(sentence, verb, n, ontology))
        else {
            continue;
        };
        if !finite {
            sentence.tokens[verb].upos = Upos::Verb;
            sentence.tokens[verb].features = FINITE.into();
        }
        let tokens = &sentence.tokens;
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

/// "Army bombs village", "Jets bomb market": whether a noun of a headline without a verb is the verb of those before it, who can
/// act, and of the noun behind it, to which that can be done: of the two before only one has an ending of its own.
fn is_verb_of_headline(sentence: &Sentence, word: usize, noun: usize, ontology: &Ontology) -> bool {
    let tokens = &sentence.tokens;
    let (token, before) = (&tokens[word], &tokens[word - 1]);
    let plural = |t: &Token| t.features.contains("Number=Plur");
    let nominal = |t: &Token| matches!(t.upos, Upos::Noun | Upos::Propn);
    let acts = matches!(
        sentence.meaning.kind(word - 1),
        Some(MentionKind::Person | MentionKind::Organisation)
    ) || ontology
        .lexicon
        .nouns
        .contains_key(&before.lemma.to_lowercase());
    let done_to = !matches!(
        sentence.meaning.kind(noun),
        Some(MentionKind::Event | MentionKind::Abstract | MentionKind::Time)
    );
    let lexicon = &ontology.lexicon;
    let frames = lexicon.by_verb.get(&token.lemma.to_lowercase());
    let does = frames.into_iter().flatten().any(|&frame| {
        let class = &lexicon.frames[frame].class;
        [Part::Agent, Part::Patient]
            .iter()
            .all(|&part| ontology.role_in(class, part).is_some())
    });
    let finite = |t: &Token| t.features.contains("VerbForm=Fin");
    sentence.block == BlockKind::Heading
        && !tokens.iter().any(finite)
        && token.upos == Upos::Noun
        && does
        && nominal(before)
        && before.head == Some(noun)
        && plural(token) != plural(before)
        && acts
        && done_to
}

/// "Shot dead five people": an adjective between a verb and the number of its object says what became of them.
pub fn dead_before_so_many(sentence: &mut Sentence, _: &Ontology) {
    for state in 1..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        // "Shot dead nine people", read as if they had been shot while dead.
        let bare = tokens.iter().all(|t| t.head != Some(state));
        if tokens[state].upos == Upos::Adj
            && tokens[state].relation == Relation::Advcl
            && tokens[state].head == Some(state - 1)
            && bare
        {
            sentence.tokens[state].relation = Relation::Xcomp;
            continue;
        }
        let object = tokens[state]
            .head
            .filter(|_| tokens[state].relation == Relation::Amod);
        let Some(object) = object.filter(|&object| tokens[object].relation == Relation::Obj) else {
            continue;
        };
        let verb = tokens[object].head == Some(state - 1) && tokens[state - 1].upos == Upos::Verb;
        let numbered = sentence
            .quantities
            .iter()
            .any(|q| q.tokens.start == state + 1);
        if verb && numbered && tokens[state].upos == Upos::Adj {
            sentence.tokens[state].head = Some(state - 1);
            sentence.tokens[state].relation = Relation::Xcomp;
        }
    }
}

/// "Left four policemen wounded", "left 20 hurt": who is left so, by the order of the words.
pub fn left_so(sentence: &mut Sentence, ontology: &Ontology) {
    let lexicon = &ontology.lexicon;
    for n in 0..sentence.quantities.len() {
        let number = sentence.quantities[n].tokens.clone();
        let tokens = &sentence.tokens;
        let leaves = |verb: &usize| {
            let frames = lexicon.by_verb.get(&tokens[*verb].lemma).into_iter();
            let mut asked = frames.flatten().flat_map(|&n| &lexicon.frames[n].when);
            asked.any(|c| c.relations.iter().any(|relation| relation == "state"))
        };
        let harmed = |t: usize| tokens.get(t).is_some_and(|t| harms(t, ontology));
        let mut ends = [number.end - 1, number.end].into_iter();
        let who = ends.find(|&who| harmed(who + 1) && is_nominal(tokens[who].upos));
        let verb = number.start.checked_sub(1).filter(leaves);
        let Some((verb, who)) = verb.zip(who) else {
            continue;
        };
        let so = who + 1;
        as_verb(&mut sentence.tokens[so], ontology);
        sentence.tokens[so].features = PARTICIPLE.into();
        // "The raid left six injured", read as if they were injured while the raid left.
        if sentence.tokens[verb].head == Some(so) {
            let (head, relation) = (sentence.tokens[so].head, sentence.tokens[so].relation);
            (sentence.tokens[verb].head, sentence.tokens[verb].relation) = (head, relation);
            for token in sentence.tokens.iter_mut().filter(|t| t.head == Some(so)) {
                token.head = Some(verb);
            }
        }
        hang(sentence, who, verb, Relation::Obj);
        hang(sentence, so, verb, Relation::Xcomp);
    }
}

/// "Fighting between two militias killed nine": a gerund in front of a verb that has no other subject is its subject.
pub fn gerund_as_subject(sentence: &mut Sentence, _: &Ontology) {
    for gerund in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let token = &tokens[gerund];
        let Some(verb) = token.head.filter(|&verb| verb > gerund) else {
            continue;
        };
        let clause = matches!(token.relation.base(), Relation::Advcl | Relation::Csubj);
        let form = token.upos == Upos::Verb && token.features.contains("VerbForm=Ger");
        let has = |of: usize, relations: &[Relation]| {
            let below = |t: &Token| t.head == Some(of) && relations.contains(&t.relation.base());
            tokens.iter().any(below)
        };
        let verbal = [
            Relation::Obj,
            Relation::Nsubj,
            Relation::Aux,
            Relation::Mark,
            Relation::Xcomp,
        ];
        let subject = [Relation::Nsubj, Relation::Expl];
        let finite = tokens[verb].features.contains("VerbForm=Fin");
        let apart = (gerund..verb).any(|t| tokens[t].form == ",");
        if !(clause && form && finite) || apart || has(gerund, &verbal) || has(verb, &subject) {
            continue;
        }
        sentence.tokens[gerund].upos = Upos::Noun;
        sentence.tokens[gerund].lemma = sentence.tokens[gerund].form.to_lowercase();
        sentence.tokens[gerund].relation = Relation::Nsubj;
        for adjunct in gerund + 1..verb {
            let token = &mut sentence.tokens[adjunct];
            if token.head == Some(gerund) && token.relation == Relation::Obl {
                token.relation = Relation::Nmod;
            }
        }
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

/// "Two days after an attack in the same area killed soldiers": what stands behind a word for sequence and right before a verb without
/// a subject is its subject.
pub fn happened_after(sentence: &mut Sentence, ontology: &Ontology) {
    for noun in 1..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let adjunct = tokens[noun].relation == Relation::Obl;
        let marked = adjunct && is_marked(tokens, noun, "sequences", ontology);
        let Some(above) = tokens[noun].head.filter(|_| marked) else {
            continue;
        };
        let inside = |t: usize| {
            std::iter::successors(Some(t), |&t| tokens[t].head)
                .take(tokens.len())
                .any(|t| t == noun)
        };
        let Some(verb) = (noun + 1..tokens.len()).find(|&t| !inside(t)) else {
            continue;
        };
        let has = |relation: Relation| child(tokens, verb, relation).is_some();
        // With an object it is no participle either.
        let past = tokens[verb].upos == Upos::Verb && tokens[verb].features.contains("Tense=Past");
        let finite = past && (has(Relation::Obj) || tokens[verb].features.contains("VerbForm=Fin"));
        let event = frames(Upos::Noun, &tokens[noun].lemma, ontology)
            .next()
            .is_some()
            || sentence.meaning.kind(noun) == Some(MentionKind::Event);
        // "…, a day after a raid killed nine, *the mayor* said": whose the subject behind is shows in the cue that has none.
        let cue = tokens[verb]
            .head
            .filter(|&cue| cue > verb && is_cue(&tokens[cue], ontology));
        let own = child(tokens, verb, Relation::Nsubj);
        let lent = own.filter(|&t| t > verb && cue.is_some());
        if !finite || !event || has(Relation::Aux) || own != lent {
            continue;
        }
        let clause = (0..noun).find(|&t| {
            let beside = tokens[t].head == tokens[verb].head && t != noun;
            beside && matches!(tokens[t].relation, Relation::Ccomp | Relation::Parataxis)
        });
        let above = match above == verb {
            true => clause.or(tokens[verb].head),
            false => Some(above),
        };
        let Some(above) = above.filter(|&above| above != verb) else {
            continue;
        };
        if let Some((subject, cue)) = lent.zip(cue) {
            hang(sentence, subject, cue, Relation::Nsubj);
        }
        for t in 0..noun {
            let token = &mut sentence.tokens[t];
            if token.head == Some(noun) && token.relation == Relation::Case {
                (token.head, token.relation) = (Some(verb), Relation::Mark);
            } else if token.head == Some(noun) && token.relation == Relation::NmodUnmarked {
                (token.head, token.relation) = (Some(verb), Relation::OblUnmarked);
            }
        }
        hang(sentence, noun, verb, Relation::Nsubj);
        hang(sentence, verb, above, Relation::Advcl);
    }
}

/// "Since 2015, *when* gunmen killed nine": a clause behind a time tells of that time.
pub fn behind_a_time(sentence: &mut Sentence, ontology: &Ontology) {
    for n in 0..sentence.times.len() {
        let (tokens, end) = (&sentence.tokens, sentence.times[n].tokens.end);
        // "Killed on Monday when troops shelled the town" says how they were killed.
        let comma = tokens.get(end).is_some_and(|t| t.upos == Upos::Punct);
        let first = end + 1;
        let then = |t: &&Token| {
            let word = t.form.to_lowercase();
            t.upos == Upos::Adv && ontology.lexicon.is_in("occasions", &word)
        };
        let verb = tokens.get(first).filter(then).filter(|_| comma);
        let verb = verb.and_then(|t| t.head);
        let clause =
            verb.filter(|&verb| verb > first && tokens[verb].relation.base() == Relation::Advcl);
        let root = sentence.times[n].tokens.clone().find(|&t| {
            let outside = |head: usize| !sentence.times[n].tokens.contains(&head);
            tokens[t].head.is_none_or(outside)
        });
        if let Some((clause, root)) = clause.zip(root) {
            hang(sentence, clause, root, Relation::AclRelcl);
        }
    }
}
