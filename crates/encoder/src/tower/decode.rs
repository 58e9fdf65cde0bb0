//! From the scores of a window to what is meant.

use super::window::{Part, Window};
use super::{CUES, Room, Tower};
use crate::decode;
use crate::kernel::Kernel;
use crate::reading::{Attribution, Linked, Name, Predicate, Reading};
use crate::tags::{Link, Role};

/// How sure a text can be, either way.
const SURE: f32 = 3.0;
/// How likely a cue must be.
const CUE: f32 = 0.3;
/// How likely it must be that a word tells of an event for others to be held against it, and that another has a part in it.
const TELLS: f32 = 0.1;
const LINKED: f32 = 0.05;

/// Where the scores of a word stand among those of all tasks.
struct Row<'a> {
    names: &'a [f32],
    mentions: &'a [f32],
    cues: &'a [f32],
    predicate: f32,
    violence: f32,
    sure: f32,
    episode: f32,
    agreement: f32,
}

impl Tower {
    fn row<'a>(&self, room: &'a Room, word: usize) -> Row<'a> {
        let row = &room.scores[word * self.words.outputs..][..self.words.outputs];
        let (names, row) = row.split_at(1 + 2 * self.labels.names.len());
        let (mentions, row) = row.split_at(self.labels.mentions.len());
        let (cues, row) = row.split_at(CUES);
        Row {
            names,
            mentions,
            cues,
            predicate: row[0],
            violence: row[1],
            sure: row[2],
            episode: row[3],
            agreement: row[4],
        }
    }
}

/// What concerns one sentence alone.
pub(super) fn sentences(
    (tower, kernel): (&Tower, Kernel),
    window: &Window,
    room: &mut Room,
    readings: &mut [Reading],
) {
    for part in &window.parts {
        let reading = &mut readings[part.sentence];
        let words = part.begin..part.end;
        let rows = words.clone().map(|word| tower.row(room, word).names);
        let rows: Vec<&[f32]> = rows.collect();
        for (begin, end, kind) in decode::names(&rows, &tower.labels.names) {
            let (begin, end) = (part.offset + begin, part.offset + end);
            reading.names.push(Name { begin, end, kind });
        }
        for word in words {
            let row = tower.row(room, word);
            let kinds = shares(row.mentions);
            let best = decode::best(&kinds, |_| true);
            reading
                .mentions
                .push((tower.labels.mentions[best], kinds[best]));
            reading.sure.push(row.sure.clamp(-SURE, SURE));
            reading.violence.push(likelihood(row.violence));
            reading.episodes.push(likelihood(row.episode));
            reading.agreements.push(likelihood(row.agreement));
            if row.predicate > 0.0 {
                let predicate = arguments((tower, kernel), window, room, part, word);
                reading.predicates.push(predicate);
            }
        }
    }
}

/// The arguments of a predicate among the words of its part. One word only has each of the numbered roles.
fn arguments(
    (tower, kernel): (&Tower, Kernel),
    window: &Window,
    room: &mut Room,
    part: &Part,
    anchor: usize,
) -> Predicate {
    let projections = (&room.projections[..], tower.pairs.outputs);
    let words = part.begin..part.end;
    let roles = &tower.roles;
    let bytes = &tower.bytes[..];
    let pairs = (anchor, words);
    roles.run((kernel, bytes), window, projections, pairs, &mut room.pair);
    let mut arguments: Vec<(usize, Role, f32)> = Vec::new();
    for (word, scores) in room.pair.chunks_exact(roles.labels()).enumerate() {
        let best = decode::best(scores, |_| true);
        let Some(role) = best.checked_sub(1).map(|at| tower.labels.roles[at]) else {
            continue;
        };
        let found = (part.offset + word, role, shares(scores)[best]);
        let rival = arguments
            .iter_mut()
            .find(|other| other.1 == role && role.is_numbered());
        match rival {
            Some(rival) if rival.2 < found.2 => *rival = found,
            Some(_) => {}
            None => arguments.push(found),
        }
    }
    arguments.sort_by_key(|argument| argument.0);
    Predicate {
        word: part.offset + anchor - part.begin,
        arguments,
    }
}

