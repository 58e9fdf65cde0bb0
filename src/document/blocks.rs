//! What each paragraph is in its article.
//!
//! Three passes. The words of a paragraph may tell (`shape::spoken`); then its place among its neighbours: in front of
//! the first running text, amid it, or behind the last; then comparison with what was read before it. Running text is
//! never dropped for its looks: what is not clearly something else stays [`BlockKind::Body`].

use super::dateline::{self, Dateline};
use super::items::{Item, is_prose};
use super::phrases::{Folded, Part, skeleton};
use super::shape::{Shape, spoken};
use super::{Block, BlockKind, Paragraph, language, regions};
use crate::span::Span;
use rustc_hash::FxHashSet;
use whatlang::Lang;

/// The article taken apart.
pub struct Layout {
    /// In order, without overlap.
    pub blocks: Vec<Block>,
    /// The headline.
    pub title: Option<Span>,
    /// The first dateline.
    pub dateline: Option<Dateline>,
    /// Language of the running text.
    pub language: Option<Lang>,
}

/// Classifies `paragraphs` of `text`. `title` is the headline if it is known from elsewhere.
pub fn classify(text: &str, paragraphs: &[Paragraph], title: Option<&str>) -> Layout {
    let items = paragraphs.iter().map(|paragraph| item(text, paragraph));
    let mut items: Vec<Item> = items.collect();
    let first = items.iter().position(is_prose).unwrap_or(items.len());
    let first = regions::promote_title(&mut items, first);
    let last = items.iter().rposition(is_prose).unwrap_or(0);
    let capitals = !items
        .iter()
        .filter(|item| is_prose(item))
        .any(|item| item.shape.lower);
    let story = story(&items);
    let title_at = regions::head(&mut items[..first], title, &story, capitals);
    if first < items.len() {
        regions::sections(&mut items, first);
        regions::middle(&mut items[first..=last]);
        regions::tail(&mut items, last + 1);
    }
    let language = language::of_article(
        items
            .iter()
            .filter(|i| i.kind == Some(BlockKind::Body))
            .map(|i| i.text),
    );
    let mut layout = Layout {
        blocks: Vec::new(),
        title: title_at.map(|at| items[at].span),
        dateline: None,
        language,
    };
    finish(text, &items, capitals, &mut layout);
    layout
}

fn item<'t>(text: &'t str, paragraph: &Paragraph) -> Item<'t> {
    let words = paragraph.span.of(text);
    let shape = Shape::new(words);
    let folded = Folded::new(words);
    let part = spoken(words, &shape, &folded);
    let kind = match (paragraph.hint, part) {
        // A menu can be set as a heading, a share bar as a caption.
        (Some(BlockKind::Heading | BlockKind::Caption), Some(Part::Chrome)) => {
            Some(BlockKind::Chrome)
        }
        (Some(BlockKind::Heading), Some(Part::Related | Part::Footer)) => None,
        (Some(hint), _) => Some(hint),
        (None, Some(Part::Chrome)) => Some(BlockKind::Chrome),
        (None, Some(Part::Byline)) => Some(BlockKind::Byline),
        (None, Some(Part::Caption)) => Some(BlockKind::Caption),
        (None, _) => None,
    };
    Item {
        text: words,
        span: paragraph.span,
        shape,
        part,
        kind,
    }
}

/// The words of the first running paragraphs.
fn story(items: &[Item]) -> String {
    let running = items.iter().filter(|item| is_prose(item)).take(4);
    running
        .map(|item| skeleton(&item.text[..item.text.floor_char_boundary(2000)]))
        .collect()
}

/// What stands before the colon at the start of a paragraph.
fn label(text: &str, paragraph: Span) -> Option<&str> {
    let (label, _) = paragraph.of(text).split_once(": ")?;
    (!label.contains(['.', '\n'])).then_some(label)
}

/// Names before a colon that begin several paragraphs: those who speak in a transcript, and no places of a dateline.
fn speakers<'t>(text: &'t str, items: &[Item]) -> FxHashSet<&'t str> {
    let mut met = FxHashSet::default();
    let labels = items.iter().filter_map(|item| label(text, item.span));
    labels.filter(|label| !met.insert(*label)).collect()
}

/// Splits datelines off, marks what was read before and what is in another language.
fn finish(text: &str, items: &[Item], capitals: bool, layout: &mut Layout) {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let speakers = speakers(text, items);
    for item in items {
        let mut span = item.span;
        let mut kind = item.kind.unwrap_or(BlockKind::Body);
        if kind == BlockKind::Byline
            && layout.dateline.is_none()
            && regions::lone_dateline(item, capitals)
        {
            layout.dateline = dateline::whole(text, span, capitals);
        }
        if kind == BlockKind::Body
            && label(text, span).is_none_or(|label| !speakers.contains(label))
            && let Some(found) = dateline::split(text, span, capitals)
        {
            let before = layout.dateline.is_none_or(|first| first.place.is_none());
            if before {
                layout.dateline = Some(found);
            }
            layout
                .blocks
                .extend(block(text, found.span, BlockKind::Byline));
            span.begin = found.text;
        }
        if kind.is_read() {
            let words = skeleton(span.of(text));
            let long = words.split(' ').nth(3).is_some() || kind == BlockKind::Heading;
            // Only English is read. What is too short to tell by itself goes with its article.
            let here = span.of(text);
            let foreign = match layout.language {
                Some(Lang::Eng) | None => {
                    kind != BlockKind::Heading && language::is_foreign(here, Lang::Eng)
                }
                Some(_) => {
                    language::is_foreign(here, Lang::Eng)
                        || language::is_short(here) && !language::is_english(here)
                }
            };
            if foreign {
                kind = BlockKind::Foreign;
            } else if !words.is_empty() && !seen.insert(words) && long {
                kind = BlockKind::Repeat;
            }
        }
        layout.blocks.extend(block(text, span, kind));
    }
}

/// The block of `span` without white space around it; `None` if nothing is left.
fn block(text: &str, span: Span, kind: BlockKind) -> Option<Block> {
    let words = span.of(text);
    let begin = span.begin + (words.len() - words.trim_start().len());
    let end = span.begin + words.trim_end().len();
    (begin < end).then(|| Block {
        span: Span::new(begin, end),
        kind,
    })
}
