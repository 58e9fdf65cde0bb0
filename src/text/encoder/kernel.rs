//! Integer matrix products: int8 weights by unsigned 8-bit activations, summed in 32 bits.
//!
//! Every kernel gives the same integers, and what is done to them in floating point afterwards is the same code, so a
//! text reads the same on every machine. Weights lie in panels of 64 outputs; within a panel the weights of four
//! neighbouring inputs lie together, output after output, then the next four inputs.

use super::model::Linear;

/// Outputs in a panel.
pub(super) const PANEL: usize = 64;
/// Rows that are multiplied at a time.
const TILE: usize = 4;
/// What makes activations unsigned.
const OFFSET: i32 = 128;

/// The instructions that are used, chosen when the model is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kernel {
    Scalar,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Vnni,
}

impl Kernel {
    /// Every kernel that this machine can run, the fastest first.
    pub(super) fn available() -> Vec<Kernel> {
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

/// One way to multiply a tile: up to four rows of `inputs` bytes by one panel.
pub(super) trait Multiply {
    /// # Safety
    ///
    /// The machine must have the instructions of this kernel.
    unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]; TILE]);
}

/// `output[row] = activations[row] · weights + bias`, all rows.
#[inline(always)]
pub(super) fn product<M: Multiply>(
    activations: &Quantised,
    weights: &[u8],
    linear: &Linear,
    output: &mut Vec<f32>,
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
        for (group, bytes) in activations.bytes.chunks(TILE * inputs).enumerate() {
            // SAFETY: `M` is only ever a kernel that `Kernel::available` has found; see `network::run`.
            unsafe { M::tile(bytes, inputs, panel, &mut tile) };
            for (within, sum) in tile.iter().take(bytes.len() / inputs).enumerate() {
                let row = group * TILE + within;
                let scale = activations.scales[row];
                let begin = row * outputs + columns.start;
                let target = &mut output[begin..begin + PANEL];
                for column in 0..PANEL {
                    let integer = sum[column] - OFFSET * sums[column];
                    target[column] = integer as f32 * (scale * scales[column]) + bias[column];
                }
            }
        }
    }
}

/// Plain Rust.
pub(super) struct Scalar;

