//! A brief on what a name means, or on the event that words tell of.

use super::{Failed, Shell};
use crate::diagnostic::{Code, Diagnostic};
use crate::fold::fold;
use crate::output;
use crate::query::about::days;
use crate::query::ast::Query;
use crate::query::{EVENT, Session, in_quotes, parse_query, said};
use crate::report::{Written, brief::brief, headline};
use crate::shown::Shown;
use crate::store::Budget;
use crate::time::Interval;
use std::collections::BTreeSet;
use std::io::Write;

/// So many are offered where words tell of several events.
const OFFERED: usize = 9;
/// So many names without quotation marks are found among the words, and words of a noun.
const NAMES: usize = 4;
const NOUN: usize = 3;

impl Shell<'_> {
    /// Writes what is known of an actor, a place, a thing (by name, as in a question) or an event (by its id, by its title,
    /// or in words, as it is asked for). With `exactly` what belongs to it does not count.
    pub fn brief(
        &self,
        name: &str,
        exactly: bool,
        written: Written,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let mut session = Session::new(self.store.clone());
        session.set_budget(Budget::new(self.settings.limits));
        let iri = self.meant(&mut session, name)?;
        let report = brief(&session, &iri, exactly)?;
        Ok(report.write(written, out)?)
    }

    /// The IRI of what a name or an id means.
    fn meant(&self, session: &mut Session<'_>, name: &str) -> Result<String, Failed> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Failed::usage("which actor, place or event? Give its name"));
        }
        // Ids have a slash, as `event/…`; names have none.
        if name.contains('/') {
            let long = format!("{}{name}", self.store.base());
            let known = [name.to_string(), long].into_iter();
            let mut known = known.filter(|iri| self.store.kind(iri).is_some());
            if let Some(iri) = known.next() {
                return Ok(iri);
            }
            if self.store.find(name).is_empty() {
                let message = format!(
                    "{}: nothing in the graph has this id; JSON tells the ids of rows: dateline query STORE 'attacks' --format json",
                    Shown::line(name)
                );
                return Err(Failed::new(Code::UnknownName, message));
            }
        }
        match session.named_node(name) {
            Ok(found) => Ok(found.iri),
            // Of what has this name one must be chosen.
            Err(error) if error.code == Code::AmbiguousName => {
                Err(self.failed("<name>", name, &[error]))
            }
            Err(error) => self.told_of(session, name, error),
        }
    }

    /// The IRI of the event that `words` tell of, which are no name: the one that answers them as a question does, or has them
    /// for its title. Where there are several, these are offered.
    fn told_of(
        &self,
        session: &mut Session<'_>,
        words: &str,
        unnamed: Diagnostic,
    ) -> Result<String, Failed> {
        let mut text = words.to_string();
        let asked = self.asked(session, &mut text);
        if let Ok((_, nodes)) = &asked
            && let [one] = nodes.as_slice()
        {
            return Ok(one.clone());
        }
        let lines = self.lines(session, words);
        let titled = lines.iter().filter(|(_, line)| line == words);
        let titled: Vec<&String> = titled.map(|(iri, _)| iri).collect();
        if let [one] = titled.as_slice() {
            return Ok((*one).clone());
        }
        let shown = Shown::line(&text);
        let (query, nodes) = match asked {
            Ok(asked) => asked,
            Err(error) => {
                // Words that do not begin with a noun were meant as a name.
                let (text, error) = match error.span.begin {
                    0 => (words, unnamed),
                    _ => (text.as_str(), error),
                };
                // A name that is only misspelled has its own cure.
                let alike = alike(lines, words);
                if alike.is_empty() || !error.candidates.is_empty() {
                    return Err(self.failed("<name>", text, &[error]));
                }
                let told = format!("nothing in the graph is called `{shown}`");
                return Err(self.offer(Code::UnknownName, told, alike));
            }
        };
        if !nodes.is_empty() {
            let told = format!("`{shown}` may mean {}", nodes.len());
            return Err(self.offer(Code::AmbiguousName, told, nodes));
        }
        let nearest = session.why_empty(&query).and_then(|e| e.nearest);
        let query = nearest.and_then(|q| parse_query(&q, self.store.ontology()).ok());
        let nodes = query.and_then(|query| session.nodes(&query).ok());
        let told = format!("nothing in the graph is `{shown}`");
        Err(self.offer(Code::UnknownName, told, nodes.unwrap_or_default()))
    }

    /// What answers `text` as a question. It is written as it is understood: names of the graph stand in quotation marks, and
    /// what is no question of the language is put into it where no name is lost.
    fn asked(
        &self,
        session: &Session<'_>,
        text: &mut String,
    ) -> Result<(Query, Vec<String>), Diagnostic> {
        let ontology = self.store.ontology();
        let answer = |text: &str| {
            let query = parse_query(text, ontology).map_err(|mut errors| errors.swap_remove(0))?;
            let nodes = session.nodes(&query)?;
            Ok((query, nodes))
        };
        let mut answered = answer(text);
        for _ in 0..NAMES {
            let Err(error) = answered else { break };
            let error = session.offer_name(text, error);
            let named = in_quotes(error.span.of(text));
            if error.candidates == [named.clone()] {
                text.replace_range(error.span.begin..error.span.end, &named);
            } else if let Some(meant) = said(text, ontology)
                && self.keeps(text, &meant)
            {
                *text = meant;
            } else {
                return Err(error);
            }
            answered = answer(text);
        }
        answered
    }

    /// Whether a question in other words has all names and numbers of these; a sentence begins with a capital.
    fn keeps(&self, words: &str, meant: &str) -> bool {
        let words = words.split_whitespace().enumerate();
        let mut words =
            words.map(|(at, word)| (at, word.trim_matches(|c: char| !c.is_alphanumeric())));
        words.all(|(at, word)| {
            let named = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
            !named || meant.contains(word) || at == 0 && self.store.find(word).is_empty()
        })
    }

    /// The events of the kind that is named among `words`, or all, with their lines in lists and reports.
    fn lines(&self, session: &Session<'_>, words: &str) -> Vec<(String, String)> {
        let ontology = self.store.ontology();
        let split: Vec<&str> = words.split_whitespace().collect();
        let mut nouns = (1..=NOUN).rev().flat_map(|length| split.windows(length));
        let class = nouns.find_map(|noun| ontology.class_of_noun(&noun.join(" ")));
        let class = class.filter(|class| ontology.is_a(&class.name, EVENT));
        let noun = class.map_or(ontology.noun(EVENT), |class| &class.label);
        let query = parse_query(noun, ontology).ok();
        let nodes = query.and_then(|query| session.nodes(&query).ok());
        let nodes = nodes.unwrap_or_default().into_iter();
        let lines = nodes.map(|iri| {
            let line = headline(&self.store, &iri);
            (iri, line)
        });
        lines.collect()
    }

    /// Fails with the nodes that may be meant: their ids, days and lines.
    fn offer(&self, code: Code, told: String, nodes: Vec<String>) -> Failed {
        let dated = nodes.iter().map(|iri| (days(&self.store, iri), iri));
        let mut dated: Vec<_> = dated.collect();
        dated.sort_by_key(|(days, iri)| (days.is_none(), *days, *iri));
        let line = |(days, iri): &(Option<Interval>, &String)| {
            let id = iri.strip_prefix(self.store.base()).unwrap_or(iri);
            let days = days.as_ref().map_or_else(|| "–".to_string(), output::days);
            let title = headline(&self.store, iri);
            format!("\n  {id}  {days}  {}", Shown::line(&title))
        };
        let lines: String = dated.iter().take(OFFERED).map(line).collect();
        let asks = match dated.is_empty() {
            true => "",
            false => "; did you mean one of these? Give its id",
        };
        let more = match dated.len().saturating_sub(OFFERED) {
            0 => String::new(),
            more => format!("\n  and {more} more; say more of it"),
        };
        Failed::new(code, format!("{told}{asks}{lines}{more}"))
    }
}

/// The events whose lines have most of the words, which must be two at least.
fn alike(lines: Vec<(String, String)>, words: &str) -> Vec<String> {
    let split = |text: &str| -> BTreeSet<String> {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words.filter(|w| w.len() > 2).map(str::to_string).collect()
    };
    let wanted = split(words);
    // "hospital" is in "hospitals".
    let has = |line: &BTreeSet<String>, word: &String| line.iter().any(|w| w.starts_with(word));
    let shared = |line: &str| {
        let line = split(line);
        wanted.iter().filter(|word| has(&line, word)).count()
    };
    let scored = lines.into_iter().map(|(iri, line)| (shared(&line), iri));
    let mut scored: Vec<(usize, String)> = scored.collect();
    let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
    scored.retain(|(score, _)| best > 1 && *score == best);
    scored.into_iter().map(|(_, iri)| iri).collect()
}
