//! Days, places and clauses that the reader hangs on the wrong verb or noun.

use super::{frames, is_harm, is_marked};
use crate::ontology::{Ontology, Part};
use crate::text::{MentionKind, Relation, Sentence, Time, Token, Upos};

/// "On Monday rebels attacked": a day with a preposition of its own is no part of the subject behind it.
pub fn day_before_its_subject(sentence: &mut Sentence, _: &Ontology) {
    for day in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let compound = |&t: &usize| tokens[t].relation.base() == Relation::Compound;
        let above = std::iter::successors(Some(day), |&t| tokens[t].head.filter(|&noun| noun > t));
        // "On Monday air force planes bombed": up to the noun that the others are compounds of.
        let noun = above.skip(1).take(tokens.len()).find(|t| !compound(t));
        let modifies = matches!(
            tokens[day].relation.base(),
            Relation::Compound | Relation::Nmod
        );
        let timed = sentence.is_time(day);
        let own =
            |t: &Token| t.head == Some(day) && t.relation == Relation::Case && t.upos == Upos::Adp;
        let told = tokens[..day].iter().any(own);
        let Some(noun) = noun.filter(|_| modifies && timed && told) else {
            continue;
        };
        let subject = tokens[noun].relation.base() == Relation::Nsubj;
        if let Some(verb) = tokens[noun].head.filter(|_| subject) {
            sentence.tokens[day].head = Some(verb);
            sentence.tokens[day].relation = Relation::Obl;
        }
    }
}

/// "Condemned on Monday the killing of two farmers last week": of two days on a verb the second is that of what happens behind the
/// first.
pub fn second_day(sentence: &mut Sentence, ontology: &Ontology) {
    let tokens = &sentence.tokens;
    let head = |time: &Time| {
        let mut words = time.tokens.clone();
        words.find(|&t| {
            tokens[t]
                .head
                .is_none_or(|head| !time.tokens.contains(&head))
        })
    };
    // The verb that a time hangs on, by itself or with its subject.
    let verb_of = |t: usize| {
        let above = tokens[t].head?;
        let subject = tokens[above].relation.base() == Relation::Nsubj && t > above;
        if subject {
            tokens[above].head
        } else {
            Some(above)
        }
    };
    let dated = |time: &&Time| time.interval.is_some();
    let days: Vec<usize> = sentence
        .times
        .iter()
        .filter(dated)
        .filter_map(head)
        .collect();
    let mut moved = Vec::new();
    for (n, &second) in days.iter().enumerate() {
        let Some(verb) = tokens[second].head.filter(|&verb| verb < second) else {
            continue;
        };
        let adjunct = tokens[second].relation.base() == Relation::Obl;
        let first = days[..n].iter().find(|&&day| verb_of(day) == Some(verb));
        let Some(&first) = first.filter(|_| adjunct && tokens[verb].upos == Upos::Verb) else {
            continue;
        };
        let happens = |&t: &usize| {
            let nouns = &ontology.lexicon.by_noun;
            let event = sentence.meaning.kind(t) == Some(MentionKind::Event)
                || nouns.contains_key(&tokens[t].lemma.to_lowercase());
            let clause = matches!(
                tokens[t].relation.base(),
                Relation::Advcl | Relation::Acl | Relation::Xcomp
            );
            event && tokens[t].upos == Upos::Noun || clause && tokens[t].upos == Upos::Verb
        };
        let from = first.max(verb) + 1;
        let event = (from..second)
            .rev()
            .filter(|&t| is_within(tokens, t, verb))
            .find(happens);
        moved.extend(event.map(|event| (second, event)));
    }
    for (time, event) in moved {
        sentence.tokens[time].head = Some(event);
        if sentence.tokens[event].upos == Upos::Noun {
            sentence.tokens[time].relation = Relation::Nmod;
        }
    }
}

