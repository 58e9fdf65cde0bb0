//! Cues that are no predicates: "according to the mayor", "Mayor: …".

use super::events::{Candidate, Fill, Filled};
use super::mend::source_mark;
use super::mentions::{Mention, Mentions, Referent};
use super::quotes::Quote;
use super::said::Said;
use super::statement::Statement;
use super::stretches::{merge, runs};
use super::tree::Tree;
use crate::ontology::{Found, Ontology};
use crate::span::Span;
use crate::text::{Relation, Upos};
use std::collections::BTreeMap;

/// "According to the mayor, the town fell": the rest of the clause is what the mayor said.
pub fn according(mentions: &Mentions, ontology: &Ontology) -> Vec<Statement> {
    let mut found = Vec::new();
    for (s, tree) in mentions.trees.iter().enumerate() {
        for t in 0..tree.len() {
            let Some((top, relation)) = clause_relation(tree, t) else {
                continue;
            };
            let Some(frames) = ontology.lexicon.by_clause_relation.get(&relation) else {
                continue;
            };
            let (Some(head), Some(mention)) = (tree.head(top), mentions.get(s, t)) else {
                continue;
            };
            let frame = &ontology.lexicon.frames[frames[0]];
            let own = tree.subtree(top);
            // Set off by a comma it speaks for the whole sentence.
            let first = own.first().copied().unwrap_or(t);
            let comma = |i: usize| tree.upos(i) == Upos::Punct;
            let set_off = first == 0 || comma(first) || comma(first - 1);
            let clause = if set_off {
                tree.ancestors(head).last().unwrap_or(head)
            } else {
                clause_head(tree, head)
            };
            let content: Vec<usize> = tree
                .subtree(clause)
                .into_iter()
                .filter(|x| !own.contains(x))
                .collect();
            let Some(value) = speaker_value(mention.referent) else {
                continue;
            };
            let case = |of: usize| {
                let case = tree.each(of, Relation::Case);
                case.flat_map(|c| std::iter::once(c).chain(tree.each(c, Relation::Fixed)))
            };
            let mut cue: Vec<usize> = case(t).collect();
            if top != t {
                cue.extend(case(top).chain([top]));
                cue.sort_unstable();
            }
            let mut roles = BTreeMap::new();
            roles.insert(
                "speaker".to_string(),
                vec![Fill::new((s, t), mention.span, value)],
            );
            let candidate = Candidate {
                roles,
                clause: Some(clause),
                ..Candidate::new(
                    &frame.class,
                    Some(&frame.name),
                    (s, cue[0]),
                    tree.span(&cue),
                )
            };
            let content = merge(runs(tree, &content), &mentions.document.text);
            found.push(Statement::new(candidate, content, false));
        }
    }
    found
}

/// The relation of a phrase to its clause, with the head that stands in it: "according to" for "according to the mayor", "in
/// word of" for "in the words of the mayor".
fn clause_relation(tree: &Tree, t: usize) -> Option<(usize, String)> {
    let preposition = tree.preposition(t)?;
    let noun = tree.head(t).filter(|&noun| {
        let definite = |d: usize| tree.has(d, "Definite=Def");
        preposition == "of" && noun < t && tree.each(noun, Relation::Det).any(definite)
    });
    let through = noun.and_then(|noun| {
        let outer = tree.preposition(noun)?;
        Some((noun, format!("{outer} {} of", tree.lemma(noun))))
    });
    Some(through.unwrap_or((t, preposition)))
}

/// "The army has reportedly left the town": the clause is what somebody says who is not named.
pub fn hearsay(mentions: &Mentions, ontology: &Ontology) -> Vec<Statement> {
    let class = ontology.class_of(Found::Hearsay);
    let mut found = Vec::new();
    for (s, tree) in mentions.trees.iter().enumerate() {
        for t in 0..tree.len() {
            let adverb = tree.relation(t) == Relation::Advmod
                && ontology.lexicon.is_in("hearsay-adverbs", &tree.lower(t));
            let Some(head) = tree.head(t).filter(|_| adverb) else {
                continue;
            };
            let clause = clause_head(tree, head);
            let words = tree.under(clause, &|c| c != t);
            let candidate = Candidate {
                clause: Some(clause),
                ..Candidate::new(class, Some("hearsay-adverb"), (s, t), tree.token(t).span)
            };
            let content = merge(runs(tree, &words), &mentions.document.text);
            found.push(Statement::new(candidate, content, false));
        }
    }
    found
}

