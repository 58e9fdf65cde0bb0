//! Text → tokens, with nom. Never fails as a whole: what cannot be read becomes a diagnostic.

mod date;
mod names;
mod quotes;

pub(crate) use names::{OPENERS, as_written, is_bare_name};
pub(crate) use quotes::{QUOTES, in_quotes, unquoted};

use super::token::{Kind, Token};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use date::{Dated, date};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while, take_while1};
use nom::character::complete::{char, digit1};
use nom::combinator::{map, not, opt, peek, recognize};
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};
use nom_locate::LocatedSpan;
use quotes::quoted;

type In<'t> = LocatedSpan<&'t str>;

/// What a text is made of.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    pub tokens: Vec<Token>,
    pub comments: Vec<Span>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A word before runs of capitalised words are joined.
enum Raw {
    Token(Kind),
    Capital(String),
    BadDate(String),
    Unclosed(String),
    OpenBrace(String),
}

/// Reads all of `text`.
pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed::default();
    let mut raw: Vec<(Span, Raw)> = Vec::new();
    let mut rest = In::new(text);
    loop {
        let (after, _) = skip_space(rest);
        if let Ok((after, comment)) = comment(after) {
            lexed.comments.push(span(&comment));
            rest = after;
            continue;
        }
        rest = after;
        if rest.fragment().is_empty() {
            break;
        }
        let begin = rest.location_offset();
        match token(rest) {
            Ok((after, token)) => {
                raw.push((Span::new(begin, after.location_offset()), token));
                rest = after;
            }
            Err(_) => {
                let digits = rest.fragment().bytes().take_while(u8::is_ascii_digit);
                let len = match digits.count() {
                    0 => rest.fragment().chars().next().map_or(1, char::len_utf8),
                    digits => digits,
                };
                let place = Span::new(begin, begin + len);
                let sign = place.of(text);
                if sign == "?" && ends_question(&rest.fragment()[len..]) {
                    rest = nom::Input::take_from(&rest, len);
                    continue;
                }
                let behind = rest.fragment()[len..].chars().next();
                let error = match sign.starts_with(|c: char| c.is_ascii_digit()) {
                    true if behind.is_some_and(char::is_alphabetic) => Code::Syntax
                        .at(place, format!("`{sign}` needs a space behind it"))
                        .hint(format!("write {sign} km, {sign} days")),
                    true => Code::Syntax.at(place, "the number is too large"),
                    false => Code::Syntax
                        .at(place, format!("`{sign}` means nothing in a question"))
                        .hint("put names with unusual signs in quotes"),
                };
                lexed.diagnostics.push(error);
                rest = nom::Input::take_from(&rest, len);
            }
        }
    }
    let raw = report(raw, &mut lexed.diagnostics);
    lexed.tokens = names::ends(names::join(raw, text), text);
    lexed
}

/// Whether nothing of the question stands behind its question mark, which is no part of the language but is typed.
fn ends_question(behind: &str) -> bool {
    let line = behind.lines().next().unwrap_or_default().trim_start();
    line.is_empty() || line.starts_with([';', '#', '?'])
}

fn span(part: &In) -> Span {
    let begin = part.location_offset();
    Span::new(begin, begin + part.fragment().len())
}

fn skip_space(i: In) -> (In, ()) {
    // A byte order mark is no word either.
    let space = |c: char| c.is_whitespace() || c == '\u{feff}';
    let blank: IResult<In, In> = take_while(space).parse(i);
    blank.map_or((i, ()), |(rest, _)| (rest, ()))
}

fn comment(i: In) -> IResult<In, In> {
    recognize(pair(char('#'), take_till(|c| c == '\n'))).parse(i)
}

fn token(i: In) -> IResult<In, Raw> {
    alt((
        map(date, |d| match d {
            Dated::Days(days) => Raw::Token(Kind::Date(days)),
            Dated::Bad(text) => Raw::BadDate(text),
        }),
        number,
        quoted,
        map(preceded(char('$'), word_text), |w| {
            Raw::Token(Kind::Param(w.fragment().to_string()))
        }),
        symbol,
        sparql,
        word,
    ))
    .parse(i)
}

/// `sparql { … }` up to the brace that closes the first.
fn sparql(i: In) -> IResult<In, Raw> {
    let mut opening = (tag("sparql"), take_while(char::is_whitespace), char('{'));
    let (rest, _) = opening.parse(i)?;
    let inside = *rest.fragment();
    Ok(match closing_brace(inside) {
        Some(end) => (
            nom::Input::take_from(&rest, end + 1),
            Raw::Token(Kind::Sparql(inside[..end].to_string())),
        ),
        None => (
            nom::Input::take_from(&rest, inside.len()),
            Raw::OpenBrace(inside.to_string()),
        ),
    })
}

/// Where the brace closes that was open before `text`; braces in strings, IRIs and comments do not count.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut inside: Option<char> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match inside {
            Some(_) if escaped => escaped = false,
            Some('"' | '\'') if c == '\\' => escaped = true,
            Some(end) if c == end => inside = None,
            // `<` begins an IRI only when no space comes before its end; else it is a comparison.
            Some('>') if c.is_whitespace() => inside = None,
            Some(_) => {}
            None => match c {
                '"' | '\'' => inside = Some(c),
                '<' => inside = Some('>'),
                '#' => inside = Some('\n'),
                '{' => depth += 1,
                '}' if depth == 0 => return Some(at),
                '}' => depth -= 1,
                _ => {}
            },
        }
    }
    None
}

