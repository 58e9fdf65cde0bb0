//! The network itself: from word pieces to scores.

use std::ops::Range;

use super::attention::{Room, attend};
use super::float::{add_and_normalise, dot, gelu};
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
use super::kernel::Amx;
#[cfg(target_arch = "x86_64")]
use super::kernel::{Avx2, AvxVnni, Vnni};
use super::kernel::{Kernel, Multiply, Quantised, Scalar, product};
use super::model::{Linear, Network, Norm};

/// Sentences as numbers. They are read at once, so that the weights pass through the cache once, but none sees another.
#[derive(Default)]
pub(super) struct Input {
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
pub(super) struct Extent {
    /// Of its pieces.
    pub pieces: Range<usize>,
    /// Of its words.
    pub words: Range<usize>,
}

impl Input {
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.shapes.clear();
        self.words.clear();
        self.sentences.clear();
    }
}

/// Room for the work, kept from sentence to sentence.
#[derive(Default)]
pub(super) struct Scratch {
    state: Vec<f32>,
    projected: Vec<f32>,
    mixed: Vec<f32>,
    attention: Room,
    row: Vec<f32>,
    quantised: Quantised,
    tree: Vec<f32>,
    labels: Vec<f32>,
    from_dep: Vec<f32>,
    from_head: Vec<f32>,
    pub scores: Scores,
}

/// What the network says. Rows are words; rows of `tags` and `names` are padded to `outputs` of their matrices.
#[derive(Default)]
pub(super) struct Scores {
    /// Parts of speech, then features, then lemma scripts.
    pub tags: Vec<f32>,
    /// Name labels.
    pub names: Vec<f32>,
    /// For every word, a score for the root and every word of its sentence as its head.
    pub arcs: Vec<f32>,
    /// Where in `arcs` each sentence begins.
    pub arcs_at: Vec<usize>,
}

/// Runs the network with the instructions of `kernel`, which must be one of `Kernel::available`.
pub(super) fn run(kernel: Kernel, network: &Network, input: &Input, scratch: &mut Scratch) {
    match kernel {
        Kernel::Scalar => forward::<Scalar>(network, input, scratch),
        // SAFETY: kernels are taken from `Kernel::available`, which has asked the processor.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { forward_avx2::<Avx2>(network, input, scratch) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::AvxVnni => unsafe { forward_avx2::<AvxVnni>(network, input, scratch) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Vnni => unsafe { forward_avx512::<Vnni>(network, input, scratch) },
        // SAFETY: as above.
        #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
        Kernel::Amx => unsafe { forward_avx512::<Amx>(network, input, scratch) },
    }
}

