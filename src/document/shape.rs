//! What a paragraph looks like, before anything is known of its neighbours.

use super::dates;
use super::phrases::{Folded, Part, fold, is_word};

/// Longest paragraph, in words, that is a headline.
pub const HEADLINE: usize = 20;

/// Features of one paragraph.
pub struct Shape {
    /// Words, counted up to 400.
    pub words: usize,
    /// Ends as a sentence ends.
    pub terminal: bool,
    /// Cut off with dots, as teasers of other stories are.
    pub cut: bool,
    /// Share of the words that start with a capital, in percent.
    pub capitals: usize,
    /// Has a small letter anywhere.
    pub lower: bool,
    /// Starts as an item of a list.
    pub bullet: bool,
    /// Pieces between bars, dots or dashes: a menu.
    pub menu: bool,
    /// Has a common verb.
    pub verb: bool,
    /// Nothing but a date and time.
    pub date_only: bool,
    /// Short, with a date and a time or a byline.
    pub stamped: bool,
    /// Nothing but a web address.
    pub address: bool,
}

impl Shape {
    /// Looks at `text`.
    pub fn new(text: &str) -> Shape {
        const SOME: usize = 400;
        let words: Vec<&str> = text.split_whitespace().take(SOME).collect();
        let named = words
            .iter()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count();
        let capital = |word: &&&str| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(char::is_uppercase)
        };
        let closers = ['"', '”', '’', '\'', ')', ']', '»', '*', '_', '\u{a0}'];
        let end = text.trim_end_matches(closers);
        let cut = ["..", "…", "[...", "[…"]
            .iter()
            .any(|dots| end.ends_with(dots))
            && named <= 30;
        let short = named <= 16;
        let written = if short {
            dates::scan(text, 0)
        } else {
            Vec::new()
        };
        let dated = written
            .iter()
            .any(|w| w.month.is_some() && (w.day.is_some() || w.year.is_some()));
        let rest_letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let in_dates: usize = written.iter().map(|w| rest_letters(w.span.of(text))).sum();
        Shape {
            words: named,
            terminal: end.ends_with(['.', '!', '?', '…', ':', '。', '؟']),
            cut,
            capitals: words.iter().filter(capital).count() * 100 / words.len().max(1),
            lower: text.chars().take(2000).any(char::is_lowercase),
            bullet: is_bullet(text),
            menu: is_menu(text, named),
            verb: words.iter().any(|word| is_verb(word)),
            date_only: dated && rest_letters(text) <= in_dates + 8,
            stamped: dated && short && has_clock(text),
            address: words.len() == 1 && is_address(text),
        }
    }

    /// Surely a sentence or more of running text.
    pub fn prose(&self) -> bool {
        !self.menu
            && !self.cut
            && (self.words >= 6 && self.terminal || self.words > HEADLINE && self.capitals < 60)
    }

    /// Could be a headline.
    pub fn headline(&self) -> bool {
        (2..=HEADLINE + 4).contains(&self.words) && !self.menu && !self.date_only && !self.bullet
    }
}

fn is_bullet(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < text.len()
        && text.len() - number.len() <= 2
        && (number.starts_with(". ") || number.starts_with(") "));
    numbered
        || ["- ", "* ", "• ", "– ", "— ", "· ", "▪ ", "● "]
            .iter()
            .any(|mark| text.starts_with(mark))
}

fn is_menu(text: &str, words: usize) -> bool {
    if text.len() > 4000 {
        return false;
    }
    let strong: usize = [" | ", " • ", " · ", " » ", " > ", " › "]
        .iter()
        .map(|mark| text.matches(mark).count())
        .sum();
    let weak: usize = [" - ", " – ", " / "]
        .iter()
        .map(|mark| text.matches(mark).count())
        .sum();
    let small = |marks: usize| words <= (marks + 1) * 4;
    strong >= 2 && small(strong)
        || strong == 1 && words <= 6 && !text.contains(|c: char| c.is_ascii_digit())
        || weak >= 4 && small(weak)
}

/// A few of them: enough to tell a cut-off sentence from a heap of names.
fn is_verb(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    is_word(word, Part::Verb)
        || word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
}

/// "05:32", "5:32 PM", "17.32 GMT".
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (1..bytes.len()).any(|at| bytes[at] == b':' && digit(at - 1) && digit(at + 1) && digit(at + 2))
}

fn is_address(word: &str) -> bool {
    let word = word.trim_end_matches('/');
    let host = word
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    host.len() < word.len() || domain(word).is_some()
}

/// A host name such as "news.example.com" that is all there is to `word`.
pub fn domain(word: &str) -> Option<&str> {
    let name = word.trim_start_matches("www.");
    let (_, end) = name.rsplit_once('.')?;
    let host = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
        && name.len() >= 5;
    (host && is_word(&end.to_ascii_lowercase(), Part::Domain)).then_some(name)
}

