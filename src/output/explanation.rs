//! An [`Explanation`] for a terminal: the sentence's tree, the frames that were tried, and where each failed.

use super::{Paint, tree};
use crate::diagnostic::list;
use crate::extract::account::Account;
use crate::extract::episode::{Reasons, Weighed};
use crate::extract::explain::{Explanation, Given, Outcome, Tried, Unfilled, Word};
use crate::extract::{Passed, Refusal};
use crate::ontology::frames::Condition;
use crate::shown::Shown;
use crate::span::Span;
use crate::text::Sentence;
use std::io::{self, Write};
use std::sync::Arc;

/// Longer lists of words or classes are cut.
const LISTED: usize = 6;

/// Writes the tree, the frames tried on each word, and the accounts that the sentence gave, with the reasons for each.
/// `text` is that of the document.
pub fn explanation(
    explained: &Explanation,
    text: &str,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sentence = &explained.sentence;
    tree(sentence, &notes(explained), paint, out)?;
    write_meaning(sentence, paint, out)?;
    for word in &explained.words {
        writeln!(out)?;
        write_word(word, explained, paint, out)?;
    }
    writeln!(out)?;
    if explained.words.is_empty() {
        writeln!(out, "no frame names a word of this sentence")?;
    }
    match explained.accounts.as_slice() {
        [] => writeln!(out, "{}", paint.bold("The sentence gave no account."))?,
        accounts => {
            writeln!(out, "{}", paint.bold("The sentence tells:"))?;
            for account in accounts {
                writeln!(out, "  {}", told(account))?;
                let of = |(id, _): &&(String, Arc<Reasons>)| *id == account.id;
                if let Some((_, reasons)) = explained.reasons.iter().find(of) {
                    write_reasons(reasons, text, paint, out)?;
                }
            }
        }
    }
    Ok(())
}

/// What the reader takes the predicates to mean: their arguments, whether it happened, whether it is violence.
fn write_meaning(sentence: &Sentence, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let meaning = &sentence.meaning;
    if !meaning.predicates.is_empty() {
        writeln!(out)?;
    }
    let form = |at: usize| Shown::line(&sentence.tokens[at].form);
    for predicate in &meaning.predicates {
        let at = predicate.word;
        let mut notes = Vec::new();
        if let Some(sure) = meaning.sure.get(at) {
            notes.push(format!("happened {sure:.1}"));
        }
        if let Some(likely) = meaning.violence(at) {
            let episode = meaning.episodes.get(at).copied().unwrap_or_default();
            notes.push(format!("violence {likely:.2}, one episode {episode:.2}"));
        }
        for (word, role, _) in &predicate.arguments {
            let kind = meaning.kind(*word);
            let kind = kind.map_or(String::new(), |kind| format!(" ({kind})"));
            notes.push(format!("{role} “{}”{kind}", form(*word)));
        }
        let word = paint.bold(&format!("“{}”", form(at)));
        writeln!(out, "{word} means: {}", notes.join(", "))?;
    }
    Ok(())
}

/// Names, times and evoked classes beside the words of the tree.
fn notes(explained: &Explanation) -> Vec<String> {
    let sentence = &explained.sentence;
    let mut notes = vec![Vec::new(); sentence.tokens.len()];
    for name in &sentence.names {
        notes[name.tokens.start].push(name.kind.to_string());
    }
    for time in &sentence.times {
        notes[time.tokens.start].push(time.value.clone());
    }
    for quantity in &sentence.quantities {
        let max = quantity.max.map_or("…".to_string(), |max| max.to_string());
        let bounds = match quantity.max {
            Some(max) if max == quantity.min => max.to_string(),
            _ => format!("{}–{max}", quantity.min),
        };
        notes[quantity.tokens.start].push(bounds);
    }
    for word in &explained.words {
        for tried in word.tried.iter().flatten() {
            if matches!(tried.outcome, Outcome::Found(_)) {
                notes[word.token].push(format!("◂ {}", tried.class));
            }
        }
    }
    notes.into_iter().map(|note| note.join(", ")).collect()
}

