//! Quotations that no cue has claimed: the second half of a speech, a paragraph that goes on with it.

use super::events::{Candidate, Fill, Filled};
use super::mentions::{Mentions, Referent};
use super::quotes::Quote;
use super::span_index::SpanIndex;
use super::statement::Statement;
use super::stretches::{distance, merge};
use crate::ontology::{Found, Ontology};
use crate::span::Span;
use crate::text::Relation;
use std::collections::{BTreeMap, BTreeSet};

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
    let mut places = Places::default();
    for (i, statement) in found.iter().enumerate() {
        places.add(i, statement, mentions);
    }
    // A paragraph that leaves its quotation open for the next one.
    let goes_on = |n: usize| {
        let (quote, next) = (&speech[n], speech.get(n + 1));
        let blocks = mentions.document.blocks.iter().enumerate();
        let mut behind = blocks.skip(quote.block + 1);
        let block = behind.find(|(_, block)| block.kind.is_read());
        let opens = |next: &Quote| {
            let (number, block) = block?;
            let before = text.get(block.span.begin..next.outer.begin)?;
            Some(number == next.block && before.trim().is_empty())
        };
        !quote.closed && next.and_then(opens) == Some(true)
    };
    let mut open = Vec::new();
    for (n, quote) in speech.iter().enumerate() {
        // "I think …" within the marks claims nothing.
        let outside = |s: &Statement| !quote.outer.contains(s.candidate.trigger_span);
        let claims = |s: &Statement| {
            let next = s.content.partition_point(|c| c.end <= quote.inner.begin);
            let part = s.content.get(next);
            part.is_some_and(|c| c.overlaps(quote.inner))
        };
        let near = places.contents.near(quote.inner);
        if near
            .iter()
            .any(|&i| outside(&found[i]) && claims(&found[i]))
        {
            continue;
        }
        match beside(found, quote, &places, mentions) {
            Some(i) => {
                let statement = &mut found[i];
                statement.direct |= statement.content.is_empty();
                take_in(&mut statement.content, quote.inner, text);
                places.say(i, quote.inner);
            }
            None if goes_on(n) => open.push(n),
            None => {
                let statement = continued(found, quote, &places, mentions, ontology)
                    .or_else(|| introduced(quote, mentions, ontology));
                if let Some(statement) = statement {
                    places.add(found.len(), &statement, mentions);
                    found.push(statement);
                }
            }
        }
    }
    // They are said by whoever says the next: the last of them has the cue.
    for n in open.into_iter().rev() {
        let next = speech[n + 1].inner;
        let says = |&i: &usize| found[i].content.iter().any(|part| part.overlaps(next));
        match places.contents.near(next).into_iter().find(says) {
            Some(i) => {
                take_in(&mut found[i].content, speech[n].inner, text);
                places.say(i, speech[n].inner);
            }
            None => found.extend(continued(found, &speech[n], &places, mentions, ontology)),
        }
    }
}

/// Where statements stand, by their numbers.
#[derive(Default)]
struct Places {
    /// What was said.
    contents: SpanIndex,
    /// The ends of what was said, and of the sentence of the cue.
    ends: SpanIndex,
    /// The cues.
    cues: SpanIndex,
    /// The cues in text order, by their first byte.
    order: BTreeSet<(usize, usize)>,
}

impl Places {
    fn add(&mut self, i: usize, statement: &Statement, mentions: &Mentions) {
        let cue = &statement.candidate;
        self.cues.insert(i, cue.trigger_span);
        self.order.insert((cue.trigger_span.begin, i));
        let end = mentions.trees[cue.sentence].sentence.span.end;
        self.ends.insert(i, Span::new(end, end));
        for &part in &statement.content {
            self.say(i, part);
        }
    }

    fn say(&mut self, i: usize, part: Span) {
        self.contents.insert(i, part);
        self.ends.insert(i, Span::new(part.end, part.end));
    }
}

/// Adds a quotation to what was said, which is in text order.
fn take_in(content: &mut Vec<Span>, quote: Span, text: &str) {
    let first = content.partition_point(|part| part.end < quote.begin);
    let mut tail = content.split_off(first.saturating_sub(1));
    tail.push(quote);
    content.extend(merge(tail, text));
}

