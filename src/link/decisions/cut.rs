//! The file of decisions without what no longer holds, to the letter otherwise.

use super::statement::{Line, line_of, quads, read_line};
use super::{Decisions, Told};
use oxigraph::model::Quad;

/// Lines that one statement may stand on to be taken out alone.
const SPREAD: usize = 8;

impl Decisions {
    /// The text without the statements that no longer hold, where each stands on lines of its own. Comments stay.
    pub(super) fn cut(&self, base: &str) -> Option<String> {
        let (mut text, all) = (self.text.clone(), self.all());
        let mut index = 0;
        loop {
            let said: Vec<Quad> = quads(&text, base).ok()?.collect::<Result<_, _>>().ok()?;
            let Some(quad) = said.get(index) else {
                return Some(text);
            };
            let (mut first, mut last) = (index, index);
            match read_line(quad, base).ok()? {
                Line::Decides(decision) if all.contains(&decision) => {
                    index += 1;
                    continue;
                }
                Line::Decides(_) => {}
                Line::Tells(id, field, words) => {
                    let told = self.told.get(&id);
                    let mut fields = told.into_iter().flat_map(Told::fields);
                    if fields.any(|told| told == (field, words.as_str())) {
                        index += 1;
                        continue;
                    }
                    // What an account told stands in one statement.
                    let of_it = |quad: &Quad| {
                        let line = read_line(quad, base);
                        matches!(line, Ok(Line::Tells(other, ..)) if other == id)
                    };
                    while first > 0 && of_it(&said[first - 1]) {
                        first -= 1;
                    }
                    while said.get(last + 1).is_some_and(of_it) {
                        last += 1;
                    }
                }
            }
            let mut rest = said;
            rest.drain(first..=last);
            text = without(&text, base, line_of(&text, base, last), &rest)?;
            index = first;
        }
    }
}

/// The text without the lines of a statement that ends on a line (from 1), but with the comment behind it; only if that
/// leaves exactly the rest.
fn without(text: &str, base: &str, last: usize, rest: &[Quad]) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let says_rest = |text: &str| {
        let said = quads(text, base).ok()?;
        let said: Vec<Quad> = said.collect::<Result<_, _>>().ok()?;
        (said == rest).then_some(())
    };
    for first in (last.saturating_sub(SPREAD)..last).rev() {
        let (before, behind) = (lines[..first].concat(), lines[last..].concat());
        let cut = format!("{before}{behind}");
        if says_rest(&cut).is_none() {
            continue;
        }
        // Where a comment begins is where the statement before it can stand without it.
        let ending = lines[last - 1];
        let statement = lines[first..last - 1].concat();
        let comment = ending.match_indices('#').find_map(|(at, _)| {
            let whole = format!("{before}{statement}{}\n{behind}", &ending[..at]);
            let same = quads(&whole, base).ok()?.collect::<Result<Vec<_>, _>>();
            let kept = format!("{before}{}{behind}", &ending[at..]);
            says_rest(&kept)?;
            (same.ok()?.len() > rest.len()).then_some(kept)
        });
        return Some(comment.unwrap_or(cut));
    }
    None
}
