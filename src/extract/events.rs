//! Frames on trees: every word that evokes a class of event, with its roles filled, becomes a [`Candidate`].

use super::account::Modality;
use super::arguments::{Argument, arguments};
pub use super::candidate::{Candidate, Fill, Filled};
use super::dated::when;
use super::fillers::{complement, fill, settled};
use super::mentions::Mentions;
use super::modality::modality;
use super::negation::none;
use super::tree::Tree;
use super::verdict::class_fits;
use crate::ontology::frames::Condition;
use crate::ontology::{Frame, Lexicon, Ontology};
use crate::span::Span;
use crate::text::{MentionKind, Relation, Upos};
use std::cmp::Reverse;

/// All candidates of a sentence, in the order of their triggers: of each word what the frame gives that explains most, or
/// the word alone where none fits.
pub fn candidates(s: usize, mentions: &Mentions, ontology: &Ontology) -> Vec<Candidate> {
    let of_word = |t: usize| {
        let (mut whole, mut bare, mut ruled_out) = (Vec::new(), None, false);
        for (_, trial) in trials(s, t, mentions, ontology).ok()? {
            match trial {
                Ok(found) => whole.push(found),
                Err(Misfit::Unfilled(_, candidate) | Misfit::When(_, candidate)) => {
                    bare = bare.or(candidate);
                }
                Err(Misfit::Unless(_)) => ruled_out = true,
            }
        }
        let best = whole.into_iter().max_by_key(|found| found.rank);
        let bare = bare.filter(|_| !ruled_out).map(|candidate| *candidate);
        best.map(|found| found.candidate).or(bare)
    };
    (0..mentions.trees[s].len()).filter_map(of_word).collect()
}

/// A frame that fits a word.
pub struct Match {
    /// The frame that explains most wins; among equals the more specific class, then the first by name.
    pub rank: (usize, usize, Reverse<usize>),
    /// What it found.
    pub candidate: Candidate,
}

