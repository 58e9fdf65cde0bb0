//! [`SpanIndex`]: which of many stretches of a text may touch a place, without asking each of them.

use crate::span::Span;

/// Stretches are kept by blocks of this many bytes, as a power of two: about a sentence.
const BLOCK: u32 = 8;

/// Numbered stretches of a text, found by where they stand.
#[derive(Debug, Default)]
pub struct SpanIndex {
    blocks: Vec<Vec<usize>>,
}

impl SpanIndex {
    /// Adds a stretch. A number may have several.
    pub fn insert(&mut self, number: usize, span: Span) {
        let (first, last) = (span.begin >> BLOCK, span.end >> BLOCK);
        if self.blocks.len() <= last {
            self.blocks.resize(last + 1, Vec::new());
        }
        for block in &mut self.blocks[first..=last] {
            if block.last() != Some(&number) {
                block.push(number);
            }
        }
    }

    /// The numbers of all stretches that touch a place, and of some that stand near it; ascending, each once.
    pub fn near(&self, span: Span) -> Vec<usize> {
        let last = (span.end >> BLOCK).min(self.blocks.len().saturating_sub(1));
        let blocks = self.blocks.get(span.begin >> BLOCK..=last);
        let mut found = blocks.unwrap_or_default().concat();
        found.sort_unstable();
        found.dedup();
        found
    }
}
