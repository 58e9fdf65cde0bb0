//! Lemma scripts: what to do to a form to get its lemma.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::decode::best;
use crate::tags::Upos;
use crate::wordpiece::normal;

/// Endings are looked up down from this many letters; before them the whole word.
const LONGEST_ENDING: usize = 5;

/// All scripts, and which of them suit which words: the word pieces that the network reads don't show how a word ends.
pub(crate) struct Scripts {
    scripts: Vec<Script>,
    /// `VERB ied` → scripts that such words were seen with, and what they cost. `^` begins a whole word.
    costs: FxHashMap<Box<str>, Box<[(u32, f32)]>>,
}

impl Scripts {
    /// `costs` gives script, cost in hundredths, script, cost… for each ending.
    pub(crate) fn new(scripts: Vec<Script>, costs: &BTreeMap<String, Vec<u32>>) -> Option<Scripts> {
        let mut endings = FxHashMap::default();
        for (ending, list) in costs {
            let (pairs, _) = list.as_chunks::<2>();
            let pairs = pairs
                .iter()
                .map(|[script, cost]| (*script, *cost as f32 / 100.0));
            endings.insert(ending.as_str().into(), pairs.collect::<Box<[_]>>());
        }
        let known = |list: &[(u32, f32)]| {
            list.iter()
                .all(|(script, _)| (*script as usize) < scripts.len())
        };
        (!scripts.is_empty() && endings.values().all(|list| known(list))).then_some(Scripts {
            scripts,
            costs: endings,
        })
    }

    /// The number of scripts.
    pub(crate) fn len(&self) -> usize {
        self.scripts.len()
    }

    /// The lemma of a word by the best script that suits it, given the network's scores of all scripts.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, scores: &[f32]) -> String {
        let apply = |script: u32| self.scripts[script as usize].apply(form);
        let suiting = self.suiting(form, upos);
        let by_cost = suiting
            .iter()
            .map(|(script, cost)| (scores[*script as usize] - cost, *script));
        let best_suiting = by_cost.reduce(|a, b| if b.0 > a.0 { b } else { a });
        best_suiting
            .and_then(|(_, script)| apply(script))
            .or_else(|| apply(best(scores, |script| apply(script as u32).is_some()) as u32))
            .unwrap_or_else(|| form.to_lowercase())
    }

    /// The scripts for the longest ending that is known.
    fn suiting(&self, form: &str, upos: Upos) -> &[(u32, f32)] {
        let form = normal(form).to_lowercase();
        let mut key = format!("{upos} ^{form}");
        if let Some(list) = self.costs.get(key.as_str()) {
            return list;
        }
        let starts = form
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .take(LONGEST_ENDING);
        for start in starts.collect::<Vec<_>>().into_iter().rev() {
            key.truncate(upos.as_str().len() + 1);
            key.push_str(&form[start..]);
            if let Some(list) = self.costs.get(key.as_str()) {
                return list;
            }
        }
        &[]
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Casing {
    Lower,
    Keep,
    Title,
}

/// `l3y` lower-cases, strips three characters and appends `y`: `Countries` → `country`. `=be` replaces the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Script {
    Replace(Box<str>),
    Edit(Edit),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    casing: Casing,
    strip: usize,
    append: Box<str>,
}

impl Script {
    pub(crate) fn parse(text: &str) -> Option<Script> {
        if let Some(lemma) = text.strip_prefix('=') {
            return Some(Script::Replace(lemma.into()));
        }
        let mut rest = text.chars();
        let casing = match rest.next()? {
            'l' => Casing::Lower,
            'k' => Casing::Keep,
            't' => Casing::Title,
            _ => return None,
        };
        let rest = rest.as_str();
        let strip: usize = rest.get(..1)?.parse().ok()?;
        Some(Script::Edit(Edit {
            casing,
            strip,
            append: rest[1..].into(),
        }))
    }

    /// The lemma, unless the script strips the whole word.
    pub(crate) fn apply(&self, form: &str) -> Option<String> {
        let edit = match self {
            Script::Replace(lemma) => return Some(lemma.to_string()),
            Script::Edit(edit) => edit,
        };
        let form = normal(form);
        let mut lemma = match edit.casing {
            Casing::Lower => form.to_lowercase(),
            Casing::Keep => form,
            Casing::Title => {
                let mut letters = form.chars();
                let first = letters.next().map(char::to_uppercase);
                let rest = letters.as_str().to_lowercase();
                first.into_iter().flatten().chain(rest.chars()).collect()
            }
        };
        for _ in 0..edit.strip {
            lemma.pop()?;
        }
        if lemma.is_empty() {
            return None;
        }
        lemma.push_str(&edit.append);
        Some(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(script: &str, form: &str) -> Option<String> {
        Script::parse(script).expect("script").apply(form)
    }

    #[test]
    fn scripts_edit_forms() {
        assert_eq!(applied("l0", "The").as_deref(), Some("the"));
        assert_eq!(applied("l3y", "Countries").as_deref(), Some("country"));
        assert_eq!(applied("l1000", "5k").as_deref(), Some("5000"));
        assert_eq!(applied("=be", "was").as_deref(), Some("be"));
        assert_eq!(applied("k1", "Falls").as_deref(), Some("Fall"));
        assert_eq!(applied("t0", "MOSCOW").as_deref(), Some("Moscow"));
        assert_eq!(applied("l0", "’s").as_deref(), Some("'s"));
        assert_eq!(applied("l1", "é").as_deref(), None);
        assert_eq!(applied("l1e", "é"), None);
    }

    #[test]
    fn endings_decide() {
        let scripts = ["l0", "l1", "l3y"].map(|text| Script::parse(text).expect("script"));
        let costs = [
            ("NOUN ^pies", vec![1, 0]),
            ("NOUN ies", vec![1, 150, 2, 10]),
        ];
        let costs = costs.map(|(ending, list)| (ending.to_owned(), list)).into();
        let scripts = Scripts::new(scripts.to_vec(), &costs).expect("scripts");
        let lemma = |form, upos, scores| scripts.lemma(form, upos, scores);
        assert_eq!(lemma("cities", Upos::Noun, &[9.0, 2.0, 1.0]), "city");
        assert_eq!(lemma("cookies", Upos::Noun, &[9.0, 4.0, 1.0]), "cookie");
        assert_eq!(lemma("Pies", Upos::Noun, &[9.0, 1.0, 2.0]), "pie");
        assert_eq!(lemma("pies", Upos::Verb, &[9.0, 1.0, 2.0]), "pies");
        assert_eq!(lemma("s", Upos::Noun, &[1.0, 2.0, 3.0]), "s");
    }

    #[test]
    fn nonsense_is_no_script() {
        for text in ["", "x1", "l", "lx"] {
            assert_eq!(Script::parse(text), None, "{text}");
        }
    }
}
