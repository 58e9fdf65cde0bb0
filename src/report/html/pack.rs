//! Places of the nodes of a network: what hangs together is laid out by itself, and these parts stand side by side.

use crate::output::picture::network::{Place, layout};

/// Pixels of a row of parts, and between parts.
const ROW: f64 = 760.0;
const GAP: f64 = 26.0;
/// How much a part that is wider may be pressed together.
const LEAST: f64 = 0.75;

/// The place of each node, by its number, and the size of the whole. `widths` are those of their boxes.
pub(super) fn places(widths: &[f64], links: &[(usize, usize)]) -> (Vec<Place>, (f64, f64)) {
    let mut all = vec![(0.0, 0.0); widths.len()];
    let (mut x, mut y, mut high, mut wide) = (0.0, 0.0, 0.0f64, 0.0f64);
    for part in parts(widths.len(), links) {
        let number = |node: usize| part.iter().position(|other| *other == node);
        let inner: Vec<(usize, usize)> = links
            .iter()
            .filter_map(|(a, b)| Some((number(*a)?, number(*b)?)))
            .collect();
        let spots = layout(part.len(), &inner);
        let edge = |side: f64| {
            let ends = part.iter().zip(&spots);
            ends.map(move |(node, spot)| spot.0 + side * widths[*node] / 2.0)
        };
        let left = edge(-1.0).fold(f64::INFINITY, f64::min);
        let right = edge(1.0).fold(f64::NEG_INFINITY, f64::max);
        let height = spots.iter().map(|spot| spot.1).fold(0.0, f64::max) + 30.0;
        let width = right - left;
        if x > 0.0 && x + width > ROW {
            (x, y, high) = (0.0, y + high + GAP, 0.0);
        }
        // What is wider than the page would be too small to read on it.
        let shrunk = (ROW / width).clamp(LEAST, 1.0);
        for (node, spot) in part.iter().zip(&spots) {
            all[*node] = (x + (spot.0 - left) * shrunk + GAP, y + spot.1 + GAP);
        }
        x += width * shrunk + GAP;
        high = high.max(height);
        wide = wide.max(x);
    }
    (all, ((wide + GAP).max(ROW * 0.6), y + high + GAP))
}

/// The nodes that hang together, the largest part first.
fn parts(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut part: Vec<usize> = (0..count).collect();
    for &(a, b) in links {
        let (from, to) = (part[a].max(part[b]), part[a].min(part[b]));
        for of in &mut part {
            if *of == from {
                *of = to;
            }
        }
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for first in 0..count {
        let nodes: Vec<usize> = (0..count).filter(|node| part[*node] == first).collect();
        if !nodes.is_empty() {
            parts.push(nodes);
        }
    }
    parts.sort_by_key(|nodes| std::cmp::Reverse(nodes.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::{parts, places};

    #[test]
    fn what_hangs_together_stands_together() {
        let links = [(0, 1), (3, 4), (4, 5)];
        assert_eq!(parts(6, &links), [vec![3, 4, 5], vec![0, 1], vec![2]]);
        let (spots, (width, height)) = places(&[80.0; 6], &links);
        for (x, y) in &spots {
            assert!(*x >= 40.0 && *x <= width - 40.0, "{spots:?} {width}");
            assert!(*y >= 0.0 && *y <= height, "{spots:?} {height}");
        }
        for (at, a) in spots.iter().enumerate() {
            for b in &spots[at + 1..] {
                let apart = (a.0 - b.0).abs() >= 80.0 || (a.1 - b.1).abs() >= 22.0;
                assert!(apart, "{spots:?}");
            }
        }
    }
}
