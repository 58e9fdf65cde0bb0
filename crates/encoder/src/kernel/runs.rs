//! Activations as the kernel of AVX2 takes them: gathered into runs.

use super::Quantised;
use super::avx2::Line;
use std::arch::x86_64::*;

/// Rows of a tile.
pub(super) const ROWS: usize = 4;
/// The most quads in a run.
const LONGEST: usize = 8;
/// Runs that are being gathered at a time.
const OPEN: usize = 4;
/// What positive or negative activations of one sum may come to.
const LIMIT: u8 = 128;

/// The signed activations of four rows for four inputs, row after row.
#[derive(Clone, Copy)]
pub(super) struct Quad {
    pub values: [[u8; 4]; ROWS],
    /// Which inputs: where their line begins in a strip, in bytes.
    pub offset: u32,
}

/// Activations as the kernel takes them.
#[derive(Default)]
pub(super) struct Runs {
    /// Lines in a strip; all quads are of lines below.
    pub lines: usize,
    /// Quads in runs of one, two, three …, of all tiles.
    quads: [Vec<Quad>; LONGEST],
    /// For each tile, where its quads end.
    ends: Vec<[usize; LONGEST]>,
    /// For each tile, where the sums of its rows begin: what the weights have too much, as they are unsigned.
    pub starts: Vec<[i32; ROWS]>,
}

impl Runs {
    fn push(&mut self, run: &[Quad]) {
        if let Some(length) = run.len().checked_sub(1) {
            self.quads[length].extend_from_slice(run);
        }
    }

    /// The runs of a tile, the short ones first.
    #[inline(always)]
    pub fn of(&self, tile: usize) -> [(usize, &[Quad]); LONGEST] {
        let begins = tile.checked_sub(1).map_or([0; LONGEST], |n| self.ends[n]);
        let ends = self.ends[tile];
        std::array::from_fn(|n| (n + 1, &self.quads[n][begins[n]..ends[n]]))
    }
}

/// Gathers the activations into runs.
#[target_feature(enable = "avx2")]
pub(super) fn gather(activations: &mut Quantised, inputs: usize) {
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
            open.add_all(quads(blocks), 4 * block as u32, runs);
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
            offset: 0,
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

    /// Adds a quad that fits.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn put(&mut self, values: __m128i, sums: __m128i, line: u32) {
        let quad = &mut self.run[self.length];
        quad.offset = line * size_of::<Line>() as u32;
        // SAFETY: four times four bytes are as long as the register.
        unsafe { _mm_storeu_si128(quad.values.as_mut_ptr().cast(), values) };
        self.sums = _mm_adds_epu8(self.sums, sums);
        self.length += 1;
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
    /// Adds four quads, of lines from `line` on.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn add_all(&mut self, quads: [__m128i; 4], line: u32, runs: &mut Runs) {
        let [a, b, c, d] = quads;
        let sums = [magnitudes(a), magnitudes(b), magnitudes(c), magnitudes(d)];
        let [a, b, c, d] = sums;
        let together = _mm_adds_epu8(_mm_adds_epu8(a, b), _mm_adds_epu8(c, d));
        let bin = &mut self.bins[self.last];
        if bin.length + 4 > LONGEST || !bin.fits(together) {
            for (line, (quad, sums)) in (line..).zip(quads.into_iter().zip(sums)) {
                self.add(quad, sums, line, runs);
            }
            return;
        }
        for (line, (quad, sums)) in (line..).zip(quads.into_iter().zip(sums)) {
            bin.put(quad, sums, line);
        }
        if bin.length == LONGEST {
            bin.close(runs);
        }
    }

    /// Adds a quad, in two parts where its own sums are too large.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn add(&mut self, values: __m128i, sums: __m128i, line: u32, runs: &mut Runs) {
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
        bin.put(values, sums, line);
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
