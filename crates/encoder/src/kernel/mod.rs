//! Integer matrix products: int8 weights by unsigned 8-bit activations, summed in 32 bits.
//!
//! Every kernel gives the same integers, and what is done to them in floating point afterwards is the same code, so a
//! text reads the same on every machine. Weights lie in panels of 64 outputs; within a panel the weights of four
//! neighbouring inputs lie together, output after output, then the next four inputs.

#![allow(
    unsafe_code,
    reason = "the instructions that a processor has are called by their names"
)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod runs;
#[cfg(target_arch = "x86_64")]
mod x86;

use crate::weights::Linear;
#[cfg(target_arch = "x86_64")]
use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) use avx2::{Line, strips};
#[cfg(target_arch = "x86_64")]
use x86::{AvxVnni, Vnni};

/// Outputs in a panel.
pub(crate) const PANEL: usize = 64;
/// The most rows that any kernel multiplies at a time.
const TILE: usize = 4;
/// What makes activations unsigned.
const OFFSET: i32 = 128;

/// The instructions that are used, chosen when the model is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kernel {
    /// Those that every machine has.
    Scalar,
    /// 256 bits wide.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 256 bits wide, with products of 8-bit integers.
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// 512 bits wide, with products of 8-bit integers.
    #[cfg(target_arch = "x86_64")]
    Vnni,
}

impl Kernel {
    /// Every kernel that this machine can run, the fastest first.
    pub fn available() -> Vec<Kernel> {
        let mut kernels = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                kernels.push(Kernel::Vnni);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni") {
                kernels.push(Kernel::AvxVnni);
            }
            if is_x86_feature_detected!("avx2") {
                kernels.push(Kernel::Avx2);
            }
        }
        kernels.push(Kernel::Scalar);
        kernels
    }

    /// Does some work with the instructions of this kernel, which must be one of `Kernel::available`.
    pub(crate) fn run(self, work: impl Work) {
        match self {
            Kernel::Scalar => work.run::<Scalar>(),
            // SAFETY: kernels are taken from `Kernel::available`, which has asked the processor.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => unsafe { run_avx2::<Avx2>(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kernel::AvxVnni => unsafe { run_avx2::<AvxVnni>(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kernel::Vnni => unsafe { run_avx512::<Vnni>(work) },
        }
    }
}

/// Something that multiplies. Its code, and whatever it calls that is `inline(always)`, is compiled for each kernel.
pub(crate) trait Work {
    /// Does it with the instructions of `M`.
    fn run<M: Multiply>(self);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2<M: Multiply>(work: impl Work) {
    work.run::<M>();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn run_avx512<M: Multiply>(work: impl Work) {
    work.run::<M>();
}

/// Rows of unsigned 8-bit activations, with a scale each.
#[derive(Default)]
pub(crate) struct Quantised {
    pub bytes: Vec<u8>,
    pub scales: Vec<f32>,
    /// The same as AVX2 takes them.
    #[cfg(target_arch = "x86_64")]
    runs: runs::Runs,
}

/// What is multiplied.
pub(crate) struct Operands<'a> {
    activations: &'a Quantised,
    /// The weights in panels.
    panels: &'a [u8],
    linear: &'a Linear,
}

impl Operands<'_> {
    /// The rows and the panel of a tile, and the length of a row.
    #[inline(always)]
    fn rows_and_panel<M: Multiply>(&self, (tile, panel): (usize, usize)) -> (&[u8], &[u8], usize) {
        let inputs = self.linear.inputs;
        let rows = &self.activations.bytes[tile * M::ROWS * inputs..];
        let rows = &rows[..rows.len().min(M::ROWS * inputs)];
        (
            rows,
            &self.panels[panel * PANEL * inputs..][..PANEL * inputs],
            inputs,
        )
    }

    /// Takes away what the sums of rows and a panel have too much, as the activations are unsigned.
    #[inline(always)]
    fn take_offset(&self, panel: usize, sums: &mut [[i32; PANEL]]) {
        let offsets = &self.linear.sums.as_chunks::<PANEL>().0[panel];
        for sums in sums {
            for (sum, offset) in sums.iter_mut().zip(offsets) {
                *sum -= OFFSET * offset;
            }
        }
    }
}

