//! Coreference: which phrases of a document mean the same.
//!
//! Phrases are gone through in text order. Each is linked to the one before it that the signs of [`link`] speak for most,
//! or begins a new chain when more speaks for that. How much a sign weighs stands in `models/coreference.tsv`, a column
//! for each way of referring (a name, "the ministry", "he"); `training/coreference.py` makes the table.

mod form;
mod link;
mod phrase;
mod weights;

use super::quotes;
use super::repair;
use super::tree::Tree;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::Analysis;
pub(super) use form::Form;
use link::Chain;
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
    let sentences = repair::repaired(analysis, ontology);
    let trees: Vec<Tree> = sentences.iter().map(Tree::new).collect();
    let sources = Sources {
        document,
        trees: &trees,
        quotes: &quotes::quotes(document),
        ontology,
        gazetteer,
    };
    spans.iter().map(|&span| sources.phrase_at(span)).collect()
}

/// For each phrase the earlier one that it is linked to.
pub(super) fn antecedents(phrases: &[Phrase]) -> Vec<Option<usize>> {
    let weights = Weights::embedded();
    let mut found: Vec<Option<usize>> = Vec::with_capacity(phrases.len());
    let mut state = State::new(phrases);
    for (j, phrase) in phrases.iter().enumerate() {
        link::fresh(phrase, &phrases[..j], &mut state.rows);
        let mut best = (weights.sum(&state.rows, phrase.form), None);
        state.candidates(j, |i, rows| {
            let score = weights.sum(rows, phrase.form);
            if score > best.0 {
                best = (score, Some(i));
            }
        });
        state.join(j, best.1.map(|i| state.chain_of[i]));
        found.push(best.1);
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
    let rows = (0..link::ROWS).map(link::row_name).collect();
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
        link::fresh(phrase, &phrases[..j], &mut state.rows);
        let mut candidates = vec![(state.rows.clone(), false)];
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
    /// The phrase that speaks each quotation.
    speakers: Vec<Option<usize>>,
}

impl<'p> State<'p> {
    fn new(phrases: &'p [Phrase]) -> State<'p> {
        State {
            phrases,
            chain_of: Vec::with_capacity(phrases.len()),
            chains: Vec::new(),
            rows: Vec::new(),
            speakers: speakers(phrases),
        }
    }

    fn join(&mut self, j: usize, chain: Option<usize>) {
        let chain = chain.unwrap_or_else(|| {
            self.chains.push(Chain::default());
            self.chains.len() - 1
        });
        self.chains[chain].add(j, &self.phrases[j]);
        self.chain_of.push(chain);
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
            if of.form.is_pronoun() && distance > PRONOUN_REACH && !speaking {
                break;
            }
            if distance > NOUN_REACH && !akin(before, of) {
                continue;
            }
            let chain = &self.chains[self.chain_of[i]];
            let speaks = |quoted: &Phrase, other: usize| {
                quoted
                    .quote
                    .is_some_and(|q| self.speakers[q] == Some(other))
            };
            let speaker = speaks(of, i) || speaks(before, j);
            link::pair((i, before), of, chain, passed, speaker, &mut rows);
            each(i, &rows);
            passed += usize::from(link::fits(before, chain, of));
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

/// For each quotation the phrase that says it: the subject of a verb of saying around it, in its sentences first.
fn speakers(phrases: &[Phrase]) -> Vec<Option<usize>> {
    let count = phrases
        .iter()
        .filter_map(|p| p.quote)
        .max()
        .map_or(0, |q| q + 1);
    let mut speakers = vec![None; count];
    for (q, speaker) in speakers.iter_mut().enumerate() {
        let inside = || phrases.iter().filter(|p| p.quote == Some(q));
        let (Some(first), Some(last)) = (inside().next(), inside().last()) else {
            continue;
        };
        let distance = |p: &Phrase| match p.sentence {
            s if s < first.sentence => 2 * (first.sentence - s),
            s if s > last.sentence => 2 * (s - last.sentence) + 1,
            _ => 0,
        };
        *speaker = phrases
            .iter()
            .enumerate()
            .filter(|(_, p)| p.speaks && p.quote.is_none() && p.paragraph == first.paragraph)
            .min_by_key(|(_, p)| distance(p))
            .map(|(i, _)| i);
    }
    speakers
}
