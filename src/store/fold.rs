//! Names without case, accents and transcription.

/// The key under which spellings of one name meet.
pub(super) fn fold(name: &str) -> String {
    let ascii = any_ascii::any_ascii(name).to_lowercase();
    let words: Vec<&str> = ascii
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
