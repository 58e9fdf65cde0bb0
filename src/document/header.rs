//! Lines in front of an article that name its fields: "Title: …", "Date: …", " date 2020-02-06 …".

use super::{BlockKind, Metadata, Paragraph, dates};
use crate::span::Span;

/// Lines of such a header, at most.
const LONGEST: usize = 12;

#[derive(Clone, Copy, PartialEq)]
enum Key {
    Title,
    Date,
    Publisher,
    Url,
    Other,
}

const KEYS: &[(&str, Key)] = &[
    ("title", Key::Title),
    ("headline", Key::Title),
    ("date", Key::Date),
    ("pubdate", Key::Date),
    ("published", Key::Date),
    ("publish_date", Key::Date),
    ("publication date", Key::Date),
    ("published on", Key::Date),
    ("source", Key::Publisher),
    ("publisher", Key::Publisher),
    ("outlet", Key::Publisher),
    ("newspaper", Key::Publisher),
    ("url", Key::Url),
    ("link", Key::Url),
    ("author", Key::Other),
    ("byline", Key::Other),
    ("section", Key::Other),
    ("category", Key::Other),
    ("language", Key::Other),
    ("id", Key::Other),
];

/// What the header says, and where.
#[derive(Default)]
pub struct Header {
    /// Fields read.
    pub fields: Metadata,
    /// Where the date stands.
    pub date_at: Option<Span>,
}

/// Splits header fields off the first paragraphs: the name of the field becomes a byline, its text stays.
pub fn take(text: &str, paragraphs: &mut Vec<Paragraph>) -> Header {
    let mut header = Header::default();
    let mut out = Vec::new();
    let mut rest = std::mem::take(paragraphs).into_iter().peekable();
    // A headline that was told beside the text stands in front of its header.
    out.extend(rest.next_if(|p| p.span.begin == 0 && p.hint == Some(BlockKind::Heading)));
    while let Some(paragraph) = rest.next_if(|p| out.len() < LONGEST && p.hint.is_none()) {
        let words = paragraph.span.of(text);
        if words.len() >= 3 && words.chars().all(|c| c == '-' || c == '+') {
            out.push(Paragraph {
                hint: Some(BlockKind::Chrome),
                ..paragraph
            });
            continue;
        }
        let Some((key, value)) = field(words) else {
            out.push(paragraph);
            break;
        };
        let span = paragraph.span;
        let end = span.begin + value.end;
        let byline = |begin, end| Paragraph {
            span: Span::new(begin, end),
            hint: Some(BlockKind::Byline),
        };
        let told = &words[value.begin..value.end];
        let value_at = Span::new(span.begin + value.begin, end);
        match key {
            Key::Title => {
                let name_end = span.begin + words[..value.begin].trim_end().len();
                out.push(byline(span.begin, name_end));
                out.push(Paragraph {
                    span: value_at,
                    hint: Some(BlockKind::Heading),
                });
            }
            _ => out.push(byline(span.begin, end)),
        }
        let fields = &mut header.fields;
        match key {
            Key::Title => {
                let title = told.trim_matches(['"', '\'', ' ']);
                fields.title.get_or_insert_with(|| title.to_owned());
            }
            Key::Date => {
                fields.published = fields.published.or_else(|| dates::first(told));
                header.date_at.get_or_insert(value_at);
            }
            Key::Publisher if words[value.begin..].starts_with("http") => {
                let address = words[value.begin..].split_whitespace().next();
                fields.url = fields.url.take().or(address.map(str::to_owned));
            }
            Key::Publisher => {
                let name = told.trim_end();
                fields.publisher.get_or_insert_with(|| name.to_owned());
            }
            Key::Url => {
                let address = told.trim_end();
                fields.url.get_or_insert_with(|| address.to_owned());
            }
            Key::Other => {}
        }
        let left = words[value.end..].trim_start_matches([' ', '|', ';']);
        if !left.is_empty() {
            let stamp = left.split_whitespace().count() <= 8 && dates::first(left).is_some();
            if stamp {
                if let Some(last) = out.last_mut() {
                    last.span.end = span.end;
                }
                continue;
            }
            out.push(Paragraph {
                span: Span::new(span.end - left.len(), span.end),
                hint: None,
            });
            break;
        }
    }
    out.extend(rest);
    *paragraphs = out;
    header
}

