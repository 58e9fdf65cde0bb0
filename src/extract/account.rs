//! [`Account`]: one document's telling of one event; also the JSON Lines form of it.

pub use crate::ontology::Modality;

use crate::time::Interval;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One document's telling of one event.
///
/// All offsets count Unicode scalar values of the document's text, half open. Ids are IRI references relative to the base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// `<document id>/account/<n>`.
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// Local name of its class in the ontology: `Airstrike`.
    pub kind: String,
    /// The class and its superclasses, nearest first: `["Airstrike", "Attack", "Event"]`.
    pub kinds: Vec<String>,
    /// Fillers by local name of the role. Roles that are not filled are left out.
    #[serde(default)]
    pub roles: BTreeMap<String, Vec<Filler>>,
    /// When it happened (for a statement: when it was said).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Dated>,
    /// Numbers: killed, injured, displaced, … by local name of the quantity role.
    #[serde(default)]
    pub quantities: Vec<Counted>,
    /// For a statement, the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// Whether the document says that it happened.
    pub modality: Modality,
    /// Who is quoted for it; empty when the document itself says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributed_to: Vec<Attribution>,
    /// Id of the statement account it was said in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The sentence that tells it.
    pub evidence: Passage,
    /// Further sentences of the document that tell the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Passage>,
    /// The words that named the event, as `[begin, end)`.
    pub trigger: (usize, usize),
    /// All words of the document that tell it, in order; empty for a statement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<(usize, usize)>,
    /// Name of the frame that found it.
    pub found_by: String,
    /// How likely it is right that the document tells this, from 0 to 1, where that has been measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// An actor, place, event or thing in a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filler {
    /// `actor/turkey`, `place/…`, an account's id, or `thing/…`.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Local name of its class: `Country`, `Person`, `Organisation`, `Forces`, `Group`, `Place`, `Thing`, or a class of event.
    pub class: String,
    /// The words in this document.
    pub text: String,
    /// Where they stand.
    pub begin: usize,
    /// One past their end.
    pub end: usize,
    /// What the actor belongs to or acts for (Turkish troops → Turkey, a minister → the country); what a place lies in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<Whole>,
    /// Other spellings of the name in this document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// How likely it is right that it fills the role of this event, from 0 to 1, where that has been measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// What an actor is part of or acts for, or what a place lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Whole {
    /// `actor/turkey`.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Local name of its class.
    pub class: String,
    /// How: part of, acts for (in an office), or within.
    pub relation: PartRelation,
    /// The office, when it is `actsFor`: "foreign minister".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// How a part belongs to its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PartRelation {
    /// Turkish troops → Turkey.
    PartOf,
    /// A minister → the country.
    ActsFor,
    /// A town → the country.
    Within,
    /// A place that no list has → the country of the places named beside it, where no word says it.
    Presumed,
    /// "near Vesna", "12 km east of Vesna" → Vesna.
    Near,
}

impl PartRelation {
    /// Whether it says where something lies, not whose it is.
    pub fn is_spatial(self) -> bool {
        matches!(self, Self::Within | Self::Presumed | Self::Near)
    }
}

/// A date with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// The days.
    #[serde(flatten)]
    pub interval: Interval,
    /// The words; absent when the date comes from the article's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where the words stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<(usize, usize)>,
    /// What is wrong with the words: a weekday that the day does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the article tells no day and it is taken to have happened just before the article came out. Where another tells
    /// the day, that one counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub presumed: bool,
    /// How likely it is right, from 0 to 1, where that has been measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// A number of something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// Local name of the quantity role: `killed`.
    pub of: String,
    /// Least.
    pub min: u64,
    /// Greatest; `null` when unbounded.
    pub max: Option<u64>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub begin: usize,
    /// One past their end.
    pub end: usize,
    /// How likely it is right, from 0 to 1, where that has been measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Content {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub begin: usize,
    /// One past their end.
    pub end: usize,
    /// Whether the words are quoted.
    pub direct: bool,
    /// Where the words stand when they are not in one piece ("…," he said, "…"); `begin` and `end` cover all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(usize, usize)>,
    /// Where the words of the cue stand, with auxiliaries and adverbs ("had also said in a statement").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cue: Vec<(usize, usize)>,
    /// Where the words stand that say who speaks, with appositions and relative clauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<(usize, usize)>,
}

/// Who is quoted for an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attribution {
    /// Id of the actor.
    pub id: String,
    /// Name to show.
    pub name: String,
}

/// A stretch of the document's text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub begin: usize,
    /// One past their end.
    pub end: usize,
}
