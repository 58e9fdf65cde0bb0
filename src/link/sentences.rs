//! What the words of sentences say, read once for all accounts that rest on one.

use super::terms::Terms;
use super::wording::{Wording, words};
use crate::text::times::part_of_day;
use rustc_hash::FxHashMap;

/// Night, as the parts of the day are told apart here.
pub(super) const NIGHT: &str = "NI";

/// What a sentence says.
pub(super) struct Sentence {
    pub wording: Wording,
    /// What it counts.
    pub terms: Terms,
    /// Parts of the day that it names.
    pub day_parts: Vec<&'static str>,
}

/// The sentences of a document that were read.
#[derive(Default)]
pub(super) struct Sentences<'a>(FxHashMap<&'a str, Sentence>);

impl<'a> Sentences<'a> {
    /// What a sentence says.
    pub fn of(&mut self, text: &'a str) -> &Sentence {
        self.0.entry(text).or_insert_with(|| {
            let parts = words(text).filter_map(|w| match part_of_day(&w)? {
                "EV" => Some(NIGHT),
                "MI" | "12:00" => Some("AF"),
                part => Some(part),
            });
            Sentence {
                wording: Wording::of(text),
                terms: Terms::of(text),
                day_parts: parts.collect(),
            }
        })
    }
}
