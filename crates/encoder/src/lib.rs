//! The reader: a small neural network that gives a sentence its tags, lemmas, tree and names.
//!
//! Some layers of a transformer over word pieces, with weights of eight bits; `models/README.md` says what it was
//! trained on and how well it reads, `training/` makes it again. Everything is plain Rust, and the same text gives the
//! same reading on every processor, bit for bit.

mod attention;
mod decode;
mod float;
mod heads;
mod kernel;
mod layers;
mod lemma;
mod model;
mod network;
pub mod tags;
pub mod vectors;
mod wordpiece;

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

pub use kernel::Kernel;
pub use model::ModelError;
use model::{Labels, Network};
use network::{Extent, Input, Scratch};
use tags::{NameKind, Relation, Upos};
use wordpiece::{Shape, WordPieces};

/// Sentences with more word pieces than this are read in parts: longer ones were not seen in training, and the network
/// has no more than `model::POSITIONS` positions.
const WINDOW: usize = 300;

const _: () = assert!(WINDOW + 2 <= model::POSITIONS);

/// Sentences are read together until they have so many word pieces: what they need then still fits a core's cache.
const BATCH: usize = 128;

/// The reader. One will do for all threads.
pub struct Encoder {
    network: Network,
    labels: Labels,
    pieces: WordPieces,
    kernel: Kernel,
}

/// What reading a sentence gives: a value for each of its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Parts of speech.
    pub upos: Vec<Upos>,
    /// UD features, `Number=Sing|Person=3`; empty when there are none.
    pub features: Vec<Arc<str>>,
    /// Dictionary forms.
    pub lemmas: Vec<String>,
    /// Heads: 0 for the root, otherwise 1 + the index of the head.
    pub heads: Vec<usize>,
    /// Relations to the heads; [`Relation::Root`] for the root and nowhere else.
    pub relations: Vec<Relation>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
}

/// A name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Index of its first word.
    pub begin: usize,
    /// One past the index of its last word.
    pub end: usize,
    /// What is named.
    pub kind: NameKind,
}

thread_local! {
    static ROOM: RefCell<(Input, Scratch)> = RefCell::default();
}

impl Encoder {
    /// The weights that ship in the binary.
    pub fn embedded() -> Result<Encoder, ModelError> {
        static BYTES: &[u8] = include_bytes!("../../../models/reader.bin");
        Encoder::from_bytes(Cow::Borrowed(BYTES))
    }

