//! What one filler of an event says of others: a town that is struck is the place, both sides of a clash act and suffer.

use crate::extract::account::Modality;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::{Mentions, Referent};
use crate::ontology::{Ontology, Part, Told};
use crate::text::{Relation, Upos};

/// "Killed in Vesna and Morava": of a list of places all are where it happened, and none is what it befell.
pub fn places_of_a_list(event: &mut Candidate, mentions: &Mentions, ontology: &Ontology) {
    let of = |part: Part| ontology.role_in(&event.class, part);
    let (Some(place), Some(patient)) = (of(Part::Place), of(Part::Patient)) else {
        return;
    };
    let struck = |fill: &Fill| {
        let mut fills = event.roles.get(&patient.name).into_iter().flatten();
        fills.any(|other| other.at() == fill.at())
    };
    let Some(known) = event.roles.get(&place.name) else {
        return;
    };
    let known = known.iter().filter(|fill| !struck(fill));
    let mut found: Vec<Fill> = known.flat_map(|fill| listed_with(fill, mentions)).collect();
    found.retain(|fill| mentions.is_town(fill.value));
    if let Some(fills) = event.roles.get_mut(&patient.name) {
        fills.retain(|fill| !found.iter().any(|other| other.at() == fill.at()));
        if fills.is_empty() {
            event.roles.remove(&patient.name);
        }
    }
    let places = event.roles.entry(place.name.clone()).or_default();
    for fill in found {
        if !places.iter().any(|known| known.value == fill.value) {
            places.push(fill);
        }
    }
    places.sort_by_key(|fill| fill.span);
}

/// What stands behind a filler in a list.
fn listed_with(fill: &Fill, mentions: &Mentions) -> Vec<Fill> {
    let (s, t) = fill.at();
    let next = mentions.trees[s].each(t, Relation::Conj);
    next.filter_map(|c| named_at(s, c, mentions)).collect()
}

fn named_at(s: usize, t: usize, mentions: &Mentions) -> Option<Fill> {
    let mention = mentions.get(s, t)?;
    let id = mention.referent.entities().next()?;
    Some(Fill::new((s, t), mention.span, Filled::Entity(id)))
}

/// "A convoy between Vesna and Morava": the places between which what was struck was on its way.
fn on_the_way(fill: &Fill, mentions: &Mentions) -> Vec<Fill> {
    let (s, t) = fill.at();
    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
    let between = |&c: &usize| {
        let preposition = tree.preposition(c);
        preposition.is_some_and(|word| lexicon.is_in("between-words", &word))
    };
    let named = tree.each(t, Relation::Nmod).filter(between);
    let first: Vec<Fill> = named.filter_map(|c| named_at(s, c, mentions)).collect();
    let others = first.iter().flat_map(|fill| listed_with(fill, mentions));
    let mut both: Vec<Fill> = first.iter().cloned().chain(others).collect();
    if !both.iter().all(|fill| mentions.is_town(fill.value)) {
        both.clear();
    }
    both
}

/// "Jets bombed Vesna": a town that something befell is where it happened, if nothing else is.
pub fn where_it_struck(event: &mut Candidate, mentions: &Mentions, ontology: &Ontology) {
    let of = |part: Part| ontology.role_in(&event.class, part);
    let (Some(place), Some(patient)) = (of(Part::Place), of(Part::Patient)) else {
        return;
    };
    let struck = event.roles.get(&patient.name).into_iter().flatten();
    let (towns, others): (Vec<&Fill>, Vec<&Fill>) =
        struck.partition(|fill| mentions.is_town(fill.value));
    let mut towns: Vec<Fill> = towns.into_iter().cloned().collect();
    if towns.is_empty() {
        towns.extend(
            others
                .into_iter()
                .flat_map(|fill| on_the_way(fill, mentions)),
        );
    }
    if !towns.is_empty() && !event.roles.contains_key(&place.name) {
        event.roles.insert(place.name.clone(), towns);
    }
}

/// "Russian missiles hit the port": the country that a weapon is told to be of did it, if nobody else did.
pub fn whose_weapon(event: &mut Candidate, mentions: &Mentions, ontology: &Ontology) {
    let of = |part: Part| {
        ontology
            .role_in(&event.class, part)
            .filter(|role| !role.symmetric)
    };
    let (Some(agent), Some(instrument)) = (of(Part::Agent), of(Part::Instrument)) else {
        return;
    };
    let weapons = event.roles.get(&instrument.name).into_iter().flatten();
    let owner = |fill: &Fill| {
        let tree = &mentions.trees[fill.sentence];
        let subject = tree.base(fill.token) == Relation::Nsubj;
        let modifiers = tree.each(fill.token, Relation::Amod).filter(|_| subject);
        let mut named = modifiers.filter_map(|t| Some((t, mentions.get(fill.sentence, t)?)));
        named.find_map(|(t, mention)| match mention.referent {
            Referent::Entity(id) if mentions.nature(id).sovereign => Some(Fill::new(
                (fill.sentence, t),
                mention.span,
                Filled::Entity(id),
            )),
            _ => None,
        })
    };
    let owners: Vec<Fill> = weapons.filter_map(owner).collect();
    let told = event.modality == Modality::Denied || event.roles.contains_key(&agent.name);
    if !told && !owners.is_empty() {
        event.roles.insert(agent.name.clone(), owners);
    }
}

