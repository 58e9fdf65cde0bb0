//! Quotations that no cue has claimed: the second half of a speech, a paragraph that goes on with it.

use super::account::Modality;
use super::events::Candidate;
use super::mentions::Mentions;
use super::quotes::Quote;
use super::statements::Statement;
use super::stretches::{distance, merge};
use crate::ontology::Ontology;
use crate::span::Span;
use std::collections::BTreeMap;

/// A cue further from a quotation than this many bytes does not introduce it.
const REACH: usize = 120;

/// A speech is taken up again after at most this many paragraphs.
const PARAGRAPHS: usize = 2;

/// Quotations that no cue has claimed go to the cue beside them, else to whoever spoke last.
pub fn adopt_quotes(
    found: &mut Vec<Statement>,
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let text = &mentions.document.text;
    for quote in speech {
        // "I think …" within the marks claims nothing.
        let outside = |s: &Statement| !quote.outer.contains(s.candidate.trigger_span);
        if found
            .iter()
            .any(|s| outside(s) && s.content.iter().any(|c| c.overlaps(quote.inner)))
        {
            continue;
        }
        match beside(found, quote, mentions) {
            Some(i) => {
                let statement = &mut found[i];
                statement.direct |= statement.content.is_empty();
                statement.content.push(quote.inner);
                statement.content = merge(std::mem::take(&mut statement.content), text);
            }
            None => found.extend(continued(found, quote, mentions, ontology)),
        }
    }
}

/// The statement of the same paragraph that the quotation belongs to.
fn beside(found: &[Statement], quote: &Quote, mentions: &Mentions) -> Option<usize> {
    let text = &mentions.document.text;
    let sentence = |s: &Statement| mentions.trees[s.candidate.sentence].sentence;
    let near: Vec<(usize, &Statement)> = found
        .iter()
        .enumerate()
        .filter(|(_, s)| {
            !quote.outer.contains(s.candidate.trigger_span)
                && sentence(s).paragraph == quote.block
                && s.candidate.roles.contains_key("speaker")
        })
        .collect();
    // "…," she said. "…": nothing but white space lies between.
    let follows = near
        .iter()
        .filter(|(_, s)| s.candidate.trigger_span.end <= quote.outer.begin)
        .filter(|(_, s)| {
            // The mark that opens the quotation may hang on the sentence before it.
            let close = sentence(s).span.end;
            let close = (close <= quote.inner.begin).then(|| close.min(quote.outer.begin));
            let end = s
                .content
                .iter()
                .map(|c| c.end)
                .filter(|&end| end <= quote.outer.begin)
                .chain(close)
                .max();
            end.is_some_and(|end| {
                !text[end..quote.outer.begin]
                    .chars()
                    .any(char::is_alphanumeric)
            })
        })
        .min_by_key(|(_, s)| s.candidate.trigger_span.begin);
    if let Some((i, _)) = follows {
        return Some(*i);
    }
    let closest = near
        .iter()
        .filter(|(_, s)| s.content.is_empty() || s.direct)
        .map(|(i, s)| (distance(s.candidate.trigger_span, quote.outer), *i))
        .min()?;
    (closest.0 < REACH).then_some(closest.1)
}

/// A quotation in a paragraph of its own: the speaker of the last statement goes on speaking.
fn continued(
    found: &[Statement],
    quote: &Quote,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let text = &mentions.document.text;
    let paragraph = |s: &Statement| mentions.trees[s.candidate.sentence].sentence.paragraph;
    let is_sentence = quote.inner.of(text).ends_with(['.', '!', '?', ',']) || !quote.closed;
    let last = found
        .iter()
        .filter(|s| {
            s.candidate.trigger_span.begin < quote.outer.begin
                && paragraph(s) + PARAGRAPHS >= quote.block
                && !quote.outer.contains(s.candidate.trigger_span)
        })
        .max_by_key(|s| s.candidate.trigger_span.begin)
        .filter(|_| is_sentence)?;
    let speaker = last.candidate.roles.get("speaker")?;
    let sentence = mentions
        .trees
        .iter()
        .position(|t| t.sentence.span.overlaps(quote.inner))?;
    let class = ontology
        .lexicon
        .sets
        .get("class-of-bare-quotes")
        .and_then(|set| set.iter().next())?;
    let mut roles = BTreeMap::new();
    roles.insert("speaker".to_string(), speaker.clone());
    let candidate = Candidate {
        class: class.clone(),
        frames: vec!["quote-continued".to_string()],
        sentence,
        trigger: 0,
        with: Vec::new(),
        trigger_span: Span::new(quote.inner.begin, quote.inner.begin),
        roles,
        counts: Vec::new(),
        time: last.candidate.time,
        modality: Modality::Asserted,
        also: Vec::new(),
        clause: None,
    };
    Some(Statement::new(candidate, vec![quote.inner], true))
}