/// "Mayor: the road is open": what stands after the colon is what whoever stands before it says.
pub fn colons(
    known: &[Statement],
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Statement> {
    let class = ontology.class_of(Found::Quote);
    let known = Said::new(known);
    let all = 0..mentions.trees.len();
    let before = all
        .clone()
        .filter_map(|s| colon(s, class, &known, speech, mentions, ontology));
    let behind = all.filter_map(|s| source_at_end(s, class, &known, mentions, ontology));
    before.chain(behind).collect()
}

/// What finds a statement by the name that stands before it, set off by a mark.
pub const BY_NAME: &str = "colon";
/// Longest name, in words, that may stand before a colon.
pub const LABEL: usize = 8;

fn colon(
    s: usize,
    class: &str,
    known: &Said,
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let tree = &mentions.trees[s];
    let is_colon = |i: &usize| tree.token(*i).form == ":";
    let at = (1..tree.len().min(LABEL + 1)).find(is_colon)?;
    // "Mr. NOVAK (Mali): …"
    let bracket = (1..at).rfind(|&i| tree.token(i).form == "(" && tree.token(at - 1).form == ")");
    let end = tree.token(bracket.unwrap_or(at) - 1).span.end;
    let mention_at = |t: usize| mentions.get(s, t).map(|m| (t, m));
    let (head, mention) = (0..at)
        .filter_map(mention_at)
        .find(|(_, m)| m.span.end == end && names_actor(m.referent, mentions, ontology))?;
    let verbless = (0..at).all(|i| !matches!(tree.upos(i), Upos::Verb | Upos::Aux));
    let label_only = tree.token(0).span.begin == mention.span.begin
        || (0..head).all(|i| {
            !matches!(tree.upos(i), Upos::Noun | Upos::Propn)
                || mention.span.contains(tree.token(i).span)
        });
    let after = tree.token(at).span.end;
    let next = speech.partition_point(|q| q.outer.begin < after);
    let quoted = speech.get(next).filter(|q| {
        mentions.document.text[after..q.outer.begin]
            .trim_start()
            .is_empty()
    });
    let says = (at + 1..tree.len()).any(|i| matches!(tree.upos(i), Upos::Verb | Upos::Aux));
    if !verbless || !label_only || !(says || quoted.is_some()) {
        return None;
    }
    // "Yemen: 26 killed in Aden" says where it was; "Yemen: “We shall reply”" who said it.
    let country = match mention.referent {
        Referent::Entity(id) => mentions.nature(id).sovereign,
        _ => true,
    };
    if country && quoted.is_none() {
        return None;
    }
    let said = quoted.map_or(Span::new(after, tree.sentence.span.end), |q| q.inner);
    if known
        .touching(said)
        .iter()
        .any(|k| !said.contains(k.candidate.trigger_span))
    {
        return None;
    }
    let candidate = by_label((s, at), class, BY_NAME, (head, mention), mentions)?;
    let content = merge(vec![said], &mentions.document.text);
    Some(Statement::new(candidate, content, quoted.is_some()))
}

/// "Talks to go on: minister", "Gunmen kill two soldiers - sources".
fn source_at_end(
    s: usize,
    class: &str,
    known: &Said,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let tree = &mentions.trees[s];
    let mark = source_mark(tree.sentence, ontology)?;
    let actor = |t: usize| {
        let mention = mentions.get(s, t)?;
        names_actor(mention.referent, mentions, ontology).then_some((t, mention))
    };
    let (head, mention) = (mark + 1..tree.len()).rev().find_map(actor)?;
    let said = Span::new(tree.token(0).span.begin, tree.token(mark - 1).span.end);
    if !known.touching(said).is_empty() {
        return None;
    }
    let candidate = by_label((s, mark), class, "source-at-end", (head, mention), mentions)?;
    let content = merge(vec![said], &mentions.document.text);
    Some(Statement::new(candidate, content, false))
}

/// The candidate of a statement whose speaker stands beside a mark.
fn by_label(
    (s, mark): (usize, usize),
    class: &str,
    frame: &str,
    (head, speaker): (usize, &Mention),
    mentions: &Mentions,
) -> Option<Candidate> {
    let fill = Fill::new((s, head), speaker.span, speaker_value(speaker.referent)?);
    let at = mentions.trees[s].token(mark).span;
    Some(Candidate {
        roles: BTreeMap::from([("speaker".to_string(), vec![fill])]),
        ..Candidate::new(class, Some(frame), (s, mark), at)
    })
}

pub fn names_actor(referent: Referent, mentions: &Mentions, ontology: &Ontology) -> bool {
    match referent {
        Referent::Entity(id) => ontology.is_a(&mentions.entities.get(id).class, "Actor"),
        Referent::Seat(..) => true,
        _ => false,
    }
}

/// The clause that a phrase belongs to: up from nouns to their verb.
fn clause_head(tree: &Tree, from: usize) -> usize {
    tree.ancestors(from)
        .find(|&a| {
            matches!(tree.upos(a), Upos::Verb | Upos::Aux)
                || tree.child(a, Relation::Nsubj).is_some()
        })
        .unwrap_or(from)
}

/// The phrase with that head as a speaker: whom it means, or its words where it means nobody that is known.
pub fn speaker_at(sentence: usize, token: usize, mentions: &Mentions) -> Fill {
    let mention = mentions.get(sentence, token);
    let own = mentions.trees[sentence].token(token).span;
    let value = mention.and_then(|m| speaker_value(m.referent));
    Fill::new(
        (sentence, token),
        mention.map_or(own, |m| m.span),
        value.unwrap_or(Filled::Words),
    )
}

/// What a mention means as a speaker; a bare number is nobody.
pub fn speaker_value(referent: Referent) -> Option<Filled> {
    Some(match referent {
        Referent::Entity(id) | Referent::Seat(_, id) => Filled::Entity(id),
        Referent::Speaker => Filled::Speaker,
        Referent::SpeakerSide => Filled::SpeakerSide,
        Referent::Event | Referent::Other => Filled::Words,
        Referent::Number => return None,
    })
}
