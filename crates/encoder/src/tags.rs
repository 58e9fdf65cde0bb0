//! The closed vocabularies a reading is written in: parts of speech, grammatical relations, kinds of name.
//!
//! Spelled as in Universal Dependencies 2, so that treebanks and readings can be compared as they are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A tag that is not in its vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a known {vocabulary}")]
pub struct UnknownTag {
    pub(crate) vocabulary: &'static str,
    pub(crate) found: String,
}

/// An enum whose variants have one spelling each, used for text, serde and parsing alike.
macro_rules! spelled {
    ($(#[$meta:meta])* $name:ident, { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The spelling.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)+
                }
            }

            fn exactly(text: &str) -> Option<Self> {
                match text {
                    $($text => Some($name::$variant),)+
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

macro_rules! parsed_exactly {
    ($name:ident, $vocabulary:literal) => {
        impl FromStr for $name {
            type Err = UnknownTag;

            fn from_str(text: &str) -> Result<Self, UnknownTag> {
                Self::exactly(text).ok_or_else(|| UnknownTag {
                    vocabulary: $vocabulary,
                    found: text.to_owned(),
                })
            }
        }
    };
}

pub(crate) use {parsed_exactly, spelled};

pub use crate::roles::{Link, Role};

spelled! {
    /// The seventeen universal parts of speech.
    Upos, {
        /// Adjective.
        Adj = "ADJ",
        /// Preposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary or copula.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Number.
        Num = "NUM",
        /// Particle: infinitival `to`, `not`, the possessive `'s`.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Full verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}
parsed_exactly!(Upos, "part of speech");

spelled! {
    /// The kinds of name that are marked while reading.
    NameKind, {
        /// A person.
        Person = "PER",
        /// An organisation.
        Organisation = "ORG",
        /// A place, and a country even when it acts.
        Place = "LOC",
        /// A nationality, a people, a religious or political group: "Syrian", "Kurds", "Sunni".
        Nationality = "NORP",
        /// A building, a road, a base.
        Facility = "FAC",
    }
}
parsed_exactly!(NameKind, "kind of name");

impl NameKind {
    /// Whether one can be there.
    pub const fn is_place(self) -> bool {
        matches!(self, NameKind::Place | NameKind::Facility)
    }
}

spelled! {
    /// What a phrase means, as GUM tells kinds apart.
    MentionKind, {
        /// Nothing: the word is no head of a phrase that means something.
        Nothing = "none",
        /// People, one or many.
        Person = "person",
        /// A place, a country.
        Place = "place",
        /// A party, a company, an armed group, a government.
        Organisation = "organization",
        /// Things that are made or used.
        Object = "object",
        /// Something that happens.
        Event = "event",
        /// A time or a span of it.
        Time = "time",
        /// What can't be touched.
        Abstract = "abstract",
        /// Water, blood, money.
        Substance = "substance",
        /// An animal.
        Animal = "animal",
        /// A plant.
        Plant = "plant",
    }
}
parsed_exactly!(MentionKind, "kind of mention");

spelled! {
    /// A grammatical relation, with its subtype where English treebanks have one.
    ///
    /// Ask [`Relation::base`] when the subtype doesn't matter. Parsing a known relation with an unknown subtype gives
    /// the relation without it.
    Relation, {
        /// Clause that modifies a noun.
        Acl = "acl",
        /// Relative clause.
        AclRelcl = "acl:relcl",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Relative clause on a clause.
        AdvclRelcl = "advcl:relcl",
        /// Adverb.
        Advmod = "advmod",
        /// Adjective on a noun.
        Amod = "amod",
        /// Apposition.
        Appos = "appos",
        /// Auxiliary.
        Aux = "aux",
        /// Passive auxiliary.
        AuxPass = "aux:pass",
        /// Preposition or possessive mark.
        Case = "case",
        /// Coordinating conjunction.
        Cc = "cc",
        /// First half of `both … and`.
        CcPreconj = "cc:preconj",
        /// Clausal complement.
        Ccomp = "ccomp",
        /// Classifier.
        Clf = "clf",
        /// Compound.
        Compound = "compound",
        /// Verb particle.
        CompoundPrt = "compound:prt",
        /// Conjunct.
        Conj = "conj",
        /// Copula.
        Cop = "cop",
        /// Clausal subject.
        Csubj = "csubj",
        /// Clausal subject around a clausal predicate.
        CsubjOuter = "csubj:outer",
        /// Clausal subject of a passive.
        CsubjPass = "csubj:pass",
        /// Unknown relation.
        Dep = "dep",
        /// Determiner.
        Det = "det",
        /// Determiner before a determiner: `all the`.
        DetPredet = "det:predet",
        /// Discourse word.
        Discourse = "discourse",
        /// Dislocated element.
        Dislocated = "dislocated",
        /// Expletive.
        Expl = "expl",
        /// Fixed expression.
        Fixed = "fixed",
        /// Headless multiword expression: names, dates.
        Flat = "flat",
        /// Word split by mistake.
        Goeswith = "goeswith",
        /// Indirect object.
        Iobj = "iobj",
        /// List item.
        List = "list",
        /// Subordinator, infinitival `to`.
        Mark = "mark",
        /// Nominal modifier of a noun.
        Nmod = "nmod",
        /// Descriptive nominal before a name: a title.
        NmodDesc = "nmod:desc",
        /// Possessor.
        NmodPoss = "nmod:poss",
        /// Nominal modifier without preposition.
        NmodUnmarked = "nmod:unmarked",
        /// Subject.
        Nsubj = "nsubj",
        /// Subject around a clausal predicate.
        NsubjOuter = "nsubj:outer",
        /// Subject of a passive.
        NsubjPass = "nsubj:pass",
        /// Number on a noun.
        Nummod = "nummod",
        /// Object.
        Obj = "obj",
        /// Oblique: nominal adjunct or complement of a verb.
        Obl = "obl",
        /// Agent of a passive.
        OblAgent = "obl:agent",
        /// Oblique without preposition: `last year`.
        OblUnmarked = "obl:unmarked",
        /// Remnant of an ellipsis.
        Orphan = "orphan",
        /// Parataxis: reporting clauses after the quotation, among others.
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// Disfluency that was corrected.
        Reparandum = "reparandum",
        /// Root of the sentence.
        Root = "root",
        /// Vocative.
        Vocative = "vocative",
        /// Complement clause whose subject lies outside it.
        Xcomp = "xcomp",
    }
}

impl FromStr for Relation {
    type Err = UnknownTag;

    fn from_str(text: &str) -> Result<Self, UnknownTag> {
        // The names for adjuncts without preposition differ between releases of the treebanks.
        let text = match text {
            "obl:tmod" | "obl:npmod" => "obl:unmarked",
            "nmod:tmod" | "nmod:npmod" => "nmod:unmarked",
            other => other,
        };
        Self::exactly(text)
            .or_else(|| Self::exactly(text.split(':').next()?))
            .ok_or_else(|| UnknownTag {
                vocabulary: "relation",
                found: text.to_owned(),
            })
    }
}

impl Relation {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub const fn base(self) -> Relation {
        use Relation::*;
        match self {
            AclRelcl => Acl,
            AdvclRelcl => Advcl,
            AuxPass => Aux,
            CcPreconj => Cc,
            CompoundPrt => Compound,
            CsubjOuter | CsubjPass => Csubj,
            DetPredet => Det,
            NmodDesc | NmodPoss | NmodUnmarked => Nmod,
            NsubjOuter | NsubjPass => Nsubj,
            OblAgent | OblUnmarked => Obl,
            plain => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_parses_back() {
        for tag in Upos::ALL {
            assert_eq!(tag.as_str().parse(), Ok(*tag));
        }
        for relation in Relation::ALL {
            assert_eq!(relation.as_str().parse(), Ok(*relation));
            let base = relation.as_str().split(':').next().unwrap_or_default();
            assert_eq!(relation.base().as_str(), base);
        }
    }

    #[test]
    fn unknown_subtypes_fall_back_to_the_base() {
        assert_eq!("nsubj:xyz".parse(), Ok(Relation::Nsubj));
        assert_eq!("obl:tmod".parse(), Ok(Relation::OblUnmarked));
        assert!("nosuch".parse::<Relation>().is_err());
        assert!("noun".parse::<Upos>().is_err());
    }
}
