//! [`Terms`]: terms and their numbers.
//!
//! A term is written as one byte for what it is and then:
//!
//! ```text
//! 0  an IRI that is a property     its characters
//! 1  any other IRI                 its characters
//! 2  a blank node                  its name
//! 3  a string                      its characters
//! 4  a string with a language      length of the language (2 bytes, the higher first), language, characters
//! 5  another literal               length of the datatype (2 bytes, the higher first), datatype, characters
//! ```
//!
//! Properties come first, so that they have small numbers that lie close together. Terms are numbered as they are sorted;
//! literals that are long come behind them all, each near what else is told of the same node.

use super::Id;
use super::hashes::Hashes;
use super::strings::{Sound, Strings, StringsAt};
use super::texts::{Texts, TextsAt};
use crate::store::StoreError;
use crate::store::pages::{At, Section};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{BlankNode, Literal, NamedNode, Term, TermRef};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use spareval::ExpressionTerm;
use std::sync::OnceLock;

pub(super) const PROPERTY: u8 = 0;
const NODE: u8 = 1;
const BLANK: u8 = 2;
const STRING: u8 = 3;
const SPOKEN: u8 = 4;
const TYPED: u8 = 5;

/// From how many bytes on a literal is long.
const LONG: usize = 1024;

/// Where terms lie.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TermsAt {
    pub short: StringsAt,
    pub long: TextsAt,
    pub hashes: At,
}

/// Terms by their number, and the other way round.
pub(super) struct Terms {
    pub short: Strings,
    pub long: Texts,
    hashes: Hashes,
    /// The first literal with a datatype.
    typed: usize,
    /// They are asked for with every look at a node.
    properties: OnceLock<FxHashMap<String, Id>>,
    /// What literals with a datatype stand for; reading them anew for every comparison takes long.
    values: OnceLock<Box<[OnceLock<ExpressionTerm>]>>,
}

/// A term in bytes, as if it were no property.
pub(in crate::store) fn bytes(term: TermRef<'_>, out: &mut Vec<u8>) {
    out.clear();
    let mut tagged = |kind: u8, tag: &str, value: &str| {
        out.push(kind);
        let length = u16::try_from(tag.len()).unwrap_or(u16::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        // No datatype is so long.
        out.extend_from_slice(&tag.as_bytes()[..usize::from(length)]);
        out.extend_from_slice(value.as_bytes());
    };
    match term {
        TermRef::NamedNode(node) => {
            out.push(NODE);
            out.extend_from_slice(node.as_str().as_bytes());
        }
        TermRef::BlankNode(node) => {
            out.push(BLANK);
            out.extend_from_slice(node.as_str().as_bytes());
        }
        TermRef::Literal(literal) => match literal.language() {
            Some(language) => tagged(SPOKEN, language, literal.value()),
            None if literal.datatype() == xsd::STRING => {
                out.push(STRING);
                out.extend_from_slice(literal.value().as_bytes());
            }
            None => tagged(TYPED, literal.datatype().as_str(), literal.value()),
        },
        #[allow(
            unreachable_patterns,
            reason = "triple terms, where oxigraph is built with RDF 1.2"
        )]
        _ => out.push(BLANK),
    }
}

/// Whether a term in bytes is kept among the long ones.
pub(super) fn is_long(bytes: &[u8]) -> bool {
    bytes.len() > LONG && bytes[0] >= STRING
}

/// The term that is written so.
fn term(bytes: Vec<u8>) -> Option<Term> {
    let (kind, rest) = bytes.split_first()?;
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_string);
    let whole = |bytes: Vec<u8>| untagged(bytes).and_then(|bytes| String::from_utf8(bytes).ok());
    let tagged = || {
        let (length, rest) = rest.split_first_chunk()?;
        let (tag, value) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        Some((text(tag)?, text(value)?))
    };
    // They were written by this program or made to look so; IRIs need no second check, since nothing but comparing them is
    // done.
    Some(match *kind {
        PROPERTY | NODE => NamedNode::new_unchecked(whole(bytes)?).into(),
        BLANK => BlankNode::new(text(rest)?).ok()?.into(),
        STRING => Literal::new_simple_literal(whole(bytes)?).into(),
        SPOKEN => {
            let (language, value) = tagged()?;
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        TYPED => {
            let (datatype, value) = tagged()?;
            Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into()
        }
        _ => return None,
    })
}

/// A term in bytes as it is written of what is no property.
pub(super) fn as_node(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(kind) = bytes.first_mut().filter(|kind| **kind == PROPERTY) {
        *kind = NODE;
    }
    bytes
}

/// What stands behind the first byte, in the same place of memory.
fn untagged(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    (!bytes.is_empty()).then(|| {
        bytes.remove(0);
        bytes
    })
}

