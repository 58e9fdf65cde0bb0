//! Characters that XML 1.0 cannot hold, not even escaped: a file with one of them is not well-formed.

use oxigraph::model::{Literal, Quad, Term};
use std::borrow::Cow;

/// The text with the replacement character in place of what XML cannot hold.
pub fn holdable(text: &str) -> Cow<'_, str> {
    let barred = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c < ' ',
    };
    match text.contains(barred) {
        true => Cow::Owned(text.replace(barred, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// The same of a literal; other terms have no such characters.
pub fn holdable_term(term: &Term) -> Cow<'_, Term> {
    let Term::Literal(literal) = term else {
        return Cow::Borrowed(term);
    };
    let Cow::Owned(text) = holdable(literal.value()) else {
        return Cow::Borrowed(term);
    };
    Cow::Owned(Term::Literal(match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_typed_literal(text, literal.datatype()),
    }))
}

/// The same of a quad.
pub fn holdable_quad(quad: &Quad) -> Cow<'_, Quad> {
    match holdable_term(&quad.object) {
        Cow::Borrowed(_) => Cow::Borrowed(quad),
        Cow::Owned(object) => Cow::Owned(Quad {
            object,
            ..quad.clone()
        }),
    }
}
