//! What people write who know English better than this language, and how it is written here.

use super::input::{Expect, In};
use super::offered::{NOUNS, prepositions, stage_of};
use super::stage::STAGES;
use crate::diagnostic::{list, nearest};
use crate::query::lexer::is_month;
use crate::query::token::{Kind, Token};
use crate::query::words::{name_hint, role_of_word};
use crate::text::numerals::numeral;

/// Hints for a failure at `place` of the statement that begins at `begin`.
pub(super) fn hints(begin: &In<'_>, expected: &[Expect], place: &In<'_>) -> Vec<String> {
    let mut hints = Vec::new();
    let mut goes_on = false;
    if let (Some(before), Some(token)) = (place.at.checked_sub(1), place.token()) {
        let before = place.context.tokens[before].span.end;
        if place.context.text[before..token.span.begin].contains('\n') {
            goes_on = true;
            hints.push(
                "a statement goes on in the next line; end it with `;` or an empty line"
                    .to_string(),
            );
        }
    }
    let modifier = expected.iter().any(|e| matches!(e, Expect::Modifier(_)));
    let value = expected
        .iter()
        .any(|e| matches!(e, Expect::Value { .. } | Expect::Operand(..)));
    match place.kind() {
        Some(Kind::Word(w)) if value && !super::is_keyword(w) => {
            hints.push(name_hint(w));
        }
        Some(Kind::Word(w))
            if modifier && (STAGES.contains(&w.as_str()) || stage_of(w).is_some()) =>
        {
            let stage = stage_of(w).unwrap_or(w);
            hints.push(format!("a stage stands behind a `|`: `… | {stage} …`"));
        }
        Some(Kind::Word(w)) if modifier && !super::is_keyword(w) => {
            if let Some(before) = place.at.checked_sub(1)
                && let token = &place.context.tokens[before]
                && matches!(token.kind, Kind::Name(_, None))
            {
                let name = token.span.of(place.context.text);
                if !goes_on {
                    hints.push(format!(
                        "if the name goes on, put it in quotes: \"{name} {w}\""
                    ));
                }
            }
        }
        Some(Kind::Symbol("."))
            if matches!(before(place).map(|t| &t.kind), Some(Kind::Number(_))) =>
        {
            hints.push(
                "numbers are whole; a confidence is in percent: `confidence >= 90`".to_string(),
            );
        }
        Some(Kind::Name(name, _)) if expected.contains(&Expect::Set) => {
            hints.push(format!(
                "begin with a noun; names come behind a preposition: `attacks by {name}`"
            ));
        }
        Some(Kind::Name(month, None)) if expected.contains(&Expect::Date) && is_month(month) => {
            hints.push(format!("a month needs its year: {month} 2020"));
        }
        Some(Kind::Name(name, _))
            if modifier
                && matches!(before(place).map(|t| &t.kind), Some(Kind::Word(_)))
                && !is_word(before(place), "and") =>
        {
            let class = expected.iter().find_map(|e| match e {
                Expect::Modifier(class) => class.as_deref(),
                _ => None,
            });
            let ways = prepositions(place, class);
            let ways: Vec<String> = ways
                .iter()
                .take(4)
                .map(|w| format!("`{w} {name}`"))
                .collect();
            hints.push(format!(
                "say what part the name plays: {}",
                list(&ways, "or")
            ));
        }
        Some(Kind::Name(..)) if modifier && !is_word(before(place), "and") => {
            hints.push(
                "a name of several words needs quotes when some of them begin small".to_string(),
            );
        }
        Some(Kind::Text(..) | Kind::Name(..)) if expected.contains(&Expect::Date) => {
            hints.push(
                "write a date as 2020-02-27, 2020-02, 2020, February 2020 or 27 February 2020"
                    .to_string(),
            );
        }
        _ => {}
    }
    hints.extend(as_in_english(expected, place));
    hints.extend(no_noun(begin, place));
    hints
}

/// The token before a place.
fn before<'a>(place: &In<'a>) -> Option<&'a Token> {
    place.context.tokens.get(place.at.checked_sub(1)?)
}

fn is_word(token: Option<&Token>, word: &str) -> bool {
    matches!(token.map(|t| &t.kind), Some(Kind::Word(w)) if w == word)
}

fn is_name(token: Option<&Token>) -> bool {
    matches!(
        token.map(|t| &t.kind),
        Some(Kind::Name(..) | Kind::Text(..) | Kind::Param(_))
    )
}

