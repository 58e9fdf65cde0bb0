//! The network: from word pieces to their last states, and from there to scores.

use std::ops::Range;

use crate::float::add_and_normalise;
use crate::heads::{self, HeadRoom, Scores};
use crate::kernel::{Kernel, Multiply, Work};
use crate::layers;
use crate::model::Network;
use crate::weights::Norm;

/// Sentences as numbers. They are read at once, so that the weights pass through the cache once, but none sees another.
#[derive(Default)]
pub(crate) struct Input {
    /// Each sentence stands between the piece for its start and the one for its end.
    pub pieces: Vec<u32>,
    /// One a piece.
    pub shapes: Vec<u8>,
    /// First and last piece of each word.
    pub words: Vec<(usize, usize)>,
    /// In order, without gaps.
    pub sentences: Vec<Extent>,
}

/// What of the input is one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Of its pieces.
    pub pieces: Range<usize>,
    /// Of its words.
    pub words: Range<usize>,
}

impl Input {
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.shapes.clear();
        self.words.clear();
        self.sentences.clear();
    }
}

/// Room for the work, kept from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scratch {
    /// A row for each piece of the input: what the last layer says of it.
    pub state: Vec<f32>,
    pub layers: layers::Room,
    pub heads: HeadRoom,
    pub scores: Scores,
}

/// Runs the network up to the scores of tags and trees with the instructions of `kernel`, which must be one of
/// `Kernel::available`.
pub(crate) fn run(kernel: Kernel, network: &Network, input: &Input, scratch: &mut Scratch) {
    kernel.run(Reading {
        network,
        input,
        scratch,
    });
}

/// Scores the relations of words to the heads that were chosen for them on what `run` has left: one a word, counted within
/// its sentence, where 0 is the root.
pub(crate) fn label(
    kernel: Kernel,
    network: &Network,
    input: &Input,
    heads: &[usize],
    scratch: &mut Scratch,
) {
    let reading = Reading {
        network,
        input,
        scratch,
    };
    kernel.run(Labelling { reading, heads });
}

struct Reading<'a> {
    network: &'a Network,
    input: &'a Input,
    scratch: &'a mut Scratch,
}

struct Labelling<'a> {
    reading: Reading<'a>,
    heads: &'a [usize],
}

impl Work for Reading<'_> {
    #[inline(always)]
    fn run<M: Multiply>(self) {
        let Reading {
            network,
            input,
            scratch,
        } = self;
        embed(network, input, &mut scratch.state);
        layers::run::<M>(
            &network.bytes,
            &network.layers,
            network.attention_heads,
            input.sentences.iter().map(|extent| extent.pieces.clone()),
            &mut scratch.state,
            &mut scratch.layers,
        );
        heads::run::<M>(network, input, scratch);
    }
}

impl Work for Labelling<'_> {
    #[inline(always)]
    fn run<M: Multiply>(self) {
        let Reading {
            network,
            input,
            scratch,
        } = self.reading;
        heads::run_labels::<M>(network, input, self.heads, scratch);
    }
}

/// What goes into the first layer: for each piece the sum of its vector and those of its place and its word's shape.
#[inline(always)]
fn embed(network: &Network, input: &Input, state: &mut Vec<f32>) {
    let width = network.width;
    state.clear();
    state.resize(input.pieces.len() * width, 0.0);
    for sentence in &input.sentences {
        for (position, at) in sentence.pieces.clone().enumerate() {
            let row = &mut state[at * width..(at + 1) * width];
            network.add_piece(input.pieces[at] as usize, row);
            network.positions.add(&network.bytes, position, row);
            let shape = usize::from(input.shapes[at]) * width;
            let Norm { weight, bias } = &network.norm;
            add_and_normalise(row, &network.shapes[shape..shape + width], weight, bias);
        }
    }
}

impl Network {
    /// The vector of a word piece, added to `row`.
    #[inline(always)]
    pub(crate) fn add_piece(&self, index: usize, row: &mut [f32]) {
        let length = self.width / 4 * 3;
        let begin = self.words.rows.start + index * length;
        let scale = self.words.scales[index];
        let (values, _) = row.as_chunks_mut::<4>();
        let (packed, _) = self.bytes[begin..begin + length].as_chunks::<3>();
        for (values, [low, middle, high]) in values.iter_mut().zip(packed) {
            let bits = u32::from_le_bytes([*low, *middle, *high, 0]);
            for (place, value) in values.iter_mut().enumerate() {
                let integer = (bits >> (6 * place) & 63).cast_signed() - 32;
                *value += integer as f32 * scale;
            }
        }
    }
}
