//! Kernels with products of 8-bit integers that sum in 32 bits: AVX-512 with VNNI, and AVX-VNNI.

use super::{Multiply, Operands, PANEL, TILE};
use std::arch::x86_64::*;

/// A kernel and the function that it calls for each number of rows; the last number is the most that its registers hold.
macro_rules! kernel {
    ($(#[$doc:meta])* $name:ident, $registers:literal, $function:ident, $($fewer:literal)* => $most:literal) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Multiply for $name {
            const ROWS: usize = $most;
            const REGISTERS: usize = $registers;

            #[inline(always)]
            unsafe fn tile(operands: &Operands, at: (usize, usize), sums: &mut [[i32; PANEL]; TILE]) {
                let (rows, panel, inputs) = operands.rows_and_panel::<Self>(at);
                // SAFETY: the caller vouches for the instructions; the functions check the lengths.
                unsafe {
                    match rows.len() / inputs {
                        $($fewer => $function::<$fewer>(rows, inputs, panel, sums),)*
                        _ => $function::<$most>(rows, inputs, panel, sums),
                    }
                }
                operands.take_offset(at.1, &mut sums[..rows.len() / inputs]);
            }
        }
    };
}

/// Four bytes as the lane of a register.
///
/// # Safety
/// They lie within the rows.
#[inline(always)]
unsafe fn four_bytes(rows: &[u8], at: usize) -> i32 {
    // SAFETY: the caller vouches for it.
    unsafe { rows.as_ptr().add(at).cast::<i32>().read_unaligned() }
}

kernel! {
    /// AVX-512 with VNNI: 64 products an instruction.
    Vnni, 32, vnni, 1 2 3 => 4
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn vnni<const ROWS: usize>(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]) {
    assert!(rows.len() >= ROWS * inputs && panel.len() >= PANEL * inputs && ROWS <= sums.len());
    let mut totals = [[_mm512_setzero_si512(); 4]; ROWS];
    for four in 0..inputs / 4 {
        // SAFETY: four blocks of 64 bytes from 256 · four lie within the 64 · inputs bytes of the panel.
        let weights: [__m512i; 4] = std::array::from_fn(|block| unsafe {
            _mm512_loadu_si512(panel.as_ptr().add(4 * PANEL * four + 64 * block).cast())
        });
        for (row, totals) in totals.iter_mut().enumerate() {
            // SAFETY: four bytes from row · inputs + 4 · four lie within the row, as inputs / 4 is rounded down.
            let bytes = unsafe { four_bytes(rows, row * inputs + 4 * four) };
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

kernel! {
    /// AVX-VNNI, as in newer laptops: 32 products an instruction.
    AvxVnni, 16, avx_vnni, 1 2 => 3
}

#[target_feature(enable = "avx2,avxvnni")]
fn avx_vnni<const ROWS: usize>(
    rows: &[u8],
    inputs: usize,
    panel: &[u8],
    sums: &mut [[i32; PANEL]],
) {
    assert!(rows.len() >= ROWS * inputs && panel.len() >= PANEL * inputs && ROWS <= sums.len());
    for half in 0..2 {
        let mut totals = [[_mm256_setzero_si256(); 4]; ROWS];
        for four in 0..inputs / 4 {
            // SAFETY: four blocks of 32 bytes from 256 · four + 128 · half lie within the 64 · inputs bytes of the panel.
            let weights: [__m256i; 4] = std::array::from_fn(|block| unsafe {
                let at = 4 * PANEL * four + 128 * half + 32 * block;
                _mm256_loadu_si256(panel.as_ptr().add(at).cast())
            });
            for (row, totals) in totals.iter_mut().enumerate() {
                // SAFETY: four bytes from row · inputs + 4 · four lie within the row.
                let bytes = unsafe { four_bytes(rows, row * inputs + 4 * four) };
                let bytes = _mm256_set1_epi32(bytes);
                for (total, weight) in totals.iter_mut().zip(weights) {
                    *total = _mm256_dpbusd_avx_epi32(*total, bytes, weight);
                }
            }
        }
        for (totals, sums) in totals.iter().zip(sums.iter_mut()) {
            let sums = &mut sums[32 * half..32 * (half + 1)];
            for (total, sums) in totals.iter().zip(sums.as_chunks_mut::<8>().0) {
                // SAFETY: eight 32-bit integers are as long as the register.
                unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), *total) };
            }
        }
    }
}
