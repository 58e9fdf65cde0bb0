//! Text → SPARQL, whoever has written it. The parser and all that walks through what it gives call themselves once a
//! level, so what is nested too deeply is refused before.

use super::StoreError;
use crate::diagnostic::nearest;
use crate::rdf::vocabulary::PREFIXES;
use spargebra::{Query, SparqlParser};

/// Brackets inside brackets.
const DEEPEST: usize = 100;
/// Parts that follow each other: patterns, operators, keywords. The algebra nests one in the next.
const LONGEST: usize = 4_000;
/// Nested calls of what the parser reads twice, to try another form: 2¹⁰ times the innermost.
const TWICE: usize = 10;

/// Functions of which the parser tries the longer form first.
const TWO_FORMS: [&str; 4] = ["regex", "substr", "replace", "group_concat"];
/// Words that begin a part.
const PARTS: [&str; 16] = [
    "union", "optional", "minus", "filter", "bind", "values", "graph", "service", "lateral",
    "select", "as", "exists", "having", "asc", "desc", "from",
];

/// Words that a query begins with, behind its prefixes.
const FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
/// Words that an update begins with.
const UPDATES: [&str; 10] = [
    "INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD",
];

/// Reads a query with the prefixes of the graph; relative IRIs are ids behind `base`. It needs a large stack.
pub(super) fn parse(text: &str, base: &str) -> Result<Query, StoreError> {
    measure(text)?;
    form(text)?;
    let mut parser = SparqlParser::new();
    for (prefix, iri) in PREFIXES {
        if let Ok(next) = parser.clone().with_prefix(*prefix, *iri) {
            parser = next;
        }
    }
    if let Ok(next) = parser.clone().with_base_iri(base) {
        parser = next;
    }
    Ok(parser.parse_query(crate::mark::unmarked(text))?)
}

