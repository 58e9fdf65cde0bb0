//! How well text is cut: tokens and sentences against a treebank whose raw text is rebuilt.

use super::{sentences::sentences, tokenize::tokenize};
use crate::span::Span;
use std::collections::BTreeSet;

/// Spans counted in the gold standard, in ours, and in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Matches {
    /// In the treebank.
    pub gold: usize,
    /// Ours.
    pub found: usize,
    /// In both.
    pub matched: usize,
}

impl Matches {
    /// Harmonic mean of precision and recall, between 0 and 1.
    pub fn f1(&self) -> f64 {
        if self.gold + self.found == 0 {
            1.0
        } else {
            2.0 * self.matched as f64 / (self.gold + self.found) as f64
        }
    }

    fn add(&mut self, gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) {
        self.gold += gold.len();
        self.found += found.len();
        self.matched += gold.intersection(found).count();
    }
}

/// What [`score_segmentation`] counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SegmentationScore {
    /// Syntactic words.
    pub tokens: Matches,
    /// Sentences.
    pub sentences: Matches,
    /// Some differences, each with the text around it.
    pub differences: Vec<String>,
}

/// Scores tokens and sentences on a treebank in CoNLL-U. The text is rebuilt from `# text`: a space between sentences,
/// a new block at `# newpar` and `# newdoc`.
pub fn score_segmentation(treebank: &str) -> SegmentationScore {
    let mut score = SegmentationScore::default();
    let mut block = GoldBlock::default();
    for sentence in treebank.split("\n\n") {
        let starts = sentence.lines().any(|l| {
            l.starts_with("# newpar") && !l.starts_with("# newpar_") || l.starts_with("# newdoc")
        });
        if starts {
            std::mem::take(&mut block).score(&mut score);
        }
        block.push(sentence);
    }
    block.score(&mut score);
    score
}

#[derive(Default)]
struct GoldBlock {
    text: String,
    tokens: BTreeSet<(usize, usize)>,
    sentences: BTreeSet<(usize, usize)>,
}

impl GoldBlock {
    fn push(&mut self, sentence: &str) {
        let Some(text) = sentence
            .lines()
            .find_map(|line| line.strip_prefix("# text = "))
        else {
            return;
        };
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let begin = self.text.len();
        self.text.push_str(text);
        let mut at = begin;
        let mut inside = 0;
        let mut last = begin;
        for line in sentence.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, form, ..] = fields[..] else { continue };
            if id.contains('.') {
                continue;
            }
            at += self.text[at..].len() - self.text[at..].trim_start().len();
            if let Some((_, end)) = id.split_once('-') {
                inside = end.parse().unwrap_or(0);
                last = at + form.len();
                continue;
            }
            if self.text[at..].starts_with(form) {
                self.tokens.insert((at, at + form.len()));
                at += form.len();
            }
            // a written word that is not its parts put together ends where it is written to end
            if id.parse() == Ok(inside) {
                at = at.max(last);
            }
        }
        self.sentences.insert((begin, at));
    }

    fn score(self, score: &mut SegmentationScore) {
        let spans = tokenize(&self.text, Span::new(0, self.text.len()));
        let cut = sentences(&self.text, &spans);
        let ours: BTreeSet<_> = cut
            .iter()
            .map(|s| (spans[s.start].begin, spans[s.end - 1].end))
            .collect();
        let words: BTreeSet<_> = spans.iter().map(|s| (s.begin, s.end)).collect();
        score.tokens.add(&self.tokens, &words);
        score.sentences.add(&self.sentences, &ours);
        self.explain("token", &self.tokens, &words, score);
        self.explain("sentence", &self.sentences, &ours, score);
    }

    fn explain(
        &self,
        what: &str,
        gold: &BTreeSet<(usize, usize)>,
        found: &BTreeSet<(usize, usize)>,
        score: &mut SegmentationScore,
    ) {
        for (missed, (begin, end)) in gold
            .difference(found)
            .map(|s| (true, s))
            .chain(found.difference(gold).map(|s| (false, s)))
        {
            let side = if missed { "missed" } else { "wrong" };
            score
                .differences
                .push(format!("{side} {what}: {}", &self.text[*begin..*end]));
        }
    }
}