/// In a fight that the text does not say who began each side does something to the other: "the army clashed with the rebels".
pub fn fight(
    event: &mut Candidate,
    tellings: &[Candidate],
    mentions: &Mentions,
    ontology: &Ontology,
) {
    if !ontology.is_told(&event.class, Told::BySides) {
        return;
    }
    let names = |part: Part| -> Vec<String> {
        let roles = ontology.roles_of(&event.class);
        let roles = roles.filter(|role| role.part == Some(part) && !role.symmetric);
        roles.map(|role| role.name.clone()).collect()
    };
    let (act, suffer) = (names(Part::Agent), names(Part::Patient));
    let actor = |fill: &Fill| match fill.value {
        Filled::Entity(id) => ontology.is_a(&mentions.entities.get(id).class, "Actor"),
        _ => false,
    };
    let of = |candidate: &Candidate, roles: &[String]| -> Vec<Fill> {
        let fills = roles.iter().filter_map(|role| candidate.roles.get(role));
        fills
            .flatten()
            .filter(|fill| actor(fill))
            .cloned()
            .collect()
    };
    // Those who only came to harm do not fight: they are counted, or of other words than those that tell of the fight.
    let fights = |telling: &&Candidate| ontology.is_told(&telling.class, Told::BySides);
    let fought: Vec<Filled> = tellings
        .iter()
        .filter(fights)
        .flat_map(|telling| of(telling, &suffer))
        .map(|fill| fill.value)
        .collect();
    other_side(event, tellings, (&act, &suffer), mentions, ontology);
    let acting = of(event, &act);
    let mut suffering = of(event, &suffer);
    let counted = |fill: &Fill| event.counts.iter().any(|(_, n)| n.span.overlaps(fill.span));
    suffering.retain(|fill| fought.contains(&fill.value) && !counted(fill));
    let mut join = |roles: &[String], others: Vec<Fill>| {
        if let Some(role) = roles.first() {
            let fills = event.roles.entry(role.clone()).or_default();
            for fill in others {
                if !fills.iter().any(|known| known.value == fill.value) {
                    fills.push(fill);
                }
            }
            fills.sort_by_key(|fill| fill.span);
            if fills.is_empty() {
                event.roles.remove(role);
            }
        }
    };
    join(&act, suffering);
    join(&suffer, acting);
}

/// Leaves out what a part of it does, Turkey where its troops are named, and countries as places where a town is named.
pub fn without_wholes(fills: &mut Vec<Fill>, part: Part, mentions: &Mentions) {
    let entity = |fill: &Fill| match fill.value {
        Filled::Entity(id) => Some(mentions.entities.get(id)),
        _ => None,
    };
    let parts: Vec<String> = fills
        .iter()
        .filter_map(entity)
        .flat_map(|e| e.part_of.iter().map(|w| w.id.clone()))
        .collect();
    fills.retain(|fill| entity(fill).is_none_or(|e| !parts.contains(&e.id)));
    let country =
        |fill: &Fill| entity(fill).is_some_and(|e| mentions.ontology.nature(&e.class).sovereign);
    if part == Part::Place && !fills.iter().all(country) {
        fills.retain(|fill| !country(fill));
    }
}

/// "The gunman was arrested after a shootout with police": whoever comes out of a fight of which only the other side is told.
fn other_side(
    event: &mut Candidate,
    tellings: &[Candidate],
    (act, suffer): (&[String], &[String]),
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let subject = |telling: &Candidate| {
        let (s, t) = (telling.sentence, telling.trigger);
        let tree = &mentions.trees[s];
        let verb = tree.head(t).filter(|&verb| {
            let circumstance = tree.base(t) == Relation::Obl && tree.upos(verb) == Upos::Verb;
            circumstance && !ontology.only_says(&tree.verb(verb))
        })?;
        let token = tree.child(verb, Relation::Nsubj)?;
        let mention = mentions.get(s, token)?;
        let id = mention.referent.entities().next()?;
        let actor = ontology.is_a(&mentions.entities.get(id).class, "Actor");
        actor.then(|| Fill::new((s, token), mention.span, Filled::Entity(id)))
    };
    let fights = |telling: &&Candidate| ontology.is_told(&telling.class, Told::BySides);
    let found = tellings.iter().filter(fights).find_map(subject);
    let sides = act.iter().chain(suffer);
    let sides = sides.filter_map(|role| event.roles.get(role)).flatten();
    let mut sides: Vec<Filled> = sides.map(|fill| fill.value).collect();
    sides.dedup();
    if let Some((fill, role)) = found.filter(|_| sides.len() == 1).zip(act.first())
        && !sides.contains(&fill.value)
    {
        event.roles.entry(role.clone()).or_default().push(fill);
    }
}
