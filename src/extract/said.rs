//! [`Said`]: in which statement a place in the text was said.

use super::span_index::SpanIndex;
use super::statement::Statement;
use crate::span::Span;

/// The statements of a document by what they cover.
pub struct Said<'s> {
    statements: &'s [Statement],
    places: SpanIndex,
}

impl<'s> Said<'s> {
    /// Indexes statements.
    pub fn new(statements: &'s [Statement]) -> Said<'s> {
        let mut places = SpanIndex::default();
        for (i, statement) in statements.iter().enumerate() {
            for &part in &statement.content {
                places.insert(i, part);
            }
        }
        Said { statements, places }
    }

    /// The innermost statement that a place in the text was said in.
    pub fn around(&self, span: Span) -> Option<usize> {
        let near = self.places.near(span).into_iter();
        near.map(|i| (i, &self.statements[i]))
            .filter(|(_, s)| s.covers(span) && !s.candidate.trigger_span.overlaps(span))
            .min_by_key(|(_, s)| s.extent().len())
            .map(|(i, _)| i)
    }

    /// The statements of which some words stand in a stretch of text.
    pub fn touching(&self, span: Span) -> Vec<&'s Statement> {
        let near = self.places.near(span).into_iter();
        near.map(|i| &self.statements[i])
            .filter(|s| s.content.iter().any(|part| part.overlaps(span)))
            .collect()
    }
}
