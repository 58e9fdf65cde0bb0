//! Who tells a sentence is not who did what it tells of.
//!
//! A source stands in a sentence as the subject of a verb of saying, or behind "according to". Read loosely it also
//! becomes the doer of whatever stands beside: the parser hangs "killing nine" on *said*, or takes the ministry's
//! speaker for a second subject. Only what the sentence says of the source itself makes it a doer.

use super::arguments::answerers;
use super::events::{Candidate, Fill, Filled};
use super::mentions::Mentions;
use super::tree::Tree;
use crate::gazetteer::OrganisationKind;
use crate::ontology::{LightVerb, Ontology};
use crate::text::{Relation, Upos};
use std::collections::BTreeSet;
use std::ops::Range;

/// Longest phrase of a speaker, in words, that is looked for before a verb.
const LONGEST: usize = 16;

/// The words of a sentence that name whoever tells it.
pub struct Source {
    /// The verb of saying; none for "according to".
    cue: Option<usize>,
    /// Its words.
    words: BTreeSet<usize>,
}

/// Every source that a sentence names.
pub fn sources(s: usize, mentions: &Mentions, ontology: &Ontology) -> Vec<Source> {
    let tree = &mentions.trees[s];
    let mut found = Vec::new();
    for t in 0..tree.len() {
        let says =
            tree.upos(t) == Upos::Verb && !tree.is_passive(t) && ontology.only_says(&tree.verb(t));
        if says || is_count(tree, t, ontology) {
            found.extend(speakers(tree, t));
        }
        let accords = tree
            .preposition(t)
            .is_some_and(|p| ontology.lexicon.by_clause_relation.contains_key(&p));
        if accords {
            found.push(Source {
                cue: None,
                words: phrase(tree, t, None),
            });
        }
    }
    found
}

/// Whether a word names whoever only counts the dead in its sentence, and so did nothing in another.
pub fn counts(tree: &Tree, t: usize, ontology: &Ontology) -> bool {
    let verb = tree
        .ancestors(t)
        .find(|&above| tree.upos(above) == Upos::Verb);
    verb.is_some_and(|verb| {
        let subject = tree.child(verb, Relation::Nsubj);
        is_count(tree, verb, ontology)
            && subject.is_some_and(|head| phrase(tree, head, None).contains(&t))
    })
}

/// "The army put the death toll at 14": a verb whose subject counts the dead and no more.
fn is_count(tree: &Tree, verb: usize, ontology: &Ontology) -> bool {
    let lexicon = &ontology.lexicon;
    let toll = |object: usize| lexicon.is_in("tolls", &tree.lemma(object));
    tree.upos(verb) == Upos::Verb
        && lexicon.is_in("putting-verbs", &tree.lemma(verb))
        && tree.child(verb, Relation::Obj).is_some_and(toll)
}

/// The subject of a verb of saying, and what stands right before the verb, whatever the parser made of it.
fn speakers(tree: &Tree, cue: usize) -> Vec<Source> {
    let subject = tree
        .each(cue, Relation::Nsubj)
        .find(|&n| !tree.has(n, "PronType=Rel"));
    let (words, set_off) = before(tree, cue);
    let beside: BTreeSet<usize> = words.collect();
    let ours = subject.is_none_or(|n| beside.contains(&n));
    let mut found: Vec<Source> = subject
        .map(|head| Source {
            cue: Some(cue),
            words: phrase(tree, head, Some(cue)),
        })
        .into_iter()
        .collect();
    if set_off && ours && !beside.is_empty() {
        found.push(Source {
            cue: Some(cue),
            words: beside,
        });
    }
    found
}

/// The stretch of nominal words right before a verb, its auxiliaries and adverbs left out, and whether it begins a clause: it
/// is set off by a mark, or has the first words of the sentence.
pub fn before(tree: &Tree, verb: usize) -> (Range<usize>, bool) {
    let mut end = verb;
    while end > 0 && matches!(tree.upos(end - 1), Upos::Aux | Upos::Adv) {
        end -= 1;
    }
    let nominal = |i: usize| match tree.upos(i) {
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num => true,
        Upos::Part => tree.base(i) == Relation::Case,
        Upos::Adp => matches!(tree.lower(i).as_str(), "of" | "for"),
        _ => false,
    };
    let mut first = end;
    while first > 0 && end - first < LONGEST && nominal(first - 1) {
        first -= 1;
    }
    let set_off = first == 0 || tree.upos(first - 1) == Upos::Punct;
    (first..end, set_off)
}

