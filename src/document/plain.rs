//! Plain text into paragraphs.
//!
//! Some sources set a blank line between paragraphs, some one paragraph a line, some wrap lines at a column. The
//! document as a whole decides: one page is not wrapped in one place and unwrapped in another.

use super::phrases::{Part, is_word};
use crate::span::Span;

/// Lines of wrapped text are at most this long; a longer line is a paragraph.
const WIDEST: usize = 160;

/// A line of so many letters was broken because it was full.
const LONG: usize = 50;

/// The paragraphs of `text`, in order, each without surrounding white space.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped = wrap_column(text, &lines);
    let ragged = wrapped.is_none() && is_ragged(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut previous: Option<Line> = None;
    for line in lines {
        let joined = match (previous, wrapped) {
            (Some(before), Some(column)) => {
                before.number + 1 == line.number && continues(text, before, line, column)
            }
            (Some(before), None) if ragged => {
                before.number + 1 == line.number
                    && goes_on(before.span.of(text), line.span.of(text))
            }
            _ => false,
        };
        match paragraphs.last_mut() {
            Some(last) if joined => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
        previous = Some(line);
    }
    paragraphs
}

/// A line that is not blank.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    number: usize,
    indent: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut begin = 0;
    let mut lines = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start().len();
            let at = begin + indent;
            lines.push(Line {
                span: Span::new(at, at + trimmed.len()),
                number,
                indent,
            });
        }
        begin += line.len() + 1;
    }
    lines
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// The column at which the text is wrapped, if it is.
///
/// In wrapped text most lines are so full that the next word would not have fitted, and many break in mid sentence.
fn wrap_column(text: &str, lines: &[Line]) -> Option<usize> {
    let pairs: Vec<(&str, &str)> = lines
        .windows(2)
        .filter(|pair| pair[0].number + 1 == pair[1].number)
        .map(|pair| (pair[0].span.of(text), pair[1].span.of(text)))
        .collect();
    if pairs.len() < 3 {
        return None;
    }
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| width(line)).collect();
    widths.sort_unstable();
    let column = widths[widths.len() * 19 / 20];
    let full = pairs
        .iter()
        .filter(|(line, next)| is_full(line, next, column, 8))
        .count();
    let running = pairs
        .iter()
        .filter(|(line, next)| runs_on(line, next))
        .count();
    ((30..=WIDEST).contains(&column) && full * 3 >= pairs.len() * 2 && running * 4 >= pairs.len())
        .then_some(column)
}

/// Lines broken anywhere, as copied out of a narrow column: most of them go on with a small letter in mid sentence.
fn is_ragged(text: &str, lines: &[Line]) -> bool {
    let next = lines
        .windows(2)
        .filter(|pair| pair[0].number + 1 == pair[1].number);
    let running = next
        .clone()
        .filter(|pair| goes_on(pair[0].span.of(text), pair[1].span.of(text)))
        .count();
    let all = next.clone().count();
    // Of a text of two or three lines, one that is long and goes on tells enough.
    let long = next.filter(|pair| {
        let (line, next) = (pair[0].span.of(text), pair[1].span.of(text));
        width(line) >= LONG && goes_on(line, next)
    });
    running >= 2 && running * 3 >= all * 2 || all < 3 && long.count() >= 1
}

/// The sentence of `line` goes on in `next`.
fn runs_on(line: &str, next: &str) -> bool {
    next.starts_with(char::is_lowercase) && !ends_sentence(line)
}

/// The same where nothing else tells: names of fields start with small letters too.
fn goes_on(line: &str, next: &str) -> bool {
    let is_field = |line: &str| {
        line.split(' ')
            .next()
            .is_some_and(|word| word.ends_with(':'))
    };
    let open = width(line) >= LONG
        && line
            .split(' ')
            .next_back()
            .is_some_and(|w| is_word(w, Part::Unended));
    (runs_on(line, next) || open) && !is_field(line) && !is_field(next)
}

/// Whether the first word of `next` would have gone past the column, give or take `slack`.
fn is_full(line: &str, next: &str, column: usize, slack: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, width);
    width(line) + 1 + word + slack > column
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', ':'])
}

/// Whether `next` goes on with the paragraph of `line`, in text wrapped at `column`.
fn continues(text: &str, line: Line, next: Line, column: usize) -> bool {
    let (this, after) = (line.span.of(text), next.span.of(text));
    if next.indent > line.indent || width(this) > WIDEST || after.starts_with(['•', '*']) {
        return false;
    }
    let new_sentence = !after.starts_with(char::is_lowercase);
    let short = !is_full(this, after, column, column / 4);
    let ragged = !is_full(this, after, column, 8);
    !(new_sentence && (short || ragged && ends_sentence(this)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text)
            .into_iter()
            .map(|span| span.of(text))
            .collect()
    }

    #[test]
    fn blank_lines() {
        let found = split("\n One two.\n\n\n Three. \n\nFour");
        assert_eq!(found, ["One two.", "Three.", "Four"]);
    }

    #[test]
    fn one_paragraph_a_line() {
        let text = "Envoys reached the valley on Tuesday after two days of shelling that closed the only road.\n\
                    They will stay a week.\nNobody was hurt, the mayor said, and the bridge still stands.\nRain fell.\n";
        assert_eq!(split(text).len(), 4);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Envoys reached the valley on Tuesday after two days of shelling\n\
                    that closed the only road, and said they would stay for a week\n\
                    to count the dead and to speak with both of the commanders who\n\
                    hold the ridge.\n\
                    Nobody was hurt in the last hours, the mayor said, and the bridge\n\
                    still stands.\n\n\
                    Rain fell over the whole of the district during the night, which\n\
                    kept the guns quiet.\n";
        assert_eq!(split(text).len(), 3);
    }
    #[test]
    fn lines_broken_anywhere_are_joined() {
        let text = "Envoys reached\nthe valley on Tuesday after two days of\nshelling\nthat closed the road.\nRain fell.\n";
        assert_eq!(split(text).len(), 2);
        let found = split("Guns fell silent\nTalks begin\nin the valley\n").len();
        assert_eq!(found, 3);
        let two = "Shells fell on the market of Mirov on Thursday and killed four\ntraders.\n";
        assert_eq!(split(two).len(), 1);
        let name =
            "Shells fell on Thursday morning on the covered market of\nMirov and killed four.\n";
        assert_eq!(split(name).len(), 1);
    }
}
