//! Signs that two words tell of one event.

use super::scene::Scene;
use super::weights::Sign;
use super::word::Word;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::{Mentions, Referent};
use crate::ontology::Ontology;
use crate::text::Relation;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What is seen of two tellings, the earlier one first.
pub fn signs(
    a: &Candidate,
    b: &Candidate,
    scene: &Scene,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Sign> {
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("their classes", Cow::Borrowed(classes(a, b, ontology))),
        ("between them", Cow::Borrowed(distance(a, b))),
    ];
    let mut see = |what, kind: &'static str| signs.push((what, Cow::Borrowed(kind)));
    if a.modality != b.modality {
        see("their modality", "differs");
    }
    if let Some(((x, _), (y, _))) = a.time.zip(b.time) {
        see(
            "their days",
            match (x == y, x.overlaps(&y)) {
                (true, _) => "the same",
                (false, true) => "may be the same",
                (false, false) => "differ",
            },
        );
    }
    let mut parts: Vec<Sign> = Vec::new();
    for role in ontology.roles.values() {
        let Some(part) = role.part.as_deref() else {
            continue;
        };
        let (Some(mine), Some(theirs)) = (a.roles.get(&role.name), b.roles.get(&role.name)) else {
            continue;
        };
        let alike = |x: &Fill| theirs.iter().any(|y| same_filler(x, y, mentions));
        let shared = if mine.iter().any(alike) {
            "shared"
        } else {
            "differs"
        };
        parts.push((
            "what fills the same part",
            Cow::Owned(format!("{part} {shared}")),
        ));
    }
    let (here, there) = (
        Sides::of(a, mentions, ontology),
        Sides::of(b, mentions, ontology),
    );
    if here.act_apart(&there) {
        see("who does it", "of two countries");
        if here.answers(&there) || there.answers(&here) {
            see("their sides", "swapped");
        }
    }
    let mut counted = a.counts.iter().flat_map(|(role, x)| {
        let theirs = b.counts.iter().filter(move |(r, _)| r == role);
        theirs.map(move |(_, y)| x.min == y.min || x.max == y.max && x.max.is_some())
    });
    if let Some(first) = counted.next() {
        see(
            "a number",
            if first || counted.any(|same| same) {
                "shared"
            } else {
                "differs"
            },
        );
    }
    let (first, second) = (
        Word::of(a, mentions, ontology),
        Word::of(b, mentions, ontology),
    );
    if first.lemma == second.lemma {
        see("their words", "the same");
    }
    see("the second is", second.form);
    see("the first is", first.form);
    if first.many != second.many {
        see("one or many", "differ");
    }
    if first.happened != second.happened {
        see("told as done", "only one");
    }
    let mut classes = [a.class.as_str(), b.class.as_str()];
    classes.sort_unstable();
    let owned = |what, kind| (what, Cow::Owned(kind));
    let mut more: Vec<Sign> = vec![owned("their classes are", classes.join(" and "))];
    let beside = second
        .beside
        .iter()
        .map(|word| owned("beside the second", word.clone()));
    more.extend(
        beside.chain(
            first
                .beside
                .iter()
                .map(|word| owned("beside the first", word.clone())),
        ),
    );
    if first.before != second.before {
        see("told as past before the past", "only one");
    }
    let old = |c: &Candidate| scene.of(c.sentence).old;
    if old(a) || old(b) {
        see(
            "long before the article",
            if old(a) == old(b) { "both" } else { "only one" },
        );
    }
    if first.heading || second.heading {
        see(
            "a headline",
            if distance(a, b) == "next" {
                "and what follows it"
            } else {
                "among them"
            },
        );
    }
    if a.sentence == b.sentence {
        see("in the tree", way(a, b, mentions));
    } else {
        let (here, there) = (scene.of(a.sentence), scene.of(b.sentence));
        if let Some(compared) = here.places.compared(&there.places) {
            see("places of their sentences", compared);
        }
        if let Some(compared) = here.actors.compared(&there.actors) {
            see("actors of their sentences", compared);
        }
        if let Some(compared) = here.days(there) {
            see("days of their sentences", compared);
        }
        if here.paragraph == there.paragraph {
            see("paragraph", "the same");
        }
    }
    signs.extend(parts);
    signs.extend(more);
    signs
}

