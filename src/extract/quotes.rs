//! Quotations: which stretches of a document stand in quotation marks.
//!
//! Marks are paired within a paragraph. What is opened and not closed ends all the same, so that a forgotten mark never
//! swallows the rest of the article: with the paragraph, or with the sentence where it is a part of one ("called it
//! “unacceptable. The mayor left."), unless the next paragraph opens the quotation again.

use super::tree::Tree;
use crate::document::Document;
use crate::span::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// The inside of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// The words between the marks.
    pub inner: Span,
    /// With the marks.
    pub outer: Span,
    /// Index of the block it stands in.
    pub block: usize,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Number of words.
    pub words: usize,
    /// Whether they stand as a sentence of their own: behind another one, a comma or a colon, with a capital and a stop.
    pub whole: bool,
}

/// Fewer words than this are a term in inverted commas, not speech, unless they are a sentence.
const MIN_WORDS: usize = 4;

/// At most so many words stand between a quotation and a cue that it breaks off for, and how many where all of them name the
/// speaker.
const NEAR: usize = 4;
const LONGEST_SPEAKER: usize = 20;

impl Quote {
    /// Long enough to be somebody's speech.
    pub fn is_speech(&self) -> bool {
        self.words >= MIN_WORDS || self.whole
    }

    /// Whether it breaks off before a cue that follows at once: "“We will go,” the mayor *said*".
    pub fn closes_on(&self, tree: &Tree, cue: Span, text: &str) -> bool {
        let breaks_off = self.closed && self.inner.of(text).ends_with([',', '!', '?']);
        let Some(between) = text.get(self.outer.end..cue.begin) else {
            return false;
        };
        let between_them = Span::new(self.outer.end, cue.begin);
        let tells = |t: usize| {
            let verb = tree.has(t, "VerbForm=Fin") || is_mark(&tree.token(t).form);
            verb && between_them.contains(tree.token(t).span)
        };
        let most = match (0..tree.len()).any(tells) {
            true => NEAR,
            false => LONGEST_SPEAKER,
        };
        breaks_off && between.split_whitespace().count() <= most
    }
}

/// Whether a token is a quotation mark. Single ones are, too, though most of those that close are apostrophes.
pub fn is_mark(form: &str) -> bool {
    matches!(
        form,
        "\"" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "'" | "``" | "''"
    )
}

/// Those of some quotations, which are in text order, that touch a stretch of text.
pub fn touching(quotes: &[Quote], span: Span) -> &[Quote] {
    let first = quotes.partition_point(|quote| quote.outer.end < span.begin);
    let behind = quotes.partition_point(|quote| quote.outer.begin <= span.end);
    &quotes[first.min(behind)..behind]
}

/// Which of some quotations, which are in text order, stands around a stretch of text.
pub fn around(quotes: &[Quote], span: Span) -> Option<usize> {
    let first = quotes.partition_point(|quote| quote.outer.end < span.end);
    let quotes = quotes[first..].iter();
    let mut quotes = quotes.take_while(|quote| quote.outer.begin <= span.begin);
    let found = quotes.position(|quote| quote.outer.contains(span))?;
    Some(first + found)
}