/// One way to multiply.
pub(crate) trait Multiply {
    /// Rows it takes at a time, at most `TILE`.
    const ROWS: usize;
    /// Registers for vectors of floating point numbers.
    const REGISTERS: usize = 16;

    /// Readies activations for being multiplied.
    ///
    /// # Safety
    ///
    /// The machine must have the instructions of this kernel.
    #[inline(always)]
    unsafe fn prepare(_activations: &mut Quantised, _inputs: usize) {}

    /// Sums of the products of signed activations and weights, a row a row: those of the `at.0`th `ROWS` rows with the
    /// `at.1`th panel.
    ///
    /// # Safety
    ///
    /// The machine must have the instructions of this kernel.
    unsafe fn tile(operands: &Operands, at: (usize, usize), sums: &mut [[i32; PANEL]; TILE]);
}

/// `output[row] = activation(activations[row] · weights + bias)`, all rows. `bytes` are those of the model file.
#[inline(always)]
pub(crate) fn product<M: Multiply>(
    bytes: &[u8],
    linear: &Linear,
    activations: &mut Quantised,
    output: &mut Vec<f32>,
    activation: impl Fn(f32) -> f32,
) {
    let outputs = linear.outputs;
    output.resize(activations.scales.len() * outputs, 0.0);
    panels::<M>(bytes, linear, activations, |row, first, values| {
        let target = &mut output[row * outputs + first..][..PANEL];
        for (target, value) in target.iter_mut().zip(values) {
            *target = activation(*value);
        }
    });
}

/// Gives `activations[row] · weights + bias` piece by piece: the row, the first of `PANEL` outputs, and their values. The
/// pieces of a row come in order.
#[inline(always)]
pub(crate) fn panels<M: Multiply>(
    bytes: &[u8],
    linear: &Linear,
    activations: &mut Quantised,
    mut each: impl FnMut(usize, usize, &[f32; PANEL]),
) {
    let (inputs, outputs) = (linear.inputs, linear.outputs);
    let rows = activations.scales.len();
    assert_eq!(activations.bytes.len(), rows * inputs);
    // SAFETY: `M` is only ever a kernel that `Kernel::available` has found; see `Kernel::run`.
    unsafe { M::prepare(activations, inputs) };
    let operands = Operands {
        activations,
        panels: &bytes[linear.panels.clone()],
        linear,
    };
    let mut sums = [[0; PANEL]; TILE];
    for first in (0..outputs).step_by(PANEL) {
        let scales = &linear.scales[first..first + PANEL];
        let bias = &linear.bias[first..first + PANEL];
        for (tile, row_scales) in operands.activations.scales.chunks(M::ROWS).enumerate() {
            // SAFETY: as above.
            unsafe { M::tile(&operands, (tile, first / PANEL), &mut sums) };
            for (within, (sums, row_scale)) in sums.iter().zip(row_scales).enumerate() {
                let mut values = [0.0; PANEL];
                for column in 0..PANEL {
                    let scale = row_scale * scales[column];
                    values[column] = sums[column] as f32 * scale + bias[column];
                }
                each(tile * M::ROWS + within, first, &values);
            }
        }
    }
}

/// Plain Rust.
pub(crate) struct Scalar;

impl Multiply for Scalar {
    const ROWS: usize = 4;

    #[inline(always)]
    unsafe fn tile(operands: &Operands, at: (usize, usize), sums: &mut [[i32; PANEL]; TILE]) {
        let (rows, panel, inputs) = operands.rows_and_panel::<Self>(at);
        for (row, sum) in rows.chunks_exact(inputs).zip(sums.iter_mut()) {
            *sum = [0; PANEL];
            let (fours, _) = row.as_chunks::<4>();
            for (four, weights) in fours.iter().zip(panel.chunks_exact(4 * PANEL)) {
                let four = four.map(i32::from);
                let (weights, _) = weights.as_chunks::<4>();
                for (total, weight) in sum.iter_mut().zip(weights) {
                    for within in 0..4 {
                        *total += four[within] * i32::from(weight[within].cast_signed());
                    }
                }
            }
        }
        operands.take_offset(at.1, &mut sums[..rows.len() / inputs]);
    }
}

#[cfg(test)]
mod tests;
