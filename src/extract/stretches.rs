//! Stretches of text: tokens as spans, and spans put in order.

use super::tree::Tree;
use crate::span::Span;

/// Tokens as spans without gaps.
pub fn runs(tree: &Tree, tokens: &[usize]) -> Vec<Span> {
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for &t in tokens {
        let span = tree.token(t).span;
        match spans.last_mut() {
            Some((last, run)) if *last + 1 == t => {
                *run = run.cover(span);
                *last = t;
            }
            _ => spans.push((t, span)),
        }
    }
    spans.into_iter().map(|(_, span)| span).collect()
}

/// Sorted, joined where only white space and marks lie between, trimmed of marks at the ends.
pub fn merge(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last)
                if span.begin <= last.end
                    || !text[last.end..span.begin]
                        .chars()
                        .any(char::is_alphanumeric) =>
            {
                *last = last.cover(span)
            }
            _ => merged.push(span),
        }
    }
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '"' | '“' | '”' | ';' | ':' | '–' | '—' | '\'' | '`' | '‘' | '’'
            )
    };
    merged
        .into_iter()
        .filter_map(|span| {
            let words = span.of(text);
            let begin = span.begin + words.len() - words.trim_start_matches(edge).len();
            let end = begin + text[begin..span.end].trim_end_matches(edge).len();
            let alphanumeric = text.get(begin..end)?.chars().any(char::is_alphanumeric);
            alphanumeric.then_some(Span::new(begin, end))
        })
        .collect()
}

/// Bytes between two stretches; 0 when they overlap.
pub fn distance(a: Span, b: Span) -> usize {
    if a.overlaps(b) {
        0
    } else {
        a.begin.max(b.begin) - a.end.min(b.end)
    }
}
