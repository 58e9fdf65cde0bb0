//! The signs that a phrase takes part in an event.

use super::scene::Scene;
use crate::document::BlockKind;
use crate::extract::events::{Candidate, Filled};
use crate::extract::mentions::{Mention, Mentions};
use crate::extract::weights::Sign;
use crate::text::Upos;
use std::borrow::Cow;

/// What one phrase shows for one telling.
pub fn seen(
    telling: &Candidate,
    s: usize,
    t: usize,
    mention: &Mention,
    value: Filled,
    scene: &Scene,
    mentions: &Mentions,
) -> Vec<Sign> {
    let tree = &mentions.trees[s];
    let class = match value {
        Filled::Entity(id) => mentions.entities.get(id).class.clone(),
        _ => "words".to_string(),
    };
    let place = position(telling, s, mentions);
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("its class", Cow::Owned(class.clone())),
        ("where it stands", Cow::Owned(format!("{class} {place}"))),
        (
            "its relation",
            Cow::Owned(format!("{} {place}", tree.base(t))),
        ),
    ];
    let kind = tree.sentence.meaning.kind(t);
    signs.push((
        "its kind",
        Cow::Borrowed(kind.map_or("none", |kind| kind.as_str())),
    ));
    if let Filled::Entity(id) = value {
        signs.push(("told of", Cow::Borrowed(scene.told_of(id))));
        if scene.speaks(id) {
            signs.push(("it speaks", Cow::Borrowed("somewhere")));
        }
    }
    if !mention.named {
        signs.push(("its word", Cow::Owned(tree.lemma(t))));
        let form = match tree.upos(t) {
            Upos::Pron => "a pronoun",
            _ if mention.count.is_some() => "counted",
            _ if tree.has(t, "Number=Plur") => "a plural",
            _ => "a noun",
        };
        signs.push(("its form", Cow::Borrowed(form)));
    }
    if mentions.speaks(s, t) {
        signs.push(("it speaks", Cow::Borrowed(place)));
    }
    if mentions
        .document
        .dateline
        .is_some_and(|span| span.contains(mention.span))
    {
        signs.push(("it is", Cow::Borrowed("the dateline")));
    }
    if s != telling.sentence {
        return signs;
    }
    for (role, fills) in &telling.roles {
        let part = mentions.ontology.roles.get(role).and_then(|role| role.part);
        if let Some(part) = part
            && fills
                .iter()
                .any(|fill| fill.value == value && (value != Filled::Words || fill.token == t))
        {
            signs.push(("its frame takes it for", Cow::Borrowed(part.name())));
            signs.push((
                "its frame takes",
                Cow::Owned(format!("{class} for {}", part.name())),
            ));
        }
    }
    for predicate in &tree.sentence.meaning.predicates {
        if telling.stands_at(Some(predicate.word)) {
            for (_, role, _) in predicate.arguments.iter().filter(|(head, _, _)| *head == t) {
                signs.push(("PropBank's role", Cow::Borrowed(role.as_str())));
                signs.push((
                    "PropBank's role of its class",
                    Cow::Owned(format!("{class} {role}")),
                ));
            }
        }
    }
    let preposition = tree.preposition(t);
    let hangs = match &preposition {
        Some(preposition) => preposition.clone(),
        None => tree.relation(t).to_string(),
    };
    if telling.stands_at(tree.head(t)) {
        signs.push(("hangs on its word", Cow::Owned(hangs)));
    } else {
        let near = tree
            .ancestors(t)
            .any(|above| telling.stands_at(Some(above)));
        let side = if near {
            "below its word by"
        } else {
            "elsewhere by"
        };
        signs.push((side, Cow::Owned(hangs)));
    }
    signs
}

/// Where a sentence stands, seen from the one that tells.
pub fn position(telling: &Candidate, s: usize, mentions: &Mentions) -> &'static str {
    match () {
        () if s == telling.sentence => "in its sentence",
        () if mentions.trees[s].sentence.block == BlockKind::Heading => "in the headline",
        () if s + 1 == telling.sentence => "in the sentence before",
        () if s == telling.sentence + 1 => "in the sentence after",
        () => "at the beginning",
    }
}
