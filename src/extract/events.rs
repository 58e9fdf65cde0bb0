//! Frames on trees: every word that evokes a class of event, with its roles filled, becomes a [`Candidate`].

use super::account::Modality;
use super::arguments::{Argument, arguments};
use super::entities::EntityId;
use super::mentions::{Count, Mention, Mentions, Referent};
use super::modality::modality;
use super::tree::Tree;
use crate::ontology::frames::Condition;
use crate::ontology::{Frame, Lexicon, Ontology, RoleKind, Slot};
use crate::span::Span;
use crate::text::{Relation, Upos};
use crate::time::Interval;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An event as one sentence tells it, before what belongs together is joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Local name of the class.
    pub class: String,
    /// Names of the frames that found it, the one that gave the class first.
    pub frames: Vec<String>,
    /// Sentence of the trigger.
    pub sentence: usize,
    /// Token of the trigger.
    pub trigger: usize,
    /// The trigger words.
    pub trigger_span: Span,
    /// Fillers by role.
    pub roles: BTreeMap<String, Vec<Fill>>,
    /// Numbers by quantity role.
    pub counts: Vec<(String, Count)>,
    /// When, with the words.
    pub time: Option<(Interval, Span)>,
    /// Whether it is told as fact.
    pub modality: Modality,
    /// Other sentences that tell it.
    pub also: Vec<usize>,
    /// Predicate of its complement clause, for statements.
    pub clause: Option<usize>,
}

/// What fills a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// Sentence of the words.
    pub sentence: usize,
    /// Head token of the words.
    pub token: usize,
    /// The words.
    pub span: Span,
    /// What they mean.
    pub value: Filled,
}

/// The meaning of a filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// An entity.
    Entity(EntityId),
    /// "I": the speaker of the statement around it.
    Speaker,
    /// "we": the speaker's side.
    SpeakerSide,
    /// The event whose trigger stands there.
    Event,
    /// Only words.
    Words,
}

/// All candidates of a sentence, in the order of their triggers.
pub fn candidates(s: usize, mentions: &Mentions, ontology: &Ontology) -> Vec<Candidate> {
    (0..mentions.trees[s].len())
        .filter_map(|t| {
            let trials = trials(s, t, mentions, ontology).ok()?;
            trials
                .filter_map(|(_, trial)| trial.ok())
                .max_by_key(|found| found.rank)
                .map(|found| found.candidate)
        })
        .collect()
}

/// A frame that fits a word.
pub struct Match {
    /// The frame that explains most wins; among equals the more specific class, then the first by name.
    pub rank: (usize, usize, Reverse<usize>),
    /// What it found.
    pub candidate: Candidate,
}

/// Why a frame does not fit a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit<'f> {
    /// A condition is met that must not be.
    Unless(&'f Condition),
    /// None of the conditions is met of which one must be.
    When(&'f [Condition]),
    /// Nothing fills the required slots of these roles.
    Unfilled(Vec<&'f str>),
}

/// Why a word evokes nothing although frames name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// "Ceasefire efforts" are efforts.
    Compound,
    /// Inside a name an event noun names something else ("Strike Force", "Attack on Titan").
    Name,
}

/// Every frame that a word evokes, with what trying it gives.
pub fn trials<'f>(
    s: usize,
    t: usize,
    mentions: &Mentions,
    ontology: &'f Ontology,
) -> Result<impl Iterator<Item = (&'f Frame, Result<Match, Misfit<'f>>)>, Passed> {
    let tree = &mentions.trees[s];
    let frames = frames_of(tree, t, &ontology.lexicon)?;
    let arguments = match frames.is_empty() {
        true => Vec::new(),
        false => arguments(tree, t, &ontology.lexicon),
    };
    Ok(frames
        .into_iter()
        .map(move |frame| (frame, fit(frame, s, t, &arguments, mentions, ontology))))
}

