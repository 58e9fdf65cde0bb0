//! Decisions as Turtle that people may write, too.

use super::days::{datatype, days, may_hold, read};
use super::{Decision, Decisions};
use crate::rdf::iri::Iris;
use crate::rdf::vocabulary::{DL, XSD};
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term};
use std::fmt::Write;

/// Decisions that cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct DecisionsError {
    line: Option<usize>,
    reason: String,
}

/// Letters of the longest note.
const LONGEST_NOTE: usize = 10_000;
/// Lines that one statement may stand on to be taken out alone.
const SPREAD: usize = 8;

const COMMENT: &str = "\
# Decisions: what is one (dl:same) and what is not (dl:apart), which accounts are not so (dl:struck true), which are
# (dl:confirmed true), when something was (dl:date \"2020-02-03\"^^xsd:date) and notes (dl:note \"text\"). `dateline link` and the
# shell add lines; they may be added, changed and taken out by hand, too: the next command that writes the graph goes by them.
# Of two lines that speak against each other the later counts.
";

impl Decisions {
    /// Reads Turtle in which ids are under `base`.
    pub fn from_turtle(turtle: &str, base: &str) -> Result<Decisions, DecisionsError> {
        let mut decisions = Decisions {
            text: turtle.to_string(),
            ..Decisions::default()
        };
        for (index, quad) in quads(turtle, base)?.enumerate() {
            let quad = quad.map_err(|error| syntax(&error))?;
            let decision = decision(&quad, base).map_err(|reason| DecisionsError {
                line: Some(line_of(turtle, base, index)),
                reason,
            })?;
            decisions.decide(decision);
        }
        Ok(decisions)
    }

    /// The Turtle that [`Decisions::from_turtle`] reads: the text that they were read from, comments and all, without the
    /// lines that no longer hold and with a line for each decision that it lacks. Empty when there is neither.
    pub fn to_turtle(&self, base: &str) -> Result<String, DecisionsError> {
        if self.is_empty() && self.text.is_empty() {
            return Ok(String::new());
        }
        let kept = || Some(self.text.clone());
        let begun: [&dyn Fn() -> Option<String>; 3] =
            [&kept, &|| self.cut(base), &|| self.begun(base)];
        for begun in begun {
            let Some(begun) = begun().filter(|text| !text.is_empty()) else {
                continue;
            };
            // Short where the prefixes and the base are what they are wont to be.
            for short in [true, false] {
                if let Some(turtle) = self.extended(&begun, base, short) {
                    return Ok(turtle);
                }
            }
        }
        let bad = self.all().into_iter().find(|decision| {
            let read = Decisions::from_turtle(&line(decision, base, false), base);
            !read.is_ok_and(|read| read.all().contains(decision))
        });
        Err(DecisionsError {
            line: None,
            reason: match bad {
                Some(decision) => format!(
                    "“{decision}”: this cannot stand in Turtle, so nothing can be decided on it"
                ),
                None => "they cannot be written as Turtle".to_string(),
            },
        })
    }

    /// The text with what it lacks, if that says what is decided, no more and no less.
    fn extended(&self, text: &str, base: &str, short: bool) -> Option<String> {
        let said = Decisions::from_turtle(text, base).ok()?;
        let mut turtle = text.to_string();
        for decision in self.all().difference(&said.all()) {
            if !turtle.ends_with('\n') {
                turtle.push('\n');
            }
            turtle.push_str(&line(decision, base, short));
        }
        let read = Decisions::from_turtle(&turtle, base).ok()?;
        (read == *self).then_some(turtle)
    }

    /// The text without the statements that no longer hold, where each stands on lines of its own. Comments stay.
    fn cut(&self, base: &str) -> Option<String> {
        let mut text = self.text.clone();
        let mut index = 0;
        loop {
            let said: Vec<Quad> = quads(&text, base).ok()?.collect::<Result<_, _>>().ok()?;
            let Some(quad) = said.get(index) else {
                return Some(text);
            };
            if self.all().contains(&decision(quad, base).ok()?) {
                index += 1;
                continue;
            }
            let mut rest = said.clone();
            rest.remove(index);
            text = without(&text, base, line_of(&text, base, index), &rest)?;
        }
    }

