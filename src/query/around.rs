//! The question around a name that is being typed.

use super::lexer::lex;
use super::token::{Kind, Token};
use crate::span::Span;

/// The innermost question around `place`, without the modifier that the words at `place` belong to: what completion
/// counts answers of. `None` when it is not clear which modifier that is.
pub fn around(text: &str, place: Span) -> Option<String> {
    let tokens = lex(text).tokens;
    let at = tokens
        .iter()
        .position(|t| t.span.end > place.begin)
        .unwrap_or(tokens.len());
    let begin = question_begin(&tokens, at);
    // A question's stages do not decide which nodes it has, as far as they are not conditions.
    let head_end = (begin..at)
        .find(|n| tokens[*n].kind == Kind::Symbol("|") && depth_between(&tokens, begin, *n) == 0)
        .unwrap_or(at);
    let from = tokens.get(begin).map_or(place.begin, |t| t.span.begin);
    if head_end < at {
        return Some(text[from..tokens[head_end].span.begin].trim().to_string());
    }
    let behind = rest(&tokens, at, place, text);
    let start = modifier_begin(&tokens, begin, at)?;
    let before = text[from..tokens[start].span.begin].trim_end();
    let before = before.strip_suffix(" not").unwrap_or(before);
    // `between A and …`: those with A.
    let both = match &tokens[start].kind {
        Kind::Word(word) if word == "between" => tokens[start + 1..at]
            .iter()
            .rposition(|t| t.kind == Kind::Word("and".to_string()))
            .map(|and| {
                let first =
                    text[tokens[start + 1].span.begin..tokens[start + 1 + and].span.begin].trim();
                format!(" between {first} and {first}")
            }),
        _ => None,
    };
    Some(
        format!("{before}{} {behind}", both.unwrap_or_default())
            .trim()
            .to_string(),
    )
}

/// The number of the token that the innermost question begins with.
fn question_begin(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0i32;
    for n in (0..at).rev() {
        match tokens[n].kind {
            Kind::Symbol(")") => depth += 1,
            Kind::Symbol("(") if depth > 0 => depth -= 1,
            // A parenthesis behind `in`, `where`, `and` … only groups.
            Kind::Symbol("(") if !groups(tokens, n) => return n + 1,
            Kind::End => return n + 1,
            _ => {}
        }
    }
    match tokens.first().map(|t| &t.kind) {
        Some(Kind::Word(w)) if w == "assert" || w == "export" => 1,
        Some(Kind::Word(w)) if w == "let" => 3.min(at),
        _ => 0,
    }
}

fn groups(tokens: &[Token], open: usize) -> bool {
    let word = |n: usize| match tokens.get(n).map(|t| &t.kind) {
        Some(Kind::Word(w)) => Some(w.as_str()),
        _ => None,
    };
    let before = open.checked_sub(1).and_then(word);
    // `in (8, 33)` holds values, `in (attacks …)` a question.
    let values = !matches!(
        tokens.get(open + 1).map(|t| &t.kind),
        Some(Kind::Word(_) | Kind::Symbol("("))
    );
    matches!(before, Some("where")) || (before == Some("in") && values)
}

fn depth_between(tokens: &[Token], from: usize, to: usize) -> i32 {
    tokens[from..to]
        .iter()
        .map(|t| match t.kind {
            Kind::Symbol("(") => 1,
            Kind::Symbol(")") => -1,
            _ => 0,
        })
        .sum()
}

/// The token with which the modifier begins that the token before `at` belongs to.
fn modifier_begin(tokens: &[Token], begin: usize, at: usize) -> Option<usize> {
    let mut n = at;
    let mut conjoined = false;
    while n > begin {
        n -= 1;
        match &tokens[n].kind {
            Kind::Name(..) | Kind::Text(..) | Kind::Param(_) => {}
            Kind::Symbol(")") => {
                let mut depth = 1;
                while depth > 0 && n > begin {
                    n -= 1;
                    match tokens[n].kind {
                        Kind::Symbol(")") => depth += 1,
                        Kind::Symbol("(") => depth -= 1,
                        _ => {}
                    }
                }
            }
            Kind::Word(w) if matches!(w.as_str(), "or" | "exactly" | "any" | "the") => {}
            Kind::Word(w) if w == "and" => conjoined = true,
            Kind::Word(w) if conjoined => {
                return (w == "between").then_some(n);
            }
            Kind::Word(w) if w == "by" && n > begin => {
                let reported = matches!(&tokens[n - 1].kind, Kind::Word(w) if w == "reported");
                return Some(if reported { n - 1 } else { n });
            }
            Kind::Word(_) if n > begin => return Some(n),
            // A comparison: the condition that it stands in is left out.
            Kind::Symbol("=" | "!=") => {
                return (begin..n)
                    .rev()
                    .find(|m| tokens[*m].kind == Kind::Word("where".to_string()));
            }
            _ => return None,
        }
    }
    None
}

/// What stands behind the place, up to the end of the question or its first stage.
fn rest<'t>(tokens: &[Token], at: usize, place: Span, text: &'t str) -> &'t str {
    let mut depth = 0i32;
    let mut end = text.len();
    for token in tokens[at..].iter().filter(|t| t.span.begin >= place.end) {
        match token.kind {
            Kind::Symbol("(") => depth += 1,
            Kind::Symbol(")") if depth > 0 => depth -= 1,
            Kind::Symbol("|") if depth > 0 => {}
            Kind::Symbol(")" | "|") | Kind::End => {
                end = token.span.begin;
                break;
            }
            _ => {}
        }
    }
    text.get(place.end..end).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `‸` marks the place, `[…]` a word at it.
    fn without(marked: &str) -> Option<String> {
        let begin = marked.find(['‸', '[']).unwrap_or(marked.len());
        let text = marked.replace(['‸', '[', ']'], "");
        let end = marked.find(']').map_or(begin, |end| end - 1);
        around(&text, Span::new(begin, end))
    }

    #[test]
    fn the_modifier_at_the_place_is_left_out() {
        let cases = [
            ("attacks by ‸", "attacks"),
            ("attacks in Idlib by [Sy]", "attacks in Idlib"),
            (
                "attacks by ‸ in Idlib since 2020 | count",
                "attacks in Idlib since 2020",
            ),
            ("attacks not by A or ‸ on B", "attacks on B"),
            (
                "statements about (attacks on B by ‸) since 2020",
                "attacks on B",
            ),
            (
                "statements by ‸ about (attacks on B)",
                "statements about (attacks on B)",
            ),
            (
                "statements by (people of A) about ‸",
                "statements by (people of A)",
            ),
            ("attacks on B where target = ‸", "attacks on B"),
            ("attacks on B | where target = ‸", "attacks on B"),
            (
                "agreements between A and ‸ since 2018",
                "agreements between A and A since 2018",
            ),
            ("attacks reported by ‸", "attacks"),
            ("let x = attacks on B by ‸", "attacks on B"),
        ];
        for (marked, expected) in cases {
            assert_eq!(without(marked).as_deref(), Some(expected), "{marked}");
        }
    }
}
