//! Networks as pictures: nodes push each other away, edges pull. No chance is involved: the same network is the same
//! picture.

use super::svg::{self, Svg};
use crate::answer::Network;
use crate::output::clipped;
use crate::shown::Shown;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// More nodes than this are no picture any more; the first are drawn.
const MOST: usize = 300;
/// Rounds of pushing and pulling.
const ROUNDS: usize = 200;
/// How long an edge wants to be.
const LENGTH: f64 = 110.0;
/// Longest name, in characters.
const LONGEST: usize = 32;

pub(crate) type Place = (f64, f64);

pub(super) fn svg(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let nodes = &network.nodes[..network.nodes.len().min(MOST)];
    let numbers = nodes.iter().enumerate();
    let numbers = numbers.map(|(number, node)| (node.iri.as_str(), number));
    let numbers: BTreeMap<&str, usize> = numbers.collect();
    let edges = network.edges.iter().filter_map(|edge| {
        let (from, to) = (numbers.get(&*edge.from)?, numbers.get(&*edge.to)?);
        Some((*from, *to, edge.label.as_str()))
    });
    let edges: Vec<(usize, usize, &str)> = edges.collect();
    let labels: Vec<String> = nodes.iter().map(|node| short(&node.label)).collect();
    let links: Vec<(usize, usize)> = edges.iter().map(|(a, b, _)| (*a, *b)).collect();
    let places = layout(nodes.len(), &links);
    let edge = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let widest = edge(&mut labels.iter().map(|label| svg::width(label)));
    let margin = (widest / 2.0 + 24.0, 40.0);
    let size = (
        edge(&mut places.iter().map(|p| p.0)) + margin.0 * 2.0,
        edge(&mut places.iter().map(|p| p.1)) + margin.1 * 2.0,
    );
    let places = places.into_iter();
    let places: Vec<Place> = places.map(|p| (p.0 + margin.0, p.1 + margin.1)).collect();
    let mut picture = Svg::default();
    for (from, to, label) in &edges {
        let (a, b) = (places[*from], places[*to]);
        picture.line(a, b, "edge");
        let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0 - 2.0);
        picture.text(middle, "middle", "edge", label);
    }
    for ((place, label), node) in places.iter().zip(&labels).zip(nodes) {
        let width = svg::width(label) + 14.0;
        // What acts and what happens look different; events have their roles as edges that leave them.
        let leaves = edges
            .iter()
            .any(|(from, ..)| numbers.get(&*node.iri) == Some(from));
        let class = if leaves { "event" } else { "node" };
        let corner = (place.0 - width / 2.0, place.1 - 11.0);
        picture.rectangle(corner, (width, 22.0), class);
        picture.text((place.0, place.1 + 4.0), "middle", "name", label);
    }
    if let Some(more @ 1..) = network.nodes.len().checked_sub(MOST) {
        let more = format!("and {more} more nodes");
        picture.text((10.0, 20.0), "start", "dim", &more);
    }
    write!(out, "{}", picture.finish(size, "Network"))
}

/// A name in one line, cut where it is long.
pub(crate) fn short(label: &str) -> String {
    clipped(&Shown::line(label), LONGEST)
}

/// Places of the nodes, the leftmost and topmost at 0.
pub(crate) fn layout(count: usize, links: &[(usize, usize)]) -> Vec<Place> {
    // On a spiral first: no two at one place, and neighbours in the list near each other.
    let mut places: Vec<Place> = (0..count)
        .map(|n| {
            let angle = n as f64 * 2.399_963;
            let radius = LENGTH * 0.6 * (n as f64).sqrt();
            (radius * angle.cos() * 1.6, radius * angle.sin())
        })
        .collect();
    for round in 0..ROUNDS {
        let mut moves = vec![(0.0, 0.0); count];
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy, distance) = between(places[a], places[b]);
                // Names are wide and low: they need more room beside than above each other.
                let push = LENGTH * LENGTH / distance;
                let by = (dx / distance * push * 1.5, dy / distance * push);
                shift(&mut moves, (a, b), by);
            }
        }
        for &(a, b) in links {
            let (dx, dy, distance) = between(places[a], places[b]);
            let pull = -distance * distance / LENGTH;
            let by = (dx / distance * pull, dy / distance * pull);
            shift(&mut moves, (a, b), by);
        }
        let most = LENGTH * (1.0 - round as f64 / ROUNDS as f64);
        for (place, by) in places.iter_mut().zip(moves) {
            // What is joined to nothing must not fly away.
            let (x, y) = (by.0 - place.0 * 0.2, by.1 - place.1 * 0.2);
            let length = x.hypot(y).max(0.01);
            let step = length.min(most) / length;
            place.0 += x * step;
            place.1 += y * step;
        }
    }
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    let left = least(&mut places.iter().map(|p| p.0));
    let top = least(&mut places.iter().map(|p| p.1));
    places.iter().map(|(x, y)| (x - left, y - top)).collect()
}

fn between(a: Place, b: Place) -> (f64, f64, f64) {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    (dx, dy, dx.hypot(dy).max(1.0))
}

fn shift(moves: &mut [Place], (a, b): (usize, usize), (x, y): Place) {
    moves[a].0 += x;
    moves[a].1 += y;
    moves[b].0 -= x;
    moves[b].1 -= y;
}
