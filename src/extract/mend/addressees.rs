//! To whom something is said and of whom, where the reader hangs it on other words.

use super::cues::{child, is_cue, is_spoken, spoken};
use super::tolls::PARTICIPLE;
use crate::ontology::{Frame, Ontology};
use crate::text::{MentionKind, Relation, Sentence, Token, Upos};

/// "The envoy told lawmakers in Vesna that …": what stands right behind a cue with a subject of its own before it is no second one.
pub fn told_behind_the_cue(sentence: &mut Sentence, ontology: &Ontology) {
    for cue in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let subject =
            |t: usize| tokens[t].head == Some(cue) && tokens[t].relation.base() == Relation::Nsubj;
        if !is_cue(&tokens[cue], ontology) || child(tokens, cue, Relation::Obj).is_some() {
            continue;
        }
        let behind = (cue + 1..tokens.len()).find(|&t| subject(t));
        let Some(told) = behind.filter(|_| (0..cue).any(subject)) else {
            continue;
        };
        let beside = tokens[cue + 1..told].iter().all(|t| t.head == Some(told));
        if beside {
            sentence.tokens[told].relation = Relation::Obj;
        }
    }
}

/// "Called on the rebels to leave": what somebody is told to do is a complement of the verb, and no purpose.
pub fn addressed(sentence: &mut Sentence, ontology: &Ontology) {
    for told in 2..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let infinitive = tokens
            .iter()
            .any(|t| t.head == Some(told) && t.relation == Relation::Mark && t.upos == Upos::Part);
        let adjunct = matches!(tokens[told].relation, Relation::Advcl | Relation::Acl);
        let Some(above) = tokens[told].head.filter(|_| infinitive && adjunct) else {
            continue;
        };
        let verb = match tokens[above].relation {
            Relation::Obl => tokens[above].head,
            _ => Some(above),
        };
        let verb = verb.filter(|&verb| tokens[verb].upos == Upos::Verb && verb < told);
        let asks = verb.filter(|&verb| {
            let asked = to_whom(tokens, verb, ontology)
                .any(|t| t < told && !sentence.is_time(t) && sentence.is_somebody(t));
            asked && child(tokens, verb, Relation::Obj).is_none()
        });
        if let Some(verb) = asks {
            sentence.tokens[told].head = Some(verb);
            sentence.tokens[told].relation = Relation::Xcomp;
        }
    }
}

/// The adjuncts of a verb by which a frame that takes an infinitive for what is said tells to whom.
fn to_whom<'a>(
    tokens: &'a [Token],
    verb: usize,
    ontology: &'a Ontology,
) -> impl Iterator<Item = usize> + 'a {
    let takes = |role: &'static str, relation: &str| {
        let relation = relation.to_string();
        move |frame: &&Frame| {
            let mut slots = frame.slots.iter().filter(|slot| slot.role == role);
            slots.any(|slot| slot.relations.contains(&relation))
        }
    };
    let adjunct = move |t: &usize| tokens[*t].head == Some(verb) && *t > verb;
    (0..tokens.len()).filter(adjunct).filter(move |&t| {
        let mut cases = tokens.iter().filter(|case| {
            case.head == Some(t) && case.relation == Relation::Case && case.upos == Upos::Adp
        });
        tokens[t].relation == Relation::Obl
            && cases.any(|case| {
                let form = case.form.to_lowercase();
                let mut frames = spoken(&tokens[verb].lemma, &form, ontology).into_iter();
                frames.any(|f| takes("content", "infinitive")(&f) && takes("addressee", &form)(&f))
            })
    })
}

/// "Blamed Monday's raid on the rebels": whoever is blamed stands behind the preposition that a frame of the verb has for them, and
/// is no part of what they are blamed for.
pub fn blamed_on(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let ascribes = tokens[verb].upos == Upos::Verb;
        let deed = child(tokens, verb, Relation::Obj).filter(|&deed| {
            let kind = sentence.meaning.kind(deed);
            let somebody = matches!(
                kind,
                Some(MentionKind::Person | MentionKind::Organisation | MentionKind::Place)
            );
            ascribes && deed > verb && !somebody
        });
        let Some(deed) = deed else { continue };
        let blamed = |t: &usize| {
            let mut cases = tokens
                .iter()
                .filter(|case| case.head == Some(*t) && case.relation == Relation::Case);
            cases.any(|case| {
                let (verb, deed) = (&tokens[verb].lemma, &tokens[deed].lemma);
                let form = case.form.to_lowercase();
                ontology.lexicon.blames(verb, deed, &form)
            })
        };
        let of_verb = |t: &usize| tokens[*t].head == Some(verb) && !sentence.is_time(*t);
        let within = |t: &usize| {
            let above = std::iter::successors(Some(*t), |&t| tokens[t].head);
            let mut above = above.take(tokens.len());
            tokens[*t].relation == Relation::Nmod
                && !sentence.is_time(*t)
                && above.any(|above| above == deed || above > deed && of_verb(&above))
        };
        let known = (deed + 1..tokens.len()).filter(of_verb).any(|t| blamed(&t));
        let last = (deed + 1..tokens.len()).rev().filter(within).find(blamed);
        if let Some(last) = last.filter(|_| !known) {
            sentence.tokens[last].head = Some(verb);
            sentence.tokens[last].relation = Relation::Obl;
        }
    }
}

/// "Asked about the deal, the minister said": a verb in front of the clause it hangs on that has neither a subject nor a word that
/// marks it is a participle.
pub fn asked_in_front(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let own = [
            Relation::Nsubj,
            Relation::Mark,
            Relation::Aux,
            Relation::Obj,
        ];
        let bare = own.iter().all(|&r| child(tokens, verb, r).is_none());
        let in_front = tokens[verb].relation == Relation::Advcl
            && tokens[verb].head.is_some_and(|head| head > verb)
            && tokens[verb].features.contains("VerbForm=Fin")
            && tokens[verb].features.contains("Tense=Past");
        if bare && in_front && is_spoken(&tokens[verb], ontology) {
            sentence.tokens[verb].features = PARTICIPLE.into();
        }
    }
}
