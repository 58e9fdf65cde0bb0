//! The reader: a small neural network that gives sentences their tags, lemmas and trees, and what is meant by them: names,
//! mentions, roles, who said what, what happened.
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
mod reading;
mod roles;
pub mod tags;
mod tower;
pub mod vectors;
mod weights;
mod wordpiece;

use std::borrow::Cow;
use std::cell::RefCell;

use heads::Scores;
pub use kernel::Kernel;
use model::{Labels, Network};
use network::{Extent, Input, Scratch};
pub use reading::{Attribution, Linked, Name, Predicate, Reading};
use tags::Relation;
use tower::Tower;
use tower::window::{WORDS, Window};
pub use weights::ModelError;
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
    tower: Tower,
    kernel: Kernel,
}

/// Room for the work of a thread.
#[derive(Default)]
struct Room {
    input: Input,
    scratch: Scratch,
    window: Window,
    tower: tower::Room,
}

/// What reading a text gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings {
    /// One for each sentence.
    pub sentences: Vec<Reading>,
    /// Who said what, in order of the cues.
    pub attributions: Vec<Attribution>,
    /// What words are to those that tell of events, in order of these; what is hardly likely is left out.
    pub links: Vec<Linked>,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

impl Encoder {
    /// The weights that ship in the binary.
    pub fn embedded() -> Result<Encoder, ModelError> {
        static TREES: &[u8] = include_bytes!("../../../models/reader.bin");
        static MEANING: &[u8] = include_bytes!("../../../models/meaning.bin");
        Encoder::from_bytes(Cow::Borrowed(TREES), Cow::Borrowed(MEANING))
    }

    /// The weights in the bytes of the files of the first tower and of the second.
    pub fn from_bytes(
        trees: Cow<'static, [u8]>,
        meaning: Cow<'static, [u8]>,
    ) -> Result<Encoder, ModelError> {
        Encoder::load(trees, meaning, Kernel::available()[0])
    }

    fn load(
        trees: Cow<'static, [u8]>,
        meaning: Cow<'static, [u8]>,
        kernel: Kernel,
    ) -> Result<Encoder, ModelError> {
        let (network, labels, pieces) = model::load(trees, kernel)?;
        let tower = Tower::load(meaning, kernel)?;
        if tower.width() != network.width {
            return Err(ModelError::Lacks("towers of the same width"));
        }
        Ok(Encoder {
            network,
            labels,
            pieces,
            tower,
            kernel,
        })
    }

    /// The same reader on other instructions, if this machine has them; it reads the same.
    pub fn on(self, kernel: Kernel) -> Option<Encoder> {
        if !Kernel::available().contains(&kernel) {
            return None;
        }
        Encoder::load(self.network.bytes, self.tower.into_bytes(), kernel).ok()
    }

    /// Reads one sentence: one `&str` a treebank token. A reading always is a tree with one root.
    pub fn read(&self, words: &[&str]) -> Reading {
        self.read_all(&[words]).sentences.pop().unwrap_or_default()
    }

    /// Reads the sentences of a text. Each has the tags and the tree that [`Encoder::read`] would give it; what is meant
    /// may depend on its neighbours.
    pub fn read_all<'w, S: AsRef<[&'w str]>>(&self, sentences: &[S]) -> Readings {
        let mut readings = Readings {
            sentences: vec![Reading::default(); sentences.len()],
            attributions: Vec::new(),
            links: Vec::new(),
        };
        ROOM.with_borrow_mut(|room| {
            // Which words of which sentence each part of the input is.
            let mut parts: Vec<(usize, &[&str])> = Vec::new();
            room.input.clear();
            room.window = Window::default();
            for (number, sentence) in sentences.iter().enumerate() {
                let sentence = sentence.as_ref();
                let mut rest = sentence;
                while !rest.is_empty() {
                    let count = self.fill(rest, rest.len() == sentence.len(), &mut room.input);
                    let (part, later) = rest.split_at(count);
                    parts.push((number, part));
                    rest = later;
                    if room.input.pieces.len() >= BATCH {
                        self.finish(&mut parts, room, &mut readings);
                    }
                }
            }
            self.finish(&mut parts, room, &mut readings);
            self.understand(room, &mut readings);
        });
        readings
    }

    /// Runs the network on what has gathered, and the second tower as soon as its window is full.
    fn finish(&self, parts: &mut Vec<(usize, &[&str])>, room: &mut Room, readings: &mut Readings) {
        let (network, input) = (&self.network, &room.input);
        network::run(self.kernel, network, input, &mut room.scratch);
        let scores = &room.scratch.scores;
        let arcs = scores.arcs_at.iter().map(|at| &scores.arcs[*at..]);
        let trees = parts.iter().zip(arcs);
        let heads: Vec<usize> = trees
            .flat_map(|((_, words), arcs)| decode::tree(words.len(), arcs))
            .collect();
        network::label(self.kernel, network, input, &heads, &mut room.scratch);
        for (number, (sentence, words)) in parts.drain(..).enumerate() {
            if room.window.len() + words.len() > WORDS {
                self.understand(room, readings);
            }
            let extent = &room.input.sentences[number];
            let heads = &heads[extent.words.clone()];
            let reading = &mut readings.sentences[sentence];
            let offset = reading.upos.len();
            let first = extent.words.start;
            self.decode((words, first), heads, &room.scratch.scores, reading);
            let width = self.network.width;
            let state = |piece: usize| &room.scratch.state[piece * width..][..width];
            for (first, last) in &room.input.words[extent.words.clone()] {
                room.window.first.extend_from_slice(state(*first));
                room.window.last.extend_from_slice(state(*last));
            }
            let relations = reading.relations[offset..].iter().copied();
            let number_of = |relation| self.tower.number_of(relation);
            room.window
                .push((sentence, offset), words, heads, relations, number_of);
        }
        room.input.clear();
    }

    /// Runs the second tower on the sentences that wait for it.
    fn understand(&self, room: &mut Room, readings: &mut Readings) {
        if room.window.len() > 0 {
            self.tower
                .read(self.kernel, &room.window, &mut room.tower, readings);
        }
        room.window.clear();
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

    /// Appends what the scores say of a sentence or a part of one, and its tree. `first` is its first word in the input;
    /// `heads` are 0 for the root of the part.
    fn decode(
        &self,
        (words, first): (&[&str], usize),
        heads: &[usize],
        scores: &Scores,
        reading: &mut Reading,
    ) {
        let (network, labels) = (&self.network, &self.labels);
        let offset = reading.upos.len();
        let (upos, features) = (labels.upos.len(), labels.features.len());
        let rows = scores.tags.chunks_exact(network.tags.outputs).skip(first);
        for (word, row) in words.iter().zip(rows) {
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
        let rows = scores.labels.chunks_exact(network.relations).skip(first);
        for (head, row) in heads.iter().zip(rows) {
            let named = decode::best(row, |label| labels.relations[label] != Relation::Root);
            reading.relations.push(match head {
                0 => Relation::Root,
                _ => labels.relations[named],
            });
        }
        // Later parts of a long sentence hang on the root of the first.
        let main = reading.heads.iter().position(|head| *head == 0);
        for (word, head) in heads.iter().enumerate() {
            reading.heads.push(match (*head, main) {
                (0, Some(main)) => {
                    reading.relations[offset + word] = Relation::Parataxis;
                    main + 1
                }
                (0, None) => 0,
                (head, _) => offset + head,
            });
        }
    }
}

#[cfg(test)]
mod tests;