impl Multiply for Scalar {
    #[inline(always)]
    unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]; TILE]) {
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

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Vnni};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Multiply, PANEL, TILE};
    use std::arch::x86_64::*;

    /// AVX-512 with VNNI: 64 products an instruction.
    pub(in super::super) struct Vnni;

    impl Multiply for Vnni {
        #[inline(always)]
        unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]; TILE]) {
            // SAFETY: the caller vouches for the instructions; the functions check the lengths.
            unsafe {
                match rows.len() / inputs {
                    1 => vnni::<1>(rows, inputs, panel, sums),
                    2 => vnni::<2>(rows, inputs, panel, sums),
                    3 => vnni::<3>(rows, inputs, panel, sums),
                    _ => vnni::<4>(rows, inputs, panel, sums),
                }
            }
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn vnni<const ROWS: usize>(
        rows: &[u8],
        inputs: usize,
        panel: &[u8],
        sums: &mut [[i32; PANEL]; TILE],
    ) {
        assert!(rows.len() >= ROWS * inputs && panel.len() >= PANEL * inputs && ROWS <= TILE);
        let mut totals = [[_mm512_setzero_si512(); 4]; ROWS];
        for four in 0..inputs / 4 {
            // SAFETY: four blocks of 64 bytes from 256 · four lie within the 64 · inputs bytes of the panel.
            let weights: [__m512i; 4] = std::array::from_fn(|block| unsafe {
                _mm512_loadu_si512(panel.as_ptr().add(4 * PANEL * four + 64 * block).cast())
            });
            for (row, totals) in totals.iter_mut().enumerate() {
                // SAFETY: four bytes from row · inputs + 4 · four lie within the row, as inputs / 4 is rounded down.
                let bytes = unsafe {
                    rows.as_ptr()
                        .add(row * inputs + 4 * four)
                        .cast::<i32>()
                        .read_unaligned()
                };
                let bytes = _mm512_set1_epi32(bytes);
                for (total, weight) in totals.iter_mut().zip(weights) {
                    *total = _mm512_dpbusd_epi32(*total, bytes, weight);
                }
            }
        }
        for (totals, sums) in totals.iter().zip(sums) {
            for (total, sums) in totals.iter().zip(sums.as_chunks_mut::<16>().0) {
                // SAFETY: sixteen 32-bit integers are as long as the register.
                unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), *total) };
            }
        }
    }

    /// AVX2: weights are widened to 16 bits, as the 8-bit product of AVX2 saturates.
    pub(in super::super) struct Avx2;

    impl Multiply for Avx2 {
        #[inline(always)]
        unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]; TILE]) {
            // SAFETY: the caller vouches for the instructions; the functions check the lengths.
            unsafe {
                match rows.len() / inputs {
                    1 => avx2::<1>(rows, inputs, panel, sums),
                    2 => avx2::<2>(rows, inputs, panel, sums),
                    3 => avx2::<3>(rows, inputs, panel, sums),
                    _ => avx2::<4>(rows, inputs, panel, sums),
                }
            }
        }
    }

    #[target_feature(enable = "avx2")]
    fn avx2<const ROWS: usize>(
        rows: &[u8],
        inputs: usize,
        panel: &[u8],
        sums: &mut [[i32; PANEL]; TILE],
    ) {
        assert!(rows.len() >= ROWS * inputs && panel.len() >= PANEL * inputs && ROWS <= TILE);
        for block in 0..PANEL / 8 {
            let mut totals = [[_mm256_setzero_si256(); 2]; ROWS];
            for four in 0..inputs / 4 {
                // SAFETY: 32 bytes from 256 · four + 32 · block lie within the 64 · inputs bytes of the panel.
                let weights: [__m256i; 2] = std::array::from_fn(|half| unsafe {
                    let at = 4 * PANEL * four + 32 * block + 16 * half;
                    _mm256_cvtepi8_epi16(_mm_loadu_si128(panel.as_ptr().add(at).cast()))
                });
                for (row, totals) in totals.iter_mut().enumerate() {
                    // SAFETY: four bytes from row · inputs + 4 · four lie within the row.
                    let bytes = unsafe {
                        rows.as_ptr()
                            .add(row * inputs + 4 * four)
                            .cast::<i32>()
                            .read_unaligned()
                    };
                    let wide = _mm256_cvtepu8_epi16(_mm_set1_epi32(bytes));
                    for (total, weight) in totals.iter_mut().zip(weights) {
                        *total = _mm256_add_epi32(*total, _mm256_madd_epi16(wide, weight));
                    }
                }
            }
            for (totals, sums) in totals.iter().zip(sums.iter_mut()) {
                // Neighbouring pairs are added within each half of the registers: columns 0 1 4 5 2 3 6 7.
                let pairs = _mm256_hadd_epi32(totals[0], totals[1]);
                let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(pairs);
                let target = &mut sums[8 * block..8 * block + 8];
                // SAFETY: eight 32-bit integers are as long as the register.
                unsafe { _mm256_storeu_si256(target.as_mut_ptr().cast(), ordered) };
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

    fn tile<M: Multiply>(rows: usize, inputs: usize) -> [[i32; PANEL]; TILE] {
        let mut sums = [[0; PANEL]; TILE];
        let activations: Vec<u8> = numbers(7, rows * inputs).collect();
        let panel: Vec<u8> = numbers(11, PANEL * inputs).collect();
        // SAFETY: the callers below ask only for what is available.
        unsafe { M::tile(&activations, inputs, &panel, &mut sums) };
        sums
    }

    #[test]
    fn kernels_give_the_same_integers() {
        for (rows, inputs) in [(1, 4), (2, 96), (3, 256), (4, 1536)] {
            let expected = tile::<Scalar>(rows, inputs);
            assert_ne!(expected[0], [0; PANEL]);
            for kernel in Kernel::available() {
                let sums = match kernel {
                    Kernel::Scalar => tile::<Scalar>(rows, inputs),
                    #[cfg(target_arch = "x86_64")]
                    Kernel::Avx2 => tile::<Avx2>(rows, inputs),
                    #[cfg(target_arch = "x86_64")]
                    Kernel::Vnni => tile::<Vnni>(rows, inputs),
                };
                assert_eq!(sums, expected, "{kernel:?}, {rows} rows, {inputs} inputs");
            }
        }
    }
}