/// The field that `line` starts with, and where its value stands.
fn field(line: &str) -> Option<(Key, Span)> {
    let lower: String = line
        .chars()
        .take(24)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let (name, key) = KEYS
        .iter()
        .filter(|(name, _)| lower.starts_with(name))
        .max_by_key(|(name, _)| name.len())?;
    let after = &line[name.len()..];
    let mark = after.trim_start();
    let colon = mark.starts_with([':', '=']);
    if !colon && (*key != Key::Date || !after.starts_with(char::is_whitespace)) {
        return None;
    }
    if *key != Key::Date && *key != Key::Url && line.len() > 320 {
        return None;
    }
    let value = if colon { mark[1..].trim_start() } else { mark };
    let begin = line.len() - value.len();
    let end = match key {
        Key::Date => {
            let head = &value[..value.floor_char_boundary(60)];
            let date = dates::scan(head, begin)
                .into_iter()
                .find(|d| d.date().is_some())?;
            // Words between the name and the date mean that this is a sentence.
            if date.span.begin > begin + 12 {
                return None;
            }
            date.span.end + clock(&line[date.span.end..])
        }
        // "Source: Valley Post | 2020-02-06 21:44 | Editor: Roe"
        Key::Publisher => {
            begin
                + value
                    .find(['|', ';', '\t'])
                    .filter(|_| value.len() <= 200)
                    .unwrap_or(value.len())
        }
        Key::Url => begin + value.find(char::is_whitespace).unwrap_or(value.len()),
        _ => line.len(),
    };
    (begin < end).then_some((*key, Span::new(begin, end)))
}

/// Length of a time of day after a date: "T14:00:00Z", " 14:00".
fn clock(text: &str) -> usize {
    let word = text.trim_start_matches(['T', ' ']);
    let time = word
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z')))
        .unwrap_or(word.len());
    if word[..time].contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
        text.len() - word.len() + time
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> (Header, Vec<(Option<BlockKind>, &str)>) {
        let mut paragraphs: Vec<Paragraph> = super::super::plain::paragraphs(text)
            .into_iter()
            .map(|span| Paragraph { span, hint: None })
            .collect();
        let header = take(text, &mut paragraphs);
        (
            header,
            paragraphs
                .into_iter()
                .map(|p| (p.hint, p.span.of(text)))
                .collect(),
        )
    }

    #[test]
    fn scraped_prefix() {
        let (header, parts) = run(" date 2021-03-04 Rebels left the town at dawn.\n\nMore.");
        assert_eq!(header.fields.published.unwrap().to_string(), "2021-03-04");
        assert_eq!(parts[0], (Some(BlockKind::Byline), "date 2021-03-04"));
        assert_eq!(parts[1], (None, "Rebels left the town at dawn."));
    }

    #[test]
    fn named_fields() {
        let (header, parts) = run(
            "Title: Guns fall silent\nDate: 2021-03-04T10:00:00Z\nSource: The Valley Post\nURL: https://a.example/b\n\nText.",
        );
        assert_eq!(header.fields.title.as_deref(), Some("Guns fall silent"));
        assert_eq!(header.fields.publisher.as_deref(), Some("The Valley Post"));
        assert_eq!(header.fields.url.as_deref(), Some("https://a.example/b"));
        assert_eq!(parts.len(), 6);
    }

    #[test]
    fn sentences_are_left_alone() {
        for text in [
            "Date palms burned on 2021-03-04 in the valley.",
            "Sources: nobody. And more",
            "Published reports say so.",
        ] {
            assert!(run(text).1.iter().all(|(hint, _)| hint.is_none()), "{text}");
        }
    }
}
