//! Headlines whose source stands behind a dash or a colon at their end.

use crate::document::BlockKind;
use crate::ontology::Ontology;
use crate::text::{MentionKind, Relation, Sentence, Token, Upos};

/// How many words may tell the source at the end of a headline.
const SOURCE: usize = 4;

/// "Gunmen kill two soldiers - sources", "Talks to go on: minister": what stands behind the dash or colon at the end of a
/// headline is no part of its last phrase.
pub fn source_at_end(sentence: &mut Sentence, ontology: &Ontology) {
    let Some(mark) = source_mark(sentence, ontology) else {
        return;
    };
    let after = mark + 1..sentence.tokens.len();
    let root = (0..mark).find(|&t| sentence.tokens[t].head.is_none());
    // What hangs on the source from before the mark takes its place.
    let borrowed: Vec<usize> = (0..mark)
        .filter(|&t| sentence.tokens[t].head.is_some_and(|h| h > mark))
        .collect();
    let heir = borrowed
        .iter()
        .rev()
        .copied()
        .find(|&t| matches!(sentence.tokens[t].upos, Upos::Noun | Upos::Propn));
    if let Some(heir) = heir {
        let from = sentence.tokens[heir].head.unwrap_or(mark);
        let (head, relation) = (sentence.tokens[from].head, sentence.tokens[from].relation);
        if let Some(head) = head.filter(|&h| h < mark) {
            (sentence.tokens[heir].head, sentence.tokens[heir].relation) = (Some(head), relation);
        }
        for t in borrowed.into_iter().filter(|&t| t != heir) {
            sentence.tokens[t].head = Some(heir);
        }
    }
    for t in after {
        let outside = sentence.tokens[t].head.is_some_and(|h| h < mark);
        if let Some(root) = root.filter(|_| outside) {
            sentence.tokens[t].head = Some(root);
            sentence.tokens[t].relation = Relation::Parataxis;
        }
    }
}

/// "No talks with the rebels, says minister": who stands behind the verb speaks, and what stands before the comma is said.
pub fn speaker_at_end(sentence: &mut Sentence, ontology: &Ontology) {
    if sentence.block != BlockKind::Heading {
        return;
    }
    let tokens = &sentence.tokens;
    let says = (2..tokens.len().saturating_sub(1)).find(|&v| {
        let token = &tokens[v];
        let nominal = |t: &Token| {
            matches!(
                t.upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Part | Upos::Punct
            )
        };
        token.upos == Upos::Verb
            && tokens[v - 1].form == ","
            && ontology.says(&token.lemma)
            && tokens[v + 1..].iter().all(nominal)
    });
    let Some(verb) = says else { return };
    let hangs = |t: usize| tokens[t].head == Some(verb);
    let subject = (0..verb).find(|&t| hangs(t) && tokens[t].relation.base() == Relation::Nsubj);
    let speaker = (verb + 1..tokens.len()).find(|&t| hangs(t) && tokens[t].upos != Upos::Punct);
    if let (Some(said), Some(speaker)) = (subject, speaker) {
        sentence.tokens[said].relation = Relation::Ccomp;
        sentence.tokens[speaker].relation = Relation::Nsubj;
    }
}

/// "Jets hit port; army denies it", "Raid kills ten, army denies role": the clause before a semicolon, or before a comma and a verb
/// that has words of its own behind it, is not what that verb introduces.
pub fn clauses_apart(sentence: &mut Sentence, _: &Ontology) {
    if sentence.block != BlockKind::Heading {
        return;
    }
    for cue in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let child = |relation: Relation| {
            let hangs =
                move |t: &usize| tokens[*t].head == Some(cue) && tokens[*t].relation == relation;
            (0..tokens.len()).find(hangs)
        };
        let clause = match tokens[cue].relation {
            Relation::Parataxis => tokens[cue].head,
            _ => child(Relation::Ccomp),
        };
        let Some((clause, subject)) = clause.zip(child(Relation::Nsubj)) else {
            continue;
        };
        let mut between = tokens[..cue.min(subject)].iter().enumerate().rev();
        let mark = between.find(|(t, token)| *t > clause && token.upos == Upos::Punct);
        // "Three killed, mayor tells radio"
        let spoken_to = |t: usize| {
            let kind = sentence.meaning.kind(t);
            matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
        };
        let object = child(Relation::Obj).filter(|&t| t > cue && !spoken_to(t));
        let complement = child(Relation::Xcomp).or(object);
        let apart = mark.is_some_and(|(_, mark)| match mark.form.as_str() {
            ";" => true,
            "," => complement.is_some_and(|t| t > cue),
            _ => false,
        });
        if !apart {
            continue;
        }
        if tokens[clause].head == Some(cue) {
            let (head, relation) = (tokens[cue].head, tokens[cue].relation);
            (
                sentence.tokens[clause].head,
                sentence.tokens[clause].relation,
            ) = (head, relation);
            sentence.tokens[cue].head = Some(clause);
        }
        sentence.tokens[cue].relation = Relation::Conj;
    }
}