/// Frames that a word may evoke.
fn frames_of<'l>(tree: &Tree, t: usize, lexicon: &'l Lexicon) -> Result<Vec<&'l Frame>, Passed> {
    let lemma = tree.lemma(t);
    let numbers = match tree.upos(t) {
        Upos::Verb => {
            let with_particle = tree.verb(t);
            lexicon
                .by_verb
                .get(&with_particle)
                .or_else(|| lexicon.by_verb.get(&lemma))
        }
        Upos::Noun | Upos::Propn => lexicon.by_noun.get(&lemma),
        Upos::Adj if tree.child(t, Relation::AuxPass).is_some() => lexicon.by_verb.get(&lemma),
        // "is sure that": a predicate is looked up with its copula.
        Upos::Adj if tree.child(t, Relation::Cop).is_some() => {
            lexicon.by_verb.get(&format!("be {lemma}"))
        }
        // "the army's offensive", tagged as an adjective but used as a noun
        Upos::Adj
            if matches!(
                tree.base(t),
                Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Nmod
            ) =>
        {
            lexicon.by_noun.get(&lemma)
        }
        _ => None,
    };
    let Some(numbers) = numbers else {
        return Ok(Vec::new());
    };
    if tree.upos(t) != Upos::Verb && tree.relation(t) == Relation::Compound {
        return Err(Passed::Compound);
    }
    if tree.upos(t) == Upos::Propn && tree.name_at(t).is_some() {
        return Err(Passed::Name);
    }
    let mut frames: Vec<&Frame> = numbers.iter().map(|&n| &lexicon.frames[n]).collect();
    frames.retain(|frame| {
        !matches!(tree.upos(t), Upos::Noun | Upos::Propn)
            || frame.nouns.iter().any(|noun| is_compound(tree, t, noun))
    });
    Ok(frames)
}

/// Whether the words before a noun make it the compound: "car bomb".
fn is_compound(tree: &Tree, t: usize, noun: &str) -> bool {
    let words: Vec<&str> = noun.split(' ').collect();
    let first = match (t + 1).checked_sub(words.len()) {
        Some(first) => first,
        None => return false,
    };
    words
        .iter()
        .enumerate()
        .all(|(i, word)| tree.lemma(first + i) == *word)
}

fn fit<'f>(
    frame: &'f Frame,
    s: usize,
    t: usize,
    arguments: &[Argument],
    mentions: &Mentions,
    ontology: &'f Ontology,
) -> Result<Match, Misfit<'f>> {
    let tree = &mentions.trees[s];
    let meets = |condition: &Condition| {
        arguments.iter().any(|a| {
            condition.relations.contains(&a.relation)
                && (condition.words.is_empty()
                    || condition.words.contains(&tree.lemma(a.token))
                    || condition.words.contains(&tree.lower(a.token)))
                && (condition.fillers.is_empty()
                    || mentions
                        .get(s, a.token)
                        .is_some_and(|m| class_fits(&condition.fillers, m, mentions, ontology)))
        })
    };
    // "killed by sniper fire": a word that evokes an event itself is not the word in another sense.
    let excluded = |condition: &Condition| {
        arguments.iter().any(|a| {
            condition.relations.contains(&a.relation)
                && !condition.words.is_empty()
                && frames_of(tree, a.token, &ontology.lexicon).is_ok_and(|f| !f.is_empty())
                && condition.words.contains(&tree.lemma(a.token))
        })
    };
    let forbidden = |condition: &&Condition| meets(condition) && !excluded(condition);
    if let Some(condition) = frame.unless.iter().find(forbidden) {
        return Err(Misfit::Unless(condition));
    }
    if !frame.when.is_empty() && !frame.when.iter().any(meets) {
        return Err(Misfit::When(&frame.when));
    }
    let mut candidate = Candidate {
        class: frame.class.clone(),
        frames: vec![frame.name.clone()],
        sentence: s,
        trigger: t,
        trigger_span: trigger_span(tree, t, frame),
        roles: BTreeMap::new(),
        counts: Vec::new(),
        time: when(tree, t, arguments, &ontology.lexicon),
        modality: modality(tree, t, &ontology.lexicon),
        also: Vec::new(),
        clause: complement(frame, arguments),
    };
    // A role is required of the slots that say so; any one of them is enough.
    let (mut wanted, mut satisfied): (Vec<&'f str>, Vec<&'f str>) = (Vec::new(), Vec::new());
    let mut score = 0;
    for slot in &frame.slots {
        let second = slot.otherwise && settled(slot, &candidate, mentions, ontology);
        let filled = !second && {
            let found = fill(slot, s, arguments, mentions, ontology, &mut candidate);
            let known = candidate.roles.get(&slot.role).map_or(0, Vec::len);
            found >= slot.at_least || (slot.otherwise && found > 0 && known >= slot.at_least)
        };
        // A slot for two parties that has found two explains twice as much.
        score += if filled { slot.at_least } else { 0 };
        if slot.required {
            let list = if filled { &mut satisfied } else { &mut wanted };
            list.push(&slot.role);
        }
    }
    wanted.retain(|role| !satisfied.contains(role));
    if !wanted.is_empty() {
        wanted.dedup();
        return Err(Misfit::Unfilled(wanted));
    }
    let depth = ontology.lineage(&frame.class).len();
    let frames = &ontology.lexicon.frames;
    let order = frames.iter().position(|f| f.name == frame.name);
    Ok(Match {
        rank: (score, depth, Reverse(order.unwrap_or_default())),
        candidate,
    })
}

