//! Attention: every piece takes from every other what it needs.

use super::float::{exp, largest, sum};

/// Width of an attention head.
pub(super) const HEAD: usize = 32;
const LANES: usize = 16;
/// Pieces that look around at a time: sums of one piece have to wait for each other, those of several don't.
const ROWS: usize = 4;

/// Room for the work.
#[derive(Default)]
pub(super) struct Room {
    /// Keys of a head, a row a dimension.
    keys: Vec<f32>,
    /// How much each of `ROWS` pieces takes from each other one.
    weights: [Vec<f32>; ROWS],
}

/// `projected` holds queries, keys and values of each piece of a sentence; what each has gathered goes to `mixed`.
#[inline(always)]
pub(super) fn attend(heads: usize, projected: &[f32], mixed: &mut [f32], room: &mut Room) {
    let width = heads * HEAD;
    let length = mixed.len() / width;
    let padded = length.next_multiple_of(LANES);
    room.keys.clear();
    room.keys.resize(HEAD * padded, 0.0);
    for weights in &mut room.weights {
        weights.clear();
        weights.resize(padded, 0.0);
    }
    for head in 0..heads {
        let part = |row: usize, part: usize| {
            let begin = row * 3 * width + part * width + head * HEAD;
            &projected[begin..].as_chunks::<HEAD>().0[0]
        };
        for row in 0..length {
            for (dimension, value) in part(row, 1).iter().enumerate() {
                room.keys[dimension * padded + row] = *value;
            }
        }
        for first in (0..length).step_by(ROWS) {
            // At the end some rows are done twice.
            let rows: [usize; ROWS] = std::array::from_fn(|n| (first + n).min(length - 1));
            let gathered = rows_of(rows, length, padded, part, room);
            for (row, gathered) in rows.iter().zip(gathered) {
                mixed[row * width + head * HEAD..][..HEAD].copy_from_slice(&gathered);
            }
        }
    }
}

/// Adds `weight` times the values. A loop of known length over arrays, which the compiler turns into a few instructions.
#[inline(always)]
fn add<const N: usize>(sums: &mut [f32; N], weight: f32, values: &[f32; N]) {
    for lane in 0..N {
        sums[lane] += weight * values[lane];
    }
}

/// What some pieces gather in one head.
#[inline(always)]
fn rows_of<'p>(
    rows: [usize; ROWS],
    length: usize,
    padded: usize,
    part: impl Fn(usize, usize) -> &'p [f32; HEAD],
    room: &mut Room,
) -> [[f32; HEAD]; ROWS] {
    let scale = 1.0 / (HEAD as f32).sqrt();
    let [q, r, s, t] = rows.map(|row| part(row, 0));
    for block in 0..padded / LANES {
        // One array for each piece, not an array of arrays: so they stay in registers.
        let (mut a, mut b) = ([0.0; LANES], [0.0; LANES]);
        let (mut c, mut d) = ([0.0; LANES], [0.0; LANES]);
        for dimension in 0..HEAD {
            let (keys, _) = room.keys[dimension * padded + block * LANES..].as_chunks();
            add(&mut a, q[dimension], &keys[0]);
            add(&mut b, r[dimension], &keys[0]);
            add(&mut c, s[dimension], &keys[0]);
            add(&mut d, t[dimension], &keys[0]);
        }
        for (weights, lanes) in room.weights.iter_mut().zip([a, b, c, d]) {
            weights[block * LANES..][..LANES].copy_from_slice(&lanes);
        }
    }
    let mut inverse = [0.0; ROWS];
    for (weights, inverse) in room.weights.iter_mut().zip(&mut inverse) {
        weights[length..].fill(f32::MIN);
        let largest = largest(weights);
        for weight in weights.iter_mut() {
            *weight = exp((*weight - largest) * scale);
        }
        weights[length..].fill(0.0);
        *inverse = 1.0 / sum(weights);
    }
    let (mut a, mut b) = ([0.0; HEAD], [0.0; HEAD]);
    let (mut c, mut d) = ([0.0; HEAD], [0.0; HEAD]);
    let [wa, wb, wc, wd] = room.weights.each_ref().map(|weights| &weights[..length]);
    for other in 0..length {
        let value = part(other, 2);
        add(&mut a, wa[other], value);
        add(&mut b, wb[other], value);
        add(&mut c, wc[other], value);
        add(&mut d, wd[other], value);
    }
    let mut gathered = [a, b, c, d];
    for (gathered, inverse) in gathered.iter_mut().zip(inverse) {
        for value in gathered {
            *value *= inverse;
        }
    }
    gathered
}