fn write_word(
    word: &Word,
    explained: &Explanation,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let token = &explained.sentence.tokens[word.token];
    let form = paint.bold(&format!("“{}”", Shown::line(&token.form)));
    let tried = match &word.tried {
        Ok(tried) => tried,
        Err(passed) => return writeln!(out, "{form} {}", passed_words(*passed)),
    };
    let given: Vec<String> = word.arguments.iter().map(given).collect();
    match given.as_slice() {
        [] => writeln!(out, "{form} has no arguments here")?,
        given => writeln!(out, "{form} has {}", Shown::line(&given.join(", ")))?,
    }
    for tried in tried {
        let mark = match tried.outcome {
            Outcome::Found(_) => paint.name("✓"),
            Outcome::Outdone(_) => paint.dim("·"),
            _ => paint.error("✗"),
        };
        let reason = failure(tried).unwrap_or_else(|| fitted(&tried.outcome, explained));
        let class = paint.noun(&tried.class);
        let (frame, reason) = (Shown::line(&tried.frame), Shown::line(&reason));
        writeln!(out, "  {mark} {frame} → {class}: {reason}")?;
    }
    Ok(())
}

/// Why a frame gave no event, in words; `None` when it gave one.
pub fn failure(tried: &Tried) -> Option<String> {
    Some(match &tried.outcome {
        Outcome::Found(_) => return None,
        Outcome::Dropped => {
            "fits, but nothing was left to tell: it has nobody, no number and no day, \
            or for a statement no speaker or no words"
                .to_string()
        }
        Outcome::Outdone(by) => format!("fits, but {by} fits better"),
        Outcome::Unless(condition) => format!("dl:unless forbids {}", condition_words(condition)),
        Outcome::When(conditions) => {
            let conditions: Vec<String> = conditions.iter().map(condition_words).collect();
            format!("dl:when wants {}", list(&conditions, "or"))
        }
        Outcome::Unfilled(slots) => {
            let slots: Vec<String> = slots.iter().map(unfilled).collect();
            slots.join("; ")
        }
    })
}

fn fitted(outcome: &Outcome, explained: &Explanation) -> String {
    let Outcome::Found(id) = outcome else {
        return "fits".to_string();
    };
    match explained.accounts.iter().find(|account| account.id == *id) {
        Some(account) if account.trigger.0 >= account.evidence.begin => {
            format!("fits, see {}", number(account))
        }
        _ => "fits".to_string(),
    }
}

/// Why no frame was tried on a word.
pub fn passed_words(passed: Passed) -> &'static str {
    match passed {
        Passed::Compound => "only describes the noun behind it, so no frame is tried on it",
        Passed::Name => "is part of a name, so no frame is tried on it",
    }
}

fn unfilled(missing: &Unfilled) -> String {
    let slot = &missing.slot;
    let relations = list(&cut(&slot.relations), "or");
    if missing.refused.is_empty() {
        return format!("needs {} as {relations}, and there is none", slot.role);
    }
    let told = missing.refused.iter();
    let told = told.map(|(given, why)| refused(given, *why, &slot.fillers, &slot.except));
    let told = told.collect::<Vec<_>>().join(" and ");
    format!("needs {} as {relations}, but {told}", slot.role)
}

fn refused(given: &Given, refusal: Refusal, wanted: &[String], except: &[String]) -> String {
    let words = format!("“{}”", Shown::line(&given.text));
    let wanted = cut(wanted).join(", ");
    match (refusal, &given.class) {
        (Refusal::NoPhrase, _) => format!("{words} is no noun phrase"),
        (Refusal::Nobody, _) => format!("{words} says that there was nobody"),
        (Refusal::Time, _) => format!("{words} is a time"),
        (Refusal::Number, _) => format!("{words} is only a number"),
        (Refusal::Excluded, _) => format!("{words} is one of {}", cut(except).join(", ")),
        (Refusal::Class, Some(class)) => format!("{words} is a {class}, not one of {wanted}"),
        (Refusal::Class, None) => format!(
            "{words} is of no class that a noun list or the gazetteer knows, so not one of {wanted}"
        ),
    }
}

