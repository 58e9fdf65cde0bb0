//! The verb of a question, by the frames of the ontology: what it tells of, who does it, and whom it is done to.

use super::word;
use crate::ontology::{Frame, Ontology, Role, RoleKind, Slot};
use crate::query::token::{Kind, Token};
use crate::query::words::{EVENT, STATEMENT, lemmas, own_or_below, roles_of};

const BE: [&str; 7] = ["is", "are", "was", "were", "be", "been", "being"];

/// A verb, and what the frame that it evokes says of those beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading<'a> {
    /// Its place.
    pub at: usize,
    /// Local name of the class of what it tells of.
    pub class: String,
    /// "were killed": it is done to what stands before it.
    pub passive: bool,
    /// It is written as its lemma, as behind "did".
    pub is_plain: bool,
    /// Both sides do it together: they sign, they meet.
    pub mutual: bool,
    /// The fields of who does it and of whom it is done to, and the prepositions that put names into them.
    pub doer: Option<&'a str>,
    pub done: Option<&'a str>,
    pub by: Option<&'a str>,
    pub on: Option<&'a str>,
    /// The number of those that it is done to: `killed`.
    pub counts: Option<&'a str>,
}

pub(super) fn is_form_of_be(word: &str) -> bool {
    BE.contains(&word)
}

/// The verb at a place, if one of the ontology's stands there.
pub(super) fn reading<'a>(
    ontology: &'a Ontology,
    tokens: &[Token],
    at: usize,
) -> Option<Reading<'a>> {
    let form = word(tokens.get(at));
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    if form.is_empty()
        || is_form_of_be(form)
        || ["have", "has", "had", "do", "does", "did"].contains(&form)
    {
        return None;
    }
    let lemma = lemmas(form).find(|lemma| ontology.lexicon.by_verb.contains_key(lemma))?;
    let frame = main_frame(ontology, &lemma)?;
    let class = class_of(ontology, frame);
    let role =
        |relation: &str, except: Option<&str>| slot_role(ontology, &class, frame, relation, except);
    let doer = role("subject", None);
    let done = role("object", doer.map(|role| role.name.as_str()));
    let asked_before = tokens[..at]
        .iter()
        .any(|t| ["did", "does", "do"].contains(&word(Some(t))));
    let named_before = matches!(
        before.map(|t| &t.kind),
        Some(Kind::Name(..) | Kind::Text(..))
    );
    Some(Reading {
        at,
        passive: form != lemma && tokens[..at].iter().any(|t| is_form_of_be(word(Some(t)))),
        is_plain: form == lemma && (asked_before || named_before),
        mutual: doer.is_some_and(|role| role.symmetric),
        by: doer.and_then(preposition),
        on: done.and_then(preposition),
        doer: doer.map(|role| role.label.as_str()),
        done: done.map(|role| role.label.as_str()),
        counts: counted(ontology, frame).map(|role| role.label.as_str()),
        class,
    })
}

/// Of the frames of a verb the one whose class takes in most of what the verb may tell of, then one that always fits, then the
/// most exacting: "killed" asks for attacks, though a bomb that killed is a bombing.
fn main_frame<'o>(ontology: &'o Ontology, lemma: &str) -> Option<&'o Frame> {
    let numbers = ontology.lexicon.by_verb[lemma].iter();
    let frames = numbers.filter_map(|number| ontology.lexicon.frames.get(*number));
    let frames: Vec<&Frame> = frames.filter(|f| ontology.is_a(&f.class, EVENT)).collect();
    let suits = |frame: &Frame| {
        let taken_in = frames
            .iter()
            .filter(|other| ontology.is_a(&other.class, &frame.class));
        let required = frame.slots.iter().filter(|slot| slot.required);
        (taken_in.count(), frame.when.is_empty(), required.count())
    };
    frames
        .iter()
        .rev()
        .max_by_key(|frame| suits(frame))
        .copied()
}

/// What a verb of saying tells of is any statement: "what did X say" asks for threats, too.
fn class_of(ontology: &Ontology, frame: &Frame) -> String {
    let plain = |class: &str| {
        let said = ontology.lexicon.by_verb.get("say").into_iter().flatten();
        said.into_iter()
            .any(|number| ontology.lexicon.frames[*number].class == class)
    };
    match plain(&frame.class) {
        true => STATEMENT.to_string(),
        false => frame.class.clone(),
    }
}

fn slot_role<'a>(
    ontology: &'a Ontology,
    class: &str,
    frame: &Frame,
    relation: &str,
    except: Option<&str>,
) -> Option<&'a Role> {
    let fits = |slot: &&Slot| {
        slot.relations.iter().any(|r| r == relation) && Some(slot.role.as_str()) != except
    };
    let known = roles_of(ontology, class);
    let mut slots = frame.slots.iter().filter(fits);
    slots.find_map(|slot| {
        let mut roles = known.iter();
        roles
            .find(|role| role.name == slot.role && role.kind == RoleKind::Node)
            .copied()
    })
}

fn preposition(role: &Role) -> Option<&str> {
    role.prepositions.first().map(String::as_str)
}

/// The number that a frame counts those by whom it is done to.
fn counted<'a>(ontology: &'a Ontology, frame: &Frame) -> Option<&'a Role> {
    let counts = frame.slots.iter().find_map(|slot| slot.counts.as_ref())?;
    ontology.roles.get(counts)
}

/// The number of a class that a word names: a field, or what a verb counts ("wounded").
pub(super) fn quantity<'a>(ontology: &'a Ontology, class: &str, wanted: &str) -> Option<&'a str> {
    if wanted.is_empty() {
        return None;
    }
    let numbers = own_or_below(ontology, class, |role| role.kind == RoleKind::Quantity);
    let named = numbers
        .iter()
        .find(|role| role.all_words().any(|word| word == wanted))
        .copied();
    let counted = || {
        let mut frames = lemmas(wanted).filter_map(|lemma| ontology.lexicon.by_verb.get(&lemma));
        let frame = frames
            .next()?
            .iter()
            .find_map(|number| counted(ontology, &ontology.lexicon.frames[*number]))?;
        numbers.iter().find(|role| role.name == frame.name).copied()
    };
    named.or_else(counted).map(|role| role.label.as_str())
}
