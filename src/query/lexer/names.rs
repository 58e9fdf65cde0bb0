//! Capitalised runs become names, and the ends of statements become tokens.

use crate::query::token::{Kind, Token};
use crate::span::Span;

/// Small words that may stand between two capitalised ones of a name.
const LINKS: [&str; 9] = ["of", "the", "for", "al", "el", "de", "bin", "ibn", "von"];
/// Words that begin a statement when they begin a line.
pub(crate) const OPENERS: [&str; 5] = ["let", "param", "assert", "export", "use"];

/// Whether a text is read as one name without quotation marks around it.
pub(crate) fn is_bare_name(text: &str) -> bool {
    matches!(super::lex(text).tokens.as_slice(), [token]
        if token.span.len() == text.len() && matches!(token.kind, Kind::Name(_, None)))
}

/// A name as it stands in a question: with quotation marks where it is not read as one name without them.
pub(crate) fn as_written(name: &str) -> String {
    match is_bare_name(name) {
        true => name.to_string(),
        false => super::in_quotes(name),
    }
}

/// Joins capitalised words (marked `true`) on one line into the longest names.
pub(super) fn join(raw: Vec<(Token, bool)>, text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let (token, capital) = &raw[at];
        let mut last = at;
        if *capital {
            let mut next = at + 1;
            while next < raw.len() && adjacent(&raw[next - 1].0, &raw[next].0, text) {
                match &raw[next] {
                    (
                        Token {
                            kind: Kind::Name(_, class),
                            ..
                        },
                        _,
                    ) => {
                        last = next;
                        next += 1;
                        if class.is_some() {
                            break;
                        }
                    }
                    (
                        Token {
                            kind: Kind::Word(w),
                            ..
                        },
                        _,
                    ) if LINKS.contains(&w.as_str()) => next += 1,
                    _ => break,
                }
            }
        }
        let span = token.span.cover(raw[last].0.span);
        out.push(match (&raw[last].0.kind, last > at) {
            (Kind::Name(_, class), true) => Token {
                span,
                kind: Kind::Name(
                    without_class(span.of(text), class.is_some()).to_string(),
                    class.clone(),
                ),
            },
            _ => token.clone(),
        });
        at = last + 1;
    }
    out
}

fn without_class(text: &str, has_class: bool) -> &str {
    match (has_class, text.rfind('#')) {
        (true, Some(at)) => &text[..at],
        _ => text,
    }
}

fn adjacent(left: &Token, right: &Token, text: &str) -> bool {
    let between = &text[left.span.end..right.span.begin];
    !between.contains('\n') && between.chars().all(char::is_whitespace)
}

/// Puts [`Kind::End`] where a blank line (not before `|`) or the opener of a statement ends the one before.
pub(super) fn ends(tokens: Vec<Token>, text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut depth = 0usize;
    let mut short = false;
    for token in tokens {
        let begins = out.last().is_none_or(|last| last.kind == Kind::End);
        if begins {
            short = matches!(&token.kind, Kind::Word(w) if w == "param" || w == "use");
        }
        if let Some(last) = out.last()
            && last.kind != Kind::End
            && token.kind != Kind::End
        {
            let gap = Span::new(last.span.end, token.span.begin);
            let pipe = token.kind == Kind::Symbol("|") || last.kind == Kind::Symbol("|");
            let opener = matches!(&token.kind, Kind::Word(w) if OPENERS.contains(&w.as_str()));
            let newline = gap.of(text).contains('\n');
            // `param` and `use` need no more than their line.
            let goes_on = |kind: &Kind| matches!(kind, Kind::Symbol("=" | ":"));
            let one_line = short && !goes_on(&token.kind) && !goes_on(&last.kind);
            if (newline && (opener || one_line))
                || (depth == 0 && !pipe && blank_line(gap.of(text)))
            {
                out.push(Token {
                    span: Span::new(gap.begin, gap.begin),
                    kind: Kind::End,
                });
                depth = 0;
                short = matches!(&token.kind, Kind::Word(w) if w == "param" || w == "use");
            }
        }
        match token.kind {
            Kind::Symbol("(") => depth += 1,
            Kind::Symbol(")") => depth = depth.saturating_sub(1),
            Kind::End => depth = 0,
            _ => {}
        }
        out.push(token);
    }
    out
}

/// Whether a line of the gap holds nothing, not even a comment.
fn blank_line(gap: &str) -> bool {
    let lines: Vec<&str> = gap.split('\n').collect();
    // The first part ends the line before, the last begins the line after.
    lines.len() > 2
        && lines[1..lines.len() - 1]
            .iter()
            .any(|line| line.trim().is_empty())
}