/// The statement of the same paragraph that the quotation belongs to.
fn beside(
    found: &[Statement],
    quote: &Quote,
    places: &Places,
    mentions: &Mentions,
) -> Option<usize> {
    let text = &mentions.document.text;
    let sentence = |s: &Statement| mentions.trees[s.candidate.sentence].sentence;
    let near = |numbers: Vec<usize>| -> Vec<(usize, &Statement)> {
        let all = numbers.into_iter().map(|i| (i, &found[i]));
        all.filter(|(_, s)| {
            !quote.outer.contains(s.candidate.trigger_span)
                && s.candidate.roles.contains_key("speaker")
        })
        .collect()
    };
    let here = |s: &Statement| sentence(s).paragraph == quote.block;
    // "…," she said. "…": nothing but white space lies between, or the end of a paragraph.
    let before = text[..quote.outer.begin].chars().rev().take(REACH);
    let gap = before.take_while(|c| !c.is_alphanumeric());
    let last_word = quote.outer.begin - gap.map(char::len_utf8).sum::<usize>();
    let ends = places.ends.near(Span::new(last_word, quote.inner.begin));
    let follows = near(ends)
        .into_iter()
        .filter(|(_, s)| s.candidate.trigger_span.end <= quote.outer.begin)
        .filter(|(_, s)| here(s) || s.direct)
        .filter(|(_, s)| {
            // The mark that opens the quotation may hang on the sentence before it.
            let close = sentence(s).span.end;
            let close = (close <= quote.inner.begin).then(|| close.min(quote.outer.begin));
            let parts = s.content.partition_point(|c| c.end <= quote.outer.begin);
            let said = s.content[..parts].last().map(|c| c.end);
            let end = said.max(close);
            end.is_some_and(|end| {
                !text[end..quote.outer.begin]
                    .chars()
                    .any(char::is_alphanumeric)
            })
        })
        .min_by_key(|(_, s)| s.candidate.trigger_span.begin);
    if let Some((i, _)) = follows {
        return Some(i);
    }
    let reach = Span::new(
        quote.outer.begin.saturating_sub(REACH),
        quote.outer.end + REACH,
    );
    let closest = near(places.cues.near(reach))
        .into_iter()
        .filter(|(_, s)| here(s) && (s.content.is_empty() || s.direct))
        .map(|(i, s)| (distance(s.candidate.trigger_span, quote.outer), i))
        .min()?;
    (closest.0 < REACH).then_some(closest.1)
}

/// A quotation in a paragraph of its own: the speaker of the last statement goes on speaking.
fn continued(
    found: &[Statement],
    quote: &Quote,
    places: &Places,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let text = &mentions.document.text;
    let paragraph = |s: &Statement| mentions.trees[s.candidate.sentence].sentence.paragraph;
    let is_sentence = quote.inner.of(text).ends_with(['.', '!', '?', ',']) || !quote.closed;
    let mut before = places.order.range(..(quote.outer.begin, 0));
    let last = before
        .next_back()
        .map(|&(_, i)| &found[i])
        .filter(|s| paragraph(s) + PARAGRAPHS >= quote.block)
        .filter(|_| is_sentence)?;
    let speaker = last.candidate.roles.get("speaker")?;
    let mut statement = uncued(quote, speaker.clone(), mentions, ontology)?;
    statement.candidate.time = last.candidate.time;
    Some(statement)
}

/// "The widow stood at the gate. “They took my son.”": whoever the sentence right before a quotation is about says it.
fn introduced(quote: &Quote, mentions: &Mentions, ontology: &Ontology) -> Option<Statement> {
    let text = &mentions.document.text;
    let sentence = sentence_of(quote, mentions)?;
    let before = sentence.checked_sub(1)?;
    let tree = &mentions.trees[before];
    let end = tree.sentence.span.end;
    let beside = tree.sentence.paragraph == quote.block
        && text
            .get(end..quote.outer.begin)
            .is_some_and(|gap| gap.trim().is_empty());
    let whole = quote.inner.of(text).ends_with(['.', '!', '?']);
    let root = (0..tree.len()).find(|&t| tree.head(t).is_none())?;
    let subject = tree
        .child(root, Relation::Nsubj)
        .filter(|_| beside && whole)?;
    let mention = mentions.get(before, subject)?;
    let Referent::Entity(id) = mention.referent else {
        return None;
    };
    let human = mentions.nature(id).human;
    let speaker = Fill::new((before, subject), mention.span, Filled::Entity(id));
    human.then(|| uncued(quote, vec![speaker], mentions, ontology))?
}

/// The sentence in which a quotation begins.
fn sentence_of(quote: &Quote, mentions: &Mentions) -> Option<usize> {
    let trees = mentions.trees;
    let sentence = trees.partition_point(|t| t.sentence.span.end <= quote.inner.begin);
    let tree = trees.get(sentence)?;
    tree.sentence.span.overlaps(quote.inner).then_some(sentence)
}

/// A quotation that no cue introduces.
fn uncued(
    quote: &Quote,
    speaker: Vec<Fill>,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let sentence = sentence_of(quote, mentions)?;
    let class = ontology.class_of(Found::Quote);
    let at = Span::new(quote.inner.begin, quote.inner.begin);
    let candidate = Candidate {
        roles: BTreeMap::from([("speaker".to_string(), speaker)]),
        ..Candidate::new(class, Some("quote-continued"), (sentence, 0), at)
    };
    Some(Statement::new(candidate, vec![quote.inner], true))
}