/// Why a frame does not fit a word.
#[derive(Debug, Clone, PartialEq)]
pub enum Misfit<'f> {
    /// A condition is met that must not be.
    Unless(&'f Condition),
    /// None of the conditions is met of which one must be; of a frame that counts, what it would count if another sentence
    /// told of its event: "Nine died."
    When(&'f [Condition], Option<Box<Candidate>>),
    /// Nothing fills the required slots of these roles; the word alone, where nothing stands in their places.
    Unfilled(Vec<&'f str>, Option<Box<Candidate>>),
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

/// Whether frames decide what a word tells, be it that none of them fits.
pub fn is_of_frames(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    !frames_of(tree, t, lexicon).is_ok_and(|frames| frames.is_empty())
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
        // "In March"
        Upos::Noun | Upos::Propn if tree.sentence.is_time(t) => None,
        Upos::Noun | Upos::Propn => tree.noun(t, &lexicon.by_noun),
        Upos::Adj if tree.child(t, Relation::AuxPass).is_some() => lexicon.by_verb.get(&lemma),
        // "is sure that": a predicate is looked up with its copula, which headlines leave out ("30 dead in ambush"), as do clauses
        // ("ended with nine people dead").
        Upos::Adj
            if tree.relation(t) == Relation::Acl
                || [Relation::Cop, Relation::Nsubj]
                    .iter()
                    .any(|&r| tree.child(t, r).is_some()) =>
        {
            lexicon.by_verb.get(&format!("be {lemma}"))
        }
        // "the army's offensive", tagged as an adjective but used as a noun
        Upos::Adj
            if matches!(
                tree.base(t),
                Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Nmod
            ) =>
        {
            tree.noun(t, &lexicon.by_noun)
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
    if tree.solid(t).is_some_and(|solid| solid == noun) {
        return true;
    }
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
            // "Four of the drones"
            let measured = || mentions.measured(s, a.token).map(|of| tree.lemma(of));
            condition.relations.contains(&a.relation)
                && (condition.words.is_empty()
                    || condition.words.contains(&tree.lemma(a.token))
                    || condition.words.contains(&tree.lower(a.token))
                    || measured().is_some_and(|of| condition.words.contains(&of))
                    || tree
                        .solid(a.token)
                        .is_some_and(|solid| condition.words.contains(&solid)))
                && (condition.fillers.is_empty()
                    || mentions
                        .get(s, a.token)
                        .is_some_and(|m| class_fits(&condition.fillers, m, mentions, ontology)))
        })
    };
    // "killed by sniper fire": a noun that evokes an event itself is not the word in another sense.
    let excluded = |condition: &Condition| {
        arguments.iter().any(|a| {
            condition.relations.contains(&a.relation)
                && !condition.words.is_empty()
                && tree.upos(a.token) != Upos::Verb
                && frames_of(tree, a.token, &ontology.lexicon).is_ok_and(|f| !f.is_empty())
                && condition.words.contains(&tree.lemma(a.token))
        })
    };
    let forbidden = |condition: &&Condition| meets(condition) && !excluded(condition);
    if let Some(condition) = frame.unless.iter().find(forbidden) {
        return Err(Misfit::Unless(condition));
    }
    // "The Canal Treaty": a noun that is part of a name means one in particular, whatever stands beside it.
    let named = tree.upos(t) == Upos::Propn;
    let unmet = !named && !frame.when.is_empty() && !frame.when.iter().any(meets);
    // "Died of a heart attack", "died in a crash": that was something else.
    let caused = |a: &Argument| {
        let asked = frame.when.iter().any(|c| c.relations.contains(&a.relation));
        let event = tree.sentence.meaning.kind(a.token) == Some(MentionKind::Event);
        let of = ontology.lexicon.is_in("genitives", &a.relation);
        let wound = ontology.lexicon.is_in("wounds", &tree.lemma(a.token));
        asked && event || of && tree.upos(t) == Upos::Verb && !wound
    };
    // "Left three wounded", "taken away with wounds": what they were left or had counts, not that they were left or taken.
    let left = |c: &Condition| {
        let lexicon = &ontology.lexicon;
        let wounds = c.words.iter().any(|word| lexicon.is_in("wounds", word));
        wounds || c.relations.iter().any(|relation| relation == "state")
    };
    let counts = || {
        let mut slots = frame.slots.iter();
        let counts = slots.any(|slot| slot.counts.is_some());
        counts && !arguments.iter().any(caused) && !frame.when.iter().any(left)
    };
    if unmet && !counts() {
        return Err(Misfit::When(&frame.when, None));
    }
    let mut candidate = Candidate {
        time: when(tree, t, arguments, &ontology.lexicon),
        modality: modality(tree, t, &ontology.lexicon),
        clause: complement(frame, arguments),
        ..Candidate::new(
            &frame.class,
            Some(&frame.name),
            (s, t),
            trigger_span(tree, t, frame),
        )
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
    candidate.modality = of_nobody(frame, arguments, tree, &candidate, ontology);
    wanted.retain(|role| !satisfied.contains(role));
    if unmet {
        (candidate.bare, candidate.frames) = (true, Vec::new());
        let whole = wanted.is_empty() && !candidate.counts.is_empty();
        return Err(Misfit::When(
            &frame.when,
            whole.then(|| Box::new(candidate)),
        ));
    }
    if !wanted.is_empty() {
        wanted.dedup();
        // "Executed the plan" is another sense of the word; "an execution" may be meant.
        let mut places = frame.slots.iter().filter(|slot| slot.required);
        let other = places.any(|slot| {
            arguments
                .iter()
                .any(|a| slot.relations.contains(&a.relation))
        });
        candidate.bare = true;
        let bare = (!other).then(|| Box::new(candidate));
        return Err(Misfit::Unfilled(wanted, bare));
    }
    let depth = ontology.lineage(&frame.class).len();
    let frames = &ontology.lexicon.frames;
    let order = frames.iter().position(|f| f.name == frame.name);
    Ok(Match {
        rank: (score, depth, Reverse(order.unwrap_or_default())),
        candidate,
    })
}

/// What becomes of the modality of a word when those who do it, or whom it befalls, are nobody: "no group has attacked"
/// denies, "the raid killed no guards" counts none.
fn of_nobody(
    frame: &Frame,
    arguments: &[Argument],
    tree: &Tree,
    candidate: &Candidate,
    ontology: &Ontology,
) -> Modality {
    let lexicon = &ontology.lexicon;
    let counted = |relation: &str| {
        let mut slots = frame.slots.iter().filter(|slot| slot.counts.is_some());
        slots.any(|slot| slot.relations.iter().any(|r| r == relation))
    };
    let nobody = |relation: &str| {
        let mut those = arguments.iter().filter(|a| a.relation == relation);
        let first = those.next();
        first.is_some_and(|a| none(tree, a.token, lexicon))
            && those.all(|a| none(tree, a.token, lexicon))
            && !counted(relation)
    };
    let verbal = !matches!(tree.upos(candidate.trigger), Upos::Noun | Upos::Propn);
    let says = ontology.is_a(&candidate.class, "Statement");
    match candidate.modality {
        Modality::Asserted if nobody("subject") || verbal && !says && nobody("object") => {
            Modality::Denied
        }
        // "no deaths": it is the number that is none.
        Modality::Denied if !verbal && candidate.counts_nobody() => Modality::Asserted,
        modality => modality,
    }
}

fn trigger_span(tree: &Tree, t: usize, frame: &Frame) -> Span {
    let mut tokens = vec![t];
    if tree.upos(t) == Upos::Verb {
        tokens.extend(tree.each(t, Relation::CompoundPrt));
        tokens.extend(tree.each(t, Relation::Aux));
    } else if tree
        .solid(t)
        .is_some_and(|solid| frame.nouns.contains(&solid))
    {
        tokens.extend(t - 2..t);
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
