//! Nexis: "2 of 40 DOCUMENTS" in front of each article, or "End of Document" behind it.

use super::{Articles, author, cut, dated, field};
use crate::document::Metadata;
use crate::document::formats::{Body, Found};
use crate::document::kind::is_count;
use crate::document::make::one_line;

/// Fields in front of the words.
const HEAD: &[&str] = &[
    "byline",
    "section",
    "length",
    "dateline",
    "headline",
    "highlight",
    "series",
    "edition",
    "correction",
    "distribution",
    "source",
    "copyright",
    "link to image",
    "link to pdf",
];

/// Fields behind them.
const TAIL: &[&str] = &[
    "load-date",
    "url",
    "language",
    "publication-type",
    "pub-type",
    "subject",
    "company",
    "organization",
    "ticker",
    "industry",
    "geographic",
    "person",
    "country",
    "city",
    "state",
    "graphic",
    "journal-code",
    "notes",
    "document-type",
    "acc-no",
    "classification",
];

/// The field of a line, if it is one of these.
fn fields<'l>(names: &[&str], line: &'l str) -> Option<(String, &'l str)> {
    field(line).filter(|(name, _)| names.contains(&name.as_str()))
}

/// The articles of an export.
pub fn articles(text: &str) -> Articles {
    let between = |line: &str| {
        let lower = line.to_ascii_lowercase();
        is_count(&lower) || lower == "end of document"
    };
    cut(text, between, |lines| {
        let told = lines.iter().filter(|l| !is_page(&l.to_ascii_lowercase()));
        article(&told.copied().collect::<Vec<_>>())
    })
}

/// "page 1 of 3".
fn is_page(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), ["page", a, "of", b] if a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok())
}

fn article(lines: &[&str]) -> Option<Found> {
    let last = (0..lines.len())
        .filter(|&at| lines[at].eq_ignore_ascii_case("body") || fields(HEAD, lines[at]).is_some());
    // The words begin behind "Body", or behind the last field of the head: a field that comes late is a word of theirs.
    let body = lines
        .iter()
        .position(|line| line.eq_ignore_ascii_case("body"));
    let length = lines
        .iter()
        .position(|line| fields(&["length"], line).is_some());
    let head_end = match (body, length) {
        (Some(body), _) => body + 1,
        (None, Some(length)) => {
            let near = last.filter(|&at| at <= length + 8).max().unwrap_or(length);
            // A field may go on in the next line.
            let more = lines[near + 1..].iter().take_while(|line| !line.is_empty());
            let ended = lines.get(near + 1 + more.clone().count()).is_some();
            near + 1
                + if ended && fields(&["length"], lines[near]).is_none() {
                    more.count()
                } else {
                    0
                }
        }
        (None, None) => return None,
    };
    let (head, rest) = lines.split_at(head_end);
    let is_end = |line: &&str| {
        line.eq_ignore_ascii_case("classification")
            || line.eq_ignore_ascii_case("graphic")
            || fields(TAIL, line).is_some()
            || line.to_ascii_lowercase().starts_with("copyright ")
                && line.contains(|c: char| c.is_ascii_digit())
    };
    let end = rest.iter().position(is_end).unwrap_or(rest.len());
    let value = |name: &str| {
        lines
            .iter()
            .find_map(|line| fields(&[name], line).map(|(_, value)| value))
    };
    // Paragraphs of the head that are no fields: outlet, date, headline, in one order or another.
    let mut named = Vec::new();
    let mut beside = None;
    for piece in head.split(|line| line.is_empty()) {
        let plain: Vec<&str> = piece
            .iter()
            .copied()
            .filter(|line| field(line).is_none_or(|(name, _)| !HEAD.contains(&name.as_str())))
            .filter(|line| {
                !line.to_ascii_lowercase().starts_with("copyright") && !line.contains('©')
            })
            .filter(|line| !line.eq_ignore_ascii_case("body"))
            .collect();
        // Outlet and date may stand one under the other.
        match plain.iter().position(|line| dated(line).is_some()) {
            // What stands under the date is the edition, if a headline follows.
            Some(at) => {
                named.extend(plain[..=at].iter().map(|line| (*line).to_owned()));
                let under = one_line(&plain[at + 1..].join(" "));
                beside = beside.or(Some(under).filter(|line| !line.is_empty()));
            }
            None if !plain.is_empty() => named.push(one_line(&plain.join(" "))),
            None => {}
        }
    }
    let date_at = named
        .iter()
        .position(|line| dated(line).is_some() && field(line).is_none());
    let before = &named[..date_at.unwrap_or(0)];
    let after = date_at.map_or(named.as_slice(), |at| &named[at + 1..]);
    let is_edition = |line: &&String| {
        let mut words = line.split_whitespace();
        words.clone().count() <= 6 && words.any(|word| word.eq_ignore_ascii_case("edition"))
    };
    let first = after.iter().find(|line| !is_edition(line));
    let first = first.or(beside.as_ref()).or(after.first());
    let headline = value("headline").filter(|value| !value.is_empty());
    let (title, outlet) = match before {
        [.., title, outlet] => (Some(title), Some(outlet)),
        [outlet] => (first, Some(outlet)),
        [] => (first, None),
    };
    let text = rest[..end].join("\n");
    if text.trim().is_empty() {
        return None;
    }
    // Lines are wrapped, and blank ones stand between paragraphs; where there are none, each line is one.
    let paragraphs = rest[..end]
        .split(|line| line.is_empty())
        .filter(|lines| !lines.is_empty());
    let parted = paragraphs.clone().count() > 1 || end <= 4;
    let body = match parted {
        true => Body::Paragraphs(paragraphs.map(|lines| (lines.join(" "), None)).collect()),
        false => Body::Text(text),
    };
    let day = date_at.and_then(|at| dated(&named[at]));
    Some(
        Found::of(body)
            .with(Metadata {
                title: headline.map(str::to_owned).or_else(|| title.cloned()),
                publisher: outlet.cloned(),
                author: value("byline").map(author),
                published: day,
                url: value("url").map(str::to_owned),
                ..Metadata::default()
            })
            .dated(value("load-date")),
    )
}
