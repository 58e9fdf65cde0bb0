//! Whether an argument may fill a slot, by what it means.

use super::arguments::Argument;
use super::mentions::{Mention, Mentions, Referent};
use super::negation::absent;
use crate::ontology::{Found, Ontology, Part, RoleKind, Slot};
use crate::span::Span;
use crate::text::{MentionKind, Upos};

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
    /// It says that there was nobody.
    Nobody,
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
    let absent = absent(&mentions.trees[s], argument.token, &ontology.lexicon);
    let nobody = slot.counts.is_some() && absent;
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
    if node(&slot.role) && mentions.trees[s].sentence.is_time(argument.token) {
        return Verdict::Refused(Refusal::Time);
    }
    // "A terrorist attack" tells the kind, "the attack on social media" where it was spoken of.
    let lexicon = &ontology.lexicon;
    let lemma = mentions.trees[s].lemma(argument.token);
    let kind = matches!(argument.relation.as_str(), "modifier" | "compound")
        && lexicon.is_in("kinds-of-attack", &lemma);
    if kind || lexicon.is_in("media-of-speech", &lemma) && argument.relation == "on" {
        return Verdict::Refused(Refusal::Excluded);
    }
    if mention.referent == Referent::Number && slot.counts.is_none() {
        return Verdict::Refused(Refusal::Number);
    }
    if is_named_after(slot, s, argument, mention, mentions) {
        return Verdict::Refused(Refusal::Excluded);
    }
    if !slot.except.is_empty() && class_fits(&slot.except, mention, mentions, ontology) {
        return Verdict::Refused(Refusal::Excluded);
    }
    if nobody {
        return Verdict::Nobody(mention.span);
    }
    if absent {
        return Verdict::Refused(Refusal::Nobody);
    }
    if slot.fillers.is_empty() || class_fits(&slot.fillers, mention, mentions, ontology) {
        return Verdict::Fills(mention);
    }
    if is_somebody(slot, s, argument, mentions, ontology) {
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

/// "The Geneva accord": what several do together is named after the capital where they did, and its country is no party.
fn is_named_after(
    slot: &Slot,
    s: usize,
    argument: &Argument,
    mention: &Mention,
    mentions: &Mentions,
) -> bool {
    let role = mentions.ontology.roles.get(&slot.role);
    role.is_some_and(|role| role.symmetric)
        && matches!(argument.relation.as_str(), "modifier" | "compound")
        && matches!(mention.referent, Referent::Seat(..))
        && mentions.trees[s].conjuncts(argument.token).len() < 2
}

/// "told dockers", "killed a poet": whoever is spoken to, acts or suffers need be on no list where the reader takes them for
/// people.
fn is_somebody(
    slot: &Slot,
    s: usize,
    argument: &Argument,
    mentions: &Mentions,
    ontology: &Ontology,
) -> bool {
    let tree = &mentions.trees[s];
    let is = |classes: &[String], class: &str| classes.iter().all(|c| c == class);
    let people = || ontology.takes(&slot.fillers, ontology.class_of(Found::Person));
    let asked = ontology.roles.get(&slot.role).is_some_and(|role| {
        let to = role.prepositions.iter().any(|p| p == "to");
        let spoken_to = to && is(&role.domain, "Statement") && is(&role.range, "Actor");
        let takes_part = matches!(role.part, Some(Part::Agent | Part::Patient)) && people();
        spoken_to || takes_part
    });
    asked
        && tree.upos(argument.token) == Upos::Noun
        && tree.sentence.meaning.kind(argument.token) == Some(MentionKind::Person)
}

/// A year, an hour or a herd is a number, but not of people.
fn is_measure(s: usize, t: usize, mentions: &Mentions) -> bool {
    let (lexicon, lemma) = (&mentions.ontology.lexicon, mentions.trees[s].lemma(t));
    let other = ["units", "animals"];
    other.iter().any(|set| lexicon.is_in(set, &lemma)) || mentions.trees[s].sentence.is_time(t)
}

/// Whether a mention may fill a slot that wants some classes. `Any` takes everything that has words.
pub fn class_fits(
    wanted: &[String],
    mention: &Mention,
    mentions: &Mentions,
    ontology: &Ontology,
) -> bool {
    let is = |class: &str| ontology.takes(wanted, class);
    match mention.referent {
        Referent::Entity(id) => is(&mentions.entities.get(id).class),
        Referent::Seat(..) => is(ontology.class_of(Found::Country)) || is("Place"),
        Referent::Speaker | Referent::SpeakerSide => is(ontology.class_of(Found::Person)),
        Referent::Event => is("Event"),
        Referent::Number => wanted.iter().any(|w| w == "Number"),
        Referent::Other => ontology.takes_all(wanted),
    }
}
