//! What a person has decided about links: kept as Turtle in the graph and beside it, respected by every later build.

use super::Dossier;
use crate::rdf::iri::Iris;
use crate::rdf::vocabulary::DL;
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Pairs of ids (accounts, actors or places) as they stand in IRIs, each pair and the set sorted.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// These are one.
    pub same: BTreeSet<(String, String)>,
    /// These are not.
    pub apart: BTreeSet<(String, String)>,
    /// The Turtle they were read from, with a person's comments.
    text: String,
}

/// Decisions that cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct DecisionsError {
    line: Option<usize>,
    reason: String,
}

const SAME: &str = "same";
const APART: &str = "apart";

const COMMENT: &str = "\
# Decisions on what is one (dl:same) and what is not (dl:apart). `dateline link` adds lines; they may be added, changed and
# taken out by hand, too: the next build, add, remove or link goes by them. Of two lines on one pair the later counts.
";

/// The same decisions, whatever the text around them.
impl PartialEq for Decisions {
    fn eq(&self, other: &Decisions) -> bool {
        (&self.same, &self.apart) == (&other.same, &other.apart)
    }
}

impl Eq for Decisions {}

impl Decisions {
    /// Decides that two are one; what was decided before about them is taken back.
    pub fn same(&mut self, a: &str, b: &str) {
        let pair = pair(id(a), id(b));
        self.apart.remove(&pair);
        self.same.insert(pair);
    }

    /// Decides that two are not one; what was decided before about them is taken back.
    pub fn apart(&mut self, a: &str, b: &str) {
        let pair = pair(id(a), id(b));
        self.same.remove(&pair);
        self.apart.insert(pair);
    }

    /// Nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.apart.is_empty()
    }

    /// How many pairs are decided.
    pub fn len(&self) -> usize {
        self.same.len() + self.apart.len()
    }

    /// What is decided here and not in `other`, in words: "actor/a and actor/b are one".
    pub fn beyond(&self, other: &Decisions) -> Vec<String> {
        let same = self.same.difference(&other.same);
        let apart = self.apart.difference(&other.apart);
        let same = same.map(|(a, b)| format!("{a} and {b} are one"));
        same.chain(apart.map(|(a, b)| format!("{a} and {b} are two")))
            .collect()
    }

    /// What is decided on one thing and itself, which decides nothing.
    pub fn of_itself(&self) -> Vec<String> {
        let pairs = self.same.iter().chain(&self.apart);
        pairs
            .filter(|(a, b)| a == b)
            .map(|(a, _)| a.clone())
            .collect()
    }

    /// Ids that are decided on and that no account, filler or speaker of the documents has.
    pub fn strangers(&self, dossiers: &[Dossier]) -> BTreeSet<String> {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for account in dossiers.iter().flat_map(|d| &d.accounts) {
            known.insert(id(&account.id));
            known.extend(account.attributed_to.iter().map(|speaker| id(&speaker.id)));
            for filler in account.roles.values().flatten() {
                known.insert(id(&filler.id));
                known.extend(filler.part_of.iter().map(|whole| id(&whole.id)));
            }
        }
        let pairs = self.same.iter().chain(&self.apart);
        let named = pairs.flat_map(|(a, b)| [a, b]);
        named
            .filter(|name| !known.contains(*name))
            .cloned()
            .collect()
    }

    /// Takes over what `other` decides on pairs that nothing is decided on here.
    pub fn fill(&mut self, other: &Decisions) {
        let open =
            |known: &Decisions, pair| !known.same.contains(pair) && !known.apart.contains(pair);
        for pair in &other.same {
            if open(self, pair) {
                self.same.insert(pair.clone());
            }
        }
        for pair in &other.apart {
            if open(self, pair) {
                self.apart.insert(pair.clone());
            }
        }
    }

    /// Reads Turtle in which ids are under `base`.
    pub fn from_turtle(turtle: &str, base: &str) -> Result<Decisions, DecisionsError> {
        let mut decisions = Decisions {
            text: turtle.to_string(),
            ..Decisions::default()
        };
        for (index, quad) in quads(turtle, base)?.enumerate() {
            let quad = quad.map_err(|error| syntax(&error))?;
            decisions
                .take(&quad, base)
                .map_err(|reason| DecisionsError {
                    line: Some(line_of(turtle, base, index)),
                    reason,
                })?;
        }
        Ok(decisions)
    }

    fn take(&mut self, quad: &Quad, base: &str) -> Result<(), String> {
        let (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) = (&quad.subject, &quad.object)
        else {
            return Err("both sides of a decision must be IRIs".to_string());
        };
        let id = |iri: &str| iri.strip_prefix(base).unwrap_or(iri).to_string();
        let (a, b) = (id(a.as_str()), id(b.as_str()));
        match quad.predicate.as_str().strip_prefix(DL) {
            Some(SAME) => self.same(&a, &b),
            Some(APART) => self.apart(&a, &b),
            _ => {
                return Err(format!(
                    "{}: only dl:same and dl:apart are decisions",
                    quad.predicate
                ));
            }
        }
        Ok(())
    }

    /// The Turtle that [`Decisions::from_turtle`] reads: the text that they were read from, comments and all, with a line
    /// for each decision that it lacks. Empty when there is neither.
    pub fn to_turtle(&self, base: &str) -> Result<String, DecisionsError> {
        if self.is_empty() && self.text.is_empty() {
            return Ok(String::new());
        }
        for begun in [Some(self.text.clone()), self.begun(base)] {
            let Some(begun) = begun.filter(|text| !text.is_empty()) else {
                continue;
            };
            // Short where the prefix and the base are what they are wont to be.
            for short in [true, false] {
                if let Some(turtle) = self.extended(&begun, base, short) {
                    return Ok(turtle);
                }
            }
        }
        let pairs = self.same.iter().chain(&self.apart);
        let bad = pairs.flat_map(|(a, b)| [a, b]).find(|id| {
            let line = line("x", SAME, id, base, false);
            !Decisions::from_turtle(&line, base).is_ok_and(|read| read.knows(id))
        });
        Err(DecisionsError {
            line: None,
            reason: match bad {
                Some(id) => {
                    format!("“{id}” cannot stand in an IRI, so nothing can be decided on it")
                }
                None => "they cannot be written as Turtle".to_string(),
            },
        })
    }

    fn knows(&self, id: &str) -> bool {
        let mut ids = self.same.iter().chain(&self.apart);
        ids.any(|(a, b)| a == id || b == id)
    }

    /// The text with what it lacks, if that says what is decided, no more and no less.
    fn extended(&self, text: &str, base: &str, short: bool) -> Option<String> {
        let said = Decisions::from_turtle(text, base).ok()?;
        let mut turtle = text.to_string();
        for (mine, theirs, property) in [
            (&self.same, &said.same, SAME),
            (&self.apart, &said.apart, APART),
        ] {
            for (a, b) in mine.difference(theirs) {
                if !turtle.ends_with('\n') {
                    turtle.push('\n');
                }
                turtle.push_str(&line(a, property, b, base, short));
            }
        }
        let read = Decisions::from_turtle(&turtle, base).ok()?;
        (read == *self).then_some(turtle)
    }

    /// The beginning of a new text; comments of the old one are kept.
    fn begun(&self, base: &str) -> Option<String> {
        let mut turtle = COMMENT.to_string();
        let old = self.text.lines().filter(|line| line.starts_with('#'));
        for comment in old.filter(|line| !COMMENT.lines().any(|ours| ours == *line)) {
            turtle.push_str(comment);
            turtle.push('\n');
        }
        write!(turtle, "@prefix dl: <{DL}> .\n@base <{base}> .\n\n").ok()?;
        Some(turtle)
    }

    /// With ids as the documents have them, where an IRI cannot hold them as they are, and without those on one thing and
    /// itself.
    pub(super) fn named_as_in(&self, dossiers: &[Dossier]) -> Decisions {
        let mut found = self.clone();
        for pairs in [&mut found.same, &mut found.apart] {
            pairs.retain(|(a, b)| a != b);
        }
        let escaped = |pairs: &BTreeSet<(String, String)>| {
            pairs
                .iter()
                .any(|(a, b)| a.contains('%') || b.contains('%'))
        };
        if !escaped(&self.same) && !escaped(&self.apart) {
            return found;
        }
        let mut raw: BTreeMap<String, &str> = BTreeMap::new();
        for account in dossiers.iter().flat_map(|d| &d.accounts) {
            let fillers = account.roles.values().flatten().map(|f| f.id.as_str());
            for name in fillers.chain([account.id.as_str()]) {
                raw.entry(id(name)).or_insert(name);
            }
        }
        let name = |id: &String| {
            raw.get(id)
                .map_or_else(|| id.clone(), |raw| raw.to_string())
        };
        for pairs in [&mut found.same, &mut found.apart] {
            *pairs = pairs.iter().map(|(a, b)| pair(name(a), name(b))).collect();
        }
        found
    }
}

