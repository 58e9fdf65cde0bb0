//! What the words of an article say, read once for all accounts that rest on them.

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

impl Sentence {
    fn of(text: &str) -> Sentence {
        // A number counts nothing beyond the next comma or stop.
        let parts = text.split([';', ':', '–', '—', '(', ')']);
        let parts: Vec<Vec<String>> = parts.map(words).collect();
        let all = || parts.iter().flatten().map(String::as_str);
        let day_parts = all().filter_map(|w| match part_of_day(w)? {
            "EV" => Some(NIGHT),
            "MI" | "12:00" => Some("AF"),
            part => Some(part),
        });
        Sentence {
            wording: Wording::of_words(all()),
            terms: Terms::of(&parts),
            day_parts: day_parts.collect(),
        }
    }
}

/// The sentences and the names of a document that were read.
#[derive(Default)]
pub(super) struct Sentences<'a> {
    sentences: FxHashMap<&'a str, Sentence>,
    names: FxHashMap<&'a str, Wording>,
}

impl<'a> Sentences<'a> {
    /// What a sentence says.
    pub fn of(&mut self, text: &'a str) -> &Sentence {
        let read = || Sentence::of(text);
        self.sentences.entry(text).or_insert_with(read)
    }

    /// The words of a name.
    pub fn name(&mut self, name: &'a str) -> Wording {
        let read = || Wording::of(name);
        self.names.entry(name).or_insert_with(read).clone()
    }
}