/// Scores of all relations between each word of a sentence and the head that was chosen for it (0 is the root);
/// `relations` values a word. Runs on what the last `run` has left in `scratch`; `number` is that of the sentence.
pub(super) fn run_labels(
    network: &Network,
    (number, first_word): (usize, usize),
    heads: &[usize],
    relations: usize,
    scratch: &Scratch,
    mut each: impl FnMut(usize, &[f32]),
) {
    let width = network.label_width;
    // Every sentence before has a row for its root.
    let first_row = first_word + number;
    let label_at = network.tree_offsets().3;
    let mut scores = vec![0.0; relations];
    let mut head_row = vec![0.0; width];
    for (word, &head) in heads.iter().enumerate() {
        let (row, head_at) = (first_word + word, first_row + head);
        let begin = head_at * network.tree.outputs + label_at + width;
        for (value, x) in head_row.iter_mut().zip(&scratch.tree[begin..begin + width]) {
            *value = leaky(*x);
        }
        let mixed = &scratch.labels[row * network.label.outputs..];
        let dep = &scratch.from_dep[row * network.label_from_dep.outputs..];
        let from = &scratch.from_head[head_at * network.label_from_head.outputs..];
        for (relation, score) in scores.iter_mut().enumerate() {
            let mixed = &mixed[relation * width..(relation + 1) * width];
            *score = dot(mixed, &head_row) + dep[relation] + from[relation];
        }
        each(word, &scores);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn forward_avx2<M: Multiply>(network: &Network, input: &Input, scratch: &mut Scratch) {
    forward::<M>(network, input, scratch);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn forward_avx512<M: Multiply>(network: &Network, input: &Input, scratch: &mut Scratch) {
    forward::<M>(network, input, scratch);
}

impl Network {
    /// Where the parts of the `tree` matrix begin: dependents and heads of arcs, then of labels. Names come first.
    fn tree_offsets(&self) -> (usize, usize, usize, usize) {
        let arc_dep = self.names_hidden;
        (
            0,
            arc_dep,
            arc_dep + self.arc_width,
            arc_dep + 2 * self.arc_width,
        )
    }

    #[inline(always)]
    fn apply<M: Multiply>(&self, linear: &Linear, input: &Quantised, output: &mut Vec<f32>) {
        self.apply_then::<M>(linear, input, output, |values| values);
    }

    /// The same, with an activation on the outputs.
    #[inline(always)]
    fn apply_then<M: Multiply>(
        &self,
        linear: &Linear,
        input: &Quantised,
        output: &mut Vec<f32>,
        activation: impl Fn(f32) -> f32,
    ) {
        let weights = &self.bytes[linear.panels.clone()];
        product::<M>(input, weights, linear, output, activation);
    }

    /// The vector of a word piece, added to `row`.
    #[inline(always)]
    pub(super) fn add_piece(&self, index: usize, row: &mut [f32]) {
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

    /// A vector of an int8 table, added to `row`.
    #[inline(always)]
    fn add_row(&self, table: &super::model::Table, index: usize, row: &mut [f32]) {
        let begin = table.rows.start + index * self.width;
        let scale = table.scales[index];
        for (value, byte) in row.iter_mut().zip(&self.bytes[begin..begin + self.width]) {
            *value += f32::from(byte.cast_signed()) * scale;
        }
    }
}

#[inline(always)]
fn leaky(x: f32) -> f32 {
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

#[inline(always)]
fn push_all(rows: &[f32], width: usize, into: &mut Quantised) {
    into.clear();
    for row in rows.chunks_exact(width) {
        into.push(row);
    }
}

#[inline(always)]
fn forward<M: Multiply>(network: &Network, input: &Input, scratch: &mut Scratch) {
    let width = network.width;
    let s = scratch;
    s.state.clear();
    s.state.resize(input.pieces.len() * width, 0.0);
    for sentence in &input.sentences {
        for (position, at) in sentence.pieces.clone().enumerate() {
            let row = &mut s.state[at * width..(at + 1) * width];
            network.add_piece(input.pieces[at] as usize, row);
            network.add_row(&network.positions, position, row);
            let shape = usize::from(input.shapes[at]) * width;
            let Norm { weight, bias } = &network.norm;
            add_and_normalise(row, &network.shapes[shape..shape + width], weight, bias);
        }
    }
    for layer in &network.layers {
        push_all(&s.state, width, &mut s.quantised);
        network.apply::<M>(&layer.qkv, &s.quantised, &mut s.projected);
        s.mixed.resize(input.pieces.len() * width, 0.0);
        for sentence in &input.sentences {
            let Range { start, end } = sentence.pieces;
            attend(
                network.attention_heads,
                &s.projected[start * 3 * width..end * 3 * width],
                &mut s.mixed[start * width..end * width],
                &mut s.attention,
            );
        }
        push_all(&s.mixed[..s.state.len()], width, &mut s.quantised);
        network.apply::<M>(&layer.out, &s.quantised, &mut s.projected);
        normalise_sums(&mut s.state, &s.projected, &layer.norm1);
        push_all(&s.state, width, &mut s.quantised);
        network.apply_then::<M>(&layer.up, &s.quantised, &mut s.projected, gelu);
        push_all(&s.projected, layer.up.outputs, &mut s.quantised);
        network.apply::<M>(&layer.down, &s.quantised, &mut s.projected);
        normalise_sums(&mut s.state, &s.projected, &layer.norm2);
    }
    heads::<M>(network, input, s);
}

#[inline(always)]
fn normalise_sums(state: &mut [f32], more: &[f32], norm: &Norm) {
    let width = norm.weight.len();
    for (row, more) in state.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
        add_and_normalise(row, more, &norm.weight, &norm.bias);
    }
}

/// From the last layer to the scores.
#[inline(always)]
fn heads<M: Multiply>(network: &Network, input: &Input, s: &mut Scratch) {
    let width = network.width;
    let state = |row: usize| &s.state[row * width..(row + 1) * width];
    s.quantised.clear();
    s.row.resize(2 * width, 0.0);
    for (first, last) in &input.words {
        s.row[..width].copy_from_slice(state(*first));
        s.row[width..].copy_from_slice(state(*last));
        s.quantised.push(&s.row);
    }
    network.apply::<M>(&network.tags, &s.quantised, &mut s.scores.tags);

    // The root of a sentence is the piece before it; its row comes before those of the words.
    s.quantised.clear();
    for sentence in &input.sentences {
        s.quantised.push(state(sentence.pieces.start));
        for (first, _) in &input.words[sentence.words.clone()] {
            s.quantised.push(state(*first));
        }
    }
    network.apply::<M>(&network.tree, &s.quantised, &mut s.tree);
    let (row, quantised, tree) = (&mut s.row, &mut s.quantised, &s.tree);
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
    let (names, arc_dep, arc_head, label) = network.tree_offsets();
    push_leaky(without_roots(), names..arc_dep, row, quantised);
    network.apply::<M>(&network.names, quantised, &mut s.scores.names);

    let arc = network.arc_width;
    push_leaky(without_roots(), arc_dep..arc_head, row, quantised);
    network.apply::<M>(&network.arc, quantised, &mut s.projected);
    s.mixed.clear();
    for source in with_roots() {
        s.mixed
            .extend(source[arc_head..arc_head + arc].iter().map(|x| leaky(*x)));
    }
    s.scores.arcs.clear();
    s.scores.arcs_at.clear();
    for (number, sentence) in input.sentences.iter().enumerate() {
        let Range { start, end } = sentence.words;
        s.scores.arcs_at.push(s.scores.arcs.len());
        let heads = &s.mixed[(start + number) * arc..(end + number + 1) * arc];
        for word in sentence.words.clone() {
            let dep = &s.projected[word * network.arc.outputs..][..arc];
            s.scores
                .arcs
                .extend(heads.chunks_exact(arc).map(|head| dot(dep, head)));
        }
    }

    let labels = network.label_width;
    push_leaky(without_roots(), label..label + labels, row, quantised);
    network.apply::<M>(&network.label, quantised, &mut s.labels);
    network.apply::<M>(&network.label_from_dep, quantised, &mut s.from_dep);
    push_leaky(
        with_roots(),
        label + labels..label + 2 * labels,
        row,
        quantised,
    );
    network.apply::<M>(&network.label_from_head, quantised, &mut s.from_head);
}
