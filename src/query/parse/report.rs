//! Failures → [`Diagnostic`]s: what was expected, in words, and what is near.

use super::english;
use super::hints::hints;
use super::input::{Expect, In};
use super::offered::{MODIFIERS, NOUNS, prepositions, stage_of};
use super::stage::{STAGES, stage};
use super::statement::statement;
use crate::diagnostic::{Code, Diagnostic, list, nearest};
use crate::query::ast::Statement;
use crate::query::lexer::is_month;
use crate::query::token::Kind;
use crate::span::Span;

/// A statement that takes all tokens, or every error found in it: after one, reading goes on behind the next `|`.
pub(super) fn whole(i: In<'_>) -> Result<Statement, Vec<Diagnostic>> {
    reset(&i);
    let mut errors = Vec::new();
    match statement(i) {
        Ok((rest, statement)) if rest.at == i.end => return Ok(statement),
        Ok((rest, _)) => {
            // Nothing failed behind the end of the statement, so the end is what was expected.
            if i.context.furthest.borrow().at < rest.at {
                let _ = rest.miss::<()>(Expect::Keyword(";"));
            }
            errors.push(failure(&i));
        }
        Err(_) => errors.push(failure(&i)),
    }
    let mut at = i.context.furthest.borrow().at;
    while let Some(pipe) = next_stage(&i, at) {
        let part = In { at: pipe + 1, ..i };
        reset(&part);
        match stage(None)(part) {
            Ok((rest, _)) if rest.at == i.end || rest.is_symbol(0, "|") => at = rest.at,
            _ => {
                let error = failure(&part);
                // Asserts and exports end behind a stage.
                let ended = matches!(&error.found, Some(w) if ["`is`", "`has`", "`as`"].contains(&w.as_str()));
                if !ended {
                    errors.push(error);
                }
                at = i.context.furthest.borrow().at.max(pipe + 1);
            }
        }
    }
    Err(errors)
}

fn reset(i: &In<'_>) {
    let mut furthest = i.context.furthest.borrow_mut();
    furthest.at = i.at;
    furthest.expected.clear();
    i.context.fatal.borrow_mut().take();
}

/// The next `|` outside parentheses, from `from` on.
fn next_stage(i: &In<'_>, from: usize) -> Option<usize> {
    let mut depth = 0i32;
    for at in i.at..i.end {
        match i.context.tokens[at].kind {
            Kind::Symbol("(") => depth += 1,
            Kind::Symbol(")") => depth -= 1,
            Kind::Symbol("|") if depth <= 0 && at >= from => return Some(at),
            _ => {}
        }
    }
    None
}

fn failure(i: &In<'_>) -> Diagnostic {
    if let Some(fatal) = i.context.fatal.borrow_mut().take() {
        return fatal;
    }
    let meant = meant(i);
    if let Some(error) = asked_in_english(i, meant.as_deref()) {
        return error;
    }
    // A copy: what is tried for the hints may miss something too.
    let furthest = i.context.furthest.borrow().clone();
    let place = In {
        at: furthest.at,
        ..*i
    };
    let expected = phrases(&furthest.expected, &place);
    let found = place.token().map(|t| t.span.of(i.context.text));
    let mut message = format!("expected {}", list(&expected, "or"));
    if furthest.at > i.at {
        let before = &i.context.tokens[furthest.at - 1];
        message.push_str(&format!(" after `{}`", before.span.of(i.context.text)));
    }
    let span = match place.token() {
        Some(token) => token.span,
        // Point behind the last word, where the missing one belongs.
        None => place.here(),
    };
    let mut diagnostic = Code::Syntax.at(span, message);
    diagnostic.candidates = similar(&furthest.expected, &place, found);
    diagnostic.hints = hints(i, &furthest.expected, &place);
    // What is only cut short is no other way to ask.
    let cut = |meant: &String| i.here().begin == 0 && i.context.text.starts_with(meant.as_str());
    // Where already the first words are none of the language, its own hints are guesses.
    let early = furthest.at <= i.at + 1;
    let offers = |meant: &String| (diagnostic.hints.is_empty() || early) && !cut(meant);
    if let Some(meant) = meant.filter(offers) {
        diagnostic.hints = vec![format!("in this language: `{meant}`")];
    }
    diagnostic.expected = expected;
    diagnostic.found = found.map(|f| format!("`{f}`"));
    diagnostic
}

/// Where a statement stands, if it is read from its beginning.
fn statement_at(i: &In<'_>) -> Option<Span> {
    let begins =
        i.at.checked_sub(1)
            .is_none_or(|at| i.context.tokens[at].kind == Kind::End);
    let tokens = i.context.tokens.get(i.at..i.end).filter(|_| begins)?;
    Some(tokens.first()?.span.cover(tokens.last()?.span))
}

/// What a statement that was written as one puts it to a person is in this language.
fn meant(i: &In<'_>) -> Option<String> {
    english::said(statement_at(i)?.of(i.context.text), i.context.ontology)
}

