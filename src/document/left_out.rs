//! What of an article is not read for facts, and why.

use super::{BlockKind, Document};
use std::fmt;

/// Why a paragraph is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It belongs to the page: a menu, another story, legal text.
    Page,
    /// The page has it outside its main text.
    Outside,
    /// It repeats an earlier paragraph.
    Repeat,
    /// It is in another language than English.
    Foreign,
    /// It lies behind [`LONGEST_ARTICLE`](super::LONGEST_ARTICLE).
    Beyond,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Page => "of the page, not of the article",
            Reason::Outside => "outside the main text of the page",
            Reason::Repeat => "a repetition",
            Reason::Foreign => "in another language",
            Reason::Beyond => "behind the limit of what is read of one article",
        })
    }
}

/// A paragraph that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut<'d> {
    /// Why.
    pub reason: Reason,
    /// Its words.
    pub text: &'d str,
    /// The byte at which they stand in the text; `None` where they are no part of it.
    pub begin: Option<usize>,
}

impl Document {
    /// The paragraphs that are not read, those of the text first.
    ///
    /// Bylines and datelines are not among them: they are read, for who wrote it, where and when.
    pub fn left_out(&self) -> impl Iterator<Item = LeftOut<'_>> {
        let within = self.blocks.iter().filter_map(|block| {
            let reason = match block.kind {
                BlockKind::Chrome => Reason::Page,
                BlockKind::Repeat => Reason::Repeat,
                BlockKind::Foreign => Reason::Foreign,
                BlockKind::Beyond => Reason::Beyond,
                BlockKind::Heading | BlockKind::Body | BlockKind::Caption | BlockKind::Byline => {
                    return None;
                }
            };
            let text = block.span.of(&self.text);
            let begin = Some(block.span.begin);
            Some(LeftOut {
                reason,
                text,
                begin,
            })
        });
        let outside = self.outside.iter().map(|text| LeftOut {
            reason: Reason::Outside,
            text,
            begin: None,
        });
        within.chain(outside)
    }
}
