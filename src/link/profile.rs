//! What an account is compared by: its sides, places, numbers, words and time.

use super::generic::is_anybody;
use super::numbers::Quantity;
use super::sentences::{NIGHT, Sentences};
use super::sets::{Set, Sets, numbers, sorted};
use super::statements::Saying;
use super::terms::Terms;
use super::when::{SURE, When};
use super::wording::{Wording, hash, last_words};
use crate::document::{BlockKind, Document};
use crate::extract::Account;
use crate::extract::account::{Filler, Modality, PartRelation};
use crate::ontology::{Ontology, Part, Role, Told};
use crate::text::words::WORDS;
use rustc_hash::FxHashMap;

/// An account in the form in which it is compared.
pub(super) struct Profile<'a> {
    pub account: &'a Account,
    /// The class below `Event` that its class belongs to.
    pub family: &'a str,
    pub when: When,
    /// Who, what and where.
    pub sets: Sets,
    /// Its class and its family, as numbers.
    pub kind: u64,
    pub of_family: u64,
    /// Told as fact, or else in the same way.
    pub modality: Modality,
    /// The numbers that it tells.
    pub quantities: Box<[Quantity]>,
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
    /// The words that name the event.
    pub triggers: Wording,
    /// "another strike", "a second raid": the text itself keeps it apart from one told before.
    pub another: bool,
    /// Its sentence names the night.
    pub at_night: bool,
    /// Some of those it befell are only called people, who may be anybody.
    pub of_people: bool,
    /// Of a statement, what else it is compared by.
    pub saying: Option<Box<Saying>>,
}