/// The quotations of all blocks that are read, in text order, without overlap; with the sentences of the document.
pub fn quotes(document: &Document, trees: &[Tree]) -> Vec<Quote> {
    let mut found = Vec::new();
    let accents = document.text.contains("``");
    for (number, block) in document
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.kind.is_read())
    {
        let (text, base) = (block.span.of(&document.text), block.span.begin);
        let single = single(text);
        let mut open: Option<(usize, usize)> = None;
        let mut chars = text.char_indices().peekable();
        let mut previous = ' ';
        while let Some((at, c)) = chars.next() {
            let mut width = c.len_utf8();
            // ``Old style'' marks.
            let doubled =
                matches!(c, '`' | '\'') && chars.peek().is_some_and(|&(_, next)| next == c);
            if doubled {
                chars.next();
                width *= 2;
            }
            let next = text[at + width..].chars().next().unwrap_or(' ');
            let kind = match c {
                '“' | '„' | '«' => Mark::Open,
                '”' | '»' => Mark::Close,
                '‘' if single.contains(&at) => Mark::Open,
                '’' if single.contains(&at) => Mark::Close,
                '`' if doubled => Mark::Open,
                // Two apostrophes close what two grave accents opened; where there are none they do both.
                '\'' if doubled && accents => Mark::Close,
                '"' | '\''
                    if (c == '"' || doubled)
                        && open.is_some()
                        && (!(previous.is_whitespace() && next.is_alphanumeric())
                            || slipped(text, at, c)) =>
                {
                    Mark::Close
                }
                '"' if open.is_some() => Mark::Reopen,
                '\'' if doubled && open.is_some() => Mark::Reopen,
                '"' => Mark::Open,
                '\'' if doubled => Mark::Open,
                _ => Mark::None,
            };
            match (kind, open) {
                (Mark::Open, None) => open = Some((at, at + width)),
                // A second opening mark: the first was never closed.
                (Mark::Open | Mark::Reopen, Some(begin)) => {
                    let end = forgotten(&document.text, base + begin.1, trees)
                        .map_or(at, |end| at.min(end - base));
                    push(&mut found, text, base, number, begin, end..end);
                    open = Some((at, at + width));
                }
                (Mark::Close, Some(begin)) => {
                    push(&mut found, text, base, number, begin, at..at + width);
                    open = None;
                }
                // A closing mark without an opening one: the paragraph began inside the quotation.
                (Mark::Close, None)
                    if c == '”' && found.last().is_none_or(|q: &Quote| q.block != number) =>
                {
                    push(&mut found, text, base, number, (0, 0), at..at + width);
                }
                _ => {}
            }
            previous = c;
        }
        if let Some(begin) = open {
            let goes_on = document.blocks[number + 1..]
                .iter()
                .find(|next| next.kind.is_read())
                .is_some_and(|next| opens(next.span.of(&document.text)));
            let end = forgotten(&document.text, base + begin.1, trees).filter(|_| !goes_on);
            let end = end.map_or(text.len(), |end| text.len().min(end - base));
            push(&mut found, text, base, number, begin, end..end);
        }
    }
    found
}

/// Where single marks pair in a paragraph that has no double ones. What closes stands behind the end of a sentence or a
/// comma, else behind a word; behind a plural ("the dockers’ union") only where nothing else does.
fn single(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if text.contains(['"', '“', '”', '„', '«']) {
        return found;
    }
    let opens: Vec<usize> = text.match_indices('‘').map(|(at, _)| at).collect();
    for (n, &open) in opens.iter().enumerate() {
        let end = opens.get(n + 1).copied().unwrap_or(text.len());
        let closes = text[open..end].match_indices('’').map(|(at, _)| open + at);
        let ranked = closes.filter_map(|at| {
            let next = text[at + '’'.len_utf8()..].chars().next();
            let before = text[..at].chars().next_back()?;
            let rank = match before {
                '.' | ',' | '?' | '!' | '…' => 0,
                's' => 2,
                _ => 1,
            };
            let ends = next.is_none_or(|c| !c.is_alphanumeric()) && !before.is_whitespace();
            ends.then_some((rank, at))
        });
        if let Some((_, close)) = ranked.min() {
            found.extend([open, close]);
        }
    }
    found
}

/// Whether a mark that stands as if it opened closes, since a space slipped in before it: `the town, "the mayor said`. It stands
/// behind a stop or a comma, and what follows in the paragraph pairs by itself.
fn slipped(text: &str, at: usize, mark: char) -> bool {
    let stops = text[..at].trim_end().ends_with([',', '.', '?', '!']);
    stops && text[at..].matches(mark).count() % 2 == 1
}

/// Whether a paragraph begins with a quotation.
fn opens(text: &str) -> bool {
    text.trim_start().starts_with(['"', '“', '„', '«'])
        || text.trim_start().starts_with("``")
        || text.trim_start().starts_with("''")
}

/// Where a quotation ends that is a part of a sentence and whose end was forgotten.
fn forgotten(text: &str, inner: usize, trees: &[Tree]) -> Option<usize> {
    let part = text[inner..].trim_start().starts_with(char::is_lowercase);
    let s = trees.partition_point(|tree| tree.sentence.span.end <= inner);
    trees
        .get(s)
        .filter(|_| part)
        .map(|tree| tree.sentence.span.end)
}

