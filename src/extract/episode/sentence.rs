//! Candidates of one sentence that tell one event.

use super::apart::is_answer;
use super::aside::are_apart;
use super::merge::{absorb, family};
use super::sides::Sides;
use crate::extract::arguments::{Argument, arguments};
use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::ontology::Ontology;
use crate::text::{Relation, Upos};

/// Joins candidates of one sentence, in the order of their triggers.
pub fn within_sentence(
    mut found: Vec<Candidate>,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Candidate> {
    let families = found.iter().map(|c| family(&c.class, ontology));
    let mut families: Vec<&str> = families.collect();
    // They hang on the trigger alone, which a candidate keeps.
    let args = found.iter().map(|c| {
        let tree = &mentions.trees[c.sentence];
        arguments(tree, c.trigger, &ontology.lexicon)
    });
    let mut args: Vec<Vec<Argument>> = args.collect();
    let sides = found.iter().map(|c| Sides::of(c, mentions, ontology));
    let mut sides: Vec<Sides> = sides.collect();
    let mut i = 0;
    while i < found.len() {
        match partner(&found, i, &families, &sides, &args[i], mentions, ontology) {
            Some(main) => {
                let effect = found.remove(i);
                families.remove(i);
                args.remove(i);
                sides.remove(i);
                let main = if main > i { main - 1 } else { main };
                absorb(&mut found[main], effect, ontology);
                families[main] = family(&found[main].class, ontology);
                sides[main] = Sides::of(&found[main], mentions, ontology);
                i = 0;
            }
            None => i += 1,
        }
    }
    found
}

/// The candidate that candidate `i`, whose arguments are `args`, only tells the effect of.
fn partner(
    found: &[Candidate],
    i: usize,
    families: &[&str],
    sides: &[Sides],
    args: &[Argument],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<usize> {
    let effect = &found[i];
    let tree = &mentions.trees[effect.sentence];
    let same_family = |j: usize, other: &Candidate| {
        other.sentence == effect.sentence
            && families[j] == families[i]
            && other.modality == effect.modality
            && !are_apart(other, effect, (&sides[j], &sides[i]), mentions)
            && !sides[i].swapped(&sides[j])
            && !is_answer(effect, other, mentions)
            && !is_answer(other, effect, mentions)
    };
    let others = || {
        found
            .iter()
            .enumerate()
            .filter(|(j, other)| *j != i && same_family(*j, other))
    };
    // "Shelling killed eight", "killed in an airstrike", "an attack that killed five"
    let causes = ["subject", "in", "during", "from", "with", "as-in", "when"];
    let caused = others().find(|(_, other)| {
        args.iter()
            .any(|a| causes.contains(&a.relation.as_str()) && other.stands_at(Some(a.token)))
            && matches!(tree.upos(other.trigger), Upos::Noun | Upos::Propn)
    });
    if let Some((j, _)) = caused {
        return Some(j);
    }
    // "Five were killed when troops shelled the town"
    let occasion = others().find(|(_, other)| {
        tree.head(other.trigger) == Some(effect.trigger)
            && tree
                .each(other.trigger, Relation::Advmod)
                .chain(tree.each(other.trigger, Relation::Mark))
                .any(|m| ontology.lexicon.is_in("occasions", &tree.lower(m)))
    });
    if let Some((j, _)) = occasion {
        return Some(j);
    }
    // "left five soldiers killed": both say what became of the same words.
    let shared = others().find(|(j, other)| {
        *j < i
            && other.roles.get("target").is_some_and(|targets| {
                let mine = effect.roles.get("target");
                mine.is_some_and(|mine| {
                    mine.iter()
                        .any(|m| targets.iter().any(|x| x.token == m.token))
                })
            })
            && tree
                .ancestors(effect.trigger)
                .any(|a| other.stands_at(Some(a)))
    });
    if let Some((j, _)) = shared {
        return Some(j);
    }
    // "A bomb planted by two men exploded": one bomb, one attack.
    let weapons = |candidate: &Candidate| -> Vec<usize> {
        let fills = candidate.roles.get("weapon").into_iter().flatten();
        fills.map(|fill| fill.token).collect()
    };
    let mine = weapons(effect);
    if let Some((j, _)) =
        others().find(|(j, other)| *j < i && weapons(other).iter().any(|w| mine.contains(w)))
    {
        return Some(j);
    }
    // "hit by artillery fire", "carried out airstrikes on the town, killing four", "shelled the town and killed four"
    let governed = others().find(|(_, other)| {
        let below = other.stands_at(tree.head(effect.trigger));
        let auxiliary = [Relation::Aux, Relation::AuxPass].map(|r| tree.child(effect.trigger, r));
        let mut auxiliaries = auxiliary.into_iter().flatten();
        let finite = auxiliaries.any(|t| tree.has(t, "VerbForm=Fin"));
        let participle = below
            && !finite
            && tree.base(effect.trigger) == Relation::Advcl
            && (tree.has(effect.trigger, "VerbForm=Ger")
                || tree.has(effect.trigger, "VerbForm=Part"));
        let carried = tree.base(effect.trigger) == Relation::Advcl
            && tree.base(other.trigger) == Relation::Obj;
        // "killed two and wounded five", "were killed and 14 injured"
        let counts_more = !effect.counts.is_empty()
            && effect
                .counts
                .iter()
                .all(|(role, _)| other.counts.iter().all(|(r, _)| r != role));
        let coordinated = below && tree.base(effect.trigger) == Relation::Conj;
        // "killed 17 and wounded 35 in an attack": what the second verb belongs to, the first does too.
        let first = tree.upos(effect.trigger) == Upos::Verb
            && tree
                .each(effect.trigger, Relation::Conj)
                .any(|c| other.stands_at(Some(c)));
        participle || carried || (coordinated || first) && counts_more
    });
    governed.map(|(j, _)| j)
}
