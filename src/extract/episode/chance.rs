//! What may take part in an event of a document, and the signs that it does: phrases and times in and around the sentences
//! that tell of it.

use super::aside::{disowns, places_another, tells_of_somebody};
use super::phrase::seen;
use super::scene::Scene;
use super::times;
use crate::extract::account::Modality;
use crate::extract::arguments::{answers, mediates};
use crate::extract::entities::EntityId;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::{Mention, Mentions, Referent};
use crate::extract::sources::{counts, is_source, sources};
use crate::extract::weights::{Sign, share};
use crate::span::Span;
use crate::text::{Link, MentionKind, Relation, Upos};
use crate::time::Interval;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many sentences behind one that tells of an event are looked through.
const BESIDE: usize = 1;

/// Among how many tellings of an event, and how many candidates for it.
const TELLINGS: usize = 60;
const CANDIDATES: usize = 400;

/// What the reader knows of those who take part.
const PARTS: [Link; 4] = [Link::Agent, Link::Patient, Link::Place, Link::Instrument];

/// What may take part in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// An entity of the document.
    Entity(EntityId),
    /// The words at a token of a sentence.
    Words(usize, usize),
    /// A time expression, by its sentence and its number there.
    Time(usize, usize),
    /// The day on which the article came out, and the one before.
    Published,
}

/// A candidate with all that is seen of it.
#[derive(Debug, Clone)]
pub struct Chance {
    /// Who or when.
    pub who: Who,
    /// Its first phrase in a sentence that tells of the event, or else in any.
    pub fill: Fill,
    /// Signs, each once.
    pub signs: BTreeSet<Sign>,
    /// Whether somebody says that they did it, or they say that they did not: then it did not befall them.
    pub answers: bool,
    /// Whether they only bring others together.
    pub mediates: bool,
    /// Whether all its phrases hang on words that tell of other events, or say where somebody is from.
    pub elsewhere: bool,
    /// Whether all its phrases hang on verbs that tell of nothing themselves and are above what tells of the event.
    pub above: bool,
    /// Whether all its phrases stand in a clause behind that has another subject and tells of another event.
    pub beside: bool,
    /// How likely the reader holds it for each of its parts, of all phrases and words that tell the likeliest.
    linked: BTreeMap<Link, f32>,
}

impl Chance {
    fn new(who: Who, fill: Fill) -> Chance {
        Chance {
            who,
            fill,
            signs: BTreeSet::new(),
            answers: false,
            mediates: false,
            elsewhere: true,
            above: true,
            beside: true,
            linked: BTreeMap::new(),
        }
    }

    /// Whether what fills a role is this.
    pub fn is(&self, fill: &Fill) -> bool {
        match self.who {
            Who::Entity(id) => fill.value == Filled::Entity(id),
            Who::Words(s, t) => fill.value == Filled::Words && (s, t) == fill.at(),
            Who::Time(..) | Who::Published => false,
        }
    }

    /// Whether it is what a frame is dated by.
    pub fn dates_a_frame(&self) -> bool {
        self.signs.contains(&times::DATES_ITS_FRAME)
    }

    /// The days that it stands for.
    pub fn interval(&self, mentions: &Mentions) -> Option<Interval> {
        match self.who {
            Who::Time(s, n) => mentions.trees[s].sentence.times[n].interval,
            Who::Published => times::published(mentions),
            Who::Entity(_) | Who::Words(..) => None,
        }
    }

    /// Takes note of what the reader says that a phrase is to a word that tells.
    fn link(&mut self, telling: &Candidate, phrase: (usize, usize), mentions: &Mentions) {
        let meaning = &mentions.trees[telling.sentence].sentence.meaning;
        for link in PARTS {
            let likely = telling
                .triggers()
                .filter_map(|word| meaning.linked(word, phrase, link));
            if let Some(likely) = likely.max_by(f32::total_cmp) {
                let known = self.linked.entry(link).or_default();
                *known = known.max(likely);
            }
        }
    }
}

