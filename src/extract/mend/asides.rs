//! What somebody else says of what was said, where the reader hangs it on the words before: "a charge that Peru denies",
//! "…; Peru called for talks".

use super::cues::{child, is_cue, is_spoken};
use super::frames;
use crate::ontology::{Answer, Ontology};
use crate::text::{MentionKind, Relation, Sentence, Token, Upos};

/// "Said the rebels had fired, *a charge that they deny*", "accused Peru of arming them, *which Peru denies*": what somebody
/// denies or rejects in a clause of its own behind a comma is told beside the sentence, and is no part of what was said.
pub fn answered(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 2..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let noun = tokens[verb].head.filter(|&noun| {
            tokens[verb].relation == Relation::AclRelcl
                && noun < verb
                && tokens[noun].head.is_some()
        });
        let Some(noun) = noun.filter(|_| is_spoken(&tokens[verb], ontology)) else {
            continue;
        };
        let answers = |wanted: &[Answer]| is_answer(&tokens[verb], wanted, ontology);
        let first = first(tokens, noun);
        let spoken = is_utterance(&tokens[noun], ontology);
        let definite = tokens
            .iter()
            .any(|t| t.head == Some(noun) && t.features.contains("Definite=Def"));
        let set_off = |t: usize| {
            t.checked_sub(1)
                .is_some_and(|mark| tokens[mark].form == ",")
        };
        // A relative pronoun behind a comma means the whole clause where what it stands behind cannot be denied.
        let object = child(tokens, verb, Relation::Obj)
            .or(child(tokens, verb, Relation::NsubjPass))
            .filter(|&t| tokens[t].features.contains("PronType=Rel") && t < verb);
        let told = matches!(
            sentence.meaning.kind(noun),
            Some(MentionKind::Event | MentionKind::Abstract)
        );
        let moved = if spoken && !definite && set_off(first) {
            answers(&[Answer::Denies, Answer::Rejects]).then_some((noun, Relation::Appos))
        } else if !spoken && !told && object.is_some_and(set_off) {
            answers(&[Answer::Denies]).then_some((verb, Relation::Conj))
        } else {
            None
        };
        let root = tokens.iter().position(|t| t.head.is_none());
        if let Some(((word, relation), root)) = moved.zip(root)
            && root != word
        {
            sentence.tokens[word].head = Some(root);
            sentence.tokens[word].relation = relation;
        }
    }
}

/// "Peru backs the rebels, *a charge Chile denies*": the words that somebody answers without a relative pronoun, where the reader
/// takes all before them for what is denied.
pub fn answered_without_pronoun(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 4..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let clause = child(tokens, verb, Relation::Ccomp).filter(|&clause| clause < verb);
        let subject = child(tokens, verb, Relation::Nsubj).filter(|&subject| subject < verb);
        let Some((clause, subject)) = clause.zip(subject) else {
            continue;
        };
        let begin = first(tokens, subject);
        let Some(noun) = begin.checked_sub(1) else {
            continue;
        };
        let start = first(tokens, noun);
        let indefinite = tokens[start..noun]
            .iter()
            .any(|t| t.features.contains("Definite=Ind"));
        let comma = start > clause && tokens[start - 1].form == ",";
        let apart = comma && indefinite && is_utterance(&tokens[noun], ontology);
        if !apart || !is_answer(&tokens[verb], &[Answer::Denies, Answer::Rejects], ontology) {
            continue;
        }
        let (head, relation) = (tokens[verb].head, tokens[verb].relation);
        (
            sentence.tokens[clause].head,
            sentence.tokens[clause].relation,
        ) = (head, relation);
        (sentence.tokens[noun].head, sentence.tokens[noun].relation) =
            (Some(clause), Relation::Appos);
        sentence.tokens[verb].head = Some(noun);
        sentence.tokens[verb].relation = Relation::AclRelcl;
    }
}

/// Whether a verb answers what was said in one of some ways.
fn is_answer(verb: &Token, wanted: &[Answer], ontology: &Ontology) -> bool {
    let mut classes = frames(Upos::Verb, &verb.lemma, ontology).map(|frame| &frame.class);
    classes.any(|class| ontology.answer(class).is_some_and(|a| wanted.contains(&a)))
}

/// Whether a noun means that somebody says something.
fn is_utterance(noun: &Token, ontology: &Ontology) -> bool {
    let mut frames = frames(Upos::Noun, &noun.lemma, ontology);
    noun.upos == Upos::Noun && frames.any(|frame| ontology.is_a(&frame.class, "Statement"))
}

