//! What an account is compared by: its sides, places, numbers, words and time.

use super::sentences::{NIGHT, Sentences};
use super::statements::Saying;
use super::terms::Terms;
use super::when::When;
use super::wording::{Wording, hash, words};
use crate::document::{BlockKind, Document};
use crate::extract::Account;
use crate::extract::account::{Counted, Filler, Modality};
use crate::ontology::{Ontology, Part, Role, Told};
use rustc_hash::FxHashMap;

/// A sorted set of ids, as numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ids(Box<[u64]>);

impl Ids {
    pub fn of<'i>(ids: impl IntoIterator<Item = &'i str>) -> Ids {
        let mut ids: Vec<u64> = ids.into_iter().map(hash).collect();
        ids.sort_unstable();
        ids.dedup();
        Ids(ids.into())
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
        Ids(all.into())
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
    /// It is told in the headline; at the beginning of the article, headline included.
    pub in_headline: bool,
    pub at_beginning: bool,
    /// Its article tells no other of its family as it does.
    pub alone: bool,
    /// How its class is told ([`Told`]).
    pub in_other_kinds: bool,
    pub by_sides: bool,
    pub answers: bool,
    pub for_years: bool,
    /// Its actors stand side by side: parties of an agreement, fighters of a clash.
    by_partners: bool,
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
    /// Of a statement, what else it is compared by.
    pub saying: Option<Saying>,
}

/// How many words before the one that names the event may set it apart from another one of its kind.
const BEFORE: usize = 4;
/// So many letters at the beginning of an article are what it is about.
const BEGINNING: usize = 400;
const MIDNIGHT: &str = "24:00";

impl<'a> Profile<'a> {
    pub(super) fn of(
        account: &'a Account,
        document: Option<&Document>,
        sentences: &mut Sentences<'a>,
        ontology: &'a Ontology,
    ) -> Profile<'a> {
        let known: Vec<(&'a Role, &'a Vec<Filler>)> = account
            .roles
            .iter()
            .filter_map(|(name, fillers)| Some((ontology.roles.get(name)?, fillers)))
            .collect();
        // Of the roles that every class has, "agent" and "recipient" have no part of their own.
        let taking = |part: Part, others: &[&str]| -> Vec<&'a Filler> {
            let takes = |role: &Role| {
                !role.symmetric && (role.part == Some(part) || others.contains(&role.name.as_str()))
            };
            let roles = known.iter().filter(|(role, _)| takes(role));
            roles.flat_map(|(_, fillers)| *fillers).collect()
        };
        let acting = taking(Part::Agent, &["agent", "speaker"]);
        let suffering = taking(Part::Patient, &["recipient", "addressee"]);
        let pairs = known.iter().filter(|(role, _)| role.symmetric);
        let together: Vec<&Filler> = pairs.flat_map(|(_, fillers)| *fillers).collect();
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
            Ids::of(named.map(|f| side(f, ontology)))
        };
        let (doer_sides, sufferer_sides) = (sides(&acting), sides(&suffering));
        let everybody: Vec<&Filler> = [&acting[..], &suffering[..], &together[..]].concat();
        let person = |f: &Filler| ontology.nature(&f.class).human && named(f);
        let people = everybody.iter().filter(|f| person(f));
        let victims = suffering.iter().filter(|f| person(f));
        let things = suffering.iter().filter(|f| ontology.is_thing(&f.class));
        let wording = match &account.content {
            Some(content) => Wording::of(&content.text),
            None => sentences.of(&account.evidence.text).wording.clone(),
        };
        let sentence = sentences.of(&account.evidence.text);
        let day_parts = Ids::of(sentence.day_parts.iter().copied());
        let names = account
            .roles
            .values()
            .flatten()
            .filter(|f| f.class == "Place" || ontology.is_a(&f.class, "Actor"));
        let names: Vec<&str> = names.flat_map(|f| [f.name.as_str(), &f.text]).collect();
        let located: Vec<&Filler> = taking(Part::Place, &[])
            .into_iter()
            .chain(suffering.iter().copied().filter(|f| f.class == "Place"))
            .collect();
        let within = located
            .iter()
            .flat_map(|f| f.part_of.iter().map(|w| w.id.as_str()));
        let classes = account.kinds.iter().filter_map(|k| ontology.classes.get(k));
        let told: Vec<Told> = classes.flat_map(|class| class.told.clone()).collect();
        let told = |how: Told| told.contains(&how);
        let in_headline = document.is_some_and(|d| in_headline(account, d));
        let family = crate::extract::family(&account.kind, ontology);
        let says = family == "Statement";
        Profile {
            account,
            family,
            saying: says.then(|| Saying::of(account, document, ontology)),
            when: When::of(account, document),
            doers: actors(&acting),
            sufferers: actors(&suffering),
            sides: doer_sides.with(&sufferer_sides).with(&sides(&together)),
            doer_sides,
            sufferer_sides,
            people: Ids::of(people.map(|f| f.id.as_str())),
            victims: Ids::of(victims.map(|f| f.id.as_str())),
            specific: Ids::of(things.map(|f| head(&f.name))),
            weapons: Ids::of(taking(Part::Instrument, &[]).iter().map(|f| head(&f.name))),
            towns: Ids::of(located.iter().filter(|f| is_town(f)).map(|f| f.id.as_str())),
            places: Ids::of(located.iter().map(|f| f.id.as_str())),
            within: Ids::of(within),
            voices: Ids::of(account.attributed_to.iter().map(|a| a.id.as_str())),
            plain: wording.without(&Wording::of(&names.join(" "))),
            wording,
            at_beginning: in_headline || account.evidence.begin < BEGINNING,
            in_headline,
            alone: false,
            in_other_kinds: told(Told::InOtherKinds),
            by_sides: told(Told::BySides),
            answers: told(Told::AsAnAnswer),
            for_years: told(Told::ForYears),
            by_partners: told(Told::BySides) || !together.is_empty(),
            terms: sentence.terms.clone(),
            trigger: Wording::of(&trigger(account)),
            another: is_another(account, ontology),
            at_night: day_parts.meet(&Ids::of([NIGHT, MIDNIGHT])),
            day_parts,
        }
    }

    pub fn is_a(&self, class: &str) -> bool {
        self.account.kinds.iter().any(|k| k == class)
    }

    pub fn counted(&self, of: &str) -> Option<&'a Counted> {
        self.account.quantities.iter().find(|q| q.of == of)
    }

    /// It is somebody's saying something.
    pub fn says(&self) -> bool {
        self.saying.is_some()
    }

    /// Its actors stand side by side: parties of an agreement, fighters of a clash.
    pub fn told_by_partners(&self) -> bool {
        self.by_partners
    }

    /// Told as fact, or else in the same way.
    pub fn modality(&self) -> Modality {
        match self.account.modality {
            told if told.is_fact() => Modality::Asserted,
            other => other,
        }
    }
}

