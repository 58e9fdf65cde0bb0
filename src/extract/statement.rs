//! [`Statement`]: what somebody says, as it is put together.

use super::candidate::Candidate;
use super::quotes::{Quote, touching};
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

    /// Whether all words, however few, stand in quotation marks is known now; a word keeps the marks on both its sides.
    pub fn settle_quotation(&mut self, quotes: &[Quote], text: &str) {
        for part in &mut self.content {
            for quote in touching(quotes, *part).iter().filter(|q| q.closed) {
                let begins = part.begin <= quote.outer.begin && quote.inner.end <= part.end;
                let ends = part.begin <= quote.inner.begin && quote.outer.end < part.end;
                if begins || ends {
                    *part = part.cover(quote.outer);
                }
            }
        }
        let within = |quote: &&Quote| !quote.outer.contains(self.candidate.trigger_span);
        let quoted = |part: &Span| {
            let mut behind = part.begin;
            let mut between = Vec::new();
            for quote in touching(quotes, *part).iter().filter(within) {
                between.push(behind..quote.outer.begin.clamp(behind, part.end));
                behind = behind.max(quote.outer.end);
            }
            between.push(behind..part.end.max(behind));
            let mut outside = between.into_iter().filter_map(|range| text.get(range));
            outside.all(|words| !words.contains(char::is_alphanumeric))
        };
        self.direct = !self.content.is_empty() && self.content.iter().all(quoted);
    }

    /// From the first to the last of the words.
    pub fn extent(&self) -> Span {
        match (self.content.first(), self.content.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        }
    }
}
