//! Words to word pieces and word shapes. `training/treebank.py` does the same: change both or neither.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::weights::ModelError;

const MAX_PIECES_A_WORD: usize = 12;

/// BERT's uncased word pieces.
pub(crate) struct WordPieces {
    beginnings: FxHashMap<Box<str>, u32>,
    continuations: FxHashMap<Box<str>, u32>,
    unknown: u32,
    /// Stands before the sentence, and for its root.
    pub start: u32,
    /// Stands after the sentence.
    pub end: u32,
}

/// Typographic variants written the way the model has seen them.
pub(crate) fn normal(form: &str) -> String {
    let mut text = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => text.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => {
                text.push('"');
            }
            '\u{2010}' | '\u{2011}' => text.push('-'),
            '\u{2012}' => text.push('\u{2013}'),
            '\u{2015}' => text.push('\u{2014}'),
            '\u{2026}' => text.push_str("..."),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            other => text.push(other),
        }
    }
    if text.is_empty() {
        form.to_owned()
    } else {
        text
    }
}

/// What word pieces lose: the case of the letters. The numbers are rows of the model's table; 0 is for the ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower = 1,
    Capitalised = 2,
    CapitalisedFirst = 3,
    Upper = 4,
    Initial = 5,
    Digits = 6,
    Symbols = 7,
    Mixed = 8,
}

impl Shape {
    /// `first`: no word with letters or digits stands before it in the sentence.
    pub(crate) fn of(form: &str, first: bool) -> Shape {
        if form.chars().any(char::is_numeric) {
            return Shape::Digits;
        }
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        let Some(initial) = letters.next() else {
            return Shape::Symbols;
        };
        let count = 1 + letters.clone().count();
        let upper = letters.filter(|c| c.is_uppercase()).count();
        match (initial.is_uppercase(), upper) {
            (false, 0) => Shape::Lower,
            (true, _) if count == 1 => Shape::Initial,
            (true, upper) if upper + 1 == count => Shape::Upper,
            (true, 0) if first => Shape::CapitalisedFirst,
            (true, 0) => Shape::Capitalised,
            _ => Shape::Mixed,
        }
    }
}

impl WordPieces {
    pub(crate) fn new(pieces: &[String]) -> Result<WordPieces, ModelError> {
        let mut words = WordPieces {
            beginnings: FxHashMap::default(),
            continuations: FxHashMap::default(),
            unknown: 0,
            start: 0,
            end: 0,
        };
        let mut special = 0;
        for (id, piece) in (0..).zip(pieces) {
            let target = match piece.as_str() {
                "[UNK]" => &mut words.unknown,
                "[CLS]" => &mut words.start,
                "[SEP]" => &mut words.end,
                other => {
                    match other.strip_prefix("##") {
                        Some(rest) if !rest.is_empty() => {
                            words.continuations.insert(rest.into(), id)
                        }
                        _ => words.beginnings.insert(other.into(), id),
                    };
                    continue;
                }
            };
            *target = id;
            special += 1;
        }
        if special < 3 {
            return Err(ModelError::Lacks("the special word pieces"));
        }
        Ok(words)
    }

    /// Appends the pieces of one word: at least one, at most twelve.
    pub(crate) fn cut(&self, form: &str, into: &mut Vec<u32>) {
        let before = into.len();
        let normal = normal(form);
        let text: String = if normal.is_ascii() {
            normal.to_ascii_lowercase()
        } else {
            let lower = normal.to_lowercase();
            lower.nfd().filter(|c| !is_combining_mark(*c)).collect()
        };
        // Runs of letters and digits; everything else stands alone.
        let mut run = 0;
        for (at, c) in text.char_indices() {
            if !c.is_alphanumeric() {
                self.run(&text[run..at], into);
                run = at + c.len_utf8();
                self.run(&text[at..run], into);
            }
        }
        self.run(&text[run..], into);
        if into.len() == before {
            into.push(self.unknown);
        }
        into.truncate(before + MAX_PIECES_A_WORD);
    }

    /// The longest piece first, then the longest piece of the rest.
    fn run(&self, text: &str, into: &mut Vec<u32>) {
        let before = into.len();
        let mut begin = 0;
        while begin < text.len() {
            let pieces = if begin == 0 {
                &self.beginnings
            } else {
                &self.continuations
            };
            let ends = text[begin..].char_indices().rev();
            let ends = ends.map(|(at, c)| begin + at + c.len_utf8());
            let found = ends
                .into_iter()
                .find_map(|end| Some((*pieces.get(&text[begin..end])?, end)));
            let Some((id, end)) = found else {
                into.truncate(before);
                into.push(self.unknown);
                return;
            };
            into.push(id);
            begin = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(form: &str) -> Vec<u32> {
        let pieces = [
            "[UNK]", "[CLS]", "[SEP]", "un", "##read", "##able", "'", "s", "-", "e",
        ];
        let pieces = WordPieces::new(&pieces.map(String::from)).expect("pieces");
        let mut ids = Vec::new();
        pieces.cut(form, &mut ids);
        ids
    }

    #[test]
    fn longest_pieces_first() {
        assert_eq!(cut("Unreadable"), [3, 4, 5]);
        assert_eq!(cut("’s"), [6, 7]);
        assert_eq!(cut("É-s"), [9, 8, 7]);
        assert_eq!(cut("xyz"), [0]);
        assert_eq!(cut(""), [0]);
        assert_eq!(cut("unxyz-s"), [0, 8, 7]);
        assert_eq!(cut(&"-".repeat(99)).len(), MAX_PIECES_A_WORD);
    }

    #[test]
    fn shapes() {
        let shapes = [
            ("said", Shape::Lower),
            ("Minister", Shape::Capitalised),
            ("UN", Shape::Upper),
            ("U.N.", Shape::Upper),
            ("J.", Shape::Initial),
            ("3rd", Shape::Digits),
            ("—", Shape::Symbols),
            ("iPhone", Shape::Mixed),
            ("McKay", Shape::Mixed),
        ];
        for (form, shape) in shapes {
            assert_eq!(Shape::of(form, false), shape, "{form}");
        }
        assert_eq!(Shape::of("The", true), Shape::CapitalisedFirst);
    }
}
