//! Bytes in, [`Document`] out: plain text, HTML, JSON Lines, and the forms in which archives are kept ([`Source`], `formats`).

mod blocks;
mod calendar;
mod charset;
mod dateline;
mod dates;
mod error;
mod find;
mod formats;
mod header;
mod html;
mod imprint;
mod infer;
mod input;
mod items;
mod jsonl;
mod kind;
mod language;
mod ld;
mod left_out;
mod limit;
mod lines;
mod main_text;
mod make;
mod meta;
mod offsets;
mod page;
mod phrases;
mod plain;
mod published;
mod regions;
mod shape;
mod sources;
mod times;

pub(crate) use calendar::{month_starts, weekday_named};
pub use error::DocumentError;
pub(crate) use find::has_words;
pub use formats::Columns;
pub use input::{Documents, Input, Reading, from_bytes, read};
pub use kind::Kind;
pub use left_out::{LeftOut, Reason};
pub use limit::LONGEST_ARTICLE;
pub use make::{from_text, identity};
pub use offsets::Offsets;
pub use sources::{Source, sources};

use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One article: clean text with what is known about it.
///
/// Offsets refer to `text` for ever; nothing after `document/` changes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// IRI reference relative to the base: `document/` and 16 hexadecimal digits that [`identity`] gives.
    pub id: String,
    /// Path or URL it was read from; `-` for standard input.
    pub source: String,
    /// The text, NFC not applied, line ends `\n`.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Who wrote it, where a field of the input tells. It is told with the document, and not kept with its accounts.
    pub author: Option<String>,
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
    /// The words of the place in front of the story: "PORTO/LIMA" in "PORTO/LIMA (Agency) – …".
    pub dateline: Option<Span>,
    /// Paragraphs of a web page that are not part of the text. They are told while it is read, and not kept with its accounts.
    pub outside: Vec<String>,
    /// Makes [`Document::char_offset`] fast; leave it at its default.
    pub offsets: Offsets,
}

/// How many characters of its opening words name an article without headline.
const OPENING: usize = 40;

/// A first line of no more words is a date or a section, which says little.
const HEADER: usize = 4;

impl Document {
    /// How many characters (Unicode scalar values) stand before `byte`.
    pub fn char_offset(&self, byte: usize) -> usize {
        self.offsets.char_offset(&self.text, byte)
    }

    /// The byte at which the character numbered `char` starts; `None` past the end of the text.
    pub fn byte_offset(&self, char: usize) -> Option<usize> {
        self.offsets.byte_offset(&self.text, char)
    }

    /// The name to show: the outlet, else the headline, else the opening words, else the file.
    pub fn name(&self) -> String {
        let named = self.publisher.as_ref().or(self.title.as_ref());
        named.cloned().unwrap_or_else(|| {
            let mut opening = String::new();
            let sentence = |line: &&str| line.split_whitespace().count() > HEADER;
            let first = self.text.lines().find(sentence);
            for word in first.unwrap_or(&self.text).split_whitespace() {
                if opening.chars().count() + word.chars().count() > OPENING {
                    return opening + "…";
                }
                if !opening.is_empty() {
                    opening.push(' ');
                }
                opening.push_str(word);
            }
            match opening.is_empty() {
                true => self.source.clone(),
                false => opening,
            }
        })
    }

    /// The blocks that are read for facts, with their place among all blocks.
    pub fn read_blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.kind.is_read())
    }
}

impl Document {
    /// How many characters are not read because the article is too long.
    pub fn beyond(&self) -> usize {
        let blocks = self.blocks.iter();
        let beyond = blocks.filter(|block| block.kind == BlockKind::Beyond);
        let length = |span: Span| self.char_offset(span.end) - self.char_offset(span.begin);
        beyond.map(|block| length(block.span)).sum()
    }
}

/// What is known of an article apart from its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Address on the web.
    pub url: Option<String>,
    /// Path or URL it was read from.
    pub source: String,
}

/// A paragraph found in the input, and what the markup says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Paragraph {
    span: Span,
    hint: Option<BlockKind>,
}

/// When an article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// A day, or the interval it must lie in (an unknown year gives no `Published` at all).
    pub date: Interval,
    /// How it is known.
    pub from: PublishedFrom,
    /// The words that it rests on, where they are in the text.
    pub evidence: Option<Span>,
    /// Why these words give this date, in a few words.
    pub reason: &'static str,
}

impl Published {
    /// The day, when it is known to the day.
    pub fn day(&self) -> Option<Date> {
        (self.date.begin == self.date.end)
            .then_some(self.date.begin)
            .flatten()
    }

    /// The reason, with the words of `text` that it rests on.
    pub fn explain(&self, text: &str) -> String {
        match self
            .evidence
            .and_then(|span| text.get(span.begin..span.end))
        {
            Some(words) => format!("{}: \"{words}\"", self.reason),
            None => self.reason.to_owned(),
        }
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
    /// From dated articles of the same story, when they are linked.
    Story,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
    /// A paragraph in another language than English: not read.
    Foreign,
    /// Behind [`LONGEST_ARTICLE`]: not read.
    Beyond,
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
