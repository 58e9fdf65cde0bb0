//! A document from its text and what is known of it.

use super::blocks::{self, Layout};
use super::items::similar;
use super::phrases::skeleton;
use super::{
    Block, BlockKind, Document, Metadata, Paragraph, header, imprint, language, limit, plain,
    published, shape,
};
use crate::digest;
use crate::fold::fold;
use crate::shown::{Shown, blanked};
use crate::span::Span;
use jiff::civil::Date;

/// Marks between a headline and the name of the outlet.
pub const MARKS: &[&str] = &[" - ", " | ", " – ", " — ", " :: ", " » "];

/// Among so many paragraphs at the start the headline may stand.
const BEGINNING: usize = 4;

/// The document of `text`, which is kept but for characters that a terminal would obey: blanks stand for these, so that
/// offsets into it stay good.
pub fn from_text(text: String, metadata: Metadata) -> Document {
    let text = blanked(text);
    let paragraphs = plain::paragraphs(&text)
        .into_iter()
        .map(|span| markdown(&text, span))
        .collect();
    assemble(text, paragraphs, metadata)
}

/// The document of a text whose headline is told beside it: where the text does not begin with it, it is put in front, to be
/// read as a headline is.
pub fn titled(text: String, metadata: Metadata) -> Document {
    let text = blanked(text);
    let Some(title) = metadata
        .title
        .as_deref()
        .filter(|_| !text.trim().is_empty())
    else {
        return from_text(text, metadata);
    };
    let title = without_outlet(title, metadata.publisher.as_deref());
    let wanted = skeleton(title);
    let spans = plain::paragraphs(&text);
    let there = |span: &Span| {
        let words = skeleton(span.of(&text));
        similar(&words, &wanted) || words.ends_with(&wanted) && words.len() < wanted.len() + 12
    };
    if wanted.is_empty() || spans.iter().take(BEGINNING).any(there) {
        return from_text(text, metadata);
    }
    let whole = [title, "\n\n", &text].concat();
    let moved = whole.len() - text.len();
    let heading = Paragraph {
        span: Span::new(0, title.len()),
        hint: Some(BlockKind::Heading),
    };
    let rest = spans.into_iter().map(|span| {
        let paragraph = markdown(&text, span);
        let Span { begin, end } = paragraph.span;
        Paragraph {
            span: Span::new(begin + moved, end + moved),
            ..paragraph
        }
    });
    let paragraphs = std::iter::once(heading).chain(rest).collect();
    assemble(whole, paragraphs, metadata)
}

/// The document of paragraphs that are known, each with what the markup says of it.
pub fn of_paragraphs(mut pieces: Vec<(String, Option<BlockKind>)>, metadata: Metadata) -> Document {
    if let Some(title) = &metadata.title {
        let wanted = skeleton(title);
        let mut first = pieces.iter().take(BEGINNING);
        if !first.any(|(words, _)| similar(&skeleton(words), &wanted)) {
            let title = without_outlet(title, metadata.publisher.as_deref());
            pieces.insert(0, (title.to_owned(), Some(BlockKind::Heading)));
        }
    }
    of_pieces(pieces, metadata)
}

/// The document of paragraphs among which the headline is, if there is one.
pub fn of_pieces(pieces: Vec<(String, Option<BlockKind>)>, metadata: Metadata) -> Document {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    for (piece, hint) in pieces {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let begin = text.len();
        text.push_str(&piece);
        paragraphs.push(Paragraph {
            span: Span::new(begin, text.len()),
            hint,
        });
    }
    assemble(text, paragraphs, metadata)
}

/// A line that starts with `#` marks is a heading without them.
fn markdown(text: &str, span: Span) -> Paragraph {
    let words = span.of(text);
    let title = words.trim_start_matches('#');
    let marks = words.len() - title.len();
    if !(1..=6).contains(&marks) || !title.starts_with(' ') || title.contains('\n') {
        return Paragraph { span, hint: None };
    }
    let begin = span.end - title.trim_start().len();
    Paragraph {
        span: Span::new(begin, span.end),
        hint: Some(BlockKind::Heading),
    }
}

