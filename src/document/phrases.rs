//! The phrases that web pages print around an article, read from `gazetteer/chrome.tsv`.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as DeError;
use std::sync::LazyLock;

/// What a phrase marks; the table explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Never read.
    Chrome,
    /// Heads a list of other stories.
    Related,
    /// Nothing of the article follows.
    Footer,
    /// Who wrote it and when.
    Byline,
    /// Starts a caption.
    Caption,
    /// Stands in or at the end of a caption.
    Credit,
    /// Takes pictures: in brackets behind a caption.
    Agency,
    /// A section label.
    Heading,
    /// In a dateline's brackets without being an agency.
    Remark,
    /// A verb whose weekday is that of the report.
    Speech,
    /// Puts a date in the future.
    Ahead,
    /// Puts a date among what was before the news.
    History,
    /// In front of the day on which it first came out.
    Issued,
    /// In front of the day on which it was changed.
    Changed,
    /// A name of elements of a page that are no part of an article.
    Aside,
    /// A name of elements of a page that stand under a picture.
    Captioned,
    /// Tells a sentence from a heap of names.
    Verb,
    /// Ends the name of a host.
    Domain,
    /// Small, between the names of a signature.
    Signed,
    /// Small, in the name of a place.
    Placed,
    /// Ends no sentence and no headline.
    Unended,
    /// What follows the author's name in a paragraph about the author.
    About,
    /// Ends the name of an outlet.
    Outlet,
}

#[derive(Default)]
struct Phrases {
    whole: FxHashMap<&'static str, Vec<Part>>,
    start: Vec<(&'static str, Part)>,
    end: Vec<(&'static str, Part)>,
    inside: Vec<(&'static str, Part)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for line in include_str!("../../gazetteer/chrome.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut cells = line.split('\t');
        let (Some(part), Some(place), Some(phrase)) =
            (cells.next().and_then(part), cells.next(), cells.next())
        else {
            continue;
        };
        match place {
            "whole" => phrases.whole.entry(phrase).or_default().push(part),
            "start" => phrases.start.push((phrase, part)),
            "end" => phrases.end.push((phrase, part)),
            _ => phrases.inside.push((phrase, part)),
        }
    }
    phrases
});

fn part(name: &str) -> Option<Part> {
    let part: Result<Part, DeError> = Part::deserialize(name.into_deserializer());
    part.ok()
}

/// Text as the table writes it: lower case, straight quotes and hyphens, single spaces, `#` for digits.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            '’' | '‘' | '`' => '\'',
            '“' | '”' | '„' => '"',
            '–' | '—' | '−' | '‑' => '-',
            c if c.is_whitespace() => ' ',
            c if c.is_numeric() => '#',
            c => c,
        };
        if !(matches!(c, ' ' | '#') && folded.ends_with(c)) {
            folded.push(c);
        }
    }
    folded.trim().to_owned()
}

/// The letters and digits of `text`, in lower ASCII, words parted by one space: two tellings of one headline agree.
pub fn skeleton(text: &str) -> String {
    let ascii = any_ascii::any_ascii(text);
    let words = ascii
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_ascii_lowercase()
}

/// Whether `word`, in lower case, is listed for `part` on its own.
pub fn is_word(word: &str, part: Part) -> bool {
    PHRASES
        .whole
        .get(word)
        .is_some_and(|parts| parts.contains(&part))
}

/// The phrases that `part` starts with.
pub fn starts(part: Part) -> impl Iterator<Item = &'static str> {
    let of_part = PHRASES.start.iter().filter(move |(_, of)| *of == part);
    of_part.map(|(phrase, _)| *phrase)
}

/// Whether the names of an element, as a page writes them (`class`, `id`), set it apart from the article.
pub fn is_aside(names: &str) -> bool {
    names
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|name| is_word(&name.to_ascii_lowercase(), Part::Aside))
}

/// Whether the names of an element say that it is what stands under a picture.
pub fn is_caption(names: &str) -> bool {
    let mut names = names.split(|c: char| !c.is_ascii_alphanumeric());
    names.any(|name| is_word(&name.to_ascii_lowercase(), Part::Captioned))
}

/// A paragraph folded for look-up; of a long one only the two ends, which is where such phrases stand.
pub struct Folded {
    head: String,
    tail: String,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Folded {
        const HEAD: usize = 600;
        if text.len() <= 2 * HEAD {
            let head = fold(text);
            return Folded {
                tail: head.clone(),
                head,
            };
        }
        let head = fold(&text[..text.floor_char_boundary(HEAD)]);
        Folded {
            head,
            tail: fold(&text[text.floor_char_boundary(text.len() - HEAD)..]),
        }
    }

    /// Whether a phrase of `part` that is telling wherever it stands is in the paragraph.
    pub fn tells(&self, part: Part) -> bool {
        let holds = |text: &str, p: &str| text.match_indices(p).any(|(at, _)| bounded(text, at, p));
        let of_part = PHRASES.inside.iter().filter(|(_, of)| *of == part);
        of_part
            .into_iter()
            .any(|(p, _)| holds(&self.head, p) || holds(&self.tail, p))
    }

    /// Whether a phrase of `part` is the whole paragraph or stands at its proper place in it.
    pub fn has(&self, part: Part) -> bool {
        let bare = self
            .head
            .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '©' | '+'));
        if is_word(bare, part) || is_word(self.head.trim_end_matches([':', '.', ' ']), part) {
            return true;
        }
        let all = |list: &[(&str, Part)], holds: &dyn Fn(&str) -> bool| {
            list.iter().any(|(p, of)| *of == part && holds(p))
        };
        all(&PHRASES.start, &|p| {
            // Not past a quotation mark: what somebody says is never the page's own words.
            let marked = self
                .head
                .trim_start_matches(['>', '»', '►', '▶', '*', '[', '|', ' ']);
            bounded(&self.head, 0, p) || bounded(marked, 0, p)
        }) || all(&PHRASES.end, &|p| {
            let tail = self.tail.trim_end_matches(['.', ' ', ')', ']', '/']);
            tail.strip_suffix(p)
                .is_some_and(|rest| bounded(tail, rest.len(), p))
        }) || self.tells(part)
    }
}

/// Whether `phrase` stands in `text` at `at` and is not part of a longer word.
fn bounded(text: &str, at: usize, phrase: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if a.is_alphanumeric() && b.is_alphanumeric());
    text[at..].strip_prefix(phrase).is_some_and(|rest| {
        !joins(text[..at].chars().next_back(), phrase.chars().next())
            && !joins(phrase.chars().next_back(), rest.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sound() {
        let lines = include_str!("../../gazetteer/chrome.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(part(cells[0]).is_some(), "{line}");
            assert!(
                ["whole", "start", "end", "inside"].contains(&cells[1]),
                "{line}"
            );
            assert_eq!(fold(cells[2]), cells[2], "{line}");
        }
    }

    #[test]
    fn places() {
        assert!(Folded::new("14 minutes ago").has(Part::Chrome));
        assert!(Folded::new("RELATED STORIES:").has(Part::Related));
        assert!(!Folded::new("Topping the ridge, the column stopped.").has(Part::Chrome));
        assert!(Folded::new("Smoke over the town. Ana Roe/Pool via REUTERS").has(Part::Credit));
        assert!(!Folded::new("Filed on Tuesday, the suit names two ministers.").has(Part::Caption));
    }
}