/// Whatever may take part in the event that some words tell of; `others` are the words of other events, by sentence.
pub fn chances(
    tellings: &[Candidate],
    others: &BTreeSet<(usize, usize)>,
    scene: &Scene,
    mentions: &Mentions,
) -> Vec<Chance> {
    let told: BTreeSet<usize> = tellings.iter().map(|telling| telling.sentence).collect();
    let asserted = (tellings.iter()).any(|telling| telling.modality == Modality::Asserted);
    let mut found: BTreeMap<Who, Chance> = BTreeMap::new();
    for telling in tellings.iter().take(TELLINGS) {
        let told_by = sources(telling.sentence, mentions, mentions.ontology);
        for s in around(telling.sentence, mentions) {
            for t in 0..mentions.trees[s].len() {
                let Some(mention) = mentions.get(s, t) else {
                    continue;
                };
                let disowned = s == telling.sentence && asserted && disowns(telling, t, mentions);
                let counts = counts(&mentions.trees[s], t, mentions.ontology);
                let said = s == telling.sentence && tells_of_somebody(telling, t, mentions);
                if disowned || said || counts || places_another(telling, (s, t), mention, mentions)
                {
                    continue;
                }
                for (who, value) in meant(mention, s, t) {
                    let fill = Fill::new((s, t), mention.span, value);
                    let full = found.len() >= CANDIDATES && !found.contains_key(&who);
                    if full || is_source(telling, &fill, &told_by, mentions, mentions.ontology) {
                        continue;
                    }
                    let seen = seen(telling, s, t, mention, value, scene, mentions);
                    let chance = found.entry(who).or_insert_with(|| Chance::new(who, fill));
                    chance.signs.extend(seen);
                    chance.link(telling, (s, t), mentions);
                    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
                    chance.answers |= answers(tree, t, lexicon);
                    chance.mediates |= mediates(tree, t, lexicon);
                    chance.elsewhere &= is_of_another(tellings, others, (s, t), mentions)
                        || is_home(s, t, mentions);
                    chance.beside &= is_beside(tellings, others, (s, t), mentions);
                    chance.above &= is_above(tellings, (s, t), mentions);
                    if s == telling.sentence && !told.contains(&chance.fill.sentence) {
                        (chance.fill.sentence, chance.fill.token) = (s, t);
                        chance.fill.span = mention.span;
                    }
                }
            }
            for (n, time) in mentions.trees[s].sentence.times.iter().enumerate() {
                if time.interval.is_none() || times::dates_another(telling, s, time, mentions) {
                    continue;
                }
                let seen = times::seen(telling, s, n, mentions);
                let tokens: Vec<usize> = time.tokens.clone().collect();
                let fill = Fill::new(
                    (s, time.tokens.start),
                    mentions.trees[s].span(&tokens),
                    Filled::Words,
                );
                let who = Who::Time(s, n);
                let chance = found.entry(who).or_insert_with(|| Chance::new(who, fill));
                chance.signs.extend(seen);
            }
        }
    }
    for chance in found.values_mut() {
        let linked = chance.linked.iter();
        let signs = linked.map(|(link, likely)| {
            (
                "the reader holds it for",
                Cow::Owned(format!("{link} {}", share(*likely))),
            )
        });
        chance.signs.extend(signs);
        let taken = |telling: &&Candidate| {
            telling
                .roles
                .values()
                .flatten()
                .any(|fill| fill.value == chance.fill.value)
        };
        let times = match chance.fill.value {
            Filled::Entity(_) => tellings.iter().filter(taken).count(),
            _ => 0,
        };
        if times >= 2 {
            chance
                .signs
                .insert(("taken by", Cow::Borrowed("several frames")));
        }
    }
    let mut found: Vec<Chance> = found.into_values().collect();
    if times::published(mentions).is_some() {
        let fill = Fill::new((0, 0), Span::default(), Filled::Words);
        found.push(Chance {
            signs: times::of_article(tellings, scene, mentions),
            ..Chance::new(Who::Published, fill)
        });
    }
    alone(&mut found, &told, mentions);
    found
}

/// Whether the word that a phrase hangs on tells of another event.
fn is_of_another(
    tellings: &[Candidate],
    others: &BTreeSet<(usize, usize)>,
    (s, t): (usize, usize),
    mentions: &Mentions,
) -> bool {
    let tells = |t: usize| {
        let mut here = tellings.iter().filter(|telling| telling.sentence == s);
        here.any(|telling| telling.stands_at(Some(t)))
    };
    let mut above = mentions.trees[s].ancestors(t).skip(1);
    above
        .find(|&a| tells(a) || others.contains(&(s, a)))
        .is_some_and(|a| !tells(a))
}

