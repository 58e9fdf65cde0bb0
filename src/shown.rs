//! Text from elsewhere, made harmless.
//!
//! What strangers write (articles, names of files, answers of servers) may hold what a terminal obeys or what makes words
//! read as others. Two places take it out:
//!
//! * the door, where articles are read: [`blanked`] puts a blank for each such character, so that offsets stay those of the
//!   text that was given;
//! * the screen: what is put on it is [`Shown`], which can be made of other text by cleaning it only.

use std::fmt;
use std::ops::Deref;
use std::path::Path;

/// Text that may be put on a terminal: no control characters, no escape sequences but those of
/// [`Paint`](crate::output::Paint), nothing that turns the direction of writing, nothing that cannot be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown(String);

impl Shown {
    /// The text with its line ends and blanks.
    pub fn text(text: &str) -> Shown {
        if !text.contains(is_hidden) {
            return Shown(text.to_string());
        }
        let mut shown = String::with_capacity(text.len());
        each(text, |c, obeyed| match obeyed || is_hidden(c) {
            true if !obeyed && c.is_whitespace() => shown.push(' '),
            true => {}
            false => shown.push(c),
        });
        Shown(shown)
    }

    /// The text on one line: white space as single blanks.
    pub fn line(text: &str) -> Shown {
        let text = Shown::text(text);
        let mut line = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        Shown(line)
    }

    /// The name of a file on one line; its blanks stay as they are.
    pub fn name(name: &str) -> Shown {
        let breaks = ['\n', '\t', '\u{2028}', '\u{2029}'];
        Shown(Shown::text(name).0.replace(breaks, " "))
    }

    /// A path on one line, as messages show it.
    pub fn path(path: &Path) -> Shown {
        Shown::name(&path.to_string_lossy())
    }

    /// The text between two escape sequences. Only [`Paint`](crate::output::Paint) makes them.
    pub(crate) fn painted(self, begin: &str, end: &str) -> Shown {
        Shown([begin, &self.0, end].concat())
    }
}

impl From<&str> for Shown {
    fn from(text: &str) -> Shown {
        Shown::text(text)
    }
}

impl From<&String> for Shown {
    fn from(text: &String) -> Shown {
        Shown::text(text)
    }
}

impl From<Shown> for String {
    fn from(shown: Shown) -> String {
        shown.0
    }
}

impl Deref for Shown {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The text with a blank for each character that a terminal obeys, or that is there to deceive. It has as many characters as
/// before; line ends and tabs stay.
pub fn blanked(text: String) -> String {
    if !text.contains(is_blanked) {
        return text;
    }
    let mut blank = String::with_capacity(text.len());
    let mut returned = false;
    each(&text, |c, obeyed| {
        // Of two characters that end a line the second is known only when it comes.
        if std::mem::take(&mut returned) {
            blank.push(if c == '\n' { '\r' } else { '\n' });
        }
        match c {
            '\r' if !obeyed => returned = true,
            _ if obeyed || is_obeyed(c) || is_deceit(c) => blank.push(' '),
            c => blank.push(c),
        }
    });
    if returned {
        blank.push('\n');
    }
    blank
}

/// The text without control characters and escape sequences, for files that are read by programs; nothing else is taken out.
pub fn without_controls(text: &str) -> String {
    let odd = |c: char| is_obeyed(c) || c == '\r';
    if !text.contains(odd) {
        return text.to_string();
    }
    let mut plain = String::with_capacity(text.len());
    each(text, |c, obeyed| {
        if !obeyed && !odd(c) {
            plain.push(c);
        }
    });
    plain
}

/// The text with as many bytes as before, so that places in it stay good: blanks stand for what would be taken out.
pub(crate) fn same_bytes(text: &str) -> String {
    let mut same = String::with_capacity(text.len());
    each(text, |c, obeyed| match obeyed || is_hidden(c) {
        true => same.extend(std::iter::repeat_n(' ', c.len_utf8())),
        false => same.push(c),
    });
    same
}

/// Whether a character is not to be seen on a screen, or does something there.
pub(crate) fn is_hidden(c: char) -> bool {
    is_blanked(c) || has_no_width(c)
}

/// Whether [`blanked`] may put something else in the place of a character.
pub(crate) fn is_blanked(c: char) -> bool {
    is_obeyed(c) || c == '\r' || is_deceit(c)
}

/// Control characters, apart from those that part lines and words.
fn is_obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r')
}