fn classes(a: &Candidate, b: &Candidate, ontology: &Ontology) -> &'static str {
    match a.class == b.class {
        true => "the same",
        false if ontology.is_a(&a.class, &b.class) || ontology.is_a(&b.class, &a.class) => {
            "one within the other"
        }
        false => "apart",
    }
}

/// How far a telling is from the nearest of those known.
fn distance(a: &Candidate, b: &Candidate) -> &'static str {
    match b.sentence.abs_diff(a.sentence) {
        0 => "nothing",
        1 => "next",
        2..=3 => "a few sentences",
        4..=8 => "some sentences",
        _ => "many sentences",
    }
}

/// The countries named on either side of what is told: "Turkish howitzers", "positions of the Syrian army".
struct Sides<'m> {
    act: BTreeSet<&'m str>,
    suffer: BTreeSet<&'m str>,
}

impl<'m> Sides<'m> {
    fn of(telling: &Candidate, mentions: &'m Mentions, ontology: &Ontology) -> Sides<'m> {
        let of = |parts: &[&str]| {
            let roles = telling.roles.iter().filter(|(role, _)| {
                let role = ontology.roles.get(*role).filter(|role| !role.symmetric);
                role.and_then(|role| role.part.as_deref())
                    .is_some_and(|part| parts.contains(&part))
            });
            let spans = roles.flat_map(|(_, fills)| fills).map(|fill| fill.span);
            let named = spans.flat_map(|span| {
                let inside = mentions.within(&[span]).into_iter();
                inside.filter(move |(_, mention)| span.contains(mention.span))
            });
            let countries = named.filter_map(|(_, mention)| match mention.referent {
                Referent::Entity(id) | Referent::Seat(_, id) => mentions.entities.get(id).country(),
                _ => None,
            });
            countries.collect()
        };
        Sides {
            act: of(&["agent", "instrument"]),
            suffer: of(&["patient"]),
        }
    }

    fn act_apart(&self, other: &Sides) -> bool {
        !self.act.is_empty() && !other.act.is_empty() && self.act.is_disjoint(&other.act)
    }

    /// Whether those who suffer the other do this.
    fn answers(&self, other: &Sides) -> bool {
        !self.act.is_disjoint(&other.suffer)
    }
}

/// How two words of one sentence hang together.
fn way(a: &Candidate, b: &Candidate, mentions: &Mentions) -> &'static str {
    let tree = &mentions.trees[a.sentence];
    let (x, y) = (a.trigger, b.trigger);
    let below = |child: usize, above: usize| {
        tree.ancestors(child)
            .skip(1)
            .find(|&t| t == above)
            .is_some()
    };
    let relation = match (below(x, y), below(y, x)) {
        (true, _) => tree.ancestors(x).take_while(|&t| t != y).last(),
        (_, true) => tree.ancestors(y).take_while(|&t| t != x).last(),
        _ => None,
    };
    match relation.map(|child| tree.base(child)) {
        Some(Relation::Nsubj | Relation::Csubj) => "the subject of the other",
        Some(Relation::Obl | Relation::Nmod) => "a circumstance of the other",
        Some(Relation::Obj | Relation::Iobj) => "the object of the other",
        Some(Relation::Conj) => "coordinated",
        Some(Relation::Advcl) => "an adverbial clause of the other",
        Some(Relation::Acl) => "a clause that describes the other",
        Some(Relation::Ccomp | Relation::Xcomp) => "a complement of the other",
        Some(_) => "below the other",
        None => "apart",
    }
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
