//! The kernel of AVX2, which has no product of 8-bit integers that sums in 32 bits.
//!
//! `maddubs` multiplies 32 pairs of an unsigned and a signed byte, but sums two products in 16 bits, which saturates. What
//! is exact depends on the activations: weights become unsigned, at most 255, so as long as neither the positive nor the
//! negative activations that meet in one sum come to more than 128, it stays within ±32,640. Most activations are small,
//! so mostly the sums of several products fit and only every eighth one has to be widened to 32 bits.
//!
//! Hence runs: for every tile of four rows, groups of four inputs (quads) are gathered into runs of at most eight, such
//! that all sums of a run are exact. A quad whose own sums don't fit is cut in two that do.

use super::{Multiply, Operands, PANEL, Quantised, TILE};
use std::arch::x86_64::*;

/// AVX2: 32 products an instruction, and runs of sums in 16 bits.
pub(crate) struct Avx2;

/// Rows of a tile.
const ROWS: usize = 4;
/// Outputs of a strip of weights.
const COLUMNS: usize = 16;
/// The most quads in a run.
const LONGEST: usize = 8;
/// Runs that are being gathered at a time.
const OPEN: usize = 4;
/// What positive or negative activations of one sum may come to.
const LIMIT: u8 = 128;

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

/// The signed activations of four rows for four inputs, row after row.
#[derive(Clone, Copy)]
struct Quad {
    values: [[u8; 4]; ROWS],
    /// Which inputs: the number of the line in a strip.
    line: u32,
}

/// Activations as the kernel takes them.
#[derive(Default)]
pub(crate) struct Runs {
    /// Lines in a strip; all quads are of lines below.
    lines: usize,
    /// Quads in runs of one, two, three …, of all tiles.
    quads: [Vec<Quad>; LONGEST],
    /// For each tile, where its quads end.
    ends: Vec<[usize; LONGEST]>,
    /// For each tile, where the sums of its rows begin: what the weights have too much, as they are unsigned.
    starts: Vec<[i32; ROWS]>,
}

impl Runs {
    fn push(&mut self, run: &[Quad]) {
        if let Some(length) = run.len().checked_sub(1) {
            self.quads[length].extend_from_slice(run);
        }
    }

