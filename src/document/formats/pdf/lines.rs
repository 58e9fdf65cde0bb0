//! Words on pages to lines and paragraphs.

use super::show::Piece;
use rustc_hash::FxHashMap;

/// A gap between two pieces, in heights of letters, that is a blank.
const BLANK: f32 = 0.15;
/// Lines further apart than so many times the usual distance belong to two paragraphs.
const APART: f32 = 1.35;
/// Lines at the top and the bottom of a page that may be its head or its foot.
const EDGE: usize = 2;

/// A line of a page.
struct Line {
    text: String,
    y: f32,
    end: f32,
    size: f32,
}

/// The text of pages, paragraphs parted by blank lines. What stands at the edge of most pages is left out.
pub fn text(pages: &[Vec<Piece>]) -> String {
    let pages: Vec<Vec<Line>> = pages.iter().map(|pieces| lines(pieces)).collect();
    let mut edges: FxHashMap<String, usize> = FxHashMap::default();
    for page in &pages {
        for (at, line) in page.iter().enumerate() {
            if at < EDGE || at + EDGE >= page.len() {
                *edges.entry(bare(&line.text)).or_default() += 1;
            }
        }
    }
    let often = (pages.len() / 2).max(3);
    let mut text = String::new();
    for page in &pages {
        let kept: Vec<&Line> = page
            .iter()
            .enumerate()
            .filter(|(at, line)| {
                let edge = *at < EDGE || at + EDGE >= page.len();
                let words = bare(&line.text);
                !(edge && (words.is_empty() || edges.get(&words).is_some_and(|n| *n >= often)))
            })
            .map(|(_, line)| line)
            .collect();
        let usual = distance(&kept);
        let mut before: Option<&Line> = None;
        for line in kept {
            match before {
                // A paragraph may go on over the page.
                None => text.push_str(if text.is_empty() || ended(&text) {
                    "\n\n"
                } else {
                    "\n"
                }),
                Some(last) => {
                    let gap = last.y - line.y;
                    let new =
                        gap > usual * APART || gap < 0.0 || (last.size - line.size).abs() > 1.0;
                    text.push_str(if new { "\n\n" } else { "\n" });
                }
            }
            join(&mut text, &line.text);
            before = Some(line);
        }
    }
    text.trim().to_owned()
}

/// A line without its numbers: "Page 3 of 12" and "Page 4 of 12" are one.
fn bare(line: &str) -> String {
    line.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

fn ended(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '”', '"', ':'])
}

/// Adds a line; a word that is cut at its beginning is made whole.
fn join(text: &mut String, line: &str) {
    let cut = text
        .strip_suffix("-\n")
        .is_some_and(|text| text.ends_with(char::is_alphabetic));
    if cut && line.starts_with(char::is_lowercase) {
        text.truncate(text.len() - 2);
        // The rest of the word ends the line, so that lines stay as long as they are.
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        text.push_str(word);
        if !rest.is_empty() {
            text.push('\n');
            text.push_str(rest);
        }
    } else {
        text.push_str(line);
    }
}

/// The distance between lines that is most often seen.
fn distance(lines: &[&Line]) -> f32 {
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|gap| *gap > 0.5)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let size = lines.first().map_or(10.0, |line| line.size);
    gaps.get(gaps.len() / 4).copied().unwrap_or(size * 1.2)
}

fn lines(pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        if let Some(last) = lines.last_mut()
            && (last.y - piece.y).abs() < 0.4 * last.size.max(piece.size)
            && piece.x > last.end - last.size * 2.0
        {
            let gap = piece.x - last.end;
            let blank = gap > BLANK * piece.size;
            if blank && !last.text.ends_with(' ') && !piece.text.starts_with(' ') {
                last.text.push(' ');
            }
            last.text.push_str(&piece.text);
            last.end = piece.end;
            continue;
        }
        lines.push(Line {
            text: piece.text.clone(),
            y: piece.y,
            end: piece.end,
            size: piece.size,
        });
    }
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}
