//! [`Statement`]: what somebody says, as it is put together.

use super::candidate::Candidate;
use crate::span::Span;

/// A statement with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Class, cue, speaker, addressee, time, as the frame found them.
    pub candidate: Candidate,
    /// The words, in text order and without overlap, without the cue.
    pub content: Vec<Span>,
    /// Whether they stand in quotation marks.
    pub direct: bool,
    /// The words that tell that it was said; empty when nothing but quotation marks does.
    pub cue: Span,
    /// The words that tell who said it, as long as they are.
    pub source: Vec<Span>,
}

impl Statement {
    /// A statement of which the words of cue and source are still to be found.
    pub fn new(candidate: Candidate, content: Vec<Span>, direct: bool) -> Statement {
        Statement {
            candidate,
            content,
            direct,
            cue: Span::default(),
            source: Vec::new(),
        }
    }

    /// Whether a place in the text lies in what was said.
    pub fn covers(&self, span: Span) -> bool {
        let next = self.content.partition_point(|c| c.end < span.end);
        self.content.get(next).is_some_and(|c| c.contains(span))
    }

    /// From the first to the last of the words.
    pub fn extent(&self) -> Span {
        match (self.content.first(), self.content.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        }
    }
}
