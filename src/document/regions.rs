//! What a paragraph is by its place: in front of the first running text, amid it, behind the last.

use super::BlockKind;
use super::dateline;
use super::items::{Item, is_prose, similar};
use super::phrases::{Part, skeleton};
use super::shape::HEADLINE;
use crate::span::Span;
use std::collections::HashSet;

/// A headline that ends as a sentence does ("Can the truce hold?") is still the headline: the first running text moves on.
pub fn promote_title(items: &mut [Item], first: usize) -> usize {
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
pub fn head(items: &mut [Item], title: Option<&str>, story: &str, capitals: bool) -> Option<usize> {
    menus(items);
    let known = title.map(skeleton);
    // Two names that stand alone are a place or a section.
    let names = |item: &Item| item.shape.words <= 2 && item.shape.capitals == 100;
    // "KHARKIV, September 8, 2022 (Valley News) –" with a line of its own.
    let dated = |item: &Item| {
        let line = dateline::whole(item.text, Span::new(0, item.text.len()), capitals);
        line.is_some_and(|line| line.date.is_some() || line.agency.is_some())
    };
    let free = |item: &Item| {
        let headline = item.shape.headline() && !names(item) && !dated(item);
        item.kind.is_none() && item.part.is_none() && headline
    };
    let same = |item: &Item| {
        known
            .as_deref()
            .is_some_and(|known| similar(known, &skeleton(item.text)))
    };
    let marked = items
        .iter()
        .position(|item| item.kind == Some(BlockKind::Heading));
    // Of the lines that could be it, the one whose words the story takes up; a menu's words it does not.
    let longest = items
        .iter()
        .enumerate()
        .filter(|(_, item)| free(item))
        .max_by_key(|(at, item)| {
            let taken_up = shared(item.text, story).min(2);
            (item.shape.words.min(4), taken_up, usize::MAX - at)
        });
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
            None if long && item.shape.capitals >= 80 && shared(item.text, story) == 0 => {
                BlockKind::Chrome
            }
            // A first paragraph that lost its stop.
            None if item.shape.words >= 10 && item.shape.verb && item.shape.capitals < 50 => {
                BlockKind::Body
            }
            None if long => BlockKind::Heading,
            // "Rebels shelled Strelsau."
            None if item.shape.words == 3 && is_sentence(item.text) => BlockKind::Body,
            // One to three words beside a headline: the section in front of it, a name behind it.
            None if chosen.is_some_and(|title| at > title) => BlockKind::Byline,
            None => BlockKind::Chrome,
        });
    }
    chosen
}

/// Words of a menu in front of a headline.
const LONGEST_MENU: usize = 60;

/// "Home World Guns fall silent" above "Guns fall silent": a line that ends in another one has a menu in front of it.
fn menus(items: &mut [Item]) {
    let lines: Vec<String> = items.iter().map(|item| skeleton(item.text)).collect();
    let whole = lines.iter().filter(|line| line.split(' ').nth(3).is_some());
    let whole: HashSet<&str> = whole.map(String::as_str).collect();
    let ends = |line: &str| {
        let mut spaces = line.match_indices(' ').take(LONGEST_MENU);
        spaces.any(|(at, _)| whole.contains(&line[at + 1..]))
    };
    for (at, item) in items.iter_mut().enumerate() {
        if item.kind.is_none() && item.part.is_none() && ends(&lines[at]) {
            item.kind = Some(BlockKind::Chrome);
        }
    }
}

pub fn lone_dateline(item: &Item, capitals: bool) -> bool {
    dateline::whole(item.text, Span::new(0, item.text.len()), capitals).is_some()
}

/// Lists of other stories and page ends: chrome from their heading until running text comes again.
pub fn sections(items: &mut [Item], first: usize) {
    let prose_words = |item: &Item| match is_prose(item) {
        true => item.shape.words,
        false => 0,
    };
    // What is marked on the way is no prose, or all that is left is marked.
    let mut after: usize = items[first..].iter().map(prose_words).sum();
    let mut before = 0;
    for at in first..items.len() {
        let item = &items[at];
        before += prose_words(item);
        after = after.saturating_sub(prose_words(item));
        let (Some(part @ (Part::Related | Part::Footer)), None) = (item.part, item.kind) else {
            continue;
        };
        let rest = &items[at + 1..];
        let stamped = rest.iter().take(12).any(|i| {
            matches!(i.part, Some(Part::Byline))
                || i.part == Some(Part::Chrome) && i.text.ends_with("ago")
        });
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
pub fn middle(items: &mut [Item]) {
    let short = |item: &Item| {
        item.kind.is_none()
            && item.part.is_none()
            && !item.shape.terminal
            && !item.shape.bullet
            && item.shape.headline()
    };
    let headline = |item: &Item| {
        item.shape.words >= 4
            && item
                .text
                .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    };
    let mut at = 0;
    while at < items.len() {
        let run = items[at..].iter().take_while(|item| short(item)).count();
        // Three lines that could be headlines, one after the other, and no colon that announces a list.
        let listed = at > 0 && items[at - 1].text.ends_with(':');
        let titles = !listed && items[at..at + run].iter().all(headline);
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

/// Ends with a stop and has small words behind the first: no name and no place.
fn is_sentence(text: &str) -> bool {
    let mut words = text.split_whitespace().skip(1);
    text.ends_with(['.', '!', '?', '”']) && words.any(|word| word.starts_with(char::is_lowercase))
}

/// Behind the last running text: a last sentence that lost its stop may follow at once, the rest is chrome.
pub fn tail(items: &mut [Item], from: usize) {
    // Headlines of other stories come in heaps; a line that stands alone is the article's last.
    let line = |item: &Item| {
        item.kind.is_none()
            && item.part.is_none()
            && item.shape.words >= 5
            && item.shape.capitals <= 60
            && !item.shape.cut
            && !item.shape.menu
    };
    let lines = items[from..].iter().filter(|item| line(item)).count();
    let next = items[from..]
        .iter()
        .position(|i| i.kind != Some(BlockKind::Byline));
    let next = next.map(|next| from + next);
    let last = next.filter(|&next| lines == 1 && line(&items[next]));
    if let Some(last) = last {
        items[last].kind = Some(BlockKind::Body);
    }
    let from = last.map_or(from, |last| last + 1);
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

/// How many words of `line` the story has; words of fewer than four letters do not count.
fn shared(line: &str, story: &str) -> usize {
    let words = skeleton(line);
    let said = |word: &&str| word.len() >= 4 && story.contains(*word);
    words.split(' ').filter(said).count()
}
