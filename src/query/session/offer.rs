//! Names that were written without quotation marks and need them.

use super::Session;
use crate::diagnostic::{Code, Diagnostic};
use crate::query::lexer::{as_written, in_quotes, is_bare_name};
use crate::span::Span;

/// Words on either side of an error that may belong to the name.
const REACH: usize = 8;

impl Session<'_> {
    /// When words around an error are a name of the graph, offers them in quotation marks: `on Turkish troops` stops at
    /// `troops`, and `on "Turkish troops"` was meant. The longest such words are taken.
    #[must_use]
    pub fn offer_name(&self, text: &str, mut error: Diagnostic) -> Diagnostic {
        let grammar = matches!(
            error.code,
            Code::Syntax
                | Code::UnknownNoun
                | Code::UnknownName
                | Code::UnknownPreposition
                | Code::UnknownField
        );
        if !grammar || error.span.begin >= text.len() {
            return error;
        }
        // A name alone: what can be asked about it.
        if let [found] = self.store.find(text.trim()).as_slice()
            && error.code == Code::Syntax
            && error.span.begin == 0
        {
            let leads = self.leads(&found.iri).into_iter().take(3);
            let leads: Vec<String> = leads.map(|(question, _)| question).collect();
            if !leads.is_empty() {
                error.hints.clear();
                return error.candidates(leads);
            }
        }
        let words = words(text, error.span);
        let runs = words.iter().enumerate().flat_map(|(at, first)| {
            let lasts = words[at..].iter();
            lasts.map(move |last| Span::new(first.begin, last.end))
        });
        let named = runs
            .filter(|run| run.begin <= error.span.begin && run.end >= error.span.end)
            .filter(|run| !is_bare_name(run.of(text)))
            .filter(|run| !self.store.find(run.of(text)).is_empty())
            .max_by_key(|run| run.len());
        // "President Novak" is nobody's name, and "Novak" is.
        if named.is_none() && error.code == Code::UnknownName {
            let within = words.iter().filter(|word| error.span.begin <= word.begin);
            let mut within = within.filter(|word| word.end <= error.span.end);
            let known = within.find(|word| !self.store.find(word.of(text)).is_empty());
            if let Some(known) = known {
                let known = as_written(known.of(text));
                error.candidates.retain(|other| *other != known);
                error.candidates.insert(0, known);
            }
        }
        // A single small word is a name as it is written in the graph; that has been offered.
        if let Some(run) = named
            && (run != error.span || error.candidates.is_empty())
        {
            // Marks of another kind, and a full stop, are no part of a name.
            let name = run.of(text).trim_matches(|c: char| !c.is_alphanumeric());
            error.candidates = vec![match name == run.of(text) {
                true => in_quotes(name),
                false => as_written(name),
            }];
            error.found = Some(format!("`{}`", run.of(text)));
            error.hints.clear();
            error.span = run;
        }
        error
    }
}

/// The words around a place, as far as nothing parts them that parts names. White space stands between words.
fn words(text: &str, place: Span) -> Vec<Span> {
    let parts = |c: char| matches!(c, '|' | '(' | ')' | ';' | '"' | '“' | '”' | '\n');
    let begin = text[..place.begin].rfind(parts).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[place.begin..]
        .find(parts)
        .map_or(text.len(), |at| place.begin + at);
    let mut words: Vec<Span> = Vec::new();
    let mut at = begin;
    for piece in text[begin..end].split_inclusive(char::is_whitespace) {
        let word = piece.trim_end().trim_end_matches(',');
        if !word.is_empty() {
            words.push(Span::new(at, at + word.len()));
        }
        at += piece.len();
    }
    let here = words.partition_point(|word| word.end <= place.begin);
    let first = here.saturating_sub(REACH);
    let last = (here + REACH).min(words.len());
    words.get(first..last).unwrap_or_default().to_vec()
}
