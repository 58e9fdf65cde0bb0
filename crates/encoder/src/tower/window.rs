//! Some sentences of a document, as the second tower takes them.

use crate::tags::Relation;

/// Words that the tower sees at once. A sentence that is longer makes a window of its own.
pub(crate) const WORDS: usize = 256;
/// How far back the tower tells sentences apart.
pub(super) const SENTENCES: usize = 32;
/// Relations that ways distinguish; the last one stands for "the word itself".
pub(super) const RELATIONS: usize = 64;
/// The longest way up a tree.
const STEPS: usize = 40;

/// What the first tower says of the words, and where they stand.
#[derive(Default)]
pub(crate) struct Window {
    /// States of the first and the last piece of each word, a row a word.
    pub first: Vec<f32>,
    pub last: Vec<f32>,
    /// Parts of sentences, in order.
    pub parts: Vec<Part>,
    /// Head of each word in the window.
    heads: Vec<Option<usize>>,
    relations: Vec<usize>,
    /// 0 outside quotation marks, 1 inside, 2 for the marks.
    pub quoted: Vec<usize>,
    /// Whether the text stands inside quotation marks where the window ends.
    inside: bool,
}

/// A sentence, or a part of one, in a window.
pub(crate) struct Part {
    /// Number of the sentence in what is read.
    pub sentence: usize,
    /// Place of its first word in the sentence.
    pub offset: usize,
    /// Place of its first word in the window, and one past its last.
    pub begin: usize,
    pub end: usize,
}

impl Window {
    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    /// Makes room for the next window of the same document.
    pub(crate) fn clear(&mut self) {
        let inside = self.inside;
        *self = Window {
            first: std::mem::take(&mut self.first),
            last: std::mem::take(&mut self.last),
            inside,
            ..Window::default()
        };
        self.first.clear();
        self.last.clear();
    }

    /// Takes a sentence, or the part of one from word `offset` on; its states are in `first` and `last` already.
    /// `heads` count from the first word of this part, 0 for the root.
    pub(crate) fn push(
        &mut self,
        (sentence, offset): (usize, usize),
        words: &[&str],
        heads: &[usize],
        relations: impl Iterator<Item = Relation>,
        number_of: impl Fn(Relation) -> usize,
    ) {
        let begin = self.len();
        for (word, head) in words.iter().zip(heads) {
            self.heads
                .push(head.checked_sub(1).map(|head| begin + head));
            // The marks that training goes by (`quoted` in training/tower.py).
            let opening = matches!(*word, "“" | "«" | "„" | "``");
            let closing = matches!(*word, "”" | "»" | "''");
            let mark = opening || closing || *word == "\"";
            if mark {
                self.inside = opening || *word == "\"" && !self.inside;
            }
            self.quoted
                .push(if mark { 2 } else { usize::from(self.inside) });
        }
        let numbers = relations.map(|relation| number_of(relation).min(RELATIONS - 2));
        self.relations.extend(numbers);
        self.parts.push(Part {
            sentence,
            offset,
            begin,
            end: self.len(),
        });
    }

    /// The part that a word belongs to.
    pub(crate) fn part_of(&self, word: usize) -> &Part {
        let after = self.parts.partition_point(|part| part.begin <= word);
        &self.parts[after - 1]
    }

    /// The sentence of a word, counted within the window.
    pub(super) fn order(&self, word: usize) -> usize {
        let sentence = self.part_of(word).sentence;
        (sentence - self.parts[0].sentence).min(SENTENCES - 1)
    }

    /// The sentence of a word and its place there.
    pub(crate) fn place(&self, word: usize) -> (usize, usize) {
        let part = self.part_of(word);
        (part.sentence, part.offset + word - part.begin)
    }

    /// A word and those above it, up to the root of its part.
    pub(super) fn chain(&self, word: usize) -> Vec<usize> {
        let up = |at: &usize| self.heads[*at];
        std::iter::successors(Some(word), up).take(STEPS).collect()
    }

    /// How one goes from a word up to where the anchor lies below, and down to the anchor: which branch, on either side.
    /// None where they are not of one tree. `anchor` is the anchor's chain.
    pub(super) fn way(&self, word: usize, anchor: &[usize]) -> Option<usize> {
        let mut below = None;
        let up = |at: &usize| self.heads[*at];
        for at in std::iter::successors(Some(word), up).take(STEPS) {
            if let Some(found) = anchor.iter().position(|other| *other == at) {
                let branch =
                    |word: Option<usize>| word.map_or(RELATIONS - 1, |w| self.relations[w]);
                let other = found.checked_sub(1).map(|found| anchor[found]);
                return Some(branch(below) * RELATIONS + branch(other));
            }
            below = Some(at);
        }
        None
    }

    /// The word of some whose head is none of them; of several the one with most of them below it, then the first.
    pub(super) fn head_of(&self, words: &[usize]) -> usize {
        let top_of = |word: usize| {
            let chain = self.chain(word);
            let inside = chain.iter().take_while(|at| words.contains(at));
            inside.last().copied().unwrap_or(word)
        };
        let tops: Vec<usize> = words.iter().map(|word| top_of(*word)).collect();
        let below = |top: &usize| tops.iter().filter(|other| *other == top).count();
        let mut best = words[0];
        let mut most = 0;
        for top in words.iter().filter(|word| tops.contains(word)) {
            if below(top) > most {
                (best, most) = (*top, below(top));
            }
        }
        best
    }
}
