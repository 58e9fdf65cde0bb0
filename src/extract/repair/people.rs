//! People cut off from what they say, from their titles and from the clauses about them.

use super::{attach, subjects};
use crate::document::BlockKind;
use crate::ontology::Ontology;
use crate::text::{NameKind, Relation, Sentence, Upos};

/// How far up a phrase the antecedent of *who* is looked for.
const MAX_CLIMB: usize = 5;

/// "Shells fell on the port, the mayor announced": the mayor is no second subject of *fell*, and *announced* does not
/// modify him.
pub fn speech_after(sentence: &mut Sentence, ontology: &Ontology) {
    for cue in 0..sentence.tokens.len() {
        let token = &sentence.tokens[cue];
        let says = token.upos == Upos::Verb
            && token.relation.base() == Relation::Acl
            && ontology
                .lexicon
                .by_verb
                .get(&token.lemma.to_lowercase())
                .is_some_and(|frames| {
                    frames
                        .iter()
                        .any(|&f| ontology.is_a(&ontology.lexicon.frames[f].class, "Statement"))
                });
        let Some(speaker) = token.head.filter(|&n| says && n < cue) else {
            continue;
        };
        let Some(verb) = sentence.tokens[speaker].head.filter(|&v| v < speaker) else {
            continue;
        };
        let second_subject = sentence.tokens[speaker].relation.base() == Relation::Nsubj
            && subjects(sentence, verb).any(|n| n < verb);
        if second_subject {
            attach(sentence, cue, verb, Relation::Parataxis);
            attach(sentence, speaker, cue, Relation::Nsubj);
        }
    }
}

/// "of opposition leader Anna Berg", read as two phrases side by side: the noun before a person's name is their title.
pub fn title_before_name(sentence: &mut Sentence) {
    let starts: Vec<usize> = sentence
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Person && name.tokens.start > 0)
        .map(|name| name.tokens.start)
        .collect();
    for name in starts {
        let title = name - 1;
        let (before, after) = (&sentence.tokens[title], &sentence.tokens[name]);
        let beside = before.upos == Upos::Noun
            && before.head.is_some()
            && before.head == after.head
            && before.relation == after.relation
            && before.head.is_some_and(|head| head < title);
        if !beside {
            continue;
        }
        let cases: Vec<usize> = (0..title)
            .filter(|&c| {
                let token = &sentence.tokens[c];
                token.head == Some(title) && token.relation == Relation::Case
            })
            .collect();
        for case in cases {
            sentence.tokens[case].head = Some(name);
        }
        attach(sentence, title, name, Relation::NmodDesc);
    }
}

/// "Anna Berg, mayor of Lund, in the province of Scania, who was kidnapped": *who* is a person, not the last noun before it.
pub fn who(sentence: &mut Sentence, ontology: &Ontology) {
    let personal = |sentence: &Sentence, n: usize| {
        let token = &sentence.tokens[n];
        let name = sentence.names.iter().find(|name| name.tokens.contains(&n));
        let class = ontology.lexicon.noun_class(&token.lemma.to_lowercase());
        match name {
            Some(name) => name.kind == NameKind::Person,
            None => class.is_none_or(|class| !(class == "Place" || ontology.is_a(class, "Thing"))),
        }
    };
    for pronoun in 0..sentence.tokens.len() {
        if !sentence.tokens[pronoun].form.eq_ignore_ascii_case("who") {
            continue;
        }
        let Some(verb) = sentence.tokens[pronoun].head else {
            continue;
        };
        if sentence.tokens[verb].relation != Relation::AclRelcl {
            continue;
        }
        let mut above = sentence.tokens[verb].head;
        let mut steps = 0;
        while let Some(n) = above.filter(|&n| !personal(sentence, n) && steps < MAX_CLIMB) {
            let nominal = matches!(
                sentence.tokens[n].relation.base(),
                Relation::Nmod | Relation::Appos | Relation::Conj
            );
            above = sentence.tokens[n].head.filter(|_| nominal);
            steps += 1;
        }
        if let Some(n) = above.filter(|&n| steps > 0 && personal(sentence, n) && n < verb) {
            // What stands in apposition to a person is that person.
            let top = match sentence.tokens[n].relation.base() {
                Relation::Appos => sentence.tokens[n].head.unwrap_or(n),
                _ => n,
            };
            attach(sentence, verb, top, Relation::AclRelcl);
        }
    }
}

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
            attach(sentence, heir, head, relation);
        }
        for t in borrowed.into_iter().filter(|&t| t != heir) {
            sentence.tokens[t].head = Some(heir);
        }
    }
    for t in after {
        let outside = sentence.tokens[t].head.is_some_and(|h| h < mark);
        if let Some(root) = root.filter(|_| outside) {
            attach(sentence, t, root, Relation::Parataxis);
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
        let class = ontology.lexicon.noun_class(&t.lemma.to_lowercase());
        matches!(
            class,
            Some(
                "Person"
                    | "Office"
                    | "Ministry"
                    | "Organisation"
                    | "Group"
                    | "Forces"
                    | "Government"
                    | "Facility"
            )
        )
    });
    let short = after.len() <= SOURCE && after.iter().all(|t| nominal(t.upos));
    (verb && short && speaks).then_some(mark)
}