/// Characters that turn the direction of the text around them, tags, and what is no character.
fn is_deceit(c: char) -> bool {
    matches!(
        c,
        '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{e0000}'..='\u{e0fff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{fffe}'
            | '\u{ffff}'
    )
}

/// Characters without width. In a text they part words; on a screen they make two names look like one.
fn has_no_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
    )
}

/// Gives each character to `take`, and whether it is part of an escape sequence.
fn each(text: &str, mut take: impl FnMut(char, bool)) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\u{1b}' | '\u{80}'..='\u{9f}' => sequence(rest),
            _ => 0,
        };
        match length {
            0 => {
                take(c, false);
                rest = &rest[c.len_utf8()..];
            }
            length => {
                rest[..length].chars().for_each(|c| take(c, true));
                rest = &rest[length..];
            }
        }
    }
}

/// The longest sequence with words in it that is taken for one; what is longer was cut off before its end.
const LONGEST: usize = 4096;

/// How many bytes the escape sequence has that a text begins with; 0 when it begins with none, or with one that never ends.
fn sequence(text: &str) -> usize {
    let mut letters = text.char_indices();
    let kind = match letters.next() {
        Some((_, '\u{1b}')) => letters.next().map(|(_, c)| c),
        // The same in one character.
        Some((_, c @ '\u{80}'..='\u{9f}')) => char::from_u32(u32::from(c) - 0x40),
        _ => None,
    };
    let body = letters.as_str();
    let begin = text.len() - body.len();
    match kind {
        Some('[') => {
            let end = body.find(|c: char| !matches!(c, ' '..='?'));
            let last = end.and_then(|end| Some((end, body[end..].chars().next()?)));
            match last {
                Some((end, '@'..='~')) => begin + end + 1,
                _ => 0,
            }
        }
        // Words for the terminal: its title, a link, the clipboard.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            let within = &body[..body.floor_char_boundary(LONGEST.min(body.len()))];
            let end = within.find(['\n', '\u{7}', '\u{9c}', '\u{1b}']);
            let Some(end) = end else { return 0 };
            match within[end..].chars().next() {
                Some('\u{7}') => begin + end + 1,
                Some('\u{9c}') => begin + end + 2,
                Some('\u{1b}') if body[end + 1..].starts_with('\\') => begin + end + 2,
                _ => 0,
            }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sequences_are_taken_out() {
        for (text, shown) in [
            ("a\u{1b}[31mred\u{1b}[0m", "ared"),
            ("a\u{9b}2Jb", "ab"),
            ("\u{1b}]0;title\u{7}b", "b"),
            ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{1b}Pq#0\u{9c}b", "b"),
            // Not closed: only the sign that begins it goes, so that no words are lost.
            ("\u{1b}]0;title and text", "]0;title and text"),
            ("\u{1b}[31\u{1b}[0m", "[31"),
            ("a\u{8}\u{0}b\rc", "ab c"),
            ("x\u{202e}y\u{200b}z\u{e0041}", "xyz"),
        ] {
            assert_eq!(&*Shown::text(text), shown, "{text:?}");
        }
        assert_eq!(&*Shown::line(" a \n\t b "), "a b");
        assert_eq!(&*Shown::name("a  b\nc\u{1b}[31m.txt"), "a  b c.txt");
    }

    #[test]
    fn blanks_keep_the_number_of_characters() {
        for text in [
            "a\u{1b}[31mred",
            "a\u{9b}2Jb\u{85}",
            "one\r\ntwo\rthree\r",
            "\u{1b}]0;title\u{7}é\u{202e}",
            "",
        ] {
            let blank = blanked(text.to_string());
            assert_eq!(blank.chars().count(), text.chars().count(), "{text:?}");
            assert!(!blank.contains(is_obeyed), "{blank:?}");
        }
        assert_eq!(blanked("a\r\nb\rc".into()), "a\r\nb\nc");
        assert_eq!(
            same_bytes("a\u{9b}é\u{202e}").len(),
            "a\u{9b}é\u{202e}".len()
        );
    }
}
