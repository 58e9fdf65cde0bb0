//! Agglomerative clustering.

/// Joins items, the two groups first whose items score highest on average, as long as that is above 0. `score` is asked of
/// every two items, the earlier one first; groups and their items keep the order of `items`.
pub fn average_link(items: &[usize], score: impl Fn(usize, usize) -> f32) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = items.iter().map(|&item| vec![item]).collect();
    // Of each two groups the sum over their pairs, the later group's row first.
    let row = |j: usize| items[..j].iter().map(|&i| score(i, items[j])).collect();
    let mut sums: Vec<Vec<f32>> = (0..items.len()).map(row).collect();
    loop {
        let pairs = (0..groups.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
        let average =
            |&(i, j): &(usize, usize)| sums[j][i] / (groups[i].len() * groups[j].len()) as f32;
        let best = pairs.max_by(|x, y| average(x).total_cmp(&average(y)));
        let Some((i, j)) = best.filter(|pair| average(pair) > 0.0) else {
            break;
        };
        let joined = groups.remove(j);
        groups[i].extend(joined);
        groups[i].sort_unstable();
        let gone = sums.remove(j);
        for k in 0..groups.len() {
            let with = match k.cmp(&j) {
                std::cmp::Ordering::Less => gone[k],
                _ => sums[k].remove(j),
            };
            match k.cmp(&i) {
                std::cmp::Ordering::Less => sums[i][k] += with,
                std::cmp::Ordering::Greater => sums[k][i] += with,
                std::cmp::Ordering::Equal => {}
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::average_link;

    #[test]
    fn joins_the_nearest_first_and_stops_where_more_speaks_against() {
        let place = [0.0_f32, 1.0, 10.0, 11.0, 30.0];
        let near = |i: usize, j: usize| 5.0 - (place[i] - place[j]).abs();
        let groups = average_link(&[0, 1, 2, 3, 4], near);
        assert_eq!(groups, [vec![0, 1], vec![2, 3], vec![4]]);
    }

    #[test]
    fn the_average_decides_not_the_nearest() {
        // A chain: each is near the next, the ends are far apart.
        let near = |i: usize, j: usize| 1.5 - (j - i) as f32;
        assert_eq!(average_link(&[0, 1, 2], near), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(average_link(&[], |_, _| 1.0).is_empty());
    }
}
