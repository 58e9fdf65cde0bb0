//! Layers of a transformer: attention, then two products with a GELU between them, each added to what came in.

use std::ops::Range;

use crate::attention::{self, attend};
use crate::float::{add_and_normalise, gelu};
use crate::kernel::{Multiply, Quantised, product};
use crate::weights::{Layer, Norm};

/// Room for the work of layers, kept from call to call.
#[derive(Default)]
pub(crate) struct Room {
    pub projected: Vec<f32>,
    pub mixed: Vec<f32>,
    hidden: Vec<f32>,
    queries: Vec<f32>,
    pub quantised: Quantised,
    attention: attention::Room,
}

/// Runs layers one after the other on `state`, which has a row for each piece. Pieces see those of their own extent and
/// no others; the extents follow each other without gaps. `bytes` are those of the model file.
#[inline(always)]
pub(crate) fn run<M: Multiply>(
    bytes: &[u8],
    layers: &[Layer],
    attention_heads: usize,
    extents: impl Iterator<Item = Range<usize>> + Clone,
    state: &mut [f32],
    room: &mut Room,
) {
    let Room {
        projected,
        mixed,
        hidden,
        queries,
        quantised,
        attention,
    } = room;
    for layer in layers {
        let width = layer.norm1.weight.len();
        quantised.set(state, width);
        product::<M>(bytes, &layer.qkv, quantised, queries, same);
        mixed.resize(state.len(), 0.0);
        for Range { start, end } in extents.clone() {
            attend::<M>(
                attention_heads,
                &queries[start * 3 * width..end * 3 * width],
                &mut mixed[start * width..end * width],
                attention,
            );
        }
        quantised.set(mixed, width);
        product::<M>(bytes, &layer.out, quantised, projected, same);
        normalise_sums(state, projected, &layer.norm1);
        quantised.set(state, width);
        product::<M>(bytes, &layer.up, quantised, hidden, gelu);
        quantised.set(hidden, layer.up.outputs);
        product::<M>(bytes, &layer.down, quantised, projected, same);
        normalise_sums(state, projected, &layer.norm2);
    }
}

/// No activation.
#[inline(always)]
pub(crate) fn same(value: f32) -> f32 {
    value
}

#[inline(always)]
fn normalise_sums(state: &mut [f32], more: &[f32], norm: &Norm) {
    let width = norm.weight.len();
    for (row, more) in state.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
        add_and_normalise(row, more, &norm.weight, &norm.bias);
    }
}
