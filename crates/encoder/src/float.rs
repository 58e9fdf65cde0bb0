//! Floating point between the integer products.
//!
//! Only additions, multiplications, divisions, square roots, comparisons, in an order that is written out: the compiler
//! may use wider registers, but can't change a bit. Hence no `mul_add`, no `exp` of the standard library, and sums in
//! sixteen lanes.

use crate::kernel::Quantised;

/// Lanes of a sum. Lengths of vectors are multiples of it.
pub(crate) const LANES: usize = 16;

/// 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits.
const MAGIC: f32 = 12_582_912.0;

#[inline(always)]
fn rounded(x: f32) -> i32 {
    (x + MAGIC).to_bits().cast_signed() - MAGIC.to_bits().cast_signed()
}

/// eˣ, to about seven digits.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let whole = shifted - MAGIC;
    // ln 2 in two parts, so that the remainder is exact.
    let rest = (x - whole * 0.693_359_4) - whole * -2.121_944_4e-4;
    let mut p = 1.987_569_2e-4;
    p = p * rest + 1.398_2e-3;
    p = p * rest + 8.333_452e-3;
    p = p * rest + 4.166_579_6e-2;
    p = p * rest + 1.666_666_5e-1;
    p = p * rest + 0.5;
    p = p * (rest * rest) + rest + 1.0;
    let power = shifted.to_bits().cast_signed() - MAGIC.to_bits().cast_signed() + 127;
    p * f32::from_bits((power << 23).cast_unsigned())
}

/// The tanh form of GELU.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let inner = 1.595_769_2 * (x + 0.044_715 * (x * x * x));
    x / (1.0 + exp(-inner))
}

/// Sum of the lanes.
#[inline(always)]
pub(crate) fn fold(lanes: [f32; LANES]) -> f32 {
    let mut lanes = lanes;
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// Sum of the values.
#[inline(always)]
pub(crate) fn sum(values: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    debug_assert!(rest.is_empty());
    for block in blocks {
        for lane in 0..LANES {
            lanes[lane] += block[lane];
        }
    }
    fold(lanes)
}

/// Sum of the products.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (a, _) = a.as_chunks::<LANES>();
    let (b, _) = b.as_chunks::<LANES>();
    for (a, b) in a.iter().zip(b) {
        add_products(&mut lanes, a, b);
    }
    fold(lanes)
}

/// Adds the products of a block to the lanes of a sum.
#[inline(always)]
pub(crate) fn add_products(lanes: &mut [f32; LANES], a: &[f32; LANES], b: &[f32; LANES]) {
    for lane in 0..LANES {
        lanes[lane] += a[lane] * b[lane];
    }
}

/// The greatest value.
#[inline(always)]
pub(crate) fn largest(values: &[f32]) -> f32 {
    greatest(values, f32::MIN, |value| value)
}

/// The greatest distance from zero.
#[inline(always)]
fn amplitude(values: &[f32]) -> f32 {
    greatest(values, 0.0, f32::abs)
}

/// The greatest of `of` over the values, at least `least`.
#[inline(always)]
fn greatest(values: &[f32], least: f32, of: impl Fn(f32) -> f32) -> f32 {
    let greater = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [least; LANES];
    let (blocks, _) = values.as_chunks::<LANES>();
    for block in blocks {
        for lane in 0..LANES {
            lanes[lane] = greater(lanes[lane], of(block[lane]));
        }
    }
    lanes.into_iter().fold(least, greater)
}

/// Adds `more` to the row and normalises it.
#[inline(always)]
pub(crate) fn add_and_normalise(row: &mut [f32], more: &[f32], weight: &[f32], bias: &[f32]) {
    for (value, more) in row.iter_mut().zip(more) {
        *value += more;
    }
    let width = row.len() as f32;
    let mean = sum(row) / width;
    for value in row.iter_mut() {
        *value -= mean;
    }
    let inverse = 1.0 / (dot(row, row) / width + 1e-12).sqrt();
    for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
        *value = *value * inverse * weight + bias;
    }
}

impl Quantised {
    /// Forgets the rows.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.scales.clear();
    }

    /// Takes these rows instead of those it has.
    #[inline(always)]
    pub(crate) fn set(&mut self, rows: &[f32], width: usize) {
        self.clear();
        for row in rows.chunks_exact(width) {
            self.push(row);
        }
    }

    /// Appends a row: the largest value becomes 127, zero becomes 128 when the offset is added.
    #[inline(always)]
    pub(crate) fn push(&mut self, row: &[f32]) {
        let largest = amplitude(row);
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        self.scales.push(largest / 127.0);
        let begin = self.bytes.len();
        self.bytes.resize(begin + row.len(), 0);
        for (byte, value) in self.bytes[begin..].iter_mut().zip(row) {
            *byte = (rounded(value * inverse) + 128) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for n in -80..=80 {
            let x = n as f32 * 1.07;
            let (ours, theirs) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours / theirs - 1.0).abs() < 1e-6, "{x}: {ours} {theirs}");
        }
        assert_eq!(exp(0.0), 1.0);
    }

    #[test]
    fn gelu_is_close() {
        let expected = [0.0, -0.158_808, 0.0, 0.841_192, 6.0];
        for (value, expected) in [-6.0, -1.0, 0.0, 1.0, 6.0].map(gelu).iter().zip(expected) {
            assert!((value - expected).abs() < 1e-5, "{value} {expected}");
        }
    }

    #[test]
    fn the_largest_value_takes_the_whole_range() {
        let mut row = [0.0; 16];
        (row[0], row[1], row[2]) = (-2.0, 1.0, 2.0);
        let mut quantised = Quantised::default();
        quantised.push(&row);
        assert_eq!(quantised.bytes[..4], [1, 192, 255, 128]);
    }
}
