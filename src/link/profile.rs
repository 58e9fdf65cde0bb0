//! What an account is compared by: its sides, places, numbers, words and time.

use super::terms::Terms;
use super::when::When;
use super::wording::{Wording, hash, words};
use crate::document::{BlockKind, Document};
use crate::extract::Account;
use crate::extract::account::{Counted, Filler, Modality};
use crate::ontology::Ontology;

/// A sorted set of ids, as numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ids(Vec<u64>);

impl Ids {
    fn of<'i>(ids: impl IntoIterator<Item = &'i str>) -> Ids {
        let mut ids: Vec<u64> = ids.into_iter().map(hash).collect();
        ids.sort_unstable();
        ids.dedup();
        Ids(ids)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    pub fn shared(&self, other: &Ids) -> usize {
        self.0.iter().filter(|id| other.has(**id)).count()
    }

    pub fn meet(&self, other: &Ids) -> bool {
        self.shared(other) > 0
    }

    /// Both say something, and nothing in common.
    pub fn differ(&self, other: &Ids) -> bool {
        !self.is_empty() && !other.is_empty() && !self.meet(other)
    }

    fn has(&self, id: u64) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    pub fn with(&self, other: &Ids) -> Ids {
        let mut all: Vec<u64> = self.iter().chain(other.iter()).collect();
        all.sort_unstable();
        all.dedup();
        Ids(all)
    }
}

/// An account in the form in which it is compared.
pub(super) struct Profile<'a> {
    pub account: &'a Account,
    /// The class below `Event` that its class belongs to.
    pub family: &'a str,
    pub when: When,
    /// Who did it, and to whom, as they are named.
    pub doers: Ids,
    pub sufferers: Ids,
    /// The same rolled up to countries, so that "Turkish troops" and "Turkey" agree; only names.
    pub doer_sides: Ids,
    pub sufferer_sides: Ids,
    /// All actors by name, rolled up.
    pub sides: Ids,
    /// People by name: two visits of one country's ministers are not one because of the country.
    pub people: Ids,
    /// People by name who suffered.
    pub victims: Ids,
    /// Things that were hit.
    pub specific: Ids,
    pub weapons: Ids,
    /// Towns and smaller.
    pub towns: Ids,
    /// All places, and what they lie in.
    pub places: Ids,
    pub within: Ids,
    /// Who is quoted for it.
    pub voices: Ids,
    pub wording: Wording,
    /// The same without the names of actors and places, which are compared as such.
    pub plain: Wording,
    /// It is told in the headline.
    pub in_headline: bool,
    /// What its sentence counts.
    pub terms: Terms,
    /// The words that named the event.
    pub trigger: Wording,
    /// "another strike", "a second raid": the text itself keeps it apart from one told before.
    pub another: bool,
    /// Parts of the day that the sentence names.
    pub day_parts: Ids,
    /// One of them is the night.
    pub at_night: bool,
}

/// Words that set an event apart from another one of its kind.
const ANOTHER: [&str; 9] = [
    "another",
    "second",
    "third",
    "separate",
    "separately",
    "further",
    "fresh",
    "new",
    "similar",
];
/// How many words before the one that names the event they may stand.
const BEFORE: usize = 4;
/// Parts of the day, those that may be one in a group.
const DAY_PARTS: [&[&str]; 4] = [
    &["morning", "dawn", "daybreak", "sunrise"],
    &["noon", "midday", "afternoon"],
    &["evening", "night", "dusk", "sunset", "overnight"],
    &["midnight"],
];

const NIGHT: [&str; 2] = ["evening", "midnight"];