impl Terms {
    /// The terms that lie there.
    pub fn open(all: &Section, at: &TermsAt) -> Result<Terms, StoreError> {
        let short = Strings::open(all, &at.short)?;
        let long = Texts::open(all, &at.long)?;
        let hashes = Hashes::open(all, at.hashes, short.len().saturating_add(long.len()))?;
        if u32::try_from(short.len().saturating_add(long.len())).is_err() {
            return Err(all.refused("there are more terms than numbers for them"));
        }
        let typed = short
            .place(&[TYPED])
            .map_or(short.len(), |(place, _)| place);
        Ok(Terms {
            short,
            long,
            hashes,
            typed,
            properties: OnceLock::new(),
            values: OnceLock::new(),
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// The term of a number; `None` where there is none, and where it is damaged, which is kept.
    pub fn get(&self, id: Id) -> Option<Term> {
        let bytes = self.read(id)?;
        term(bytes).or_else(|| self.short.wrong())
    }

    /// The IRI of a number, if it is a node.
    pub fn iri(&self, id: Id) -> Option<String> {
        let bytes = self.read(id)?;
        match bytes.first()? {
            &PROPERTY | &NODE => {
                let iri = untagged(bytes).and_then(|iri| String::from_utf8(iri).ok());
                iri.or_else(|| self.short.wrong())
            }
            _ => None,
        }
    }

    /// The bytes of a term.
    pub fn read(&self, id: Id) -> Option<Vec<u8>> {
        let (number, mut bytes) = (id as usize, Vec::with_capacity(128));
        match number.checked_sub(self.short.len()) {
            None => self.short.read(number, &mut bytes)?,
            Some(number) if number < self.long.len() => self.long.read(number, &mut bytes)?,
            Some(_) => return self.short.wrong(),
        }
        Some(bytes)
    }

    /// The number of a term.
    pub fn number(&self, term: TermRef<'_>) -> Option<Id> {
        let mut key = Vec::new();
        bytes(term, &mut key);
        self.find(&key).or_else(|| match term {
            TermRef::NamedNode(node) => self.property(node.as_str()),
            _ => None,
        })
    }

    /// The number of a term in bytes, whether or not they say that it is a property.
    pub fn met(&self, key: &[u8]) -> Option<Id> {
        self.find(key).or_else(|| {
            let (kind, iri) = key.split_first()?;
            (*kind == NODE).then(|| self.find(&[&[PROPERTY], iri].concat()))?
        })
    }

    /// The number of a term in bytes.
    pub fn find(&self, key: &[u8]) -> Option<Id> {
        self.hashes
            .find(key, |id| self.read(id).is_some_and(|term| term == key))
    }

    /// The number of an IRI that is a property.
    pub fn property(&self, iri: &str) -> Option<Id> {
        let properties = self.properties.get_or_init(|| {
            let end = self.short.place(&[NODE]).map_or(0, |(place, _)| place);
            (0..end as Id)
                .map_while(|id| Some((self.iri(id)?, id)))
                .collect()
        });
        properties.get(iri).copied()
    }

    /// What a term stands for in an expression.
    pub fn value(&self, id: Id) -> Option<ExpressionTerm> {
        let place = (id as usize).checked_sub(self.typed);
        let place = place.filter(|place| *place < self.short.len() - self.typed);
        let Some(place) = place else {
            return Some(self.get(id)?.into());
        };
        let values = self.values.get_or_init(|| {
            (self.typed..self.short.len())
                .map(|_| OnceLock::new())
                .collect()
        });
        if let Some(value) = values[place].get() {
            return Some(value.clone());
        }
        let value: ExpressionTerm = self.get(id)?.into();
        Some(values[place].get_or_init(|| value).clone())
    }

    /// An error when terms are not in order, or one of them cannot be read.
    pub fn verify(&self) -> Result<(), StoreError> {
        // A term that another has taken the place of is not found; that there are no two alike shows in their order.
        let is_sound = |bytes: &[u8], id: Id| {
            let found = self.hashes.find(bytes, |other| other == id);
            found == Some(id) && term(bytes.to_vec()).is_some()
        };
        let blocks = (0..self.short.blocks()).into_par_iter();
        let whole = blocks.map(|block| self.short.in_order(block, |at, s| is_sound(s, at as Id)));
        match whole.min() {
            None | Some(Sound::Whole) => {}
            Some(Sound::Disorder) => {
                return Err(self.short.refused("its terms are not in order"));
            }
            Some(Sound::Wrong) => {
                return Err(self.short.refused("its terms are not where they should be"));
            }
        }
        for id in self.short.len()..self.len() {
            let id = id as Id;
            let found = self.read(id).and_then(|term| self.find(&term));
            if found != Some(id) || self.get(id).is_none() {
                return Err(self.short.refused("its terms are not where they should be"));
            }
        }
        Ok(())
    }
}
