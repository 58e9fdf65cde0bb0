//! What belongs together in one sentence: candidates that tell one event ("the airstrike killed four").

mod sentence;

use super::events::{Candidate, Filled};
use crate::ontology::Ontology;

pub use sentence::within_sentence;

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
