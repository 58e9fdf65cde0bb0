//! From the states of the last layer to scores: tags, and trees by two biaffine scorers.

use std::ops::Range;

use crate::float::{LANES, add_products, dot, fold};
use crate::kernel::{Multiply, Quantised, panels, product};
use crate::layers::{Room, same};
use crate::model::Network;
use crate::network::{Input, Scratch};

/// Room for the work of the heads, kept from sentence to sentence.
#[derive(Default)]
pub(crate) struct HeadRoom {
    row: Vec<f32>,
    tree: Vec<f32>,
    from_dep: Vec<f32>,
    from_head: Vec<f32>,
    /// What labels need of the head of each word.
    heads: Vec<f32>,
    /// Sums of labels that are under way, one a word.
    lanes: Vec<[f32; LANES]>,
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
    /// For every word, a score for each relation to its head.
    pub labels: Vec<f32>,
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
    let (arc_head, _) = network.tree_offsets();
    let arc = network.arc_width;
    push_leaky(words_of(tree, stride, input), 0..arc_head, row, quantised);
    product::<M>(bytes, &network.arc, quantised, projected, same);
    mixed.clear();
    for source in tree.chunks_exact(stride) {
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
}

/// The rows of words among those that roots have, too.
#[inline(always)]
fn words_of<'r>(
    tree: &'r [f32],
    stride: usize,
    input: &'r Input,
) -> impl Iterator<Item = &'r [f32]> {
    let sentences = input.sentences.iter().enumerate();
    sentences.flat_map(move |(number, sentence)| {
        let Range { start, end } = sentence.words;
        tree[(start + number + 1) * stride..(end + number + 1) * stride].chunks_exact(stride)
    })
}

/// Scores of all relations between each word and its head, on what `run` has left. `heads` has one a word, counted within
/// its sentence: 0 is the root.
#[inline(always)]
pub(crate) fn run_labels<M: Multiply>(
    network: &Network,
    input: &Input,
    heads: &[usize],
    scratch: &mut Scratch,
) {
    let bytes = &network.bytes;
    let (quantised, s) = (&mut scratch.layers.quantised, &mut scratch.heads);
    let (stride, width) = (network.tree.outputs, network.label_width);
    let dependents = network.tree_offsets().1;
    let columns = dependents + width..dependents + 2 * width;
    let from_dep = &network.label_from_dep;
    let from_head = &network.label_from_head;
    push_leaky(
        s.tree.chunks_exact(stride),
        columns.clone(),
        &mut s.row,
        quantised,
    );
    product::<M>(bytes, from_head, quantised, &mut s.from_head, same);
    let words = words_of(&s.tree, stride, input);
    let own = dependents..dependents + width;
    push_leaky(words, own, &mut s.row, quantised);
    product::<M>(bytes, from_dep, quantised, &mut s.from_dep, same);

    // The two halves of the sum for each word and relation that know one word only.
    let relations = network.relations;
    s.heads.clear();
    scratch.scores.labels.clear();
    for (number, sentence) in input.sentences.iter().enumerate() {
        for word in sentence.words.clone() {
            // Every sentence before has a row for its root.
            let head = sentence.words.start + number + heads[word];
            let row = &s.tree[head * stride..][columns.clone()];
            s.heads.extend(row.iter().map(|x| leaky(*x)));
            let dep = &s.from_dep[word * from_dep.outputs..][..relations];
            let head = &s.from_head[head * from_head.outputs..][..relations];
            let sums = dep.iter().zip(head).map(|(dep, head)| dep + head);
            scratch.scores.labels.extend(sums);
        }
    }
    // And the half that knows both. The product has a row a relation; it is too long to be kept.
    let (blocks, _) = s.heads.as_chunks::<LANES>();
    let labels = &mut scratch.scores.labels;
    let lanes = &mut s.lanes;
    lanes.clear();
    lanes.resize(heads.len(), [0.0; LANES]);
    let count = width / LANES;
    panels::<M>(bytes, &network.label, quantised, |word, first, values| {
        let blocks = &blocks[word * count..][..count];
        for (at, values) in (first / LANES..).zip(values.as_chunks::<LANES>().0) {
            add_products(&mut lanes[word], values, &blocks[at % count]);
            if at % count == count - 1 && at / count < relations {
                let sum = std::mem::replace(&mut lanes[word], [0.0; LANES]);
                labels[word * relations + at / count] += fold(sum);
            }
        }
    });
}