fn number(i: In) -> IResult<In, Raw> {
    let (rest, digits) = terminated(
        digit1,
        peek(not(nom::character::complete::satisfy(
            char::is_alphanumeric,
        ))),
    )
    .parse(i)?;
    match digits.fragment().parse() {
        Ok(n) => Ok((rest, Raw::Token(Kind::Number(n)))),
        Err(_) => nothing(i),
    }
}

/// `#country` right behind a name; a comment has a space before it.
fn class(i: In) -> IResult<In, In> {
    preceded(
        char('#'),
        recognize(pair(
            take_while1(char::is_lowercase),
            take_while(|c: char| c.is_alphanumeric() || c == '-'),
        )),
    )
    .parse(i)
}

fn symbol(i: In) -> IResult<In, Raw> {
    const SYMBOLS: [&str; 15] = [
        "!=", "<=", ">=", "|", "(", ")", ",", ".", ":", "*", "=", "<", ">", ";", "…",
    ];
    for sign in SYMBOLS {
        let found: IResult<In, In> = tag(sign).parse(i);
        if let Ok((rest, _)) = found {
            return Ok((
                rest,
                Raw::Token(match sign {
                    ";" => Kind::End,
                    _ => Kind::Symbol(sign),
                }),
            ));
        }
    }
    nothing(i)
}

fn word_text(i: In) -> IResult<In, In> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '_');
    recognize(pair(take_while1(char::is_alphabetic), take_while(inner))).parse(i)
}

/// Initials with their points (`U.N.`), or a word.
fn word(i: In) -> IResult<In, Raw> {
    let initials = recognize(pair(pair(initial, initial), nom::multi::many0(initial)));
    let (rest, text) = alt((initials, word_text)).parse(i)?;
    let (rest, class) = opt(class).parse(rest)?;
    let text_owned = text.fragment().to_string();
    // "al-Bab" is a name though it begins small.
    let capital = text.chars().next().is_some_and(char::is_uppercase)
        || text
            .split_once('-')
            .is_some_and(|(_, after)| after.chars().next().is_some_and(char::is_uppercase));
    Ok((
        rest,
        match class {
            Some(class) => Raw::Token(Kind::Name(
                text_owned,
                Some((class.fragment().to_string(), span(&class))),
            )),
            None if capital => Raw::Capital(text_owned),
            None => Raw::Token(Kind::Word(text_owned)),
        },
    ))
}

fn initial(i: In) -> IResult<In, In> {
    recognize(pair(
        nom::character::complete::satisfy(char::is_uppercase),
        char('.'),
    ))
    .parse(i)
}

/// Turns what went wrong into diagnostics, and the rest into tokens (a capital word is still a name of one word).
fn report(raw: Vec<(Span, Raw)>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Token, bool)> {
    raw.into_iter()
        .map(|(span, raw)| {
            let (kind, capital) = match raw {
                Raw::Token(kind) => (kind, false),
                Raw::Capital(text) => (Kind::Name(text, None), true),
                Raw::BadDate(text) => {
                    diagnostics.push(
                        Code::BadDate.at(span, format!("{text} is not a date")).hint(
                            "write 2020-02-27, 2020-02, 2020, February 2020 or 27 February 2020",
                        ),
                    );
                    (Kind::Date(Default::default()), false)
                }
                Raw::Unclosed(text) => {
                    diagnostics.push(
                        Code::Unclosed
                            .at(
                                // All that it has open but the words behind it.
                                Span::new(span.begin, span.end - text.len()),
                                "this quotation mark is never closed",
                            )
                            .hint("add a `\"` at the end of the name or words"),
                    );
                    (Kind::Text(text, None), false)
                }
                Raw::OpenBrace(text) => {
                    diagnostics.push(
                        Code::Unclosed
                            .at(
                                Span::new(span.begin, span.begin + "sparql".len()),
                                "the brace behind `sparql` is never closed",
                            )
                            .hint("end the SPARQL with `}`"),
                    );
                    (Kind::Sparql(text), false)
                }
            };
            (Token { span, kind }, capital)
        })
        .collect()
}

/// None of what is looked for stands here.
fn nothing<T>(i: In) -> IResult<In, T> {
    Err(nom::Err::Error(nom::error::make_error(
        i,
        nom::error::ErrorKind::Fail,
    )))
}

/// Whether a word is the name of a month, or three letters of it and more.
pub(crate) fn is_month(word: &str) -> bool {
    date::is_month(word)
}

/// All days of a year.
pub(crate) fn year_days(year: i64) -> Option<crate::time::Interval> {
    date::days(year, None, None)
}

/// Reads a date that stands alone (the value of a parameter).
pub(crate) fn read_date(text: &str) -> Option<crate::time::Interval> {
    let text = text.trim();
    if let Ok(year) = text.parse::<i64>() {
        return (1000..=9998).contains(&year).then(|| year_days(year))?;
    }
    let lexed = lex(text);
    match lexed.tokens.as_slice() {
        [token] if lexed.diagnostics.is_empty() => match token.kind {
            Kind::Date(days) => Some(days),
            _ => None,
        },
        _ => None,
    }
}
