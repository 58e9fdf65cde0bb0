//! Where a token ends: the rules behind [`tokenize`](super::tokenize::tokenize).

use super::letters::{is_apostrophe, is_letter, is_space, is_word};
use super::words::{Abbreviation, WORDS};

/// Finds where tokens end. Positions are byte offsets into `block`; nothing at or after `to` belongs to the token.
pub(crate) struct Cutter<'t> {
    /// The text.
    pub block: &'t str,
    /// End of the part to be cut.
    pub to: usize,
}

impl<'t> Cutter<'t> {
    fn rest(&self, at: usize) -> &'t str {
        &self.block[at..self.to]
    }

    fn char(&self, at: usize) -> Option<char> {
        self.block.get(at..self.to)?.chars().next()
    }

    /// Length in bytes of the token at `at`; `open` when no word stands directly before it.
    pub fn next(&self, at: usize, open: bool, whole: bool) -> usize {
        let rest = self.rest(at);
        let Some(c) = rest.chars().next() else {
            return 0;
        };
        if open {
            if let Some(length) = super::address::address(rest) {
                return length;
            }
            if let Some(length) = self.emoticon(at) {
                return length;
            }
        }
        if is_word(c) {
            return self.word(at, whole) - at;
        }
        let second = self.char(at + c.len_utf8());
        match c {
            '@' | '#' if open && second.is_some_and(is_letter) => {
                c.len_utf8() + run(&rest[c.len_utf8()..], is_word)
            }
            '.' if open && second.is_some_and(|d| d.is_ascii_digit()) => {
                1 + run(&rest[1..], |d| d.is_ascii_digit())
            }
            '+' if open && second.is_some_and(|d| d.is_ascii_digit()) => {
                self.word(at + 1, whole) - at
            }
            '[' if rest.starts_with("[...]") => 5,
            '[' if rest.starts_with("[…]") => "[…]".len(),
            '?' | '!' => run(rest, |d| matches!(d, '?' | '!')),
            '.' | '-' | '=' | '*' | '~' | '<' | '>' | '#' | '+' | '—' | '–' => {
                run(rest, |d| d == c)
            }
            c if is_apostrophe(c) => self.apostrophe(at, c, open),
            c if !c.is_ascii() => self.emoji(rest),
            _ => c.len_utf8(),
        }
    }

    /// `'s`, `''`, `'em`, or the mark alone.
    fn apostrophe(&self, at: usize, c: char, open: bool) -> usize {
        let rest = self.rest(at);
        let after = &rest[c.len_utf8()..];
        let letters = run(after, is_letter);
        let lower = after[..letters].to_lowercase();
        if letters > 0 && WORDS.clitics.contains(lower.as_str()) && !(open && c == '‘') {
            return c.len_utf8() + letters;
        }
        if open && WORDS.leading.contains(format!("'{lower}").as_str()) {
            return c.len_utf8() + letters;
        }
        let digits = run(after, |d| d.is_ascii_digit());
        if open && digits == 2 && !after[2..].starts_with(is_apostrophe) {
            return c.len_utf8() + run(after, is_word);
        }
        if c == '‘' && after.starts_with('’') {
            return 2 * c.len_utf8();
        }
        if after.starts_with(c) && matches!(c, '\'' | '`' | '’' | '‘') {
            2 * c.len_utf8()
        } else {
            c.len_utf8()
        }
    }

    /// An emoji with its modifiers, or any one character.
    fn emoji(&self, rest: &str) -> usize {
        let modifier = |c: char| matches!(c, '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{300}'..='\u{36f}');
        let mut joined = false;
        let mut length = 0;
        for (i, c) in rest.char_indices() {
            if i > 0 && !joined && !modifier(c) && c != '\u{200d}' {
                break;
            }
            joined = c == '\u{200d}';
            length = i + c.len_utf8();
        }
        length
    }

    fn emoticon(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        (2..=4)
            .rev()
            .filter(|&n| rest.is_char_boundary(n))
            .find(|&n| {
                rest.get(..n)
                    .is_some_and(|face| WORDS.emoticons.contains(face))
                    && !rest[n..].starts_with(is_word)
            })
    }

    /// End of the word at `at`.
    fn word(&self, at: usize, whole: bool) -> usize {
        let mut end = at + run(self.rest(at), is_word);
        if let Some(longer) = self.abbreviation(at, end) {
            return longer;
        }
        while let Some(c) = self.char(end) {
            let after = end + c.len_utf8();
            let next = after + run(self.rest(after), is_word);
            let first = self.char(after);
            let joins = match c {
                c if is_apostrophe(c) && next > after => {
                    if let Some(cut) = self.contraction(at, end, after, next) {
                        return cut;
                    }
                    c != '‘'
                }
                '.' | ',' | ':' | '/'
                    if self.digits(at, end) && first.is_some_and(|d| d.is_ascii_digit()) =>
                {
                    true
                }
                '.' => {
                    next > after
                        && self.block[at..end]
                            .rsplit('.')
                            .next()
                            .is_some_and(|s| s.chars().count() == 1)
                }
                '-' => self.hyphen(at, end, after, next),
                '&' => {
                    upper(&self.block[at..end]) && upper(&self.block[after..next])
                        || self.block[at..next].len() == 3
                            && next > after
                            && !upper(&self.block[at..end])
                }
                '/' => WORDS.slashes.contains(&self.block[at..next]),
                '$' => {
                    return if upper(&self.block[at..end]) && end - at <= 2 {
                        after
                    } else {
                        end
                    };
                }
                _ => false,
            };
            if !joins {
                break;
            }
            end = next;
        }
        let end = self.unit(at, end);
        if self.char(end) == Some('.') && whole {
            self.full_stop(at, end)
        } else {
            end
        }
    }

    /// Where a clitic after the apostrophe at `end` makes the word stop, if it does.
    fn contraction(&self, at: usize, end: usize, after: usize, next: usize) -> Option<usize> {
        let clitic = self.block[after..next].to_lowercase();
        let before = &self.block[at..end];
        if clitic == "t" && before.ends_with(['n', 'N']) {
            return Some(if before.len() == 1 { next } else { end - 1 });
        }
        // decades and models: 1960's, AK47's
        let kept = before.ends_with(|c: char| c.is_ascii_digit())
            && (before.ends_with('0') || !before.starts_with(|c: char| c.is_ascii_digit()));
        (WORDS.clitics.contains(clitic.as_str()) && !kept).then_some(end)
    }

    fn digits(&self, at: usize, end: usize) -> bool {
        self.block[at..end]
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':' | b'/'))
    }

    /// Whether the hyphen at `end` is inside a token.
    fn hyphen(&self, at: usize, end: usize, after: usize, next: usize) -> bool {
        let (before, behind) = (&self.block[at..end], &self.block[after..next]);
        if behind.is_empty() {
            return false;
        }
        let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if number(behind) && before.split('-').all(number) {
            let more = self.char(next) == Some('-')
                && self.char(next + 1).is_some_and(|c| c.is_ascii_digit());
            return before.contains('-') || more || (before.len() == 3 && behind.len() == 4);
        }
        (behind.starts_with(is_letter) || before.eq_ignore_ascii_case("mid"))
            && WORDS.prefixes.contains(before.to_lowercase().as_str())
    }

    /// Cuts a unit off the digits before it.
    fn unit(&self, at: usize, end: usize) -> usize {
        let word = &self.block[at..end];
        let digits = run(word, |c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
        if digits > 0 && digits < word.len() && WORDS.units.contains(&word[digits..]) {
            at + digits
        } else {
            end
        }
    }

    /// The longest listed abbreviation that begins at `at` and holds more than the plain word.
    fn abbreviation(&self, at: usize, end: usize) -> Option<usize> {
        if self.char(end)? != '.' && !is_apostrophe(self.char(end)?) {
            return None;
        }
        let stop = at + run(self.rest(at), |c| is_letter(c) || c == '.' || c == '\'').min(12);
        let word = self.block.get(at..stop)?;
        let dot = word.rfind('.')?;
        let word = &word[..=dot];
        let class = WORDS.abbreviations.get(word)?;
        (word.matches('.').count() > 1 || word.contains('\'')).then_some(())?;
        (*class != Abbreviation::Number).then_some(at + word.len())
    }

    /// The end of the word with its full stop, when that makes an abbreviation.
    fn full_stop(&self, at: usize, end: usize) -> usize {
        let with = end + 1;
        if self.char(with) == Some('.') {
            return end;
        }
        let word = &self.block[at..with];
        let behind = self.block[with..].trim_start_matches(is_space);
        let follows = behind.chars().next();
        if let Some(class) = WORDS.abbreviations.get(word) {
            let attached = match class {
                Abbreviation::Title | Abbreviation::Inline => true,
                Abbreviation::Number => follows.is_some_and(|c| c.is_ascii_digit()),
                Abbreviation::Month => {
                    follows.is_some_and(|c| c.is_ascii_digit() || c == ',' || c.is_lowercase())
                }
                Abbreviation::Middle => follows.is_some_and(|c| !c.is_uppercase()),
            };
            return if attached { with } else { end };
        }
        let letters = &word[..word.len() - 1];
        let acronym = letters.contains('.')
            && letters
                .split('.')
                .all(|s| s.chars().count() == 1 && s.chars().all(is_letter));
        let initial = letters.chars().count() == 1
            && letters != "I"
            && letters.chars().all(char::is_uppercase)
            && follows.is_some_and(|c| c.is_uppercase() || c == ',');
        if acronym || initial { with } else { end }
    }

    /// Where `can|not` and its like are cut.
    pub fn inner_cut(&self, at: usize, end: usize) -> Option<usize> {
        let word = &self.block[at..end];
        if word.len() > 9 {
            return None;
        }
        WORDS
            .splits
            .get(word.to_ascii_lowercase().as_str())
            .map(|cut| at + cut)
    }
}

fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

fn upper(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_uppercase)
}
