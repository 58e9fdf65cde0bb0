//! The word lists of `gazetteer/` that tokens and sentences are cut by.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What an abbreviation with its full stop may be followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// More of the sentence, always.
    Title,
    /// A digit; otherwise it is a word and a full stop.
    Number,
    /// A digit, a comma or a small letter; otherwise it is a word and a full stop.
    Month,
    /// Anything but a capital or the end; otherwise it is a word and a full stop.
    Middle,
    /// Anything.
    Inline,
}

/// The lists, by what they are for.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// With their full stops.
    pub abbreviations: FxHashMap<&'static str, Abbreviation>,
    /// Stay with what follows their hyphen; small letters.
    pub prefixes: FxHashSet<&'static str>,
    /// Cut off the digits they are written onto.
    pub units: FxHashSet<&'static str>,
    /// A word in small letters, and the byte offsets it is cut at.
    pub splits: FxHashMap<String, usize>,
    /// Cut off after an apostrophe; small letters.
    pub clitics: FxHashSet<&'static str>,
    /// Begin with their apostrophe; small letters.
    pub leading: FxHashSet<&'static str>,
    /// End an address or a file name; small letters.
    pub domains: FxHashSet<&'static str>,
    /// Not cut at their slash.
    pub slashes: FxHashSet<&'static str>,
    /// One token each.
    pub emoticons: FxHashSet<&'static str>,
    /// Begin a sentence, even after an abbreviation.
    pub starters: FxHashSet<&'static str>,
    /// Written small, even in titles.
    pub functions: FxHashSet<&'static str>,
    /// Part of the name on the other side of their hyphen; small letters.
    pub particles: FxHashSet<&'static str>,
    /// No part of a name that they stand before; small letters.
    pub articles: FxHashSet<&'static str>,
    /// Written like a word that means something else, with another name of the same that is not.
    pub acronyms: FxHashMap<&'static str, &'static str>,
}

/// The embedded lists.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (form, class) in rows(include_str!("../../gazetteer/abbreviations.tsv")) {
        let class = match class {
            "title" => Abbreviation::Title,
            "number" => Abbreviation::Number,
            "month" => Abbreviation::Month,
            "middle" => Abbreviation::Middle,
            _ => Abbreviation::Inline,
        };
        words.abbreviations.insert(form, class);
    }
    for (kind, form) in rows(include_str!("../../gazetteer/tokens.tsv")) {
        match kind {
            "prefix" => _ = words.prefixes.insert(form),
            "unit" => _ = words.units.insert(form),
            "split" => {
                if let Some(at) = form.find('|') {
                    words.splits.insert(form.replace('|', ""), at);
                }
            }
            "clitic" => _ = words.clitics.insert(form),
            "leading" => _ = words.leading.insert(form),
            "domain" => _ = words.domains.insert(form),
            "slash" => _ = words.slashes.insert(form),
            "emoticon" => _ = words.emoticons.insert(form),
            "starter" => _ = words.starters.insert(form),
            "function" => _ = words.functions.insert(form),
            "particle" => _ = words.particles.insert(form),
            "article" => _ = words.articles.insert(form),
            "acronym" => words.acronyms.extend(form.split_once('|')),
            _ => {}
        }
    }
    words
});

/// Lines of two fields divided by a tab; `#` begins a comment only where the second field is missing.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once('\t'))
}