/// Refuses what begins like no query; of its first word the parser would only say what it expects somewhere.
fn form(text: &str) -> Result<(), StoreError> {
    let mut rest = text;
    let mut declared = false;
    while let Some(c) = rest.chars().next() {
        let length = if let Some(length) = word_end(rest) {
            let word = &rest[..length];
            let upper = word.to_ascii_uppercase();
            if FORMS.contains(&upper.as_str()) {
                return Ok(());
            }
            let declares = matches!(upper.as_str(), "PREFIX" | "BASE" | "VERSION");
            if !declares && !declared {
                return Err(error_at(
                    text,
                    text.len() - rest.len(),
                    no_form(word, &upper),
                ));
            }
            // The prefix itself is a word, too.
            declared = declares;
            length
        } else if let Some(length) = iri_end(rest).or_else(|| string_end(rest)) {
            length
        } else if c == '#' {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else if c.is_whitespace() {
            c.len_utf8()
        } else {
            // What the parser is to tell of.
            return Ok(());
        };
        rest = &rest[length..];
    }
    let message = "there is no query; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE";
    Err(error_at(text, text.len(), message.to_string()))
}

/// What is said of a first word that begins no query.
fn no_form(word: &str, upper: &str) -> String {
    if UPDATES.contains(&upper) {
        return format!(
            "`{word}` would change the graph, which only `add`, `remove` and decisions do; a query begins with SELECT, ASK, \
             CONSTRUCT or DESCRIBE"
        );
    }
    let near = nearest(upper, FORMS, 1).pop();
    let meant = near.map_or_else(String::new, |form| format!("; did you mean `{form}`?"));
    format!("a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with `{word}`{meant}")
}

/// An open bracket.
struct Open {
    sign: char,
    /// How often what is inside is read anew for each time that the bracket is read.
    twice: usize,
    /// Whether it holds the rows of VALUES, which are a plain list.
    rows: bool,
}

/// What has been read so far.
#[derive(Default)]
struct Measure {
    open: Vec<Open>,
    parts: usize,
    /// The sum of what the open brackets have.
    twice: usize,
    /// What the next bracket will have.
    pending: usize,
    /// Whether the rows of VALUES come next.
    values: bool,
    /// Whether a value, a variable or a closing bracket stands before: then `<` compares.
    operand: bool,
}

/// Refuses what is nested too deeply or too long.
fn measure(text: &str) -> Result<(), StoreError> {
    let too = |what, most| Err(StoreError::TooLarge { what, most });
    let mut so_far = Measure::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if let Some(length) = word_end(rest) {
            so_far.word(&rest[..length]);
            length
        } else if let Some(length) = iri_end(rest) {
            if so_far.doubtful(&rest[1..length - 1]) {
                return Err(doubt(text, text.len() - rest.len()));
            }
            so_far.operand = true;
            length
        } else if let Some(length) = string_end(rest) {
            so_far.operand = true;
            length
        } else if c == '#' {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else {
            so_far.sign(c, &rest[c.len_utf8()..]);
            c.len_utf8()
        };
        rest = &rest[length..];
        if so_far.open.len() > DEEPEST {
            return too("brackets inside brackets", DEEPEST);
        }
        if so_far.twice + so_far.pending > TWICE {
            return too("functions or `!` inside each other", TWICE);
        }
        if so_far.parts > LONGEST {
            return too("patterns, operators and keywords", LONGEST);
        }
    }
    Ok(())
}

impl Measure {
    fn word(&mut self, word: &str) {
        let lower = word.to_ascii_lowercase();
        self.pending += usize::from(TWO_FORMS.contains(&lower.as_str()));
        self.values |= lower == "values";
        self.parts += usize::from(PARTS.contains(&lower.as_str()) && !self.in_rows());
        self.operand = lower != "distinct";
    }

    fn sign(&mut self, sign: char, behind: &str) {
        match sign {
            sign if sign.is_whitespace() => return,
            '(' | '{' | '[' => {
                // The variables of VALUES stand in parentheses before its rows.
                let rows = self.in_rows() || (self.values && sign == '{');
                self.values &= sign != '{';
                self.twice += self.pending;
                self.open.push(Open {
                    sign,
                    twice: std::mem::take(&mut self.pending),
                    rows,
                });
                self.parts += usize::from(!rows);
            }
            ')' | '}' | ']' => {
                self.pending = 0;
                self.twice -= self.open.pop().map_or(0, |open| open.twice);
            }
            '!' if !behind.starts_with('=') => {
                self.pending += 1;
                self.parts += 1;
            }
            // A triple inside a triple.
            '<' if behind.starts_with('<') => self.pending += 1,
            ',' if self.inside('(') => self.pending = 0,
            '|' | '&' | '+' | '-' | '*' | '/' | '^' | '.' | ';' | ',' => {
                self.pending = 0;
                self.parts += usize::from(!self.in_rows());
            }
            _ => {}
        }
        self.operand = matches!(sign, ')' | '}' | ']');
    }

    fn inside(&self, sign: char) -> bool {
        self.open.last().is_some_and(|open| open.sign == sign)
    }

    fn in_rows(&self) -> bool {
        self.open.last().is_some_and(|open| open.rows)
    }

    /// Whether what looks like an IRI may be two comparisons with something between them that has to be measured.
    fn doubtful(&self, inside: &str) -> bool {
        self.operand
            && self.inside('(')
            && !self.in_rows()
            && inside.contains(['\'', '#', '(', ')', '!', ',', '&', '+', '*'])
    }
}

/// The error where [`Measure::doubtful`] is true.
fn doubt(text: &str, at: usize) -> StoreError {
    let message = "an IRI may be meant or a comparison; put blanks around `<` and `>`";
    error_at(text, at, message.to_string())
}

/// An error at a byte of the query.
fn error_at(text: &str, at: usize, message: String) -> StoreError {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    StoreError::Syntax {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        message,
    }
}

/// Length of the keyword, variable, number or name with a prefix that the text begins with.
fn word_end(text: &str) -> Option<usize> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '%');
    let mut end = match text.chars().next()? {
        '?' | '$' | '@' => 1,
        c if inner(c) => 0,
        _ => return None,
    };
    loop {
        end += text[end..].find(|c| !inner(c)).unwrap_or(text.len() - end);
        let (word, mut behind) = (&text[..end], text[end..].chars());
        let name = word.contains(':') || word.starts_with('@');
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        match (behind.next(), behind.next()) {
            // A sign that stands for itself in a name.
            (Some('\\'), Some(sign)) => end += 1 + sign.len_utf8(),
            // They belong to the word when it goes on behind them.
            (Some('-'), _) if name => end += 1,
            (Some('.'), Some(next)) if name && inner(next) => end += 1,
            (Some('.'), Some(next)) if number && next.is_ascii_digit() => end += 1,
            _ => return Some(end),
        }
    }
}

/// Length of the IRI that the text begins with.
fn iri_end(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let ends = |c: char| c <= ' ' || "<>\"{}|^`\\".contains(c);
    let end = inside.find(ends)?;
    inside[end..].starts_with('>').then_some(end + 2)
}

/// Length of the string that the text begins with.
fn string_end(text: &str) -> Option<usize> {
    let mark = match text.chars().next()? {
        '"' => "\"\"\"",
        '\'' => "'''",
        _ => return None,
    };
    if let Some(inside) = text.strip_prefix(mark)
        && let Some(end) = closing(inside, mark, false)
    {
        return Some(mark.len() + end + mark.len());
    }
    let end = closing(&text[1..], &mark[..1], true);
    // Without an end it is no string, and the parser says so.
    Some(end.map_or(1, |end| end + 2))
}

/// Where a string ends.
fn closing(inside: &str, mark: &str, one_line: bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' | '\r' if one_line => return None,
            _ if inside[at..].starts_with(mark) => return Some(at),
            _ => {}
        }
    }
    None
}
