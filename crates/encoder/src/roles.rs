//! Roles of predicates' arguments.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::tags::{UnknownTag, parsed_exactly, spelled};

spelled! {
    /// What an argument is to its predicate, as PropBank tells it (<https://propbank.github.io>).
    Role, {
        /// Who does it.
        Arg0 = "ARG0",
        /// Who or what undergoes it.
        Arg1 = "ARG1",
        /// Recipient, instrument, attribute: the verb decides.
        Arg2 = "ARG2",
        /// Start, beneficiary, instrument: the verb decides.
        Arg3 = "ARG3",
        /// End point.
        Arg4 = "ARG4",
        /// When.
        Time = "ARGM-TMP",
        /// Where.
        Place = "ARGM-LOC",
        /// How.
        Manner = "ARGM-MNR",
        /// Why.
        Cause = "ARGM-CAU",
        /// What for.
        Purpose = "ARGM-PRP",
        /// Other circumstances.
        Adverbial = "ARGM-ADV",
        /// Modal verb.
        Modal = "ARGM-MOD",
        /// Negation.
        Negation = "ARGM-NEG",
        /// Discourse marker.
        Discourse = "ARGM-DIS",
        /// How much.
        Extent = "ARGM-EXT",
        /// Where to or from.
        Direction = "ARGM-DIR",
        /// Secondary predication.
        Predication = "ARGM-PRD",
        /// For whom, where to.
        Goal = "ARGM-GOL",
        /// With whom.
        Companion = "ARGM-COM",
        /// Modifier of a noun.
        Adjectival = "ARGM-ADJ",
        /// Light verb of a noun.
        LightVerb = "ARGM-LVB",
        /// Noun of a light verb.
        LightNoun = "ARGM-PRR",
        /// Part of a construction, as what "more" compares.
        Construction = "ARGM-CXN",
        /// Pronoun of a relative clause that stands for who does it.
        RelativeArg0 = "R-ARG0",
        /// … for who undergoes it.
        RelativeArg1 = "R-ARG1",
        /// … for an [`Role::Arg2`].
        RelativeArg2 = "R-ARG2",
        /// … for the place.
        RelativePlace = "R-ARGM-LOC",
        /// … for the time.
        RelativeTime = "R-ARGM-TMP",
        /// Another part of [`Role::Arg1`].
        RestArg1 = "C-ARG1",
        /// Another part of [`Role::Arg2`].
        RestArg2 = "C-ARG2",
        /// Another part of the verb.
        RestVerb = "C-V",
    }
}
parsed_exactly!(Role, "role");

impl Role {
    /// Whether a predicate has it once only.
    pub const fn is_numbered(self) -> bool {
        matches!(
            self,
            Role::Arg0 | Role::Arg1 | Role::Arg2 | Role::Arg3 | Role::Arg4
        )
    }
}

spelled! {
    /// What a word is to one that tells of an event.
    Link, {
        /// It tells of the same event.
        Same = "same",
        /// Who did it, or who is bound by what was agreed.
        Agent = "agent",
        /// Whom or what it struck.
        Patient = "patient",
        /// Where.
        Place = "place",
        /// With what.
        Instrument = "instrument",
        /// How many were killed.
        Killed = "killed",
        /// How many were injured.
        Injured = "injured",
    }
}
parsed_exactly!(Link, "link");
