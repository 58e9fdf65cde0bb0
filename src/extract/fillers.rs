//! Which arguments of a word fill the slots of a frame, and what they mean there.

use super::arguments::Argument;
use super::entities::EntityId;
use super::events::{Candidate, Fill, Filled};
use super::mentions::{Count, Mention, Mentions, Referent};
use super::tree::Tree;
use super::verdict::{Verdict, verdict};
use crate::ontology::{Frame, Ontology, Part, Slot};
use crate::span::Span;
use crate::text::{MentionKind, Relation, Upos};

/// Whether a role needs no second choice: somebody or something with a name fills it, or two do where all act on each other.
pub fn settled(
    slot: &Slot,
    candidate: &Candidate,
    mentions: &Mentions,
    ontology: &Ontology,
) -> bool {
    let fills = candidate.roles.get(&slot.role).into_iter().flatten();
    let nameless = |id: EntityId| mentions.entities.get(id).id.starts_with("thing/");
    let known = fills.filter(|fill| !matches!(fill.value, Filled::Entity(id) if nameless(id)));
    let symmetric = ontology.roles.get(&slot.role).is_some_and(|r| r.symmetric);
    known.count() > usize::from(symmetric)
}

/// The complement clause that a frame takes for its content.
pub fn complement(frame: &Frame, arguments: &[Argument]) -> Option<usize> {
    let slots = || frame.slots.iter().filter(|slot| slot.role == "content");
    ["clause", "infinitive"].iter().find_map(|relation| {
        let wanted = slots().any(|slot| slot.relations.iter().any(|r| r == relation));
        arguments
            .iter()
            .find(|a| wanted && a.relation == *relation)
            .map(|a| a.token)
    })
}

/// Fills a slot; returns how many fillers or numbers it got.
pub fn fill(
    slot: &Slot,
    s: usize,
    arguments: &[Argument],
    mentions: &Mentions,
    ontology: &Ontology,
    candidate: &mut Candidate,
) -> usize {
    let mut filled = 0;
    let mut counted: Option<Count> = None;
    // One that no number counts: "the mayor" of "the mayor and two guards".
    let mut singles = 0;
    let mut single: Option<Span> = None;
    for argument in arguments
        .iter()
        .filter(|a| slot.relations.contains(&a.relation))
    {
        let (mention, fits) = match verdict(slot, s, argument, mentions, ontology) {
            Verdict::Refused(_) => continue,
            Verdict::Nobody(span) => {
                let none = Count {
                    min: 0,
                    max: Some(0),
                    span,
                };
                counted = Some(counted.unwrap_or(none));
                filled += 1;
                continue;
            }
            Verdict::Words => {
                let tree = &mentions.trees[s];
                let span = tree.span(&tree.subtree(argument.token));
                let fills = candidate.roles.entry(slot.role.clone()).or_default();
                fills.push(Fill::new((s, argument.token), span, Filled::Words));
                filled += 1;
                continue;
            }
            Verdict::Fills(mention) => (mention, true),
            Verdict::Counts(mention) => (mention, false),
        };
        if slot.counts.is_some() && is_single(s, argument.token, mention, mentions) {
            singles += 1;
            single = Some(single.map_or(mention.span, |all| all.cover(mention.span)));
        }
        if slot.counts.is_some()
            && let Some(count) = &mention.count
        {
            counted = Some(match counted {
                None => count.clone(),
                // "killing 12 people and injuring 27": what stands beside them is no more people of the same kind.
                Some(sum) if !is_people(s, argument.token, mention, mentions) => sum,
                // "seven soldiers and a civilian" are eight dead.
                Some(sum) => Count {
                    min: sum.min + count.min,
                    max: sum.max.zip(count.max).map(|(a, b)| a + b),
                    span: sum.span.cover(count.span),
                },
            });
        }
        // A second choice reaches far into the sentence; whoever acts is not also acted on there.
        let value = value(mention, slot, mentions);
        let elsewhere = |value: &Filled| {
            candidate
                .roles
                .values()
                .flatten()
                .any(|f| f.value == *value)
        };
        if slot.otherwise && value.as_ref().is_some_and(elsewhere) {
            continue;
        }
        // "The two countries agreed": one phrase for both.
        let counted = mention.count.as_ref().map_or(1, |count| count.min as usize);
        let several = counted.max(1 + mention.also.len());
        filled += several.clamp(1, slot.at_least.max(1));
        if let Some(value) = value.filter(|_| fits) {
            let fills = candidate.roles.entry(slot.role.clone()).or_default();
            if !fills
                .iter()
                .any(|f| f.token == argument.token && f.sentence == s)
            {
                fills.extend(
                    mention.also.iter().map(|&id| {
                        Fill::new((s, argument.token), mention.span, Filled::Entity(id))
                    }),
                );
                fills.push(Fill::new((s, argument.token), mention.span, value));
            }
        }
    }
    if let Some(count) = counted.as_mut() {
        count.min += singles as u64;
        count.max = count.max.map(|max| max + singles as u64);
    }
    // "They shot the mayor": one, though no number says so.
    counted = counted.or_else(|| {
        let ones = singles as u64;
        single.map(|span| Count {
            min: ones,
            max: Some(ones),
            span,
        })
    });
    // "500 were killed or wounded": nobody says how many were killed.
    let counted = counted.filter(|_| !is_alternative(&mentions.trees[s], candidate.trigger));
    if let (Some(role), Some(count)) = (&slot.counts, counted) {
        candidate.counts.push((role.clone(), count));
    }
    filled
}

