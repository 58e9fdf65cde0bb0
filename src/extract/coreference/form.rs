//! How a phrase refers ([`Form`]) and what it denotes ([`Sort`]).

use super::super::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

/// An enum whose variants have a name in the table of weights.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident, { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Names in the order of the variants.
            pub const NAMES: &'static [&'static str] = &[$($text),+];
        }
    };
}
pub(super) use named;

named! {
    /// How a phrase refers to what it means.
    #[derive(Default)]
    Form, {
        /// A name.
        Name = "name",
        /// "the ministry".
        Definite = "definite",
        /// "this ministry".
        Demonstrative = "demonstrative",
        /// "its ministry", "Peru's ministry".
        Possessed = "possessed",
        /// "a ministry", "some ministries".
        Indefinite = "indefinite",
        /// "ministries", "two ministries".
        #[default]
        Bare = "bare",
        /// "he", "she".
        He = "he",
        /// "it".
        It = "it",
        /// "they".
        They = "they",
        /// "I".
        I = "i",
        /// "we".
        We = "we",
        /// "you".
        You = "you",
        /// "this", "which", "one" and other pronouns.
        That = "that",
    }
}

named! {
    /// What a phrase denotes, as far as its head word or name tells.
    #[derive(Default)]
    Sort, {
        /// One person.
        Person = "person",
        /// People.
        Group = "group",
        /// An organisation or authority.
        Organisation = "organisation",
        /// Armed forces.
        Forces = "forces",
        /// A country.
        Country = "country",
        /// A place.
        Place = "place",
        /// A building, vehicle, post.
        Facility = "facility",
        /// A weapon or other thing the ontology knows.
        Thing = "thing",
        /// Something that happened.
        Event = "event",
        /// What can't be touched.
        Abstract = "abstract",
        /// A time.
        Time = "time",
        /// A number or measure.
        Amount = "amount",
        /// A name of something else.
        Name = "named",
        /// No telling.
        #[default]
        Unknown = "unknown",
    }
}

impl Form {
    /// Whether it is a pronoun.
    pub fn is_pronoun(self) -> bool {
        self >= Form::He
    }

    /// How a personal or possessive pronoun in small letters refers.
    pub fn of_pronoun(word: &str, lexicon: &Lexicon) -> Option<Form> {
        let sets = [
            ("pronouns-he", Form::He),
            ("pronouns-it", Form::It),
            ("pronouns-they", Form::They),
            ("pronouns-i", Form::I),
            ("pronouns-we", Form::We),
            ("pronouns-you", Form::You),
        ];
        let found = sets.iter().find(|(set, _)| lexicon.is_in(set, word));
        found.map(|(_, form)| *form)
    }

    /// How the phrase of some tokens with that head refers.
    pub fn of(tree: &Tree, head: usize, tokens: &[usize], lexicon: &Lexicon) -> Form {
        if let Some(form) = Form::of_pronoun(&tree.lower(head), lexicon)
            .filter(|_| tokens.len() == 1 && matches!(tree.upos(head), Upos::Pron | Upos::Det))
        {
            return form;
        }
        if tree.upos(head) == Upos::Pron {
            return Form::That;
        }
        if tree.upos(head) == Upos::Propn || tree.name_at(head).is_some() {
            return Form::Name;
        }
        let first = tokens.first().copied().unwrap_or(head);
        let possessor = |t: &usize| {
            *t != head && tree.head(*t) == Some(head) && tree.relation(*t) == Relation::NmodPoss
        };
        let word = tree.lower(first);
        if tokens.iter().any(possessor) {
            Form::Possessed
        } else if lexicon.is_in("demonstratives", &word) {
            Form::Demonstrative
        } else if lexicon.is_in("definite-articles", &word) {
            Form::Definite
        } else if tree.upos(first) == Upos::Det {
            Form::Indefinite
        } else {
            Form::Bare
        }
    }
}
