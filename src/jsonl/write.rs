//! [`Dossier`] into lines.

use super::BlockLine;
use crate::document::{Document, PublishedFrom};
use crate::extract::Account;
use crate::link::Dossier;
use crate::time::Interval;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DocumentLine<'a> {
    r#type: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_from: Option<PublishedFrom>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    sha256: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    blocks: Vec<BlockLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<(usize, usize)>,
}

#[derive(Serialize)]
struct AccountLine<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    account: &'a Account,
}

/// Writes a document and its accounts, a line each.
pub fn write(dossier: &Dossier, writer: &mut impl Write) -> io::Result<()> {
    line(writer, &document(&dossier.document))?;
    for account in &dossier.accounts {
        let r#type = "account";
        line(writer, &AccountLine { r#type, account })?;
    }
    Ok(())
}

fn line(writer: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    crate::json::to_writer(&mut *writer, value)?;
    writer.write_all(b"\n")
}

fn document(document: &Document) -> DocumentLine<'_> {
    DocumentLine {
        r#type: "document",
        id: &document.id,
        source: &document.source,
        title: document.title.as_deref(),
        publisher: document.publisher.as_deref(),
        author: document.author.as_deref(),
        published: document.published.map(|p| days(&p.date)),
        published_from: document.published.map(|p| p.from),
        url: document.url.as_deref(),
        language: document.language.as_deref(),
        sha256: &document.sha256,
        text: &document.text,
        blocks: document
            .blocks
            .iter()
            .map(|block| BlockLine {
                kind: block.kind,
                begin: document.char_offset(block.span.begin),
                end: document.char_offset(block.span.end),
            })
            .collect(),
        dateline: document.dateline.map(|span| {
            (
                document.char_offset(span.begin),
                document.char_offset(span.end),
            )
        }),
    }
}

/// A day, or two with a slash between (ISO 8601), `..` for an open end.
fn days(interval: &Interval) -> String {
    let end = |day: Option<jiff::civil::Date>| day.map_or("..".to_string(), |d| d.to_string());
    if interval.begin == interval.end && interval.begin.is_some() {
        end(interval.begin)
    } else {
        format!("{}/{}", end(interval.begin), end(interval.end))
    }
}
