//! A question as it is put to a person → the same as it is put here: "Who attacked Turkey in 2020?" →
//! `attacks on Turkey in 2020 | show date, perpetrator`. It is offered, never taken by itself.
//!
//! The verbs and who does what in them are those of the ontology's frames.

mod part;
mod stage;
mod verb;

use super::input::{Context, In};
use super::statement::statement;
use crate::ontology::Ontology;
use crate::query::lexer::lex;
use crate::query::token::{Kind, Token};
use crate::query::words::{EVENT, STATEMENT};
use part::Part;
use verb::{Reading, is_form_of_be, reading};

/// Longest question that is looked at, in words and signs.
const LONGEST: usize = 40;

/// Words that say nothing of what is asked for.
const SMALL: [&str; 30] = [
    "a", "all", "an", "any", "did", "do", "does", "find", "get", "give", "happen", "happened",
    "has", "have", "had", "list", "many", "me", "much", "of", "often", "please", "show", "some",
    "tell", "that", "the", "there", "times", "us",
];
/// Words that put what happened in order, and which end of it is meant.
const ORDERED: [(&str, &str); 8] = [
    ("deadliest", "sort killed desc"),
    ("bloodiest", "sort killed desc"),
    ("first", "sort date"),
    ("earliest", "sort date"),
    ("latest", "sort date desc"),
    ("newest", "sort date desc"),
    ("recent", "sort date desc"),
    ("last", "sort date desc"),
];
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
    /// What happened and was spoken about: "who denied the attack".
    about: Option<String>,
}

/// The question in this language, if it can be said in it.
pub(crate) fn said(text: &str, ontology: &Ontology) -> Option<String> {
    let text = begun_small(text.trim().trim_end_matches(['?', '.', '!', ' ']));
    if text.is_empty() {
        return None;
    }
    // A word alone could be a name given with `let`, and is none.
    let any = text.contains(' ') || ontology.class_of_noun(&text).is_some();
    if any && is_question(&text, ontology) {
        return Some(text);
    }
    let small = in_small_letters(&text, ontology);
    if small != text && is_question(&small, ontology) {
        return Some(small);
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

/// Words of the language in small letters, as "ATTACKS BY" is meant.
fn in_small_letters(text: &str, ontology: &Ontology) -> String {
    let words = text.split(' ').map(|word| {
        let small = word.to_lowercase();
        let mut roles = ontology.roles.values();
        let known = ontology.class_of_noun(&small).is_some()
            || super::is_keyword(&small)
            || roles.any(|role| role.prepositions.contains(&small));
        if known { small } else { word.to_string() }
    });
    words.collect::<Vec<_>>().join(" ")
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
            // "reported by", "claimed by": fields of what happened.
            let two = format!("{} {}", word(at), word(at + 1));
            let mut roles = ontology.roles.values();
            if two == "reported by" || roles.any(|role| role.all_words().any(|w| w == two)) {
                return None;
            }
            let found = reading(ontology, tokens, at)?;
            (found.is_plain || event(at).is_none()).then_some(found)
        };
        let reading = (0..tokens.len()).find_map(verb);
        let noun = (0..tokens.len()).find_map(|at| {
            let verb = reading.as_ref().is_some_and(|verb| verb.at == at);
            event(at).filter(|_| !verb)
        });
        let told = |verb: &&Reading<'_>| ontology.is_a(&verb.class, STATEMENT);
        let about = noun.filter(|_| reading.as_ref().is_some_and(|verb| told(&verb)));
        let (class, noun) = match (noun.filter(|_| about.is_none()), &reading) {
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
            about: about.map(|class| class.plural.clone()),
        })
    }

    /// The whole question.
    fn written(&self, stages: &str) -> Option<String> {
        let mut parts = vec![self.noun.clone()];
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
                // A word that is passed over may be the one that matters.
                Part::Unread => return None,
            }
            at = next;
        }
        if let Some(answer) = self.answered(&before, &behind, &parts[1..]) {
            return Some(answer);
        }
        let mut bare = self.roles(&before, &behind)?;
        bare.extend(self.about.as_ref().map(|noun| format!("about {noun}")));
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

    /// "Who denied the attack": a field of what happened, where it has one for whoever says that of it.
    fn answered(
        &self,
        before: &[String],
        behind: &[String],
        modifiers: &[String],
    ) -> Option<String> {
        let (about, verb) = (self.about.as_ref()?, self.reading.as_ref()?);
        let field = format!("{} by", word(self.tokens.get(verb.at)));
        let mut roles = self.ontology.roles.values();
        let role = roles.find(|role| role.all_words().any(|word| word == field))?;
        let named = !before.is_empty() || !behind.is_empty();
        if self.asked != Asked::Who || named {
            return None;
        }
        let said = role
            .range
            .iter()
            .any(|class| self.ontology.is_a(class, STATEMENT));
        let who = if said {
            format!("{field}.speaker")
        } else {
            field.clone()
        };
        let narrowed = modifiers
            .iter()
            .map(|words| format!(" {words}"))
            .collect::<String>();
        Some(format!(
            "{about}{narrowed} where {field} is known | show date, {who}"
        ))
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
}

/// A word in small letters, or nothing.
fn word(token: Option<&Token>) -> &str {
    match token.map(|t| &t.kind) {
        Some(Kind::Word(word)) => word,
        _ => "",
    }
}