/// Whether a role needs no second choice: somebody or something with a name fills it, or two do where all act on each other.
fn settled(slot: &Slot, candidate: &Candidate, mentions: &Mentions, ontology: &Ontology) -> bool {
    let fills = candidate.roles.get(&slot.role).into_iter().flatten();
    let nameless = |id: EntityId| mentions.entities.get(id).id.starts_with("thing/");
    let known = fills.filter(|fill| !matches!(fill.value, Filled::Entity(id) if nameless(id)));
    let symmetric = ontology.roles.get(&slot.role).is_some_and(|r| r.symmetric);
    known.count() > usize::from(symmetric)
}

/// The complement clause that a frame takes for its content.
fn complement(frame: &Frame, arguments: &[Argument]) -> Option<usize> {
    let slots = || frame.slots.iter().filter(|slot| slot.role == "content");
    ["clause", "infinitive"].iter().find_map(|relation| {
        let wanted = slots().any(|slot| slot.relations.iter().any(|r| r == relation));
        arguments
            .iter()
            .find(|a| wanted && a.relation == *relation)
            .map(|a| a.token)
    })
}

/// Fills a slot; returns how many fillers or numbers it got.
fn fill(
    slot: &Slot,
    s: usize,
    arguments: &[Argument],
    mentions: &Mentions,
    ontology: &Ontology,
    candidate: &mut Candidate,
) -> usize {
    let mut filled = 0;
    let mut counted: Option<Count> = None;
    // One that no number counts: "the mayor" of "the mayor and two guards".
    let mut singles = 0;
    for argument in arguments
        .iter()
        .filter(|a| slot.relations.contains(&a.relation))
    {
        let (mention, fits) = match verdict(slot, s, argument, mentions, ontology) {
            Verdict::Refused(_) => continue,
            Verdict::Nobody(span) => {
                let none = Count {
                    min: 0,
                    max: Some(0),
                    span,
                };
                counted = Some(counted.unwrap_or(none));
                filled += 1;
                continue;
            }
            Verdict::Words => {
                let tree = &mentions.trees[s];
                let span = tree.span(&tree.subtree(argument.token));
                let fills = candidate.roles.entry(slot.role.clone()).or_default();
                fills.push(Fill {
                    sentence: s,
                    token: argument.token,
                    span,
                    value: Filled::Words,
                });
                filled += 1;
                continue;
            }
            Verdict::Fills(mention) => (mention, true),
            Verdict::Counts(mention) => (mention, false),
        };
        singles +=
            usize::from(slot.counts.is_some() && is_single(s, argument.token, mention, mentions));
        if slot.counts.is_some()
            && let Some(count) = &mention.count
        {
            counted = Some(match counted {
                None => count.clone(),
                // "killing 12 people and injuring 27": what stands beside them is no more people of the same kind.
                Some(sum) if !is_people(s, argument.token, mentions) => sum,
                // "seven soldiers and a civilian" are eight dead.
                Some(sum) => Count {
                    min: sum.min + count.min,
                    max: sum.max.zip(count.max).map(|(a, b)| a + b),
                    span: sum.span.cover(count.span),
                },
            });
        }
        // A second choice reaches far into the sentence; whoever acts is not also acted on there.
        let value = value(mention, slot, mentions);
        let elsewhere = |value: &Filled| {
            candidate
                .roles
                .values()
                .flatten()
                .any(|f| f.value == *value)
        };
        if slot.otherwise && value.as_ref().is_some_and(elsewhere) {
            continue;
        }
        filled += 1;
        if let Some(value) = value.filter(|_| fits) {
            let fills = candidate.roles.entry(slot.role.clone()).or_default();
            if !fills
                .iter()
                .any(|f| f.token == argument.token && f.sentence == s)
            {
                fills.extend(mention.also.iter().map(|&id| Fill {
                    sentence: s,
                    token: argument.token,
                    span: mention.span,
                    value: Filled::Entity(id),
                }));
                fills.push(Fill {
                    sentence: s,
                    token: argument.token,
                    span: mention.span,
                    value,
                });
            }
        }
    }
    if let Some(count) = counted.as_mut().filter(|count| count.max != Some(0)) {
        count.min += singles as u64;
        count.max = count.max.map(|max| max + singles as u64);
    }
    if let (Some(role), Some(count)) = (&slot.counts, counted)
        && !candidate.counts.iter().any(|(r, _)| r == role)
    {
        candidate.counts.push((role.clone(), count));
    }
    filled
}

