//! Integer matrix products: int8 weights by unsigned 8-bit activations, summed in 32 bits.
//!
//! Every kernel gives the same integers, and what is done to them in floating point afterwards is the same code, so a
//! text reads the same on every machine. Weights lie in panels of 64 outputs; within a panel the weights of four
//! neighbouring inputs lie together, output after output, then the next four inputs.

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod amx;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::model::Linear;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(super) use amx::Amx;
#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, AvxVnni, Vnni};

/// Outputs in a panel.
pub(super) const PANEL: usize = 64;
/// The most rows that any kernel multiplies at a time.
const TILE: usize = 16;
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
    /// Tiles of 8-bit integers.
    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
    Amx,
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
                #[cfg(target_os = "linux")]
                if amx::available() {
                    kernels.push(Kernel::Amx);
                }
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
}

/// Rows of unsigned 8-bit activations, with a scale each.
#[derive(Default)]
pub(super) struct Quantised {
    pub bytes: Vec<u8>,
    pub scales: Vec<f32>,
}

/// One way to multiply a tile: up to `ROWS` rows of `inputs` bytes by one panel.
pub(super) trait Multiply {
    /// Rows it takes at a time, at most `TILE`.
    const ROWS: usize;

    /// # Safety
    ///
    /// The machine must have the instructions of this kernel.
    unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]);
}

/// `output[row] = activation(activations[row] · weights + bias)`, all rows.
#[inline(always)]
pub(super) fn product<M: Multiply>(
    activations: &Quantised,
    weights: &[u8],
    linear: &Linear,
    output: &mut Vec<f32>,
    activation: impl Fn(f32) -> f32,
) {
    let (inputs, outputs) = (linear.inputs, linear.outputs);
    let rows = activations.scales.len();
    assert_eq!(activations.bytes.len(), rows * inputs);
    assert_eq!(weights.len(), inputs * outputs);
    output.resize(rows * outputs, 0.0);
    let mut tile = [[0i32; PANEL]; TILE];
    for (number, panel) in weights.chunks_exact(inputs * PANEL).enumerate() {
        let columns = number * PANEL..(number + 1) * PANEL;
        let sums = &linear.sums[columns.clone()];
        let scales = &linear.scales[columns.clone()];
        let bias = &linear.bias[columns.clone()];
        for (group, bytes) in activations.bytes.chunks(M::ROWS * inputs).enumerate() {
            // SAFETY: `M` is only ever a kernel that `Kernel::available` has found; see `network::run`.
            unsafe { M::tile(bytes, inputs, panel, &mut tile) };
            for (within, sum) in tile.iter().take(bytes.len() / inputs).enumerate() {
                let row = group * M::ROWS + within;
                let scale = activations.scales[row];
                let begin = row * outputs + columns.start;
                let target = &mut output[begin..begin + PANEL];
                for column in 0..PANEL {
                    let integer = sum[column] - OFFSET * sums[column];
                    let sum = integer as f32 * (scale * scales[column]) + bias[column];
                    target[column] = activation(sum);
                }
            }
        }
    }
}

/// Plain Rust.
pub(super) struct Scalar;

impl Multiply for Scalar {
    const ROWS: usize = 4;

    #[inline(always)]
    unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]) {
        for (row, sum) in rows.chunks_exact(inputs).zip(sums) {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(seed: u32, count: usize) -> impl Iterator<Item = u8> {
        (0..count as u32).map(move |n| {
            let mixed = (n ^ seed).wrapping_mul(2_654_435_761);
            (mixed ^ (mixed >> 13)).to_le_bytes()[1]
        })
    }

    fn sums<M: Multiply>(rows: usize, inputs: usize) -> Vec<[i32; PANEL]> {
        let activations: Vec<u8> = numbers(7, rows * inputs).collect();
        let panel: Vec<u8> = numbers(11, PANEL * inputs).collect();
        let mut all = Vec::new();
        for group in activations.chunks(M::ROWS * inputs) {
            let mut sums = [[0; PANEL]; TILE];
            // SAFETY: the callers below ask only for what is available.
            unsafe { M::tile(group, inputs, &panel, &mut sums) };
            all.extend_from_slice(&sums[..group.len() / inputs]);
        }
        all
    }

    #[test]
    fn kernels_give_the_same_integers() {
        for (rows, inputs) in [(1, 4), (2, 96), (3, 256), (4, 1536), (16, 384), (13, 384)] {
            let expected = sums::<Scalar>(rows, inputs);
            assert_ne!(expected[0], [0; PANEL]);
            for kernel in Kernel::available() {
                let sums = match kernel {
                    Kernel::Scalar => sums::<Scalar>(rows, inputs),
                    #[cfg(target_arch = "x86_64")]
                    Kernel::Avx2 => sums::<Avx2>(rows, inputs),
                    #[cfg(target_arch = "x86_64")]
                    Kernel::AvxVnni => sums::<AvxVnni>(rows, inputs),
                    #[cfg(target_arch = "x86_64")]
                    Kernel::Vnni => sums::<Vnni>(rows, inputs),
                    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
                    Kernel::Amx => sums::<Amx>(rows, inputs),
                };
                assert_eq!(sums, expected, "{kernel:?}, {rows} rows, {inputs} inputs");
            }
        }
    }
}
