//! Who says what, where the reader hangs the speaker or a second cue on what is said.

use crate::ontology::Ontology;
use crate::text::{MentionKind, Relation, Sentence, Token, Upos};

/// "Three were killed, the governor of the region, Ivan Petrov, said", "the bridge fell, the mayor wrote": whoever stands between
/// the last comma of a clause and the cue at the end of the sentence says it.
pub fn cue_at_end(sentence: &mut Sentence, ontology: &Ontology) {
    let tokens = &sentence.tokens;
    let cue = (1..tokens.len())
        .rev()
        .find(|&t| is_cue(&tokens[t], ontology));
    let Some(cue) = cue else { return };
    let clause = match tokens[cue].relation.base() {
        Relation::Conj | Relation::Parataxis => tokens[cue].head.filter(|&clause| clause < cue),
        _ => child(tokens, cue, Relation::Ccomp).filter(|&clause| clause < cue),
    };
    let Some(clause) = clause else { return };
    let joined = tokens
        .iter()
        .any(|t| t.head == Some(cue) && t.relation == Relation::Cc);
    let finite = tokens[cue].features.contains("VerbForm=Fin");
    let quiet = |relation| child(tokens, cue, relation).is_none_or(|c| c < cue);
    if joined || !finite || !quiet(Relation::Ccomp) || !quiet(Relation::Obj) {
        return;
    }
    let speaker = child(tokens, cue, Relation::Nsubj);
    let found = speaker
        .is_none()
        .then(|| between(sentence, clause, cue))
        .flatten();
    if found.is_none() && speaker.is_none_or(|speaker| speaker < clause) {
        return;
    }
    if let Some(found) = found {
        sentence.tokens[found].head = Some(cue);
        sentence.tokens[found].relation = Relation::Nsubj;
        // The commas around the speaker are not of what is said.
        for t in clause + 1..cue {
            let token = &sentence.tokens[t];
            let under = |head: usize| head < t && t > found;
            if token.upos == Upos::Punct && token.head.is_some_and(under) {
                sentence.tokens[t].head = Some(cue);
            }
        }
    }
    if sentence.tokens[cue].head == Some(clause) {
        let above = &sentence.tokens[clause];
        let (head, relation) = (above.head, above.relation);
        (sentence.tokens[cue].head, sentence.tokens[cue].relation) = (head, relation);
        sentence.tokens[clause].head = Some(cue);
        sentence.tokens[clause].relation = Relation::Ccomp;
    }
}

/// Whoever is named between a comma behind a clause and the cue, by the first phrase there that reaches to the cue.
fn between(sentence: &Sentence, clause: usize, cue: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let above = |t: usize| std::iter::successors(Some(t), |&t| tokens[t].head).take(tokens.len());
    // A second subject behind its verb is one of the cue, whatever the reader takes it for.
    let somebody = |t: usize| {
        let kind = sentence.meaning.kind(t);
        tokens[t].relation.base() == Relation::Nsubj && tokens[t].head == Some(clause)
            || matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
    };
    let reaches = |t: usize| {
        let under = |x: usize| above(x).any(|a| a == t);
        let last = (t..cue).rev().find(|&x| tokens[x].upos != Upos::Punct);
        let first = (0..=t).find(|&x| under(x) && tokens[x].upos != Upos::Punct)?;
        let comma = first
            .checked_sub(1)
            .is_some_and(|before| tokens[before].form == ",");
        (comma && last.is_some_and(under)).then_some(t)
    };
    let hangs = |t: usize| {
        let relation = tokens[t].relation.base();
        let beside = matches!(
            relation,
            Relation::Nsubj | Relation::Appos | Relation::Parataxis | Relation::Conj
        );
        let list = tokens
            .iter()
            .any(|x| x.head == Some(t) && x.relation == Relation::Cc);
        beside
            && !list
            && tokens[t]
                .head
                .is_some_and(|head| above(head).any(|a| a == clause))
    };
    (clause + 1..cue)
        .filter(|&t| hangs(t) && somebody(t))
        .find_map(reaches)
}

/// "Confirmed that the town had fallen but insisted that its losses were light": a verb of saying that shares neither the
/// auxiliary nor the subject of the clause before it stands beside the cue of that clause.
pub fn second_cue(sentence: &mut Sentence, ontology: &Ontology) {
    for second in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let clause = tokens[second]
            .head
            .filter(|_| tokens[second].relation == Relation::Conj);
        let cue =
            clause.filter(|&clause| tokens[clause].relation == Relation::Ccomp && clause < second);
        let cue = cue.and_then(|clause| tokens[clause].head);
        let Some((clause, cue)) = clause.zip(cue) else {
            continue;
        };
        let says =
            is_cue(&tokens[second], ontology) && is_cue(&tokens[cue], ontology) && cue < clause;
        let own = child(tokens, second, Relation::Nsubj).is_some();
        let complement = [Relation::Ccomp, Relation::Xcomp, Relation::Obj];
        let tells = complement
            .iter()
            .any(|&r| child(tokens, second, r).is_some_and(|c| c > second));
        let aided = child(tokens, clause, Relation::Aux).is_some()
            && !tokens[clause].features.contains("VerbForm=Fin");
        let subject = child(tokens, clause, Relation::Nsubj);
        let speaks = subject.is_none_or(|subject| {
            let kind = sentence.meaning.kind(subject);
            matches!(
                kind,
                Some(MentionKind::Person | MentionKind::Organisation) | None
            )
        });
        let finite = tokens[second].features.contains("VerbForm=Fin");
        if says && !own && tells && finite && (aided || !speaks) {
            sentence.tokens[second].head = Some(cue);
        }
    }
}

fn is_cue(token: &Token, ontology: &Ontology) -> bool {
    token.upos == Upos::Verb && ontology.says(&token.lemma)
}

/// The first word that hangs on another in some way, whatever its subtype.
fn child(tokens: &[Token], of: usize, relation: Relation) -> Option<usize> {
    let hangs = |t: &Token| t.head == Some(of) && t.relation.base() == relation;
    tokens.iter().position(hangs)
}
