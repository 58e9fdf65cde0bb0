//! The one error of the asking side: what is wrong, where, what was expected, and what to try instead.
//!
//! A [`Diagnostic`] carries data; it becomes text (with a caret) or JSON only when it is shown.

use crate::shown::{Shown, same_bytes};
use crate::span::Span;
use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};
use serde::{Deserialize, Serialize};

/// What went wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// The kind of error.
    pub code: Code,
    /// Where in the question's text, in bytes.
    pub span: Span,
    /// One sentence.
    pub message: String,
    /// What could have stood there, for people: "a name", "`by`".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<String>,
    /// What stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What to try.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
    /// Replacements for the text under the span, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
}

/// Kinds of [`Diagnostic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Code {
    /// The text does not follow the grammar.
    Syntax,
    /// A quotation mark or parenthesis is never closed.
    Unclosed,
    /// A word that is neither a noun of the ontology nor defined with `let`.
    UnknownNoun,
    /// A word that is no field of the class.
    UnknownField,
    /// A preposition that means nothing for the class.
    UnknownPreposition,
    /// A parameter without a value.
    UnknownParameter,
    /// Digits that are no date.
    BadDate,
    /// Values that cannot be compared or added up.
    Mismatch,
    /// Nested too deeply, or too large.
    TooLarge,
    /// Part of the language that this version cannot answer.
    Unsupported,
    /// Nothing in the store has the name.
    UnknownName,
    /// Several things in the store have the name.
    AmbiguousName,
    /// An assertion does not hold.
    Assertion,
    /// The store failed.
    Store,
    /// A limit of time, rows or memory was reached.
    Limit,
    /// The user stopped it.
    Cancelled,
    /// Wrong use of the program.
    Usage,
}

impl Code {
    /// An error of this kind at a place, with nothing but a message.
    pub fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: self,
            span,
            message: message.into(),
            expected: Vec::new(),
            found: None,
            hints: Vec::new(),
            candidates: Vec::new(),
        }
    }

    /// The exit code of a process that stops for this reason.
    pub fn exit_code(self) -> u8 {
        match self {
            Code::Assertion => 1,
            Code::Usage => 2,
            Code::UnknownName | Code::AmbiguousName => 4,
            Code::Store => 5,
            Code::Limit => 6,
            Code::Cancelled => 130,
            _ => 3,
        }
    }
}

impl Diagnostic {
    /// Adds something to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// Adds replacements, best first, and says so.
    #[must_use]
    pub fn candidates(mut self, candidates: Vec<String>) -> Diagnostic {
        self.candidates = candidates;
        self
    }

    /// The exit code of a process that stops for this error.
    pub fn exit_code(&self) -> u8 {
        self.code.exit_code()
    }

    /// The error with the place it points to, for a terminal.
    ///
    /// ```
    /// use dateline::diagnostic::Code;
    /// use dateline::span::Span;
    /// let error = Code::Syntax.at(Span::new(8, 10), "expected a name after `by`");
    /// assert!(error.render("<question>", "attacks by", false).contains("<question>:1:9"));
    /// ```
    pub fn render(&self, source_name: &str, text: &str, color: bool) -> String {
        let (source_name, text) = (&*Shown::line(source_name), &*same_bytes(text));
        // Nobody would find the caret under a line of thousands of letters.
        if let Some((part, begin, end)) = clipped(text, self.span) {
            let place = place(text, self.span);
            let inside = Diagnostic {
                span: Span::new(begin, end),
                ..self.clone()
            };
            let shown = inside.render(source_name, &part, color);
            return with_place(&shown, source_name, place);
        }
        let end = short_end(text, self.span);
        let range = self.span.begin.min(end)..end;
        let config = Config::new()
            .with_color(color)
            .with_index_type(IndexType::Byte)
            .with_char_set(CharSet::Unicode);
        let mut report = Report::build(ReportKind::Error, (source_name, range.clone()))
            .with_config(config)
            .with_message(legible(&self.message))
            .with_label(
                Label::new((source_name, range))
                    .with_message(self.label())
                    .with_color(Color::Red),
            );
        if self.code != Code::AmbiguousName
            && let Some(question) = did_you_mean(&self.candidates)
        {
            report.add_help(legible(&question));
        }
        for hint in &self.hints {
            report.add_help(legible(hint));
        }
        let mut out = Vec::new();
        match report
            .finish()
            .write((source_name, Source::from(text)), &mut out)
        {
            Ok(()) => plain_ends(&String::from_utf8_lossy(&out)),
            Err(_) => format!("Error: {}\n", legible(&self.message)),
        }
    }

