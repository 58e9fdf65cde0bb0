//! What is seen of two statements: the same words, or nearly, of one speaker.

use super::compare::Company;
use super::profile::Profile;
use super::sets::{self, Ids};
use super::signs::Sign;
use super::terms::numbers;
use super::wording::words;
use crate::document::Document;
use crate::extract::account::Account;
use crate::ontology::{Answer, Ontology};
use crate::time::{Interval, days_until};

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
    topics: Box<[u64]>,
    /// The numbers in its words.
    numbers: Box<[u64]>,
    /// When it was said.
    days: Option<Interval>,
    /// The text says when; else it is the time of the article.
    dated: bool,
}

impl Saying {
    /// Of the account of a statement.
    pub fn of(account: &Account, document: Option<&Document>, ontology: &Ontology) -> Saying {
        let text = account.content.as_ref().map_or("", |c| c.text.as_str());
        let all = words(text);
        let negates = |word: &String| ontology.lexicon.is_in("negations", word);
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
            negative: all.iter().any(negates) || text.contains("n't"),
            topics: sets::numbers(topics).into(),
            numbers: numbers(&all).into(),
            days: dated.map(|d| d.interval).or(guess).or(published),
            dated: dated.is_some(),
        }
    }

    /// Who and what it is about, without those who speak and are spoken to.
    pub fn topics(&self) -> Ids<'_> {
        Ids::new(&self.topics)
    }

    /// The days on which it may have been said.
    pub fn days(&self) -> Option<Interval> {
        self.days
    }
}

/// What holds for every two statements that are compared.
pub(super) const ALWAYS: Sign = "two statements";

/// Notes what is seen of two statements of different documents; `None` where they cannot be one.
pub(super) fn seen(
    a: &Profile<'_>,
    b: &Profile<'_>,
    company: &Company<'_>,
    signs: &mut Vec<Sign>,
) -> Option<()> {
    let (x, y) = (a.saying.as_ref()?, b.saying.as_ref()?);
    let denies = |s: &Saying| s.answer == Some(Answer::Denies);
    let rejects = |s: &Saying| s.answer == Some(Answer::Rejects);
    if denies(x) != denies(y) && !rejects(x) && !rejects(y) {
        return None;
    }
    // "It will be kept" and "it will not be kept" differ in one small word.
    if a.wording != b.wording && x.negative != y.negative {
        return None;
    }
    signs.push(ALWAYS);
    signs.extend(time(x, y)?);
    let speaker = speakers(a, b)?;
    signs.extend(speaker);
    let one =
        speaker == Some(ONE_SPEAKER) && !a.sets.doer_sides().is_empty() && x.negative == y.negative;
    signs.push(content(a, b, one)?);
    // "55 were killed" is not "26 were killed".
    let shared = x.numbers.iter().any(|number| y.numbers.contains(number));
    if !shared && !x.numbers.is_empty() && !y.numbers.is_empty() {
        signs.push("other numbers are said");
    }
    if company.shares_sentences() {
        signs.push("said in articles that share sentences");
    }
    Some(())
}

const ONE_SPEAKER: Sign = "the same speaker";

/// Who speaks, where both tell.
fn speakers(a: &Profile<'_>, b: &Profile<'_>) -> Option<Option<Sign>> {
    if a.sets.doers().meet(b.sets.doers()) {
        Some(Some(ONE_SPEAKER))
    } else if a.sets.doer_sides().meet(b.sets.doer_sides()) {
        Some(Some("speakers of the same side"))
    } else {
        // "Officials", "the group" may be anybody: only the words can tell.
        let nobody = a.sets.doer_sides().is_empty() || b.sets.doer_sides().is_empty();
        nobody.then_some(None)
    }
}

/// What the days say. That of the article is only a guess: what was said once is told for weeks.
fn time(x: &Saying, y: &Saying) -> Option<Option<Sign>> {
    let Some((mine, theirs)) = x.days.zip(y.days) else {
        return Some(None);
    };
    if mine.overlaps(&theirs) {
        return Some(Some("said at the same time"));
    }
    let apart = match (mine.end, theirs.begin, theirs.end, mine.begin) {
        (Some(end), Some(begin), _, _) if end < begin => days_until(end, begin),
        (_, _, Some(end), Some(begin)) => days_until(end, begin),
        _ => return Some(None),
    };
    // Nobody tells it before it was said.
    let (early, late) = match mine.end < theirs.begin {
        true => (x, y),
        false => (y, x),
    };
    if late.dated && (early.dated || apart > 0) || apart > TOLD {
        return None;
    }
    Some(None)
}

/// What they say; `one` tells that one speaker with a name says it.
fn content(a: &Profile<'_>, b: &Profile<'_>, one: bool) -> Option<Sign> {
    let (x, y) = (&a.wording, &b.wording);
    let (shared, shorter) = (x.shared(y), x.len().min(y.len()));
    let likeness = x.likeness_by(y, shared);
    let part = shared as f64 / shorter.max(1) as f64;
    let many = shared >= FEWEST || x == y && shared + 1 >= FEWEST;
    let few = shared >= FEWEST_OF_ONE && likeness >= PARAPHRASE
        || shared > FEWEST_OF_ONE && part >= PART_OF_ONE;
    let half = part >= 0.5 && shorter >= FEWEST_OF_ONE;
    if many && (likeness >= 0.9 || likeness >= 0.75 && shared > FEWEST) {
        Some("the same words")
    } else if many && likeness >= PARAPHRASE {
        Some("a close paraphrase")
    } else if shared > FEWEST && part >= PART {
        Some("the words of one are part of the other's")
    } else if one && few {
        Some("the same few words")
    } else if one && half && asks_the_same(a, b) {
        Some("the same is asked of the same one")
    } else if one && half && denies_the_same(a, b) {
        Some("the same is denied")
    } else {
        (shared > FEWEST && likeness >= 0.4).then_some("partly the same words")
    }
}

/// Two denials about one other.
fn denies_the_same(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let denies = |s: &Saying| matches!(s.answer, Some(Answer::Denies | Answer::Rejects));
    let both = a.saying.as_ref().zip(b.saying.as_ref());
    both.is_some_and(|(x, y)| denies(x) && denies(y) && x.topics().meet(y.topics()))
}

/// One kind of statement, to one addressee, about one other.
fn asks_the_same(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let about = a.saying.as_ref().zip(b.saying.as_ref());
    a.kind == b.kind
        && a.sets.sufferer_sides().meet(b.sets.sufferer_sides())
        && about.is_some_and(|(mine, theirs)| mine.topics().meet(theirs.topics()))
}
