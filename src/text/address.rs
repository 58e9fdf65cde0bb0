//! Addresses in running text: web, e-mail, file names.

use super::words::WORDS;

/// Whether `rest` begins with a scheme, or `www.`.
pub(crate) fn has_scheme(rest: &str) -> bool {
    let schemes = ["http://", "https://", "ftp://", "mailto:", "doi:10", "www."];
    schemes.iter().any(|scheme| {
        rest.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// Length in bytes of the address that `rest` begins with, without the punctuation after it.
pub(crate) fn address(rest: &str) -> Option<usize> {
    if has_scheme(rest) {
        return Some(trim(rest));
    }
    if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let plain = rest
        .find(|c: char| {
            !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '@'))
        })
        .unwrap_or(rest.len());
    let word = rest[..plain].trim_end_matches(['.', '-', '%', '+', '@']);
    if let Some((user, host)) = word.split_once('@') {
        return (!user.is_empty() && !host.is_empty()).then_some(word.len());
    }
    let (name, ending) = word.rsplit_once('.')?;
    if name.len() < 2 || !WORDS.domains.contains(ending.to_ascii_lowercase().as_str()) {
        return None;
    }
    // a full stop without a space after it, before a capital, is the end of a sentence: "again.In"
    if ending.starts_with(|c: char| c.is_uppercase()) && name.ends_with(|c: char| c.is_lowercase())
    {
        return None;
    }
    let behind = &rest[word.len()..];
    Some(if behind.starts_with('/') {
        trim(rest)
    } else {
        word.len()
    })
}

/// An address ends before a quotation mark or an angle bracket, and holds no closing punctuation at its end.
fn trim(rest: &str) -> usize {
    let end = rest
        .find(['"', '<', '>', '“', '”', '’'])
        .unwrap_or(rest.len());
    let mut address = &rest[..end];
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        let shorter = if shorter.ends_with(')') && !shorter.contains('(') {
            &shorter[..shorter.len() - 1]
        } else {
            shorter
        };
        let shorter = shorter.strip_suffix(']').unwrap_or(shorter);
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}