    /// What was expected is said above.
    fn label(&self) -> String {
        match &self.found {
            Some(found) => format!("found {}", legible(found)),
            None => "here".to_string(),
        }
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        if self.code != Code::AmbiguousName
            && let Some(question) = did_you_mean(&self.candidates)
        {
            write!(f, "; {question}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// The longest word that is repeated in a message, in characters.
const LONGEST_WORD: usize = 80;

/// A message with words of unlikely length cut.
fn legible(text: &str) -> String {
    let cut = |word: &str| match word.char_indices().nth(LONGEST_WORD) {
        Some((at, _)) => format!("{}…", &word[..at]),
        None => word.to_string(),
    };
    let text = Shown::text(text);
    let words: Vec<String> = text.split(' ').map(cut).collect();
    words.join(" ")
}

/// The longest line that is shown, in bytes.
const LONGEST_LINE: usize = 400;

/// What stands around the place in a line that is too long to be shown, on the same line of an otherwise empty text.
fn clipped(text: &str, span: Span) -> Option<(String, usize, usize)> {
    let begin = text.floor_char_boundary(span.begin.min(text.len()));
    let line_begin = text[..begin].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[begin..].find('\n').map_or(text.len(), |at| begin + at);
    if line_end - line_begin <= LONGEST_LINE {
        return None;
    }
    let around = LONGEST_LINE / 5;
    let from = text.floor_char_boundary(begin.saturating_sub(around).max(line_begin));
    let to = text.floor_char_boundary((begin + 2 * around).min(line_end));
    let mut part = "\n".repeat(text[..line_begin].matches('\n').count());
    let cut = |at, edge| if at == edge { "" } else { "…" };
    part.push_str(cut(from, line_begin));
    let shift = part.len();
    part.push_str(&text[from..to]);
    part.push_str(cut(to, line_end));
    let end = span.end.clamp(begin, to);
    Some((part, begin - from + shift, end - from + shift))
}

/// Where a span ends, or its first line where one of the others is too long to be shown.
fn short_end(text: &str, span: Span) -> usize {
    let end = text.floor_char_boundary(span.end.min(text.len()));
    let begin = text.floor_char_boundary(span.begin.min(end));
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let lines = &text[begin..last];
    match lines.lines().any(|line| line.len() > LONGEST_LINE) {
        true => begin + lines.find('\n').unwrap_or(end - begin),
        false => end,
    }
}

/// Line and column of what a span begins with, from 1.
fn place(text: &str, span: Span) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(span.begin.min(text.len()))];
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The rendered error with another place.
fn with_place(shown: &str, source_name: &str, (line, column): (usize, usize)) -> String {
    let mut out = String::with_capacity(shown.len());
    for text in shown.lines() {
        match text.split_once(&format!("[ {source_name}:")) {
            Some((frame, _)) => {
                out.push_str(&format!("{frame}[ {source_name}:{line}:{column} ]\n"));
            }
            None => out.push_str(&format!("{text}\n")),
        }
    }
    out
}

/// Trailing spaces off every line, so that snapshots and terminals agree.
fn plain_ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn did_you_mean(candidates: &[String]) -> Option<String> {
    (!candidates.is_empty()).then(|| format!("did you mean {}?", list(candidates, "or")))
}

/// "a, b or c".
pub fn list(items: &[String], conjunction: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {conjunction} {last}", init.join(", ")),
    }
}

/// Whether a short word lacks a letter, has one too many, or two in the wrong order: `wy` for `why`, `cvs` for `csv`.
fn is_slip(word: &str, other: &str) -> bool {
    let letters = [word, other].map(|word| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    });
    let [length, longer] = letters.each_ref().map(Vec::len);
    (2..=4).contains(&length)
        && (length.abs_diff(longer) == 1 || letters[0] == letters[1])
        && word.chars().next() == other.chars().next()
        && strsim::damerau_levenshtein(word, other) == 1
}

/// Whether one word may be meant by the other: it goes on like it, or few letters differ. Long words that only begin
/// alike ("casualties", "clashes") are not near.
fn is_near(word: &str, other: &str) -> bool {
    let length = word.chars().count();
    is_slip(word, other)
        || (length >= 3 && other.starts_with(word))
        || strsim::damerau_levenshtein(word, other) <= (length / 3).max(2)
}

/// The words nearest to `word`, at most `limit`, best first; nothing when none is near.
pub fn nearest<'w>(
    word: &str,
    words: impl IntoIterator<Item = &'w str>,
    limit: usize,
) -> Vec<String> {
    let word = word.to_lowercase();
    let mut scored: Vec<(u64, &str)> = words
        .into_iter()
        .map(|w| {
            (
                // Scores become whole numbers so that they sort; 0.76 lets one slip in a short word pass.
                (strsim::jaro_winkler(&word, &w.to_lowercase()) * 1e6) as u64,
                w,
            )
        })
        .filter(|(score, near)| {
            let near = near.to_lowercase();
            (*score > 760_000 || is_slip(&word, &near)) && is_near(&word, &near)
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored
        .into_iter()
        .take(limit)
        .map(|(_, w)| w.to_string())
        .collect()
}
