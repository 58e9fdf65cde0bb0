//! Links: what each word of a window is to an anchor.

use super::window::{RELATIONS, Window};
use crate::float::dot;
use crate::heads::leaky;
use crate::weights::{File, ModelError, Table};

/// Borders between the distances that are told apart.
const DISTANCES: [i32; 15] = [-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64];

/// A hidden layer over a word, an anchor, their distance and their way in the tree, and the scores of some labels.
pub(super) struct Scorer {
    pub width: usize,
    distance: Vec<f32>,
    way: Table,
    out: Vec<f32>,
    bias: Vec<f32>,
    /// Where its projections of words and anchors begin among those of all scorers.
    word: usize,
    anchor: usize,
}

impl Scorer {
    /// `number`: of the scorer among all.
    pub(super) fn load(
        file: &File,
        name: &str,
        (number, width): (usize, usize),
        labels: usize,
    ) -> Result<Scorer, ModelError> {
        Ok(Scorer {
            width,
            distance: file.floats(&format!("{name}.distance"), &[DISTANCES.len() + 1, width])?,
            way: file.table(&format!("{name}.way"), RELATIONS * RELATIONS + 1, width)?,
            out: file.floats(&format!("{name}.out.weight"), &[labels, width])?,
            bias: file.floats(&format!("{name}.out.bias"), &[labels])?,
            word: 2 * number * width,
            anchor: (2 * number + 1) * width,
        })
    }

    /// Labels it tells apart.
    pub(super) fn labels(&self) -> usize {
        self.bias.len()
    }

    /// Scores of the labels for some words, a row a word. `projections` has a row of `stride` values for each word of the
    /// window.
    #[inline(always)]
    pub(super) fn run(
        &self,
        bytes: &[u8],
        window: &Window,
        (projections, stride): (&[f32], usize),
        anchor: usize,
        words: impl Iterator<Item = usize>,
        scores: &mut Vec<f32>,
    ) {
        scores.clear();
        let chain = window.chain(anchor);
        let mut hidden = vec![0.0; self.width];
        let mine = &projections[anchor * stride + self.anchor..][..self.width];
        for word in words {
            let distance = word as i32 - anchor as i32;
            let bucket = DISTANCES
                .iter()
                .filter(|border| distance >= **border)
                .count();
            let way = window.way(word, &chain).unwrap_or(RELATIONS * RELATIONS);
            let theirs = &projections[word * stride + self.word..][..self.width];
            let far = &self.distance[bucket * self.width..][..self.width];
            for (((value, a), b), c) in hidden.iter_mut().zip(mine).zip(theirs).zip(far) {
                *value = a + b + c;
            }
            self.way.add(bytes, way, &mut hidden);
            hidden.iter_mut().for_each(|value| *value = leaky(*value));
            let rows = self.out.chunks_exact(self.width).zip(&self.bias);
            scores.extend(rows.map(|(row, bias)| dot(row, &hidden) + bias));
        }
    }
}
