//! Attention: every piece takes from every other what it needs.

use crate::float::{exp, largest, sum};
use crate::kernel::Multiply;

/// Width of an attention head.
pub(crate) const HEAD: usize = 32;
const LANES: usize = 16;
/// Pieces that look around at a time: sums of one piece have to wait for each other, those of several don't.
const ROWS: usize = 4;

/// Room for the work.
#[derive(Default)]
pub(crate) struct Room {
    /// Keys of a head in blocks of sixteen pieces, which have a row a dimension.
    keys: Vec<[[f32; LANES]; HEAD]>,
    /// Values of a head, side by side: so they are found fast in a long text.
    values: Vec<[f32; HEAD]>,
    /// How much each of `ROWS` pieces takes from each other one.
    weights: [Vec<f32>; ROWS],
}

/// `projected` holds queries, keys and values of each piece of a sentence; what each has gathered goes to `mixed`.
#[inline(always)]
pub(crate) fn attend<M: Multiply>(
    heads: usize,
    projected: &[f32],
    mixed: &mut [f32],
    room: &mut Room,
) {
    let width = heads * HEAD;
    let length = mixed.len() / width;
    let padded = length.next_multiple_of(LANES);
    room.keys.clear();
    room.keys.resize(padded / LANES, [[0.0; LANES]; HEAD]);
    for weights in &mut room.weights {
        weights.clear();
        weights.resize(padded, 0.0);
    }
    for head in 0..heads {
        let part = |row: usize, part: usize| {
            let begin = row * 3 * width + part * width + head * HEAD;
            &projected[begin..].as_chunks::<HEAD>().0[0]
        };
        room.values.clear();
        room.values.extend((0..length).map(|row| *part(row, 2)));
        // At the end some rows are done twice.
        let groups = (0..length).step_by(ROWS);
        let groups = groups.map(|first| std::array::from_fn(|n| (first + n).min(length - 1)));
        for (number, rows) in groups.clone().enumerate() {
            let keys: [_; ROWS] = rows.map(|row| part(row, 1));
            let (block, at) = (number * ROWS / LANES, number * ROWS % LANES);
            for (dimension, target) in room.keys[block].iter_mut().enumerate() {
                target[at..at + ROWS].copy_from_slice(&keys.map(|key| key[dimension]));
            }
        }
        for rows in groups {
            let queries = rows.map(|row| part(row, 0));
            let gathered = rows_of::<M>(queries, room);
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

/// What pieces gather of the `number`th `N` dimensions of the values.
#[inline(always)]
fn take<const N: usize>(
    [wa, wb, wc, wd]: [&[f32]; ROWS],
    values: &[[f32; HEAD]],
    number: usize,
    gathered: &mut [[f32; HEAD]; ROWS],
) {
    let (mut a, mut b, mut c, mut d) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
    for (other, values) in values.iter().enumerate() {
        let values = &values.as_chunks().0[number];
        add(&mut a, wa[other], values);
        add(&mut b, wb[other], values);
        add(&mut c, wc[other], values);
        add(&mut d, wd[other], values);
    }
    for (gathered, part) in gathered.iter_mut().zip([a, b, c, d]) {
        gathered.as_chunks_mut().0[number] = part;
    }
}

/// What some pieces gather in one head.
#[inline(always)]
fn rows_of<M: Multiply>(queries: [&[f32; HEAD]; ROWS], room: &mut Room) -> [[f32; HEAD]; ROWS] {
    let scale = 1.0 / (HEAD as f32).sqrt();
    let [q, r, s, t] = queries;
    let length = room.values.len();
    for (block, keys) in room.keys.iter().enumerate() {
        // One array for each piece, not an array of arrays: so they stay in registers.
        let (mut a, mut b) = ([0.0; LANES], [0.0; LANES]);
        let (mut c, mut d) = ([0.0; LANES], [0.0; LANES]);
        for (dimension, keys) in keys.iter().enumerate() {
            add(&mut a, q[dimension], keys);
            add(&mut b, r[dimension], keys);
            add(&mut c, s[dimension], keys);
            add(&mut d, t[dimension], keys);
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
    let weights = room.weights.each_ref().map(|weights| &weights[..length]);
    let mut gathered = [[0.0; HEAD]; ROWS];
    if M::REGISTERS < 32 {
        take::<{ HEAD / 2 }>(weights, &room.values, 0, &mut gathered);
        take::<{ HEAD / 2 }>(weights, &room.values, 1, &mut gathered);
    } else {
        take::<HEAD>(weights, &room.values, 0, &mut gathered);
    }
    for (gathered, inverse) in gathered.iter_mut().zip(inverse) {
        for value in gathered {
            *value *= inverse;
        }
    }
    gathered
}