/// Who said what: each cue with the best source and content around it.
pub(super) fn attributions(
    (tower, kernel): (&Tower, Kernel),
    window: &Window,
    room: &mut Room,
    found: &mut Vec<Attribution>,
) {
    let mut cues: Vec<Vec<usize>> = Vec::new();
    for word in 0..window.len() {
        let best = decode::best(tower.row(room, word).cues, |_| true);
        match (best, cues.last_mut()) {
            (0, _) => {}
            (2, Some(cue)) if cue.last() == Some(&word.wrapping_sub(1)) => cue.push(word),
            _ => cues.push(vec![word]),
        }
    }
    for cue in cues {
        let anchor = window.head_of(&cue);
        let certainty = 1.0 - shares(tower.row(room, anchor).cues)[0];
        if certainty < CUE {
            continue;
        }
        let projections = (&room.projections[..], tower.pairs.outputs);
        let (said, bytes) = (&tower.said, &tower.bytes[..]);
        let pairs = (anchor, 0..window.len());
        said.run((kernel, bytes), window, projections, pairs, &mut room.pair);
        let rows: Vec<&[f32]> = room.pair.chunks_exact(said.labels()).collect();
        let (source, content) = spans(&rows, &cue);
        if content.is_empty() {
            continue;
        }
        let places = |words: Vec<usize>| words.into_iter().map(|w| window.place(w)).collect();
        found.push(Attribution {
            cue: places(cue),
            source: places(source),
            content: places(content),
            certainty,
        });
    }
}

/// For each word that may tell of an event what the others of the window are to it.
pub(super) fn links(
    (tower, kernel): (&Tower, Kernel),
    window: &Window,
    room: &mut Room,
    found: &mut Vec<Linked>,
) {
    let tells = |room: &Room, word: usize| {
        let row = tower.row(room, word);
        likelihood(row.violence).max(likelihood(row.agreement)) >= TELLS
    };
    let events: Vec<usize> = (0..window.len()).filter(|&w| tells(room, w)).collect();
    for &event in &events {
        let projections = (&room.projections[..], tower.pairs.outputs);
        let (told, bytes) = (&tower.told, &tower.bytes[..]);
        let pairs = (event, 0..window.len());
        told.run((kernel, bytes), window, projections, pairs, &mut room.pair);
        for (word, scores) in room.pair.chunks_exact(told.labels()).enumerate() {
            for (link, score) in tower.labels.links.iter().zip(scores) {
                // Whether they tell of the same event is only known of words that tell, and said of all that were seen together.
                let likely = likelihood(*score);
                let said = match link {
                    Link::Same => word != event && events.contains(&word),
                    _ => likely >= LINKED,
                };
                if said {
                    let (event, word) = (window.place(event), window.place(word));
                    let link = *link;
                    found.push(Linked {
                        event,
                        word,
                        link,
                        likely,
                    });
                }
            }
        }
    }
}

/// States of the best sequence: before and after the source, and within.
const STATES: usize = 5;
/// The label of each: none, source, content.
const LABEL: [usize; STATES] = [0, 2, 1, 0, 2];
/// Those that may come before each.
const BEFORE: [&[usize]; STATES] = [&[0, 1], &[0, 1], &[0, 1, 2], &[2, 3, 4], &[2, 3, 4]];

