//! The line of a document.

use super::super::BlockLine;
use super::check;
use crate::digest::sha256;
use crate::document::{Block, Document, Published, PublishedFrom, identity};
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;
use serde::Deserialize;

/// Why a document has its date, for one that was read from JSON Lines.
const REASON: &str = "told with the accounts";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    id: Option<String>,
    #[serde(default)]
    source: String,
    title: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    published: Option<String>,
    published_from: Option<PublishedFrom>,
    url: Option<String>,
    language: Option<String>,
    sha256: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    blocks: Vec<BlockLine>,
    dateline: Option<(usize, usize)>,
}

impl Line {
    pub(super) fn finish(self) -> Result<Document, String> {
        let sha256 = match self.sha256 {
            Some(sum) => sum,
            None if self.text.is_empty() => String::new(),
            None => sha256(&self.text),
        };
        let id = match self.id {
            Some(id) if id.is_empty() => return Err("the `id` is empty".to_string()),
            Some(id) => id,
            None if sha256.is_empty() => {
                return Err(
                    "missing field `id`; it can only be left out where `text` is given".to_string(),
                );
            }
            None => identity(
                &sha256,
                self.publisher.as_deref(),
                self.url.as_deref(),
                self.published.as_deref().and_then(|day| day.parse().ok()),
            ),
        };
        let published = match self.published.as_deref() {
            None => None,
            Some(days) => Some(Published {
                date: interval(days)?,
                from: self.published_from.unwrap_or(PublishedFrom::Metadata),
                evidence: None,
                reason: REASON,
            }),
        };
        let mut document = Document {
            id,
            source: self.source,
            title: self.title,
            publisher: self.publisher,
            author: self.author,
            published,
            url: self.url,
            language: self.language,
            sha256,
            text: self.text,
            ..Document::default()
        };
        // Blocks are places in the text: without it they say nothing.
        if !document.text.is_empty() {
            for block in self.blocks {
                document.blocks.push(Block {
                    span: span(&document, block.begin, block.end, "a block")?,
                    kind: block.kind,
                });
            }
            if let Some((begin, end)) = self.dateline {
                document.dateline = Some(span(&document, begin, end, "the dateline")?);
            }
        }
        Ok(document)
    }
}

fn span(document: &Document, begin: usize, end: usize, what: &str) -> Result<Span, String> {
    check(document, begin, end, what)?;
    let byte = |at| document.byte_offset(at).unwrap_or(document.text.len());
    Ok(Span::new(byte(begin), byte(end)))
}

/// A day, or two with a slash between, `..` for an open end.
fn interval(text: &str) -> Result<Interval, String> {
    let bad = || {
        format!(
            "`published` is \"{text}\"; write a day (2020-02-06) or two with a slash between (2020-02-01/2020-02-29)"
        )
    };
    let day = |text: &str| match text {
        ".." => Ok(None),
        day => day.parse::<Date>().map(Some).map_err(|_| bad()),
    };
    let (begin, end) = match text.split_once('/') {
        Some((begin, end)) => (day(begin)?, day(end)?),
        None => (day(text)?, day(text)?),
    };
    if (begin.is_none() && end.is_none()) || matches!((begin, end), (Some(b), Some(e)) if b > e) {
        return Err(bad());
    }
    Ok(Interval { begin, end })
}
