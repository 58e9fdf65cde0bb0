//! How alike two words are used: the vectors of their pieces in the reader's table.

use crate::Encoder;

/// A direction for each word; words of like use point the same way.
pub struct Vectors<'e> {
    encoder: &'e Encoder,
    /// What all pieces have in common says nothing.
    mean: Vec<f32>,
}

impl Encoder {
    /// The directions of words.
    pub fn vectors(&self) -> Vectors<'_> {
        let network = &self.network;
        let count = network.words.scales.len();
        let mut mean = vec![0.0; network.width];
        for piece in 0..count {
            network.add_piece(piece, &mut mean);
        }
        mean.iter_mut().for_each(|x| *x /= count.max(1) as f32);
        Vectors {
            encoder: self,
            mean,
        }
    }
}

impl Vectors<'_> {
    /// The direction of a word, of length one.
    pub fn of(&self, word: &str) -> Vec<f32> {
        let mut pieces = Vec::new();
        self.encoder.pieces.cut(word, &mut pieces);
        let mut vector = vec![0.0; self.mean.len()];
        for &piece in &pieces {
            self.encoder.network.add_piece(piece as usize, &mut vector);
        }
        let count = pieces.len() as f32;
        for (x, mean) in vector.iter_mut().zip(&self.mean) {
            *x -= count * mean;
        }
        unit(&mut vector);
        vector
    }
}

/// The direction of the sum of some vectors; of none if there are none.
pub fn together<'v>(vectors: impl Iterator<Item = &'v [f32]>) -> Vec<f32> {
    let mut sum: Vec<f32> = Vec::new();
    for vector in vectors {
        sum.resize(vector.len(), 0.0);
        for (x, y) in sum.iter_mut().zip(vector) {
            *x += y;
        }
    }
    unit(&mut sum);
    sum
}

/// Cosine of the angle between two directions; 0 where one is unknown.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn unit(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}
