//! Short names that a document explains: "the National Liberation Army (ELN)", "the UFV (Union of Free Valleys)",
//! "the Union of Free Valleys, or UFV".

use super::acronym::is_acronym;
use super::mentions::Mentions;
use crate::fold::fold;
use crate::gazetteer::{Entry, Organisation};
use crate::text::{Name, NameKind};
use std::collections::BTreeSet;

/// Letters from which a word of a name says which body has it.
const LONG_WORD: usize = 4;

impl Mentions<'_> {
    /// First pass: which name stands for which, so that a headline finds what the first paragraph explains.
    ///
    /// The one that the gazetteer knows is what both mean, else the one that is written in full.
    pub(super) fn collect_short_names(&mut self) {
        let mut pairs = Vec::new();
        for (s, tree) in self.trees.iter().enumerate() {
            let tokens = &tree.sentence.tokens;
            for open in (1..tokens.len()).filter(|&i| tokens[i].form == "(") {
                let Some(close) = (open + 2..tokens.len()).find(|&i| tokens[i].form == ")") else {
                    continue;
                };
                let names = || tree.sentence.names.iter();
                let before = names()
                    .find(|n| n.tokens.end == open && n.kind == NameKind::Organisation)
                    .cloned();
                let Some(before) = before else { continue };
                let inside = Name {
                    tokens: open + 1..close,
                    kind: NameKind::Organisation,
                };
                pairs.push((self.words(s, &before), self.words(s, &inside)));
            }
            for name in &tree.sentence.names {
                if let Some(short) = self.called(s, name) {
                    pairs.push((self.words(s, name), short));
                }
            }
        }
        for (before, inside) in pairs {
            let (long, short) = match (is_acronym(&inside), is_acronym(&before)) {
                (true, false) => (before, inside),
                (false, true) if inside.contains(' ') => (inside, before),
                _ => continue,
            };
            let bare = long.strip_prefix("the ").or(long.strip_prefix("The "));
            let long = bare.map_or(long.clone(), str::to_string);
            let body = |name: &str| match self.gazetteer.lookup(name)[..] {
                [Entry::Organisation(known)] => Some(known),
                _ => None,
            };
            let place = self.gazetteer.lookup(&long);
            let place = place
                .first()
                .is_some_and(|e| !matches!(e, Entry::Organisation(_)));
            if place {
                continue;
            }
            let known = body(&short).filter(|known| self.may_be_called(known, &long, &short));
            let (name, stands_for) = match body(&long).is_none() && known.is_some() {
                true => (long, short),
                false => (short, long),
            };
            self.short_names.entry(fold(&name)).or_insert(stands_for);
        }
    }

    /// ", or UFV", ", known by its initials UFV": the acronym that the words behind the name of a body give for it.
    fn called(&self, s: usize, name: &Name) -> Option<String> {
        let tree = &self.trees[s];
        let comma = |t: &usize| tree.token(*t).form == ",";
        let begin = name.tokens.end;
        let begin = begin + usize::from(begin < tree.len() && comma(&begin));
        let says = |t: &usize| self.ontology.lexicon.is_in("naming-words", &tree.lower(*t));
        let short = (begin..tree.len()).find(|t| !says(t))?;
        let form = &tree.token(short).form;
        let body = name.kind == NameKind::Organisation && name.tokens.len() > 1;
        (body && short > begin && is_acronym(form)).then(|| form.clone())
    }

    /// Whether a body of the gazetteer may have the name that a document gives for its acronym: not where the name tells of
    /// another country, nor where it has the acronym's letters and no word in common with the body's names.
    fn may_be_called(&self, body: &Organisation, long: &str, short: &str) -> bool {
        let country = long.split(' ').find_map(|word| self.country_word(word));
        if let (Some(told), Some(country)) = (country, body.country)
            && told.id != country
        {
            return false;
        }
        let words = |name: &str| -> BTreeSet<String> {
            let name = fold(name);
            let long = name.split(' ').filter(|word| word.len() >= LONG_WORD);
            long.map(str::to_string).collect()
        };
        let said = words(long);
        let names = body.alternates.iter().copied();
        let mut names = names.chain([body.name]);
        let letters = |of: &str| {
            let mut letters: Vec<char> = of.chars().filter(|c| c.is_uppercase()).collect();
            letters.sort_unstable();
            letters
        };
        let firsts: String = long
            .split([' ', '-'])
            .filter_map(|w| w.chars().next())
            .collect();
        names.any(|name| !words(name).is_disjoint(&said)) || letters(&firsts) != letters(short)
    }
}
