//! Mentions of one event in several sentences.

use super::{absorb, family};
use crate::document::BlockKind;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::ontology::Ontology;
use crate::text::{Relation, Upos};
use std::collections::{BTreeMap, HashMap};

/// Among how many events before it a telling is looked for.
const REACH: usize = 400;

/// In how many sentences one event is told at most.
const TELLINGS: usize = 500;

/// Joins tellings of one event in several sentences of a document: the same family, nothing that contradicts, and
/// something that ties them together.
pub fn within_document(
    found: Vec<Candidate>,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    let mut alike: HashMap<String, usize> = HashMap::new();
    let mut kin = Kin::new(ontology);
    for candidate in found {
        let telling = Telling {
            sole: alike.get(&candidate.class) == Some(&1),
            definite: is_definite(&candidate, mentions, ontology),
            given: is_given(&candidate, mentions, ontology),
        };
        let first = kept.len().saturating_sub(REACH);
        let earlier = kept[first..].iter().rposition(|known| {
            kin.are(&known.class, &candidate.class)
                && same_event(known, &candidate, &telling, mentions)
        });
        match earlier.map(|at| first + at) {
            Some(at) => {
                if let Some(count) = alike.get_mut(&kept[at].class) {
                    *count -= 1;
                }
                // The body tells more than the headline, and who says so.
                let heading =
                    |c: &Candidate| mentions.trees[c.sentence].sentence.block == BlockKind::Heading;
                let mut more = candidate;
                if heading(&kept[at]) && !heading(&more) {
                    std::mem::swap(&mut kept[at], &mut more);
                }
                absorb(&mut kept[at], more, ontology);
                *alike.entry(kept[at].class.clone()).or_default() += 1;
            }
            None => {
                *alike.entry(candidate.class.clone()).or_default() += 1;
                kept.push(candidate);
            }
        }
    }
    kept
}

/// Which classes are of one family, and one of them below the other: asked of every two tellings, so each pair once.
struct Kin<'o> {
    ontology: &'o Ontology,
    known: BTreeMap<String, BTreeMap<String, bool>>,
}

impl<'o> Kin<'o> {
    fn new(ontology: &'o Ontology) -> Kin<'o> {
        Kin {
            ontology,
            known: BTreeMap::new(),
        }
    }

    fn are(&mut self, a: &str, b: &str) -> bool {
        if let Some(&known) = self.known.get(a).and_then(|known| known.get(b)) {
            return known;
        }
        let ontology = self.ontology;
        let kin = family(a, ontology) == family(b, ontology)
            && (ontology.is_a(a, b) || ontology.is_a(b, a));
        let known = self.known.entry(a.to_string()).or_default();
        known.insert(b.to_string(), kin);
        kin
    }
}

/// What is asked of a second telling before it is held against the first ones.
struct Telling {
    /// "Wednesday's airstrike", far down: the only airstrike that the article tells of.
    sole: bool,
    definite: bool,
    given: bool,
}

/// Whether two tellings, whose classes are kin, are of one event.
fn same_event(a: &Candidate, b: &Candidate, telling: &Telling, mentions: &Mentions) -> bool {
    if a.modality != b.modality || a.also.len() >= TELLINGS {
        return false;
    }
    let times = a.time.zip(b.time);
    if times.is_some_and(|((x, _), (y, _))| !x.overlaps(&y)) {
        return false;
    }
    let given = telling.given;
    // Roles in which two tellings of one event may differ. What is known to be the event before may have hit more than
    // was said of it, and be placed by another town.
    let free: &[&str] = match given {
        true => &["weapon", "purpose", "target", "place"],
        false => &["weapon", "purpose"],
    };
    let mut shared = 0;
    for (role, fills) in &a.roles {
        let Some(others) = b.roles.get(role) else {
            continue;
        };
        if fills.is_empty() || others.is_empty() {
            continue;
        }
        if fills
            .iter()
            .any(|x| others.iter().any(|y| same_filler(x, y, mentions)))
        {
            shared += 1;
        } else if !free.contains(&role.as_str()) {
            return false;
        }
    }
    // A headline leaves "at least" out.
    let heading = mentions.trees[a.sentence].sentence.block == BlockKind::Heading;
    let counts_differ = a.counts.iter().any(|(role, x)| {
        let mut theirs = b.counts.iter().filter(|(r, _)| r == role);
        theirs.any(|(_, y)| x.min != y.min || (x.max != y.max && !heading))
    });
    if counts_differ {
        return false;
    }
    let same_count = a
        .counts
        .iter()
        .any(|(role, x)| b.counts.iter().any(|(r, y)| r == role && x.min == y.min));
    // "Four were killed …", and elsewhere "six were injured …".
    let two_tolls = !a.counts.is_empty() && !b.counts.is_empty() && !same_count;
    let definite = given || telling.definite;
    // "regime attacks" of a headline are many; which of them the body tells of, nobody says.
    let many = |x: &Candidate, other: &Candidate| {
        let tree = &mentions.trees[x.sentence];
        tree.upos(x.trigger) == Upos::Noun
            && tree.has(x.trigger, "Number=Plur")
            && x.counts.is_empty()
            && x.time.is_none()
            && !(other.counts.is_empty() && other.time.is_none())
    };
    if many(a, b) || many(b, a) && !definite {
        return false;
    }
    let also = a.also.partition_point(|&s| s <= b.sentence);
    let told = a.also[..also].last().copied();
    let latest = told.max(Some(a.sentence).filter(|&s| s <= b.sentence));
    let near = latest.is_some_and(|s| b.sentence - s <= 3);
    let only = given && telling.sole && a.class == b.class;
    let same_day = times.is_some_and(|((x, _), (y, _))| x == y && x.length() == Some(1));
    // "The attack was carried out by …": nothing contradicts, and the article says that we know it.
    // A headline and the words below it.
    let lead = latest.is_some_and(|s| b.sentence == s + 1);
    only || (definite && near)
        || heading && near && same_count
        || heading && lead && shared >= 1 && !two_tolls
        || (shared >= 2 && !two_tolls)
        || (shared >= 1 && (same_day || same_count))
        || (same_day && near)
}

fn is_definite(candidate: &Candidate, mentions: &Mentions, ontology: &Ontology) -> bool {
    let tree = &mentions.trees[candidate.sentence];
    tree.each(candidate.trigger, Relation::Det).any(|d| {
        ontology.lexicon.is_in("definite-articles", &tree.lower(d))
            || ontology.lexicon.is_in("demonstratives", &tree.lower(d))
    })
}

/// "The strike, which also hit a school", "Monday's attack": a noun that says that we know the event, and not by what
/// follows it ("the attack on the school").
fn is_given(candidate: &Candidate, mentions: &Mentions, ontology: &Ontology) -> bool {
    let tree = &mentions.trees[candidate.sentence];
    let timed = tree.each(candidate.trigger, Relation::NmodPoss).any(|day| {
        let mut times = tree.sentence.times.iter();
        times.any(|time| time.tokens.contains(&day))
    });
    let told = tree
        .each(candidate.trigger, Relation::Nmod)
        .any(|n| n > candidate.trigger);
    timed || is_definite(candidate, mentions, ontology) && !told
}

fn same_filler(a: &Fill, b: &Fill, mentions: &Mentions) -> bool {
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
