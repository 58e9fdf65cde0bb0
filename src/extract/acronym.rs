//! What an acronym looks like.

/// Two to eight capitals, perhaps with digits: "KLF", "M23".
pub(crate) fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| *c != '.');
    (2..=8).contains(&letters.clone().count())
        && letters
            .clone()
            .all(|c| c.is_uppercase() || c.is_ascii_digit())
        && name.starts_with(char::is_uppercase)
}