enum Mark {
    None,
    Open,
    Close,
    Reopen,
}

/// Adds what stands between an opening mark and a closing one. `close` is empty where no mark closes.
fn push(
    found: &mut Vec<Quote>,
    text: &str,
    base: usize,
    block: usize,
    (outer, inner): (usize, usize),
    close: Range<usize>,
) {
    let words = &text[inner..close.start];
    let trimmed = words.trim();
    if trimmed.is_empty() {
        return;
    }
    let begin = inner + (words.len() - words.trim_start().len());
    let before = text[..outer].trim_end();
    let stands_apart =
        before.is_empty() || before.ends_with(['.', '!', '?', ',', ':', '"', '”', '’']);
    found.push(Quote {
        inner: Span::new(base + begin, base + begin + trimmed.len()),
        outer: Span::new(base + outer, base + close.end),
        block,
        closed: !close.is_empty(),
        words: trimmed.split_whitespace().count(),
        whole: stands_apart
            && trimmed.starts_with(char::is_uppercase)
            && trimmed.ends_with(['.', '!', '?', ',']),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Metadata, from_text};
    use crate::text::Reader;

    fn inside(text: &str) -> Vec<String> {
        let document = from_text(text.to_string(), Metadata::default());
        let analysis = Reader::embedded().unwrap().read(&document);
        let trees: Vec<Tree> = analysis.sentences.iter().map(Tree::new).collect();
        quotes(&document, &trees)
            .iter()
            .map(|q| q.inner.of(&document.text).to_string())
            .collect()
    }

    #[test]
    fn straight_curly_and_old_style_marks_are_paired() {
        assert_eq!(
            inside("The minister told reporters: \"We will not leave the town.\" He then left."),
            ["We will not leave the town."]
        );
        assert_eq!(
            inside("The minister told reporters: “We will not leave the town.” He then left."),
            ["We will not leave the town."]
        );
        assert_eq!(
            inside("''We will not leave the town,'' he said. ''Never in our lives.''"),
            ["We will not leave the town,", "Never in our lives."]
        );
        assert_eq!(
            inside("The minister told reporters: ``We will not leave the town.'' He then left."),
            ["We will not leave the town."]
        );
    }

    #[test]
    fn a_space_before_the_mark_that_closes_opens_nothing() {
        assert_eq!(
            inside(
                "\"We will not leave the town, \"the mayor said. The army left on Monday. \"Nobody will.\""
            ),
            ["We will not leave the town,", "Nobody will."]
        );
        assert_eq!(
            inside("\"We will not leave, the mayor said, \"and nobody will.\""),
            ["We will not leave, the mayor said,", "and nobody will."]
        );
    }

    #[test]
    fn single_marks_pair_where_no_double_ones_stand() {
        assert_eq!(
            inside(
                "‘We are the dockers’ union,’ the chairman said, ‘and we won’t go.’ The men’s wives left."
            ),
            ["We are the dockers’ union,", "and we won’t go."]
        );
        assert_eq!(
            inside("The mayor called it ‘a hunt’ and left the dockers’ hall."),
            ["a hunt"]
        );
        assert_eq!(
            inside("The dockers’ union said: “It was ‘a hunt’ of the worst kind.”"),
            ["It was ‘a hunt’ of the worst kind."]
        );
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        let found = inside(
            "The minister said: “We will not leave the town tonight.\n\nThe mayor of the town said nothing about it yesterday.",
        );
        assert_eq!(found, ["We will not leave the town tonight."]);
    }

    #[test]
    fn a_part_of_a_sentence_ends_with_it_where_its_mark_is_not_closed() {
        let found = inside(
            "The mayor called the raid “an act of folly that nobody had asked for. The army left the town on Monday.",
        );
        assert_eq!(found, ["an act of folly that nobody had asked for."]);
        let found = inside(
            "The mayor spoke of “an act of folly. We never asked for it.\n\n“Nobody here did,” he added.",
        );
        assert_eq!(found[0], "an act of folly. We never asked for it.");
    }
}