/// What an argument is to a slot that takes its relation.
pub enum Verdict<'m> {
    /// It fills the role.
    Fills(&'m Mention),
    /// Only its number counts: no list has commuters, but "12 commuters" are twelve.
    Counts(&'m Mention),
    /// It says that there was nobody: "no civilians".
    Nobody(Span),
    /// Its words fill the role: the purpose of a deal, the content of a claim.
    Words,
    /// It is not for this slot.
    Refused(Refusal),
}

/// Why an argument is not for a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its words are no noun phrase.
    NoPhrase,
    /// It tells a time, and the role holds something else.
    Time,
    /// It is a bare number, and the slot counts nothing.
    Number,
    /// It is of a class that the slot excludes.
    Excluded,
    /// It is of none of the classes that the slot wants.
    Class,
}

/// Whether an argument may fill a slot, by what it means; that its relation is right is known already.
pub fn verdict<'m>(
    slot: &Slot,
    s: usize,
    argument: &Argument,
    mentions: &'m Mentions,
    ontology: &Ontology,
) -> Verdict<'m> {
    let nobody = slot.counts.is_some() && is_none(s, argument.token, mentions);
    let Some(mention) = mentions.get(s, argument.token) else {
        if nobody {
            return Verdict::Nobody(mentions.trees[s].token(argument.token).span);
        }
        let role = ontology.roles.get(&slot.role);
        let text = role.is_some_and(|r| r.kind == RoleKind::Text);
        return match text && slot.fillers.is_empty() {
            true => Verdict::Words,
            false => Verdict::Refused(Refusal::NoPhrase),
        };
    };
    let node = |role: &str| {
        ontology
            .roles
            .get(role)
            .is_some_and(|r| r.kind == RoleKind::Node)
    };
    if node(&slot.role) && in_time(s, argument.token, mentions) {
        return Verdict::Refused(Refusal::Time);
    }
    if mention.referent == Referent::Number && slot.counts.is_none() {
        return Verdict::Refused(Refusal::Number);
    }
    if !slot.except.is_empty() && class_fits(&slot.except, mention, mentions, ontology) {
        return Verdict::Refused(Refusal::Excluded);
    }
    if nobody {
        return Verdict::Nobody(mention.span);
    }
    if slot.fillers.is_empty() || class_fits(&slot.fillers, mention, mentions, ontology) {
        return Verdict::Fills(mention);
    }
    // "12 commuters" count although no list has commuters; "nine tonnes" do not.
    let countable = slot.counts.is_some()
        && mention.count.is_some()
        && !is_measure(s, argument.token, mentions);
    match countable {
        true => Verdict::Counts(mention),
        false => Verdict::Refused(Refusal::Class),
    }
}

