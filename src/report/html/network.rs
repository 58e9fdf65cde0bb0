//! A network of actors: an arrow from who did something to whom it was done to, as wide as there are events.

use super::pack;
use crate::output::picture::network::{Place, short};
use crate::output::picture::svg::{self, Svg};
use crate::report::actors::Actors;
use std::collections::BTreeMap;

/// Edges that are named; the strongest.
const NAMED: usize = 30;

/// All that joins two actors in one direction.
#[derive(Default)]
struct Line {
    kinds: Vec<String>,
    events: usize,
    directed: bool,
}

/// The picture.
pub(super) fn draw(actors: &Actors, number: usize) -> String {
    let numbers = actors.nodes.iter().enumerate();
    let numbers = numbers.map(|(at, actor)| (actor.iri.as_str(), at));
    let numbers: BTreeMap<&str, usize> = numbers.collect();
    let mut lines: BTreeMap<(usize, usize), Line> = BTreeMap::new();
    for edge in &actors.edges {
        let ends = (numbers.get(&*edge.from), numbers.get(&*edge.to));
        if let (Some(&from), Some(&to)) = ends {
            let line = lines.entry((from, to)).or_default();
            let count = edge.events.len();
            line.kinds.push(match count {
                1 => edge.noun.clone(),
                n => format!("{} ×{n}", edge.noun),
            });
            line.events += count;
            line.directed |= edge.directed;
        }
    }
    let links: Vec<(usize, usize)> = lines.keys().copied().collect();
    let labels: Vec<String> = actors.nodes.iter().map(|a| short(&a.label)).collect();
    let boxes = labels.iter().map(|label| svg::width(label) + 14.0);
    let boxes: Vec<f64> = boxes.collect();
    let (places, size) = pack::places(&boxes, &links);
    let mut picture = Svg::default();
    let mut strongest: Vec<usize> = lines.values().map(|line| line.events).collect();
    strongest.sort_unstable_by(|a, b| b.cmp(a));
    let least = strongest.get(NAMED).map_or(0, |next| next + 1);
    for (&(from, to), line) in &lines {
        // Two lines between the same two would lie on each other.
        let both = lines.contains_key(&(to, from));
        let half = |at: usize| (svg::width(&labels[at]) / 2.0 + 8.0, 13.0);
        let (a, b) = (places[from], places[to]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx.hypot(dy).max(1.0);
        let aside = if both { 5.0 } else { 0.0 };
        let aside = (-dy / length * aside, dx / length * aside);
        let begin = edge_of(a, half(from), (dx, dy));
        let end = edge_of(b, half(to), (-dx, -dy));
        let begin = (begin.0 + aside.0, begin.1 + aside.1);
        let end = (end.0 + aside.0, end.1 + aside.1);
        let width = (1.0 + (line.events as f64).sqrt() * 0.7).min(6.0);
        picture.stroke(begin, end, width, "edge");
        if line.directed {
            picture.tip(end, (dx / length, dy / length), 5.0 + width, "tip");
        }
        if line.events >= least {
            let share = if both { 0.36 } else { 0.5 };
            let middle = (
                begin.0 + (end.0 - begin.0) * share,
                begin.1 + (end.1 - begin.1) * share - 3.0,
            );
            let kinds = short(&line.kinds.join(", "));
            picture.text(middle, "middle", "edge halo", &kinds);
        }
    }
    for (place, label) in places.iter().zip(&labels) {
        let width = svg::width(label) + 14.0;
        let corner = (place.0 - width / 2.0, place.1 - 11.0);
        picture.rectangle(corner, (width, 22.0), "actor");
        picture.text((place.0, place.1 + 4.0), "middle", "name", label);
    }
    let title = format!("Network of {} actors", actors.nodes.len());
    let about = actors.nodes.iter().take(8);
    let about = about.map(|actor| actor.label.as_str());
    let about: Vec<&str> = about.collect();
    let about = format!(
        "Most events: {}. What joins them stands in the table below.",
        about.join(", ")
    );
    picture.inline(size, &format!("network{number}"), &title, &about)
}

/// Where a line from the middle of a box leaves it.
fn edge_of(at: Place, half: (f64, f64), (dx, dy): Place) -> Place {
    let share = |half: f64, way: f64| match way == 0.0 {
        true => f64::INFINITY,
        false => half / way.abs(),
    };
    let share = share(half.0, dx).min(share(half.1, dy)).min(0.45);
    (at.0 + dx * share, at.1 + dy * share)
}
