//! A question as it is put to a person → the same as it is put here: "Who attacked Turkey in 2020?" →
//! `attacks on Turkey in 2020 | show date, perpetrator`. It is offered, never taken by itself.
//!
//! The verbs and who does what in them are those of the ontology's frames.

mod verb;

use super::input::{Context, In};
use super::statement::statement;
use crate::ontology::{Ontology, Role, RoleKind};
use crate::query::lexer::lex;
use crate::query::token::{Kind, Token};
use crate::query::words::{EVENT, own_or_below};
use verb::{Reading, is_form_of_be, reading};

/// Longest question that is looked at, in words and signs.
const LONGEST: usize = 40;
/// Words that may be passed over, besides the small ones.
const UNREAD: usize = 1;

/// Words that say nothing of what is asked for.
const SMALL: [&str; 30] = [
    "a", "all", "an", "any", "did", "do", "does", "find", "get", "give", "happen", "happened",
    "has", "have", "had", "list", "many", "me", "much", "of", "often", "please", "show", "some",
    "tell", "that", "the", "there", "times", "us",
];
/// Prepositions that are another one here.
const OTHERWISE: [(&str, &str); 4] = [
    ("against", "on"),
    ("around", "near"),
    ("inside", "in"),
    ("at", "in"),
];
/// Words in front of a number, and how it is compared.
const COMPARED: [(&str, &str); 12] = [
    ("more than", ">"),
    ("at least", ">="),
    ("over", ">"),
    ("above", ">"),
    ("exceeding", ">"),
    ("fewer than", "<"),
    ("less than", "<"),
    ("at most", "<="),
    ("under", "<"),
    ("below", "<"),
    ("exactly", "="),
    ("up to", "<="),
];
/// Words that begin a time.
const TIMES: [&str; 8] = [
    "in", "on", "since", "until", "before", "after", "between", "last",
];
/// Words that put what happened in order, and which end of it is meant.
const ORDERED: [(&str, &str); 6] = [
    ("first", "sort date"),
    ("earliest", "sort date"),
    ("latest", "sort date desc"),
    ("newest", "sort date desc"),
    ("recent", "sort date desc"),
    ("last", "sort date desc"),
];
/// How many of several are shown then.
const SOME: usize = 5;
/// Words of taking part in something, whatever part that is.
const TAKING_PART: [&str; 5] = [
    "part",
    "involved",
    "participate",
    "participated",
    "participating",
];
/// Those who tell of it.
const OUTLETS: [&str; 7] = [
    "outlet",
    "outlets",
    "newspapers",
    "papers",
    "media",
    "sources",
    "articles",
];
/// What they do where they tell it otherwise.
const DIFFER: [&str; 7] = [
    "disagree",
    "differ",
    "contradict",
    "disagrees",
    "differs",
    "disagreed",
    "differed",
];

/// What is asked of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Things,
    Who,
    When,
    Where,
    Number,
    Outlets,
    Difference,
    TakingPart,
    Ordered(&'static str),
    Timeline,
}

/// A question under way.
struct English<'a> {
    ontology: &'a Ontology,
    text: &'a str,
    tokens: &'a [Token],
    asked: Asked,
    reading: Option<Reading<'a>>,
    /// Local name of the class that is asked for, and its noun.
    class: String,
    noun: String,
}

/// The question in this language, if it can be said in it.
pub(super) fn said(text: &str, ontology: &Ontology) -> Option<String> {
    let text = begun_small(text.trim().trim_end_matches(['?', '.', '!', ' ']));
    if text.is_empty() {
        return None;
    }
    if is_question(&text, ontology) {
        return Some(text);
    }
    let lexed = lex(&text);
    let end = lexed
        .tokens
        .iter()
        .position(|t| matches!(t.kind, Kind::Symbol("|") | Kind::End));
    let tokens = &lexed.tokens[..end.unwrap_or(lexed.tokens.len())];
    let stages = end.map_or("", |at| &text[lexed.tokens[at].span.begin..]);
    if !(2..=LONGEST).contains(&tokens.len()) || !lexed.diagnostics.is_empty() {
        return None;
    }
    let english = English::new(ontology, &text, tokens)?;
    let mut question = english.written(stages.trim())?;
    if english.asked == Asked::TakingPart {
        question = format!("actors with ({question})");
    }
    (question != text && is_question(&question, ontology)).then_some(question)
}

