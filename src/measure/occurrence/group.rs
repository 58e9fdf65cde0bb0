//! Groups by average linkage: the two groups whose members are likeliest the same in the mean are joined first, as long as
//! that mean is high enough.

/// How likely members of two groups must be the same, in the mean, for the groups to be joined. A little under a half:
/// a link that is missed splits a whole group, one that is wrong often only adds a single word to it.
const ENOUGH: f32 = 0.3;

/// The number of each item's group. `likely` is the lower triangle: for each item how likely it is the same as each of
/// those before it.
pub(super) fn groups(likely: &[Vec<f32>]) -> Vec<usize> {
    let count = likely.len();
    // Sums of the likelihoods between groups, kept for the roots.
    let mut sums = vec![0.0_f32; count * count];
    for (a, row) in likely.iter().enumerate() {
        for (b, likely) in row.iter().enumerate() {
            sums[a * count + b] = *likely;
            sums[b * count + a] = *likely;
        }
    }
    let mut sizes = vec![1.0_f32; count];
    let mut parents: Vec<usize> = (0..count).collect();
    let mut alive: Vec<usize> = (0..count).collect();
    let mut chain: Vec<usize> = Vec::new();
    // Nearest neighbours are followed until two are each other's; average linkage has no inversions, so what they are
    // joined into disturbs no earlier part of the chain.
    while alive.len() > 1 {
        let here = match chain.last() {
            Some(&here) => here,
            None => {
                chain.push(alive[0]);
                alive[0]
            }
        };
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        let mean = |other: usize| sums[here * count + other] / (sizes[here] * sizes[other]);
        let mut best = before.map(|other| (other, mean(other)));
        for &other in alive.iter().filter(|&&other| other != here) {
            let mean = mean(other);
            if best.is_none_or(|(_, most)| mean > most) {
                best = Some((other, mean));
            }
        }
        let Some((next, mean)) = best else { break };
        if mean <= ENOUGH {
            // Too little speaks for its best neighbour, so it is done, and so is what led here.
            alive.retain(|&other| other != here);
            chain.pop();
            continue;
        }
        if Some(next) != before {
            chain.push(next);
            continue;
        }
        chain.truncate(chain.len() - 2);
        let (root, other) = (here.min(next), here.max(next));
        parents[other] = root;
        sizes[root] += sizes[other];
        for &third in alive.iter().filter(|&&t| t != root && t != other) {
            let sum = sums[root * count + third] + sums[other * count + third];
            sums[root * count + third] = sum;
            sums[third * count + root] = sum;
        }
        alive.retain(|&item| item != other);
    }
    (0..count)
        .map(|mut item| {
            while parents[item] != item {
                item = parents[item];
            }
            item
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn the_mean_decides() {
        // 0 and 1 belong together, 2 is drawn to 1 but not to 0.
        assert_eq!(groups(&[vec![], vec![0.9], vec![0.0, 0.5]]), [0, 0, 2]);
        assert_eq!(groups(&[vec![], vec![0.9], vec![0.2, 0.5]]), [0, 0, 0]);
        assert_eq!(groups(&[vec![], vec![0.1]]), [0, 1]);
    }
}
