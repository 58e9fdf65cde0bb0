//! Attention: every piece takes from every other what it needs.

use super::float::{exp, sum};

/// Width of an attention head.
pub(super) const HEAD: usize = 32;

/// `projected` holds queries, keys and values of each piece; what each has gathered goes to `mixed`.
#[inline(always)]
pub(super) fn attend(
    heads: usize,
    length: usize,
    projected: &[f32],
    mixed: &mut Vec<f32>,
    keys: &mut Vec<f32>,
    weights: &mut Vec<f32>,
) {
    const LANES: usize = 16;
    let width = heads * HEAD;
    let padded = length.next_multiple_of(LANES);
    mixed.resize(length * width, 0.0);
    keys.clear();
    keys.resize(HEAD * padded, 0.0);
    weights.clear();
    weights.resize(padded, 0.0);
    let scale = 1.0 / (HEAD as f32).sqrt();
    for head in 0..heads {
        let at = |row: usize, part: usize| row * 3 * width + part * width + head * HEAD;
        for row in 0..length {
            let key = &projected[at(row, 1)..at(row, 1) + HEAD];
            for (dimension, value) in key.iter().enumerate() {
                keys[dimension * padded + row] = *value;
            }
        }
        for row in 0..length {
            let query = &projected[at(row, 0)..at(row, 0) + HEAD];
            for block in 0..padded / LANES {
                let mut lanes = [0.0f32; LANES];
                for (dimension, value) in query.iter().enumerate() {
                    let begin = dimension * padded + block * LANES;
                    let keys = &keys[begin..begin + LANES];
                    for lane in 0..LANES {
                        lanes[lane] += value * keys[lane];
                    }
                }
                weights[block * LANES..(block + 1) * LANES].copy_from_slice(&lanes);
            }
            let mut largest = f32::MIN;
            for weight in &weights[..length] {
                largest = if *weight > largest { *weight } else { largest };
            }
            for weight in weights.iter_mut() {
                *weight = exp((*weight - largest) * scale);
            }
            weights[length..].fill(0.0);
            let inverse = 1.0 / sum(weights);
            let mut lanes = [0.0f32; HEAD];
            for (other, weight) in weights[..length].iter().enumerate() {
                let value = &projected[at(other, 2)..at(other, 2) + HEAD];
                for lane in 0..HEAD {
                    lanes[lane] += weight * value[lane];
                }
            }
            let target = &mut mixed[row * width + head * HEAD..][..HEAD];
            for lane in 0..HEAD {
                target[lane] = lanes[lane] * inverse;
            }
        }
    }
}