/// "killed or wounded": whether a verb tells one of two things.
fn is_alternative(tree: &Tree, verb: usize) -> bool {
    let or = |c: usize| tree.each(c, Relation::Cc).any(|cc| tree.lower(cc) == "or");
    let other = |c: usize| tree.upos(c) == Upos::Verb;
    let second =
        tree.base(verb) == Relation::Conj && or(verb) && tree.head(verb).is_some_and(other);
    second || tree.each(verb, Relation::Conj).any(|c| other(c) && or(c))
}

/// One person, by name, by a singular noun ("the mayor", "a protester") or as "he" or "she", whom no number counts.
fn is_single(s: usize, t: usize, mention: &Mention, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    let person = match mention.referent {
        Referent::Entity(id) => mentions.nature(id).human,
        _ => false,
    };
    let lexicon = &mentions.ontology.lexicon;
    let somebody = tree.sentence.meaning.kind(t) == Some(MentionKind::Person)
        && !lexicon.is_in("collectives", &tree.lemma(t))
        && tree
            .children(t)
            .iter()
            .any(|&c| tree.base(c) == Relation::Det || tree.relation(c) == Relation::NmodPoss);
    // "A large number of people"
    let several = mentions.measured(s, t).is_some();
    // "Killed himself": a toll is of others, if there are any.
    let alone = tree.has(t, "Reflex=Yes") && tree.conjuncts(t).len() < 2;
    let single = !several && !alone && !tree.has(t, "Number=Plur");
    (person || somebody) && mention.count.is_none() && single
}

/// A noun, not a bare number ("27", "millions", "others") and no thing ("40 trucks").
fn is_people(s: usize, t: usize, mention: &Mention, mentions: &Mentions) -> bool {
    if let Referent::Entity(id) = mention.referent
        && mentions.ontology.is_thing(&mentions.entities.get(id).class)
    {
        return false;
    }
    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
    let lemma = tree.lemma(t);
    let bare = ["measures", "passing-modifiers"];
    matches!(tree.upos(t), Upos::Noun | Upos::Propn)
        && !bare.iter().any(|set| lexicon.is_in(set, &lemma))
}

fn value(mention: &Mention, slot: &Slot, mentions: &Mentions) -> Option<Filled> {
    let ontology = mentions.ontology;
    let counted_thing = |mention: &Mention, id: EntityId| {
        mention.count.as_ref().is_some_and(|c| c.max != Some(1))
            && ontology.is_thing(&mentions.entities.get(id).class)
    };
    let role = ontology.roles.get(&slot.role);
    let harmed = role.is_some_and(|role| role.part == Some(Part::Patient));
    let wants_place =
        role.is_some_and(|role| role.range.iter().all(|r| r == "Place") && !role.range.is_empty());
    Some(match mention.referent {
        // "12 observation posts" are told by their number and their words.
        Referent::Entity(id) if counted_thing(mention, id) => Filled::Words,
        Referent::Entity(id) => Filled::Entity(id),
        // "Jets bombed Damascus": a capital that is struck is no government.
        Referent::Seat(place, _) if wants_place || harmed => Filled::Entity(place),
        Referent::Seat(_, government) => Filled::Entity(government),
        Referent::Speaker => Filled::Speaker,
        Referent::SpeakerSide => Filled::SpeakerSide,
        Referent::Event => Filled::Event,
        Referent::Number => return None,
        Referent::Other => Filled::Words,
    })
}
