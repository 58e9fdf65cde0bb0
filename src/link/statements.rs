//! How much speaks for two statements being one: the same words, or nearly, of one speaker.

use super::compare::Verdict;
use super::profile::{Ids, Profile};
use super::terms::numbers;
use super::wording::words;
use crate::document::Document;
use crate::extract::account::Account;
use crate::ontology::{Answer, Ontology};
use crate::time::Interval;

/// Fewest words that can show that two statements are one, whoever speaks.
const FEWEST: usize = 4;
/// The same for one person, who rarely says two things in the same words.
const FEWEST_OF_ONE: usize = 2;
/// Share of all words from which two statements are close paraphrases.
const PARAPHRASE: f64 = 0.55;
/// Share of the shorter one's words when it is part of the longer.
const PART: f64 = 0.85;
/// The same for one person.
const PART_OF_ONE: f64 = 0.75;
/// So many days after it was said a statement is still told, where no article says on which day that was.
const TOLD: i32 = 30;

/// A longer time is not the day on which something was said: "the worst attack this year".
const WEEK: i32 = 7;

/// What a statement is compared by, beside its speaker and its words.
#[derive(Debug, Clone)]
pub(super) struct Saying {
    /// What it does with what others tell.
    answer: Option<Answer>,
    /// Its words say "not".
    negative: bool,
    /// Who and what it is about, without those who speak and are spoken to.
    topics: Ids,
    /// The numbers in its words.
    numbers: Vec<u64>,
    /// When it was said.
    days: Option<Interval>,
    /// The text says when; else it is the time of the article.
    dated: bool,
}

impl Saying {
    /// Of the account of a statement.
    pub fn of(account: &Account, document: Option<&Document>, ontology: &Ontology) -> Saying {
        let text = account.content.as_ref().map_or("", |c| c.text.as_str());
        let negates = |word: &str| ontology.lexicon.is_in("negations", word);
        let role = |name: &str| account.roles.get(name).into_iter().flatten();
        let beside = |id: &str| {
            let mut others = role("speaker").chain(role("addressee"));
            !others.any(|f| f.id == id)
        };
        let topics = role("about").map(|f| f.id.as_str()).filter(|id| beside(id));
        let date = account.date.as_ref();
        let dated = date.filter(|d| {
            let length = d.interval.length();
            d.text.is_some() && length.is_some_and(|days| days <= WEEK)
        });
        let published = document.and_then(|d| d.published).map(|p| p.date);
        let guess = date.filter(|d| d.text.is_none()).map(|d| d.interval);
        Saying {
            answer: ontology.answer(&account.kind),
            negative: words(text).any(|word| negates(&word)) || text.contains("n't"),
            topics: Ids::of(topics),
            numbers: numbers(text),
            days: dated.map(|d| d.interval).or(guess).or(published),
            dated: dated.is_some(),
        }
    }

    /// Who and what it is about, without those who speak and are spoken to.
    pub fn topics(&self) -> &Ids {
        &self.topics
    }

    /// The days on which it may have been said.
    pub fn days(&self) -> Option<Interval> {
        self.days
    }
}

/// Compares two statements of different documents; `None` where they cannot be one.
pub(super) fn compare(a: &Profile<'_>, b: &Profile<'_>) -> Option<Verdict> {
    let (x, y) = (a.saying.as_ref()?, b.saying.as_ref()?);
    let denies = |s: &Saying| s.answer == Some(Answer::Denies);
    let rejects = |s: &Saying| s.answer == Some(Answer::Rejects);
    if denies(x) != denies(y) && !rejects(x) && !rejects(y) {
        return None;
    }
    let mut verdict = Verdict {
        score: time(x, y)?,
        reasons: Vec::new(),
    };
    let one = speakers(a, b, &mut verdict)?;
    content(a, b, one && x.negative == y.negative, &mut verdict)?;
    // "55 were killed" is not "26 were killed".
    let shared = x.numbers.iter().any(|number| y.numbers.contains(number));
    if !shared && !x.numbers.is_empty() && !y.numbers.is_empty() {
        verdict.score -= 2.0;
        verdict.reasons.push("other numbers".to_string());
    }
    // "It will be kept" and "it will not be kept" differ in one small word.
    (a.wording == b.wording || x.negative == y.negative).then_some(verdict)
}