/// The first word in small letters: sentences begin with a capital, names do not begin questions.
fn begun_small(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn is_question(text: &str, ontology: &Ontology) -> bool {
    let lexed = lex(text);
    let context = Context::new(ontology, &lexed.tokens, text);
    let end = lexed.tokens.iter().position(|t| t.kind == Kind::End);
    let i = In {
        at: 0,
        end: end.unwrap_or(lexed.tokens.len()),
        context: &context,
    };
    matches!(statement(i), Ok((rest, _)) if rest.at == rest.end)
}

impl<'a> English<'a> {
    fn new(ontology: &'a Ontology, text: &'a str, tokens: &'a [Token]) -> Option<English<'a>> {
        let word = |at: usize| word(tokens.get(at));
        let any = |words: &[&str]| (0..tokens.len()).any(|at| words.contains(&word(at)));
        let asked = match word(0) {
            _ if any(&DIFFER) => Asked::Difference,
            "who" | "which" if any(&TAKING_PART) => Asked::TakingPart,
            "timeline" | "chronology" => Asked::Timeline,
            first if OUTLETS.contains(&first) => Asked::Outlets,
            "who" | "whom" | "whose" => Asked::Who,
            "when" => Asked::When,
            "where" => Asked::Where,
            "how" | "count" => Asked::Number,
            "which" | "what" if OUTLETS.contains(&word(1)) => Asked::Outlets,
            _ => {
                // "the first attack", "most recent statements"; `first reported` and `last week` are of the language.
                let ordered = (0..tokens.len().min(4)).find_map(|at| {
                    let (_, order) = ORDERED.iter().find(|(known, _)| *known == word(at))?;
                    ontology.class_of_noun(word(at + 1)).map(|_| *order)
                });
                ordered.map_or(Asked::Things, Asked::Ordered)
            }
        };
        let event = |at: usize| {
            let class = ontology.class_of_noun(word(at))?;
            ontology.is_a(&class.name, EVENT).then_some(class)
        };
        // "Did Syria attack Turkey": there it is a verb, and in "which attacks" a noun.
        let verb = |at: usize| {
            let found = reading(ontology, tokens, at)?;
            (found.is_plain || event(at).is_none()).then_some(found)
        };
        let reading = (0..tokens.len()).find_map(verb);
        let noun = (0..tokens.len()).find_map(|at| {
            let verb = reading.as_ref().is_some_and(|verb| verb.at == at);
            event(at).filter(|_| !verb)
        });
        let (class, noun) = match (noun, &reading) {
            (Some(class), _) => (class.name.clone(), class.plural.clone()),
            (None, Some(reading)) => {
                let class = ontology.classes.get(&reading.class)?;
                (class.name.clone(), class.plural.clone())
            }
            (None, None) if any(&["happened", "happen"]) || asked == Asked::Difference => {
                let class = ontology.classes.get(EVENT)?;
                (class.name.clone(), class.plural.clone())
            }
            (None, None) => return None,
        };
        Some(English {
            ontology,
            text,
            tokens,
            asked,
            reading,
            class,
            noun,
        })
    }

    /// The whole question.
    fn written(&self, stages: &str) -> Option<String> {
        let mut parts = vec![self.noun.clone()];
        let mut unread = 0;
        let mut at = 0;
        // Names before the verb and behind it that no preposition stands before.
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        while at < self.tokens.len() {
            let (next, part) = self.part(at)?;
            match part {
                Part::Modifier(words) => parts.push(words),
                Part::Bare(name) => match self.reading.as_ref().is_some_and(|verb| at > verb.at) {
                    true => behind.push(name),
                    false => before.push(name),
                },
                Part::Nothing => {}
                Part::Unread => unread += 1,
            }
            at = next;
        }
        if unread > UNREAD {
            return None;
        }
        let mut bare = self.roles(&before, &behind)?;
        bare.extend(parts.drain(1..));
        parts.extend(bare);
        // What is compared stands last, or it would go on into what follows.
        let (compared, mut parts): (Vec<String>, Vec<String>) = parts
            .into_iter()
            .partition(|part| part.starts_with("where "));
        parts.extend(compared);
        let question = parts.join(" ");
        let stage = match stages.is_empty() {
            true => self.stage().map(|stage| format!("| {stage}")),
            false => Some(stages.to_string()),
        };
        Some(match stage {
            Some(stage) => format!("{question} {stage}"),
            None => question,
        })
    }

    /// Who did it and whom it was done to, as prepositions. Nothing when a name has no part.
    fn roles(&self, before: &[String], behind: &[String]) -> Option<Vec<String>> {
        let Some(verb) = &self.reading else {
            return (before.is_empty() && behind.is_empty()).then(Vec::new);
        };
        let (doer, done) = match verb.passive {
            true => (behind, before),
            false => (before, behind),
        };
        let joined = |names: &[String]| names.join(" or ");
        if let (true, [a, b]) = (verb.mutual, [doer, done].concat().as_slice()) {
            return Some(vec![format!("between {a} and {b}")]);
        }
        let mut parts = Vec::new();
        for (names, preposition) in [(doer, verb.by), (done, verb.on)] {
            if !names.is_empty() {
                parts.push(format!("{} {}", preposition?, joined(names)));
            }
        }
        Some(parts)
    }

    /// What begins at a word, and where it ends.
    fn part(&self, at: usize) -> Option<(usize, Part)> {
        let token = self.tokens.get(at);
        let small = word(token);
        if self.reading.as_ref().is_some_and(|verb| verb.at == at) {
            return Some((at + 1, Part::Nothing));
        }
        if let Some((next, number)) = self.number(at) {
            return Some((next, Part::Modifier(number)));
        }
        if let Some((next, compared)) = self.compared(at) {
            return Some((next, Part::Modifier(compared)));
        }
        if let Some((next, report)) = self.report(at) {
            return Some((next, Part::Modifier(report)));
        }
        if TIMES.contains(&small)
            && let Some(next) = self.time(at)
        {
            let words = &self.text[self.tokens[at].span.begin..self.tokens[next - 1].span.end];
            return Some((next, Part::Modifier(words.to_string())));
        }
        if let Some((next, name)) = self.names(at) {
            return Some((next, Part::Bare(name)));
        }
        if let Some(preposition) = self.preposition(at)
            && let Some((next, name)) = self.names(at + 1 + usize::from(self.is(at + 1, "the")))
        {
            return Some((next, Part::Modifier(format!("{preposition} {name}"))));
        }
        let skipped = SMALL.contains(&small)
            || is_form_of_be(small)
            || OUTLETS.contains(&small)
            || DIFFER.contains(&small)
            || TAKING_PART.contains(&small)
            || ORDERED.iter().any(|(word, _)| *word == small)
            || self.ontology.class_of_noun(small).is_some()
            || [
                "how", "count", "what", "which", "who", "whom", "whose", "when", "where", "why",
                "is", "and", "about", "on",
            ]
            .contains(&small);
        match token.map(|t| &t.kind) {
            // A field that is asked for stands in the stage.
            Some(Kind::Word(_)) if skipped || self.field(at).is_some() => {
                Some((at + 1, Part::Nothing))
            }
            Some(Kind::Word(_)) => Some((at + 1, Part::Unread)),
            // "Turkish-backed forces", "(…)", fields with operators: not for us.
            _ => None,
        }
    }

    fn is(&self, at: usize, wanted: &str) -> bool {
        word(self.tokens.get(at)) == wanted
    }

    /// Names from a word on, joined as the language joins them.
    fn names(&self, at: usize) -> Option<(usize, String)> {
        let name = |at: usize| match self.tokens.get(at).map(|t| (&t.kind, t.span)) {
            Some((Kind::Name(..) | Kind::Text(..), span)) => Some(span.of(self.text)),
            _ => None,
        };
        let mut joined = vec![name(at)?.to_string()];
        let mut next = at + 1;
        let mutual = self.reading.as_ref().is_some_and(|verb| verb.mutual);
        while (self.is(next, "and") || self.is(next, "or")) && !mutual {
            let Some(other) = name(next + 1) else { break };
            joined.push(other.to_string());
            next += 2;
        }
        Some((next, joined.join(" or ")))
    }

    /// The preposition of the class that a word is, or stands for.
    fn preposition(&self, at: usize) -> Option<&'a str> {
        let written = word(self.tokens.get(at));
        let other = OTHERWISE.iter().find(|(word, _)| *word == written);
        let wanted = [Some(written), other.map(|(_, other)| *other)];
        let roles = own_or_below(self.ontology, &self.class, |role| {
            !role.prepositions.is_empty()
        });
        wanted.into_iter().flatten().find_map(|wanted| {
            let mut known = roles.iter().flat_map(|role| &role.prepositions);
            known.find(|known| *known == wanted).map(String::as_str)
        })
    }

    /// "more than 5 people": a condition on the number that is meant.
    fn number(&self, at: usize) -> Option<(usize, String)> {
        let at = if self.is(at, "with") { at + 1 } else { at };
        let (words, sign) = COMPARED.iter().find(|(words, _)| {
            let mut words = words.split(' ').zip(at..);
            words.all(|(word, at)| self.is(at, word))
        })?;
        let at = at + words.split(' ').count();
        let Some(Kind::Number(number)) = self.tokens.get(at).map(|t| &t.kind) else {
            return None;
        };
        let mut near = (at + 1..self.tokens.len()).take(3);
        let field = near.find_map(|near| Some((near, self.field(near)?)));
        let (next, field) = match (field, &self.reading) {
            (Some((near, field)), _) => (near + 1, field),
            (None, Some(verb)) if verb.counts.is_some() => (at + 1, verb.counts?),
            _ => (at + 1, "killed"),
        };
        Some((next, format!("where {field} {sign} {number}")))
    }

    /// "claimed by the Front": a field of two words and what it is.
    fn compared(&self, at: usize) -> Option<(usize, String)> {
        let second = self.tokens.get(at + 1)?.span.of(self.text);
        let field = format!("{} {second}", word(self.tokens.get(at)));
        let named =
            |role: &Role| role.kind == RoleKind::Field && role.all_words().any(|w| w == field);
        own_or_below(self.ontology, &self.class, named).first()?;
        let (next, name) = self.names(at + 2 + usize::from(self.is(at + 2, "the")))?;
        Some((next, format!("where {field} = {name}")))
    }

    /// "reported by the Post", "first reported by the Post".
    fn report(&self, at: usize) -> Option<(usize, String)> {
        let first = usize::from(self.is(at, "first"));
        if !self.is(at + first, "reported") || !self.is(at + first + 1, "by") {
            return None;
        }
        let by = at + first + 2;
        let (next, name) = self.names(by + usize::from(self.is(by, "the")))?;
        let first = if first == 1 { "first " } else { "" };
        Some((next, format!("{first}reported by {name}")))
    }

    /// The number that a word names: "killed", "dead", "wounded".
    fn field(&self, at: usize) -> Option<&'a str> {
        let wanted = word(self.tokens.get(at));
        let found = verb::quantity(self.ontology, &self.class, wanted);
        found.filter(|_| self.reading.as_ref().is_none_or(|verb| verb.at != at))
    }

    /// Where a time ends that begins here.
    fn time(&self, at: usize) -> Option<usize> {
        let date = |at: usize| matches!(self.tokens.get(at).map(|t| &t.kind), Some(Kind::Date(_)));
        match word(self.tokens.get(at)) {
            "between" => (date(at + 1) && self.is(at + 2, "and") && date(at + 3)).then_some(at + 4),
            "last" => {
                let number = matches!(
                    self.tokens.get(at + 1).map(|t| &t.kind),
                    Some(Kind::Number(_))
                );
                let unit = at + 1 + usize::from(number);
                let units = ["day", "week", "month", "year"];
                let named = units.contains(&word(self.tokens.get(unit)).trim_end_matches('s'));
                named.then_some(unit + 1)
            }
            _ => date(at + 1).then_some(at + 2),
        }
    }

    /// The stage that answers what was asked.
    fn stage(&self) -> Option<String> {
        let verb = self.reading.as_ref();
        let counted = || {
            let named = (0..self.tokens.len()).find_map(|at| self.field(at));
            // "How many people were killed", not "how many attacks killed more than 10".
            let things = self.ontology.class_of_noun(word(self.tokens.get(2)));
            let things = things.is_some_and(|class| self.ontology.is_a(&class.name, EVENT));
            named
                .or(verb.and_then(|verb| verb.counts))
                .filter(|_| !things)
        };
        match self.asked {
            Asked::Things | Asked::TakingPart => None,
            Asked::Timeline => Some("timeline".to_string()),
            Asked::Ordered(order) => {
                let several = (0..self.tokens.len()).any(|at| self.is(at, &self.noun));
                Some(format!(
                    "{order} | first {}",
                    if several { SOME } else { 1 }
                ))
            }
            Asked::Who => {
                let whom = (1..self.tokens.len()).any(|at| self.is(at, "whom"));
                let (doer, done) = verb.map_or((None, None), |verb| (verb.doer, verb.done));
                Some(match (verb.is_some_and(|verb| verb.passive), whom) {
                    (_, true) => format!("show date, {}, {}", doer?, done?),
                    (true, _) => format!("show date, {}", done?),
                    (false, _) => format!("show date, {}", doer?),
                })
            }
            Asked::When => Some("show date".to_string()),
            Asked::Where => Some("show date, place".to_string()),
            Asked::Number => Some(match counted() {
                Some(field) => format!("sum {field}"),
                None => "count".to_string(),
            }),
            Asked::Outlets => Some("show date, sources".to_string()),
            Asked::Difference => {
                let field = (0..self.tokens.len()).find_map(|at| {
                    let wanted = word(self.tokens.get(at));
                    let named = own_or_below(self.ontology, &self.class, |role| {
                        role.all_words().any(|w| w == wanted)
                    });
                    named
                        .first()
                        .map(|role| role.label.as_str())
                        .or(self.field(at))
                });
                Some(match field {
                    Some(field) => {
                        format!("disputed {field} | show date, place, sources of {field}")
                    }
                    None => "disputed".to_string(),
                })
            }
        }
    }
}

/// A stretch of a question.
enum Part {
    /// What narrows it down, in this language.
    Modifier(String),
    /// A name that stands before the verb or behind it.
    Bare(String),
    /// Nothing of its own.
    Nothing,
    /// What is not understood.
    Unread,
}

/// A word in small letters, or nothing.
fn word(token: Option<&Token>) -> &str {
    match token.map(|t| &t.kind) {
        Some(Kind::Word(word)) => word,
        _ => "",
    }
}