fn condition_words(condition: &Condition) -> String {
    let mut words = list(&cut(&condition.relations), "or");
    if !condition.words.is_empty() {
        words.push_str(&format!(" {}", cut(&condition.words).join("/")));
    }
    if !condition.fillers.is_empty() {
        words.push_str(&format!(" of class {}", cut(&condition.fillers).join("/")));
    }
    words
}

fn given(given: &Given) -> String {
    let class = given.class.as_ref();
    let class = class.map_or(String::new(), |class| format!(" ({class})"));
    format!("{} “{}”{class}", given.relation, Shown::line(&given.text))
}

/// What joined the words of an event, and how likely candidates fill its roles, in log-odds: more than 0 is likelier than not.
fn write_reasons(
    reasons: &Reasons,
    text: &str,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = |span: Span| Shown::line(span.of(text)).to_string();
    let weighed = |w: &Weighed| {
        let signs = w.signs.iter();
        let signs = signs.map(|(sign, weight)| format!("{sign} {weight:+.1}"));
        let signs: Vec<String> = signs.collect();
        format!("“{}” {:+.1} ({})", words(w.words), w.odds, signs.join(", "))
    };
    for together in &reasons.words {
        let once = together.odds;
        let once = once.map(|odds| format!("happened once {odds:+.1}"));
        let one = together.with.as_ref();
        let one = one.map(|with| format!("one with {}", weighed(with)));
        let facts: Vec<String> = once.into_iter().chain(one).collect();
        if !facts.is_empty() {
            let line = format!("    “{}”: {}", words(together.word), facts.join("; "));
            writeln!(out, "{}", paint.dim(&line))?;
        }
    }
    for (role, candidate) in &reasons.considered {
        let line = format!("    {role} {}", weighed(candidate));
        writeln!(out, "{}", paint.dim(&line))?;
    }
    Ok(())
}

/// An account in a line: class, roles, numbers, time.
fn told(account: &Account) -> Shown {
    let mut facts = Vec::new();
    for (role, fillers) in &account.roles {
        let names: Vec<&str> = fillers.iter().map(|f| f.name.as_str()).collect();
        facts.push(format!("{role} {}", names.join(", ")));
    }
    for counted in &account.quantities {
        facts.push(format!("{} {}", counted.of, counted.text));
    }
    if let Some(date) = &account.date {
        let days = [date.interval.begin, date.interval.end].map(|d| d.map(|d| d.to_string()));
        facts.extend(match days {
            [Some(begin), Some(end)] if begin == end => Some(begin),
            [None, None] => None,
            ends => Some(ends.map(Option::unwrap_or_default).join("/")),
        });
    }
    if let Some(content) = &account.content {
        facts.push(format!("“{}”", content.text));
    }
    let said = account.attributed_to.iter().map(|a| a.name.as_str());
    let said: Vec<&str> = said.collect();
    if !said.is_empty() {
        facts.push(format!("according to {}", said.join(", ")));
    }
    let modality = account.modality.name();
    facts.push(format!("{modality}, found by {}", account.found_by));
    let (number, kind) = (number(account), &account.kind);
    Shown::line(&format!("{number} {kind}: {}", facts.join("; ")))
}

/// The last part of an account's id: `account 3`.
fn number(account: &Account) -> String {
    let number = account.id.rsplit('/').next().unwrap_or(&account.id);
    format!("account {number}")
}

fn cut(words: &[String]) -> Vec<String> {
    let mut cut: Vec<String> = words.iter().take(LISTED).cloned().collect();
    if words.len() > LISTED {
        cut.push("…".to_string());
    }
    cut
}
