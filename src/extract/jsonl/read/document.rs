//! The line of a document.

use super::super::BlockLine;
use super::check;
use crate::document::{Block, Document, Published, PublishedFrom};
use crate::rdf::chars::Chars;
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    id: Option<String>,
    #[serde(default)]
    source: String,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    published_from: Option<PublishedFrom>,
    url: Option<String>,
    language: Option<String>,
    sha256: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    blocks: Vec<BlockLine>,
}

impl Line {
    pub(super) fn finish(self) -> Result<Document, String> {
        let sha256 = match self.sha256 {
            Some(sum) => sum,
            None if self.text.is_empty() => String::new(),
            None => Sha256::digest(&self.text)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        };
        let id = match self.id {
            Some(id) if id.is_empty() => return Err("the `id` is empty".to_string()),
            Some(id) => id,
            None => match sha256.get(..16) {
                Some(start) => format!("document/{start}"),
                None => {
                    return Err(
                        "missing field `id`; it can only be left out where `text` is given"
                            .to_string(),
                    );
                }
            },
        };
        let published = match self.published.as_deref() {
            None => None,
            Some(days) => Some(Published {
                date: interval(days)?,
                from: self.published_from.unwrap_or(PublishedFrom::Metadata),
            }),
        };
        let chars = Chars::new(&self.text);
        let mut blocks = Vec::new();
        // Blocks are places in the text: without it they say nothing.
        for block in self.blocks.iter().filter(|_| !self.text.is_empty()) {
            check(&chars, block.begin, block.end, "a block")?;
            if let (Some(begin), Some(end)) = (chars.byte(block.begin), chars.byte(block.end)) {
                blocks.push(Block {
                    span: Span::new(begin, end),
                    kind: block.kind.0,
                });
            }
        }
        Ok(Document {
            id,
            source: self.source,
            title: self.title,
            publisher: self.publisher,
            published,
            url: self.url,
            language: self.language,
            sha256,
            blocks,
            text: self.text,
        })
    }
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
