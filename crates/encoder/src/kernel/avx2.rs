//! The kernel of AVX2, which has no product of 8-bit integers that sums in 32 bits.
//!
//! `maddubs` multiplies 32 pairs of an unsigned and a signed byte, but sums two products in 16 bits, which saturates. What
//! is exact depends on the activations: weights become unsigned, at most 255, so as long as neither the positive nor the
//! negative activations that meet in one sum come to more than 128, it stays within ±32,640. Most activations are small,
//! so mostly the sums of several products fit and only every eighth one has to be widened to 32 bits.
//!
//! Hence runs: for every tile of four rows, groups of four inputs (quads) are gathered into runs of at most eight, such
//! that all sums of a run are exact. A quad whose own sums don't fit is cut in two that do.

use super::runs::{Quad, ROWS, Runs, gather};
use super::{Multiply, Operands, PANEL, Quantised, TILE};
use std::arch::x86_64::*;

/// AVX2: 32 products an instruction, and runs of sums in 16 bits.
pub(crate) struct Avx2;

/// Outputs of a strip of weights.
const COLUMNS: usize = 16;

/// The unsigned weights from four inputs to the sixteen outputs of a strip.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Line([u8; 4 * COLUMNS]);

/// The weights of a matrix strip by strip, from those in panels.
pub(crate) fn strips(panels: &[u8], inputs: usize) -> Vec<Line> {
    let mut lines = Vec::with_capacity(panels.len() / (4 * COLUMNS));
    for panel in panels.chunks_exact(PANEL * inputs) {
        let (blocks, _) = panel.as_chunks::<{ 4 * COLUMNS }>();
        for strip in 0..PANEL / COLUMNS {
            let own = blocks.iter().skip(strip).step_by(PANEL / COLUMNS);
            lines.extend(own.map(|block| Line(block.map(|byte| byte ^ 128))));
        }
    }
    lines
}

impl Multiply for Avx2 {
    const ROWS: usize = ROWS;

    #[inline(always)]
    unsafe fn prepare(activations: &mut Quantised, inputs: usize) {
        // SAFETY: the caller vouches for the instructions.
        unsafe { gather(activations, inputs) };
    }

    #[inline(always)]
    unsafe fn tile(operands: &Operands, at: (usize, usize), sums: &mut [[i32; PANEL]; TILE]) {
        let (tile, panel) = at;
        let runs = &operands.activations.runs;
        let size = runs.lines * (PANEL / COLUMNS);
        let lines = &operands.linear.strips[panel * size..][..size];
        // SAFETY: the caller vouches for the instructions.
        unsafe { multiply(runs, tile, lines, sums) };
    }
}

type Sums = [[__m256i; 2]; ROWS];

/// A tile by a panel.
#[target_feature(enable = "avx2")]
fn multiply(runs: &Runs, tile: usize, panel: &[Line], sums: &mut [[i32; PANEL]; TILE]) {
    assert!(runs.lines > 0);
    let start: Sums = runs.starts[tile].map(|start| [_mm256_set1_epi32(start); 2]);
    let runs_by_length = runs.of(tile);
    for (strip, lines) in panel.chunks_exact(runs.lines).enumerate() {
        let mut totals = start;
        for (length, mut quads) in runs_by_length {
            while let Some((run, others)) = quads.split_at_checked(length) {
                // SAFETY: `gather` has made quads only of lines below `runs.lines`.
                unsafe { add_run(run, lines, &mut totals) };
                quads = others;
            }
        }
        for (totals, sums) in totals.iter().zip(sums.iter_mut()) {
            let sums = &mut sums[strip * COLUMNS..(strip + 1) * COLUMNS];
            for (total, sums) in totals.iter().zip(sums.as_chunks_mut::<8>().0) {
                // SAFETY: eight 32-bit integers are as long as the register.
                unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), *total) };
            }
        }
    }
}

/// Adds the products of a run.
///
/// # Safety
///
/// The quads must be of lines that there are.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn add_run(run: &[Quad], lines: &[Line], totals: &mut Sums) {
    let Some((first, others)) = run.split_first() else {
        return;
    };
    // SAFETY: the caller vouches for the lines.
    let mut sums = unsafe { products(first, lines) };
    for quad in others {
        // SAFETY: as above.
        let products = unsafe { products(quad, lines) };
        for (sums, products) in sums.iter_mut().zip(products) {
            for (sum, product) in sums.iter_mut().zip(products) {
                *sum = _mm256_add_epi16(*sum, product);
            }
        }
    }
    let ones = _mm256_set1_epi16(1);
    for (totals, sums) in totals.iter_mut().zip(sums) {
        for (total, sum) in totals.iter_mut().zip(sums) {
            *total = _mm256_add_epi32(*total, _mm256_madd_epi16(sum, ones));
        }
    }
}

/// The products of a quad, summed by pairs of inputs.
///
/// # Safety
///
/// There must be its line.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn products(quad: &Quad, lines: &[Line]) -> Sums {
    debug_assert!((quad.offset as usize) < size_of_val(lines));
    // SAFETY: the caller vouches for it.
    let Line(bytes) = unsafe { &*lines.as_ptr().byte_add(quad.offset as usize) };
    // SAFETY: a line is as long as two registers, and as aligned as one.
    let weights: [__m256i; 2] = std::array::from_fn(|half| unsafe {
        _mm256_load_si256(bytes.as_ptr().add(32 * half).cast())
    });
    // Loops, as closures in `map` would be called.
    let mut products: Sums = [[_mm256_setzero_si256(); 2]; ROWS];
    for (products, values) in products.iter_mut().zip(quad.values) {
        let values = _mm256_set1_epi32(i32::from_le_bytes(values));
        for (product, weights) in products.iter_mut().zip(weights) {
            *product = _mm256_maddubs_epi16(weights, values);
        }
    }
    products
}
