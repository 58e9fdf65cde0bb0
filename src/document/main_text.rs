//! Which paragraphs of a page are its article.
//!
//! The part of the page with the main text is found by Readability; it is good at what stands beside an article and careless
//! with the article's own short paragraphs. So its choice says where the article is, and what stands among or beside the
//! paragraphs it took and looks like running text is taken too.

use super::BlockKind;
use super::page::{Marked, Piece};
use super::phrases::{Folded, skeleton};
use super::shape::{Shape, spoken};
use rustc_hash::{FxHashMap, FxHashSet};

/// Fewest letters of a paragraph that is looked for in longer ones, and how many are.
const TELLING: usize = 20;
const CUT: usize = 200;

/// Divides the paragraphs of the `whole` page into those of the article and the others; `main` is what Readability took.
pub fn of(mut whole: Vec<Piece>, main: &[Piece]) -> (Vec<Piece>, Vec<Piece>) {
    let aside = |piece: &Piece| piece.beside || piece.aside;
    let running = |pieces: &[Piece], with: fn(&Piece) -> bool| {
        pieces
            .iter()
            .filter(|piece| piece.text.len() > 80 && piece.text.ends_with(['.', '"', '”']))
            .filter(|piece| with(piece))
            .count()
    };
    let all = running(&whole, |_| true);
    // A page too small or too odd for the main text to be found is read as a whole, but for what is set apart by name; so is
    // one that lost most of it.
    if main.is_empty() || running(main, |_| true) * 2 < all {
        let named = running(&whole, |piece| !piece.beside && !piece.aside) * 2 >= all;
        return whole.into_iter().partition(|piece| !named || !aside(piece));
    }
    let mut taken = taken(&mut whole, main);
    let by_name: Vec<bool> = (0..whole.len())
        .map(|at| taken[at] && !aside(&whole[at]))
        .collect();
    let count = |taken: &[bool]| taken.iter().filter(|taken| **taken).count();
    if count(&by_name) * 2 >= count(&taken) {
        taken = by_name;
    }
    let teaser = |at: usize| is_teaser(&whole[at]);
    let read: Vec<bool> = (0..whole.len())
        .map(|at| taken[at] && !teaser(at))
        .collect();
    // A page whose text is made of links is one all the same.
    if count(&read) * 2 >= count(&taken) {
        taken = read;
    }
    let first = taken.iter().position(|taken| *taken);
    let Some((first, last)) = first.zip(taken.iter().rposition(|taken| *taken)) else {
        // Nothing is found again: the page was rebuilt on the way.
        return (main.to_vec(), Vec::new());
    };
    let homes = homes(&whole, &taken);
    let mut article = Vec::new();
    let mut outside = Vec::new();
    for (at, piece) in whole.into_iter().enumerate() {
        let among = first < at && at < last;
        let depth = if piece.marked == Marked::Nested { 3 } else { 2 };
        let at_home = || piece.within.iter().take(depth).any(|e| homes.contains(e));
        let lost = || is_text(&piece) && (at_home() || among && is_running(&piece));
        match taken[at] || lost() {
            true => article.push(piece),
            false => outside.push(piece),
        }
    }
    let last = article.iter().rposition(is_running).unwrap_or(0);
    for piece in article.iter_mut().skip(last + 1) {
        let home = piece
            .within
            .get(1)
            .is_some_and(|parent| homes.contains(parent));
        // Behind the last whole sentence, what the page itself calls a paragraph is one.
        if home && piece.marked == Marked::Paragraph && piece.hint.is_none() && is_line(piece) {
            piece.hint = Some(BlockKind::Body);
        }
    }
    (article, outside)
}

/// The elements whose children the article's paragraphs are.
fn homes(whole: &[Piece], taken: &[bool]) -> FxHashSet<u32> {
    let running = || (0..whole.len()).filter(|&at| taken[at] && is_running(&whole[at]));
    let mut owners: FxHashMap<u32, usize> = FxHashMap::default();
    for at in running() {
        if let Some(owner) = whole[at].within.first() {
            *owners.entry(*owner).or_default() += 1;
        }
    }
    // Lines with breaks between them are children of one element themselves.
    let home = |at: usize| match whole[at].within.as_slice() {
        [owner, ..] if owners[owner] > 1 => Some(*owner),
        [_, parent, ..] => Some(*parent),
        _ => None,
    };
    running().filter_map(home).collect()
}

/// Which paragraphs of the page are among those that Readability took; those that it took without a part are cut likewise.
fn taken(whole: &mut [Piece], main: &[Piece]) -> Vec<bool> {
    let mut left: FxHashMap<String, Vec<&Piece>> = FxHashMap::default();
    for piece in main {
        left.entry(skeleton(&piece.text)).or_default().push(piece);
    }
    let mut taken = vec![false; whole.len()];
    let words: Vec<String> = whole.iter().map(|piece| skeleton(&piece.text)).collect();
    // The same words may stand in front of the article as well, in a menu or a summary: those of the article come last.
    for at in (0..whole.len()).rev() {
        let found = left.get_mut(&words[at]).filter(|_| !whole[at].beside);
        taken[at] = found.and_then(Vec::pop).is_some();
    }
    let mut cut: Vec<(String, &Piece)> = left
        .into_iter()
        .flat_map(|(words, pieces)| pieces.into_iter().map(move |piece| (words.clone(), piece)))
        .filter(|(words, _)| words.len() >= TELLING)
        .collect();
    cut.sort_by(|a, b| a.0.cmp(&b.0));
    for (part, piece) in cut.into_iter().take(CUT) {
        let holds = |at: &usize| !taken[*at] && words[*at].contains(&part);
        if let Some(at) = (0..whole.len()).find(holds) {
            taken[at] = true;
            whole[at].text.clone_from(&piece.text);
        }
    }
    taken
}

/// Not a link, a menu or a line of the page.
fn is_text(piece: &Piece) -> bool {
    let shape = Shape::new(&piece.text);
    let said = spoken(&piece.text, &shape, &Folded::new(&piece.text));
    !piece.beside
        && !piece.aside
        && piece.linked * 2 < piece.text.len()
        && said.is_none()
        && shape.words >= 3
}

/// The link to another story that stands among the paragraphs: "In the delta, a harvest of plastic".
fn is_teaser(piece: &Piece) -> bool {
    let linked = |share: usize| piece.linked * 10 >= piece.text.len() * share;
    let ends = piece.text.ends_with(['.', '"', '”', ':']);
    piece.hint.is_none() && !ends && (linked(9) || linked(5) && !piece.text.ends_with(['?', '!']))
}

/// A line of words, not of names: a sentence that lost its stop.
fn is_line(piece: &Piece) -> bool {
    let shape = Shape::new(&piece.text);
    piece.linked == 0 && is_text(piece) && shape.words >= 4 && shape.capitals <= 60 && !shape.cut
}

fn is_running(piece: &Piece) -> bool {
    let shape = Shape::new(&piece.text);
    piece.hint.is_none() && shape.prose()
}