/// People begin as they would ask a person. A name given with `let` may be such a word, but then the question parses.
fn asked_in_english(i: &In<'_>, meant: Option<&str>) -> Option<Diagnostic> {
    let first = match i.kind()? {
        Kind::Word(_) | Kind::Name(..) => i.here().of(i.context.text).split(' ').next()?,
        _ => return None,
    };
    let hint = match first.to_lowercase().as_str() {
        "who" | "whom" | "whose" => {
            "ask for what was done and show who did it: `attacks on NAME | show perpetrator`"
        }
        "how" | "count" => "count with a stage: `attacks by NAME | count`",
        "when" => "ask for what happened and show its date: `attacks by NAME | show date`",
        "where" => "ask for what happened and show its place: `attacks by NAME | show place`",
        "what" | "which" | "why" | "is" | "are" | "was" | "were" | "did" | "does" | "do"
        | "has" | "have" | "show" | "list" | "find" | "give" | "get" | "tell" | "print"
        | "select" | "me" | "display" | "search" => {
            "name what you want, then narrow it down: `attacks by NAME since 2020 | show date, place`"
        }
        _ => return None,
    };
    let months = i.context.tokens[i.at..i.end].iter();
    let month = months.map(|token| &token.kind).find_map(|kind| match kind {
        Kind::Name(name, None) if is_month(name) => Some(name),
        _ => None,
    });
    let whole = statement_at(i).filter(|_| meant.is_some());
    let error = Code::Syntax.at(
        whole.unwrap_or(Span::new(i.here().begin, i.here().begin + first.len())),
        format!("a question begins with a noun, not with `{first}`"),
    );
    Some(match meant {
        Some(meant) => error.candidates(vec![meant.to_string()]),
        None => match month {
            Some(month) => error.hint(format!("a month needs its year: {month} 2020")),
            None => error.hint(hint).hint(NOUNS),
        },
    })
}

/// What was expected, for people, each once.
pub(crate) fn phrases(expected: &[Expect], place: &In<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // Where a noun phrase can go on, "and", "or" and "except" would only be noise.
    let set_operators = ["and", "or", "except"];
    let modifier = expected.iter().any(|e| matches!(e, Expect::Modifier(_)));
    for expect in expected {
        let phrase = match expect {
            Expect::Noun => "a noun".to_string(),
            Expect::Set => "a noun".to_string(),
            Expect::Modifier(class) => {
                let words = prepositions(place, class.as_deref());
                let shown: Vec<String> = words.iter().take(4).map(|w| format!("`{w}`")).collect();
                match shown.is_empty() {
                    true => "a time or `where`".to_string(),
                    false => format!("a preposition ({}), a time, `where`", shown.join(", ")),
                }
            }
            Expect::Field(_) => "a field".to_string(),
            Expect::Value { .. } => "a name or a noun".to_string(),
            Expect::Operand(..) => "a value".to_string(),
            Expect::Comparison => "a comparison (`=`, `>`, `like`)".to_string(),
            Expect::Date => "a date".to_string(),
            Expect::Number => "a number".to_string(),
            Expect::Text => "words in quotes".to_string(),
            Expect::Param => "a parameter (`$name`)".to_string(),
            Expect::NewName => "a new name".to_string(),
            Expect::Unit => "`days`, `weeks`, `months` or `years`".to_string(),
            Expect::Length => "`km` or `miles`".to_string(),
            Expect::Stage => "a stage (`show`, `where`, `count`, `sort`, `first` …)".to_string(),
            Expect::Keyword(w) if modifier && set_operators.contains(w) => continue,
            Expect::Keyword(".") => continue,
            Expect::Keyword(w) => format!("`{w}`"),
        };
        if !out.contains(&phrase) {
            out.push(phrase);
        }
    }
    out
}

fn similar(expected: &[Expect], place: &In<'_>, found: Option<&str>) -> Vec<String> {
    // `is unknown` is the opposite of what is written most like it.
    let opposite = ["known", "disputed"].into_iter().find(|word| {
        let negated =
            found.and_then(|found| found.strip_prefix("un").or(found.strip_prefix("not")));
        negated == Some(word) && expected.contains(&Expect::Keyword(word))
    });
    if let Some(word) = opposite {
        return vec![format!("not {word}")];
    }
    let Some(found) = found.filter(|f| f.chars().all(|c| c.is_alphabetic() || c == '-')) else {
        return Vec::new();
    };
    if expected.contains(&Expect::Stage)
        && let Some(stage) = stage_of(found)
    {
        return vec![stage.to_string()];
    }
    let mut words: Vec<String> = Vec::new();
    for expect in expected {
        match expect {
            Expect::Noun | Expect::Set => words.extend(
                place
                    .context
                    .ontology
                    .classes
                    .values()
                    .flat_map(|c| [c.label.clone(), c.plural.clone()]),
            ),
            Expect::Modifier(class) => {
                words.extend(prepositions(place, class.as_deref()));
                words.extend(MODIFIERS.iter().map(|w| w.to_string()));
            }
            Expect::Stage => words.extend(STAGES.iter().map(|w| w.to_string())),
            Expect::Keyword(w) => words.push(w.to_string()),
            _ => {}
        }
    }
    nearest(found, words.iter().map(String::as_str), 3)
}

/// What could stand behind the last token, if all before it is right.
pub(crate) fn probe(i: In<'_>) -> Vec<Expect> {
    reset(&i);
    let result = statement(i);
    let furthest = i.context.furthest.borrow();
    if furthest.at == i.end {
        return furthest.expected.clone();
    }
    match result {
        _ if i.at == i.end => vec![Expect::Set],
        _ => Vec::new(),
    }
}