/// "Rebels killed a man who had fled, his office said on Friday": of a clause that stands before the verb that introduces it
/// nothing stands right behind that verb.
pub fn behind_the_cue(sentence: &mut Sentence, _: &Ontology) {
    for (clause, cue) in introduced(&sentence.tokens) {
        let tokens = &sentence.tokens;
        let punctuation = |&t: &usize| tokens[t].upos == Upos::Punct;
        let end = (cue + 1..tokens.len())
            .find(punctuation)
            .unwrap_or(tokens.len());
        let below = |t: usize| is_within(tokens, t, clause);
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

/// "Jets bombed the camp, the army said, days after rebels had killed six": what came before a clause that stands in front of the
/// verb that introduces it is told of the clause.
pub fn sequence_behind_the_cue(sentence: &mut Sentence, ontology: &Ontology) {
    let tokens = &sentence.tokens;
    let lexicon = &ontology.lexicon;
    let comes_after = |t: &usize| {
        let mut marks = tokens.iter().filter(|mark| {
            mark.head == Some(*t) && matches!(mark.relation, Relation::Mark | Relation::Case)
        });
        tokens[*t].upos == Upos::Verb
            && marks.any(|mark| lexicon.is_in("sequences", &mark.form.to_lowercase()))
    };
    let moved: Vec<(usize, usize)> = introduced(tokens)
        .into_iter()
        .flat_map(|(clause, cue)| {
            let below = move |t: &usize| tokens[*t].head == Some(cue);
            let behind = (cue + 1..tokens.len()).filter(below).filter(comes_after);
            behind.map(move |t| (t, clause))
        })
        .collect();
    for (t, clause) in moved {
        sentence.tokens[t].head = Some(clause);
        sentence.tokens[t].relation = Relation::Advcl;
    }
}

/// "Accused the army of murder": what stands behind "of" is told of the verb where a frame of it asks for that.
pub fn accused_of(sentence: &mut Sentence, ontology: &Ontology) {
    let lexicon = &ontology.lexicon;
    for deed in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let object = tokens[deed]
            .head
            .filter(|_| tokens[deed].relation == Relation::Nmod);
        let object =
            object.filter(|&object| tokens[object].relation == Relation::Obj && object < deed);
        let verb = object.and_then(|object| tokens[object].head);
        let Some((object, verb)) = object.zip(verb) else {
            continue;
        };
        let of = |t: &Token| {
            let case = t.head == Some(deed) && t.relation == Relation::Case;
            case && lexicon.is_in("genitives", &t.form.to_lowercase())
        };
        let asks = |&n: &usize| {
            let slots = lexicon.frames[n].slots.iter();
            let mut relations = slots.flat_map(|slot| &slot.relations);
            relations.any(|relation| lexicon.is_in("genitives", relation))
        };
        let frames = lexicon
            .by_verb
            .get(&tokens[verb].lemma)
            .into_iter()
            .flatten();
        let somebody = sentence.meaning.kind(object) == Some(MentionKind::Person)
            || sentence.meaning.kind(object) == Some(MentionKind::Organisation);
        let actor = matches!(
            sentence.meaning.kind(deed),
            Some(MentionKind::Person | MentionKind::Organisation | MentionKind::Place)
        );
        let behind = tokens[object..deed].iter().any(of);
        if behind && somebody && !actor && frames.into_iter().any(asks) {
            sentence.tokens[deed].head = Some(verb);
            sentence.tokens[deed].relation = Relation::Obl;
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

/// "The attack on a base in Vesna that killed six": no place kills, the attack on it does.
pub fn what_killed(sentence: &mut Sentence, ontology: &Ontology) {
    let tokens = &sentence.tokens;
    let lexicon = &ontology.lexicon;
    let subject_is_relative = |verb: usize| {
        let mut words = tokens.iter().filter(|t| t.head == Some(verb));
        words.any(|t| t.relation == Relation::Nsubj && t.features.contains("PronType=Rel"))
    };
    let befalls = |&noun: &usize| {
        let frames = lexicon.by_noun.get(&tokens[noun].lemma.to_lowercase());
        let mut classes = frames
            .into_iter()
            .flatten()
            .map(|&n| &lexicon.frames[n].class);
        classes.any(|class| ontology.role_in(class, Part::Patient).is_some())
    };
    let moved: Vec<(usize, usize)> = (0..tokens.len())
        .filter_map(|verb| {
            let harms = tokens[verb].relation == Relation::AclRelcl
                && tokens[verb].upos == Upos::Verb
                && is_harm(&tokens[verb].lemma, ontology)
                && subject_is_relative(verb);
            let place = tokens[verb].head.filter(|&place| {
                harms && sentence.meaning.kind(place) == Some(MentionKind::Place)
            })?;
            // Up its prepositions only.
            let modifies = |&t: &usize| tokens[t].relation == Relation::Nmod;
            let above =
                std::iter::successors(Some(place), |t| tokens[*t].head.filter(|_| modifies(t)));
            let event = above.take(tokens.len()).skip(1).find(befalls)?;
            Some((verb, event))
        })
        .collect();
    for (verb, event) in moved {
        sentence.tokens[verb].head = Some(event);
    }
}

/// "Officials say a bomb went off, killing six": nobody kills by saying so, what they tell of does.
pub fn killed_by_saying(sentence: &mut Sentence, ontology: &Ontology) {
    for gerund in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let clause = |t: usize| {
            let told = matches!(
                tokens[t].relation.base(),
                Relation::Ccomp | Relation::Advcl | Relation::Acl
            );
            told && matches!(tokens[t].upos, Upos::Verb)
        };
        let harms = tokens[gerund].relation == Relation::Advcl
            && tokens[gerund].features.contains("VerbForm=Ger")
            && is_harm(&tokens[gerund].lemma, ontology);
        let said = tokens[gerund].head.filter(|&verb| {
            let lemma = tokens[verb].lemma.to_lowercase();
            harms && verb < gerund && ontology.only_says(&lemma)
        });
        let told = said.and_then(|verb| (verb + 1..gerund).rev().find(|&t| clause(t)));
        if let Some(told) = told {
            sentence.tokens[gerund].head = Some(told);
        }
    }
}

/// The clauses that stand before the verb that introduces them, each with that verb.
fn introduced(tokens: &[Token]) -> Vec<(usize, usize)> {
    let cue = |clause: usize| {
        let cue = tokens[clause].head.filter(|&cue| cue > clause)?;
        (tokens[clause].relation == Relation::Ccomp).then_some((clause, cue))
    };
    (0..tokens.len()).filter_map(cue).collect()
}

/// Whether a word is another or hangs below it.
fn is_within(tokens: &[Token], word: usize, top: usize) -> bool {
    let above = std::iter::successors(Some(word), |&t| tokens[t].head);
    above.take(tokens.len()).any(|above| above == top)
}

/// "An exchange of fire *between soldiers and rebels*": those between whom something is hang on the noun that knows two sides.
pub fn between_its_sides(sentence: &mut Sentence, ontology: &Ontology) {
    let knows_sides = |token: &Token| {
        let slots = frames(Upos::Noun, &token.lemma, ontology).flat_map(|frame| &frame.slots);
        let mut relations = slots.flat_map(|slot| &slot.relations);
        relations.any(|relation| ontology.lexicon.is_in("between-words", relation))
    };
    for side in 2..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        // The noun that a phrase with a preposition of a set hangs on.
        let above = |noun: usize, set: &str| {
            let nominal = tokens[noun].relation.base() == Relation::Nmod;
            let marked = nominal && is_marked(tokens, noun, set, ontology);
            tokens[noun].head.filter(|_| marked)
        };
        let lower = above(side, "between-words");
        let upper = lower.and_then(|lower| above(lower, "genitives"));
        if let Some((lower, upper)) = lower.zip(upper)
            && knows_sides(&tokens[upper])
            && !knows_sides(&tokens[lower])
        {
            sentence.tokens[side].head = Some(upper);
            continue;
        }
        // "Killed in clashes between soldiers and rebels"
        let first = |t: usize| (0..side).find(|&c| tokens[c].head == Some(t));
        let noun = first(side).and_then(|mark| mark.checked_sub(1));
        let verb = tokens[side].head;
        let beside = noun.filter(|&noun| {
            let adjuncts = [noun, side].map(|t| tokens[t].relation.base() == Relation::Obl);
            adjuncts == [true, true] && tokens[noun].head == verb && knows_sides(&tokens[noun])
        });
        if let Some(noun) = beside.filter(|_| is_marked(tokens, side, "between-words", ontology)) {
            sentence.tokens[side].head = Some(noun);
            sentence.tokens[side].relation = Relation::Nmod;
        }
    }
}

/// "An Israeli military airstrike": whose it is is said of the noun, not of the adjective between.
pub fn owner_before_adjective(sentence: &mut Sentence, _: &Ontology) {
    for owner in 0..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let (token, adjective) = (&tokens[owner], &tokens[owner + 1]);
        let modifies = |t: &Token| matches!(t.relation.base(), Relation::Amod | Relation::Compound);
        let named = token.form.starts_with(char::is_uppercase) && modifies(token);
        let between = adjective.upos == Upos::Adj
            && adjective.form.starts_with(char::is_lowercase)
            && modifies(adjective);
        let noun = adjective.head.filter(|&noun| noun > owner + 1);
        if let Some(noun) = noun.filter(|_| named && between && token.head == Some(owner + 1)) {
            sentence.tokens[owner].head = Some(noun);
        }
    }
}
