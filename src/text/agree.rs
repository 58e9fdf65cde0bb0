//! The names of a document made to agree: what is a name in one sentence is one in all, and of one kind.

use super::{Name, NameKind, Sentence, Upos};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Makes the names of a document agree: one kind for one spelling, and what is marked in one place marked in all.
pub(super) fn agree(sentences: &mut [Sentence]) {
    let mut votes: BTreeMap<Vec<String>, Votes> = BTreeMap::new();
    for sentence in sentences.iter() {
        for name in &sentence.names {
            let words = spelling(sentence, name.tokens.clone());
            // A surname alone is a person like the full name.
            if name.kind == NameKind::Person
                && words.len() > 1
                && let Some(last) = words.last()
            {
                votes.entry(vec![last.clone()]).or_default().add(name.kind);
            }
            votes.entry(words).or_default().add(name.kind);
        }
    }
    // How long the names are that begin with a word, the longest first: few, while the longest of all may be very long.
    let mut lengths: BTreeMap<String, BTreeSet<Reverse<usize>>> = BTreeMap::new();
    for words in votes.keys() {
        if let Some(first) = words.first() {
            let lengths = lengths.entry(first.clone()).or_default();
            lengths.insert(Reverse(words.len()));
        }
    }
    for sentence in sentences {
        for n in 0..sentence.names.len() {
            let words = spelling(sentence, sentence.names[n].tokens.clone());
            if let Some(votes) = votes.get(&words) {
                sentence.names[n].kind = votes.most(sentence.names[n].kind);
            }
        }
        let mut at = 0;
        while at < sentence.tokens.len() {
            let marked = sentence.names.iter().find(|n| n.tokens.contains(&at));
            if let Some(name) = marked {
                at = name.tokens.end;
                continue;
            }
            let until = sentence
                .names
                .iter()
                .map(|n| n.tokens.start)
                .find(|&start| start > at)
                .unwrap_or(sentence.tokens.len());
            let lengths = lengths.get(&sentence.tokens[at].form).into_iter().flatten();
            let found = lengths.filter(|l| l.0 <= until - at).find_map(|l| {
                let length = l.0;
                let tokens = at..at + length;
                let votes = votes.get(&spelling(sentence, tokens.clone()))?;
                let proper = length > 1 || sentence.tokens[at].upos == Upos::Propn;
                (proper && (length > 1 || votes.total() > 1)).then(|| Name {
                    tokens,
                    kind: votes.most(NameKind::Place),
                })
            });
            match found {
                Some(name) => {
                    at = name.tokens.end;
                    sentence.names.push(name);
                    sentence.names.sort_by_key(|n| n.tokens.start);
                }
                None => at += 1,
            }
        }
    }
}

/// How often a spelling was marked as what.
#[derive(Default)]
struct Votes([(usize, Option<NameKind>); NameKind::ALL.len()]);

impl Votes {
    fn add(&mut self, kind: NameKind) {
        let slot = &mut self.0[kind as usize];
        *slot = (slot.0 + 1, Some(kind));
    }

    fn total(&self) -> usize {
        self.0.iter().map(|(count, _)| count).sum()
    }

    /// The kind with most votes; on a tie, `own` where it is among them.
    fn most(&self, own: NameKind) -> NameKind {
        let most = self
            .0
            .iter()
            .map(|(count, _)| *count)
            .max()
            .unwrap_or_default();
        let mut best = self.0.iter().filter(|(count, _)| *count == most);
        match best.clone().any(|(_, kind)| *kind == Some(own)) {
            true => own,
            false => best.find_map(|(_, kind)| *kind).unwrap_or(own),
        }
    }
}

fn spelling(sentence: &Sentence, tokens: Range<usize>) -> Vec<String> {
    let forms = sentence.tokens[tokens].iter();
    forms.map(|token| token.form.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Name, NameKind, Sentence, agree};
    use crate::text::tests::bare;

    #[test]
    fn a_document_has_one_kind_for_one_name() {
        let sentence = |text: &str, names: &[(std::ops::Range<usize>, NameKind)]| Sentence {
            tokens: bare(text),
            names: names
                .iter()
                .map(|(tokens, kind)| Name {
                    tokens: tokens.clone(),
                    kind: *kind,
                })
                .collect(),
            span: crate::span::Span::default(),
            block: crate::document::BlockKind::Body,
            paragraph: 0,
            quantities: Vec::new(),
            times: Vec::new(),
            meaning: crate::text::Meaning::default(),
        };
        let mut sentences = [
            sentence(
                "Omar Hadi met Dale Party",
                &[(0..2, NameKind::Person), (3..5, NameKind::Organisation)],
            ),
            sentence("Hadi left Dale Party", &[(0..1, NameKind::Person)]),
            sentence("Hadi spoke", &[(0..1, NameKind::Place)]),
        ];
        agree(&mut sentences);
        assert_eq!(sentences[2].names[0].kind, NameKind::Person);
        assert_eq!(sentences[1].names.len(), 2);
        assert_eq!(sentences[1].names[1].tokens, 2..4);
    }
}
