//! Who says what, where the reader hangs the speaker or a second cue on what is said.

use super::cues::{asks_for, child, is_cue, is_spoken};
use super::is_marked;
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
        let says = is_cue(&tokens[cue], ontology) && cue < clause;
        let own = child(tokens, second, Relation::Nsubj);
        let complement = [Relation::Ccomp, Relation::Xcomp, Relation::Obj];
        let tells = complement
            .iter()
            .any(|&r| child(tokens, second, r).is_some_and(|c| c > second))
            || asks_for(tokens, second, ontology);
        let aided = child(tokens, clause, Relation::Aux).is_some()
            && !tokens[clause].features.contains("VerbForm=Fin");
        let subject = child(tokens, clause, Relation::Nsubj);
        let speaks = subject.is_none_or(|subject| {
            let kind = sentence.meaning.kind(subject);
            let known = matches!(
                kind,
                Some(MentionKind::Person | MentionKind::Organisation) | None
            );
            known && !is_quoted(tokens, subject, second)
        });
        // "Those *killed* were boys"
        let speaks = speaks
            && !tokens.iter().any(|t| {
                let subject = t.head == Some(clause) && t.relation.base() == Relation::Nsubj;
                subject && t.upos == Upos::Verb
            });
        // "Said the talks had failed and *thanked* Peru", read as if the talks had thanked: what happens says nothing.
        let happens = subject.is_some_and(|t| sentence.meaning.kind(t) == Some(MentionKind::Event));
        let finite = tokens[second].features.contains("VerbForm=Fin")
            || (happens || !speaks)
                && tokens[second].features.contains("VerbForm=Part")
                && child(tokens, second, Relation::Aux).is_none()
                && ontology.only_says(&tokens[second].lemma);
        // "Said the town is safe and *asked* for help": what somebody does now is not joined by what they did.
        let was = |t: usize| tokens[t].features.contains("Tense=Past");
        let is =
            |t: &Token| t.features.contains("Tense=Pres") && t.features.contains("VerbForm=Fin");
        let of_clause = |t: &Token| {
            t.head == Some(clause) && matches!(t.relation.base(), Relation::Aux | Relation::Cop)
        };
        let now = is(&tokens[clause]) || tokens.iter().any(|t| of_clause(t) && is(t));
        let shifts = was(cue) && was(second) && now;
        let goes_on = is_cue(&tokens[second], ontology) && (aided || !speaks || shifts)
            || shifts && is_spoken(&tokens[second], ontology);
        // "The rebels said they had left, but the mayor said they were still there"
        let marked = child(tokens, second, Relation::Mark).is_some();
        let comma = (clause..second).any(|t| tokens[t].form == ",");
        let another = |speaker: usize| {
            let named = matches!(tokens[speaker].upos, Upos::Noun | Upos::Propn);
            named && speaker > clause && comma && !marked && is_cue(&tokens[second], ontology)
        };
        let apart = match own {
            Some(speaker) => another(speaker),
            None => goes_on,
        };
        if says && tells && finite && apart {
            sentence.tokens[second].head = Some(cue);
        }
    }
}

/// Whether a quotation that a word stands in is closed before another word.
fn is_quoted(tokens: &[Token], word: usize, other: usize) -> bool {
    let mark = |t: &&Token| matches!(t.form.as_str(), "\"" | "“" | "”" | "''" | "``");
    let open = tokens[..word].iter().filter(mark).count() % 2 == 1;
    let between = tokens.get(word..other).unwrap_or_default();
    open && between.iter().any(|t| mark(&t))
}

/// "The mayor, 40, left for the coast, has sold her house, the paper said": what stands before the first of several clauses that
/// come before their cue is its subject, and the others are coordinated with it.
pub fn subject_before_clause(sentence: &mut Sentence, ontology: &Ontology) {
    for cue in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let of = |relation: Relation| {
            let hangs = move |t: &usize| {
                tokens[*t].head == Some(cue) && tokens[*t].relation.base() == relation
            };
            (0..cue).filter(hangs)
        };
        let clauses: Vec<usize> = of(Relation::Ccomp).collect();
        let subjects: Vec<usize> = of(Relation::Nsubj).collect();
        let (Some(&clause), &[subject, speaker]) = (clauses.first(), subjects.as_slice()) else {
            continue;
        };
        let finite = tokens[cue].features.contains("VerbForm=Fin");
        let own = [Relation::Nsubj, Relation::Expl];
        let own = own.iter().any(|&r| child(tokens, clause, r).is_some());
        let last = clauses.last().copied().unwrap_or(clause);
        if finite && is_cue(&tokens[cue], ontology) && !own && subject < clause && last < speaker {
            sentence.tokens[subject].head = Some(clause);
            for &other in &clauses[1..] {
                sentence.tokens[other].head = Some(clause);
                sentence.tokens[other].relation = Relation::Conj;
            }
        }
    }
}

/// "Quoted a witness as saying that": whoever is quoted says it.
pub fn quoted_as_saying(sentence: &mut Sentence, ontology: &Ontology) {
    for saying in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let quotes = tokens[saying].head.filter(|&quotes| {
            tokens[saying].relation.base() == Relation::Advcl
                && is_cue(&tokens[saying], ontology)
                && is_spoken(&tokens[quotes], ontology)
                && child(tokens, saying, Relation::Nsubj).is_none()
                && is_marked(tokens, saying, "quoting-words", ontology)
        });
        let Some(quotes) = quotes else { continue };
        let quoted =
            child(tokens, quotes, Relation::Obj).or(child(tokens, quotes, Relation::NsubjPass));
        if let Some(quoted) = quoted.filter(|&quoted| quoted < saying) {
            sentence.tokens[quoted].head = Some(saying);
            sentence.tokens[quoted].relation = Relation::Nsubj;
        }
    }
}