impl<'a> Profile<'a> {
    pub(super) fn of(
        account: &'a Account,
        document: Option<&Document>,
        ontology: &'a Ontology,
    ) -> Profile<'a> {
        let role = |names: &[&str]| -> Vec<&'a Filler> {
            names
                .iter()
                .filter_map(|name| account.roles.get(*name))
                .flatten()
                .collect()
        };
        let acting = role(&["perpetrator", "agent", "speaker"]);
        let suffering = role(&["target", "recipient", "addressee"]);
        let together = role(&["party", "participant"]);
        let actors = |fillers: &[&'a Filler]| {
            Ids::of(
                fillers
                    .iter()
                    .filter(|f| f.class != "Place")
                    .map(|f| f.id.as_str()),
            )
        };
        let sides = |fillers: &[&'a Filler]| {
            let named = fillers.iter().filter(|f| f.class != "Place" && named(f));
            Ids::of(named.map(|f| side(f)))
        };
        let (doer_sides, sufferer_sides) = (sides(&acting), sides(&suffering));
        let everybody: Vec<&Filler> = [&acting[..], &suffering[..], &together[..]].concat();
        let people = everybody.iter().filter(|f| f.class == "Person" && named(f));
        let victims = suffering.iter().filter(|f| f.class == "Person" && named(f));
        let things = suffering
            .iter()
            .filter(|f| ontology.is_a(&f.class, "Thing"));
        let wording = Wording::of(match &account.content {
            Some(content) => &content.text,
            None => &account.evidence.text,
        });
        let names = account
            .roles
            .values()
            .flatten()
            .filter(|f| f.class == "Place" || ontology.is_a(&f.class, "Actor"));
        let names: Vec<&str> = names.flat_map(|f| [f.name.as_str(), &f.text]).collect();
        let located: Vec<&Filler> = role(&["place"])
            .into_iter()
            .chain(suffering.iter().copied().filter(|f| f.class == "Place"))
            .collect();
        let within = located
            .iter()
            .flat_map(|f| f.part_of.iter().map(|w| w.id.as_str()));
        let (another, day_parts) = marks(account);
        Profile {
            account,
            family: crate::extract::family(&account.kind, ontology),
            when: When::of(account, document),
            doers: actors(&acting),
            sufferers: actors(&suffering),
            sides: doer_sides.with(&sufferer_sides).with(&sides(&together)),
            doer_sides,
            sufferer_sides,
            people: Ids::of(people.map(|f| f.id.as_str())),
            victims: Ids::of(victims.map(|f| f.id.as_str())),
            specific: Ids::of(things.map(|f| head(&f.name))),
            weapons: Ids::of(role(&["weapon"]).iter().map(|f| head(&f.name))),
            towns: Ids::of(located.iter().filter(|f| is_town(f)).map(|f| f.id.as_str())),
            places: Ids::of(located.iter().map(|f| f.id.as_str())),
            within: Ids::of(within),
            voices: Ids::of(account.attributed_to.iter().map(|a| a.id.as_str())),
            plain: wording.without(&Wording::of(&names.join(" "))),
            wording,
            in_headline: document.is_some_and(|d| in_headline(account, d)),
            terms: Terms::of(&account.evidence.text),
            trigger: Wording::of(&trigger(account)),
            another,
            at_night: day_parts.meet(&Ids::of(NIGHT)),
            day_parts,
        }
    }

    pub fn is_a(&self, class: &str) -> bool {
        self.account.kinds.iter().any(|k| k == class)
    }

    pub fn counted(&self, of: &str) -> Option<&'a Counted> {
        self.account.quantities.iter().find(|q| q.of == of)
    }

    /// Told as fact, or else in the same way.
    pub fn modality(&self) -> Modality {
        self.account.modality
    }
}

/// The sentence is the first thing that is read of the article, and a heading.
fn in_headline(account: &Account, document: &Document) -> bool {
    let first = document.read_blocks().next().map(|(_, block)| block);
    let heading = first.filter(|block| block.kind == BlockKind::Heading);
    heading.is_some_and(|block| account.evidence.end <= document.char_offset(block.span.end))
}

/// The country that an actor is, is part of or acts for; else the actor.
fn side(filler: &Filler) -> &str {
    filler
        .part_of
        .iter()
        .find(|w| w.class == "Country" && !w.relation.is_spatial())
        .map_or(filler.id.as_str(), |w| w.id.as_str())
}

/// It has a name of its own, or belongs to something that has: "Turkish soldiers", not "soldiers".
pub(super) fn named(filler: &Filler) -> bool {
    !filler.part_of.is_empty() || filler.name.starts_with(char::is_uppercase)
}

/// A place that lies in something smaller than a country or is known by its number, and is no region itself.
fn is_town(filler: &Filler) -> bool {
    let number = filler.id.rsplit('-').next().unwrap_or_default();
    filler.id.starts_with("place/")
        && number.len() > 3
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// The last word of a name of a thing: "a crowded fish market" is a market.
fn head(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// The words that named the event.
fn trigger(account: &Account) -> String {
    let (begin, end) = account.trigger;
    [&account.evidence]
        .into_iter()
        .chain(&account.also)
        .find(|p| p.begin <= begin && end <= p.end)
        .map(|p| {
            p.text
                .chars()
                .skip(begin - p.begin)
                .take(end.saturating_sub(begin))
                .collect()
        })
        .unwrap_or_default()
}

/// Whether the text says "another", and the parts of the day it names.
fn marks(account: &Account) -> (bool, Ids) {
    let sentence = &account.evidence;
    let before: String = sentence
        .text
        .chars()
        .take(account.trigger.0.saturating_sub(sentence.begin))
        .collect();
    let before: Vec<String> = words(&before).collect();
    let another = before
        .iter()
        .rev()
        .take(BEFORE)
        .any(|w| ANOTHER.contains(&w.as_str()));
    let all: Vec<String> = words(&sentence.text).collect();
    let parts = DAY_PARTS
        .iter()
        .filter(|names| all.iter().any(|w| names.contains(&w.as_str())))
        .map(|names| names[0]);
    (another, Ids::of(parts))
}
