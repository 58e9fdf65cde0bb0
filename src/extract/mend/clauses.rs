//! Subjects, objects and adjuncts that the reader hangs on the wrong word.

use crate::ontology::Ontology;
use crate::text::{MentionKind, Relation, Sentence, Token, Upos};

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

/// "A raid claimed by the rebel group UFV": a name right behind the noun that a participle has beside it is no subject of the
/// participle.
pub fn name_behind_its_noun(sentence: &mut Sentence, _: &Ontology) {
    for name in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let (token, noun) = (&tokens[name], &tokens[name - 1]);
        let verb = token.head.filter(|&verb| verb < name - 1);
        let subject = token.upos == Upos::Propn && token.relation.base() == Relation::Nsubj;
        if subject && verb.is_some() && noun.upos == Upos::Noun && noun.head == verb {
            sentence.tokens[name].head = Some(name - 1);
            sentence.tokens[name].relation = Relation::Appos;
        }
    }
}

/// "On Monday rebels attacked": a day with a preposition of its own is no part of the subject behind it.
pub fn day_before_its_subject(sentence: &mut Sentence, _: &Ontology) {
    for day in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let noun = tokens[day].head.filter(|&noun| noun > day);
        let modifies = matches!(
            tokens[day].relation.base(),
            Relation::Compound | Relation::Nmod
        );
        let timed = sentence.times.iter().any(|time| time.tokens.contains(&day));
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

/// "Shot dead five people": an adjective between a verb and the number of its object says what became of them.
pub fn dead_before_so_many(sentence: &mut Sentence, _: &Ontology) {
    for state in 1..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
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

/// "The mayor, his wife and two guards", "the coach, the spokesman and the driver": nobody is his own wife, and who goes on as a
/// list of people each with an article is no other name of the first.
pub fn list_of_people(sentence: &mut Sentence, ontology: &Ontology) {
    let lexicon = &ontology.lexicon;
    for next in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let of = |head: usize, relation: Relation| {
            move |t: &&Token| t.head == Some(head) && t.relation == relation
        };
        let kin = |n: usize| {
            let mut owners = tokens.iter().filter(of(n, Relation::NmodPoss));
            owners.any(|t| t.upos == Upos::Pron)
        };
        let definite = |n: usize| {
            let mut words = tokens.iter().filter(of(n, Relation::Det));
            let person = sentence.meaning.kind(n) == Some(MentionKind::Person);
            let article = words.any(|t| lexicon.is_in("definite-articles", &t.form.to_lowercase()));
            person && tokens[n].upos == Upos::Noun && article
        };
        let first = tokens[next]
            .head
            .filter(|_| tokens[next].relation == Relation::Appos);
        let last = (next + 1..tokens.len()).find(|&t| of(next, Relation::Conj)(&&tokens[t]));
        let Some((first, last)) = first.zip(last) else {
            continue;
        };
        let listed = [first, next, last]
            .into_iter()
            .all(|n| definite(n) || kin(n));
        if kin(next) || listed {
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