/// "Peru, Chile agree to talk": of two names right before the verb of a headline neither explains the other.
pub fn two_names(sentence: &mut Sentence, _: &Ontology) {
    if sentence.block != BlockKind::Heading {
        return;
    }
    for second in 2..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let first = tokens[second].head.filter(|&first| {
            tokens[second].relation == Relation::Appos
                && tokens[first].relation.base() == Relation::Nsubj
        });
        let Some(first) = first else { continue };
        let kind = |t: usize| {
            let name = tokens[t].upos == Upos::Propn;
            sentence.meaning.kind(t).filter(|_| name)
        };
        let alike = kind(first).is_some() && kind(first) == kind(second);
        let verb = matches!(tokens[second + 1].upos, Upos::Verb | Upos::Aux);
        if alike && verb && tokens[first + 1..second].iter().any(|t| t.form == ",") {
            sentence.tokens[second].relation = Relation::Conj;
        }
    }
}

/// "Eight police shot dead in Vesna": where the verb tells what became of somebody and of no other, it is of its subject.
pub fn passive(sentence: &mut Sentence, _: &Ontology) {
    if sentence.block != BlockKind::Heading {
        return;
    }
    for verb in 0..sentence.tokens.len() {
        let has = |relation: Relation| {
            let mut all = sentence.tokens.iter();
            all.any(|t| t.head == Some(verb) && t.relation.base() == relation)
        };
        let result = |t: &Token| {
            t.head == Some(verb) && t.relation == Relation::Xcomp && t.upos == Upos::Adj
        };
        let past = sentence.tokens[verb].features.contains("Tense=Past");
        if !past
            || !sentence.tokens.iter().any(result)
            || [Relation::Obj, Relation::Ccomp, Relation::Aux]
                .into_iter()
                .any(has)
        {
            continue;
        }
        let subject = |t: &&mut Token| t.head == Some(verb) && t.relation == Relation::Nsubj;
        if let Some(subject) = sentence.tokens.iter_mut().find(subject) {
            subject.relation = Relation::NsubjPass;
        }
    }
}

/// The dash or colon of a headline behind which only its source stands.
pub fn source_mark(sentence: &Sentence, ontology: &Ontology) -> Option<usize> {
    if sentence.block != BlockKind::Heading {
        return None;
    }
    let tokens = &sentence.tokens;
    let spaced = |t: usize| tokens[t - 1].span.end < tokens[t].span.begin;
    let mark = (1..tokens.len().saturating_sub(1)).rev().find(|&t| {
        let dash = matches!(tokens[t].form.as_str(), "-" | "–" | "—") && spaced(t);
        (dash || tokens[t].form == ":") && spaced(t + 1)
    })?;
    let after = &tokens[mark + 1..];
    let nominal = |upos: Upos| {
        matches!(
            upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Punct
        )
    };
    let verb = tokens[..mark]
        .iter()
        .any(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
    let speaks = after.iter().any(|t| {
        let noun = ontology.lexicon.nouns.get(&t.lemma.to_lowercase());
        let nature = noun.map(|noun| ontology.nature(&noun.class));
        nature.is_some_and(|n| n.people() || n.body || n.staffed)
    });
    let short = after.len() <= SOURCE && after.iter().all(|t| nominal(t.upos));
    (verb && short && speaks).then_some(mark)
}