/// How many words before the one that names the event may set it apart from another one of its kind.
const BEFORE: usize = 4;
/// So many letters at the beginning of an article are what it is about.
const BEGINNING: usize = 400;
/// Letters of the shortest word that tells two names apart: "Jr." is none.
const SHORTEST: usize = 4;
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
            numbers(
                fillers
                    .iter()
                    .filter(|f| f.class != "Place")
                    .map(|f| f.id.as_str()),
            )
        };
        let sides = |fillers: &[&'a Filler]| {
            let named = fillers.iter().filter(|f| f.class != "Place" && named(f));
            numbers(named.map(|f| side(f, ontology)))
        };
        let (doer_sides, sufferer_sides) = (sides(&acting), sides(&suffering));
        let everybody: Vec<&Filler> = [&acting[..], &suffering[..], &together[..]].concat();
        let person = |f: &Filler| ontology.nature(&f.class).human && named(f);
        let people = everybody.iter().filter(|f| person(f));
        let victims = suffering.iter().filter(|f| person(f) && is_sure(f));
        let things = suffering.iter().filter(|f| ontology.is_thing(&f.class));
        let of_people = suffering.iter().any(|f| is_anybody(f, ontology));
        let names = account
            .roles
            .values()
            .flatten()
            .filter(|f| f.class == "Place" || ontology.is_a(&f.class, "Actor"));
        let names = names.flat_map(|f| [f.name.as_str(), &f.text]);
        let names: Vec<Wording> = names.map(|name| sentences.name(name)).collect();
        let sentence = sentences.of(&account.evidence.text);
        let wording = match &account.content {
            Some(content) => Wording::of(&content.text),
            None => sentence.wording.clone(),
        };
        let day_parts = numbers(sentence.day_parts.iter().copied());
        let at_night = [NIGHT, MIDNIGHT]
            .iter()
            .any(|part| day_parts.contains(&hash(part)));
        let located: Vec<&Filler> = taking(Part::Place, &[])
            .into_iter()
            .chain(suffering.iter().copied().filter(|f| f.class == "Place"))
            .collect();
        let within = located
            .iter()
            .flat_map(|f| f.part_of.iter().map(|w| w.id.as_str()));
        let called = located.iter().filter(|f| f.id.starts_with("place/"));
        let called = called.flat_map(|f| [&f.name].into_iter().chain(&f.aliases));
        let around = located.iter().flat_map(|f| around(f));
        let classes = account.kinds.iter().filter_map(|k| ontology.classes.get(k));
        let told: Vec<Told> = classes.flat_map(|class| class.told.clone()).collect();
        let told = |how: Told| told.contains(&how);
        let in_headline = document.is_some_and(|d| in_headline(account, d));
        let family = crate::extract::family(&account.kind, ontology);
        let says = family == "Statement";
        let kinds = account.kinds.iter().map(String::as_str);
        let towns = located.iter().filter(|f| is_town(f));
        let sides_of_all = [&doer_sides[..], &sufferer_sides, &sides(&together)].concat();
        let quantities = account.quantities.iter().map(|counted| Quantity {
            of: hash(&counted.of),
            min: counted.min,
            max: counted.max,
        });
        let sets = vec![
            (Set::Doers, actors(&acting)),
            (Set::Sufferers, actors(&suffering)),
            (Set::Sides, sorted(sides_of_all)),
            (Set::DoerSides, doer_sides),
            (Set::SuffererSides, sufferer_sides),
            (Set::People, numbers(people.map(|f| f.id.as_str()))),
            (Set::Victims, numbers(victims.flat_map(|f| name_words(f)))),
            (Set::Specific, numbers(things.map(|f| head(&f.name)))),
            (
                Set::Weapons,
                numbers(taking(Part::Instrument, &[]).iter().map(|f| head(&f.name))),
            ),
            (Set::Towns, numbers(towns.map(|f| f.id.as_str()))),
            (Set::Places, numbers(located.iter().map(|f| f.id.as_str()))),
            (Set::PlaceNames, numbers(called.map(String::as_str))),
            (Set::Within, numbers(within)),
            (Set::Around, numbers(around)),
            (
                Set::Voices,
                numbers(account.attributed_to.iter().map(|a| a.id.as_str())),
            ),
            (Set::DayParts, day_parts),
            (Set::Kinds, numbers(kinds)),
        ];
        Profile {
            account,
            family,
            kind: hash(&account.kind),
            of_family: hash(family),
            modality: match account.modality {
                told if told.is_fact() => Modality::Asserted,
                other => other,
            },
            saying: says.then(|| Box::new(Saying::of(account, document, ontology))),
            when: When::of(account, document),
            sets: Sets::of(sets),
            quantities: quantities.collect(),
            plain: wording.without(&names),
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
            triggers: Wording::of(&triggers(account)),
            another: is_another(account, ontology),
            at_night,
            of_people,
        }
    }

    /// Whether a class, as a number, is its class or one above it.
    pub fn is_a(&self, class: u64) -> bool {
        self.sets.kinds().has(class)
    }

    /// It is somebody's saying something.
    pub fn says(&self) -> bool {
        self.saying.is_some()
    }

    /// Its actors stand side by side: parties of an agreement, fighters of a clash.
    pub fn told_by_partners(&self) -> bool {
        self.by_partners
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

/// It has a name of its own, or belongs to something that has: "Turkish soldiers", not "soldiers" or "Islamist gunmen".
pub(super) fn named(filler: &Filler) -> bool {
    let name = filler.name.as_str();
    let last = name.rsplit(' ').next().unwrap_or(name);
    let is_name = name.starts_with(char::is_uppercase) && !last.starts_with(char::is_lowercase);
    !filler.part_of.is_empty() || is_name
}

/// It is likelier than not that it takes this part.
fn is_sure(filler: &Filler) -> bool {
    filler.confidence.is_none_or(|share| share >= SURE)
}

/// The words of a name; "Brooklyn teenager" is none.
fn name_words(filler: &Filler) -> impl Iterator<Item = &str> {
    let words = filler.name.split(' ');
    let last = words.clone().next_back();
    let is_name = last.is_some_and(|word| word.starts_with(char::is_uppercase));
    words.filter(move |word| is_name && word.len() >= SHORTEST)
}

/// A place that lies in something smaller than a country or is known by its number, and is no region itself.
fn is_town(filler: &Filler) -> bool {
    let number = filler.id.rsplit('-').next().unwrap_or_default();
    filler.id.starts_with("place/")
        && number.len() > 3
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// The place and what it lies in below a country; nothing of a place that only its article knows.
fn around(filler: &Filler) -> impl Iterator<Item = &str> {
    let wholes = filler.part_of.iter();
    let wholes = wholes.filter(|w| w.relation == PartRelation::Within);
    let itself = wholes.clone().next().map(|_| filler.id.as_str());
    let below = wholes.filter(|w| w.class == "Place");
    itself.into_iter().chain(below.map(|w| w.id.as_str()))
}

/// The last word of a name of a thing, before what it is at or of: "a crowded fish market" is a market, "a school in Duna" a school.
fn head(name: &str) -> &str {
    let words = name.split(' ').enumerate();
    let own = words.take_while(|(at, word)| *at == 0 || !WORDS.functions.contains(word));
    own.last().map_or(name, |(_, word)| word)
}

/// The words that name the event, wherever its article does.
fn triggers(account: &Account) -> String {
    let passages = || [&account.evidence].into_iter().chain(&account.also);
    let mut words = String::new();
    let all = match account.triggers.as_slice() {
        [] => std::slice::from_ref(&account.trigger),
        all => all,
    };
    for &(begin, end) in all {
        let passage = passages().find(|p| p.begin <= begin && end <= p.end);
        let letters = passage.into_iter().flat_map(|p| {
            let letters = p.text.chars().skip(begin - p.begin);
            letters.take(end.saturating_sub(begin))
        });
        words.extend(letters);
        words.push(' ');
    }
    words
}

/// Whether the text says "another".
fn is_another(account: &Account, ontology: &Ontology) -> bool {
    let sentence = &account.evidence;
    let end = account.trigger.0.saturating_sub(sentence.begin);
    let end = sentence.text.char_indices().nth(end);
    let before = end.map_or(sentence.text.as_str(), |(end, _)| &sentence.text[..end]);
    last_words(before)
        .take(BEFORE)
        .any(|w| ontology.lexicon.is_in("another-words", &w))
}

/// Notes which accounts are the only ones of their family and modality in their document.
pub(super) fn note_alone(profiles: &mut [Profile<'_>], documents: &[usize]) {
    let key = |p: &Profile<'_>, document: usize| (document, p.of_family, p.modality);
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for (profile, document) in profiles.iter().zip(documents) {
        *counts.entry(key(profile, *document)).or_default() += 1;
    }
    for (profile, document) in profiles.iter_mut().zip(documents) {
        profile.alone = counts[&key(profile, *document)] == 1;
    }
}
