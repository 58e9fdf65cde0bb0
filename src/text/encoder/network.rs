//! The network itself: from word pieces to scores.

use super::attention::attend;
use super::float::{add_and_normalise, dot, gelu};
#[cfg(target_arch = "x86_64")]
use super::kernel::{Avx2, Vnni};
use super::kernel::{Kernel, Multiply, Quantised, Scalar, product};
use super::model::{Linear, Network, Norm};

/// A sentence as numbers, between the piece that stands for its start and the one that stands for its end.
#[derive(Default)]
pub(super) struct Input {
    pub pieces: Vec<u32>,
    /// One a piece.
    pub shapes: Vec<u8>,
    /// First and last piece of each word.
    pub words: Vec<(usize, usize)>,
}

/// Room for the work, kept from sentence to sentence.
#[derive(Default)]
pub(super) struct Scratch {
    state: Vec<f32>,
    projected: Vec<f32>,
    mixed: Vec<f32>,
    keys: Vec<f32>,
    weights: Vec<f32>,
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
    /// For every word, a score for the root and every word as its head.
    pub arcs: Vec<f32>,
}

/// Runs the network with the instructions of `kernel`, which must be one of `Kernel::available`.
pub(super) fn run(kernel: Kernel, network: &Network, input: &Input, scratch: &mut Scratch) {
    match kernel {
        Kernel::Scalar => forward::<Scalar>(network, input, scratch),
        // SAFETY: kernels are taken from `Kernel::available`, which has asked the processor.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { forward_avx2(network, input, scratch) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Vnni => unsafe { forward_vnni(network, input, scratch) },
    }
}