    /// The runs of a tile, the short ones first.
    #[inline(always)]
    fn of(&self, tile: usize) -> [(usize, &[Quad]); LONGEST] {
        let begins = tile.checked_sub(1).map_or([0; LONGEST], |n| self.ends[n]);
        let ends = self.ends[tile];
        std::array::from_fn(|n| (n + 1, &self.quads[n][begins[n]..ends[n]]))
    }
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

/// Gathers the activations into runs.
#[target_feature(enable = "avx2")]
fn gather(activations: &mut Quantised, inputs: usize) {
    let Quantised { bytes, runs, .. } = activations;
    assert!(inputs.is_multiple_of(16));
    runs.lines = inputs / 4;
    runs.quads.iter_mut().for_each(Vec::clear);
    runs.ends.clear();
    runs.starts.clear();
    let nothing = [128; 16];
    for rows in bytes.chunks(ROWS * inputs) {
        let mut rows = rows.chunks_exact(inputs);
        let rows: [Option<&[u8]>; ROWS] = std::array::from_fn(|_| rows.next());
        runs.starts.push(rows.map(|row| -128 * row.map_or(0, sum)));
        let mut open = Bins {
            bins: [Bin::new(); OPEN],
            last: 0,
        };
        for block in 0..inputs / 16 {
            let blocks = rows.map(|row| row.map_or(&nothing, |row| &row.as_chunks().0[block]));
            for (within, values) in quads(blocks).into_iter().enumerate() {
                open.add(values, (4 * block + within) as u32, runs);
            }
        }
        for bin in &open.bins {
            runs.push(&bin.run[..bin.length]);
        }
        runs.ends.push(runs.quads.each_ref().map(Vec::len));
    }
}

/// Sum of the signed activations.
fn sum(row: &[u8]) -> i32 {
    row.iter().map(|byte| i32::from(*byte)).sum::<i32>() - 128 * row.len() as i32
}

/// Four quads, from sixteen unsigned activations of each row.
#[target_feature(enable = "avx2")]
fn quads(blocks: [&[u8; 16]; ROWS]) -> [__m128i; 4] {
    let offset = _mm_set1_epi8(-128);
    // SAFETY: sixteen bytes are as long as the register.
    let [a, b, c, d] = blocks
        .map(|block| unsafe { _mm_xor_si128(_mm_loadu_si128(block.as_ptr().cast()), offset) });
    let (ab, cd) = (_mm_unpacklo_epi32(a, b), _mm_unpacklo_epi32(c, d));
    let (ab_high, cd_high) = (_mm_unpackhi_epi32(a, b), _mm_unpackhi_epi32(c, d));
    [
        _mm_unpacklo_epi64(ab, cd),
        _mm_unpackhi_epi64(ab, cd),
        _mm_unpacklo_epi64(ab_high, cd_high),
        _mm_unpackhi_epi64(ab_high, cd_high),
    ]
}

/// A run that is being gathered.
#[derive(Clone, Copy)]
struct Bin {
    run: [Quad; LONGEST],
    length: usize,
    /// For each row and each pair of inputs, what the positive and what the negative activations come to, plus `BIAS`.
    sums: __m128i,
}

/// Makes sums above the limit the greatest byte there is, which additions don't leave.
const BIAS: u8 = u8::MAX - 1 - LIMIT;

impl Bin {
    #[target_feature(enable = "avx2")]
    fn new() -> Bin {
        let nothing = Quad {
            values: [[0; 4]; ROWS],
            line: 0,
        };
        Bin {
            run: [nothing; LONGEST],
            length: 0,
            sums: _mm_set1_epi8(BIAS.cast_signed()),
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn fits(&self, sums: __m128i) -> bool {
        let over = _mm_cmpeq_epi8(_mm_adds_epu8(self.sums, sums), _mm_set1_epi8(-1));
        _mm_movemask_epi8(over) == 0
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn close(&mut self, runs: &mut Runs) {
        runs.push(&self.run[..self.length]);
        self.length = 0;
        self.sums = _mm_set1_epi8(BIAS.cast_signed());
    }
}

/// Runs that are being gathered.
struct Bins {
    bins: [Bin; OPEN],
    /// The one that was added to last.
    last: usize,
}

impl Bins {
    /// Adds a quad, in two parts where its own sums are too large.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn add(&mut self, values: __m128i, line: u32, runs: &mut Runs) {
        let sums = magnitudes(values);
        let limit = _mm_set1_epi8(LIMIT.cast_signed());
        let within = _mm_cmpeq_epi8(_mm_max_epu8(sums, limit), limit);
        if _mm_movemask_epi8(within) == 0xffff {
            self.put(values, sums, line, runs);
            return;
        }
        // No pair of values between -64 and 64 comes to more than 128.
        let most = _mm_min_epi8(values, _mm_set1_epi8(64));
        let most = _mm_max_epi8(most, _mm_set1_epi8(-64));
        for part in [most, _mm_sub_epi8(values, most)] {
            self.put(part, magnitudes(part), line, runs);
        }
    }

    /// Adds a quad to a run that it fits, otherwise to a new one in place of the longest.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn put(&mut self, values: __m128i, sums: __m128i, line: u32, runs: &mut Runs) {
        if !self.bins[self.last].fits(sums) {
            self.last = self.other(sums, runs);
        }
        let bin = &mut self.bins[self.last];
        let quad = &mut bin.run[bin.length];
        quad.line = line;
        // SAFETY: four times four bytes are as long as the register.
        unsafe { _mm_storeu_si128(quad.values.as_mut_ptr().cast(), values) };
        bin.sums = _mm_adds_epu8(bin.sums, sums);
        bin.length += 1;
        if bin.length == LONGEST {
            bin.close(runs);
        }
    }

    /// The first that has room for these sums; if there is none, the longest, which is emptied.
    #[target_feature(enable = "avx2")]
    fn other(&mut self, sums: __m128i, runs: &mut Runs) -> usize {
        let mut longest = 0;
        for (number, bin) in self.bins.iter().enumerate() {
            if bin.fits(sums) {
                return number;
            }
            if bin.length > self.bins[longest].length {
                longest = number;
            }
        }
        self.bins[longest].close(runs);
        longest
    }
}

/// Sums of the positive and of the negative values of each pair.
#[inline]
#[target_feature(enable = "avx2")]
fn magnitudes(values: __m128i) -> __m128i {
    let ones = _mm_set1_epi8(1);
    let positive = _mm_max_epi8(values, _mm_setzero_si128());
    let negative = _mm_sub_epi8(positive, values);
    let (positive, negative) = (
        _mm_maddubs_epi16(positive, ones),
        _mm_maddubs_epi16(negative, ones),
    );
    _mm_packus_epi16(positive, negative)
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
    debug_assert!((quad.line as usize) < lines.len());
    // SAFETY: the caller vouches for it.
    let Line(bytes) = unsafe { lines.get_unchecked(quad.line as usize) };
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
