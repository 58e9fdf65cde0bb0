//! Several tellings as one event.

use super::words;
use crate::document::BlockKind;
use crate::extract::account::Modality;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::ontology::Ontology;

/// What several tellings say, told by the first whose frame is filled and that is told as fact; the body tells more than
/// the headline. Of what is denied or feared only the words are kept where others tell that it happened.
pub fn one(tellings: &[Candidate], mentions: &Mentions, ontology: &Ontology) -> Candidate {
    let heading = |c: &Candidate| mentions.trees[c.sentence].sentence.block == BlockKind::Heading;
    let unsure = |c: &Candidate| c.modality != Modality::Asserted;
    let rank = |&i: &usize| {
        let telling = &tellings[i];
        (telling.bare, unsure(telling), heading(telling), i)
    };
    let main = (0..tellings.len()).min_by_key(rank).unwrap_or_default();
    let mut event = tellings[main].clone();
    for (i, telling) in tellings.iter().enumerate() {
        if i != main && telling.modality == event.modality {
            absorb(&mut event, telling.clone(), ontology);
        }
    }
    event.bare = tellings.iter().all(|telling| telling.bare);
    event.words = tellings
        .iter()
        .flat_map(|telling| words(telling, mentions))
        .collect();
    event.words.sort_unstable();
    event.words.dedup();
    event
}

/// Adds words that take an event up: they say no more of what it was.
pub fn tell_again(event: &mut Candidate, tellings: &[Candidate], mentions: &Mentions) {
    for telling in tellings {
        event.words.extend(words(telling, mentions));
        if telling.sentence != event.sentence {
            event.also.push(telling.sentence);
        }
    }
    event.words.sort_unstable();
    event.words.dedup();
    event.also.sort_unstable();
    event.also.dedup();
}

/// The class directly below `Event` that a class belongs to: all kinds of attack are one family.
pub fn family<'o>(class: &str, ontology: &'o Ontology) -> &'o str {
    let lineage = ontology.lineage(class);
    match lineage.iter().position(|c| *c == "Event") {
        Some(0) | None => lineage.first().copied().unwrap_or_default(),
        Some(at) => lineage[at - 1],
    }
}

/// Adds what a second telling knows to a first one.
pub fn absorb(main: &mut Candidate, other: Candidate, ontology: &Ontology) {
    if main.class != other.class && ontology.is_a(&other.class, &main.class) {
        main.class = other.class.clone();
    }
    for frame in other.frames {
        if !main.frames.contains(&frame) {
            main.frames.push(frame);
        }
    }
    for (role, fills) in other.roles {
        let known = main.roles.entry(role).or_default();
        for fill in fills {
            // The event itself is no filler of its own effect ("the attack killed …").
            if matches!(fill.value, Filled::Event) {
                continue;
            }
            if !known
                .iter()
                .any(|k| k.value == fill.value && !matches!(k.value, Filled::Words))
            {
                known.push(fill);
            }
        }
    }
    main.roles.retain(|_, fills| !fills.is_empty());
    // "90 dead", "more than 90": both stay.
    for (role, count) in other.counts {
        let known = main
            .counts
            .iter()
            .any(|(r, known)| *r == role && (known.min, known.max) == (count.min, count.max));
        if !known {
            main.counts.push((role, count));
        }
    }
    if main.time.is_none() {
        main.time = other.time;
    }
    if other.sentence == main.sentence {
        main.with.push(other.trigger);
        main.with.extend(other.with);
    }
    if other.sentence != main.sentence && !main.also.contains(&other.sentence) {
        main.also.push(other.sentence);
    }
    main.also
        .extend(other.also.into_iter().filter(|s| *s != main.sentence));
    main.also.sort_unstable();
    main.also.dedup();
}

/// Whether two fillers are one, or one is part of the other.
pub fn same_filler(a: &Fill, b: &Fill, mentions: &Mentions) -> bool {
    match (a.value, b.value) {
        (Filled::Entity(x), Filled::Entity(y)) => {
            let (x, y) = (mentions.entities.get(x), mentions.entities.get(y));
            x.id == y.id
                || x.part_of.iter().any(|w| w.id == y.id)
                || y.part_of.iter().any(|w| w.id == x.id)
        }
        (Filled::Words, Filled::Words) => a
            .span
            .of(&mentions.document.text)
            .eq_ignore_ascii_case(b.span.of(&mentions.document.text)),
        (x, y) => x == y,
    }
}
