//! Accounts by what a statement that answers them looks them up by.

use super::super::profile::Profile;
use super::super::sets::sorted;
use super::super::signs::Sign;
use super::super::wording::{Wording, hash};
use super::Answered;
use crate::extract::account::{Account, Modality};
use crate::ontology::{Answer, Ontology};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Letters back in the article to which a bare answer may refer.
const BACK: usize = 1200;

/// The accounts of some documents, with what is told where.
pub(super) struct Told<'p> {
    pub profiles: &'p [Profile<'p>],
    pub documents: &'p [usize],
    pub ontology: &'p Ontology,
    index: FxHashMap<&'p str, usize>,
    /// By statement the accounts of what it tells.
    within: FxHashMap<&'p str, Vec<usize>>,
    /// By doer and place, doer and victim, or doer and day: asserted accounts.
    by_doer: FxHashMap<u64, Vec<usize>>,
    /// By document its accounts, where one of them answers something.
    of: FxHashMap<usize, Vec<usize>>,
}

impl<'p> Told<'p> {
    pub fn of(
        profiles: &'p [Profile<'p>],
        documents: &'p [usize],
        ontology: &'p Ontology,
    ) -> Told<'p> {
        let mut told = Told {
            profiles,
            documents,
            ontology,
            index: FxHashMap::default(),
            within: FxHashMap::default(),
            by_doer: FxHashMap::default(),
            of: FxHashMap::default(),
        };
        for (index, profile) in profiles.iter().enumerate() {
            told.index.insert(&profile.account.id, index);
        }
        let denied = |i: usize| profiles[i].modality == Modality::Denied;
        let answering: BTreeSet<usize> = (0..profiles.len())
            .filter(|&i| denied(i) || told.answer(i).is_some())
            .map(|i| documents[i])
            .collect();
        // Most collections have few denials; what nobody denies need not be found.
        let sought: BTreeSet<u64> = (0..profiles.len())
            .filter(|&i| denied(i))
            .flat_map(|i| keys(&profiles[i], told.doer(i)))
            .collect();
        for (index, profile) in profiles.iter().enumerate() {
            if let Some(statement) = &profile.account.statement {
                told.within.entry(statement).or_default().push(index);
            }
            if answering.contains(&documents[index]) {
                told.of.entry(documents[index]).or_default().push(index);
            }
            if !profile.says() && profile.modality == Modality::Asserted {
                for key in keys(profile, profile)
                    .into_iter()
                    .filter(|key| sought.contains(key))
                {
                    told.by_doer.entry(key).or_default().push(index);
                }
            }
        }
        told
    }

    /// What a statement of its class does with what it answers.
    pub fn answer(&self, index: usize) -> Option<Answer> {
        self.ontology.answer(&self.profiles[index].account.kind)
    }

    /// The accounts of what a statement tells.
    pub fn said_in(&self, statement: usize) -> &[usize] {
        let id = self.profiles[statement].account.id.as_str();
        self.within.get(id).map_or(&[], Vec::as_slice)
    }

    /// The statement that an account was said in.
    pub fn statement(&self, index: usize) -> Option<usize> {
        let statement = self.profiles[index].account.statement.as_deref()?;
        self.index.get(statement).copied()
    }

    /// The account that names who did it: of what nobody is said to have done, that of who speaks of it.
    fn doer(&self, event: usize) -> &'p Profile<'p> {
        let own = &self.profiles[event];
        let statement = || {
            self.statement(event)
                .filter(|_| own.sets.doers().is_empty())
        };
        statement().map_or(own, |statement| &self.profiles[statement])
    }

    /// Asserted accounts of others that have a key of an event in common with it: at most `most` a key, the nearest in the
    /// order of documents.
    pub fn alike(&self, event: usize, most: usize) -> Vec<usize> {
        let mut found: Vec<usize> = keys(&self.profiles[event], self.doer(event))
            .iter()
            .filter_map(|key| self.by_doer.get(key))
            .flat_map(|all| {
                let at = all.partition_point(|&i| i < event);
                let begin = at.saturating_sub(most / 2);
                all[begin..].iter().take(most).copied()
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Events that the article of an account tells as fact.
    pub fn facts(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let here = self.of.get(&self.documents[index]).into_iter().flatten();
        here.copied().filter(move |&i| {
            i != index
                && !self.profiles[i].says()
                && self.profiles[i].modality == Modality::Asserted
        })
    }

    /// All that the article of a statement asserts in the sentences before it.
    pub fn before(&self, statement: usize) -> impl Iterator<Item = usize> + '_ {
        let place = self.profiles[statement].account.trigger.0;
        let here = self
            .of
            .get(&self.documents[statement])
            .into_iter()
            .flatten();
        here.copied().filter(move |&i| {
            let at = self.profiles[i].account.trigger.0;
            at < place && place - at < BACK && self.profiles[i].modality == Modality::Asserted
        })
    }

    /// Events told as fact whose words stand in what a statement says: "blamed the army for the *attack*".
    pub fn named_in(&self, statement: usize) -> Vec<usize> {
        let content = self.profiles[statement].account.content.as_ref();
        let Some(extent) = content.map(|c| (c.begin, c.end)) else {
            return Vec::new();
        };
        let stands = |(begin, end): (usize, usize)| extent.0 <= begin && end <= extent.1;
        let names = |account: &Account| {
            stands(account.trigger) || account.triggers.iter().any(|&words| stands(words))
        };
        let facts = self.facts(statement);
        facts.filter(|&i| names(self.profiles[i].account)).collect()
    }

    /// The event that a bare answer means, "the bombing" or "any involvement": the last of that class that the sentences before
    /// tell, of which `fits` holds; `any` deed, or where a word only says that somebody has to answer for it.
    pub fn meant(
        &self,
        statement: usize,
        any: bool,
        reason: Sign,
        fits: impl Fn(&Profile<'_>) -> bool,
    ) -> Option<Answered> {
        let words = self.words(statement);
        let frames = self.ontology.lexicon.frames.iter();
        let named = frames.filter(|f| f.nouns.iter().any(|noun| words.contains(noun)));
        let classes: BTreeSet<&str> = named.map(|f| f.class.as_str()).collect();
        let any = any || self.involved(statement);
        let of_class = |profile: &Profile<'_>| {
            let deeds = || self.ontology.answered_for(&profile.account.kind);
            classes.iter().any(|class| profile.is_a(hash(class))) || any && deeds()
        };
        let events = self.before(statement).filter(|&i| {
            let profile = &self.profiles[i];
            !profile.says() && of_class(profile) && fits(profile)
        });
        let last = events.max_by_key(|&i| (self.profiles[i].account.trigger.0, i))?;
        Some(Answered::plainly(last, reason))
    }

    /// Whether it has no words of its own beside the names of some: "blamed *the army*", "which they claimed".
    pub fn says_nothing(&self, statement: usize, beside: &BTreeSet<String>) -> bool {
        let account = self.profiles[statement].account;
        let fillers = account.roles.values().flatten();
        let named = fillers.filter(|f| beside.contains(&f.id));
        let named: Vec<&str> = named.flat_map(|f| [f.name.as_str(), &f.text]).collect();
        let content = account.content.as_ref().map_or("", |c| c.text.as_str());
        let names = Wording::of(&named.join(" "));
        Wording::of(content).without(&[names]).len() == 0
    }

    /// Events told as fact by the sentence of a statement, in the words before it.
    pub fn same_sentence(&self, statement: usize) -> impl Iterator<Item = usize> + '_ {
        let account = self.profiles[statement].account;
        let begin = account.evidence.begin;
        let (place, _) = account.trigger;
        let here = move |words: &(usize, usize)| begin <= words.0 && words.1 <= place;
        self.facts(statement).filter(move |&i| {
            let other = self.profiles[i].account;
            here(&other.trigger) || other.triggers.iter().any(here)
        })
    }

    /// Whether it says that somebody has or has not to answer for something: "any involvement", "responsibility".
    pub fn involved(&self, statement: usize) -> bool {
        let words = self.words(statement);
        words
            .iter()
            .any(|word| self.ontology.lexicon.is_in("answerabilities", word))
    }

    /// Whether it names what it answers by a word for telling alone: "denied *the accusation*".
    pub fn names_charge(&self, statement: usize) -> bool {
        let content = self.profiles[statement].account.content.as_ref();
        let content = content.map_or("", |c| c.text.as_str());
        let charge = |word: &&str| {
            let word = word.to_lowercase();
            let one = word.strip_suffix('s').unwrap_or(&word);
            self.ontology.lexicon.is_in("charges", one)
        };
        let words = content.split(|c: char| !c.is_alphanumeric());
        let charges: Vec<&str> = words.filter(charge).collect();
        let told = Wording::of(&charges.join(" "));
        !charges.is_empty() && Wording::of(content).without(&[told]).len() == 0
    }

    /// Whether it has a word that tells of a deed: "denied that soldiers had *died*".
    pub fn names_deed(&self, statement: usize) -> bool {
        let content = self.profiles[statement].account.content.as_ref();
        let said = Wording::of(content.map_or("", |c| c.text.as_str()));
        let frames = self.ontology.lexicon.frames.iter();
        let deeds = frames.filter(|f| self.ontology.answered_for(&f.class));
        let mut words = deeds.flat_map(|f| f.verbs.iter().chain(&f.nouns));
        words.any(|word| Wording::of(word).shared(&said) > 0 && !word.contains(' '))
    }

    /// The words of what is said, small, as frames have their nouns: "attacks" is "attack".
    fn words(&self, statement: usize) -> BTreeSet<String> {
        let content = self.profiles[statement].account.content.as_ref();
        let words = content.map(|c| c.text.to_lowercase()).unwrap_or_default();
        let words = words.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(|word| word.strip_suffix('s').unwrap_or(word).to_string())
            .collect()
    }
}

/// What a denied event and its tellings have in common; `doer` names who is said to have done it.
fn keys(profile: &Profile<'_>, doer: &Profile<'_>) -> Vec<u64> {
    let family = profile.of_family;
    let key = |doer: u64, kind: u64, other: u64| {
        [doer, kind, other].iter().fold(family, |all, part| {
            all.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ part
        })
    };
    let mut keys = Vec::new();
    let doers = doer.sets.doer_sides().iter();
    let doers = doers.chain(doer.sets.doers().iter());
    for doer in sorted(doers) {
        let places = profile
            .sets
            .places()
            .iter()
            .chain(profile.sets.within().iter());
        keys.extend(places.map(|place| key(doer, 1, place)));
        keys.extend(
            profile
                .sets
                .sufferer_sides()
                .iter()
                .map(|side| key(doer, 2, side)),
        );
        let days = profile.when.days();
        keys.extend(days.map(|day| key(doer, 3, hash(&day.to_string()))));
    }
    keys
}
