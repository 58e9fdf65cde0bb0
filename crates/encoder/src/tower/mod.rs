//! The second tower: from what the first one says of the words of several sentences to what is meant.
//!
//! Names, mentions, roles, who said what, what happened. Some layers of a transformer over words, not pieces, and over
//! more than a sentence; `models/README.md` says what it was trained on.

mod decode;
mod pairs;
pub(crate) mod window;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Readings;
use crate::heads::leaky;
use crate::kernel::{Kernel, Multiply, Quantised, Work, product};
use crate::layers::{self, same};
use crate::tags::{Link, MentionKind, NameKind, Relation, Role};
use crate::weights::{File, Layer, Linear, ModelError, Table, Tensor, parsed};
use pairs::Scorer;
use window::{SENTENCES, Window};

const MAGIC: &[u8; 8] = b"dlmean03";
/// Outside quotation marks, inside, the marks.
const QUOTED: usize = 3;
/// O, B and I.
const CUES: usize = 3;
/// None, source and content; then whether a source or a content begins and ends at the word.
const SAID: usize = 7;

#[derive(Deserialize)]
struct Header {
    width: usize,
    layers: usize,
    heads: usize,
    hidden: usize,
    pair: usize,
    names: Vec<String>,
    mentions: Vec<String>,
    roles: Vec<String>,
    links: Vec<String>,
    relations: Vec<String>,
    tensors: BTreeMap<String, Tensor>,
}

/// The weights.
pub(crate) struct Tower {
    bytes: Cow<'static, [u8]>,
    width: usize,
    attention_heads: usize,
    join: Linear,
    sentence: Table,
    quoted: Vec<f32>,
    layers: Vec<Layer>,
    hidden: Linear,
    words: Linear,
    pairs: Linear,
    roles: Scorer,
    said: Scorer,
    told: Scorer,
    labels: Labels,
}

/// What the outputs mean.
struct Labels {
    names: Vec<NameKind>,
    mentions: Vec<MentionKind>,
    roles: Vec<Role>,
    links: Vec<Link>,
    relations: Vec<Relation>,
}

/// Room for the work, kept from window to window.
#[derive(Default)]
pub(crate) struct Room {
    state: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
    projections: Vec<f32>,
    quantised: Quantised,
    layers: layers::Room,
    pair: Vec<f32>,
}

impl Tower {
    pub(crate) fn load(bytes: Cow<'static, [u8]>, kernel: Kernel) -> Result<Tower, ModelError> {
        let (file, header) = File::open(&bytes, MAGIC, kernel, |header: &mut Header| {
            &mut header.tensors
        })?;
        let (width, pair) = (header.width, header.pair);
        if header.heads == 0 || width != header.heads * crate::attention::HEAD {
            return Err(ModelError::Lacks("attention heads of the right width"));
        }
        let labels = Labels {
            names: parsed(&header.names)?,
            mentions: parsed(&header.mentions)?,
            roles: parsed(&header.roles)?,
            links: parsed(&header.links)?,
            relations: parsed(&header.relations)?,
        };
        let names = 1 + 2 * labels.names.len();
        let mentions = labels.mentions.len();
        let tower = Tower {
            width,
            attention_heads: header.heads,
            join: file.linear("join", width, width)?,
            sentence: file.table("sentence", SENTENCES, width)?,
            quoted: file.floats("quoted", &[QUOTED, width])?,
            layers: file.layers(header.layers, width)?,
            hidden: file.linear("hidden", width, header.hidden)?,
            // Names, kinds of mentions, cues; then one score each for predicates, violence, what happened, episodes, agreements.
            words: file.linear("words", header.hidden, names + mentions + CUES + 5)?,
            pairs: file.linear("pairs", width, 6 * pair)?,
            roles: Scorer::load(&file, "roles", (0, pair), 1 + labels.roles.len())?,
            said: Scorer::load(&file, "said", (1, pair), SAID)?,
            told: Scorer::load(&file, "told", (2, pair), labels.links.len())?,
            labels,
            bytes: Cow::Borrowed(&[]),
        };
        Ok(Tower { bytes, ..tower })
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn into_bytes(self) -> Cow<'static, [u8]> {
        self.bytes
    }

    /// The number that a relation has in this file.
    pub(crate) fn number_of(&self, relation: Relation) -> usize {
        let known = self.labels.relations.iter();
        known.take_while(|other| **other != relation).count()
    }

    /// Reads a window and adds what it means to the readings of its sentences.
    pub(crate) fn read(
        &self,
        kernel: Kernel,
        window: &Window,
        room: &mut Room,
        readings: &mut Readings,
    ) {
        kernel.run(Scoring {
            tower: self,
            window,
            room,
        });
        decode::sentences((self, kernel), window, room, &mut readings.sentences);
        decode::attributions((self, kernel), window, room, &mut readings.attributions);
        decode::links((self, kernel), window, room, &mut readings.links);
    }
}

struct Scoring<'a> {
    tower: &'a Tower,
    window: &'a Window,
    room: &'a mut Room,
}

impl Work for Scoring<'_> {
    #[inline(always)]
    fn run<M: Multiply>(self) {
        let Scoring {
            tower,
            window,
            room,
        } = self;
        let Room {
            state,
            hidden,
            scores,
            projections,
            quantised,
            layers,
            ..
        } = room;
        let (width, bytes) = (tower.width, &tower.bytes[..]);
        quantised.set(&window.last, width);
        product::<M>(bytes, &tower.join, quantised, state, same);
        for (word, row) in state.chunks_exact_mut(width).enumerate() {
            tower.sentence.add(bytes, window.order(word), row);
            let first = &window.first[word * width..][..width];
            let quoted = &tower.quoted[window.quoted[word] * width..][..width];
            for ((value, first), quoted) in row.iter_mut().zip(first).zip(quoted) {
                *value += first + quoted;
            }
        }
        let all = std::iter::once(0..window.len());
        layers::run::<M>(
            bytes,
            &tower.layers,
            tower.attention_heads,
            all,
            state,
            layers,
        );
        quantised.set(state, width);
        product::<M>(bytes, &tower.pairs, quantised, projections, same);
        product::<M>(bytes, &tower.hidden, quantised, hidden, leaky);
        quantised.set(hidden, tower.hidden.outputs);
        product::<M>(bytes, &tower.words, quantised, scores, same);
    }
}