/// "By Ana Roe", "By Ana Roe and Ben Poe, Valley Post": names only.
pub fn is_signature(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(char::is_whitespace) else {
        return false;
    };
    let names: Vec<&str> = rest.split_whitespace().collect();
    let name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            || ["&", "|", "-", "—", "–"].contains(word)
            || is_word(word, Part::Signed)
            || word.starts_with("al-")
    };
    first.eq_ignore_ascii_case("by")
        && (1..=14).contains(&names.len())
        && names.iter().all(name)
        && !text.ends_with(['.', '!', '?'])
}

/// What the words alone say: chrome, byline, caption; `None` where the neighbours must tell.
pub fn spoken(text: &str, shape: &Shape, folded: &Folded) -> Option<Part> {
    let few = shape.words <= 30;
    // "Copyright lawyers were seized in the raid." A sentence is not what its first words look like.
    let sentence = shape.verb && shape.terminal && shape.words >= 8 && !text.contains('©');
    let legal = folded.has(Part::Footer) && (!sentence || folded.tells(Part::Footer));
    // The signature of a quoted post: its date is not the article's.
    if few && text.contains("(@") && text.starts_with(['-', '–', '—', '&']) {
        return Some(Part::Chrome);
    }
    let account = || {
        text.split_whitespace()
            .any(|word| word.len() > 2 && word.starts_with('@'))
    };
    if shape.words <= 8 && !shape.terminal && account() {
        return Some(Part::Byline);
    }
    if is_signature(text) || shape.date_only || shape.stamped && !shape.terminal {
        return Some(Part::Byline);
    }
    let pictured = || folded.has(Part::Caption) || folded.has(Part::Credit) || is_credit(text);
    if shape.words <= 80 && legal {
        return Some(Part::Footer);
    }
    if shape.words <= 90 && pictured() {
        return Some(Part::Caption);
    }
    if few && !sentence && folded.has(Part::Related) {
        return Some(Part::Related);
    }
    // Credits are lists of names; "Published reports say …" is a sentence.
    if shape.words <= 60 && folded.has(Part::Byline) && (!sentence || folded.tells(Part::Byline)) {
        return Some(Part::Byline);
    }
    if shape.address {
        return Some(Part::Byline);
    }
    let pieces = || {
        text.split(['|', '•', '·', '»'])
            .map(|piece| fold(piece.trim()))
    };
    if shape.menu && pieces().any(|piece| is_word(&piece, Part::Footer)) {
        return Some(Part::Footer);
    }
    if few && folded.has(Part::Chrome) || shape.menu || shape.words == 0 {
        return Some(Part::Chrome);
    }
    folded.has(Part::Heading).then_some(Part::Heading)
}

/// Ends in a photographer and an agency: `[Ana Roe/Valley News]`, "(Roe/AP)", `[AFP]`.
fn is_credit(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ' ']);
    let Some(inner) = bare.strip_suffix([']', ')']) else {
        return false;
    };
    let Some(open) = inner.rfind(['[', '(']).filter(|open| *open > 0) else {
        return false;
    };
    let inner = &inner[open + 1..];
    let words = inner.split_whitespace().count();
    let pieces = || inner.split(['/', ' ', ',']).filter(|word| !word.is_empty());
    let names = pieces().all(|word| word.starts_with(char::is_uppercase) || word == "via");
    let agency = is_word(&fold(inner), Part::Agency) && bare.len() == text.len();
    words <= 8 && (agency || names && (inner.contains('/') || inner.contains("via ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Option<Part> {
        spoken(text, &Shape::new(text), &Folded::new(text))
    }

    #[test]
    fn spoken_parts() {
        let parts = [
            (
                "Ana Roe 7 minutes ago Tue 12th May 2020 | 09:14 AM",
                Some(Part::Byline),
            ),
            ("By Ana Roe and Ben Poe", Some(Part::Byline)),
            ("By Tuesday the guns were silent.", None),
            (
                "Reporting by Ana Roe; Editing by Ben Poe",
                Some(Part::Byline),
            ),
            (
                "A boy crosses the bridge, May 4, 2019. [Ana Roe/Valley News]",
                Some(Part::Caption),
            ),
            ("Home | World | Sports | Weather", Some(Part::Chrome)),
            ("Terms of Use", Some(Part::Footer)),
            ("© 2001-2020, Valley Network", Some(Part::Footer)),
            ("February 6, 2020", Some(Part::Byline)),
            ("Updated: February 6, 2020 at 10:11", Some(Part::Byline)),
            ("www.valley.example.com", Some(Part::Byline)),
            (
                "The army left the ridge on February 6, 2020, at 05:32.",
                None,
            ),
            ("Envoys met in the town (Porto/Lima road) on Friday.", None),
            (
                "Smoke over the valley on Tuesday [AFP]",
                Some(Part::Caption),
            ),
            (
                "The aid was sent by the World Health Organization (WHO).",
                None,
            ),
            (
                "Copyright lawyers were among those seized in the raid.",
                None,
            ),
            (
                "“Join our ranks now,” he told the crowd in the square.",
                None,
            ),
            (
                "More in the north, where the river bends, were seized.",
                None,
            ),
            ("— Ana Roe (@anaroe) February 6, 2020", Some(Part::Chrome)),
        ];
        for (text, expected) in parts {
            assert_eq!(part(text), expected, "{text}");
        }
    }
}
