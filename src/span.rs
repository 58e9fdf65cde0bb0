//! Spans of text.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 byte offsets into [`Document::text`](crate::document::Document).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub begin: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `begin` up to, not including, `end`.
    pub fn new(begin: usize, end: usize) -> Span {
        Span { begin, end }
    }

    /// The text under the span. The span must lie on character boundaries of `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.begin..self.end]
    }

    /// The smallest span that covers both.
    pub fn cover(&self, other: Span) -> Span {
        Span::new(self.begin.min(other.begin), self.end.max(other.end))
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: Span) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.begin
    }

    /// Whether nothing is under the span.
    pub fn is_empty(&self) -> bool {
        self.begin == self.end
    }
}
