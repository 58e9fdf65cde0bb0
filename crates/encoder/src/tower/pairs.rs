//! Links: what each word of a window is to an anchor.

use std::ops::Range;

use super::window::{RELATIONS, Window};
use crate::float::dot;
use crate::heads::leaky;
use crate::kernel::{Kernel, Multiply, Work};
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
    pub(super) fn run(
        &self,
        (kernel, bytes): (Kernel, &[u8]),
        window: &Window,
        (projections, stride): (&[f32], usize),
        (anchor, words): (usize, Range<usize>),
        scores: &mut Vec<f32>,
    ) {
        kernel.run(Scoring {
            scorer: self,
            bytes,
            window,
            projections,
            stride,
            anchor,
            words,
            scores,
        });
    }
}

struct Scoring<'a> {
    scorer: &'a Scorer,
    bytes: &'a [u8],
    window: &'a Window,
    projections: &'a [f32],
    stride: usize,
    anchor: usize,
    words: Range<usize>,
    scores: &'a mut Vec<f32>,
}

impl Work for Scoring<'_> {
    #[inline(always)]
    fn run<M: Multiply>(self) {
        let Scorer {
            width,
            distance: distances,
            way: ways,
            out,
            bias,
            ..
        } = self.scorer;
        let width = *width;
        let projection =
            |word: usize, at: usize| &self.projections[word * self.stride + at..][..width];
        let mine = projection(self.anchor, self.scorer.anchor);
        let chain = self.window.chain(self.anchor);
        let mut hidden = vec![0.0; width];
        self.scores.clear();
        for word in self.words {
            let distance = word as i32 - self.anchor as i32;
            let bucket = DISTANCES.partition_point(|border| distance >= *border);
            let way = self.window.way(word, &chain);
            let theirs = projection(word, self.scorer.word);
            let far = &distances[bucket * width..][..width];
            for (((value, a), b), c) in hidden.iter_mut().zip(mine).zip(theirs).zip(far) {
                *value = a + b + c;
            }
            ways.add(
                self.bytes,
                way.unwrap_or(RELATIONS * RELATIONS),
                &mut hidden,
            );
            hidden.iter_mut().for_each(|value| *value = leaky(*value));
            for (row, bias) in out.chunks_exact(width).zip(bias) {
                self.scores.push(dot(row, &hidden) + bias);
            }
        }
    }
}