/// The document of `text` that falls into `paragraphs`.
pub fn assemble(text: String, mut paragraphs: Vec<Paragraph>, mut metadata: Metadata) -> Document {
    let known = [
        &mut metadata.title,
        &mut metadata.publisher,
        &mut metadata.author,
        &mut metadata.url,
    ];
    for value in known.into_iter().flatten() {
        *value = Shown::line(value).into();
    }
    let mut header = header::take(&text, &mut paragraphs);
    imprint::take(&text, &mut paragraphs, &mut header);
    let given = metadata.title.as_deref();
    let given = given.map(|title| without_outlet(title, metadata.publisher.as_deref()));
    let title = given.or(header.fields.title.as_deref()).map(str::to_owned);
    let layout = blocks::classify(&text, &paragraphs, title.as_deref());
    let published = published::find(&text, &layout, metadata.published, &header);
    let sha256 = digest::sha256(&text);
    let id = identity(
        &sha256,
        metadata.publisher.as_deref(),
        metadata.url.as_deref(),
        metadata.published,
    );
    let publisher = metadata
        .publisher
        .or(header.fields.publisher)
        .or_else(|| publisher(&text, &layout));
    Document {
        id,
        source: metadata.source,
        title: title.or_else(|| layout.title.map(|span| one_line(span.of(&text)))),
        publisher,
        author: metadata.author,
        published,
        url: metadata.url.or(header.fields.url),
        language: layout
            .language
            .map(|language| language::code(language).to_owned()),
        sha256,
        dateline: layout.dateline.and_then(|dateline| dateline.place),
        blocks: limit::cut(&text, layout.blocks),
        outside: Vec::new(),
        offsets: super::Offsets::default(),
        text,
    }
}

/// The id of a document: of its text, and of the outlet and the day of publication where something beside the text tells
/// them; the outlet by name or web address.
///
/// One text in two outlets, or of one outlet on two days, is two documents; read twice from one outlet it is one.
pub fn identity(
    sha256: &str,
    publisher: Option<&str>,
    url: Option<&str>,
    published: Option<Date>,
) -> String {
    let site = || url.and_then(site);
    let outlet = publisher.map(fold).filter(|o| !o.is_empty()).or_else(site);
    let sum = match (outlet, published) {
        (None, None) => sha256.to_string(),
        (Some(outlet), None) => digest::sha256(&format!("{sha256} {outlet}")),
        (outlet, Some(day)) => {
            digest::sha256(&format!("{sha256} {} {day}", outlet.unwrap_or_default()))
        }
    };
    format!("document/{}", sum.get(..16).unwrap_or(&sum))
}

/// "example.org" in `https://www.example.org/news/1`.
fn site(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_string())
}

/// Words parted by single spaces, as a wrapped headline needs.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Web pages add the outlet to the title: "Guns fall silent - Valley Post".
pub fn without_outlet<'t>(title: &'t str, publisher: Option<&str>) -> &'t str {
    let Some(publisher) = publisher else {
        return title;
    };
    let cut = MARKS
        .iter()
        .filter_map(|mark| title.rfind(mark).map(|at| (at, at + mark.len())))
        .max();
    match cut {
        Some((at, after)) if title[after..].trim().eq_ignore_ascii_case(publisher) => {
            title[..at].trim_end()
        }
        _ => title,
    }
}

/// The outlet by the text's own words: the copyright line, a lone web address in front, the dateline's agency.
fn publisher(text: &str, layout: &Layout) -> Option<String> {
    let first = layout
        .blocks
        .iter()
        .position(|block| block.kind == BlockKind::Body)?;
    let of = |block: &Block| block.span.of(text);
    let chrome = layout.blocks[first..]
        .iter()
        .filter(|block| block.kind == BlockKind::Chrome);
    let owner = chrome.filter_map(|block| owner(of(block))).next();
    let bylines = layout.blocks[..first]
        .iter()
        .filter(|block| block.kind == BlockKind::Byline);
    let site = || bylines.filter_map(|block| shape::domain(of(block))).next();
    let agency = || {
        layout
            .dateline
            .and_then(|dateline| dateline.agency)
            .map(|span| span.of(text))
    };
    owner.or_else(site).or_else(agency).map(one_line)
}

/// The holder in "© 1997-2020, Valley Network. All rights reserved."
fn owner(line: &str) -> Option<&str> {
    let at = ["©", "(c)", "(C)", "Copyright", "COPYRIGHT", "copyright"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min()?;
    let dated = line
        .as_bytes()
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit));
    let legal = line.to_ascii_lowercase().contains("all rights reserved");
    let skip = |c: char| !c.is_alphabetic();
    let mut name = line[at..].trim_start_matches(skip);
    for word in [
        "Copyright",
        "COPYRIGHT",
        "copyright",
        "(c)",
        "(C)",
        "c)",
        "C)",
        "by ",
        "By ",
    ] {
        name = name
            .strip_prefix(word)
            .unwrap_or(name)
            .trim_start_matches(skip);
    }
    let lower = name.to_ascii_lowercase();
    let ends = [
        ". ",
        ", ",
        " | ",
        " - ",
        " all rights",
        ". all",
        " ©",
        "\n",
        " –",
        "; ",
    ];
    let end = ends
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min()
        .unwrap_or(name.len());
    let name = name
        .get(..end)?
        .trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '-');
    let words = name.split_whitespace().count();
    ((dated || legal)
        && (1..=6).contains(&words)
        && name.starts_with(char::is_uppercase)
        && !lower.starts_with("all rights"))
    .then_some(name)
}

#[cfg(test)]
mod tests;