/// Words of the source, at most one span, and of the content, which the cue or the source may cut: the sequence with the
/// best sum of scores for words and for the borders of spans. A row has scores of none, source and content, and of the
/// begin and the end of a source and of a content. The cue is in neither.
fn spans(rows: &[&[f32]], cue: &[usize]) -> (Vec<usize>, Vec<usize>) {
    // Borders between "a" and "b" cost what a span that ends and one that begins cost.
    let border = |word: Option<usize>, state: usize, end: usize| match (word, LABEL[state]) {
        (Some(word), label @ 1..) => rows[word][3 + 2 * (label - 1) + end],
        _ => 0.0,
    };
    let mut back = vec![[0; STATES]; rows.len()];
    let mut totals = [0.0, f32::MIN, f32::MIN, f32::MIN, f32::MIN];
    for (word, row) in rows.iter().enumerate() {
        let none = decode::best(&row[..3], |_| true);
        let largest = row[none];
        let before = totals;
        for state in 0..STATES {
            let label = LABEL[state];
            let allowed = label == 0 || !cue.contains(&word);
            let mut scores = [f32::MIN; STATES];
            for from in BEFORE[state].iter().copied().filter(|_| allowed) {
                let changed = LABEL[from] != label;
                let steps = if changed {
                    border(word.checked_sub(1), from, 1) + border(Some(word), state, 0)
                } else {
                    0.0
                };
                scores[from] = before[from] + steps + row[label] - largest;
            }
            let from = decode::best(&scores, |_| true);
            back[word][state] = from;
            totals[state] = scores[from].max(f32::MIN / 2.0);
        }
    }
    let last = rows.len().checked_sub(1);
    for (state, total) in totals.iter_mut().enumerate() {
        *total += border(last, state, 1);
    }
    let mut state = decode::best(&totals, |_| true);
    let (mut source, mut content) = (Vec::new(), Vec::new());
    for word in (0..rows.len()).rev() {
        match LABEL[state] {
            1 => source.push(word),
            2 => content.push(word),
            _ => {}
        }
        state = back[word][state];
    }
    source.reverse();
    content.reverse();
    (source, content)
}

/// Scores → likelihoods that sum to one.
fn shares(scores: &[f32]) -> Vec<f32> {
    let largest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares: Vec<f32> = scores
        .iter()
        .map(|score| crate::float::exp(score - largest))
        .collect();
    let sum: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

/// A score → how likely it is.
fn likelihood(score: f32) -> f32 {
    1.0 / (1.0 + crate::float::exp(-score))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores of a row: none, source, content, then borders.
    fn row(none: f32, source: f32, content: f32) -> [f32; 7] {
        [none, source, content, 0.0, 0.0, 0.0, 0.0]
    }

    #[test]
    fn a_cue_divides_what_was_said_and_is_no_part_of_it() {
        let rows = [
            row(0.0, 0.0, 4.0),
            row(0.0, 0.0, 9.0),
            row(0.0, 4.0, 0.0),
            row(0.0, 1.0, 4.0),
            row(5.0, 0.0, 0.0),
        ];
        let rows: Vec<&[f32]> = rows.iter().map(|row| &row[..]).collect();
        assert_eq!(spans(&rows, &[1]), (vec![2], vec![0, 3]));
    }

    #[test]
    fn borders_keep_spans_together() {
        let mut rows = [row(0.0, 0.0, 4.0), row(1.0, 0.0, 0.0), row(0.0, 0.0, 4.0)];
        for row in &mut rows {
            row[3..].fill(-2.0);
        }
        let rows: Vec<&[f32]> = rows.iter().map(|row| &row[..]).collect();
        assert_eq!(spans(&rows, &[]), (vec![], vec![0, 1, 2]));
    }

    #[test]
    fn one_source_only() {
        let rows = [
            row(0.0, 3.0, 0.0),
            row(3.0, 0.0, 0.0),
            row(0.0, 5.0, 0.0),
            row(0.0, 0.0, 2.0),
        ];
        let rows: Vec<&[f32]> = rows.iter().map(|row| &row[..]).collect();
        assert_eq!(spans(&rows, &[1]), (vec![2], vec![3]));
    }
}
