//! Sentences that look as if they told something, but gave no account.

use super::{chars_of, class};
use crate::document::Document;
use crate::extract::events;
use crate::extract::mentions::Mentions;
use crate::extract::{Extractor, Reading};
use crate::span::Span;
use crate::text::Analysis;

/// A sentence that looks as if it told something, but gave no account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    /// The sentence.
    pub span: Span,
    /// What makes it look so, in text order.
    pub signs: Vec<Sign>,
}

/// What makes a sentence look as if it told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// What it is.
    pub kind: SignKind,
    /// The words.
    pub text: String,
}

/// Kinds of [`Sign`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignKind {
    /// A word that may introduce what somebody said.
    Cue,
    /// A word that may tell another event.
    Event,
    /// A weapon.
    Weapon,
    /// A number of people.
    Toll,
}

impl SignKind {
    /// For messages.
    pub fn name(self) -> &'static str {
        match self {
            SignKind::Cue => "cue",
            SignKind::Event => "event",
            SignKind::Weapon => "weapon",
            SignKind::Toll => "toll",
        }
    }
}

impl Extractor<'_> {
    /// The sentences with a cue, an event word, a weapon or a toll that gave no account.
    pub fn silent(&self, document: &Document, analysis: &Analysis) -> Vec<Silent> {
        let reading = Reading::new(analysis, self.ontology);
        let trees = reading.trees();
        let mentions = Mentions::resolve(document, &trees, self.ontology, self.gazetteer);
        let mut told: Vec<(usize, usize)> = self
            .extract(document, analysis)
            .iter()
            .flat_map(|account| std::iter::once(&account.evidence).chain(&account.also))
            .map(|passage| (passage.begin, passage.end))
            .collect();
        told.sort_unstable();
        (0..trees.len())
            .filter(|&s| {
                let (begin, end) = chars_of(document, reading.sentences[s].span);
                // Passages are sentences: they do not overlap.
                let before = told.partition_point(|&(b, _)| b < end);
                told[..before].last().is_none_or(|&(_, e)| begin >= e)
            })
            .map(|s| Silent {
                span: reading.sentences[s].span,
                signs: self.signs(document, &mentions, s),
            })
            .filter(|silent| !silent.signs.is_empty())
            .collect()
    }

    fn signs(&self, document: &Document, mentions: &Mentions, s: usize) -> Vec<Sign> {
        let tree = &mentions.trees[s];
        let weapons = self.ontology.instruments();
        let mut signs = Vec::new();
        for t in 0..tree.len() {
            let sign = |kind, text: &str| Sign {
                kind,
                text: text.to_string(),
            };
            let form = tree.token(t).form.as_str();
            let evoked = events::trials(s, t, mentions, self.ontology);
            if let Some((frame, _)) = evoked.ok().and_then(|mut trials| trials.next()) {
                let cue = self.ontology.is_a(&frame.class, "Statement");
                let kind = if cue { SignKind::Cue } else { SignKind::Event };
                signs.push(sign(kind, form));
            }
            let Some(mention) = mentions.get(s, t) else {
                continue;
            };
            let class = class(mention, mentions);
            let Some(class) = class else { continue };
            if weapons
                .iter()
                .any(|weapon| self.ontology.is_a(&class, weapon))
            {
                signs.push(sign(SignKind::Weapon, form));
            } else if let Some(count) = mention
                .count
                .as_ref()
                .filter(|_| self.ontology.is_a(&class, "Actor"))
            {
                signs.push(sign(SignKind::Toll, count.span.of(&document.text)));
            }
        }
        signs
    }
}
