//! Where in a Turtle file something stands: triples do not keep their lines.

use super::names;
use crate::ontology::triples::{Triples, dl};
use std::collections::BTreeMap;

/// What divides the terms of a line of Turtle.
const BREAKS: &[char] = &[' ', '\t', ',', ';', '[', ']', '(', ')'];

/// The line of `term` in the definition of `subject`, or else the line where that begins; triples do not keep their lines.
pub fn place(lines: &[&str], subject: &str, term: Option<&str>) -> usize {
    let code = |line: &str| line.trim_start().starts_with(|c: char| c != '#');
    let begins = lines
        .iter()
        .position(|line| {
            code(line)
                && line
                    .split_whitespace()
                    .next()
                    .is_some_and(|w| names_it(w, subject))
        })
        .or_else(|| {
            lines
                .iter()
                .position(|line| code(line) && line.split(BREAKS).any(|w| names_it(w, subject)))
        });
    let Some(begins) = begins else { return 1 };
    let Some(term) = term else { return begins + 1 };
    let here = |line: &str| {
        line.contains(&format!("\"{term}\""))
            || line.split(BREAKS).any(|w| w == term || names_it(w, term))
    };
    let found = lines[begins..].iter().position(|line| here(line));
    begins + found.unwrap_or(0) + 1
}

/// Whether a term of Turtle is `prefix:name` or `<…#name>`.
fn names_it(term: &str, name: &str) -> bool {
    let term = term.trim_end_matches(['>', '.']);
    term.strip_suffix(name)
        .is_some_and(|before| before.ends_with([':', '#', '/']))
}

/// Examples and counter-examples of the frames that a file defines, by the name of the frame.
pub fn own_frames(file: &str, turtle: &str) -> BTreeMap<String, usize> {
    let Ok(own) = Triples::parse(&[(file, turtle)]) else {
        return BTreeMap::new();
    };
    let lines: Vec<&str> = turtle.lines().collect();
    names(&own, &[dl("Frame")])
        .into_iter()
        .map(|name| {
            let line = place(&lines, &name, None);
            (name, line)
        })
        .collect()
}

/// The line of an example in a file.
pub fn example_line(turtle: &str, frame: &str, example: &str) -> usize {
    place(&turtle.lines().collect::<Vec<_>>(), frame, Some(example))
}