/// "The army bombed a camp, and rebels killed three in Vesna": whether a phrase stands in a clause that is joined to one that tells
/// of the event, has its own subject and tells of another event.
fn is_beside(
    tellings: &[Candidate],
    others: &BTreeSet<(usize, usize)>,
    (s, t): (usize, usize),
    mentions: &Mentions,
) -> bool {
    let tree = &mentions.trees[s];
    let own_subject = |&verb: &usize| {
        let subject = |relation| tree.child(verb, relation).is_some();
        let told = subject(Relation::Nsubj) || subject(Relation::NsubjPass);
        tree.base(verb) == Relation::Conj && tree.upos(verb) == Upos::Verb && told
    };
    let Some(verb) = tree.ancestors(t).skip(1).find(own_subject) else {
        return false;
    };
    let inside = |word: usize| tree.ancestors(word).any(|above| above == verb);
    let mut here = tellings.iter().filter(|telling| telling.sentence == s);
    let mut others = others.iter().filter(|(other, _)| *other == s);
    others.any(|&(_, word)| inside(word)) && here.all(|telling| !telling.triggers().any(inside))
}

/// "Hundreds marched in Vesna after the killing of a farmer in Morava": whether the verb that a phrase hangs on tells of nothing
/// itself, and what tells of the event hangs on it.
fn is_above(tellings: &[Candidate], (s, t): (usize, usize), mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    let mut here = tellings.iter().filter(|telling| telling.sentence == s);
    let verb = tree
        .ancestors(t)
        .skip(1)
        .find(|&a| tree.upos(a) == Upos::Verb);
    verb.is_some_and(|verb| {
        let below = |word: usize| tree.ancestors(word).skip(1).any(|a| a == verb);
        here.clone().next().is_some()
            && here.all(|telling| telling.triggers().all(|word| word != verb && below(word)))
    })
}

/// "A farmer from Vesna", "the mayor of Vesna": where somebody is from.
fn is_home(s: usize, t: usize, mentions: &Mentions) -> bool {
    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
    let origin = tree
        .preposition(t)
        .is_some_and(|word| lexicon.is_in("origins", &word));
    let somebody = |noun: usize| {
        let person = tree.sentence.meaning.kind(noun) == Some(MentionKind::Person);
        let mention = mentions.get(s, noun);
        let known = mention.and_then(|mention| mention.referent.entities().next());
        person || known.is_some_and(|id| mentions.nature(id).people())
    };
    // "a group based in Vesna"
    let based = tree.head(t).filter(|&verb| {
        let describes = tree.base(verb) == Relation::Acl && tree.base(t) == Relation::Obl;
        describes && lexicon.is_in("home-words", &tree.lower(verb))
    });
    let noun = based.or(Some(t).filter(|_| origin));
    noun.and_then(|below| tree.head(below))
        .is_some_and(somebody)
}

/// The sentences that are looked through for one that tells: itself, its neighbours, the opening of the document.
fn around(sentence: usize, mentions: &Mentions) -> BTreeSet<usize> {
    let last = mentions.trees.len() - 1;
    let beside = sentence.saturating_sub(BESIDE)..=(sentence + BESIDE).min(last);
    beside.chain((0..=last).take(2)).collect()
}

/// What a phrase can stand for as a participant.
fn meant(mention: &Mention, s: usize, t: usize) -> Vec<(Who, Filled)> {
    let entity = |id: EntityId| (Who::Entity(id), Filled::Entity(id));
    let mut found: Vec<(Who, Filled)> = mention.also.iter().map(|&id| entity(id)).collect();
    found.extend(mention.referent.entities().map(entity));
    if mention.referent == Referent::Other {
        found.push((Who::Words(s, t), Filled::Words));
    }
    found
}

/// Says of each candidate whether it is the only one of its class in the sentences that tell.
fn alone(chances: &mut [Chance], told: &BTreeSet<usize>, mentions: &Mentions) {
    let class = |who: Who| match who {
        Who::Entity(id) => mentions.entities.get(id).class.as_str(),
        Who::Words(..) => "words",
        Who::Time(..) => "time",
        Who::Published => "the article's day",
    };
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let inside = |chance: &Chance| {
        told.contains(&chance.fill.sentence)
            || chance
                .signs
                .iter()
                .any(|(_, kind)| kind.ends_with("in its sentence"))
    };
    for chance in chances.iter().filter(|chance| inside(chance)) {
        *count.entry(class(chance.who)).or_default() += 1;
    }
    for chance in chances.iter_mut() {
        let class = class(chance.who);
        if inside(chance) && count.get(class) == Some(&1) {
            chance
                .signs
                .insert(("alone in its class", Cow::Owned(class.to_string())));
        }
    }
}
