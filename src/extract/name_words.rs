//! Which words a name has: those that the encoder marked, and those that it cut off before and behind them.

use super::mentions::Mentions;
use crate::gazetteer::Entry;
use crate::text::{Name, NameKind, Relation, Upos};

/// How many words a cut name may go on.
const LONGER: usize = 6;
/// How many words before it a name may have begun.
const BEGUN: usize = 3;

impl Mentions<'_> {
    /// A name that was cut short ("the Observatory for"): the longest that the gazetteer knows from there on, else
    /// without the preposition at its end.
    pub(super) fn whole_name(&self, s: usize, name: &Name, text: String) -> String {
        let tokens = &self.trees[s].sentence.tokens;
        let last = (name.tokens.end + LONGER).min(tokens.len());
        let longer = (name.tokens.end + 1..=last).rev().find_map(|end| {
            let range = Name {
                tokens: name.tokens.start..end,
                kind: name.kind,
            };
            let words = self.words(s, &range);
            let known = self.gazetteer.lookup(&words);
            let body = known.iter().any(|e| matches!(e, Entry::Organisation(_)));
            // "Deir ez-Zor", cut at its hyphen.
            let cut = name.kind.is_place() && tokens[name.tokens.end].form.starts_with('-');
            (body || cut && !known.is_empty()).then_some(words)
        });
        let longer = longer
            .or_else(|| self.begun_before(s, name))
            .or_else(|| self.told_what_for(s, name));
        longer.unwrap_or_else(|| {
            let mut words: Vec<&str> = text.split(' ').collect();
            let mut last = name.tokens.end;
            while words.len() > 1 && matches!(tokens[last - 1].upos, Upos::Adp | Upos::Det) {
                words.pop();
                last -= 1;
            }
            words.join(" ")
        })
    }

    /// A body whose name goes on with what it is for: "the Front for the Liberation of Vesna".
    fn told_what_for(&self, s: usize, name: &Name) -> Option<String> {
        let tree = &self.trees[s];
        let head = self.head_of(s, name);
        let aim = tree.each(head, Relation::Nmod).find(|&c| {
            tree.preposition(c).as_deref() == Some("for")
                && tree.subtree(c).first() == Some(&name.tokens.end)
        })?;
        let words = tree.subtree(aim);
        let capital = |&t: &usize| match tree.upos(t) {
            Upos::Adp | Upos::Det | Upos::Cconj => true,
            _ => tree.token(t).form.starts_with(char::is_uppercase),
        };
        let end = words.last()? + 1;
        let named = name.kind == NameKind::Organisation
            && tree.upos(head) == Upos::Propn
            && words.len() == end - name.tokens.end
            && words.iter().all(capital);
        named.then(|| {
            let tokens = name.tokens.start..end;
            self.words(
                s,
                &Name {
                    tokens,
                    ..name.clone()
                },
            )
        })
    }

    /// A name whose first words were taken for another: "Islamic State" and "West Africa Province".
    fn begun_before(&self, s: usize, name: &Name) -> Option<String> {
        let tokens = &self.trees[s].sentence.tokens;
        let capital = |i: &usize| tokens[*i].form.starts_with(char::is_uppercase);
        let first = name.tokens.start.saturating_sub(BEGUN);
        let begun = (first..name.tokens.start).rev().take_while(capital);
        let starts: Vec<usize> = begun.collect();
        starts.into_iter().rev().find_map(|start| {
            let whole = Name {
                tokens: start..name.tokens.end,
                kind: name.kind,
            };
            let words = self.words(s, &whole);
            let known = self.gazetteer.lookup(&words);
            let body = known.iter().any(|e| matches!(e, Entry::Organisation(_)));
            body.then_some(words)
        })
    }

    /// The token of a name whose head lies outside it.
    pub(super) fn head_of(&self, s: usize, name: &Name) -> usize {
        let top = self.trees[s].top(&name.tokens);
        top.unwrap_or(name.tokens.start)
    }

    /// The words of a name as they stand in the text, white space folded, a possessive left out.
    pub(super) fn words(&self, s: usize, name: &Name) -> String {
        let mut words = self.own_words(s, name);
        if let Some(shared) = self.shared_words(s, name) {
            words.push(' ');
            words.push_str(&shared);
        }
        words
    }

    /// "*North* and South Morava": what a direction shares with the name behind it.
    fn shared_words(&self, s: usize, name: &Name) -> Option<String> {
        let (tree, at) = (&self.trees[s], name.tokens.start);
        let direction = |t: usize| {
            let lexicon = &self.ontology.lexicon;
            lexicon.is_in("directions", &tree.lower(t))
        };
        let joins = name.tokens.len() == 1
            && at + 2 < tree.len()
            && tree.upos(at + 1) == Upos::Cconj
            && direction(at)
            && direction(at + 2);
        let other = tree.name_at(at + 2).filter(|_| joins)?;
        let rest = other.tokens.start + 1..other.tokens.end;
        let part = Name {
            tokens: rest,
            kind: other.kind,
        };
        (other.tokens.start == at + 2 && other.tokens.len() > 1).then(|| self.own_words(s, &part))
    }

    fn own_words(&self, s: usize, name: &Name) -> String {
        let tokens = &self.trees[s].sentence.tokens[name.tokens.clone()];
        let end = if tokens.len() > 1 && tokens.last().is_some_and(|t| t.upos == Upos::Part) {
            tokens.len() - 1
        } else {
            tokens.len()
        };
        match (tokens.first(), tokens[..end].last()) {
            (Some(first), Some(last)) => self.document.text[first.span.begin..last.span.end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .trim_end_matches([',', ';', ':', '(', ' '])
                .to_string(),
            _ => String::new(),
        }
    }
}