/// The sentence is the first thing that is read of the article, and a heading.
fn in_headline(account: &Account, document: &Document) -> bool {
    let first = document.read_blocks().next().map(|(_, block)| block);
    let heading = first.filter(|block| block.kind == BlockKind::Heading);
    heading.is_some_and(|block| account.evidence.end <= document.char_offset(block.span.end))
}

/// The country that an actor is, is part of or acts for; else the actor.
fn side<'f>(filler: &'f Filler, ontology: &Ontology) -> &'f str {
    filler
        .part_of
        .iter()
        .find(|w| !w.relation.is_spatial() && ontology.nature(&w.class).sovereign)
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

/// Whether the text says "another".
fn is_another(account: &Account, ontology: &Ontology) -> bool {
    let sentence = &account.evidence;
    let before: String = sentence
        .text
        .chars()
        .take(account.trigger.0.saturating_sub(sentence.begin))
        .collect();
    let before: Vec<String> = words(&before).collect();
    before
        .iter()
        .rev()
        .take(BEFORE)
        .any(|w| ontology.lexicon.is_in("another-words", w))
}

/// Notes which accounts are the only ones of their family and modality in their document.
pub(super) fn note_alone(profiles: &mut [Profile<'_>], documents: &[usize]) {
    let key = |p: &Profile<'_>, document: usize| (document, hash(p.family), p.modality());
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for (profile, document) in profiles.iter().zip(documents) {
        *counts.entry(key(profile, *document)).or_default() += 1;
    }
    for (profile, document) in profiles.iter_mut().zip(documents) {
        profile.alone = counts[&key(profile, *document)] == 1;
    }
}
