//! From the states of the last layer to scores: tags, and trees by two biaffine scorers.

use std::ops::Range;

use crate::float::dot;
use crate::kernel::{Multiply, Quantised, product};
use crate::layers::{Room, same};
use crate::model::Network;
use crate::network::{Input, Scratch};

/// Room for the work of the heads, kept from sentence to sentence.
#[derive(Default)]
pub(crate) struct HeadRoom {
    row: Vec<f32>,
    tree: Vec<f32>,
    labels: Vec<f32>,
    from_dep: Vec<f32>,
    from_head: Vec<f32>,
}

/// What the network says. Rows are words; rows of `tags` are padded to the `outputs` of their matrix.
#[derive(Default)]
pub(crate) struct Scores {
    /// Parts of speech, then features, then lemma scripts.
    pub tags: Vec<f32>,
    /// For every word, a score for the root and every word of its sentence as its head.
    pub arcs: Vec<f32>,
    /// Where in `arcs` each sentence begins.
    pub arcs_at: Vec<usize>,
}

/// Scores of all relations between each word of a sentence and the head that was chosen for it (0 is the root);
/// `relations` values a word. Runs on what the last `run` has left in `room`; `number` is that of the sentence.
pub(crate) fn run_labels(
    network: &Network,
    (number, first_word): (usize, usize),
    heads: &[usize],
    relations: usize,
    room: &HeadRoom,
    mut each: impl FnMut(usize, &[f32]),
) {
    let width = network.label_width;
    // Every sentence before has a row for its root.
    let first_row = first_word + number;
    let label_at = network.tree_offsets().1;
    let mut scores = vec![0.0; relations];
    let mut head_row = vec![0.0; width];
    for (word, &head) in heads.iter().enumerate() {
        let (row, head_at) = (first_word + word, first_row + head);
        let begin = head_at * network.tree.outputs + label_at + width;
        for (value, x) in head_row.iter_mut().zip(&room.tree[begin..begin + width]) {
            *value = leaky(*x);
        }
        let mixed = &room.labels[row * network.label.outputs..];
        let dep = &room.from_dep[row * network.label_from_dep.outputs..];
        let from = &room.from_head[head_at * network.label_from_head.outputs..];
        for (relation, score) in scores.iter_mut().enumerate() {
            let mixed = &mixed[relation * width..(relation + 1) * width];
            *score = dot(mixed, &head_row) + dep[relation] + from[relation];
        }
        each(word, &scores);
    }
}

impl Network {
    /// Where the parts of the `tree` matrix begin, after the dependents of arcs: heads of arcs, then dependents of labels.
    fn tree_offsets(&self) -> (usize, usize) {
        (self.arc_width, 2 * self.arc_width)
    }
}

#[inline(always)]
pub(crate) fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// Quantises a slice of rows, after the activation of the heads.
#[inline(always)]
fn push_leaky<'r>(
    rows: impl Iterator<Item = &'r [f32]>,
    columns: Range<usize>,
    row: &mut Vec<f32>,
    into: &mut Quantised,
) {
    into.clear();
    row.resize(columns.len(), 0.0);
    for source in rows {
        for (value, x) in row.iter_mut().zip(&source[columns.clone()]) {
            *value = leaky(*x);
        }
        into.push(row);
    }
}

/// From the last layer to the scores.
#[inline(always)]
pub(crate) fn run<M: Multiply>(network: &Network, input: &Input, scratch: &mut Scratch) {
    let width = network.width;
    let bytes = &network.bytes;
    let Scratch {
        state,
        layers:
            Room {
                projected,
                mixed,
                quantised,
                ..
            },
        heads: s,
        scores,
    } = scratch;
    let state = |row: usize| &state[row * width..(row + 1) * width];
    quantised.clear();
    s.row.resize(2 * width, 0.0);
    for (first, last) in &input.words {
        s.row[..width].copy_from_slice(state(*first));
        s.row[width..].copy_from_slice(state(*last));
        quantised.push(&s.row);
    }
    product::<M>(bytes, &network.tags, quantised, &mut scores.tags, same);

    // The root of a sentence is the piece before it; its row comes before those of the words.
    quantised.clear();
    for sentence in &input.sentences {
        quantised.push(state(sentence.pieces.start));
        for (first, _) in &input.words[sentence.words.clone()] {
            quantised.push(state(*first));
        }
    }
    product::<M>(bytes, &network.tree, quantised, &mut s.tree, same);
    let (row, tree) = (&mut s.row, &s.tree);
    let stride = network.tree.outputs;
    let with_roots = || tree.chunks_exact(stride);
    let without_roots = || {
        input
            .sentences
            .iter()
            .enumerate()
            .flat_map(|(number, sentence)| {
                let Range { start, end } = sentence.words;
                tree[(start + number + 1) * stride..(end + number + 1) * stride]
                    .chunks_exact(stride)
            })
    };
    let (arc_head, label) = network.tree_offsets();
    let arc = network.arc_width;
    push_leaky(without_roots(), 0..arc_head, row, quantised);
    product::<M>(bytes, &network.arc, quantised, projected, same);
    mixed.clear();
    for source in with_roots() {
        mixed.extend(source[arc_head..arc_head + arc].iter().map(|x| leaky(*x)));
    }
    scores.arcs.clear();
    scores.arcs_at.clear();
    for (number, sentence) in input.sentences.iter().enumerate() {
        let Range { start, end } = sentence.words;
        scores.arcs_at.push(scores.arcs.len());
        let heads = &mixed[(start + number) * arc..(end + number + 1) * arc];
        for word in sentence.words.clone() {
            let dep = &projected[word * network.arc.outputs..][..arc];
            scores
                .arcs
                .extend(heads.chunks_exact(arc).map(|head| dot(dep, head)));
        }
    }

    let labels = network.label_width;
    push_leaky(without_roots(), label..label + labels, row, quantised);
    product::<M>(bytes, &network.label, quantised, &mut s.labels, same);
    product::<M>(
        bytes,
        &network.label_from_dep,
        quantised,
        &mut s.from_dep,
        same,
    );
    push_leaky(
        with_roots(),
        label + labels..label + 2 * labels,
        row,
        quantised,
    );
    product::<M>(
        bytes,
        &network.label_from_head,
        quantised,
        &mut s.from_head,
        same,
    );
}
