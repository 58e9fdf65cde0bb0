//! What each paragraph is in its article.
//!
//! Three passes. The words of a paragraph may tell (`shape::spoken`); then its place among its neighbours: in front of
//! the first running text, amid it, or behind the last; then comparison with what was read before it. Running text is
//! never dropped for its looks: what is not clearly something else stays [`BlockKind::Body`].

use super::dateline::{self, Dateline};
use super::phrases::{Folded, Part, skeleton};
use super::shape::{HEADLINE, Shape, spoken};
use super::{Block, BlockKind, Paragraph, language};
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

struct Item<'t> {
    text: &'t str,
    span: Span,
    shape: Shape,
    part: Option<Part>,
    kind: Option<BlockKind>,
}

/// Classifies `paragraphs` of `text`. `title` is the headline if it is known from elsewhere.
pub fn classify(text: &str, paragraphs: &[Paragraph], title: Option<&str>) -> Layout {
    let mut items: Vec<Item> = paragraphs
        .iter()
        .map(|paragraph| item(text, paragraph))
        .collect();
    let first = items.iter().position(is_prose).unwrap_or(items.len());
    let first = promote_title(&mut items, first);
    let last = items.iter().rposition(is_prose).unwrap_or(0);
    let capitals = !items
        .iter()
        .filter(|item| is_prose(item))
        .any(|item| item.shape.lower);
    let title_at = head(&mut items[..first], title, capitals);
    if first < items.len() {
        sections(&mut items, first);
        middle(&mut items[first..=last]);
        tail(&mut items, last + 1);
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

fn is_prose(item: &Item) -> bool {
    item.kind.is_none() && item.part.is_none() && item.shape.prose()
}

/// A headline that ends as a sentence does ("Can the truce hold?") is still the headline: the first running text moves on.
fn promote_title(items: &mut [Item], first: usize) -> usize {
    let known = items[..first].iter().any(|i| {
        i.kind == Some(BlockKind::Heading)
            || i.part.is_none() && i.kind.is_none() && i.shape.words >= 4
    });
    let Some(item) = items.get(first) else {
        return first;
    };
    let next = items
        .iter()
        .skip(first + 1)
        .position(is_prose)
        .map(|at| first + 1 + at);
    let question =
        item.text.ends_with(['?', '!', '’', '”', '"', '\'']) && !item.text.starts_with(['"', '“']);
    match next {
        Some(next)
            if !known
                && question
                && item.shape.words <= 16
                && items[next].shape.words > item.shape.words =>
        {
            items[first].kind = Some(BlockKind::Heading);
            next
        }
        _ => first,
    }
}

/// What stands before the first running text: section names, the headline, bylines. Gives the place of the headline.
fn head(items: &mut [Item], title: Option<&str>, capitals: bool) -> Option<usize> {
    let known = title.map(skeleton);
    let free = |item: &Item| item.kind.is_none() && item.part.is_none() && item.shape.headline();
    let same = |item: &Item| {
        known
            .as_deref()
            .is_some_and(|known| similar(known, &skeleton(item.text)))
    };
    let marked = items
        .iter()
        .position(|item| item.kind == Some(BlockKind::Heading));
    let longest = items
        .iter()
        .enumerate()
        .filter(|(_, item)| free(item))
        .max_by_key(|(at, item)| (item.shape.words.min(4), usize::MAX - at));
    let chosen = items
        .iter()
        .position(&same)
        .or(marked)
        .or(longest.map(|(at, _)| at));
    // A place that stands alone is no headline, however short the page is.
    let chosen =
        chosen.filter(|at| items[*at].shape.words >= 3 || !lone_dateline(&items[*at], capitals));
    for (at, item) in items
        .iter_mut()
        .enumerate()
        .filter(|(_, item)| item.kind.is_none())
    {
        let long = item.shape.words >= 4;
        item.kind = Some(match item.part {
            _ if Some(at) == chosen => BlockKind::Heading,
            Some(_) => BlockKind::Chrome,
            None if lone_dateline(item, capitals) && chosen.is_none_or(|title| at > title) => {
                BlockKind::Byline
            }
            None if item.shape.cut || item.shape.words > HEADLINE && item.shape.capitals > 80 => {
                BlockKind::Chrome
            }
            None if item.shape.words > HEADLINE
                || item.shape.terminal && long
                || item.shape.bullet =>
            {
                BlockKind::Body
            }
            None if long => BlockKind::Heading,
            // One to three words beside a headline: the section in front of it, a name behind it.
            None if chosen.is_some_and(|title| at > title) => BlockKind::Byline,
            None => BlockKind::Chrome,
        });
    }
    chosen
}

fn lone_dateline(item: &Item, capitals: bool) -> bool {
    dateline::whole(item.text, Span::new(0, item.text.len()), capitals).is_some()
}

/// Lists of other stories and page ends: chrome from their heading until running text comes again.
fn sections(items: &mut [Item], first: usize) {
    let prose_words = |items: &[Item]| {
        items
            .iter()
            .filter(|item| is_prose(item))
            .map(|item| item.shape.words)
            .sum::<usize>()
    };
    let mut before = 0;
    for at in first..items.len() {
        let item = &items[at];
        if is_prose(item) {
            before += item.shape.words;
        }
        let (Some(part @ (Part::Related | Part::Footer)), None) = (item.part, item.kind) else {
            continue;
        };
        let rest = &items[at + 1..];
        let stamped = rest.iter().take(12).any(|i| {
            matches!(i.part, Some(Part::Byline))
                || i.part == Some(Part::Chrome) && i.text.ends_with("ago")
        });
        let after = prose_words(rest);
        let over = match part {
            Part::Footer => after <= before,
            _ => stamped && after * 2 <= before,
        };
        items[at].kind = Some(BlockKind::Chrome);
        for item in items[at + 1..].iter_mut() {
            if !over && is_prose(item) {
                break;
            }
            if item.kind != Some(BlockKind::Caption) || over {
                item.kind = Some(BlockKind::Chrome);
            }
        }
    }
}

/// Amid running text: cross heads, teasers of other stories, heaps of links.
fn middle(items: &mut [Item]) {
    let short = |item: &Item| {
        item.kind.is_none()
            && item.part.is_none()
            && !item.shape.terminal
            && !item.shape.bullet
            && item.shape.headline()
    };
    let mut at = 0;
    while at < items.len() {
        let run = items[at..].iter().take_while(|item| short(item)).count();
        let titles = items[at..at + run]
            .iter()
            .all(|item| item.shape.words >= 4 && !item.shape.verb);
        for item in &mut items[at..at + run] {
            let teaser = run >= 3 && titles || item.shape.cut || is_sourced(item.text);
            item.kind = Some(if teaser {
                BlockKind::Chrome
            } else {
                BlockKind::Heading
            });
        }
        if run == 0 {
            let item = &mut items[at];
            item.kind = item.kind.or(Some(match item.part {
                Some(_) => BlockKind::Chrome,
                None if item.shape.cut && item.shape.capitals > 50 => BlockKind::Chrome,
                None if item.shape.words <= 1 && !item.shape.terminal => BlockKind::Chrome,
                None => BlockKind::Body,
            }));
        }
        at += run.max(1);
    }
}

/// A headline that names who says so after a colon: "Talks to go on in spring: minister".
fn is_sourced(text: &str) -> bool {
    let Some((front, source)) = text.rsplit_once(": ") else {
        return false;
    };
    front.split_whitespace().count() >= 5
        && source.split_whitespace().count() <= 3
        && !text.contains(['"', '“'])
}

/// Behind the last running text: a last sentence that lost its stop may follow at once, the rest is chrome.
fn tail(items: &mut [Item], from: usize) {
    let mut joined = true;
    for item in &mut items[from..] {
        let sentence =
            item.shape.words >= 5 && item.shape.verb && item.shape.capitals < 50 && !item.shape.cut;
        let quote =
            item.shape.terminal && !item.shape.cut && item.part.is_none() && item.shape.words >= 2;
        joined &=
            item.kind.is_none() && item.part.is_none() && (sentence || quote || item.shape.bullet);
        item.kind = item.kind.or(Some(if joined {
            BlockKind::Body
        } else {
            BlockKind::Chrome
        }));
    }
}

/// Whether two headlines are the same, one perhaps with the outlet's name behind it.
pub fn similar(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    long == short
        || short.len() >= 20 && short.len() * 10 >= long.len() * 6 && long.starts_with(short)
}

/// Splits datelines off, marks what was read before and what is in another language.
fn finish(text: &str, items: &[Item], capitals: bool, layout: &mut Layout) {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    for item in items {
        let mut span = item.span;
        let mut kind = item.kind.unwrap_or(BlockKind::Body);
        if kind == BlockKind::Byline && layout.dateline.is_none() && lone_dateline(item, capitals) {
            layout.dateline = dateline::whole(text, span, capitals);
        }
        if kind == BlockKind::Body
            && let Some(found) = dateline::split(text, span, capitals)
        {
            let before = layout.dateline.is_none_or(|first| first.place.is_none());
            if before {
                layout.dateline = Some(found);
            }
            layout.blocks.push(Block {
                span: found.span,
                kind: BlockKind::Byline,
            });
            span.begin = found.text;
        }
        if kind.is_read() {
            let words = skeleton(span.of(text));
            let long = words.split(' ').nth(3).is_some() || kind == BlockKind::Heading;
            let foreign = kind != BlockKind::Heading
                && layout
                    .language
                    .is_some_and(|l| language::is_foreign(span.of(text), l));
            if foreign {
                kind = BlockKind::Foreign;
            } else if !words.is_empty() && !seen.insert(words) && long {
                kind = BlockKind::Repeat;
            }
        }
        layout.blocks.push(Block { span, kind });
    }
}