/// A phrase without the clauses that hang on it.
fn phrase(tree: &Tree, head: usize, cue: Option<usize>) -> BTreeSet<usize> {
    let words = tree.under(head, &|c| {
        Some(c) != cue
            && !matches!(
                tree.base(c),
                Relation::Acl | Relation::Advcl | Relation::Ccomp | Relation::Parataxis
            )
            && !(tree.base(c) == Relation::Conj && tree.is_clausal(c))
    });
    words.into_iter().collect()
}

/// Takes sources out of the roles of those who act, unless the sentence says it of them.
pub fn spare_sources(
    candidate: &mut Candidate,
    sources: &[Source],
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let acts = |role: &str| {
        ontology
            .roles
            .get(role)
            .is_some_and(|r| !r.symmetric && r.prepositions.iter().any(|p| p == "by"))
    };
    let mut roles = std::mem::take(&mut candidate.roles);
    for (role, fills) in &mut roles {
        if acts(role) {
            fills.retain(|fill| !is_source(candidate, fill, sources, mentions, ontology));
        }
    }
    candidate.roles = roles;
    candidate.roles.retain(|_, fills| !fills.is_empty());
}

/// Whether a filler is somebody who tells what a candidate tells, and of whom the sentence does not say that they did it.
pub fn is_source(
    candidate: &Candidate,
    fill: &Fill,
    sources: &[Source],
    mentions: &Mentions,
    ontology: &Ontology,
) -> bool {
    let (s, trigger) = (candidate.sentence, candidate.trigger);
    let tree = &mentions.trees[s];
    if fill.sentence != s {
        return false;
    }
    let told = |source: &&Source| !source.words.contains(&trigger);
    let own = sources.iter().filter(told).any(|source| {
        source.words.contains(&fill.token) && !says_of(tree, source, trigger, ontology)
    });
    own || is_medium(tree, fill, trigger, mentions)
}

/// Whether a sentence says of its source that it did what the trigger tells: "claimed to have attacked", "admitted
/// killing", "the army, which shelled the town, said", "ordered an attack", "took part in the raid".
fn says_of(tree: &Tree, source: &Source, trigger: usize, ontology: &Ontology) -> bool {
    let lexicon = &ontology.lexicon;
    let mut above = tree.ancestors(trigger).skip(1);
    if above.any(|a| source.words.contains(&a)) {
        return true;
    }
    let Some(cue) = source.cue else {
        return false;
    };
    if cue == trigger {
        return true;
    }
    // "Took part in the raid", "confessed to it"
    let answers = |here: usize| {
        let preposition = tree.preposition(here)?;
        let found = answerers(tree, tree.head(here)?, &preposition, lexicon);
        Some(found.iter().any(|t| source.words.contains(t)))
    };
    let mut phrases = tree.ancestors(trigger).take_while(|&here| here != cue);
    if phrases.any(|here| answers(here) == Some(true)) {
        return true;
    }
    let carries = lexicon.light.get(&tree.verb(cue)) == Some(&LightVerb::Does);
    for here in tree.ancestors(trigger) {
        let Some(head) = tree.head(here) else {
            return false;
        };
        let goes_on = match tree.base(here) {
            Relation::Xcomp | Relation::Conj => true,
            // "asked for calm after shelling the town"
            Relation::Advcl => tree.child(here, Relation::Mark).is_some(),
            Relation::Obj => head == cue && carries,
            _ => false,
        };
        if !goes_on || head == cue {
            return goes_on;
        }
    }
    false
}

/// News agencies and papers do what is told of them as the subject of its verb, and nothing else.
fn is_medium(tree: &Tree, fill: &Fill, trigger: usize, mentions: &Mentions) -> bool {
    let Filled::Entity(id) = fill.value else {
        return false;
    };
    let entity = &mentions.entities.get(id).id;
    let listed = entity
        .strip_prefix("actor/")
        .and_then(|slug| mentions.gazetteer.organisation(slug));
    let acts = tree.head(fill.token) == Some(trigger)
        && matches!(
            tree.relation(fill.token),
            Relation::Nsubj | Relation::OblAgent
        );
    listed.is_some_and(|known| known.kind == OrganisationKind::Media) && !acts
}
