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
        open if QUOTES.contains(&open) => inside.fragment().find(QUOTES),
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
        Raw::Token(Kind::Text(inside.fragment().to_string(), class)),
    ))
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
