//! Lemmas of irregular verb forms that the encoder's edit scripts miss: "fled" → "flee".

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

struct Table {
    lemmas: FxHashSet<&'static str>,
    by_form: FxHashMap<&'static str, &'static str>,
    /// Forms that are verbs of their own as well: "they found a town".
    own: FxHashSet<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows = include_str!("../../gazetteer/irregular_verbs.tsv");
    let mut table = Table {
        lemmas: FxHashSet::default(),
        by_form: FxHashMap::default(),
        own: FxHashSet::default(),
    };
    for row in rows.lines().filter(|row| !row.starts_with('#')) {
        let Some((lemma, forms)) = row.split_once('\t') else {
            table.own.insert(row);
            continue;
        };
        table.lemmas.insert(lemma);
        for form in forms.split('\t') {
            table.by_form.entry(form).or_insert(lemma);
        }
    }
    table
});

/// The lemma of a verb's form: the one read, unless the table knows the form and that lemma is no verb of the table.
/// A form of the table is its own lemma only where the table says so, and not in the past.
pub(super) fn mended(form: &str, lemma: String, past: bool) -> String {
    let lower = form.to_lowercase();
    let regular = |lemma: &str| {
        let itself = lemma == lower && TABLE.own.contains(lemma);
        !TABLE.lemmas.contains(lemma) && (past || !itself)
    };
    match TABLE.by_form.get(lower.as_str()) {
        Some(&known) if regular(&lemma) => known.to_string(),
        None if lower.ends_with("ies") || lower.ends_with("ied") => with_y(lemma),
        _ => lemma,
    }
}

/// The verb that a word in small letters is an irregular form of: "worn" is of "wear".
pub(crate) fn lemma_of(form: &str) -> Option<&'static str> {
    TABLE.by_form.get(form).copied()
}

/// "denies" is of "deny", not "denie"; "dies" and "unties" are of verbs in *ie*.
fn with_y(lemma: String) -> String {
    let base = lemma.strip_suffix("ie");
    let ie = ["d", "l", "t", "v"]
        .iter()
        .any(|&short| base.is_some_and(|b| b == short || b.strip_prefix("un") == Some(short)));
    match base {
        Some(base) if !ie && base != "bel" => format!("{base}y"),
        _ => lemma,
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn a_wrong_lemma_of_an_irregular_form_is_mended_and_a_right_one_kept() {
        assert_eq!(mended("fled", "flead".into(), true), "flee");
        assert_eq!(mended("found", "found".into(), false), "found");
        assert_eq!(mended("retook", "retook".into(), false), "retake");
        assert_eq!(mended("left", "leave".into(), true), "leave");
        assert_eq!(mended("denies", "denie".into(), false), "deny");
        assert_eq!(mended("dies", "die".into(), false), "die");
    }
}
