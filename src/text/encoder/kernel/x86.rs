//! Kernels of AVX2 and AVX-512.

use super::{Multiply, PANEL};
use std::arch::x86_64::*;

/// A kernel and the function that it calls for each number of rows; the last number is the most that its registers hold.
macro_rules! kernel {
    ($(#[$doc:meta])* $name:ident, $function:ident, $($fewer:literal)* => $most:literal) => {
        $(#[$doc])*
        pub(in super::super) struct $name;

        impl Multiply for $name {
            const ROWS: usize = $most;

            #[inline(always)]
            unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]) {
                // SAFETY: the caller vouches for the instructions; the functions check the lengths.
                unsafe {
                    match rows.len() / inputs {
                        $($fewer => $function::<$fewer>(rows, inputs, panel, sums),)*
                        _ => $function::<$most>(rows, inputs, panel, sums),
                    }
                }
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
    Vnni, vnni, 1 2 3 => 4
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
    AvxVnni, avx_vnni, 1 2 => 3
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

kernel! {
    /// AVX2: weights are widened to 16 bits, as the 8-bit product of AVX2 saturates.
    Avx2, avx2, 1 2 3 => 4
}

#[target_feature(enable = "avx2")]
fn avx2<const ROWS: usize>(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]) {
    assert!(rows.len() >= ROWS * inputs && panel.len() >= PANEL * inputs && ROWS <= sums.len());
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
                let bytes = unsafe { four_bytes(rows, row * inputs + 4 * four) };
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
