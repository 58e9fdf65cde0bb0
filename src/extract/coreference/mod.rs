//! Coreference: which phrases of a document mean the same.
//!
//! Phrases are gone through in text order. Each is linked to the one before it that the signs of [`link`] speak for most,
//! or begins a new chain when more speaks for that. How much a sign weighs stands in `models/coreference.tsv`, a column
//! for each way of referring (a name, "the ministry", "he"); `training/coreference.py` makes the table.

mod denotation;
mod form;
mod link;
mod phrase;
mod signs;
mod weights;

use super::mend;
use super::quotes;
use super::tree::Tree;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::Analysis;
pub(super) use form::Form;
use link::{Chain, Met, Speech};
pub(super) use phrase::{Phrase, Sources};
use weights::Weights;

/// How many sentences back a pronoun is resolved; other phrases, when no word of theirs comes back.
const PRONOUN_REACH: usize = 5;
const NOUN_REACH: usize = 12;

/// How many phrases back anything is looked for.
const LONGEST: usize = 400;

/// The number of the chain that each of some phrases belongs to; the phrases are in text order, outer ones first.
pub fn chains(
    document: &Document,
    analysis: &Analysis,
    spans: &[Span],
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Vec<usize> {
    let phrases = phrases(document, analysis, spans, ontology, gazetteer);
    let antecedents = antecedents(&phrases);
    let mut chains = Vec::with_capacity(spans.len());
    for (i, antecedent) in antecedents.into_iter().enumerate() {
        chains.push(antecedent.map_or(i, |before| chains[before]));
    }
    chains
}

fn phrases(
    document: &Document,
    analysis: &Analysis,
    spans: &[Span],
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Vec<Phrase> {
    let sentences = mend::mended(analysis, ontology);
    let trees: Vec<Tree> = sentences.iter().map(Tree::new).collect();
    let sources = Sources {
        document,
        trees: &trees,
        quotes: &quotes::quotes(document, &trees),
        ontology,
        gazetteer,
    };
    spans.iter().map(|&span| sources.phrase_at(span)).collect()
}

/// For each phrase the earlier one that it is linked to: the likeliest mention of the likeliest chain.
pub(super) fn antecedents(phrases: &[Phrase]) -> Vec<Option<usize>> {
    let weights = Weights::embedded();
    let mut found: Vec<Option<usize>> = Vec::with_capacity(phrases.len());
    let mut state = State::new(phrases);
    let mut scores: Vec<(usize, f32)> = Vec::new();
    let mut odds: Vec<f32> = Vec::new();
    for (j, phrase) in phrases.iter().enumerate() {
        let new = weights.sum(state.fresh(j), phrase.form);
        scores.clear();
        state.candidates(j, |i, rows| {
            scores.push((i, weights.sum(rows, phrase.form) - new))
        });
        odds.resize(state.chains.len(), 0.0);
        for &(i, _) in &scores {
            odds[state.chain_of[i]] = 0.0;
        }
        for &(i, score) in &scores {
            odds[state.chain_of[i]] += score.exp();
        }
        // A tie goes to the nearest, which comes first.
        let mut best: Option<(usize, f32)> = None;
        for &(i, _) in &scores {
            let odds = odds[state.chain_of[i]];
            if odds > 1.0 && best.is_none_or(|(_, most)| odds > most) {
                best = Some((i, odds));
            }
        }
        let chain = best.map(|(i, _)| state.chain_of[i]);
        found.push(chain.and_then(|chain| {
            let own = scores.iter().filter(|(i, _)| state.chain_of[*i] == chain);
            own.max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
                .map(|(i, _)| *i)
        }));
        state.join(j, chain);
    }
    found
}

/// A choice that training learns from: the rows of each candidate, and which of them are right. The first candidate is
/// that the phrase is new.
pub struct Choice {
    /// How the phrase refers: a column of the table.
    pub form: usize,
    /// Rows and rightness.
    pub candidates: Vec<(Vec<u16>, bool)>,
}

/// The names of the table's columns and rows.
pub fn table() -> (Vec<&'static str>, Vec<String>) {
    let rows = (0..signs::ROWS).map(signs::row_name).collect();
    (Form::NAMES.to_vec(), rows)
}

/// The choices in a document whose chains are known.
pub fn choices(
    document: &Document,
    analysis: &Analysis,
    spans: &[Span],
    known: &[usize],
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Vec<Choice> {
    let phrases = phrases(document, analysis, spans, ontology, gazetteer);
    let mut state = State::new(&phrases);
    let mut choices = Vec::new();
    for (j, phrase) in phrases.iter().enumerate() {
        let mut candidates = vec![(state.fresh(j).to_vec(), false)];
        state.candidates(j, |i, rows| {
            candidates.push((rows.to_vec(), known[i] == known[j]))
        });
        candidates[0].1 = candidates.iter().all(|(_, right)| !right);
        choices.push(Choice {
            form: phrase.form as usize,
            candidates,
        });
        let chain = (0..j).find(|&i| known[i] == known[j]);
        state.join(j, chain.map(|i| state.chain_of[i]));
    }
    choices
}

/// The chains so far.
struct State<'p> {
    phrases: &'p [Phrase],
    chain_of: Vec<usize>,
    chains: Vec<Chain>,
    rows: Vec<u16>,
    met: Met<'p>,
    /// The phrase that speaks each quotation.
    speakers: Vec<Option<usize>>,
    /// The chain that said something last, outside of quotations.
    spoke: Option<usize>,
}

impl<'p> State<'p> {
    fn new(phrases: &'p [Phrase]) -> State<'p> {
        State {
            phrases,
            chain_of: Vec::with_capacity(phrases.len()),
            chains: Vec::new(),
            rows: Vec::new(),
            met: Met::default(),
            speakers: speakers(phrases),
            spoke: None,
        }
    }

    fn join(&mut self, j: usize, chain: Option<usize>) {
        let chain = chain.unwrap_or_else(|| {
            self.chains.push(Chain::default());
            self.chains.len() - 1
        });
        let phrase = &self.phrases[j];
        self.met.heads.insert(&phrase.lemma);
        self.met.words.insert(&phrase.key);
        self.chains[chain].add(j, phrase);
        if phrase.speaks && phrase.quote.is_none() {
            self.spoke = Some(chain);
        }
        self.chain_of.push(chain);
    }

    /// The rows that hold for a phrase as the first mention of something.
    fn fresh(&mut self, j: usize) -> &[u16] {
        let of = &self.phrases[j];
        let later = of
            .quote
            .is_some_and(|q| self.speakers[q].is_some_and(|i| i > j));
        link::fresh(of, &self.met, later, &mut self.rows);
        &self.rows
    }

    /// Who says two phrases of which the second is `j`.
    fn speech(&self, i: usize, j: usize) -> Speech {
        let quote = |n: usize| self.phrases[n].quote;
        let speaker = |n: usize| quote(n).and_then(|q| self.speakers[q]);
        let one = |a: usize, b: usize| {
            a == b
                || self.phrases[a].key == self.phrases[b].key
                || (a < j && b < j && self.chain_of[a] == self.chain_of[b])
        };
        Speech {
            speaker: speaker(i) == Some(j) || speaker(j) == Some(i),
            last: self.spoke == Some(self.chain_of[i]),
            same: match (quote(i), quote(j)) {
                (Some(a), Some(b)) if a == b => Some(true),
                _ => speaker(i).zip(speaker(j)).map(|(a, b)| one(a, b)),
            },
        }
    }

    /// Calls `each` with every earlier phrase that `j` may be linked to, nearest first, and the rows that hold.
    fn candidates(&mut self, j: usize, mut each: impl FnMut(usize, &[u16])) {
        let of = &self.phrases[j];
        let mut passed = 0;
        let mut rows = std::mem::take(&mut self.rows);
        for i in (j.saturating_sub(LONGEST)..j).rev() {
            let before = &self.phrases[i];
            let distance = of.sentence.saturating_sub(before.sentence);
            let speaking = matches!(of.form, Form::I | Form::We | Form::You);
            // A quotation of many sentences may stand between "she said" and "she said".
            let near = distance <= PRONOUN_REACH || before.paragraph + 1 >= of.paragraph;
            if of.form.is_pronoun() && !near && !speaking {
                break;
            }
            if distance > NOUN_REACH && !akin(before, of) {
                continue;
            }
            let chain = &self.chains[self.chain_of[i]];
            let said = self.speech(i, j);
            link::pair((i, before), of, chain, passed, said, &mut rows);
            each(i, &rows);
            // Whoever is spoken of in a quotation does not stand between the text before it and the text behind.
            let between = before.quote.is_none() || before.quote == of.quote;
            passed += usize::from(between && link::fits(before, chain, of));
        }
        self.rows = rows;
    }
}

/// Whether two phrases far apart have a word in common.
fn akin(before: &Phrase, of: &Phrase) -> bool {
    before.lemma == of.lemma
        || before.known.is_some() && before.known == of.known
        || (before.acronym != of.acronym && before.initials == of.initials)
        || of.content.contains(&before.lemma)
        || before.content.contains(&of.lemma)
}

/// How many speakers on either side of a quotation are looked at.
const SPEAKERS: usize = 64;

/// For each quotation the phrase that says it: the subject of a verb of saying around it, in its sentences first.
pub(super) fn speakers(phrases: &[Phrase]) -> Vec<Option<usize>> {
    let quoted = || phrases.iter().filter_map(|p| Some((p.quote?, p)));
    let count = quoted().map(|(q, _)| q + 1).max().unwrap_or_default();
    let mut ends: Vec<Option<(&Phrase, &Phrase)>> = vec![None; count];
    for (q, phrase) in quoted() {
        let first = ends[q].map_or(phrase, |(first, _)| first);
        ends[q] = Some((first, phrase));
    }
    let speaks = |(_, p): &(usize, &Phrase)| p.speaks && p.quote.is_none();
    let speaking: Vec<(usize, &Phrase)> = phrases.iter().enumerate().filter(speaks).collect();
    let speaker = |(first, last): (&Phrase, &Phrase)| {
        let distance = |p: &Phrase| match p.sentence {
            s if s < first.sentence => 2 * (first.sentence - s),
            s if s > last.sentence => 2 * (s - last.sentence) + 1,
            _ => 0,
        };
        // A quotation that fills its paragraph goes on with the speaker of the paragraph before.
        let reach = |p: &Phrase| {
            p.paragraph == first.paragraph
                || (p.sentence < first.sentence && p.sentence + 2 >= first.sentence)
        };
        let from = speaking.partition_point(|(_, p)| p.sentence < first.sentence);
        let to = speaking.partition_point(|(_, p)| p.sentence <= last.sentence);
        let near = from.saturating_sub(SPEAKERS)..(to + SPEAKERS).min(speaking.len());
        speaking[near]
            .iter()
            .filter(|(_, p)| reach(p))
            .min_by_key(|(_, p)| (p.paragraph != first.paragraph, distance(p)))
            .map(|(i, _)| *i)
    };
    ends.into_iter().map(|ends| speaker(ends?)).collect()
}
