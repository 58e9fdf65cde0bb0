//! Lines folded between words.

use unicode_width::UnicodeWidthChar;

/// The text over lines of at most `width` columns, broken between words where that can be done; the lines after the first
/// begin with `indent` blanks more than the text. Escape sequences for colours take no room.
pub fn fold(text: &str, width: usize, indent: usize) -> Vec<String> {
    let blanks = text.len() - text.trim_start_matches(' ').len();
    let indent = blanks + indent;
    // A line too short for the indent and a word has none.
    let indent = if indent + 8 > width { 0 } else { indent };
    let mut lines = Vec::new();
    let mut line = " ".repeat(blanks.min(width.saturating_sub(1)));
    let mut used = line.len();
    let mut empty = true;
    for word in text.trim_start_matches(' ').split(' ') {
        let long = columns(word);
        if !empty && used + 1 + long > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            used = indent;
            empty = true;
        }
        if !empty {
            line.push(' ');
            used += 1;
        }
        empty = false;
        if used + long <= width {
            line.push_str(word);
            used += long;
            continue;
        }
        // A word that is longer than a line: behind a slash (of dates and addresses), or else anywhere.
        for part in word.split_inclusive('/') {
            let fits = columns(part) <= width - indent;
            for (number, (letter, wide)) in letters(part).enumerate() {
                let needed = if number == 0 && fits {
                    columns(part)
                } else {
                    wide
                };
                if used + needed > width && used > indent {
                    lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
                    used = indent;
                }
                line.push_str(letter);
                used += wide;
            }
        }
    }
    lines.push(line);
    lines
}

/// How much further than its first line the others of a text should begin, so that they stand under the second of two
/// columns; 0 where there are no two.
pub fn hanging(text: &str, width: usize) -> usize {
    let body = text.trim_start_matches(' ');
    let Some(gap) = body.find("  ") else { return 0 };
    let right = body[gap..].trim_start_matches(' ');
    let indent = columns(body) - columns(right);
    if right.is_empty() || indent > width / 2 {
        return 0;
    }
    indent
}

/// At most so many characters; `…` says that there are more.
pub(crate) fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_string(),
    }
}

/// The first `most` lines, the last of them with `end` when there were more. Whether all are there.
pub(super) fn cut(
    mut lines: Vec<String>,
    most: usize,
    width: usize,
    end: &str,
) -> (Vec<String>, bool) {
    if lines.len() <= most {
        return (lines, true);
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while columns(last) + 1 + columns(end) > width {
            // Whole words, as long as there is more than one.
            match last
                .trim_end()
                .rfind(' ')
                .filter(|at| !last[..*at].trim().is_empty())
            {
                Some(at) => last.truncate(at),
                None if last.pop().is_some() => {}
                None => break,
            }
        }
        *last = format!("{} {end}", last.trim_end());
    }
    (lines, false)
}

/// Columns that a text takes.
fn columns(text: &str) -> usize {
    letters(text).map(|(_, wide)| wide).sum()
}

/// Letters with the columns that each takes; a sequence like `ESC [1m` is one that takes none.
fn letters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let (end, wide) = match rest.strip_prefix("\u{1b}[") {
            Some(code) => (code.find('m').map_or(rest.len(), |at| at + 3), 0),
            None => (first.len_utf8(), first.width().unwrap_or(0)),
        };
        let (letter, behind) = rest.split_at(end);
        rest = behind;
        Some((letter, wide))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words() {
        assert_eq!(fold("one two three", 7, 0), ["one two", "three"]);
        assert_eq!(fold("  one two three", 12, 2), ["  one two", "    three"]);
        assert_eq!(fold("", 7, 0), [""]);
    }

    #[test]
    fn long_words_are_broken_and_colours_take_no_room() {
        assert_eq!(fold("abcdefgh ij", 3, 0), ["abc", "def", "gh", "ij"]);
        assert_eq!(fold("東京都", 4, 0), ["東京", "都"]);
        let days = "2020-02-03/2020-02-05";
        assert_eq!(fold(days, 13, 0), ["2020-02-03/", "2020-02-05"]);
        let bold = "\u{1b}[1mone\u{1b}[0m";
        assert_eq!(fold(&format!("{bold} two"), 7, 0), [format!("{bold} two")]);
    }

    #[test]
    fn the_second_column_stands_under_itself() {
        let line = "  one   two three four";
        let indent = hanging(line, 17);
        let expected = ["  one   two three", "        four"];
        assert_eq!(fold(line, 17, indent), expected);
        assert_eq!(hanging("one two", 17), 0);
    }

    #[test]
    fn what_is_cut_says_so() {
        let lines = fold("one two three four", 5, 0);
        let found = cut(lines.clone(), 2, 5, "…");
        assert_eq!(found, (vec!["one".to_string(), "two …".to_string()], false));
        assert!(cut(lines, 4, 5, "…").1);
    }
}
