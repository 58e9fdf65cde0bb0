//! Decisions as Turtle that people may write, too.

use super::days::{datatype, days};
use super::statement::{DecisionsError, Line, line_of, quads, read_line, syntax};
use super::{Decision, Decisions, Told};
use crate::rdf::iri::Iris;
use crate::rdf::vocabulary::{DL, XSD};
use oxigraph::model::Literal;
use std::fmt::Write;

const COMMENT: &str = "\
# Decisions: what is one (dl:same) and what is not (dl:apart), which accounts are not so (dl:struck true), which are
# (dl:confirmed true), when something was (dl:date \"2020-02-03\"^^xsd:date) and notes (dl:note \"text\"). `dateline link` and the
# shell add lines; they may be added, changed and taken out by hand, too: the next command that writes the graph goes by them.
# Of two lines that speak against each other the later counts.
# With each account stands what it told (dl:sentence and more), so that it is found again where its article has changed.
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
            let line = read_line(&quad, base).map_err(|reason| DecisionsError {
                line: Some(line_of(turtle, base, index)),
                reason,
            })?;
            match line {
                Line::Decides(decision) => decisions.decide(decision),
                Line::Tells(id, field, words) => {
                    decisions.told.entry(id).or_default().set(field, &words);
                }
            }
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
        let (all, known) = (self.all(), said.all());
        let lines = all
            .difference(&known)
            .map(|decision| line(decision, base, short));
        let untold = self.told.iter();
        let untold = untold.filter(|(id, told)| said.told.get(*id) != Some(told));
        let told = untold.map(|(id, told)| told_line(id, told, base, short));
        let mut turtle = text.to_string();
        for line in lines.chain(told) {
            if !turtle.ends_with('\n') {
                turtle.push('\n');
            }
            turtle.push_str(&line);
        }
        let read = Decisions::from_turtle(&turtle, base).ok()?;
        (read == *self && read.told == self.told).then_some(turtle)
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

fn line(decision: &Decision, base: &str, short: bool) -> String {
    let iri = |id: &str| node(id, base, short);
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

/// The line of what an account told.
fn told_line(id: &str, told: &Told, base: &str, short: bool) -> String {
    let fields = told.fields().map(|(field, words)| {
        let words = Literal::new_simple_literal(words);
        match short {
            true => format!("dl:{field} {words}"),
            false => format!("<{DL}{field}> {words}"),
        }
    });
    let fields: Vec<String> = fields.collect();
    format!("{} {} .\n", node(id, base, short), fields.join(" ; "))
}

fn node(id: &str, base: &str, short: bool) -> String {
    match short && is_relative(id) {
        true => format!("<{id}>"),
        false => Iris::new(base).node(id).to_string(),
    }
}

/// Whether an id means itself where it stands without the base.
fn is_relative(id: &str) -> bool {
    !id.contains(':') && !id.is_empty() && !id.starts_with('/')
}