    /// The beginning of a new text; comments of the old one are kept.
    fn begun(&self, base: &str) -> Option<String> {
        let mut turtle = COMMENT.to_string();
        let old = self.text.lines().filter(|line| line.starts_with('#'));
        for comment in old.filter(|line| !COMMENT.lines().any(|ours| ours == *line)) {
            turtle.push_str(comment);
            turtle.push('\n');
        }
        write!(
            turtle,
            "@prefix dl: <{DL}> .\n@prefix xsd: <{XSD}> .\n@base <{base}> .\n\n"
        )
        .ok()?;
        Some(turtle)
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
            (same.ok()?.len() == rest.len() + 1).then_some(kept)
        });
        return Some(comment.unwrap_or(cut));
    }
    None
}

/// What a statement decides, or what is wrong with it.
fn decision(quad: &Quad, base: &str) -> Result<Decision, String> {
    let id = |iri: &str| iri.strip_prefix(base).unwrap_or(iri).to_string();
    let predicate = quad.predicate.as_str().strip_prefix(DL).unwrap_or_default();
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
        return Err(
            "what is decided on must be an IRI: both sides of a decision must be IRIs".to_string(),
        );
    };
    let subject = id(subject.as_str());
    match (predicate, &quad.object) {
        ("same", Term::NamedNode(other)) => Ok(Decision::Same(subject, id(other.as_str()))),
        ("apart", Term::NamedNode(other)) => Ok(Decision::Apart(subject, id(other.as_str()))),
        ("same" | "apart", _) => {
            Err("both sides of a decision must be IRIs, for instance <actor/a>".to_string())
        }
        ("struck" | "confirmed", Term::Literal(literal)) if is_true(literal) => {
            Ok(match predicate {
                "struck" => Decision::Struck(subject),
                _ => Decision::Confirmed(subject),
            })
        }
        ("struck" | "confirmed", other) => Err(format!(
            "dl:{predicate} is followed by true, not by {other}; take the line out where it does not hold"
        )),
        ("date", Term::Literal(literal)) if may_hold(literal.datatype().as_str()) => {
            let days = read(literal.value()).ok_or_else(|| no_date(&quad.object))?;
            Ok(Decision::Date(subject, days))
        }
        ("date", other) => Err(no_date(other)),
        ("note", Term::Literal(note)) => match note.value().trim() {
            "" => Err("an empty note; write some words, or take the line out".to_string()),
            words if words.chars().count() > LONGEST_NOTE => Err(format!(
                "a note has at most {LONGEST_NOTE} letters; shorten it"
            )),
            words => Ok(Decision::Note(subject, words.to_string())),
        },
        ("note", _) => Err("a note is a text: dl:note \"text\"".to_string()),
        _ => Err(format!(
            "{}: decisions are dl:same, dl:apart, dl:struck, dl:confirmed, dl:date and dl:note",
            quad.predicate
        )),
    }
}

fn is_true(literal: &Literal) -> bool {
    literal.datatype().as_str().strip_prefix(XSD) == Some("boolean")
        && ["true", "1"].contains(&literal.value())
}

fn no_date(object: &Term) -> String {
    format!("{object} is no date; write \"2020-02-03\"^^xsd:date, or \"2020-02\" or \"2020\"")
}

fn line(decision: &Decision, base: &str, short: bool) -> String {
    let iri = |id: &str| match short && is_relative(id) {
        true => format!("<{id}>"),
        false => Iris::new(base).node(id).to_string(),
    };
    let typed = |value: &str, datatype: &str| match short {
        true => format!("\"{value}\"^^xsd:{datatype}"),
        false => format!("\"{value}\"^^<{XSD}{datatype}>"),
    };
    let (subject, property, object) = match decision {
        Decision::Same(a, b) => (a, "same", iri(b)),
        Decision::Apart(a, b) => (a, "apart", iri(b)),
        Decision::Struck(account) => (account, "struck", "true".to_string()),
        Decision::Confirmed(account) => (account, "confirmed", "true".to_string()),
        Decision::Date(account, interval) => {
            let days = days(interval);
            let object = match datatype(&days) {
                Some(datatype) => typed(&days, datatype),
                None => format!("\"{days}\""),
            };
            (account, "date", object)
        }
        Decision::Note(account, note) => {
            let note = Literal::new_simple_literal(note);
            (account, "note", note.to_string())
        }
    };
    match short {
        true => format!("{} dl:{property} {object} .\n", iri(subject)),
        false => format!("{} <{DL}{property}> {object} .\n", iri(subject)),
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
