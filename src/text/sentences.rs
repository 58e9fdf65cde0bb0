//! Tokens of one block → sentences.
//!
//! A sentence ends at a full stop, question or exclamation mark, with the quotation marks and brackets that close
//! directly after it, unless what follows begins with a small letter. Abbreviations keep their full stop while tokens
//! are cut; those that may end a sentence do so only before a word that begins one. An unclosed quotation mark changes
//! nothing, and the end of the block ends the last sentence.

use super::letters::is_apostrophe;
use super::words::{Abbreviation, WORDS};
use crate::span::Span;
use std::ops::Range;

/// Sentences of more tokens are cut at punctuation between clauses.
const LONGEST: usize = 200;

/// More marks than this do not close one sentence.
const CLOSING: usize = 64;

/// Cuts the tokens of a block, given as spans of `text`, into sentences: ranges of tokens that cover all of them.
pub fn sentences(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = end_of_sentence(text, tokens, begin, at) else {
            at += 1;
            continue;
        };
        shorten(text, tokens, begin..end, &mut found);
        begin = end;
        at = end;
    }
    if begin < tokens.len() {
        shorten(text, tokens, begin..tokens.len(), &mut found);
    }
    found
}

/// If the token at `at` ends its sentence: the token after the sentence.
fn end_of_sentence(text: &str, tokens: &[Span], begin: usize, at: usize) -> Option<usize> {
    let form = tokens[at].of(text);
    let terminal = form
        .chars()
        .all(|c| matches!(c, '.' | '?' | '!' | '…' | '。'));
    let abbreviated = !terminal && form.ends_with('.');
    if !terminal && !abbreviated {
        return None;
    }
    // list numbers: "1." opens a sentence
    if form == "." && at == begin + 1 && tokens[begin].of(text).len() < 6 && !spaced(tokens, at) {
        let label = tokens[begin].of(text);
        if label.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
    }
    let mut end = at + 1;
    while end < tokens.len().min(at + CLOSING)
        && (!spaced(tokens, end)
            && (closes(tokens[end].of(text)) || is_terminal(tokens[end].of(text)))
            || matches!(tokens[end].of(text), ")" | "]" | "}"))
    {
        end += 1;
    }
    // a quotation mark with spaces round it closes what stands open
    if end < tokens.len()
        && tokens[end].of(text) == "\""
        && end + 1 < tokens.len()
        && spaced(tokens, end + 1)
    {
        end += 1;
    }
    if end == tokens.len() {
        return Some(end);
    }
    let closed = end > at + 1;
    let next = first_word(text, tokens, end)?;
    let ellipsis = form == "…" || form.len() > 1 && form.bytes().all(|b| b == b'.');
    if abbreviated {
        return (ends_after_abbreviation(form, next) && (closed || spaced(tokens, end)))
            .then_some(end);
    }
    let initial = next.chars().next()?;
    // "again.In": no space, but a capital behind a word
    if !spaced(tokens, end) && !closed && (!initial.is_uppercase() || ellipsis) {
        return None;
    }
    let sure =
        !closed && form == "." && at > begin && tokens[at - 1].len() > 3 && spaced(tokens, end);
    (!initial.is_lowercase() || sure || next.starts_with("http")).then_some(end)
}

fn is_terminal(form: &str) -> bool {
    form.chars().all(|c| matches!(c, '.' | '?' | '!' | '…'))
}

fn ends_after_abbreviation(form: &str, next: &str) -> bool {
    match WORDS.abbreviations.get(form) {
        Some(
            Abbreviation::Title | Abbreviation::Number | Abbreviation::Month | Abbreviation::Middle,
        ) => false,
        // initials are followed by names
        None if form.chars().count() == 2 => false,
        _ => WORDS.starters.contains(next),
    }
}

/// The first token from `at` on that is not an opening mark.
fn first_word<'t>(text: &'t str, tokens: &[Span], at: usize) -> Option<&'t str> {
    let behind = tokens.get(at..)?.iter().map(|token| token.of(text));
    behind
        .take(4)
        .find(|form| form.starts_with(char::is_alphanumeric))
        .or_else(|| Some(tokens.get(at)?.of(text)))
}

fn closes(form: &str) -> bool {
    matches!(form, "\"" | "”" | ")" | "]" | "}" | "»" | "''" | "’’")
        || form.chars().count() == 1 && form.starts_with(is_apostrophe)
}

/// Whether white space stands before the token.
fn spaced(tokens: &[Span], at: usize) -> bool {
    at == 0 || tokens[at - 1].end < tokens[at].begin
}

/// Cuts what is too long at semicolons, colons and dashes, else at commas, else anywhere.
pub(crate) fn shorten(
    text: &str,
    tokens: &[Span],
    sentence: Range<usize>,
    found: &mut Vec<Range<usize>>,
) {
    let mut begin = sentence.start;
    while sentence.end - begin > LONGEST {
        let window = begin + 1..begin + LONGEST;
        let last = |marks: &[&str]| {
            window
                .clone()
                .rev()
                .find(|&at| marks.contains(&tokens[at].of(text)))
        };
        let cut = last(&[";", ":", "–", "—", "--"])
            .or_else(|| last(&[","]))
            .unwrap_or(window.end - 1);
        found.push(begin..cut + 1);
        begin = cut + 1;
    }
    found.push(begin..sentence.end);
}