    /// The weights in the bytes of a model file.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Encoder, ModelError> {
        Encoder::load(bytes, Kernel::available()[0])
    }

    fn load(bytes: Cow<'static, [u8]>, kernel: Kernel) -> Result<Encoder, ModelError> {
        let (network, labels, pieces) = model::load(bytes, kernel)?;
        Ok(Encoder {
            network,
            labels,
            pieces,
            kernel,
        })
    }

    /// The same reader on other instructions, if this machine has them; it reads the same.
    pub fn on(self, kernel: Kernel) -> Option<Encoder> {
        if !Kernel::available().contains(&kernel) {
            return None;
        }
        Encoder::load(self.network.bytes, kernel).ok()
    }

    /// Reads one sentence: one `&str` a treebank token. A reading always is a tree with one root.
    pub fn read(&self, words: &[&str]) -> Reading {
        self.read_all(&[words]).pop().unwrap_or_default()
    }

    /// Reads sentences, each as [`Encoder::read`] would, but faster.
    pub fn read_all<'w, S: AsRef<[&'w str]>>(&self, sentences: &[S]) -> Vec<Reading> {
        let mut readings = vec![Reading::default(); sentences.len()];
        ROOM.with_borrow_mut(|(input, scratch)| {
            // Which words of which sentence each part of the input is.
            let mut parts: Vec<(usize, &[&str])> = Vec::new();
            input.clear();
            for (number, sentence) in sentences.iter().enumerate() {
                let sentence = sentence.as_ref();
                let mut rest = sentence;
                while !rest.is_empty() {
                    let count = self.fill(rest, rest.len() == sentence.len(), input);
                    let (part, later) = rest.split_at(count);
                    parts.push((number, part));
                    rest = later;
                    if input.pieces.len() >= BATCH {
                        self.finish(&mut parts, input, scratch, &mut readings);
                    }
                }
            }
            self.finish(&mut parts, input, scratch, &mut readings);
        });
        readings
    }

    /// Runs the network on what has gathered.
    fn finish(
        &self,
        parts: &mut Vec<(usize, &[&str])>,
        input: &mut Input,
        scratch: &mut Scratch,
        readings: &mut [Reading],
    ) {
        network::run(self.kernel, &self.network, input, scratch);
        for (number, (sentence, words)) in parts.drain(..).enumerate() {
            let first = input.sentences[number].words.start;
            self.decode(words, (number, first), scratch, &mut readings[sentence]);
        }
        input.clear();
    }

    /// Turns as many words into numbers as can be read at once, at least one, and says how many.
    fn fill(&self, words: &[&str], sentence_start: bool, input: &mut Input) -> usize {
        let (first_piece, first_word) = (input.pieces.len(), input.words.len());
        input.pieces.push(self.pieces.start);
        input.shapes.push(0);
        let mut first = sentence_start;
        for word in words {
            let begin = input.pieces.len();
            self.pieces.cut(word, &mut input.pieces);
            let end = input.pieces.len();
            if end - first_piece > WINDOW {
                // Cut where the sentence breathes, if it does in the second half of the window.
                input.pieces.truncate(begin);
                let count = input.words.len() - first_word;
                let pause =
                    |at: &usize| matches!(words[*at - 1], ";" | ":" | "," | "." | "\"" | "”");
                let count = (count / 2 + 1..=count).rev().find(pause).unwrap_or(count);
                input.words.truncate(first_word + count);
                input
                    .pieces
                    .truncate(input.words[first_word + count - 1].1 + 1);
                input.shapes.truncate(input.pieces.len());
                break;
            }
            let shape = Shape::of(word, first);
            first &= shape == Shape::Symbols;
            input.shapes.resize(end, shape as u8);
            input.words.push((begin, end - 1));
        }
        input.pieces.push(self.pieces.end);
        input.shapes.push(0);
        input.sentences.push(Extent {
            pieces: first_piece..input.pieces.len(),
            words: first_word..input.words.len(),
        });
        input.words.len() - first_word
    }

    /// Appends what the scores say of a sentence or a part of one: the number it has in the input, and its first word.
    fn decode(
        &self,
        words: &[&str],
        (number, first): (usize, usize),
        scratch: &Scratch,
        reading: &mut Reading,
    ) {
        let (network, labels, scores) = (&self.network, &self.labels, &scratch.scores);
        let offset = reading.upos.len();
        let (upos, features) = (labels.upos.len(), labels.features.len());
        for (word, row) in words
            .iter()
            .zip(scores.tags.chunks_exact(network.tags.outputs).skip(first))
        {
            let (tags, row) = row.split_at(upos);
            let (forms, row) = row.split_at(features);
            let tag = labels.upos[decode::best(tags, |_| true)];
            reading.upos.push(tag);
            reading
                .features
                .push(labels.features[decode::best(forms, |_| true)].clone());
            reading
                .lemmas
                .push(labels.lemmas.lemma(word, tag, &row[..labels.lemmas.len()]));
        }
        let heads = decode::tree(words.len(), &scores.arcs[scores.arcs_at[number]..]);
        let relations = labels.relations.len();
        heads::run_labels(
            network,
            (number, first),
            &heads,
            relations,
            &scratch.heads,
            |word, scores| {
                let named = decode::best(scores, |label| labels.relations[label] != Relation::Root);
                reading.relations.push(match heads[word] {
                    0 => Relation::Root,
                    _ => labels.relations[named],
                });
            },
        );
        // Later parts of a long sentence hang on the root of the first.
        let main = reading.heads.iter().position(|head| *head == 0);
        for (word, head) in heads.into_iter().enumerate() {
            reading.heads.push(match (head, main) {
                (0, Some(main)) => {
                    reading.relations[offset + word] = Relation::Parataxis;
                    main + 1
                }
                (0, None) => 0,
                (head, _) => offset + head,
            });
        }
        let stride = network.names.outputs;
        let names = decode::names(words.len(), &scores.names[first * stride..], stride);
        reading
            .names
            .extend(names.into_iter().map(|(begin, end, kind)| Name {
                begin: offset + begin,
                end: offset + end,
                kind,
            }));
    }
}

#[cfg(test)]
mod tests;
