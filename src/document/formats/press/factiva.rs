//! Factiva: fields with names of two letters, or the same without names; "Document VALPST0020210304eh340001x" ends each.
//! As a page it has the same, each field in a row of a table or in an element of its own.

use super::{Articles, author, cut, dated};
use crate::document::formats::Found;
use crate::document::make::one_line;
use crate::document::{Metadata, page};

/// Names of fields. LP and TD are the words: the lead, and what follows.
const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "ART", "CT", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "RF", "CLM", "DLN",
];

/// The articles of an export.
pub fn articles(text: &str) -> Articles {
    if text.trim_start().starts_with('<') {
        let paragraphs = page::paragraphs(text.to_owned()).into_iter();
        let lines: Vec<String> = paragraphs.map(|piece| piece.text).collect();
        return articles(&lines.join("\n\n"));
    }
    let between = |line: &str| {
        let number = line.strip_prefix("AN ").unwrap_or(line).trim_start();
        crate::document::kind::is_factiva(number)
    };
    cut(text, between, |lines| coded(lines).or_else(|| bare(lines)))
}

/// "HD", "HD Guns fall silent", "HD\tGuns fall silent".
fn code(line: &str) -> Option<(&'static str, &str)> {
    let (name, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let known = CODES.iter().find(|code| **code == name)?;
    Some((known, rest.trim()))
}

/// Whether a code begins a field: "IN the valley" is a line of the text.
fn is_field(name: &str, rest: &str, before: &[(&str, Vec<&str>)]) -> bool {
    let has = |name: &str| before.iter().any(|(known, _)| *known == name);
    let ends = ["TD", "PUB", "IPD", "IPC", "RF", "CLM", "ART", "CT", "AN"];
    !has(name) && (!has("LP") || rest.is_empty() || rest.contains(" : ") || ends.contains(&name))
}

fn coded(lines: &[&str]) -> Option<Found> {
    let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match code(line) {
            Some((name, rest)) if is_field(name, rest, &fields) => {
                fields.push((name, vec![rest]));
            }
            _ => {
                if let Some((_, values)) = fields.last_mut() {
                    values.push(line);
                }
            }
        }
    }
    let lines_of = |name: &str| {
        let found = fields.iter().find(|(known, _)| *known == name);
        found.map(|(_, lines)| lines.join("\n").trim().to_owned())
    };
    let value = |name: &str| {
        lines_of(name)
            .map(|v| one_line(&v))
            .filter(|v| !v.is_empty())
    };
    let words: Vec<String> = ["LP", "TD"]
        .iter()
        .filter_map(|name| lines_of(name))
        .collect();
    let title = value("HD")?;
    let text = words.join("\n\n");
    if text.trim().is_empty() {
        return None;
    }
    Some(
        Found::text(text)
            .with(Metadata {
                title: Some(title),
                publisher: value("SN"),
                author: value("BY").as_deref().map(author),
                ..Metadata::default()
            })
            .dated(value("PD").as_deref()),
    )
}

/// The same lines without names: headline, author, "312 words", date, outlet, code, language, copyright, words.
fn bare(lines: &[&str]) -> Option<Found> {
    let is_count = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        matches!(words.as_slice(), [n, "words"] if n.replace(',', "").parse::<u32>().is_ok())
    };
    let count = lines.iter().position(is_count)?;
    let head = lines[..count].iter().copied();
    let head: Vec<&str> = head.filter(|line| !line.is_empty()).collect();
    // Of what stands above, the last paragraph but the author's line is the headline.
    let (title, by) = match head.as_slice() {
        [.., title, by] if by.starts_with("By ") || by.split_whitespace().count() <= 4 => {
            (*title, Some(*by))
        }
        [.., title] => (*title, None),
        [] => return None,
    };
    let mut rest = lines[count + 1..].iter().filter(|line| !line.is_empty());
    let day = rest.next().and_then(|line| dated(line));
    let mut outlet = rest.next().copied();
    // A time of day may stand between.
    if outlet.is_some_and(|line| line.contains(':') && line.len() <= 8) {
        outlet = rest.next().copied();
    }
    let code = |line: &str| {
        line.len() <= 8
            && line
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let start = lines[count + 1..]
        .iter()
        .position(|line| {
            let lower = line.to_ascii_lowercase();
            lower.starts_with("(c)") || lower.starts_with("copyright") || line.starts_with('©')
        })
        .map(|at| count + 2 + at)
        .or_else(|| {
            let at = lines
                .iter()
                .skip(count)
                .take(8)
                .position(|line| code(line))?;
            Some(count + at + 2)
        })?;
    let text = lines.get(start..)?.join("\n");
    if text.trim().is_empty() {
        return None;
    }
    Some(Found::text(text).with(Metadata {
        title: Some(title.to_owned()),
        publisher: outlet.map(str::to_owned),
        author: by.map(author),
        published: day,
        ..Metadata::default()
    }))
}
