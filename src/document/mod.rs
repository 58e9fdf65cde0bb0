//! Bytes in, [`Document`] out: plain text, HTML, JSON Lines, standard input.

use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One article: clean text with what is known about it.
///
/// Offsets refer to `text` for ever; nothing after `document/` changes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// IRI reference relative to the base: `document/` and 16 hexadecimal digits of `sha256`.
    pub id: String,
    /// Path or URL it was read from; `-` for standard input.
    pub source: String,
    /// The text, NFC not applied, line ends `\n`.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Day of publication, and how it is known. `None` when nothing tells.
    pub published: Option<Published>,
    /// Address on the web.
    pub url: Option<String>,
    /// ISO 639-1 code, when the text is long enough to tell.
    pub language: Option<String>,
    /// Of `text`, in hexadecimal.
    pub sha256: String,
    /// The parts of the text, in order and without overlap; white space between them belongs to none.
    pub blocks: Vec<Block>,
}

/// When an article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// A day, or the interval it must lie in (an unknown year gives no `Published` at all).
    pub date: Interval,
    /// How it is known.
    pub from: PublishedFrom,
}

impl Published {
    /// The day, when it is known to the day.
    pub fn day(&self) -> Option<Date> {
        (self.date.begin == self.date.end)
            .then_some(self.date.begin)
            .flatten()
    }
}

/// How the day of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// A field of the input (HTML meta, JSON).
    Metadata,
    /// Written in the text as the date of the article ("Thu 06th February 2020 | 05:32 PM").
    Text,
    /// From weekdays and dates in the text that agree.
    Inferred,
}

/// A paragraph and its part in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a paragraph is in its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// The title or a cross head.
    Heading,
    /// Running text.
    Body,
    /// Under a picture.
    Caption,
    /// Place and agency, byline, date line, credits: read for metadata only.
    Byline,
    /// Menus, related stories, legal text: kept in the text so that offsets hold, but not read.
    Chrome,
    /// A repetition of an earlier block of the same article (a headline printed twice): not read again.
    Repeat,
    /// A paragraph in another language: not read.
    Foreign,
}

impl BlockKind {
    /// Whether sentences of the block are read for facts.
    pub fn is_read(self) -> bool {
        matches!(
            self,
            BlockKind::Heading | BlockKind::Body | BlockKind::Caption
        )
    }
}