/// An id as it stands behind the base in IRIs.
pub fn id(name: &str) -> String {
    Iris::new("").node(name).into_string()
}

fn line(a: &str, property: &str, b: &str, base: &str, short: bool) -> String {
    let iri = |id: &str| match short && is_relative(id) {
        true => format!("<{id}>"),
        false => Iris::new(base).node(id).to_string(),
    };
    match short {
        true => format!("{} dl:{property} {} .\n", iri(a), iri(b)),
        false => format!("{} <{DL}{property}> {} .\n", iri(a), iri(b)),
    }
}

/// Whether an id means itself where it stands without the base.
fn is_relative(id: &str) -> bool {
    !id.contains(':') && !id.is_empty() && !id.starts_with('/')
}

fn quads<'a>(
    turtle: &'a str,
    base: &str,
) -> Result<impl Iterator<Item = Result<Quad, RdfSyntaxError>> + 'a, DecisionsError> {
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(base)
        .map_err(|e| DecisionsError {
            line: None,
            reason: format!("the base {base}: {e}"),
        })?;
    Ok(parser.for_slice(crate::mark::unmarked(turtle)))
}

fn syntax(error: &RdfSyntaxError) -> DecisionsError {
    let text = error.to_string();
    // The place is told in front of the message: "Parser error at line 1 column 3: …".
    let line = error.location().map(|place| place.start.line as usize + 1);
    let reason = match text.split_once(": ") {
        Some((place, reason)) if line.is_some() && place.starts_with("Parser error") => reason,
        _ => &text,
    };
    DecisionsError {
        line,
        reason: format!("no Turtle ({reason})"),
    }
}

/// The line on which a statement ends: the first so many lines that hold it.
fn line_of(turtle: &str, base: &str, index: usize) -> usize {
    let lines: Vec<&str> = turtle.split_inclusive('\n').collect();
    let (mut low, mut high) = (1, lines.len());
    while low < high {
        let middle = low.midpoint(high);
        let held = quads(&lines[..middle].concat(), base)
            .map(|quads| quads.take_while(Result::is_ok).count())
            .unwrap_or_default();
        match held > index {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    low
}

/// In one order, whichever way it was said.
fn pair(a: String, b: String) -> (String, String) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests;
