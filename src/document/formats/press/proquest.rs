//! ProQuest: "Document 1 of 20", then fields of a line or more, of which "Full text" holds the words.

use super::{Articles, author, cut};
use crate::document::Metadata;
use crate::document::formats::Found;
use crate::document::kind::is_count;
use crate::document::make::one_line;

/// Names of fields; what else stands in front of a colon is a word of the text.
const NAMES: &[&str] = &[
    "Author",
    "Publication info",
    "ProQuest document link",
    "Abstract",
    "Links",
    "Full text",
    "Subject",
    "Location",
    "People",
    "Company / organization",
    "Title",
    "Publication title",
    "Pages",
    "Publication year",
    "Publication date",
    "Publication subject",
    "Section",
    "Publisher",
    "Place of publication",
    "Country of publication",
    "ISSN",
    "e-ISSN",
    "Source type",
    "Language of publication",
    "Document type",
    "ProQuest document ID",
    "Document URL",
    "Copyright",
    "Last updated",
    "Database",
    "Identifier / keyword",
    "Classification",
    "Column",
    "Dateline",
    "Number of pages",
    "First page",
    "Issue",
    "Volume",
    "Credit",
    "Word count",
    "Document feature",
    "Publication type",
];

/// The articles of an export.
pub fn articles(text: &str) -> Articles {
    let between = |line: &str| {
        let ruled = line.len() >= 20 && line.chars().all(|c| c == '_');
        ruled || line.starts_with("Document ") && is_count(&line.to_ascii_lowercase())
    };
    cut(text, between, article)
}

fn article(lines: &[&str]) -> Option<Found> {
    let mut fields: Vec<(&str, Vec<&str>)> = vec![("", Vec::new())];
    for line in lines {
        let named = line.split_once(':').and_then(|(name, value)| {
            let known = NAMES.iter().find(|known| **known == name)?;
            let again = fields.iter().any(|(field, _)| field == known);
            (!again).then_some((*known, value.trim()))
        });
        match (named, fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name, vec![value])),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    let lines_of = |name: &str| {
        let found = fields.iter().find(|(known, _)| *known == name)?;
        Some(found.1.join("\n").trim().to_owned()).filter(|text| !text.is_empty())
    };
    let value = |name: &str| lines_of(name).map(|text| one_line(&text));
    let text = lines_of("Full text")?;
    let day = value("Publication date");
    let url = value("Document URL").or_else(|| value("ProQuest document link"));
    Some(
        Found::text(text)
            .with(Metadata {
                title: value("Title").or_else(|| value("")),
                publisher: value("Publication title"),
                author: value("Author").as_deref().map(author),
                url: url.filter(|url| url.starts_with("http") && !url.contains(' ')),
                ..Metadata::default()
            })
            .dated(day.as_deref())
            .dated(value("Publication info").as_deref()),
    )
}
