//! From scores to structures: the best tree with one root, and the best sequence of name labels.

use crate::tags::NameKind;

/// Index of the greatest score that is allowed; the first of equals, 0 when none is.
pub(crate) fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best: Option<usize> = None;
    for (index, score) in scores.iter().enumerate() {
        if allowed(index) && best.is_none_or(|best| *score > scores[best]) {
            best = Some(index);
        }
    }
    best.unwrap_or(0)
}

/// Heads of the best tree: `arcs` has a row a word, with scores for the root and for each word (from 1) as its head.
pub(crate) fn tree(words: usize, arcs: &[f32]) -> Vec<usize> {
    let heads: Vec<usize> = (0..words)
        .map(|word| {
            best(&arcs[word * (words + 1)..][..words + 1], |head| {
                head != word + 1
            })
        })
        .collect();
    if is_tree(&heads) {
        return heads;
    }
    // A tree must use the root at least once. With a heavy price on each use, the best one uses it once.
    const PRICE: f64 = 1e7;
    let size = words + 1;
    let mut scores = vec![f64::NEG_INFINITY; size * size];
    for word in 0..words {
        for head in 0..size {
            if head != word + 1 {
                let price = if head == 0 { PRICE } else { 0.0 };
                scores[head * size + word + 1] = f64::from(arcs[word * size + head]) - price;
            }
        }
    }
    let mut heads = arborescence(size, &scores);
    heads.remove(0);
    heads
}

/// Whether every word leads to the root, and one word only directly.
pub(crate) fn is_tree(heads: &[usize]) -> bool {
    let roots = heads.iter().filter(|head| **head == 0).count();
    // 0: not seen; otherwise the number of the walk that has come here.
    let mut seen = vec![0; heads.len()];
    roots == 1
        && (0..heads.len()).all(|start| {
            let mut word = start;
            loop {
                match seen[word] {
                    0 => seen[word] = start + 1,
                    walk => return walk != start + 1,
                }
                match heads[word] {
                    0 => return true,
                    head => word = head - 1,
                }
            }
        })
}

/// Chu–Liu–Edmonds: the greatest arborescence from node 0. `scores[head * size + node]`.
fn arborescence(size: usize, scores: &[f64]) -> Vec<usize> {
    let mut heads = vec![0; size];
    for (node, best) in heads.iter_mut().enumerate().skip(1) {
        for head in 0..size {
            if head != node && scores[head * size + node] > scores[*best * size + node] {
                *best = head;
            }
        }
    }
    let Some(cycle) = cycle(&heads) else {
        return heads;
    };
    let mut within = vec![false; size];
    for node in &cycle {
        within[*node] = true;
    }
    // The cycle becomes the last node of a smaller graph.
    let outside: Vec<usize> = (0..size).filter(|node| !within[*node]).collect();
    let small = outside.len() + 1;
    let merged = small - 1;
    let mut smaller = vec![f64::NEG_INFINITY; small * small];
    let mut enter = vec![cycle[0]; small];
    let mut leave = vec![cycle[0]; small];
    for (new, old) in outside.iter().enumerate() {
        for (other, node) in outside.iter().enumerate() {
            smaller[new * small + other] = scores[old * size + node];
        }
        for node in &cycle {
            // Entering the cycle at a node costs the arc that led to it.
            let gain = scores[old * size + node] - scores[heads[*node] * size + node];
            if gain > smaller[new * small + merged] {
                smaller[new * small + merged] = gain;
                enter[new] = *node;
            }
            if scores[node * size + old] > smaller[merged * small + new] {
                smaller[merged * small + new] = scores[node * size + old];
                leave[new] = *node;
            }
        }
    }
    let solved = arborescence(small, &smaller);
    for (new, old) in outside.iter().enumerate().skip(1) {
        heads[*old] = if solved[new] == merged {
            leave[new]
        } else {
            outside[solved[new]]
        };
    }
    let entered = enter[solved[merged]];
    heads[entered] = outside[solved[merged]];
    heads
}

/// Some cycle, if there is one. Node 0 has no head.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut walk_of = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && walk_of[node] == 0 {
            walk_of[node] = start;
            node = heads[node];
        }
        if node != 0 && walk_of[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// The names of the best sequence of labels where no I stands without its B: begin, end, kind. A row has scores for O, then
/// for B and I of each of the `kinds`.
pub(crate) fn names(rows: &[&[f32]], kinds: &[NameKind]) -> Vec<(usize, usize, NameKind)> {
    let inside = |label: usize| label > 0 && label.is_multiple_of(2);
    let follows =
        |label: usize, before: usize| !inside(label) || before == label || before + 1 == label;
    let count = 1 + 2 * kinds.len();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    let mut totals = vec![0.0; count];
    for (word, row) in rows.iter().enumerate() {
        let before = totals.clone();
        let mut from = vec![0; count];
        for label in 0..count {
            if word == 0 {
                let barred = inside(label);
                totals[label] = if barred { f32::MIN / 2.0 } else { row[label] };
                continue;
            }
            from[label] = best(&before, |before| follows(label, before));
            totals[label] = before[from[label]] + row[label];
        }
        back.push(from);
    }
    let mut labels = vec![best(&totals, |_| true); rows.len()];
    for word in (1..rows.len()).rev() {
        labels[word - 1] = back[word][labels[word]];
    }
    let mut names: Vec<(usize, usize, NameKind)> = Vec::new();
    for (word, label) in labels.into_iter().enumerate() {
        match (label, names.last_mut()) {
            (0, _) => {}
            (label, Some(name)) if inside(label) && name.1 == word => name.1 = word + 1,
            (label, _) => names.push((word, word + 1, kinds[(label - 1) / 2])),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trees_and_others() {
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[0, 0]));
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[]));
    }

    #[test]
    fn an_inside_label_needs_its_beginning() {
        let kinds = [NameKind::Person, NameKind::Organisation];
        let mut rows = [[0.0; 5]; 3];
        rows[0][2] = 5.0; // I-PER first
        rows[1][2] = 5.0;
        rows[2][4] = 5.0; // I-ORG after I-PER
        let rows = rows.each_ref().map(|row| &row[..]);
        assert_eq!(names(&rows, &kinds)[0], (0, 2, NameKind::Person));
    }

    /// The best tree by trying all.
    fn exhaustive(words: usize, arcs: &[f32]) -> f32 {
        let mut best = f32::MIN;
        let mut heads = vec![0; words];
        'all: loop {
            if is_tree(&heads) {
                let total = (0..words).map(|w| arcs[w * (words + 1) + heads[w]]).sum();
                best = best.max(total);
            }
            for head in &mut heads {
                *head += 1;
                if *head <= words {
                    continue 'all;
                }
                *head = 0;
            }
            return best;
        }
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_tree(words in 1usize..5, seeds in prop::collection::vec(-9i8..9, 20..=20)) {
            let arcs: Vec<f32> = seeds[..words * (words + 1)].iter().map(|s| f32::from(*s)).collect();
            let heads = tree(words, &arcs);
            prop_assert!(is_tree(&heads));
            let total: f32 = (0..words).map(|w| arcs[w * (words + 1) + heads[w]]).sum();
            prop_assert_eq!(total, exhaustive(words, &arcs));
        }

        #[test]
        fn big_trees_are_trees(seed in any::<u32>(), words in 1usize..60) {
            let arcs: Vec<f32> = (0..(words * (words + 1)) as u32)
                .map(|n| ((n ^ seed).wrapping_mul(2_654_435_761) >> 16) as f32)
                .collect();
            prop_assert!(is_tree(&tree(words, &arcs)));
        }
    }
}
