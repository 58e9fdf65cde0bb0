//! The statements of the file of decisions.

use super::days::{may_hold, read};
use super::{Decision, Told};
use crate::rdf::vocabulary::{DL, XSD};
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term};

/// Decisions that cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct DecisionsError {
    pub(super) line: Option<usize>,
    pub(super) reason: String,
}

/// Letters of the longest note.
const LONGEST_NOTE: usize = 10_000;

/// A statement of the file.
pub(super) enum Line {
    Decides(Decision),
    /// What an account told: its id, a field of [`Told`] and the words.
    Tells(String, &'static str, String),
}

/// What a statement says, or what is wrong with it.
pub(super) fn read_line(quad: &Quad, base: &str) -> Result<Line, String> {
    let predicate = quad.predicate.as_str().strip_prefix(DL).unwrap_or_default();
    let field = Told::FIELDS.into_iter().find(|field| *field == predicate);
    match (field, &quad.subject, &quad.object) {
        (Some(field), NamedOrBlankNode::NamedNode(subject), Term::Literal(words)) => {
            let id = subject.as_str();
            let id = id.strip_prefix(base).unwrap_or(id).to_string();
            Ok(Line::Tells(id, field, words.value().to_string()))
        }
        (Some(field), ..) => Err(format!("dl:{field} tells the words of an account")),
        (None, ..) => decision(quad, base).map(Line::Decides),
    }
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

pub(super) fn quads<'a>(
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

pub(super) fn syntax(error: &RdfSyntaxError) -> DecisionsError {
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
pub(super) fn line_of(turtle: &str, base: &str, index: usize) -> usize {
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
