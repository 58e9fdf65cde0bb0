//! What stands in quotation marks.

use super::{In, Raw, class, nothing, span};
use crate::query::token::Kind;
use nom::combinator::opt;
use nom::{IResult, Parser};

/// Quotation marks, straight or as phones, word processors and other languages make them. Any of them closes what any has
/// opened.
pub(crate) const QUOTES: [char; 12] = ['"', '“', '”', '„', '‟', '＂', '«', '»', '‹', '›', '❝', '❞'];

/// What stands in quotation marks; a quote ends at the latest where the text does.
pub(super) fn quoted(i: In) -> IResult<In, Raw> {
    let Some(open) = i.fragment().chars().next() else {
        return nothing(i);
    };
    let inside = nom::Input::take_from(&i, open.len_utf8());
    let end = match open {
        '‘' | '‚' => single_end(inside.fragment()),
        open if QUOTES.contains(&open) => closing(inside.fragment()),
        _ => return nothing(i),
    };
    let Some(end) = end else {
        let rest = nom::Input::take_from(&inside, inside.fragment().len());
        return Ok((rest, Raw::Unclosed(inside.fragment().to_string())));
    };
    let close = inside.fragment()[end..].chars().next();
    let rest = nom::Input::take_from(&inside, end + close.map_or(0, char::len_utf8));
    let inside = nom::Input::take(&inside, end);
    let (rest, class) = opt(class).parse(rest)?;
    let class = class.map(|c| (c.fragment().to_string(), span(&c)));
    Ok((
        rest,
        Raw::Token(Kind::Text(unescaped(inside.fragment()), class)),
    ))
}

/// Where the first quotation mark is that has no `\` before it.
fn closing(inside: &str) -> Option<usize> {
    let mut marks = inside.match_indices(QUOTES).map(|(at, _)| at);
    marks.find(|at| !inside[..*at].ends_with('\\'))
}

/// What stands between quotation marks, without the `\` before those that are part of it.
fn unescaped(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' || letters.peek().is_none_or(|next| !QUOTES.contains(next)) {
            text.push(letter);
        }
    }
    text
}

/// A text in quotation marks, as it stands in a question; those that are part of it have a `\` before them.
pub(crate) fn in_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if QUOTES.contains(&letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// What an argument means: what is in its quotation marks, where it stands in some.
pub(crate) fn unquoted(text: &str) -> String {
    let inside = text.strip_prefix(QUOTES).and_then(|rest| {
        let inside = rest.strip_suffix(QUOTES)?;
        (!inside.ends_with('\\')).then_some(inside)
    });
    inside.map_or_else(|| text.to_string(), unescaped)
}

/// Where a quote in single quotation marks ends. One between letters is an apostrophe; a double one cannot be quoted.
fn single_end(inside: &str) -> Option<usize> {
    for (at, c) in inside.char_indices() {
        let behind = &inside[at + c.len_utf8()..];
        match c {
            '’' | '‘' | '\'' if !behind.starts_with(char::is_alphanumeric) => return Some(at),
            c if QUOTES.contains(&c) => return None,
            _ => {}
        }
    }
    None
}