/// The same said in the words of the language.
fn as_in_english(expected: &[Expect], place: &In<'_>) -> Option<String> {
    let last = before(place);
    let text = |token: &Token| token.span.of(place.context.text).to_string();
    let modifier = expected.iter().find_map(|e| match e {
        Expect::Modifier(class) => Some(class.as_deref()),
        _ => None,
    });
    let found = place.token();
    // `by Syria and Iran`, `by Syria, Iran`
    if is_name(found) && is_word(last, "and") && expected.contains(&Expect::Keyword("(")) {
        let other = text(found?);
        return Some(format!(
            "names are joined with `or`: `… or {other}`; `and` joins questions in parentheses"
        ));
    }
    if matches!(place.kind(), Some(Kind::Symbol(","))) && is_name(last) && modifier.is_some() {
        return Some("names are joined with `or`: `by A or B`".to_string());
    }
    // `from 2020-02-01 to 2020-02-29`
    if matches!(place.kind(), Some(Kind::Date(_)))
        && expected.iter().any(|e| matches!(e, Expect::Value { .. }))
    {
        let day = text(found?);
        return Some(format!(
            "from one day to another is `since {day} until …`, or `between {day} and …`"
        ));
    }
    let before_last = place
        .at
        .checked_sub(2)
        .and_then(|at| place.context.tokens.get(at));
    if let Some(hint) =
        in_condition(expected, place).or_else(|| in_set(expected, place, before_last))
    {
        return Some(hint);
    }
    // `| top 5`
    if expected.contains(&Expect::Keyword("by"))
        && let Some(Kind::Number(number)) = last.map(|t| &t.kind)
    {
        return Some(format!(
            "say by which field: `top {number} by killed`; `first {number}` takes the rows in their order"
        ));
    }
    let Some(Kind::Word(word)) = place.kind() else {
        return None;
    };
    // `mentioning ceasefire`
    if expected.contains(&Expect::Text) && is_word(last, "mentioning") {
        return Some(format!("put the words in quotes: `mentioning \"{word}\"`"));
    }
    match word.as_str() {
        "yesterday" | "today" | "now" | "recently" | "lately" if modifier.is_some() => {
            return Some(
                "name the day, as in `on 2020-02-27`, or go back from the newest article: `last 2 days`"
                    .to_string(),
            );
        }
        "than" | "least" | "most" | "over" | "under" | "exceeding" if modifier.is_some() => {
            return Some("numbers are compared with `where`: `where killed > 10`".to_string());
        }
        "and" | "or" | "from" | "to" => return None,
        _ => {}
    }
    let class = modifier.flatten();
    let field = match class {
        Some(class) => role_of_word(place.context.ontology, class, word).is_some(),
        None => false,
    };
    let any = || {
        let mut roles = place.context.ontology.roles.values();
        roles.any(|role| role.all_words().any(|w| w == word))
    };
    match place.peek(1).map(|t| &t.kind) {
        Some(Kind::Symbol("=" | "!=" | "<" | "<=" | ">" | ">=")) if modifier.is_some() => Some(
            format!("a field is compared behind `where`: `where {word} …`"),
        ),
        _ if field => Some(format!(
            "`{word}` is a field: `with {word}` asks for where it is known, `| show {word}` shows it"
        )),
        _ if expected.contains(&Expect::Stage) && any() => {
            Some(format!("`{word}` is a field: `| show {word}` shows it"))
        }
        _ => None,
    }
}

/// What is compared otherwise elsewhere.
fn in_condition(expected: &[Expect], place: &In<'_>) -> Option<String> {
    let last = before(place).map(|token| token.span.of(place.context.text));
    let found = place.token()?.span.of(place.context.text);
    if expected.iter().any(|e| matches!(e, Expect::Operand(..))) {
        match (last?, found) {
            ("=", "=") => return Some("equality is one sign: `=`".to_string()),
            ("<", ">") => return Some("what is not so is `!=`".to_string()),
            _ => {}
        }
    }
    if expected.contains(&Expect::Comparison) && found == "between" {
        let field = last?;
        return Some(format!(
            "two comparisons: `{field} >= 10 and {field} <= 20`"
        ));
    }
    // `perpetrator is Syria`
    let value = matches!(
        place.kind(),
        Some(Kind::Name(..) | Kind::Text(..) | Kind::Number(_))
    );
    if expected.contains(&Expect::Keyword("known")) && value {
        return Some(format!("values are compared with a sign: `= {found}`"));
    }
    None
}

/// What is joined, counted or nested otherwise elsewhere.
fn in_set(expected: &[Expect], place: &In<'_>, before_last: Option<&Token>) -> Option<String> {
    let (text, last) = (place.context.text, before(place));
    let found = place.token()?.span.of(text);
    // `with 2 sources`
    if expected.contains(&Expect::Keyword("or"))
        && let Some(Kind::Number(number)) = last.map(|t| &t.kind)
        && is_word(before_last, "with")
    {
        return Some(format!(
            "at least so many are `with {number} or more {found}`"
        ));
    }
    // `shortest path between A and B`
    if expected.contains(&Expect::Keyword("from")) && found == "between" {
        return Some("a path leads from one to another: `path from A to B`".to_string());
    }
    // `within 3 days of attacks on A`
    if expected.contains(&Expect::Keyword("(")) && is_word(last, "of") && super::noun_here(*place) {
        return Some(format!("put the question in parentheses: `of ({found} …)`"));
    }
    // `attacks by A or on B`
    if let Some(Kind::Word(word)) = place.kind()
        && is_word(last, "or")
        && prepositions(place, None).contains(word)
    {
        return Some(format!(
            "`or` joins names, or questions in parentheses: `(…) or (… {word} …)`"
        ));
    }
    None
}

/// The question may have begun with a word that is no noun: nothing but a name given with `let` could make it right.
fn no_noun(begin: &In<'_>, place: &In<'_>) -> Option<String> {
    let Some(Kind::Word(word)) = begin.kind() else {
        return None;
    };
    let ontology = place.context.ontology;
    // "three attacks"
    let number = numeral(std::slice::from_ref(word), 0);
    if let Some(number) = number.filter(|number| number.min == number.max)
        && place.at == begin.at + 1
        && super::noun_here(*place)
    {
        return Some(format!(
            "a number of rows stands in digits: `{} …`",
            number.min
        ));
    }
    let defined = place.context.tokens.windows(2).any(|pair| {
        is_word(Some(&pair[0]), "let") && matches!(&pair[1].kind, Kind::Word(w) if w == word)
    });
    if place.at != begin.at + 1 || super::is_keyword(word) || super::noun_here(*begin) || defined {
        return None;
    }
    let nouns = ontology.classes.values();
    let nouns = nouns.flat_map(|class| class.all_nouns());
    Some(match nearest(word, nouns, 3).as_slice() {
        [] => format!("a question begins with a noun, and `{word}` is none: {NOUNS}"),
        near => format!(
            "a question begins with a noun, and `{word}` is none; did you mean {}?",
            near.join(" or ")
        ),
    })
}
