//! What could come next, for completion.

use super::ast::{COMPARISONS, LENGTH_UNITS};
use super::lexer::lex;
use super::parse::input::{Context, Expect, In};
use super::parse::offered::{MODIFIERS, prepositions};
use super::parse::report::{phrases, probe};
use super::parse::stage::STAGES;
use super::token::{Kind, TokenKind};
use super::words::{DOCUMENT, WITHIN, holds_places, roles_of};
use crate::diagnostic::Code;
use crate::ontology::Ontology;
use crate::span::Span;

/// What could stand at a place of a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expected {
    /// The part of a word that is there already and would be replaced.
    pub span: Span,
    /// Words of the language and the ontology, sorted within their kinds.
    pub words: Vec<(String, TokenKind)>,
    /// Set when a name from the store could stand here.
    pub names: Option<NamesFor>,
    /// Whether the path of a file could stand here, in quotes.
    pub files: bool,
    /// The same for people: "a name or a noun".
    pub phrases: Vec<String>,
}

/// Which names of the store could stand at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamesFor {
    /// Local name of the class of the head noun.
    pub class: Option<String>,
    /// Local names of the roles that the name would fill; empty when any name will do.
    pub roles: Vec<String>,
    /// Local names of the classes that the named thing may have; empty when any will do.
    pub range: Vec<String>,
    /// Whether publishers of documents are meant (`reported by`).
    pub publishers: bool,
}

/// What could come next at byte `pos` of `text`; the word that ends at `pos` counts as unfinished.
pub fn expected(text: &str, pos: usize, ontology: &Ontology) -> Expected {
    let pos = text.floor_char_boundary(pos);
    let before = &text[..pos];
    let mut lexed = lex(before);
    let unfinished = lexed.tokens.last().is_some_and(|t| {
        t.span.end == pos
            && matches!(
                t.kind,
                Kind::Word(_) | Kind::Name(..) | Kind::Text(..) | Kind::Param(_)
            )
            // A quote that is closed is finished.
            && (!matches!(t.kind, Kind::Text(..))
                || lexed.diagnostics.iter().any(|d| {
                    d.code == Code::Unclosed && d.span.begin == t.span.begin
                }))
    });
    let mut span = Span::new(pos, pos);
    if unfinished && let Some(token) = lexed.tokens.pop() {
        span = token.span;
    }
    let begin = lexed
        .tokens
        .iter()
        .rposition(|t| t.kind == Kind::End)
        .map_or(0, |n| n + 1);
    let context = Context::new(ontology, &lexed.tokens, before);
    let i = In {
        at: begin,
        end: lexed.tokens.len(),
        context: &context,
    };
    let expects = probe(i);
    let place = i.skip(lexed.tokens.len());
    let mut out = Expected {
        span,
        phrases: phrases(&expects, &place),
        ..Expected::default()
    };
    out.files = expects.contains(&Expect::Text)
        && matches!(lexed.tokens.last().map(|t| &t.kind), Some(Kind::Word(w)) if w == "use" || w == "to");
    for expect in &expects {
        words(expect, &place, &mut out);
    }
    if expects.contains(&Expect::Set) && begin == lexed.tokens.len() {
        keywords(&mut out, &super::lexer::OPENERS);
    }
    out.words.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    out.words.dedup();
    out
}

fn keywords(out: &mut Expected, words: &[&str]) {
    out.words
        .extend(words.iter().map(|w| (w.to_string(), TokenKind::Keyword)));
}

fn words(expect: &Expect, place: &In<'_>, out: &mut Expected) {
    let ontology = place.context.ontology;
    match expect {
        Expect::Noun | Expect::Set => nouns(ontology, out),
        Expect::Modifier(class) => {
            out.words.extend(
                prepositions(place, class.as_deref())
                    .into_iter()
                    .map(|w| (w, TokenKind::Preposition)),
            );
            keywords(out, &MODIFIERS);
        }
        Expect::Field(class) => {
            let roles = match class {
                Some(class) => roles_of(ontology, class),
                None => ontology.roles.values().collect(),
            };
            out.words
                .extend(roles.iter().map(|r| (r.label.clone(), TokenKind::Field)));
        }
        Expect::Value { class, preposition } => {
            nouns(ontology, out);
            keywords(out, &["any", "exactly", "the"]);
            out.names = Some(names(ontology, class.as_deref(), preposition.as_deref()));
        }
        Expect::Operand(class, field) => {
            let role = class
                .as_deref()
                .zip(field.as_deref())
                .and_then(|(class, word)| super::words::role_of_word(ontology, class, word));
            out.names = Some(NamesFor {
                class: class.clone(),
                roles: role.map(|r| r.name.clone()).into_iter().collect(),
                range: role.map(|r| r.range.clone()).unwrap_or_default(),
                publishers: false,
            });
        }
        Expect::Stage => keywords(out, &STAGES),
        Expect::Unit => keywords(out, &["days", "weeks", "months", "years"]),
        Expect::Length => keywords(out, &LENGTH_UNITS.map(|(_, words)| words[0])),
        Expect::Comparison => out
            .words
            .extend(COMPARISONS.map(|(_, sign)| (sign.to_string(), TokenKind::Symbol))),
        Expect::Keyword(w) => out.words.push((
            w.to_string(),
            match w.chars().all(char::is_alphabetic) {
                true => TokenKind::Keyword,
                false => TokenKind::Symbol,
            },
        )),
        Expect::Date | Expect::Number | Expect::Text | Expect::Param | Expect::NewName => {}
    }
}

fn nouns(ontology: &Ontology, out: &mut Expected) {
    out.words.extend(
        ontology
            .classes
            .values()
            .map(|class| (class.plural.clone(), TokenKind::Noun)),
    );
}

fn names(ontology: &Ontology, class: Option<&str>, preposition: Option<&str>) -> NamesFor {
    let mut names = NamesFor {
        class: class.map(str::to_string),
        publishers: preposition == Some("reported by"),
        ..NamesFor::default()
    };
    let (Some(class), Some(preposition)) = (class, preposition) else {
        return names;
    };
    let roles = roles_of(ontology, class).into_iter().filter(|role| {
        role.prepositions.iter().any(|p| p == preposition)
            || (preposition == "between" && role.symmetric)
            || (preposition == WITHIN && holds_places(role))
    });
    for role in roles {
        names.publishers |= role.domain.iter().any(|d| d == DOCUMENT) && role.range.is_empty();
        names.roles.push(role.name.clone());
        for range in &role.range {
            if !names.range.contains(range) {
                names.range.push(range.clone());
            }
        }
    }
    names
}