/// "nobody", "none", "no soldiers".
fn is_none(s: usize, t: usize, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    let lexicon = &mentions.ontology.lexicon;
    let negated = tree
        .each(t, Relation::Det)
        .any(|d| lexicon.is_in("negations", &tree.lower(d)));
    negated || lexicon.is_in("nobody", &tree.lower(t))
}

/// A person, by name or by a definite singular noun, whom no number counts.
fn is_single(s: usize, t: usize, mention: &Mention, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    let person = match mention.referent {
        Referent::Entity(id) => mentions.entities.get(id).class == "Person",
        _ => false,
    };
    person && mention.count.is_none() && !tree.has(t, "Number=Plur") && tree.upos(t) != Upos::Pron
}

/// A noun, not a bare number ("27", "millions", "others").
fn is_people(s: usize, t: usize, mentions: &Mentions) -> bool {
    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
    let lemma = tree.lemma(t);
    let bare = ["measures", "passing-modifiers"];
    matches!(tree.upos(t), Upos::Noun | Upos::Propn)
        && !bare.iter().any(|set| lexicon.is_in(set, &lemma))
}

/// A year or an hour is a number, but not of people.
fn is_measure(s: usize, t: usize, mentions: &Mentions) -> bool {
    let units = &mentions.ontology.lexicon;
    units.is_in("units", &mentions.trees[s].lemma(t)) || in_time(s, t, mentions)
}

fn in_time(s: usize, t: usize, mentions: &Mentions) -> bool {
    let mut times = mentions.trees[s].sentence.times.iter();
    times.any(|time| time.tokens.contains(&t))
}

fn value(mention: &Mention, slot: &Slot, mentions: &Mentions) -> Option<Filled> {
    let ontology = mentions.ontology;
    let counted_thing = |mention: &Mention, id: EntityId| {
        mention.count.as_ref().is_some_and(|c| c.max != Some(1))
            && ontology.is_a(&mentions.entities.get(id).class, "Thing")
    };
    let wants_place = ontology
        .roles
        .get(&slot.role)
        .is_some_and(|role| role.range.iter().all(|r| r == "Place") && !role.range.is_empty());
    Some(match mention.referent {
        // "12 observation posts" are told by their number and their words.
        Referent::Entity(id) if counted_thing(mention, id) => Filled::Words,
        Referent::Entity(id) => Filled::Entity(id),
        Referent::Seat(place, _) if wants_place => Filled::Entity(place),
        Referent::Seat(_, government) => Filled::Entity(government),
        Referent::Speaker => Filled::Speaker,
        Referent::SpeakerSide => Filled::SpeakerSide,
        Referent::Event => Filled::Event,
        Referent::Number => return None,
        Referent::Other => Filled::Words,
    })
}

