//! The parts of a question, from left to right.

use super::{DIFFER, English, ORDERED, OUTLETS, SMALL, TAKING_PART, is_form_of_be, verb, word};
use crate::ontology::Role;
use crate::query::lexer::in_quotes;
use crate::query::parse::is_keyword;
use crate::query::token::Kind;
use crate::query::words::{EVENT, own_or_below};

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

/// Numbers that are a year where a time is looked for.
const YEARS: std::ops::Range<i64> = 1900..2100;

/// A stretch of a question.
pub(super) enum Part {
    /// What narrows it down, in this language.
    Modifier(String),
    /// A name that stands before the verb or behind it.
    Bare(String),
    /// Nothing of its own.
    Nothing,
    /// What is not understood.
    Unread,
}

impl<'a> English<'a> {
    /// What begins at a word, and where it ends.
    pub(super) fn part(&self, at: usize) -> Option<(usize, Part)> {
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
        if let Some(noun) = self.noun_behind(at) {
            return Some((at + 1, Part::Bare(noun)));
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

    /// "who killed civilians": whom it was done to, and no event.
    fn noun_behind(&self, at: usize) -> Option<String> {
        let verb = self.reading.as_ref().filter(|verb| verb.at + 1 == at)?;
        let noun = word(self.tokens.get(at));
        let class = self.ontology.class_of_noun(noun);
        let event = class.is_some_and(|class| self.ontology.is_a(&class.name, EVENT));
        let other = event
            || SMALL.contains(&noun)
            || TIMES.contains(&noun)
            || is_keyword(noun)
            || self.preposition(at).is_some()
            || self.field(at).is_some();
        (!verb.passive && !noun.is_empty() && !other).then(|| in_quotes(noun))
    }

    pub(super) fn is(&self, at: usize, wanted: &str) -> bool {
        word(self.tokens.get(at)) == wanted
    }

    /// Names from a word on, joined as the language joins them.
    pub(super) fn names(&self, at: usize) -> Option<(usize, String)> {
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
    pub(super) fn preposition(&self, at: usize) -> Option<&'a str> {
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
    pub(super) fn number(&self, at: usize) -> Option<(usize, String)> {
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
    pub(super) fn compared(&self, at: usize) -> Option<(usize, String)> {
        let second = self.tokens.get(at + 1)?.span.of(self.text);
        let field = format!("{} {second}", word(self.tokens.get(at)));
        let named = |role: &Role| role.all_words().any(|w| w == field);
        own_or_below(self.ontology, &self.class, named).first()?;
        let (next, name) = self.names(at + 2 + usize::from(self.is(at + 2, "the")))?;
        Some((next, format!("where {field} = {name}")))
    }

    /// "reported by the Post", "first reported by the Post".
    pub(super) fn report(&self, at: usize) -> Option<(usize, String)> {
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
    pub(super) fn field(&self, at: usize) -> Option<&'a str> {
        let wanted = word(self.tokens.get(at));
        let found = verb::quantity(self.ontology, &self.class, wanted);
        found.filter(|_| self.reading.as_ref().is_none_or(|verb| verb.at != at))
    }

    /// Where a time ends that begins here.
    pub(super) fn time(&self, at: usize) -> Option<usize> {
        let date = |at: usize| match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Date(_)) => true,
            Some(Kind::Number(year)) => YEARS.contains(year),
            _ => false,
        };
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
}