/// Scores of all relations between each word and the head that was chosen for it (0 is the root); `relations` values
/// a word. Runs on what the last `run` has left in `scratch`.
pub(super) fn run_labels(
    network: &Network,
    heads: &[usize],
    relations: usize,
    scratch: &Scratch,
    mut each: impl FnMut(usize, &[f32]),
) {
    let width = network.label_width;
    let label_at = network.tree_offsets().3;
    let mut scores = vec![0.0; relations];
    let mut head_row = vec![0.0; width];
    for (word, &head) in heads.iter().enumerate() {
        let begin = head * network.tree.outputs + label_at + width;
        for (value, x) in head_row.iter_mut().zip(&scratch.tree[begin..begin + width]) {
            *value = leaky(*x);
        }
        let mixed = &scratch.labels[word * network.label.outputs..];
        let dep = &scratch.from_dep[word * network.label_from_dep.outputs..];
        let from = &scratch.from_head[head * network.label_from_head.outputs..];
        for (relation, score) in scores.iter_mut().enumerate() {
            let mixed = &mixed[relation * width..(relation + 1) * width];
            *score = dot(mixed, &head_row) + dep[relation] + from[relation];
        }
        each(word, &scores);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn forward_avx2(network: &Network, input: &Input, scratch: &mut Scratch) {
    forward::<Avx2>(network, input, scratch);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn forward_vnni(network: &Network, input: &Input, scratch: &mut Scratch) {
    forward::<Vnni>(network, input, scratch);
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
        product::<M>(input, &self.bytes[linear.panels.clone()], linear, output);
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

/// Quantises a slice of every row, after the activation of the heads.
#[inline(always)]
fn push_leaky(
    rows: &[f32],
    stride: usize,
    begin: usize,
    row: &mut Vec<f32>,
    into: &mut Quantised,
    width: usize,
) {
    into.clear();
    row.resize(width, 0.0);
    for source in rows.chunks_exact(stride) {
        for (value, x) in row.iter_mut().zip(&source[begin..begin + width]) {
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
    let length = input.pieces.len();
    s.state.clear();
    s.state.resize(length * width, 0.0);
    for (at, row) in s.state.chunks_exact_mut(width).enumerate() {
        network.add_row(&network.words, input.pieces[at] as usize, row);
        network.add_row(&network.positions, at, row);
        let shape = usize::from(input.shapes[at]) * width;
        let Norm { weight, bias } = &network.norm;
        add_and_normalise(row, &network.shapes[shape..shape + width], weight, bias);
    }
    for layer in &network.layers {
        push_all(&s.state, width, &mut s.quantised);
        network.apply::<M>(&layer.qkv, &s.quantised, &mut s.projected);
        attend(
            network.attention_heads,
            length,
            &s.projected,
            &mut s.mixed,
            &mut s.keys,
            &mut s.weights,
        );
        push_all(&s.mixed, width, &mut s.quantised);
        network.apply::<M>(&layer.out, &s.quantised, &mut s.projected);
        for (row, more) in s
            .state
            .chunks_exact_mut(width)
            .zip(s.projected.chunks_exact(width))
        {
            add_and_normalise(row, more, &layer.norm1.weight, &layer.norm1.bias);
        }
        push_all(&s.state, width, &mut s.quantised);
        network.apply::<M>(&layer.up, &s.quantised, &mut s.projected);
        gelu(&mut s.projected);
        push_all(&s.projected, layer.up.outputs, &mut s.quantised);
        network.apply::<M>(&layer.down, &s.quantised, &mut s.projected);
        for (row, more) in s
            .state
            .chunks_exact_mut(width)
            .zip(s.projected.chunks_exact(width))
        {
            add_and_normalise(row, more, &layer.norm2.weight, &layer.norm2.bias);
        }
    }
    heads::<M>(network, input, s);
}

/// From the last layer to the scores.
#[inline(always)]
fn heads<M: Multiply>(network: &Network, input: &Input, s: &mut Scratch) {
    let width = network.width;
    let words = input.words.len();
    let state = |row: usize| &s.state[row * width..(row + 1) * width];
    s.quantised.clear();
    s.row.resize(2 * width, 0.0);
    for (first, last) in &input.words {
        s.row[..width].copy_from_slice(state(*first));
        s.row[width..].copy_from_slice(state(*last));
        s.quantised.push(&s.row);
    }
    network.apply::<M>(&network.tags, &s.quantised, &mut s.scores.tags);

    // The root is the piece before the sentence; it has the first row.
    s.quantised.clear();
    s.quantised.push(state(0));
    for (first, _) in &input.words {
        s.quantised.push(state(*first));
    }
    network.apply::<M>(&network.tree, &s.quantised, &mut s.tree);
    let stride = network.tree.outputs;
    let without_root = &s.tree[stride..];
    let (names, arc_dep, arc_head, label) = network.tree_offsets();
    let (row, quantised) = (&mut s.row, &mut s.quantised);
    push_leaky(
        without_root,
        stride,
        names,
        row,
        quantised,
        network.names_hidden,
    );
    network.apply::<M>(&network.names, quantised, &mut s.scores.names);

    let arc = network.arc_width;
    push_leaky(without_root, stride, arc_dep, row, quantised, arc);
    network.apply::<M>(&network.arc, quantised, &mut s.projected);
    s.mixed.resize((words + 1) * arc, 0.0);
    for (target, source) in s
        .mixed
        .chunks_exact_mut(arc)
        .zip(s.tree.chunks_exact(stride))
    {
        for (value, x) in target.iter_mut().zip(&source[arc_head..arc_head + arc]) {
            *value = leaky(*x);
        }
    }
    s.scores.arcs.clear();
    for dep in s.projected.chunks_exact(network.arc.outputs).take(words) {
        for head in s.mixed.chunks_exact(arc).take(words + 1) {
            s.scores.arcs.push(dot(&dep[..arc], head));
        }
    }

    let labels = network.label_width;
    push_leaky(without_root, stride, label, row, quantised, labels);
    network.apply::<M>(&network.label, quantised, &mut s.labels);
    network.apply::<M>(&network.label_from_dep, quantised, &mut s.from_dep);
    push_leaky(&s.tree, stride, label + labels, row, quantised, labels);
    network.apply::<M>(&network.label_from_head, quantised, &mut s.from_head);
}