/// Who speaks; whether it is one person or body with a name.
fn speakers(a: &Profile<'_>, b: &Profile<'_>, verdict: &mut Verdict) -> Option<bool> {
    let (score, reason) = if a.doers.meet(&b.doers) {
        (1.0, "the same speaker")
    } else if a.doer_sides.meet(&b.doer_sides) {
        (0.3, "speakers of the same side")
    } else if a.doer_sides.is_empty() || b.doer_sides.is_empty() {
        // "Officials", "the group" may be anybody: only the words can tell.
        return Some(false);
    } else {
        return None;
    };
    verdict.score += score;
    verdict.reasons.push(reason.to_string());
    Some(score >= 1.0 && !a.doer_sides.is_empty())
}

/// What the days say. That of the article is only a guess: what was said once is told for weeks.
fn time(x: &Saying, y: &Saying) -> Option<f64> {
    let Some((mine, theirs)) = x.days.zip(y.days) else {
        return Some(0.0);
    };
    if mine.overlaps(&theirs) {
        return Some(0.5);
    }
    let apart = match (mine.end, theirs.begin, theirs.end, mine.begin) {
        (Some(end), Some(begin), _, _) if end < begin => end.until(begin),
        (_, _, Some(end), Some(begin)) => end.until(begin),
        _ => return Some(0.0),
    };
    let apart = apart.map_or(i32::MAX, |span| span.get_days());
    // Nobody tells it before it was said.
    let (early, late) = match mine.end < theirs.begin {
        true => (x, y),
        false => (y, x),
    };
    if late.dated && (early.dated || apart > 0) || apart > TOLD {
        return None;
    }
    Some(-0.5 * f64::from(apart) / f64::from(TOLD))
}

/// What they say; `one` tells that one speaker with a name says it.
fn content(a: &Profile<'_>, b: &Profile<'_>, one: bool, verdict: &mut Verdict) -> Option<()> {
    let (x, y) = (&a.wording, &b.wording);
    let (shared, likeness, part) = (x.shared(y), x.likeness(y), x.containment(y));
    let shorter = x.len().min(y.len());
    let many = shared >= FEWEST || x == y && shared + 1 >= FEWEST;
    let (score, reason) = if many && (likeness >= 0.9 || likeness >= 0.75 && shared > FEWEST) {
        (4.0, "the same words")
    } else if many && likeness >= PARAPHRASE {
        (3.2, "a close paraphrase")
    } else if shared > FEWEST && part >= PART {
        (3.2, "the words of one are part of the other's")
    } else if one && shared >= FEWEST_OF_ONE && likeness >= PARAPHRASE {
        (2.9, "a close paraphrase")
    } else if one && shared > FEWEST_OF_ONE && part >= PART_OF_ONE {
        (2.9, "the words of one are part of the other's")
    } else if one && part >= 0.5 && shorter >= FEWEST_OF_ONE && asks_the_same(a, b) {
        (2.6, "the same is asked of the same one")
    } else if one && part >= 0.5 && shorter >= FEWEST_OF_ONE && denies_the_same(a, b) {
        (2.6, "the same is denied")
    } else if shared > FEWEST && likeness >= 0.4 {
        (2.0, "like wording")
    } else {
        return None;
    };
    verdict.score += score;
    verdict.reasons.push(reason.to_string());
    Some(())
}

/// Two denials about one other.
fn denies_the_same(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let denies = |s: &Saying| matches!(s.answer, Some(Answer::Denies | Answer::Rejects));
    let both = a.saying.as_ref().zip(b.saying.as_ref());
    both.is_some_and(|(x, y)| denies(x) && denies(y) && x.topics.meet(&y.topics))
}

/// One kind of statement, to one addressee, about one other.
fn asks_the_same(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let topics = |p: &Profile<'_>| p.saying.as_ref().map(|s| s.topics.clone());
    let about = topics(a).zip(topics(b));
    a.account.kind == b.account.kind
        && a.sufferer_sides.meet(&b.sufferer_sides)
        && about.is_some_and(|(mine, theirs)| mine.meet(&theirs))
}