/// "The army said the road was open; *the mayor urged drivers to wait*": a verb of saying with its own subject behind a semicolon
/// introduces nothing of what stands before, and is no part of it.
pub fn behind_a_semicolon(sentence: &mut Sentence, ontology: &Ontology) {
    let marks = (1..sentence.tokens.len()).filter(|&t| sentence.tokens[t].form == ";");
    for mark in marks.collect::<Vec<_>>() {
        let tokens = &sentence.tokens;
        let verb = (mark + 1..tokens.len()).find(|&t| tokens[t].upos == Upos::Verb);
        let Some(verb) = verb.filter(|&verb| is_spoken(&tokens[verb], ontology)) else {
            continue;
        };
        let subject = child(tokens, verb, Relation::Nsubj).is_some_and(|t| t > mark && t < verb);
        let finite = !["VerbForm=Ger", "VerbForm=Inf"]
            .iter()
            .any(|form| tokens[verb].features.contains(form));
        let says = (0..mark).any(|t| is_cue(&tokens[t], ontology));
        let outside = tokens[verb].head.is_none_or(|head| head < mark);
        if !subject || !finite || !says || !outside {
            continue;
        }
        let before = |t: usize| t < mark && tokens[t].head == Some(verb);
        let clausal = |t: usize| {
            matches!(
                tokens[t].relation.base(),
                Relation::Ccomp | Relation::Parataxis | Relation::Advcl
            )
        };
        let clauses: Vec<usize> = (0..mark).filter(|&t| before(t) && clausal(t)).collect();
        let others: Vec<usize> = (0..mark).filter(|&t| before(t) && !clausal(t)).collect();
        let top = match (clauses.as_slice(), tokens[verb].head) {
            (&[clause], _) => clause,
            ([], Some(head)) => head,
            _ => continue,
        };
        let (head, relation) = (tokens[verb].head, tokens[verb].relation);
        if !clauses.is_empty() {
            sentence.tokens[top].head = head;
            sentence.tokens[top].relation = relation;
            for other in others {
                sentence.tokens[other].head = Some(top);
            }
        }
        let tokens = &sentence.tokens;
        let above = std::iter::successors(Some(top), |&t| tokens[t].head);
        let root = above.take(tokens.len()).last().unwrap_or(top);
        sentence.tokens[verb].head = Some(root);
        sentence.tokens[verb].relation = Relation::Conj;
    }
}

/// "Peru denied *having* any soldiers there": a gerund right behind a verb of saying is what is said, and no circumstance.
pub fn gerund_behind_its_cue(sentence: &mut Sentence, ontology: &Ontology) {
    for gerund in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let cue = gerund - 1;
        let hangs = tokens[gerund].head == Some(cue)
            && tokens[gerund].relation == Relation::Advcl
            && tokens[gerund].features.contains("VerbForm=Ger");
        let taken = [Relation::Ccomp, Relation::Xcomp, Relation::Obj];
        let alone = !taken.iter().any(|&r| child(tokens, cue, r).is_some());
        let said = |relation: &String| relation == "infinitive";
        let takes = frames(Upos::Verb, &tokens[cue].lemma, ontology).any(|frame| {
            let mut slots = frame.slots.iter().filter(|slot| slot.role == "content");
            ontology.answer(&frame.class).is_some()
                && slots.any(|slot| slot.relations.iter().any(said))
        });
        if hangs && alone && takes {
            sentence.tokens[gerund].relation = Relation::Xcomp;
        }
    }
}

/// "Omar Sani, a spokesman for the union in Vesna, *who said*": whoever says more is whom the description is of, not what it names.
pub fn who_says(sentence: &mut Sentence, ontology: &Ontology) {
    for verb in 3..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let noun = tokens[verb].head.filter(|&noun| {
            tokens[verb].relation == Relation::AclRelcl
                && noun < verb
                && is_spoken(&tokens[verb], ontology)
        });
        let who = child(tokens, verb, Relation::Nsubj).filter(|&who| {
            let comma = who
                .checked_sub(1)
                .is_some_and(|mark| tokens[mark].form == ",");
            tokens[who].features.contains("PronType=Rel") && comma
        });
        let Some((noun, _)) = noun.zip(who) else {
            continue;
        };
        let above = std::iter::successors(Some(noun), |&t| {
            let inner = [Relation::Nmod, Relation::Appos, Relation::Flat];
            let within = inner.contains(&tokens[t].relation.base());
            tokens[t].head.filter(|&head| within && head < t)
        });
        let person = |&t: &usize| sentence.meaning.kind(t) == Some(MentionKind::Person);
        let way: Vec<usize> = above.take(tokens.len()).collect();
        let described = way.iter().rev().copied().find(|t| {
            let name = tokens[*t].upos == Upos::Propn;
            let below = way
                .iter()
                .any(|&x| tokens[x].head == Some(*t) && tokens[x].relation == Relation::Appos);
            name && below && person(t)
        });
        let nearest = || way.iter().copied().find(person);
        if let Some(speaker) = described.or_else(nearest).filter(|&t| t != noun) {
            sentence.tokens[verb].head = Some(speaker);
        }
    }
}

/// The first word of a phrase, but for the marks before it.
fn first(tokens: &[Token], head: usize) -> usize {
    let under = |t: usize| {
        let mut above = std::iter::successors(Some(t), |&t| tokens[t].head).take(tokens.len());
        above.any(|t| t == head)
    };
    let mut words = (0..head).filter(|&t| tokens[t].upos != Upos::Punct && under(t));
    words.next().unwrap_or(head)
}
