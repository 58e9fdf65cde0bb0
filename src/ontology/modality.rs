//! [`Modality`]: whether something is told as fact.

use serde::{Deserialize, Serialize};

/// Whether something is told as fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It happened, or is so.
    Asserted,
    /// Somebody means to do it.
    Planned,
    /// Somebody threatens to do it.
    Threatened,
    /// It would happen if something else did; it may or could.
    Conditional,
    /// It did not happen, somebody says.
    Denied,
    /// Somebody asks for it.
    Asked,
    /// It tells of many, of a habit or of things in general: "such attacks", "years of war".
    General,
    /// It reads like a fact, but hardly tells one: it is less sure than its class asks for.
    Doubtful,
}

impl Modality {
    /// The name used in JSON Lines, Turtle and questions.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Threatened => "threatened",
            Modality::Conditional => "conditional",
            Modality::Denied => "denied",
            Modality::Asked => "asked",
            Modality::General => "general",
            Modality::Doubtful => "doubtful",
        }
    }

    /// Whether the words tell a fact, however surely.
    pub fn is_fact(self) -> bool {
        matches!(self, Modality::Asserted | Modality::Doubtful)
    }

    /// All of them.
    pub const ALL: [Modality; 8] = [
        Modality::Asserted,
        Modality::Planned,
        Modality::Threatened,
        Modality::Conditional,
        Modality::Denied,
        Modality::Asked,
        Modality::General,
        Modality::Doubtful,
    ];

    /// The modality of that name.
    pub fn from_name(name: &str) -> Option<Modality> {
        let mut all = Modality::ALL.into_iter();
        all.find(|modality| modality.name() == name)
    }
}