/// Whether a mention may fill a slot that wants some classes. `Any` takes everything that has words.
pub fn class_fits(
    wanted: &[String],
    mention: &Mention,
    mentions: &Mentions,
    ontology: &Ontology,
) -> bool {
    let is = |class: &str| wanted.iter().any(|w| w == "Any" || ontology.is_a(class, w));
    match mention.referent {
        Referent::Entity(id) => is(&mentions.entities.get(id).class),
        Referent::Seat(..) => is("Country") || is("Place"),
        Referent::Speaker | Referent::SpeakerSide => is("Person"),
        Referent::Event => is("Event"),
        Referent::Number => wanted.iter().any(|w| w == "Number"),
        Referent::Other => wanted.iter().any(|w| w == "Any"),
    }
}

fn trigger_span(tree: &Tree, t: usize, frame: &Frame) -> Span {
    let mut tokens = vec![t];
    if tree.upos(t) == Upos::Verb {
        tokens.extend(tree.each(t, Relation::CompoundPrt));
        tokens.extend(tree.each(t, Relation::Aux));
    } else if let Some(noun) = frame
        .nouns
        .iter()
        .find(|n| n.contains(' ') && is_compound(tree, t, n))
    {
        tokens.extend(t + 1 - noun.split(' ').count()..t);
    }
    tokens.sort_unstable();
    tree.span(&tokens)
}

/// When the event happened: the time expression that hangs on its word or on the verb that carries it.
fn when(
    tree: &Tree,
    t: usize,
    arguments: &[Argument],
    lexicon: &Lexicon,
) -> Option<(Interval, Span)> {
    let mut anchors = vec![t];
    if tree.upos(t) != Upos::Verb {
        let top = tree
            .ancestors(t)
            .find(|&a| tree.relation(a) != Relation::Conj)
            .unwrap_or(t);
        if let Some(head) = tree.head(top).filter(|&h| tree.upos(h) == Upos::Verb) {
            let carried = lexicon.light.contains_key(&tree.verb(head))
                && !matches!(
                    lexicon.light.get(&tree.verb(head)),
                    Some(crate::ontology::LightVerb::Mentions)
                );
            if carried || matches!(tree.base(top), Relation::Nsubj) {
                anchors.push(head);
            }
        }
        anchors.extend(
            tree.each(t, Relation::Acl)
                .filter(|&v| lexicon.light.contains_key(&tree.verb(v))),
        );
    } else if matches!(tree.relation(t), Relation::Xcomp | Relation::Conj)
        && let Some(head) = tree.head(t)
        && tree.relation(t) == Relation::Xcomp
    {
        anchors.push(head);
    }
    let hangs = |time: &crate::text::Time| {
        let head = time
            .tokens
            .clone()
            .find(|&x| tree.head(x).is_none_or(|h| !time.tokens.contains(&h)))?;
        for (distance, above) in tree.ancestors(head).enumerate() {
            if anchors.contains(&above) {
                return Some(distance);
            }
            if tree.upos(above) == Upos::Verb
                || (above != head
                    && arguments.iter().any(|a| {
                        a.token == above && matches!(a.relation.as_str(), "subject" | "object")
                    }))
            {
                return None;
            }
        }
        None
    };
    // "a Feb. 3 attack", "Monday's attack", "the 2018 deal"
    let before = |time: &crate::text::Time| {
        let between = time.tokens.end..t;
        let modifies = |i: usize| {
            tree.upos(i) == Upos::Part || (tree.head(i) == Some(t) && tree.upos(i) != Upos::Punct)
        };
        (time.tokens.end <= t && between.len() <= 3 && between.into_iter().all(modifies))
            .then_some(0)
    };
    let nominal = tree.upos(t) != Upos::Verb;
    tree.sentence
        .times
        .iter()
        // A day whose year nobody knows keeps its words.
        .filter(|time| time.interval.is_some() || time.value.starts_with("XXXX"))
        .filter_map(|time| {
            let distance = hangs(time).or_else(|| before(time).filter(|_| nominal))?;
            Some((distance, time.interval.unwrap_or_default(), time))
        })
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, interval, time)| {
            (
                interval,
                tree.span(&time.tokens.clone().collect::<Vec<_>>()),
            )
        })
}
