//! Kinds of letters and signs.

pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '_')
}
pub(crate) fn is_word(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

/// White space, and the marks without width that pages are littered with.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}'
        )
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '‘' | 'ʼ')
}
